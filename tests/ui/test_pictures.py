"""What makes the pictures of the manual waits until a page is made, or says that it never is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout

from consultroom.ui.preview.sheets import Preview
from consultroom.ui.screen import Screen
from consultroom.ui.tasks import Tasks
from consultroom.ui.widgets.words import label
from installer import pictures
from installer.screens import waits
from tests.ui.conftest import Shown


def test_what_is_still_being_made_is_waited_for(shown: Shown):
    page, words = Screen(), label("正在生成…")
    page.setLayout(QVBoxLayout())
    page.layout().addWidget(words)
    shown(page)
    assert waits(page)
    words.setText("1 / 1 页")
    assert not waits(page)


def test_a_paper_that_is_not_drawn_is_waited_for(shown: Shown):
    page = Screen()
    page.setLayout(QVBoxLayout())
    page.layout().addWidget(Preview(Tasks()))
    shown(page)
    assert waits(page)


def test_a_page_that_is_never_made_is_no_picture(shown: Shown, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pictures, "PATIENCE", 3 * pictures.STEP)
    with pytest.raises(TimeoutError):
        pictures._wait(lambda: False)
