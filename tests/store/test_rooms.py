"""Making, opening and closing a room."""

from __future__ import annotations

import errno
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import NoReturn

import pytest

from consultroom.errors import UserError
from consultroom.store import rooms
from consultroom.store.engine import DamagedRoom
from consultroom.store.lock import Lock, RoomInUse
from consultroom.store.rooms import NoRoomHere, Room, RoomRole
from tests.store.samples import NOON, Clock, Slip, a_slip, chance, new_room, old_room, put

KEY = bytes(range(32))


def test_a_new_room_knows_whose_it_is(tmp_path: Path):
    with new_room(
        tmp_path / "a" / "room", role=RoomRole.DISTRICT, code="QY", name="区政协"
    ) as room:
        assert (room.role, room.code, room.name) == (RoomRole.DISTRICT, "QY", "区政协")
        assert room.folder == tmp_path / "a" / "room"
        parts = {part.name for part in room.folder.iterdir()}
        assert {"room.db", "blobs", "backups", "outbox", "inbox"} <= parts
    with old_room(tmp_path / "a" / "room") as room:
        assert (room.role, room.code, room.name) == (RoomRole.DISTRICT, "QY", "区政协")


def test_a_room_is_not_made_over_something_else(tmp_path: Path):
    new_room(tmp_path / "room").close()
    with pytest.raises(UserError, match="已经有一个资料夹"):
        new_room(tmp_path / "room")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.doc").write_bytes(b"")
    with pytest.raises(UserError, match="不是空的"):
        new_room(tmp_path / "letters")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="不能在这里新建"):
        new_room(tmp_path / "file" / "room")


def test_a_room_is_made_after_all_where_making_one_was_cut_short(tmp_path: Path):
    folder = tmp_path / "room"
    (folder / "blobs").mkdir(parents=True)
    (folder / ".hidden").write_bytes(b"")
    (folder / "room.lock").write_bytes(b"")
    (folder / "room.db.part").write_bytes(b"half")
    with new_room(folder) as room:
        put(room, a_slip())
        assert room.check().sound


def test_a_folder_without_a_room_is_told_in_words(tmp_path: Path):
    with pytest.raises(NoRoomHere, match="没有协商议事室的资料"):
        old_room(tmp_path)


def test_a_second_window_is_kept_out(room: Room):
    with pytest.raises(RoomInUse, match="另一个窗口"):
        old_room(room.folder)
    room.close()
    old_room(room.folder).close()


def test_a_lock_may_be_given_back_twice(tmp_path: Path):
    lock = Lock(tmp_path / "lock")
    lock.release()
    lock.release()
    Lock(tmp_path / "lock").release()


def test_a_folder_that_cannot_be_written_is_told_in_words(room: Room):
    room.close()
    (room.folder / "room.lock").unlink()
    (room.folder / "room.lock").mkdir()
    with pytest.raises(UserError, match="不能写入"):
        old_room(room.folder)


def test_a_closed_room_is_one_file_without_a_log_and_may_be_closed_again(room: Room):
    put(room, a_slip())
    assert (room.folder / "room.db-wal").exists()
    room.close()
    room.close()
    assert not list(room.folder.glob("room.db?*"))


def test_a_room_that_cannot_be_opened_leaves_no_lock(tmp_path: Path):
    folder = tmp_path / "room"
    new_room(folder, key=KEY).close()
    for _ in range(2):
        with pytest.raises(DamagedRoom, match="口令"):
            old_room(folder)
    with old_room(folder, key=KEY) as room:
        assert room.find(Slip) == ()


def test_an_encrypted_room_shows_nothing_and_checks_out(tmp_path: Path):
    folder = tmp_path / "room"
    with new_room(folder, key=KEY) as room:
        put(room, a_slip(title="secret-word"))
        backup = room.backup()
        assert room.check().sound
    for file in (folder / "room.db", backup):
        assert b"secret-word" not in file.read_bytes()
    with old_room(folder, key=KEY) as room:
        assert room.get(Slip, "SLIP").title == "secret-word"


def test_a_damaged_room_is_not_opened(tmp_path: Path):
    folder = tmp_path / "room"
    with new_room(folder) as room, room.together():
        for number in range(300):
            put(room, a_slip(id=f"S{number}", body="字" * 300))
    path = folder / "room.db"
    content = bytearray(path.read_bytes())
    for page in range(40, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 4096] = bytes(4096)
    path.write_bytes(content)
    with pytest.raises(DamagedRoom, match="如有备份，请用最近的备份恢复；资料文件请不要删除"):
        old_room(folder)
    assert path.read_bytes() == bytes(content)


