"""Half-typed forms: a draft is laid over the record, and the one form of a page is walked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from consultroom.errors import UserError
from consultroom.services import drafting, rostering
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done
from consultroom.ui.forms import FormScreen, Question
from consultroom.ui.half_typed import RESTORED, FormKeeper, with_draft
from tests.services.stages import Stages

FORM = FormScreen(
    key="member",
    title="新增委员",
    questions=(Question(key="name", label="姓名"), Question(key="post", label="单位")),
    submit="新增",
    answers={"name": "", "post": "街道"},
)


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("founded")


def test_what_was_typed_lies_over_the_record_and_is_said_to_be_restored(desk: Desk):
    drafting.keep(desk, "d", {"name": "周立", "fax": "0"})
    form = with_draft(desk, FORM, "d", {})
    assert form.answers == {"name": "周立", "post": "街道"}
    assert form.note == RESTORED


def test_a_form_without_a_draft_is_as_the_record_says(desk: Desk):
    form = with_draft(desk, FORM, "d", {})
    assert (form.answers, form.note) == (FORM.answers, "")


def test_a_form_just_refused_says_why_and_not_that_it_was_restored(desk: Desk):
    drafting.keep(desk, "d", {"name": "周立"})
    form = with_draft(desk, FORM, "d", {"": "名册里已有。"})
    assert form.answers["name"] == "周立"
    assert (form.note, form.errors) == ("", {"": "名册里已有。"})


class OneForm(FormKeeper):
    """A page that adds members and writes down what happens."""

    def __init__(self, desk: Desk) -> None:
        self.told: list[str] = []
        super().__init__(desk, done=lambda did: self.told.append(did.said))

    @property
    def draft(self) -> str:
        return f"page/{self._form}"

    def save(self, answers: Mapping[str, Any]) -> str:
        if not answers["name"]:
            raise UserError("请填写姓名。")
        rostering.add_member(self._desk, rostering.new_member(self._desk, answers["name"]))
        return "已新增。"

    def saved(self, did: Done, form: str, answers: Mapping[str, Any]) -> None:
        self.told.append(f"saved {form}")
        self._done(did)

    def advise(self, answers: Mapping[str, Any]) -> None:
        self.told.append(f"advised {answers['name']}")

    def refresh(self) -> None:
        self.told.append(f"{self._form or 'closed'} {self._errors.get('', '')}".strip())


def test_a_form_is_opened_kept_refused_written_and_its_draft_dropped(desk: Desk):
    page = OneForm(desk)
    page.open_form("add")
    page.autosave("", {"name": "周"})
    page.submit("", {"name": ""})
    assert drafting.recall(desk, "page/add") == {"name": ""}
    page.submit("", {"name": "周立"})
    assert drafting.recall(desk, "page/add") == {}
    assert page.told == [
        "add", "advised 周", "advised ", "add 请填写姓名。", "saved add", "已新增。",
    ]  # fmt: skip


def test_a_form_folded_away_keeps_its_draft_and_a_closed_page_keeps_none(desk: Desk):
    page = OneForm(desk)
    page.open_form("add")
    page.autosave("", {"name": "周"})
    page.close_form()
    page.autosave("", {"name": "没有表单"})
    assert page.told == ["add", "advised 周", "closed"]
    assert drafting.recall(desk, "page/add") == {"name": "周"}
