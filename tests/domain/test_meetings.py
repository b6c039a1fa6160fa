"""The sitting: heads counted, dates that follow from its day, rooms taken twice."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.calendar import HolidayCalendar
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import (
    DEFAULT_AGENDA,
    Attendance,
    AttendanceStatus,
    LeadTimes,
    Meeting,
    MeetingState,
    Participant,
    ParticipantKind,
    clashes,
    clock_text,
    dates_around,
    headcount,
)
from tests import builders as a
from tests.strategies import FEWER, any_calendar, any_day, any_dossier

AT = datetime(2026, 9, 24, 14, 30)  # noqa: DTZ001 - wall-clock time, as printed


Sitting = tuple[tuple[Participant, ...], tuple[Attendance, ...]]


@st.composite
def sittings(draw: st.DrawFn) -> Sitting:
    """People of any kind, some of them marked."""
    people = tuple(
        a.a_participant(id=f"P{n}", kind=kind)
        for n, kind in enumerate(draw(st.lists(st.sampled_from(ParticipantKind), max_size=12)))
    )
    statuses = [draw(st.none() | st.sampled_from(AttendanceStatus)) for _ in people]
    marks = tuple(
        a.an_attendance(person, status=status)
        for person, status in zip(people, statuses, strict=True)
        if status
    )
    return people, marks


@given(sittings())
def test_whoever_was_asked_is_there_on_leave_or_absent_once_anyone_is_marked(sitting: Sitting):
    people, marks = sitting
    counted = headcount(people, marks)
    assert counted.invited == len(people)
    if marks:
        assert counted.there + counted.leave + counted.absent == counted.invited
    else:
        assert (counted.there, counted.leave, counted.absent) == (0, 0, 0)


@given(sittings())
def test_those_there_add_up_by_kind(sitting: Sitting):
    people, marks = sitting
    counted = headcount(people, marks)
    there = {mark.participant for mark in marks if mark.status.was_there}
    by_kind = Counter(person.kind for person in people if person.id in there)
    assert {kind: n for kind, n in counted.by_kind if n} == by_kind
    assert counted.of(*ParticipantKind) == counted.there == len(there)
    assert counted.of() == 0


@given(sittings())
def test_a_mark_of_someone_who_was_not_asked_counts_nowhere(sitting: Sitting):
    people, marks = sitting
    stray = a.an_attendance(a.a_participant(id="STRAY"))
    if marks:
        assert headcount(people, (*marks, stray)) == headcount(people, marks)


@FEWER
@given(any_dossier())
def test_a_dossier_counts_each_sitting_by_its_own_people(dossier: Dossier):
    for meeting in dossier.meetings:
        counted = dossier.headcount(meeting)
        assert counted.invited == len(dossier.people(meeting))
        assert counted.there <= len(dossier.marks(meeting))
        kinds = [person.kind for person in dossier.people(meeting)]
        assert kinds == sorted(kinds, key=list(ParticipantKind).index)


@pytest.mark.parametrize(
    ("status", "there"),
    [
        ("present", True),
        ("late", True),
        ("left_early", True),
        ("online", True),
        ("substitute", True),
        ("leave", False),
        ("absent", False),
    ],
)
def test_who_counts_as_having_been_there(status: str, there: bool):
    assert AttendanceStatus(status).was_there is there


# -- dates and rooms -------------------------------------------------------------------------


@st.composite
def leads(draw: st.DrawFn) -> LeadTimes:
    """Lead times as a district may set them: the notice before the materials before the slips."""
    ahead = sorted(draw(st.sets(st.integers(1, 20), min_size=3, max_size=3)))
    behind = sorted(draw(st.sets(st.integers(1, 20), min_size=2, max_size=2)))
    rsvp, materials, notice = ahead
    return LeadTimes(
        notice=notice, materials=materials, rsvp=rsvp, minutes=behind[0], outcome=behind[1]
    )


@given(any_day(), any_calendar(), leads())
def test_papers_are_due_in_the_order_they_are_needed(
    day: date, calendar: HolidayCalendar, lead: LeadTimes
):
    dates = dates_around(day, lead, calendar)
    before = [dates.notice_by, dates.materials_by, dates.rsvp_by, day]
    after = [day, dates.minutes_by, dates.outcome_by]
    assert before == sorted(set(before))
    assert after == sorted(set(after))
    assert all(calendar.is_working(one) for one in (*before[:3], *after[1:]))


def test_the_usual_dates_around_a_september_thursday():
    dates = dates_around(AT.date(), LeadTimes(), a.a_calendar())
    assert dates.notice_by == date(2026, 9, 18)
    assert dates.materials_by == date(2026, 9, 21)
    assert dates.rsvp_by == date(2026, 9, 22)
    assert dates.minutes_by == date(2026, 10, 9)  # Mid-Autumn and National Day in between
    assert dates.outcome_by == date(2026, 10, 15)


def moved(**changed: object) -> Meeting:
    return a.a_meeting(**({"id": "OTHER", "starts_at": AT} | changed))


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        (moved(), True),
        (moved(starts_at=AT + timedelta(hours=2, minutes=59)), True),
        (moved(starts_at=AT - timedelta(hours=3)), False),
        (moved(venue="院坝"), False),
        (moved(state=MeetingState.CANCELLED), False),
        (moved(id="MEETING"), False),  # itself
    ],
)
def test_when_a_room_is_taken_twice(other: Meeting, clash: bool):
    assert bool(clashes(a.a_meeting(), (other,))) is clash


def test_two_sittings_without_a_room_do_not_clash():
    assert clashes(a.a_meeting(venue=""), (moved(venue=""),)) == ()


def test_the_usual_agenda_takes_an_hour_and_three_quarters():
    assert sum(minutes for _, _, minutes in DEFAULT_AGENDA) == 105


def test_the_clock_is_written_as_on_paper():
    assert clock_text(AT) == "14:30"
    assert clock_text(AT.replace(hour=9, minute=5)) == "9:05"


@pytest.mark.parametrize(
    ("meeting", "why"),
    [
        (a.a_meeting(), ""),
        (a.a_meeting(state=MeetingState.CANCELLED), ""),
        (a.a_meeting(state=MeetingState.CANCELLED, change_reason="停电"), "停电"),
        (a.a_meeting(state=MeetingState.PLANNED, change_reason="停电"), "停电"),
        # as rooms before migration 3 have it
        (a.a_meeting(state=MeetingState.CANCELLED, remarks=("带证件", "取消原因：停电")), "停电"),
        (a.a_meeting(state=MeetingState.CANCELLED, remarks=("取消原因：停电", "带证件")), ""),
        (a.a_meeting(state=MeetingState.HELD, remarks=("取消原因：停电",)), ""),
    ],
)
def test_why_a_sitting_was_called_off_or_moved(meeting: Meeting, why: str):
    assert meeting.why_changed == why
