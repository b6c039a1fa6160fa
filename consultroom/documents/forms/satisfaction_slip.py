"""满意度评价表: slips to be handed out, filled by hand and counted; several to a sheet.

Three grades for four things (SOURCES.md, "satisfaction"). Nobody has to sign with a name;
不满意 asks for a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from consultroom.documents.blocks import (
    Align,
    Block,
    Cell,
    Drawing,
    PageBreak,
    Paper,
    Row,
    Table,
    Text,
    Together,
    VAlign,
    label_cell,
    plain,
)
from consultroom.documents.drawings import DrawnLine, DrawnText
from consultroom.documents.fonts import Role
from consultroom.documents.forms import boxed
from consultroom.documents.gb9704 import GB9704, MM, NumberPlace, PageNumber, PageProfile
from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import RaterKind, Rating
from consultroom.domain.outcomes import Assignment
from consultroom.frozen import replace

ASPECTS = ("办理态度", "办理过程", "办理结果", "总体评价")
MOST_ON_PAGE = 3
_SIDE_MM, _END_MM = 20.0, 15.0
_CUT_MM = 8.0  # the strip of a cutting line
_TITLE_PT = {1: 22.0, 2: 18.0, 3: 15.0}
_TITLE_MM = {1: 14.0, 2: 10.0, 3: 8.0}
_SIZE_PT = {1: 14.0, 2: 12.0, 3: 10.5}
_ROW_MM = {1: 14.0, 2: 9.0, 3: 6.0}
_COMMENT_MM = {1: 50.0, 2: 16.0, 3: 7.0}  # least room for a comment
_SHARES = (0.19, 0.27, 0.27, 0.27)
_LEADING = 1.3
_PAD_MM = 0.8
_BELOW_MM = 2.5  # blank that every table leaves below itself


def satisfaction_slip(
    dossier: Dossier,
    assignment: Assignment | None = None,
    *,
    per_page: int = 2,
    count: int = 0,
    cut_lines: bool = True,
    profile: PageProfile = GB9704,
) -> Paper:
    """Return blank slips.

    Args:
        dossier: of the consultation.
        assignment: which matter is asked about; None asks about the whole consultation.
        per_page: 1 to 3 slips on a sheet. Where a long topic makes them too tall, fewer go on one.
        count: how many slips; 0 fills one sheet.
        cut_lines: whether a dashed line shows where to cut.
        profile: gives the sheet.

    Raises:
        ValueError: `per_page` is none of 1, 2, 3.
    """
    if per_page not in _SIZE_PT:
        raise ValueError(f"{per_page} slips on a sheet: 1 to {MOST_ON_PAGE} can be set")
    page = _page(profile)
    slip = _slip(dossier, assignment, per_page, page)
    cut = _cut(page) if cut_lines else Drawing(height_mm=_CUT_MM, shapes=())
    return Paper(
        title=f"满意度评价表 {_number(dossier, assignment)}",
        author=dossier.station.name,
        subject="满意度评价表",
        profile=page,
        blocks=tuple(_sheets(slip, cut, per_page, count or per_page)),
    )


def _sheets(slip: Block, cut: Block, per_page: int, count: int) -> Iterator[Block]:
    for at in range(count):
        if at and at % per_page == 0:
            yield PageBreak()
        elif at:
            yield cut
        yield slip


def _page(profile: PageProfile) -> PageProfile:
    """Return the page: narrow margins on a close grid, no number."""
    width = profile.width_mm - 2 * _SIDE_MM
    height = profile.height_mm - 2 * _END_MM
    return replace(
        profile,
        left_mm=_SIDE_MM,
        top_mm=_END_MM,
        block_width_mm=width,
        block_height_mm=height,
        body_pt=12.0,
        rows=int(height * MM / 18),
        chars=int(width * MM / 12),
        line_pitch_pt=None,
        page_number=PageNumber(place=NumberPlace.NONE),
    )


def _cut(page: PageProfile) -> Drawing:
    middle, half = _CUT_MM / 2, page.block_width_mm / 2
    shapes = (
        DrawnLine(-_SIDE_MM + 6, middle, half - 14, middle, dashed=True),
        DrawnText("沿此线裁开", half, middle, 9.0, anchor=Align.CENTRE),
        DrawnLine(half + 14, middle, page.block_width_mm + _SIDE_MM - 6, middle, dashed=True),
    )
    return Drawing(height_mm=_CUT_MM, shapes=shapes)


def _number(dossier: Dossier, assignment: Assignment | None) -> str:
    return assignment.number if assignment else dossier.consultation.number


def _slip(
    dossier: Dossier, assignment: Assignment | None, per_page: int, page: PageProfile
) -> Block:
    unit = f"承办单位：{assignment.lead_unit}" if assignment else ""
    middle = page.block_width_mm / 2, _TITLE_MM[per_page] / 2
    heading = DrawnText(
        "协商成果办理满意度评价表",
        *middle,
        _TITLE_PT[per_page],
        Role.XIAOBIAOSONG,
        Align.CENTRE,
    )
    title = Drawing(height_mm=_TITLE_MM[per_page], shapes=(heading,))
    head = boxed.line(f"编号：{_number(dossier, assignment)}", unit, page)
    return Together(blocks=(title, head, _box(dossier, assignment, per_page, page)))


def _box(
    dossier: Dossier, assignment: Assignment | None, per_page: int, page: PageProfile
) -> Table:
    rows = [
        _wide("议题", dossier.consultation.title),
        *((_wide("办理事项", assignment.matter),) if assignment else ()),
        _wide("评价人类别", boxed.ticks(RaterKind)),
        Row(cells=tuple(label_cell(text) for text in ("评价内容", *(r.label for r in Rating)))),
        *(_grades(aspect) for aspect in ASPECTS),
        _comment(),
        _signature(),
    ]
    return Table(
        shares=_SHARES,
        rows=_spread(rows, per_page, page),
        size_pt=_SIZE_PT[per_page],
        leading=_LEADING,
        padding_mm=(1.5, _PAD_MM),
    )


def _wide(label: str, text: Text) -> Row:
    return Row(cells=(label_cell(label), Cell(text=text, span=3, align=Align.LEFT)))


def _signature() -> Row:
    cells = (
        label_cell("评价人签名"),
        Cell(text="（可不署名）", role=Role.KAI, align=Align.RIGHT),
        label_cell("评价日期"),
        Cell(text=boxed.BLANK_DAY, align=Align.RIGHT),
    )
    return Row(cells=cells)


def _grades(aspect: str) -> Row:
    boxes = (Cell(text=boxed.UNTICKED, align=Align.CENTRE) for _ in Rating)
    return Row(cells=(Cell(text=aspect, align=Align.CENTRE), *boxes))


def _comment() -> Row:
    hint = Cell(
        text="（选“不满意”的，请写明理由）",
        span=3,
        role=Role.KAI,
        align=Align.LEFT,
        valign=VAlign.TOP,
    )
    return Row(cells=(label_cell("意见建议"), hint))


def _spread(rows: list[Row], per_page: int, page: PageProfile) -> tuple[Row, ...]:
    """Give every row its height, and what is left of the slip's share to the comment's."""
    free = _share_mm(per_page, page)
    heights = [_height_mm(row, per_page, page) for row in rows]
    comment = rows.index(_comment())
    left = free - sum(heights) + heights[comment]
    heights[comment] = max(_COMMENT_MM[per_page], left)
    return tuple(
        replace(row, min_height_mm=height) for row, height in zip(rows, heights, strict=True)
    )


def _share_mm(per_page: int, page: PageProfile) -> float:
    """Return the height of a box when so many slips share the page."""
    each = (page.block_height_mm - (per_page - 1) * _CUT_MM) / per_page
    return each - _TITLE_MM[per_page] - boxed.LINE_MM - _BELOW_MM


def _height_mm(row: Row, per_page: int, page: PageProfile) -> float:
    """Return the height of a row, its lines reckoned by the number of characters."""
    size = _SIZE_PT[per_page] / MM
    room = page.block_width_mm * sum(_SHARES[1:]) - 3.0
    last = row.cells[-1]
    lines = -(-len(plain(last.text)) * size // room) if last.span > 1 else 1
    text = (lines - 1) * _LEADING * size + size + 2 * _PAD_MM
    return max(_ROW_MM[per_page], text)
