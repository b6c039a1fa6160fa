"""Publishing (发布) as Parquet files: one a table, and one that says what the folder holds.

pyarrow is an extra; without it the sentence says what to install.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any, Final

from consultroom.domain.publications import ColumnKind, Publication, PublishedTable, Value
from consultroom.errors import why_not
from consultroom.exchange.publish import CannotPublish, Filled, Rows, Tell, library

CONTENTS: Final = "publication.json"
_GROUP: Final = 65_536  # rows


def to_parquet(
    folder: Path,
    publication: Publication,
    rows: Rows,
    *,
    tell: Tell = lambda _table, _rows: None,
) -> tuple[Filled, ...]:
    """Write each table as a Parquet file, and last of all what the folder holds.

    Files of an earlier publication that are not published any more are removed; others are left.

    Args:
        folder: made when it is not there.
        publication: what is published.
        rows: table -> its rows, in the order of its columns.
        tell: told a table and how many of its rows are written, now and then.

    Raises:
        CannotPublish: pyarrow is missing, the folder cannot be written, or another organisation
            published there.
    """
    writer = _Writer()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = _contents(folder)
        if before.get("unit", publication.unit) != publication.unit:
            raise CannotPublish(
                f"“{folder.name}”里是“{before.get('name')}”发布的，没有改动。请换一个文件夹。"
            )
        filled = []
        for table in publication.tables:
            aside = folder / f"{table.name}.parquet.part"
            count = 0
            for batch in writer.write(aside, table, rows(table)):
                count += batch
                tell(table.name, count)
            filled.append(Filled(table=table.name, rows=count, added=count))
        _put_in_place(folder, publication, filled, before)
    except OSError as error:
        for leftover in (folder / f"{table.name}.parquet.part" for table in publication.tables):
            with suppress(OSError):
                leftover.unlink()
        raise CannotPublish(
            f"“{folder.name}”写不进去（{why_not(error)}）。请检查磁盘空间和写入权限。"
        ) from error
    return tuple(filled)


def _contents(folder: Path) -> dict[str, Any]:
    file = folder / CONTENTS
    if not file.exists():
        return {}
    try:
        told = json.loads(file.read_text("utf-8"))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _put_in_place(
    folder: Path, publication: Publication, filled: Sequence[Filled], before: dict[str, Any]
) -> None:
    names = {one.table: f"{one.table}.parquet" for one in filled}
    for name in names.values():
        os.replace(folder / f"{name}.part", folder / name)
    for table in before.get("tables", {}):
        if table.isidentifier() and table not in names:
            (folder / f"{table}.parquet").unlink(missing_ok=True)
    told = {
        "unit": publication.unit,
        "name": publication.name,
        "published_at": publication.at.isoformat(timespec="seconds"),
        "app": publication.app,
        "personal": publication.personal,
        "tables": {one.table: one.rows for one in filled},
    }
    aside = folder / f"{CONTENTS}.part"
    aside.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")
    os.replace(aside, folder / CONTENTS)


class _Writer:
    """Writes tables as Parquet files."""

    def __init__(self) -> None:
        self._arrow = library("pyarrow", "parquet")
        self._parquet = library("pyarrow.parquet", "parquet")

    def write(
        self, file: Path, table: PublishedTable, rows: Iterable[Sequence[Value]]
    ) -> Iterator[int]:
        """Write one file; yield how many rows of it were written since."""
        kinds = [_arrow_kind(self._arrow, column.kind) for column in table.columns]
        schema = self._schema(table, kinds)
        with self._parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            for batch in _batches(rows, _GROUP):
                columns = zip(zip(*batch, strict=True), table.columns, kinds, strict=True)
                arrays = [
                    self._arrow.array(_converted(values, column.kind), kind)
                    for values, column, kind in columns
                ]
                writer.write_table(self._arrow.Table.from_arrays(arrays, schema=schema))
                yield len(batch)
        with file.open("rb+") as written:
            os.fsync(written.fileno())

    def _schema(self, table: PublishedTable, kinds: Sequence[Any]) -> Any:
        fields = [
            self._arrow.field(column.name, kind, metadata={"word": column.word})
            for column, kind in zip(table.columns, kinds, strict=True)
        ]
        return self._arrow.schema(fields, metadata={"word": table.word})


def _arrow_kind(arrow: Any, kind: ColumnKind) -> Any:
    return {
        ColumnKind.TEXT: arrow.string(),
        ColumnKind.INTEGER: arrow.int64(),
        ColumnKind.REAL: arrow.float64(),
        ColumnKind.BOOLEAN: arrow.bool_(),
        ColumnKind.DATE: arrow.date32(),
        ColumnKind.TIME: arrow.time64("us"),
        ColumnKind.MOMENT: arrow.timestamp("us"),
        ColumnKind.JSON: arrow.string(),
    }[kind]


def _moment(text: Any) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


_FROM_STORED: Final[dict[ColumnKind, Callable[[Any], Any]]] = {
    ColumnKind.BOOLEAN: bool,
    ColumnKind.DATE: date.fromisoformat,
    ColumnKind.TIME: time.fromisoformat,
    ColumnKind.MOMENT: _moment,
}


def _converted(values: Sequence[Value], kind: ColumnKind) -> Sequence[Any]:
    """Return stored values as Python's own; text and numbers are what they are."""
    convert = _FROM_STORED.get(kind)
    return values if convert is None else [v if v is None else convert(v) for v in values]


def _batches(rows: Iterable[Sequence[Value]], size: int) -> Iterator[list[Sequence[Value]]]:
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch
