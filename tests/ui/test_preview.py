"""PDF pages on the screen, drawn on the worker."""

from __future__ import annotations

from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from consultroom.services.leafing import Unreadable, page_sizes, render
from consultroom.ui.preview.placing import LARGEST, SMALLEST, Fit, fitting, placed
from consultroom.ui.preview.renderings import Renderings
from consultroom.ui.preview.sheets import Mark, Preview
from consultroom.ui.preview.viewer import Viewer
from consultroom.ui.tasks import Job, Tasks
from consultroom.ui.theme.tokens import LIGHT
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


def wheel(angle: int, place: QPointF) -> QWheelEvent:
    """Return a turn of the wheel with Ctrl held."""
    return QWheelEvent(
        *(place, place, QPoint(0, angle), QPoint(0, angle)),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        *(Qt.ScrollPhase.NoScrollPhase, False),
    )


def test_sizes_are_in_points():
    [first, second] = page_sizes(samples.a_pdf(2))
    assert first == second == pytest.approx((595.28, 841.89), abs=0.1)


def test_a_page_is_drawn_at_the_scale_asked_for():
    bitmap = render(samples.a_pdf(), 0, 1.5)
    assert (bitmap.width, bitmap.height) == (893, 1263)
    assert len(bitmap.pixels) == bitmap.stride * bitmap.height
    assert (min(bitmap.pixels), max(bitmap.pixels)) == (0, 255)
    assert bitmap.stride == bitmap.width * 4


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


def test_another_width_moves_nothing_that_scrolls_along(preview: Preview):
    preview.go_to_page(2)
    told: list[float] = []
    preview.scrolled.connect(told.append)
    before = preview.zoom
    preview.resize(900, 500)
    assert preview.zoom > before
    assert told == []
    preview.go_to_part(0.0)
    assert told == [0.0]


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
    with qtbot.waitSignal(preview.zoomed):
        preview.wheelEvent(wheel(120, QPointF(9, 9)))
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


# -- where pages lie -------------------------------------------------------------------------------

A4, A3_LYING, CARD = (595.28, 841.89), (1190.55, 841.89), (566.93, 283.46)
paper = st.lists(st.sampled_from([A4, A3_LYING, CARD]), min_size=1, max_size=12).map(tuple)


@given(paper, st.floats(0.05, 3.0), st.floats(-50, 20_000), st.floats(1, 900))
def test_pages_in_sight_are_those_of_which_something_is_in_sight(
    sizes: tuple[tuple[float, float], ...], zoom: float, top: float, tall: float
):
    lying = placed(sizes, zoom)
    wanted = [
        number
        for number, (start, (_, height)) in enumerate(zip(lying.tops, lying.sizes, strict=True))
        if start <= top + tall and start + height >= top
    ]
    assert list(lying.within(top, top + tall)) == wanted


@given(paper, st.floats(0.05, 3.0), st.floats(-50, 20_000))
def test_the_page_in_the_middle_is_the_nearest(
    sizes: tuple[tuple[float, float], ...], zoom: float, height: float
):
    lying = placed(sizes, zoom)
    away = [
        abs(start + size[1] / 2 - height)
        for start, size in zip(lying.tops, lying.sizes, strict=True)
    ]
    assert away[lying.at(height)] == min(away)


def test_fitting_shows_the_whole_width_or_the_whole_page():
    room = (900.0, 600.0)
    wide = placed((A4, A3_LYING), fitting((A4, A3_LYING), room, Fit.WIDTH, 0))
    assert wide.wide == pytest.approx(900)
    zoom = fitting((A4, A3_LYING), room, Fit.PAGE, 0)
    assert placed((A4,), zoom).tall == pytest.approx(600)


# -- large and mixed documents ---------------------------------------------------------------------


def test_a_thousand_pages_are_scrolled_and_only_those_in_sight_are_drawn(
    qtbot: QtBot, preview: Preview
):
    with qtbot.waitSignal(preview.opened, timeout=20_000):
        preview.show_pdf(samples.a_pdf(1000))
    for part in (0.2, 0.9, 0.5, 0.7):
        preview.go_to_part(part)
        preview.viewport().repaint()
    assert preview._renderings.waiting <= set(range(preview.page - 2, preview.page + 3))
    qtbot.waitUntil(lambda: preview.rendered(preview.page - 1))
    assert not any(preview.rendered(number) for number in (100, 199, 899, 998))
    preview.go_to_part(1.0)
    assert preview.page == 1000


def test_what_was_scrolled_away_is_not_drawn(qtbot: QtBot):
    """The worker is held, so that what is asked for waits."""
    tasks, held = Tasks(), Event()
    tasks.start(Job(), lambda _progress: held.wait(20))
    pages = Renderings(tasks)
    came: list[int] = []
    pages.came.connect(came.append)
    pages.show_pdf(samples.a_pdf(9))
    for number in range(9):
        pages.image(number, 1.0)
    pages.only((3, 4))
    assert pages.waiting == {3, 4}
    held.set()
    qtbot.waitUntil(lambda: came == [3, 4])
    assert [pages.has(number, 1.0) for number in range(9)].count(True) == 2


def test_pictures_are_kept_only_while_there_is_room(qtbot: QtBot):
    pages = Renderings(Tasks(), budget=2 * 596 * 842 * 4)
    pages.show_pdf(samples.a_pdf(4))
    for number in range(4):
        with qtbot.waitSignal(pages.came):
            pages.image(number, 1.0)
    assert [pages.has(number, 1.0) for number in range(4)] == [False, False, True, True]
    assert pages.stand_in(3) is not None
    assert pages.stand_in(0) is None


