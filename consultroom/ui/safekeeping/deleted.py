"""What the bin (回收站) shows, and bringing records back. No Qt in this file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services import safekeeping
from consultroom.services.desk import Desk
from consultroom.services.safekeeping import BinLine
from consultroom.ui.doing import Done, doing
from consultroom.ui.wording import clock, full_day

NONE = "回收站是空的。在别的页面删除的记录会先放到这里，可以恢复。"
NONE_LEFT = "没有这一类的记录。可以换一类看看。"


class BinScreen(Frozen, kw_only=True):
    """The bin as it stands.

    Attributes:
        lines: those of the kind chosen, the latest first.
        kinds: word and how many, the commonest first.
        kind: the one chosen; empty for all.
    """

    lines: tuple[BinLine, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    kind: str = ""
    total: int = 0

    @property
    def advice(self) -> str:
        """What to say where the list is empty."""
        return NONE_LEFT if self.total else NONE


class BinPresenter:
    """Shows what was deleted and brings it back.

    Args:
        desk: whose room.
        show: draws a screen.
        done: told what was brought back.
        tell: told why something was not.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[BinScreen], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._show = show
        self._done = done
        self._tell = tell
        self._kind = ""

    def enter(self) -> None:
        """Show the bin as it is now."""
        every = safekeeping.deleted(self._desk)
        kinds = Counter(line.word for line in every)
        if self._kind not in kinds:
            self._kind = ""
        lines = tuple(line for line in every if self._kind in ("", line.word))
        self._show(
            BinScreen(
                lines=lines,
                kinds=tuple(kinds.most_common()),
                kind=self._kind,
                total=len(every),
            )
        )

    def choose_kind(self, kind: str) -> None:
        """Show one kind of record; empty for all."""
        self._kind = kind
        self.enter()

    def bring_back(self, lines: Sequence[BinLine]) -> None:
        """Bring records back, in one act."""
        ids = tuple(line.id for line in lines)
        if not ids:
            return
        try:
            did = doing(self._desk, lambda: self._brought(ids, lines[0]))
        except UserError as error:
            self._tell(str(error))
            return
        finally:
            self.enter()
        self._done(did)

    def _brought(self, ids: tuple[str, ...], first: BinLine) -> str:
        safekeeping.bring_back(self._desk, ids)
        name = f"{first.word}“{first.title}”" if first.title else first.word
        return f"已恢复{name}。" if len(ids) == 1 else f"已恢复{name}等{len(ids)}条。"


def when_words(line: BinLine) -> str:
    """Return when a record was deleted."""
    at = line.at
    return f"{full_day(at.date())} {clock(at.time())}" if at else "时间不详"
