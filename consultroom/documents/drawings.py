"""Shapes with places of their own: name cards, seating plans, posters.

Places are in mm from the upper left corner of a `blocks.Drawing`, whose left edge is that of the
type area; weights in mm, type sizes in pt. Pure.
"""

from __future__ import annotations

from consultroom.documents.blocks import Align, Drawing
from consultroom.documents.flow import Strip
from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import EM_RISE, MM, Ink
from consultroom.documents.linebreak import Line, Strand
from consultroom.documents.pages import Item, Modules, Oval, Rect, Rule
from consultroom.documents.setting import Setter, Type
from consultroom.frozen import Frozen

_DASH_MM = 2.0
_TIGHTEST = 0.06  # sizes by which letters may close up before the type is made smaller
_MIDDLE = EM_RISE - 0.5  # of the size: from the middle of a 汉字's em box down to its baseline


class DrawnText(Frozen):
    """One line of text.

    Attributes:
        x_mm: where it is anchored.
        y_mm: the middle of its em box.
        anchor: LEFT begins at `x_mm`, CENTRE has it in the middle, RIGHT ends there; JUSTIFY
            begins there and is letter-spaced over the whole `width_mm`.
        turn: degrees clockwise about the anchor: 0, 90, 180 or 270; 180 stands on its head.
        width_mm: the most it may take: a wider text closes up a little and is then made smaller.
    """

    text: str
    x_mm: float
    y_mm: float
    size_pt: float
    role: Role = Role.FANGSONG
    anchor: Align = Align.LEFT
    turn: int = 0
    ink: Ink = Ink.BLACK
    width_mm: float | None = None


class DrawnLine(Frozen):
    """A straight stroke from (x0, y0) to (x1, y1); `dashed` for folding and cutting lines."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight_mm: float = 0.18
    dashed: bool = False
    ink: Ink = Ink.BLACK


class DrawnBox(Frozen):
    """The outline of a rectangle with its upper left corner at (x, y); `filled` for all of it."""

    x: float
    y: float
    width: float
    height: float
    weight_mm: float = 0.18
    ink: Ink = Ink.BLACK
    filled: bool = False


class DrawnOval(Frozen):
    """The outline of an ellipse in the box with its upper left corner at (x, y)."""

    x: float
    y: float
    width: float
    height: float
    weight_mm: float = 0.18
    ink: Ink = Ink.BLACK


class DrawnSquare(Frozen):
    """A 二维码 with its upper left corner at (x, y); its white edge is outside of `side`.

    Attributes:
        rows: modules, from `qr.symbol`.
    """

    x: float
    y: float
    side: float
    rows: tuple[str, ...]


Shape = DrawnText | DrawnLine | DrawnBox | DrawnOval | DrawnSquare


def drawing_strip(drawing: Drawing, setter: Setter) -> Strip:
    """Return a drawing as one strip."""
    items = [item for shape in drawing.shapes for item in _items(shape, setter)]
    return Strip(height=drawing.height_mm * MM, items=items)


def _items(shape: Shape, setter: Setter) -> list[Item]:
    match shape:
        case DrawnText():
            return _text(shape, setter)
        case DrawnLine(x0, y0, x1, y1):
            dash = _DASH_MM * MM if shape.dashed else 0.0
            ends = (x0 * MM, y0 * MM, x1 * MM, y1 * MM)
            return [Rule(*ends, shape.weight_mm * MM, shape.ink, dash)]
        case DrawnBox():
            return _box(shape)
        case DrawnOval(x, y, width, height):
            box = (x * MM, y * MM, width * MM, height * MM)
            return [Oval(*box, shape.weight_mm * MM, shape.ink)]
        case DrawnSquare(x, y, side, rows):
            return [Modules(x * MM, y * MM, side * MM / len(rows), rows)]


def _box(box: DrawnBox) -> list[Item]:
    x0, y0, width, height = (side * MM for side in (box.x, box.y, box.width, box.height))
    if box.filled:
        return [Rect(x0, y0, width, height, box.ink)]
    x1, y1, weight = x0 + width, y0 + height, box.weight_mm * MM
    half = weight / 2  # level strokes reach over the corners
    return [
        Rule(x0 - half, y0, x1 + half, y0, weight, box.ink),
        Rule(x0 - half, y1, x1 + half, y1, weight, box.ink),
        Rule(x0, y0, x0, y1, weight, box.ink),
        Rule(x1, y0, x1, y1, weight, box.ink),
    ]


def _text(text: DrawnText, setter: Setter) -> list[Item]:
    x, y = text.x_mm * MM, text.y_mm * MM
    size, spread = _fitted(text, setter)
    strand, line = _measured(text, size, setter)
    wide = line.width + spread * max(0, setter.gaps(strand, line))
    shift = {Align.CENTRE: wide / 2, Align.RIGHT: wide}.get(text.anchor, 0.0)
    runs = setter.set_line(strand, line, x - shift, spread, text.ink)
    return [run.moved(0.0, y + _MIDDLE * size).turned(text.turn, x, y) for run in runs]


def _measured(text: DrawnText, size: float, setter: Setter) -> tuple[Strand, Line]:
    strand = setter.strand(text.text, Type(text.role, size, size))
    count = len(strand.text)
    return strand, Line(0, count, count, strand.starts[-1], last=True)


def _fitted(text: DrawnText, setter: Setter) -> tuple[float, float]:
    """Return the size, and what to add between letters, both in pt, to keep to the width."""
    size = text.size_pt
    strand, line = _measured(text, size, setter)
    if text.width_mm is None or not line.width:
        return size, 0.0
    room, gaps = text.width_mm * MM, setter.gaps(strand, line)
    if line.width <= room:
        spaced = text.anchor is Align.JUSTIFY and gaps > 0
        return size, (room - line.width) / gaps if spaced else 0.0
    scale = min(1.0, room / (line.width - _TIGHTEST * size * gaps))
    return size * scale, (room - line.width * scale) / gaps if gaps > 0 else 0.0
