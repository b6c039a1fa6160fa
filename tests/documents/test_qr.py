"""QR symbols: what they say, how large they are, where they stand."""

from __future__ import annotations

import random

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from consultroom.documents.blocks import PageBreak, Paper, Paragraph
from consultroom.documents.fonts import bundled
from consultroom.documents.gb9704 import GB9704, MM, NumberPlace, PageNumber, PageProfile
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import Layout, Modules, Page, Rect
from consultroom.documents.qr import EDGE, MODULES, QUIET, stamped, symbol
from consultroom.documents.render_pdf import draw
from consultroom.errors import UserError

FACES = bundled()
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # QR's alphanumeric mode
FULL = Paper(title="整页", blocks=(Paragraph(text="国" * 28 * 66, indent=0),))
EMPTY = Paper(title="空", blocks=(Paragraph(text="一"), PageBreak(), Paragraph(text="二")))

alphanumeric = st.text(st.sampled_from(LETTERS), min_size=1, max_size=250)


def payload(length: int, seed: int = 0) -> str:
    dice = random.Random(seed)  # noqa: S311 - no secret
    return "".join(dice.choice(LETTERS) for _ in range(length))


def pictures(layout: Layout, dpi: int) -> list[Image.Image]:
    pdf = draw(layout, FULL, FACES)
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def read(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def stamp_of(page: Page) -> Modules:
    (found,) = (item for item in page.items if isinstance(item, Modules))
    return found


def picture_of(rows: tuple[str, ...], scale: int = 4) -> Image.Image:
    side = len(rows)
    dots = bytes(0 if module == "1" else 255 for row in rows for module in row)
    symbol_alone = Image.frombytes("L", (side, side), dots).resize((side * scale, side * scale), 0)
    framed = Image.new("L", ((side + 8) * scale, (side + 8) * scale), 255)
    framed.paste(symbol_alone, (4 * scale, 4 * scale))
    return framed


@settings(max_examples=60, deadline=None)
@given(alphanumeric)
def test_a_symbol_says_its_payload(said):
    (found,) = zxingcpp.read_barcodes(picture_of(symbol(said)))
    assert found.text == said
    assert found.ec_level == "M"


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=1, max_size=200))
def test_a_symbol_says_bytes_back(said):
    (found,) = zxingcpp.read_barcodes(picture_of(symbol(said)))
    assert found.bytes == said


@pytest.mark.parametrize(
    # ISO/IEC 18004 table 7: alphanumeric capacity of versions 6, 7 and 8 at level M
    ("length", "version"),
    [(154, 6), (155, 7), (178, 7), (179, 8), (221, 8), (222, 9)],
)
def test_capitals_and_digits_take_the_room_of_alphanumeric_mode(length, version):
    rows = symbol(payload(length))
    assert len(rows) == 17 + 4 * version
    assert {len(row) for row in rows} == {len(rows)}


@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize("length", [120, 160, 178, 200, 221])
def test_every_page_of_a_full_paper_is_read_back(dpi, length):
    said = [payload(length, seed) for seed in range(3)]
    layout = stamped(lay_out(FULL, FACES), said)
    assert [read(picture) for picture in pictures(layout, dpi)] == [[one] for one in said]


