"""The journal read page by page (翻阅流水): acts that fit a filter, counted and read in slices.

A room of many years has a hundred thousand acts; none of this reads them all into memory.
"""

# ruff: noqa: S608  (only conditions of this file are put into SQL)

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from consultroom.frozen import Frozen
from consultroom.store.cabinet import Cabinet
from consultroom.store.journal import ActRecord
from consultroom.store.rows import SqlValue, canonical
from consultroom.store.search import words_of

AT_A_TIME: Final = 5_000  # acts looked through: a millisecond or two
MOST_HITS: Final = 500  # records found by words whose acts are listed too


class ActFilter(Frozen, kw_only=True):
    """Which acts are wanted; what is empty asks nothing.

    Attributes:
        by: 经办人, the whole name.
        month: ``2026-11``.
        words: stand in the act's name, or in a record the act changed.
        records: ids; the act changed at least one of them. Nothing asks nothing.
    """

    by: str = ""
    month: str = ""
    words: str = ""
    records: tuple[str, ...] = ()


class ActSummary(Frozen, kw_only=True):
    """One act in a list.

    Attributes:
        word: what a person calls the first record it changed, 议题.
        title: of that record; empty where it has none.
        records: how many records it changed.
    """

    act: ActRecord
    word: str
    title: str
    records: int


