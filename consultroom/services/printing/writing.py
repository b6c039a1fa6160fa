"""Writing a file a person asked for: aside, synced, then put in its place."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from consultroom.errors import UserError, why_not

_BEGINNINGS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04"}


class CannotWrite(UserError):
    """The file cannot be written."""


def write(path: Path, content: bytes) -> None:
    """Write a PDF, docx or xlsx aside, sync it, then put it in its place.

    Raises:
        CannotWrite: the place cannot be written, or a file of another kind is there; what was
            there before still is.
    """
    _refuse_to_replace(path)
    aside = path.with_name(f"{path.name}.part")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise CannotWrite(f"“{path.name}”写不进去：{why_not(error)}。请换个位置再存。") from error


def _refuse_to_replace(path: Path) -> None:
    """Let a file be written over by its own kind and nothing else: the path may be a slip."""
    wanted = _BEGINNINGS.get(path.suffix.lower(), _BEGINNINGS[".pdf"])
    if not path.is_file() or not path.stat().st_size:
        return
    with path.open("rb") as file:
        there = file.read(len(wanted))
    if there != wanted:
        word = path.suffix.lower().lstrip(".").upper() if path.suffix else "PDF"
        kind = word if path.suffix.lower() in _BEGINNINGS else "PDF"
        raise CannotWrite(f"“{path.name}”已经是另一个文件，不是 {kind}，没有覆盖。请换个名字再存。")
