"""Leafing through a PDF (翻页): its page sizes, its pixels and its lines of text, by pdfium.

Everything that looks into a finished PDF for the window, the printer or the comparison asks here,
because pdfium may be used by one thread at a time only.
"""

from __future__ import annotations

import atexit
import math
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from typing import TYPE_CHECKING

from consultroom.documents.pdfium import ALONE
from consultroom.errors import UserError
from consultroom.frozen import Frozen

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_BREAKS = "\r\n"
Box = tuple[float, float, float, float]
"""Left, bottom, right, top in pt; the origin is the page's lower left corner."""


class Unreadable(UserError):
    """The bytes are no PDF."""


class Bitmap(Frozen):
    """Rendered pixels: 4 bytes each, blue, green, red and one unused; rows of ``stride`` bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes


class TextLine(Frozen, kw_only=True):
    """One line as it stands on a page.

    Attributes:
        page: from 1.
        box: around its characters.
    """

    page: int
    text: str
    box: Box


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    from pypdfium2 import PdfDocument, PdfiumError

    _end_quietly()
    with ALONE:
        try:
            document = PdfDocument(pdf)
        except PdfiumError as error:
            raise Unreadable("这份文书打不开，文件可能已经损坏。请重新生成。") from error
        with closing(document):
            yield document


@cache
def _end_quietly() -> None:
    """Let no worker be inside pdfium when the program ends and pdfium is taken down.

    What is registered last runs first, so this waits for the page being drawn, and keeps the lock.
    """
    atexit.register(ALONE.acquire)


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of every page, in pt.

    Raises:
        Unreadable: the bytes are no PDF.
    """
    with _opened(pdf) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def render(pdf: bytes, page: int, scale: float) -> Bitmap:
    """Return one page as pixels.

    Args:
        pdf: the document.
        page: from 0.
        scale: device pixels per pt.
    """
    return render_band(pdf, page, scale, top=0, rows=0)


def render_band(pdf: bytes, page: int, scale: float, *, top: int, rows: int) -> Bitmap:
    """Return some pixel rows of a page, since a whole one at 600 dpi is 100 MB.

    Args:
        pdf: the document.
        page: from 0.
        scale: device pixels per pt.
        top: the first pixel row.
        rows: how many; at the foot of the page there are fewer. 0 takes all there are.
    """
    with _opened(pdf) as document:
        leaf = document[page]
        _, tall = page_pixels(leaf.get_size(), scale)
        below = max(0, tall - top - rows) if rows else 0
        crop = (0.0, _points(below, scale), 0.0, _points(top, scale))
        bitmap = leaf.render(scale=scale, crop=crop, prefer_bgrx=True)
        try:
            pixels = bytes(bitmap.buffer)
            return Bitmap(bitmap.width, bitmap.height, bitmap.stride, pixels)
        finally:
            bitmap.close()


def page_pixels(size: tuple[float, float], scale: float) -> tuple[int, int]:
    """Return the width and height that ``render`` gives a page of a size in pt."""
    return math.ceil(size[0] * scale), math.ceil(size[1] * scale)


def _points(rows: int, scale: float) -> float:
    """Return the crop that pdfium rounds up to exactly so many pixel rows."""
    return (rows - 0.5) / scale if rows else 0.0


def text_lines(pdf: bytes) -> tuple[TextLine, ...]:
    """Return every line of text in reading order, with its place.

    Raises:
        Unreadable: the bytes are no PDF.
    """
    with _opened(pdf) as document:
        return tuple(
            line
            for number in range(len(document))
            for line in _lines_on(document[number], number + 1)
        )


def _lines_on(page: PdfPage, number: int) -> Iterator[TextLine]:
    """Yield the lines of one page; pdfium tells where they end."""
    from pypdfium2 import raw

    with closing(page.get_textpage()) as text:
        codes: list[int] = []
        boxes: list[Box] = []
        for index in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, index)
            if chr(code) not in _BREAKS:
                codes.append(code)
                boxes.append(text.get_charbox(index))
            elif codes:
                yield _line(number, codes, boxes)
                codes, boxes = [], []
        if codes:
            yield _line(number, codes, boxes)


def _line(page: int, codes: list[int], boxes: list[Box]) -> TextLine:
    left, bottom, right, top = zip(*boxes, strict=True)
    box = (min(left), min(bottom), max(right), max(top))
    return TextLine(page=page, text=_text(codes).strip(), box=box)


def _text(codes: list[int]) -> str:
    """Return characters by their codes; where wchar_t is short a pair of them is one."""
    joined = "".join(map(chr, codes))
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
