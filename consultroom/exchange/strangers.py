"""Strangers (可疑文件): what lies on a stick and may do harm, listed and never touched.

Only names, and the first bytes of files whose name says nothing, are looked at. What a stick for
packs needs none of: programs, scripts, shortcuts, autorun files, hidden files.
"""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path
from typing import Final

from consultroom.domain.records import Coded
from consultroom.errors import UserError
from consultroom.frozen import Frozen

_DEEP: Final = 3  # folders within folders
_MOST: Final = 5_000  # entries looked at


class StrangerKind(Coded):
    """Why a file is listed."""

    AUTORUN = "autorun", "自动运行文件"
    PROGRAM = "program", "可执行程序"
    SCRIPT = "script", "脚本"
    SHORTCUT = "shortcut", "快捷方式"
    DISGUISED = "disguised", "伪装的文件名"
    HIDDEN = "hidden", "隐藏文件"


class Stranger(Frozen, order=True):
    """One of them; ``name`` is its place below the stick's folder, with ``/``."""

    name: str
    kind: StrangerKind

    def __hash__(self) -> int:
        return hash(self.name)


class Look(Frozen):
    """What a look at a stick found; ``whole`` is false when there was too much to see all."""

    strangers: tuple[Stranger, ...]
    whole: bool = True


_ENDINGS: Final = {
    StrangerKind.PROGRAM: (
        ".exe .com .scr .pif .msi .msp .dll .cpl .ocx .sys .drv .jar .apk .deb .rpm .run .appimage"
    ),
    StrangerKind.SCRIPT: (
        ".bat .cmd .vbs .vbe .js .jse .wsf .wsh .ps1 .psm1 .hta .sh .py .pyw .pl .reg .inf .chm"
    ),
    StrangerKind.SHORTCUT: ".lnk .url .desktop .scf .library-ms",
}
_BY_ENDING: Final = {
    ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()
}
_BEGINNINGS: Final = (
    (b"MZ", StrangerKind.PROGRAM),
    (b"\x7fELF", StrangerKind.PROGRAM),
    (b"#!", StrangerKind.SCRIPT),
)
_OF_SYSTEMS: Final = frozenset(
    {
        "system volume information",
        "$recycle.bin",
        "recycler",
        "lost+found",
        "lost.dir",
        ".spotlight-v100",
        ".fseventsd",
        ".trashes",
    }
)
_TURNING: Final = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"  # make ``gpj.exe`` read ``exe.jpg``
_KNOWN: Final = frozenset({".crpk", ".crjoin", ".part"})
_HIDDEN: Final = 0x2  # FILE_ATTRIBUTE_HIDDEN


def look_at(folder: Path) -> Look:
    """Return the strangers on a stick, by place.

    Raises:
        UserError: the stick cannot be read.
    """
    found: list[Stranger] = []
    left, seen = deque([(folder, 0)]), 0
    try:
        while left:
            place, depth = left.popleft()
            for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
                seen += 1
                if seen > _MOST:
                    return Look(tuple(sorted(found, key=_place)), whole=False)
                name = Path(entry.path).relative_to(folder).as_posix()
                if kind := _kind(entry):
                    found.append(Stranger(name, kind))
                if entry.is_dir(follow_symlinks=False) and depth < _DEEP and not _is_own(entry):
                    left.append((Path(entry.path), depth + 1))
    except OSError as error:
        raise UserError("U盘读不出来，可能已被拔出。请重新插好再试。") from error
    return Look(tuple(sorted(found, key=_place)))


def _place(stranger: Stranger) -> str:
    return stranger.name


def _is_own(entry: os.DirEntry[str]) -> bool:
    """Tell whether it is a folder that systems themselves keep on a stick."""
    name = entry.name.lower()
    return name in _OF_SYSTEMS or name.startswith(".trash-")


def _kind(entry: os.DirEntry[str]) -> StrangerKind | None:
    name = entry.name.lower()
    if _is_own(entry):
        return None
    if name == "autorun.inf":
        return StrangerKind.AUTORUN
    if any(sign in name for sign in _TURNING):
        return StrangerKind.DISGUISED
    if entry.is_dir(follow_symlinks=False):
        return StrangerKind.HIDDEN if _is_hidden(entry) else None
    ending = os.path.splitext(name)[1]
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    begun = None if ending in _KNOWN else _by_beginning(entry)
    return begun or (StrangerKind.HIDDEN if _is_hidden(entry) else None)


def _by_beginning(entry: os.DirEntry[str]) -> StrangerKind | None:
    if not entry.is_file(follow_symlinks=False):
        return None
    with open(entry.path, "rb") as file:
        first = file.read(4)
    return next((kind for bytes_, kind in _BEGINNINGS if first.startswith(bytes_)), None)


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return entry.name.startswith(".") or bool(attributes & _HIDDEN)
