"""Every kind of paper, printed from one station: where it stands, what it says, its square.

What the papers say is kept in ``wordings/``, one text a kind. After changing a form on purpose:
``WORDINGS=write pytest tests/services/test_every_kind.py``, then read the difference in git.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp

from consultroom.documents.blocks import Paper
from consultroom.documents.checking import check
from consultroom.documents.measuring import Mark, MeasuredPage, MeasuredPdf, measure
from consultroom.documents.pdfium import ALONE
from consultroom.exchange.page_marks import Standing, judge, read
from consultroom.services import identifying, printing, templating
from consultroom.services.desk import Desk
from consultroom.services.printing import KINDS, Composed, Printed
from consultroom.services.printing.jobs import laid
from consultroom.services.verifying import Verdict, register_of, verify_file
from tests.documents.forms.proofs import overlaps, strays
from tests.documents.office import Office, needs_office
from tests.services.showroom import furnished, key_of

WORDINGS = Path(__file__).parent / "wordings"
WRITE = os.environ.get("WORDINGS") == "write"
MARKED = tuple(code for code, kind in KINDS.items() if kind.marked)
TWINS = tuple(code for code, kind in KINDS.items() if kind.twin)
OFFICIAL = tuple(code for code in KINDS if code in MARKED or code in TWINS)
BLANK_MM = 4.0  # office printers leave so much of every edge blank
WHO_REPLIES = "区住建委"  # author of its own reply
every_kind = pytest.mark.parametrize("kind", KINDS)


@dataclass(frozen=True, slots=True)
class Proof:
    """One paper as it came out, and as pdfium reads it back."""

    composed: Composed
    printed: Printed
    found: MeasuredPdf

    @property
    def paper(self) -> Paper:
        """The candidate that fitted."""
        return laid(self.composed.parts[0])[0]


class Showroom:
    """Prints each kind once."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.proof = cache(self._proof)

    def _proof(self, kind: str) -> Proof:
        composed = printing.compose(self.desk, kind, key_of(kind))
        printed = printing.made(composed)
        return Proof(composed, printed, measure(printed.pdf))


@pytest.fixture(scope="module")
def showroom(
    kept_rooms: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Showroom]:
    desk = furnished(kept_rooms, tmp_path_factory.mktemp("showroom"))
    with desk.room:
        yield Showroom(desk)


# -- where it stands -------------------------------------------------------------------------------


@every_kind
def test_everything_stands_where_printers_print_and_nothing_upon_anything_else(
    kind: str, showroom: Showroom
):
    found = showroom.proof(kind).found
    assert all(page.marks for page in found.pages)
    assert [mark for page in found.pages for mark in page.marks if not printable(mark, page)] == []
    assert overlaps(found) == []


def printable(mark: Mark, page: MeasuredPage) -> bool:
    """Tell whether a mark keeps off the edges that office printers leave blank."""
    across = mark.left >= BLANK_MM and mark.right <= page.width - BLANK_MM
    return across and mark.top >= BLANK_MM and mark.bottom <= page.height - BLANK_MM


@pytest.mark.parametrize("kind", OFFICIAL)
def test_an_official_paper_keeps_to_its_type_area_and_the_paper_check_finds_nothing(
    kind: str, showroom: Showroom
):
    proof = showroom.proof(kind)
    assert strays(proof.found, proof.paper.profile) == []
    assert check(proof.found, proof.paper.profile) == ()


# -- what it says ----------------------------------------------------------------------------------


@every_kind
def test_it_says_what_it_said(kind: str, showroom: Showroom):
    kept, said = WORDINGS / f"{kind}.txt", wording(showroom.proof(kind).found)
    if WRITE:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(said, encoding="utf-8", newline="\n")
    assert said == kept.read_text("utf-8")


def wording(found: MeasuredPdf) -> str:
    """Return what a PDF says, line by line, each page under its number."""
    lines: list[str] = []
    for at, page in enumerate(found.pages, start=1):
        lines.append(f"== {at} ==")
        text = page.text.replace("\ufffe", "-")  # how pdfium tells a hyphen at the end of a line
        lines += (line.strip() for line in text.splitlines() if line.strip())
    return "\n".join(lines) + "\n"


