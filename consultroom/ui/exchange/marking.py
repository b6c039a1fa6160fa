"""What the district says of one station's month (报送标记): 退回, 零报告, 免报. No Qt here."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.domain.submissions import MarkKind, MonthState, StationYear
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done, doing

_NOTHING_TO_SAY = frozenset({MonthState.NOT_ASKED, MonthState.AHEAD})
ASKS = {
    MarkKind.RETURNED: "为什么退回？工作站照这句话改。",
    MarkKind.NIL: "谁说的没有活动？如“王敏电话告知”。",
    MarkKind.EXCUSED: "为什么免报？",
}


class MarkingScreen(Frozen, kw_only=True):
    """The row as it stands.

    Attributes:
        unit: code of the station chosen; empty when there is none.
        months: the months of it that something can be said of, each in words.
        period: the one chosen.
        marked: whether something was said of it already.
    """

    unit: str = ""
    name: str = ""
    months: tuple[tuple[str, str], ...] = ()
    period: str = ""
    marked: bool = False
    sentence: str = ""


class MarkingPresenter:
    """Marks a month of the station that is chosen in the matrix.

    Args:
        desk: returns whose room.
        show: draws a screen.
        done: told what an act did, so that it can be taken back.
        ask: asks for the reason in one sentence; None to go back.
        changed: called after something was said.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        *,
        show: Callable[[MarkingScreen], None],
        done: Callable[[Done], None],
        ask: Callable[[str], str | None],
        changed: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._show = show
        self._done = done
        self._ask = ask
        self._changed = changed
        self._screen = MarkingScreen()

    def choose(self, line: StationYear | None) -> None:
        """Show the months of a station."""
        if line is None:
            self._draw(MarkingScreen())
            return
        months = _months(line)
        kept = self._screen.period if self._screen.period in dict(months) else ""
        self._draw(
            MarkingScreen(
                unit=line.unit.code,
                name=line.unit.name,
                months=months,
                period=kept or _first_owed(line) or (months[-1][0] if months else ""),
            )
        )

    def choose_month(self, period: str) -> None:
        """Speak of another month."""
        self._draw(replace(self._screen, period=period, sentence=""))

    def mark(self, kind: MarkKind) -> None:
        """Say something of the month, with the reason why."""
        from consultroom.services import overseeing

        screen = self._screen
        reason = self._ask(ASKS[kind])
        if reason is None:
            return

        def work() -> str:
            overseeing.mark(self._desk(), screen.unit, screen.period, kind, reason=reason)
            return f"“{screen.name}”{_month(screen.period)}：{kind.label}。随下一个下发包告诉它。"

        self._do(work)

    def unmark(self) -> None:
        """Take back what was said of the month."""
        from consultroom.services import overseeing

        screen = self._screen

        def work() -> str:
            overseeing.unmark(self._desk(), screen.unit, screen.period)
            return f"已撤销“{screen.name}”{_month(screen.period)}的标记。"

        self._do(work)

    def _do(self, work: Callable[[], str]) -> None:
        try:
            did = doing(self._desk(), work)
        except UserError as error:
            self._draw(replace(self._screen, sentence=str(error)))
            return
        self._changed()
        self._done(did)

    def _draw(self, screen: MarkingScreen) -> None:
        self._screen = replace(screen, marked=_is_marked(self._desk(), screen))
        self._show(self._screen)


def _is_marked(desk: Desk, screen: MarkingScreen) -> bool:
    from consultroom.domain.submissions import SubmissionMark, mark_id

    said = desk.room.one(SubmissionMark, id=mark_id(screen.unit, screen.period))
    return said is not None


def _months(line: StationYear) -> tuple[tuple[str, str], ...]:
    return tuple(
        (cell.period, f"{_month(cell.period)}　{cell.state.label}")
        for cell in line.cells
        if cell.state not in _NOTHING_TO_SAY
    )


def _first_owed(line: StationYear) -> str:
    return next((cell.period for cell in line.cells if cell.is_owed), "")


def _month(period: str) -> str:
    return f"{int(period[5:])}月"
