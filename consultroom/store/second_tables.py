"""The tables of migration 2 (papers, exchange), frozen as `first_tables` is; only it reads this."""

from __future__ import annotations

from typing import Any, Final

PAPER_COLUMNS: Final[dict[str, str]] = {
    "seating_plan": "meeting shape even_seats moved",
    "issued_paper": (
        "kind subject title about_number version:INTEGER pages:INTEGER digest attachment "
        "copies:INTEGER printed_on"
    ),
    "column_map": "name ledger sheet first_row:INTEGER columns attachment",
    "peer_key": "unit node key recipient valid_from revoked_on reason",
    "conflict": "about record field value stamp settlement settled_by settled_on",
    "submission_mark": "unit period kind marked_at reason",
}

PAPER_INDEXES: Final[dict[str, str]] = {
    "seating_plan": "meeting",
    "issued_paper": "subject about_number",
    "peer_key": "unit",
    "conflict": "record",
    "submission_mark": "unit",
}

PACK_TABLES: Final = (
    """
    CREATE TABLE pack_in(
        hash TEXT PRIMARY KEY NOT NULL, unit TEXT NOT NULL, node TEXT NOT NULL,
        seq INTEGER NOT NULL, prev TEXT NOT NULL, since INTEGER NOT NULL,
        upto INTEGER NOT NULL, volume INTEGER NOT NULL,
        volumes INTEGER NOT NULL, addressee TEXT NOT NULL, kind TEXT NOT NULL, period TEXT NOT NULL,
        nil INTEGER NOT NULL, note TEXT NOT NULL, made_at TEXT NOT NULL, made_by TEXT NOT NULL,
        key TEXT NOT NULL, file TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
        new INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL,
        held INTEGER NOT NULL, blobs INTEGER NOT NULL, acks TEXT NOT NULL,
        wanted TEXT NOT NULL, taken_at TEXT NOT NULL,
        act TEXT, place INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX pack_in_node ON pack_in(node, seq)
    """,
    """
    CREATE TABLE pack_out(
        hash TEXT PRIMARY KEY NOT NULL, addressee TEXT NOT NULL, to_node TEXT NOT NULL,
        node TEXT NOT NULL, seq INTEGER NOT NULL, prev TEXT NOT NULL, since INTEGER NOT NULL,
        upto INTEGER NOT NULL, volume INTEGER NOT NULL, volumes INTEGER NOT NULL,
        kind TEXT NOT NULL, period TEXT NOT NULL, nil INTEGER NOT NULL, name TEXT NOT NULL,
        size INTEGER NOT NULL, sha256 TEXT NOT NULL, rows INTEGER NOT NULL, blobs INTEGER NOT NULL,
        made_at TEXT NOT NULL, made_by TEXT NOT NULL, slip TEXT NOT NULL, place INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX pack_out_node ON pack_out(node, addressee, seq)
    """,
    """
    CREATE TABLE unknown_row(
        pack TEXT NOT NULL, tbl TEXT NOT NULL, record TEXT NOT NULL, owner TEXT NOT NULL,
        line BLOB NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (tbl, record, pack)
    ) STRICT
    """,
)


def create_pack_tables(connection: Any) -> None:
    """Create the registers of packs, which are no records."""
    for statement in PACK_TABLES:
        connection.execute(statement)
