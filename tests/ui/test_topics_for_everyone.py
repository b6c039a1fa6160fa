"""议题库 and 委员 for everyone: by keyboard, with a screen reader, on a small screen, enlarged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QTableView, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.domain.topics import TopicSource
from consultroom.services import gathering
from consultroom.services.desk import Desk
from consultroom.ui import theme
from consultroom.ui.importing.view import ImportView
from consultroom.ui.office import Office
from consultroom.ui.theme.tokens import LIGHT
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk
from tests.ui.test_everyone_can_use_it import SIZES, cut_labels, focusable

LONG = "梧桐里老旧小区地下车库渗水反复维修无果、业主与物业对维修资金使用各执一词的问题"


@pytest.fixture
def clerk(shown: Shown, qtbot: QtBot, busy: Desk, tmp_path: Path) -> AtDesk:
    """Sit down at the sample station, with a topic of many words."""
    gathering.add_topic(
        busy,
        title=LONG,
        source=TopicSource.OPINION,
        proposer="梧桐里小区第三网格居民代表（化名）",
        situation=f"{LONG}。" * 12,
        suggestion="建议先核清资金。\n" * 6,
        parties=("物业公司", "业主委员会", "街道城市管理办公室"),
    )
    office = Office(busy, folder=tmp_path)
    office.window.resize(1366, 728)
    shown(office.window)
    return AtDesk(office, qtbot)


def places(desk: Desk) -> list[tuple[str, str]]:
    """Return what can be opened on both pages."""
    topic, begun = gathering.standings(desk)[0].topic, gathering.standings(desk)[-1].topic
    member = desk.members()[0]
    return [
        ("topics", ""),
        ("topics", topic.id),
        *[("topics", f"{topic.id}/{form}") for form in ("edit", "decide", "plan", "link")],
        ("topics", begun.id),
        ("topics", "new"),
        ("topics", "import"),
        ("members", ""),
        ("members", member.id),
        *[("members", f"{member.id}/{form}") for form in ("edit", "post")],
        ("members", "new"),
        ("members", "import"),
    ]


def turn_to(clerk: AtDesk, page: str, about: str) -> QWidget:
    """Open one place, afresh."""
    clerk.go(page)
    clerk.front.presenter.close()
    screen = clerk.go(page, about)
    if about == "import":
        fill_import(clerk, screen.findChild(ImportView))
    QApplication.processEvents()
    return screen


def fill_import(clerk: AtDesk, view: ImportView) -> None:
    """Choose a table and wait until it was read."""
    file = clerk.office._desk.room.folder.parent / "汇总.csv"
    file.write_text(f"议题,姓名\n{LONG},李秀英\n,\n楼道照明,周立\n楼道照明,周立\n", "utf-8")
    view.chosen.emit(file)
    clerk.qtbot.waitUntil(lambda: bool(view._fields))


@pytest.fixture
def everywhere(clerk: AtDesk) -> Iterator[tuple[str, QWidget]]:
    """Return every place, opened one after the other."""
    found = places(clerk.office._desk)
    return ((f"{page} {about}", turn_to(clerk, page, about)) for page, about in found)


def test_every_control_has_a_name_for_the_reader_and_for_tests(everywhere, clerk: AtDesk):
    nameless = {
        place: (type(widget).__name__, widget.objectName())
        for place, _ in everywhere
        for widget in focusable(clerk.office.window)
        if not widget.objectName()
        or not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    }
    assert nameless == {}


def test_names_for_tests_are_given_once_a_page(everywhere):
    for place, screen in everywhere:
        shown = [one for one in screen.findChildren(QAbstractButton) if one.isVisible()]
        names = [one.objectName() for one in shown if one.objectName()]
        assert len(names) == len(set(names)), place


def test_tab_reaches_every_control(everywhere, clerk: AtDesk):
    window = clerk.office.window
    for place, _ in everywhere:
        wanted = {
            widget
            for widget in focusable(window)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (isinstance(widget, QAbstractButton) and widget.autoExclusive())
        }
        reached = set()
        for _ in range(len(wanted) * 2 + 40):
            window.focusNextPrevChild(True)
            reached.add(QApplication.focusWidget())
        assert [one.objectName() for one in wanted - reached] == [], place


def test_there_is_at_most_one_primary_button(everywhere):
    for place, screen in everywhere:
        primary = [
            one.text()
            for one in screen.findChildren(QPushButton)
            if one.isVisible() and one.property("kind") == "primary"
        ]
        assert len(primary) <= 1, place


@pytest.fixture(params=[1.0, 1.3])
def text_size(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[float]:
    theme.apply(dressed, LIGHT.scaled(request.param))
    yield request.param
    theme.apply(dressed)


def test_no_word_is_cut_off_and_nothing_is_wider_than_a_small_screen(
    text_size: float, everywhere, clerk: AtDesk
):
    window, found = clerk.office.window, {}
    for place, screen in everywhere:
        for size in SIZES:
            window.resize(*size)
            QApplication.processEvents()
            QApplication.processEvents()
            if cut := cut_labels(screen):
                found[place, size] = cut
            if window.width() != size[0]:
                found[place, size, "wide"] = [str(window.width())]
            for table in screen.findChildren(QTableView):
                if table.isVisible() and table.horizontalScrollBar().maximum() > 0:
                    found[place, size, "scrolls"] = [table.objectName()]
    assert found == {}


def test_every_list_is_a_good_model(qtmodeltester: ModelTester, everywhere):
    models: dict[str, QAbstractItemModel] = {}
    for _, screen in everywhere:
        models |= {one.objectName(): one.model() for one in screen.findChildren(QTableView)
                   if one.isVisible()}  # fmt: skip
    assert set(models) >= {"topicsTable", "membersTable", "dutiesTable", "importTable"}
    for model in models.values():
        assert model.rowCount() > 0
        qtmodeltester.check(model)
