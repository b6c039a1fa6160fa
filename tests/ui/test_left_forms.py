"""没填完的表: what was half typed when the program stopped is told once, and opened by a button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from consultroom.frozen import replace
from consultroom.services import drafting, half_mapped, mapping
from consultroom.services.desk import Desk
from consultroom.services.mapping import read_draft, with_field
from consultroom.ui.left_forms import WORKSPACE, left_forms, remind, sentence
from consultroom.ui.office import Office
from consultroom.ui.workspace.forms import FORMS
from tests.documents.superiors import a_form
from tests.services.stages import Stages, the_dossier
from tests.ui.conftest import Shown


@pytest.fixture
def opened(shown: Shown, tmp_path: Path) -> Callable[[Desk], Office]:
    def open_on(desk: Desk) -> Office:
        office = Office(desk, folder=tmp_path)
        office.window.resize(1366, 768)
        shown(office.window)
        return office

    return open_on


def test_nothing_is_said_where_nothing_waits(stages: Stages, opened: Callable[[Desk], Office]):
    office = opened(stages("begun"))
    remind(office.desk, office.window)
    assert office.window.sentence_bar.sentence == ""
    assert not office.window.toast_area.isVisible()


def test_what_waits_is_told_in_words_and_opened_with_what_was_typed(
    stages: Stages, opened: Callable[[Desk], Office]
):
    desk = stages("begun")
    begun = the_dossier(desk).consultation
    drafting.keep(desk, f"{begun.id}/meeting", {"place": "二楼会议室"})
    drafting.keep(desk, "members/new", {"name": "周立"})
    drafting.keep(desk, "gone/meeting", {"place": "没有了"})
    office = opened(desk)
    remind(office.desk, office.window)
    told = office.window.sentence_bar.sentence
    assert told.startswith("上次有 2 张没填完的表还在：")
    assert f"“{begun.title}”的会议安排" in told
    assert "新增委员" in told
    wanted = left_forms(desk)[0].act
    office.window.sentence_bar.findChild(QPushButton, "sentenceAct").click()
    assert office.window.here == wanted.page
    assert office.window.sentence_bar.sentence == ""
    front = office.window.screens[office.window.here]
    typed = [one.text() for one in front.findChildren(QLineEdit)]
    assert {"二楼会议室", "周立"} & set(typed)


def test_a_mapping_half_made_is_named_and_opened_with_what_was_chosen(
    stages: Stages, opened: Callable[[Desk], Office]
):
    desk = stages("assigned")
    draft = read_draft(a_form(), "表.xlsx", "成果办理台账")
    made = mapping.kept(desk, replace(draft, name="月报"), "月报")
    half_mapped.keep(desk, with_field(mapping.draft_of(desk, made), "H", ""))
    half_mapped.keep(desk, replace(draft, name="季报"))
    assert {(one.words, one.act.about) for one in left_forms(desk)} == {
        ("上级报表“季报”的对应", ""),
        ("上级报表“月报”的对应", made.id),
    }
    mapping.forget(desk, made)
    assert [one.words for one in left_forms(desk)] == ["上级报表“季报”的对应"]
    office = opened(desk)
    remind(office.desk, office.window)
    office.window.sentence_bar.findChild(QPushButton, "sentenceAct").click()
    assert office.window.here == "mappings"
    front = office.window.screens["mappings"]
    assert "季报" in {one.text() for one in front.findChildren(QLineEdit)}


def test_a_warning_is_not_written_over(stages: Stages, opened: Callable[[Desk], Office]):
    desk = stages("begun")
    drafting.keep(desk, "begin", {"title": "楼道"})
    office = opened(desk)
    office.window.tell("备份没有做成。")
    remind(desk, office.window)
    assert office.window.sentence_bar.sentence == "备份没有做成。"
    assert office.window.toast_area.accessibleName() == sentence(left_forms(desk))


def test_an_emptied_form_does_not_wait(stages: Stages):
    desk = stages("begun")
    drafting.keep(desk, "begin", {"title": "", "topic": None})
    assert left_forms(desk) == ()


def test_every_form_of_the_workspace_has_a_name():
    assert set(WORKSPACE) == set(FORMS)
