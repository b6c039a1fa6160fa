"""A page has one digest, whether it is asked of the layout or of the PDF."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from consultroom.documents.blocks import Paper
from consultroom.documents.digests import LENGTH, page_digest, pdf_digests
from consultroom.documents.fonts import Faces, Role, bundled
from consultroom.documents.forms.minutes_sheet import minutes_sheet
from consultroom.documents.forms.notice import notice
from consultroom.documents.forms.outcome_sheet import outcome_sheet
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import GlyphRun, Layout, Page
from consultroom.documents.qr import stamped
from consultroom.documents.render_pdf import draw
from consultroom.documents.typesetting import paper_of
from consultroom.domain.dossiers import Dossier
from tests.builders import a_whole_dossier
from tests.documents.texts import MINUTES, odd_paragraphs

PLAIN = paper_of("# 题目\n\n正文。\n")


def of_dossier(dossier: Dossier) -> dict[str, Paper]:
    assert dossier.meeting is not None
    return {
        "notice": notice(dossier, dossier.meeting, on=dossier.meeting.starts_at.date()),
        "minutes": minutes_sheet(dossier, dossier.meeting),
        "outcome": outcome_sheet(dossier),
        "typeset": paper_of(MINUTES),
    }


PAPERS = of_dossier(a_whole_dossier())


def drawn(layout: Layout) -> bytes:
    return draw(layout, PLAIN, bundled())


def digests(layout: Layout) -> tuple[bytes, ...]:
    return tuple(map(page_digest, layout.pages))


@pytest.mark.parametrize("name", PAPERS)
def test_every_form_has_the_same_digests_in_its_layout_and_its_pdf(name: str):
    layout = lay_out(PAPERS[name], bundled())
    found = pdf_digests(draw(layout, PAPERS[name], bundled()))
    assert found == digests(layout)
    assert {len(digest) for digest in found} == {LENGTH}
    assert len(set(found)) == len(found)


def test_a_square_changes_no_digest():
    layout = lay_out(PAPERS["minutes"], bundled())
    marked = stamped(layout, ["CR1:" + "A" * 200] * len(layout.pages))
    assert marked != layout
    assert digests(marked) == digests(layout)
    assert pdf_digests(drawn(marked)) == digests(layout)


def every_character(faces: Faces) -> dict[str, str]:
    """Return all characters that any bundled face draws, by the face that does."""
    texts: dict[str, list[str]] = {}
    for face in faces._faces.values():
        for first, count, _ in face._runs[1]:
            for ch in map(chr, range(first, first + count)):
                texts.setdefault(faces.glyph(Role.SONG, ch).face, []).append(ch)
    return {face: "".join(dict.fromkeys(chs)) for face, chs in texts.items()}


def test_every_character_of_every_face_is_read_back_from_the_pdf():
    faces = bundled()
    texts = every_character(faces)
    assert sum(map(len, texts.values())) > 87_887  # GB18030-2022, level 3
    runs = [
        GlyphRun(face, 10.0, 40.0, 0.0, text[at : at + 40], 0.0, 400.0)
        for face, text in texts.items()
        for at in range(0, len(text), 40)
    ]
    pages = tuple(
        Page(210, 297, tuple(run.moved(0, 40 + 11 * n) for n, run in enumerate(runs[at : at + 70])))
        for at in range(0, len(runs), 70)
    )
    layout = Layout(pages)
    assert pdf_digests(drawn(layout)) == digests(layout)


@settings(max_examples=25)
@given(st.lists(odd_paragraphs, min_size=1, max_size=5))
def test_whatever_is_typed_is_read_back(paragraphs: list[str]):
    paper = paper_of("# 题目\n\n正文\n\n" + "\n\n".join(f"甲{one}" for one in paragraphs))
    layout = lay_out(paper, bundled())
    assert pdf_digests(drawn(layout)) == digests(layout)


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\u2010", "\u2011", "—"])
def test_a_hyphen_at_the_end_of_a_line_is_read_back(hyphen: str):
    face = bundled().glyph(Role.LATIN, hyphen).face
    runs = (a_run("abc"), a_run(hyphen, 130, face=face), a_run("def", 50, 130))
    layout = Layout((Page(210, 297, runs),))
    assert pdf_digests(drawn(layout)) == digests(layout)


def a_run(text: str, x: float = 100, y: float = 100, *, face: str = "Latin", turn: int = 0):
    return GlyphRun(face, 16, x, y, text, 0.0, 100.0, turn=turn)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_lines_are_read_back(turn: int):
    runs = (
        a_run("张建国", 300, 300, face="Song", turn=turn),
        a_run("𬱖小燕"[1:], 400, 400, face="Song", turn=turn),
    )
    layout = Layout((Page(210, 297, runs),))
    assert pdf_digests(drawn(layout)) == digests(layout)


@pytest.mark.parametrize(
    ("was", "now"), [("3部电梯", "8部电梯"), ("同意", "不同意"), ("王𠮷", "王吉"), ("甲乙", "乙甲")]
)
def test_another_word_is_another_digest(was: str, now: str):
    papers = (paper_of(f"# 题目\n\n会议商定：{word}。\n") for word in (was, now))
    one, other = (digests(lay_out(paper, bundled())) for paper in papers)
    assert one != other


def test_a_line_broken_elsewhere_says_the_same():
    page = Page(210, 297, (a_run("abc def"), a_run("ghi", y=130)))
    moved = Page(210, 297, (a_run("abc"), a_run("def ghi", y=130)))
    assert page_digest(page) == page_digest(moved)
    assert page_digest(replace(page, items=page.items[::-1])) != page_digest(page)


@pytest.mark.parametrize(
    "text", ["\u202d555-0101\u202c", "שלום (12) 甲-", "a\u200bb\ufe00c", "a\u200b\u0301e\u0301"]
)
def test_what_pdfium_turns_or_leaves_out_does_not_matter(text: str):
    paper = paper_of(f"# 题目\n\n电话{text}，地址。\n")
    layout = lay_out(paper, bundled())
    assert pdf_digests(drawn(layout)) == digests(layout)
