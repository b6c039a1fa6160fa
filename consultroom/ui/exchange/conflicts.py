"""Conflicts (冲突): two values side by side, one is picked or a third written. No Qt here."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.domain.conflicts import Settlement
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.services.exchanging import settling
from consultroom.services.exchanging.settling import Dispute, Side
from consultroom.ui.doing import Done, doing
from consultroom.ui.exchange.words import moment_words

NONE = "没有冲突。两边改了同一处时，会列在这里等人来定。"
OTHERS = "这条记录是对方单位的，由对方处理；处理结果随下一个包传来。"


class DisputeLine(Frozen, kw_only=True):
    """One conflict in the list, and its two sides."""

    key: str
    about: str
    field: str
    stands: str
    stands_by: str
    lost: str
    lost_by: str
    ours: bool
    can_write: bool


class ConflictsScreen(Frozen, kw_only=True):
    """The page as it stands."""

    lines: tuple[DisputeLine, ...] = ()
    sentence: str = ""


class ConflictsPresenter:
    """Lists what waits for a person, and writes down the choice.

    Args:
        desk: returns whose room.
        show: draws a screen.
        done: told what an act did, so that it can be taken back.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        *,
        show: Callable[[ConflictsScreen], None],
        done: Callable[[Done], None],
    ) -> None:
        self._desk = desk
        self._show = show
        self._done = done
        self._screen = ConflictsScreen()

    def enter(self) -> None:
        """Show what waits now."""
        lines = tuple(_line(one) for one in settling.disputes(self._desk()))
        self._screen = ConflictsScreen(lines=lines)
        self._show(self._screen)

    def settle(self, key: str, choice: Settlement, text: str | None = None) -> None:
        """Write the choice down; it travels with the next pack."""
        desk = self._desk()

        def work() -> str:
            settling.settle(desk, key, choice, text=text)
            return f"已处理冲突：{choice.label}。"

        try:
            did = doing(desk, work)
        except UserError as error:
            self._screen = replace(self._screen, sentence=str(error))
            self._show(self._screen)
            return
        self.enter()
        self._done(did)


def _line(dispute: Dispute) -> DisputeLine:
    return DisputeLine(
        key=dispute.conflict.id,
        about=f"{dispute.word}“{dispute.title}”",
        field=dispute.field_word,
        stands=dispute.stands.text,
        stands_by=_by(dispute.stands),
        lost=dispute.lost.text,
        lost_by=_by(dispute.lost),
        ours=dispute.ours,
        can_write=dispute.can_write,
    )


def _by(side: Side) -> str:
    where = "本机" if side.here else f"电脑 {side.node[-4:].upper()}"
    return f"{where}，{moment_words(side.at.isoformat())}"
