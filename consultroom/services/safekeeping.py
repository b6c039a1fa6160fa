"""Safekeeping (保管): history, undo, the bin, backups, and the check of the whole room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from consultroom.domain.catalogue import KIND_OF_TABLE
from consultroom.domain.records import Record, RecordNumber
from consultroom.frozen import Frozen, names_of, replace
from consultroom.services.desk import Desk
from consultroom.store.bin import BinnedRecord
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


_BY_ITSELF = {"登记签名公钥"}  # what the program registers unasked; nobody means it by Ctrl+Z


def undo(desk: Desk, act_id: str | None = None) -> ActRecord:
    """Undo the last act, or the one named (撤销).

    Raises:
        CannotUndo: something was built on it, or there is nothing to undo; the founding of the
            room is what everything is built on.
    """
    act_id = act_id or _last_standing(desk) or None
    founding = desk.room.acts(limit=1, before=2)
    if founding and act_id == founding[0].id:
        raise CannotUndo("没有可以撤销的操作。资料夹从这里开始，建立资料夹不能撤销。")
    return desk.room.undo(act_id, by=desk.by)


def _last_standing(desk: Desk) -> str:
    """Return the id of the newest act by hand that is no undoing and was not undone."""
    before = None
    while acts := desk.room.acts(before=before):
        for act in acts:
            if act.undoes is None and not act.undone and act.name not in _BY_ITSELF:
                return act.id
        before = acts[-1].n
    return ""


def check(desk: Desk) -> CheckReport:
    """Look the whole room over (检查): file, journal chain, attachments, search."""
    return desk.room.check()


class Health(Frozen, kw_only=True):
    """What came of looking the whole room over, in sentences.

    Attributes:
        counted: how much was looked at.
        faults: what is wrong.
        remarks: what is odd but harmless.
    """

    counted: str
    faults: tuple[str, ...]
    remarks: tuple[str, ...]


def health(desk: Desk) -> Health:
    """Look the whole room over, and say so in sentences."""
    report = check(desk)
    return Health(
        counted=f"查了{report.records}条记录、{report.lines}条流水、{report.blobs}个附件。",
        faults=report.faults,
        remarks=report.remarks,
    )


def back_up(desk: Desk) -> Path:
    """Make a verified copy of the room's file (备份)."""
    return desk.room.backup()


class BinLine(Frozen, kw_only=True):
    """One deleted record in the bin.

    Attributes:
        word: what a person calls this kind of record, 议题.
        at: when it was deleted; None when the journal does not tell.
        by: who deleted it.
        act: in doing what.
    """

    id: str
    word: str
    title: str
    at: datetime | None = None
    by: str = ""
    act: str = ""


def deleted(desk: Desk) -> tuple[BinLine, ...]:
    """Return what is in the bin (回收站), the latest first; of visitors no name.

    What was deleted along with the record it belongs to is not told by itself: it comes back
    with that one.
    """
    found = desk.room.bin()
    along = {one for those in _belongings(found).values() for one in those}
    return tuple(_bin_line(one) for one in found if one.record_id not in along)


def _bin_line(one: BinnedRecord) -> BinLine:
    title = "" if one.title == one.word or one.table == "visitor_identity" else one.title
    line = BinLine(id=one.record_id, word=one.word, title=title)
    if one.removed is None:
        return line
    return replace(line, at=one.removed.at, by=one.removed.by, act=one.removed.name)


def bring_back(desk: Desk, record_ids: Sequence[str]) -> None:
    """Bring records back from the bin with what was deleted along, in one act (从回收站恢复).

    Raises:
        NoSuchRecord: one of them is not there any more; none was brought back.
    """
    belongings = _belongings(desk.room.bin())
    wanted = list(record_ids)
    for one in wanted:  # what belongs to what belongs to it comes too
        wanted += (along for along in belongings.get(one, ()) if along not in wanted)
    desk.room.restore_all(wanted, by=desk.by)


def _belongings(found: Sequence[BinnedRecord]) -> dict[str, tuple[str, ...]]:
    """Return by its id what in the bin points at a record and was deleted in the same act."""
    acts: dict[str, list[BinnedRecord]] = {}
    for one in found:
        if one.removed is not None:
            acts.setdefault(one.removed.id, []).append(one)
    told = {one.record_id: _named_in(one.record) for one in found}
    return {
        head.record_id: tuple(
            one.record_id
            for one in together
            if head.record_id in told[one.record_id] and one.record_id not in told[head.record_id]
        )
        for together in acts.values()
        for head in together
    }


def _named_in(record: Record) -> frozenset[str]:
    """Return every text a record holds that may be the id of another."""
    values = [getattr(record, name) for name in names_of(type(record)) if name != "id"]
    lists = [one for one in values if isinstance(one, tuple)]
    return frozenset(one for some in (values, *lists) for one in some if isinstance(one, str))


def word_of(record: Record | str) -> str:
    """Return what a person calls a record or a table."""
    if isinstance(record, str):
        return KIND_OF_TABLE[record].word
    return next(kind.word for kind in KIND_OF_TABLE.values() if kind.record is type(record))
