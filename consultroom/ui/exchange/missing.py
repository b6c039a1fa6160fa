"""Who has not reported (谁还没报): stations × months, and the list of whom to call. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.domain.submissions import MonthCell, MonthState, StationYear, SubmissionYear
from consultroom.errors import UserError, why_not
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.ui.borrowing import Lender
from consultroom.ui.states import State
from consultroom.ui.wording import full_day, short_day

if TYPE_CHECKING:
    from consultroom.services.overseeing import ChaseList

MARKS = {
    MonthState.NOT_ASKED: ("—", None),
    MonthState.AHEAD: ("", None),
    MonthState.OPEN: ("待", State.ACTIVE),
    MonthState.RECEIVED: ("报", State.DONE),
    MonthState.NIL: ("零", State.DONE),
    MonthState.EXCUSED: ("免", State.DONE),
    MonthState.PARTIAL: ("卷", State.DUE),
    MonthState.RETURNED: ("退", State.DUE),
    MonthState.MISSING: ("缺", State.LATE),
}
LEGEND = "报：已报　零：零报告　免：免报　待：待报　卷：缺卷　退：退回重报　缺：缺报　—：不用报"
YEARS = 3  # offered


class StationLine(Frozen, kw_only=True):
    """One station's year in the matrix: a mark for each month, and all of it in words."""

    code: str
    name: str
    marks: tuple[tuple[str, State | None], ...]
    told: str


class MissingScreen(Frozen, kw_only=True):
    """The page as it stands."""

    year: int = 0
    years: tuple[int, ...] = ()
    lines: tuple[StationLine, ...] = ()
    summary: str = ""
    caution: str = ""
    sentence: str = ""
    chased: int = 0


class MissingPresenter:
    """Shows the matrix, prints and saves the chase list.

    Args:
        lender: does long work on the room.
        show: draws a screen.
        print_pdf: prints a paper: its title and bytes.
        toast: says what was done.
    """

    def __init__(
        self,
        lender: Lender,
        *,
        show: Callable[[MissingScreen], None],
        print_pdf: Callable[[str, bytes], None],
        toast: Callable[[str], None],
    ) -> None:
        self._lender = lender
        self._show = show
        self._print_pdf = print_pdf
        self._toast = toast
        self._screen = MissingScreen()
        self._found: SubmissionYear | None = None

    def line(self, unit: str) -> StationYear | None:
        """Return a station's year as it was last shown, or None."""
        lines = self._found.lines if self._found else ()
        return next((one for one in lines if one.unit.code == unit), None)

    def enter(self, desk: Desk) -> None:
        """Show how things stand now."""
        from consultroom.services import overseeing

        this = desk.today.year
        year = self._screen.year or this
        years = tuple(range(this, this - YEARS, -1))
        try:
            found = overseeing.year_of(desk, year)
        except UserError as error:
            self._found = None
            self._draw(MissingScreen(year=year, years=years, sentence=str(error)))
            return
        self._found = found
        self._draw(_screen(found, years))

    def choose_year(self, desk: Desk, year: int) -> None:
        """Show another year."""
        self._screen = replace(self._screen, year=year)
        self.enter(desk)

    def print_chase(self) -> None:
        """Print whom to call."""
        self._made(lambda made: self._print_pdf("催报名单", made.pdf))

    def save_chase(self, path: Path) -> None:
        """Save whom to call as a table."""

        def save(made: ChaseList) -> None:
            try:
                path.write_bytes(made.xlsx)
            except OSError as error:
                self._failed(f"“{path.name}”没有存成：{why_not(error)}。请换个位置再存。")
                return
            self._toast(f"已保存“{path.name}”。")

        self._made(save)

    def _made(self, done: Callable[[ChaseList], None]) -> None:
        from consultroom.services import overseeing

        year = self._screen.year
        self._lender.borrow(
            "正在排版…", lambda desk, _progress: overseeing.chase(desk, year), done, self._failed
        )

    def _failed(self, sentence: str) -> None:
        self._draw(replace(self._screen, sentence=sentence))

    def _draw(self, screen: MissingScreen) -> None:
        self._screen = screen
        self._show(screen)


def _screen(found: SubmissionYear, years: tuple[int, ...]) -> MissingScreen:
    owed = sum(len(line.owed) for line in found.lines)
    calls = len(found.chased)
    outside = f"还有 {len(found.outside)} 个站没有入网。" if found.outside else ""
    told = f"{calls} 个站要催，欠 {owed} 个月。" if calls else "没有要催的。"
    return MissingScreen(
        year=found.year,
        years=years,
        lines=tuple(map(_line, found.lines)),
        summary=f"共 {len(found.lines)} 个站，{told}{outside}",
        caution=found.caution,
        chased=calls,
    )


def _line(line: StationYear) -> StationLine:
    return StationLine(
        code=line.unit.code,
        name=line.unit.name if line.joined_on else f"{line.unit.name}（未入网）",
        marks=tuple(MARKS[cell.state] for cell in line.cells),
        told=_told(line),
    )


def _told(line: StationYear) -> str:
    """Return a station's year in words."""
    joined = f"{full_day(line.joined_on)}入网" if line.joined_on else "还没有入网"
    owed = [_owed(cell) for cell in line.cells if cell.is_owed]
    late = [f"{int(cell.period[5:])}月晚{cell.days_late}天" for cell in line.cells if cell.was_late]
    gaps = [
        f"缺第{gap.first}号包" if gap.first == gap.last else f"缺第{gap.first}至{gap.last}号包"
        for gap in line.gaps
    ]
    last = [f"最近一次收到是{short_day(line.last_at.date())}"] if line.last_at else []
    return f"{line.unit.name}：" + "；".join([joined, *owed, *late, *gaps, *last]) + "。"


def _owed(cell: MonthCell) -> str:
    told = f"{int(cell.period[5:])}月{cell.state.label}"
    days = f"，逾期{cell.days_late}天" if cell.days_late else ""
    reason = f"（{cell.reason}）" if cell.reason else ""
    return f"{told}{days}{reason}"
