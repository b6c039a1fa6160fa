"""Rows leave one room and arrive in another with their stamps; an import can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consultroom.domain.stamps import StampedRow
from consultroom.frozen import replace
from consultroom.store.journal import Verb
from consultroom.store.reversal import CannotUndo
from consultroom.store.rooms import Room, RoomRole
from tests.store.samples import Slip, Writer, a_slip, a_writer, chance, new_room, put


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Room]:
    role = RoomRole.DISTRICT
    with new_room(tmp_path / "district", role=role, code="QY", chance=chance(5)) as room:
        yield room


def send(source: Room, target: Room, *, since: int = 0) -> str:
    with target.act("导入数据包", by="李") as act:
        for _, row in source.rows_since("WT", since):
            act.accept(row)
    return act.id


def everything(room: Room) -> dict[str, Any]:
    rows = {}
    for _, row in room.rows_since("WT", 0):
        rows[row.id] = row
    hits = {hit.record_id for hit in room.search("电梯") + room.search("张")}
    return {"rows": rows, "hits": hits, "bin": [one.record_id for one in room.bin()]}


def test_rows_arrive_as_they_left_and_arriving_twice_changes_nothing(room: Room, district: Room):
    put(room, a_slip(), a_writer())
    put(room, a_slip(title="停车", tags=("甲",)))
    send(room, district)
    assert district.get(Slip, "SLIP") == room.get(Slip, "SLIP")
    assert everything(district)["rows"] == everything(room)["rows"]
    assert [hit.title for hit in district.search("停车")] == ["停车"]
    before = len(district.acts())
    send(room, district)
    assert len(district.acts()) == before
    assert district.check().sound


def test_only_what_changed_since_leaves_again(room: Room):
    put(room, a_slip(), a_writer())
    sent = room.last_seq
    assert list(room.rows_since("WT", sent)) == []
    put(room, a_slip(title="停车"), a_slip(id="QY", owner="QY"))
    with room.act("删", by="王") as act:
        act.remove(a_writer())
    changed = [(seq > sent, row.id, row.deleted) for seq, row in room.rows_since("WT", sent)]
    assert changed == [(True, "SLIP", False), (True, "WRITER", True)]


def test_a_row_deleted_there_goes_to_the_bin_here_and_comes_back(room: Room, district: Room):
    put(room, a_slip(), a_writer())
    send(room, district)
    with room.act("删", by="王") as act:
        act.remove(a_slip())
    send(room, district)
    assert district.find(Slip) == ()
    assert [one.removed and one.removed.name for one in district.bin()] == ["导入数据包"]
    room.restore("SLIP", by="王")
    send(room, district)
    assert district.find(Slip) == (a_slip(),)
    verbs = [line.verb for line in district.history("SLIP")]
    assert verbs == [Verb.INSERT, Verb.REMOVE, Verb.RESTORE]


def test_a_row_that_was_never_seen_here_is_in_no_bin(room: Room, district: Room):
    put(room, a_slip(number="WT-YT-2026-001"))
    room.undo(by="王")
    send(room, district)
    assert (district.find(Slip), district.bin()) == ((), ())
    assert district.numbers(Slip) == ("WT-YT-2026-001",)
    assert district.check().sound


def test_an_import_taken_back_leaves_no_trace_and_can_be_done_again(room: Room, district: Room):
    put(room, a_slip(), a_writer())
    send(room, district)
    first = everything(district)
    put(room, a_slip(title="停车"), a_slip(id="NEW"))
    with room.act("删", by="王") as act:
        act.remove(a_writer())
    send(room, district)
    second = everything(district)
    undoing = district.undo(by="李")
    assert everything(district) == first
    district.undo(undoing.id, by="李")
    assert everything(district) == second
    district.undo(by="李")
    district.undo(by="李")
    assert everything(district)["rows"] == {}
    send(room, district)
    assert everything(district) == second | {"bin": []}  # it never saw the writer alive now
    assert district.check().sound


def test_an_import_something_was_built_on_is_not_taken_back(room: Room, district: Room):
    put(room, a_slip())
    act_id = send(room, district)
    put(district, a_writer(owner="QY", slip="SLIP"), name="批注")
    with pytest.raises(CannotUndo, match=r"“批注”.*用到了"):
        district.undo(act_id, by="李")
    district.undo(by="李")
    put(room, a_slip(title="停车"))
    send(room, district)
    put(district, a_slip(title="停车", count=7), name="改")
    with pytest.raises(CannotUndo, match="“改”"):
        district.undo(district.acts()[1].id, by="李")


def test_a_row_changed_past_the_journal_is_not_taken_back(room: Room, district: Room):
    put(room, a_slip())
    send(room, district)
    district._cabinet.connection.execute("""UPDATE slip SET fv = '{"title":"x"}'""")
    with pytest.raises(CannotUndo, match="后来变了"):
        district.undo(by="李")


def test_fields_of_a_later_version_are_kept_and_passed_on(room: Room, district: Room):
    put(room, a_slip())
    row = room.stamped_row("slip", "SLIP")
    assert row
    newer = replace(row, extra={"place": ("大厅", row.stamps.base)})
    with district.act("导入数据包", by="李") as act:
        act.accept(newer)
    assert district.stamped_row("slip", "SLIP") == newer
    put(district, a_slip(title="停车"))
    again = district.stamped_row("slip", "SLIP")
    assert again
    assert again.extra == newer.extra


def test_a_field_a_row_lacks_stays_as_it_was(room: Room):
    put(room, a_slip(count=7))
    row = room.stamped_row("slip", "SLIP")
    assert row
    values = {name: value for name, value in row.values.items() if name != "count"}
    with room.act("导入数据包", by="李") as act:
        act.accept(replace(row, values={**values, "title": "停车"}))
    assert room.get(Slip, "SLIP") == a_slip(title="停车", count=7)


def test_what_does_not_fit_is_our_mistake(room: Room):
    put(room, a_writer())
    row = room.stamped_row("writer", "WRITER")
    assert row
    assert room.stamped_row("writer", "nobody") is None

    def accept(arriving: StampedRow) -> None:
        with room.act("导入数据包", by="李") as act:
            act.accept(arriving)

    with pytest.raises(ValueError, match="writer has no place"):
        accept(replace(row, values={**row.values, "place": "大厅"}))
    with pytest.raises(ValueError, match="belongs to WT"):
        accept(replace(row, owner="QY"))
    assert room.find(Writer) == (a_writer(),)


def test_changes_made_in_the_same_act_as_an_arrival_are_told_apart(room: Room, district: Room):
    put(room, a_slip())
    row = room.stamped_row("slip", "SLIP")
    assert row
    with district.act("导入并改", by="李") as act:
        act.accept(row)
        act.put(a_slip(count=3))
    assert [line.verb for line in district.history("SLIP")] == [Verb.INSERT, Verb.UPDATE]
    district.undo(by="李")
    assert everything(district)["rows"] == {}


def test_each_room_has_its_own_name_in_stamps(room: Room, district: Room):
    put(room, a_slip())
    row = room.stamped_row("slip", "SLIP")
    assert row
    assert set(row.stamps.context) == {room.node}
    assert room.node != district.node
