"""Sticks (U盘): which removable drives are plugged in, and what each can hold. Reads, never writes.

A drive is what the system tells of it: on Linux ``/proc/self/mounts`` and ``/sys/class/block``, on
Windows four calls of kernel32. Both are asked through something that a test replaces by its own.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from consultroom.errors import UserError
from consultroom.frozen import Frozen

GIB: Final = 1 << 30
_FAT: Final = frozenset({"vfat", "fat", "fat32", "msdos", "fat16", "fat12"})
_FAT_LARGEST: Final = 4 * GIB - 1  # bytes of one file
_SPARE: Final = 1 << 20  # bytes left free
_CLUSTER: Final = 128 << 10  # bytes a file may take beyond its own, of exFAT on a large stick
_NAME_LENGTH: Final = 255  # UTF-16 units
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED: Final = re.compile(
    r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])(\..*)?\Z", re.I
)

Space = Callable[[Path], tuple[int, int]]
"""Folder -> bytes of its drive, and of these free to us."""


class UnfitStick(UserError):
    """The drive cannot hold what is to be put on it. Nothing was written."""


class Stick(Frozen, kw_only=True):
    """A drive that can be pulled out, or any other a person chose.

    Attributes:
        folder: where it is found, ``/media/li/KINGSTON`` or ``E:``.
        label: what a person calls it.
        filesystem: ``vfat``, ``exfat``, ``ntfs`` …, in small letters.
        size: bytes it has.
        free: bytes that are free.
        read_only: whether its switch, or the system, keeps writers out.
        removable: false for a folder of this computer.
    """

    folder: Path
    label: str
    filesystem: str
    size: int
    free: int
    read_only: bool = False
    removable: bool = True

    @property
    def largest(self) -> int:
        """Bytes of the largest file it can hold, free space set aside."""
        return _FAT_LARGEST if self.filesystem in _FAT else 1 << 62


def refuse_unfit(stick: Stick, files: Sequence[tuple[str, int]]) -> None:
    """Refuse a drive that cannot hold these files.

    Args:
        stick: the drive.
        files: name and bytes of each.

    Raises:
        UnfitStick: it is read-only or too full, a file is too large for it, or a name could not be
            read on Windows.
    """
    if stick.read_only:
        raise UnfitStick(f"“{stick.label}”是只读的。请关掉写保护开关，或者换一个U盘。")
    for name, size in files:
        if fault := fault_of_name(name):
            raise UnfitStick(f"文件名“{name}”{fault}，放到U盘上别的电脑打不开。请改名后再试。")
        if size > stick.largest:
            raise UnfitStick(
                f"“{name}”有{told_bytes(size)}，这个U盘是FAT格式，一个文件最多4 GB。"
                "请换一个exFAT格式的U盘。"
            )
    needed = sum(size + _CLUSTER for _, size in files) + _SPARE
    if needed > stick.free:
        raise UnfitStick(
            f"“{stick.label}”只剩{told_bytes(stick.free)}，要用{told_bytes(needed)}。"
            "请腾出空间，或者换一个U盘。"
        )


def fault_of_name(name: str) -> str:
    """Return why a file of this name cannot travel between systems, or nothing."""
    if _FORBIDDEN.search(name):
        return "里有Windows不认的符号"
    if _RESERVED.match(name):
        return "是Windows的保留字"
    if not name or name[-1] in ". ":
        return "是空的或以句点、空格结尾"
    if len(name.encode("utf-16-le")) > 2 * _NAME_LENGTH:
        return "太长"
    return ""


def told_bytes(count: int) -> str:
    """Return ``3.2 GB``, ``60 MB``, ``12 KB``: thousands, as sticks are sold."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if count >= size:
            return f"{count / size:.1f} {unit}".replace(".0 ", " ")
    return f"{count} B"


# -- asking the system ---------------------------------------------------------------------------


