"""Which rooms were opened on this computer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.services.remembering import MOST, RecentRooms


def names(rooms: RecentRooms) -> list[str]:
    return [one.name for one in rooms.listed()]


def test_the_last_opened_comes_first_and_each_once(tmp_path: Path):
    file = tmp_path / "config" / "rooms.json"
    rooms = RecentRooms(file)
    for name in ("梧桐", "白鹭", "梧桐"):
        (tmp_path / name).mkdir(exist_ok=True)
        rooms.remember(tmp_path / name, f"{name}街道")
    again = RecentRooms(file)
    assert names(again) == ["梧桐街道", "白鹭街道"]
    assert again.last() == tmp_path / "梧桐"


def test_a_room_that_is_gone_is_listed_but_not_opened_by_itself(tmp_path: Path):
    rooms = RecentRooms(tmp_path / "rooms.json")
    rooms.remember(tmp_path / "拔掉的盘", "梧桐街道")
    assert rooms.last() is None
    assert names(rooms) == ["梧桐街道"]


def test_no_more_are_kept_than_a_person_looks_through(tmp_path: Path):
    rooms = RecentRooms()
    for number in range(MOST + 3):
        rooms.remember(tmp_path / str(number), str(number))
    assert len(names(rooms)) == MOST
    assert names(rooms)[0] == str(MOST + 2)


def test_one_taken_off_the_list_is_gone_from_the_file_too(tmp_path: Path):
    rooms = RecentRooms(tmp_path / "rooms.json")
    rooms.remember(tmp_path / "a", "a")
    rooms.remember(tmp_path / "b", "b")
    rooms.forget(tmp_path / "a")
    assert names(RecentRooms(tmp_path / "rooms.json")) == ["b"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b'{"folder": 1}', b'[{"folder": "x"}]', b"[1, 2]", b"null"],
)
def test_a_damaged_file_is_as_if_there_were_none(content: bytes, tmp_path: Path):
    file = tmp_path / "rooms.json"
    file.write_bytes(content)
    rooms = RecentRooms(file)
    assert (rooms.listed(), rooms.last()) == ((), None)
    rooms.remember(tmp_path, "梧桐街道")
    assert names(RecentRooms(file)) == ["梧桐街道"]


@given(content=st.binary(max_size=200))
def test_whatever_lies_in_the_file_nothing_fails(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
):
    file = tmp_path_factory.mktemp("config") / "rooms.json"
    file.write_bytes(content)
    assert isinstance(RecentRooms(file).listed(), tuple)


def test_where_nothing_can_be_written_the_list_lasts_as_long_as_the_program(tmp_path: Path):
    (tmp_path / "taken").write_bytes(b"a file where the folder should be")
    rooms = RecentRooms(tmp_path / "taken" / "rooms.json")
    rooms.remember(tmp_path, "梧桐街道")
    assert names(rooms) == ["梧桐街道"]


def test_on_a_stick_with_another_letter_the_room_is_found_again(tmp_path: Path):
    before, after = tmp_path / "E", tmp_path / "F"
    (before / "资料夹" / "梧桐").mkdir(parents=True)
    rooms = RecentRooms(before / "rooms.json", base=before)
    rooms.remember(before / "资料夹" / "梧桐", "梧桐街道")
    before.rename(after)
    assert RecentRooms(after / "rooms.json", base=after).last() == after / "资料夹" / "梧桐"


def test_a_room_elsewhere_keeps_its_whole_place_on_a_stick(tmp_path: Path):
    (tmp_path / "本机").mkdir()
    rooms = RecentRooms(tmp_path / "stick" / "rooms.json", base=tmp_path / "stick")
    rooms.remember(tmp_path / "本机", "梧桐街道")
    assert rooms.last() == tmp_path / "本机"


def test_what_stood_in_its_window_is_remembered_of_a_room(tmp_path: Path):
    rooms = RecentRooms(tmp_path / "rooms.json")
    rooms.remember(tmp_path / "梧桐", "梧桐街道委员工作站", station="梧桐街道", clerk="周玉珍")
    known = RecentRooms(tmp_path / "rooms.json").visited(tmp_path / "梧桐")
    assert known is not None
    assert (known.station, known.clerk) == ("梧桐街道", "周玉珍")
    assert rooms.visited(tmp_path / "白鹭") is None


def test_a_list_written_before_that_was_remembered_is_still_read(tmp_path: Path):
    file = tmp_path / "rooms.json"
    file.write_text('[{"folder": "梧桐", "name": "梧桐街道"}]', "utf-8")
    (known,) = RecentRooms(file, base=tmp_path).listed()
    assert (known.name, known.station, known.clerk) == ("梧桐街道", "", "")
