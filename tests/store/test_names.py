"""People are found by initials, spelling or characters."""

from __future__ import annotations

import pytest

from consultroom.store.names import key_of
from consultroom.store.rooms import Room
from tests.store.samples import a_writer, old_room, put


@pytest.fixture
def staffed(room: Room) -> Room:
    names = ("张建国", "张丽", "单晓丽", "吕布", "阿不都·热合曼")
    put(room, *(a_writer(id=f"W{n}", name=name) for n, name in enumerate(names)))
    return room


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("zjg", ["张建国"]),
        ("ZJ", ["张建国"]),
        ("z", ["张丽", "张建国"]),
        ("zhang", ["张丽", "张建国"]),
        ("zhangl", ["张丽"]),
        ("zhang li", ["张丽"]),
        ("sxl", ["单晓丽"]),
        ("dxl", ["单晓丽"]),
        ("danxiao", ["单晓丽"]),
        ("lvb", ["吕布"]),
        ("lüb", ["吕布"]),
        ("张", ["张丽", "张建国"]),
        ("建国", ["张建国"]),
        ("丽", ["张丽", "单晓丽"]),
        ("热合曼", ["阿不都·热合曼"]),
        ("阿不都热", ["阿不都·热合曼"]),
        ("jg", []),
        ("", []),
        ("·", []),
        ("王", []),
    ],
)
def test_what_is_quickest_to_type_will_do(staffed: Room, typed: str, names: list[str]):
    assert [hit.name for hit in staffed.find_names(typed)] == names


def test_a_hit_says_what_kind_of_person_it_is(staffed: Room):
    (hit,) = staffed.find_names("zjg")
    assert (hit.record_id, hit.table, hit.word) == ("W0", "writer", "作者")


def test_a_clerk_may_spell_a_name_where_the_rules_read_it_wrong(staffed: Room):
    put(staffed, a_writer(id="W9", name="曾谙", spelling="zeng an"))
    assert [hit.name for hit in staffed.find_names("za")] == ["曾谙"]
    assert [hit.name for hit in staffed.find_names("zengan")] == ["曾谙"]


def test_a_renamed_or_deleted_person_is_not_found_by_the_old_name(staffed: Room):
    put(staffed, a_writer(id="W0", name="吕布"))
    assert staffed.find_names("zjg") == ()
    assert len(staffed.find_names("lb")) == 2
    with staffed.act("删", by="王") as act:
        act.remove(a_writer(id="W0"))
    assert len(staffed.find_names("lb")) == 1


def test_only_so_many_are_shown(staffed: Room):
    assert len(staffed.find_names("z", limit=1)) == 1


def test_a_room_opened_without_pinyin_still_knows_characters(staffed: Room):
    staffed.close()
    from consultroom.store.names import no_spelling

    with old_room(staffed.folder, spell=no_spelling) as room:
        room.rebuild_search()
        assert room.find_names("zjg") == ()
        assert len(room.find_names("张")) == 2


def test_keys_have_one_case_one_width_and_no_blanks():
    assert key_of(" Ｌü Bù·") == "lvbù"
