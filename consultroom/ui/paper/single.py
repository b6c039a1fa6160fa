"""The one paper there is about a record that belongs to no consultation."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.errors import UserError
from consultroom.services.desk import Desk
from consultroom.ui.pacing import Later
from consultroom.ui.paper.presenter import PaperKind
from consultroom.ui.paper.press import Keep, RoomPress
from consultroom.ui.printing.making import Slow
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.turns import later


class SinglePress(RoomPress):
    """Makes one kind of paper, about any record it can be about.

    Args:
        desk: returns whose room.
        kind: code of the paper kind.
        name: returns what the record is called, by the key of the paper.
        slow: runs work off the GUI thread.
        keep: keeps what leaves as a file.
        later: see `RoomPress`.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        kind: str,
        name: Callable[[Desk, str], str],
        *,
        slow: Slow,
        keep: Keep,
        later: Later | None = None,
    ) -> None:
        super().__init__(desk, slow=slow, keep=keep, later=later)
        self._kind = kind
        self._name = name

    def about(self, about: str) -> tuple[str, tuple[PaperKind, ...]]:
        """Return what the record is called, and its one paper; none when it is there no more."""
        from consultroom.services import printing

        try:
            name = self._name(self._desk(), about)
        except UserError:
            return "", ()
        return name, (PaperKind(key=self._kind, label=printing.KINDS[self._kind].word),)


def single_press(shop: PrintShop, kind: str, name: Callable[[Desk, str], str]) -> SinglePress:
    """Return what makes one kind of paper, over the room of a shop."""
    return SinglePress(
        shop.desk,
        kind,
        name,
        slow=shop.slow,
        keep=shop.counter.keep,
        later=later(shop.window),
    )
