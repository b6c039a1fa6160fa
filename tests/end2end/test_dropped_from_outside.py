"""Files dragged from another program onto the real window: X carries them, not Qt alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openpyxl import Workbook

from tests.end2end.desktop import Desktop, InputMethod, desktop, lacking, wait_for
from tests.ui.sample_papers import pages_saying

DAY = "2026-11-27"
WINDOW, HANDLE = (500, 350), (1300, 700)  # a place of the program's window, and of the source's
STEPS = 10
NOTHING = InputMethod(programs=(), start=(), asks={}, serves="")
# the program, with a page in front; what is seen of it is written down again and again
AT_THE_PAGE = """
import json, pathlib, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel
from consultroom.ui.main_window import MainWindow

run, page, seen = QApplication.exec, sys.argv.pop(), pathlib.Path(sys.argv.pop())

def look(window):
    lists = [one for one in window.findChildren(QAbstractItemView) if one.isVisible()]
    models = [one.model() for one in lists if one.model() is not None]
    cells = [
        str(model.index(row, column).data())
        for model in models
        for row in range(min(5, model.rowCount()))
        for column in range(model.columnCount())
    ]
    labels = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    new = seen.with_suffix(".new")
    new.write_text(json.dumps(cells + labels), encoding="utf-8")
    new.replace(seen)

def turn(application):
    window = next(one for one in application.topLevelWidgets() if isinstance(one, MainWindow))
    window.go(page)
    window.setWindowTitle("协商议事室 到了")
    timer = QTimer(window, interval=100)
    timer.timeout.connect(lambda: look(window))
    timer.start()
    return run()

QApplication.exec = turn
from consultroom.app import main
main()
"""
SOURCE = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel

class Source(QLabel):
    def mousePressEvent(self, event):
        drag, carried = QDrag(self), QMimeData()
        carried.setUrls([QUrl.fromLocalFile(sys.argv[1])])
        drag.setMimeData(carried)
        drag.exec(Qt.DropAction.CopyAction)

application = QApplication([])
source = Source("文件")
source.setWindowTitle("文件管理")
source.setWindowFlags(Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.FramelessWindowHint)
source.setGeometry(1250, 660, 100, 80)
source.show()
application.exec()
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X belongs to Linux")


def a_table(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["议题", "提出人"])
    sheet.append(["楼道照明", "李四"])
    book.save(folder / "议题.xlsx")
    return folder / "议题.xlsx"


def a_scan(folder: Path) -> Path:
    (folder / "扫描.pdf").write_bytes(pages_saying("scan"))
    return folder / "扫描.pdf"


def no_pack(folder: Path) -> Path:
    (folder / "坏的.crpk").write_bytes(b"nonsense")
    return folder / "坏的.crpk"


def nonsense(folder: Path) -> Path:
    (folder / "程序.exe").write_bytes(b"MZ")
    return folder / "程序.exe"


CASES = [
    ("topics", a_table, "楼道照明"),
    ("scans", a_scan, "扫描.pdf"),
    ("exchange", no_pack, "这个文件不是交换包"),
    ("topics", nonsense, "这种文件用不上"),
]


@pytest.fixture
def desk() -> Iterator[Desktop]:
    if names := lacking(NOTHING):
        pytest.skip(f"not installed: {names}")
    with TemporaryDirectory() as place, desktop(Path(place) / "home") as made:
        yield made


@pytest.mark.parametrize(("page", "make", "told"), CASES)
def test_a_file_dragged_from_another_program_is_taken_or_refused_in_words(
    desk: Desktop, tmp_path: Path, page: str, make: Callable[[Path], Path], told: str
) -> None:
    room, seen = str(tmp_path / "room"), tmp_path / "seen.json"
    program = (sys.executable, "-m", "consultroom")
    made = desk.start(*program, "init", room, "--station", "梧桐", "--code", "WT", "--date", DAY)
    assert made.wait(60) == 0
    window = (sys.executable, "-c", AT_THE_PAGE, "window", room, "--date", DAY)
    desk.start(*window, str(seen), page)
    desk.window("协商议事室 到了")
    desk.start(sys.executable, "-c", SOURCE, str(make(tmp_path)))
    desk.window("文件管理")
    desk.drag(HANDLE, WINDOW, steps=STEPS)

    def is_told() -> bool:
        return any(told in one for one in json.loads(seen.read_text(encoding="utf-8")))

    wait_for(is_told, told)
