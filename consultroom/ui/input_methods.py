"""Chinese input on Linux: what must be set before Qt starts, and what is added after it.

The Qt that comes in the wheel knows ibus but has no fcitx plugin. Desktops with fcitx 5 set
``QT_IM_MODULE=fcitx``, which then leaves nothing to type Chinese with; fcitx 5 also answers as
ibus, so asking for both works from Qt 6.7 on. fcitx 4, of the desktops of 2019 and 2020, does
not; a bridge of our own speaks to it.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

FCITX_WANTED = "fcitx;ibus"
AFTER_SHOWN = 100  # ms; nobody types before the window is there


def settle(environment: MutableMapping[str, str], platform: str) -> None:
    """Choose Qt's input method in ``environment``, in place.

    Must run before the QApplication is made. A choice of the person's own that is neither
    fcitx nor ibus stays as it is.

    Args:
        environment: ``os.environ``.
        platform: ``sys.platform``; only Linux needs this.
    """
    if platform != "linux":
        return
    wanted = environment.get("QT_IM_MODULE", "")
    hint = environment.get("XMODIFIERS", "")
    if "fcitx" in wanted or ("fcitx" in hint and wanted in ("", "ibus")):
        environment.pop("QT_IM_MODULE", None)
        environment["QT_IM_MODULES"] = FCITX_WANTED
    elif wanted == "":
        environment["QT_IM_MODULE"] = "ibus"


def bridge(application: QApplication) -> None:
    """Make input methods work where Qt by itself does not; Linux with X only.

    Must run after the QApplication is made. Where the session asks for fcitx, our own bridge to
    it is put in place; it steps aside for as long as Qt reaches fcitx by itself, and without
    fcitx wanted none of it is loaded. Where there is no session bus, letters are typed as they
    are.

    Args:
        application: to be served.
    """
    if application.platformName() != "xcb":
        return
    keep_focus_known(application)
    if os.environ.get("QT_IM_MODULES") == FCITX_WANTED:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(AFTER_SHOWN, application, lambda: _build(application))


def keep_focus_known(application: QApplication) -> None:
    """Tell the input method what has the keyboard when Qt wrongly told it that nothing has.

    Qt does so when a closed dialog is deleted, at least up to 6.9; with ibus no Chinese could be
    typed from then on, until the person went to another field.
    """
    from PySide6.QtCore import Q_ARG, QMetaObject, QObject, Qt

    slot = "_q_updateFocusObject"  # Qt's own, which it calls with nothing in that case
    if application.metaObject().indexOfMethod(f"{slot}(QObject*)") < 0:
        return

    def correct(told: QObject | None) -> None:
        really = application.focusObject()
        if told is None and really is not None:
            now = Qt.ConnectionType.DirectConnection
            QMetaObject.invokeMethod(  # type: ignore[call-overload]  # the stubs want bytes
                application, slot, now, Q_ARG(QObject, really)
            )

    application.focusObjectChanged.connect(correct)


def _build(application: QApplication) -> None:
    from consultroom.ui.fcitx.bridge import build

    build(application)
