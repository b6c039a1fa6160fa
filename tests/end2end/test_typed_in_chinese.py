"""The installed program on a real screen, with Chinese typed in through a real input method."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from consultroom.domain.consultations import Consultation
from consultroom.domain.minutes import MinutesEntry
from consultroom.services import founding
from consultroom.services.desk import Desk
from tests.end2end.desktop import (
    ASKS_FCITX,
    METHODS,
    Desktop,
    InputMethod,
    desktop,
    lacking,
    wait_for,
)
from tests.ui.fake_fcitx import FakeFcitx, Manner

PROGRAM = str(Path(sys.executable).with_name("consultroom"))
DAY = "2026-11-27"
SURNAMES = "张章"  # which of them comes first is the dictionary's choice
# the program, with the record of the sitting already in front; its title says when it is ready
AT_THE_MINUTES = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from consultroom.ui.main_window import MainWindow

run = QApplication.exec

def turn_to_the_minutes(application):
    window = next(one for one in application.topLevelWidgets() if isinstance(one, MainWindow))
    window.go("workspace", "{consultation}")
    window.screens["workspace"].open_tab("record")
    QTimer.singleShot(300, lambda: window.setWindowTitle("会议记录"))
    return run()

QApplication.exec = turn_to_the_minutes
from consultroom.app import main
main()
"""
TWO_FIELDS = """
import json, os, pathlib, sys
from consultroom.ui import input_methods
input_methods.settle(os.environ, sys.platform)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
application = QApplication([])
input_methods.bridge(application)
window, line, text = QWidget(), QLineEdit(), QPlainTextEdit()
text.setTabChangesFocus(True)
column = QVBoxLayout(window)
column.addWidget(line)
column.addWidget(text)

def end():
    both = json.dumps([line.text(), text.toPlainText()])
    pathlib.Path(sys.argv[1]).write_text(both, encoding="utf-8")
    application.quit()

QShortcut(QKeySequence("Ctrl+Return"), window, end)
window.setWindowTitle("两个字段")
window.show()
application.exec()
"""
SLOW = InputMethod(programs=(), start=(), asks=ASKS_FCITX, serves="")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X belongs to Linux")


def clock() -> datetime:
    """Return the day after the sitting."""
    return datetime.fromisoformat(f"{DAY}T09:00:00+08:00")


@contextmanager
def opened(folder: Path) -> Iterator[Desk]:
    """Sit down at a room in this process."""
    sitting = founding.open_desk(folder, by="", clock=clock, chance=os.urandom)
    with sitting.room:
        yield sitting


def says(desk: Desktop, *words: str) -> str:
    """Run a command of the program, return what it says."""
    ran = subprocess.run(
        [PROGRAM, *words], env=desk.env, capture_output=True, text=True, check=True
    )
    return ran.stdout


@pytest.fixture
def desk() -> Iterator[Desktop]:
    # a short path: ibus puts a socket below it, whose name may have 107 bytes
    with TemporaryDirectory() as place, desktop(Path(place) / "home") as made:
        yield made


@pytest.fixture
def method(request: pytest.FixtureRequest) -> InputMethod:
    chosen = METHODS[request.param]
    if names := lacking(chosen):
        pytest.skip(f"not installed: {names}")
    return chosen


@pytest.mark.parametrize("method", METHODS, indirect=True)
def test_a_topic_typed_in_pinyin_is_read_back_by_the_command_line(
    desk: Desktop, method: InputMethod, tmp_path: Path
) -> None:
    room = str(tmp_path / "room")
    says(desk, "init", room, "--station", "梧桐街道委员工作站", "--code", "WT", "--date", DAY)
    desk.serve(method)
    program = desk.start(PROGRAM, "window", room, "--date", DAY)
    desk.window("协商议事室")
    desk.call("ctrl+k", "搜索")
    desk.type("djyt")
    desk.key("Return")
    desk.window("协商议事室")
    desk.wake(method)
    desk.type("tingche ")
    desk.key("ctrl+Return")  # refused: who proposed it is not said; the caret goes there
    desk.type("zhang ")
    desk.key("Tab", "Tab", "Tab", "Tab")
    desk.type("dianti ")
    desk.key("ctrl+Return")
    leave(desk, program)
    (told,) = json.loads(says(desk, "topic", "list", room, "--json"))["topics"]
    typed = [told["topic"][name] for name in ("title", "proposer", "situation")]
    assert typed in [["停车", one, "电梯"] for one in SURNAMES]


@pytest.mark.parametrize("method", METHODS, indirect=True)
def test_minutes_typed_in_pinyin_are_kept(
    desk: Desktop, method: InputMethod, kept_rooms: dict[str, Path], tmp_path: Path
) -> None:
    room = tmp_path / "room"
    shutil.copytree(kept_rooms["held"], room)
    with opened(room) as sitting:
        turning = AT_THE_MINUTES.replace("{consultation}", sitting.room.find(Consultation)[0].id)
    desk.serve(method)
    program = desk.start(sys.executable, "-c", turning, "window", str(room), "--date", DAY)
    desk.window("会议记录")
    desk.hurry(*"oywj", "Return")
    desk.wake(method)
    desk.type("tingche ")
    desk.key("Return")
    leave(desk, program)
    with opened(room) as sitting:
        (entry,) = sitting.room.find(MinutesEntry)
    assert (entry.name, entry.text) == ("欧阳文静", "停车")


def test_keys_typed_while_an_input_method_is_slow_stay_in_order(
    desk: Desktop, tmp_path: Path
) -> None:
    """Also the Tab between two fields, and the shortcut that ends it all."""
    if names := lacking(SLOW):
        pytest.skip(f"not installed: {names}")
    desk.env |= SLOW.asks
    kept = tmp_path / "kept.json"
    with FakeFcitx(
        desk.env["DBUS_SESSION_BUS_ADDRESS"],
        words={"tingche": "停车", "dian": "电"},
        manner=partial(Manner, waits=0.05),
    ) as fcitx:
        program = desk.start(sys.executable, "-c", TWO_FIELDS, str(kept))
        desk.window("两个字段")
        wait_for(lambda: fcitx.asked("FocusIn"), "the bridge")
        words = (*"tingche", "space"), (*"dian", "space")
        desk.hurry(*words[0], *words[1], "Tab", *words[1], *words[0], "ctrl+Return")
        assert program.wait(30) == 0
    assert json.loads(kept.read_text(encoding="utf-8")) == ["停车电", "电停车"]


def leave(desk: Desktop, program: subprocess.Popen[bytes]) -> None:
    """Close the window and wait for the program to end; a key may be lost, as for a person."""
    for _ in range(5):
        desk.key("alt+F4")
        with suppress(subprocess.TimeoutExpired):
            program.wait(4)
            break
    assert program.returncode == 0
