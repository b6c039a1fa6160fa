"""Which drives are sticks, and what they can hold, from what the system tells."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.exchange.sticks import (
    GIB,
    LinuxDrives,
    Stick,
    UnfitStick,
    WindowsDrives,
    drives,
    fault_of_name,
    refuse_unfit,
    told_bytes,
)

SPACE = (32 * 10**9, 20 * 10**9)


class Linux:
    """A root folder with the mounts and block devices of a computer."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lines: list[str] = []
        (root / "proc/self").mkdir(parents=True)
        (root / "sys/class/block").mkdir(parents=True)

    def disk(self, name: str, bus: str, *, removable: bool, kind: str = "") -> None:
        """Add a disk with one partition, ``sdb`` and ``sdb1``."""
        disk = self.root / "sys/devices" / bus / "block" / name
        part = disk / (f"{name}p1" if name[-1].isdigit() else f"{name}1")
        part.mkdir(parents=True)
        (part / "partition").write_text("1\n")
        (disk / "removable").write_text(f"{removable:d}\n")
        if kind:
            (disk / "device").mkdir()
            (disk / "device/type").write_text(f"{kind}\n")
        for one in (disk, part):
            (self.root / "sys/class/block" / one.name).symlink_to(one)
            self.node(one.name)

    def node(self, name: str) -> None:
        (self.root / "dev").mkdir(exist_ok=True)
        (self.root / "dev" / name).touch()

    def mount(self, device: str, place: str, filesystem: str = "vfat", options: str = "rw") -> None:
        self.lines.append(f"{device} {place} {filesystem} {options},relatime 0 0")
        (self.root / "proc/self/mounts").write_text("\n".join(self.lines) + "\n")

    def sticks(self) -> list[str]:
        found = LinuxDrives(self.root, lambda _: SPACE).sticks()
        return [str(stick.folder) for stick in found]


@pytest.fixture
def linux(tmp_path: Path) -> Linux:
    pc = Linux(tmp_path)
    pc.disk("sda", "pci0/ata1/host0", removable=False)
    pc.mount("/dev/sda1", "/", "ext4")
    pc.mount("tmpfs", "/run", "tmpfs")
    pc.mount("//server/share", "/media/share", "cifs")
    return pc


# a root below which symbolic links can be made
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sysfs is made of symbolic links")


def test_a_disk_of_the_computer_is_no_stick(linux: Linux):
    assert linux.sticks() == []


def test_a_stick_is_found_with_its_blanks_and_its_room(linux: Linux):
    linux.disk("sdb", "pci0/usb1/1-1/host6", removable=True)
    linux.mount("/dev/sdb1", r"/media/li/U\040盘", "exfat")
    (stick,) = LinuxDrives(linux.root, lambda _: SPACE).sticks()
    assert stick == Stick(
        folder=Path("/media/li/U 盘"),
        label="U 盘",
        filesystem="exfat",
        size=SPACE[0],
        free=SPACE[1],
    )


def test_a_usb_disk_counts_though_it_calls_itself_fixed(linux: Linux):
    linux.disk("sdc", "pci0/usb2/2-1/host7", removable=False)
    linux.mount("/dev/sdc1", "/media/li/DISK", "ntfs3")
    assert linux.sticks() == ["/media/li/DISK"]


def test_a_card_counts_and_memory_soldered_in_does_not(linux: Linux):
    linux.disk("mmcblk0", "platform/mmc0", removable=False, kind="MMC")
    linux.disk("mmcblk1", "platform/mmc1", removable=False, kind="SD")
    linux.mount("/dev/mmcblk0p1", "/data", "ext4")
    linux.mount("/dev/mmcblk1p1", "/media/li/CARD")
    assert linux.sticks() == ["/media/li/CARD"]


def test_an_encrypted_stick_is_one(linux: Linux):
    linux.disk("sdb", "pci0/usb1/1-1/host6", removable=True)
    crypt = linux.root / "sys/devices/virtual/block/dm-0"
    (crypt / "slaves").mkdir(parents=True)
    (crypt / "slaves/sdb1").symlink_to(linux.root / "sys/class/block/sdb1")
    (linux.root / "sys/class/block/dm-0").symlink_to(crypt)
    linux.node("dm-0")
    (linux.root / "dev/mapper").mkdir()
    (linux.root / "dev/mapper/luks-1").symlink_to("../dm-0")
    linux.mount("/dev/mapper/luks-1", "/media/li/SAFE", "ext4")
    assert linux.sticks() == ["/media/li/SAFE"]


