"""打印: the box before printing, and the counter that keeps a paper before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from consultroom.domain.papers import IssuedPaper
from consultroom.frozen import replace
from consultroom.services import archiving, leafing, safekeeping, sending
from consultroom.services.desk import Desk
from consultroom.services.sending import CannotPrint, Cups, Order, Printer, Progress, Sides
from consultroom.ui.printing.counter import RoomCounter, printers_on
from consultroom.ui.printing.dialog import open_print_box
from consultroom.ui.printing.presenter import PrintJob, Tell
from consultroom.ui.printing.qt_printers import QtPrinters
from consultroom.ui.tasks import Tasks
from tests.services.stages import Stages
from tests.ui import samples
from tests.ui.conftest import Shown

LEFT = Qt.MouseButton.LeftButton
TWO = (Printer(name="HP_1020", usual=True), Printer(name="三楼"))


class CounterAtHand:
    """Says at once what printers there are; printing ends when the test says so."""

    def __init__(self, *printers: Printer, order: Order | None = None) -> None:
        self.printers = printers
        self.order = order or Order(printer="")
        self.orders: list[Order] = []
        self.tells: list[Tell] = []
        self.stopped = 0

    def remembered(self, kind: str) -> Order:
        return self.order

    def look(
        self, done: Callable[[tuple[Printer, ...]], None], fail: Callable[[str], None]
    ) -> None:
        if self.printers:
            done(self.printers)
        else:
            fail("没有打印服务。")

    def send(self, job: PrintJob, order: Order, tell: Tell) -> Callable[[], None]:
        self.orders.append(order)
        self.tells.append(tell)

        def stop() -> None:
            self.stopped += 1

        return stop


class Box:
    """The box over a counter, and what was said when it closed."""

    def __init__(
        self,
        parent: QWidget,
        counter: CounterAtHand,
        page: int = 2,
        save: Callable[[], None] | None = None,
    ) -> None:
        self.said: list[str] = []
        self.box = open_print_box(
            parent, counter, samples.a_job(), page, done=self.said.append, save=save
        )

    def text(self, name: str) -> str:
        label = self.box.findChild(QLabel, name)
        return label.text() if label.isVisible() else ""

    def button(self, name: str) -> QPushButton:
        found = self.box.findChild(QPushButton, name)
        assert isinstance(found, QPushButton)
        return found


@pytest.fixture
def parent(shown: Shown) -> QWidget:
    return shown(QWidget())


def test_it_shows_what_was_chosen_for_this_kind_last_time(parent: QWidget):
    last = Order(printer="三楼", copies=12, sides=Sides.LONG_EDGE)
    box = Box(parent, CounterAtHand(*TWO, order=last))
    assert box.box.windowTitle() == "打印《会议通知》"
    assert box.box.findChild(QComboBox, "printer").currentText() == "三楼"
    assert box.box.findChild(QLineEdit, "printCopies").text() == "12"
    assert box.box.findChild(QComboBox, "printSides").currentText() == "双面，沿长边翻"


def test_a_printer_that_is_gone_is_told_and_the_usual_one_taken(parent: QWidget):
    box = Box(parent, CounterAtHand(*TWO, order=Order(printer="旧的")))
    assert box.box.findChild(QComboBox, "printer").currentText() == "HP_1020（默认）"
    assert box.text("printSentence") == "上次用的“旧的”现在找不到，请核对打印机。"


def test_without_a_printer_nothing_can_be_printed_and_the_way_out_is_told(parent: QWidget):
    box = Box(parent, CounterAtHand())
    assert box.text("printSentence") == "没有打印服务。"
    assert not box.button("printGo").isEnabled()
    assert not box.button("printTrial").isEnabled()


def test_without_a_printer_the_paper_can_be_saved_from_the_box(qtbot: QtBot, parent: QWidget):
    saved: list[bool] = []
    box = Box(parent, CounterAtHand(), save=lambda: saved.append(isValid(box.box)))
    assert not box.button("printGo").isVisible()
    qtbot.keyClick(box.box.findChild(QLineEdit, "printCopies"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(saved))
    qtbot.waitUntil(lambda: not isValid(box.box))


def test_a_printer_switched_on_is_found_by_looking_again(qtbot: QtBot, parent: QWidget):
    counter = CounterAtHand()
    box = Box(parent, counter)
    box.button("printSearch").setFocus()
    counter.printers = TWO
    qtbot.mouseClick(box.button("printSearch"), LEFT)
    assert box.box.findChild(QComboBox, "printer").currentText() == "HP_1020（默认）"
    assert not box.button("printSearch").isVisible()
    assert box.box.focusWidget() is box.box.findChild(QLineEdit, "printCopies")


def test_a_sentence_that_comes_later_squeezes_no_field(qtbot: QtBot, parent: QWidget):
    came: list[Callable[[str], None]] = []

    class Slow(CounterAtHand):
        def look(
            self, done: Callable[[tuple[Printer, ...]], None], fail: Callable[[str], None]
        ) -> None:
            came.append(fail)

    box = Box(parent, Slow())
    fields = [box.box.findChild(QWidget, n) for n in ("printer", "printCopies", "printSides")]
    before = [one.height() for one in fields]
    came[0]("打印服务没有回应，请检查打印机和网络。" * 4)
    qtbot.waitUntil(lambda: box.box.height() >= box.box.minimumHeight() > 0)
    box.box.layout().activate()
    assert [one.height() for one in fields] == before
    words = box.box.findChild(QLabel, "printSentence")
    assert words.height() >= words.heightForWidth(words.width())


def test_only_the_pages_asked_for_are_printed(qtbot: QtBot, parent: QWidget):
    counter = CounterAtHand(*TWO)
    box = Box(parent, counter)
    pages = box.box.findChild(QLineEdit, "printPages")
    qtbot.keyClicks(pages, "4")
    qtbot.keyClick(pages, Qt.Key.Key_Return)
    assert counter.orders == []
    assert box.text("printSentence") == "这份文书只有第 1 到第 3 页，没有“4”。"
    pages.setText("3，1")
    qtbot.keyClick(pages, Qt.Key.Key_Return)
    pages.setText("1-3")
    counter.tells[0].fail("缺纸。")
    qtbot.keyClick(pages, Qt.Key.Key_Return)
    assert [one.pages for one in counter.orders] == [(1, 3), ()]  # all of them are no choice


def test_a_paper_of_one_page_does_not_ask_which(parent: QWidget):
    job = replace(samples.a_job(), pages=1)
    box = open_print_box(parent, CounterAtHand(*TWO), job, 1, done=lambda _said: None)
    assert not box.findChild(QLineEdit, "printPages").isVisible()


def test_printers_found_after_the_box_was_closed_are_not_shown(qtbot: QtBot, parent: QWidget):
    found: list[Callable[[tuple[Printer, ...]], None]] = []

    class Slow(CounterAtHand):
        def look(
            self, done: Callable[[tuple[Printer, ...]], None], fail: Callable[[str], None]
        ) -> None:
            found.append(done)

    box = Box(parent, Slow(*TWO))
    box.box.reject()
    qtbot.waitUntil(lambda: not isValid(box.box))
    found[0](TWO)
    assert not isValid(box.box)


def test_printing_sends_what_stands_in_the_fields_and_closes(qtbot: QtBot, parent: QWidget):
    counter = CounterAtHand(*TWO)
    box = Box(parent, counter)
    box.box.findChild(QComboBox, "printer").setCurrentIndex(1)
    box.box.findChild(QLineEdit, "printCopies").setText("20")
    box.box.findChild(QComboBox, "printSides").setCurrentIndex(2)
    qtbot.keyClick(box.box.findChild(QLineEdit, "printCopies"), Qt.Key.Key_Return)
    assert counter.orders == [Order(printer="三楼", copies=20, sides=Sides.SHORT_EDGE)]
    counter.tells[0].done("已送到“三楼”。")
    assert box.said == ["已送到“三楼”。"]
    assert not box.box.isVisible()


@pytest.mark.parametrize("typed", ["", "0", "100"])
def test_copies_out_of_bounds_are_refused(qtbot: QtBot, parent: QWidget, typed: str):
    counter = CounterAtHand(*TWO)
    box = Box(parent, counter)
    box.box.findChild(QLineEdit, "printCopies").setText(typed)
    qtbot.mouseClick(box.button("printGo"), LEFT)
    assert counter.orders == []
    assert box.text("printSentence") == "份数请填 1 到 99。"


def test_a_trial_is_the_page_in_front_once_and_the_box_stays(qtbot: QtBot, parent: QWidget):
    counter = CounterAtHand(*TWO, order=Order(printer="三楼", copies=30))
    box = Box(parent, counter, page=2)
    assert box.button("printTrial").accessibleName() == "试印第 2 页"
    qtbot.mouseClick(box.button("printTrial"), LEFT)
    assert counter.orders == [Order(printer="三楼", copies=1, page=2)]
    counter.tells[0].done("第2页试印。")
    assert (box.said, box.box.isVisible(), box.text("printSentence")) == ([], True, "第2页试印。")
    qtbot.mouseClick(box.button("printGo"), LEFT)
    assert counter.orders[1] == Order(printer="三楼", copies=30)


def test_progress_is_shown_and_what_is_stopped_is_not_heard_any_more(qtbot: QtBot, parent: QWidget):
    counter = CounterAtHand(*TWO)
    box = Box(parent, counter)
    qtbot.mouseClick(box.button("printGo"), LEFT)
    counter.tells[0].gone(3, 10)
    bar = box.box.findChild(QProgressBar, "printProgress")
    assert (bar.isVisible(), bar.value(), bar.maximum()) == (True, 3, 10)
    assert box.text("printGone") == "正在送往打印机，3 / 10 页"
    qtbot.keyClick(box.box, Qt.Key.Key_Escape)
    assert box.box.isVisible()  # not while it prints
    qtbot.mouseClick(box.button("printStop"), LEFT)
    counter.tells[0].done("晚到的话")
    assert (counter.stopped, box.said) == (1, [])
    assert box.text("printSentence") == "已停止，前 3 页可能已经印出。"
    qtbot.keyClick(box.box, Qt.Key.Key_Escape)
    assert not box.box.isVisible()


def test_what_stops_the_printer_is_told_and_can_be_tried_again(qtbot: QtBot, parent: QWidget):
    counter = CounterAtHand(*TWO)
    box = Box(parent, counter)
    qtbot.mouseClick(box.button("printGo"), LEFT)
    counter.tells[0].fail("缺纸。")
    assert box.text("printSentence") == "缺纸。"
    assert box.button("printGo").isEnabled()


def test_each_field_has_a_name_for_the_reader(parent: QWidget):
    box = Box(parent, CounterAtHand(*TWO)).box
    names = ("printer", "printCopies", "printPages", "printSides")
    fields = [box.findChild(QWidget, name) for name in names]
    assert [one.accessibleName() for one in fields] == ["打印机", "份数", "页码", "单双面"]


# -- the counter -----------------------------------------------------------------------------------


class Tray:
    """A printer in memory; ``held`` lets it wait, ``jam`` lets it fail."""

    def __init__(self) -> None:
        self.sheets: list[tuple[bytes, Order, str]] = []
        self.jam = ""
        self.held: Event | None = None

    def known(self) -> tuple[Printer, ...]:
        return TWO

    def send(self, pdf: bytes, order: Order, *, job: str, progress: Progress) -> None:
        if self.held:
            self.held.wait(20)
        progress(0, 1)
        if self.jam:
            raise CannotPrint(self.jam)
        self.sheets.append((pdf, order, job))
        progress(1, 1)


class AtCounter:
    """A counter over a room, and what it said."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot, self.tray = desk, qtbot, Tray()
        self.counter = RoomCounter(lambda: desk, self.tray, Tasks())
        self.said: list[str] = []
        self.failed: list[str] = []
        self.gone: list[tuple[int, int]] = []

    def send(self, job: PrintJob, order: Order) -> Callable[[], None]:
        return self.counter.send(
            job,
            order,
            Tell(
                done=self.said.append,
                fail=self.failed.append,
                gone=lambda *now: self.gone.append(now),
            ),
        )

    def sent(self, job: PrintJob, order: Order) -> None:
        before = len(self.said) + len(self.failed)
        self.send(job, order)
        self.qtbot.waitUntil(lambda: len(self.said) + len(self.failed) > before)


