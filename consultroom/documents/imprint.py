"""版记 into a strip at the foot of the last page (GB/T 9704-2012, 7.4). Pure."""

from __future__ import annotations

from consultroom.documents.blocks import Align
from consultroom.documents.flow import Strip
from consultroom.documents.gb9704 import EM_RISE, MM, SIZES
from consultroom.documents.heads import Imprint
from consultroom.documents.lines import LineMaker, all_of
from consultroom.documents.pages import GlyphRun, Item, Rule
from consultroom.documents.setting import Type

OUTER_MM, INNER_MM = 0.35, 0.25  # 7.4.1: first and last rule; those between
_PT = SIZES["四号"]
_PITCH = 1.75  # sizes, from line to line
_SIDE = 1.0  # 字 of its own size, 7.4.2: blank at the left and right


def imprint_strip(block: Imprint, lines: LineMaker) -> Strip:
    """Return the 版记; its last rule is the lower edge of the type area."""
    parts = _parts(block, lines)
    pitch, items, y = _PITCH * _PT, list[Item](), 0.0
    edges = [0.0]
    for rows in parts:
        for row in rows:
            baseline = y + (pitch - _PT) / 2 + EM_RISE * _PT
            items += [run.moved(0.0, baseline) for run in row]
            y += pitch
        edges.append(y)
    if block.ruled:
        items += _rules(edges, lines.page.width)
    return Strip(height=y, items=items, at_foot=True)


def _parts(block: Imprint, lines: LineMaker) -> list[list[list[GlyphRun]]]:
    """Return the lines of each part between two rules; 主送 and 抄送 have none between them."""
    sent = [*_list("主送：", block.sent_to, lines), *_list("抄送：", _copies(block), lines)]
    issued = _issued(block, lines) if block.ruled else []
    return [rows for rows in (sent, issued) if rows]


def _copies(block: Imprint) -> str:
    return "，".join(organ.strip("，。") for organ in block.copies_to)


def _list(label: str, organs: str, lines: LineMaker) -> list[list[GlyphRun]]:
    """Return 抄送机关, hanging at the first of them and ending with a full stop."""
    if not organs:
        return []
    kind = _kind(lines)
    side = _SIDE * _PT
    hang = side + lines.width(label, kind)
    text = f"{label}{organs.rstrip('：，。')}。"
    right = lines.page.width - side
    return lines.rows(text, kind, (side, hang), width=right, align=Align.JUSTIFY)


def _issued(block: Imprint, lines: LineMaker) -> list[list[GlyphRun]]:
    """Return the line of 印发机关 and 印发日期; on two if one does not hold both."""
    kind, side = _kind(lines), _SIDE * _PT
    date = lines.strand(f"{block.issued_on}印发" if block.issued_on else "", kind)
    x = lines.page.width - side - date.starts[-1]
    day = lines.setter.set_line(date, all_of(date), x)
    organs = lines.rows(block.issued_by, kind, (side, side), width=lines.page.width - side)
    organs = [row for row in organs if row]
    if not organs or not day:
        return [*organs, *([day] if day else [])]
    last = organs[-1][-1]
    if last.x + last.width + side > x:
        return [*organs, day]
    return [*organs[:-1], [*organs[-1], *day]]


def _kind(lines: LineMaker) -> Type:
    return Type(lines.page.body_role, _PT, _PT)


def _rules(edges: list[float], width: float) -> list[Rule]:
    weights = [OUTER_MM, *([INNER_MM] * (len(edges) - 2)), OUTER_MM]
    return [Rule(0.0, y, width, y, weight * MM) for y, weight in zip(edges, weights, strict=False)]
