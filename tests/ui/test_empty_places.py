"""What stands where a list is empty."""

from __future__ import annotations

import pytest

from consultroom.ui import theme
from consultroom.ui.widgets.cards import LINE, Nothing
from tests.ui.conftest import Shown

LONG = "把扫描件或照片拖到这里，或者点“选文件”。每一页是哪份文书的第几页，会逐页列出。" * 2


@pytest.mark.parametrize("width", [1140, 300])
def test_a_long_sentence_is_in_short_lines_and_whole(shown: Shown, width: int):
    nothing = Nothing(LONG)
    nothing.resize(width, 500)
    shown(nothing)
    words = nothing.words
    assert words.width() <= theme.now().px(LINE)
    assert words.height() >= words.heightForWidth(words.width())
    assert words.heightForWidth(words.width()) > words.fontMetrics().lineSpacing()
    middle = words.mapTo(nothing, words.rect().center()).x()
    assert middle == pytest.approx(nothing.rect().center().x(), abs=1)
