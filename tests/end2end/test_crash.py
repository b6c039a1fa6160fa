"""The power fails while somebody types: what was typed is there at the next start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consultroom.domain.consultations import Consultation
from consultroom.domain.minutes import MinutesEntry
from consultroom.domain.topics import Topic
from consultroom.services import safekeeping
from consultroom.services.desk import Desk
from consultroom.ui import theme, translation
from consultroom.ui.minutes.view import MinutesView
from consultroom.ui.office import Office
from consultroom.ui.workspace.view import WorkspaceView
from tests.end2end.hands import Hands
from tests.services.stages import MEETING, open_at

pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)
TYPED, DAY = "typed", MEETING.date().isoformat()

# The program in a process of its own. Once its window stands, `typing` is done in it; when what
# was typed had the time to be kept, it says so, types on, and waits for its end.
AT_THE_WINDOW = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from consultroom.ui.main_window import MainWindow
from consultroom.ui.minutes.view import MinutesView

run = QApplication.exec

def sit_down(application):
    window = next(one for one in application.topLevelWidgets() if isinstance(one, MainWindow))
    QTimer.singleShot(0, lambda: work(window))
    return run()

def work(window):
    page = lambda: window.screens[window.here]
    {typing}
    QTest.qWait(1500)
    print("typed", flush=True)
    {on}

QApplication.exec = sit_down
from consultroom.app import main
main()
"""


def type_and_be_killed(room: Path, typing: str, on: str) -> None:
    """Type in a window of another process; kill it while it goes on."""
    words = AT_THE_WINDOW.replace("{typing}", _indented(typing)).replace("{on}", _indented(on))
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        [sys.executable, "-c", words, "window", str(room), "--date", DAY],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as running:
        assert running.stdout is not None
        try:
            assert any(line.strip() == TYPED for line in running.stdout)
        finally:
            running.kill()


def _indented(lines: str) -> str:
    return "\n    ".join(lines.strip().splitlines())


@contextmanager
def sitting(room: Path, qtbot: QtBot, folder: Path) -> Iterator[Hands]:
    """Start again at the room."""
    desk = open_at(room, MEETING.date())
    with desk.room:
        office = Office(desk, folder=folder)
        qtbot.addWidget(office.window)
        with qtbot.waitActive(office.window):
            office.window.resize(1366, 768)
            office.window.show()
        yield Hands(office)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    translation.install(qapp)
    theme.apply(qapp)


@pytest.fixture
def room(kept_rooms: dict[str, Path], tmp_path: Path) -> Path:
    place = tmp_path / "room"
    shutil.copytree(kept_rooms["held"], place)
    return place


def consultation(desk: Desk) -> Consultation:
    return desk.room.find(Consultation)[0]


def opened(room: Path) -> str:
    """Return the id of the consultation of a room that nobody has open."""
    desk = open_at(room, MEETING.date())
    with desk.room:
        return consultation(desk).id


def test_minutes_typed_before_the_power_failed_are_there_again(
    room: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    typing = f"""
window.go("workspace", "{opened(room)}")
page().open_tab("record")
book = page().findChild(MinutesView)
for initials, text in (("oywj", "deng bu liang"), ("lxy", "xian zhuang lin shi deng")):
    QTest.keyClicks(book.list.editor.speaker, initials)
    QTest.keyClick(book.list.editor.speaker, Qt.Key.Key_Return)
    QTest.keyClicks(book.list.editor.text, text)
    QTest.keyClick(book.list.editor.text, Qt.Key.Key_Return)
QTest.keyClicks(book.list.editor.speaker, "zjg")
QTest.keyClick(book.list.editor.speaker, Qt.Key.Key_Return)
QTest.keyClicks(book.list.editor.text, "half a")
"""
    on = 'QTest.keyClicks(book.list.editor.text, " sentence" * 1000)'
    type_and_be_killed(room, typing, on)
    with sitting(room, qtbot, tmp_path) as hands:
        desk = hands.office.desk
        assert [(one.name, one.text) for one in desk.room.find(MinutesEntry)] == [
            ("欧阳文静", "deng bu liang"),
            ("李秀英", "xian zhuang lin shi deng"),
            ("张建国", "half a"),
        ]
        assert safekeeping.check(desk).faults == ()
        hands.window.go("workspace", consultation(desk).id)
        view = hands.screen
        assert isinstance(view, WorkspaceView)
        view.open_tab("record")
        book = view.findChild(MinutesView)
        shown = [one.text for one in book.list.lines.entries if not one.blank]
        assert shown[-1].startswith("half a")


def test_a_form_half_filled_before_the_power_failed_is_there_again(
    room: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    typing = """
window.go("topics", "new")
QTest.qWait(50)
QTest.keyClicks(page().findChild(QLineEdit, "field_title"), "lu deng")
QTest.keyClicks(page().findChild(QPlainTextEdit, "field_situation"), "si lou yi xia mei deng")
"""
    on = "QTest.qWait(60_000)"
    type_and_be_killed(room, typing, on)
    with sitting(room, qtbot, tmp_path) as hands:
        before = len(hands.office.desk.room.find(Topic))
        hands.window.go("topics", "new")
        QApplication.processEvents()
        answers = hands.form.answers()
        assert (answers["title"], answers["situation"]) == ("lu deng", "si lou yi xia mei deng")
        hands.fill(proposer="李秀英")
        hands.submit()
        assert len(hands.office.desk.room.find(Topic)) == before + 1
        hands.window.go("topics", "new")
        QApplication.processEvents()
        assert hands.form.answers()["title"] == ""
