"""Many rows accepted at once are what one by one makes of them; a silent field is not written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consultroom.frozen import replace
from consultroom.store.rooms import Room, RoomRole
from consultroom.store.travel import UnfitRow
from tests.store.samples import Slip, Writer, a_slip, a_writer, chance, new_room, put


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Room]:
    role = RoomRole.DISTRICT
    with new_room(tmp_path / "district", role=role, code="QY", chance=chance(5)) as room:
        yield room


def state(room: Room) -> dict[str, Any]:
    rows = {row.id: row for _, row in room.rows_since("WT", 0)}
    hits = [(hit.record_id, hit.title) for hit in room.search("电梯")]
    names = [hit.record_id for hit in room.find_names("张建国")]
    return {
        "rows": rows,
        "hits": hits,
        "names": names,
        "bin": [one.record_id for one in room.bin()],
    }


def test_many_rows_at_once_are_the_same_as_one_by_one(room: Room, district: Room, tmp_path: Path):
    put(room, *(a_slip(id=f"S{n}", title=f"电梯{n}") for n in range(7)), a_writer())
    with room.act("删", by="王") as act:
        act.remove(a_slip(id="S3"))
    put(room, a_slip(id="S5", title="停车"))
    rows = [row for _, row in room.rows_since("WT", 0)]
    role = RoomRole.DISTRICT
    with new_room(tmp_path / "other", role=role, code="QY", chance=chance(6)) as other:
        with other.act("导入", by="李") as act:
            for row in rows:
                act.accept(row)
        with district.act("导入", by="李") as act:
            for table in ("slip", "writer"):
                act.accept_many(table, [row for row in rows if row.table == table])
        first, second = state(other), state(district)
        assert sorted(first.pop("hits")) == sorted(second.pop("hits"))
        assert first == second
    assert district.check().sound
    district.undo(by="李")
    assert state(district)["rows"] == {}
    assert district.check().sound


def test_rows_that_are_there_already_change_and_say_so(room: Room, district: Room):
    put(room, a_slip(), a_writer())
    for _ in range(2):
        with district.act("导入", by="李") as act:
            act.accept_many("slip", [row for _, row in room.rows_since("WT", 0)][:1])
            wrote = act.wrote
    assert not wrote
    put(room, a_slip(title="停车"))
    with district.act("导入", by="李") as act:
        act.accept_many("slip", [room.stamped_row("slip", "SLIP")])  # type: ignore[list-item]
        assert act.wrote
    assert district.get(Slip, "SLIP").title == "停车"
    assert [hit.title for hit in district.search("停车")] == ["停车"]
    assert district.search("电梯") == ()


@pytest.mark.parametrize(
    "values",
    [{"colour": "green"}, {"count": "three"}, {"day": "someday"}, {"title": 3}, {"tags": "["}],
)
def test_a_row_no_record_can_be_made_of_is_refused(
    room: Room, district: Room, values: dict[str, Any]
):
    put(room, a_slip())
    row = room.stamped_row("slip", "SLIP")
    assert row is not None
    strange = replace(row, values={**row.values, **values})
    with pytest.raises(UnfitRow), district.act("导入", by="李") as act:
        act.accept_many("slip", [strange])
    assert district.find(Slip) == ()
    assert district.acts() == ()


def test_putting_a_record_does_not_write_what_did_not_come_along(room: Room, district: Room):
    put(room, a_slip(body="长文"))
    row = room.stamped_row("slip", "SLIP")
    assert row is not None
    some = {name: value for name, value in row.values.items() if name != "body"}
    with district.act("导入", by="李") as act:
        act.accept(replace(row, values=some))
    assert district.get(Slip, "SLIP").body == ""
    put(district, replace(district.get(Slip, "SLIP"), title="停车"))
    after = district.stamped_row("slip", "SLIP")
    assert after is not None
    assert after.values["body"] is None
    assert set(after.stamps.fields) == {"title"}


def test_owners_and_rows_are_found_by_many_ids(room: Room):
    put(room, a_slip(), a_slip(id="QY", owner="QY"), a_writer())
    assert room.owners() == {"WT", "QY"}
    assert room.owners_of("slip", ["SLIP", "QY", "NONE"]) == {"SLIP": "WT", "QY": "QY"}
    rows = room.stamped_rows("slip", ["SLIP", "NONE"])
    assert {id_: room.record_of(row) for id_, row in rows.items()} == {"SLIP": a_slip()}
    assert room.stamped_rows("writer", ["SLIP"]) == {}
    assert room.find(Writer) == (a_writer(),)
    assert (len(room.hash_at(room.last_seq)), room.hash_at(99)) == (64, "")
