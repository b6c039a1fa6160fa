"""座次表: who sits where, drawn as the room is; the door is at the foot of the sheet.

The seats come from `domain.seating`: by the rule, and by hand where a hand moved somebody. A room
of more people than names fit round a table prints numbers, and the names in a list behind it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, zip_longest

from consultroom.documents.blocks import (
    Align,
    Block,
    Drawing,
    PageBreak,
    Paper,
    Paragraph,
    Title,
    data_table,
)
from consultroom.documents.drawings import DrawnBox, DrawnLine, DrawnOval, DrawnText, Shape
from consultroom.documents.fonts import Role
from consultroom.documents.forms import phrases, sittings
from consultroom.documents.gb9704 import GB9704, MM, PageProfile, landscape
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting
from consultroom.domain.papers import SeatingPlan, SeatingShape
from consultroom.domain.seating import Bank, Seat, precedence, seats

_HEIGHT_MM = 124.0
_CHAIR_MM, _LOW_CHAIR_MM = 9.0, 6.0
_WIDEST_CHAIR_MM, _NARROWEST_MM = 27.0, 3.0
_MANY = 44  # people round one table
_NAME_PT, _NUMBER_PT = 12.0, 5.5
_LEAST_PT = 6.5  # a name that would be smaller is a number here, and is listed
_STEPS = 720  # points of an ellipse along which chairs are spread evenly
_LIST_SHARES = (0.07, 0.13, 0.3, 0.07, 0.13, 0.3)
_LIST_HEADS = ("座位", "姓名", "单位及职务", "座位", "姓名", "单位及职务")


def seating_sheet(
    dossier: Dossier,
    meeting: Meeting,
    *,
    plan: SeatingPlan | None = None,
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the seating plan of a meeting.

    Args:
        dossier: of the consultation.
        meeting: which sitting.
        plan: the layout and the moves made by hand; None takes the district's rule.
        profile: page geometry, laid on its side.
    """
    rules = dossier.parameters.paper
    plan = plan or SeatingPlan(
        id="", owner="", meeting=meeting.id, shape=rules.seating, even_seats=rules.even_seats
    )
    taken = seats(precedence(dossier.people(meeting), meeting.host), plan)
    page = landscape(profile)
    title = f"{sittings.called(dossier, meeting)}座次表"
    return Paper(
        title=title,
        author=dossier.station.name,
        subject="座次表",
        profile=page,
        blocks=(
            Title(text=title),
            Paragraph(
                text=f"{phrases.starts(meeting)}　{meeting.venue}",
                indent=0,
                align=Align.CENTRE,
                size_pt=12,
            ),
            _drawn(plan.shape, taken, page.block_width_mm),
            *_listed(taken, plan.shape, page.block_width_mm),
        ),
    )


def _drawn(shape: SeatingShape, taken: Sequence[Seat], width: float) -> Drawing:
    shapes = _round(taken, width) if shape is SeatingShape.ROUND else _rows(shape, taken, width)
    return Drawing(height_mm=_HEIGHT_MM, shapes=(*shapes, *_door(width)))


def _door(width: float) -> Iterator[Shape]:
    y = _HEIGHT_MM - 2.0
    yield DrawnLine(width / 2 - 14, y, width / 2 + 14, y, weight_mm=0.8)
    yield DrawnText("门", width / 2, y - 4, 10.5, Role.HEI, Align.CENTRE)


# round a table


def _round(taken: Sequence[Seat], width: float) -> Iterator[Shape]:
    middle = (width / 2, (_HEIGHT_MM - 8) / 2)
    across, along = width / 2 - 16.0, (_HEIGHT_MM - 8) / 2 - 8.0
    inner = (across - 17.0, along - 12.0)
    yield DrawnOval(middle[0] - inner[0], middle[1] - inner[1], 2 * inner[0], 2 * inner[1])
    spots = _spread(len(taken), across, along)
    box, high = _box_width(spots), _chair_height(len(taken))
    for seat in taken:
        x, y = spots[seat.place]
        yield from _chair(seat, middle[0] + x, middle[1] + y, box, high)


def _box_width(spots: Sequence[tuple[float, float]]) -> float:
    """Return how wide a chair may be drawn so that no two touch."""
    high = _chair_height(len(spots)) + 0.4
    near = [
        abs(one[0] - other[0])
        for one, other in pairwise([*spots, *spots[:1]])
        if len(spots) > 1 and abs(one[1] - other[1]) < high
    ]
    return max(_NARROWEST_MM, min([_WIDEST_CHAIR_MM, *(gap - 0.6 for gap in near)]))


def _chair_height(count: int) -> float:
    """Return how high chairs round a table are; many are low, so that they do not touch."""
    return _CHAIR_MM if count <= _MANY else _LOW_CHAIR_MM


