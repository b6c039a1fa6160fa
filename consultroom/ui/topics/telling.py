"""From the room to what the pool of topics shows. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from consultroom.domain.consultations import Branch, Branching, Consultation, ConsultationState
from consultroom.domain.receptions import ReceptionDay, Visit, VisitHandling
from consultroom.domain.topics import Screening, Topic, TopicDecision, Verdict
from consultroom.services import rostering
from consultroom.services.desk import Desk
from consultroom.services.gathering import Standing
from consultroom.services.matching import Alike, Pool
from consultroom.ui.states import State
from consultroom.ui.topics.screens import (
    Happened,
    LikeLine,
    LinkLine,
    TopicLine,
    TopicPage,
    month_words,
)
from consultroom.ui.values import Act
from consultroom.ui.wording import full_day

UNDECIDED, WAITING, RUNNING, OVER, DECLINED = (
    "undecided",
    "waiting",
    "running",
    "over",
    "declined",
)
KINDS = {
    UNDECIDED: ("待审定", State.DUE),
    WAITING: ("待协商", State.ACTIVE),
    RUNNING: ("协商中", State.ACTIVE),
    OVER: ("已协商", State.DONE),
    DECLINED: ("未列入协商", State.TODO),
}
"""What can become of a topic: code → word and state."""
ALIKE_HERE = 4  # topics shown beside an open one
PROPOSED = "登记"
MERGED = "已合并"  # in the list; into which one is told where there is room
SPELLED = 12  # characters of a title found by their initials


def kind_of(standing: Standing) -> str:
    """Return the code of what became of a topic."""
    if standing.consultation is not None:
        return RUNNING if standing.consultation.is_open else OVER
    if standing.decision is None:
        return UNDECIDED
    return WAITING if standing.decision.verdict is Verdict.ADOPTED else DECLINED


def word_of(standing: Standing) -> str:
    """Return what became of a topic as the list says it."""
    kind = kind_of(standing)
    if kind in (UNDECIDED, WAITING):
        return KINDS[kind][0]
    return standing.word


@lru_cache(maxsize=4096)
def letters_of(title: str) -> tuple[str, ...]:
    """Return the pinyin initials of a title's beginning; asked only when letters are typed."""
    return rostering.initials(title[:SPELLED])


def state_of(standing: Standing) -> State:
    """Return the state that colours a topic's word."""
    begun = standing.consultation
    if begun is not None and begun.state is ConsultationState.STOPPED:
        return State.TODO
    return KINDS[kind_of(standing)][1]


def line_of(standing: Standing) -> TopicLine:
    """Return a topic as a line of the list."""
    topic, kind = standing.topic, kind_of(standing)
    return TopicLine(
        id=topic.id,
        number=topic.number,
        title=topic.title,
        source=topic.source.label,
        proposer=topic.proposer,
        on=topic.proposed_on,
        planned=standing.planned,
        state=state_of(standing),
        word=MERGED if standing.into else word_of(standing),
        kind=kind,
    )


def like_line(alike: Alike) -> LikeLine:
    """Return a topic that may be the same matter."""
    standing = alike.standing
    return LikeLine(
        id=standing.topic.id,
        number=standing.topic.number,
        title=standing.topic.title,
        word=word_of(standing),
        state=state_of(standing),
    )


def _alike(pool: Pool, topic: Topic) -> tuple[Alike, ...]:
    pool.leave_out(topic.id)
    return pool.like(topic.title, most=ALIKE_HERE)


def page_of(
    desk: Desk, standing: Standing, every: tuple[Standing, ...], pool: Pool | None
) -> TopicPage:
    """Return one topic opened.

    Args:
        desk: where.
        standing: the topic.
        every: all there are.
        pool: of all; without it nothing is told of topics that are alike.
    """
    topic, kind = standing.topic, kind_of(standing)
    alike = _alike(pool, topic) if pool is not None else ()
    return TopicPage(
        id=topic.id,
        title=topic.title,
        number=topic.number,
        state=state_of(standing),
        word=word_of(standing),
        facts=_facts(standing),
        parts=_parts(topic),
        happened=_happened(desk, standing, every),
        links=tuple(_links(desk, standing, every)),
        alike=tuple(map(like_line, alike)),
        forms=_forms(kind),
        urged="decide" if kind == UNDECIDED else "",
        act=_next(standing),
        print=Act(
            word="打印征集表", page="topic_paper", about=f"{topic.id}/topic_form", icon="printer"
        ),
    )


def _forms(kind: str) -> tuple[tuple[str, str], ...]:
    forms = [("decide", "审定"), ("plan", "列入计划"), ("link", "关联来访"), ("edit", "修改")]
    if kind in (RUNNING, OVER):  # decided on the way, in the workspace
        forms = forms[2:]
    return tuple(forms)


def _next(standing: Standing) -> Act | None:
    kind = kind_of(standing)
    if kind == WAITING:
        return Act(word="开始协商", page="begin", about=standing.topic.id, icon="arrow-right")
    if standing.consultation is not None:
        return Act(word="打开协商", page="workspace", about=standing.consultation.id,
                   icon="arrow-right")  # fmt: skip
    return None


