"""Font files inside a PDF: the only maker of reportlab fonts, and one correction to reportlab.

Ask ``fonts.Faces.reportlab_name`` for a font; nothing else should call this module.
"""

from __future__ import annotations

import io
import lzma
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfbase import pdfmetrics, ttfonts

from consultroom.documents.subsetting import outlines_of

_BLOCK = 100  # most entries a beginbfchar block may have: Adobe Technical Note 5014, CMap operators


def register(name: str, path: Path, *, every_character: bool = False) -> None:
    """Make the font at ``path`` (``.ttf`` or ``.ttf.xz``) known to reportlab as ``name``.

    Args:
        name: the name to draw with.
        path: the bundled file.
        every_character: draw any character whatever as the font's 〓, and keep the character
            itself in the text layer.
    """
    # asciiReadable would embed the letters of every Chinese face, which the Latin face draws
    font = ttfonts.TTFont(name, _file(path), asciiReadable=False, shapable=False)
    if every_character:
        face = font.face
        face.charToGlyph = _EveryCharacter(face.charToGlyph)
    pdfmetrics.registerFont(font)


def prepare(name: str) -> None:
    """Read what every subset of the font registered as ``name`` begins with."""
    outlines_of(pdfmetrics.getFont(name))


def _file(path: Path) -> str | io.BytesIO:
    if path.suffix == ".xz":
        return io.BytesIO(lzma.decompress(path.read_bytes()))
    return str(path)


class _EveryCharacter(dict[int, int]):
    """A character map that holds every character: those it does not know are glyph 0.

    reportlab gives all characters outside a font one and the same code, and so forgets which
    they were; this keeps them apart.
    """

    def __contains__(self, code: object) -> bool:
        return True

    def __missing__(self, code: int) -> int:
        return 0


def to_unicode_cmap(name: str, subset: Sequence[int]) -> str:
    """Return the ToUnicode CMap of one subset: which character each code of the font shows.

    reportlab's own writes code points above U+FFFF as five hexadecimal digits where the PDF
    standard (ISO 32000-1, 9.10.3) asks for UTF-16BE, so that 𠮷 printed right but was copied and
    found as rubbish; and it writes more entries to a block than a CMap allows.

    Args:
        name: base font name of the subset.
        subset: the code point shown by code 0, 1, 2 ...
    """
    entries = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be', 'surrogatepass').hex().upper()}>"
        for code, point in enumerate(subset)
    ]
    blocks = (entries[at : at + _BLOCK] for at in range(0, len(entries), _BLOCK))
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        f"<< /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
        *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines)


# TTFont.addObjects looks the function up in its module each time, so this one name is enough
ttfonts.makeToUnicodeCMap = to_unicode_cmap
