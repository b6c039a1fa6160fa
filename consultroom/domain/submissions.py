"""Who has reported (报送): stations × months, from what was received. Pure.

A month is written ``2026-11``. A station has reported it once a pack about it has been taken in
with all its volumes, or the pack, or a person, states that nothing was held (无活动零报告). When a
report is due is the district's rule; the default is our judgement (SOURCES.md, "reporting").
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from consultroom.domain.calendar import DayKind, HolidayCalendar, month_of
from consultroom.domain.plans import Months
from consultroom.domain.records import Coded, Record, derived_id
from consultroom.domain.stations import OrgUnit
from consultroom.frozen import Frozen


class ReportRules(Frozen, kw_only=True):
    """Which months a district's stations report, and until when (报送规则).

    Attributes:
        months: the months that are reported on.
        due_day: the day of the month after; one that is not worked moves to the next that is. For
            ``DayKind.WORKING`` the how-many-eth 工作日 of the month after.
    """

    months: Months = Months.EVERY
    due_day: int = 5
    day_kind: DayKind = DayKind.CALENDAR

    def due(self, month: str, calendar: HolidayCalendar) -> date:
        """Return the last day on which the report of a month is in time."""
        last = last_day(month)
        if self.day_kind is DayKind.WORKING:
            return calendar.add(last, self.due_day)
        after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
        length = monthrange(after.year, after.month)[1]
        return calendar.add(after.replace(day=min(self.due_day, length)), 0)


class MarkKind(Coded):
    """What the district says of one station's month (报送标记)."""

    RETURNED = "returned", "退回重报"
    NIL = "nil", "零报告"  # told by telephone or on paper
    EXCUSED = "excused", "免报"


class SubmissionMark(Record, kw_only=True):
    """A word of the district about one month of one station; its id derives from both.

    It travels to the station, which so learns that its report came back.

    Attributes:
        unit: code of the station.
        period: the month, ``2026-11``.
        marked_at: reports taken in up to this moment are those that were sent back.
        reason: what is wrong, or who told.
    """

    unit: str
    period: str
    kind: MarkKind
    marked_at: datetime
    reason: str = ""


def mark_id(unit: str, period: str) -> str:
    """Return the id of the mark on one station's month."""
    return derived_id("submission_mark", unit, period)


class Submission(Frozen, kw_only=True):
    """One pack that was taken in and reports a month (报送).

    Attributes:
        unit: code of the station.
        node: its computer.
        seq: number of the pack there.
        volume: which of ``volumes`` written together.
        nil: it states that nothing was held.
        at: when it was taken in.
    """

    unit: str
    node: str
    seq: int
    period: str
    volume: int = 1
    volumes: int = 1
    nil: bool = False
    at: datetime


class SequenceGap(Frozen, order=True):
    """Packs of one computer that lack among those received, first to last (中间缺包)."""

    node: str
    first: int
    last: int


class MonthState(Coded):
    """How it stands with one month of one station."""

    NOT_ASKED = "not_asked", "不报"  # by the rules, or while the station has not joined
    AHEAD = "ahead", "未到"
    OPEN = "open", "待报"
    RECEIVED = "received", "已报"
    NIL = "nil", "零报告"
    EXCUSED = "excused", "免报"
    PARTIAL = "partial", "缺卷"
    RETURNED = "returned", "退回"
    MISSING = "missing", "缺报"


OWED = frozenset({MonthState.PARTIAL, MonthState.RETURNED, MonthState.MISSING})
_DONE = frozenset({MonthState.RECEIVED, MonthState.NIL})


class MonthCell(Frozen, kw_only=True):
    """One month of one station.

    Attributes:
        period: the month, ``2026-11``.
        due: last day in time.
        on: the day it had arrived whole, or None.
        days_late: 自然日 after ``due``: until it came, or until today while it is owed.
        reason: why it was sent back or excused, or who told.
    """

    period: str
    state: MonthState
    due: date
    on: date | None = None
    days_late: int = 0
    reason: str = ""

    @property
    def is_owed(self) -> bool:
        """Tell whether somebody is to be called about it."""
        return self.state in OWED

    @property
    def was_late(self) -> bool:
        """Tell whether it came after its day."""
        return self.state in _DONE and self.days_late > 0


class StationYear(Frozen, kw_only=True):
    """One row of the matrix.

    Attributes:
        joined_on: since when a key of it is believed; None while it has not joined (未入网).
        cells: January to December.
        gaps: in the numbers of its packs; they only say that one was lost or is still to come.
        last_at: when its latest pack was taken in, or None.
    """

    unit: OrgUnit
    joined_on: date | None
    cells: tuple[MonthCell, ...]
    gaps: tuple[SequenceGap, ...] = ()
    last_at: datetime | None = None

    @property
    def owed(self) -> tuple[MonthCell, ...]:
        """The months somebody is to be called about."""
        return tuple(cell for cell in self.cells if cell.is_owed)

    @property
    def days_late(self) -> int:
        """自然日 the longest owed month is late."""
        return max((cell.days_late for cell in self.owed), default=0)

    @property
    def is_chased(self) -> bool:
        """Tell whether it stands on the chase list (催报名单)."""
        return bool(self.owed or self.gaps)


