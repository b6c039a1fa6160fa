"""The bridge to fcitx, against a small fcitx on a bus of its own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, count, cycle, repeat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consultroom.ui import input_methods
from consultroom.ui.minutes.editor import EntryEditor, SpeakerLine
from consultroom.ui.values import Person
from tests.ui.conftest import Shown

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="fcitx is an input method of Linux"),
    pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="dbus-daemon is not installed"),
]
if sys.platform == "linux":
    from consultroom.ui.fcitx import bridge as bridges
    from consultroom.ui.fcitx import daemon
    from tests.ui.fake_fcitx import ESCAPE, FakeFcitx, Manner, bus

WORDS = {"tingche": "停车", "dian": "电𬱖"}
SYMBOLS = {"\x1b": (0xFF1B, Qt.Key.Key_Escape), "\t": (0xFF09, Qt.Key.Key_Tab)}
Bridged = Callable[[], "bridges.Bridge"]
TIMES = count(20, 20)  # ms; no two keys have the same


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with bus() as address:
        yield address


@pytest.fixture(params=[False, True], ids=["newer", "classic"])
def fcitx(
    request: pytest.FixtureRequest, address: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FakeFcitx]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("DISPLAY", ":7.0")
    with FakeFcitx(address, classic=request.param, words=WORDS) as running:
        yield running


@pytest.fixture
def newer(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeFcitx]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with FakeFcitx(address, words=WORDS) as running:
        yield running


@pytest.fixture
def bridged(dressed: QApplication) -> Iterator[Bridged]:
    made: list[bridges.Bridge] = []

    def build() -> bridges.Bridge:
        bridge = bridges.build(dressed)
        assert bridge is not None
        made.append(bridge)
        return bridge

    yield build
    for bridge in made:
        bridge.end()
        bridge.deleteLater()


class Fields(QWidget):
    """A window with one field of each kind."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.text, self.secret = QLineEdit(), QPlainTextEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.text.setTabChangesFocus(True)
        column = QVBoxLayout(self)
        for one in (self.line, self.text, self.secret):
            column.addWidget(one)


@pytest.fixture
def fields(shown: Shown) -> Fields:
    made = Fields()
    shown(made)
    made.line.setFocus()
    return made


def press(window: QWidget, letter: str, *, held: int = 0) -> None:
    """Press and let go a key, the way Qt hands it to a window."""
    for event in events_of(letter, held=held):
        QApplication.sendEvent(window.window().windowHandle(), event)


def events_of(letter: str, *, held: int = 0) -> list[QKeyEvent]:
    """Return what Qt makes of a key: the question about shortcuts, the press, the release."""
    symbol, key = SYMBOLS.get(letter) or (ord(letter), Qt.Key(ord(letter.upper())))
    text = "" if held else letter
    modifiers = Qt.KeyboardModifier.ControlModifier if held else Qt.KeyboardModifier.NoModifier
    at, made = next(TIMES), []
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, modifiers, 38, symbol, held, text)
        event.setTimestamp(at)
        event.ignore()
        made.append(event)
    return made


def type_keys(window: QWidget, letters: str) -> None:
    for letter in letters:
        press(window, letter)


def composed(field: QPlainTextEdit) -> str:
    """Return the letters under composition, as they are laid out."""
    return field.textCursor().block().layout().preeditAreaText()


def test_pinyin_becomes_a_word_in_a_line_and_in_a_text(
    fcitx: FakeFcitx, bridged: Bridged, fields: Fields
):
    bridged()
    type_keys(fields, "tingche ")
    assert fields.line.text() == "停车"
    fields.text.setFocus()
    type_keys(fields, "tingche dian ")
    assert fields.text.toPlainText() == "停车电𬱖"


def test_letters_under_composition_are_seen_in_the_editor_of_the_minutes(
    fcitx: FakeFcitx, bridged: Bridged, shown: Shown
):
    holder = QWidget()
    editor = EntryEditor(holder, (Person(id="1", name="张建国", initials="zjg"),))
    editor.resize(800, 60)
    holder.resize(800, 80)
    shown(holder)
    bridged()
    editor.text.setFocus()
    type_keys(holder, "ting")
    assert composed(editor.text) == "ting"
    assert editor.text.toPlainText() == ""
    type_keys(holder, "che ")
    assert composed(editor.text) == ""
    assert editor.entry().text == "停车"


def test_no_shortcut_takes_a_key_of_the_composition(
    newer: FakeFcitx, bridged: Bridged, fields: Fields
):
    closed: list[bool] = []
    QShortcut(QKeySequence("Esc"), fields, lambda: closed.append(True))
    bridged()
    type_keys(fields, "ti\x1b")
    assert closed == []
    assert [body[0] for body in newer.asked("ProcessKeyEvent")][-1] == ESCAPE
    assert fields.line.text() == ""


