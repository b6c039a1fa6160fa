"""委员履职台账: one line a member, what was done in the period. No score, no ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from consultroom.domain.duty import DutyFacts, DutyKind, Presence, duty_facts
from consultroom.domain.ledgers.sheets import View, noted, number, people, text
from consultroom.domain.members import MemberStatus, Posting
from consultroom.domain.stations import UnitKind
from consultroom.domain.yearbooks import YearBook, days_received, visits_received
from consultroom.frozen import Frozen


class _Member(Frozen):
    """A member's facts; ``namesake`` when another member here has the same name."""

    facts: DutyFacts
    namesake: bool

    def count(self, kind: DutyKind) -> int | None:
        """Count what is known by name alone; None while the name does not tell who it was."""
        return None if self.namesake else len(self.facts.of(kind))


def members_posted(book: YearBook) -> tuple[str, ...]:
    """Return ids of the members posted here on any day of the period, in the roster's order."""
    posted = {one.member for one in book.postings if _touches(one, book)}
    return tuple(member.id for member in book.members if member.id in posted)


def _touches(posting: Posting, book: YearBook) -> bool:
    ended = posting.to_on is not None and posting.to_on < book.period.first
    here = book.station.kind is UnitKind.DISTRICT or posting.station == book.station.code
    return here and posting.from_on <= book.period.last and not ended


def _members(book: YearBook) -> Iterator[_Member]:
    known = {member.id: member for member in book.members}
    posted = [known[one] for one in members_posted(book)]
    names = Counter(member.name for member in posted)
    visits = tuple(received.visit for received in visits_received(book))
    for member in posted:
        facts = duty_facts(
            member,
            (book.period.first, book.period.last),
            dossiers=book.dossiers,
            days=days_received(book),
            visits=visits,
            deeds=book.deeds,
        )
        yield _Member(facts, names[member.name] > 1)


def _remark(one: _Member) -> str:
    member = one.facts.member
    status = "" if member.status is MemberStatus.SERVING else member.status.label
    same = "与他人同名，按姓名登记的各项请人工核对" if one.namesake else ""
    return noted(status, same)


DUTIES: View[_Member] = View(
    code="duties",
    word="委员履职台账",
    rule=(
        "列期内驻站的委员，按名册顺序，不排名、不计分。应到、到会按签到计，到会含迟到、早退、线上，"
        "委托他人参加的另列；发言按会议记录计；调研、接待、回头看、实事按登记的姓名计，几人同做一事各计一次，故不合计。"
    ),
    columns=(
        people("name", "姓名", 1.1, lambda one: one.facts.member.name, also=("委员姓名", "委员")),
        text("sector", "界别", 1.0, lambda one: one.facts.member.sector, centred=True),
        text("post", "单位及职务", 2.6, lambda one: one.facts.member.post,
             also=("工作单位及职务", "单位职务", "工作单位")),
        number("asked", "应到", lambda one: one.facts.sittings(), also=("应到会",)),
        number("came", "到会", lambda one: one.facts.sittings(Presence.CAME),
               also=("参加协商", "参加协商次数", "实到", "出席")),
        number("substitute", "委托参加", lambda one: one.facts.sittings(Presence.SUBSTITUTE)),
        number("leave", "请假", lambda one: one.facts.sittings(Presence.LEAVE)),
        number("absent", "缺席", lambda one: one.facts.sittings(Presence.ABSENT)),
        number("speeches", "发言（次）", lambda one: one.facts.speeches,
               also=("发言", "发言次数")),
        number("research", "调研（次）", lambda one: one.count(DutyKind.RESEARCH),
               also=("调研", "参加调研"), summed=False),
        number("receptions", "接待（场）", lambda one: one.count(DutyKind.RECEPTION),
               also=("接待日", "接待群众", "参加接待"), summed=False),
        number("visits", "来访（件）",
               lambda one: None if one.namesake else one.facts.visits, summed=False),
        number("look_backs", "回头看（次）", lambda one: one.count(DutyKind.LOOK_BACK),
               also=("回头看",), summed=False),
        number("deeds", "实事（件）", lambda one: one.count(DutyKind.GOOD_DEED),
               also=("帮办实事", "实事"), summed=False),
        text("remark", "备注", 1.6, _remark),
    ),
    things=_members,
    record=lambda one: one.facts.member.id,
)  # fmt: skip
