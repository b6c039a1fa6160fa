"""协商成果单: one boxed page that says what a consultation came to, for reviewers to sign.

Field order: SOURCES.md, "forms". The printing service tries smaller type until it fits one page.
"""

from __future__ import annotations

import re

from consultroom.documents.blocks import (
    Align,
    Cell,
    Paper,
    Row,
    Run,
    Table,
    Text,
    Title,
    VAlign,
    label_cell,
)
from consultroom.documents.forms import boxed, phrases
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Headcount
from consultroom.domain.minutes import ConsensusItem
from consultroom.domain.outcomes import REVIEWERS, Channel, Review, ReviewVerdict
from consultroom.frozen import replace

ONE_PAGE_PT = (12.5, 12.0, 11.0, 10.5, 9.5, 9.0)  # tried in turn until the sheet fits one page
MORE_PAGES_PT = 10.5  # taken when none fits: on two pages small type saves nothing
SIZES_PT = (*ONE_PAGE_PT, MORE_PAGES_PT)
_AIRY = 1.35  # how much taller rows are at the largest size: a short sheet fills its page
_PLAIN_PT = 12.0  # the size at which rows are as tall as told below; smaller ones are lower
_BLANK_COUNT = "委员　　人、部门　　人、群众　　人、其他　　人"
_SHARES = (0.162, 0.077, 0.356, 0.134, 0.134, 0.137)
_WIDE = len(_SHARES) - 1


def outcome_sheet(
    dossier: Dossier, *, size_pt: float = SIZES_PT[0], profile: PageProfile = GB9704
) -> Paper:
    """Return the outcome sheet of a consultation.

    Args:
        dossier: of the consultation; a sheet without an outcome prints empty fields.
        size_pt: type size inside the box, pt.
        profile: page geometry.
    """
    outcome = dossier.outcome
    title = f"{dossier.station.name}协商成果单"
    number = outcome.number if outcome else ""
    drafted = f"填报日期：{chinese_date(outcome.drafted_on)}" if outcome else ""
    scale = _AIRY if size_pt == ONE_PAGE_PT[0] else size_pt / _PLAIN_PT
    rows = tuple(replace(row, min_height_mm=row.min_height_mm * scale) for row in _rows(dossier))
    return Paper(
        title=title,
        author=dossier.station.name,
        subject=f"协商成果单 {number}".strip(),
        profile=boxed.page(profile),
        blocks=(
            Title(text=title),
            boxed.line(f"编号：{number}", drafted, profile),
            Table(shares=_SHARES, rows=rows, size_pt=size_pt, leading=1.3),
        ),
    )


def _rows(dossier: Dossier) -> tuple[Row, ...]:
    return (
        *_basics(dossier),
        _wide("问题概述", dossier.outcome.problem if dossier.outcome else "", 16),
        *_agreed(dossier),
        _wide("分歧及说明", _dissent(dossier), 9),
        *_reviews(dossier),
        _wide("报送去向", _channels(dossier), 8),
        _received(dossier),
    )


def _wide(label: str, text: Text, height_mm: float) -> Row:
    return Row(
        cells=(label_cell(label), Cell(text=text, span=_WIDE, align=Align.LEFT)),
        min_height_mm=height_mm,
    )


def _pair(left: str, first: Text, right: str, second: Text) -> Row:
    cells = (
        label_cell(left),
        Cell(text=first, span=2, align=Align.LEFT),
        label_cell(right),
        Cell(text=second, span=2, align=Align.LEFT),
    )
    return Row(cells=cells, min_height_mm=8)


def _basics(dossier: Dossier) -> tuple[Row, ...]:
    meeting = dossier.meeting
    convener = dossier.consultation.convener or (meeting.host if meeting else "")
    count = _came(dossier.headcount(meeting)) if meeting else _BLANK_COUNT
    recused = _recused(dossier)
    return (
        _wide("议题", dossier.consultation.title, 9),
        _pair(
            "议题来源",
            dossier.topic.source.label,
            "召集人",
            (Run(convener, whole=True),),
        ),
        _wide("协商时间", phrases.starts(meeting) if meeting else "", 8),
        _wide("协商地点", meeting.venue if meeting else "", 8),
        _wide("参加人数", f"{count}{recused}", 8),
    )


