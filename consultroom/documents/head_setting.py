"""版头 into strips: where mark, number and red rules stand (GB/T 9704-2012, 7.2 and 10). Pure.

A head is one strip from the top of the type area down to where the title begins, and the line
grid of its page begins there: the clauses give distances from the rule, not rows of the page.
"""

from __future__ import annotations

from consultroom.documents import titles
from consultroom.documents.blocks import Run
from consultroom.documents.flow import Strip
from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import EM_RISE, MM, Ink
from consultroom.documents.heads import LetterHead, MinutesHead, RedHead, Urgency
from consultroom.documents.lines import LineMaker, all_of
from consultroom.documents.pages import GlyphRun, Item, Rule
from consultroom.documents.setting import Type
from consultroom.frozen import replace

MARK_DROP_MM = 35.0  # 7.2.4: upper edge of the mark, below that of the type area
RULE_DROP_MM = 4.0  # 7.2.7, 10.1: red rule below the number, or below a letter's mark
LETTER_MARK_MM = 30.0  # 10.1: upper edge of the mark, from the sheet's
LETTER_FOOT_MM = 20.0  # 10.1: second double rule, from the sheet's lower edge
LETTER_RULE_MM = 170.0  # 10.1: length of the double rules, centred on the sheet
LINES_BELOW = 2  # 7.2.5, 7.3.1: lines left free above the number and above the title
BELOW_RULE = 7 / 8  # 10.1: of a 3号 character, from the double rule to the line under it
_SIDE = 1.0  # 字, 7.2.5: number and 签发人 of a paper to a higher organ
_RED_RULE_MM = 0.5
_THICK_MM, _THIN_MM, _BETWEEN_MM = 0.7, 0.25, 0.9  # of a double rule; middle to middle
_LARGEST = {RedHead: 54.0, MinutesHead: 54.0, LetterHead: 40.0}  # pt; smaller if it is long
_LEAST = 26.0  # pt: a mark that would be smaller takes two lines
_MARK_PITCH = 1.25  # sizes, between the lines of a mark
_MARK_INK = 0.02  # sizes, from the edges of a 小标宋 em box to the ink of its tallest characters
_MARK_SHARE = 0.97  # of the type area: the widest a mark may be


def red_head(head: RedHead, lines: LineMaker) -> Strip:
    """Return the head of a paper with a red head."""
    page = lines.page
    mark, y = _mark(head, MARK_DROP_MM * MM, lines)
    items = [*mark, *_urgency(head.urgency, 0.0, lines)]
    if head.number or head.issuer:
        top = y + LINES_BELOW * page.pitch
        numbers, bottom = _number(head, top, lines)
        items += numbers
        y = bottom
    y += RULE_DROP_MM * MM
    return _head([*items, _red_rule(y, lines)], y, lines)


def minutes_head(head: MinutesHead, lines: LineMaker) -> Strip:
    """Return the head of minutes: issue under the mark, organ and date over the rule."""
    page = lines.page
    items, y = _mark(head, MARK_DROP_MM * MM, lines)
    if head.issue:
        y += LINES_BELOW * page.pitch
        x = (page.width - lines.width(head.issue)) / 2
        items += _at(head.issue, x, y, lines)
        y += page.body_pt
    if head.organ or head.date:
        y += page.pitch - page.body_pt if head.issue else LINES_BELOW * page.pitch
        items += _at(head.organ, _SIDE * page.cell, y, lines)
        items += _at(head.date, page.width - _SIDE * page.cell - lines.width(head.date), y, lines)
        y += page.body_pt
    y += RULE_DROP_MM * MM
    return _head([*items, _red_rule(y, lines)], y, lines)


def letter_head(head: LetterHead, lines: LineMaker) -> Strip:
    """Return the head of a letter, with the double rule at the foot of its page."""
    page = lines.page
    mark, y = _mark(head, (LETTER_MARK_MM - page.top_mm) * MM, lines)
    y += RULE_DROP_MM * MM
    left = ((page.width_mm - LETTER_RULE_MM) / 2 - page.left_mm) * MM
    items = [*mark, *_double(left, y, lines, thick_first=True)]
    if head.number or head.urgency:
        top = y + BELOW_RULE * page.body_pt
        items += _urgency(head.urgency, top - page.lead, lines)
        items += _at(head.number, page.width - lines.width(head.number), top, lines)
        y = top + page.body_pt
    foot = (page.height_mm - LETTER_FOOT_MM) * MM
    second = _double(left + page.left, foot, lines, thick_first=False)
    return replace(_head(items, y, lines), sheet=second, unnumbered=True)


