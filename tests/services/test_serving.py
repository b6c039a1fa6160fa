"""What members did in a year, and postings: read from the year, the same as from everything."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.domain.duty import Presence, duty_facts
from consultroom.domain.members import Member, MemberStatus
from consultroom.domain.receptions import GoodDeed, VisitorIdentity
from consultroom.frozen import replace
from consultroom.services import reporting, rostering, serving
from consultroom.services.desk import Desk
from consultroom.services.rostering import NotOnRoster
from consultroom.services.striding import at_once
from tests.services.stages import Stages, member_named


def from_everything(desk: Desk, member: Member, year: int) -> object:
    days = (date(year, 1, 1), date(year, 12, 31))
    book = reporting.year_book(desk, *days)
    return duty_facts(
        member,
        days,
        dossiers=book.dossiers,
        days=book.reception_days,
        visits=book.visits,
        deeds=book.deeds,
    )


def test_a_year_read_alone_says_what_the_whole_room_says(busy: Desk):
    years = serving.years_of(busy)
    assert len(years) >= 2
    for member in busy.members():
        for year in years:
            assert serving.year_of(busy, member, year) == from_everything(busy, member, year)


def test_a_year_is_read_in_steps_and_paper_names_no_visitor(busy: Desk):
    deed = next(one for one in busy.room.find(GoodDeed) if one.by)
    who = VisitorIdentity(id=busy.room.new_id(), owner=busy.owner, visit=deed.source, name="钱多多")
    with busy.room.act("测试", by=busy.by) as act:
        act.put(who)
        act.put(replace(deed, matter="钱多多家修好了水管", source=deed.source or "v1"))
        act.put(replace(who, visit=deed.source or "v1"))
    member = next(one for one in busy.members() if one.name in deed.by)
    days = (date(deed.on.year, 1, 1), date(deed.on.year, 12, 31))

    def said(*, veiled: bool) -> str:
        facts = at_once(serving.facts_steps(busy, member, days, veiled=veiled))
        return str([line.what for line in facts.lines])

    assert "钱多多" in said(veiled=False)
    assert "钱多多" not in said(veiled=True)
    assert "修好了水管" in said(veiled=True)


def test_the_sittings_of_everybody_are_those_of_each(busy: Desk):
    told = serving.sittings_of(busy, busy.members(), busy.today.year)
    assert sum(one.asked for one in told.values()) > 0
    for member in busy.members():
        facts = serving.year_of(busy, member, busy.today.year)
        assert told[member.id].asked == facts.sittings()
        assert told[member.id].came == facts.sittings(Presence.CAME)


def test_a_room_without_anything_has_this_year(stages: Stages):
    desk = stages("with members")
    assert serving.years_of(desk) == (2026,)
    told = serving.sittings_of(desk, desk.members(), 2026)
    assert {(one.asked, one.came) for one in told.values()} == {(0, 0)}


# -- the roster -----------------------------------------------------------------------------------


def test_a_member_who_leaves_office_is_dated_today_unless_a_day_is_given(stages: Stages):
    desk = stages("with members")
    member = member_named(desk, "张建国")
    left = rostering.revise_member(desk, replace(member, status=MemberStatus.LEFT))
    assert left.status_on == desk.today
    other = replace(member_named(desk, "李秀英"), status=MemberStatus.SUSPENDED)
    dated = rostering.revise_member(desk, replace(other, status_on=date(2026, 10, 1)))
    assert dated.status_on == date(2026, 10, 1)
    with pytest.raises(NotOnRoster):
        rostering.revise_member(desk, replace(member, name=" "))


def test_a_posting_ended_and_taken_up_again_stands_as_two(stages: Stages):
    desk = stages("with members")
    member = member_named(desk, "张建国")
    (first,) = rostering.postings_of(desk, member.id)
    rostering.post_here(
        desk, member, from_on=first.from_on, to_on=date(2026, 11, 30), posting=first
    )
    rostering.post_here(desk, member, from_on=date(2027, 1, 1), role="召集人")
    told = [(one.from_on, one.to_on, one.role) for one in rostering.postings_of(desk, member.id)]
    assert told == [
        (first.from_on, date(2026, 11, 30), "驻站委员"),
        (date(2027, 1, 1), None, "召集人"),
    ]


def test_postings_that_cannot_both_be_are_refused(stages: Stages):
    desk = stages("with members")
    member = member_named(desk, "张建国")
    with pytest.raises(NotOnRoster, match="重叠"):
        rostering.post_here(desk, member, from_on=date(2026, 12, 1))
    with pytest.raises(NotOnRoster, match="早于"):
        rostering.post_here(desk, member, from_on=date(2026, 12, 1), to_on=date(2026, 11, 1))
