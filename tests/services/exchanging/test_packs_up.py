"""Packs from a station to its district: what comes, what is held, what is taken back."""

from __future__ import annotations

import pytest

from consultroom.domain.outcomes import Review, ReviewVerdict
from consultroom.domain.topics import Topic
from consultroom.errors import UserError
from consultroom.services import attaching, safekeeping
from consultroom.services.exchanging import (
    importing,
    inbox,
)
from consultroom.services.exchanging.previewing import Standing
from consultroom.store.reversal import CannotUndo
from tests.services.exchanging.offices import (
    DISTRICT,
    Offices,
    a_topic,
    rows,
    waiting,
)


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


def test_what_fails_after_the_rows_are_in_is_made_good_the_next_time(there: Offices):
    a_topic(there["WT1"])
    files = there.send("WT1")
    in_the_way = inbox.folder_of(there[DISTRICT]) / "taken"
    in_the_way.write_text("a file where the archive should be")
    with pytest.raises(UserError, match="不能移出收件箱"):
        there.bring(files, DISTRICT)
    assert len(there[DISTRICT].room.find(Topic)) == 1
    in_the_way.unlink()
    run = importing.take(there[DISTRICT])
    assert (run.imported, run.repeated) == ((), (files[0].name,))
    assert [file.name for file in inbox.archived(there[DISTRICT])] == [files[0].name]


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


def test_of_a_stick_only_the_packs_for_here_are_brought_in(there: Offices):
    a_topic(there["WT1"])
    (up,) = there.send("WT1")
    (down,) = there.send(DISTRICT, "WT")
    there.send(DISTRICT, "QH")
    assert [file.name for file in inbox.bring_in(there["WT1"], [there.stick])] == [down.name]
    assert [file.name for file in inbox.bring_in(there[DISTRICT], [there.stick])] == [up.name]
    renamed = there.stick / "copy of a pack.crpk"
    renamed.write_bytes(up.read_bytes())
    assert len(inbox.bring_in(there[DISTRICT], [there.stick])) == 2


def test_a_stick_with_packs_for_others_alone_says_so(there: Offices):
    (up,) = there.send("WT1")
    with pytest.raises(inbox.NothingToImport, match="1个交换包，都不是给本单位的"):
        inbox.bring_in(there["WT1"], [there.stick])
    (named,) = inbox.bring_in(there["WT1"], [up])  # who names a file is told why it is refused
    assert waiting(there, "WT1").standing is Standing.REFUSED
    assert named.name == up.name


@pytest.mark.parametrize("period", ["2026-1x", "2026-13", "26-11", "2026-11\n"])
def test_a_month_that_is_none_writes_no_pack(there: Offices, period: str):
    with pytest.raises(UserError, match="不是月份"):
        there.send("WT1", period=period)
    assert list(there.stick.iterdir()) == []
    assert there["WT1"].room.packs.sent() == ()


def test_a_report_of_nothing_names_its_month(there: Offices):
    with pytest.raises(UserError, match="哪个月"):
        there.send("WT1", nil=True)


def test_changes_that_read_the_same_are_told_once_with_their_number(there: Offices):
    for _ in range(3):
        a_topic(there["WT1"], "加装电梯")
    a_topic(there["WT1"], "路灯补亮")
    inbox.bring_in(there[DISTRICT], there.send("WT1"))
    told = dict(waiting(there, DISTRICT).told)
    assert (told["新增议题“加装电梯”"], told["新增议题“路灯补亮”"]) == (3, 1)
