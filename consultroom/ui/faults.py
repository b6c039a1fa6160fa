"""What happens when something goes wrong that no one foresaw.

A UserError is a sentence for the person and goes to ``tell``. Anything else is our own fault:
it is logged, typed work is saved, and a window says so and offers the details for copying.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit

from consultroom import __version__
from consultroom.errors import UserError
from consultroom.ui import theme, wording
from consultroom.ui.widgets.layouts import column, row
from consultroom.ui.widgets.words import Icon, button, label

log = logging.getLogger(__name__)

SAVED = "到刚才为止输入的内容都已保存，可以关闭这个窗口继续工作。"
NOT_SAVED = "刚才正在输入的一小段可能没有保存，请先把它抄下来。此前登记的内容不受影响。"


def details(error: BaseException) -> str:
    """Return what someone needs to find the fault: versions, system, where it happened."""
    import platform  # 2 ms that a window need not wait for

    where = "".join(traceback.format_exception(error))
    return f"consultroom {__version__}\nPython {sys.version}\n{platform.platform()}\n\n{where}"


class Faults(QObject):
    """Takes every exception nobody caught, on any thread.

    Args:
        save: writes down what is being typed; called before anything is shown.
        tell: shows a UserError's sentence in the window.
    """

    _caught = Signal(object)

    def __init__(self, *, save: Callable[[], None], tell: Callable[[str], None]) -> None:
        super().__init__()
        self._save = save
        self._tell = tell
        self.window: FaultWindow | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the hook of this process and of its threads."""
        sys.excepthook = self.hook
        threading.excepthook = lambda args: self.hook(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take one exception; may be called on any thread."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if not isinstance(error, UserError):
            log.error("fault", exc_info=(kind, error, trace))
        self._caught.emit(error)

    def _show(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._tell(str(error))
            return
        saved = self._saved()
        if self.window is None:
            self.window = FaultWindow(details(error), saved=saved)
            self.window.finished.connect(self._closed)
            self.window.open()

    def _saved(self) -> bool:
        try:
            self._save()
        except Exception:
            log.exception("saving after a fault failed")
            return False
        return True

    def _closed(self) -> None:
        self.window = None


class FaultWindow(QDialog):
    """Says that the program erred, that the typing is safe, and hands out the details."""

    def __init__(self, text: str, *, saved: bool) -> None:
        super().__init__(QApplication.activeWindow())
        self._text = text
        self.setObjectName("faultWindow")
        self.setWindowTitle(f"{wording.PROGRAM}：程序出错")
        self.setMinimumWidth(560)
        self._details = QPlainTextEdit(text)
        self._details.setObjectName("faultDetails")
        self._details.setAccessibleName("错误详情")
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.hide()
        mark = Icon("triangle-alert", theme.now().late, size=26)
        said = column(
            label("程序出了一个错，不是您操作的问题。", "h3", name="faultTitle"),
            label(SAVED if saved else NOT_SAVED, wrap=True, name="faultSaved"),
            label("如果反复出现，请复制详情，交给区里负责本程序的同志。", "caption", wrap=True),
            spacing=6,
        )
        head = row(mark, said, spacing=14)
        head.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 1)
        self.setLayout(column(head, self._details, self._buttons(), margins=(22, 20, 22, 16)))

    def _buttons(self) -> QHBoxLayout:
        self._copy = button("复制详情", name="copyDetails", icon="copy", clicked=self._copied)
        see = button("查看详情", name="seeDetails", kind="quiet", clicked=self._toggle)
        close = button("继续工作", name="closeFault", kind="primary", clicked=self.accept)
        return row(self._copy, see, None, close, margins=(0, 8, 0, 0))

    def _copied(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._copy.setText("已复制")

    def _toggle(self) -> None:
        self._details.setVisible(self._details.isHidden())
        self.adjustSize()
