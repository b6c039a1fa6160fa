"""Safekeeping (保管): history, undo, the bin, backups, and the check of the whole room."""

from __future__ import annotations

from pathlib import Path

from consultroom.domain.catalogue import KIND_OF_TABLE
from consultroom.domain.records import Record, RecordNumber
from consultroom.services.desk import Desk
from consultroom.store.checks import CheckReport
from consultroom.store.journal import ActRecord, JournalLine
from consultroom.store.reversal import CannotUndo
from consultroom.store.shelf import NoSuchRecord


def history(desk: Desk, key: str) -> tuple[JournalLine, ...]:
    """Return what happened to a record, oldest first; by id or record number.

    Raises:
        NoSuchRecord: nothing has this id or number.
    """
    record_id = key
    if RecordNumber.parse(key):
        record_id = desk.room.by_number(key.strip().upper()).id
    lines = desk.room.history(record_id)
    if not lines:
        raise NoSuchRecord(f"没有编号或编码为“{key}”的记录，请核对后再试。")
    return lines


def latest(desk: Desk) -> str:
    """Return the id of the newest act, or nothing in an empty journal."""
    return next((act.id for act in desk.room.acts(limit=1)), "")


def undo(desk: Desk, act_id: str | None = None) -> ActRecord:
    """Undo the last act, or the one named (撤销).

    Raises:
        CannotUndo: something was built on it, or there is nothing to undo; the founding of the
            room is what everything is built on.
    """
    founding = desk.room.acts(limit=1, before=2)
    if founding and (act_id or _last_standing(desk)) == founding[0].id:
        raise CannotUndo("没有可以撤销的操作。资料夹从这里开始，建立资料夹不能撤销。")
    return desk.room.undo(act_id, by=desk.by)


def _last_standing(desk: Desk) -> str:
    """Return the id of the newest act that is no undoing and was not undone."""
    before = None
    while acts := desk.room.acts(before=before):
        for act in acts:
            if act.undoes is None and not act.undone:
                return act.id
        before = acts[-1].n
    return ""


def check(desk: Desk) -> CheckReport:
    """Look the whole room over (检查): file, journal chain, attachments, search."""
    return desk.room.check()


def back_up(desk: Desk) -> Path:
    """Make a verified copy of the room's file (备份)."""
    return desk.room.backup()


def word_of(record: Record | str) -> str:
    """Return what a person calls a record or a table."""
    if isinstance(record, str):
        return KIND_OF_TABLE[record].word
    return next(kind.word for kind in KIND_OF_TABLE.values() if kind.record is type(record))
