"""公示、海报: what hangs on the board: the next reception day, the year's plan, what became of it.

A4 or A3, one design: 小标宋 in red between red rules, large type, the telephone for complaints at
the foot. Everything printed here goes through redaction: a poster is public.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum

from consultroom.documents.blocks import (
    Align,
    BlankLines,
    Block,
    Cell,
    Drawing,
    Paper,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    Title,
    VAlign,
    data_table,
    label_cell,
    names,
)
from consultroom.documents.drawings import DrawnLine, DrawnSquare, DrawnText, Shape
from consultroom.documents.fonts import Role
from consultroom.documents.forms import phrases
from consultroom.documents.forms.sittings import worded
from consultroom.documents.gb9704 import MM, Ink, NumberPlace, PageNumber, PageProfile
from consultroom.documents.qr import symbol
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import tally
from consultroom.domain.minutes import ConsensusItem
from consultroom.domain.outcomes import standing_reply
from consultroom.domain.papers import PaperRules
from consultroom.domain.plans import AnnualPlan, PlanItem
from consultroom.domain.receptions import ReceptionDay, VisitorIdentity
from consultroom.domain.redaction import redacted
from consultroom.domain.stations import OrgUnit
from consultroom.frozen import Frozen


class PosterSize(Enum):
    """The sheets a poster is printed on; the value is the scale against A4."""

    A4 = 1.0
    A3 = math.sqrt(2)


SHEETS_MM = {PosterSize.A4: (210.0, 297.0), PosterSize.A3: (297.0, 420.0)}

# Tried in turn until the poster fits one sheet; the printing service does.
FITS = (1.0, 0.88, 0.76, 0.66)

_SIDE_MM, _TOP_MM, _BOTTOM_MM = 22.0, 24.0, 34.0  # of A4, around the type area
_LARGE_PT, _BODY_PT, _TITLE_PT = 24.0, 18.0, 44.0
_LEADING = 1.75
_FOOT_PT = 14.0
_TABLE_PT = 15.0
_SQUARE_MM = 30.0
_YEAR_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")  # they stand in a title of 汉字


class Board(Frozen, kw_only=True):
    """What every poster has in common.

    Attributes:
        station: whose.
        on: the day it is put up.
        size: of the sheet.
        fit: type size as a share of the usual, one of `FITS`.
        complaints: telephone and office for complaints (监督电话); empty leaves a line to fill.
        qr: text of a square at the foot, or empty.
        rules: the district's wording.
        identities: of visitors; they are taken out of every text.
    """

    station: OrgUnit
    on: date
    size: PosterSize = PosterSize.A4
    fit: float = 1.0
    complaints: str = ""
    qr: str = ""
    rules: PaperRules = PaperRules()
    identities: tuple[VisitorIdentity, ...] = ()

    def page(self, body_pt: float) -> PageProfile:
        """Return the sheet with its type area; `body_pt` is the type's size on A4."""
        scale, body = self.size.value, body_pt * self.pt
        width, height = SHEETS_MM[self.size]
        block_width = width - 2 * _SIDE_MM * scale
        below = _BOTTOM_MM + (_SQUARE_MM + 10 if self.qr else 0.0)
        block_height = height - (_TOP_MM + below) * scale
        pitch = body * _LEADING
        return PageProfile(
            name=self.size.name,
            width_mm=width,
            height_mm=height,
            left_mm=_SIDE_MM * scale,
            top_mm=_TOP_MM * scale,
            block_width_mm=block_width,
            block_height_mm=block_height,
            rows=int(block_height * MM / pitch),
            chars=max(1, int(block_width * MM / body)),
            body_pt=body,
            line_pitch_pt=pitch,
            title_pt=_TITLE_PT * self.pt,
            title_pitch_pt=_TITLE_PT * self.pt * 1.3,
            page_number=PageNumber(place=NumberPlace.NONE),
        )

    def told(self, text: str) -> str:
        """Return a text fit to be public."""
        return redacted(text, self.identities)

    @property
    def pt(self) -> float:
        """Points of one A4 point on this sheet, fit included."""
        return self.size.value * self.fit


def reception_poster(board: Board, days: Iterable[ReceptionDay], *, topic: str = "") -> Paper:
    """Return the notice of coming reception days (接待日预告).

    Args:
        board: whose and on what sheet.
        days: one prints large, several a table; none leaves lines to fill.
        topic: what opinions are asked about this time, or empty.
    """
    coming = tuple(sorted(days, key=lambda day: (day.on, day.id)))
    facts = _several(board, coming) if len(coming) > 1 else _one_day(board, coming)
    blocks = (
        *facts,
        *((_fact("征集议题", board.told(topic)),) if topic else ()),
        *_reach(board),
        BlankLines(),
        Paragraph(
            text=board.rules.worded("poster.reception"),
            role=Role.KAI,
            size_pt=_BODY_PT * board.pt,
        ),
    )
    size = _BODY_PT if len(coming) > 1 else _LARGE_PT
    return _poster(board, "委员接待日", "预　告", blocks, size)


