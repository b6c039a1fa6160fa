"""The tables of migration 2 (papers, exchange), frozen as `first_tables` is; only it reads this."""

from __future__ import annotations

from typing import Final

PAPER_COLUMNS: Final[dict[str, str]] = {
    "seating_plan": "meeting shape even_seats moved",
    "issued_paper": (
        "kind subject title about_number version:INTEGER pages:INTEGER digest attachment "
        "copies:INTEGER printed_on"
    ),
    "column_map": "name ledger sheet first_row:INTEGER columns attachment",
    "peer_key": "unit node key recipient valid_from revoked_on reason",
    "conflict": "about record field value stamp settlement settled_by settled_on",
}

PAPER_INDEXES: Final[dict[str, str]] = {
    "seating_plan": "meeting",
    "issued_paper": "subject about_number",
    "peer_key": "unit",
    "conflict": "record",
}