def test_a_skewed_and_blurred_scan_is_read_at_300_dpi():
    said = payload(180)
    layout = stamped(lay_out(Paper(title="一", blocks=(Paragraph(text="一"),)), FACES), [said])
    (picture,) = pictures(layout, 300)
    scan = picture.rotate(3, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert read(scan.filter(ImageFilter.GaussianBlur(1.2))) == [said]


@pytest.mark.parametrize("length", [100, 160, 178, 200, 221])
def test_modules_are_whole_dots_and_symbols_begin_on_a_dot(length):
    for page in stamped(lay_out(FULL, FACES), [payload(length)] * 3).pages:
        found = stamp_of(page)
        assert found.module in MODULES
        assert found.module / MM >= 0.423
        for value in (found.module, found.x, found.y):
            dots = value * 300 / 72
            assert dots == pytest.approx(round(dots), abs=1e-6)


def test_a_usual_payload_has_modules_of_half_a_millimetre():
    found = stamp_of(stamped(lay_out(FULL, FACES), [payload(200)] * 3).pages[0])
    assert found.module / MM == pytest.approx(0.508)


def test_odd_pages_have_it_on_the_left_and_even_ones_on_the_right():
    pages = stamped(lay_out(EMPTY, FACES), [payload(170)] * 2).pages
    assert [stamp_of(page).x < page.width_mm * MM / 2 for page in pages] == [True, False]
    assert stamp_of(pages[0]).x == pytest.approx(28 * MM, abs=0.2)
    assert stamp_of(pages[1]).box[2] == pytest.approx(184 * MM, abs=0.2)
    assert all(stamp_of(page).y > 262 * MM for page in pages)


def test_without_page_numbers_every_page_has_it_on_the_left():
    profile = PageProfile(page_number=PageNumber(place=NumberPlace.NONE))
    pages = stamped(lay_out(EMPTY, FACES), [payload(170)] * 2, profile=profile).pages
    assert [stamp_of(page).x < page.width_mm * MM / 2 for page in pages] == [True, True]


@pytest.mark.parametrize("length", [60, 178, 221, 260])
def test_nothing_printed_comes_into_the_white_edge_nor_near_the_sheets_edge(length):
    for page in stamped(lay_out(FULL, FACES), [payload(length)] * 3).pages:
        found = stamp_of(page)
        left, top, right, bottom = found.box
        quiet = QUIET * found.module
        for item in page.items:
            box = item.box
            beside = box[2] <= left - quiet or box[0] >= right + quiet
            assert item is found or beside or box[3] <= top - quiet or box[1] >= bottom + quiet
        assert min(left, top) >= EDGE
        assert right <= page.width_mm * MM - EDGE
        assert bottom <= page.height_mm * MM - EDGE


CORNERS = {  # x and y in mm of something large in a corner of an A4 sheet
    "lower left": (0, 240),
    "lower right": (120, 240),
    "upper left": (0, 0),
    "upper right": (120, 0),
}


def with_corners_taken(*names: str) -> Layout:
    blots = (Rect(x * MM, y * MM, 90 * MM, 60 * MM) for x, y in map(CORNERS.get, names))
    return Layout((Page(210, 297, tuple(blots)),))


@pytest.mark.parametrize("free", CORNERS)
def test_a_symbol_goes_to_the_corner_that_is_free(free):
    taken = [name for name in CORNERS if name != free]
    found = stamp_of(stamped(with_corners_taken(*taken), [payload(180)]).pages[0])
    assert (found.y > 200 * MM) == ("lower" in free)
    assert (found.x < 105 * MM) == ("left" in free)


def test_a_page_without_a_free_corner_is_told_by_its_number():
    with pytest.raises(UserError, match="第1页没有放二维码的空处"):
        stamped(with_corners_taken(*CORNERS), [payload(180)])


def test_a_narrow_margin_takes_the_smaller_modules():
    low = PageProfile(block_height_mm=229.5, rows=22)  # 30.5 mm are left below
    paper = Paper(title="整页", blocks=FULL.blocks, profile=low)
    (first, *_rest) = stamped(lay_out(paper, FACES), [payload(221)] * 3, profile=low).pages
    assert stamp_of(first).module / MM == pytest.approx(0.4233, abs=1e-3)
    assert stamp_of(first).y > 250 * MM


def test_the_paper_under_the_symbols_stays_as_it_was():
    layout = lay_out(FULL, FACES)
    for before, after in zip(layout.pages, stamped(layout, [payload(180)] * 3).pages, strict=True):
        assert after.items[:-1] == before.items


def test_the_same_payloads_give_the_same_bytes():
    said = [payload(180, seed) for seed in range(3)]
    one, other = (
        draw(stamped(lay_out(FULL, FACES), said, profile=GB9704), FULL, FACES) for _ in range(2)
    )
    assert one == other
