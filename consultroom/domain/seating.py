"""Who sits where (座次): people in order of precedence onto the chairs of a room. Pure.

Left is the higher side (左为上), counted from the seated person's own left. Every chair has a
number; 0 is the first place. A person put on a chair by hand stays there, and everyone else takes
the chairs left over in order of precedence.

Places are told in numbers and not in mm: a paper and a screen draw the same seats each their own
way. On the plan the first place is at the top and looks down the sheet, towards the door, or in
主席台 towards the floor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consultroom.domain.meetings import Participant, ParticipantKind
from consultroom.domain.papers import EvenSeats, SeatingPlan, SeatingShape
from consultroom.domain.records import Coded, derived_id
from consultroom.frozen import Frozen

MOST_CHAIRS = 200  # a number beyond belongs to no room a station meets in
MOST_ON_STAGE = 7
_FLOOR_TO_STAGE = 5  # one in so many sits on the stage
_WIDEST = {"floor": 10, "table": 12}  # chairs in a row; the others sit in the row behind


class Bank(Coded):
    """A block of chairs that look the same way."""

    RING = "ring", "围坐"
    STAGE = "stage", "主席台"
    FLOOR = "floor", "台下"
    HOSTS = "hosts", "面门一侧"
    GUESTS = "guests", "背门一侧"

    @property
    def looks_down(self) -> bool:
        """Tell whether these chairs look down the plan, so that their left is the plan's right."""
        return self in (Bank.RING, Bank.STAGE, Bank.HOSTS)


class Seat(Frozen, kw_only=True):
    """One chair, and who sits on it.

    Attributes:
        number: 0 for the first place; what `SeatedPerson.seat` names.
        row: 0 for the row at the table or at the front, counted outwards from there.
        place: from the plan's left in its row; in a ring, clockwise from the first place.
        of: chairs in its row.
        person: None for an empty chair.
        by_hand: whether somebody put this person here.
    """

    number: int
    bank: Bank
    row: int
    place: int
    of: int
    person: Participant | None = None
    by_hand: bool = False


class _Chair(Frozen):
    bank: Bank
    row: int
    place: int
    of: int


def precedence(people: Sequence[Participant], host: str) -> tuple[Participant, ...]:
    """Return the people of a meeting in order of precedence: the host, then as on the sheet.

    Args:
        people: in sheet order.
        host: name of who presides (主持人). One who is not among the people is put first with
            the id `stand_in` gives; empty for nobody.
    """
    host = host.strip()
    if not host:
        return tuple(people)
    first = next((person for person in people if person.name == host), None)
    if first is None:
        return (stand_in(host, people), *people)
    return (first, *(person for person in people if person is not first))


def stand_in(host: str, people: Sequence[Participant]) -> Participant:
    """Return a seat-taker for a host who was not asked as a participant."""
    meeting = people[0].meeting if people else ""
    return Participant(
        id=derived_id("host", meeting, host),
        owner=people[0].owner if people else "",
        meeting=meeting,
        kind=ParticipantKind.MEMBER,
        name=host,
    )


def seats(people: Sequence[Participant], plan: SeatingPlan) -> tuple[Seat, ...]:
    """Return every chair of the room in order of its number, with who sits there.

    There are as many chairs as people; a move to a number beyond adds the chairs up to it.

    Args:
        people: in order of precedence, see `precedence`.
        plan: the shape of the room and the moves made by hand. A move of somebody who is not
            among the people, or to no chair of a room, is passed over; of two moves of one person,
            or to one chair, the later holds.
    """
    moved = _moves(people, plan)
    count = max([len(people), *(chair + 1 for chair in moved)])
    waiting = iter(_unmoved(people, moved.values()))
    return tuple(
        Seat(
            number=number,
            bank=chair.bank,
            row=chair.row,
            place=chair.place,
            of=chair.of,
            person=moved[number] if number in moved else next(waiting, None),
            by_hand=number in moved,
        )
        for number, chair in enumerate(_chairs(people, count, plan))
    )


def row_places(count: int, even: EvenSeats, *, looks_down: bool) -> tuple[int, ...]:
    """Return for each rank of a row the place it takes, counted from the plan's left.

    An odd row has its first in the middle, the second on the first's own left, the third on the
    right, and so on outwards. In an even row `even` says which of the two middle places is the
    first's; the second has the other.

    Args:
        count: chairs in the row.
        even: the school.
        looks_down: whether who sits here looks down the plan, so that their left is its right.
    """
    left = 1 if looks_down else -1
    if count % 2:
        return tuple(count // 2 + left * step for step in _outwards(count))
    own_right = count // 2 - (1 if left > 0 else 0)  # the middle place on their own right
    if even is EvenSeats.FIRST_RIGHT:
        return tuple(own_right + left * step for step in _outwards(count))
    return tuple(own_right + left - left * step for step in _outwards(count))


def _outwards(count: int) -> Iterator[int]:
    """Yield 0, 1, -1, 2, -2 … so many."""
    for rank in range(count):
        yield (rank + 1) // 2 if rank % 2 else -(rank // 2)


def _moves(people: Sequence[Participant], plan: SeatingPlan) -> dict[int, Participant]:
    known = {person.id: person for person in people}
    found: dict[int, Participant] = {}
    for move in plan.moved:
        person = known.get(move.participant)
        if person is None or not 0 <= move.seat < MOST_CHAIRS:
            continue
        found = {seat: other for seat, other in found.items() if other is not person}
        found[move.seat] = person
    return found


def _unmoved(people: Sequence[Participant], moved: Iterable[Participant]) -> list[Participant]:
    seated = {id(person) for person in moved}
    return [person for person in people if id(person) not in seated]


def _chairs(people: Sequence[Participant], count: int, plan: SeatingPlan) -> Iterator[_Chair]:
    if plan.shape is SeatingShape.ROUND:
        yield from _ring(count)
    elif plan.shape is SeatingShape.ROSTRUM:
        stage = on_stage(count)
        yield from _rows(Bank.STAGE, stage, MOST_ON_STAGE, plan.even_seats)
        yield from _rows(Bank.FLOOR, count - stage, _WIDEST["floor"], plan.even_seats)
    else:
        hosts = min(count, facing_door(people))
        yield from _rows(Bank.HOSTS, hosts, _WIDEST["table"], plan.even_seats)
        yield from _rows(Bank.GUESTS, count - hosts, _WIDEST["table"], plan.even_seats)


def on_stage(count: int) -> int:
    """Return how many of so many people sit on the stage: one in five, at most seven."""
    return min(MOST_ON_STAGE, -(-count // _FLOOR_TO_STAGE))


def facing_door(people: Sequence[Participant]) -> int:
    """Return how many sit at the side of a long table that faces the door.

    The host and the members face the door; who else was asked sits opposite. Where all are of
    one side they are parted evenly, the first half facing the door.
    """
    members = sum(at == 0 or one.kind is ParticipantKind.MEMBER for at, one in enumerate(people))
    return members if 0 < members < len(people) else -(-len(people) // 2)


def _ring(count: int) -> Iterator[_Chair]:
    """Yield a ring: 2 on the own left of 1, which is clockwise, 3 on the right, and so on."""
    for rank in range(count):
        place = (rank + 1) // 2 if rank % 2 else (count - rank // 2) % count
        yield _Chair(Bank.RING, 0, place, count)


def _rows(bank: Bank, count: int, widest: int, even: EvenSeats) -> Iterator[_Chair]:
    row = 0
    while count > 0:
        here = min(count, widest)
        for place in row_places(here, even, looks_down=bank.looks_down):
            yield _Chair(bank, row, place, here)
        row, count = row + 1, count - here
