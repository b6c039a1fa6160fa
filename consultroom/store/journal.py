"""The journal (流水): who did what, when, to which record, and what each field was before.

One *act* is one thing a person did; it has one line for each record it changed. Lines are never
altered, and each carries the hash of the one before, so that a line taken out, put in or rewritten
shows. The last hash also stands in the room's own notes, so that a shortened journal shows too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import msgspec

from consultroom.domain.records import Coded
from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.store.rows import SqlValue, canonical

NO_HASH: Final = b"\0" * 32  # before the first line

Changes = Mapping[str, tuple[SqlValue, SqlValue]]  # field -> before, after, as stored


class Verb(Coded):
    """What happened to a record."""

    INSERT = "insert", "新建"
    UPDATE = "update", "修改"
    REMOVE = "remove", "删除"
    RESTORE = "restore", "恢复"
    WITHDRAW = "withdraw", "撤回新建"
    REINSERT = "reinsert", "重新新建"

    @property
    def takes_away(self) -> bool:
        """Tell whether a live record is gone afterwards."""
        return self in (Verb.REMOVE, Verb.WITHDRAW)

    @property
    def brings(self) -> bool:
        """Tell whether there is a live record afterwards that was not there before."""
        return self in (Verb.INSERT, Verb.RESTORE, Verb.REINSERT)


VERBS: Final[dict[str, Verb]] = {verb.code: verb for verb in Verb}


class ActRecord(Frozen, kw_only=True):
    """One act as the journal knows it.

    Attributes:
        n: its place in the journal, counted from 1.
        at: when, with its zone.
        by: who did it (经办人).
        name: what it was, ``登记来访``.
        undoes: id of the act it undid, or None.
        root: id of what a person did, behind undoings and redoings of it; its own id otherwise.
        undone: whether it has been undone since, and not redone.
    """

    n: int
    id: str
    at: datetime
    by: str
    name: str
    undoes: str | None = None
    root: str
    undone: bool = False


@dataclass(slots=True)
class Line:
    """One record's part in an act, as stored."""

    n: int
    table: str
    record_id: str
    verb: Verb
    changes: dict[str, tuple[SqlValue, SqlValue]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Tell whether nothing is left to tell: what was changed was changed back."""
        return self.verb is Verb.UPDATE and not self.changes


class Change(Frozen):
    """One field's change, as field values."""

    field: str
    before: Any
    after: Any


class JournalLine(Frozen, kw_only=True):
    """One line of a record's history, for reading."""

    n: int
    act: ActRecord
    table: str
    record_id: str
    verb: Verb
    changes: tuple[Change, ...]


class NoSuchAct(UserError):
    """The journal has no act with this id."""


class Journal:
    """The tables ``act`` and ``journal`` of one room."""

    def __init__(self, connection: Any) -> None:
        """Work on an open database; the caller holds the transaction."""
        self._connection = connection
        self.head = NO_HASH
        self.last_line = 0
        self.last_act = 0
        self.reload()

    def reload(self) -> None:
        """Read again where the journal ends; needed after a transaction was given up."""
        row = self._one("SELECT n, hash FROM journal ORDER BY n DESC LIMIT 1")
        self.last_line, self.head = row or (0, NO_HASH)
        self.last_act = (self._one("SELECT max(n) FROM act") or (0,))[0] or 0

    def append(self, act: ActRecord, lines: Iterable[Line]) -> None:
        """Write an act and its lines, and note the new last hash."""
        self._connection.execute(
            "INSERT INTO act(n, id, at, who, name, undoes, root) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (act.n, *_told(act)),
        )
        told = _told(act)
        rows = [self._chained(act.n, told, line) for line in lines]
        self._connection.executemany(
            "INSERT INTO journal(n, act, tbl, record, verb, changes, prev, hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        self._connection.execute(
            "UPDATE meta SET value = ? WHERE key = 'journal_head'", (self.head.hex(),)
        )
        self.last_act = act.n

    def _chained(self, act: int, told: tuple[SqlValue, ...], line: Line) -> tuple[Any, ...]:
        changes = canonical(line.changes)
        verb = line.verb.code
        previous = self.head
        self.head = chain(previous, (line.n, *told, line.table, line.record_id, verb, changes))
        self.last_line = line.n
        return (line.n, act, line.table, line.record_id, verb, changes, previous, self.head)

    # -- reading -----------------------------------------------------------------------------

    def acts(self, *, limit: int, before: int | None = None) -> tuple[ActRecord, ...]:
        """Return acts, the newest first, from the one before ``before`` on."""
        rows = self._connection.execute(
            f"{_ACTS} WHERE n < ? ORDER BY n DESC LIMIT ?", (before or self.last_act + 1, limit)
        )
        return tuple(self._act(row) for row in rows.fetchall())

    def act(self, act_id: str) -> ActRecord:
        """Return one act.

        Raises:
            NoSuchAct: there is none with this id.
        """
        row = self._one(f"{_ACTS} WHERE id = ?", act_id)
        if row is None:
            raise NoSuchAct("没有找到这次操作，请刷新后再试。")
        return self._act(row)

    def last_to_undo(self) -> ActRecord | None:
        """Return the newest act that stands and is itself no undoing."""
        rows = self._connection.execute(f"{_ACTS} WHERE undoes IS NULL ORDER BY n DESC")
        return next((act for act in map(self._act, rows) if not act.undone), None)

    def turns(self, root: str, *, after: int) -> int:
        """Return how often an act was done, undone or redone after the act with this number.

        After an odd number it is not as it was then.
        """
        row = self._one("SELECT count(*) FROM act WHERE root = ? AND n > ?", root, after)
        return int(row[0])

    def lines(self, act: ActRecord, *, most: int = -1) -> tuple[Line, ...]:
        """Return the lines of one act in order, the first of them; all where ``most`` is -1."""
        query = f"{_LINES} WHERE act = ? ORDER BY n LIMIT ?"
        rows = self._connection.execute(query, (act.n, most))
        return tuple(_line(row) for _, row in _split(rows.fetchall()))

    def lines_about(self, record_id: str, *, after: int = 0) -> tuple[tuple[ActRecord, Line], ...]:
        """Return the lines about one record, oldest first, of acts later than number ``after``."""
        rows = self._connection.execute(
            f"{_LINES} WHERE record = ? AND act > ? ORDER BY n", (record_id, after)
        )
        return self._with_acts(rows)

    def lines_naming(self, record_id: str, *, after: int) -> tuple[tuple[ActRecord, Line], ...]:
        """Return later lines that may have other records name this one: by a field or coming back.

        Whether a record that came back names it is for the caller to look up.
        """
        rows = self._connection.execute(
            f"{_LINES} WHERE act > ? AND record <> ? "
            "AND (instr(changes, ?) > 0 OR verb IN ('restore', 'reinsert')) ORDER BY n",
            (after, record_id, record_id),
        )
        return self._with_acts(rows)

    def _with_acts(self, rows: Any) -> tuple[tuple[ActRecord, Line], ...]:
        acts: dict[int, ActRecord] = {}
        pairs = []
        for act_n, row in _split(rows.fetchall()):
            if act_n not in acts:
                acts[act_n] = self._act(self._one(f"{_ACTS} WHERE n = ?", act_n))
            pairs.append((acts[act_n], _line(row)))
        return tuple(pairs)

    def _act(self, row: Any) -> ActRecord:
        n, act_id, at, who, name, undoes, root = row
        return ActRecord(
            n=n,
            id=act_id,
            at=datetime.fromisoformat(at),
            by=who,
            name=name,
            undoes=undoes,
            root=root,
            undone=self.turns(root, after=n) % 2 == 1,
        )

    def _one(self, query: str, *slots: SqlValue) -> Any:
        return self._connection.execute(query, slots).fetchone()

    def hash_at(self, line: int) -> str:
        """Return the hash of one line, hex; empty when there is no such line."""
        row = self._one("SELECT hash FROM journal WHERE n = ?", line)
        return row[0].hex() if row else ""

    # -- checking ----------------------------------------------------------------------------

    def faults(self) -> Iterator[str]:
        """Yield a sentence for each place where the chain does not hold."""
        previous = NO_HASH
        for row in self._connection.execute(_CHAIN):
            *told, prev, digest = row
            if prev != previous or chain(prev, tuple(told)) != digest:
                yield f"流水第 {told[0]} 条与前一条接不上，可能被改动过。"
            previous = digest
        noted = self._one("SELECT value FROM meta WHERE key = 'journal_head'")
        if noted is None or noted[0] != previous.hex():
            yield "流水的末尾与资料夹记下的不一致，可能缺少最后几条。"
        strays = self._one("SELECT count(*) FROM act WHERE n NOT IN (SELECT act FROM journal)")[0]
        if strays:
            yield f"有 {strays} 次操作在流水里没有内容。"


_ACTS: Final = "SELECT n, id, at, who, name, undoes, root FROM act"
_LINES: Final = "SELECT act, n, tbl, record, verb, changes FROM journal"
_CHAIN: Final = (
    "SELECT j.n, a.id, a.at, a.who, a.name, a.undoes, a.root, j.tbl, j.record, j.verb, "
    "j.changes, j.prev, j.hash FROM journal j LEFT JOIN act a ON a.n = j.act ORDER BY j.n"
)


def chain(previous: bytes, told: tuple[SqlValue, ...]) -> bytes:
    """Return the hash of one line: SHA-256 of the previous hash and the line's canonical text."""
    return hashlib.sha256(previous + canonical(told).encode()).digest()


def _told(act: ActRecord) -> tuple[SqlValue, ...]:
    return act.id, act.at.isoformat(), act.by, act.name, act.undoes, act.root


def _split(rows: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    return ((row[0], row[1:]) for row in rows)


def _line(row: Any) -> Line:
    n, table, record_id, verb, changes = row
    return Line(n, table, record_id, VERBS[verb], _decode_changes(changes))


_decode_changes = msgspec.json.Decoder(dict[str, tuple[SqlValue, SqlValue]]).decode
