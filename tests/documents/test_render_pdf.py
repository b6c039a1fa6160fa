"""The file itself, measured by pdfium: geometry, text, fonts, bytes."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from io import BytesIO
from unicodedata import normalize

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings

from consultroom.documents.blocks import (
    Addressee,
    Align,
    BlankLines,
    Block,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Signature,
    Title,
    data_table,
)
from consultroom.documents.cid_fonts import CidFont
from consultroom.documents.fonts import Role, bundled
from consultroom.documents.gb9704 import GB9704, MM, NumberPlace, PageNumber, PageProfile
from consultroom.documents.layout import lay_out
from consultroom.documents.measuring import MeasuredLine, MeasuredPdf, measure
from consultroom.documents.pages import GlyphRun
from consultroom.documents.render_pdf import draw, render
from consultroom.documents.typesetting import paper_of
from tests.documents.texts import MINUTES, odd_paragraphs, paragraphs

FACES = bundled()
FULL = Paper(title="整页", blocks=(Paragraph(text="国" * 28 * 44, indent=0),), author="梧桐街道")
NEAR = 0.5  # mm
RISE = {Role.FANGSONG: FACES.glyph(Role.FANGSONG, "国").rise}


def measured(*blocks: Block, profile: PageProfile = GB9704) -> MeasuredPdf:
    return measure(render(Paper(title="试", blocks=blocks, profile=profile), FACES))


def body(found: MeasuredPdf, page: int = 0) -> list[MeasuredLine]:
    """The lines of a page without its number."""
    return [line for line in found.pages[page].lines if line.y < 264]


def copied(found: MeasuredPdf) -> str:
    """The text as a reader would paste it: line ends taken out, page numbers dropped."""
    pages = (re.sub(r"(\r\n)?— \d+ —\s*$", "", page.text) for page in found.pages)
    return "".join(pages).replace("\r\n", "")


@pytest.fixture(scope="module")
def full() -> MeasuredPdf:
    return measure(render(FULL, FACES))


def test_the_sheet_is_a4(full):
    assert (full.pages[0].width, full.pages[0].height) == pytest.approx((210, 297), abs=0.01)


def test_a_page_holds_22_lines_of_28_characters(full):
    assert [len(line.text) for line in body(full)] == [28] * 22
    assert [len(line.text) for line in body(full, 1)] == [28] * 22


def test_the_cells_fill_the_type_area_from_28_to_184_mm(full):
    cell = 156 / 28
    for line in body(full):
        origins = [mark.x for mark in line.marks]
        assert origins == pytest.approx([28 + n * cell for n in range(28)], abs=0.02)
        assert origins[-1] + cell == pytest.approx(184, abs=0.02)


def test_the_em_boxes_reach_from_37_to_262_mm(full):
    em = 16 / MM
    rise = RISE[Role.FANGSONG] * em
    lines = body(full)
    assert lines[0].y + rise - 0.88 * em == pytest.approx(37, abs=0.02)
    assert lines[-1].y + rise + 0.12 * em == pytest.approx(262, abs=0.02)


def test_lines_are_evenly_spaced(full):
    ys = [line.y for line in body(full)]
    steps = [below - above for above, below in itertools.pairwise(ys)]
    assert steps == pytest.approx([10.4439] * 21, abs=0.01)


@pytest.mark.parametrize(("page", "edge"), [(0, "right"), (1, "left")])
def test_the_page_number_stands_7_mm_below_one_character_in(full, page, edge):
    line = full.pages[page].lines[-1]
    assert full.pages[page].text.endswith(f"\r\n— {page + 1} —")
    dash = line.marks[0]
    assert dash.top == pytest.approx(269, abs=NEAR)
    assert dash.size == pytest.approx(14)
    if edge == "right":
        assert line.x1 == pytest.approx(184 - 156 / 28, abs=NEAR)
    else:
        assert line.marks[0].left == pytest.approx(28 + 156 / 28, abs=NEAR)


def test_a_district_may_centre_the_page_number_and_count_the_pages():
    number = PageNumber(place=NumberPlace.CENTRE, text="第{page}页 共{pages}页")
    found = measured(
        Paragraph(text="一"),
        PageBreak(),
        Paragraph(text="二"),
        profile=PageProfile(page_number=number),
    )
    line = found.pages[1].lines[-1]
    assert line.text.replace(" ", "") == "第2页共2页"
    assert (line.marks[0].left + line.x1) / 2 == pytest.approx(28 + 78, abs=NEAR)


def test_a_district_may_set_its_own_page():
    profile = PageProfile(left_mm=27, top_mm=28, block_width_mm=156, line_pitch_pt=28.0, rows=22)
    found = measured(Paragraph(text="国" * 100), profile=profile)
    ys = [line.y for line in body(found)]
    assert found.pages[0].lines[1].x0 == pytest.approx(27, abs=0.02)
    assert ys[1] - ys[0] == pytest.approx(28.0 / MM, abs=0.01)


def test_levels_have_their_faces_and_indent():
    found = measured(
        Heading(level=1, text="一、会议情况"),
        Heading(level=2, text="（一）关于标准。", rest="参会人员认为如此。"),
        Heading(level=3, text="1.施工安排"),
        Paragraph(text="正文"),
    )
    fonts = [{re.sub(r"^[A-Z]{6}\+", "", mark.font) for mark in line.marks} for line in body(found)]
    hei, mixed, third, plain = fonts
    assert hei == {"CRHei-Regular"}
    assert len(mixed) == 2
    assert plain <= third
    for line in body(found):
        assert line.x0 == pytest.approx(28 + 2 * 156 / 28, abs=0.02)


def test_a_title_is_centred_two_sizes_up():
    lines = body(
        measured(Title(text="关于加装电梯事项的|协商议事会议纪要"), Addressee(text="各委员："))
    )
    for line in lines[:2]:
        assert (line.x0 + line.marks[-1].x + 22 / MM) / 2 == pytest.approx(106, abs=0.1)
        assert line.marks[0].size == pytest.approx(22)
    rows = (lines[2].y - body(measured(Paragraph(text="国")))[0].y) / 10.4439
    assert rows == pytest.approx(4, abs=0.01)  # three rows of title, one blank
    assert lines[2].x0 == pytest.approx(28, abs=0.02)


def test_an_unsealed_signature_stands_two_characters_in_the_date_two_further():
    *_, name, date = body(
        measured(
            Paragraph(text="正文"),
            Signature(names=("梧桐街道委员工作站协商议事室",), date="2026年11月5日"),
        )
    )
    cell = 156 / 28
    assert name.marks[-1].x + cell == pytest.approx(184 - 2 * cell, abs=0.05)
    assert date.x0 == pytest.approx(name.x0 + 2 * cell, abs=0.05)
    assert date.y > name.y


def test_an_unsealed_date_longer_than_the_name_stands_two_characters_in():
    *_, name, date = body(
        measured(Paragraph(text="正文"), Signature(names=("工作站",), date="2026年11月5日"))
    )
    cell = 156 / 28
    assert date.marks[-1].x + cell == pytest.approx(184 - 2 * cell, abs=0.05)
    assert name.x0 == pytest.approx(date.x0 - 2 * cell, abs=0.05)


def test_a_sealed_date_stands_four_characters_in_under_the_middle_of_the_name():
    *_, name, date = body(
        measured(
            Paragraph(text="正文"),
            Signature(names=("梧桐街道办事处",), date="2026年11月5日", sealed=True),
        )
    )
    cell = 156 / 28
    assert date.marks[-1].x + cell == pytest.approx(184 - 4 * cell, abs=0.05)
    middle = (name.x0 + name.marks[-1].x + cell) / 2
    assert middle == pytest.approx((date.x0 + date.marks[-1].x + cell) / 2, abs=0.05)


def test_a_signature_never_stands_alone_on_a_page():
    for rows in range(15, 23):
        found = measured(
            Paragraph(text="国" * 28 * rows, indent=0),
            Signature(names=("工作站",), date="2026年11月5日"),
        )
        assert len(body(found, len(found.pages) - 1)) >= 4 or len(found.pages) == 1


def test_no_page_begins_or_ends_with_a_single_line_of_a_paragraph():
    for first in range(15, 22):
        found = measured(
            Paragraph(text="甲" * 28 * first, indent=0), Paragraph(text="乙" * 28 * 4, indent=0)
        )
        for page in range(len(found.pages)):
            of_second = [line for line in body(found, page) if "乙" in line.text]
            assert len(of_second) != 1


def test_a_heading_stands_on_the_page_of_its_text():
    for rows in range(18, 23):
        found = measured(
            Paragraph(text="国" * 28 * rows, indent=0),
            Heading(level=1, text="一、标题"),
            Paragraph(text="正文" * 40),
        )
        assert not body(found)[-1].text.startswith("一、")


def test_what_is_copied_is_what_was_typed_above_the_first_plane_too():
    text = "Word 文档（PDF）里有陈𠮷、买买提·艾力、𬱖㛃𠅤平和䶮龑，缺字𰻝，共8,000元——“完”……"
    found = measured(Paragraph(text=text))
    assert copied(found) == text


def test_hundreds_of_different_characters_are_told_apart():
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 900)))
    found = measured(Paragraph(text=text))
    assert copied(found) == text


def test_no_bare_carriage_return_stands_in_a_string_some_readers_turn_it():
    font = CidFont(FACES.reportlab_name("FangSong"), "F1")
    shown = font.shown("".join(map(chr, range(0x4E00, 0x4E00 + 300))))
    assert "\r" not in shown
    assert "\x00\\r" in shown


@given(text=paragraphs)
@settings(max_examples=60)
def test_whatever_is_typed_is_copied_out_again(text):
    found = measured(Paragraph(text=text))
    assert squashed(copied(found)) == squashed(text)


@given(text=odd_paragraphs)
@settings(max_examples=60)
def test_even_odd_characters_are_in_the_text_layer(text):
    found = measured(Paragraph(text=text or "一"))
    letters = "".join(ch for ch in text if ch.isalnum())
    # pdfium takes ligatures apart and turns right-to-left words round
    assert Counter(normalize("NFKD", copied(found))) >= Counter(normalize("NFKD", letters))


def squashed(text: str) -> str:
    """Without blanks and variation selectors, which a reader may drop."""
    return re.sub("[\\s\U000e0100-\U000e01ef]", "", text)


@given(text=paragraphs)
@settings(max_examples=40)
def test_glyphs_stand_where_the_layout_says(text):
    paper = Paper(title="位", blocks=(Paragraph(text=text),))
    layout = lay_out(paper, FACES)
    found = measure(draw(layout, paper, FACES))
    for page, sheet in zip(layout.pages, found.pages, strict=True):
        wanted = {(run.text[0], round(run.x / MM, 1)) for run in page.items}
        seen = [(mark.text, mark.x) for mark in sheet.marks]
        for ch, x in wanted:
            if ord(ch) < 0xE0000 and not ch.isspace():
                assert any(ch == text and abs(x - at) < 0.1 for text, at in seen), (ch, x)


@given(text=paragraphs)
@settings(max_examples=40)
def test_no_two_inks_overlap(text):
    layout = lay_out(Paper(title="叠", blocks=(Paragraph(text=text),)), FACES)
    for page in layout.pages:
        lines: dict[float, list[tuple[float, float, str]]] = {}
        for run in page.items:
            base = run.y + FACES.glyph(Role.FANGSONG, run.text[0]).rise * run.size
            lines.setdefault(round(base, 1), []).extend(edges(run))
        for marks in lines.values():
            for (_, right, one), (left, _, other) in itertools.pairwise(sorted(marks)):
                assert left >= right - 0.35, (one, other, left - right)


def edges(run: GlyphRun) -> list[tuple[float, float, str]]:
    found, x = [], run.x
    for ch in run.text:
        ink = ink_of(run.face, ch)
        if ink and ch not in "—…":
            found.append((x + ink[0] * run.size, x + ink[1] * run.size, ch))
        x += FACES.glyph(Role.FANGSONG, ch).advance * run.size + run.extra
    return found


_OPEN: dict[str, TTFont] = {}


def ink_of(face: str, ch: str) -> tuple[float, float] | None:
    """Left and right edge of a glyph's ink in em, by fontTools; None where it has none."""
    from reportlab.pdfbase import pdfmetrics

    font = pdfmetrics.getFont(FACES.reportlab_name(face)).face
    if face not in _OPEN:
        _OPEN[face] = TTFont(BytesIO(bytes(font._ttf_data)))
    glyphs = _OPEN[face]["glyf"]
    glyph = glyphs[_OPEN[face].getGlyphName(font.charToGlyph[ord(ch)])]
    if not glyph.numberOfContours:
        return None
    return glyph.xMin / font.unitsPerEm, glyph.xMax / font.unitsPerEm


