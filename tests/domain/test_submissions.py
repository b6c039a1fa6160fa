"""Who has reported: due days, volumes, nil reports, returns, and what the counts add up to."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.calendar import DayKind, HolidayCalendar
from consultroom.domain.plans import Months
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.domain.submissions import (
    MarkKind,
    MonthCell,
    MonthState,
    Received,
    ReportRules,
    SequenceGap,
    Submission,
    SubmissionMark,
    SubmissionYear,
    last_day,
    mark_id,
    submission_year,
)

CHINA = timezone(timedelta(hours=8))
CALENDAR = HolidayCalendar(off=frozenset({date(2026, 10, day) for day in range(1, 8)}))
TODAY = date(2026, 11, 21)
JOINED = date(2026, 1, 1)


def a_station(code: str) -> OrgUnit:
    return OrgUnit(
        id=code, owner="QZX", name=f"{code}街道委员工作站", kind=UnitKind.STATION, code=code
    )


DISTRICT = OrgUnit(id="QZX", owner="QZX", name="区政协", kind=UnitKind.DISTRICT, code="QZX")
STATIONS = (a_station("WT"), a_station("GH"))


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=CHINA)


def a_pack(period: str, when: datetime, **changed: Any) -> Submission:
    return Submission(**{"unit": "WT", "node": "a1", "seq": 1, **changed}, period=period, at=when)


def a_mark(kind: MarkKind, period: str, when: datetime, unit: str = "WT") -> SubmissionMark:
    return SubmissionMark(
        id=mark_id(unit, period),
        owner="QZX",
        unit=unit,
        period=period,
        kind=kind,
        marked_at=when,
        reason="附件打不开",
    )


def the_year(
    *packs: Submission,
    marks: tuple[SubmissionMark, ...] = (),
    joined: dict[str, date] | None = None,
    gaps: dict[str, tuple[SequenceGap, ...]] | None = None,
    rules: ReportRules = ReportRules(),
    today: date = TODAY,
) -> SubmissionYear:
    received = Received(
        submissions=packs,
        marks=marks,
        joined={"WT": JOINED, "GH": JOINED} if joined is None else joined,
        gaps=gaps or {},
        last={},
    )
    return submission_year(
        DISTRICT, STATIONS, received, year=2026, today=today, rules=rules, calendar=CALENDAR
    )


def cell(year: SubmissionYear, period: str, unit: str = "WT") -> MonthCell:
    line = next(line for line in year.lines if line.unit.code == unit)
    return next(cell for cell in line.cells if cell.period == period)


# -- until when --------------------------------------------------------------------------------


def test_a_due_day_that_is_not_worked_moves_to_the_next_that_is():
    rules = ReportRules()
    assert rules.due("2026-10", CALENDAR) == date(2026, 11, 5)
    assert rules.due("2026-11", CALENDAR) == date(2026, 12, 7)  # the 5th is a Saturday
    assert rules.due("2026-09", CALENDAR) == date(2026, 10, 8)  # after the National Day holiday
    assert rules.due("2026-12", CALENDAR) == date(2027, 1, 5)


def test_working_days_are_counted_from_the_months_end():
    rules = ReportRules(due_day=3, day_kind=DayKind.WORKING)
    assert rules.due("2026-10", CALENDAR) == date(2026, 11, 4)
    assert rules.due("2026-09", CALENDAR) == date(2026, 10, 12)


@given(st.integers(1, 31), st.sampled_from(DayKind), st.integers(1, 12))
def test_a_report_is_never_due_before_its_month_is_over(day: int, kind: DayKind, month: int):
    period = f"2026-{month:02d}"
    assert ReportRules(due_day=day, day_kind=kind).due(period, CALENDAR) > last_day(period)


# -- how it stands with a month ----------------------------------------------------------------


def test_a_month_counts_from_the_day_it_had_arrived():
    year = the_year(a_pack("2026-09", at(10, 8)), a_pack("2026-10", at(11, 9), seq=2))
    assert cell(year, "2026-09") == MonthCell(
        period="2026-09", state=MonthState.RECEIVED, due=date(2026, 10, 8), on=date(2026, 10, 8)
    )
    late = cell(year, "2026-10")
    assert (late.state, late.days_late, late.was_late) == (MonthState.RECEIVED, 4, True)


def test_what_is_not_there_is_missing_only_after_its_day():
    year = the_year()
    assert cell(year, "2026-10").state is MonthState.MISSING
    assert cell(year, "2026-10").days_late == 16
    assert cell(year, "2026-11").state is MonthState.OPEN
    assert cell(year, "2026-12").state is MonthState.AHEAD
    assert cell(the_year(today=date(2026, 11, 5)), "2026-10").state is MonthState.OPEN
    assert cell(the_year(today=date(2026, 11, 6)), "2026-10").state is MonthState.MISSING


def test_a_pack_with_a_volume_lacking_has_not_arrived():
    first = a_pack("2026-10", at(11, 2), seq=4, volume=1, volumes=2)
    assert cell(the_year(first), "2026-10").state is MonthState.PARTIAL
    second = a_pack("2026-10", at(11, 6), seq=5, volume=2, volumes=2)
    whole = cell(the_year(first, second), "2026-10")
    assert (whole.state, whole.on, whole.days_late) == (
        MonthState.RECEIVED,
        date(2026, 11, 6),
        1,
    )


def test_volumes_of_two_packs_do_not_make_a_whole_one():
    first = a_pack("2026-10", at(11, 2), seq=4, volume=1, volumes=2)
    other = a_pack("2026-10", at(11, 6), seq=7, volume=2, volumes=2)
    assert cell(the_year(first, other), "2026-10").state is MonthState.PARTIAL


def test_nothing_held_is_a_report_and_a_fuller_pack_goes_before_it():
    nil = a_pack("2026-10", at(11, 2), nil=True)
    assert cell(the_year(nil), "2026-10").state is MonthState.NIL
    fuller = a_pack("2026-10", at(11, 9), seq=2)
    found = cell(the_year(nil, fuller), "2026-10")
    assert (found.state, found.days_late) == (MonthState.RECEIVED, 0)


def test_what_the_district_was_told_by_telephone_counts():
    told = a_mark(MarkKind.NIL, "2026-10", at(11, 6))
    found = cell(the_year(marks=(told,)), "2026-10")
    assert (found.state, found.on, found.days_late) == (MonthState.NIL, date(2026, 11, 6), 1)
    excused = a_mark(MarkKind.EXCUSED, "2026-10", at(11, 6))
    assert cell(the_year(marks=(excused,)), "2026-10").state is MonthState.EXCUSED


def test_a_report_sent_back_is_owed_again_until_another_comes():
    pack, back = a_pack("2026-10", at(11, 3)), a_mark(MarkKind.RETURNED, "2026-10", at(11, 10))
    found = cell(the_year(pack, marks=(back,)), "2026-10")
    assert (found.state, found.days_late, found.is_owed) == (MonthState.RETURNED, 11, True)
    again = a_pack("2026-10", at(11, 10, 15), seq=2)
    found = cell(the_year(pack, again, marks=(back,)), "2026-10")
    assert (found.state, found.on, found.days_late) == (
        MonthState.RECEIVED,
        date(2026, 11, 10),
        0,
    )


def test_months_before_a_station_joined_are_not_asked_for():
    year = the_year(a_pack("2026-03", at(11, 9)), joined={"WT": date(2026, 6, 20)})
    assert cell(year, "2026-05").state is MonthState.NOT_ASKED
    assert cell(year, "2026-03").state is MonthState.RECEIVED
    assert not cell(year, "2026-03").was_late  # nobody had asked for it
    assert cell(year, "2026-06").state is MonthState.MISSING


def test_a_station_that_has_not_joined_owes_nothing_and_is_told_apart():
    year = the_year(joined={"WT": date(2026, 6, 20)})
    assert {cell(year, f"2026-{month:02d}", "GH").state for month in range(1, 12)} == {
        MonthState.NOT_ASKED
    }
    assert [unit.code for unit in year.outside] == ["GH"]
    assert "GH" not in [line.unit.code for line in year.chased]
    assert the_year().outside == ()


def test_only_the_months_of_the_rule_are_asked_for():
    year = the_year(rules=ReportRules(months=Months.QUARTERLY))
    assert cell(year, "2026-09").state is MonthState.MISSING
    assert cell(year, "2026-10").state is MonthState.NOT_ASKED


# -- whom to call ------------------------------------------------------------------------------


def test_the_longest_late_is_called_first_and_who_owes_nothing_is_not():
    every = [a_pack(f"2026-{month:02d}", at(month + 1, 1), seq=month) for month in range(1, 11)]
    year = the_year(*every, *[_of("GH", one) for one in every if one.period != "2026-02"])
    assert [(line.unit.code, line.days_late) for line in year.chased] == [("GH", 261)]
    assert the_year(*every).chased[0].days_late == 289  # January, due on 5 February


def _of(unit: str, pack: Submission) -> Submission:
    return Submission(unit=unit, node="b2", seq=pack.seq, period=pack.period, at=pack.at)


def test_a_gap_alone_is_worth_a_call():
    every = [
        a_pack(f"2026-{month:02d}", at(month + 1, 1), unit=unit, seq=month)
        for month in range(1, 11)
        for unit in ("WT", "GH")
    ]
    gaps = {"GH": (SequenceGap("b2", 3, 4),)}
    assert [line.unit.code for line in the_year(*every, gaps=gaps).chased] == ["GH"]


packs = st.builds(
    lambda unit, month, day, seq, nil, volume, volumes: a_pack(
        f"2026-{month:02d}",
        at(11, day),
        unit=unit,
        seq=seq + volume,
        nil=nil,
        volume=min(volume, volumes),
        volumes=volumes,
    ),
    st.sampled_from(["WT", "GH", "XX"]),
    st.integers(1, 12),
    st.integers(1, 21),
    st.integers(1, 9),
    st.booleans(),
    st.integers(1, 2),
    st.integers(1, 2),
)
marks_ = st.builds(
    a_mark, st.sampled_from(MarkKind), st.sampled_from(["2026-01", "2026-10"]), st.just(at(11, 10))
)


@given(st.lists(packs, max_size=20), st.lists(marks_, max_size=1), st.randoms())
def test_every_month_stands_somehow_and_the_order_of_arrival_is_no_matter(
    received: list[Submission], marks: list[SubmissionMark], random: Any
):
    year = the_year(*received, marks=tuple(marks))
    assert sum(year.count(state) for state in MonthState) == 12 * len(STATIONS)
    assert all(cell.days_late >= 0 for line in year.lines for cell in line.cells)
    mixed = list(received)
    random.shuffle(mixed)
    assert [line.cells for line in the_year(*mixed, marks=tuple(marks)).lines] == [
        line.cells for line in year.lines
    ]


@given(st.lists(packs, max_size=12), packs)
def test_another_pack_never_makes_more_months_owed(received: list[Submission], one: Submission):
    before = sum(len(line.owed) for line in the_year(*received).lines)
    after = sum(len(line.owed) for line in the_year(*received, one).lines)
    partial = cell(the_year(*received, one), one.period, one.unit) if one.unit != "XX" else None
    assert after <= before or (partial is not None and partial.state is MonthState.PARTIAL)