class SubmissionYear(Frozen, kw_only=True):
    """The matrix of one year (报送情况): which station reported which month.

    Attributes:
        district: whose stations these are.
        today: the day it is as of.
        caution: about years whose holidays are unknown, or empty.
    """

    district: OrgUnit
    year: int
    today: date
    lines: tuple[StationYear, ...]
    caution: str = ""

    @property
    def chased(self) -> tuple[StationYear, ...]:
        """Whom to call, the longest late first."""
        return tuple(
            sorted(
                (line for line in self.lines if line.is_chased),
                key=lambda line: (-line.days_late, line.unit.code),
            )
        )

    @property
    def outside(self) -> tuple[OrgUnit, ...]:
        """The stations that have not joined (未入网): they cannot report, and owe nothing yet."""
        return tuple(line.unit for line in self.lines if line.joined_on is None)

    def count(self, state: MonthState) -> int:
        """Return how many months of all stations stand like that."""
        return sum(cell.state is state for line in self.lines for cell in line.cells)


class Received(Frozen, kw_only=True):
    """What a district's room knows of reports, read once.

    Attributes:
        submissions: packs that report a month, of all stations.
        marks: its own words about months.
        joined: station -> since when a key of it is believed.
        gaps: station -> numbers that lack.
        last: station -> when its latest pack was taken in, whatever it was for.
    """

    submissions: Sequence[Submission]
    marks: Iterable[SubmissionMark] = ()
    joined: Mapping[str, date]
    gaps: Mapping[str, tuple[SequenceGap, ...]]
    last: Mapping[str, datetime]


def submission_year(
    district: OrgUnit,
    stations: Iterable[OrgUnit],
    received: Received,
    *,
    year: int,
    today: date,
    rules: ReportRules,
    calendar: HolidayCalendar,
) -> SubmissionYear:
    """Return who has reported in a year, stations in the order of their codes."""
    months = tuple(f"{year}-{month:02d}" for month in range(1, 13))
    dues = {month: rules.due(month, calendar) for month in months}
    packs = _by_month(received.submissions)
    marks = {(mark.unit, mark.period): mark for mark in received.marks}

    def cell(unit: str, month: str) -> MonthCell:
        if not rules.months.has(int(month[5:])):
            return MonthCell(period=month, state=MonthState.NOT_ASKED, due=dues[month])
        whose = unit, month
        asked = _Month(month, dues[month], received.joined.get(unit), today)
        return asked.cell(packs.get(whose, ()), marks.get(whose))

    lines = tuple(
        StationYear(
            unit=unit,
            joined_on=received.joined.get(unit.code),
            cells=tuple(cell(unit.code, month) for month in months),
            gaps=received.gaps.get(unit.code, ()),
            last_at=received.last.get(unit.code),
        )
        for unit in sorted(stations, key=lambda unit: unit.code)
    )
    caution = calendar.caution(*{due.year for due in dues.values()})
    return SubmissionYear(district=district, year=year, today=today, lines=lines, caution=caution)


def last_day(month: str) -> date:
    """Return the last day of a month written ``2026-11``."""
    first = date.fromisoformat(f"{month}-01")
    return first.replace(day=monthrange(first.year, first.month)[1])


def _by_month(submissions: Iterable[Submission]) -> dict[tuple[str, str], list[Submission]]:
    found: dict[tuple[str, str], list[Submission]] = {}
    for one in submissions:
        found.setdefault((one.unit, one.period), []).append(one)
    return found


class _Month(Frozen):
    """One month of one station, before it is known how it stands."""

    period: str
    due: date
    joined: date | None
    today: date

    def cell(self, packs: Sequence[Submission], mark: SubmissionMark | None) -> MonthCell:
        """Return how it stands with it."""
        kind, reason = (mark.kind, mark.reason) if mark else (None, "")
        returned = mark.marked_at if mark and kind is MarkKind.RETURNED else None
        if kind is MarkKind.EXCUSED:
            return self._as(MonthState.EXCUSED, reason=reason)
        wholes = [(at, nil) for at, nil in _wholes(packs) if returned is None or at > returned]
        if mark and kind is MarkKind.NIL:
            wholes.append((mark.marked_at, True))
        if wholes:
            state = MonthState.NIL if all(nil for _, nil in wholes) else MonthState.RECEIVED
            on = min(wholes)[0].date()
            return self._as(state, on, self._late(on, returned), reason)
        return self._without(returned, reason, begun=bool(packs))

    def _without(self, returned: datetime | None, reason: str, *, begun: bool) -> MonthCell:
        """Return the cell of a month that has not arrived, or was sent back."""
        late = self._late(self.today, returned)
        if returned is not None:
            return self._as(MonthState.RETURNED, None, late, reason)
        if begun:
            return self._as(MonthState.PARTIAL, None, late)
        if self.period > month_of(self.today):
            return self._as(MonthState.AHEAD)
        if self.joined is None or last_day(self.period) < self.joined:
            return self._as(MonthState.NOT_ASKED)
        return self._as(MonthState.MISSING if late else MonthState.OPEN, None, late)

    def _late(self, on: date, returned: datetime | None) -> int:
        if self.joined is None or last_day(self.period) < self.joined:
            return 0  # nobody asked for it
        since = self.due if returned is None else max(self.due, returned.date())
        return max(0, (on - since).days)

    def _as(
        self, state: MonthState, on: date | None = None, late: int = 0, reason: str = ""
    ) -> MonthCell:
        return MonthCell(
            period=self.period, state=state, due=self.due, on=on, days_late=late, reason=reason
        )


def _wholes(packs: Iterable[Submission]) -> list[tuple[datetime, bool]]:
    """Return, for each pack all volumes of which are there, when it was whole and whether nil."""
    sets: dict[tuple[str, int, int], dict[int, Submission]] = {}
    for one in sorted(packs, key=lambda one: (one.at, one.nil)):
        first = one.seq - one.volume + 1
        sets.setdefault((one.node, first, one.volumes), {}).setdefault(one.volume, one)
    return [
        (max(one.at for one in volumes.values()), all(one.nil for one in volumes.values()))
        for (_, _, count), volumes in sets.items()
        if len(volumes) == count
    ]
