"""What boxed sheets share: rows of labels and values, boxes to tick, a line above the box.

A boxed sheet (交办单, 办理反馈单, 议题征集表 …) is no 公文 and GB/T 9704 says nothing of it: it is
set as offices set theirs, inside the type area of the page and with 第n页 共m页 below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from consultroom.documents.blocks import (
    Align,
    Cell,
    Drawing,
    Row,
    Run,
    Table,
    Text,
    VAlign,
    label_cell,
)
from consultroom.documents.drawings import DrawnText
from consultroom.documents.fonts import Role
from consultroom.documents.forms.sittings import OF_PAGES
from consultroom.documents.gb9704 import Ink, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.records import Coded
from consultroom.frozen import replace

SIZE_PT = 14.0  # 四号
LINE_PT = 12.0  # of the line over the box
SHARES = (0.16, 0.34, 0.16, 0.34)  # label and value, twice
BLANK_DAY = "年　　月　　日"
HAND = "　" * 8  # room for a signature
TICKED, UNTICKED = "☑", "☐"
_LEADING = 1.4
LINE_MM = 9.0


def page(profile: PageProfile) -> PageProfile:
    """Return the page of a boxed sheet: the profile's, numbered 第n页 共m页."""
    return replace(profile, page_number=OF_PAGES)


def box(rows: Sequence[Row], *, size_pt: float = SIZE_PT) -> Table:
    """Return the box: four columns, label and value twice."""
    return Table(
        shares=SHARES,
        rows=tuple(rows),
        size_pt=size_pt,
        leading=_LEADING,
        padding_mm=(1.8, 1.4),
        aligns=(Align.CENTRE, Align.LEFT, Align.CENTRE, Align.LEFT),
    )


def wide(label: str, text: Text, height_mm: float = 10.0, *, top: bool = False) -> Row:
    """Return a row of one label and one value; `top` lets long text begin at the upper edge."""
    valign = VAlign.TOP if top else VAlign.MIDDLE
    value = Cell(text=text, span=3, align=Align.JUSTIFY, valign=valign)
    return Row(cells=(label_cell(label), value), min_height_mm=height_mm)


def pair(left: str, first: Text, right: str, second: Text, height_mm: float = 10.0) -> Row:
    """Return a row of two labels, each with its value at its right."""
    cells = (label_cell(left), _value(first), label_cell(right), _value(second))
    return Row(cells=cells, min_height_mm=height_mm)


def _value(text: Text) -> Cell:
    return Cell(text=text, align=Align.RIGHT if text == BLANK_DAY else Align.LEFT)


def signed(label: str, text: Text, foot: str, height_mm: float) -> Row:
    """Return a row with room for a hand: text at the top, ``签名：… 年 月 日`` at the foot."""
    value = Cell(text=text, span=3, align=Align.JUSTIFY, valign=VAlign.TOP, foot=foot)
    return Row(cells=(label_cell(label), value), min_height_mm=height_mm)


def line(
    left: str,
    right: str,
    page: PageProfile,
    *,
    role: Role = Role.FANGSONG,
    ink: Ink = Ink.BLACK,
) -> Drawing:
    """Return the line over a box: a number at its left edge, a day or a word at its right.

    Args:
        left: what is told there; may be empty.
        right: likewise.
        page: gives the width.
        role: face of the right one.
        ink: likewise.
    """
    width, middle = page.block_width_mm, LINE_MM / 2 - 0.5
    half = width / 2 - 2
    shapes = (
        DrawnText(left, 0.0, middle, LINE_PT, width_mm=half),
        DrawnText(right, width, middle, LINE_PT, role, Align.RIGHT, 0, ink, half),
    )
    return Drawing(height_mm=LINE_MM, shapes=tuple(one for one in shapes if one.text))


def ticks(options: Iterable[Coded], chosen: Iterable[Coded] = ()) -> tuple[Run, ...]:
    """Return ``☑满意　☐基本满意``, no box parted from its word."""
    taken = tuple(chosen)
    return ticked_words((one.label for one in options), (one.label for one in taken))


def ticked_words(options: Iterable[str], chosen: Iterable[str] = ()) -> tuple[Run, ...]:
    """Return the words, each behind a box; those chosen are ticked."""
    taken = set(chosen)
    runs: list[Run] = []
    for word in options:
        if runs:
            runs.append(Run("　"))
        runs.append(Run(f"{TICKED if word in taken else UNTICKED}{word}", whole=True))
    return tuple(runs)


def name(person: str) -> Text:
    """Return a personal name that no line splits; empty stays empty."""
    return (Run(person, whole=True),) if person else ""


def day(on: date | None, otherwise: str = "") -> str:
    """Return the date, or what is printed while there is none."""
    return chinese_date(on) if on else otherwise
