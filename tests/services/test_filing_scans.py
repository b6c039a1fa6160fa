"""A folder of scans goes to the records by itself, once, and nothing in it is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultroom.domain.consultations import Attachment, Consultation
from consultroom.services import attaching, identifying, safekeeping
from consultroom.services.desk import Desk
from consultroom.services.filing_scans import NoFolder, file_scans, paged
from consultroom.services.verifying import Verdict
from tests.documents.copiers import OFFICE, as_pdf, jpeg, pixels
from tests.services.issuing import LONG, SHORT, issue
from tests.services.stages import Stages, everything

LONGER = LONG + "".join(f"\n再加第{n}条，供会上讨论。\n" for n in range(12))


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("confirmed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "扫描"
    place.mkdir()
    return place


def scan(pdf: bytes, page: int, dpi: int = 150) -> bytes:
    return jpeg(OFFICE.of(pixels(pdf, dpi, page)), 60)


def attached(desk: Desk) -> tuple[Attachment, ...]:
    about = desk.room.find(Consultation)[0]
    return desk.room.find(Attachment, about=about.id)


def test_scans_go_to_the_record_they_belong_to_as_one_act(desk: Desk, folder: Path):
    paper = issue(desk)
    for page in (0, 1):
        (folder / f"IMG_{page}.jpg").write_bytes(scan(paper.pdf, page))
    before, contents = everything(desk), contents_of(folder)
    report = file_scans(desk, folder)
    assert [(one.file.name, one.pages, one.new) for one in report.filed] == [
        ("IMG_0.jpg", (1,), True),
        ("IMG_1.jpg", (2,), True),
    ]
    assert (report.files, report.missing, report.unreadable) == (2, (), ())
    assert {one.paper.id for one in report.filed} == {paper.paper.id}
    names = {one.name for one in attached(desk)}
    assert names == {f"协商纪要 WT-XS-2026-001 第1版 扫描 第{n}页.jpg" for n in (1, 2)}
    assert desk.room.acts()[0].name == "归档扫描件"
    assert contents_of(folder) == contents
    assert safekeeping.check(desk).faults == ()
    safekeeping.undo(desk)
    assert everything(desk) == before


def contents_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(file.relative_to(folder)): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_same_scans_filed_again_change_nothing(desk: Desk, folder: Path):
    paper = issue(desk)
    (folder / "a.jpg").write_bytes(scan(paper.pdf, 0))
    (folder / "b.pdf").write_bytes(as_pdf(pixels(paper.pdf, 150, 1), dpi=150))
    file_scans(desk, folder)
    before, acts = everything(desk), desk.room.acts()
    again = file_scans(desk, folder)
    assert [one.new for one in again.filed] == [False, False]
    assert (everything(desk), desk.room.acts()) == (before, acts)


def test_the_same_bytes_under_two_names_are_kept_once(desk: Desk, folder: Path):
    content = scan(issue(desk, SHORT).pdf, 0)
    for name in ("a.jpg", "b.jpg"):
        (folder / name).write_bytes(content)
    report = file_scans(desk, folder)
    assert [one.new for one in report.filed] == [True, False]
    assert len(attached(desk)) == 1


def test_pages_that_are_missing_are_named_until_they_come(desk: Desk, folder: Path):
    paper = issue(desk, LONGER)
    assert paper.paper.pages == 3
    (folder / "two.jpg").write_bytes(scan(paper.pdf, 1))
    report = file_scans(desk, folder)
    assert [(one.paper.id, one.pages) for one in report.missing] == [(paper.paper.id, (1, 3))]
    (folder / "two.jpg").unlink()
    (folder / "one.jpg").write_bytes(scan(paper.pdf, 0))
    assert [one.pages for one in file_scans(desk, folder).missing] == [(3,)]
    (folder / "three.jpg").write_bytes(scan(paper.pdf, 2))
    assert file_scans(desk, folder).missing == ()


def test_a_pile_fed_through_the_scanner_is_taken_apart(desk: Desk, folder: Path):
    minutes = issue(desk, LONG, kind="minutes")
    note = issue(desk, SHORT, kind="notice")
    pages = [pixels(minutes.pdf, 150, 0), pixels(note.pdf, 150, 0), pixels(minutes.pdf, 150, 1)]
    (folder / "pile.pdf").write_bytes(as_pdf(*pages, dpi=150))
    report = file_scans(desk, folder)
    assert [(one.paper.kind, one.pages) for one in report.filed] == [
        ("minutes", (1, 2)),
        ("notice", (1,)),
    ]
    assert report.missing == ()
    assert len({one.sha256 for one in attached(desk)}) == 1


def test_a_scan_of_an_earlier_version_goes_to_that_version(desk: Desk, folder: Path):
    first = issue(desk, SHORT)
    issue(desk, SHORT + "\n又一句。\n")
    (folder / "a.jpg").write_bytes(scan(first.pdf, 0))
    report = file_scans(desk, folder)
    assert [(one.paper.version, one.new) for one in report.filed] == [(1, True)]


def test_what_cannot_be_filed_is_listed_by_its_reason(desk: Desk, folder: Path):
    paper = issue(desk, SHORT)
    (folder / "photo.jpg").write_bytes(jpeg(pixels(paper.pdf, 30).crop((0, 0, 100, 100))))
    (folder / "broken.png").write_bytes(b"broken")
    (folder / "phone.HEIC").write_bytes(b"\0\0\0\x18ftypheic")
    (folder / "notes.txt").write_text("notes")
    (folder / ".hidden.jpg").write_bytes(b"hidden")
    deeper = folder / "十一月"
    deeper.mkdir()
    (deeper / "a.jpg").write_bytes(scan(paper.pdf, 0))
    told: list[Path] = []
    report = file_scans(desk, folder, tell=told.append)
    assert [(one.file.name, one.verdict) for one in report.unreadable] == [
        ("broken.png", Verdict.UNREADABLE),
        ("phone.HEIC", Verdict.UNREADABLE),
        ("photo.jpg", Verdict.NO_MARK),
    ]
    assert [file.name for file in report.passed_over] == ["notes.txt"]
    assert [one.file.name for one in report.filed] == ["a.jpg"]
    assert [file.name for file in told] == ["broken.png", "phone.HEIC", "photo.jpg", "a.jpg"]


def test_a_genuine_page_of_a_paper_not_in_the_register_is_unknown(desk: Desk, folder: Path):
    pdf = issue(desk, SHORT).pdf
    safekeeping.undo(desk)
    (folder / "a.jpg").write_bytes(scan(pdf, 0))
    report = file_scans(desk, folder)
    assert report.filed == ()
    assert [one.mark.number for one in report.unknown if one.mark] == ["WT-XS-2026-001"]
    assert attached(desk) == ()


def test_what_is_not_believed_is_not_filed(desk: Desk, folder: Path):
    pdf = issue(desk, SHORT).pdf
    identifying.revoke(desk, "WT", on=desk.today, reason="电脑被盗")
    (folder / "a.jpg").write_bytes(scan(pdf, 0))
    report = file_scans(desk, folder)
    assert [one.verdict for one in report.doubtful] == [Verdict.REVOKED]
    assert (report.filed, attached(desk)) == ((), ())


def test_the_printed_pdf_itself_is_no_scan(desk: Desk, folder: Path):
    paper = issue(desk)
    (folder / "F.pdf").write_bytes(paper.pdf)
    report = file_scans(desk, folder)
    assert (report.filed, report.missing, attached(desk)) == ((), (), ())
    assert [file.name for file in report.originals] == ["F.pdf"]


def test_an_attachment_that_is_no_scan_hides_no_missing_page(desk: Desk, folder: Path):
    paper = issue(desk)
    letter = folder.parent / "reply.pdf"
    letter.write_bytes(b"scan")
    attaching.attach(desk, desk.room.find(Consultation)[0], letter)
    (folder / "a.jpg").write_bytes(scan(paper.pdf, 0))
    assert [one.pages for one in file_scans(desk, folder).missing] == [(2,)]


def test_a_folder_that_is_not_there_is_told(desk: Desk, folder: Path):
    with pytest.raises(NoFolder, match="没有文件夹“无”"):
        file_scans(desk, folder / "无")
    assert file_scans(desk, folder).files == 0


@pytest.mark.parametrize(
    ("pages", "text"),
    [((1,), "第1页"), ((1, 2, 3), "第1—3页"), ((3, 1), "第1、3页"), ((1, 2, 5, 6), "第1—2、5—6页")],
)
def test_page_numbers_are_written_as_people_write_them(pages: tuple[int, ...], text: str):
    assert paged(pages) == text
