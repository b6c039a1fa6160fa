"""Mapping a form by hand: proposals, one field one column, first lines, keeping and deleting."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.documents.superior_forms import NoSuchForm
from consultroom.domain.papers import ColumnMap
from consultroom.services import mapping, refilling, safekeeping
from consultroom.services.mapping import NameTaken, with_field
from consultroom.services.refilling import NoSuchColumn
from tests.documents.superiors import a_form
from tests.services.stages import Stages

DRAFT = mapping.read_draft(a_form(), "表.xlsx", "成果办理台账")
CODES = tuple(mapping.fields(DRAFT.ledger))


@given(st.lists(st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from(("", *CODES)))))
def test_however_columns_are_chosen_a_field_fills_at_most_one(choices: list[tuple[str, str]]):
    draft = DRAFT
    for letter, field in choices:
        draft = with_field(draft, letter, field)
        chosen = {one.letter: one.field for one in draft.columns}
        assert chosen[letter] == field
    filled = [one.field for one in draft.columns if one.field]
    assert len(filled) == len(set(filled))
    assert {link.column for link in draft.links} == {o.letter for o in draft.columns if o.field}


def test_a_reckoned_column_is_left_to_the_form():
    with pytest.raises(NoSuchColumn):
        with_field(DRAFT, "I", "lead")


def test_every_field_is_offered_for_every_column_once():
    for one in DRAFT.columns:
        assert sorted(one.likely) == sorted(CODES)


def test_the_command_and_the_page_read_the_same_mapping(stages: Stages, tmp_path: Path):
    desk = stages("assigned")
    file = tmp_path / "表.xlsx"
    file.write_bytes(a_form())
    learned = refilling.learn(desk, file, "成果办理台账", name="季报").map
    draft = mapping.draft_of(desk, learned)
    assert draft.links == learned.columns
    changed = mapping.kept(desk, with_field(draft, "H", ""), "季报")
    assert changed.id == learned.id
    assert changed.attachment == learned.attachment
    assert refilling.map_called(desk, "季报") == changed


def test_the_likeliest_ledger_is_proposed(tmp_path: Path):
    file = tmp_path / "表.xlsx"
    file.write_bytes(a_form())
    assert mapping.read_file(file).ledger == "outcomes"
    with pytest.raises(NoSuchForm):
        mapping.read_file(tmp_path / "没有.xlsx")


def test_first_lines_stand_where_their_columns_do(stages: Stages):
    desk = stages("assigned")
    rows = mapping.rows(DRAFT, mapping.sample_ledger(desk, DRAFT.ledger))
    assert [row[0] for row in rows] == [1, 2]
    assert rows[0][3] == "区住建委"
    assert rows[0][8] is None


def test_a_mapping_is_deleted_with_its_form_and_comes_back_with_it(stages: Stages):
    desk = stages("assigned")
    made = mapping.kept(desk, DRAFT, "季报")
    with pytest.raises(NameTaken):
        mapping.kept(desk, DRAFT, "季报")
    mapping.forget(desk, made)
    assert desk.room.find(ColumnMap) == ()
    safekeeping.undo(desk)
    assert mapping.draft_of(desk, made).links == DRAFT.links
