"""Columns line up on a terminal where a Chinese character is two wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.cli.columns import _pieces, padded, shortened, table, width, wrapped

texts = st.text(alphabet="老旧小区，。（）“”、abc 123—𬱖·\u0301", max_size=60)


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("老旧", 4), ("𬱖", 2), ("e\u0301", 1), ("“老”", 4)]
)
def test_a_text_is_as_wide_as_it_shows(text: str, columns: int):
    assert width(text) == columns


@given(texts, st.integers(4, 40))
def test_wrapping_loses_nothing_and_only_a_word_by_itself_is_too_wide(text: str, columns: int):
    lines = wrapped(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns or len(list(_pieces(line))) == 1 for line in lines)


@given(texts, st.integers(4, 40))
def test_no_line_begins_with_a_closing_mark(text: str, columns: int):
    assert not any(line[:1] in "，。、）”" for line in wrapped(text, columns)[1:] if line)


@given(texts, st.integers(2, 40))
def test_a_shortened_text_fits_and_says_that_it_was_cut(text: str, columns: int):
    short = shortened(text, columns)
    assert width(short) <= columns
    assert short == " ".join(text.split()) or short.endswith("…")


@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=5))
def test_every_column_of_a_table_begins_at_one_place(rows: list[tuple[str, str, str]]):
    lines = table(("编号", "名称", "备注"), rows, widest=20)
    cells = [[shortened(cell, 20) for cell in row] for row in [("编号", "名称", "备注"), *rows]]
    first = max(width(row[0]) for row in cells)
    second = max(width(row[1]) for row in cells)
    for line, row in zip(lines, cells, strict=True):
        whole = f"{padded(row[0], first)}  {padded(row[1], second)}  {row[2]}"
        assert line == whole.rstrip()
