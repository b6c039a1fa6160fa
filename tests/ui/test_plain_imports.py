"""No source is read for the sake of ``__feature__``, and Qt goes on as it did."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import builtins, linecache
from consultroom.ui import plain_imports
plain_imports.put_back()
put_back = builtins.__import__
assert put_back.__name__ != "__feature_import__"
plain_imports.put_back()
assert builtins.__import__ is put_back
import consultroom.ui.standing
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel
from PySide6.QtSvg import QSvgRenderer
assert not [name for name in linecache.cache if "standing" in name]
class Bell(QObject):
    rung = Signal(str)
heard = []
bell = Bell()
bell.rung.connect(heard.append)
bell.rung.emit("ding")
assert heard == ["ding"]
application = QApplication([])
label = QLabel("text")
label.setWordWrap(True)
assert label.text() == "text" and label.wordWrap()
"""


def test_pyside_no_longer_reads_the_source_of_every_module():
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=120
    )
    assert (run.returncode, run.stderr) == (0, "")
