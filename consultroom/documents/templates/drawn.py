"""Strips of the PDF's layout as paragraphs of the same heights: heads, signatures, 版记. Pure.

Where the standard gives distances instead of lines, the layout has worked them out already; here
each of its lines becomes a paragraph of exact height whose baseline is where the PDF has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from consultroom.documents.blocks import Align
from consultroom.documents.flow import Strip
from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import Ink, PageProfile
from consultroom.documents.pages import GlyphRun, Item, Rule
from consultroom.documents.templates.styles import FACES, HEAD, MARK
from consultroom.documents.templates.wordml import Bit, Edge, Para, twips
from consultroom.frozen import replace

ASCENT = 0.8  # of an exact line: how far below its top word processors put the baseline
_LINE = 1.25  # sizes: height of a line that is not on the grid
_SAME_LINE = 2.0  # pt; faces are raised a little to line up
_SAME_WORD = 0.35  # sizes: less than this between two runs is no gap
_THIN = 1.0  # pt: height of the paragraph that carries a rule
_ROLES = {
    "XiaoBiaoSong": Role.XIAOBIAOSONG,
    "Hei": Role.HEI,
    "HeiExtra": Role.HEI,
    "Kai": Role.KAI,
    "KaiExtra": Role.KAI,
}  # faces that are not body text's

Group = list[GlyphRun]


def rows_of(items: Sequence[Item]) -> list[Group]:
    """Return glyph runs line by line, each from left to right."""
    runs = sorted((item for item in items if isinstance(item, GlyphRun)), key=lambda run: run.y)
    rows: list[Group] = []
    for run in runs:
        if rows and run.y - rows[-1][0].y < _SAME_LINE:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.x) for row in rows]


def groups_of(row: Group) -> list[Group]:
    """Return the parts of a line that stand apart."""
    groups = [[run] for run in row[:1]]
    for before, run in pairwise(row):
        if run.x - before.x - before.width < _SAME_WORD * run.size:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def bits_of(group: Group, page: PageProfile, style_pt: float) -> tuple[Bit, ...]:
    """Return the runs of a line as bits, neighbours of one look joined."""
    bits: list[Bit] = []
    for run in group:
        role = _ROLES.get(run.face)
        style = FACES[role] if role and role is not page.body_role else ""
        size = None if abs(run.size - style_pt) < 0.05 else run.size
        bit = Bit(run.text, style, size, run.ink)
        if bits and replace(bits[-1], text="") == replace(bit, text=""):
            bits[-1] = replace(bit, text=bits[-1].text + run.text)
        else:
            bits.append(bit)
    return tuple(bits)


def line_of(row: Group, page: PageProfile, *, style: str, style_pt: float, right: bool) -> Para:
    """Return one line as a paragraph that puts every part of it where the PDF has it.

    Args:
        row: the runs of the line.
        page: its page.
        style: of the paragraph.
        style_pt: type size of that style.
        right: whether a line in one part is set from the right edge, as 署名 is.
    """
    groups = groups_of(row)
    if len(groups) == 1:
        return _single(groups[0], page, style, style_pt, right=right)
    bits: list[Bit] = []
    for at, group in enumerate(groups):
        tab = (Bit("\t"),) if at or group[0].x > 0.5 else ()
        bits += [*tab, *bits_of(group, page, style_pt)]
    stops = tuple(twips(group[0].x) for group in groups if group[0].x > 0.5)
    return Para(style=style, bits=tuple(bits), first=0, left=0, align=Align.LEFT, tabs=stops)


def _single(group: Group, page: PageProfile, style: str, style_pt: float, *, right: bool) -> Para:
    bits = bits_of(group, page, style_pt)
    x, end = group[0].x, group[-1].x + group[-1].width
    free = page.width - end
    if not right and abs(x - free) < 1.0:
        return Para(style=style, bits=bits, first=0, left=0, align=Align.CENTRE)
    if right:
        return Para(style=style, bits=bits, first=0, right=max(0, twips(free)), align=Align.RIGHT)
    return Para(style=style, bits=bits, first=0, left=max(0, twips(x)), align=Align.LEFT)


def head_paras(strip: Strip, page: PageProfile, *, begin: float = 0.0) -> list[Para]:
    """Return a head as paragraphs of together its height; a rule is a border of its own line.

    Args:
        strip: the head.
        page: its page.
        begin: pt below its top where the paragraphs begin; what is above is left out.
    """
    pieces: list[tuple[float, float, Para]] = []  # top and height in pt
    for row in rows_of(strip.items):
        size = max(run.size for run in row)
        height = size * _LINE
        style = MARK if row[0].ink is Ink.RED else HEAD
        para = line_of(row, page, style=style, style_pt=page.body_pt, right=False)
        pieces.append((row[0].y - ASCENT * height, height, para))
    pieces += [(rule.y0 - _THIN, _THIN, _ruled(rule)) for rule in level_rules(strip.items)]
    least = begin or -_SAME_LINE
    below = [piece for piece in pieces if piece[0] >= least]
    return list(_spread(sorted(below, key=lambda piece: piece[0]), begin, strip.height))


def written(strip: Strip) -> bool:
    """Tell whether a strip holds only upright text and rules across: what paragraphs can show."""
    level = len(level_rules(strip.items))
    texts = sum(1 for item in strip.items if isinstance(item, GlyphRun) and not item.turn)
    return texts + level == len(strip.items)


def letter_mark(strip: Strip, page: PageProfile) -> tuple[tuple[Para, ...], float, float]:
    """Return the mark and double rule of a letter, which stand above the type area.

    Returns:
        The paragraphs; how far below the sheet's upper edge they begin; and how far below the
        upper edge of the type area they end. Both in pt.
    """
    rows = [row for row in rows_of(strip.items) if row[0].ink is Ink.RED]
    rules = level_rules(strip.items)
    begin, y, paras = 0.0, 0.0, list[Para]()
    for at, row in enumerate(rows):
        height = max(run.size for run in row) * _LINE
        top = row[0].y - ASCENT * height
        begin = begin if at else top
        para = line_of(row, page, style=MARK, style_pt=page.body_pt, right=False)
        paras.append(replace(para, line=twips(height), before=twips(top - y) if at else 0))
        y = top + height
    if rules:
        edge = Edge("bottom", 24, Ink.RED, "thickThinSmallGap")
        paras.append(_wide_rule(rules[0], edge, max(_THIN, rules[0].y0 - y)))
        y = rules[-1].y0 + rules[-1].weight
    return tuple(paras), page.top + begin, y


def letter_foot(strip: Strip) -> Para:
    """Return the double rule at the foot of a letter's first page."""
    return _wide_rule(
        level_rules(strip.sheet)[0], Edge("top", 24, Ink.RED, "thinThickSmallGap"), _THIN
    )


