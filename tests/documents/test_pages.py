"""Things on a sheet: moved, turned, and drawn where they say they are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import msgspec
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import Role, bundled
from consultroom.documents.gb9704 import MM, Ink
from consultroom.documents.measuring import MeasuredPdf, measure
from consultroom.documents.pages import GlyphRun, Item, Layout, Modules, Oval, Page, Rect, Rule
from consultroom.documents.render_pdf import draw

FACES = bundled()
SIZE = 20.0
TURNS = (0, 90, 180, 270)
RUN = GlyphRun("FangSong", SIZE, 200.0, 300.0, "议事室", 0.5, 3 * SIZE + 1.5, Ink.RED, 90)
THINGS = (
    RUN,
    Rule(10, 20, 30, 20, 1.5, Ink.RED, 4.0),
    Rect(10, 20, 30, 40, Ink.RED),
    Oval(10, 20, 30, 40, 2.0, Ink.RED),
    Modules(10, 20, 2.0, ("110", "010", "000"), Ink.RED),
)
lengths = st.floats(-300, 300, width=32)


@dataclass(frozen=True)
class Dark:
    """The box of what is not white on a sheet, mm."""

    left: float
    top: float
    right: float
    bottom: float


def sheet(*items: Item) -> bytes:
    return draw(Layout((Page(210, 297, items),)), Paper(title="试", blocks=()), FACES)


def measured(*items: Item) -> MeasuredPdf:
    return measure(sheet(*items))


def picture(*items: Item, dpi: int = 300) -> Image.Image:
    with pypdfium2.PdfDocument(sheet(*items)) as document:
        return document[0].render(scale=dpi / 72).to_pil().convert("RGB")


def dark(*items: Item, dpi: int = 300) -> Dark:
    grey = picture(*items, dpi=dpi).convert("L").point(lambda value: 255 if value < 192 else 0)
    box = grey.getbbox()
    assert box is not None
    return Dark(*(edge * 25.4 / dpi for edge in box))


def pt(*lengths_mm: float) -> tuple[float, ...]:
    return tuple(length * MM for length in lengths_mm)


@pytest.mark.parametrize("item", THINGS, ids=lambda item: type(item).__name__)
def test_moving_keeps_everything_but_the_place(item):
    there = item.moved(7.0, 11.0)
    assert there != item
    assert there.moved(-7.0, -11.0) == item
    assert there.box == pytest.approx(
        tuple(a + b for a, b in zip(item.box, (7, 11, 7, 11), strict=True))
    )


@pytest.mark.parametrize("item", THINGS, ids=lambda item: type(item).__name__)
@pytest.mark.parametrize("turn", TURNS)
@given(x=lengths, y=lengths)
def test_four_quarters_or_there_and_back_is_where_it_was(item, turn, x, y):
    back = item.turned(turn, x, y).turned((360 - turn) % 360, x, y)
    assert back.box == pytest.approx(item.box, abs=1e-3)
    same = {
        f: getattr(back, f) for f in ("ink", "turn", "rows", "dash", "text") if hasattr(back, f)
    }
    assert same == {field: getattr(item, field) for field in same}


def test_a_page_of_everything_comes_back_from_json():
    page = Page(210, 297, THINGS)
    assert msgspec.json.decode(msgspec.json.encode(page), type=Page) == page


@pytest.mark.parametrize(
    ("turn", "ahead"), [(0, (1, 0)), (90, (0, 1)), (180, (-1, 0)), (270, (0, -1))]
)
def test_a_turned_line_runs_clockwise_from_its_origin(turn, ahead):
    run = msgspec.structs.replace(RUN, turn=turn)
    marks = {mark.text: mark for mark in measured(run).pages[0].marks}
    step = (SIZE + RUN.extra) / MM
    for count, ch in enumerate("议事室"):
        at = (RUN.x / MM + ahead[0] * count * step, RUN.y / MM + ahead[1] * count * step)
        assert (marks[ch].x, marks[ch].y) == pytest.approx(at, abs=0.01)
    assert all(mark.size == pytest.approx(SIZE) for mark in marks.values())


@pytest.mark.parametrize("turn", TURNS)
def test_the_ink_of_a_turned_line_stays_in_its_box(turn):
    found = dark(msgspec.structs.replace(RUN, turn=turn))
    left, top, right, bottom = msgspec.structs.replace(RUN, turn=turn).box
    assert left / MM - 0.1 <= found.left < found.right <= right / MM + 0.1
    assert top / MM - 0.1 <= found.top < found.bottom <= bottom / MM + 0.1
    tall = found.bottom - found.top > found.right - found.left
    assert tall == (turn in (90, 270))


def test_letters_of_a_line_that_runs_down_lie_on_their_right_side():
    upright = GlyphRun("FangSong", 60.0, 100.0, 300.0, "广", 0.0, 60.0)
    lying = picture(upright.turned(90, 130.0, 280.0)).transpose(Image.Transpose.ROTATE_90)
    standing = picture(upright)
    assert overlap(cropped(lying), cropped(standing)) > 0.97


def cropped(image: Image.Image) -> Image.Image:
    grey = image.convert("L").point(lambda value: 255 if value < 128 else 0)
    return grey.crop(grey.getbbox())


def overlap(one: Image.Image, other: Image.Image) -> float:
    """Share of equal dots."""
    pair = zip(one.tobytes(), other.resize(one.size).tobytes(), strict=True)
    same = [a == b for a, b in pair]
    return sum(same) / len(same)


def test_text_after_a_turned_line_stands_upright_again():
    upright = GlyphRun("FangSong", SIZE, 100.0, 500.0, "纪要", 0.0, 2 * SIZE)
    marks = {mark.text: mark for mark in measured(RUN, upright).pages[0].marks}
    assert marks["纪"].y == pytest.approx(marks["要"].y, abs=0.01)


def test_a_turned_line_is_copied_as_it_was_written():
    rare = FACES.glyph(Role.FANGSONG, "𠮷").face
    name = GlyphRun(rare, SIZE, 300.0, 300.0, "𠮷", 0.0, SIZE, turn=90)
    assert measured(name).text.strip() == "𠮷"


def test_an_oval_touches_the_sides_of_its_box():
    found = dark(Oval(*pt(50, 60, 30, 20), 1.0, Ink.RED))
    half = 0.5 / MM
    assert (found.left, found.right) == pytest.approx((50 - half, 80 + half), abs=0.1)
    assert (found.top, found.bottom) == pytest.approx((60 - half, 80 + half), abs=0.1)


def test_an_oval_is_round_and_empty_inside():
    image = picture(Oval(*pt(50, 50, 40, 40), 1.0, Ink.RED))
    scale = 300 / 25.4
    for degrees in range(0, 360, 15):
        angle = math.radians(degrees)
        at = (int((70 + 20 * math.cos(angle)) * scale), int((70 + 20 * math.sin(angle)) * scale))
        assert image.getpixel(at) == (204, 0, 0)
    assert image.getpixel((int(70 * scale), int(70 * scale))) == (255, 255, 255)


def test_a_dashed_rule_has_gaps_and_the_next_rule_has_none():
    image = picture(
        Rule(*pt(20, 50, 190, 50), 1.0, dash=6.0), Rule(*pt(20, 60, 190, 60), 1.0)
    ).convert("L")
    assert changes(image, 50) == pytest.approx(2 * (170 * MM) / 12.0, abs=3)
    assert changes(image, 60) == 2


def changes(image: Image.Image, y_mm: float) -> int:
    """How often a line across the picture goes from paper to ink or back."""
    y = round(y_mm * 300 / 25.4)
    inked = [image.getpixel((x, y)) < 128 for x in range(image.width)]
    return sum(a != b for a, b in pairwise(inked))


def test_modules_are_black_where_a_row_says_one():
    rows = ("1101", "0010", "1000", "0111")
    image = picture(Modules(*pt(20, 30), 2 * MM, rows)).convert("L")
    scale = 300 / 25.4
    seen = tuple(
        "".join(
            str(int(image.getpixel((int((21 + 2 * x) * scale), int((31 + 2 * y) * scale))) < 128))
            for x in range(4)
        )
        for y in range(4)
    )
    assert seen == rows


def test_red_things_leave_the_text_black():
    run = msgspec.structs.replace(RUN, ink=Ink.BLACK, turn=0)
    image = picture(Rect(10, 20, 30, 40, Ink.RED), Modules(60, 20, 4.0, ("1",), Ink.RED), run)
    box = tuple(int(edge * 300 / 72) for edge in run.box)
    colours = {colour for _, colour in image.crop(box).getcolors(1 << 16)}
    assert all(red == green == blue for red, green, blue in colours)


def test_the_same_things_give_the_same_bytes():
    assert sheet(*THINGS) == sheet(*THINGS)
