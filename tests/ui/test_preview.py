"""PDF pages on the screen, drawn on the worker."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from pytestqt.qtbot import QtBot

from consultroom.services.leafing import Unreadable, page_sizes, render
from consultroom.ui.preview.placing import LARGEST, SMALLEST, Fit
from consultroom.ui.preview.sheets import Preview
from consultroom.ui.tasks import Job, Tasks
from tests.ui import samples
from tests.ui.conftest import Shown


@pytest.fixture
def preview(qtbot: QtBot, shown: Shown) -> Preview:
    made = Preview(Tasks())
    made.resize(700, 500)
    shown(made)
    with qtbot.waitSignal(made.opened):
        made.show_pdf(samples.a_pdf(3))
    qtbot.waitUntil(lambda: made.rendered(0))
    return made


def test_sizes_are_in_points():
    [first, second] = page_sizes(samples.a_pdf(2))
    assert first == second == pytest.approx((595.28, 841.89), abs=0.1)


def test_a_page_is_drawn_at_the_scale_asked_for():
    bitmap = render(samples.a_pdf(), 0, 1.5)
    assert (bitmap.width, bitmap.height) == (893, 1263)
    assert len(bitmap.pixels) == bitmap.stride * bitmap.height
    assert (min(bitmap.pixels), max(bitmap.pixels)) == (0, 255)


def test_two_workers_may_draw_at_once(qtbot: QtBot):
    """pdfium itself may not: without a lock the process ends here."""
    pdf = samples.a_pdf(8)
    drawn: list[object] = []
    for tasks in (Tasks(), Tasks()):
        for number in range(8):
            job = Job()
            job.done.connect(drawn.append)
            tasks.start(job, lambda _progress, number=number: render(pdf, number, 1.0))
    qtbot.waitUntil(lambda: len(drawn) == 16)


def test_what_is_no_pdf_is_refused_in_a_sentence():
    with pytest.raises(Unreadable, match="打不开"):
        page_sizes(b"not a paper")


def test_a_broken_paper_is_told_and_shows_nothing(qtbot: QtBot, preview: Preview):
    with qtbot.waitSignal(preview.failed) as failed:
        preview.show_pdf(b"not a paper")
    assert failed.args == ["这份文书打不开，文件可能已经损坏。请重新生成。"]
    assert preview.pages == 0


def test_only_pages_in_sight_are_drawn(qtbot: QtBot, preview: Preview):
    assert preview.pages == 3
    assert not preview.rendered(2)
    preview.go_to_page(3)
    assert preview.page == 3
    qtbot.waitUntil(lambda: preview.rendered(2))


def test_a_page_fits_the_width_until_one_zooms(qtbot: QtBot, preview: Preview):
    narrow = preview.zoom
    preview.resize(900, 500)
    qtbot.waitUntil(lambda: preview.zoom > narrow)
    preview.set_zoom(0.5)
    preview.resize(700, 500)
    assert preview.zoom == 0.5
    preview.set_fit(Fit.WIDTH)
    assert preview.zoom == pytest.approx(narrow)


def test_zoom_has_its_bounds(preview: Preview):
    preview.set_zoom(99)
    assert preview.zoom == LARGEST
    preview.set_zoom(0.001)
    assert preview.zoom == SMALLEST


def test_control_and_the_wheel_zoom(qtbot: QtBot, preview: Preview):
    before = preview.zoom
    turn = QWheelEvent(
        *(QPointF(9, 9), QPointF(9, 9), QPoint(0, 120), QPoint(0, 120)),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        *(Qt.ScrollPhase.NoScrollPhase, False),
    )
    with qtbot.waitSignal(preview.zoomed):
        preview.wheelEvent(turn)
    assert preview.zoom == pytest.approx(before * 1.25)


def test_another_paper_begins_at_its_first_page(qtbot: QtBot, preview: Preview):
    preview.go_to_page(3)
    with qtbot.waitSignal(preview.opened):
        preview.show_pdf(samples.a_pdf(2, "other"))
    assert (preview.page, preview.pages) == (1, 2)


def test_what_is_on_the_screen_is_the_page(qtbot: QtBot, preview: Preview):
    """The rectangle of the sample page is dark on white paper."""
    preview.viewport().repaint()
    shot = preview.viewport().grab().toImage()
    tones = {shot.pixelColor(x, 300).lightness() for x in range(shot.width())}
    assert min(tones) < 90
    assert max(tones) == 255
