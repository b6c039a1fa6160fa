"""Between the keyboard and fcitx: keys go there first, text and composition come back."""

from __future__ import annotations

import logging

from PySide6.QtCore import (
    QDeadlineTimer,
    QEvent,
    QEventLoop,
    QObject,
    QPoint,
    QRect,
    QSocketNotifier,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
    QTextCharFormat,
    QWindow,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from consultroom.ui.fcitx import daemon, keys
from consultroom.ui.fcitx.bus import Bus, BusGoneError, Heard, SilentError
from consultroom.ui.fcitx.daemon import Composition, Context, Key

log = logging.getLogger(__name__)

LOST = "fcitx does not answer (%s); plain letters are typed until it does"
NOTHING = Composition()
AT_ONCE, SLICE = 0.03, 0.01  # s; no eye notices the first, and the window is painted between slices
PATIENCE = 5000  # ms for a key; reading its dictionaries from a slow disk takes a daemon seconds
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class Bridge(QObject):
    """Serves every field of the application.

    It listens at the window with the keyboard, not at the field: there keys pass before a
    shortcut or the popup of a completer can take them, as with a plugin of Qt's own.

    Args:
        application: lives as long as the bridge.
        bus: the session bus.
    """

    def __init__(self, application: QApplication, bus: Bus) -> None:
        super().__init__(application)
        self._bus: Bus | None = bus
        self._context: Context | None = None
        self._window: QWindow | None = None
        self._field: QWidget | None = None
        self._looking = True  # whether a daemon may have come since we looked
        self._composed = NOTHING
        self._placed = QRect()
        self._judged: tuple[int, int] | None = None
        self._kept = False
        self._notifier = QSocketNotifier(bus.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        for language in daemon.languages():
            bus.watch(language.service)
        application.focusChanged.connect(self._focus)
        application.focusWindowChanged.connect(self._stand_at)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._place)
        self._stand_at(QGuiApplication.focusWindow())
        self._focus(None, application.focusWidget())

    # --- where the keyboard is --------------------------------------------------------

    def _stand_at(self, window: QWindow | None) -> None:
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def _focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._settle()
        if self._bus is None:
            return
        was, self._field = self._field, now if now is not None and _takes_text(now) else None
        try:
            if self._context is None:
                self._find()
            elif self._field is not None or was is not None:
                self._context.focus(here=self._field is not None)
                self._placed = QRect()
                self._place()
        except SilentError as error:
            self._lose(error)

    def _find(self) -> None:
        """Look for a daemon, and say to it where the keyboard is."""
        if self._bus is None or self._field is None or not self._looking:
            return
        self._looking = False
        self._context = daemon.find(self._bus)
        if self._context is not None:
            self._context.focus(here=True)
            self._placed = QRect()
            self._place()
        # what came in beside the answers wakes nobody any more
        QTimer.singleShot(0, self, self._hear)

    def _place(self) -> None:
        """Tell the daemon where the caret is, if it moved."""
        if self._context is None or self._field is None or not isValid(self._field):
            return
        there = _caret_on_screen(self._field)
        if there != self._placed:
            self._placed = there
            try:
                self._context.place(there.x(), there.y(), there.width(), there.height())
            except SilentError as error:
                self._lose(error)

    # --- keys -------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer keys to the input method; a click ends the composition."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._settle()
        elif kind in _KEYS and isinstance(event, QKeyEvent) and self._listening():
            return self._judge(event, kind)
        return False

    def _listening(self) -> bool:
        """Tell whether keys are for the field: not while a menu is open over it."""
        if self._context is None or self._field is None:
            return False
        popup = QApplication.activePopupWidget()
        return popup is None or popup.focusProxy() is self._field

    def _judge(self, event: QKeyEvent, kind: QEvent.Type) -> bool:
        """Offer each press once, though Qt asks about shortcuts before it delivers it."""
        which = (event.timestamp(), event.nativeScanCode())
        if kind == QEvent.Type.KeyPress and self._judged == which:
            self._judged = None
            return self._kept
        kept = self._offer(event, released=kind == QEvent.Type.KeyRelease)
        if kind == QEvent.Type.ShortcutOverride:
            self._judged, self._kept = which, kept
            self._stand_at_popup()
            if kept:
                event.accept()  # no shortcut may have it
        return kept

    def _stand_at_popup(self) -> None:
        """Stand at a popup as well: a press asked about at the window is delivered there."""
        popup = QApplication.activePopupWidget()
        window = popup.windowHandle() if popup is not None else None
        if window is not None:
            window.installEventFilter(self)

    def _offer(self, event: QKeyEvent, *, released: bool) -> bool:
        assert self._context is not None  # noqa: S101 - _listening said so
        key = Key(
            symbol=event.nativeVirtualKey(),
            code=event.nativeScanCode(),
            modifiers=event.nativeModifiers(),
            released=released,
            time=event.timestamp() & 0xFFFFFFFF,
        )
        try:
            kept = self._keeps(self._context, key)
        except SilentError as error:
            self._lose(error)
            return False
        self._hear()
        return kept

    def _keeps(self, context: Context, key: Key) -> bool:
        """Offer a key and wait; the window is painted meanwhile, further keys stay in their queue.

        So none overtakes another, and shortcuts find what was typed before them.
        """
        bus, end = self._bus, QDeadlineTimer(PATIENCE)
        assert bus is not None  # noqa: S101 - there is a context
        asked = context.offer(key)
        wait = AT_ONCE
        while not bus.answered(asked, within=wait) and not end.hasExpired():
            if self._context is not context:
                return False  # it left, and nobody will answer
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            if self._bus is None:
                return False  # hung up
            wait = SLICE
        return bool(bus.answer(asked)[0])

    # --- what comes back --------------------------------------------------------------

    def _hear(self) -> None:
        if self._bus is None:
            return
        try:
            for heard in self._bus.heard():
                self._take(heard)
        except SilentError as error:
            self._lose(error)

    def _take(self, heard: Heard) -> None:
        if heard.name == "NameOwnerChanged":
            self._owner_changed(*heard.body)
        elif self._context is None or self._field is None or not self._context.concerns(heard):
            return
        elif heard.name == "CommitString":
            self._composed = NOTHING
            self._send(NOTHING, commit=heard.body[0])
        elif heard.name == "UpdateFormattedPreedit":
            self._composed = daemon.composition(heard.body)
            self._send(self._composed)
        elif heard.name == "ForwardKey" and not heard.body[2]:
            keys.press(self._field, *heard.body[:2])

    def _owner_changed(self, name: str, _before: str, now: str) -> None:
        context = self._context
        if context is not None and context.service == name and not now:
            self._lose(SilentError(f"{name} left"))
        elif context is None and now:
            self._looking = True
            try:
                self._find()
            except SilentError as error:
                self._lose(error)

    def _send(self, composed: Composition, commit: str = "") -> None:
        field = self._field
        if field is not None and isValid(field):
            QApplication.sendEvent(field, input_event(composed, field.palette(), commit))

    def _settle(self) -> None:
        """End a composition before its field is left: what is worth keeping stays."""
        composed, self._composed = self._composed, NOTHING
        if not composed.text:
            return
        self._send(NOTHING, commit=composed.kept)
        if self._context is not None:
            try:
                self._context.reset()
            except SilentError as error:
                self._lose(error)

    def _lose(self, error: SilentError) -> None:
        """Go on without; typing goes on in plain letters. The next field looks again."""
        log.warning(LOST, error)
        composed, self._composed = self._composed, NOTHING
        self._context, self._looking = None, True
        if composed.text:
            self._send(NOTHING, commit=composed.text)
        if isinstance(error, BusGoneError):
            self.end()

    def end(self) -> None:
        """Hang up; from now on keys are typed as they are."""
        self._context = None
        self._stand_at(None)
        self._notifier.setEnabled(False)
        if self._bus is not None:
            self._bus.close()
            self._bus = None


def build(application: QApplication) -> Bridge | None:
    """Serve an application; None, and a line in the log, where there is no session bus."""
    try:
        return Bridge(application, Bus())
    except SilentError as error:
        log.warning(LOST, error)
        return None


def _takes_text(field: QWidget) -> bool:
    """Tell whether an input method may write here: not where it is hidden what is typed."""
    hidden = Qt.InputMethodHint.ImhHiddenText
    return field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) and not (
        field.inputMethodHints() & hidden
    )


