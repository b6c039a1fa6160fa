"""接待日台账, 社情民意台账 and 帮办实事台账: what people brought, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from consultroom.domain.consultations import Branch, Branching, Consultation
from consultroom.domain.dossiers import Dossier
from consultroom.domain.ledgers.sheets import View, day, listed, number, people, text
from consultroom.domain.outcomes import Channel, Outcome
from consultroom.domain.receptions import GoodDeed, ReceptionDay, Visit, VisitHandling
from consultroom.domain.yearbooks import YearBook, days_received, visits_received
from consultroom.frozen import Frozen


class _Line(Frozen):
    """One visit, or a reception day to which nobody came."""

    day: ReceptionDay
    visit: Visit | None


def _receptions(book: YearBook) -> Iterator[_Line]:
    came: dict[str, list[Visit | None]] = {}
    for received in visits_received(book):
        came.setdefault(received.day.id, []).append(received.visit)
    for one in days_received(book):
        for visit in came.get(one.id, [None]):
            yield _Line(one, visit)


def _result(one: _Line) -> str:
    if one.visit is None:
        return ""
    return one.visit.result or one.visit.spot_reply


RECEPTIONS: View[_Line] = View(
    code="receptions",
    word="接待日台账",
    rule=(
        "按接待日期计入；一批来访反映一事为1件，来几人计几人次；"
        "没有来访的接待日照列一行。来访人姓名、电话、住址不列入台账。"
    ),
    columns=(
        day("on", "接待日期", lambda one: one.day.on, also=("日期", "接待时间")),
        text("number", "接待编号", 1.25, lambda one: one.day.number, centred=True, also=("编号",)),
        text("place", "接待地点", 0.0, lambda one: one.day.place, also=("地点",)),
        people("receivers", "接待委员", 1.0, lambda one: listed(one.day.receivers),
               also=("接待人",)),
        number("visits", "件数", lambda one: 1 if one.visit else 0, share=0.55),
        number("heads", "人次", lambda one: one.visit.head_count if one.visit else 0, share=0.55,
               also=("来访人次", "来访人数", "人数")),
        text("unit", "村（社区）", 1.1, lambda one: one.visit.unit if one.visit else "",
             centred=True),
        text("matter", "反映事项", 3.8, lambda one: one.visit.matter if one.visit else "无来访",
             also=("诉求内容", "反映问题", "来访事项", "事项")),
        text("category", "类别", 0.9, lambda one: one.visit.category if one.visit else "",
             centred=True, also=("诉求类型", "事项类别")),
        text("handling", "处理方式", 0.95,
             lambda one: one.visit.handling.label if one.visit else "", centred=True),
        text("handler", "承办", 1.1, lambda one: one.visit.handler if one.visit else "",
             centred=True, also=("承办单位",)),
        day("due_on", "期限", lambda one: one.visit.due_on if one.visit else None,
            also=("办理时限", "时限")),
        text("result", "答复或结果", 2.9, _result,
             also=("处理结果", "办理结果", "结果", "当场答复")),
        day("fed_back_on", "反馈日期", lambda one: one.visit.fed_back_on if one.visit else None),
    ),
    things=_receptions,
    record=lambda one: one.visit.id if one.visit else one.day.id,
)  # fmt: skip


# -- opinions -----------------------------------------------------------------------------------


class Opinion(Frozen, kw_only=True):
    """One matter reported as 社情民意: a visit passed on, or a consultation turned into one.

    Attributes:
        on: the day it was passed on; of a sheet not handed on yet, the day it was drafted.
        reference: number of the 社情民意信息, when known.
    """

    record: str
    on: date
    origin: str
    number: str
    matter: str
    unit: str
    state: str
    reference: str = ""


def opinions(book: YearBook) -> tuple[Opinion, ...]:
    """Return the opinions of the period, by day.

    A consultation is one opinion, however often and by whatever way it was turned into one.
    """
    every = (*_from_visits(book), *_from_consultations(book))
    mine = (one for one in every if one.on in book.period)
    return tuple(sorted(mine, key=lambda one: (one.on, one.number, one.record)))


def _from_visits(book: YearBook) -> Iterator[Opinion]:
    for received in visits_received(book):
        visit = received.visit
        if visit.handling is VisitHandling.OPINION:
            yield Opinion(
                record=visit.id,
                on=received.day.on,
                origin="接待来访",
                number=received.day.number,
                matter=visit.matter,
                unit=visit.unit,
                state="已转报",
            )


def _from_consultations(book: YearBook) -> Iterator[Opinion]:
    for dossier in book.dossiers:
        turns = [turn for turn in dossier.branchings if turn.branch is Branch.TO_OPINION]
        if turns:
            yield _turned(dossier, max(turns, key=lambda turn: (turn.on, turn.id)))
        elif dossier.outcome and Channel.OPINION in dossier.outcome.channels:
            yield _submitted(dossier.consultation, dossier.outcome)


def _turned(dossier: Dossier, turn: Branching) -> Opinion:
    consultation = dossier.consultation
    return Opinion(
        record=turn.id,
        on=turn.on,
        origin="协商转报",
        number=consultation.number,
        matter=consultation.title,
        unit=consultation.unit,
        state="已转报",
        reference=turn.reference,
    )


def _submitted(consultation: Consultation, outcome: Outcome) -> Opinion:
    return Opinion(
        record=outcome.id,
        on=outcome.submitted_on or outcome.drafted_on,
        origin="成果报送",
        number=outcome.number,
        matter=outcome.problem or consultation.title,
        unit=consultation.unit,
        state="已报送" if outcome.submitted_on else "待报送",
    )


OPINIONS: View[Opinion] = View(
    code="opinions",
    word="社情民意台账",
    rule=(
        "列入接待来访中“转社情民意”的事项、协商中转社情民意的议题和去向为社情民意的成果单，"
        "同一次协商只计1件。各级采用、批示不在本资料夹登记，不列。"
    ),
    columns=(
        day("on", "日期", lambda one: one.on, also=("报送日期", "报送时间")),
        text("origin", "来源", 1.0, lambda one: one.origin, centred=True, also=("信息来源",)),
        text("number", "来源编号", 1.35, lambda one: one.number, centred=True, also=("编号",)),
        text("matter", "反映事项", 4.6, lambda one: one.matter,
             also=("信息标题", "标题", "题目", "内容", "信息内容")),
        text("unit", "村（社区）", 1.3, lambda one: one.unit, centred=True),
        text("state", "报送情况", 0.9, lambda one: one.state, centred=True, also=("状态",)),
        text("reference", "信息编号", 1.5, lambda one: one.reference, centred=True,
             also=("信息期号", "期号")),
    ),
    things=opinions,
    record=lambda one: one.record,
)  # fmt: skip


# -- good deeds ---------------------------------------------------------------------------------


class _Deed(Frozen):
    deed: GoodDeed
    origin: str


def deeds_done(book: YearBook) -> tuple[GoodDeed, ...]:
    """Return the good deeds of the period, by day and number."""
    mine = (deed for deed in book.deeds if deed.on in book.period)
    return tuple(sorted(mine, key=lambda one: (one.on, one.number, one.id)))


def _deeds(book: YearBook) -> Iterator[_Deed]:
    origins = _origins(book)
    for deed in deeds_done(book):
        yield _Deed(deed, origins.get(deed.source, ""))


def _origins(book: YearBook) -> dict[str, str]:
    """Return what a good deed may have grown from: id -> number."""
    numbers = {one.id: one.number for one in book.reception_days}
    visits = {one.id: numbers.get(one.reception_day, "") for one in book.visits}
    handed = {one.id: one.number for d in book.dossiers for one in d.assignments}
    begun = {d.consultation.id: d.consultation.number for d in book.dossiers}
    return visits | handed | begun


GOOD_DEEDS: View[_Deed] = View(
    code="deeds",
    word="帮办实事台账",
    rule="有办理结果的1件事计1件，同一件事在接待、协商、交办中多处出现也只计1件；人次按登记数。",
    columns=(
        text("number", "编号", 1.25, lambda one: one.deed.number, centred=True),
        day("on", "办结日期", lambda one: one.deed.on, also=("日期", "时间", "办理时间")),
        text("matter", "实事内容", 4.0, lambda one: one.deed.matter,
             also=("事项", "实事名称", "帮办事项", "内容")),
        text("result", "办理结果", 3.4, lambda one: one.deed.result,
             also=("结果", "办理情况", "落实情况")),
        people("by", "帮办人", 1.2, lambda one: listed(one.deed.by),
               also=("帮办委员", "委员姓名", "责任委员")),
        number("heads", "受益人次", lambda one: one.deed.head_count,
               also=("受益人数", "惠及人数", "惠及人次")),
        text("origin", "来源编号", 1.3, lambda one: one.origin, centred=True, also=("来源",)),
    ),
    things=_deeds,
    record=lambda one: one.deed.id,
)  # fmt: skip
