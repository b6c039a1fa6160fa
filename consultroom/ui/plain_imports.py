"""Import statements without PySide6's ``__feature__``, which reads every module's source.

PySide6 puts a function before ``builtins.__import__`` so that a module may write ``from __feature__
import``. From then on it reads the source of every module that is imported, looks for its own name
in it, and keeps the lines. No module here asks for a feature, and a window reads hundreds of
modules after Qt: without the reading they come sooner, and their sources stay on the disk. What
PySide6 has put there besides, to make its classes when they are first named, stays in force.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - this is what puts it there

_BEFORE = "__orig_import__"  # where PySide6 keeps the import that was in force before


def put_back() -> None:
    """Take ``__feature__`` out of import statements; doing it again changes nothing."""
    builtins.__import__ = getattr(builtins, _BEFORE, builtins.__import__)
