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
    """Put our own bridge to fcitx in place where the session asks for fcitx.

    Must run after the QApplication is made. It steps aside for as long as Qt reaches fcitx by
    itself. Without fcitx wanted nothing is loaded. Where there is no session bus, letters are
    typed as they are.

    Args:
        application: to be served.
    """
    if os.environ.get("QT_IM_MODULES") != FCITX_WANTED or application.platformName() != "xcb":
        return
    from PySide6.QtCore import QTimer

    QTimer.singleShot(AFTER_SHOWN, application, lambda: _build(application))


def _build(application: QApplication) -> None:
    from consultroom.ui.fcitx.bridge import build

    build(application)
