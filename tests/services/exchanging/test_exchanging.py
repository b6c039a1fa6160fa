"""Packs between a district and its stations: what goes, what comes, what is held and refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyrage
import pytest

from consultroom.domain.conflicts import Conflict, Settlement
from consultroom.domain.consultations import Attachment
from consultroom.domain.members import Member, Posting
from consultroom.domain.outcomes import Review, ReviewVerdict
from consultroom.domain.papers import PeerKey
from consultroom.domain.parameters import Parameters
from consultroom.domain.receptions import VisitorIdentity
from consultroom.domain.sharing import Private
from consultroom.domain.stations import OrgUnit
from consultroom.domain.topics import Topic
from consultroom.errors import UserError
from consultroom.exchange.identity import KeyFile
from consultroom.services import attaching, identifying, safekeeping
from consultroom.services.exchanging import (
    acknowledging,
    enrolling,
    importing,
    inbox,
    partners,
    previewing,
    renaming,
    replaying,
    settling,
    sharing,
)
from consultroom.services.exchanging.acknowledging import WrongSlip
from consultroom.services.exchanging.exporting import Wish, export, export_below
from consultroom.services.exchanging.partners import NoPartner
from consultroom.services.exchanging.previewing import Standing
from consultroom.store.reversal import CannotUndo
from tests.services.exchanging.offices import (
    DISTRICT,
    Clock,
    Offices,
    a_topic,
    chance,
    found_district,
    found_station,
    offices,
    rows,
)


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Offices]:
    with offices(tmp_path / "offices", DISTRICT, "WT1", "WT2", "QH1") as opened:
        yield opened


def a_member(there: Offices, name: str, station: str, **more: str) -> Member:
    desk = there[DISTRICT]
    member = Member(id=desk.room.new_id(), owner=DISTRICT, name=name, **more)
    posting = Posting(
        id=desk.room.new_id(),
        owner=DISTRICT,
        member=member.id,
        station=station,
        from_on=date(2026, 1, 1),
    )
    with desk.room.act("新增委员", by=desk.by) as act:
        act.put(member)
        act.put(posting)
    return member


def waiting(there: Offices, name: str) -> previewing.Preview:
    (found,) = previewing.previews(there[name])
    return found


# -- there and back ----------------------------------------------------------------------------


def test_what_a_station_wrote_arrives_at_the_district_and_counts_add_up(there: Offices):
    topic = a_topic(there["WT1"])
    files = there.send("WT1")
    inbox.bring_in(there[DISTRICT], files)
    before = waiting(there, DISTRICT)
    assert before.standing is Standing.READY
    assert before.manifest is not None
    assert before.new + before.changed + before.unchanged + before.held == before.manifest.rows
    assert "新增议题“加装电梯”" in [change.sentence for change in before.changes]
    assert there[DISTRICT].room.find(Topic) == ()
    (done,) = importing.take(there[DISTRICT]).imported
    assert there[DISTRICT].room.find(Topic) == (topic,)
    counts = (done.pack.new, done.pack.changed, done.pack.unchanged, done.pack.held)
    assert counts == (before.new, before.changed, before.unchanged, before.held)
    assert inbox.waiting(there[DISTRICT]) == ()
    assert [file.name for file in inbox.archived(there[DISTRICT])] == [files[0].name]
    assert [one.why for one in there[DISTRICT].room.backups()] == ["import"]
    assert [hit.title for hit in there[DISTRICT].room.search("电梯")] == ["加装电梯"]


def test_a_pack_that_comes_twice_is_told_and_changes_nothing(there: Offices):
    a_topic(there["WT1"])
    files = there.send("WT1")
    there.bring(files, DISTRICT)
    acts = there[DISTRICT].room.last_seq
    inbox.bring_in(there[DISTRICT], files)
    assert waiting(there, DISTRICT).standing is Standing.REPEATED
    run = importing.take(there[DISTRICT])
    assert (run.imported, run.repeated) == ((), (files[0].name,))
    assert there[DISTRICT].room.last_seq == acts
    assert inbox.waiting(there[DISTRICT]) == ()


def test_files_do_not_go_again_because_a_room_moved(there: Offices):
    file = there.place / "photo.jpg"
    file.write_bytes(b"photo")
    attaching.attach(there["WT1"], a_topic(there["WT1"]), file)
    assert there.export("WT1").blobs == 1
    there.bring(tuple(there.stick.glob("JZ_WT*")), DISTRICT)
    there.pass_on(DISTRICT, "WT1")
    there["WT1"].room.take_new_node()
    sent = there.export("WT1")
    assert (sent.everything, sent.blobs) == (True, 0)
    assert there.export("WT1", full=True).blobs == 1


def test_a_lost_stick_costs_nothing(there: Offices):
    a_topic(there["WT1"], "甲")
    there.send("WT1")  # lost
    a_topic(there["WT1"], "乙")
    files = there.send("WT1")
    inbox.bring_in(there[DISTRICT], files)
    preview = waiting(there, DISTRICT)
    assert (preview.standing, preview.missing) == (Standing.READY, ((1, 1),))
    assert "没有收到第1号包" in preview.cautions[0]
    importing.take(there[DISTRICT])
    assert {topic.title for topic in there[DISTRICT].room.find(Topic)} == {"甲", "乙"}


def test_only_what_is_not_acknowledged_goes_again(there: Offices):
    a_topic(there["WT1"], "甲")
    there.pass_on("WT1", DISTRICT)
    there.pass_on(DISTRICT, "WT1")
    a_topic(there["WT1"], "乙")
    sent = there.export("WT1")
    assert (sent.rows, sent.everything) == (1, False)
    a_topic(there["WT1"], "丙")
    assert there.export("WT1").rows == 2
    assert there.export("WT1", full=True).everything


def test_a_pack_that_goes_on_from_a_lost_one_is_held_and_says_what_lacks(there: Offices):
    a_topic(there["WT1"], "甲")
    first = there.send("WT1")
    there.bring(first, DISTRICT)
    there.pass_on(DISTRICT, "WT1")
    a_topic(there["WT1"], "乙")
    second = there.send("WT1")
    hash_ = there[DISTRICT].room.packs.received(unit="WT")[0].hash
    importing.take_back(there[DISTRICT], hash_)
    (there[DISTRICT].room.folder / "inbox" / first[0].name).unlink()
    inbox.bring_in(there[DISTRICT], second)
    preview = waiting(there, DISTRICT)
    assert (preview.standing, preview.missing) == (Standing.HELD, ((1, 1),))
    assert preview.manifest is not None
    assert (preview.held, preview.new) == (preview.manifest.rows, 0)
    assert "第1号包" in preview.sentence
    run = importing.take(there[DISTRICT])
    assert [name for name, _ in run.held] == [second[0].name]
    there.bring(first, DISTRICT)
    assert {topic.title for topic in there[DISTRICT].room.find(Topic)} == {"甲", "乙"}
    assert inbox.waiting(there[DISTRICT]) == ()


def test_after_an_import_was_taken_back_the_next_word_from_there_has_more_sent(there: Offices):
    a_topic(there["WT1"], "甲")
    there.pass_on("WT1", DISTRICT)
    there.pass_on(DISTRICT, "WT1")
    importing.take_back(there[DISTRICT], there[DISTRICT].room.packs.received()[0].hash)
    there.pass_on(DISTRICT, "WT1")
    assert there.export("WT1").everything


def test_undoing_an_import_leaves_the_room_as_it_was(there: Offices):
    a_topic(there["WT1"])
    before = rows(there[DISTRICT], "WT")
    (done,) = there.pass_on("WT1", DISTRICT).imported
    assert rows(there[DISTRICT], "WT") != before
    assert safekeeping.undo(there[DISTRICT]).name == "撤销：导入交换包"
    assert rows(there[DISTRICT], "WT") == before
    assert there[DISTRICT].room.search("电梯") == ()
    assert there[DISTRICT].room.packs.taken(done.pack.hash) is None
    safekeeping.undo(there[DISTRICT], there[DISTRICT].room.acts()[0].id)
    assert there[DISTRICT].room.packs.taken(done.pack.hash) is not None


def test_an_import_something_was_built_on_cannot_be_taken_back(there: Offices):
    topic = a_topic(there["WT1"])
    (done,) = there.pass_on("WT1", DISTRICT).imported
    desk = there[DISTRICT]
    with desk.room.act("登记审核", by="周") as act:
        act.put(
            Review(
                id=desk.room.new_id(),
                owner=DISTRICT,
                outcome=topic.id,
                level=3,
                verdict=ReviewVerdict.AGREE,
                reviewer="周立",
                reviewed_on=desk.today,
            )
        )
    with pytest.raises(CannotUndo, match="登记审核"):
        importing.take_back(desk, done.pack.hash)


# -- down --------------------------------------------------------------------------------------


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


# -- conflicts ---------------------------------------------------------------------------------


def both_change(there: Offices) -> Topic:
    """Let two computers of a station write one field without knowing of each other."""
    topic = a_topic(there["WT1"])
    there.pass_on("WT1", "WT2")
    for name, title in (("WT1", "甲说"), ("WT2", "乙说")):
        with there[name].room.act("修改议题", by=name) as act:
            act.put(replace(topic, title=title))
    return topic


def test_a_conflict_is_listed_settled_and_the_choice_travels(there: Offices):
    topic = both_change(there)
    there.clock("WT2").skew = timedelta(days=1)
    inbox.bring_in(there["WT1"], there.send("WT2", "WT"))
    assert waiting(there, "WT1").conflicts == 1
    importing.take(there["WT1"])
    (dispute,) = settling.disputes(there["WT1"])
    assert {dispute.stands.text, dispute.lost.text} == {"甲说", "乙说"}
    assert (dispute.word, dispute.field_word, dispute.ours) == ("议题", "题目", True) or (
        dispute.word,
        dispute.ours,
    ) == ("议题", True)
    settling.settle(there["WT1"], dispute.conflict.id, Settlement.WRITTEN, text="都说")
    assert settling.disputes(there["WT1"]) == ()
    there.pass_on("WT1", "WT2")
    there.pass_on("WT2", DISTRICT)
    for name in ("WT1", "WT2", DISTRICT):
        assert there[name].room.get(Topic, topic.id).title == "都说"
        (conflict,) = there[name].room.find(Conflict)
        assert (conflict.settlement, conflict.settled_by) == (Settlement.WRITTEN, "WT1")


@pytest.mark.parametrize("choice", [Settlement.KEPT, Settlement.TAKEN])
def test_one_of_the_two_values_can_be_picked(there: Offices, choice: Settlement):
    topic = both_change(there)
    there.pass_on("WT2", "WT1")
    (dispute,) = settling.disputes(there["WT1"])
    settling.settle(there["WT1"], dispute.conflict.id, choice)
    side = dispute.stands if choice is Settlement.KEPT else dispute.lost
    assert there["WT1"].room.get(Topic, topic.id).title == side.text
    with pytest.raises(settling.CannotSettle, match="已经处理过"):
        settling.settle(there["WT1"], dispute.conflict.id, choice)


def test_a_district_looks_on_and_does_not_settle(there: Offices):
    both_change(there)
    there.pass_on("WT1", DISTRICT)
    there.pass_on("WT2", DISTRICT)
    (dispute,) = settling.disputes(there[DISTRICT])
    assert not dispute.ours
    with pytest.raises(settling.CannotSettle, match="梧桐街道"):
        settling.settle(there[DISTRICT], dispute.conflict.id, Settlement.KEPT)


# -- acknowledgements --------------------------------------------------------------------------


def test_a_paper_slip_does_what_a_stick_that_comes_back_does(there: Offices):
    a_topic(there["WT1"])
    there.pass_on("WT1", DISTRICT)
    slip = acknowledging.slip(there[DISTRICT], "WT")
    assert len(slip.code.replace("-", "")) == 8
    assert slip.payload.isascii()
    assert not acknowledging.deliveries(there["WT1"])[0].has_arrived
    with pytest.raises(WrongSlip):
        acknowledging.type_slip(there["WT1"], "0000-0000")
    pack = acknowledging.type_slip(there["WT1"], slip.code.lower())
    assert pack.seq == slip.seq
    assert acknowledging.deliveries(there["WT1"])[0].has_arrived
    assert there.export("WT1").rows == 0


def test_the_square_of_a_slip_says_the_same_as_its_characters(there: Offices):
    a_topic(there["WT1"])
    there.pass_on("WT1", DISTRICT)
    slip = acknowledging.slip(there[DISTRICT], "WT")
    assert acknowledging.type_slip(there["WT1"], slip.payload).seq == 1


def test_all_volumes_must_arrive_before_a_pack_counts(there: Offices):
    for n in range(3):
        file = there.place / f"{n}.bin"
        file.write_bytes(chance(str(n)).randbytes(60_000))
        attaching.attach(there["WT1"], a_topic(there["WT1"], f"议题{n}"), file)
    files = there.send("WT1", volume_bytes=100_000)
    assert len(files) > 1
    there.bring(files[:1], DISTRICT)
    with pytest.raises(NoPartner, match="不齐"):
        acknowledging.slip(there[DISTRICT], "WT")
    there.pass_on(DISTRICT, "WT1")
    assert there.export("WT1").everything
    there.bring(files[1:], DISTRICT)
    assert acknowledging.slip(there[DISTRICT], "WT").seq == len(files)
    there.pass_on(DISTRICT, "WT1")
    assert there.export("WT1").rows == 0
    for one in there[DISTRICT].room.find(Attachment):
        assert there[DISTRICT].room.blobs.verify(one.sha256)


def test_a_file_that_is_lacking_is_asked_for_and_sent_again(there: Offices):
    file = there.place / "photo.jpg"
    file.write_bytes(b"photo")
    attached = attaching.attach(there["WT1"], a_topic(there["WT1"]), file)
    there.pass_on("WT1", DISTRICT)
    there[DISTRICT].room.blobs.path(attached.sha256).unlink()
    there.pass_on(DISTRICT, "WT1")
    there.pass_on("WT1", DISTRICT)
    assert there[DISTRICT].room.blobs.read(attached.sha256) == b"photo"


# -- privacy -----------------------------------------------------------------------------------

PRIVATE = ("陈桂芳", "13900001111", "柳荫巷7号", "13800000007", "555-7788")


def opened_bytes(there: Offices, file: Path) -> bytes:
    """Return what a pack says, decrypted, its pieces unpacked."""
    import io
    import tarfile
    import zlib

    (age,) = partners.ages(there[DISTRICT])
    plain = pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.from_str(age)])
    whole = bytearray(plain)
    with tarfile.open(fileobj=io.BytesIO(plain)) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None and member.name.endswith(".z"):
                whole += zlib.decompress(content.read())
    return bytes(whole)


def with_private_things(there: Offices) -> None:
    from datetime import datetime

    from consultroom.domain.meetings import Meeting

    room = there["WT1"].room
    with room.act("登记来访", by="王") as act:
        act.put(
            VisitorIdentity(
                id=room.new_id(),
                owner="WT",
                visit="V",
                name=PRIVATE[0],
                phone=PRIVATE[1],
                address=PRIVATE[2],
            )
        )
        act.put(Member(id=room.new_id(), owner=DISTRICT, name="张建国", phone=PRIVATE[3]))
        act.put(
            Meeting(
                id=room.new_id(),
                owner="WT",
                consultation="C",
                sitting=1,
                starts_at=datetime(2026, 11, 26, 14, 30),  # noqa: DTZ001 - as printed
                venue="三楼",
                contact_phone=PRIVATE[4],
            )
        )


def test_identity_telephones_and_addresses_do_not_leave(there: Offices):
    with_private_things(there)
    (file,) = there.send("WT1")
    said = opened_bytes(there, file)
    assert "张建国".encode() in said
    for secret in PRIVATE:
        assert secret.encode() not in said, secret


def test_they_leave_where_the_district_asks_and_the_station_allows(there: Offices):
    with_private_things(there)
    sharing.allow(there["WT1"], [Private.PHONES])
    (file,) = there.send("WT1")
    assert PRIVATE[3].encode() not in opened_bytes(there, file)
    sharing.ask(there[DISTRICT], [Private.PHONES, Private.VISITORS])
    there.pass_on(DISTRICT, "WT1")
    (file,) = there.send("WT1", full=True)
    said = opened_bytes(there, file)
    assert PRIVATE[3].encode() in said
    assert PRIVATE[4].encode() in said
    for secret in PRIVATE[:3]:
        assert secret.encode() not in said
    there.bring((file,), DISTRICT)
    assert there[DISTRICT].room.find(Conflict) == ()


def test_a_telephone_that_lost_a_conflict_stays_too(there: Offices):
    with_private_things(there)
    there.pass_on("WT1", "WT2")
    for name, phone in (("WT1", "555-1111"), ("WT2", "555-2222")):
        room = there[name].room
        member = room.find(Member)[0]
        with room.act("修改委员", by=name) as act:
            act.put(replace(member, phone=phone))
    there.pass_on("WT2", "WT1")
    assert len(there["WT1"].room.find(Conflict)) == 1
    (file,) = there.send("WT1")
    said = opened_bytes(there, file)
    assert b"555-1111" not in said
    assert b"555-2222" not in said


# -- refused -----------------------------------------------------------------------------------


def test_a_changed_pack_is_quarantined_with_a_sentence(there: Offices):
    a_topic(there["WT1"])
    (file,) = there.send("WT1")
    content = bytearray(file.read_bytes())
    content[-20] ^= 1
    file.write_bytes(content)
    run = there.bring((file,), DISTRICT)
    assert run.imported == ()
    (refused,) = inbox.quarantined(there[DISTRICT])
    assert refused.file.name == file.name
    assert "什么都没有导入" in refused.sentence
    assert there[DISTRICT].room.find(Topic) == ()
    assert there[DISTRICT].room.backups() == ()


def test_a_pack_for_another_or_from_nobody_known_is_not_taken_in(there: Offices, tmp_path: Path):
    (file,) = there.send("WT1")
    assert "打不开" in there.bring((file,), "QH1").refused[0].sentence
    stranger = found_district(tmp_path / "stranger", Clock(), seed="stranger")
    with stranger.room:
        enrolling.offer(stranger, there[DISTRICT].room.get(OrgUnit, "WT"), tmp_path / "x.crjoin")
        enrolling.admit(stranger, _card(there, tmp_path), heard=identifying.card(there["WT1"]).code)
        done = export(stranger, tmp_path, Wish(to="WT"))
    run = there.bring((tmp_path / done.packs[0].name,), "WT1")
    assert "还没有在本单位登记" in run.held[0][1]
    assert run.imported == ()


def _card(there: Offices, folder: Path) -> Path:
    identifying.write_card(identifying.card(there["WT1"]), folder / "card.json")
    return folder / "card.json"


def test_a_station_cannot_write_what_is_the_districts(there: Offices):
    desk = there["WT1"]
    unit = replace(desk.station(), name="改了名的工作站")
    with desk.room.act("修改单位", by="王") as act:
        act.put(unit)
    there.pass_on("WT1", DISTRICT)
    assert there[DISTRICT].room.get(OrgUnit, "WT").name == "梧桐街道委员工作站"


def test_a_revocation_travels_down_and_is_heeded(there: Offices):
    district = there[DISTRICT]
    key = identifying.identity(there["WT2"]).key
    listed = district.room.find(PeerKey, owner=DISTRICT, key=key)[0]
    identifying.revoke(
        district, "WT", on=district.today, reason="电脑被盗", code=identifying.code_of(listed)
    )
    a_topic(there["WT2"])
    beside, up = there.send("WT2", "WT"), there.send("WT2")
    assert "已吊销" in there.bring(up, DISTRICT).refused[0].sentence
    there.pass_on(DISTRICT, "WT1")
    assert "已吊销" in there.bring(beside, "WT1").refused[0].sentence


def test_a_copied_room_is_found_out_by_the_chain(there: Offices, tmp_path: Path):
    """Two computers write under one name, as a copied disk would have them."""
    from consultroom.store.rooms import open_room

    a_topic(there["WT1"])
    there.send("WT1")
    there["WT1"].room.close()
    copy = tmp_path / "copy"
    shutil.copytree(there["WT1"].room.folder, copy)
    folder = there["WT1"].room.folder
    for place, title in ((folder, "甲"), (copy, "乙")):
        with open_room(place, clock=Clock(), chance=chance(title).randbytes) as room:
            from consultroom.services.desk import Desk

            desk = Desk(room, "王")
            a_topic(desk, title)
            stick = tmp_path / title
            stick.mkdir()
            done = export(desk, stick)
        run = there.bring((stick / done.packs[0].name,), DISTRICT)
    assert "可能被复制过" in run.refused[0].sentence
    with open_room(copy, clock=Clock(), chance=chance("anew").randbytes) as room:
        desk = Desk(room, "王")
        renaming.rename(desk)
        done = export(desk, tmp_path / "乙")
        assert done.everything
        assert room.check().faults == ()
    there.bring((tmp_path / "乙" / done.packs[0].name,), DISTRICT)
    titles = {topic.title for topic in there[DISTRICT].room.find(Topic)}
    assert titles == {"加装电梯", "甲", "乙"}


# -- keys --------------------------------------------------------------------------------------


def test_new_keys_ask_to_join_and_packs_to_the_old_ones_can_still_be_read(there: Offices):
    (old,) = there.send(DISTRICT, "WT")
    card = enrolling.renew_key(there["WT1"])
    assert len(KeyFile(there["WT1"].room.folder).every()) == 2
    there.bring((old,), "WT1")
    a_topic(there["WT1"])
    (file,) = there.send("WT1")
    inbox.bring_in(there[DISTRICT], [file])
    preview = waiting(there, DISTRICT)
    assert (preview.standing, preview.code) == (Standing.ASKS, card.code)
    with pytest.raises(identifying.CodeDiffers):
        enrolling.admit(there[DISTRICT], file, heard="0000-0000")
    enrolling.admit(there[DISTRICT], file, heard=card.code)
    assert len(importing.take(there[DISTRICT]).imported) == 1


def test_the_recovery_key_opens_a_pack(there: Offices, tmp_path: Path):
    enrolling.make_recovery_key(there[DISTRICT], tmp_path / "recovery.txt")
    there.pass_on(DISTRICT, "WT1")
    (file,) = there.send("WT1")
    age = (tmp_path / "recovery.txt").read_text("utf-8").split()[-1]
    assert pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.from_str(age)])


def test_a_join_file_is_refused_when_changed_or_for_another_or_read_wrongly(
    there: Offices, tmp_path: Path
):
    file = tmp_path / "WT.crjoin"
    unit = there[DISTRICT].room.get(OrgUnit, "WT")
    found = enrolling.offer(there[DISTRICT], unit, file)
    with pytest.raises(identifying.CodeDiffers):
        found_station(tmp_path / "new", Clock(), file, "0000-0000")
    with pytest.raises(enrolling.BadJoinFile, match="QH"):
        enrolling.join(there["QH1"], file, heard=found.above.code)
    file.write_text(file.read_text("utf-8").replace("梧桐", "清河"), "utf-8")
    with pytest.raises(enrolling.BadJoinFile, match="改动过"):
        enrolling.read(file)
    with pytest.raises(UserError):
        enrolling.read(tmp_path / "nothing.crjoin")


# -- lost and built again ----------------------------------------------------------------------


def test_a_lost_station_is_built_again_from_what_the_district_holds(there: Offices, tmp_path: Path):
    topic = a_topic(there["WT1"])
    file = there.place / "photo.jpg"
    file.write_bytes(b"photo")
    attached = attaching.attach(there["WT1"], topic, file)
    member = a_member(there, "张建国", "WT", phone="555-0199")
    there.pass_on("WT1", DISTRICT)
    before = rows(there["WT1"], "WT")
    join = tmp_path / "again.crjoin"
    found = enrolling.offer(there[DISTRICT], there[DISTRICT].room.get(OrgUnit, "WT"), join)
    new = found_station(tmp_path / "new", Clock(), join, found.above.code)
    with new.room:
        (first,) = export(new, there.stick).packs
        card = identifying.card(new)
        enrolling.admit(there[DISTRICT], there.stick / first.name, heard=card.code)
        importing.take(there[DISTRICT])
        files = there.send(DISTRICT, "WT", rebuild=True)
        inbox.bring_in(new, files)
        (preview,) = previewing.previews(new)
        assert preview.standing is Standing.READY
        importing.take(new)
        after = rows(new, "WT")
        assert {key: after[key] for key in before if key[0] != "peer_key"} == {
            key: row for key, row in before.items() if key[0] != "peer_key"
        }
        assert new.room.blobs.read(attached.sha256) == b"photo"
        assert new.room.find(Member) == (member,)
        assert new.room.check().faults == ()


def test_a_room_built_again_from_its_archive_and_its_own_packs_is_the_same(
    there: Offices, tmp_path: Path
):
    a_topic(there["WT1"])
    sent = there.send("WT1")
    a_member(there, "张建国", "WT")
    there.pass_on(DISTRICT, "WT1")
    old = there["WT1"]
    before = rows(old, "WT"), rows(old, DISTRICT)
    old.room.close()
    join = tmp_path / "again.crjoin"
    found = enrolling.offer(there[DISTRICT], there[DISTRICT].room.get(OrgUnit, "WT"), join)
    new = found_station(tmp_path / "new", Clock(), join, found.above.code)
    with new.room:
        (new.room.folder / "keys.json").unlink()
        keys = replaying.keys_from(new, old.room.folder)
        archive = inbox.folder_of(old) / "taken"
        run = replaying.replay(new, [archive, *sent], keys=keys)
        assert (run.refused, run.held) == ((), ())
        after = rows(new, "WT"), rows(new, DISTRICT)
        for was, now in zip(before, after, strict=True):
            topics = {key: row for key, row in was.items() if key[0] in ("topic", "member")}
            assert topics
            assert {key: now[key] for key in topics} == topics


def test_a_district_reports_to_its_city_in_the_same_format(there: Offices, tmp_path: Path):
    from consultroom.domain.stations import UnitKind
    from consultroom.services import founding

    a_topic(there["WT1"])
    there.pass_on("WT1", DISTRICT)
    city = founding.found_district(
        tmp_path / "city",
        district=founding.a_unit(UnitKind.DISTRICT, "SZX", "江州市政协"),
        by="市",
        clock=Clock(),
        chance=chance("city").randbytes,
    )
    with city.room:
        unit = founding.a_unit(UnitKind.DISTRICT, DISTRICT, "江州区政协")
        file = tmp_path / "JZ.crjoin"
        found = enrolling.offer(city, unit, file)
        district = there[DISTRICT]
        enrolling.join(district, file, heard=found.above.code)
        (pack,) = there.send(DISTRICT)
        enrolling.admit(city, pack, heard=identifying.card(district).code)
        (done,) = importing.take(city).imported
        assert done.pack.unit == DISTRICT
        assert [topic.owner for topic in city.room.find(Topic)] == ["WT"]
        export(city, there.stick, Wish(to=DISTRICT))
        down = sorted(there.stick.glob("JZ_SZX*.crpk"))
        run = there.bring(tuple(down), DISTRICT)
        assert run.refused == ()
        assert there.export(DISTRICT).rows < done.pack.rows
