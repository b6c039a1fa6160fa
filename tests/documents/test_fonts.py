"""The bundled faces: what they hold, what they are called, and how a PDF keeps their characters."""

from __future__ import annotations

import io
import lzma
import struct
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFontFile
from reportlab.pdfgen.canvas import Canvas

from consultroom import resources
from consultroom.documents.blocks import Paper, Paragraph
from consultroom.documents.embedding import to_unicode_cmap
from consultroom.documents.fonts import Faces, Glyph, Role, bundled, warm
from consultroom.documents.render_pdf import render
from installer.fonts.charsets import cell_signs, gb2312_han, gb18030_level_3, gb18030_radicals

FOLDER = resources.path("fonts")
RESERVED = ("source", "noto", "lxgw", "霞鹜", "hanamin", "hanazono", "花園", "fandol", "klee")
UNMODIFIED = {"gkai00mp.ttf", "LiberationSerif-Regular.ttf"}
ALL = [*FOLDER.glob("*.ttf"), *FOLDER.glob("*.ttf.xz")]
CHANGED = [path for path in ALL if path.name not in UNMODIFIED]
NOT_A_NAME = {0, 7, 8, 9, 10, 11, 12, 13, 14}  # whose it is, what was done to it, its licence
CHINESE = [role for role in Role if role is not Role.LATIN]
ROLES = st.sampled_from(Role)


Box = tuple[int, int, int, int]
FACES = list(bundled()._faces)


@cache
def opened(name: str) -> TTFontFile:
    data = (FOLDER / name).read_bytes()
    return TTFontFile(io.BytesIO(lzma.decompress(data) if name.endswith(".xz") else data))


def face_file(face: str) -> TTFontFile:
    return opened(bundled()._faces[face].file)


def box(font: TTFontFile, code: int) -> Box | None:
    """Return left, bottom, right, top of the ink in font units, or None where there is none."""
    glyph = font.charToGlyph[code]
    start, end = font.glyphPos[glyph], font.glyphPos[glyph + 1]
    if start == end:
        return None
    offset = font.get_table_pos("glyf")[0] + start + 2  # past the number of contours
    found: Box = struct.unpack(">4h", font.get_chunk(offset, 8))
    return found


def names(font: TTFontFile) -> Iterator[tuple[int, str]]:
    """Yield number and text of the Windows entries of the name table."""
    table = font.get_table("name")
    count, strings = struct.unpack(">HH", table[2:6])
    for at in range(6, 6 + 12 * count, 12):
        platform, _, _, number, length, start = struct.unpack(">6H", table[at : at + 12])
        text = table[strings + start : strings + start + length]
        if platform == 3:
            yield number, text.decode("utf-16-be")


def tgh8105() -> str:
    return (Path(__file__).parent / "tgh8105.txt").read_text(encoding="utf-8")


def drawn(pieces: list[tuple[Role, str]]) -> bytes:
    """Return a one-page PDF in which every character is drawn the way the faces say."""
    sheet = io.BytesIO()
    faces = bundled()
    canvas = Canvas(sheet, initialFontName=faces.reportlab_name("FangSong"), invariant=1)
    for row, (role, text) in enumerate(pieces):
        left = 40.0
        for ch in text:
            glyph = faces.glyph(role, ch)
            canvas.setFont(faces.reportlab_name(glyph.face), 16)
            canvas.drawString(left, 780 - 30 * row, ch)
            left += glyph.advance * 16
    canvas.save()
    return sheet.getvalue()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text: str = document[0].get_textpage().get_text_range()
    document.close()
    return text


# what the faces hold


def test_every_character_of_the_national_list_is_drawn_by_a_face_meant_for_the_role():
    faces = bundled()
    listed = tgh8105()
    assert len(listed) == 8105
    meant = {
        Role.FANGSONG: {"FangSong", "FangSongExtra"},
        Role.SONG: {"Song"},
        Role.XIAOBIAOSONG: {"XiaoBiaoSong"},
        Role.HEI: {"Hei"},
        Role.KAI: {"Kai", "KaiExtra"},
    }
    for role, own in meant.items():
        assert {faces.glyph(role, ch).face for ch in listed} <= own


def test_no_character_of_gb18030_level_3_is_missing():
    faces = bundled()
    level_3 = "".join(map(chr, gb18030_level_3()))
    assert len(level_3) == 87_887
    assert faces.missing(level_3) == ()


def test_every_character_of_gb18030_level_3_is_printed_and_copied_as_typed():
    wanted = [*sorted(gb18030_level_3()), *gb18030_radicals()]
    assert len(wanted) == 87_887 + 228
    typed = "".join(map(chr, wanted))
    pieces = (typed[at : at + 2800] for at in range(0, len(typed), 2800))
    blocks = tuple(Paragraph(text=piece, indent=0, size_pt=10) for piece in pieces)
    pdf = render(Paper(title="三级", blocks=blocks), bundled())
    with pypdfium2.PdfDocument(pdf) as document:
        copied = {ch for page in document for ch in page.get_textpage().get_text_range()}
    assert not sorted(set(typed) - copied)