def test_a_mark_is_brought_into_sight_and_framed(qtbot: QtBot, preview: Preview):
    mark = Mark(page=3, box=(80, 735, 200, 760))
    preview.show_marks([mark])
    preview.go_to_mark(mark)
    assert preview.page == 3
    qtbot.waitUntil(lambda: preview.rendered(2))
    place = preview._mark_place(mark)
    assert preview.viewport().rect().contains(place.toRect())
    shot = preview.viewport().grab().toImage()
    colour = shot.pixelColor(place.toRect().right() - 2, place.toRect().center().y())
    assert colour.name().upper() == LIGHT.due_soft


# -- keys -----------------------------------------------------------------------------------------


def test_keys_turn_pages_go_to_the_ends_and_zoom(qtbot: QtBot, preview: Preview):
    preview.set_fit(Fit.PAGE)
    control = Qt.KeyboardModifier.ControlModifier
    pages = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        qtbot.keyClick(preview, key)
        pages.append(preview.page)
    assert pages == [2, 3, 2, 1]
    qtbot.keyClick(preview, Qt.Key.Key_End)
    assert preview.page == 3
    qtbot.keyClick(preview, Qt.Key.Key_0, control)
    assert (preview.zoom, preview.fit) == (1.0, Fit.NOTHING)
    qtbot.keyClick(preview, Qt.Key.Key_Minus, control)
    qtbot.keyClick(preview, Qt.Key.Key_Plus, control)
    assert preview.zoom == 1.0
    preview.set_fit(Fit.WIDTH)
    qtbot.keyClick(preview, Qt.Key.Key_Home)
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)  # a page taller than the window is scrolled
    assert 0 < preview.verticalScrollBar().value() <= preview.viewport().height()
    qtbot.keyClick(preview, Qt.Key.Key_Home)
    qtbot.keyClick(preview, Qt.Key.Key_PageDown, control)
    assert preview.page == 2


def test_what_is_under_the_pointer_stays_there_when_it_is_zoomed(preview: Preview):
    preview.set_zoom(1.0)
    preview.go_to_page(2)
    before = preview._place(1)
    height = 200.0
    part = (height - before.top()) / before.height()
    preview.wheelEvent(wheel(120, QPointF(50, height)))
    after = preview._place(1)
    assert after.top() + part * after.height() == pytest.approx(height, abs=12)


# -- with everything around it ---------------------------------------------------------------------


@pytest.fixture
def viewer(qtbot: QtBot, shown: Shown) -> Viewer:
    made = Viewer(Tasks())
    made.resize(900, 600)
    shown(made)
    with qtbot.waitSignal(made.sheets.opened):
        made.show_pdf(samples.a_pdf(5), ("2 人没有电话",))
    return made


def test_thumbnails_and_pages_follow_each_other(qtbot: QtBot, viewer: Viewer):
    pictures = viewer.thumbnails
    assert pictures.model().rowCount() == 5
    qtbot.keyClick(pictures, Qt.Key.Key_Down)
    qtbot.keyClick(pictures, Qt.Key.Key_Down)
    assert viewer.page == 3
    viewer.sheets.go_to_page(5)
    assert pictures.currentIndex().row() == 4
    assert pictures.model().index(4).data(Qt.ItemDataRole.AccessibleTextRole) == "第 5 页"
    assert viewer.sheets.accessibleDescription() == "第 5 页，共 5 页"


def test_a_page_number_typed_is_gone_to(qtbot: QtBot, viewer: Viewer):
    field = viewer.findChild(QLineEdit, "pageNumber")
    for typed, page in (("4", 4), ("99", 5), ("", 5), ("0", 1)):
        field.setText(typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert (viewer.page, field.text()) == (page, str(page))


def test_buttons_zoom_fit_and_turn(qtbot: QtBot, viewer: Viewer):
    left = Qt.MouseButton.LeftButton

    def press(name: str) -> None:
        qtbot.mouseClick(viewer.findChild(QPushButton, name), left)

    press("zoomFull")
    assert viewer.findChild(QPushButton, "zoomFull").text() == "100%"
    press("zoomIn")
    assert viewer.sheets.zoom == 1.25
    assert not viewer.findChild(QPushButton, "fitWidth").isChecked()
    press("fitPage")
    assert viewer.findChild(QPushButton, "fitPage").isChecked()
    press("pageOn")
    assert viewer.page == 2
    press("pageBack")
    assert viewer.page == 1
    assert not viewer.findChild(QPushButton, "pageBack").isEnabled()


def test_thumbnails_fold_away_and_give_room_in_a_narrow_window(qtbot: QtBot, viewer: Viewer):
    aside = viewer.findChild(QPushButton, "showThumbnails")
    assert viewer.thumbnails.isVisible()
    qtbot.mouseClick(aside, Qt.MouseButton.LeftButton)
    assert not viewer.thumbnails.isVisible()
    qtbot.mouseClick(aside, Qt.MouseButton.LeftButton)
    assert viewer.thumbnails.isVisible()
    viewer.resize(600, 500)
    assert not viewer.thumbnails.isVisible()


def test_one_page_needs_no_thumbnails_and_remarks_go_with_their_paper(qtbot: QtBot, viewer: Viewer):
    remarks = viewer.findChild(QLabel, "paperRemarks")
    assert (remarks.isVisible(), remarks.text()) == (True, "2 人没有电话")
    with qtbot.waitSignal(viewer.sheets.opened):
        viewer.show_pdf(samples.a_pdf(1))
    assert not viewer.thumbnails.isVisible()
    assert not remarks.isVisible()
    viewer.clear()
    assert viewer.findChild(QLabel, "paperPage").text() == ""
