"""The doorstep (门口): whether there is a screen, where things are kept, and then the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.clocks import chance, clock_on

if TYPE_CHECKING:
    from consultroom.starting import Places

PORTABLE = "portable.txt"  # beside the program: keep everything beside it, as on a stick
NO_DISPLAY = "没有显示器，窗口没有打开。"


def has_display(environment: Mapping[str, str]) -> bool:
    """Tell whether a window could be shown; without one Qt would abort the process."""
    if sys.platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def show_window(room: Path | None, *, by: str, day: date | None) -> None:
    """Open the window on a room, or on the last one, until it is closed.

    Raises:
        UserError: the room that was asked for cannot be opened; the window has said so.
    """
    gc.disable()  # what is loaded and made before the first paint is no garbage: 20 ms of looking
    from consultroom.ui import plain_imports

    plain_imports.put_back()  # before anything else is imported that Qt would read through
    from consultroom import starting

    places = places_of(program_folder())
    starting.run(room, by=by, clock=clock_on(day), chance=chance, places=places)


def places_of(program: Path) -> Places:
    """Return where this computer keeps what belongs to no room.

    Args:
        program: the folder the program lies in; with a ``portable.txt`` in it, all of it lies
            there too.
    """
    from platformdirs import user_documents_path

    from consultroom.starting import Places

    settings = settings_file(program)
    return Places(
        settings=settings,
        recent=settings.with_name("rooms.json"),
        carried=program if (program / PORTABLE).exists() else None,
        documents=user_documents_path(),
    )


def program_folder() -> Path:
    """Return the folder the program lies in."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).parent
    return Path(__file__).resolve().parents[1]


def settings_file(program: Path) -> Path:
    """Return where a person's preferences are kept on this computer.

    Args:
        program: the folder the program lies in; with a ``portable.txt`` in it, they lie there too.
    """
    from platformdirs import user_config_path

    carried = (program / PORTABLE).exists()
    folder = program if carried else user_config_path("consultroom", appauthor=False)
    return folder / "settings.json"