def test_every_sign_of_the_two_byte_area_is_printed():
    faces = bundled()
    pairs = ((a, b) for a in range(0xA1, 0xAA) for b in range(0xA1, 0xFF))
    signs = {bytes(pair).decode("gb18030") for pair in pairs} | set(map(chr, range(0xFE10, 0xFE1A)))
    assert len(signs) > 700
    private = {sign for sign in signs if "\ue000" <= sign <= "\uf8ff"}  # the user's own
    assert faces.missing("".join(sorted(signs - private))) == ()


@pytest.mark.parametrize("name", FACES)
def test_the_table_says_of_each_face_what_its_file_holds(name):
    font, face = face_file(name), bundled()._faces[name]
    listed = [code for code in range(0x32000) if face.advance(code) is not None]
    listed += [code for code in range(0xE0100, 0xE01F0) if face.advance(code) is not None]
    assert listed
    assert set(listed) <= set(font.charToGlyph)
    for code in listed[::97]:
        assert face.advance(code) == pytest.approx(font.charWidths[code] / 1000, abs=0.0006)


@pytest.mark.parametrize("name", [name for name in FACES if name != "Missing"])
def test_no_character_the_table_names_is_blank(name):
    font, face = face_file(name), bundled()._faces[name]
    listed = (code for code in font.charToGlyph if face.advance(code) is not None)
    assert not [c for c in listed if box(font, c) is None and not chr(c).isspace()]


# what they are called, and the papers that go with them


@pytest.mark.parametrize("path", CHANGED, ids=lambda path: path.name)
def test_no_changed_font_keeps_a_reserved_name(path):
    shown = [text for number, text in names(opened(path.name)) if number not in NOT_A_NAME]
    assert len(shown) >= 5
    assert not [name for name in shown if any(word in name.casefold() for word in RESERVED)]


@pytest.mark.parametrize("path", CHANGED, ids=lambda path: path.name)
def test_a_changed_font_says_what_was_changed_and_whose_it_was(path):
    said = dict(names(opened(path.name)))
    assert "2026-01-01" in said[10]
    assert said[0].strip()


def test_the_source_of_the_gpl_face_lies_beside_it():
    assert (FOLDER / "source/FandolFang-Regular.otf").read_bytes()[:4] == b"OTTO"


# which face draws what


@pytest.mark.parametrize("role", [role for role in CHINESE if role is not Role.HEI])
def test_letters_digits_and_ascii_signs_come_from_the_latin_face(role):
    faces = bundled()
    ascii_signs = "".join(map(chr, range(0x20, 0x7F)))
    assert {faces.glyph(role, ch).face for ch in ascii_signs + "éǎ–−€°\u00a0"} == {"Latin"}


def test_hei_draws_its_own_letters():
    assert {bundled().glyph(Role.HEI, ch).face for ch in "AZaz09:%"} == {"Hei"}


@pytest.mark.parametrize("role", CHINESE)
def test_chinese_signs_stand_in_one_full_cell_of_a_chinese_face(role):
    faces = bundled()
    for ch in "，。、；：？！“”‘’（）〔〕《》〈〉【】…—·～×÷±①⑴〇　☐☑□√" + "".join(
        map(chr, cell_signs())
    ):
        glyph = faces.glyph(role, ch)
        assert glyph.face != "Latin", ch
        assert glyph.advance == 1.0, ch


@pytest.mark.parametrize("role", CHINESE)
def test_the_middle_dot_of_a_name_is_centred_in_its_cell(role):
    left, right = ink(role, "·")
    assert (left + right) / 2 == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("role", CHINESE)
def test_two_dashes_join_into_one_line(role):
    left, right = ink(role, "—")
    assert left <= 0.005
    assert right >= 0.995


def ink(role: Role, ch: str) -> tuple[float, float]:
    font = face_file(bundled().glyph(role, ch).face)
    left, _, right, _ = box(font, ord(ch)) or (0, 0, 0, 0)
    return left / font.unitsPerEm, right / font.unitsPerEm


@pytest.mark.parametrize("face", ["FangSong", "Song", "XiaoBiaoSong", "Hei", "Kai"])
def test_after_its_rise_the_ink_of_a_face_is_centred_as_that_of_the_others(face):
    font = face_file(face)
    boxes = [box(font, code) or (0, 0, 0, 0) for code in sorted(gb2312_han())[::31]]
    centre = sum(low + high for _, low, _, high in boxes) / 2 / len(boxes) / font.unitsPerEm
    assert centre + bundled()._faces[face].rise == pytest.approx(0.38, abs=0.01)