def plan_poster(board: Board, plan: AnnualPlan, items: Iterable[PlanItem]) -> Paper:
    """Return the year's plan for the board (年度计划公示).

    Args:
        board: whose and on what sheet.
        plan: of which year; the approval is told when there is one.
        items: its lines.
    """
    lines = sorted(items, key=lambda item: (item.month, item.id))
    rows = [
        (_month(item.month), board.told(item.title), item.form, item.unit or "—") for item in lines
    ] or [("", "尚未排定", "", "")]
    approved = f"{plan.body}{chinese_date(plan.approved_on)}批准。" if plan.approved_on else ""
    lead = worded(
        board.rules,
        "poster.plan",
        年度=str(plan.year),
    )
    table = data_table(
        ("月份", "协商议题", "协商形式", "村（社区）"),
        rows,
        shares=(0.12, 0.44, 0.22, 0.22),
        aligns=(Align.CENTRE, Align.LEFT, Align.CENTRE, Align.CENTRE),
        size_pt=_TABLE_PT * board.pt,
        min_height_mm=9.5 * board.pt,
    )
    blocks = (Paragraph(text=approved + lead), _gap(board), table, *_reach(board))
    year = str(plan.year).translate(_YEAR_DIGITS)
    return _poster(board, f"{year}年度协商计划", "公　示", blocks)


def outcome_poster(board: Board, dossier: Dossier) -> Paper:
    """Return what became of a consultation, for the board (成果办理公示).

    Args:
        board: whose and on what sheet; its identities are those to be taken out.
        dossier: of the consultation.
    """
    meeting = dossier.meeting
    held = f"{chinese_date(meeting.day)}，{meeting.venue}" if meeting else ""
    rated = tally(dossier.satisfaction)
    blocks = (
        _fact("协商议题", board.told(dossier.consultation.title)),
        *((_fact("协商时间", held.rstrip("，")),) if held else ()),
        _gap(board),
        _results(board, dossier),
        *((_fact("群众评价", rated.sentence()),) if rated.returned else ()),
        *_reach(board),
    )
    return _poster(board, "协商成果办理情况", "公　示", blocks)


def _poster(
    board: Board, title: str, kind: str, blocks: Sequence[Block], body_pt: float = _BODY_PT
) -> Paper:
    page = board.page(body_pt)
    return Paper(
        title=f"{title}{kind.replace('　', '')}",
        author=board.station.name,
        subject=f"海报 {board.size.name}",
        profile=page,
        blocks=(
            _frame(board, page),
            Paragraph(
                text=board.station.name, indent=0, align=Align.CENTRE, role=Role.HEI, together=True
            ),
            Title(text=title, ink=Ink.RED),
            Paragraph(text=kind, indent=0, align=Align.CENTRE, role=Role.XIAOBIAOSONG, ink=Ink.RED),
            BlankLines(),
            *blocks,
        ),
    )


def _gap(board: Board) -> Drawing:
    return Drawing(height_mm=3.0 * board.pt, shapes=())


def _frame(board: Board, page: PageProfile) -> Drawing:
    """Return the red rules at the head and the foot of the sheet, and what stands at the foot."""
    scale = board.size.value
    width = page.block_width_mm
    head = -8.0 * scale
    foot = page.height_mm - page.top_mm - (_BOTTOM_MM - 5.0) * scale
    shapes: list[Shape] = [
        DrawnLine(0.0, head, width, head, 1.6 * scale, ink=Ink.RED),
        DrawnLine(0.0, head + 2 * scale, width, head + 2 * scale, 0.4 * scale, ink=Ink.RED),
        DrawnLine(0.0, foot, width, foot, 0.4 * scale, ink=Ink.RED),
        DrawnLine(0.0, foot + 2 * scale, width, foot + 2 * scale, 1.6 * scale, ink=Ink.RED),
        *_foot(board, width, foot + 9 * scale),
    ]
    if board.qr:
        shapes += _square(board.qr, width, foot, scale)
    return Drawing(height_mm=0.0, shapes=tuple(shapes))


def _square(text: str, width: float, foot: float, scale: float) -> tuple[Shape, ...]:
    """Return the square over the foot, at the right, and what it is good for."""
    side = _SQUARE_MM * scale
    x, y = width - side, foot - side - 9 * scale
    caption = DrawnText(
        "扫码保存文字", x + side / 2, y + side + 4.5 * scale, 9.0 * scale, anchor=Align.CENTRE
    )
    return DrawnSquare(x, y, side, symbol(text)), caption


