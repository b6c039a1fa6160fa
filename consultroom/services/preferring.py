"""What a person prefers on this computer (个人设置): text size and look, remembered by name.

They lie in one file of this computer and never in a room: a pack must not carry one clerk's
eyesight to another's screen. Whoever starts the program says where the file is.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from consultroom.domain.codes import Coded
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace

MOST_BYTES = 1024 * 1024
TEXT_SIZES = (100, 110, 125, 150, 175, 200)  # per cent
UNREADABLE = "个人设置的文件读不出来，字号和外观先用默认的。请到“设置”的“显示”里重新选一次。"


class Look(Coded):
    """How the window is coloured (外观)."""

    LIGHT = "light", "浅色"
    DARK = "dark", "深色"
    CONTRAST = "contrast", "高对比"
    SYSTEM = "system", "跟随系统"


class Showing(Frozen, kw_only=True):
    """How the window is shown to one person.

    Attributes:
        text: size of text and controls, one of `TEXT_SIZES`, per cent.
    """

    text: int = 100
    look: Look = Look.LIGHT


class CannotKeep(UserError):
    """The file of the preferences cannot be written."""


class Preferences:
    """The file of one computer; None keeps what is chosen only until the program ends.

    Args:
        file: where; it need not exist.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._kept: dict[str, Any] = {}
        self.warning = ""
        """Sentence for the person when the file was there and could not be read."""
        if file is not None:
            self._read(file)

    def _read(self, file: Path) -> None:
        try:
            if not file.exists():
                return
            plain = json.loads(file.read_bytes()[:MOST_BYTES])
        except (OSError, ValueError, RecursionError):
            self.warning = UNREADABLE
            return
        if isinstance(plain, dict) and isinstance(plain.get("people", {}), dict):
            self._kept = plain
        else:
            self.warning = UNREADABLE

    def showing(self, person: str) -> Showing:
        """Return how the window is shown to a person; the defaults to one never seen here."""
        return _showing(self._kept.get("people", {}).get(person))

    def last(self) -> Showing:
        """Return how it was shown last, for a window that does not know yet who sits at it."""
        return _showing(self._kept.get("last"))

    def keep(self, person: str, showing: Showing) -> None:
        """Remember how the window is shown to a person.

        Raises:
            CannotKeep: the file cannot be written; it holds until the program ends.
        """
        told = {"text": showing.text, "look": showing.look.code}
        people = self._kept.get("people", {}) | {person: told}
        self._kept = self._kept | {"people": people, "last": told}
        if self._file is not None:
            self._write(self._file)

    def _write(self, file: Path) -> None:
        """Write beside and rename, so that a power cut leaves the one or the other."""
        beside = file.with_name(f"{file.name}.new")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            told = json.dumps(self._kept, ensure_ascii=False, indent=2)
            beside.write_bytes(told.encode(errors="backslashreplace") + b"\n")
            os.replace(beside, file)
        except OSError as error:
            raise CannotKeep(
                "个人设置没有存上，关上程序就忘了。请检查磁盘是否已满、文件夹能否写入。"
            ) from error


def _showing(told: object) -> Showing:
    """Return what a file says of one person; what is not understood stays as usual."""
    kept = told if isinstance(told, dict) else {}
    usual = Showing()
    text, look = kept.get("text"), kept.get("look")
    if text in TEXT_SIZES:
        usual = replace(usual, text=text)
    return replace(usual, look=next((one for one in Look if one.code == look), usual.look))
