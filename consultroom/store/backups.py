"""Copies of the database in ``backups/``, and going back to one.

A backup is written aside, looked through, synced and only then given its name. It holds records
and journal; attachments are never changed and stay in ``blobs/``.
"""

from __future__ import annotations

import filecmp
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from consultroom.errors import UserError, why_not
from consultroom.frozen import Frozen
from consultroom.store.engine import DamagedRoom, look_into, quick_check
from consultroom.store.places import sync_file, sync_folder

DAYS, MONTHS, LATEST = 7, 12, 5  # how many are kept: one a day, one a month, and the last few
_NAME: Final = re.compile(r"room-(\d{8}-\d{6})-([a-z]+)\.db")
_STAMP: Final = "%Y%m%d-%H%M%S"


class Backup(Frozen):
    """One backup.

    Attributes:
        at: when it was made, in the local time of the desk.
        why: ``manual``, ``daily``, ``upgrade``, ``import``, ``before``.
        size: bytes.
    """

    path: Path
    at: datetime
    why: str
    size: int


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """Return the backups of the room in ``folder``, the latest first."""
    found = []
    for path in (folder / "backups").glob("room-*.db"):
        if name := _NAME.fullmatch(path.name):
            at = datetime.strptime(name[1], _STAMP)  # noqa: DTZ007  (a local name, as on the shelf)
            found.append(Backup(path, at, name[2], path.stat().st_size))
    return tuple(sorted(found, key=lambda backup: (backup.at, backup.path), reverse=True))


def make_backup(
    connection: Any, folder: Path, *, at: datetime, why: str, key: bytes | None
) -> Path:
    """Copy the database into ``folder/backups`` and return the copy's path.

    Args:
        connection: the open room, outside any transaction.
        folder: the room's folder.
        at: the moment, for the name.
        why: lower-case letters, for the name.
        key: the room's key; the copy has the same.

    Raises:
        UserError: the disk is full, or the room or its copy is damaged.
    """
    target = folder / "backups" / f"room-{at.strftime(_STAMP)}-{why}.db"
    aside = target.with_suffix(".part")
    with _disk_in_words():
        target.parent.mkdir(exist_ok=True)
        aside.unlink(missing_ok=True)
        try:
            connection.execute("VACUUM INTO ?", (str(aside),))
            look_through(aside, key=key)
            sync_file(aside)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
        sync_folder(target.parent)
    return target


def as_it_is(connection: Any, folder: Path, *, why: str, key: bytes | None) -> Path | None:
    """Return the latest backup, when it was made for the same reason and nothing was done since.

    It is looked through again. Two are of one state when their journals end in the same line: each
    carries the hash of all before it.
    """
    latest = next(iter(backups_in(folder)), None)
    if latest is None or latest.why != why:
        return None
    try:
        look_through(latest.path, key=key)
        copy = look_into(latest.path, key=key)
    except UserError:
        return None  # a damaged one is no backup: a new one is made
    try:
        return latest.path if _end(copy) == _end(connection) else None
    finally:
        copy.close()


def _end(connection: Any) -> tuple[int, bytes] | None:
    """Return the number and hash of a journal's last line."""
    end = "SELECT n, hash FROM journal ORDER BY n DESC LIMIT 1"
    found: tuple[int, bytes] | None = connection.execute(end).fetchone()
    return found


@contextmanager
def _disk_in_words(what: str = "备份") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(f"{what}没有完成：{why_not(error)}。请检查磁盘空间和写入权限。") from error


def look_through(path: Path, *, key: bytes | None) -> None:
    """Open a copy and run SQLite's quick check on it.

    Raises:
        DamagedRoom: it is not whole, or the key is wrong.
    """
    connection = look_into(path, key=key)
    try:
        faults = quick_check(connection)
    finally:
        connection.close()
    if faults:
        raise DamagedRoom("备份文件不完整，没有使用。请检查磁盘后再备份一次。")


class BackupReport(Frozen, kw_only=True):
    """What a whole backup holds.

    Attributes:
        acts: how many acts its journal tells of.
        last: the moment of the last of them, ISO with zone; empty when there is none.
        by: who did it.
        name: what it was, ``登记来访``.
    """

    acts: int
    last: str = ""
    by: str = ""
    name: str = ""


def look_over(backup: Path, *, key: bytes | None) -> BackupReport:
    """Check a backup and say how far it goes.

    Raises:
        UserError: the file is missing, damaged, or the key is wrong.
    """
    if not backup.is_file():
        raise UserError("没有找到这个备份文件。请重新选择。")
    look_through(backup, key=key)
    connection = look_into(backup, key=key)
    try:
        row = connection.execute("SELECT at, who, name FROM act ORDER BY n DESC").fetchone()
        acts = connection.execute("SELECT count(*) FROM act").fetchone()[0]
    finally:
        connection.close()
    at, by, name = row or ("", "", "")
    return BackupReport(acts=int(acts), last=at, by=by, name=name)


def copy_out(source: Path, target: Path, *, what: str = "备份") -> None:
    """Copy a file to another drive and read it back.

    Args:
        source: the file.
        target: its path there.
        what: is being done, for the sentence when it fails.

    Raises:
        UserError: the drive is full, was pulled out, or what was read back is another.
    """
    aside = target.with_name(f"{target.name}.part")
    with _disk_in_words(what):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy(source, aside)
            if not filecmp.cmp(source, aside, shallow=False):
                raise UserError("拷过去的文件和原来的不一样，没有保留。请换一个U盘再试。")
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
        sync_folder(target.parent)


def prune(folder: Path, *, spare: Path | None = None) -> tuple[Path, ...]:
    """Delete backups that are no longer needed and return them.

    Kept are the last five, the latest of each of the last seven days that have one, the latest of
    each of the last twelve such months, and ``spare``, which is about to be used.
    """
    backups = backups_in(folder)
    kept = {backup.path for backup in backups[:LATEST]} | {spare}
    for period, number in (("%Y%m%d", DAYS), ("%Y%m", MONTHS)):
        latest: dict[str, Path] = {}
        for backup in backups:
            latest.setdefault(backup.at.strftime(period), backup.path)
        kept |= set(list(latest.values())[:number])
    gone = tuple(backup.path for backup in backups if backup.path not in kept)
    for path in gone:
        path.unlink()
    return gone


def put_in_place(backup: Path, folder: Path, *, at: datetime, key: bytes | None) -> None:
    """Keep a copy of the room's database and lay a copy of ``backup`` out to take its place.

    The copy of what was there is ``backups/replaced-…``, with its write-ahead log, so that whatever
    can still be read can be fetched. The new one lies as ``room.db.part``; the caller renames it.

    Raises:
        UserError: the backup is missing or damaged; nothing was changed then.
    """
    if not backup.is_file():
        raise UserError("没有找到这个备份文件。请重新选择。")
    look_through(backup, key=key)
    with _disk_in_words("恢复"):
        _lay_out(backup, folder, at)


def _lay_out(backup: Path, folder: Path, at: datetime) -> None:
    old = folder / "backups" / f"replaced-{at.strftime(_STAMP)}.db"
    old.parent.mkdir(exist_ok=True)
    _copy(backup, folder / "room.db.part")
    for ending in ("", "-wal"):
        if (place := folder / f"room.db{ending}").exists():
            _copy(place, old.with_name(old.name + ending))
    for ending in ("-wal", "-shm"):  # of the old file; replayed into the new one it would ruin it
        (folder / f"room.db{ending}").unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    sync_file(target)
    sync_folder(target.parent)
