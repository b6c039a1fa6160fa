"""Faces inside a PDF as CID fonts: two bytes a character, one font a face.

Each character of a face gets the next free number (CID) when it is first drawn. The number is
also the glyph's place in the embedded subset, and the ToUnicode map leads back from it to the
character, whatever plane it is in, so that what is copied or searched is what was typed.
Structure: ISO 32000-1, 9.7 (composite fonts) and 9.10.3 (ToUnicode CMaps).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, TTFont

from consultroom.documents.subsetting import outlines_of

# Text and paths shrink well at the quickest level. In outlines hardly anything is said twice:
# Huffman codes alone leave them 4 % longer than looking for repeats, in less than half the time.
_LEVEL = 1
_BLOCK = 100  # most entries of a beginbfchar block
_FULL = 1000  # advance of a full cell, thousandths of an em


class _Shown(dict[int, str]):
    """For ``str.translate``: how each code point is written in a content stream.

    A character is its CID's two bytes as Latin-1, with what a PDF string must escape escaped.
    """

    def __missing__(self, point: int) -> str:
        high, low = divmod(len(self) + 1, 256)  # CID 0 is .notdef
        self[point] = shown = _escaped(high) + _escaped(low)
        return shown


def _escaped(byte: int) -> str:
    """Return one byte of a literal string (ISO 32000-1, 7.3.4.2)."""
    if byte == 0x0D:
        return "\\r"  # a bare one would be read as a line feed
    return f"\\{chr(byte)}" if byte in b"()\\" else chr(byte)


class CidFont:
    """One face in one PDF.

    Attributes:
        resource: its name in the page's resources.
    """

    def __init__(self, name: str, resource: str) -> None:
        """Take the font registered with reportlab as `name`."""
        self.resource = resource
        self._font: TTFont = pdfmetrics.getFont(name)
        self._shown = _Shown()

    def shown(self, text: str) -> str:
        """Return the inside of the literal string that shows `text`, as Latin-1."""
        return text.translate(self._shown)

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:
        """Write the font into `document`; reportlab calls this when it saves."""
        points = list(self._shown)
        program = outlines_of(self._font).subset(
            [0, *map(self._font.face.charToGlyph.__getitem__, points)]
        )
        name = f"{_tag(points)}+{self._font.face.name.decode('ascii')}"
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray(
                    [document.Reference(self._descendant(document, name, program))]
                ),
                "ToUnicode": document.Reference(stream(_cmap(name, points))),
            }
        )
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.resource] = document.Reference(font, self.resource)

    def _descendant(
        self, document: pdfdoc.PDFDocument, name: str, program: bytes
    ) -> pdfdoc.PDFDictionary:
        system = {
            "Registry": pdfdoc.PDFString("Adobe"),
            "Ordering": pdfdoc.PDFString("Identity"),
            "Supplement": 0,
        }
        return pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{name}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(system),
                "FontDescriptor": document.Reference(self._descriptor(document, name, program)),
                "DW": _FULL,
                "W": pdfdoc.PDFArray(self._widths()),
                "CIDToGIDMap": "/Identity",
            }
        )

    def _widths(self) -> Iterable[object]:
        """Yield the CIDs whose advance is not a full cell, each with its own."""
        advances = self._font.face.charWidths
        default = self._font.face.defaultWidth
        for cid, point in enumerate(self._shown, start=1):
            advance = advances.get(point, default)
            if advance != _FULL:
                yield cid
                yield pdfdoc.PDFArray([advance])

    def _descriptor(
        self, document: pdfdoc.PDFDocument, name: str, program: bytes
    ) -> pdfdoc.PDFDictionary:
        face = self._font.face
        file = stream(program, zlib.Z_HUFFMAN_ONLY)
        file.dictionary["Length1"] = len(program)
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{name}",
                "Flags": face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(face.bbox),
                "ItalicAngle": face.italicAngle,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": face.capHeight,
                "StemV": face.stemV,
                "FontFile2": document.Reference(file),
            }
        )


def stream(content: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> pdfdoc.PDFStream:
    """Return `content` as a compressed stream object; `strategy` is one of zlib's."""
    packer = zlib.compressobj(_LEVEL, strategy=strategy)
    packed = packer.compress(content) + packer.flush()
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": "/FlateDecode"}), packed)


def _tag(points: list[int]) -> str:
    """Return the six letters that mark a subset; the same subset has the same."""
    number = zlib.crc32(repr(points).encode("ascii"))
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _cmap(name: str, points: list[int]) -> bytes:
    entries = [f"<{cid:04x}><{_utf16(point)}>" for cid, point in enumerate(points, start=1)]
    blocks = (entries[at : at + _BLOCK] for at in range(0, len(entries), _BLOCK))
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
        *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines).encode("ascii")


def _utf16(point: int) -> str:
    return f"{point:04x}" if point < 0x10000 else chr(point).encode("utf-16-be").hex()