def _caret_on_screen(field: QWidget) -> QRect:
    """Return the caret in pixels of the X screen.

    Qt enlarges a screen's contents, not where the screen begins.
    """
    caret = field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    caret = caret.toRect() if hasattr(caret, "toRect") else caret
    ratio, corner = field.devicePixelRatioF(), field.screen().geometry().topLeft()
    there = field.mapToGlobal(caret.topLeft()) - corner
    left = QPoint(round(there.x() * ratio), round(there.y() * ratio)) + corner
    return QRect(left.x(), left.y(), round(caret.width() * ratio), round(caret.height() * ratio))


def input_event(composed: Composition, palette: QPalette, commit: str = "") -> QInputMethodEvent:
    """Return what Qt's fields understand of a composition: underlined, the caret inside it."""
    looks: list[QInputMethodEvent.Attribute] = []
    start, kinds = 0, QInputMethodEvent.AttributeType
    for stretch in filter(lambda one: one.text, composed.stretches):
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        if stretch.highlighted:
            look.setBackground(palette.highlight())
            look.setForeground(palette.highlightedText())
        length = _units(stretch.text)
        looks.append(QInputMethodEvent.Attribute(kinds.TextFormat, start, length, look))
        start += length
    if composed.text:
        caret = _units(composed.text[: composed.caret]) if composed.caret >= 0 else 0
        shown = 1 if composed.caret >= 0 else 0
        looks.append(QInputMethodEvent.Attribute(kinds.Cursor, caret, shown, None))
    event = QInputMethodEvent(composed.text, looks)
    event.setCommitString(commit)
    return event


def _units(text: str) -> int:
    """Return how long Qt thinks a text is: in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2
