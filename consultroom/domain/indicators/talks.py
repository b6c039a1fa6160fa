"""Topics, sittings, who came, and what was agreed."""

from __future__ import annotations

from collections.abc import Iterator

from consultroom.domain.indicators.counts import Count, Counted, Indicator, each
from consultroom.domain.indicators.received import receivers
from consultroom.domain.ledgers.duties import members_posted
from consultroom.domain.meetings import ParticipantKind
from consultroom.domain.topics import TopicDecision, Verdict, decision_on
from consultroom.domain.yearbooks import YearBook, sittings

_RESIDENTS = (ParticipantKind.STAKEHOLDER, ParticipantKind.RESIDENT)
_NAMED = (ParticipantKind.MEMBER, ParticipantKind.DEPARTMENT, *_RESIDENTS)
_OTHERS = tuple(kind for kind in ParticipantKind if kind not in _NAMED)


def _topics(book: YearBook) -> Iterator[Counted]:
    return each(topic.id for topic in book.topics if topic.proposed_on in book.period)


def _adopted(book: YearBook) -> Iterator[Counted]:
    decided: dict[str, list[TopicDecision]] = {}
    for decision in book.decisions:
        if decision.decided_on <= book.as_of:
            decided.setdefault(decision.topic, []).append(decision)
    for one in _topics(book):
        standing = decision_on(one.record, tuple(decided.get(one.record, ())))
        if standing and standing.verdict is Verdict.ADOPTED:
            yield one


def _consulted(book: YearBook) -> Iterator[Counted]:
    return each(dict.fromkeys(one.dossier.consultation.id for one in sittings(book)))


def _sat(book: YearBook) -> Iterator[Counted]:
    return each(one.meeting.id for one in sittings(book))


def _sat_in_villages(book: YearBook) -> Iterator[Counted]:
    return each(one.meeting.id for one in sittings(book) if one.dossier.consultation.unit)


def _there(*kinds: ParticipantKind) -> Count:
    """Return a count of attendance rows: those who sat there, of these kinds; of all for none."""

    def count(book: YearBook) -> Iterator[Counted]:
        for one in sittings(book):
            people = {person.id: person.kind for person in one.dossier.people(one.meeting)}
            for mark in one.dossier.marks(one.meeting):
                kind = people.get(mark.participant)
                if kind and mark.status.was_there and (not kinds or kind in kinds):
                    yield Counted(mark.id)

    return count


def _researched(book: YearBook) -> Iterator[Counted]:
    return each(one.id for d in book.dossiers for one in d.research if one.on in book.period)


def _points(book: YearBook) -> Iterator[Counted]:
    for one in sittings(book):
        yield from each(i.id for i in one.dossier.consensus if i.meeting == one.meeting.id)


def _apart(book: YearBook) -> Iterator[Counted]:
    for one in sittings(book):
        yield from each(i.id for i in one.dossier.dissent if i.meeting == one.meeting.id)


def _came_in(book: YearBook) -> Iterator[Counted]:
    yield from _there(ParticipantKind.MEMBER)(book)
    yield from receivers(book)


_SITS = "consultations"  # code of the ledger that lists sittings

TALKS: tuple[Indicator, ...] = (
    Indicator(code="topics", group="议题", word="征集议题", unit="件", count=_topics,
              ledger="topics", rule="按议题登记日期计。"),
    Indicator(code="topics_adopted", group="议题", word="采纳", unit="件", count=_adopted,
              ledger="topics", part=True, rule="其中截至期末审定意见为采纳的。"),
    Indicator(code="consultations", group="协商", word="开展协商", unit="次", count=_consulted,
              ledger=_SITS, rule="期内开过会的协商，一个议题无论开几次会计1次。"),
    Indicator(code="sittings", group="协商", word="协商议事会", unit="场", count=_sat,
              ledger=_SITS, rule="一天一地一次会议计1场，再次开会另计1场；取消、未开的不计。"),
    Indicator(code="sittings_in_villages", group="协商", word="村（社区）议题", unit="场",
              count=_sat_in_villages, ledger=_SITS, part=True, rule="其中登记了所在村（社区）的。"),
    Indicator(code="there", group="协商", word="参加协商", unit="人次", count=_there(),
              ledger=_SITS, rule="按签到计，含迟到、早退、线上和替会；请假、缺席不计。"),
    Indicator(code="there_members", group="协商", word="委员", unit="人次",
              count=_there(ParticipantKind.MEMBER), ledger=_SITS, part=True,
              rule="其中参会类别为委员的。"),
    Indicator(code="there_departments", group="协商", word="部门", unit="人次",
              count=_there(ParticipantKind.DEPARTMENT), ledger=_SITS, part=True,
              rule="其中参会类别为部门的。"),
    Indicator(code="there_residents", group="协商", word="群众", unit="人次",
              count=_there(*_RESIDENTS), ledger=_SITS, part=True,
              rule="其中利益相关方和群众代表。"),
    Indicator(code="there_others", group="协商", word="其他", unit="人次",
              count=_there(*_OTHERS), ledger=_SITS, part=True, rule="其中专家、列席和媒体。"),
    Indicator(code="research", group="协商", word="调研", unit="次", count=_researched,
              rule="一条调研记录计1次。"),
    Indicator(code="points", group="协商", word="共识意见", unit="条", count=_points,
              ledger=_SITS, rule="期内会议达成、编了号的共识意见；会上提出而未达成一致的不计。"),
    Indicator(code="apart", group="协商", word="未达成一致的意见", unit="条", count=_apart,
              ledger=_SITS, rule="期内会议如实记录的分歧，单独计。"),
    Indicator(code="members", group="委员", word="驻站委员", unit="人", ledger="duties",
              count=lambda book: each(members_posted(book)), standing=True,
              rule="期内任何一天驻站的，一人计1。"),
    Indicator(code="came_in", group="委员", word="委员进站", unit="人次", count=_came_in,
              ledger="duties", rule="参加协商的委员人次加接待群众的委员人次。"),
)  # fmt: skip