def urgency_alone(block: Urgency, lines: LineMaker) -> Strip:
    """Return 紧急程度 as the first line of a paper without a head."""
    strand = lines.strand((Run(block.text, Role.HEI),))
    runs = lines.setter.set_line(strand, all_of(strand), 0.0)
    return lines.row(runs, lines.page.body_pt)


def _head(items: list[Item], y: float, lines: LineMaker) -> Strip:
    height = y + LINES_BELOW * lines.page.pitch
    return Strip(height=height, items=items, regrid=True, with_next=True)


def _mark(
    head: RedHead | MinutesHead | LetterHead, top: float, lines: LineMaker
) -> tuple[list[Item], float]:
    """Return the mark with its ink's upper edge at `top`, and its lower edge."""
    rows = mark_lines(head.mark, lines.page.width)
    size = min(_LARGEST[type(head)], *(_widest(row, lines) for row in rows))
    kind = Type(Role.XIAOBIAOSONG, size, size)
    items: list[Item] = []
    y = top - _MARK_INK * size
    for at, row in enumerate(rows):
        strand = lines.strand(row, kind)
        x = (lines.page.width - strand.starts[-1]) / 2
        runs = lines.setter.set_line(strand, all_of(strand), x, ink=Ink.RED)
        items += [run.moved(0.0, y + (at * _MARK_PITCH + EM_RISE) * size) for run in runs]
    return items, y + ((len(rows) - 1) * _MARK_PITCH + 1 - _MARK_INK) * size


def mark_lines(mark: str, width: float) -> tuple[str, ...]:
    """Return the lines of a mark: one, unless it would be too small in `width` pt."""
    if "|" in mark or len(mark) * _LEAST > width:
        return titles.lines_of(mark, width / _LEAST)
    return (mark,)


def _widest(row: str, lines: LineMaker) -> float:
    """Return the size in pt at which a line of the mark is as wide as the type area."""
    measure = lines.width(row, Type(Role.XIAOBIAOSONG, 1.0, 1.0))
    return _MARK_SHARE * lines.page.width / measure if measure else _LARGEST[RedHead]


def _number(head: RedHead, top: float, lines: LineMaker) -> tuple[list[GlyphRun], float]:
    """Return 发文字号 and 签发人, the first of their lines at `top`; and their lower edge.

    7.2.6: two 签发人 a line, the last of them beside the number.
    """
    page = lines.page
    if not head.issuer:
        x = (page.width - lines.width(head.number)) / 2
        return _at(head.number, x, top, lines), top + page.body_pt
    people = [name for name in head.issuer.replace("、", " ").split() if name]
    pairs = [people[at : at + 2] for at in range(0, len(people), 2)]
    label = "签发人："
    rows = [tuple(Run(name, Role.KAI) for name in _spaced(pair)) for pair in pairs]
    wide = max(lines.width(row) for row in rows)
    x = page.width - _SIDE * page.cell - wide
    items = _at(label, x - lines.width(label), top, lines)
    for at, row in enumerate(rows):
        items += _at(row, x, top + at * page.pitch, lines)
    last = top + (len(rows) - 1) * page.pitch
    items += _at(head.number, _SIDE * page.cell, last, lines)
    return items, last + page.body_pt


def _spaced(pair: list[str]) -> tuple[str, ...]:
    return (pair[0],) if len(pair) == 1 else (pair[0], "\u3000", pair[1])


def _urgency(text: str, top: float, lines: LineMaker) -> list[GlyphRun]:
    return _at(text, 0.0, top + lines.page.lead, lines, Role.HEI) if text else []


def _at(
    text: str | tuple[Run, ...], x: float, top: float, lines: LineMaker, role: Role | None = None
) -> list[GlyphRun]:
    """Return body text on one line, its em box from `top` down."""
    kind = lines.type(role or lines.page.body_role)
    strand = lines.strand(text, kind)
    runs = lines.setter.set_line(strand, all_of(strand), x)
    return [run.moved(0.0, top + EM_RISE * kind.size) for run in runs]


def _red_rule(y: float, lines: LineMaker) -> Rule:
    return Rule(0.0, y, lines.page.width, y, _RED_RULE_MM * MM, Ink.RED)


def _double(left: float, y: float, lines: LineMaker, *, thick_first: bool) -> list[Rule]:
    weights = (_THICK_MM, _THIN_MM) if thick_first else (_THIN_MM, _THICK_MM)
    first = y if thick_first else y - _BETWEEN_MM * MM
    right = left + LETTER_RULE_MM * MM
    return [
        Rule(left, at, right, at, weight * MM, Ink.RED)
        for at, weight in zip((first, first + _BETWEEN_MM * MM), weights, strict=True)
    ]
