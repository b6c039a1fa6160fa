"""What a printer, a scanner and a telephone do to a page: pixels, turned, blurred, noisy."""

from __future__ import annotations

import io
from dataclasses import dataclass
from random import Random

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from consultroom.documents.pdfium import ALONE

BICUBIC = Image.Resampling.BICUBIC


@dataclass(frozen=True)
class Copier:
    """How a page comes out.

    Attributes:
        degrees: turned, counter-clockwise.
        blur: radius, px.
        noise: standard deviation, of 255.
        quality: of the JPEG.
        contrast: 1 keeps it; less makes black grey.
    """

    degrees: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    quality: int = 95
    contrast: float = 1.0

    def of(self, page: Image.Image) -> Image.Image:
        """Return what comes out, decoded again."""
        copy = page.convert("L").rotate(self.degrees, BICUBIC, expand=True, fillcolor=255)
        copy = copy.filter(ImageFilter.GaussianBlur(self.blur))
        if self.noise:
            copy = ImageChops.add(copy, _noise(copy.size, self.noise), 1, -128)
        copy = copy.point([round(255 - (255 - v) * self.contrast) for v in range(256)])
        return Image.open(io.BytesIO(jpeg(copy, self.quality)))


CLEAN = Copier()
OFFICE = Copier(degrees=3, blur=0.6, noise=15, quality=60)
WORN = Copier(degrees=3, blur=1.0, noise=25, quality=40)
FAINT = Copier(degrees=-3, blur=0.8, noise=15, quality=50, contrast=0.4)
UPSIDE_DOWN = Copier(degrees=177, blur=0.6, noise=15, quality=60)
HEAVY = Copier(degrees=5, blur=1.2, noise=40, quality=30)


def _noise(size: tuple[int, int], deviation: float) -> Image.Image:
    """Return grey noise, the same each time; a tile of it is enough."""
    chance = Random(7)  # noqa: S311 - no secret
    shades = bytes(min(255, max(0, round(chance.gauss(128, deviation)))) for _ in range(251 * 241))
    tile, whole = Image.frombytes("L", (251, 241), shades), Image.new("L", size, 128)
    for x in range(0, size[0], 251):
        for y in range(0, size[1], 241):
            whole.paste(tile, (x, y))
    return whole


def jpeg(picture: Image.Image, quality: int = 90, orientation: int = 1) -> bytes:
    """Return a picture as JPEG; ``orientation`` is what a telephone notes in EXIF."""
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x0112] = orientation
    picture.save(file, "JPEG", quality=quality, exif=exif)
    return file.getvalue()


def pixels(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    """Return a page as a printer puts it on paper and a scanner sees it."""
    with ALONE:
        document = pypdfium2.PdfDocument(pdf)
        picture: Image.Image = document[page].render(scale=dpi / 72, grayscale=True).to_pil().copy()
        document.close()
    return picture


def as_pdf(*pages: Image.Image, dpi: int) -> bytes:
    """Return pictures as the PDF a scanner makes."""
    file = io.BytesIO()
    first, *rest = (page.convert("L") for page in pages)
    first.save(file, "PDF", resolution=dpi, save_all=True, append_images=rest)
    return file.getvalue()
