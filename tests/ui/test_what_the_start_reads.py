"""What the program has read when its window is first painted, and when its first page is filled.

Every module more is time in which the window is not there or takes no key; see
``benchmarks/window``. The program is run as it is, in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.services.stages import Stages

PROGRAM = """
import json, sys
from consultroom.ui import plain_imports
plain_imports.put_back()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from consultroom import starting
from consultroom.ui import facade

told = {}
show, begin = facade.show, starting.Porter.begin

def shown(window):
    show(window)
    told["painted"] = sorted(sys.modules)

def begun(porter, room):
    begin(porter, room)
    assert porter.office.window.findChild(QLabel, "nextSentence").text()
    told["filled"] = sorted(sys.modules)
    QTimer.singleShot(0, QApplication.quit)

facade.show, starting.Porter.begin = shown, begun
from consultroom.app import main
main()
print(json.dumps(told))
"""

HEAVY = {"PIL", "click", "cryptography", "docx", "jinja2", "lxml", "numpy", "openpyxl", "pypdfium2",
         "pypinyin", "reportlab", "sqlite_utils", "PySide6.QtNetwork", "PySide6.QtQml",
         "PySide6.QtPrintSupport"}  # fmt: skip
SLOW = {"sqlcipher3"}  # wanted, but only once the window is there


AT_FIRST = {"consultroom.domain", "consultroom.domain.codes", "consultroom.services",
            "consultroom.services.preferring", "consultroom.services.remembering"}  # fmt: skip


def started(room: Path) -> dict[str, set[str]]:
    """Run the program on a room until its page is filled; return what it had read by then."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, "window", str(room)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    told = json.loads(run.stdout.splitlines()[-1])
    return {moment: set(names) for moment, names in told.items()}


def below(names: set[str], *floors: str) -> set[str]:
    """Return what lies on some floors of the program."""
    return {
        name for name in names if name.split(".")[:2] in [["consultroom", one] for one in floors]
    }


def test_the_window_waits_for_no_room_and_its_page_for_no_paper(stages: Stages):
    room = stages.folder("begun")
    assert "painted" not in started(room)  # nothing is known of it yet
    told = started(room)
    painted, filled = told["painted"], told["filled"]
    assert below(painted, "domain", "services", "store", "documents", "exchange", "cli") == AT_FIRST
    assert not painted & (SLOW | HEAVY)
    assert filled >= SLOW
    assert not below(filled, "documents", "exchange", "cli")
    assert not filled & HEAVY
