"""Reading squares (二维码) off scans, photographs and PDFs.

A PDF is rendered page by page; a picture is taken as it is, turned as its camera says. When
nothing is found the page is tried again: at other sizes, with the contrast stretched, a little
turned, smoothed. Every try only shows the reader another picture, so what it finds is the same.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from consultroom.documents.digests import read_digest
from consultroom.documents.pdfium import ALONE
from consultroom.errors import UserError
from consultroom.frozen import Frozen

MOST_BYTES: Final = 256 * 1024 * 1024
MOST_PIXELS: Final = 160_000_000  # A3 at 600 dpi has 70 million; one byte each when read
MOST_PAGES: Final = 2000
_MOST_RENDERED: Final = 36_000_000  # A3 at 400 dpi has 31 million
_LONGEST: Final = 65_535  # px; the reader takes no longer side

_QR: Final[Any] = zxingcpp.BarcodeFormat.QRCode  # the stubs know it as a set of formats only
_FORMATS: Final = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
_POINTS: Final = 72
_FIRST_DPI: Final = 300
_OTHER_DPI: Final = (150, 400)
_TURNS: Final = (-4, 4, -9, 9)  # degrees; the reader itself follows right angles and small ones
_WIDE: Final = 2600  # px; A4 at 300 dpi is 2480 wide, a telephone's photograph 3000 to 9000
_WIDEST: Final = 3720  # px: A4 at 450 dpi
_COVERS: Final = 0.5  # of the sheet; a picture larger than that is the scan itself
_DEEPEST: Final = 8  # forms within forms


class UnreadableScan(UserError):
    """The file cannot be read as a picture or a PDF."""


class ScannedPage(Frozen):
    """One page of a file.

    Attributes:
        payloads: what its squares say, each once, as found.
        digest: of the text a PDF page holds, or None where there is none to compare: a picture,
            or a PDF that is a scan.
        added: whether a PDF page with text also holds pictures or annotations.
    """

    payloads: tuple[str, ...]
    digest: bytes | None = None
    added: bool = False


def read_scan(file: Path, wanted: Callable[[str], bool] = bool) -> Iterator[ScannedPage]:
    """Yield every page of a PDF or a picture, in order. The content tells which it is.

    Args:
        file: it is only read.
        wanted: tells a payload that is looked for; a page with none is tried in other ways.

    Raises:
        UnreadableScan: it is missing, empty, too large, damaged, locked, or of another kind.
    """
    head = _head(file)
    yield from _pdf_pages(file, wanted) if b"%PDF-" in head else _pictures(file, wanted)


def _head(file: Path) -> bytes:
    """Return the first bytes of a file that may be read."""
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableScan(f"“{file.name}”超过256MB，请拆成几个文件再试。")
        with file.open("rb") as stream:
            head = stream.read(1024)
    except OSError as error:
        raise UnreadableScan(f"读不到文件“{file.name}”，请核对位置和权限。") from error
    if not head:
        raise UnreadableScan(f"“{file.name}”是空文件，请重新扫描。")
    return head


# -- PDF -----------------------------------------------------------------------------------------


def _pdf_pages(file: Path, wanted: Callable[[str], bool]) -> Iterator[ScannedPage]:
    with _opened(file) as document:
        for place in range(len(document)):
            try:
                page = _pdf_page(document, place, wanted)
            except pypdfium2.PdfiumError as error:
                raise UnreadableScan(f"“{file.name}”的第{place + 1}页已损坏，读不出来。") from error
            yield page


@contextmanager
def _opened(file: Path) -> Iterator[pypdfium2.PdfDocument]:
    with ALONE:
        try:
            document = pypdfium2.PdfDocument(file)
        except pypdfium2.PdfiumError as error:
            raise UnreadableScan(
                f"“{file.name}”打不开，可能已损坏或者设了密码，请另存一份再试。"
            ) from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableScan(f"“{file.name}”超过{MOST_PAGES}页，请拆成几个文件再试。")
        yield document
    finally:
        with ALONE:
            document.close()


def _pdf_page(
    document: pypdfium2.PdfDocument, place: int, wanted: Callable[[str], bool]
) -> ScannedPage:
    with ALONE:
        page = document[place]
    try:
        with ALONE:
            digest, added = _text_of(page)
        payloads = _first_found(_renderings(page, faint=digest is None), wanted)
    finally:
        with ALONE:
            page.close()
    return ScannedPage(payloads, digest, added)


def _text_of(page: pypdfium2.PdfPage) -> tuple[bytes | None, bool]:
    """Return the digest of what a page says, and whether there is more than text on it."""
    things = page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST)
    pictures = [thing.get_bounds() for thing in things]
    if _is_scan(page, pictures):
        return None, False
    added = bool(pictures) or pdfium.FPDFPage_GetAnnotCount(page.raw) > 0
    return read_digest(page), added


def _is_scan(
    page: pypdfium2.PdfPage, pictures: Iterable[tuple[float, float, float, float]]
) -> bool:
    """Tell whether pictures are the page; text above one is then what a scanner recognised."""
    width, height = page.get_size()
    covered: float = sum((right - left) * (top - low) for left, low, right, top in pictures)
    return bool(covered > _COVERS * width * height)


def _renderings(page: pypdfium2.PdfPage, *, faint: bool) -> Iterator[Image.Image]:
    """Yield a page in several sizes, and where it may be ``faint``, as a scan, in other ways."""
    first = _rendered(page, _FIRST_DPI)
    yield first
    for dpi in _OTHER_DPI:
        yield _rendered(page, dpi)
    if faint:
        yield from _variants(first)


def _rendered(page: pypdfium2.PdfPage, dpi: int) -> Image.Image:
    """Return a page as a grey picture, smaller than asked for where the sheet is enormous."""
    with ALONE:
        width, height = page.get_size()
        scale = min(dpi / _POINTS, _fitting(width, height, _MOST_RENDERED))
        bitmap = page.render(scale=scale, grayscale=True)
        picture: Image.Image = bitmap.to_pil().copy()  # it only borrows the bitmap's bytes
        bitmap.close()
    return picture


# -- pictures ------------------------------------------------------------------------------------


def _pictures(file: Path, wanted: Callable[[str], bool]) -> Iterator[ScannedPage]:
    for picture in _frames(file):
        yield ScannedPage(_first_found(_looks(picture), wanted))


def _frames(file: Path) -> Iterator[Image.Image]:
    """Yield the pictures of a file, grey and upright."""
    with _undamaged(file):
        picture = Image.open(file, formats=_FORMATS)
    with picture:
        with _undamaged(file):
            frames = getattr(picture, "n_frames", 1)
        if frames > MOST_PAGES:
            raise UnreadableScan(f"“{file.name}”超过{MOST_PAGES}页，请拆成几个文件再试。")
        for frame in range(frames):
            yield _frame(file, picture, frame)


def _frame(file: Path, picture: Image.Image, frame: int) -> Image.Image:
    with _undamaged(file):
        picture.seek(frame)
        if _fitting(picture.width, picture.height, MOST_PIXELS) < 1:
            raise _too_large(file)
        return _on_white(ImageOps.exif_transpose(picture))


@contextmanager
def _undamaged(file: Path) -> Iterator[None]:
    """Turn what pillow says of a file that is not right into a sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd EXIF, and of its own, lower limit of pixels
            yield
    except Image.DecompressionBombError as error:
        raise _too_large(file) from error
    except UnidentifiedImageError as error:
        raise UnreadableScan(
            f"“{file.name}”不是能读的图片或 PDF。手机的 HEIC 照片请先另存为 JPG。"
        ) from error
    except _DAMAGE as error:
        raise UnreadableScan(f"“{file.name}”已损坏，读不出来，请重新扫描或拍照。") from error


