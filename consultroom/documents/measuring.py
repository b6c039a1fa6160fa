"""Measuring a PDF with pdfium, another program than the one that wrote it.

Tests ask it where characters really stand; the paper check will ask it about any file. Lengths
are in mm from the sheet's upper left corner; a baseline is where pdfium says an origin is.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from consultroom.documents.gb9704 import MM
from consultroom.documents.pdfium import ALONE
from consultroom.errors import UserError
from consultroom.frozen import Frozen

_SAME_LINE = 0.35  # mm; faces on one line are raised by up to this to line up
_UNPRINTED = frozenset("\r\n\x02\ufffe\0")


class Mark(Frozen):
    """One character on the sheet.

    Attributes:
        x, y: its origin on the baseline, mm.
        left, right, top, bottom: the box of its ink, mm; all equal where it has none.
        size: of its type, pt.
        font: base name of its font, with the subset's prefix.
    """

    text: str
    x: float
    y: float
    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str


class MeasuredLine(Frozen):
    """Characters on one baseline, left to right; blanks are not among them."""

    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(mark.text for mark in self.marks)

    @property
    def y(self) -> float:
        """Its baseline: that of most of its characters, mm."""
        ys = sorted(mark.y for mark in self.marks)
        return ys[len(ys) // 2]

    @property
    def x0(self) -> float:
        """Origin of its first character, mm."""
        return self.marks[0].x

    @property
    def x1(self) -> float:
        """Right edge of its last ink, mm."""
        return max(mark.right for mark in self.marks)


class MeasuredPage(Frozen):
    """One sheet.

    Attributes:
        text: as copied out of the file.
        rules: how many strokes and boxes are drawn on it.
    """

    width: float
    height: float
    lines: tuple[MeasuredLine, ...]
    text: str
    rules: int = 0

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every printed character, line by line."""
        return tuple(mark for line in self.lines for mark in line.marks)


class MeasuredPdf(Frozen):
    """A whole file.

    Attributes:
        fonts: base name of each font used, and whether its program is in the file.
        info: what the file says of itself, as ``Title`` and ``Author``.
    """

    pages: tuple[MeasuredPage, ...]
    fonts: tuple[tuple[str, bool], ...]
    info: dict[str, str]

    @property
    def text(self) -> str:
        """All pages, as copied out."""
        return "".join(page.text for page in self.pages)


class NoPdf(UserError):
    """The bytes are no PDF, or it is locked by a password."""


def measure(pdf: bytes) -> MeasuredPdf:
    """Measure a PDF.

    Args:
        pdf: the file's bytes.

    Raises:
        NoPdf: it cannot be opened.
    """
    with ALONE:
        return _measured(pdf)


def _measured(pdf: bytes) -> MeasuredPdf:
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise NoPdf("这个文件打不开：不是 PDF，或者已经损坏、加了密码。请换一个文件。") from error
    try:
        fonts: dict[str, bool] = {}
        pages = tuple(_page(page, fonts) for page in document)
        info = {key: value for key, value in document.get_metadata_dict().items() if value}
        return MeasuredPdf(pages, tuple(sorted(fonts.items())), info)
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, fonts: dict[str, bool]) -> MeasuredPage:
    width, height = page.get_size()
    _note_fonts(page, fonts)
    text = page.get_textpage()
    marks = [mark for mark in _marks(text, height) if mark.text not in _UNPRINTED]
    rules = sum(1 for _ in page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=4))
    return MeasuredPage(width / MM, height / MM, _lines(marks), text.get_text_range(), rules)


def _marks(text: pypdfium2.PdfTextPage, height: float) -> Iterator[Mark]:
    high = ""
    for place in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text.raw, place):
            continue
        unit = chr(pdfium.FPDFText_GetUnicode(text.raw, place))
        if "\ud800" <= unit <= "\udbff":  # pdfium counts characters above U+FFFF twice
            high = unit
            continue
        yield _mark(text, place, _whole(high + unit), height)
        high = ""


def _whole(units: str) -> str:
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _mark(text: pypdfium2.PdfTextPage, place: int, ch: str, height: float) -> Mark:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text.raw, place, x, y)
    left, bottom, right, top = text.get_charbox(place)
    name = ctypes.create_string_buffer(256)
    pdfium.FPDFText_GetFontInfo(text.raw, place, name, 256, ctypes.c_int())
    return Mark(
        text=ch,
        x=x.value / MM,
        y=(height - y.value) / MM,
        left=left / MM,
        right=right / MM,
        top=(height - top) / MM,
        bottom=(height - bottom) / MM,
        size=pdfium.FPDFText_GetFontSize(text.raw, place),
        font=name.value.decode("utf-8", "replace"),
    )


def _lines(marks: list[Mark]) -> tuple[MeasuredLine, ...]:
    ordered = sorted(marks, key=lambda mark: mark.y)
    bands: list[int] = []
    band, last = 0, None
    for mark in ordered:
        if last is not None and mark.y - last > _SAME_LINE * 2:
            band += 1
        bands.append(band)
        last = mark.y
    grouped = groupby(zip(bands, ordered, strict=True), key=lambda pair: pair[0])
    return tuple(
        MeasuredLine(tuple(sorted((m for _, m in group), key=lambda mark: mark.x)))
        for _, group in grouped
    )


def _note_fonts(page: pypdfium2.PdfPage, fonts: dict[str, bool]) -> None:
    for thing in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
        font = pdfium.FPDFTextObj_GetFont(thing.raw)
        name = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, name, 256)
        fonts[name.value.decode("utf-8", "replace")] = bool(pdfium.FPDFFont_GetIsEmbedded(font))
