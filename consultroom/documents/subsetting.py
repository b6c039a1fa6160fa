"""A TrueType file with only the glyphs a paper uses.

reportlab's own subsets hold 256 characters each and copy the whole outline table for every one of
them. A paper needs one subset a face, its glyphs numbered in the order they are first drawn.
Tables and composite glyphs: the OpenType specification, chapters "glyf" and "loca".
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from reportlab.pdfbase.ttfonts import TTFont, TTFontFace, TTFontMaker

_KEPT = ("cvt ", "fpgm", "prep")  # instructions glyphs may call
_PADDING = (b"", b"\0\0\0", b"\0\0", b"\0")  # outlines begin at multiples of four bytes
_MORE, _WORDS, _SCALE, _XY_SCALE, _MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80


class Outlines:
    """The outlines of one face, read from the font that reportlab has open."""

    def __init__(self, font: TTFont) -> None:
        self._face: TTFontFace = font.face
        self._start = self._face.get_table_pos("glyf")[0]
        self._fixed = {tag: self._face.get_table(tag) for tag in ("head", "hhea", "maxp")}
        for tag in _KEPT:
            if tag in self._face.table:
                self._fixed[tag] = self._face.get_table(tag)

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """Return a font file whose glyph n is glyph ``glyphs[n]`` of the face.

        Parts of composite glyphs are added behind them.
        """
        wanted = list(glyphs)
        outlines = self._outlines(wanted)
        at = 0
        while at < len(outlines):
            if outlines[at][:1] >= b"\x80":  # negative number of contours: a composite
                outlines[at] = self._renumbered(outlines[at], wanted, outlines)
            at += 1
        return self._file(wanted, outlines)

    def _outlines(self, glyphs: Sequence[int]) -> list[bytes]:
        places, start, chunk = self._face.glyphPos, self._start, self._face.get_chunk
        found = [chunk(start + places[n], places[n + 1] - places[n]) for n in glyphs]
        return [outline + _PADDING[len(outline) % 4] for outline in found]

    def _renumbered(self, outline: bytes, wanted: list[int], outlines: list[bytes]) -> bytes:
        data = bytearray(outline)
        at, flags = 10, _MORE
        while flags & _MORE:
            flags, part = struct.unpack_from(">HH", data, at)
            struct.pack_into(">H", data, at + 2, len(wanted))
            wanted.append(part)
            outlines += self._outlines([part])
            at += 8 if flags & _WORDS else 6
            at += 2 * bool(flags & _SCALE) + 4 * bool(flags & _XY_SCALE) + 8 * bool(flags & _MATRIX)
        return bytes(data)

    def _file(self, wanted: list[int], outlines: list[bytes]) -> bytes:
        count = len(wanted)
        starts = list(accumulate(map(len, outlines), initial=0))
        metrics = (value for glyph in wanted for value in self._face.hmetrics[glyph])
        maker = TTFontMaker()
        for tag, table in self._fixed.items():
            maker.add(tag, table)
        maker.add("head", _patched(self._fixed["head"], 50, 1))  # loca has 32-bit offsets
        maker.add("hhea", _patched(self._fixed["hhea"], 34, count))
        maker.add("maxp", _patched(self._fixed["maxp"], 4, count))
        maker.add("hmtx", struct.pack(f">{2 * count}H", *map(int, metrics)))
        maker.add("loca", struct.pack(f">{count + 1}L", *starts))
        maker.add("glyf", b"".join(outlines))
        return bytes(maker.makeStream())


def _patched(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + struct.pack(">H", value) + table[at + 2 :]


@lru_cache(maxsize=32)
def outlines_of(font: TTFont) -> Outlines:
    """Return the outlines of a font, its fixed tables read once for the process."""
    return Outlines(font)
