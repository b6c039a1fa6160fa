"""Text in columns: how wide a Chinese character is on a terminal, padding, wrapping, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import combining, east_asian_width

GAP = "  "
_ELLIPSIS = "…"
_NOT_FIRST = "，。、；：？！）》」』”’%"  # never begin a line


def width(text: str) -> int:
    """Return how many terminal columns a text takes; ambiguous characters count one."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def padded(text: str, columns: int) -> str:
    """Return the text with blanks behind it up to ``columns``."""
    return text + " " * (columns - width(text))


def shortened(text: str, columns: int) -> str:
    """Return the text on one line, cut with ``…`` where it would be wider than ``columns``."""
    line = " ".join(text.split())
    if width(line) <= columns:
        return line
    kept = ""
    for character in line:
        if width(kept) + _columns(character) > columns - 1:
            break
        kept += character
    return kept + _ELLIPSIS


def wrapped(text: str, columns: int) -> tuple[str, ...]:
    """Return the text in lines of at most ``columns``; words and closing marks stay together."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and width(lines[-1]) + width(piece.rstrip()) > columns:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return tuple(line.rstrip() for line in lines)


def _pieces(text: str) -> Iterator[str]:
    """Yield what may not be split: a word, a wide character, each with what clings behind it."""
    piece = ""
    for character in text:
        if piece and not _clings(character) and not _is_one_word(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _clings(character: str) -> bool:
    """Tell whether a character never begins a line: a blank, an accent, a closing mark."""
    return character.isspace() or not _columns(character) or character in _NOT_FIRST


def _is_one_word(before: str, character: str) -> bool:
    return not before.isspace() and _columns(before) == _columns(character) == 1


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, widest: int = 40) -> list[str]:
    """Return a table as lines, aligned by what the terminal shows.

    Args:
        head: the headings.
        rows: cells, each row as long as the head.
        widest: columns of the terminal at which a cell is cut.
    """
    cells = [[shortened(cell, widest) for cell in row] for row in (head, *rows)]
    widths = [max(width(row[place]) for row in cells) for place in range(len(head))]
    return [
        GAP.join(padded(cell, room) for cell, room in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
