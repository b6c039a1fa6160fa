"""Pages of the docx twin beside those of the PDF, as LibreOffice prints them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from consultroom.documents import docx
from consultroom.documents.blocks import Paper, Paragraph, Title
from consultroom.documents.fonts import bundled
from consultroom.documents.gb9704 import GB9704, MM, profile_of
from consultroom.documents.layout import lay_out
from consultroom.documents.measuring import MeasuredPage, MeasuredPdf, measure
from consultroom.documents.render_pdf import draw
from consultroom.domain.papers import PageGeometry
from consultroom.frozen import replace
from tests.documents.office import Office, needs_office
from tests.documents.twins import (
    TEMPLATE,
    headed_minutes,
    letter,
    long_paper,
    template,
    whole_paper,
)

pytestmark = needs_office

OWN = PageGeometry(left_mm=27, top_mm=35, block_width_mm=158, block_height_mm=228, line_pitch_pt=28)
PAPERS: dict[str, Paper] = {
    "one": long_paper(2),
    "three": long_paper(7),
    "ten": long_paper(26),
    "own": long_paper(10, profile=profile_of(OWN)),
    "smaller": long_paper(10, profile=profile_of(PageGeometry(body_pt=15, rows=24, chars=30))),
    "hanging": long_paper(10, profile=profile_of(PageGeometry(line_pitch_pt=28.95, hang=True))),
    "whole": whole_paper(),
    "letter": letter(),
    "minutes": headed_minutes(),
    "grid": Paper(title="格", blocks=(Title(text="格"), Paragraph(text="国" * 2000))),
    "rare": Paper(title="字", blocks=(Title(text="字"), Paragraph(text="陈玥玥、李𠮷、𬱖㛃。"))),
}
UNSEEN = ("rare",)  # LibreOffice cannot read the face of rare characters, which is kept packed
PITCHES_MM = 21 * 579 / 20 / MM  # from the first to the last baseline of a full page
NUMBER = re.compile(r"^[—\-]\d+[—\-]$")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def printed(office: Office) -> dict[str, MeasuredPdf]:
    made = {name: docx.render(TEMPLATE, paper) for name, paper in PAPERS.items()}
    return {name: measure(pdf) for name, pdf in office.printed(made).items()}


def ours(paper: Paper) -> MeasuredPdf:
    return measure(draw(lay_out(paper, bundled()), paper, bundled()))


def page_lines(page: MeasuredPage) -> list[str]:
    """Return the lines of a page without its number."""
    lines = ["".join(line.text.split()) for line in page.lines]
    return [line for line in lines if not NUMBER.match(line)]


def breaks(pdf: MeasuredPdf) -> list[int]:
    """Return how many characters stand before each page."""
    counted, found = 0, []
    for page in pdf.pages:
        found.append(counted)
        counted += sum(map(len, page_lines(page)))
    return found


def lines_apart(paper: Paper, other: MeasuredPdf) -> Iterator[float]:
    """Yield for each page how many lines of text its first word stands from ours."""
    for mine, theirs in zip(breaks(ours(paper)), breaks(other), strict=True):
        yield abs(mine - theirs) / paper.profile.chars


@pytest.mark.parametrize("name", [*PAPERS])
def test_the_twin_has_as_many_pages_as_the_pdf(name: str, printed: dict[str, MeasuredPdf]):
    assert len(printed[name].pages) == len(ours(PAPERS[name]).pages)


@pytest.mark.parametrize("name", ["one", "three", "ten", "own", "hanging", "letter"])
def test_every_page_ends_within_a_line_of_the_pdfs(name: str, printed: dict[str, MeasuredPdf]):
    assert max(lines_apart(PAPERS[name], printed[name])) <= 1.0


def test_a_line_that_wins_room_for_digits_moves_later_pages_by_less_than_two_lines(
    printed: dict[str, MeasuredPdf],
):
    """In a docx digits, too, stand closer by what brings 汉字 onto the grid; on the PDF not."""
    assert max(lines_apart(PAPERS["smaller"], printed["smaller"])) < 2.0


def test_papers_of_one_three_and_ten_pages_were_compared():
    pages = [len(ours(PAPERS[name]).pages) for name in ("one", "three", "ten")]
    assert pages == [1, 3, 10]


def test_a_full_page_of_the_twin_has_22_rows_of_28_characters(printed: dict[str, MeasuredPdf]):
    page = printed["grid"].pages[1]
    rows = [line for line in page.lines if not NUMBER.match("".join(line.text.split()))]
    assert [len(line.marks) for line in rows] == [28] * 22
    assert rows[-1].y - rows[0].y == pytest.approx(PITCHES_MM, abs=0.2)
    edges = GB9704.left_mm, GB9704.left_mm + GB9704.block_width_mm
    assert rows[0].x0 == pytest.approx(edges[0], abs=0.5)
    assert rows[0].marks[-1].x + 16 / MM == pytest.approx(edges[1], abs=0.5)


@pytest.mark.parametrize("name", [name for name in PAPERS if name not in UNSEEN])
def test_the_twin_says_what_the_pdf_says(name: str, printed: dict[str, MeasuredPdf]):
    def said(pdf: MeasuredPdf) -> list[str]:
        words = "".join(line for page in pdf.pages for line in page_lines(page))
        return sorted(unicodedata.normalize("NFKC", words))

    assert said(printed[name]) == said(ours(PAPERS[name]))


def test_signature_and_date_stand_where_the_pdf_has_them(printed: dict[str, MeasuredPdf]):
    for text in ("梧桐街道委员工作站", "2026年11月5日"):
        mine, theirs = (
            next(line for line in pdf.pages[-1].lines if "".join(line.text.split()) == text)
            for pdf in (ours(PAPERS["three"]), printed["three"])
        )
        assert theirs.x0 == pytest.approx(mine.x0, abs=1.0)


def test_the_imprint_is_at_the_foot_of_the_last_page(printed: dict[str, MeasuredPdf]):
    for name, text in (("whole", "印发"), ("letter", "抄送")):
        mine, theirs = (
            next(line for line in pdf.pages[-1].lines if text in line.text)
            for pdf in (ours(PAPERS[name]), printed[name])
        )
        assert theirs.y == pytest.approx(mine.y, abs=4.0)


def test_a_letters_mark_stands_where_the_standard_wants_it(printed: dict[str, MeasuredPdf]):
    mine, theirs = (pdf.pages[0].lines[0] for pdf in (ours(PAPERS["letter"]), printed["letter"]))
    assert theirs.text == mine.text == "澄湖区政协办公室"
    assert theirs.y == pytest.approx(mine.y, abs=2.0)
    numbers = [page.lines[-1].text for page in printed["letter"].pages]
    assert not NUMBER.match("".join(numbers[0].split()))
    assert NUMBER.match("".join(numbers[1].split()))


def test_numbers_stand_outside_on_odd_and_even_pages(printed: dict[str, MeasuredPdf]):
    odd, even = (page.lines[-1] for page in printed["three"].pages[:2])
    assert odd.x0 > 150
    assert even.x0 < 60


def test_a_template_saved_by_another_word_processor_prints_the_same(
    office: Office, printed: dict[str, MeasuredPdf], tmp_path: Path
):
    file = tmp_path / "saved.docx"
    file.write_bytes(TEMPLATE)
    (again,) = office.convert([file], "docx")
    saved = again.read_bytes()
    assert docx.check(saved) == ()
    pdf = measure(office.printed({"again": docx.render(saved, PAPERS["three"])})["again"])
    assert breaks(pdf) == breaks(printed["three"])


def test_a_restyled_template_prints_in_its_own_face(office: Office):
    def change(document: object) -> None:
        styles = {one.name: one for one in document.styles}  # type: ignore[attr-defined]
        styles["公文标题"].font.size = 26 * 12700

    paper = replace(PAPERS["one"], blocks=(Title(text="大标题"), Paragraph(text="正文")))
    pdf = measure(office.printed({"big": docx.render(template(change=change), paper)})["big"])
    assert pdf.pages[0].lines[0].marks[0].size == pytest.approx(26, abs=0.2)
