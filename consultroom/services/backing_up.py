"""Backups (备份): made, checked, carried away, and gone back to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services import founding
from consultroom.services.desk import Desk
from consultroom.store import backups, rooms

WHY: Final[dict[str, str]] = {
    "manual": "手工备份",
    "daily": "每天自动",
    "upgrade": "升级之前",
    "import": "导入之前",
    "before": "恢复之前",
}
AWAY: Final = "协商议事室备份"  # folder on a stick
_COMPLAINT: Final = "daily_backup"  # among the room's own settings of this computer
Progress = Callable[[int, int], None]


class BackupLine(Frozen, kw_only=True):
    """One backup in the room's folder.

    Attributes:
        why: when such backups are made, in words.
        size: bytes.
    """

    path: Path
    at: datetime
    why: str
    size: int


class Soundness(Frozen, kw_only=True):
    """A backup that was looked through and is whole.

    Attributes:
        acts: how many acts its journal tells of.
        last: the last of them, in a few words: 11月26日 9:05 王敏 登记来访.
    """

    acts: int
    last: str


def listed(desk: Desk) -> tuple[BackupLine, ...]:
    """Return the backups there are, the latest first."""
    return tuple(
        BackupLine(path=one.path, at=one.at, why=WHY.get(one.why, "备份"), size=one.size)
        for one in desk.room.backups()
    )


def make(desk: Desk) -> Path:
    """Make a backup now and return it (现在备份); those no longer needed go."""
    return desk.room.backup()


def daily(desk: Desk) -> Path | None:
    """Make the backup of the day (每天备份), unless there is one since the last act or of today.

    It is made when the room is left. What went wrong then is kept, and said when it is opened
    the next time, by ``complaint``.
    """
    last = max((one.at for one in desk.room.backups()), default=None)
    acts = desk.room.acts(limit=1)
    now = desk.room.clock().replace(tzinfo=None)
    if not acts or (
        last and (last.date() >= now.date() or last >= acts[0].at.replace(tzinfo=None))
    ):
        return None
    try:
        made = desk.room.backup(why="daily")
    except UserError as error:
        desk.room.notes.set_setting(_COMPLAINT, str(error))
        return None
    desk.room.notes.set_setting(_COMPLAINT, "")
    return made


def complaint(desk: Desk) -> str:
    """Return why the last daily backup could not be made; empty when it was."""
    found = desk.room.notes.setting(_COMPLAINT, "")
    return f"上次离开时没有备份成：{found}" if found else ""


def examine(desk: Desk, backup: Path) -> Soundness:
    """Look a backup through and say how far it goes (检查备份).

    Raises:
        UserError: it is missing, damaged, or of another room's key.
    """
    report = backups.look_over(backup, key=desk.room.key)
    if not report.last:
        return Soundness(acts=0, last="")
    at = datetime.fromisoformat(report.last)
    last = f"{at.year}年{at.month}月{at.day}日{at.hour}:{at.minute:02d} {report.by} {report.name}"
    return Soundness(acts=report.acts, last=last)


def carry(
    desk: Desk, backup: Path, drive: Path, *, progress: Progress = lambda _done, _total: None
) -> Path:
    """Copy a backup and the attachments to another drive, read back what was written (拷走备份).

    Attachments that were carried there before are not copied again.

    Args:
        desk: where.
        backup: one of `listed`.
        drive: the stick, or a folder of another disk.
        progress: told how many of how many files are behind.

    Returns:
        The folder that was written to.

    Raises:
        UserError: the drive is gone or full, or what was read back is another.
    """
    if drive.resolve().is_relative_to(desk.room.folder.resolve()):
        raise UserError("这里就是资料夹本身，放在一起不算备份。请选U盘或者另一块硬盘。")
    target = drive / f"{AWAY} {desk.owner}"
    blobs = desk.room.folder / "blobs"
    files = sorted(file for file in blobs.rglob("*") if file.is_file())
    for number, file in enumerate(files):
        progress(number, len(files) + 1)
        there = target / "blobs" / file.relative_to(blobs)
        if not there.exists() or there.stat().st_size != file.stat().st_size:
            backups.copy_out(file, there)
    progress(len(files), len(files) + 1)
    backups.copy_out(backup, target / backup.name)
    return target


def unfold(desk: Desk, backup: Path, folder: Path) -> None:
    """Make a room of a backup in a new folder, to look at it (恢复到新文件夹).

    The attachments come from beside the backup, as on a stick, or from this room.

    Raises:
        UserError: the folder is not empty, or the backup is damaged.
    """
    beside = backup.parent / "blobs"
    blobs = beside if beside.is_dir() else desk.room.folder / "blobs"
    rooms.room_beside(backup, blobs, folder, chance=desk.room.chance, key=desk.room.key)


def prepare(desk: Desk, backup: Path) -> Path:
    """Check a backup and save the room as it is now, before going back to it.

    Returns:
        The backup of the room as it is now.

    Raises:
        UserError: the backup is missing or damaged, or the disk is full.
    """
    backups.look_over(backup, key=desk.room.key)
    return desk.room.backup(why="before", spare=backup)


class StayedAsItWas(UserError):
    """A backup could not be put in place.

    Attributes:
        desk: at the room as it was, to go on with.
    """

    def __init__(self, sentence: str, desk: Desk) -> None:
        super().__init__(sentence)
        self.desk = desk


def go_back(desk: Desk, backup: Path) -> Desk:
    """Put a backup in the place of this room, and sit down at it again (恢复到这份备份).

    `prepare` comes first. Any thread the room was lent to will do; who goes on with the desk
    calls ``desk.room.take_over`` in the thread it is used by.

    Returns:
        The desk to go on with; the one given is of no use any more.

    Raises:
        StayedAsItWas: the backup could not be put in place.
    """
    room = desk.room
    room.close()
    try:
        rooms.go_back(room.folder, backup, clock=room.clock, chance=room.chance, key=room.key)
    except UserError as error:
        raise StayedAsItWas(str(error), _again(desk)) from error
    return _again(desk)


def _again(desk: Desk) -> Desk:
    room = desk.room
    return founding.open_desk(room.folder, by=desk.by, clock=room.clock, chance=room.chance)
