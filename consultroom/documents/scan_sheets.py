"""One page of a scan to look at (看扫描件), as a PDF that is shown like any paper."""

from __future__ import annotations

import io
import warnings
from contextlib import closing
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image, ImageOps

from consultroom.documents.pdfium import ALONE
from consultroom.documents.scans import UnreadableScan

_FORMATS: Final = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
_LONGEST: Final = 2400  # px of a side: sharp at 200 % on a screen
_TALL: Final = 842.0  # pt: a picture is shown as tall as A4, whatever its camera says of dots
_QUALITY: Final = 85
_DAMAGE: Final = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)


def sheet_of(file: Path, place: int) -> bytes:
    """Return one page of a PDF or a picture as a PDF of one page; the content tells which it is.

    Args:
        file: it is only read.
        place: the page, from 1.

    Raises:
        UnreadableScan: it is missing, damaged, locked, or has no such page.
    """
    try:
        with file.open("rb") as stream:
            is_pdf = b"%PDF-" in stream.read(1024)
        return _leaf(file, place) if is_pdf else _picture(file, place)
    except (*_DAMAGE, pypdfium2.PdfiumError) as error:
        raise UnreadableScan(f"“{file.name}”在这里显示不出来。请用别的程序打开看。") from error


def _leaf(file: Path, place: int) -> bytes:
    made = io.BytesIO()
    with (
        ALONE,
        closing(pypdfium2.PdfDocument(file)) as document,
        closing(pypdfium2.PdfDocument.new()) as one,
    ):
        one.import_pages(document, [place - 1])
        one.save(made)
    return made.getvalue()


def _picture(file: Path, place: int) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pillow, about odd EXIF and its own limit of pixels
        with Image.open(file, formats=_FORMATS) as picture:
            picture.seek(place - 1)
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((_LONGEST, _LONGEST))
    made = io.BytesIO()
    dots = upright.height * 72 / _TALL
    upright.save(made, "PDF", resolution=dots, quality=_QUALITY)
    return made.getvalue()
