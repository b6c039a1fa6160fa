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
import re
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
_HYPHENS = re.compile("[\x02\u00ad\u2010\u2011\ufffe]")
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})  # categories
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
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
    said = [_folded(piece) for piece in pieces]
    if any(map(_turns, pieces)):
        said = ["".join(sorted(piece)) for piece in said]
    told = "".join(said).encode("utf-8", "replace")
    return hashlib.sha256(_DOMAIN + told).digest()[:LENGTH]


def _turns(text: str) -> bool:
    """Tell whether pdfium may give back this text, or what stands beside it, in another order."""
    return not text.isascii() and any(
        map(_TURNING.__contains__, map(unicodedata.bidirectional, text))
    )


def _folded(text: str) -> str:
    """Return a piece of text without what pdfium does not give back as it was."""
    if text.isascii() and text.isalnum():
        return text
    plain = unicodedata.normalize("NFKC", _SELECTORS.sub("", _HYPHENS.sub("-", text)))
    plain = _HYPHENS.sub("-", plain)  # of which NFKC makes new ones
    return "".join(ch for ch in plain if unicodedata.category(ch) not in _UNSEEN)
