"""标题分行: a line too long is told of, and the keys and the mouse take a choice at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from consultroom.frozen import replace
from consultroom.services import printing, titling
from consultroom.ui.paper.breaking import caution
from consultroom.ui.paper.title_box import Offer, TitleBox, open_title_box
from tests.services.stages import Stages, the_dossier, the_meeting
from tests.ui import samples
from tests.ui.conftest import Shown
from tests.ui.mouse import double_click

ROOM = 20.1
LONG = "“装修垃圾收运点管理和收费公示”协商议事会的通知"


@pytest.fixture
def taken() -> list[str]:
    return []


@pytest.fixture
def box(shown: Shown, taken: list[str]) -> TitleBox:
    parent = shown(QWidget())
    made = open_title_box(parent, replace(samples.TITLE, room=ROOM), taken.append)
    made.parent_kept = parent  # as long as the box
    return made


def test_a_line_longer_than_the_paper_is_told_and_may_be_taken(box: TitleBox, qtbot: QtBot):
    long = box.findChild(QLabel, "titleLong")
    assert not long.isVisible()
    typed = box.findChild(QPlainTextEdit, "titleLines")
    typed.setPlainText("关\n于召开梧桐街道“楼道堆物”协商议事会的通知")
    assert long.isVisible()
    assert long.text().startswith("第 2 行有 21 个字，一行排得下 20 个")
    assert box.findChild(QPushButton, "titleGo").isEnabled()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("关于召开", LONG), "第 2 行有 24 个字"),
        ((f"关于召开{LONG}",), ""),  # left to the program
        (("a" * 30, "通知"), ""),  # half as wide
        (("关于召开", "协商议事会的通知"), ""),
    ],
)
def test_only_a_line_with_no_room_is_told(lines: tuple[str, ...], told: str):
    assert caution(lines, ROOM).startswith(told)
    assert bool(caution(lines, ROOM)) is bool(told)


def test_what_is_told_is_what_the_paper_does(stages: Stages):
    desk = stages("scheduled")
    dossier, meeting = the_dossier(desk), the_meeting(desk)
    told = titling.title_lines(dossier, meeting, "notice")
    for at in range(1, len(told.title)):
        lines = (told.title[:at], told.title[at:])
        titling.break_title(desk, the_dossier(desk), the_meeting(desk), "notice", "|".join(lines))
        (part,) = printing.compose(desk, "notice", dossier.consultation.id).parts
        printed = _title_lines(part.papers[0])
        assert (printed == 2) is not bool(caution(lines, told.room)), lines


def _title_lines(paper: object) -> int:
    from consultroom.documents.blocks import Paper, Title
    from consultroom.documents.fonts import bundled
    from consultroom.documents.layout import lay_out
    from consultroom.documents.pages import GlyphRun

    assert isinstance(paper, Paper)
    only = replace(paper, blocks=tuple(one for one in paper.blocks if isinstance(one, Title)))
    runs = [item for item in lay_out(only, bundled()).pages[0].items if isinstance(item, GlyphRun)]
    title = max(run.size for run in runs)
    return len({round(run.y) for run in runs if run.size == title})


def test_a_double_click_takes_an_offer(qtbot: QtBot, box: TitleBox, taken: list[str]):
    double_click(box.findChildren(Offer)[1])
    assert not isValid(box) or not box.isVisible()
    assert len(taken) == 1


def test_control_and_enter_takes_what_was_typed(qtbot: QtBot, box: TitleBox, taken: list[str]):
    typed = box.findChild(QPlainTextEdit, "titleLines")
    typed.setFocus()
    typed.setPlainText("关于召开\n梧桐街道“楼道堆物”\n协商议事会的通知")
    qtbot.keyClick(typed, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert taken == ["关于召开|梧桐街道“楼道堆物”|协商议事会的通知"]


def test_an_offer_chosen_past_the_edge_is_in_sight(shown: Shown, taken: list[str]):
    words = samples.TITLE.title
    offers = tuple((words[:at], words[at:]) for at in range(3, 12))
    parent = shown(QWidget())
    box = open_title_box(
        parent, replace(samples.TITLE, offers=offers, lines=offers[0]), taken.append
    )
    last = box.findChild(Offer, f"offer{len(offers) - 1}")
    assert not last.visibleRegion().contains(last.rect().center())
    last.click()  # as the arrow keys do
    assert last.visibleRegion().contains(last.rect().center())