def versioned(version: int) -> bytes:
    return samples.a_pdf(3, f"version {version} page")


JOB = samples.a_job(make_pdf=versioned)
ORDER = Order(printer="三楼", copies=2, sides=Sides.LONG_EDGE)


@pytest.fixture
def at(stages: Stages, qtbot: QtBot) -> Iterator[AtCounter]:
    return AtCounter(stages("founded"), qtbot)


def test_a_paper_is_kept_and_the_kept_bytes_are_printed(at: AtCounter):
    at.sent(JOB, ORDER)
    assert at.tray.sheets == [(versioned(1), ORDER, "notice WT-XS-2026-011 v1")]
    [paper] = archiving.issued(at.desk)
    assert (paper.title, paper.version, paper.copies) == ("会议通知：楼道堆物", 1, 2)
    assert archiving.read(at.desk, paper.id) == versioned(1)
    assert at.said == ["《会议通知》第1版已送到“三楼”，3 页，2 份。"]
    assert at.gone[-2:] == [(0, 1), (1, 1)]
    assert sending.remembered(at.desk, "notice") == ORDER
    assert at.counter._running == {}


def test_printed_again_it_is_the_same_version_and_changed_the_next(at: AtCounter):
    at.sent(JOB, ORDER)
    at.sent(JOB, ORDER)
    at.sent(replace(JOB, digest="1" * 64), ORDER)
    assert [pdf for pdf, _, _ in at.tray.sheets] == [versioned(1), versioned(1), versioned(2)]
    assert [(one.version, one.copies) for one in archiving.issued(at.desk)] == [(2, 2), (1, 4)]


