"""From the room to what the roster shows. No Qt here."""

from __future__ import annotations

from datetime import date

from consultroom.domain.duty import DutyFacts, DutyKind, DutyLine, Presence
from consultroom.domain.members import Member, MemberStatus, Posting
from consultroom.domain.topics import TopicSource
from consultroom.frozen import replace
from consultroom.services import gathering, rostering, serving
from consultroom.services.desk import Desk
from consultroom.services.serving import Sittings
from consultroom.services.striding import Steps, at_once
from consultroom.ui.members.screens import (
    DutyRow,
    Figure,
    MemberLine,
    MemberPage,
    PostingLine,
    ProposedLine,
    masked,
)
from consultroom.ui.pacing import BUSY
from consultroom.ui.states import State
from consultroom.ui.values import Act
from consultroom.ui.wording import full_day

STATES = {
    MemberStatus.SERVING: State.DONE,
    MemberStatus.SUSPENDED: State.DUE,
    MemberStatus.LEFT: State.TODO,
}
ELSEWHERE = "不在本站"


def standing_of(member: Member, *, here: bool) -> tuple[State, str]:
    """Return the state and the word of a member: in office or not, here or not."""
    if member.status is MemberStatus.SERVING and not here:
        return State.TODO, ELSEWHERE
    return STATES[member.status], member.status.label


def line_of(member: Member, sittings: Sittings, *, here: bool) -> MemberLine:
    """Return a member as a line of the roster."""
    state, word = standing_of(member, here=here)
    return MemberLine(
        id=member.id,
        name=member.name,
        gender=member.gender,
        sector=member.sector,
        post=member.post,
        phone=masked(member.phone),
        asked=sittings.asked,
        came=sittings.came,
        here=here,
        state=state,
        word=word,
    )


def page_of(desk: Desk, member: Member, year: int, *, phones: bool) -> MemberPage:
    """Return one member opened at a year."""
    return at_once(page_steps(desk, member, year, phones=phones))


def page_steps(desk: Desk, member: Member, year: int, *, phones: bool) -> Steps[MemberPage]:
    """Read one member opened at a year, in steps of a few milliseconds."""
    facts = yield from serving.facts_steps(desk, member, serving.days_of(year))
    yield
    years = yield from serving.year_steps(desk)
    proposed = yield from _proposed(desk, member)
    return replace(
        head_of(desk, member, year, phones=phones),
        busy="",
        proposed=proposed,
        years=tuple((str(one), f"{one}年") for one in years),
        figures=_figures(facts),
        rows=tuple(map(_row, reversed(facts.lines))),
    )


def head_of(desk: Desk, member: Member, year: int, *, phones: bool) -> MemberPage:
    """Return what the roster says of a member, while the year is still being read."""
    postings = rostering.postings_of(desk, member.id)
    here = any(one.covers(desk.today) for one in postings)
    state, word = standing_of(member, here=here)
    return MemberPage(
        id=member.id,
        name=member.name,
        state=state,
        word=word,
        facts=_facts(member, phones=phones),
        parts=_parts(member),
        postings=tuple(_posting(one, desk.today) for one in reversed(postings)),
        years=((str(year), f"{year}年"),),
        year=str(year),
        forms=(("edit", "修改资料"), ("post", "登记驻站")),
        print=Act(
            word="打印履职告知书",
            page="member_paper",
            about=f"{member.id}@{year}/duty_letter",
            icon="printer",
        ),
        busy=BUSY,
    )


def _facts(member: Member, *, phones: bool) -> tuple[tuple[str, str], ...]:
    phone = member.phone if phones else masked(member.phone)
    facts = (("users", member.sector), ("building-2", member.post), ("phone", phone))
    return tuple((icon, text) for icon, text in facts if text)


def _parts(member: Member) -> tuple[tuple[str, str], ...]:
    changed = f"（{full_day(member.status_on)}起）" if member.status_on else ""
    parts = (
        ("性别", member.gender),
        ("委员层级", "、".join(level.label for level in member.levels)),
        ("专委会", member.committee),
        ("活动小组", "、".join(member.groups)),
        ("届次", member.term),
        ("状态", f"{member.status.label}{changed}"),
        ("打印用名", member.print_as),
        ("读音", member.spelling),
    )
    return tuple((word, text) for word, text in parts if text)


def _posting(posting: Posting, today: date) -> PostingLine:
    end = full_day(posting.to_on) if posting.to_on else "今"
    if posting.covers(today):
        word, state = "在站", State.ACTIVE
    else:
        word, state = ("未开始", State.TODO) if posting.from_on > today else ("已结束", State.TODO)
    return PostingLine(
        id=posting.id,
        role=posting.role,
        days=f"{full_day(posting.from_on)}至{end}",
        word=word,
        state=state,
    )


def _proposed(desk: Desk, member: Member) -> Steps[tuple[ProposedLine, ...]]:
    """Return the topics under the member's name; they are told apart by name alone."""
    names = {member.name, member.print_as} - {""}
    every = yield from gathering.standing_steps(desk)
    return tuple(
        ProposedLine(
            title=one.topic.title,
            number=one.topic.number,
            word=one.word,
            act=Act(word="查看", page="topics", about=one.topic.id),
        )
        for one in every
        if one.topic.source is TopicSource.MEMBER and one.topic.proposer in names
    )


# -- a year ---------------------------------------------------------------------------------------


def _figures(facts: DutyFacts) -> tuple[Figure, ...]:
    asked, came = facts.sittings(), facts.sittings(Presence.CAME)
    others = ((one.label, facts.sittings(one)) for one in Presence if one is not Presence.CAME)
    apart = "，".join(f"{word} {count}" for word, count in others if count)
    deeds = len(facts.of(DutyKind.GOOD_DEED))
    return (
        Figure(figure=str(came), unit=f"/ {asked} 次", caption="到会 / 应到", note=apart),
        Figure(
            figure=str(facts.speeches),
            unit="次",
            caption="发言",
            note=f"参与共识 {facts.points} 条",
        ),
        Figure(
            figure=str(facts.visits),
            unit="件",
            caption="接待群众",
            note=f"{facts.head_count} 人次",
        ),
        Figure(figure=str(deeds), unit="件", caption="帮办实事"),
    )


def _row(line: DutyLine) -> DutyRow:
    return DutyRow(
        on=line.on, kind=line.kind.label, what=line.what or line.place, detail=_detail(line)
    )


def _detail(line: DutyLine) -> str:
    if line.kind is DutyKind.SITTING and line.presence is not None:
        told = (
            line.presence.label + (f"（{line.remark}）" if line.remark else ""),
            f"发言 {line.speeches} 次" if line.speeches else "",
            f"共识 {line.points} 条" if line.points else "",
        )
        return "，".join(filter(None, told))
    if line.kind is DutyKind.RECEPTION:
        return f"{line.visits} 件，{line.head_count} 人次" if line.visits else "无来访"
    return line.result or (line.place if line.what else "")
