"""What an act writes, and what it leaves alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from consultroom.domain.records import Record, RecordNumber
from consultroom.errors import UserError
from consultroom.store.journal import Verb
from consultroom.store.rooms import Room
from consultroom.store.shelf import NoSuchRecord
from tests.store.samples import (
    NOON,
    Clock,
    Colour,
    SecondThoughts,
    Slip,
    Writer,
    a_slip,
    a_writer,
    given_up,
    new_room,
    old_room,
    put,
)


def stamps(room: Room, record: Record):
    shape = room._shelf.shape_of(type(record))
    row = room._shelf.row(shape, record.id)
    assert row
    return row.stamps


def test_what_is_put_is_there_after_reopening(tmp_path: Path):
    with new_room(tmp_path / "room") as room:
        put(room, a_slip(), a_writer())
    with old_room(tmp_path / "room") as room:
        assert room.get(Slip, "SLIP") == a_slip()
        assert room.find(Writer) == (a_writer(),)


def test_reads_inside_an_act_see_what_it_wrote(room: Room):
    with room.act("登记", by="王") as act:
        act.put(a_slip(number="WT-YT-2026-001"))
        assert act.get(Slip, "SLIP").number == "WT-YT-2026-001"
        assert act.find(Slip, title="老旧小区加装电梯")
        assert act.one(Slip, title="没有") is None
        assert act.numbers(Slip) == ("WT-YT-2026-001",)
        assert act.by_number("wt-yt-2026-001").id == "SLIP"
        assert act.new_id() < act.new_id()


def test_an_exception_leaves_the_room_as_it_was(room: Room):
    put(room, a_slip())
    with given_up(), room.act("改", by="王") as act:
        act.put(a_slip(title="别的"))
        act.put(a_writer())
        raise SecondThoughts
    assert room.get(Slip, "SLIP") == a_slip()
    assert room.find(Writer) == ()
    assert len(room.acts()) == 1
    put(room, a_writer())
    assert room.check().sound


def test_an_act_inside_an_act_is_our_mistake(room: Room):
    put(room, a_writer())
    with room.act("甲", by="王") as act:
        act.put(a_slip())
        with pytest.raises(RuntimeError, match="do not nest"), room.act("乙", by="王"):
            pass
        with pytest.raises(RuntimeError, match="do not nest"):
            room.undo(by="王")
    assert room.count(Slip) == 1


def test_an_act_that_is_over_takes_nothing_more(room: Room):
    with room.act("甲", by="王") as act:
        act.put(a_slip())
    with pytest.raises(RuntimeError, match="over"):
        act.put(a_writer())
    assert room.find(Writer) == ()


def test_putting_what_is_there_already_tells_nothing(room: Room):
    put(room, a_slip())
    before = stamps(room, a_slip())
    put(room, a_slip())
    assert len(room.acts()) == 1
    assert stamps(room, a_slip()) == before


def test_only_changed_fields_get_a_new_stamp_and_a_line(room: Room):
    put(room, a_slip())
    first = stamps(room, a_slip())
    put(room, a_slip(title="新", colour=Colour.BLUE), name="改标题")
    after = stamps(room, a_slip())
    assert after.of("body") == first.of("body") == first.base
    assert after.of("title") == after.of("colour") > first.base
    line = room.history("SLIP")[-1]
    assert line.act.name == "改标题"
    assert line.verb is Verb.UPDATE
    told = {change.field: (change.before, change.after) for change in line.changes}
    assert told == {
        "title": ("老旧小区加装电梯", "新"),
        "colour": (Colour.RED, Colour.BLUE),
    }


def test_stamps_grow_even_when_the_clock_is_set_back(tmp_path: Path):
    clock = Clock()
    with new_room(tmp_path / "room", clock=clock) as room:
        put(room, a_slip())
        first = stamps(room, a_slip())
        clock.now -= timedelta(days=400)
        put(room, a_slip(title="新"))
        assert stamps(room, a_slip()).of("title") > first.base


def test_several_puts_of_a_record_in_one_act_are_one_line(room: Room):
    put(room, a_slip(count=1))
    with room.act("改", by="王") as act:
        act.put(a_slip(count=2))
        act.put(a_slip(count=3, title="中间"))
        act.put(a_slip(count=3))
    (line,) = room.lines_of(act.id)
    assert [(change.field, change.before, change.after) for change in line.changes] == [
        ("count", 1, 3)
    ]
    assert room.get(Slip, "SLIP").count == 3


def test_what_is_changed_and_changed_back_within_an_act_is_no_act(room: Room):
    put(room, a_slip(count=1))
    with room.act("改", by="王") as act:
        act.put(a_slip(count=2))
        act.put(a_slip(count=1))
    assert len(room.acts()) == 1
    assert room.check().sound


def test_a_record_never_changes_its_owner(room: Room):
    put(room, a_slip())
    with pytest.raises(ValueError, match="belongs to WT"):
        put(room, a_slip(owner="QY", title="新"))


def test_find_takes_values_several_values_and_nothing(room: Room):
    slips = [
        a_slip(id="A", colour=Colour.RED, day=date(2026, 3, 5), tags=("甲", "乙")),
        a_slip(id="B", colour=Colour.BLUE, count=2, urgent=True),
        a_slip(id="C", colour=Colour.BLUE, day=date(2026, 3, 6), answered=False),
    ]
    put(room, *reversed(slips))

    def ids(**equals: object) -> str:
        return "".join(slip.id for slip in room.find(Slip, **equals))

    assert ids() == "ABC"
    assert ids(colour=Colour.BLUE) == "BC"
    assert ids(colour=Colour.BLUE, urgent=True) == "B"
    assert ids(day=None) == "B"
    assert ids(day=(date(2026, 3, 5), date(2026, 3, 6))) == "AC"
    assert ids(day=(date(2026, 3, 5), None)) == "AB"
    assert ids(day=()) == ""
    assert ids(id=("C", "A"), owner="WT") == "AC"
    assert ids(tags=("甲", "乙")) == "A"
    assert ids(tags=("甲",)) == ""
    assert ids(answered=False) == "C"
    assert room.count(Slip, colour=Colour.BLUE) == 2
    with pytest.raises(KeyError):
        room.find(Slip, nowhere=1)


def test_more_values_may_be_asked_for_than_sql_has_slots(room: Room):
    put(room, a_slip())
    assert room.find(Slip, id=(*map(str, range(300_000)), "SLIP")) == (a_slip(),)


def test_a_record_that_is_not_there_is_told_in_words(room: Room):
    with pytest.raises(NoSuchRecord, match="没有找到这条纸条"):
        room.get(Slip, "SLIP")
    with pytest.raises(NoSuchRecord, match="没有找到这条纸条"), room.act("删", by="王") as act:
        act.remove(a_slip())
    assert room.recall(Slip, "SLIP") is None


def test_numbers_are_found_typed_in_any_case_and_unknown_ones_told(room: Room):
    put(room, a_slip(number="WT-YT-2026-001"))
    assert room.by_number(" wt-yt-2026-001 ") == a_slip(number="WT-YT-2026-001")
    for number in ("WT-YT-2026-002", "WT-XS-2026-001", "第一号"):
        with pytest.raises(NoSuchRecord, match="没有编号"):
            room.by_number(number)


def test_a_number_once_given_stays_taken(room: Room):
    put(room, a_slip(id="A", number="WT-YT-2026-001"), a_slip(id="B", number=""))
    put(room, a_slip(id="C", number="WT-YT-2026-002"))
    room.undo(by="王")
    with room.act("删", by="王") as act:
        act.remove(act.get(Slip, "A"))
    taken = room.numbers(Slip)
    assert taken == ("WT-YT-2026-001", "WT-YT-2026-002")
    assert [RecordNumber.parse(number).serial for number in taken] == [1, 2]  # type: ignore[union-attr]


def test_ids_made_in_one_moment_keep_their_order(tmp_path: Path):
    with new_room(tmp_path / "room", clock=lambda: NOON) as room:
        ids = [room.new_id() for _ in range(50)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 50
    assert all(len(one) == 26 for one in ids)


def test_acts_together_are_acts_of_their_own(room: Room):
    with room.together():
        first = put(room, a_slip())
        with given_up(), room.act("坏", by="王") as act:
            act.put(a_writer())
            raise SecondThoughts
        put(room, a_slip(title="新"))
    assert [act.n for act in room.acts()] == [2, 1]
    assert room.find(Writer) == ()
    assert room.check().sound
    assert room.undo(by="王").undoes != first
    assert room.get(Slip, "SLIP") == a_slip()


def test_a_failure_between_acts_together_takes_them_all_back(room: Room):
    with given_up(), room.together():
        put(room, a_slip())
        raise SecondThoughts
    assert room.acts() == ()
    put(room, a_writer())
    assert room.check().sound


def test_a_full_disk_leaves_the_act_undone_and_the_room_usable(room: Room):
    connection = room._cabinet.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(UserError, match="磁盘已满"):
        put(room, *(a_slip(id=f"S{n}", body="长" * 2000) for n in range(20)))
    connection.execute("PRAGMA max_page_count = 1000000")
    assert room.find(Slip) == ()
    put(room, a_slip())
    assert room.check().sound


def test_acts_are_listed_newest_first_in_pages(room: Room):
    for number in range(5):
        put(room, a_slip(count=number + 1), name=f"第{number}次")
    first = room.acts(limit=2)
    second = room.acts(limit=2, before=first[-1].n)
    assert [act.name for act in (*first, *second)] == ["第4次", "第3次", "第2次", "第1次"]
    assert first[0].by == "王"
    assert first[0].at.tzinfo is not None