def test_an_older_version_is_printed_as_it_was(at: AtCounter):
    at.sent(JOB, ORDER)
    at.sent(replace(JOB, digest="1" * 64), ORDER)
    old = archiving.issued(at.desk)[1]
    at.sent(samples.a_job(b"never looked at", again=old.id), replace(ORDER, copies=5))
    assert at.tray.sheets[-1][0] == versioned(1)
    assert [(one.version, one.copies) for one in archiving.issued(at.desk)] == [(2, 2), (1, 7)]


def test_a_few_pages_more_are_no_copy_more(at: AtCounter):
    at.sent(JOB, replace(ORDER, pages=(1, 2)))
    at.sent(JOB, replace(ORDER, pages=(3,)))
    assert at.said[1] == "《会议通知》第1版已送到“三楼”，第 3 页，2 份。"
    assert [(one.version, one.copies) for one in archiving.issued(at.desk)] == [(1, 2)]
    assert sending.remembered(at.desk, "notice") == ORDER  # which pages is for this once


def test_a_trial_page_is_not_kept_and_not_remembered(at: AtCounter):
    at.sent(JOB, Order(printer="三楼", page=2))
    assert at.tray.sheets[0][0] == JOB.pdf
    assert at.said == ["《会议通知》第2页试印，已送到“三楼”。"]
    assert at.desk.room.count(IssuedPaper) == 0
    assert sending.remembered(at.desk, "notice").printer == ""


