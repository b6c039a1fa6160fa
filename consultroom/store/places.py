"""What kind of drive a folder lies on, as far as the system tells.

SQLite's locks do not hold on a network share, and a stick may be pulled in the middle of a
write. A room is still opened there, but with the careful commit mode and a sentence that says so.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from enum import Enum
from pathlib import Path


class Drive(Enum):
    """The kind of drive, with the sentence a person should read about it."""

    FIXED = ""
    REMOVABLE = (
        "资料夹在可移动磁盘（U盘）上，中途拔出会损坏资料。"
        "请把资料夹放到本机硬盘，关上程序以后再整个复制。"
    )
    NETWORK = (
        "资料夹在网络磁盘上，两台电脑同时打开会损坏资料。"
        "请把资料夹放到本机硬盘，关上程序以后再整个复制。"
    )


_NETWORK_TYPES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "fuse.sshfs"})
_STICK_TYPES = frozenset({"vfat", "exfat", "msdos", "fuse.exfat"})
_STICK_FOLDERS = ("/media/", "/run/media/", "/Volumes/")


def drive_of(folder: Path) -> Drive:
    """Return the kind of drive below ``folder``; FIXED when the system does not tell."""
    if sys.platform == "win32":
        return _windows_drive(folder)
    mounts = Path("/proc/mounts")
    text = mounts.read_text("utf-8", "replace") if mounts.exists() else ""
    return drive_in(text, folder.resolve())


def drive_in(mounts: str, folder: Path) -> Drive:
    """Return the kind of drive of ``folder`` from the text of ``/proc/mounts``."""
    kind, best = "", Path("/")
    for line in mounts.splitlines():
        place, filesystem = _mount(line)
        if folder.is_relative_to(place) and len(place.parts) >= len(best.parts):
            kind, best = filesystem, place
    if kind in _NETWORK_TYPES:
        return Drive.NETWORK
    if kind in _STICK_TYPES or f"{best}/".startswith(_STICK_FOLDERS):
        return Drive.REMOVABLE
    return Drive.FIXED


def _mount(line: str) -> tuple[Path, str]:
    """Split one line of /proc/mounts; blanks in names are written as octal."""
    place, filesystem = [*line.split(), "", "", ""][1:3]
    return Path(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), place)), filesystem


if sys.platform == "win32":

    def _windows_drive(folder: Path) -> Drive:
        root = os.path.splitdrive(folder.resolve())[0]
        if root.startswith("\\\\"):
            return Drive.NETWORK
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{root}\\")
        return {2: Drive.REMOVABLE, 4: Drive.NETWORK}.get(kind, Drive.FIXED)


def sync_folder(folder: Path) -> None:
    """Make names just created or renamed in ``folder`` survive a power cut, where that exists."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Wait until the bytes of ``path`` are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