def test_each_press_is_offered_once_and_its_release_once(
    fcitx: FakeFcitx, bridged: Bridged, fields: Fields
):
    bridged()
    press(fields, "t")
    assert [bool(body[3]) for body in fcitx.asked("ProcessKeyEvent")] == [False, True]


def test_a_key_it_does_not_want_is_typed(newer: FakeFcitx, bridged: Bridged, fields: Fields):
    bridged()
    type_keys(fields, "12")
    assert fields.line.text() == "12"
    press(fields, "a", held=4)
    assert fields.line.selectedText() == "12"


def test_it_is_told_that_composition_can_be_shown_and_never_that_it_is_a_password(
    fcitx: FakeFcitx, bridged: Bridged, fields: Fields
):
    bridged()
    told = fcitx.asked("SetCapacity" if fcitx.classic else "SetCapability")
    assert told == [(0b110010,)]


def test_a_password_is_typed_in_plain_letters(
    newer: FakeFcitx, bridged: Bridged, fields: Fields, qtbot: QtBot
):
    bridged()
    fields.secret.setFocus()
    type_keys(fields, "tingche ")
    assert fields.secret.text() == "tingche "
    assert newer.asked("ProcessKeyEvent") == []
    qtbot.waitUntil(lambda: newer.calls[-1][0] == "FocusOut")


def test_leaving_a_field_in_mid_composition_keeps_its_letters_there(
    newer: FakeFcitx, bridged: Bridged, fields: Fields
):
    bridged()
    type_keys(fields, "ting")
    fields.text.setFocus()
    type_keys(fields, "che ")
    assert (fields.line.text(), fields.text.toPlainText()) == ("ting", "che")
    assert newer.asked("Reset") == [()]


def test_a_click_in_mid_composition_keeps_its_letters(
    newer: FakeFcitx, bridged: Bridged, fields: Fields
):
    bridged()
    type_keys(fields, "ting")
    place = fields.line.geometry().center()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(fields.windowHandle(), left, pos=place)
    assert fields.line.text() == "ting"


def test_the_candidates_follow_the_caret(
    qtbot: QtBot, newer: FakeFcitx, bridged: Bridged, fields: Fields
):
    bridged()
    qtbot.waitUntil(lambda: bool(newer.asked("SetCursorRect")))
    before = newer.asked("SetCursorRect")[-1]
    type_keys(fields, "123")
    after = newer.asked("SetCursorRect")[-1]
    assert after[0] > before[0]
    assert after[1] == before[1]
    corner = fields.line.mapToGlobal(fields.line.rect().topLeft())
    assert corner.x() <= after[0] < corner.x() + fields.line.width()
    assert corner.y() <= after[1] < corner.y() + fields.line.height()


def test_a_daemon_that_dies_leaves_plain_letters_and_one_line_in_the_log(
    fcitx: FakeFcitx,
    bridged: Bridged,
    fields: Fields,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
):
    bridged()
    type_keys(fields, "ting")
    fcitx.leave()
    qtbot.waitUntil(lambda: bool(caplog.records))
    type_keys(fields, "abc ")
    assert fields.line.text() == "tingabc "
    assert len(caplog.records) == 1
    caplog.clear()


def test_a_daemon_that_comes_back_is_used_again(
    newer: FakeFcitx,
    bridged: Bridged,
    fields: Fields,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
):
    bridged()
    newer.leave()
    qtbot.waitUntil(lambda: bool(caplog.records))
    caplog.clear()
    with FakeFcitx(newer.address, words=WORDS) as again:
        qtbot.waitUntil(lambda: bool(again.asked("FocusIn")))
        type_keys(fields, "tingche ")
        assert fields.line.text() == "停车"