def test_a_paper_the_printer_refused_stays_in_the_register_and_keeps_its_version(at: AtCounter):
    at.tray.jam = "缺纸。"
    at.sent(JOB, ORDER)
    assert (at.said, at.failed) == ([], ["缺纸。"])
    at.tray.jam = ""
    at.sent(JOB, ORDER)
    assert [one.version for one in archiving.issued(at.desk)] == [1]


def test_what_is_stopped_is_not_printed(at: AtCounter):
    at.tray.held = Event()
    stop = at.send(JOB, ORDER)
    at.qtbot.waitUntil(lambda: at.desk.room.count(IssuedPaper) == 1)
    stop()
    at.tray.held.set()
    at.sent(JOB, Order(printer="三楼", page=1))
    assert [order.page for _, order, _ in at.tray.sheets] == [1]
    assert len(at.said) == 1


def test_a_set_is_kept_paper_by_paper_and_taken_back_at_once(at: AtCounter):
    parts = (JOB, replace(JOB, kind="agenda", title="会议议程"))
    whole = samples.a_job(samples.a_pdf(6), kind="bundle_meeting", title="会议包", parts=parts)
    at.sent(JOB, ORDER)
    at.sent(whole, ORDER)
    assert at.said[-1] == f"《会议包》已送到“三楼”，{whole.pages} 页，2 份。"
    kept = {one.kind: one.copies for one in archiving.issued(at.desk)}
    assert kept == {"notice": 4, "agenda": 2}
    safekeeping.undo(at.desk)
    assert [(one.kind, one.copies) for one in archiving.issued(at.desk)] == [("notice", 2)]


