"""没保存的对应: what was chosen for a form is there again, the form's own bytes with it."""

from __future__ import annotations

import pytest

from consultroom.documents.superior_forms import NoSuchForm
from consultroom.frozen import replace
from consultroom.services import drafting, half_mapped, mapping
from consultroom.services.mapping import read_draft, with_field
from tests.documents.superiors import a_form
from tests.services.stages import Stages

DRAFT = replace(read_draft(a_form(), "表.xlsx", "成果办理台账"), name="季报")


def test_a_new_form_comes_back_as_it_was_left(stages: Stages):
    desk = stages("assigned")
    assert half_mapped.recall(desk) is None
    assert half_mapped.waiting(desk) == ""
    left = with_field(with_field(DRAFT, "H", ""), "B", "class")
    half_mapped.keep(desk, left)
    assert half_mapped.recall(desk) == left
    assert half_mapped.waiting(desk) == "季报"
    half_mapped.drop(desk)
    assert (half_mapped.recall(desk), half_mapped.waiting(desk)) == (None, "")


def test_changes_of_a_kept_mapping_wait_beside_a_new_form(stages: Stages):
    desk = stages("assigned")
    made = mapping.kept(desk, DRAFT, "季报")
    changed = with_field(mapping.draft_of(desk, made), "H", "")
    half_mapped.keep(desk, changed)
    half_mapped.keep(desk, replace(DRAFT, name="另一张"))
    assert half_mapped.recall(desk, made) == changed
    half_mapped.drop(desk, made.id)
    assert half_mapped.recall(desk, made) is None
    assert half_mapped.waiting(desk) == "另一张"


def test_keeping_is_no_act(stages: Stages):
    desk = stages("assigned")
    before = desk.room.acts()
    half_mapped.keep(desk, DRAFT)
    assert desk.room.acts() == before


def test_a_form_that_cannot_be_read_any_more_is_told(stages: Stages):
    desk = stages("assigned")
    half_mapped.keep(desk, DRAFT)
    drafting.keep(desk, "mapping.form", {"file": "表.xlsx", "content": "AAAA"})
    with pytest.raises(NoSuchForm):
        half_mapped.recall(desk)
