"""Seating a meeting: a move by hand is kept, wins, and can be taken back."""

from __future__ import annotations

import pytest

from consultroom.domain.meetings import Meeting
from consultroom.domain.papers import SeatingShape
from consultroom.services import safekeeping, seating
from consultroom.services.desk import Desk
from tests.services.stages import Stages, the_dossier


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("scheduled")


def sitting(desk: Desk) -> Meeting:
    found = the_dossier(desk).meeting
    assert found is not None
    return found


def names(found: seating.Seated) -> list[str]:
    return [seat.person.name if seat.person else "" for seat in found.seats]


def test_a_person_moved_by_hand_sits_there_and_nobody_is_lost(desk: Desk):
    dossier, meeting = the_dossier(desk), sitting(desk)
    before = seating.seated(desk, dossier, meeting)
    last = seating.people_of(dossier, meeting)[-1]
    after = seating.move(desk, dossier, meeting, last, 1)
    assert names(after)[0] == last.name
    assert sorted(names(after)) == sorted(names(before))
    assert names(seating.seated(desk, dossier, meeting)) == names(after)


def test_two_people_put_on_one_chair_leave_it_to_the_later(desk: Desk):
    dossier, meeting = the_dossier(desk), sitting(desk)
    one, other = seating.people_of(dossier, meeting)[1:3]
    seating.move(desk, dossier, meeting, one, 1)
    found = seating.move(desk, dossier, meeting, other, 1)
    assert names(found)[0] == other.name
    assert [move.participant for move in found.plan.moved] == [other.id]


def test_a_layout_is_chosen_and_moves_are_forgotten_anew(desk: Desk):
    dossier, meeting = the_dossier(desk), sitting(desk)
    seating.move(desk, dossier, meeting, seating.people_of(dossier, meeting)[-1], 1)
    found = seating.arrange(desk, dossier, meeting, shape=SeatingShape.LONG_TABLE, anew=True)
    assert (found.plan.shape, found.plan.moved) == (SeatingShape.LONG_TABLE, ())


def test_a_move_is_undone(desk: Desk):
    dossier, meeting = the_dossier(desk), sitting(desk)
    before = names(seating.seated(desk, dossier, meeting))
    seating.move(desk, dossier, meeting, seating.people_of(dossier, meeting)[-1], 1)
    safekeeping.undo(desk)
    assert names(seating.seated(desk, dossier, meeting)) == before


@pytest.mark.parametrize("seat", [0, 201])
def test_a_chair_no_room_has_is_refused_in_words(desk: Desk, seat: int):
    dossier, meeting = the_dossier(desk), sitting(desk)
    with pytest.raises(seating.NoSuchSeat, match="没有"):
        seating.move(desk, dossier, meeting, seating.people_of(dossier, meeting)[0], seat)


@pytest.mark.parametrize("shape", SeatingShape)
def test_two_people_change_seats_and_everybody_else_stays(desk: Desk, shape: SeatingShape):
    dossier, meeting = the_dossier(desk), sitting(desk)
    found = seating.arrange(desk, dossier, meeting, shape=shape)
    count = len(found.seats)
    for one, other in ((0, count - 1), (1, 3), (3, 0), (count - 1, 2)):
        before = names(found)
        first, second = found.seats[one].person, found.seats[other].person
        assert first
        assert second
        found = seating.swap(desk, dossier, meeting, first, second)
        wanted = list(before)
        wanted[one], wanted[other] = before[other], before[one]
        assert names(found) == wanted


@pytest.mark.parametrize("shape", SeatingShape)
def test_the_room_on_the_screen_is_the_room_on_the_sheet(desk: Desk, shape: SeatingShape):
    dossier, meeting = the_dossier(desk), sitting(desk)
    found = seating.arrange(desk, dossier, meeting, shape=shape)
    room = seating.room_plan(dossier, found)
    assert len(room.spots) == len(found.seats)
    assert all(0 <= spot.x <= room.width and 0 <= spot.y <= room.height for spot in room.spots)
    assert {"text", "note", "line"} <= {thing.kind for thing in room.furniture}
