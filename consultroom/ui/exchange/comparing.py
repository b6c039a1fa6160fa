"""Where two texts differ, for reading them side by side. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

Piece = tuple[str, bool]
"""Some of a text, and whether the other text has something else there."""

_MOST = 2_000  # characters compared; beyond that it would be felt
_LEAST_SAME = 2  # a single character both have by chance tells nobody anything


def compared(one: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces; nothing is marked when they have hardly anything in common."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if max(len(one), len(other)) > _MOST:
        return ((one, False),), ((other, False),)
    same = [block for block in matcher.get_matching_blocks() if block.size >= _LEAST_SAME]
    if not same:
        return ((one, False),), ((other, False),)
    return (
        tuple(_pieces(one, ((block.a, block.size) for block in same))),
        tuple(_pieces(other, ((block.b, block.size) for block in same))),
    )


def _pieces(text: str, same: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, size in same:
        if at < start:
            yield text[at:start], True
        yield text[start : start + size], False
        at = start + size
    if at < len(text):
        yield text[at:], True