class ActPages:
    """Reads the journal of one open room, the newest act first."""

    def __init__(self, cabinet: Cabinet) -> None:
        """Work on an open room's cabinet."""
        self._cabinet = cabinet
        self._connection = cabinet.connection
        self._people: set[str] = set()
        self._first = self._last = ""  # moments
        self._read_to = 0  # number of the last act looked at

    def count(self, wanted: ActFilter) -> int:
        """Return how many acts fit."""
        tests, slots = self._tests(wanted)
        row = self._connection.execute(f"SELECT count(*) FROM act{tests}", slots).fetchone()
        return int(row[0])

    def read(self, wanted: ActFilter, start: int, stop: int) -> tuple[ActSummary, ...]:
        """Return the acts that fit from place ``start`` up to ``stop``, the newest first."""
        tests, slots = self._tests(wanted)
        query = f"SELECT id FROM act{tests} ORDER BY n DESC LIMIT ? OFFSET ?"
        rows = self._connection.execute(query, (*slots, stop - start, start)).fetchall()
        return tuple(self._summary(self._cabinet.journal.act(row[0])) for row in rows)

    def _tests(self, wanted: ActFilter) -> tuple[str, list[SqlValue]]:
        tests: list[str] = []
        slots: list[SqlValue] = []
        if wanted.by:
            tests.append("who = ?")
            slots.append(wanted.by)
        if wanted.month:
            tests.append("at >= ? AND at < ?")
            slots += _span(wanted.month)
        if wanted.records:
            tests.append(_CHANGED)
            slots.append(canonical(list(wanted.records)))
        if wanted.words.strip():
            tests.append(f"(instr(name, ?) > 0 OR {_CHANGED})")
            slots += [wanted.words.strip(), canonical(list(self._found(wanted.words)))]
        return (f" WHERE {' AND '.join(tests)}" if tests else ""), slots

    def _found(self, words: str) -> Iterable[str]:
        places = self._cabinet.search.newest(words_of(words), MOST_HITS)
        return (record_id for _table, record_id in places)

    def people(self) -> tuple[str, ...]:
        """Return everyone who did something, by name."""
        for _part in self.catch_up():
            pass
        return tuple(sorted(self._people))

    def months(self) -> tuple[str, ...]:
        """Return every month from the first act to the last, the latest first."""
        for _part in self.catch_up():
            pass
        if not self._last:
            return ()
        (year, month), last = _year_month(self._first), _year_month(self._last)
        found = []
        while (year, month) <= last:
            found.append(f"{year}-{month:02d}")
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        return tuple(reversed(found))

    def catch_up(self) -> Iterator[None]:
        """Look through the acts that came since, some thousand at a time; the journal only grows.

        ``people`` and ``months`` do so by themselves; this is for a window that keeps moving.
        """
        while self._read_to < (last := self._cabinet.journal.last_act):
            upto = min(last, self._read_to + AT_A_TIME)
            self._look_through(self._read_to, upto)
            self._read_to = upto
            if upto < last:
                yield

    def _look_through(self, since: int, upto: int) -> None:
        span = "FROM act WHERE n > ? AND n <= ?"
        names = self._connection.execute(f"SELECT DISTINCT who {span}", (since, upto))
        self._people |= {row[0] for row in names.fetchall()}
        query = f"SELECT min(at), max(at) {span}"
        first, last = self._connection.execute(query, (since, upto)).fetchone()
        self._first = min(filter(None, (self._first, first)), default="")
        self._last = max(filter(None, (self._last, last)), default="")

    def kinds_in(self, act_id: str) -> tuple[tuple[str, int], ...]:
        """Return what kinds of records an act changed and how many of each, the most first."""
        rows = self._connection.execute(
            "SELECT tbl, count(*) FROM journal WHERE act = (SELECT n FROM act WHERE id = ?) "
            "GROUP BY tbl ORDER BY count(*) DESC, tbl",
            (act_id,),
        )
        known = ((self._cabinet.shelf.kind_at(table), count) for table, count in rows.fetchall())
        return tuple((kind.word, count) for kind, count in known if kind)

    def with_parts(self, record_id: str, parts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Return the ids of a record and of all that hangs on it, deleted records too.

        Args:
            record_id: whose.
            parts: for a table, the tables whose column of its name holds ids of its rows.
        """
        found = {record_id}
        fresh = {self.table_of(record_id): [record_id]}
        while fresh:
            below: dict[str, list[str]] = {}
            for table, ids in fresh.items():
                for part, record in self._parts(table, ids, parts.get(table, ())):
                    if record not in found:
                        found.add(record)
                        below.setdefault(part, []).append(record)
            fresh = below
        return tuple(sorted(found))

    def _parts(
        self, table: str, ids: list[str], parts: tuple[str, ...]
    ) -> Iterator[tuple[str, str]]:
        for part in parts:
            rows = self._connection.execute(
                f'SELECT id FROM "{part}" WHERE "{table}" IN (SELECT value FROM json_each(?))',
                (canonical(ids),),
            )
            yield from ((part, row[0]) for row in rows.fetchall())

    def _summary(self, act: ActRecord) -> ActSummary:
        row = self._connection.execute(
            "SELECT tbl, record FROM journal WHERE act = ? ORDER BY n LIMIT 1", (act.n,)
        ).fetchone()
        count = self._connection.execute(
            "SELECT count(*) FROM journal WHERE act = ?", (act.n,)
        ).fetchone()[0]
        word, title = self.title(row[1], row[0]) if row else ("", "")
        return ActSummary(act=act, word=word, title=title, records=int(count))

    def title(self, record_id: str, table: str = "") -> tuple[str, str]:
        """Return what a person calls a record, and its title, wherever it is.

        Args:
            record_id: whose.
            table: where it stands; looked up in the journal when empty.

        Returns:
            The kind's word and the title; both empty where nothing has this id.
        """
        table = table or self.table_of(record_id)
        if self._cabinet.shelf.kind_at(table) is None:
            return "", ""
        shape = self._cabinet.shelf.shape_at(table)
        record = self._cabinet.shelf.recall(shape.record, record_id)
        title = shape.title_of(record) if record else ""
        return shape.kind.word, "" if title == shape.kind.word else title

    def table_of(self, record_id: str) -> str:
        """Return the table a record stands in, as the journal knows; empty for no record."""
        row = self._connection.execute(
            "SELECT tbl FROM journal WHERE record = ? LIMIT 1", (record_id,)
        ).fetchone()
        return str(row[0]) if row else ""


_CHANGED: Final = "n IN (SELECT act FROM journal WHERE record IN (SELECT value FROM json_each(?)))"


def _year_month(moment: str) -> tuple[int, int]:
    return int(moment[:4]), int(moment[5:7])


def _span(month: str) -> tuple[str, str]:
    """Return where a month begins and ends among moments written as ISO text."""
    return f"{month}-01", f"{month}-32"
