"""A room that was copied, moved or put back writes under a new name; one at its place does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from consultroom.services import founding
from consultroom.services.desk import Desk
from consultroom.services.exchanging import homing
from consultroom.store.rooms import go_back, open_room
from tests.services.exchanging.offices import Clock, a_topic, chance, found_district


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    desk = found_district(tmp_path / "room", Clock())
    with desk.room:
        a_topic(desk)
    return tmp_path / "room"


def node_of(folder: Path) -> str:
    desk = founding.open_desk(folder, by="", clock=Clock(), chance=chance(str(folder)).randbytes)
    with desk.room:
        return desk.room.node


def test_a_room_at_its_place_keeps_its_name(folder: Path):
    assert node_of(folder) == node_of(folder)


def test_a_copied_room_and_a_moved_one_take_another(folder: Path, tmp_path: Path):
    first = node_of(folder)
    shutil.copytree(folder, tmp_path / "copy")
    assert node_of(tmp_path / "copy") != first
    assert node_of(folder) == first
    folder.rename(tmp_path / "moved")
    assert node_of(tmp_path / "moved") != first


def test_the_same_folder_on_another_computer_takes_another(folder: Path, tmp_path: Path):
    with open_room(folder, clock=Clock(), chance=chance("x").randbytes) as room:
        first = room.node
        assert homing.settle(room, tmp_path / "other computer")
        assert room.node != first
        second = room.node
        assert not homing.settle(room, tmp_path / "other computer")
        assert room.node == second
        assert room.own_nodes == {first, second}


def test_a_file_put_back_by_hand_takes_another(folder: Path, tmp_path: Path):
    first = node_of(folder)
    shutil.copy(folder / "room.db", tmp_path / "older.db")
    with open_room(folder, clock=Clock(), chance=chance("y").randbytes) as room:
        a_topic(Desk(room, "周"), "后来")
        homing.remember(room)
    shutil.copy(tmp_path / "older.db", folder / "room.db")
    second = node_of(folder)
    assert second != first
    assert node_of(folder) == second


def test_a_backup_that_was_gone_back_to_takes_another(folder: Path):
    with open_room(folder, clock=Clock(), chance=chance("z").randbytes) as room:
        first, backup = room.node, room.backup()
    go_back(folder, backup, clock=Clock(), chance=chance("back").randbytes)
    assert node_of(folder) != first


def test_where_nothing_can_be_noted_the_room_is_opened_all_the_same(folder: Path, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with open_room(folder, clock=Clock(), chance=chance("w").randbytes) as room:
        node = room.node
        assert not homing.settle(room, tmp_path / "file")
        homing.remember(room, tmp_path / "file")
        assert room.node == node