def test_no_wording_is_kept_of_a_kind_there_is_not():
    assert {file.stem for file in WORDINGS.iterdir()} == set(KINDS)


@every_kind
def test_every_character_has_a_face_that_is_in_the_file(kind: str, showroom: Showroom):
    proof = showroom.proof(kind)
    assert proof.printed.warnings == ()
    assert proof.found.fonts
    assert all(embedded for _, embedded in proof.found.fonts)
    assert all("+" in name for name, _ in proof.found.fonts)  # a subset's name has a prefix


@every_kind
def test_it_tells_its_title_its_station_its_language_and_its_places(kind: str, showroom: Showroom):
    proof = showroom.proof(kind)
    paper, info = proof.paper, proof.found.info
    assert (info["Title"], info["Author"]) == (paper.title, paper.author)
    assert paper.author in (showroom.desk.station().name, WHO_REPLIES)
    with ALONE:
        document = pypdfium2.PdfDocument(proof.printed.pdf)
        places = [mark.get_title() for mark in document.get_toc()]
        document.close()
    assert b"/Lang (zh-CN)" in proof.printed.pdf
    assert all(places)
    assert places or kind not in OFFICIAL or proof.printed.pages == 1


@every_kind
def test_made_again_it_is_the_same_to_the_byte(kind: str, showroom: Showroom):
    again = printing.print_paper(showroom.desk, kind, key_of(kind))
    assert again.pdf == showroom.proof(kind).printed.pdf


# -- its square ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", MARKED)
def test_the_square_of_every_page_is_read_and_believed(kind: str, showroom: Showroom):
    proof = showroom.proof(kind)
    keys, today = identifying.believed(showroom.desk), showroom.desk.today
    for dpi in (150, 300):
        for at, payloads in enumerate(squares(proof.printed.pdf, dpi), start=1):
            assert len(payloads) == 1, f"page {at} at {dpi} dpi"
            assert len(payloads[0]) <= 300
            signed = read(payloads[0])
            assert judge(signed, keys, today) is Standing.GENUINE
            assert (signed.mark.kind, signed.mark.page) == (kind, at)
            assert (signed.mark.pages, signed.mark.version) == (proof.printed.pages, 1)


def squares(pdf: bytes, dpi: int) -> list[list[str]]:
    """Return what is read off each page, rendered in grey; one look, no second try."""
    with ALONE:
        document = pypdfium2.PdfDocument(pdf)
        pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
        document.close()
    return [
        [found.text for found in zxingcpp.read_barcodes(page, zxingcpp.BarcodeFormat.QRCode)]
        for page in pages
    ]


def test_a_paper_without_a_square_has_none(showroom: Showroom):
    unmarked = [kind for kind in KINDS if kind not in MARKED]
    assert unmarked
    for kind in unmarked:
        assert not any(squares(showroom.proof(kind).printed.pdf, 75))


@pytest.mark.parametrize("kind", MARKED)
def test_the_file_itself_is_genuine_text_and_all(kind: str, showroom: Showroom, tmp_path: Path):
    file = tmp_path / f"{kind}.pdf"
    file.write_bytes(showroom.proof(kind).printed.pdf)
    found = tuple(verify_file(register_of(showroom.desk), file))
    assert [page.verdict for page in found] == [Verdict.GENUINE] * len(found)
    assert all(page.text_compared and not page.says for page in found)


# -- its Word version ------------------------------------------------------------------------------


@needs_office
def test_the_word_version_opens_in_libreoffice_and_has_as_many_pages(
    showroom: Showroom, tmp_path: Path
):
    twins = {kind: twin(showroom, kind) for kind in TWINS}
    shown = Office(tmp_path).printed(twins)
    pages = {kind: count(pdf) for kind, pdf in shown.items()}
    assert pages == {kind: showroom.proof(kind).printed.pages for kind in TWINS}


def twin(showroom: Showroom, kind: str) -> bytes:
    """Return the Word version of a kind, of the candidate that was printed."""
    return templating.twin(showroom.desk, kind, showroom.proof(kind).paper)


def count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with ALONE:
        document = pypdfium2.PdfDocument(pdf)
        pages = int(pdfium.FPDF_GetPageCount(document.raw))
        document.close()
    return pages
