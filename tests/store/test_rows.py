"""Records come back from their rows as they went in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultroom.domain.catalogue import RECORDS, RecordKind
from consultroom.domain.records import Record
from consultroom.store.rooms import Room, RoomRole, create_room
from consultroom.store.rows import Shape, canonical, flat_text
from tests.store.samples import (
    KINDS,
    Clock,
    Colour,
    Size,
    Slip,
    a_slip,
    a_writer,
    any_record,
    chance,
)

slips = Shape(KINDS[0], Slip)


@given(any_record(Slip))
def test_any_record_survives_its_columns(slip: Slip):
    assert slips.decode(slip.id, slip.owner, slips.encode(slip)) == slip


@given(any_record(Slip))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_record_survives_the_file(room: Room, slip: Slip):
    with room.act("登记", by="王") as act:
        if (old := room.recall(Slip, slip.id)) is None or old.owner == slip.owner:
            act.put(slip)
            assert act.get(Slip, slip.id) == slip


@pytest.fixture(scope="module")
def real_room(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("real") / "room"
    role = RoomRole.STATION
    with create_room(
        folder, role=role, code="WT", name="站", clock=Clock(), chance=chance()
    ) as room:
        yield room


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.table)
@given(data=st.data())
@settings(max_examples=10)
def test_every_kind_of_the_catalogue_survives_the_file(
    real_room: Room, kind: RecordKind, data: st.DataObject
):
    record: Record = data.draw(any_record(kind.record))
    old = real_room.recall(type(record), record.id)
    if old is None or old.owner == record.owner:
        with real_room.act("登记", by="王") as act:
            act.put(record)
        assert real_room.get(type(record), record.id) == record


def test_columns_hold_plain_values_that_a_person_can_read_in_any_tool():
    slip = a_slip(colour=Colour.BLUE, day=date(2026, 3, 5), tags=("电梯",), urgent=True)
    row = dict(zip(slips.names, slips.encode(slip), strict=True))
    assert row["title"] == "老旧小区加装电梯"
    assert (row["colour"], row["day"], row["urgent"]) == ("blue", "2026-03-05", 1)
    assert (row["answered"], row["at"]) == (None, None)
    assert row["tags"] == '["电梯"]'
    assert row["size"] == '{"colour":"red","cut_on":null,"width":1}'


def test_an_empty_column_takes_the_default_of_its_field():
    row = dict.fromkeys(slips.names) | {"title": "无"}
    slip = slips.decode("S", "WT", list(row.values()))
    assert slip == Slip(id="S", owner="WT", title="无")


def test_an_empty_column_without_a_default_is_our_mistake():
    with pytest.raises(ValueError, match=r"Slip\.title is empty"):
        slips.decode("S", "WT", [None] * len(slips.names))


def test_a_default_may_be_made_anew():
    class Odd(Record, kw_only=True):
        letters: str | int | None
        many: tuple[Size, ...] = (Size(),)

    shape = Shape(RecordKind(Odd, "odd", "怪"), Odd)
    assert shape.decode("O", "WT", [None, None]) == Odd(id="O", owner="WT", letters=None)
    for letters in ("甲", 7):
        odd = Odd(id="O", owner="WT", letters=letters)
        assert shape.decode("O", "WT", shape.encode(odd)) == odd


def test_canonical_text_does_not_depend_on_the_order_of_keys():
    assert canonical({"b": 1, "a": "字"}) == canonical({"a": "字", "b": 1}) == '{"a":"字","b":1}'


def test_a_record_is_called_by_its_title_or_by_its_kind():
    assert slips.title_of(a_slip()) == "老旧小区加装电梯"
    assert slips.title_of(a_slip(title="")) == "纸条"


def test_searched_text_is_title_body_lists_and_number():
    slip = a_slip(body="楼道", tags=("电梯", "停车"), number="WT-YT-2026-001")
    assert slips.text_of(slip) == ("老旧小区加装电梯", "楼道", "电梯，停车", "WT-YT-2026-001")
    writers = Shape(KINDS[1], type(a_writer()))
    assert writers.text_of(a_writer(name="")) == ()
    assert flat_text(Colour.RED) == "红"
    assert flat_text(None) == ""
