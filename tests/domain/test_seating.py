"""Left is higher, the middle first, and whoever was put on a chair by hand stays on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.meetings import Participant, ParticipantKind
from consultroom.domain.papers import EvenSeats, SeatedPerson, SeatingPlan, SeatingShape
from consultroom.domain.seating import (
    MOST_CHAIRS,
    MOST_ON_STAGE,
    Bank,
    Seat,
    precedence,
    row_places,
    seats,
    stand_in,
)
from consultroom.frozen import replace
from tests.builders import a_participant, some_participants

DOWN, UP = True, False


def people(count: int, kind: ParticipantKind = ParticipantKind.MEMBER) -> tuple[Participant, ...]:
    return tuple(
        a_participant(id=f"{kind.code}-{n}", name=f"{kind.label}{n}", kind=kind, order=n)
        for n in range(1, count + 1)
    )


def a_plan(shape: SeatingShape = SeatingShape.ROUND, **changed: object) -> SeatingPlan:
    plan = SeatingPlan(id="PLAN", owner="WT", meeting="MEETING", shape=shape)
    return replace(plan, **changed)


def row_of(found: tuple[Seat, ...], bank: Bank, row: int = 0) -> list[int]:
    """Return the numbers of a row's chairs, from the plan's left, the first place being 1."""
    here = [seat for seat in found if (seat.bank, seat.row) == (bank, row)]
    assert sorted(seat.place for seat in here) == list(range(len(here)))
    return [seat.number + 1 for seat in sorted(here, key=lambda seat: seat.place)]


def read(count: int, even: EvenSeats, *, looks_down: bool) -> list[int]:
    """Return a row from the plan's left, the first place being 1."""
    places = row_places(count, even, looks_down=looks_down)
    return [places.index(place) + 1 for place in range(count)]


@pytest.mark.parametrize("even", EvenSeats)
def test_in_an_odd_row_the_second_sits_on_the_firsts_own_left(even: EvenSeats):
    assert read(5, even, looks_down=DOWN) == [5, 3, 1, 2, 4]
    assert read(5, even, looks_down=UP) == [4, 2, 1, 3, 5]


@pytest.mark.parametrize(
    ("even", "looks_down", "expected"),
    [
        (EvenSeats.FIRST_RIGHT, DOWN, [5, 3, 1, 2, 4, 6]),
        (EvenSeats.FIRST_RIGHT, UP, [6, 4, 2, 1, 3, 5]),
        (EvenSeats.FIRST_LEFT, DOWN, [6, 4, 2, 1, 3, 5]),
        (EvenSeats.FIRST_LEFT, UP, [5, 3, 1, 2, 4, 6]),
    ],
)
def test_in_an_even_row_the_district_says_which_middle_chair_is_the_first(
    even: EvenSeats, looks_down: bool, expected: list[int]
):
    assert read(6, even, looks_down=looks_down) == expected


def test_round_a_table_the_second_sits_clockwise_of_the_first_on_the_plan():
    found = seats(people(5), a_plan())
    assert [(seat.number, seat.place) for seat in found] == [(0, 0), (1, 1), (2, 4), (3, 2), (4, 3)]
    assert {seat.bank for seat in found} == {Bank.RING}


def test_one_in_five_sits_on_the_stage_and_the_others_in_rows_before_it():
    found = seats(people(40), a_plan(SeatingShape.ROSTRUM))
    assert row_of(found, Bank.STAGE) == [7, 5, 3, 1, 2, 4, 6]
    assert len(row_of(found, Bank.STAGE)) == MOST_ON_STAGE
    assert [len(row_of(found, Bank.FLOOR, row)) for row in range(5)] == [10, 10, 10, 3, 0]
    eleven = seats(people(11), a_plan(SeatingShape.ROSTRUM))
    assert row_of(eleven, Bank.STAGE) == [3, 1, 2]


def test_at_a_long_table_the_members_face_the_door():
    asked = (*people(3), *people(4, ParticipantKind.RESIDENT))
    found = seats(asked, a_plan(SeatingShape.LONG_TABLE))
    hosts = [seat.person for seat in found if seat.bank is Bank.HOSTS]
    assert hosts == list(asked[:3])
    assert row_of(found, Bank.HOSTS) == [3, 1, 2]
    assert row_of(found, Bank.GUESTS) == [7, 5, 4, 6]


