"""座次表: who sits where, drawn as the room is laid out, the door at the foot of the sheet.

Order of seats: `domain.seating`. A few sit round an oval table, many in a square (回字形). A name
that would be too small in its chair is told by the chair's number, and listed on the next page.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
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
from consultroom.frozen import Frozen

_HEIGHT_MM = 124.0
_ROOM_MM = 112.0  # of it above the door
_CHAIR_MM, _LOW_CHAIR_MM = 9.0, 7.0
_WIDEST_CHAIR_MM, _APART_MM = 27.0, 2.0
_FEW = 16  # so many sit round an oval; more in a square
_MANY = 44  # round a square; more take low chairs
_ROW_MM, _STAGE_MM, _TABLE_MM = 13.0, 7.0, 20.0  # row to row; to the stage's edge; the long table
_NAME_PT, _LEAST_PT = 13.0, 6.5  # a name that would be smaller is listed
_WHOLE_NAME = 3  # characters that are never parted in a chair
_STEPS = 720  # points of an oval along which chairs are spread evenly
_LIST_SHARES = (0.07, 0.2, 0.23, 0.07, 0.2, 0.23)
_LIST_HEADS = ("座位", "姓名", "单位及职务") * 2


class Chair(Frozen):
    """A seat with its middle and its size on the drawing, mm."""

    seat: Seat
    x: float
    y: float
    width: float
    height: float

    @property
    def name(self) -> str:
        """Who sits here, or nothing."""
        return self.seat.person.name if self.seat.person else ""

    @property
    def told(self) -> tuple[tuple[str, ...], float]:
        """The name's lines and their size in pt: of all ways to break it, the largest."""
        lengths = [len(self.name)]
        if len(self.name) > _WHOLE_NAME:
            lengths += range(-(-len(self.name) // 3), len(self.name))
        offers = [sittings.name_lines(self.name, max(1, most)) for most in lengths]
        return max(((lines, self._size(lines)) for lines in offers), key=lambda offer: offer[1])

    @property
    def legible(self) -> bool:
        """Whether the name can be read in the chair."""
        return not self.name or self.told[1] >= _LEAST_PT

    def _size(self, lines: Sequence[str]) -> float:
        wide = (self.width - 1.2) * MM / max(1, *map(len, lines))
        high = (self.height - 1.0) * MM / (1.05 * len(lines))
        return min(_NAME_PT, wide, high)


class RoomDrawing(Frozen, kw_only=True):
    """A room as it is drawn, mm; the door is at the foot.

    Attributes:
        furniture: tables or the stage, with their words.
        door: the door, and the note beside it.
    """

    width: float
    height: float
    chairs: tuple[Chair, ...]
    furniture: tuple[Shape, ...]
    door: tuple[Shape, ...]


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
    page = landscape(profile)
    taken = seats(precedence(dossier.people(meeting), meeting.host), plan)
    room = room_of(plan.shape, taken, profile=profile)
    title = f"{sittings.called(dossier, meeting)}座次表"
    when = f"{phrases.starts(meeting)}　{meeting.venue}"
    return Paper(
        title=title,
        author=dossier.station.name,
        subject="座次表",
        profile=page,
        blocks=(
            Title(text=title),
            Paragraph(text=when, indent=0, align=Align.CENTRE, size_pt=12),
            _drawing(room),
            *_listed(room.chairs),
        ),
    )


def room_of(
    shape: SeatingShape, taken: Sequence[Seat], *, profile: PageProfile = GB9704
) -> RoomDrawing:
    """Return where every chair of a room stands on the sheet, and what else is drawn there.

    Args:
        shape: how the room is laid out.
        taken: its chairs, in order of their numbers.
        profile: page geometry, laid on its side.
    """
    width = landscape(profile).block_width_mm
    chairs = _chairs(shape, taken, width)
    furniture = {
        SeatingShape.ROUND: _round_table,
        SeatingShape.ROSTRUM: _stage,
        SeatingShape.LONG_TABLE: _long_table,
    }[shape](chairs, width)
    return RoomDrawing(
        width=width,
        height=_HEIGHT_MM,
        chairs=tuple(chairs),
        furniture=tuple(furniture),
        door=tuple(_door(shape, width)),
    )


def _drawing(room: RoomDrawing) -> Drawing:
    drawn = (line for chair in room.chairs for line in _chair(chair))
    return Drawing(height_mm=room.height, shapes=(*room.furniture, *drawn, *room.door))


def _door(shape: SeatingShape, width: float) -> Iterator[Shape]:
    y = _HEIGHT_MM - 2.0
    yield DrawnLine(width / 2 - 14, y, width / 2 + 14, y, weight_mm=0.8)
    yield DrawnText("门", width / 2, y - 4, 10.5, Role.HEI, Align.CENTRE)
    faces = "首位面向台下" if shape is SeatingShape.ROSTRUM else "首位面门"
    yield DrawnText(f"注：{faces}；左为上，以就座者自己的左手为准。", 0.0, y - 2, 9.0)


def _chairs(shape: SeatingShape, taken: Sequence[Seat], width: float) -> list[Chair]:
    if shape is SeatingShape.ROUND:
        return list(_oval(taken, width) if len(taken) <= _FEW else _square(taken, width))
    return list(_rows(shape, taken, width))


# round a table


def _oval(taken: Sequence[Seat], width: float) -> Iterator[Chair]:
    across, along = width / 2 - 16.0, _ROOM_MM / 2 - _CHAIR_MM / 2
    spots = _spread(len(taken), across, along)
    wide = _chair_width(spots)
    for seat in taken:
        x, y = spots[seat.place]
        yield Chair(seat, width / 2 + x, _ROOM_MM / 2 + y, wide, _CHAIR_MM)


def _chair_width(spots: Sequence[tuple[float, float]]) -> float:
    """Return how wide chairs may be drawn so that no two touch."""
    near = [
        abs(one[0] - other[0]) - _APART_MM
        for one, other in pairwise([*spots, *spots[:1]])
        if len(spots) > 1 and abs(one[1] - other[1]) < _CHAIR_MM + _APART_MM
    ]
    return min([_WIDEST_CHAIR_MM, *near])


def _spread(count: int, across: float, along: float) -> list[tuple[float, float]]:
    """Return evenly spread places round an oval about 0, clockwise from the top."""
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


def _square(taken: Sequence[Seat], width: float) -> Iterator[Chair]:
    """Yield chairs along four sides, clockwise from the middle of the upper one."""
    high = _CHAIR_MM if len(taken) <= _MANY else _LOW_CHAIR_MM
    inside = _ROOM_MM - 2 * (high + _APART_MM)  # for the left and right side
    side = min(round(len(taken) / 5), int(inside / (high + _APART_MM)))
    top = (len(taken) - 2 * side) // 2 // 2 * 2 + 1  # odd: the first sits in its middle
    foot = len(taken) - 2 * side - top
    pitch = width / max(top, foot)
    wide = min(_WIDEST_CHAIR_MM, pitch - min(_APART_MM, pitch / 4))
    across = [(at - (top - 1) / 2) * pitch for at in range(top)]
    below = [((foot - 1) / 2 - at) * pitch for at in range(foot)]
    down = [high + _APART_MM + (at + 0.5) * inside / max(1, side) for at in range(side)]
    outer = (width - wide) / 2
    spots = [
        *((x, high / 2) for x in across[top // 2 :]),
        *((outer, y) for y in down),
        *((x, _ROOM_MM - high / 2) for x in below),
        *((-outer, y) for y in reversed(down)),
        *((x, high / 2) for x in across[: top // 2]),
    ]
    for seat in taken:
        x, y = spots[seat.place]
        yield Chair(seat, width / 2 + x, y, wide, high)


def _round_table(chairs: Sequence[Chair], width: float) -> Iterator[Shape]:
    """Yield the table: an oval for a few, else a square with its middle open."""
    if len(chairs) <= _FEW:
        x, y = _WIDEST_CHAIR_MM + 16.0, _CHAIR_MM + 9.0  # clear of the chairs at its shoulders
        yield DrawnOval(x, y, width - 2 * x, _ROOM_MM - 2 * y)
        return
    edge, top = chairs[0].width + 3.0, _CHAIR_MM + 3.0
    for x, y in ((edge, top), (edge + 14.0, top + 10.0)):
        yield DrawnBox(x, y, width - 2 * x, _ROOM_MM - 2 * y)


# in rows


def _rows(shape: SeatingShape, taken: Sequence[Seat], width: float) -> Iterator[Chair]:
    up = [seat for seat in taken if seat.bank in (Bank.STAGE, Bank.HOSTS)]
    down = [seat for seat in taken if seat.bank in (Bank.FLOOR, Bank.GUESTS)]
    between = 2 * _STAGE_MM if shape is SeatingShape.ROSTRUM else _TABLE_MM + 2 * _APART_MM
    above, below = _deep(up), _deep(down)
    pitch = min(_ROW_MM, (_ROOM_MM - between - _STAGE_MM) / max(1, above + below))
    high = min(_CHAIR_MM, 0.75 * pitch)
    top = _STAGE_MM + above * pitch
    for seat in up:
        yield _in_row(seat, top - (seat.row + 0.5) * pitch, width, high)
    for seat in down:
        yield _in_row(seat, top + between + (seat.row + 0.5) * pitch, width, high)


def _deep(side: Sequence[Seat]) -> int:
    """Return how many rows a side has."""
    return max((seat.row + 1 for seat in side), default=0)


def _in_row(seat: Seat, y: float, width: float, high: float) -> Chair:
    pitch = min(_WIDEST_CHAIR_MM + _APART_MM, width / seat.of)
    x = width / 2 + (seat.place - (seat.of - 1) / 2) * pitch
    return Chair(seat, x, y, pitch - _APART_MM, high)


def _lower_edge(chairs: Sequence[Chair]) -> float:
    """Return where the upper side's front row ends."""
    up = [chair for chair in chairs if chair.seat.bank in (Bank.STAGE, Bank.HOSTS)]
    return max((chair.y + chair.height / 2 for chair in up), default=_STAGE_MM + _ROW_MM)


def _stage(chairs: Sequence[Chair], width: float) -> Iterator[Shape]:
    y = _lower_edge(chairs) + _STAGE_MM / 2
    yield DrawnLine(width * 0.12, y, width * 0.88, y, weight_mm=0.5)
    yield DrawnText("主席台（屏幕一侧）", width / 2, 2.5, 10.5, Role.HEI, Align.CENTRE)


def _long_table(chairs: Sequence[Chair], width: float) -> Iterator[Shape]:
    longest = max((chair.seat.of for chair in chairs), default=2)
    wide = min(width, longest * (_WIDEST_CHAIR_MM + _APART_MM))
    # the table stands in the middle of the strip left between the two sides
    high, gap = chairs[0].height if chairs else _CHAIR_MM, _TABLE_MM + 2 * _APART_MM
    front = [c for c in chairs if c.seat.row == 0 and c.seat.bank is Bank.GUESTS]
    upper = _lower_edge(chairs)
    lower = front[0].y - high / 2 if front else upper + gap
    y = (upper + lower - _TABLE_MM) / 2
    yield DrawnBox((width - wide) / 2, y, wide, _TABLE_MM)
    yield DrawnText("长条桌", width / 2, y + _TABLE_MM / 2, 10.5, Role.HEI, Align.CENTRE)


# a chair


def _chair(chair: Chair) -> Iterator[Shape]:
    left, top = chair.x - chair.width / 2, chair.y - chair.height / 2
    yield DrawnBox(left, top, chair.width, chair.height)
    if not chair.name:
        return
    if not chair.legible:
        number, size = str(chair.seat.number + 1), min(_NAME_PT, chair.height * 0.8 * MM)
        middle, room = (chair.x, chair.y), max(1.0, chair.width - 0.6)
        yield DrawnText(number, *middle, size, Role.SONG, Align.CENTRE, width_mm=room)
        return
    lines, size = chair.told
    step = size * 1.05 / MM
    for at, line in enumerate(lines):
        y = chair.y + (at - (len(lines) - 1) / 2) * step
        yield DrawnText(line, chair.x, y, size, Role.KAI, Align.CENTRE, width_mm=chair.width - 0.8)


def _listed(chairs: Iterable[Chair]) -> tuple[Block, ...]:
    """Return the list of those whose chairs carry a number instead of their name."""
    told = [
        (str(chair.seat.number + 1), person.name, person.post)
        for chair in chairs
        if not chair.legible and (person := chair.seat.person)
    ]
    if not told:
        return ()
    half = -(-len(told) // 2)
    pairs = zip_longest(told[:half], told[half:], fillvalue=("", "", ""))
    rows = [(*one, *other) for one, other in pairs]
    return (
        PageBreak(),
        Paragraph(text="座位号和姓名", indent=0, align=Align.CENTRE, role=Role.HEI),
        data_table(_LIST_HEADS, rows, shares=_LIST_SHARES, size_pt=10.5),
    )
