"""The bin (回收站): what was deleted and can come back."""

from __future__ import annotations

from consultroom.domain.records import Record
from consultroom.frozen import Frozen
from consultroom.store.acts import Act
from consultroom.store.cabinet import Cabinet
from consultroom.store.journal import ActRecord
from consultroom.store.shelf import Gone, NoSuchRecord


class BinnedRecord(Frozen, kw_only=True):
    """One deleted record.

    Attributes:
        word: what a person calls this kind of record.
        record: as it was when it was deleted.
        removed: the act that deleted it, or None when the journal does not tell.
    """

    record_id: str
    table: str
    word: str
    title: str
    record: Record
    removed: ActRecord | None


def binned(cabinet: Cabinet) -> tuple[BinnedRecord, ...]:
    """Return what is in the bin, the latest first."""
    found = [
        BinnedRecord(
            record_id=record.id,
            table=shape.table,
            word=shape.kind.word,
            title=shape.title_of(record),
            record=record,
            removed=_removal(cabinet, shape.table, record.id),
        )
        for shape in cabinet.shelf.shapes
        for record in cabinet.shelf.records(shape, Gone.BINNED)
    ]
    found.sort(key=lambda one: one.removed.n if one.removed else 0, reverse=True)
    return tuple(found)


def _removal(cabinet: Cabinet, table: str, record_id: str) -> ActRecord | None:
    lines = cabinet.journal.lines_about(record_id)
    removals = [act for act, line in lines if line.table == table and line.verb.takes_away]
    return removals[-1] if removals else None


def restored(cabinet: Cabinet, act: Act, record_id: str) -> Record:
    """Bring the record with this id back within ``act``.

    Raises:
        NoSuchRecord: it is not in the bin.
    """
    for shape in cabinet.shelf.holders(record_id):
        record: Record = act.restore(shape.record, record_id)
        return record
    raise NoSuchRecord("这条记录不在回收站里，请刷新后再试。")
