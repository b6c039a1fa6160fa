"""署名 and 成文日期 into strips (GB/T 9704-2012, 7.3.5). Pure.

With a seal (印章), without one, or with the chop of the person who signs (签名章).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from consultroom.documents.blocks import Run, Signature
from consultroom.documents.gb9704 import DATE_SHIFT, MM, NAME_RIGHT, SEAL_RIGHT
from consultroom.documents.linebreak import Strand, break_lines
from consultroom.documents.lines import LineMaker, Strips, all_of, joined_to_next
from consultroom.documents.pages import GlyphRun

SEAL_MM = 42.0  # across, of the seals of counties, 街道 and 镇
_SEAL_LINES = 2  # free above a name: its seal then begins within a line of the body
_APART_MM = 2.0  # least between two seals, which must not touch
_MOST_SEALS = 3  # in one row, as many as the type area holds
_CHOP_MM = (40.0, 20.0)  # width and height of a 签名章
_POST_SIDE = 2.0  # 字, 7.3.5.3: from the post to the chop

Rows = list[list[GlyphRun]]


def signature_strips(block: Signature, lines: LineMaker) -> Strips:
    """Return the lines of a signature, none of which is parted from the next."""
    if block.chop:
        return _chop(block, lines)
    rows = _sealed(block, lines) if block.sealed else _unsealed(block, lines)
    blanks = [lines.blank() for _ in range(_SEAL_LINES if block.sealed else 1)]
    strips: Strips = [*blanks]
    strips += [lines.row(row, lines.page.body_pt) if row else lines.blank() for row in rows]
    return [*joined_to_next(strips[:-1]), strips[-1]]


def _unsealed(block: Signature, lines: LineMaker) -> Rows:
    """7.3.5.2: name two 字 from the right, the date two 字 further in than the name."""
    page, cell = lines.page, lines.page.cell
    names = [lines.strand((Run(name),)) for name in block.names]
    date = lines.strand(block.date)
    room = page.width - NAME_RIGHT * cell
    widest = max((min(name.starts[-1], room) for name in names), default=0.0)
    left, date_x = room - widest, room - widest + DATE_SHIFT * cell
    if date.starts[-1] > widest:
        left, date_x = room - date.starts[-1] - DATE_SHIFT * cell, room - date.starts[-1]
    rows = [row for name in names for row in _name_rows(name, left, lines)]
    return [*rows, *_date_row(date, date_x, lines)]


def _sealed(block: Signature, lines: LineMaker) -> Rows:
    """7.3.5.1: date four 字 from the right, the last name centred over it.

    Several organs stand in rows of at most three, so far apart that their seals do not touch.
    """
    page = lines.page
    names = [lines.strand((Run(name),)) for name in block.names]
    date = lines.strand(block.date)
    widest = max((name.starts[-1] for name in names), default=0.0)
    wide = min(widest, page.width)
    middle = page.width - SEAL_RIGHT * page.cell - date.starts[-1] / 2
    middle = min(middle, page.width - wide / 2)
    apart = max((SEAL_MM + _APART_MM) * MM, widest + page.cell)
    across = min(_MOST_SEALS, 1 + max(0, int((middle - wide / 2) / apart + 1e-6)))
    rows = _seal_rows(names, across, middle, apart, lines)
    return [*rows, *_date_row(date, middle - date.starts[-1] / 2, lines)]


def _seal_rows(
    names: Sequence[Strand], across: int, middle: float, apart: float, lines: LineMaker
) -> Rows:
    count = math.ceil(len(names) / across) if names else 0
    per_row = math.ceil(len(names) / count) if count else 0
    between = math.ceil((SEAL_MM + _APART_MM) * MM / lines.page.pitch) - 1
    rows: Rows = []
    for start in range(0, len(names), per_row or 1):
        group = names[start : start + per_row]
        rows += [[] for _ in range(between if start else 0)]
        first = middle - (len(group) - 1) * apart
        if len(group) == 1:
            rows += _name_rows(group[0], middle - group[0].starts[-1] / 2, lines)
            continue
        places = [first + at * apart - name.starts[-1] / 2 for at, name in enumerate(group)]
        rows.append(
            [
                run
                for name, x in zip(group, places, strict=True)
                for run in lines.setter.set_line(name, all_of(name), x)
            ]
        )
    return rows


def _name_rows(name: Strand, x: float, lines: LineMaker) -> Rows:
    width = lines.page.width
    x = max(0.0, min(x, width - name.starts[-1]))
    broken = break_lines(name, width - x, width - x)
    return [lines.setter.set_line(name, line, x) for line in broken]


def _date_row(date: Strand, x: float, lines: LineMaker) -> Rows:
    if not date.text:
        return []
    return [lines.setter.set_line(date, all_of(date), max(0.0, x))]


def _chop(block: Signature, lines: LineMaker) -> Strips:
    """7.3.5.3: two lines below the body the post, room for the chop, and the date below."""
    page = lines.page
    chop, tall = (side * MM for side in _CHOP_MM)
    right = page.width - SEAL_RIGHT * page.cell
    rows = math.ceil((tall - page.body_pt) / page.pitch) + 1
    post = lines.strand((Run("、".join(block.names)),))
    x = right - chop - _POST_SIDE * page.cell - post.starts[-1]
    posts = _name_rows(post, x, lines)
    date = lines.strand(block.date)
    last = _date_row(date, right - date.starts[-1], lines)
    above = (rows - len(posts)) // 2
    strips: Strips = [lines.blank() for _ in range(_SEAL_LINES + max(0, above))]
    strips += [lines.row(row, page.body_pt) for row in posts]
    strips += [lines.blank() for _ in range(max(0, rows - len(posts) - above) + 1)]
    strips += [lines.row(row, page.body_pt) for row in last]
    return [*joined_to_next(strips[:-1]), strips[-1]]