def test_a_daemon_that_hangs_does_not_hang_the_window(
    newer: FakeFcitx,
    bridged: Bridged,
    fields: Fields,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(bridges, "PATIENCE", 50)
    bridged()
    newer.silent = True
    type_keys(fields, "abc")
    assert fields.line.text() == "abc"
    assert len(newer.asked("ProcessKeyEvent")) == 1
    assert len(caplog.records) == 1
    newer.silent = False
    caplog.clear()
    fields.text.setFocus()
    type_keys(fields, "tingche ")
    assert fields.text.toPlainText() == "停车"


KEYS = st.lists(st.sampled_from(["tingche ", "dian ", "12", "ti\x1b", "Q", "  "]), max_size=4)
WAITS = st.sampled_from([0.0, 0.0, 0.0, 0.002, 0.04, 0.07])
MANNERS = st.lists(st.builds(Manner, waits=WAITS, answers_first=st.booleans()), min_size=1)
WRITTEN = {"tingche ": "停车", "dian ": "电𬱖", "ti\x1b": ""}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=KEYS, manners=MANNERS)
def test_however_late_it_answers_the_text_is_what_was_typed(
    newer: FakeFcitx, bridged: Bridged, fields: Fields, words: list[str], manners: list[Manner]
):
    fields.text.setFocus()  # and back: each question has a field of its own to begin with
    fields.line.clear()
    fields.line.setFocus()
    bridge = bridged()
    try:
        newer.manner = cycle(manners).__next__
        type_keys(fields, "".join(words))
        fields.line.setFocus()
        QApplication.processEvents()
        assert fields.line.text() == "".join(WRITTEN.get(word, word) for word in words)
    finally:
        newer.manner = Manner
        bridge.end()


def test_the_window_goes_on_while_a_late_answer_is_awaited(
    newer: FakeFcitx, bridged: Bridged, fields: Fields
):
    ticks: list[str] = []
    timer = QTimer(fields, interval=5)
    timer.timeout.connect(lambda: ticks.append(fields.line.text()))
    bridged()
    timer.start()
    newer.manner = chain([Manner(waits=0.5)], repeat(Manner())).__next__
    press(fields, "1")
    timer.stop()
    assert ticks[:1] == [""]
    assert fields.line.text() == "1"


def test_a_daemon_that_leaves_while_its_answer_is_awaited_costs_no_letter(
    newer: FakeFcitx, bridged: Bridged, fields: Fields, caplog: pytest.LogCaptureFixture
):
    bridged()
    newer.manner = partial(Manner, waits=60)
    QTimer.singleShot(60, newer.leave)
    type_keys(fields, "ab")
    assert fields.line.text() == "ab"
    assert len(caplog.records) == 1
    caplog.clear()


def test_a_key_it_keeps_is_not_typed_through_the_list_of_people(
    newer: FakeFcitx, bridged: Bridged, shown: Shown
):
    """While the list is open, Qt asks the window about shortcuts and gives the list the press."""
    line = SpeakerLine()
    line.completer_of_people.people = (Person(id="1", name="停车", initials="tc"),)
    shown(line)
    bridged()
    type_keys(line, "tingche ")
    popup = line.completer_of_people.popup()
    assert popup.isVisible()
    asked, pressed, _ = events_of("t")
    QApplication.sendEvent(line.windowHandle(), asked)
    QApplication.sendEvent(popup.windowHandle(), pressed)
    assert line.text() == "停车"
    popup.hide()


def test_no_bus_is_one_line_in_the_log(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert bridges.build(dressed) is None
    assert len(caplog.records) == 1
    caplog.clear()


def test_it_steps_aside_where_qt_reaches_fcitx_as_ibus(
    address: str, bridged: Bridged, fields: Fields, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with FakeFcitx(address, also=("org.freedesktop.portal.IBus",)) as fcitx:
        # here bus, daemon and bridge share one process, as fcitx 5 does with its ibus face
        bridged()
        type_keys(fields, "abc ")
        assert fields.line.text() == "abc "
        assert fcitx.calls == []


def test_a_key_handed_back_is_typed(
    newer: FakeFcitx, bridged: Bridged, fields: Fields, qtbot: QtBot
):
    bridged()
    type_keys(fields, "12")
    newer.forward(0xFF08)  # BackSpace
    qtbot.waitUntil(lambda: fields.line.text() == "1")
    newer.forward(ord("Q"))
    qtbot.waitUntil(lambda: fields.line.text() == "1Q")


def test_the_caret_in_a_composition_is_counted_in_bytes():
    read = daemon.composition(([("停车", daemon.HIGHLIGHT), ("che", daemon.NOT_KEPT)], 6))
    assert (read.text, read.caret, read.kept) == ("停车che", 2, "停车")
    assert daemon.composition(([("停", 0)], -1)).caret == -1
    event = bridges.input_event(daemon.composition(([("𬱖a", 0)], 4)), QApplication.palette())
    assert [(one.start, one.length) for one in event.attributes()] == [(0, 3), (2, 1)]


def test_without_fcitx_in_the_session_nothing_is_loaded(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch
):
    built: list[QApplication] = []
    monkeypatch.setattr(input_methods, "_build", built.append)
    monkeypatch.delenv("QT_IM_MODULES", raising=False)
    input_methods.bridge(dressed)
    monkeypatch.setenv("QT_IM_MODULES", "fcitx;ibus")
    input_methods.bridge(dressed)  # asked for, but this screen is none of X's
    QApplication.processEvents()
    assert built == []
