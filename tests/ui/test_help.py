"""The manual in its window: every page has its place, links and pictures work, words are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultroom import resources
from consultroom.ui import theme
from consultroom.ui.help import chapters
from consultroom.ui.help.chapters import (
    CONTENTS,
    COURSE,
    FIRST,
    FORMS,
    PAGES,
    PARTS,
    Place,
    place_for,
)
from consultroom.ui.help.manual import Manual
from consultroom.ui.help.opening import open_help
from consultroom.ui.help.presenter import OUTSIDE, HelpPresenter, HelpScreen
from consultroom.ui.help.view import HelpWindow
from consultroom.ui.pages import Pages
from consultroom.ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from consultroom.ui.widgets.parts import Part, PartedScreen
from tests.ui.conftest import Shown
from tests.ui.test_everyone_can_use_it import focusable
from tests.ui.test_tokens import contrast

WINDOW_PAGES = [page.key for page in Pages().table()]


@pytest.fixture(scope="module")
def manual() -> Manual:
    return Manual(resources.manual())


@pytest.fixture
def helped(shown: Shown) -> QWidget:
    """The window that is helped."""
    made = QWidget()
    made.resize(1366, 768)
    return shown(made)


@pytest.fixture
def shown_help(helped: QWidget, qtbot: QtBot) -> HelpWindow:
    made = open_help(helped, "home")
    qtbot.waitUntil(lambda: made.page.heading_at_top() == "首页")
    return made


def headings(manual: Manual, file: str) -> list[str]:
    chapter = manual.chapter(file)
    assert chapter is not None, file
    return [section.heading for section in chapter.sections]


# -- which page is told of where -------------------------------------------------------------------


@pytest.mark.parametrize("page", [*WINDOW_PAGES, "welcome"])
def test_every_page_of_the_window_has_its_place_in_the_manual(page: str, manual: Manual) -> None:
    assert page in PAGES, f"say in {chapters.__name__} where the manual tells of {page}"
    place = PAGES[page]
    assert manual.chapter(place.file) is not None, place.file
    assert not place.heading or place.heading in headings(manual, place.file)


def test_no_place_is_told_for_a_page_that_is_gone() -> None:
    assert set(PAGES) == {*WINDOW_PAGES, "welcome"}


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_a_page_has_its_place(part: tuple[str, str], manual: Manual) -> None:
    assert PARTS[part].heading in headings(manual, PARTS[part].file)
    assert place_for(*part) == PARTS[part]


def test_the_part_in_front_is_helped_with_whatever_the_page_was_opened_at(
    helped: QWidget, shown: Shown
) -> None:
    parts = tuple(
        Part(key=key, word=key, build=QWidget, enter=lambda: None) for key in ("inbox", "keys")
    )
    screen = PartedScreen("exchange", "各页", parts)
    screen.setParent(helped)
    shown(screen)
    screen.turn_to("keys")
    made = open_help(helped, "exchange", about="inbox")
    assert made.page.heading_at_top() == PARTS["exchange", "keys"].heading


@pytest.mark.parametrize("form", FORMS)
def test_every_form_named_has_its_place(form: str, manual: Manual) -> None:
    assert FORMS[form].heading in headings(manual, FORMS[form].file)


@pytest.mark.parametrize(
    ("page", "about", "place"),
    [
        ("workspace", "c11/attendance", Place(COURSE, "会上")),
        ("workspace", "c11", PAGES["workspace"]),
        ("workspace", "c11/an unknown form", PAGES["workspace"]),
        ("members", "m1/edit", PAGES["members"]),
        ("no page", "", Place(CONTENTS)),
    ],
)
def test_an_open_form_leads_to_its_own_heading(page: str, about: str, place: Place) -> None:
    assert place_for(page, about) == place


# -- reading it ------------------------------------------------------------------------------------


def test_the_contents_come_first_and_every_chapter_has_a_title(manual: Manual) -> None:
    assert manual.chapters[0].file == CONTENTS
    assert [chapter.file for chapter in manual.chapters] == [
        CONTENTS,
        *sorted(file.name for file in manual.folder.glob("[0-9]*.md")),
    ]
    assert all(chapter.sections[0].level == 1 for chapter in manual.chapters)


def test_a_line_that_looks_like_a_heading_in_a_block_of_code_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 一\n\n```\n# 二\n```\n## 三\n末尾\n", "utf-8")
    assert headings(Manual(tmp_path), "a.md") == ["一", "三"]


def test_lines_of_a_paragraph_flow_together_but_nothing_else_does(tmp_path: Path) -> None:
    text = (
        "# 题\n第一句。\n第二句。\n\n- 甲\n- 乙\n\n| 甲 |\n|---|\n\n"
        "```\n第一行\n第二行\n```\n第三句\n`code` 第四句\n"
    )
    (tmp_path / "a.md").write_text(text, "utf-8")
    chapter = Manual(tmp_path).chapter("a.md")
    assert chapter is not None
    expected = text.replace("第一句。\n第二句。", "第一句。第二句。").replace(
        "第三句\n`", "第三句`"
    )
    assert chapter.flowing == expected


# -- finding in it ---------------------------------------------------------------------------------


def test_what_stands_in_a_heading_comes_before_what_stands_in_a_text(manual: Manual) -> None:
    found = manual.search("撤销")
    assert "撤销" in found[0].heading
    assert any("撤销" not in one.heading for one in found)
    assert all("撤销" in one.heading + one.snippet for one in found)


def test_all_parts_must_be_there_and_nothing_typed_finds_nothing(manual: Manual) -> None:
    assert 0 < len(manual.search("名册 导入")) < len(manual.search("名册"))
    assert manual.search("  ") == manual.search("量子纠缠") == ()


def test_what_is_found_is_told_without_pictures_and_marks(manual: Manual) -> None:
    for found in manual.search("按"):
        assert not set("*`|[]") & set(found.snippet)


# -- the presenter ---------------------------------------------------------------------------------


def test_links_lead_on_and_back_leads_back(manual: Manual) -> None:
    screens: list[HelpScreen] = []
    presenter = HelpPresenter(manual, show=screens.append)
    presenter.open(Place(CONTENTS))
    presenter.follow(
        "02-%E4%B8%80%E6%AC%A1%E5%8D%8F%E5%95%86%E4%BB%8E%E5%A4%B4%E5%88%B0%E5%B0%BE.md"
    )
    presenter.follow("#第5步　办理")
    assert screens[-1].chapter is manual.chapter(COURSE)
    assert screens[-1].heading == "第5步　办理"
    for file in (COURSE, CONTENTS, CONTENTS):
        presenter.back()
        assert screens[-1].chapter is manual.chapter(file)
    assert not screens[-1].can_go_back


@pytest.mark.parametrize("link", ["https://example.org/x.md", "http://a", "file:///etc/passwd"])
def test_what_leads_out_of_the_manual_is_not_opened(link: str, manual: Manual) -> None:
    screens: list[HelpScreen] = []
    presenter = HelpPresenter(manual, show=screens.append)
    presenter.open(Place(FIRST))
    presenter.follow(link)
    assert (screens[-1].sentence, screens[-1].chapter) == (OUTSIDE, manual.chapter(FIRST))


def test_a_manual_that_is_missing_is_said(tmp_path: Path) -> None:
    screens: list[HelpScreen] = []
    HelpPresenter(Manual(tmp_path), show=screens.append).open(Place(FIRST))
    assert "没有找到手册" in screens[-1].sentence


# -- the window ------------------------------------------------------------------------------------


def links_of(document: QTextDocument) -> list[str]:
    found = []
    block = document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            if at.fragment().charFormat().isAnchor():
                found.append(at.fragment().charFormat().anchorHref())
            at += 1
        block = block.next()
    return found


def pictures_of(document: QTextDocument) -> list[str]:
    found = []
    block = document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            if at.fragment().charFormat().isImageFormat():
                found.append(at.fragment().charFormat().toImageFormat().name())
            at += 1
        block = block.next()
    return found


def test_every_link_leads_somewhere_and_every_picture_fits_the_page(
    shown_help: HelpWindow, manual: Manual
) -> None:
    pictures = 0
    for chapter in manual.chapters:
        shown_help.presenter.open(Place(chapter.file))
        document = shown_help.page.document()
        for link in links_of(document):
            shown_help.presenter.open(Place(chapter.file))
            shown_help.page.anchorClicked.emit(QUrl(link))
            sentence = shown_help.findChild(QLabel, "sentence")
            assert sentence is not None
            assert not sentence.isVisible(), (chapter.file, link, sentence.text())
        shown_help.presenter.open(Place(chapter.file))
        for name in pictures_of(document):
            image = shown_help.page.loadResource(2, QUrl(name))
            assert isinstance(image, QImage), name
            assert 200 < image.width() <= shown_help.page.viewport().width()
            pictures += 1
    assert pictures >= len(list((manual.folder / "图").iterdir())) - 1


def test_a_picture_is_blank_until_its_turn_comes(shown_help: HelpWindow, qtbot: QtBot) -> None:
    shown_help.presenter.open(Place(CONTENTS))
    shown_help.resize(900, 640)
    page = shown_help.page
    document, kind = page.document(), QTextDocument.ResourceType.ImageResource.value
    (name, *_) = pictures_of(document)

    def shades() -> int:
        image = document.resource(kind, QUrl(name))
        assert isinstance(image, QImage)
        places = ((x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9))
        return len({image.pixel(x, y) for x, y in places})

    blank = page.loadResource(kind, QUrl(name))
    assert isinstance(blank, QImage)
    assert blank.pixel(0, 0) == blank.pixel(blank.width() // 2, blank.height() // 2)
    qtbot.waitUntil(lambda: shades() > 8)
    shown = document.resource(kind, QUrl(name))
    assert shown.size() == page.loadResource(kind, QUrl(name)).size()


def test_pictures_follow_the_width_of_the_window(shown_help: HelpWindow, qtbot: QtBot) -> None:
    shown_help.presenter.open(Place(CONTENTS))
    shown_help.resize(700, 500)
    page = shown_help.page
    qtbot.waitUntil(lambda: page.document().idealWidth() <= page.viewport().width())
    assert page.horizontalScrollBar().maximum() == 0


def test_nothing_is_fetched_from_elsewhere(shown_help: HelpWindow) -> None:
    for name in ("https://example.org/a.png", "file:///usr/share/a.png", "图/没有.png"):
        assert shown_help.page.loadResource(2, QUrl(name)) is None


def test_a_heading_pressed_in_the_contents_comes_to_the_top(
    shown_help: HelpWindow, qtbot: QtBot
) -> None:
    shown_help.place_wanted.emit((COURSE, "第5步　办理"))
    assert shown_help.page.heading_at_top() == "第5步　办理"
    chosen = shown_help.contents.currentIndex()
    assert chosen.data() == "第5步　办理"
    assert chosen.parent().data() == "一次协商从头到尾"
    back = shown_help.findChild(QPushButton, "helpBack")
    assert back is not None
    back.click()
    assert shown_help.page.heading_at_top() == "首页"


def test_words_are_found_while_they_are_typed_and_enter_opens_the_first(
    shown_help: HelpWindow, qtbot: QtBot
) -> None:
    shown_help.line.setFocus()
    shown_help.line.setText("回头看")
    qtbot.waitUntil(shown_help.found.isVisible)
    assert shown_help.found.model().rowCount() > 0
    QTest.keyClick(shown_help.line, Qt.Key.Key_Return)
    first = shown_help.found.model().index(0, 0)
    assert shown_help.page.heading_at_top() == first.data().split("\n")[0]
    shown_help.line.setText("量子纠缠")
    qtbot.waitUntil(lambda: shown_help.found.model().rowCount() == 0)
    count = shown_help.findChild(QLabel, "helpCount")
    assert count is not None
    assert "没有找到" in count.text()


def test_escape_clears_the_search_and_then_closes(shown_help: HelpWindow, qtbot: QtBot) -> None:
    shown_help.line.setText("名册")
    QTest.keyClick(shown_help, Qt.Key.Key_Escape)
    assert (shown_help.line.text(), shown_help.isVisible()) == ("", True)
    QTest.keyClick(shown_help, Qt.Key.Key_Escape)
    assert not shown_help.isVisible()


def test_asked_for_again_it_is_the_same_window(helped: QWidget, shown_help: HelpWindow) -> None:
    shown_help.close()
    again = open_help(helped, "papers", shown_help)
    assert again is shown_help
    assert again.isVisible()
    assert again.page.heading_at_top() == PAGES["papers"].heading


def test_every_control_is_named(shown_help: HelpWindow) -> None:
    QApplication.processEvents()
    nameless = [
        one.objectName()
        for one in focusable(shown_help)
        if not one.objectName()
        or not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
    ]
    assert nameless == []


@pytest.mark.parametrize("look", [LIGHT, DARK, HIGH_CONTRAST], ids=["light", "dark", "contrast"])
def test_the_manual_is_readable_in_every_look(
    look: Tokens, dressed: QApplication, helped: QWidget
) -> None:
    try:
        theme.apply(dressed, look)
        made = open_help(helped, "exchange")
        seen = inks(made.page.document(), look)
        assert len(seen) > 1
        for ink, ground in seen:
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    finally:
        theme.apply(dressed)


def inks(document: QTextDocument, look: Tokens) -> set[tuple[str, str]]:
    """Return every ink of a document with what it stands on."""
    found = set()
    block = document.begin()
    while block.isValid():
        block_ground = block.blockFormat().background()
        at = block.begin()
        while not at.atEnd():
            shape = at.fragment().charFormat()
            ink = shape.foreground().color().name() if shape.hasProperty(0x821) else look.text
            ground = look.surface
            for brush in (block_ground, shape.background()):
                if brush.style() is not Qt.BrushStyle.NoBrush:
                    ground = brush.color().name()
            found.add((ink, ground))
            at += 1
        block = block.next()
    return found
