"""A reception day (接待日) through the window: received, printed, followed up; acts undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from pytestqt.qtbot import QtBot

from consultroom.domain.receptions import ReceptionDay, Visit
from consultroom.services import receiving, safekeeping
from consultroom.services.desk import Desk
from consultroom.ui import dialogs, theme, translation
from consultroom.ui.office import Office
from consultroom.ui.paper.view import PaperView
from consultroom.ui.receptions.view import ReceptionsView
from tests.end2end.hands import Hands
from tests.services.stages import Stages, on
from tests.ui.keyboard import commit

pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)
DAY, LATER = date(2026, 11, 2), date(2026, 11, 16)
VISITS = (("三号楼前的路灯坏了三盏", "老李"), ("楼道堆物没人管", "何大爷"))


@pytest.fixture
def desk(stages: Stages) -> Desk:
    desk = stages("with members")
    on(desk, DAY)
    return desk


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, desk: Desk, tmp_path: Path) -> Hands:
    translation.install(qapp)
    theme.apply(qapp)
    office = Office(desk, folder=tmp_path)
    qtbot.addWidget(office.window)
    with qtbot.waitActive(office.window):
        office.window.resize(1366, 768)
        office.window.show()
    return Hands(office)


def test_a_reception_day_from_the_first_visitor_to_what_came_of_it(
    hands: Hands, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.window.go("receptions")
    hands.press("openDay")
    hands.fill(receivers="zjg")
    hands.submit()
    for matter, visitor in VISITS:
        _receive(hands, matter, visitor)
    assert [visit.matter for visit in desk.room.find(Visit)] == [matter for matter, _ in VISITS]

    # one of them is for another office to settle
    _choose(hands, 0)
    hands.press("visitFollow")
    hands.fill(handling="转办", handler="区城管局", due_on=date(2026, 11, 20))
    hands.submit()

    printed = _printed(hands, qtbot, tmp_path, monkeypatch)
    assert all(matter in printed for matter, _ in VISITS)
    assert "区城管局" in printed

    # a fortnight later it is answered, and the people told
    on(desk, LATER)
    hands.window.go("home")
    hands.window.go("receptions")
    _choose(hands, 0)
    hands.press("visitFollow")
    hands.fill(result="三盏灯已换好", fed_back_on=LATER)
    hands.submit()
    settled = desk.room.find(Visit)[0]
    assert (settled.fed_back_on, len(desk.room.find(ReceptionDay))) == (LATER, 1)
    assert safekeeping.check(desk).faults == ()


def _receive(hands: Hands, matter: str, visitor: str) -> None:
    view = hands.screen
    assert isinstance(view, ReceptionsView)
    QApplication.processEvents()
    fields = view.day.entry.fields
    commit(fields["matter"], matter)
    commit(fields["visitor"], visitor)
    hands.press("entryWrite")
    QApplication.processEvents()


def _choose(hands: Hands, row: int) -> None:
    QApplication.processEvents()
    hands.find(QTableView, "visitsTable").selectRow(row)


def _printed(hands: Hands, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Save the register as the clerk does; return its words."""
    monkeypatch.setattr(
        dialogs, "ask_save", lambda _parent, _title, _kind, suggested: folder / suggested.name
    )
    hands.press("printRegister")
    view = hands.screen
    assert isinstance(view, PaperView)
    qtbot.waitUntil(lambda: view._sheet is not None, timeout=20_000)
    hands.press("savePdf")
    file = folder / view._sheet.file_name
    qtbot.waitUntil(file.is_file, timeout=20_000)
    document = pypdfium2.PdfDocument(file)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(words.split())


# -- Ctrl+Z ----------------------------------------------------------------------------------------


def _a_topic(hands: Hands) -> None:
    hands.window.go("topics", "new")
    QApplication.processEvents()
    hands.fill(title="路灯补亮", proposer="李秀英")
    hands.submit()


def _a_decision(hands: Hands) -> None:
    _a_topic(hands)
    hands.press("topicForm_decide")
    hands.fill(verdict="采纳")
    hands.submit()


def _a_beginning(hands: Hands) -> None:
    hands.window.go("begin")
    hands.fill(title="路灯补亮", proposer="李秀英", situation="灯暗。", convener="zjg")
    hands.submit()


def _a_day(hands: Hands) -> None:
    hands.window.go("receptions")
    hands.press("openDay")
    hands.fill(receivers="zjg")
    hands.submit()


def _a_visit(hands: Hands) -> None:
    receiving.open_day(hands.office.desk, receivers=("张建国",))
    hands.window.go("receptions")
    _receive(hands, *VISITS[0])


ACTS: dict[str, tuple[Callable[[Hands], None], str]] = {
    "登记议题": (_a_topic, "路灯补亮"),
    "审定议题": (_a_decision, "路灯补亮"),
    "开始协商": (_a_beginning, "路灯补亮"),
    "登记接待日": (_a_day, "2026年11月2日接待日"),
    "登记来访": (_a_visit, VISITS[0][0]),
}


@pytest.mark.parametrize("name", ACTS)
def test_ctrl_z_takes_back_the_last_act_and_says_which(hands: Hands, desk: Desk, name: str) -> None:
    act, about = ACTS[name]
    act(hands)
    hands.window.setFocus()
    QTest.keyClick(hands.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    words = hands.window.toast_area.findChild(QLabel, "toastWords")
    assert words.text() == f"已撤销：{name}（{about}）。"
    assert safekeeping.check(desk).faults == ()
