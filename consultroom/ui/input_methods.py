"""Chinese input on Linux: what must be set before Qt starts.

The Qt that comes in the wheel knows ibus but has no fcitx plugin. Desktops with fcitx 5 set
``QT_IM_MODULE=fcitx``, which then leaves nothing to type Chinese with; fcitx 5 also answers as
ibus, so asking for both works from Qt 6.7 on.
"""

from __future__ import annotations

from collections.abc import MutableMapping


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
        environment["QT_IM_MODULES"] = "fcitx;ibus"
    elif wanted == "":
        environment["QT_IM_MODULE"] = "ibus"
