"""What kind of drive a folder lies on, told from a list of mounts."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from consultroom.store import rooms
from consultroom.store.places import Drive, drive_in, drive_of
from tests.store.samples import new_room

MOUNTS = """\
sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw 0 0
/dev/sdb1 /media/clerk/USB\\040DISK vfat rw 0 0
/dev/sdc1 /run/media/clerk/disk ext4 rw 0 0
/dev/sdd1 /mnt/stick exfat rw 0 0
server:/share /mnt/share nfs4 rw 0 0
//server/share /mnt/win cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "drive"),
    [
        ("/srv/room", Drive.FIXED),
        ("/media/clerk/USB DISK/room", Drive.REMOVABLE),
        ("/run/media/clerk/disk/room", Drive.REMOVABLE),
        ("/mnt/stick", Drive.REMOVABLE),
        ("/mnt/stick-like", Drive.FIXED),
        ("/mnt/share/a/b", Drive.NETWORK),
        ("/mnt/win/room", Drive.NETWORK),
    ],
)
def test_sticks_and_shares_are_known(folder: str, drive: Drive):
    assert drive_in(MOUNTS, Path(PurePosixPath(folder))) is drive


def test_a_system_that_does_not_tell_is_trusted():
    assert drive_in("", Path("/srv/room")) is Drive.FIXED


def test_a_folder_here_has_some_kind_of_drive(tmp_path: Path):
    assert drive_of(tmp_path) in Drive


@pytest.mark.parametrize(("drive", "word"), [(Drive.REMOVABLE, "U盘"), (Drive.NETWORK, "网络磁盘")])
def test_a_room_on_a_stick_or_share_says_so_and_writes_carefully(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drive: Drive, word: str
):
    monkeypatch.setattr(rooms, "drive_of", lambda _: drive)
    with new_room(tmp_path / "room") as room:
        assert [word in sentence for sentence in room.warnings] == [True]
        mode = room._cabinet.connection.execute("PRAGMA journal_mode").fetchone()[0]
        assert mode == "delete"


def test_a_room_on_a_disk_of_this_computer_has_nothing_to_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rooms, "drive_of", lambda _: Drive.FIXED)
    with new_room(tmp_path / "room") as room:
        assert room.warnings == ()
