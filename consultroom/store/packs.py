"""The registers of packs (交换登记): what came, what went, what this version cannot hold yet.

They belong to this copy of the room and never travel. A pack that came in names the act that took
it in: while that act is undone the pack counts as not received, so that acknowledgements and gaps
follow an undoing, and a redoing, by themselves.
"""

# ruff: noqa: S608  (only names of columns of this file are put into SQL)

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from consultroom.frozen import Frozen, astuple, names_of


class PackIn(Frozen, kw_only=True):
    """One pack that was taken in (收到的包).

    Attributes:
        hash: SHA-256 of its manifest, hex.
        unit: code of the sender's organisation.
        node: the sender's computer.
        seq: its number there, for this addressee.
        since: its rows changed after this place in the sender's journal …
        upto: … up to this one.
        volume: which of ``volumes`` packs written together.
        addressee: code of the organisation it was for.
        kind: code of the pack kind.
        period: month reported on, ``2026-11``, or empty.
        nil: “nothing held” was stated.
        made_at: when, ISO with zone.
        key: public key that signed it, hex.
        file: its place in the archive, relative to the room's ``inbox``.
        size: bytes of the file.
        sha256: of the file.
        new: rows that were new here; ``new``, ``changed``, ``unchanged`` and ``held`` make all.
        held: rows of tables this version does not know, kept.
        blobs: files it brought.
        acks: what it acknowledged, JSON.
        wanted: hashes of files its sender lacks, JSON.
        taken_at: when it was taken in, ISO with zone.
        act: id of the act that did it, or None when it changed nothing.
        place: counts up, the latest taken in has the highest.
    """

    hash: str
    unit: str
    node: str
    seq: int
    prev: str
    since: int
    upto: int
    volume: int
    volumes: int
    addressee: str
    kind: str
    period: str
    nil: int
    note: str
    made_at: str
    made_by: str
    key: str
    file: str
    size: int
    sha256: str
    new: int
    changed: int
    unchanged: int
    held: int
    blobs: int
    acks: str
    wanted: str
    taken_at: str
    act: str | None
    place: int = 0

    @property
    def rows(self) -> int:
        """How many rows it held."""
        return self.new + self.changed + self.unchanged + self.held


class PackOut(Frozen, kw_only=True):
    """One pack that was written (发出的包), as its transfer slip says.

    Attributes:
        hash: SHA-256 of its manifest, hex.
        addressee: code of the organisation it is for.
        to_node: the one computer it is for, or empty.
        node: this computer when it was written.
        name: of the file.
        size: bytes of the file.
        sha256: of the file.
        slip: when a paper slip for it was typed in, ISO; empty before.
        place: counts up, the latest written has the highest.
    """

    hash: str
    addressee: str
    to_node: str
    node: str
    seq: int
    prev: str
    since: int
    upto: int
    volume: int
    volumes: int
    kind: str
    period: str
    nil: int
    name: str
    size: int
    sha256: str
    rows: int
    blobs: int
    made_at: str
    made_by: str
    slip: str = ""
    place: int = 0


class UnknownRow(Frozen):
    """A row of a table that only a later version of the program knows, as it came.

    Attributes:
        unit: whose pack brought it, once it is kept.
    """

    table: str
    record_id: str
    owner: str
    line: bytes
    unit: str = ""


_IN: Final = ", ".join(names_of(PackIn))
_OUT: Final = ", ".join(names_of(PackOut))
_STANDS: Final = "(act IS NULL OR (SELECT count(*) FROM act WHERE root = pack_in.act) % 2 = 1)"


class Packs:
    """The tables ``pack_in``, ``pack_out`` and ``unknown_row``."""

    def __init__(self, connection: Any) -> None:
        """Work on an open, migrated database; writing is part of the caller's transaction."""
        self._connection = connection

    def enter_in(self, pack: PackIn) -> None:
        """Enter a pack that was taken in; one that was taken back before is entered anew."""
        self._enter("pack_in", _IN, pack)

    def enter_out(self, pack: PackOut) -> None:
        """Enter a pack that was written."""
        self._enter("pack_out", _OUT, pack)

    def _enter(self, table: str, columns: str, pack: PackIn | PackOut) -> None:
        values = astuple(pack)[:-1]
        self._connection.execute(
            f"INSERT OR REPLACE INTO {table}({columns}) VALUES ({'?, ' * len(values)}"
            f"(SELECT coalesce(max(place), 0) + 1 FROM {table}))",
            values,
        )

    def received(self, *, node: str = "", unit: str = "") -> tuple[PackIn, ...]:
        """Return the packs that count as received, in the order they were taken in."""
        tests, slots = [_STANDS], []
        for column, wanted in (("node", node), ("unit", unit)):
            if wanted:
                tests.append(f"{column} = ?")
                slots.append(wanted)
        rows = self._connection.execute(
            f"SELECT {_IN} FROM pack_in WHERE {' AND '.join(tests)} ORDER BY place", slots
        )
        return tuple(_pack_in(row) for row in rows)

    def taken(self, hash: str) -> PackIn | None:  # noqa: A002
        """Return the pack with this manifest if it counts as received."""
        row = self._connection.execute(
            f"SELECT {_IN} FROM pack_in WHERE hash = ? AND {_STANDS}", (hash,)
        ).fetchone()
        return row and _pack_in(row)

    def sent(self, *, addressee: str = "", node: str = "") -> tuple[PackOut, ...]:
        """Return the packs that were written, in that order."""
        tests, slots = ["1"], []
        for column, wanted in (("addressee", addressee), ("node", node)):
            if wanted:
                tests.append(f"{column} = ?")
                slots.append(wanted)
        rows = self._connection.execute(
            f"SELECT {_OUT} FROM pack_out WHERE {' AND '.join(tests)} ORDER BY place", slots
        )
        return tuple(_pack_out(row) for row in rows)

    def note_slip(self, hashes: Iterable[str], at: str) -> None:
        """Note that a paper slip acknowledged these packs."""
        self._connection.executemany(
            "UPDATE pack_out SET slip = ? WHERE hash = ?", [(at, one) for one in hashes]
        )

    # -- what this version cannot hold -------------------------------------------------------

    def keep_unknown(self, pack: str, rows: Iterable[UnknownRow]) -> None:
        """Keep rows of unknown tables, named after the pack that brought them."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO unknown_row(tbl, record, owner, line, pack, place) VALUES "
            "(?, ?, ?, ?, ?, (SELECT coalesce(max(place), 0) + 1 FROM unknown_row))",
            [(row.table, row.record_id, row.owner, row.line, pack) for row in rows],
        )

    def unknown(self) -> tuple[UnknownRow, ...]:
        """Return the kept rows of packs that count as received, the earliest first."""
        rows = self._connection.execute(
            "SELECT tbl, record, owner, line, pack_in.unit FROM unknown_row "
            f"JOIN pack_in ON pack_in.hash = unknown_row.pack WHERE {_STANDS} "
            "ORDER BY unknown_row.place"
        )
        return tuple(UnknownRow(*row) for row in rows)

    def kept_owners(self) -> frozenset[str]:
        """Return every organisation a kept row belongs to."""
        rows = self._connection.execute("SELECT DISTINCT owner FROM unknown_row")
        return frozenset(row[0] for row in rows)


def _pack_in(row: Any) -> PackIn:
    return PackIn(**dict(zip(_IN.split(", "), row, strict=True)))


def _pack_out(row: Any) -> PackOut:
    return PackOut(**dict(zip(_OUT.split(", "), row, strict=True)))