@given(ROLES, st.characters(exclude_categories=["Cs"]))
def test_any_character_has_a_glyph_and_is_either_covered_or_remembered(role, ch):
    faces = bundled()
    glyph = faces.glyph(role, ch)
    assert glyph == faces.glyph(role, ch)
    assert glyph.advance >= 0
    assert faces.covers(role, ch) != (ch in faces.drawn_as_geta)
    assert faces.covers(role, ch) != (ch in faces.missing(ch))


def test_a_character_no_face_has_becomes_geta_and_is_named_in_order():
    faces = Faces(FOLDER)
    assert faces.glyph(Role.KAI, "𰻝") == Glyph("Missing", 1.0, 0.0)
    assert faces.glyph(Role.HEI, "😀").face == "Missing"
    assert faces.drawn_as_geta == ("𰻝", "😀")
    assert faces.missing("二😀𰻝😀月") == ("😀", "𰻝")


def test_a_variation_selector_takes_no_room_and_is_not_missing():
    assert bundled().missing("葛\U000e0100辻\ufe00") == ()
    assert bundled().glyph(Role.FANGSONG, "\U000e0100").advance == 0.0


# on paper


NAMES = "陈𠮷、张𬱖、㛃𠅤䶮龑堃喆"


def test_rare_names_can_be_found_and_copied_from_the_pdf():
    assert text_of(drawn([(Role.FANGSONG, NAMES)])).strip() == NAMES


def test_a_character_shown_as_geta_is_still_itself_in_the_text_layer():
    pdf = drawn([(Role.SONG, "字𰻝与😀")])
    assert text_of(pdf).strip() == "字𰻝与😀"
    assert b"CRMissing" in pdf


@pytest.mark.parametrize("role", CHINESE)
def test_more_characters_than_one_subset_holds_all_come_back(role):
    listed = tgh8105()[::12][:675]
    rows = [(role, listed[at : at + 27]) for at in range(0, len(listed), 27)]
    assert "".join(text_of(drawn(rows)).split()) == listed


def test_a_drawn_page_has_no_font_that_is_not_embedded():
    pdf = drawn([(Role.FANGSONG, "关于2026年"), (Role.HEI, "标题")])
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == pdf.count(b"/FontDescriptor ")


def test_the_same_page_is_the_same_bytes():
    assert drawn([(Role.KAI, "附件1：名单")]) == drawn([(Role.KAI, "附件1：名单")])


def test_pages_drawn_at_the_same_time_do_not_mix():
    texts = ["议事厅甲", "协商会乙", "接待日丙", "成果单丁"]
    with ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(lambda text: drawn([(Role.FANGSONG, text)]), texts * 3))
    assert [text_of(page).strip() for page in pages] == texts * 3


@given(st.lists(st.integers(0, 0x10FFFF), min_size=1, max_size=256))
def test_the_unicode_map_is_utf16_in_blocks_of_at_most_a_hundred(points):
    lines = to_unicode_cmap("AAAAAA+X", points).split("\n")
    entries = [line[1:-1].split("> <") for line in lines if line.startswith("<") and "> <" in line]
    back = [bytes.fromhex(text).decode("utf-16-be", "surrogatepass") for _, text in entries[1:]]
    assert [ord(ch) for ch in back] == points
    counts = [int(line.split()[0]) for line in lines if line.endswith("beginbfchar")]
    assert sum(counts) == len(points)
    assert max(counts) <= 100


def test_choosing_faces_does_not_load_reportlab():
    program = (
        "import sys; from consultroom.documents.fonts import bundled, Role;"
        "bundled().glyph(Role.FANGSONG, '𠮷'); sys.exit('reportlab' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# opening them before they are needed


def test_warming_opens_every_face_in_the_background():
    thread = warm()
    thread.join(60)
    assert not thread.is_alive()
    assert set(bundled()._registered) == set(FACES)


def test_a_face_being_opened_keeps_nobody_from_another():
    faces = Faces(FOLDER)
    with faces._locks["Rare"], ThreadPoolExecutor(1) as other:
        assert other.submit(faces.reportlab_name, "Latin").result(30) == "consultroom-Latin"
        waiting = other.submit(faces.reportlab_name, "Rare")
        assert not waiting.done()
        faces._locks["Rare"].release()
        assert waiting.result(60) == "consultroom-Rare"
        faces._locks["Rare"].acquire()


def test_papers_drawn_while_faces_are_opened_are_the_same_as_afterwards():
    paper = Paper(title="试", blocks=(Paragraph(text="陈𠮷、张㛃和龑字辈"),))
    with ThreadPoolExecutor(3) as threads:
        faces = Faces(FOLDER)
        opening = threads.submit(faces.open_all)
        drawn_meanwhile = [threads.submit(render, paper, faces) for _ in range(2)]
        opening.result(60)
        afterwards = render(paper, faces)
        assert {job.result(60) for job in drawn_meanwhile} == {afterwards}
