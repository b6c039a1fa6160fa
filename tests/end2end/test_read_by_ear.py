"""What a screen reader is given by the real window, over the accessibility bus (AT-SPI)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from consultroom.domain.consultations import Consultation
from tests.end2end.desktop import Desktop, InputMethod, desktop, lacking, wait_for
from tests.end2end.test_typed_in_chinese import DAY, opened

SYSTEM = "/usr/bin/python3"  # whose packages the accessibility library comes in
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
SERVES = "org.a11y.Bus"
NOTHING = InputMethod(programs=(SYSTEM, LAUNCHER), start=(), asks={}, serves="")
VAGUE = {"filler", "unknown", "invalid", "redundant object"}
LIBRARY = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
READER = f"""
{LIBRARY}
import json

def walk(one):
    states, kinds = one.get_state_set(), Atspi.StateType
    if not states.contains(kinds.SHOWING) and one.get_role_name() not in ("application",):
        return
    yield {{
        "name": one.get_name(),
        "role": one.get_role_name(),
        "stop": states.contains(kinds.FOCUSABLE) and states.contains(kinds.ENABLED),
    }}
    many = one.get_role_name() in ("table", "list", "tree", "tree table")
    for place in range(min(one.get_child_count(), 40 if many else 1000)):
        child = one.get_child_at_index(place)
        if child is not None:
            yield from walk(child)

Atspi.init()
screen = Atspi.get_desktop(0)
programs = [screen.get_child_at_index(place) for place in range(screen.get_child_count())]
told = [node for program in programs if program is not None for node in walk(program)]
print(json.dumps(told))
"""
# the program, with a page in front; its title says when it is there
AT_THE_PAGE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from consultroom.ui.main_window import MainWindow

run, about, page = QApplication.exec, sys.argv.pop(), sys.argv.pop()

def turn(application):
    window = next(one for one in application.topLevelWidgets() if isinstance(one, MainWindow))
    window.go(page, about)
    QTimer.singleShot(300, lambda: window.setWindowTitle("协商议事室 到了"))
    return run()

QApplication.exec = turn
from consultroom.app import main
main()
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI belongs to Linux")


@dataclass(frozen=True, slots=True)
class Node:
    """A control as a screen reader is told of it; ``stop`` when the keyboard can be there."""

    name: str
    role: str
    stop: bool


@pytest.fixture
def desk() -> Iterator[Desktop]:
    if names := lacking(NOTHING):
        pytest.skip(f"not installed: {names}")
    if subprocess.run([SYSTEM, "-c", LIBRARY], capture_output=True, check=False).returncode:
        pytest.skip("not installed: gir1.2-atspi-2.0")
    with TemporaryDirectory() as place, desktop(Path(place) / "home") as made:
        made.start(LAUNCHER, "--launch-immediately")
        wait_for(lambda: made.on_bus(SERVES), SERVES)
        made.env["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        yield made


def read(desk: Desktop) -> list[Node]:
    """Return what is showing now, as a screen reader walks it."""
    command = [SYSTEM, "-W", "ignore", "-c", READER]
    ran = subprocess.run(command, env=desk.env, capture_output=True, text=True, check=True)
    return [Node(**one) for one in json.loads(ran.stdout)]


# page → the role of what is in its middle, and words that only it has
PAGES = {
    "home": ("push button", "需要办理"),
    "paper": ("document frame", "通知如下"),
    "seats": ("canvas", "座位图"),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_walks_a_page_and_finds_every_control_named(
    desk: Desktop, kept_rooms: dict[str, Path], tmp_path: Path, page: str
) -> None:
    role, words = PAGES[page]
    room = tmp_path / "room"
    shutil.copytree(kept_rooms["held"], room)
    with opened(room) as sitting:
        about = "" if page == "home" else sitting.room.find(Consultation)[0].id
    program = (sys.executable, "-c", AT_THE_PAGE, "window", str(room), "--date", DAY)
    running = desk.start(*program, page, about)
    desk.window("协商议事室 到了")
    wait_for(lambda: any(node.role == role for node in read(desk)), role)
    # what is read on paper comes a moment later, from beside the GUI thread
    wait_for(lambda: any(words in node.name for node in read(desk)), words)
    stops = [node for node in read(desk) if node.stop and node.role != "table cell"]
    assert len(stops) > 5
    assert [node for node in stops if not node.name or node.role in VAGUE] == []
    assert running.poll() is None
