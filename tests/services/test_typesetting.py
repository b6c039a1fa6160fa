"""Any text becomes an official paper, or is refused by its line."""

from __future__ import annotations

import pypdfium2
import pytest

from consultroom.errors import UserError
from consultroom.services.typesetting import typeset

TEXT = "# 关于路灯的说明\n\n各社区：\n\n一、情况\n\n路灯已修好。\n\n> 梧桐街道\n> 2026年11月20日\n"


def test_a_text_becomes_a_paper_signed_with_its_author():
    made = typeset(TEXT, author="周玉珍")
    assert (made.pages, made.warnings) == (1, ())
    document = pypdfium2.PdfDocument(made.pdf)
    text = "".join(document[0].get_textpage().get_text_range().split())
    assert document.get_metadata_value("Author") == "周玉珍"
    document.close()
    for line in ("关于路灯的说明", "各社区：", "一、情况", "路灯已修好。", "2026年11月20日"):
        assert line in text


def test_characters_no_face_has_are_named():
    made = typeset(TEXT.replace("已", "\U000f0000"))
    assert made.warnings == ("下列字没有字形，印作〓：\U000f0000。",)


def test_a_text_that_is_no_paper_is_refused_in_a_sentence():
    with pytest.raises(UserError, match=r"。$"):
        typeset("   \n")
