"""Looking the whole room over: the file, the journal, the attachments, the search."""

# ruff: noqa: S608  (names of tables and columns come from the catalogue)

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consultroom.domain.stamps import is_deleted
from consultroom.frozen import Frozen
from consultroom.store.blobs import Blobs
from consultroom.store.cabinet import Cabinet
from consultroom.store.engine import integrity_check
from consultroom.store.rows import Shape
from consultroom.store.shelf import Gone

AnyShape = Shape[Any]


class CheckReport(Frozen, kw_only=True):
    """What a check found.

    Attributes:
        faults: sentences about what is wrong and needs a backup or a rebuild.
        remarks: sentences about what is odd but harmless, such as a file nothing points to.
        records: live records looked at.
        lines: journal lines looked at.
        blobs: attachments looked at.
    """

    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    records: int
    lines: int
    blobs: int

    @property
    def sound(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.faults


def check(cabinet: Cabinet, blobs: Blobs, *, encrypted: bool) -> CheckReport:
    """Look the whole room over; takes about a second for 25,000 records."""
    wanted = _wanted_blobs(cabinet)
    faults = [
        *_file_faults(cabinet, encrypted=encrypted),
        *cabinet.journal.faults(),
        *_bin_faults(cabinet),
        *_blob_faults(blobs, wanted),
        *_search_faults(cabinet),
    ]
    remarks = [*_loose_ends(cabinet), *_spare_blobs(blobs, wanted)]
    return CheckReport(
        faults=tuple(faults),
        remarks=tuple(remarks),
        records=_live(cabinet),
        lines=_number(cabinet, "SELECT count(*) FROM journal"),
        blobs=len(wanted),
    )


def _number(cabinet: Cabinet, query: str, *slots: Any) -> int:
    return int(cabinet.connection.execute(query, slots).fetchone()[0])


def _live(cabinet: Cabinet) -> int:
    return sum(cabinet.shelf.count(shape.record) for shape in cabinet.shelf.shapes)


def _file_faults(cabinet: Cabinet, *, encrypted: bool) -> Iterator[str]:
    for words in integrity_check(cabinet.connection):
        yield f"资料文件有损坏（{words}）。请用最近的备份恢复。"
    if encrypted:
        for row in cabinet.connection.execute("PRAGMA cipher_integrity_check"):
            yield f"资料文件有损坏（{row[0]}）。请用最近的备份恢复。"
    for row in cabinet.connection.execute("PRAGMA foreign_key_check"):
        yield f"流水表有断开的引用（{row[0]}）。请用最近的备份恢复。"


def _bin_faults(cabinet: Cabinet) -> Iterator[str]:
    """The bin follows from the stamps; a row that says otherwise was written past the store."""
    for shape in cabinet.shelf.shapes:
        rows = cabinet.connection.execute(
            f'SELECT id FROM "{shape.table}" WHERE d IS NOT NULL OR gone > 0'
        )
        for (record_id,) in rows.fetchall():
            row = cabinet.shelf.row(shape, record_id)
            if row and is_deleted(row.stamps.context, row.deletion) != (row.gone > Gone.LIVE):
                yield f"一条{shape.kind.word}（{record_id}）是否已删除前后不一致。"


def _wanted_blobs(cabinet: Cabinet) -> dict[str, str]:
    """Return hash -> title of what records point to, those in the bin included."""
    wanted: dict[str, str] = {}
    for shape in cabinet.shelf.shapes:
        if "sha256" in shape.by_name:
            for gone in (Gone.LIVE, Gone.BINNED):
                for record in cabinet.shelf.records(shape, gone):
                    wanted[getattr(record, "sha256")] = shape.title_of(record)  # noqa: B009
    wanted.pop("", None)
    return wanted


def _blob_faults(blobs: Blobs, wanted: dict[str, str]) -> Iterator[str]:
    for sha, title in wanted.items():
        if sha not in blobs:
            yield f"附件“{title}”的文件不在资料夹里。请从备份或原件重新添加。"
        elif not blobs.verify(sha):
            yield f"附件“{title}”的文件已损坏。请从备份或原件重新添加。"


def _spare_blobs(blobs: Blobs, wanted: dict[str, str]) -> Iterator[str]:
    spare = sum(sha not in wanted for sha in blobs.all())
    if spare:
        yield f"有 {spare} 个附件文件没有记录用到，不影响使用。"


def _search_faults(cabinet: Cabinet) -> Iterator[str]:
    expected = sum(
        bool(shape.text_of(record))
        for shape in cabinet.shelf.shapes
        for record in cabinet.shelf.records(shape)
    )
    found = cabinet.search.size()
    if found != expected:
        yield f"搜索目录有 {found} 条，应有 {expected} 条。请重建搜索目录。"


def _loose_ends(cabinet: Cabinet) -> Iterator[str]:
    """Columns named after a table hold ids of its rows; a row may come before what it names."""
    tables = {shape.table: shape for shape in cabinet.shelf.shapes}
    for shape in cabinet.shelf.shapes:
        for name in shape.names:
            if name in tables and shape.by_name[name].sql == "TEXT":
                loose = _number(
                    cabinet,
                    f'SELECT count(*) FROM "{shape.table}" WHERE gone = 0 AND "{name}" <> \'\' '
                    f'AND "{name}" NOT IN (SELECT id FROM "{name}")',
                )
                if loose:
                    yield f"有 {loose} 条{shape.kind.word}指向的{tables[name].kind.word}不在本机。"