class Drives(Protocol):
    """What tells of drives; one for each system."""

    def sticks(self) -> tuple[Stick, ...]:
        """Return the removable drives that are plugged in and can be read."""

    def at(self, folder: Path) -> Stick:
        """Return the drive a folder lies on, with the folder as its place."""


def drives() -> Drives:
    """Return what tells of this computer's drives."""
    if sys.platform == "win32":
        return WindowsDrives(kernel32())
    return LinuxDrives()


def _space(folder: Path) -> tuple[int, int]:
    usage = shutil.disk_usage(folder)
    return usage.total, usage.free


class _Mount(Frozen):
    """One line of the mounts: what is where."""

    device: str
    place: str
    filesystem: str
    options: tuple[str, ...]


class LinuxDrives:
    """Drives as a Linux kernel shows them."""

    def __init__(self, root: Path = Path("/"), space: Space = _space) -> None:
        """Read ``proc`` and ``sys`` below ``root``; a test lays its own there."""
        self._root = root
        self._space = space

    def sticks(self) -> tuple[Stick, ...]:
        """Return the removable drives that are mounted, in the order of their places."""
        found = (self._stick(one) for one in self._mounts() if self._is_removable(one.device))
        return tuple(sorted((one for one in found if one), key=lambda one: str(one.folder)))

    def at(self, folder: Path) -> Stick:
        """Return the drive a folder lies on.

        Raises:
            UnfitStick: there is no such folder.
        """
        whole = Path(os.path.realpath(folder))
        over = [one for one in self._mounts() if whole.is_relative_to(one.place)]
        mount = max(over, key=lambda one: len(Path(one.place).parts), default=None)
        total, free = _asked(self._space, whole)
        if mount is None:
            mount = _Mount("", "/", "", ())
        return Stick(
            folder=folder,
            label=Path(mount.place).name or str(folder),
            filesystem=mount.filesystem,
            size=total,
            free=free,
            read_only="ro" in mount.options,
            removable=self._is_removable(mount.device),
        )

    def _stick(self, mount: _Mount) -> Stick | None:
        folder = Path(mount.place)
        try:
            total, free = self._space(folder)
        except OSError:  # pulled out a moment ago
            return None
        return Stick(
            folder=folder,
            label=folder.name,
            filesystem=mount.filesystem,
            size=total,
            free=free,
            read_only="ro" in mount.options,
        )

    def _mounts(self) -> Iterator[_Mount]:
        text = (self._root / "proc/self/mounts").read_text("utf-8", "surrogateescape")
        for line in text.splitlines():
            device, place, filesystem, options = line.split()[:4]
            kind = filesystem.lower().removeprefix("fuse.")
            yield _Mount(_plain(device), _plain(place), kind, tuple(options.split(",")))

    def _is_removable(self, device: str) -> bool:
        """Tell whether a device can be pulled out: by its own word, by USB, or as an SD card."""
        if not device.startswith("/dev/"):
            return False
        name = Path(os.path.realpath(self._root / device[1:])).name
        return any(map(self._is_pluggable, self._disks(name)))

    def _disks(self, name: str) -> Iterator[Path]:
        """Yield the sysfs folders of the disks below a device; an encrypted one lies on others."""
        block = self._root / "sys/class/block" / name
        below = block / "slaves"
        if below.is_dir() and any(below.iterdir()):
            for slave in below.iterdir():
                yield from self._disks(slave.name)
        elif block.exists():
            real = Path(os.path.realpath(block))
            yield real.parent if (real / "partition").exists() else real

    def _is_pluggable(self, disk: Path) -> bool:
        if "/usb" in disk.as_posix() or _word(disk / "removable") == "1":
            return True
        return disk.name.startswith("mmcblk") and _word(disk / "device/type") == "SD"


def _word(file: Path) -> str:
    return file.read_text("ascii", "replace").strip() if file.is_file() else ""


