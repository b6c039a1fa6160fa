"""What is published is judged column by column: the list is looked at again when it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultroom.domain.catalogue import RECORDS
from consultroom.domain.publications import (
    FREE_TEXT,
    PERSONAL_COLUMNS,
    PERSONAL_TABLES,
    ColumnKind,
    PublishedTable,
    code_rows,
    published_tables,
)

LIST = Path(__file__).with_name("published_columns.txt")


def no_word(_table: str, column: str) -> str:
    return column


def tables(*, personal: bool = False) -> dict[str, PublishedTable]:
    return {one.name: one for one in published_tables(no_word, personal=personal)}


def told(name: str) -> str:
    free = FREE_TEXT.get(name, frozenset())
    return " ".join(f"{column}*" if column in free else column for column in tables()[name].names)


def test_only_columns_that_were_looked_at_leave_without_asking():
    """Before a line is changed here: does the column name or reach a person? Then it is personal.

    A ``*`` marks free text, which is redacted.
    """
    now = "".join(f"{name}: {told(name)}\n" for name in tables())
    assert LIST.read_text("utf-8") == now, f"judge the difference, then make {LIST.name} this"


def test_everything_goes_along_when_asked():
    assert set(tables(personal=True)) == {kind.table for kind in RECORDS} | {"code_word"}
    assert "phone" in tables(personal=True)["member"].names


@pytest.mark.parametrize("listed", [PERSONAL_COLUMNS, FREE_TEXT], ids=["personal", "free text"])
def test_the_lists_name_only_columns_there_are(listed: dict[str, frozenset[str]]):
    every = tables(personal=True)
    assert set(listed) <= set(every)
    for table, columns in listed.items():
        assert columns <= set(every[table].names), table
    assert every.keys() >= PERSONAL_TABLES


def test_no_column_is_both_left_out_and_redacted():
    for table, columns in FREE_TEXT.items():
        assert not columns & PERSONAL_COLUMNS.get(table, frozenset())


def test_columns_have_the_types_of_their_fields():
    meeting = {column.name: column for column in tables()["meeting"].columns}
    assert meeting["starts_at"].kind is ColumnKind.MOMENT
    assert meeting["sitting"].kind is ColumnKind.INTEGER
    assert meeting["remarks"].kind is ColumnKind.JSON
    assert meeting["consultation"].about == "consultation"
    assert meeting["venue"].about == ""
    assert {column.about for column in tables()["reply"].columns} == {"", "assignment"}


def test_links_lead_only_to_tables_that_are_published():
    for personal in (False, True):
        every = tables(personal=personal)
        about = {column.about for one in every.values() for column in one.columns}
        assert about - {""} <= set(every)


def test_codes_are_told_in_words_once_each():
    rows = code_rows(tuple(tables().values()))
    assert len({row[0] for row in rows}) == len(rows) > 50
    assert all(row[4] for row in rows)
