"""The shape of the first room, frozen: migration 1 and nothing else reads this.

Once a version has been given out, these lists never change again, whatever becomes of the
dataclasses; a new field or kind is a new migration.
"""

from __future__ import annotations

from typing import Any, Final

# column names in the order of the fields; TEXT unless it says otherwise
COLUMNS: Final[dict[str, str]] = {
    "org_unit": "name kind code parent place address phone head liaison committee venues units",
    "member": (
        "name gender levels sector committee groups post phone term status status_on print_as "
        "spelling"
    ),
    "posting": "member station from_on to_on role",
    "parameters": (
        "scheme cadence lead reply_days:INTEGER reply_day_kind return_days:INTEGER "
        "review_levels:INTEGER look_back_days:INTEGER result_classes red_heads:INTEGER"
    ),
    "step_scheme": "scheme version:INTEGER title issued_by source steps",
    "holiday_mark": "day is_off:INTEGER name",
    "topic": (
        "number title source proposer proposed_on scope situation suggestion parties "
        "source_refs unit screening unfit month"
    ),
    "topic_decision": "topic verdict decided_by decided_on reason participant_kinds merged_into",
    "annual_plan": "year:INTEGER cadence state body approved_on doc_number",
    "plan_item": "plan month title topic form convener committee departments unit source note",
    "consultation": (
        "number topic title scheme step state started_on month convener committee unit "
        "brief:INTEGER rounds:INTEGER earlier_sittings:INTEGER closed_on carried_to:INTEGER"
    ),
    "step_record": "consultation step phase round:INTEGER entered_on left_on by note waived",
    "branching": "consultation branch step on by reason reference",
    "research_record": "consultation on place method people findings is_main:INTEGER",
    "evidence": "consultation step line label on note attachment",
    "attachment": "about name sha256 size:INTEGER media_type added_on",
    "meeting": (
        "consultation sitting:INTEGER starts_at length venue form host recorder state rsvp_by "
        "notice_sent_on late_reason contact contact_phone remarks title_breaks"
    ),
    "agenda_item": "meeting order:INTEGER title speaker minutes:INTEGER",
    "participant": (
        "meeting kind name post sector member order:INTEGER recusal:INTEGER recusal_reason"
    ),
    "rsvp": "meeting participant answer reason substitute answered_on",
    "attendance": "meeting participant status substitute remark",
    "minutes": (
        "meeting consultation drafted_on issue_number:INTEGER summary requirements confirmed_by "
        "confirmed_on title_breaks"
    ),
    "minutes_entry": "meeting order:INTEGER kind speaker name text at agenda_item",
    "consensus_item": "consultation meeting order:INTEGER text lead_unit assist_units due_on",
    "dissent_item": "consultation meeting order:INTEGER text note",
    "outcome": (
        "number consultation drafted_on problem channels submitted_on received_by received_on"
    ),
    "review": "outcome level:INTEGER verdict reviewer reviewed_on remark",
    "assignment": (
        "number consultation outcome consensus_item matter requirement lead_unit assist_units "
        "assigned_on due_on contact received_by received_on extended_to extension_reason "
        "returned_on"
    ),
    "reply": "assignment unit replied_on text result_class plan signed_by contact talked",
    "supervision": "assignment times:INTEGER on remark feedback_by",
    "satisfaction": "consultation rater_kind rating rated_on rater comment assignment",
    "look_back": "consultation on who finding still_holds:INTEGER assignment",
    "carry_over": "consultation from_year:INTEGER to_year:INTEGER reason on",
    "reception_day": "number on slot place kind receivers recorder",
    "visit": (
        "reception_day order:INTEGER matter category head_count:INTEGER unit spot_reply "
        "handling handler due_on result fed_back_on"
    ),
    "visitor_identity": "visit name phone address",
    "good_deed": "number on matter result by head_count:INTEGER source",
}