def _on_white(picture: Image.Image) -> Image.Image:
    """Return a picture in grey; what is transparent is the paper."""
    if not picture.has_transparency_data:
        return picture.convert("L")
    seen = picture.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    return paper.convert("L")


# what pillow raises when the bytes are not what they say
_DAMAGE = (
    OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, OverflowError,
    MemoryError, struct.error,
)  # fmt: skip


def _too_large(file: Path) -> UnreadableScan:
    return UnreadableScan(
        f"“{file.name}”的像素太多（超过{MOST_PIXELS // 1_000_000}百万），请用300dpi重新扫描。"
    )


def _looks(picture: Image.Image) -> Iterator[Image.Image]:
    """Yield a picture as it is, then in sizes and ways that bring out a faint square."""
    yield picture
    yield _as_wide_as(_WIDE, picture)
    yield from _variants(picture)
    yield _as_wide_as(picture.width // 2, picture)


# -- looking -------------------------------------------------------------------------------------


def _variants(picture: Image.Image) -> Iterator[Image.Image]:
    """Yield a picture with its edges restored, with its contrast stretched, and a little turned."""
    yield _restored(picture)
    smooth = picture.filter(ImageFilter.MedianFilter(3))
    yield ImageOps.autocontrast(smooth, cutoff=2).filter(ImageFilter.UnsharpMask(4, 200, 2))
    for degrees in _TURNS:
        yield smooth.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def _restored(picture: Image.Image) -> Image.Image:
    """Return a picture enlarged, smoothed and sharpened: for blur and noise at 150 dpi.

    Of 20 pages blurred by 1.2 px, noisy and turned by 5 degrees, the reader found none as they
    were and all of them so.
    """
    large = _as_wide_as(min(_WIDEST, 3 * picture.width), picture)
    return large.filter(ImageFilter.GaussianBlur(2)).filter(ImageFilter.UnsharpMask(8, 400, 0))


def _as_wide_as(width: int, picture: Image.Image) -> Image.Image:
    times = width / picture.width
    times = min(times, _fitting(picture.width, picture.height, MOST_PIXELS))
    size = (max(1, round(picture.width * times)), max(1, round(picture.height * times)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _fitting(width: float, height: float, pixels: int) -> float:
    """Return by how much a picture may be enlarged at most, below 1 if it must be made smaller."""
    longest = _LONGEST / max(width, height, 1)
    return float(min(longest, (pixels / max(width * height, 1)) ** 0.5))


def _first_found(pictures: Iterable[Image.Image], wanted: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the payloads of the first picture that has a wanted one; else all that were seen."""
    seen: dict[str, None] = {}
    for picture in pictures:
        found = [code.text for code in zxingcpp.read_barcodes(picture, formats=_QR)]
        seen.update(dict.fromkeys(found))
        if any(map(wanted, found)):
            break
    return tuple(seen)