def _facts(standing: Standing) -> tuple[tuple[str, str], ...]:
    topic = standing.topic
    planned = month_words(standing.planned)
    facts = (
        ("route", topic.source.label),
        ("user", topic.proposer),
        ("calendar-days", f"{full_day(topic.proposed_on)}提出"),
        ("calendar-check", f"拟{planned}协商" if planned else ""),
        ("map-pin", topic.unit),
    )
    return tuple((icon, text) for icon, text in facts if text)


def _parts(topic: Topic) -> tuple[tuple[str, str], ...]:
    later = (
        ("三方把关", _screened(topic.screening)),
        ("不宜协商的情形", "；".join(topic.unfit)),
    )
    return (
        ("领域", topic.scope),
        ("情况和问题", topic.situation),
        ("建议", topic.suggestion),
        ("建议参加方", "、".join(topic.parties)),
        *(part for part in later if part[1]),  # said in the workspace, after the paper was filled
    )


def _screened(screening: Screening) -> str:
    asked = (
        ("党政所需", screening.wanted_by_party),
        ("群众所盼", screening.wanted_by_people),
        ("政协所能", screening.within_our_means),
    )
    told = ((word, answer) for word, answer in asked if answer is not None)
    return "，".join(f"{word}：{'是' if answer else '否'}" for word, answer in told)


# -- what happened --------------------------------------------------------------------------------


def _happened(desk: Desk, standing: Standing, every: tuple[Standing, ...]) -> tuple[Happened, ...]:
    topic = standing.topic
    decisions = sorted(
        desk.room.find(TopicDecision, topic=topic.id), key=lambda one: (one.decided_on, one.id)
    )
    began = standing.consultation
    return (
        Happened(state=State.DONE, title=PROPOSED, when=full_day(topic.proposed_on),
                 text=f"{topic.proposer}（{topic.source.label}）"),
        *(_decided(one, every) for one in decisions),
        *((_begun(began),) if began else ()),
    )  # fmt: skip


def _decided(decision: TopicDecision, every: tuple[Standing, ...]) -> Happened:
    into = next((one.topic for one in every if one.topic.id == decision.merged_into), None)
    merged = f"，并入“{into.title}”（{into.number}）" if into else ""
    adopted = decision.verdict is Verdict.ADOPTED
    return Happened(
        state=State.DONE if adopted else State.TODO,
        title=f"{decision.verdict.label}{merged}",
        when=full_day(decision.decided_on),
        text="　".join(filter(None, (f"审定：{decision.decided_by}", decision.reason))),
    )


def _begun(consultation: Consultation) -> Happened:
    return Happened(
        state=State.ACTIVE if consultation.is_open else State.DONE,
        title="开始协商",
        when=full_day(consultation.started_on),
        text=f"{consultation.number}，{consultation.state.label}",
    )


# -- what it hangs together with ------------------------------------------------------------------


def _links(desk: Desk, standing: Standing, every: tuple[Standing, ...]) -> Iterable[LinkLine]:
    topic = standing.topic
    if standing.into is not None:
        yield _topic_link("并入", standing.into)
    for other in every:
        if other.into is not None and other.into.id == topic.id:
            yield _topic_link("并入本题", other.topic)
    known = {one.id: one for one in origins(desk, topic.source_refs)}
    for ref in topic.source_refs:
        origin = known.get(ref)
        yield origin.link if origin else LinkLine(kind="来源", title=ref)


def _topic_link(kind: str, topic: Topic) -> LinkLine:
    act = Act(word="打开", page="topics", about=topic.id)
    return LinkLine(kind=kind, title=topic.title, detail=topic.number, act=act)


class Origin:
    """A visit or an opinion a topic may have grown from.

    Attributes:
        id: of the visit, or of the turn by which a consultation became an opinion.
    """

    def __init__(self, record_id: str, kind: str, matter: str, when: str, handled: str) -> None:
        self.id, self.kind, self.matter = record_id, kind, matter
        self.when, self.handled = when, handled

    @property
    def link(self) -> LinkLine:
        """As the topic's page shows it."""
        detail = "　".join(filter(None, (self.when, self.handled)))
        return LinkLine(kind=self.kind, title=self.matter, detail=detail)


def origins(desk: Desk, ids: tuple[str, ...] | None = None) -> tuple[Origin, ...]:
    """Return visits and opinions, the latest first; all of them, or those with these ids."""
    room = desk.room
    visits = room.find(Visit) if ids is None else room.find(Visit, id=ids)
    turns = room.find(Branching) if ids is None else room.find(Branching, id=ids)
    days = {day.id: day for day in room.find(ReceptionDay)}
    titles = {one.id: one.title for one in room.find(Consultation)} if turns else {}
    found = [(days[one.reception_day].on, _visited(one, days[one.reception_day]))
             for one in visits if one.reception_day in days]  # fmt: skip
    found += [
        (turn.on, _turned(turn, titles.get(turn.consultation, "")))
        for turn in turns
        if turn.branch is Branch.TO_OPINION
    ]
    ordered = sorted(found, key=lambda one: (one[0], one[1].id), reverse=True)
    return tuple(origin for _, origin in ordered)


def _visited(visit: Visit, day: ReceptionDay) -> Origin:
    passed_on = visit.handling is VisitHandling.OPINION
    kind = "社情民意" if passed_on else "来访"
    return Origin(visit.id, kind, visit.matter, full_day(day.on), visit.handling.label)


def _turned(turn: Branching, title: str) -> Origin:
    return Origin(turn.id, "社情民意", title, full_day(turn.on), turn.reference)
