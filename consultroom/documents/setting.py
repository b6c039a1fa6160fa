"""Text into glyphs: which face draws each character, how wide, and where on its line.

A `Setter` measures paragraphs into `Strand`s for `linebreak`, and sets the lines that come back
as glyph runs. It remembers every character it has measured, so keep one for the process
(`setter_for`).

On the body grid a 汉字 takes the cell of 156/28 mm, a little less than its 16 pt; Latin letters
keep their own widths, and what a line lacks is shared evenly between its characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Protocol

import msgspec

from consultroom.documents import kinsoku
from consultroom.documents.blocks import Align, Run, Text, plain
from consultroom.documents.fonts import Glyph, Role
from consultroom.documents.gb9704 import Ink
from consultroom.documents.linebreak import Line, Strand
from consultroom.documents.pages import GlyphRun
from consultroom.frozen import Frozen

_LOOSEST = 0.4  # sizes; a line that would need wider gaps is left ragged
_ROUNDING = 1e-6  # pt
_SAME = re.compile(r"(.)\1*", re.DOTALL)
_SHORT = 120  # characters: so short a text is asked for again: by its table, by the next paper
_REMEMBERED = 2048  # of them; 8 MB when all are of this length
_FIRST_HAND = 0xE000  # private use: codes never meet text
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")


class GlyphSource(Protocol):
    """What is asked of `fonts.Faces` here."""

    def glyph(self, role: Role, ch: str) -> Glyph:
        """Return face, advance and rise of one character."""
        ...

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the characters no face holds."""
        ...

    def __hash__(self) -> int:
        """Faces are told apart by identity."""
        ...


class Type(msgspec.Struct, frozen=True, gc=False):
    """How text is set: face, size in pt, and the width of a full cell in pt."""

    role: Role
    size: float
    cell: float


class _Hand(Frozen):
    """How a kind of character is drawn.

    Attributes:
        face: name of the face.
        rise: of the face, em.
        extra: pt after each glyph, to make up its cell.
        spaced: takes part in justifying; letters of a Latin word do not.
    """

    face: str
    rise: float
    extra: float
    spaced: bool


class _Widths(dict[str, float]):
    """Advance of each character in one `Type`, pt; measured when first asked."""

    def __init__(self, setter: Setter, kind: Type) -> None:
        super().__init__()
        self._setter, self._kind = setter, kind

    def __missing__(self, ch: str) -> float:
        advance = self._setter.advance(self._kind, ch)
        self[ch] = advance
        return advance


class _Hands(dict[int, int]):
    """For ``str.translate``: the code of the hand that draws each character."""

    def __init__(self, setter: Setter, kind: Type) -> None:
        super().__init__()
        self._setter, self._kind = setter, kind

    def __missing__(self, code: int) -> int:
        hand = self._setter.hand(self._kind, chr(code))
        self[code] = hand
        return hand


