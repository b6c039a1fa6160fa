"""Squares are read off what printers, scanners and telephones make of a page."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from PIL import Image

from consultroom.documents import scans
from consultroom.documents.digests import page_digest
from consultroom.documents.fonts import bundled
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import Layout
from consultroom.documents.pdfium import ALONE
from consultroom.documents.qr import stamped
from consultroom.documents.render_pdf import draw
from consultroom.documents.scans import ScannedPage, UnreadableScan, read_scan
from consultroom.documents.typesetting import paper_of
from tests.documents.copiers import (
    CLEAN,
    FAINT,
    HEAVY,
    OFFICE,
    UPSIDE_DOWN,
    WORN,
    Copier,
    as_pdf,
    jpeg,
    pixels,
)
from tests.documents.texts import MINUTES

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
COPIERS = {"clean": CLEAN, "office": OFFICE, "worn": WORN, "faint": FAINT, "turned": UPSIDE_DOWN}


def a_payload(seed: int) -> str:
    """Return as many characters as a usual mark has."""
    return "CR1:" + "".join(Random(seed).choices(_LETTERS, k=195))  # noqa: S311 - no secret


@cache
def stamped_minutes() -> tuple[bytes, Layout]:
    paper = paper_of(MINUTES)
    layout = lay_out(paper, bundled())
    marked = stamped(layout, PAYLOADS[: len(layout.pages)])
    return draw(marked, paper, bundled()), layout


PAYLOADS = [a_payload(seed) for seed in range(4)]


@pytest.fixture
def pdf() -> bytes:
    return stamped_minutes()[0]


def read(content: bytes, place: Path) -> list[ScannedPage]:
    file = place / "scan"
    file.write_bytes(content)
    return list(read_scan(file))


def payloads(content: bytes, place: Path) -> list[tuple[str, ...]]:
    return [page.payloads for page in read(content, place)]


@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize("name", COPIERS)
def test_the_square_of_a_scanned_page_is_read(name: str, dpi: int, pdf: bytes, tmp_path: Path):
    copy = COPIERS[name].of(pixels(pdf, dpi))
    assert payloads(jpeg(copy, 60), tmp_path) == [(PAYLOADS[0],)]


@pytest.mark.parametrize("dpi", [150, 300])
def test_even_a_bad_copy_is_read(dpi: int, pdf: bytes, tmp_path: Path):
    copy = HEAVY.of(pixels(pdf, dpi, page=1))
    assert payloads(jpeg(copy, 60), tmp_path) == [(PAYLOADS[1],)]


@pytest.mark.parametrize("kind", ["PNG", "BMP", "WEBP", "TIFF"])
def test_every_kind_of_picture_is_read(kind: str, pdf: bytes, tmp_path: Path):
    file = io.BytesIO()
    pixels(pdf, 150).save(file, kind)
    assert payloads(file.getvalue(), tmp_path) == [(PAYLOADS[0],)]


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "P", "LA", "CMYK", "I;16"])
def test_every_way_to_write_a_colour_is_read(mode: str, pdf: bytes, tmp_path: Path):
    file, picture = io.BytesIO(), pixels(pdf, 150)
    shown = picture.point(lambda v: v * 256, "I").convert("I;16") if mode == "I;16" else picture
    shown.convert(mode).save(file, "TIFF" if mode in ("CMYK", "I;16") else "PNG")
    assert payloads(file.getvalue(), tmp_path) == [(PAYLOADS[0],)]


def test_black_on_a_transparent_ground_is_black_on_paper(pdf: bytes, tmp_path: Path):
    file, picture = io.BytesIO(), pixels(pdf, 150)
    seen = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    seen.putalpha(picture.point(lambda v: 255 - v))
    seen.save(file, "PNG")
    assert payloads(file.getvalue(), tmp_path) == [(PAYLOADS[0],)]


def test_every_page_of_a_tiff_is_read_in_order(pdf: bytes, tmp_path: Path):
    file = io.BytesIO()
    first, second = (pixels(pdf, 150, page) for page in (0, 1))
    first.save(file, "TIFF", save_all=True, append_images=[second])
    assert payloads(file.getvalue(), tmp_path) == [(PAYLOADS[0],), (PAYLOADS[1],)]


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photograph_is_turned_as_the_telephone_says(orientation: int, pdf: bytes, tmp_path: Path):
    taken = OFFICE.of(pixels(pdf, 200)).convert("RGB")
    assert payloads(jpeg(taken, 70, orientation), tmp_path) == [(PAYLOADS[0],)]


@pytest.mark.parametrize(("dpi", "copier"), [(150, WORN), (150, HEAVY), (300, OFFICE)])
def test_a_scan_in_a_pdf_is_read_page_by_page_and_has_no_text_to_compare(
    dpi: int, copier: Copier, pdf: bytes, tmp_path: Path
):
    copies = [copier.of(pixels(pdf, dpi, page)) for page in (0, 1)]
    assert read(as_pdf(*copies, dpi=dpi), tmp_path) == [
        ScannedPage((PAYLOADS[0],)),
        ScannedPage((PAYLOADS[1],)),
    ]


def test_the_printed_pdf_itself_tells_what_each_page_says(pdf: bytes, tmp_path: Path):
    layout = stamped_minutes()[1]
    assert read(pdf, tmp_path) == [
        ScannedPage((payload,), page_digest(page))
        for payload, page in zip(PAYLOADS, layout.pages, strict=False)
    ]


def test_two_pages_on_one_photograph_are_both_read(pdf: bytes, tmp_path: Path):
    first, second = (pixels(pdf, 200, page) for page in (0, 1))
    both = Image.new("L", (first.width * 2, first.height), 255)
    both.paste(first, (0, 0))
    both.paste(second, (first.width, 0))
    assert sorted(payloads(jpeg(both), tmp_path)[0]) == sorted(PAYLOADS[:2])


def test_a_page_without_a_square_has_none(tmp_path: Path):
    blank = Image.new("L", (800, 1100), 255)
    assert payloads(jpeg(blank), tmp_path) == [()]


def test_a_square_of_another_kind_does_not_end_the_search(
    pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    looks: list[int] = []
    variants = scans._variants
    monkeypatch.setattr(scans, "_variants", lambda p: looks.append(p.width) or variants(p))
    file = tmp_path / "scan.jpg"
    file.write_bytes(jpeg(pixels(pdf, 150)))
    assert [page.payloads for page in read_scan(file, wanted=lambda _: False)] == [(PAYLOADS[0],)]
    assert looks
    looks.clear()
    assert [page.payloads for page in read_scan(file)] == [(PAYLOADS[0],)]
    assert not looks


def test_reading_leaves_the_file_as_it_is(pdf: bytes, tmp_path: Path):
    file = tmp_path / "F.pdf"
    file.write_bytes(pdf)
    before = file.stat()
    list(read_scan(file))
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (pdf, before.st_mtime_ns)
    assert [one.name for one in tmp_path.iterdir()] == ["F.pdf"]


# -- what cannot be read -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空文件"),
        (b"hello", "不是能读的图片"),
        (b"\0\0\0\x18ftypheic" + bytes(99), "HEIC"),
        (b"GIF89a" + bytes(99), "不是能读的图片"),
        (b"%PDF-1.7\nnothing", "打不开"),
        (b"\xff\xd8\xff\xe0" + bytes(30), "不是能读的图片|已损坏"),
    ],
    ids=["empty", "text", "heic", "gif", "pdf", "jpeg"],
)
def test_what_is_no_scan_is_told_in_a_sentence(content: bytes, sentence: str, tmp_path: Path):
    with pytest.raises(UnreadableScan, match=sentence):
        read(content, tmp_path)


def test_a_missing_file_is_told(tmp_path: Path):
    with pytest.raises(UnreadableScan, match="读不到文件“F"):
        list(read_scan(tmp_path / "F.jpg"))


def test_a_folder_is_no_file(tmp_path: Path):
    with pytest.raises(UnreadableScan, match="读不到文件"):
        list(read_scan(tmp_path))


def test_a_picture_cut_short_is_told(pdf: bytes, tmp_path: Path):
    whole = jpeg(pixels(pdf, 150))
    with pytest.raises(UnreadableScan, match="已损坏"):
        read(whole[: len(whole) // 2], tmp_path)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(tmp_path: Path):
    file = io.BytesIO()
    Image.new("1", (13_000, 13_000)).save(file, "PNG")
    assert file.tell() < 100_000
    with pytest.raises(UnreadableScan, match="像素太多"):
        read(file.getvalue(), tmp_path)
    header = bytearray(file.getvalue())
    header[16:24] = (60_000).to_bytes(4, "big") * 2  # a bomb that only says so
    header[29:33] = _crc(bytes(header[12:29]))
    with pytest.raises(UnreadableScan, match="像素太多"):
        read(bytes(header), tmp_path)


def _crc(chunk: bytes) -> bytes:
    import zlib

    return zlib.crc32(chunk).to_bytes(4, "big")


@pytest.mark.parametrize("sheet", [(14_400, 14_400), (14_400, 1)])
def test_a_sheet_as_large_as_a_pdf_allows_is_rendered_within_the_limit(sheet: tuple[int, int]):
    with ALONE:
        document = pypdfium2.PdfDocument.new()
        picture = scans._rendered(document.new_page(*sheet), 400)
        document.close()
    assert picture.width * picture.height < scans._MOST_RENDERED + 100_000
    assert max(picture.size) <= 65_535


def test_a_picture_longer_than_the_reader_takes_is_refused(tmp_path: Path):
    file = io.BytesIO()
    Image.new("1", (70_000, 2)).save(file, "PNG")
    with pytest.raises(UnreadableScan, match="像素太多"):
        read(file.getvalue(), tmp_path)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "WEBP", "PDF"])
def test_damaged_files_end_in_a_sentence_or_are_read(kind: str, pdf: bytes, tmp_path: Path):
    file, chance = io.BytesIO(), Random(4)  # noqa: S311 - the same each time
    pixels(pdf, 20).save(file, kind, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0") if kind in (
        "JPEG", "WEBP",
    ) else pixels(pdf, 20).save(file, kind)  # fmt: skip
    whole = file.getvalue()
    for _ in range(15):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(min(len(broken), 400))] = chance.randrange(256)
        try:
            pages = read(bytes(broken), tmp_path)
        except UnreadableScan:
            continue
        assert all(isinstance(page, ScannedPage) for page in pages)