def _spread(count: int, across: float, along: float) -> list[tuple[float, float]]:
    """Return evenly spread places round an ellipse, clockwise from the top."""
    turns = [2 * math.pi * step / _STEPS for step in range(_STEPS + 1)]
    points = [(across * math.sin(turn), -along * math.cos(turn)) for turn in turns]
    walked = [0.0, *accumulate(math.dist(one, other) for one, other in pairwise(points))]
    found, at = [], 0
    for place in range(count):
        goal = walked[-1] * place / count
        while walked[at] < goal:
            at += 1
        found.append(points[at])
    return found


# in rows


def _rows(shape: SeatingShape, taken: Sequence[Seat], width: float) -> Iterator[Shape]:
    up = [seat for seat in taken if seat.bank in (Bank.STAGE, Bank.HOSTS)]
    down = [seat for seat in taken if seat.bank in (Bank.FLOOR, Bank.GUESTS)]
    behind = max((seat.row for seat in up), default=0)
    table = 12.0 + behind * (_CHAIR_MM + 3)
    if shape is SeatingShape.ROSTRUM:
        edge = table + _CHAIR_MM
        yield DrawnLine(width * 0.15, edge, width * 0.85, edge, weight_mm=0.35)
        yield DrawnText("主席台", width / 2, 3.0, 10.5, Role.HEI, Align.CENTRE)
        floor = edge + 14.0
    else:
        yield DrawnBox(width * 0.08, table + 8, width * 0.84, 22.0)
        yield DrawnText("长条桌", width / 2, table + 19, 10.5, Role.HEI, Align.CENTRE)
        floor = table + 38.0
    for seat in up:
        yield from _in_row(seat, table - seat.row * (_CHAIR_MM + 3), width)
    for seat in down:
        yield from _in_row(seat, floor + seat.row * (_CHAIR_MM + 3), width)


def _in_row(seat: Seat, y: float, width: float) -> Iterator[Shape]:
    pitch = _pitch(seat, width)
    x = width / 2 + (seat.place - (seat.of - 1) / 2) * pitch
    yield from _chair(seat, x, y, pitch - 2.0, _CHAIR_MM)


# a chair


def _chair(seat: Seat, x: float, y: float, box: float, high: float) -> Iterator[Shape]:
    left, top = x - box / 2, y - high / 2
    yield DrawnBox(left, top, box, high)
    number = str(seat.number + 1)
    name = seat.person.name if seat.person else ""
    lines, size = _fitted(name, box, high)
    if not name or size < _LEAST_PT:
        yield DrawnText(number, x, y, _NAME_PT, Role.SONG, Align.CENTRE, width_mm=box - 1)
        return
    yield DrawnText(number, left + 0.4, top + 1.3, _NUMBER_PT, Role.SONG)
    step = size * 1.05 / MM
    for at, line in enumerate(lines):
        below = y + 0.5 + (at - (len(lines) - 1) / 2) * step
        yield DrawnText(line, x, below, size, Role.KAI, Align.CENTRE, width_mm=box - 1.0)


def _fitted(name: str, box: float, chair: float) -> tuple[tuple[str, ...], float]:
    """Return a name on one line or two, and its size in a chair so wide, whichever is larger."""
    room = (box - 1.2) * MM
    one = min(_NAME_PT, room / max(1, len(name)))
    lines = sittings.name_lines(name, max(1, -(-len(name) // 2)))
    high = (chair - 1.6) * MM / (1.05 * len(lines))
    two = min(_NAME_PT, room / max(1, *map(len, lines)), high)
    return ((name,), one) if one >= two else (lines, two)


def _listed(taken: Sequence[Seat], shape: SeatingShape, width: float) -> tuple[Block, ...]:
    """Return the list of names, where a chair has no room for somebody's."""
    box = _narrowest(taken, shape, width)
    sitting = [(seat, seat.person) for seat in taken if seat.person]
    high = _chair_height(len(taken)) if shape is SeatingShape.ROUND else _CHAIR_MM
    if all(_fitted(person.name, box, high)[1] >= _LEAST_PT for _, person in sitting):
        return ()
    cells = [(str(seat.number + 1), person.name, person.post) for seat, person in sitting]
    half = -(-len(cells) // 2)
    pairs = zip_longest(cells[:half], cells[half:], fillvalue=("", "", ""))
    rows = [(*one, *other) for one, other in pairs]
    return (PageBreak(), data_table(_LIST_HEADS, rows, shares=_LIST_SHARES, size_pt=10.5))


def _narrowest(taken: Sequence[Seat], shape: SeatingShape, width: float) -> float:
    if shape is SeatingShape.ROUND:
        across, along = width / 2 - 16.0, (_HEIGHT_MM - 8) / 2 - 8.0
        return _box_width(_spread(len(taken), across, along))
    return min((_pitch(seat, width) - 2.0 for seat in taken), default=_WIDEST_CHAIR_MM)


def _pitch(seat: Seat, width: float) -> float:
    return min(_WIDEST_CHAIR_MM + 4, width / seat.of)
