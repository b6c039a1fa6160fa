"""A member's statement counts what was done, by its day, and nothing twice."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.domain.duty import DutyFacts, DutyKind, Presence, duty_facts
from consultroom.domain.meetings import AttendanceStatus, MeetingState
from consultroom.domain.minutes import EntryKind
from consultroom.domain.receptions import ReceptionKind
from consultroom.frozen import replace
from tests.builders import (
    a_good_deed,
    a_meeting,
    a_member,
    a_minutes_entry,
    a_participant,
    a_reception_day,
    a_visit,
    a_whole_dossier,
    an_attendance,
)

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def facts(**parts: object) -> DutyFacts:
    person = a_participant()
    own: dict[str, object] = {"participants": (person,), "attendance": (an_attendance(person),)}
    dossier = replace(a_whole_dossier(), **(own | parts))
    return duty_facts(a_member(), YEAR, dossiers=(dossier,))


def presence(**parts: object) -> list[Presence | None]:
    return [line.presence for line in facts(**parts).of(DutyKind.SITTING)]


def marked(status: AttendanceStatus) -> list[Presence | None]:
    return presence(attendance=(an_attendance(a_participant(), status=status),))


def test_a_sitting_counts_with_its_speeches_and_points():
    told = facts(entries=(a_minutes_entry(),))
    assert (told.sittings(), told.sittings(Presence.CAME)) == (1, 1)
    assert (told.speeches, told.points) == (1, 1)


@pytest.mark.parametrize(
    ("status", "counted"),
    [
        (AttendanceStatus.PRESENT, Presence.CAME),
        (AttendanceStatus.LATE, Presence.CAME),
        (AttendanceStatus.LEFT_EARLY, Presence.CAME),
        (AttendanceStatus.ONLINE, Presence.CAME),
        (AttendanceStatus.SUBSTITUTE, Presence.SUBSTITUTE),
        (AttendanceStatus.LEAVE, Presence.LEAVE),
        (AttendanceStatus.ABSENT, Presence.ABSENT),
    ],
)
def test_every_mark_counts_as_one_presence(status: AttendanceStatus, counted: Presence):
    assert marked(status) == [counted]


def test_no_mark_is_absence_only_where_attendance_was_taken():
    other = an_attendance(a_participant(id="OTHER", member="OTHER"))
    assert presence(attendance=(other,)) == [Presence.ABSENT]
    assert presence(attendance=()) == [Presence.UNTAKEN]


def test_who_stayed_away_has_no_part_in_what_was_agreed():
    away = an_attendance(a_participant(), status=AttendanceStatus.LEAVE)
    assert facts(attendance=(away,)).points == 0


def test_a_sitting_not_held_or_without_the_member_does_not_count():
    assert presence(meetings=(a_meeting(state=MeetingState.CANCELLED),)) == []
    assert presence(participants=(a_participant(member="OTHER"),)) == []


def test_a_name_typed_by_hand_counts_on_a_members_place():
    by_hand = a_participant(member="")
    assert presence(participants=(by_hand,)) == [Presence.CAME]
    namesake = a_participant(id="N", member="ANOTHER")
    assert presence(participants=(namesake,)) == []


def test_what_all_agreed_is_not_a_speech():
    entries = (a_minutes_entry(), a_minutes_entry(id="E2", kind=EntryKind.CONSENSUS))
    assert facts(entries=entries).speeches == 1


def test_only_what_lies_in_the_period_counts_both_days_included():
    deeds = (a_good_deed(on=date(2026, 6, 30)), a_good_deed(id="D2", on=date(2026, 7, 1)))
    half = duty_facts(a_member(), (date(2026, 1, 1), date(2026, 6, 30)), deeds=deeds)
    assert [line.on for line in half.lines] == [date(2026, 6, 30)]
    assert half.of(DutyKind.GOOD_DEED)[0].result == deeds[0].result


def test_a_reception_counts_its_matters_and_heads_once():
    day, visits = a_reception_day(), (a_visit(), a_visit(id="V2", head_count=1))
    elsewhere = a_visit(id="V3", reception_day="OTHER")
    told = duty_facts(a_member(), YEAR, days=(day,), visits=(*visits, elsewhere))
    assert (told.visits, told.head_count) == (2, 4)


def test_a_day_on_which_leaders_receive_members_is_no_reception_of_residents():
    day = a_reception_day(kind=ReceptionKind.LEADERS_RECEIVE)
    assert duty_facts(a_member(), YEAR, days=(day,)).lines == ()


def test_research_and_look_back_are_found_by_name():
    told = facts()
    assert [line.place for line in told.of(DutyKind.RESEARCH)] == ["梧桐里3至9栋"]
    assert told.of(DutyKind.LOOK_BACK) == ()
    other = duty_facts(a_member(id="M2", name="马腾飞"), YEAR, dossiers=(a_whole_dossier(),))
    assert len(other.of(DutyKind.LOOK_BACK)) == 1
