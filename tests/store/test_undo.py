"""Undo and redo, one case at a time. ``test_undo_of_anything`` plays with all of them."""

from __future__ import annotations

import pytest

from consultroom.store.journal import NoSuchAct, Verb
from consultroom.store.reversal import CannotUndo
from consultroom.store.rooms import Room
from consultroom.store.shelf import NoSuchRecord
from tests.store.samples import Slip, Writer, a_slip, a_writer, put


def remove(room: Room, record: Slip | Writer, name: str = "删除") -> str:
    with room.act(name, by="王") as act:
        act.remove(record)
    return act.id


def test_an_undone_change_puts_the_old_values_back(room: Room):
    put(room, a_slip())
    put(room, a_slip(title="新", count=3), name="改标题")
    undoing = room.undo(by="李")
    assert (undoing.name, undoing.by) == ("撤销：改标题", "李")
    assert room.get(Slip, "SLIP") == a_slip()


def test_an_undone_new_record_is_nowhere_and_its_redo_brings_it_back(room: Room):
    made = put(room, a_slip(), a_writer())
    undoing = room.undo(by="王")
    assert (room.find(Slip), room.find(Writer), room.bin()) == ((), (), ())
    with pytest.raises(NoSuchRecord, match="没有找到"):
        room.get(Slip, "SLIP")
    assert room.search("电梯") == ()
    assert room.acts()[-1].undone
    redoing = room.undo(undoing.id, by="王")
    assert redoing.name == "重做：登记"
    assert room.get(Slip, "SLIP") == a_slip()
    assert len(room.search("电梯")) == 1
    assert not room.acts()[-1].undone
    again = room.undo(made, by="王")
    assert again.name == "撤销：登记"
    assert room.find(Slip) == ()


def test_undo_takes_back_one_act_after_the_other(room: Room):
    for count in (1, 2, 3):
        put(room, a_slip(count=count))
    assert [room.undo(by="王") and room.find(Slip) for _ in range(3)] == [
        (a_slip(count=2),),
        (a_slip(count=1),),
        (),
    ]
    with pytest.raises(CannotUndo, match="没有可以撤销的操作"):
        room.undo(by="王")


def test_an_undone_removal_brings_the_record_back_and_an_undone_restoring_bins_it(room: Room):
    put(room, a_slip())
    remove(room, a_slip())
    assert [one.title for one in room.bin()] == ["老旧小区加装电梯"]
    room.undo(by="王")
    assert room.bin() == ()
    remove(room, a_slip())
    room.restore("SLIP", by="王")
    assert room.get(Slip, "SLIP") == a_slip()
    room.undo(by="王")
    assert len(room.bin()) == 1


def test_putting_a_binned_record_brings_it_back_and_undo_bins_it_as_it_was(room: Room):
    put(room, a_slip())
    remove(room, a_slip())
    put(room, a_slip(title="新"))
    assert room.history("SLIP")[-1].verb is Verb.RESTORE
    assert room.get(Slip, "SLIP").title == "新"
    room.undo(by="王")
    assert room.bin()[0].record == a_slip()


def test_putting_a_record_whose_making_was_undone_makes_it_again(room: Room):
    put(room, a_slip())
    undoing = room.undo(by="王")
    put(room, a_slip(title="新"), name="再登记")
    assert room.get(Slip, "SLIP").title == "新"
    with pytest.raises(CannotUndo, match="再登记"):
        room.undo(undoing.id, by="王")
    room.undo(by="王")
    assert (room.find(Slip), room.bin()) == ((), ())


def test_a_later_change_of_the_same_field_stands_in_the_way_and_is_named(room: Room):
    put(room, a_slip())
    first = put(room, a_slip(title="二"), name="改标题")
    put(room, a_slip(title="三"), name="再改标题")
    sentence = (
        "不能撤销“改标题”：之后的“再改标题”（王，03月05日）又改过纸条“三”。请先撤销“再改标题”。"
    )
    with pytest.raises(CannotUndo, match=sentence):
        room.undo(first, by="王")
    assert room.get(Slip, "SLIP").title == "三"
    room.undo(by="王")
    room.undo(first, by="王")
    assert room.get(Slip, "SLIP") == a_slip()


def test_a_later_change_of_another_field_is_kept(room: Room):
    put(room, a_slip())
    first = put(room, a_slip(title="二"))
    put(room, a_slip(title="二", count=5))
    room.undo(first, by="王")
    assert room.get(Slip, "SLIP") == a_slip(count=5)


def test_a_new_record_that_was_changed_since_is_not_undone(room: Room):
    made = put(room, a_slip())
    put(room, a_slip(count=5), name="改数")
    with pytest.raises(CannotUndo, match=r"“改数”.*又改过"):
        room.undo(made, by="王")


