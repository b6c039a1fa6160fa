"""The sample district: the same for the same seed, and everything that can happen happens in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from consultroom.domain.calendar import month_of
from consultroom.domain.consultations import Branch, ConsultationState
from consultroom.domain.dossiers import Dossier
from consultroom.domain.dues import Urgency, replies_due
from consultroom.domain.followup import Rating
from consultroom.domain.meetings import AttendanceStatus, MeetingState, ParticipantKind
from consultroom.domain.receptions import VisitHandling
from consultroom.services import sampling
from consultroom.services.sample.people import profiles_of
from consultroom.services.sample.texts import load
from consultroom.services.sample.walk import Fate
from tests.services.district import TODAY, Seen
from tests.services.stages import everything, open_at


def turned(*branches: Branch) -> Callable[[Dossier], bool]:
    """Return what asks whether a consultation took all these branches."""
    return lambda dossier: set(branches) <= {turn.branch for turn in dossier.branchings}


def results(dossier: Dossier) -> set[str]:
    return {reply.result_class for reply in dossier.replies}


def closed(dossier: Dossier) -> bool:
    return dossier.consultation.state is ConsultationState.CLOSED


SIGNS: dict[Fate, Callable[[Dossier], bool]] = {
    Fate.SETTLED: lambda dossier: closed(dossier) and not dossier.branchings,
    Fate.MIXED: lambda dossier: {"B", "C"} <= results(dossier) and not dossier.branchings,
    Fate.OVERDUE: lambda dossier: bool(dossier.supervisions),
    Fate.EXTENDED: lambda dossier: any(one.extended_to for one in dossier.assignments),
    Fate.CARRIED: turned(Branch.CARRY_OVER),
    Fate.POSTPONED: lambda dossier: dossier.consultation.state is ConsultationState.POSTPONED,
    Fate.RESUMED: turned(Branch.POSTPONE, Branch.RESUME),
    Fate.STOPPED: turned(Branch.STOP),
    Fate.BRIEF: lambda dossier: dossier.consultation.brief and not dossier.research,
    Fate.RECONVENED: lambda dossier: dossier.consultation.rounds == 2 and len(dossier.meetings) > 1,
    Fate.TO_OPINION: turned(Branch.TO_OPINION),
    Fate.TO_PROPOSAL: turned(Branch.TO_PROPOSAL),
    Fate.SELF_SETTLED: turned(Branch.SELF_SETTLE),
}


@pytest.fixture(scope="session")
def dossiers(district: tuple[Seen, ...]) -> tuple[Dossier, ...]:
    return tuple(dossier for station in district for dossier in station.dossiers)


# -- made again -----------------------------------------------------------------------------------


def told(sample: sampling.Sample) -> list[object]:
    """Return everything in every room of a sample: records and acts."""
    found: list[object] = []
    for folder in (sample.district, *sample.stations):
        desk = open_at(folder, TODAY)
        with desk.room as room:
            found.append((everything(desk), room.acts(limit=10_000)))
    return found


def test_the_same_seed_gives_the_same_district_and_another_seed_another(tmp_path: Path):
    first, second, other = (
        told(sampling.make_district(tmp_path / name, stations=count, seed=seed, today=TODAY))
        for name, count, seed in (("a", 2, 1), ("b", 2, 1), ("c", 1, 2))
    )
    assert first == second
    assert first[1] != other[1]


def test_it_is_not_laid_over_anything(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for taken in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(sampling.FolderTaken, match="已经有东西"):
            sampling.make_district(taken, stations=1, today=TODAY)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


class Weary(Exception):
    """Nobody waits any longer."""


def test_an_attempt_broken_off_leaves_nothing_and_is_no_obstacle(tmp_path: Path):
    def give_up(_station: str) -> None:
        raise Weary

    with pytest.raises(Weary):
        sampling.make_district(tmp_path / "样例", stations=1, today=TODAY, tell=give_up)
    assert not (tmp_path / "样例").exists()
    heard: list[str] = []
    made = sampling.make_district(tmp_path / "样例", stations=1, today=TODAY, tell=heard.append)
    assert heard == ["梧桐街道委员工作站"]
    assert (made.district.is_dir(), [one.is_dir() for one in made.stations]) == (True, [True])
    assert [one.name for one in tmp_path.iterdir()] == ["样例"]


@pytest.mark.parametrize("count", [1, 14, 30, 2000])
def test_no_two_stations_share_a_code_or_a_name(count: int):
    profiles = profiles_of(load("district"), count)
    assert len({profile["code"] for profile in profiles}) == count
    assert len({profile["name"] for profile in profiles}) == count
    assert all(re.fullmatch("[A-Z]{1,6}", profile["code"]) for profile in profiles)


# -- what happens in it ---------------------------------------------------------------------------


@pytest.mark.parametrize("fate", Fate)
def test_every_fate_occurs(fate: Fate, dossiers: tuple[Dossier, ...]):
    assert any(map(SIGNS[fate], dossiers))


@pytest.mark.parametrize("branch", Branch)
def test_every_branch_is_taken_with_a_reason(branch: Branch, dossiers: tuple[Dossier, ...]):
    taken = [turn for one in dossiers for turn in one.branchings if turn.branch is branch]
    assert taken
    assert all(turn.reason for turn in taken)


def test_some_running_consultation_stands_in_each_step(dossiers: tuple[Dossier, ...]):
    running = [one for one in dossiers if one.consultation.state is ConsultationState.RUNNING]
    steps = {dossier.consultation.step for dossier in running}
    assert steps == {step.code for step in dossiers[0].scheme.steps}


def test_every_state_occurs(dossiers: tuple[Dossier, ...]):
    assert {one.consultation.state for one in dossiers} == set(ConsultationState)


def test_replies_come_in_every_class_and_some_are_late(dossiers: tuple[Dossier, ...]):
    assert set().union(*map(results, dossiers)) == {"A", "B", "C", "D"}
    waiting = [due for dossier in dossiers for due in replies_due(dossier, TODAY)]
    assert {due.urgency for due in waiting} >= {Urgency.OVERDUE, Urgency.LATER}


def test_what_was_carried_over_is_settled_in_the_year_it_was_carried_into(
    dossiers: tuple[Dossier, ...],
):
    carried = [dossier for dossier in dossiers if dossier.carry_overs]
    assert {closed(dossier) for dossier in carried} == {True, False}
    for dossier in filter(closed, carried):
        turn, end = dossier.carry_overs[0], dossier.consultation.closed_on
        assert end is not None
        assert end.year >= turn.to_year
        assert any(reply.replied_on > turn.on for reply in dossier.replies)


def test_people_stay_away_are_late_send_others_and_are_dissatisfied(dossiers: tuple[Dossier, ...]):
    status = {mark.status for dossier in dossiers for mark in dossier.attendance}
    assert status == set(AttendanceStatus) - {AttendanceStatus.ONLINE, AttendanceStatus.LEFT_EARLY}
    assert {slip.rating for one in dossiers for slip in one.satisfaction} == set(Rating)
    held = [m for one in dossiers for m in one.meetings if m.state is MeetingState.HELD]
    assert any(meeting.late_reason for meeting in held)
    invited = {person.kind for one in dossiers for person in one.participants}
    assert invited >= {ParticipantKind.MEMBER, ParticipantKind.DEPARTMENT, ParticipantKind.EXPERT}


def test_visitors_are_received_at_every_station(district: tuple[Seen, ...]):
    assert all(station.visits for station in district)
    visits = [visit for station in district for visit in station.visits]
    assert {visit.handling for visit in visits} == set(VisitHandling)


def test_a_topic_is_about_the_village_its_text_names(dossiers: tuple[Dossier, ...]):
    named = [
        (
            dossier.topic.unit,
            {one for one in dossier.station.units if one in dossier.topic.situation},
        )
        for dossier in dossiers
    ]
    assert any(units for _unit, units in named)
    assert all(unit in units for unit, units in named if units)


# -- the house rules hold in it -------------------------------------------------------------------


def test_every_room_passes_its_check(district: tuple[Seen, ...]):
    assert {station.code: station.faults for station in district if station.faults} == {}


def test_nothing_happens_before_it_began_or_after_today(district: tuple[Seen, ...]):
    days = {act.at.date() for station in district for act in station.acts}
    assert max(days) == TODAY
    assert min(days) >= TODAY - timedelta(days=365 * sampling.YEARS + 95)
    written = {day for one in district for dossier in one.dossiers for day in _days_of(dossier)}
    assert max(written) <= TODAY


def _days_of(dossier: Dossier) -> set[object]:
    steps = {day for stay in dossier.steps for day in (stay.entered_on, stay.left_on) if day}
    done = {reply.replied_on for reply in dossier.replies}
    return steps | done | {turn.on for turn in dossier.branchings}


def test_no_name_stands_twice_in_a_station(district: tuple[Seen, ...]):
    for station in district:
        names = [member.name for member in station.members]
        assert len(names) == len(set(names)) in (11, 12)


def test_the_busiest_station_comes_first_and_keeps_this_month_free(district: tuple[Seen, ...]):
    first = district[0]
    assert first.code == sampling.first_station()
    months = {dossier.consultation.month for dossier in first.dossiers}
    assert len(months) == 12 * sampling.YEARS
    assert max(months) < month_of(TODAY)