def test_what_leaves_as_a_file_is_kept_with_no_copies(at: AtCounter):
    came: list[bytes] = []
    at.counter.keep(JOB, came.append, at.failed.append)
    at.qtbot.waitUntil(lambda: bool(came))
    assert came == [versioned(1)]
    assert [one.copies for one in archiving.issued(at.desk)] == [0]


def test_kept_bytes_that_are_damaged_are_told(at: AtCounter):
    at.sent(JOB, ORDER)
    [paper] = archiving.issued(at.desk)
    at.desk.room.blobs.path(archiving.sha256_of(at.desk, paper)).write_bytes(b"rot")
    at.sent(JOB, ORDER)
    assert "已损坏" in at.failed[0]
    assert len(at.tray.sheets) == 1


def test_printers_are_looked_for_off_the_gui_thread(at: AtCounter):
    found: list[tuple[Printer, ...]] = []
    at.counter.look(found.append, at.failed.append)
    assert found == []
    at.qtbot.waitUntil(lambda: found == [TWO])


def test_linux_prints_with_cups_and_others_with_qt():
    assert isinstance(printers_on("linux"), Cups)
    assert isinstance(printers_on("win32"), QtPrinters)


# -- where there is no CUPS ------------------------------------------------------------------------


def test_qt_puts_each_page_on_paper_of_its_own_size_unscaled(qapp: object, tmp_path: Path):
    file = tmp_path / "out.pdf"

    def to_file(_name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        return printer

    pdf = mixed()
    gone: list[tuple[int, int]] = []
    QtPrinters(to_file).send(
        pdf, Order(printer="x"), job="notice", progress=lambda *now: gone.append(now)
    )
    assert gone[-1] == (gone[-1][1], gone[-1][1])
    printed = file.read_bytes()
    for was, now in zip(leafing.page_sizes(pdf), leafing.page_sizes(printed), strict=True):
        assert now == pytest.approx(was, abs=1)
    assert b"DCTDecode" not in printed  # no JPEG
    for page, (left, bottom) in enumerate(((80, 100), (300, 200))):
        assert corner(printed, page) == pytest.approx((left, bottom), abs=0.5)


def mixed() -> bytes:
    """Return an upright and a lying A4 page with a black square on each."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    made = BytesIO()
    canvas = Canvas(made, invariant=True)
    for size, place in (((595.28, 841.89), (80, 100)), ((841.89, 595.28), (300, 200))):
        canvas.setPageSize(size)
        canvas.rect(*place, 72, 72, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def corner(pdf: bytes, page: int) -> tuple[float, float]:
    """Return the lower left corner of the dark part of a page, in pt."""
    scale = 4.0
    drawn = leafing.render(pdf, page, scale)
    rows = [
        drawn.pixels[top * drawn.stride : (top + 1) * drawn.stride : 4]
        for top in range(drawn.height)
    ]
    dark = [(top, [x for x, tone in enumerate(row) if tone < 128]) for top, row in enumerate(rows)]
    filled = [(top, xs) for top, xs in dark if xs]
    return filled[0][1][0] / scale, (drawn.height - filled[-1][0] - 1) / scale


@pytest.mark.qt_log_ignore("QPainter::begin", "Could not open", extend=True)
def test_qt_says_when_a_printer_is_not_there(qapp: object, tmp_path: Path):
    def nowhere(_name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "no" / "such" / "folder.pdf"))
        return printer

    with pytest.raises(CannotPrint, match="用不了"):
        QtPrinters(nowhere).send(
            samples.a_pdf(1), Order(printer="三楼"), job="x", progress=lambda *_now: None
        )