def _foot(board: Board, width: float, y: float) -> tuple[DrawnText, ...]:
    size = _FOOT_PT * board.size.value
    complaints = f"监督电话：{board.complaints or '＿' * 10}"
    return (
        DrawnText(complaints, 0.0, y, size, Role.HEI, width_mm=width * 0.62),
        DrawnText(
            chinese_date(board.on), width, y, size, anchor=Align.RIGHT, width_mm=width * 0.36
        ),
    )


def _fact(label: str, text: Text) -> Paragraph:
    """Return ``时间：…`` in large type, its lines hanging at the text."""
    runs = (Run(text),) if isinstance(text, str) else text
    return Paragraph(
        text=(Run(f"{label}：", Role.HEI), *runs),
        indent=0,
        hang=len(label) + 1,
        align=Align.LEFT,
    )


def _one_day(board: Board, days: Sequence[ReceptionDay]) -> tuple[Block, ...]:
    blank = "＿" * 12
    if not days:
        return tuple(_fact(label, blank) for label in ("时　　间", "地　　点", "接待委员"))
    day, address = days[0], board.station.address
    place = day.place or board.station.name
    return (
        _fact("时　　间", chinese_date(day.on, weekday=True)),
        _under(day.slot),
        _fact("地　　点", place),
        *((_under(address),) if address and address not in place else ()),
        _fact("接待委员", names(day.receivers) if day.receivers else blank),
    )


def _under(text: str) -> Paragraph:
    """Return a second line of the fact above it."""
    return Paragraph(text=text, indent=5, hang=5, align=Align.LEFT)


def _several(board: Board, days: Sequence[ReceptionDay]) -> tuple[Block, ...]:
    rows = [
        (
            _day(board, day.on),
            day.slot,
            day.place or board.station.name,
            names(day.receivers),
        )
        for day in days
    ]
    return (
        data_table(
            ("日期", "时间", "地点", "接待委员"),
            rows,
            shares=(0.27, 0.21, 0.27, 0.25),
            aligns=(Align.CENTRE,) * 4,
            size_pt=_TABLE_PT * board.pt,
            min_height_mm=12 * board.pt,
        ),
    )


def _day(board: Board, on: date) -> str:
    """Return a day in a column, the year only where it is not the poster's."""
    words = chinese_date(on, weekday=True).replace("（", "\n（")
    return words.removeprefix(f"{board.on.year}年")


def _reach(board: Board) -> tuple[Block, ...]:
    phone = board.station.phone
    who = f"（联系人：{board.station.liaison}）" if board.station.liaison and phone else ""
    return (_fact("联系电话", f"{phone}{who}"),) if phone else ()


def _month(month: str) -> str:
    """Return ``9月`` of ``2026-09``; a month written otherwise is printed as it is."""
    last = month.rpartition("-")[2]
    return f"{int(last)}月" if last.isdigit() else month


def _results(board: Board, dossier: Dossier) -> Table:
    items = dossier.agreed()
    rows = [_result(board, dossier, item) for item in items] or [
        (Cell(text="本次协商没有形成共识意见。", span=4, align=Align.CENTRE),)
    ]
    head = tuple(label_cell(text) for text in ("序号", "共识意见", "主办单位", "办理情况"))
    return Table(
        shares=(0.09, 0.34, 0.19, 0.38),
        rows=tuple(Row(cells=cells, min_height_mm=11 * board.pt) for cells in (head, *rows)),
        header_rows=1,
        size_pt=_TABLE_PT * board.pt,
        leading=1.35,
        aligns=(Align.CENTRE, Align.LEFT, Align.CENTRE, Align.LEFT),
    )


def _result(board: Board, dossier: Dossier, item: ConsensusItem) -> tuple[Cell, ...]:
    handed = [a for a in dossier.standing_assignments if a.consensus_item == item.id]
    units = "、".join(dict.fromkeys(a.lead_unit for a in handed)) or item.lead_unit or "—"
    told = "\n".join(filter(None, (_answer(board, dossier, a.id) for a in handed)))
    return (
        Cell(text=str(item.order)),
        Cell(text=board.told(item.text), valign=VAlign.MIDDLE),
        Cell(text=units),
        Cell(text=told or ("办理中" if handed else "尚未交办")),
    )


def _answer(board: Board, dossier: Dossier, assignment: str) -> str:
    reply = standing_reply(assignment, dossier.replies)
    if reply is None:
        return "办理中"
    means = {kind.code: kind.means for kind in dossier.parameters.result_classes}
    known = means.get(reply.result_class.upper(), "")
    return f"{known}。{phrases.ended(board.told(reply.text))}".removeprefix("。")
