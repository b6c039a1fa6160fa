"""The front door: the window at once, or the commands, under one name."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from consultroom.clocks import TODAY
from consultroom.doorstep import has_display, show_window

if TYPE_CHECKING:
    import click

WINDOW = "window"


def main() -> None:
    """Run the program as ``consultroom``; without a word it opens the window."""
    words = sys.argv[1:]
    if is_plain(words, os.environ):
        _window(Path(words[1]) if words[1:] else None)
    else:
        commands()(words or [WINDOW])


def window() -> None:
    """Run the program as ``consultroom-window``; a room dropped on its icon is what it opens."""
    sys.argv.insert(1, WINDOW)
    main()


def commands() -> click.Group:
    """Return every command there is, the window's included."""
    from consultroom import commands as every

    return every.commands()


def is_plain(words: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Tell whether only the window is wanted, which need not wait for the commands to be read.

    Reading them takes a tenth of a second. Whatever has an option, another day or something
    wrong about it is theirs.

    Args:
        words: of the command line, without the program's name.
        environment: of the process.
    """
    ours = not words or (words[0] == WINDOW and len(words) <= 2 and all(map(_is_place, words[1:])))
    return ours and TODAY not in environment and has_display(environment)


def _is_place(word: str) -> bool:
    return word.isprintable() and word != "" and not word.startswith("-")


def _window(room: Path | None) -> None:
    """Show the window; what stops it is told, and ends the program, as with any command."""
    try:
        show_window(room, by="", day=None)
    except Exception as error:  # told by the one place that knows how
        _end(error)


def _end(error: Exception) -> NoReturn:
    from consultroom.cli.failing import ending

    def again() -> NoReturn:
        raise error

    ending(again, as_json=False)