def test_a_new_record_that_others_name_is_not_undone(room: Room):
    made = put(room, a_slip())
    put(room, a_writer(slip="SLIP"), name="登记作者")
    with pytest.raises(CannotUndo, match=r"“登记作者”.*用到了纸条“老旧小区加装电梯”"):
        room.undo(made, by="王")
    room.undo(by="王")
    room.undo(made, by="王")
    assert room.find(Slip) == ()


def test_a_record_that_came_back_naming_it_stands_in_the_way_while_it_is_there(room: Room):
    put(room, a_writer(slip="SLIP"), name="登记作者")
    remove(room, a_writer())
    made = put(room, a_slip())
    removal = room.acts()[1].id
    room.undo(removal, by="王")
    with pytest.raises(CannotUndo, match=r"“删除”.*用到了"):
        room.undo(made, by="王")
    room.undo(room.acts()[-1].id, by="王")
    room.undo(made, by="王")
    assert (room.find(Slip), room.find(Writer)) == ((), ())


def test_a_record_named_in_a_list_is_named(room: Room):
    made = put(room, a_writer())
    put(room, a_slip(tags=("甲", "WRITER")), name="登记纸条")
    with pytest.raises(CannotUndo, match="登记纸条"):
        room.undo(made, by="王")


def test_a_word_that_only_looks_like_an_id_stands_in_nobodys_way(room: Room):
    made = put(room, a_writer())
    put(room, a_slip(title="WRITER 的纸条", body="见WRITER"))
    room.undo(made, by="王")
    assert room.find(Writer) == ()


def test_a_change_of_a_record_that_went_to_the_bin_waits_for_it(room: Room):
    put(room, a_slip())
    changed = put(room, a_slip(count=2))
    remove(room, a_slip(), name="删除纸条")
    with pytest.raises(CannotUndo, match="删除纸条"):
        room.undo(changed, by="王")


def test_an_act_is_undone_once(room: Room):
    made = put(room, a_slip())
    room.undo(by="王")
    with pytest.raises(CannotUndo, match="“登记”已经撤销过了"):
        room.undo(made, by="王")
    with pytest.raises(NoSuchAct):
        room.undo("nothing", by="王")


def test_what_was_done_and_undone_since_is_no_obstacle(room: Room):
    first = put(room, a_slip())
    put(room, a_slip(count=2))
    redoing = room.undo(room.undo(by="王").id, by="王")
    with pytest.raises(CannotUndo):
        room.undo(first, by="王")
    room.undo(redoing.id, by="王")
    room.undo(first, by="王")
    assert room.find(Slip) == ()


def test_undoing_something_older_is_a_change_of_its_own(room: Room):
    put(room, a_slip())
    older = put(room, a_slip(count=1), name="改数")
    newer = put(room, a_slip(count=1, title="二"), name="改标题")
    undoing = room.undo(newer, by="王")
    put(room, a_slip(count=1, title="三"))
    room.undo(older, by="王")
    with pytest.raises(CannotUndo):
        room.undo(undoing.id, by="王")
    room.undo(by="王")
    room.undo(undoing.id, by="王")
    assert room.get(Slip, "SLIP") == a_slip(title="二")


def test_a_record_made_and_removed_in_one_act_goes_and_comes_with_it(room: Room):
    with room.act("试", by="王") as act:
        act.put(a_slip())
        act.remove(a_slip())
    assert len(room.bin()) == 1
    undoing = room.undo(by="王")
    assert room.bin() == ()
    room.undo(undoing.id, by="王")
    assert len(room.bin()) == 1


def test_rows_changed_past_the_journal_are_not_undone(room: Room):
    put(room, a_slip())
    put(room, a_slip(count=2))
    room._cabinet.connection.execute("UPDATE slip SET count = 7")
    with pytest.raises(CannotUndo, match="后来变了"):
        room.undo(by="王")
    assert room.get(Slip, "SLIP").count == 7


def test_what_is_not_in_the_bin_cannot_be_restored(room: Room):
    put(room, a_slip())
    for record_id in ("SLIP", "nothing"):
        with pytest.raises(NoSuchRecord, match="不在回收站"):
            room.restore(record_id, by="王")
    remove(room, a_slip())
    with pytest.raises(NoSuchRecord, match="可以在回收站里恢复"):
        room.get(Slip, "SLIP")
    with pytest.raises(NoSuchRecord, match="已经删除"):
        remove(room, a_slip())
    assert room.recall(Slip, "SLIP") == a_slip()
    assert room.search("电梯") == ()
    assert room.restore("SLIP", by="王") == a_slip()
    assert len(room.search("电梯")) == 1


def test_the_bin_shows_the_latest_first_and_who_put_it_there(room: Room):
    put(room, a_slip(), a_writer())
    remove(room, a_writer(), name="删作者")
    remove(room, a_slip(), name="删纸条")
    shown = [(one.word, one.title, one.removed and one.removed.name) for one in room.bin()]
    assert shown == [
        ("纸条", "老旧小区加装电梯", "删纸条"),
        ("作者", "张建国", "删作者"),
    ]