def _plain(text: str) -> str:
    """Return a name of /proc/mounts with its blanks, which stand there as octal numbers."""
    return re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), text)


def _asked(space: Space, folder: Path) -> tuple[int, int]:
    try:
        return space(folder)
    except OSError as error:
        raise UnfitStick(
            f"打不开“{folder}”，U盘可能已被拔出。请重新插好，或者换一个位置。"
        ) from error


# -- Windows -------------------------------------------------------------------------------------

_REMOVABLE: Final = 2  # DRIVE_REMOVABLE of GetDriveTypeW
_READ_ONLY: Final = 0x0008_0000  # FILE_READ_ONLY_VOLUME of GetVolumeInformationW


class Kernel(Protocol):
    """The calls of kernel32 that tell of drives."""

    def drives(self) -> int:
        """``GetLogicalDrives``: a bit for each letter, A lowest."""

    def kind(self, root: str) -> int:
        """``GetDriveTypeW`` of a drive's root."""

    def volume(self, root: str) -> tuple[str, str, int] | None:
        """``GetVolumeInformationW``: label, file system, flags; None with no medium in it."""


class WindowsDrives:
    """Drives as Windows shows them. A USB hard disk counts as fixed there."""

    def __init__(self, kernel: Kernel, space: Space = _space) -> None:
        """Ask ``kernel``; a test hands in its own."""
        self._kernel = kernel
        self._space = space

    def sticks(self) -> tuple[Stick, ...]:
        """Return the removable drives with a medium in them, by letter."""
        mask = self._kernel.drives()
        roots = [f"{chr(ord('A') + bit)}:\\" for bit in range(26) if mask >> bit & 1]
        removable = [root for root in roots if self._kernel.kind(root) == _REMOVABLE]
        return tuple(one for root in removable if (one := self._stick(root)))

    def at(self, folder: Path) -> Stick:
        """Return the drive a folder lies on.

        Raises:
            UnfitStick: there is no such folder.
        """
        root = f"{str(folder)[:2].upper()}\\"
        label, filesystem, flags = self._kernel.volume(root) or ("", "", 0)
        total, free = _asked(self._space, folder)
        return Stick(
            folder=folder,
            label=label or root,
            filesystem=filesystem.lower(),
            size=total,
            free=free,
            read_only=bool(flags & _READ_ONLY),
            removable=self._kernel.kind(root) == _REMOVABLE,
        )

    def _stick(self, root: str) -> Stick | None:
        volume = self._kernel.volume(root)
        if volume is None:  # a card reader without a card
            return None
        label, filesystem, flags = volume
        try:
            total, free = self._space(Path(root))
        except OSError:
            return None
        return Stick(
            folder=Path(root),
            label=label or root,
            filesystem=filesystem.lower(),
            size=total,
            free=free,
            read_only=bool(flags & _READ_ONLY),
        )


if sys.platform == "win32":
    import ctypes

    _NO_DIALOG: Final = 0x0001  # SEM_FAILCRITICALERRORS: no box that asks for a disk

    class _Kernel32:
        def __init__(self) -> None:
            self._library = ctypes.WinDLL("kernel32", use_last_error=True)
            self._library.SetThreadErrorMode(_NO_DIALOG, None)

        def drives(self) -> int:
            return int(self._library.GetLogicalDrives())

        def kind(self, root: str) -> int:
            return int(self._library.GetDriveTypeW(ctypes.c_wchar_p(root)))

        def volume(self, root: str) -> tuple[str, str, int] | None:
            label, system = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
            flags = ctypes.c_uint32()
            there = self._library.GetVolumeInformationW(
                ctypes.c_wchar_p(root),
                label,
                261,
                None,
                None,
                ctypes.byref(flags),
                system,
                261,
            )
            return (label.value, system.value, flags.value) if there else None

    def kernel32() -> Kernel:
        """Return this Windows' own kernel32."""
        return _Kernel32()
