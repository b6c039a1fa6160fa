"""看扫描件: one page of any scan becomes a PDF that can be shown, upright; damage is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from consultroom.documents.scan_sheets import sheet_of
from consultroom.documents.scans import UnreadableScan
from tests.documents.copiers import as_pdf


def size_of(pdf: bytes) -> tuple[int, int]:
    document = PdfDocument(pdf)
    try:
        assert len(document) == 1
        wide, tall = document.get_page_size(0)
        return round(wide), round(tall)
    finally:
        document.close()


def test_a_page_of_a_pdf_is_that_page(tmp_path: Path):
    pages = [Image.new("L", (300, 200 + 100 * number), "white") for number in range(3)]
    file = tmp_path / "一叠.pdf"
    file.write_bytes(as_pdf(*pages, dpi=72))
    assert [size_of(sheet_of(file, place))[1] for place in (1, 2, 3)] == [200, 300, 400]


def test_a_photograph_stands_as_its_camera_held_it(tmp_path: Path):
    lying = Image.new("RGB", (4000, 3000), "white")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned right by a quarter
    file = tmp_path / "照片.jpg"
    lying.save(file, exif=exif)
    assert size_of(sheet_of(file, 1)) == (632, 842)


def test_a_frame_of_a_fax_is_that_frame(tmp_path: Path):
    frames = [Image.new("L", (400, 400), "white"), Image.new("L", (400, 800), "white")]
    file = tmp_path / "传真.tif"
    frames[0].save(file, save_all=True, append_images=frames[1:])
    assert size_of(sheet_of(file, 2)) == (421, 842)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 nothing", b"\x89PNG\r\n\x1a\n"])
def test_what_cannot_be_shown_is_told(tmp_path: Path, content: bytes):
    file = tmp_path / "坏.pdf"
    file.write_bytes(content)
    with pytest.raises(UnreadableScan, match="用别的程序打开"):
        sheet_of(file, 1)


def test_a_page_that_is_not_there_is_told(tmp_path: Path):
    file = tmp_path / "一.png"
    Image.new("L", (9, 9)).save(file)
    for place, at in ((2, file), (1, tmp_path / "没有.png")):
        with pytest.raises(UnreadableScan):
            sheet_of(at, place)
