"""The inbox (收件箱): packs are copied in, lie there, and go on to the archive or the quarantine.

inbox/NAME.crpk              waiting
inbox/taken/UNIT/NAME.crpk   taken in; never deleted, a room can be built again from them
inbox/quarantine/NAME.crpk   refused, with the sentence beside it in NAME.txt
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from consultroom.errors import UserError, why_not
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.store.places import sync_file, sync_folder

ENDING: Final = ".crpk"
_TAKEN, _QUARANTINE = "taken", "quarantine"
_NAME: Final = re.compile(r"(?P<to>[A-Z0-9]+)_(?P<unit>[A-Z0-9]+)-[A-Z0-9_-]+\.CRPK")


class NothingToImport(UserError):
    """No pack was found where it was looked for."""


class Quarantined(Frozen):
    """A file that was refused, and why."""

    file: Path
    sentence: str


def folder_of(desk: Desk) -> Path:
    """Return the inbox."""
    return desk.room.folder / "inbox"


def waiting(desk: Desk) -> tuple[Path, ...]:
    """Return the packs that lie in the inbox."""
    return tuple(sorted(packs_in(folder_of(desk), deep=False)))


def unreadable(files: Iterable[Path]) -> tuple[Path, ...]:
    """Return those of these files whose very beginning shows that they are no packs.

    Damage further on is found when a pack is looked at; this is quick enough for a first page.
    """
    return tuple(file for file in files if not _begins_well(file))


def _begins_well(file: Path) -> bool:
    from consultroom.exchange import limits  # a first page where nothing waits needs none of it
    from consultroom.exchange.beginning import begins_as_pack

    try:
        with file.open("rb") as stream:
            return begins_as_pack(stream.read(limits.HEADER))
    except OSError:  # cannot be read either
        return False


def packs_in(folder: Path, *, deep: bool = True) -> Iterator[Path]:
    """Yield the packs of a folder."""
    pattern = folder.rglob("*") if deep else folder.glob("*")
    for path in pattern:
        if path.suffix.lower() == ENDING and path.is_file():
            yield path


def bring_in(desk: Desk, places: Iterable[Path], *, sent_too: bool = False) -> tuple[Path, ...]:
    """Copy packs into the inbox and return where they lie; the originals are left alone.

    A stick holds packs for many, and those this room wrote itself. Of a folder, packs whose names
    address somebody else are passed over; a file that is named is always taken.

    Args:
        desk: where.
        places: files, or folders whose packs are meant.
        sent_too: whether packs this organisation sent are meant as well.

    Raises:
        NothingToImport: there is no file of that name, or no pack in the folder.
        UserError: a file cannot be read, or the disk is full.
    """
    here = _Here(desk.owner, sent_too)
    return tuple(_copied(desk, file) for place in places for file in _files(place, here))


class _Here(Frozen):
    """Whose packs are meant, as far as names of files can tell."""

    unit: str
    sent_too: bool

    def means(self, file: Path) -> bool:
        """Tell whether a pack may be meant; one whose name says nothing may."""
        name = _NAME.fullmatch(file.name.upper())
        if name is None:
            return True
        return self.unit == name["to"] or (self.sent_too and self.unit == name["unit"])


def _files(place: Path, here: _Here) -> tuple[Path, ...]:
    if place.is_dir():
        there = tuple(sorted(packs_in(place)))
        if not there:
            raise NothingToImport(f"“{place.name}”里没有交换包（{ENDING} 文件），请核对位置。")
        found = tuple(file for file in there if here.means(file))
        if not found:
            raise NothingToImport(f"“{place.name}”里有{len(there)}个交换包，都不是给本单位的。")
        return found
    if not place.is_file():
        raise NothingToImport(f"找不到“{place.name}”，请插好U盘，核对位置再试。")
    return (place,)


def _copied(desk: Desk, file: Path) -> Path:
    inbox = folder_of(desk)
    if file.parent.resolve() == inbox.resolve():
        return file
    try:
        inbox.mkdir(exist_ok=True)
        target = _free_place(inbox, file)
        if not target.exists():
            aside = target.with_name(f"{target.name}.part")
            shutil.copyfile(file, aside)
            sync_file(aside)
            aside.replace(target)
            sync_folder(inbox)
    except OSError as error:
        raise UserError(
            f"“{file.name}”没有拷进来：{why_not(error)}。请检查U盘和磁盘空间。"
        ) from error
    return target


def _free_place(folder: Path, file: Path) -> Path:
    """Return where a file goes: its own name, or with its hash where another has that name."""
    place = folder / file.name
    if not place.exists() or _hash(place) == _hash(file):
        return place
    return folder / f"{file.stem}-{_hash(file)[:8].upper()}{file.suffix}"


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# -- where they go ---------------------------------------------------------------------------


def archive(desk: Desk, file: Path, unit: str) -> None:
    """Put a pack that was taken in where it is kept for ever."""
    _move(desk, file, Path(_TAKEN) / unit)


def place_in_archive(desk: Desk, file: Path, unit: str) -> str:
    """Return where a pack of the inbox will lie in the archive, relative to the inbox."""
    return (
        Path(_TAKEN) / unit / _free_place(folder_of(desk) / _TAKEN / unit, file).name
    ).as_posix()


def archived(desk: Desk) -> tuple[Path, ...]:
    """Return every pack that was ever taken in."""
    return tuple(sorted(packs_in(folder_of(desk) / _TAKEN)))


def quarantine(desk: Desk, file: Path, sentence: str) -> Quarantined:
    """Put a refused file aside with the sentence why."""
    place = _move(desk, file, Path(_QUARANTINE))
    place.with_suffix(".txt").write_text(f"{sentence}\n", encoding="utf-8")
    return Quarantined(place, sentence)


def quarantined(desk: Desk) -> tuple[Quarantined, ...]:
    """Return the files that were refused; they may be brought in again from there."""
    found = sorted(packs_in(folder_of(desk) / _QUARANTINE, deep=False))
    return tuple(Quarantined(file, _reason(file)) for file in found)


def _reason(file: Path) -> str:
    note = file.with_suffix(".txt")
    return note.read_text("utf-8").strip() if note.is_file() else ""


def _move(desk: Desk, file: Path, place: Path) -> Path:
    folder = folder_of(desk) / place
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_place(folder, file)
        file.replace(target)
        sync_folder(folder)
    except OSError as error:
        raise UserError(
            f"“{file.name}”不能移出收件箱：{why_not(error)}。请检查写入权限再试。"
        ) from error
    return target


def put_back(desk: Desk, place: str) -> Path:
    """Copy a pack from the archive into the inbox, after its import was taken back.

    Where it never came to the archive, since the program ended before, it still lies in the inbox.
    """
    file = folder_of(desk) / place
    waits = folder_of(desk) / file.name
    return waits if waits.is_file() and not file.exists() else _copied(desk, file)
