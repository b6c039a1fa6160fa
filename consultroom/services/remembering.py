"""Which rooms were opened on this computer (最近的资料夹), the last one first.

The list is a convenience: a file that is lost, damaged or cannot be written is as if nothing had
been opened yet, and nobody is bothered with it.
"""

from __future__ import annotations

import json  # not msgspec, which refuses half a surrogate in the name of a folder
import os
from contextlib import suppress
from pathlib import Path

from consultroom.frozen import Frozen, asdict

MOST = 8  # rooms remembered
MOST_BYTES = 1024 * 1024


class Visited(Frozen, kw_only=True):
    """One room that was opened here.

    Attributes:
        folder: where it lay then.
        name: what its organisation is called.
        station: what stood under the program's name in its window.
        clerk: who sat at it (经办人).
    """

    folder: Path
    name: str
    station: str = ""
    clerk: str = ""


class _Line(Frozen):
    folder: str
    name: str
    station: str = ""
    clerk: str = ""


class RecentRooms:
    """The list of one computer; with no file it lasts until the program ends.

    Args:
        file: where it is kept; it need not exist.
        base: folder that travels with the file, as a stick's; rooms below it are written down
            relative to it, because the stick has another letter on the next computer.
    """

    def __init__(self, file: Path | None = None, *, base: Path | None = None) -> None:
        self._file = file
        self._base = base
        self._lines: tuple[_Line, ...] = _read(file) if file is not None else ()

    def listed(self) -> tuple[Visited, ...]:
        """Return the rooms, the last opened first."""
        return tuple(
            Visited(folder=self._place(one), name=one.name, station=one.station, clerk=one.clerk)
            for one in self._lines
        )

    def visited(self, folder: Path) -> Visited | None:
        """Return what is remembered of a room; None when it was not opened here lately."""
        written = self._written(folder)
        listed = zip(self._lines, self.listed(), strict=True)
        return next((one for line, one in listed if line.folder == written), None)

    def last(self) -> Path | None:
        """Return the folder opened last; None when there is none or it is no longer there."""
        first = next(iter(self.listed()), None)
        return first.folder if first is not None and _is_there(first.folder) else None

    def remember(self, folder: Path, name: str, *, station: str = "", clerk: str = "") -> None:
        """Put a room at the top of the list."""
        line = _Line(self._written(folder), name, station, clerk)
        rest = (one for one in self._lines if one.folder != line.folder)
        self._keep((line, *rest)[:MOST])

    def forget(self, folder: Path) -> None:
        """Take a room off the list; the room itself stays as it is."""
        gone = self._written(folder)
        self._keep(tuple(one for one in self._lines if one.folder != gone))

    def _keep(self, lines: tuple[_Line, ...]) -> None:
        self._lines = lines
        if self._file is not None:
            with suppress(OSError):  # it only spares a person the choosing
                _write(self._file, lines)

    def _written(self, folder: Path) -> str:
        whole = folder.absolute()
        if self._base is not None and whole.is_relative_to(self._base):
            return whole.relative_to(self._base).as_posix()
        return str(whole)

    def _place(self, line: _Line) -> Path:
        return self._base / line.folder if self._base is not None else Path(line.folder)


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


def _read(file: Path) -> tuple[_Line, ...]:
    try:
        with file.open("rb") as stream:
            return tuple(_Line(**one) for one in _plain(stream.read(MOST_BYTES)))[:MOST]
    except (OSError, ValueError, TypeError, RecursionError):
        return ()


def _plain(told: bytes) -> list[dict[str, str]]:
    """Return the lines of a list of rooms.

    Raises:
        ValueError: this is none.
        RecursionError: it is nested without end.
    """
    lines = json.loads(told)
    if not isinstance(lines, list):
        raise ValueError(lines)
    for line in lines:
        if not (isinstance(line, dict) and all(isinstance(word, str) for word in line.values())):
            raise ValueError(line)
    return lines


def _write(file: Path, lines: tuple[_Line, ...]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.new")
    told = json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2)
    beside.write_bytes(told.encode(errors="backslashreplace") + b"\n")
    os.replace(beside, file)
