"""A room (工作站资料夹) is one folder: ``room.db`` and beside it ``blobs/``, ``backups/`` and more.

``create_room`` makes one, ``open_room`` opens one, ``go_back`` puts a backup in place. An open
``Room`` belongs to the thread that opened it.

    with open_room(folder, clock=clock, chance=token_bytes) as room:
        with room.act("登记议题", by="王") as act:
            act.put(topic)
        room.undo(by="王")

How it is kept from losing anything: one act is one transaction, synced before it is acknowledged;
the journal holds what every field was before; a backup is made before the file's shape changes;
a lock keeps a second window out; a file of a later version, or a damaged one, is not opened.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from consultroom.errors import UserError, why_not
from consultroom.store.backups import copy_out, look_over, make_backup, put_in_place
from consultroom.store.cabinet import Cabinet, Chance, Clock
from consultroom.store.engine import (
    RESTORE,
    DamagedRoom,
    Footing,
    connect,
    database,
    immediate,
    plain_connect,
    quick_check,
)
from consultroom.store.journal import NO_HASH, Journal
from consultroom.store.lock import Lock
from consultroom.store.migrations import LAYOUT, Layout, is_behind, refuse_newer, upgrade
from consultroom.store.names import NameIndex, Spell, no_spelling
from consultroom.store.notes import Notes, take_new_node
from consultroom.store.places import Drive, drive_of, sync_folder
from consultroom.store.room import Room, RoomRole
from consultroom.store.search import SearchIndex
from consultroom.store.shelf import Shelf

if TYPE_CHECKING:
    from consultroom.store.engine import Database

DATABASE: Final = "room.db"
LOCK: Final = "room.lock"
_FOLDERS: Final = ("blobs", "backups", "outbox", "inbox")
_SMALL: Final = 4 << 20  # bytes; checking so little takes a few milliseconds
_CHECK_EVERY: Final = timedelta(days=7)


class NoRoomHere(UserError):
    """The folder holds no room."""


def create_room(
    folder: Path,
    *,
    role: RoomRole,
    code: str,
    name: str,
    clock: Clock,
    chance: Chance,
    key: bytes | None = None,
    spell: Spell = no_spelling,
    layout: Layout = LAYOUT,
) -> Room:
    """Make a room in an empty or new folder and open it.

    Args:
        folder: where; made when it is not there.
        role: a station's or the district's.
        code: the organisation's code, the ``owner`` of its records.
        name: what the organisation is called.
        clock: the moment with its zone.
        chance: random bytes, that many.
        key: 32 random bytes to encrypt with, or None.
        spell: name -> initials and full spellings in pinyin.
        layout: kinds and migrations; tests have their own.

    Raises:
        UserError: there is a room already, the folder is not empty, or it cannot be written.
    """
    try:
        _refuse_full_folder(folder)
        for part in _FOLDERS:
            (folder / part).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"不能在这里新建资料夹：{why_not(error)}。请换一个位置。") from error
    lock = Lock(folder / LOCK)
    try:
        sweep(folder)
        _make_database(
            folder,
            lambda db: _furnish(
                db,
                layout,
                {"role": role.code, "code": code, "name": name, "made": clock().isoformat()},
                chance,
            ),
            key=key,
        )
    finally:
        lock.release()
    return open_room(folder, clock=clock, chance=chance, key=key, spell=spell, layout=layout)


def _refuse_full_folder(folder: Path) -> None:
    if (folder / DATABASE).exists():
        raise UserError("这个文件夹里已经有一个资料夹。请直接打开它，或者换一个空文件夹。")
    if folder.is_dir() and not all(map(_is_ours_or_hidden, folder.iterdir())):
        raise UserError("这个文件夹不是空的。请新建一个空文件夹再试。")


def _is_ours_or_hidden(part: Path) -> bool:
    """What an attempt to make a room leaves behind when the power fails is no obstacle."""
    if part.name in _FOLDERS:
        return part.is_dir() and not any(part.iterdir())
    return part.name == LOCK or part.name.startswith((".", f"{DATABASE}.part"))


def _make_database(folder: Path, furnish: Callable[[Database], None], *, key: bytes | None) -> None:
    """Finish ``room.db.part`` and only then give it its name."""
    aside = folder / f"{DATABASE}.part"
    db = connect(aside, key=key, footing=_footing(folder))
    try:
        furnish(db)
    finally:
        db.close()
    aside.replace(folder / DATABASE)
    sync_folder(folder)


def _furnish(db: Database, layout: Layout, notes: dict[str, str], chance: Chance) -> None:
    upgrade(db, layout)
    own = Notes(db.conn)
    with immediate(db.conn):
        for name, value in {**notes, "journal_head": NO_HASH.hex()}.items():
            own.set_meta(name, value)
        take_new_node(own, chance)


def open_room(
    folder: Path,
    *,
    clock: Clock,
    chance: Chance,
    key: bytes | None = None,
    spell: Spell = no_spelling,
    layout: Layout = LAYOUT,
) -> Room:
    """Open the room in ``folder``; a file of an earlier version is backed up and brought on.

    Raises:
        NoRoomHere: the folder holds no room.
        RoomInUse: another window has it open.
        NewerRoom: a later version of the program wrote it.
        DamagedRoom: the file is damaged, or the key is wrong.
        UserError: the folder or the file may not be read.
    """
    if not _holds_room(folder):
        raise NoRoomHere("这个文件夹里没有协商议事室的资料。请选择正确的资料夹，或者新建一个。")
    lock = Lock(folder / LOCK)
    try:
        sweep(folder)
        connection = _open_database(folder, layout, clock, key)
        try:
            cabinet = _cabinet(connection, layout, clock, chance, spell)
            return Room(
                folder,
                cabinet,
                Notes(connection),
                lock,
                key=key,
                warnings=_warnings(folder),
            )
        except BaseException:
            connection.close()
            raise
    except BaseException:
        lock.release()
        raise


def _holds_room(folder: Path) -> bool:
    try:
        return (folder / DATABASE).is_file()
    except OSError as error:
        raise UserError(
            "资料夹打不开。请检查文件夹的位置和读写权限，或者选择别的资料夹。"
        ) from error


def _open_database(folder: Path, layout: Layout, clock: Clock, key: bytes | None) -> Any:
    path = folder / DATABASE
    _refuse_empty(path)
    log = path.with_name(f"{DATABASE}-wal")
    ended_badly = log.exists() and log.stat().st_size > 0
    connection = plain_connect(path, key=key, footing=_footing(folder))
    try:
        refuse_newer(connection, layout)
        if ended_badly or path.stat().st_size < _SMALL or _check_is_due(connection, clock):
            _refuse_damaged(connection, clock)
        if is_behind(connection, layout):
            make_backup(connection, folder, at=clock(), why="upgrade", key=key)
            upgrade(database(connection), layout)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_empty(path: Path) -> None:
    """A room gets its name when it is finished, so one of 0 bytes has lost all it held."""
    if path.stat().st_size == 0:  # SQLite would take it for a new database and write into it
        raise DamagedRoom(f"资料文件已损坏（里面是空的）。{RESTORE}")


def _check_is_due(connection: Any, clock: Clock) -> bool:
    last = Notes(connection).meta("checked")
    return not last or clock() - datetime.fromisoformat(last) > _CHECK_EVERY


def _refuse_damaged(connection: Any, clock: Clock) -> None:
    if faults := quick_check(connection):
        raise DamagedRoom(f"资料文件已损坏（{faults[0]}）。{RESTORE}")
    Notes(connection).set_meta("checked", clock().isoformat())


def _cabinet(
    connection: Any, layout: Layout, clock: Clock, chance: Chance, spell: Spell
) -> Cabinet:
    return Cabinet(
        connection=connection,
        shelf=Shelf(connection, layout.kinds),
        journal=Journal(connection),
        search_index=SearchIndex(connection),
        name_index=NameIndex(connection, spell),
        node=Notes(connection).meta("node"),
        clock=clock,
        chance=chance,
    )


def _footing(folder: Path) -> Footing:
    return Footing.SOLID if drive_of(folder) is Drive.FIXED else Footing.SHAKY


def _warnings(folder: Path) -> tuple[str, ...]:
    sentence = drive_of(folder).value
    return (sentence,) if sentence else ()


def sweep(folder: Path) -> None:
    """Delete what was being written aside when the program last stopped."""
    for place in (folder, *(folder / part for part in _FOLDERS)):
        for leftover in place.glob("*.part*"):
            with suppress(PermissionError):  # on Windows a virus scanner may hold it
                leftover.unlink()


def go_back(
    folder: Path, backup: Path, *, clock: Clock, chance: Chance, key: bytes | None = None
) -> None:
    """Put a backup in the place of a closed room's database.

    What was there is kept in ``backups/`` as ``replaced-…``. The room gets a new node, since the
    other computers have seen later writes under the old one.

    Raises:
        RoomInUse: the room is open.
        UserError: the backup is missing or damaged; nothing was changed then.
    """
    lock = Lock(folder / LOCK)
    try:
        put_in_place(backup, folder, at=clock(), key=key)
        _make_database(folder, lambda db: _give_new_node(db, chance), key=key)
    finally:
        lock.release()


def room_beside(
    backup: Path, blobs: Path, folder: Path, *, chance: Chance, key: bytes | None = None
) -> None:
    """Make a room of a backup in a new or empty folder; it gets a new node.

    Args:
        backup: a copy of a room's database.
        blobs: where the attachments of that room lie; those that are not there stay missing.
        folder: where; made when it is not there.
        chance: random bytes, that many.
        key: what the backup is encrypted with, or None.

    Raises:
        UserError: the folder is not empty, the backup is damaged, or the disk is full.
    """
    look_over(backup, key=key)
    _refuse_full_folder(folder)
    try:
        _lay_beside(backup, blobs, folder)
        _make_database(folder, lambda db: _give_new_node(db, chance), key=key)
    except BaseException:  # else the folder is not empty any more, and refused the next time
        _clear_away(folder)
        raise


def _lay_beside(backup: Path, blobs: Path, folder: Path) -> None:
    copy_out(backup, folder / f"{DATABASE}.part", what="恢复")
    for file in sorted(blobs.rglob("*")) if blobs.is_dir() else ():
        if file.is_file():
            copy_out(file, folder / "blobs" / file.relative_to(blobs), what="恢复")
    for part in _FOLDERS:
        (folder / part).mkdir(exist_ok=True)


def _clear_away(folder: Path) -> None:
    """Take out what was laid into a folder that was empty."""
    for part in _FOLDERS:
        shutil.rmtree(folder / part, ignore_errors=True)
    for file in folder.glob(f"{DATABASE}*"):
        file.unlink()


def _give_new_node(db: Database, chance: Chance) -> None:
    take_new_node(Notes(db.conn), chance)


__all__ = [
    "Chance",
    "Clock",
    "NoRoomHere",
    "Room",
    "RoomRole",
    "create_room",
    "go_back",
    "open_room",
    "room_beside",
]
