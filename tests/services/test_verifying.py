"""A sheet is genuine, altered, superseded, of a signer unknown or revoked, or not ours at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from consultroom.documents.fonts import bundled
from consultroom.documents.pdfium import ALONE
from consultroom.documents.qr import stamped
from consultroom.documents.render_pdf import draw
from consultroom.domain.papers import IssuedPaper
from consultroom.exchange.identity import card_of
from consultroom.frozen import replace
from consultroom.services import identifying, marking, safekeeping
from consultroom.services.desk import Desk
from consultroom.services.verifying import (
    PageFinding,
    Verdict,
    register_of,
    register_of_cards,
    verify,
    verify_file,
    word_of,
)
from tests.documents.copiers import FAINT, HEAVY, OFFICE, WORN, Copier, as_pdf, jpeg, pixels
from tests.services.issuing import LONG, SHORT, issue, laid
from tests.services.stages import Stages

NUMBER = "WT-XS-2026-001"


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("confirmed")


def judged(desk: Desk, content: bytes, name: str = "scan.pdf") -> tuple[PageFinding, ...]:
    file = desk.room.folder.parent / name
    file.write_bytes(content)
    return tuple(verify_file(register_of(desk), file))


def verdicts(desk: Desk, content: bytes) -> list[Verdict]:
    return [one.verdict for one in judged(desk, content)]


def test_the_pdf_that_was_printed_is_genuine_text_and_all(desk: Desk):
    paper = issue(desk)
    pages = judged(desk, paper.pdf)
    assert len(pages) == paper.paper.pages == 2
    assert all(page.verdict is Verdict.GENUINE for page in pages)
    assert all(page.text_compared and page.archived and not page.says for page in pages)
    mark = pages[1].mark
    assert mark is not None
    assert (mark.unit, mark.kind, mark.number, mark.version) == ("WT", "minutes", NUMBER, 1)
    assert (mark.subject, mark.page, mark.pages) == (paper.paper.subject, 2, 2)


@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize(
    "copier", [OFFICE, WORN, FAINT, HEAVY], ids=["office", "worn", "faint", "heavy"]
)
def test_a_scan_of_it_is_genuine_and_says_what_is_left_to_the_eye(
    copier: Copier, dpi: int, desk: Desk
):
    copy = copier.of(pixels(issue(desk, SHORT).pdf, dpi))
    (page,) = judged(desk, jpeg(copy, 60), "scan.jpg")
    assert page.verdict is Verdict.GENUINE
    assert not page.text_compared
    assert "请与存档件对照" in page.says


def test_scanned_pages_in_a_pdf_are_genuine_too(desk: Desk):
    pdf = issue(desk).pdf
    copies = [OFFICE.of(pixels(pdf, 200, page)) for page in (0, 1)]
    pages = judged(desk, as_pdf(*copies, dpi=200))
    assert [page.verdict for page in pages] == [Verdict.GENUINE] * 2
    assert not any(page.text_compared or page.archived for page in pages)


def test_a_pdf_that_says_something_else_under_a_genuine_square_is_altered(desk: Desk):
    issue(desk, SHORT)
    _, genuine = laid(SHORT)
    paper, other = laid(SHORT.replace("26日", "27日"))
    about = desk.room.find(IssuedPaper)[0]
    payloads = marking.payloads(
        desk, genuine, kind="minutes", subject=about.subject, number=NUMBER, version=1
    )
    (page,) = judged(desk, draw(stamped(other, payloads), paper, bundled()))
    assert (page.verdict, page.text_compared) == (Verdict.ALTERED, True)
    assert "文字和签发时不一样" in page.says


def test_a_pdf_with_something_pasted_over_is_altered(desk: Desk):
    pdf = issue(desk, SHORT).pdf
    (page,) = judged(desk, _pasted_over(pdf))
    assert page.verdict is Verdict.ALTERED
    assert "另加了图片或批注" in page.says


def _pasted_over(pdf: bytes) -> bytes:
    import io

    with ALONE:
        document = pypdfium2.PdfDocument(pdf)
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(pypdfium2.PdfBitmap.from_pil(Image.new("RGB", (40, 10), "white")))
        image.set_matrix(pypdfium2.PdfMatrix().scale(80, 20).translate(200, 500))
        page = document[0]
        page.insert_obj(image)
        page.gen_content()
        file = io.BytesIO()
        document.save(file)
        document.close()
    return file.getvalue()


def test_a_pdf_with_a_note_on_it_is_altered(desk: Desk):
    pdf = issue(desk, SHORT).pdf
    (page,) = judged(desk, _annotated(pdf))
    assert page.verdict is Verdict.ALTERED


def _annotated(pdf: bytes) -> bytes:
    import io

    with ALONE:
        document = pypdfium2.PdfDocument(pdf)
        page = document[0]
        note = pdfium.FPDFPage_CreateAnnot(page.raw, pdfium.FPDF_ANNOT_FREETEXT)
        pdfium.FPDFPage_CloseAnnot(note)
        file = io.BytesIO()
        document.save(file)
        document.close()
    return file.getvalue()


def test_an_earlier_version_is_superseded_by_the_latest(desk: Desk):
    first = issue(desk, LONG)
    for text in (LONG + "\n又一句。\n", LONG + "\n又两句。\n"):
        issue(desk, text)
    pages = judged(desk, first.pdf)
    assert [(page.verdict, page.newest) for page in pages] == [(Verdict.SUPERSEDED, 3)] * 2
    assert pages[0].says == "这是第1版，已有第3版。"
    assert pages[0].archived


def test_a_version_of_another_paper_supersedes_nothing(desk: Desk):
    first = issue(desk, SHORT, kind="minutes")
    issue(desk, SHORT, kind="notice")
    issue(desk, SHORT + "\n又一句。\n", kind="notice")
    assert verdicts(desk, first.pdf) == [Verdict.GENUINE]


def test_a_paper_of_a_station_nobody_vouched_for_has_an_unknown_signer(desk: Desk):
    pdf = issue(desk, SHORT).pdf
    register = replace(register_of(desk), keys=())
    file = desk.room.folder.parent / "F.pdf"
    file.write_bytes(pdf)
    (page,) = verify_file(register, file)
    assert page.verdict is Verdict.UNKNOWN_SIGNER
    assert "这里没有它的公钥" in page.says


def test_a_card_is_enough_to_verify_and_no_room_is_asked(desk: Desk, tmp_path: Path):
    file = tmp_path / "F.pdf"
    file.write_bytes(issue(desk, SHORT).pdf)
    register = register_of_cards([identifying.card(desk)], desk.today)
    assert [page.verdict for page in verify(register, [file])] == [Verdict.GENUINE]
    stranger = card_of(replace(identifying.identity(desk), seed=bytes(32)), "别人")
    register = register_of_cards([stranger], desk.today)
    assert [page.verdict for page in verify(register, [file])] == [Verdict.UNKNOWN_SIGNER]


def test_what_a_revoked_key_signed_is_not_believed(desk: Desk):
    pdf = issue(desk, SHORT).pdf
    identifying.revoke(desk, "WT", on=desk.today, reason="电脑被盗")
    assert verdicts(desk, pdf) == [Verdict.REVOKED]
    safekeeping.undo(desk)
    assert verdicts(desk, pdf) == [Verdict.GENUINE]


def test_a_square_that_was_tampered_with_is_altered(desk: Desk):
    issue(desk, SHORT)
    paper, layout = laid(SHORT)
    about = desk.room.find(IssuedPaper)[0]
    (payload,) = marking.payloads(
        desk, layout, kind="minutes", subject=about.subject, number=NUMBER, version=1
    )
    for broken in (payload[:-1] + ("0" if payload[-1] != "0" else "1"), "CR1:HELLO", "CR2:A"):
        pdf = draw(stamped(layout, [broken]), paper, bundled())
        assert verdicts(desk, pdf) == [Verdict.ALTERED]


def test_a_page_with_somebody_elses_square_or_none_has_no_mark(desk: Desk):
    paper, layout = laid(SHORT)
    advertised = draw(stamped(layout, ["HTTPS://EXAMPLE.ORG"]), paper, bundled())
    assert verdicts(desk, advertised) == [Verdict.NO_MARK]
    assert verdicts(desk, draw(layout, paper, bundled())) == [Verdict.NO_MARK]


def test_a_file_that_cannot_be_read_is_one_finding_and_the_others_are_read(desk: Desk):
    folder = desk.room.folder.parent
    good, bad, gone = folder / "F.pdf", folder / "F.txt", folder / "gone.jpg"
    good.write_bytes(issue(desk, SHORT).pdf)
    bad.write_text("no scan")
    told: list[Path] = []
    found = verify(register_of(desk), [bad, gone, good], tell=told.append)
    assert [one.verdict for one in found] == [
        Verdict.UNREADABLE, Verdict.UNREADABLE, Verdict.GENUINE,
    ]  # fmt: skip
    assert [one.place for one in found] == [0, 0, 1]
    assert told == [bad, gone, good]


def test_two_pages_on_one_photograph_are_two_findings(desk: Desk):
    pdf = issue(desk).pdf
    one, two = (pixels(pdf, 200, page) for page in (0, 1))
    both = Image.new("L", (one.width * 2, one.height), 255)
    both.paste(one, (0, 0))
    both.paste(two, (one.width, 0))
    found = judged(desk, jpeg(both), "scan.jpg")
    assert sorted(f.mark.page for f in found if f.mark) == [1, 2]
    assert {f.verdict for f in found} == {Verdict.GENUINE}


def test_the_marks_of_a_room_are_written_by_its_own_key(desk: Desk):
    _, layout = laid(LONG)
    told = {"kind": "minutes", "subject": "", "number": "", "version": 7}
    signer = marking.signer(desk)
    assert signer.payloads(layout, **told) == marking.payloads(desk, layout, **told)  # type: ignore[arg-type]
    assert len(signer.payloads(layout, **told)) == len(layout.pages)  # type: ignore[arg-type]


def test_a_kind_nobody_knows_is_called_by_its_code():
    assert word_of("minutes") == "协商纪要"
    assert word_of("no_such_kind") == "no_such_kind"


def test_a_day_before_the_revocation_is_judged_as_it_was(desk: Desk):
    pdf = issue(desk, SHORT).pdf
    identifying.revoke(desk, "WT", on=date(2027, 1, 1), reason="换电脑")
    assert verdicts(desk, pdf) == [Verdict.GENUINE]