def test_a_room_of_no_bytes_is_damaged_and_stays_as_it_is(room: Room):
    room.close()
    path = room.folder / "room.db"
    path.write_bytes(b"")
    with pytest.raises(DamagedRoom, match=r"里面是空的.*如有备份"):
        old_room(room.folder)
    assert path.read_bytes() == b""
    assert not list(room.folder.glob("room.db?*"))


def refused(*_: object) -> NoReturn:
    """Answer as the system does about a folder one may not enter; root may enter any."""
    raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize("asked", ["exists", "iterdir"])
def test_a_room_is_not_made_in_a_folder_one_may_not_enter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str
):
    with monkeypatch.context() as patch:
        patch.setattr(Path, asked, refused)
        with pytest.raises(UserError, match="不能在这里新建资料夹"):
            new_room(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_room_in_a_folder_one_may_not_enter_is_told_in_words(
    room: Room, monkeypatch: pytest.MonkeyPatch
):
    room.close()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "is_file", refused)
        with pytest.raises(UserError, match="读写权限"):
            old_room(room.folder)


@pytest.mark.parametrize(
    ("days", "told"),
    [(1, False), (8, True)],
    ids=["looked through this week", "not looked through for a week"],
)
def test_a_large_room_is_looked_through_once_a_week(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, told: bool
):
    monkeypatch.setattr(rooms, "_SMALL", 0)
    new_room(tmp_path / "room").close()
    monkeypatch.setattr(rooms, "quick_check", lambda _: ("page 3 is torn",))
    clock = Clock(NOON + timedelta(days=days))
    if told:
        with pytest.raises(DamagedRoom, match="page 3"):
            old_room(tmp_path / "room", clock=clock)
    else:
        old_room(tmp_path / "room", clock=clock).close()


def test_a_room_that_was_not_closed_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rooms, "_SMALL", 0)
    with new_room(tmp_path / "room") as room:
        put(room, a_slip())
        for part in ("room.db", "room.db-wal"):
            (tmp_path / part).write_bytes((room.folder / part).read_bytes())
    for part in ("room.db", "room.db-wal"):
        (tmp_path / part).replace(tmp_path / "room" / part)
    seen = []
    monkeypatch.setattr(rooms, "quick_check", lambda connection: seen.append(connection) or ())
    with old_room(tmp_path / "room") as room:
        assert room.find(Slip) == (a_slip(),)
    assert len(seen) == 1


def test_what_was_left_half_written_is_swept_away(tmp_path: Path):
    folder = tmp_path / "room"
    new_room(folder).close()
    leftovers = ["room.db.part", "blobs/x.part", "backups/room-1.part", "outbox/p.crpk.part"]
    for name in leftovers:
        (folder / name).write_bytes(b"half")
    (folder / "outbox" / "p.crpk").write_bytes(b"whole")
    with old_room(folder):
        assert not list(folder.rglob("*.part*"))
        assert (folder / "outbox" / "p.crpk").exists()


def test_each_room_writes_under_a_name_of_its_own(tmp_path: Path):
    with new_room(tmp_path / "a") as a, new_room(tmp_path / "b", chance=chance(9)) as b:
        assert a.notes.meta("node") != b.notes.meta("node")
        assert len(a.notes.meta("node")) == 10


def test_a_room_serves_another_thread_only_while_it_is_lent(room: Room):
    found: list[object] = []

    def stray() -> None:
        try:
            room.find(type(a_slip()))
        except RuntimeError as error:
            found.append(error)

    def borrower() -> None:
        with room.lent(), room.act("登记便条", by="王") as act:
            act.put(a_slip())
        stray()

    for work in (stray, borrower):
        thread = Thread(target=work)
        thread.start()
        thread.join()
    assert [type(one) for one in found] == [RuntimeError, RuntimeError]
    assert room.count(type(a_slip())) == 1


def test_a_room_that_a_worker_opened_is_taken_over(tmp_path: Path):
    new_room(tmp_path / "room").close()
    opened: list[Room] = []
    worker = Thread(target=lambda: opened.append(old_room(tmp_path / "room")))
    worker.start()
    worker.join()
    (room,) = opened
    with pytest.raises(RuntimeError):
        room.find(type(a_slip()))
    room.take_over()
    with room:
        assert room.find(type(a_slip())) == ()