def test_a_host_who_is_no_member_faces_the_door_with_all_members():
    host, *residents = people(4, ParticipantKind.RESIDENT)
    asked = precedence((*people(3), *residents, host), host.name)
    found = seats(asked, a_plan(SeatingShape.LONG_TABLE))
    facing = [seat.person for seat in found if seat.bank is Bank.HOSTS]
    assert facing == [host, *people(3)]


def test_people_of_one_side_share_a_long_table_evenly():
    found = seats(people(5), a_plan(SeatingShape.LONG_TABLE))
    assert [seat.bank for seat in found] == [Bank.HOSTS] * 3 + [Bank.GUESTS] * 2


def test_the_thirteenth_at_one_side_of_a_long_table_sits_in_the_row_behind():
    found = seats(
        (*people(2), *people(13, ParticipantKind.RESIDENT)), a_plan(SeatingShape.LONG_TABLE)
    )
    assert len(row_of(found, Bank.GUESTS)) == 12
    assert row_of(found, Bank.GUESTS, row=1) == [15]


def test_the_host_comes_first_and_the_others_keep_their_order():
    asked = some_participants()
    assert [p.name for p in precedence(asked, asked[2].name)] == [
        "周启明",
        "沈嘉禾",
        "马腾飞",
        "钱守信",
        "吴桂兰",
    ]
    assert precedence(asked, " ") == asked


def test_a_host_nobody_asked_has_a_seat_all_the_same():
    first, *rest = precedence(some_participants(), "陆文渊")
    assert first == stand_in("陆文渊", some_participants())
    assert (first.name, first.meeting, tuple(rest)) == ("陆文渊", "MEETING", some_participants())
    assert precedence((), "陆文渊")[0].name == "陆文渊"


# -- moves -----------------------------------------------------------------------------------------

asked_counts = st.integers(0, 60)
shapes = st.sampled_from(SeatingShape)
evens = st.sampled_from(EvenSeats)
moves = st.lists(
    st.builds(
        SeatedPerson,
        participant=st.integers(1, 70).map("member-{}".format),
        seat=st.integers(-3, 70),
    ),
    max_size=12,
).map(tuple)


def holding(moved: tuple[SeatedPerson, ...], asked: tuple[Participant, ...]) -> dict[str, int]:
    """Return the moves that hold: of two the later."""
    known = {person.id for person in asked}
    held: dict[str, int] = {}
    for move in moved:
        if move.participant in known and 0 <= move.seat < MOST_CHAIRS:
            held = {who: seat for who, seat in held.items() if seat != move.seat}
            held[move.participant] = move.seat
    return held


@given(count=asked_counts, shape=shapes, even=evens, moved=moves)
def test_nobody_is_lost_or_doubled_and_moves_win(
    count: int, shape: SeatingShape, even: EvenSeats, moved: tuple[SeatedPerson, ...]
):
    asked = people(count)
    found = seats(asked, a_plan(shape, even_seats=even, moved=moved))
    seated = [seat.person for seat in found if seat.person]
    assert sorted(p.id for p in seated) == sorted(p.id for p in asked)
    held = holding(moved, asked)
    at = {seat.person.id: seat.number for seat in found if seat.person}
    assert held == {who: at[who] for who in held}
    assert {seat.person.id for seat in found if seat.by_hand and seat.person} == set(held)
    unmoved = [p for p in seated if p.id not in held]
    assert unmoved == [p for p in asked if p.id not in held]  # in order of precedence


@given(count=asked_counts, shape=shapes, even=evens)
def test_no_two_chairs_stand_in_one_place(count: int, shape: SeatingShape, even: EvenSeats):
    found = seats(people(count), a_plan(shape, even_seats=even))
    assert [seat.number for seat in found] == list(range(count))
    places = {(seat.bank, seat.row, seat.place) for seat in found}
    assert len(places) == count
    assert all(0 <= seat.place < seat.of for seat in found)


def test_a_move_beyond_the_last_chair_brings_the_chairs_between():
    found = seats(people(2), a_plan(moved=(SeatedPerson(participant="member-1", seat=4),)))
    assert [seat.person.id if seat.person else "" for seat in found] == [
        "member-2",
        "",
        "",
        "",
        "member-1",
    ]


def test_a_move_to_no_chair_of_a_room_is_passed_over():
    moved = tuple(SeatedPerson(participant="member-1", seat=n) for n in (-1, MOST_CHAIRS, 10**9))
    assert len(seats(people(2), a_plan(moved=moved))) == 2
