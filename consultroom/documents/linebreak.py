"""Paragraphs into lines: pure, no fonts and no PDF.

reportlab's own CJK wrapping starts lines with ``，`` and ends them with ``（``, so the breaker is
ours. It fills each line greedily and then asks `kinsoku` whether the line may end there; if not,
it squeezes the line's punctuation to let the held characters in, or hangs one mark outside the
edge, or, failing both, hands characters on to the next line.
"""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from consultroom.documents import kinsoku
from consultroom.documents.gb9704 import Overflow
from consultroom.documents.kinsoku import FREE, SEALED

_ROUNDING = 1e-6  # pt; sums of cells are floats
_MILD = 1.0  # sizes; up to this the marks of a line are squeezed before anything else is tried
_MOST_SQUEEZE = 4.0  # sizes by which a line may be over before squeezing is not tried at all
_LOOSE = 0.2  # sizes between characters; a looser line is worse than a tight one
_SPACES = " \u3000"
_WITHIN_URL = "/-_.?&=,·"  # a run too long for any line is parted after one of these
_FREE_BYTE = bytes([FREE])


class Strand(msgspec.Struct, frozen=True, gc=False):
    """A paragraph measured, as if set on one endless line.

    Attributes:
        text: its characters.
        starts: where each character begins, pt from the strand's start; one more for its end.
        held: from `kinsoku.held`.
        size: of the type, pt.
        hands: one code per character: which face draws it and how it is spaced (see `setting`).
        tightened: characters whose advance `starts` already counts shorter, because two marks
            meet there; ascending indices.
    """

    text: str
    starts: list[float]
    held: bytearray
    size: float
    hands: str = ""
    tightened: tuple[int, ...] = ()

    def width(self, start: int, end: int) -> float:
        """Return the width in pt of the characters from `start` up to `end`."""
        return self.starts[end] - self.starts[start]


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line of a strand.

    Attributes:
        start, end: its characters, trailing spaces included.
        seen: index past its last character that is not a trailing space.
        width: of what is seen, pt, after squeezing; a mark hung outside the edge does not count.
        squeezed: characters followed more closely than `Strand.starts` says, and by how many pt.
        last: the paragraph ends here.
    """

    start: int
    end: int
    seen: int
    width: float
    squeezed: tuple[tuple[int, float], ...] = ()
    last: bool = False


def break_lines(
    strand: Strand, first: float, rest: float, overflow: Overflow = Overflow.SQUEEZE
) -> list[Line]:
    """Return the lines of `strand`; together they hold every character once, in order.

    Args:
        strand: the paragraph.
        first: room for the first line, pt.
        rest: room for the others, pt.
        overflow: what to do with a mark that may not begin a line.
    """
    count = len(strand.text)
    lines: list[Line] = []
    start, room = 0, first
    while start < count:
        line = _next_line(strand, start, room, max(room, rest), overflow)
        lines.append(line)
        start, room = line.end, rest
    return lines or [Line(0, 0, 0, 0.0, last=True)]


def _next_line(strand: Strand, start: int, room: float, widest: float, overflow: Overflow) -> Line:
    fits = _filled(strand, start, room)
    if fits == len(strand.text) or (fits > start and strand.held[fits] == FREE):
        return _line(strand, start, fits)
    if overflow is Overflow.HANG and _may_hang(strand, start, fits):
        return _line(strand, start, fits + 1, hung=strand.width(fits, fits + 1))
    after = strand.held.find(_FREE_BYTE, fits + 1)
    before = strand.held.rfind(_FREE_BYTE, start + 1, fits)
    shorter = before > start and strand.width(before, after) <= widest
    mild = strand.width(start, _seen(strand, start, after)) - room <= _MILD * strand.size
    if mild or not shorter or _looseness(strand, start, before, room) > _LOOSE:
        squeezed = _squeezed(strand, start, after, room)
        if squeezed is not None:
            return _line(strand, start, after, squeezed=squeezed)
    return _line(strand, start, before if shorter else _parted(strand, start, before, fits))


def _looseness(strand: Strand, start: int, end: int, room: float) -> float:
    """Return the gap between characters, in sizes, if a line ended at `end`."""
    seen = _seen(strand, start, end)
    return (room - strand.width(start, seen)) / max(1, seen - start - 1) / strand.size


def _filled(strand: Strand, start: int, room: float) -> int:
    """Return the index past the last character that fits; spaces at the end always fit."""
    edge = strand.starts[start] + room + _ROUNDING
    fits = bisect_right(strand.starts, edge, start + 1) - 1
    text, count = strand.text, len(strand.text)
    while fits < count and text[fits] in _SPACES:
        fits += 1
    return fits


def _may_hang(strand: Strand, start: int, fits: int) -> bool:
    return (
        fits > start
        and strand.text[fits] in kinsoku.HANGABLE
        and strand.held[fits + 1] == FREE
        and strand.text[fits - 1] not in _SPACES
    )


def _line(
    strand: Strand,
    start: int,
    end: int,
    *,
    squeezed: tuple[tuple[int, float], ...] = (),
    hung: float = 0.0,
) -> Line:
    seen = _seen(strand, start, end)
    width = strand.width(start, seen) - hung - sum(amount for _, amount in squeezed)
    return Line(start, end, seen, width, squeezed, end == len(strand.text))


def _seen(strand: Strand, start: int, end: int) -> int:
    while end > start and strand.text[end - 1] in _SPACES:
        end -= 1
    return end


def _squeezed(
    strand: Strand, start: int, end: int, room: float
) -> tuple[tuple[int, float], ...] | None:
    """Return how to narrow the characters up to `end` to `room`, or None if they cannot be.

    The blank half of a mark at the very end goes first, since nobody sees it; the other marks
    share what is left evenly.
    """
    seen = _seen(strand, start, end)
    over = strand.width(start, seen) - room
    if over > _MOST_SQUEEZE * strand.size:
        return None
    spare = [(at, most * strand.size) for at, most in kinsoku.spare(strand.text, start, seen)]
    if over > sum(most for _, most in spare) + _ROUNDING:
        return None
    taken: list[tuple[int, float]] = []
    if spare and spare[-1][0] == seen - 1:
        at, most = spare.pop()
        taken.append((at, min(most, over)))
        over -= taken[0][1]
    share = over / total if (total := sum(most for _, most in spare)) else 0.0
    taken += [(at, most * share) for at, most in spare if share > 0]
    return tuple(sorted(taken))


def _parted(strand: Strand, start: int, before: int, fits: int) -> int:
    """Return where to part a run that is longer than a line, or a name, or a row of marks.

    Never between a character and the marks it carries, at least one character on, and in a long
    address rather after a stroke or point. What stands before the run is not parted for it.
    """
    run = max(start, before)
    end = max(fits, start + 1)
    while end > run and strand.held[end] == SEALED:
        end -= 1
    if end == run > start:
        return run
    if end == start:
        end = start + 1
        while strand.held[end] == SEALED:
            end += 1
        return end
    for at in range(end, max(run, end - (end - start) // 3), -1):
        if strand.text[at - 1] in _WITHIN_URL and strand.text[at] not in kinsoku.NO_START:
            return at
    return end