def test_a_character_without_a_face_is_named_and_drawn_as_geta():
    paper = Paper(title="缺", blocks=(Paragraph(text="甲𰻝乙"),))
    layout = lay_out(paper, FACES)
    assert layout.missing == ("𰻝",)
    assert copied(measure(draw(layout, paper, FACES))) == "甲𰻝乙"


def test_every_font_is_embedded_and_none_is_helvetica():
    found = measure(render(paper_of(MINUTES), FACES))
    assert len(found.fonts) >= 5
    assert all(embedded for _, embedded in found.fonts)
    assert b"Helvetica" not in render(paper_of(MINUTES), FACES)


def test_a_font_is_in_the_file_once_and_only_the_glyphs_drawn():
    pdf = render(Paper(title="小", blocks=(Paragraph(text="国" * 500),)), FACES)
    assert pdf.count(b"/FontFile2") == len(measure(pdf).fonts)
    assert len(pdf) < 40_000


def test_the_same_paper_gives_the_same_bytes():
    first = render(paper_of(MINUTES), FACES)
    render(Paper(title="别的", blocks=(Paragraph(text="另外一份"),)), FACES)
    assert render(paper_of(MINUTES), FACES) == first


def test_the_file_says_what_it_is_and_in_which_language():
    pdf = render(
        Paper(title="协商纪要", author="梧桐街道", subject="纪要", blocks=(Paragraph(text="一"),)),
        FACES,
    )
    info = measure(pdf).info
    assert (info["Title"], info["Author"], info["Subject"]) == ("协商纪要", "梧桐街道", "纪要")
    assert b"/Lang (zh-CN)" in pdf
    assert not {"CreationDate", "ModDate"} & set(info)