class Setter:
    """Measures and sets text in one set of faces."""

    def __init__(self, faces: GlyphSource) -> None:
        self._faces = faces
        self._types: dict[Type, tuple[_Widths, _Hands]] = {}
        self._hands: list[_Hand] = []
        self._codes: dict[_Hand, int] = {}
        self._faceless: set[str] = set()
        self._short_strand = lru_cache(_REMEMBERED)(self._strand)

    def advance(self, kind: Type, ch: str) -> float:
        """Return the width in pt a character takes on a line."""
        glyph = self._faces.glyph(kind.role, ch)
        return kind.cell if glyph.advance == 1.0 else glyph.advance * kind.size

    def hand(self, kind: Type, ch: str) -> int:
        """Return the code of how a character is drawn."""
        glyph = self._faces.glyph(kind.role, ch)
        full = glyph.advance == 1.0
        self._faceless.update(self._faces.missing(ch))
        hand = _Hand(
            glyph.face,
            glyph.rise,
            kind.cell - kind.size if full else 0.0,
            full or ch in " \u00a0\u3000",
        )
        if hand not in self._codes:
            self._codes[hand] = _FIRST_HAND + len(self._hands)
            self._hands.append(hand)
        return self._codes[hand]

    def without_face(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the characters among measured `texts` that no face holds, as they appear."""
        if not self._faceless:
            return ()
        found = (ch for text in texts for ch in text if ch in self._faceless)
        return tuple(dict.fromkeys(found))

    def strand(self, text: Text, kind: Type) -> Strand:
        """Return `text` measured, its runs each in their own face."""
        return (self._short_strand if _is_short(text) else self._strand)(text, kind)

    def _strand(self, text: Text, kind: Type) -> Strand:
        runs = (Run(text),) if isinstance(text, str) else text
        whole: list[tuple[int, int]] = []
        advances: list[float] = []
        letters, hands = "", ""
        for run in runs:
            widths, codes = self._type(kind, run.role)
            said = _BREAKS.sub(" ", run.text)
            if run.whole:
                whole.append((len(letters), len(letters) + len(said)))
            advances += map(widths.__getitem__, said)
            letters += said
            hands += said.translate(codes)
        held, tightened = _barred(letters, tuple(whole))
        for at, blank in tightened.items():
            advances[at] -= blank * kind.size
        starts = list(accumulate(advances, initial=0.0))
        return Strand(letters, starts, held, kind.size, hands, tuple(tightened))

    def _type(self, kind: Type, role: Role | None) -> tuple[_Widths, _Hands]:
        if role is not None and role is not kind.role:
            kind = Type(role, kind.size, kind.cell)
        if kind not in self._types:
            self._types[kind] = (_Widths(self, kind), _Hands(self, kind))
        return self._types[kind]

    def spread(self, strand: Strand, line: Line, room: float, loosest: float = _LOOSEST) -> float:
        """Return what to add between the characters of `line` to fill `room`, pt.

        Zero where the gaps would be wider than `loosest` sizes, and not look like a line.
        """
        lacking = room - line.width
        if abs(lacking) < _ROUNDING:
            return 0.0
        gaps = self.gaps(strand, line)
        wide = lacking / gaps if gaps > 0 else 0.0
        return wide if 0 < wide <= loosest * strand.size else 0.0

    def gaps(self, strand: Strand, line: Line) -> int:
        """Return in how many places `line` can be spread; a Latin word is one piece."""
        pieces = 0
        for start, end in _segments(strand.hands, line.start, line.seen):
            pieces += end - start if self._spaced(strand, start) else 1
        return pieces - 1

    def _spaced(self, strand: Strand, at: int) -> bool:
        return self._hands[ord(strand.hands[at]) - _FIRST_HAND].spaced

    def set_line(
        self, strand: Strand, line: Line, x: float, spread: float = 0.0, ink: Ink = Ink.BLACK
    ) -> list[GlyphRun]:
        """Return `line` as glyph runs on the baseline y = 0, beginning at `x`."""
        runs: list[GlyphRun] = []
        starts, size = strand.starts, strand.size
        squeezed = dict(line.squeezed)
        cuts = _cuts(strand, line)
        pen = x
        for first, end in _segments(strand.hands, line.start, line.end):
            hand = self._hands[ord(strand.hands[first]) - _FIRST_HAND]
            inside = spread if hand.spaced else 0.0
            for start, stop in _parts(first, end, cuts):
                width = starts[stop] - starts[start] + inside * (stop - start - 1)
                text = strand.text[start:stop]
                y = -hand.rise * size
                runs.append(
                    GlyphRun(hand.face, size, pen, y, text, hand.extra + inside, width, ink)
                )
                pen += width + inside
                if cuts:
                    pen -= squeezed.get(stop - 1, 0.0)
            if not hand.spaced:
                pen += spread
        return runs

    def set_in(
        self,
        strand: Strand,
        line: Line,
        x: float,
        room: float,
        *,
        align: Align,
        ink: Ink = Ink.BLACK,
        loosest: float = _LOOSEST,
    ) -> list[GlyphRun]:
        """Return `line` set in `room` pt from `x` on, as `align` asks; see `spread`."""
        spread = 0.0
        if align is Align.CENTRE:
            x += (room - line.width) / 2
        elif align is Align.RIGHT:
            x += room - line.width
        elif align is Align.JUSTIFY and not line.last:
            spread = self.spread(strand, line, room, loosest)
        return self.set_line(strand, line, x, spread, ink)


@lru_cache(_REMEMBERED)  # a text that does not fit is measured again in the next smaller size
def _barred(letters: str, whole: tuple[tuple[int, int], ...]) -> tuple[bytearray, dict[int, float]]:
    """Return where `letters` may not be parted, and where two marks stand closer."""
    return kinsoku.held(letters, whole), dict(kinsoku.pairs(letters))


def _is_short(text: Text) -> bool:
    return len(text if isinstance(text, str) else plain(text)) <= _SHORT


def _segments(hands: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _SAME.finditer(hands, start, end):
        yield match.span()


def _cuts(strand: Strand, line: Line) -> Sequence[int]:
    """Return the places in `line` after which the even spacing of a run is broken."""
    low = bisect_left(strand.tightened, line.start)
    high = bisect_left(strand.tightened, line.end)
    if low == high and not line.squeezed:
        return ()
    return sorted({*strand.tightened[low:high], *(at for at, _ in line.squeezed)})


def _parts(start: int, end: int, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    for cut in cuts:
        if start <= cut < end - 1:
            yield start, cut + 1
            start = cut + 1
    yield start, end


@lru_cache(maxsize=4)
def setter_for(faces: GlyphSource) -> Setter:
    """Return the setter of `faces`, one for the process."""
    return Setter(faces)
