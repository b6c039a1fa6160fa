"""What is published of a room (发布): tables and typed columns, without people unless asked.

Everything that names a person, save for members on their public roster, or tells where somebody
can be reached, is personal and left out by default; free text stays and is redacted. Basis:
SOURCES.md, "privacy". The tables follow from the record kinds, so a new kind is published once the
list of ``tests/domain/published_columns.txt`` has been looked at again.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Union, get_args, get_origin

from consultroom.domain.catalogue import RECORDS, RecordKind
from consultroom.domain.records import Coded
from consultroom.frozen import Frozen, fields

Value = str | int | float | None

PERSONAL_TABLES = frozenset(
    {
        "visitor_identity",
        "conflict",  # its values may be of any field
        "peer_key",  # of no use outside
        "column_map",
        "seating_plan",
    }
)
PERSONAL_COLUMNS: Mapping[str, frozenset[str]] = {
    table: frozenset(columns.split())
    for table, columns in {
        "org_unit": "address phone head liaison",
        "parameters": "paper",  # telephones stand in it
        "member": "phone spelling",
        "topic": "proposer",
        "topic_decision": "decided_by",
        "plan_item": "convener",
        "consultation": "convener",
        "step_record": "by",
        "branching": "by",
        "research_record": "people",
        "meeting": "host recorder contact contact_phone",
        "agenda_item": "speaker",
        "participant": "name post recusal_reason",
        "rsvp": "reason substitute",
        "attendance": "substitute remark",
        "minutes": "confirmed_by",
        "minutes_entry": "name speaker",
        "outcome": "received_by",
        "review": "reviewer",
        "assignment": "contact received_by",
        "reply": "signed_by contact",
        "satisfaction": "rater",
        "look_back": "who",
        "reception_day": "receivers recorder",
        "visit": "handler",
        "good_deed": "by",
        "attachment": "name",
        "evidence": "label",
        "issued_paper": "title",
    }.items()
}
FREE_TEXT: Mapping[str, frozenset[str]] = {
    table: frozenset(columns.split())
    for table, columns in {
        "topic": "title situation suggestion",
        "topic_decision": "reason",
        "plan_item": "title note",
        "consultation": "title",
        "step_record": "note",
        "branching": "reason",
        "research_record": "findings place method",
        "evidence": "note",
        "meeting": "late_reason remarks change_reason",
        "agenda_item": "title",
        "minutes": "summary requirements",
        "minutes_entry": "text",
        "consensus_item": "text",
        "dissent_item": "text note",
        "outcome": "problem",
        "review": "remark",
        "assignment": "matter requirement extension_reason return_reason",
        "reply": "text plan talked",
        "supervision": "remark",
        "satisfaction": "comment",
        "look_back": "finding",
        "carry_over": "reason",
        "visit": "matter spot_reply result",
        "good_deed": "matter result",
        "submission_mark": "reason",
    }.items()
}  # redacted when people are left out


class ColumnKind(Coded):
    """What a column holds, in words that every data base has."""

    TEXT = "text", "文字"
    INTEGER = "integer", "整数"
    REAL = "real", "小数"
    BOOLEAN = "boolean", "是否"
    DATE = "date", "日期"
    TIME = "time", "时刻"
    MOMENT = "moment", "日期和时刻"  # wall clock, without zone
    JSON = "json", "结构"


class PublishedColumn(Frozen, kw_only=True):
    """One column.

    Attributes:
        word: what a person calls it, or empty.
        about: the table whose ``id`` it holds, or empty.
        coded: the list of words its codes belong to, or None.
    """

    name: str
    kind: ColumnKind
    word: str = ""
    about: str = ""
    coded: type[Coded] | None = None


class PublishedTable(Frozen, kw_only=True):
    """One table; its first column is its key.

    Attributes:
        word: what a person calls a row of it.
        title: the column a row is named by, or empty.
    """

    name: str
    word: str
    columns: tuple[PublishedColumn, ...]
    title: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


class Publication(Frozen, kw_only=True):
    """What is published at one moment.

    Attributes:
        unit: code of the organisation whose room it is.
        at: when, with its zone.
        personal: whether people are in it.
    """

    unit: str
    name: str
    at: datetime
    app: str
    personal: bool
    tables: tuple[PublishedTable, ...]


CODE_WORDS = PublishedTable(
    name="code_word",
    word="代码对照",
    columns=tuple(
        PublishedColumn(name=name, kind=ColumnKind.TEXT)
        for name in ("id", "table_name", "column_name", "code", "label")
    ),
    title="label",
)


WordFor = Callable[[str, str], str]
"""Table, column -> what a person calls it; the column's own name when there is no word."""


def published_tables(word_for: WordFor, *, personal: bool) -> tuple[PublishedTable, ...]:
    """Return the tables that are published.

    Args:
        word_for: tells what a person calls a column.
        personal: whether people go along.
    """
    kinds = [kind for kind in RECORDS if personal or kind.table not in PERSONAL_TABLES]
    return (*(_table(kind, word_for, personal=personal) for kind in kinds), CODE_WORDS)


def code_rows(tables: tuple[PublishedTable, ...]) -> tuple[tuple[Value, ...], ...]:
    """Return the rows of `CODE_WORDS`: what each code of each coded column means."""
    return tuple(
        (f"{table.name}.{column.name}.{one.code}", table.name, column.name, one.code, one.label)
        for table in tables
        for column in table.columns
        for one in column.coded or ()
    )


def _table(kind: RecordKind, word_for: WordFor, *, personal: bool) -> PublishedTable:
    hidden = frozenset() if personal else PERSONAL_COLUMNS.get(kind.table, frozenset())
    columns = [
        _column(kind.table, field.name, field.type, word_for(kind.table, field.name))
        for field in fields(kind.record)
        if field.name not in hidden
    ]
    title = kind.title if kind.title not in hidden else ""
    return PublishedTable(name=kind.table, word=kind.word, columns=tuple(columns), title=title)


_TABLES = frozenset(kind.table for kind in RECORDS)
_OTHERWISE = {"plan": "annual_plan", "station": "org_unit", "parent": "org_unit", "lead": ""}
_PLAIN = {
    str: ColumnKind.TEXT,
    int: ColumnKind.INTEGER,
    float: ColumnKind.REAL,
    bool: ColumnKind.BOOLEAN,
    datetime: ColumnKind.MOMENT,
    date: ColumnKind.DATE,
    time: ColumnKind.TIME,
}


def _column(table: str, name: str, hint: Any, word: str) -> PublishedColumn:
    kind = _without_none(hint)
    coded = kind if isinstance(kind, type) and issubclass(kind, Coded) else None
    is_enum = isinstance(kind, type) and issubclass(kind, Enum)
    about = _OTHERWISE.get(name, name)
    return PublishedColumn(
        name=name,
        kind=ColumnKind.TEXT if is_enum else _PLAIN.get(kind, ColumnKind.JSON),
        word="" if word == name else word,
        about=about if kind is str and about in _TABLES and (table, name) not in _NO_LINK else "",
        coded=coded,
    )


_NO_LINK = {("reply", "plan")}  # words, no id


def _without_none(hint: Any) -> Any:
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    (kind,) = (part for part in get_args(hint) if part is not type(None))
    return kind