def test_headings_are_in_the_outline():
    pdf = render(paper_of(MINUTES), FACES)
    with pypdfium2.PdfDocument(pdf) as document:
        outline = [(entry.level, entry.get_title()) for entry in document.get_toc()]
    assert outline[0] == (0, "关于梧桐街道老旧小区加装电梯事项的协商议事会议纪要")
    assert (1, "一、基本情况") in outline
    assert (2, "（二）关于施工安排") in outline


def test_an_outline_may_begin_below_the_top():
    pdf = render(Paper(title="试", blocks=(Heading(level=3, text="1.小节"),)), FACES)
    with pypdfium2.PdfDocument(pdf) as document:
        assert [entry.get_title() for entry in document.get_toc()] == ["1.小节"]


def test_a_long_table_is_all_there():
    rows = [(str(n), (Run(f"委员{n:03d}", whole=True),), "梧桐街道居民委员会") for n in range(80)]
    table = data_table(("序号", "姓名", "单位"), rows, shares=(1, 2, 4), aligns=(Align.CENTRE,) * 3)
    text = copied(measured(BlankLines(), table))
    assert all(f"委员{n:03d}" in text for n in range(80))
    assert text.count("序号") == len(measured(table).pages)


def test_an_empty_paper_is_one_empty_page():
    found = measured()
    assert len(found.pages) == 1
    assert body(found) == []
