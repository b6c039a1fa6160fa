"""What a page says, as 16 bytes: the same from its layout and from the PDF made of it.

The signed square of a page carries this digest, so a PDF whose text was changed is told from a
genuine one. It is SHA-256 over the page's text in the order it is drawn, cut to 16 bytes; a
square itself has no text and does not count. Where lines end, blanks, sizes and places do not
count either: they are not in what pdfium reads back.

pdfium rewrites some of what it reads: a hyphen at a line's end, ligatures, the order of letters
written from right to left; and leaves out characters nobody sees. `_folded` makes both sides
equal. The test reads back every character the bundled faces have.
"""

from __future__ import annotations

import ctypes
import hashlib
import unicodedata
from collections.abc import Iterable

import pypdfium2
import pypdfium2.raw as pdfium

from consultroom.documents.pages import GlyphRun, Page
from consultroom.documents.pdfium import ALONE

LENGTH = 16  # bytes

_DOMAIN = b"consultroom page text 1\0"
_DEEPEST = 8  # forms within forms
# pdfium gives U+0002 or U+FFFE for a hyphen that ends a line, and U+00AD as it likes
_HYPHENS = frozenset(map(ord, "\x02\u00ad\u2010\u2011\ufffe"))
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})  # categories
_SELECTORS = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
# bidirectional classes of what is, or may turn its neighbours, written from right to left
_TURNING = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI"})


def page_digest(page: Page) -> bytes:
    """Return the digest of a page laid out, 16 bytes; the same before and after it is stamped."""
    return _digest(item.text for item in page.items if isinstance(item, GlyphRun))


def pdf_digests(pdf: bytes) -> tuple[bytes, ...]:
    """Return the digest of each page of a PDF, 16 bytes each."""
    with ALONE:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(_digest(texts_on(page)) for page in document)
        finally:
            document.close()


def read_digest(page: pypdfium2.PdfPage) -> bytes | None:
    """Return the digest of an opened page, or None when it has no text at all.

    The caller holds `pdfium.ALONE`, here and in `texts_on`.
    """
    texts = texts_on(page)
    return _digest(texts) if any(map(_folded, texts)) else None


def texts_on(page: pypdfium2.PdfPage) -> list[str]:
    """Return what each piece of text on a page says, in the order they are drawn."""
    text = page.get_textpage()
    pieces = page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_DEEPEST)
    return [_text_of(piece, text) for piece in pieces]


def _text_of(piece: pypdfium2.PdfObject, text: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(piece.raw, text.raw, None, 0)  # bytes, with the zero
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    units = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFTextObj_GetText(piece.raw, text.raw, units, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _digest(texts: Iterable[str]) -> bytes:
    pieces = list(texts)
    whole = "".join(pieces)
    if _turns(whole):
        said = "".join("".join(sorted(_folded(piece))) for piece in pieces)
    else:
        said = _folded(whole)
    return hashlib.sha256(_DOMAIN + said.encode("utf-8", "replace")).digest()[:LENGTH]


class _Seen(dict[int, int | None]):
    """For ``str.translate``: each code point, or None where pdfium may leave it out."""

    def __missing__(self, point: int) -> int | None:
        hidden = point in _SELECTORS or unicodedata.category(chr(point)) in _UNSEEN
        seen = ord("-") if point in _HYPHENS else None if hidden else point
        self[point] = seen
        return seen


_SEEN = _Seen()


def _folded(text: str) -> str:
    """Return text without what pdfium does not give back as it was."""
    return unicodedata.normalize("NFKC", text.translate(_SEEN)).translate(_SEEN)


class _Turning(dict[str, bool]):
    """Whether pdfium may give back a character, or what stands beside it, in another order."""

    def __missing__(self, ch: str) -> bool:
        self[ch] = turning = unicodedata.bidirectional(ch) in _TURNING
        return turning


_TURNS = _Turning()


def _turns(text: str) -> bool:
    return any(map(_TURNS.__getitem__, set(text)))