def test_a_stick_that_has_just_gone_is_left_out(linux: Linux):
    linux.disk("sdb", "pci0/usb1/1-1/host6", removable=True)
    linux.mount("/dev/sdb1", "/media/li/GONE")

    def gone(_: Path) -> tuple[int, int]:
        raise OSError("no such device")

    assert LinuxDrives(linux.root, gone).sticks() == ()
    with pytest.raises(UnfitStick, match="拔出"):
        LinuxDrives(linux.root, gone).at(Path("/media/li/GONE"))


def test_a_folder_is_asked_of_the_drive_it_lies_on(linux: Linux):
    linux.disk("sdb", "pci0/usb1/1-1/host6", removable=True)
    linux.mount("/dev/sdb1", "/media/li/STICK", "vfat", "ro")
    there = LinuxDrives(linux.root, lambda _: SPACE)
    stick = there.at(Path("/media/li/STICK/packs"))
    assert (stick.label, stick.read_only, stick.removable) == ("STICK", True, True)
    here = there.at(Path("/srv/packs"))
    assert (here.filesystem, here.removable, here.read_only) == ("ext4", False, False)


def test_this_computer_answers_for_a_folder_of_its_own(tmp_path: Path):
    stick = drives().at(tmp_path)
    assert stick.folder == tmp_path
    assert 0 < stick.free <= stick.size
    assert isinstance(drives().sticks(), tuple)


# -- Windows -----------------------------------------------------------------------------------


class FakeKernel:
    """A Windows with C: fixed, D: a reader without a card, E: a stick, F: a read-only one."""

    def drives(self) -> int:
        return 0b111100

    def kind(self, root: str) -> int:
        return {"C:\\": 3, "D:\\": 2, "E:\\": 2, "F:\\": 2}[root]

    def volume(self, root: str) -> tuple[str, str, int] | None:
        return {
            "C:\\": ("系统", "NTFS", 0),
            "D:\\": None,
            "E:\\": ("", "FAT32", 0x6),
            "F:\\": ("资料", "exFAT", 0x0008_0006),
        }[root]


def test_windows_tells_its_sticks_by_letter():
    found = WindowsDrives(FakeKernel(), lambda _: SPACE).sticks()
    assert [(stick.label, stick.filesystem, stick.read_only) for stick in found] == [
        ("E:\\", "fat32", False),
        ("资料", "exfat", True),
    ]
    assert [stick.largest == 4 * GIB - 1 for stick in found] == [True, False]


def test_windows_answers_for_a_folder():
    stick = WindowsDrives(FakeKernel(), lambda _: SPACE).at(Path("c:\\packs"))
    assert (stick.label, stick.filesystem, stick.removable) == ("系统", "ntfs", False)


# -- what it can hold --------------------------------------------------------------------------


def a_stick(filesystem: str = "vfat", free: int = 20 * 10**9, *, read_only: bool = False) -> Stick:
    return Stick(
        folder=Path("/media/li/K"),
        label="K",
        filesystem=filesystem,
        size=32 * 10**9,
        free=free,
        read_only=read_only,
    )


def test_what_fits_is_let_through():
    refuse_unfit(a_stick(), [("A.crpk", 4 * GIB - 1)])
    refuse_unfit(a_stick("exfat"), [("A.crpk", 4 * GIB)])


@pytest.mark.parametrize(
    ("stick", "size", "why"),
    [
        (a_stick(read_only=True), 1, "只读"),
        (a_stick(), 4 * GIB, "exFAT"),
        (a_stick(free=50 * 10**6), 60 * 10**6, "只剩50 MB"),
        (a_stick(free=10**6), 1, "腾出空间"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_way_out(stick: Stick, size: int, why: str):
    with pytest.raises(UnfitStick, match=why):
        refuse_unfit(stick, [("A.crpk", size)])


@pytest.mark.parametrize("name", ["a:b", "CON", "nul.txt", "COM1.crpk", "a.", "a ", "", "x" * 256])
def test_a_name_windows_cannot_read_is_refused(name: str):
    assert fault_of_name(name)
    with pytest.raises(UnfitStick, match="改名"):
        refuse_unfit(a_stick(), [(name, 1)])


@given(st.from_regex(r"[A-Z0-9_-]{1,80}\.crpk", fullmatch=True))
def test_only_reserved_words_among_pack_names_are_refused(name: str):
    reserved = {
        "CON",
        "PRN",
        "AUX",
        "NUL",
        *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10)),
    }
    assert bool(fault_of_name(name)) is (name.removesuffix(".crpk") in reserved)


def test_bytes_are_told_as_sticks_are_sold():
    assert [told_bytes(n) for n in (0, 999, 12_000, 60_500_000, 4 * 10**9)] == [
        "0 B",
        "999 B",
        "12 KB",
        "60.5 MB",
        "4 GB",
    ]
