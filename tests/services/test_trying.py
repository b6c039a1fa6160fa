"""Trying a template: on what, what its tags print, and how a tag is written."""

from __future__ import annotations

import io

import pytest
from docx import Document

from consultroom.services import templating, trying
from tests.documents.twins import BARE
from tests.services.stages import Stages


@pytest.mark.parametrize("use", trying.tag_uses(), ids=lambda use: use.name)
def test_every_tag_as_it_is_copied_passes_the_check(use: trying.TagUse):
    made = Document()
    for line in (*BARE, *use.written.split("\n")):
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    tried = trying.tried(out.getvalue(), trying.paper_of(None, trying.SAMPLE)())  # type: ignore[arg-type]
    assert tried.usable, tried.findings
    assert tried.lines


def test_each_kind_is_tried_on_papers_of_the_room_and_on_a_made_up_one(stages: Stages):
    desk = stages("assigned")
    for line in templating.templates(desk):
        found = trying.subjects(desk, line.kind)
        assert found[-1].key == trying.SAMPLE
        for one in found:
            tried = trying.tried(
                templating.template(desk, line.kind), trying.paper_of(desk, one.key)()
            )
            assert tried.usable
            assert tried.omitted == ()
            assert any(shown.align == "centre" and shown.size_pt > 16 for shown in tried.lines)
    assert len(trying.subjects(desk, "notice")) == 2
    assert len(trying.subjects(desk, "assignment")) == 3
    assert len(trying.subjects(desk, "duty_letter")) == 7


def test_a_template_that_stops_is_not_filled():
    tried = trying.tried(b"no docx", trying.paper_of(None, trying.SAMPLE)())  # type: ignore[arg-type]
    assert (tried.usable, tried.content, tried.lines) == (False, b"", ())