def _wide_rule(rule: Rule, edge: Edge, line: float) -> Para:
    """Return an empty line with a rule that reaches out of the type area to both sides."""
    sides = twips(rule.x0) if edge.side == "bottom" else 0
    return Para(style=HEAD, edges=(edge,), first=0, left=sides, right=sides, line=twips(line))


def level_rules(items: Sequence[Item]) -> list[Rule]:
    """Return the rules that lie across the page, from the upper one down."""
    return [item for item in items if isinstance(item, Rule) and item.y0 == item.y1]


def _ruled(rule: Rule) -> Para:
    kind = "dashed" if rule.dash else "single"
    edge = Edge("bottom", max(2, round(rule.weight * 8)), rule.ink, kind)
    return Para(style=HEAD, edges=(edge,))


def _spread(
    pieces: Sequence[tuple[float, float, Para]], begin: float, height: float
) -> Iterator[Para]:
    """Yield the paragraphs with the blank between them as space above, the rest below the last."""
    y = begin
    for at, (top, tall, para) in enumerate(pieces):
        above = max(0.0, top - y)
        y = max(top, y) + tall
        below = max(0.0, height - y) if at == len(pieces) - 1 else 0.0
        yield replace(
            para,
            line=twips(tall),
            before=twips(above),
            after=twips(below),
            keep_next=True,
        )
