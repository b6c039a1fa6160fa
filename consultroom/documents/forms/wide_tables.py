"""What ledgers and other wide tables share: numbered lines, breaks by meaning, lines for a hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from consultroom.documents.blocks import (
    Align,
    Cell,
    Drawing,
    Row,
    Table,
    Text,
    label_cell,
    names,
)
from consultroom.documents.drawings import DrawnText
from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import MM, SIZES, PageProfile, landscape
from consultroom.documents.titles import lines_of
from consultroom.domain.ledgers import Heading, Line, Value
from consultroom.frozen import replace

SIZE_PT = SIZES["五号"]
SMALL_PT = SIZES["小五"]
FACT_PT = SIZES["小四"]
NOTHING = "本期没有登记"
_SERIAL_SHARE = 0.5
_TOP_MM = 24.0
_BELOW_MM = 28.0  # the square with its white edge takes 26 (`qr`)
_PADDING_MM = (0.8, 0.9)
_LINE_MM = 7.5
_HAND_MM = 10.0
_SHORT = 12  # characters up to which a text is broken as a title is
_NUMBER = re.compile(r"\b([A-Z]{1,6}-[A-Z]{2}-)(\d{4}-\d{3,})")
_TAILS = ("社区", "街道", "小区")


def lying(profile: PageProfile) -> PageProfile:
    """Return the page of a ledger: on its side, with room for a signed square below the table."""
    page = landscape(profile)
    return replace(page, top_mm=_TOP_MM, block_height_mm=page.height_mm - _TOP_MM - _BELOW_MM)


def table(
    page: PageProfile,
    headings: Sequence[Heading],
    lines: Sequence[Line],
    totals: Sequence[Value] = (),
    *,
    nothing: str = NOTHING,
    size_pt: float = SIZE_PT,
    row_mm: float = 8.0,
    below: Sequence[Row] = (),
) -> Table:
    """Return a table with a line number before each line; its head repeats on every page.

    Args:
        page: gives the width.
        headings: of the columns.
        lines: what stands below.
        totals: the last line, 合计; empty for none.
        nothing: what is said when there are no lines.
        size_pt: of the type in it.
        row_mm: least height of a row.
        below: rows over the whole width that end it, from `across`.
    """
    shares = (_SERIAL_SHARE, *(heading.share for heading in headings))
    rooms = _rooms(page, shares, size_pt)[1:]
    heads = [broken(one.word, room) for one, room in zip(headings, rooms, strict=True)]
    head = Row(cells=tuple(map(label_cell, ("序号", *heads))), min_height_mm=row_mm + 2)
    columns = tuple(zip(headings, rooms, strict=True))
    body = [_row(str(place), line.cells, columns, row_mm) for place, line in enumerate(lines, 1)]
    if totals:
        body.append(_row("合计", totals, columns, row_mm, role=Role.HEI))
    return Table(
        shares=shares,
        rows=(head, *(body or [across(shares, nothing, align=Align.CENTRE)]), *below),
        header_rows=1,
        size_pt=size_pt,
        aligns=(Align.CENTRE, *map(_align, headings)),
        leading=1.25,
        padding_mm=_PADDING_MM,
    )


def _rooms(page: PageProfile, shares: Sequence[float], size_pt: float) -> tuple[float, ...]:
    """Return how many characters a line of each column holds."""
    unit = page.block_width_mm / sum(shares)
    return tuple((share * unit - 2 * _PADDING_MM[0]) * MM / size_pt for share in shares)


def _row(
    serial: str,
    cells: Sequence[Value],
    columns: Sequence[tuple[Heading, float]],
    row_mm: float,
    role: Role | None = None,
) -> Row:
    told = [shown(v, heading, room) for v, (heading, room) in zip(cells, columns, strict=True)]
    cells_ = tuple(Cell(text=text, role=role) for text in (serial, *told))
    return Row(cells=cells_, min_height_mm=row_mm)


def shown(value: Value, heading: Heading, room: float) -> Text:
    """Return a cell as it is printed in a column that holds `room` characters a line.

    Dates and record numbers are broken as a person would break them, ``2026-`` over ``11-05``;
    names stay whole; a short text in the middle of its column is broken by meaning.
    """
    if value is None:
        return ""
    if isinstance(value, date):
        joint = "" if room >= 5.2 else "\n"
        return f"{value.year}-{joint}{value.month:02d}-{value.day:02d}"
    if not isinstance(value, str):
        return str(value)
    if heading.names:
        return names(value.split("、"))
    text = _NUMBER.sub(r"\1\n\2", value)
    return broken(text, room) if heading.is_centred else text


def broken(text: str, room: float) -> str:
    """Return a short text in lines, so that no line ends in the middle of a word."""
    if len(text) <= room or len(text) > _SHORT:
        return text
    if text.endswith("）"):
        return text.replace("（", "\n（")
    town, of_it, rest = text.partition("街道")
    if of_it and rest and max(len(town) + 2, len(rest)) <= room:
        return f"{town}{of_it}\n{rest}"
    if not text.isalpha():
        return text
    tail = next((one for one in _TAILS if text.endswith(one)), "")
    if tail and len(text) - len(tail) <= room:
        return f"{text.removesuffix(tail)}\n{tail}"
    lines = lines_of(text, room)
    if len(lines) == 1 or min(map(len, lines)) < 2 or max(map(len, lines)) > room:
        half = len(text) // 2
        lines = (text[:half], text[half:])
    return "\n".join(lines) if max(map(len, lines)) <= room else text


def _align(heading: Heading) -> Align:
    return Align.CENTRE if heading.is_centred else Align.LEFT


def across(
    shares: Sequence[float],
    text: Text,
    *,
    size_pt: float | None = None,
    align: Align = Align.LEFT,
    height_mm: float = _HAND_MM,
) -> Row:
    """Return a row over the whole width of a table with these columns."""
    cell = Cell(text=text, span=len(shares), size_pt=size_pt, align=align)
    return Row(cells=(cell,), min_height_mm=height_mm)


def endings(columns: int, rule: str, by: str = "") -> tuple[Row, ...]:
    """Return the rows that end a ledger: its rule in small type, and 填表人 and 审核人."""
    shares = (1.0,) * columns
    signed = f"填表人：{by or '　' * 9}　　　　　　　　　　审核人："
    return (
        across(shares, f"统计口径：{rule}", size_pt=SMALL_PT, height_mm=7.0),
        across(shares, signed, size_pt=FACT_PT),
    )


def spread(page: PageProfile, *told: str) -> Drawing:
    """Return facts on one line, spread over the width: first left, last right."""
    step = page.block_width_mm / max(1, len(told) - 1)
    room = page.block_width_mm / len(told) - 2
    places = list(accumulate([step] * (len(told) - 1), initial=0.0))
    aligns = [Align.LEFT, *[Align.CENTRE] * (len(told) - 2), Align.RIGHT][: len(told)]
    shapes = tuple(
        DrawnText(text, place, 3.0, FACT_PT, Role.FANGSONG, align, width_mm=room)
        for text, place, align in zip(told, places, aligns, strict=True)
    )
    return Drawing(height_mm=_LINE_MM, shapes=shapes)