def _came(count: Headcount) -> str:
    """Return the groups of which somebody came, or blanks while nobody is marked as there."""
    groups = phrases.count_words(count).split("、")
    came = [group for group in groups if not re.fullmatch(r"\D+0人", group)]
    return "、".join(came) or _BLANK_COUNT


def _recused(dossier: Dossier) -> str:
    meeting = dossier.meeting
    people = dossier.people(meeting) if meeting else ()
    who = "、".join(person.name for person in people if person.recusal)
    return f"（回避：{who}）" if who else ""


def _agreed(dossier: Dossier) -> tuple[Row, ...]:
    items = dossier.agreed()
    heads = ("序号", "意见建议", "建议主办", "建议协办", "建议时限")
    body = [_item_row(item) for item in items] or [
        Row(cells=(Cell(text="无", span=_WIDE, align=Align.CENTRE),), min_height_mm=8)
    ]
    head = (label_cell("协商共识", down=len(body) + 1), *(label_cell(text) for text in heads))
    return (Row(cells=head, min_height_mm=7), *body)


def _item_row(item: ConsensusItem) -> Row:
    due = chinese_date(item.due_on).replace("年", "年\n") if item.due_on else "—"
    cells = (
        Cell(text=str(item.order), align=Align.CENTRE),
        Cell(text=item.text, align=Align.LEFT),
        Cell(text=item.lead_unit or "—", align=Align.CENTRE),
        Cell(text="、".join(item.assist_units) or "—", align=Align.CENTRE),
        Cell(text=due, align=Align.CENTRE),
    )
    return Row(cells=cells, min_height_mm=8)


def _dissent(dossier: Dossier) -> str:
    lines = [
        f"{item.order}.{phrases.ended(item.text)}{phrases.ended(item.note)}"
        for item in dossier.not_agreed()
    ]
    return "\n".join(lines) or "无"


def _reviews(dossier: Dossier) -> tuple[Row, ...]:
    standing = {review.level: review for review in _latest(dossier.standing_reviews)}
    labels = ("站审核", "镇（街道）\n党（工）委审核", "区政协\n（专委会）审核")
    levels = dossier.parameters.review_levels
    return tuple(
        _review_row(label, standing.get(level))
        for level, label in enumerate(labels[: min(levels, len(REVIEWERS))], start=1)
    )


def _latest(reviews: tuple[Review, ...]) -> tuple[Review, ...]:
    return tuple(sorted(reviews, key=lambda review: (review.reviewed_on, review.id)))


def _review_row(label: str, review: Review | None) -> Row:
    foot = "签名：　　　　　　　　　　年　　月　　日"
    text = ""
    if review:
        text = _verdict(review)
        # a level that stands for its reviewer signed nothing yet: room is left for a hand
        signed = "　" * 9 if review.reviewer in REVIEWERS else review.reviewer
        foot = f"签名：{signed}　{chinese_date(review.reviewed_on)}"
    cell = Cell(text=text, span=_WIDE, align=Align.LEFT, valign=VAlign.TOP, foot=foot)
    return Row(cells=(label_cell(label), cell), min_height_mm=14)


def _verdict(review: Review) -> str:
    remark = phrases.ended(review.remark)
    if remark.startswith(review.verdict.label):
        return remark
    joint = "：" if review.verdict is ReviewVerdict.RETURN else "。"
    return f"{review.verdict.label}{joint if remark else '。'}{remark}"


def _channels(dossier: Dossier) -> str:
    chosen = dossier.outcome.channels if dossier.outcome else ()
    return "　".join(f"{'☑' if channel in chosen else '☐'}{channel.label}" for channel in Channel)


def _received(dossier: Dossier) -> Row:
    outcome = dossier.outcome
    day = chinese_date(outcome.received_on) if outcome and outcome.received_on else ""
    who = outcome.received_by if outcome else ""
    return _pair("签收人", (Run(who, whole=True),) if who else "", "签收日期", day)
