"""A copied or restored room writes under a new name (本机编号) before it writes anything.

What tells is kept outside the database, in this person's own data folder: a number of this
installation, and for each room's place how far its journal had come. A room that was copied to
another computer or another folder finds nothing under its place; one whose file was put back from
an older copy finds that its journal had been longer, or another. Both take a new name. What slips
through, such as a whole disk copied, shows in the chain of packs.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from pathlib import Path

import msgspec
import platformdirs

from consultroom.store.rooms import Room

_INSTALLATION = "installation"
_HOME = "home"  # of the room's notes: where it last was


class _Mark(msgspec.Struct, frozen=True):
    """How far a room had come at its place: its name in stamps, last journal line and its hash."""

    node: str
    line: int
    hash: str


def data_folder() -> Path:
    """Return where this person's programs keep their data."""
    return platformdirs.user_data_path("consultroom", appauthor=False)


def settle(room: Room, data: Path | None = None) -> bool:
    """Give a room that is not at its place a new name; tell whether it got one.

    Where the data folder cannot be written the room stays as it is: the chain of packs still
    tells copies apart, only later.
    """
    data = data or data_folder()
    try:
        home = _home(room, data)
    except OSError:
        return False
    moved = room.notes.meta(_HOME) != home or not _is_as_left(room, _read(data, home))
    if moved and _has_written(room):
        room.take_new_node()
    if moved:
        room.notes.set_meta(_HOME, home)
    remember(room, data)
    return moved


def remember(room: Room, data: Path | None = None) -> None:
    """Note how far the room has come, before anything of it leaves."""
    data = data or data_folder()
    with suppress(OSError):
        mark = _Mark(room.node, room.last_seq, room.hash_at(room.last_seq))
        place = data / "rooms" / f"{_home(room, data)}.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = place.with_suffix(".part")
        aside.write_bytes(msgspec.json.encode(mark))
        aside.replace(place)


def _home(room: Room, data: Path) -> str:
    """Return the name of this place: of this installation and the room's folder."""
    told = f"{_installation(data)}\0{room.folder.resolve()}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _installation(data: Path) -> str:
    file = data / _INSTALLATION
    if not file.exists():
        data.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), file.open("x", encoding="ascii") as stream:
            stream.write(secrets.token_hex(16))
    return file.read_text("ascii", "replace")


def _read(data: Path, home: str) -> _Mark | None:
    try:
        return msgspec.json.decode((data / "rooms" / f"{home}.json").read_bytes(), type=_Mark)
    except (OSError, msgspec.MsgspecError):
        return None


def _is_as_left(room: Room, mark: _Mark | None) -> bool:
    """Tell whether the room's journal goes on from where it was left."""
    if mark is None or mark.node != room.node:
        return False
    return room.last_seq >= mark.line and (not mark.line or room.hash_at(mark.line) == mark.hash)


def _has_written(room: Room) -> bool:
    return room.last_seq > 0
