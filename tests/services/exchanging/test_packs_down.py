"""Packs from the district to a station: its roster, its reviews, the rules."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.domain.conflicts import Conflict
from consultroom.domain.consultations import Attachment
from consultroom.domain.members import Member, Posting
from consultroom.domain.outcomes import Review, ReviewVerdict
from consultroom.domain.parameters import Parameters
from consultroom.domain.stations import OrgUnit
from consultroom.domain.topics import Topic
from consultroom.frozen import replace
from consultroom.services import attaching, profiling, ruling
from consultroom.services.exchanging.exporting import export_below
from tests.services.exchanging.offices import (
    DISTRICT,
    Offices,
    a_member,
    a_topic,
)


def test_a_station_gets_its_roster_its_reviews_and_the_districts_rules_alone(there: Offices):
    ours = a_topic(there["WT1"])
    theirs = a_topic(there["QH1"])
    there.pass_on("WT1", DISTRICT)
    there.pass_on("QH1", DISTRICT)
    desk = there[DISTRICT]
    mine = a_member(there, "张建国", "WT", phone="555-0199")
    a_member(there, "李秀英", "QH")
    reviews = [
        Review(
            id=desk.room.new_id(),
            owner=DISTRICT,
            outcome=topic.id,
            level=3,
            verdict=ReviewVerdict.AGREE,
            reviewer="周立",
            reviewed_on=desk.today,
        )
        for topic in (ours, theirs)
    ]
    scan = desk.room.folder.parent / "scan.pdf"
    scan.write_bytes(b"%PDF scan")
    with desk.room.act("登记审核", by="周") as act:
        for review in reviews:
            act.put(replace(review, outcome="", remark="") if review is None else review)
        act.put(replace(desk.parameters(), reply_days=45))
    attaching.attach(desk, reviews[0], scan)
    common = a_topic(desk, "全区点题")
    there.pass_on(DISTRICT, "WT1")
    here = there["WT1"].room
    assert here.find(Member) == (mine,)
    assert {topic.id for topic in here.find(Topic)} == {ours.id, common.id}
    assert here.find(Parameters)[0].reply_days == 45
    assert here.one(Conflict) is None
    assert {posting.station for posting in here.find(Posting)} == {"WT"}


def test_reviews_go_to_the_station_whose_record_they_are_about(there: Offices):
    from consultroom.domain.outcomes import Outcome

    made = {}
    for name in ("WT1", "QH1"):
        room = there[name].room
        outcome = Outcome(
            id=room.new_id(), owner=room.code, number="", consultation="", drafted_on=date.min
        )
        with room.act("填写协商成果单", by=name) as act:
            act.put(outcome)
        there.pass_on(name, DISTRICT)
        made[name] = outcome
    desk = there[DISTRICT]
    for outcome in made.values():
        review = Review(
            id=desk.room.new_id(),
            owner=DISTRICT,
            outcome=outcome.id,
            level=3,
            verdict=ReviewVerdict.RETURN,
            reviewer="周立",
            reviewed_on=desk.today,
        )
        with desk.room.act("登记审核", by="周") as act:
            act.put(review)
        scan = there.place / f"{outcome.id}.pdf"
        scan.write_bytes(outcome.id.encode())
        attaching.attach(desk, review, scan)
    there.pass_on(DISTRICT, "WT1")
    here = there["WT1"].room
    assert [one.outcome for one in here.find(Review)] == [made["WT1"].id]
    (file,) = here.find(Attachment)
    assert here.blobs.read(file.sha256).decode() == made["WT1"].id


def test_what_a_new_room_made_up_gives_way_without_a_conflict(there: Offices):
    station = there["WT1"].station()
    with there["WT1"].room.act("修改单位", by="王") as act:
        act.put(replace(station, venues=("三楼会议室",)))
    desk = there[DISTRICT]
    with desk.room.act("修改单位", by="周") as act:
        act.put(replace(desk.room.get(OrgUnit, "WT"), head="赵国强"))
        act.put(replace(desk.parameters(), reply_days=45))
    there.pass_on(DISTRICT, "WT1")
    here = there["WT1"]
    assert (here.station().head, here.station().venues) == ("赵国强", ("三楼会议室",))
    assert here.parameters().reply_days == 45
    assert here.room.find(Conflict) == ()


def test_a_district_writes_a_pack_for_each_station(there: Offices):
    done = export_below(there[DISTRICT], there.stick)
    assert [one.unit for one in done] == ["QH", "WT"]


def test_members_a_station_typed_in_are_handed_in_without_their_telephone(there: Offices):
    room = there["WT1"].room
    member = Member(id=room.new_id(), owner=DISTRICT, name="张建国", phone="13800000007")
    with room.act("新增委员", by="王") as act:
        act.put(member)
    there.pass_on("WT1", DISTRICT)
    assert there[DISTRICT].room.find(Member) == (replace(member, phone=""),)
    with there[DISTRICT].room.act("修改委员", by="周") as act:
        act.put(replace(there[DISTRICT].room.get(Member, member.id), sector="经济界"))
        posting = there[DISTRICT].room.new_id()
        act.put(
            Posting(id=posting, owner=DISTRICT, member=member.id, station="WT", from_on=date.min)
        )
    there.pass_on(DISTRICT, "WT1")
    assert room.find(Member) == (replace(member, sector="经济界"),)
    assert room.find(Conflict) == ()


def test_what_the_district_issued_is_told_with_its_day_and_ruled_there_alone(there: Offices):
    here, desk = there["WT1"], there[DISTRICT]
    assert ruling.issued(here) is None
    ruling.reword(here, "reply.end", "此复。")
    ruling.set_terms(desk, replace(desk.parameters(), reply_days=45))
    there.pass_on(DISTRICT, "WT1")
    told = ruling.issued(here)
    assert told is not None
    assert (told.on.date(), told.times) == (here.today, 1)
    assert here.parameters().reply_days == 45
    assert here.room.find(Conflict) == ()
    with pytest.raises(ruling.NotOurRules, match="统一下发"):
        ruling.reword(here, "reply.end", "再复。")
    ruling.set_terms(desk, replace(desk.parameters(), reply_days=60))
    there.pass_on(DISTRICT, "WT1")
    again = ruling.issued(here)
    assert again is not None
    assert (again.times, again.pack) == (2, told.pack + 1)
    assert "place" not in profiling.writable(here)
    assert "place" in profiling.writable(desk)
