"""Phrases a district may word: each is asked for by a form, with the blanks its text has."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from consultroom.documents import forms
from consultroom.domain.papers import PaperRules, Wording
from consultroom.domain.wordings import PHRASES

FORMS = Path(forms.__file__).parent


def asked_for() -> Iterator[tuple[str, set[str]]]:
    """Yield each phrase a form asks for, with what it fills in."""
    for file in FORMS.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                words = [one.value for one in node.args if isinstance(one, ast.Constant)]
                if name == "worded" and words:
                    yield words[-1], {str(word.arg) for word in node.keywords}


def test_every_phrase_is_asked_for_by_a_form_which_fills_its_blanks():
    assert dict(asked_for()) == {key: set(one.blanks) for key, one in PHRASES.items()}


def test_a_phrase_is_the_districts_own_or_the_programs():
    rules = PaperRules(wording=(Wording(phrase="reply.end", text="此复。"),))
    assert rules.worded("reply.end") == "此复。"
    assert rules.worded("duty.lead") == PHRASES["duty.lead"].text


def test_a_blank_that_nothing_fills_is_named():
    lead = PHRASES["notice.lead"]
    assert lead.blanks == ("日期", "议题", "会议")
    assert lead.strange("定于{日期}在{地点}开会") == ("地点",)
    assert lead.strange("定于近日开会") == ()


@pytest.mark.parametrize("phrase", PHRASES.values(), ids=str)
def test_each_phrase_says_where_it_is_printed(phrase: object):
    assert all(getattr(phrase, name) for name in ("paper", "place", "text"))