INDEXES: Final[dict[str, str]] = {
    "org_unit": "parent",
    "posting": "member station",
    "topic": "number",
    "topic_decision": "topic merged_into",
    "plan_item": "plan topic",
    "consultation": "number topic",
    "step_record": "consultation",
    "branching": "consultation",
    "research_record": "consultation",
    "evidence": "consultation attachment",
    "attachment": "about",
    "meeting": "consultation",
    "agenda_item": "meeting",
    "participant": "meeting member",
    "rsvp": "meeting participant",
    "attendance": "meeting participant",
    "minutes": "meeting consultation",
    "minutes_entry": "meeting agenda_item",
    "consensus_item": "consultation meeting",
    "dissent_item": "consultation meeting",
    "outcome": "number consultation",
    "review": "outcome",
    "assignment": "number consultation outcome consensus_item",
    "reply": "assignment",
    "supervision": "assignment",
    "satisfaction": "consultation assignment",
    "look_back": "consultation assignment",
    "carry_over": "consultation",
    "reception_day": "number",
    "visit": "reception_day",
    "visitor_identity": "visit",
    "good_deed": "number",
}

_SYNC: Final = """
    id TEXT PRIMARY KEY NOT NULL,
    owner TEXT NOT NULL,
    base TEXT NOT NULL,
    fv TEXT,
    vv TEXT NOT NULL,
    d TEXT,
    extra TEXT,
    seq INTEGER NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0
"""  # fv, vv, d: JSON of node or field -> time or stamp; gone: 0 live, 1 in the bin, 2 withdrawn

_OWN: Final = (
    """
    CREATE TABLE meta(key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE setting(key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE draft(key TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE act(
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, who TEXT NOT NULL,
        name TEXT NOT NULL, undoes TEXT REFERENCES act(id), root TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX act_root ON act(root)
    """,
    """
    CREATE TABLE journal(
        n INTEGER PRIMARY KEY, act INTEGER NOT NULL REFERENCES act(n), tbl TEXT NOT NULL,
        record TEXT NOT NULL, verb TEXT NOT NULL, changes TEXT NOT NULL, prev BLOB NOT NULL,
        hash BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX journal_act ON journal(act)
    """,
    """
    CREATE INDEX journal_record ON journal(record)
    """,
    """
    CREATE TABLE search_doc(place INTEGER PRIMARY KEY, tbl TEXT NOT NULL, record TEXT NOT NULL)
    STRICT
    """,
    """
    CREATE UNIQUE INDEX search_doc_record ON search_doc(record, tbl)
    """,
    """
    CREATE VIRTUAL TABLE search_text
    USING fts5(text, content='', contentless_delete=1, tokenize='ascii')
    """,
    """
    CREATE TABLE name_index(key TEXT NOT NULL, tbl TEXT NOT NULL, record TEXT NOT NULL) STRICT
    """,
    """
    CREATE INDEX name_index_key ON name_index(key)
    """,
    """
    CREATE INDEX name_index_record ON name_index(record)
    """,
)


def create_own_tables(connection: Any) -> None:
    """Create the tables that are no records: notes, journal, search."""
    for statement in _OWN:
        connection.execute(statement)
    for table in ("act", "journal"):
        for verb in ("UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the journal is never altered'); END"
            )


def create_record_table(connection: Any, table: str, columns: str, indexes: str = "") -> None:
    """Create one record table with the columns every record has.

    Args:
        connection: an open database.
        table: its name.
        columns: names in order, each TEXT or as ``name:INTEGER`` says.
        indexes: columns that get an index of their own.
    """
    own = [column.partition(":") for column in columns.split()]
    declared = "".join(f',\n    "{name}" {kind or "TEXT"}' for name, _, kind in own)
    connection.execute(f'CREATE TABLE "{table}"({_SYNC}{declared}) STRICT')
    connection.execute(f'CREATE INDEX "{table}_owner_seq" ON "{table}"(owner, seq)')
    connection.execute(f'CREATE INDEX "{table}_gone" ON "{table}"(gone) WHERE gone > 0')
    for column in indexes.split():
        connection.execute(f'CREATE INDEX "{table}_{column}" ON "{table}"("{column}")')
