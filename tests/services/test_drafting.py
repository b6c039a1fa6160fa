"""Half-typed forms outlive a crash, and answers come back as they were."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultroom.services import drafting
from consultroom.services.desk import Desk
from tests.services.stages import Stages, everything

TODAY = date(2026, 11, 2)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ANSWERS = st.dictionaries(
    TEXT,
    st.one_of(
        TEXT, st.dates(), st.integers(-(2**60), 2**60), st.booleans(), st.none(),
        st.lists(TEXT, max_size=4).map(tuple),
    ),
    max_size=6,
)  # fmt: skip


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("founded")


@given(answers=ANSWERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_answers_come_back_as_they_were(answers: dict[str, Any], desk: Desk):
    drafting.keep(desk, "form", answers)
    back = drafting.recall(desk, "form")
    assert back == answers
    assert {key: type(answer) for key, answer in back.items()} == {
        key: type(answer) for key, answer in answers.items()
    }


def test_each_form_has_its_own_draft_and_a_later_one_replaces_it(desk: Desk):
    drafting.keep(desk, "a/notice", {"on": TODAY})
    drafting.keep(desk, "b/notice", {"on": None})
    drafting.keep(desk, "b/notice", {"reason": "请提前"})
    assert drafting.recall(desk, "a/notice") == {"on": TODAY}
    assert drafting.recall(desk, "b/notice") == {"reason": "请提前"}
    drafting.drop(desk, "a/notice")
    drafting.drop(desk, "a/notice")
    assert drafting.recall(desk, "a/notice") == {}


def test_typing_is_no_act(desk: Desk):
    before = everything(desk), desk.room.acts()
    drafting.keep(desk, "form", {"title": "路灯"})
    assert (everything(desk), desk.room.acts()) == before


def test_a_draft_is_there_after_the_program_was_killed(desk: Desk, stages: Stages):
    drafting.keep(desk, "form", {"people": ("甲", "乙"), "on": TODAY, "plain": True})
    again = stages.killed(desk)
    assert drafting.recall(again, "form") == {"people": ("甲", "乙"), "on": TODAY, "plain": True}
