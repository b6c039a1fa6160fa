"""Faces inside a PDF as CID fonts: two bytes a character, one font a face.

Each character of a face gets the next free number (CID) when it is first drawn. The number is
also the glyph's place in the embedded subset, and the ToUnicode map leads back from it to the
character, whatever plane it is in, so that what is copied or searched is what was typed.
Structure: ISO 32000-1, 9.7 (composite fonts) and 9.10.3 (ToUnicode CMaps).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from hashlib import md5

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, TTFont

from consultroom.documents.subsetting import outlines_of

_LEVEL = 5  # of zlib: nine tenths of what 9 saves, in a third of the time
_BLOCK = 100  # most entries of a beginbfchar block
_FULL = 1000  # advance of a full cell, thousandths of an em


class _Codes(dict[int, int]):
    """For ``str.translate``: the CID of each code point, given when first asked."""

    def __missing__(self, point: int) -> int:
        self[point] = cid = len(self) + 1  # CID 0 is .notdef
        return cid


class CidFont:
    """One face in one PDF.

    Attributes:
        resource: its name in the page's resources.
    """

    def __init__(self, name: str, resource: str) -> None:
        """Take the font registered with reportlab as `name`."""
        self.resource = resource
        self._font: TTFont = pdfmetrics.getFont(name)
        self._codes = _Codes()

    def shown(self, text: str) -> str:
        """Return `text` as the hexadecimal string to show it by."""
        return text.translate(self._codes).encode("utf-16-be", "surrogatepass").hex()

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:
        """Write the font into `document`; reportlab calls this when it saves."""
        program = self._program()
        name = f"{_tag(program)}+{self._font.face.name.decode('ascii')}"
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray(
                    [document.Reference(self._descendant(document, name, program))]
                ),
                "ToUnicode": document.Reference(_stream(_cmap(name, self._codes))),
            }
        )
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.resource] = document.Reference(font, self.resource)

    def _program(self) -> bytes:
        glyph_of = self._font.face.charToGlyph
        return outlines_of(self._font).subset([0, *(glyph_of[point] for point in self._codes)])

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
        for point, cid in self._codes.items():
            advance = advances.get(point, default)
            if advance != _FULL:
                yield cid
                yield pdfdoc.PDFArray([advance])

    def _descriptor(
        self, document: pdfdoc.PDFDocument, name: str, program: bytes
    ) -> pdfdoc.PDFDictionary:
        face = self._font.face
        file = _stream(program)
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


def _tag(program: bytes) -> str:
    """Return the six letters that mark a subset; the same subset has the same."""
    digest = md5(program, usedforsecurity=False).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _stream(content: bytes) -> pdfdoc.PDFStream:
    packed = zlib.compress(content, _LEVEL)
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": "/FlateDecode"}), packed)


def _cmap(name: str, codes: dict[int, int]) -> bytes:
    entries = [
        f"<{cid:04X}> <{chr(point).encode('utf-16-be', 'surrogatepass').hex()}>"
        for point, cid in codes.items()
    ]
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
