"""From a record to the bytes of a paper: which papers there are, what they say, where they go."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from consultroom.domain.consultations import Consultation
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, MeetingState
from consultroom.domain.minutes import Minutes
from consultroom.domain.outcomes import Outcome
from consultroom.domain.records import NumberKind, Record, UnknownWord
from consultroom.domain.topics import Topic
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import attaching, binding, printing
from consultroom.services.desk import Desk
from tests.services.district import TODAY, Seen
from tests.services.stages import DAYS, Stages, the_dossier

OF_SITTING = (
    "notice", "agenda", "sign_in", "sign_in_members", "reply_slip", "leave_slip", "host_outline",
    "name_cards", "seating", "checklist", "minutes",
)  # fmt: skip
FIRST_OF = {
    **dict.fromkeys(("dossier_cover", "dossier_index"), "begun"),
    **dict.fromkeys(OF_SITTING, "scheduled"),
    **dict.fromkeys(("outcome_poster", "outcome_poster_a3"), "minuted"),
    "outcome": "concluded",
    "satisfaction": "assigned",
}  # of the papers about a consultation itself, the stage from which they can be printed
NO_FACE = "\U000f0000"  # private use: no face has it


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "".join("".join(pages).split())


# -- which papers there are ------------------------------------------------------------------------


@pytest.mark.parametrize("stage", DAYS)
def test_what_is_ready_is_what_can_be_printed(stage: str, stages: Stages):
    if stage in ("founded", "with members", "with a topic"):
        return
    desk = stages(stage)
    dossier, order = the_dossier(desk), list(DAYS)
    expected = {kind for kind, at in FIRST_OF.items() if order.index(at) <= order.index(stage)}
    assert set(printing.ready(desk, dossier)) == expected
    for kind in set(FIRST_OF) - expected:
        with pytest.raises(printing.NothingToPrint, match="先"):
            printing.print_dossier(kind, dossier, today=desk.today)


def test_every_paper_of_a_followed_consultation_can_be_issued_and_read_back(stages: Stages):
    desk = stages("followed")
    offers = printing.offers(desk, the_dossier(desk))
    assert {offer.kind for offer in offers} >= {*FIRST_OF, "assignment", "reply_sheet"}
    for offer in offers:
        issued = printing.issue(desk, offer.kind, offer.key)
        again = printing.issue(desk, offer.kind, offer.key)
        assert issued.paper.version == again.paper.version == 1
        assert issued.printed.pdf == again.printed.pdf
        assert issued.printed.warnings == ()


def test_a_paper_that_says_something_else_is_the_next_version(stages: Stages):
    desk = stages("concluded")
    dossier = the_dossier(desk)
    first = printing.issue(desk, "outcome", dossier.consultation.number)
    assert dossier.outcome is not None
    with desk.room.act("修改成果", by="王敏") as act:
        act.put(replace(dossier.outcome, problem="路灯不亮，另有两处井盖破损。"))
    second = printing.issue(desk, "outcome", dossier.consultation.number)
    assert (first.paper.version, second.paper.version) == (1, 2)
    assert first.printed.pdf != second.printed.pdf


def test_a_district_that_wants_no_squares_gets_none(stages: Stages):
    desk = stages("concluded")
    case = printing.kind_of("notice").find(desk, "WT-XS-2026-001")
    assert printing.marks_of(desk, "notice", case) is not None
    plain = replace(case.parameters, paper=replace(case.rules, marks=False))
    assert printing.marks_of(desk, "notice", replace(case, parameters=plain)) is None


@pytest.mark.parametrize("key", ["", "2026", "2026-01-01..2026-06-30"])
def test_a_ledger_is_asked_for_by_its_period(key: str, stages: Stages):
    made = printing.print_paper(stages("followed"), "协商活动台账", key)
    assert "协商活动台账" in text_of(made.pdf)


@pytest.mark.parametrize("key", ["去年", "2026-13-01..2026-06-30"])
def test_what_is_no_period_is_told_in_words(key: str, stages: Stages):
    with pytest.raises(UserError, match="不是年份或期间"):
        printing.print_paper(stages("followed"), "年度统计表", key)


# -- several at once -------------------------------------------------------------------------------


def test_the_set_of_a_meeting_is_one_pdf_with_a_bookmark_for_each_paper(stages: Stages):
    desk = stages("noticed")
    found = printing.bundle(desk, "会议包", "WT-XS-2026-001")
    document = pypdfium2.PdfDocument(printing.bound(found).pdf)
    tops = [mark.get_title() for mark in document.get_toc() if mark.level == 0]
    pages = len(document)
    document.close()
    assert tops == [printing.KINDS[kind].word for kind in printing.BUNDLES["meeting"].kinds]
    assert pages == sum(printing.made(job).pages for job in found.jobs)


def test_the_set_of_a_meeting_is_a_folder_of_papers_in_order(stages: Stages, tmp_path: Path):
    found = printing.bundle(stages("noticed"), "meeting", "WT-XS-2026-001")
    files = printing.unfold(found, tmp_path / "会议包")
    assert [file.name[:2] for file in files] == [f"{n:02d}" for n in range(1, len(files) + 1)]
    assert all(file.read_bytes().startswith(b"%PDF-") for file in files)


def test_a_set_nothing_of_which_is_there_yet_is_told(stages: Stages):
    with pytest.raises(printing.NothingToPrint, match="会议包"):
        printing.bundle(stages("begun"), "会议包", "WT-XS-2026-001")


def test_a_volume_stands_by_itself_and_its_checksums_hold(stages: Stages, tmp_path: Path):
    desk = stages("followed")
    printing.issue(desk, "notice", "WT-XS-2026-001")
    letter = tmp_path / "答复.txt"
    letter.write_text("已经修好。\n", "utf-8")
    attaching.attach(desk, the_dossier(desk).replies[0], letter)
    made = binding.bind(desk, "WT-XS-2026-001", tmp_path / "案卷")
    assert any(name.startswith("佐证/") for name in made.files)
    assert any(name.startswith("已印文书/") for name in made.files)
    lines = (made.folder / binding.SUMS).read_text("utf-8").splitlines()
    for digest, name in (line.split("  ", 1) for line in lines):
        assert hashlib.sha256((made.folder / name).read_bytes()).hexdigest() == digest
    said = text_of((made.folder / binding.VOLUME).read_bytes())
    assert all(
        word in said for word in ("卷内目录", "会议通知", "协商纪要", "协商成果单", "交办单")
    )


def test_a_volume_goes_into_an_empty_folder_only(stages: Stages, tmp_path: Path):
    (tmp_path / "旧文件").touch()
    with pytest.raises(binding.NotEmpty, match="空文件夹"):
        binding.bind(stages("followed"), "WT-XS-2026-001", tmp_path)


def test_a_paper_may_be_asked_for_by_its_word(stages: Stages):
    dossier = the_dossier(stages("scheduled"))
    made = printing.print_dossier("会议通知", dossier, today=dossier.consultation.started_on)
    assert made == printing.print_dossier("notice", dossier, today=dossier.consultation.started_on)


def test_an_unknown_paper_is_answered_with_those_there_are(stages: Stages):
    with pytest.raises(UnknownWord, match="会议通知（notice）.*协商成果单（outcome）"):  # noqa: RUF043
        printing.render(stages("concluded"), "请柬", "WT-XS-2026-001")


# -- which record it is about ----------------------------------------------------------------------


def first_of(desk: Desk, kind: type[Record]) -> Record:
    return desk.room.find(kind)[0]


@pytest.mark.parametrize("kind", [Consultation, Meeting, Minutes, Outcome])
def test_a_paper_is_asked_for_by_the_id_of_what_hangs_on_it(kind: type[Record], stages: Stages):
    desk = stages("concluded")
    home = first_of(desk, Consultation).id
    assert printing.consultation_of(desk, first_of(desk, kind).id) == home


def test_a_paper_is_asked_for_by_any_number_that_leads_to_a_consultation(stages: Stages):
    desk = stages("assigned")
    home = first_of(desk, Consultation).id
    for number in ("WT-XS-2026-001", "wt-cg-2026-001", " WT-JB-2026-002 "):
        assert printing.consultation_of(desk, number) == home


def test_what_leads_nowhere_is_told(stages: Stages):
    desk = stages("begun")
    topic = first_of(desk, Topic)
    assert isinstance(topic, Topic)
    assert NumberKind.TOPIC.code in topic.number
    with pytest.raises(printing.NothingToPrint, match="不属于哪一次协商"):
        printing.consultation_of(desk, topic.number)
    for key in ("WT-XS-2026-404", "no such id"):
        with pytest.raises(UserError, match="没有"):
            printing.consultation_of(desk, key)


# -- what stands on it -----------------------------------------------------------------------------


def test_a_notice_not_sent_yet_bears_today_and_a_sent_one_its_own_day(stages: Stages):
    desk = stages("scheduled")
    dossier = the_dossier(desk)
    assert dossier.meeting is not None
    told = text_of(printing.print_dossier("notice", dossier, today=date(2026, 11, 18)).pdf)
    assert "2026年11月18日" in told
    sent = replace(dossier.meeting, notice_sent_on=date(2026, 11, 17), state=MeetingState.NOTICED)
    told = text_of(
        printing.print_dossier(
            "notice", replace(dossier, meetings=(sent,)), today=date(2026, 11, 18)
        ).pdf
    )
    assert "2026年11月17日" in told
    assert "2026年11月18日" not in told


def test_a_long_outcome_is_set_smaller_until_it_fits_one_page(stages: Stages):
    dossier = the_dossier(stages("concluded"))
    assert dossier.outcome is not None
    short = printing.print_dossier("outcome", dossier, today=TODAY)
    wordy = replace(dossier.outcome, problem=dossier.topic.situation * 22)
    long = printing.print_dossier("outcome", replace(dossier, outcome=wordy), today=TODAY)
    assert (short.pages, long.pages) == (1, 1)
    assert size_of("栋", long.pdf) < size_of("栋", short.pdf)
    endless = replace(dossier.outcome, problem=dossier.topic.situation * 90)
    made = printing.print_dossier("outcome", replace(dossier, outcome=endless), today=TODAY)
    assert made.pages > 1


def size_of(character: str, pdf: bytes) -> float:
    """Return how high a character stands on the first page, in pt."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].get_textpage()
    place = page.get_text_range().index(character)
    _left, bottom, _right, top = page.get_charbox(place, loose=True)
    document.close()
    return float(top - bottom)


def test_a_character_no_face_has_is_told_before_printing(stages: Stages):
    dossier = the_dossier(stages("concluded"))
    assert dossier.outcome is not None
    odd = replace(dossier, outcome=replace(dossier.outcome, problem=f"住户{NO_FACE}先生反映。"))
    made = printing.print_dossier("outcome", odd, today=TODAY)
    assert made.warnings == (
        f"“概述住户{NO_FACE}先生反映”里的“{NO_FACE}”没有字形，印作〓。"
        "请在纸上补写，或者把名字写成描述的样子再打印，例如“王+莹”。",
    )
    assert "〓" in text_of(made.pdf) or NO_FACE in text_of(made.pdf)


def test_every_paper_of_a_busy_station_can_be_printed_with_every_character(
    district: tuple[Seen, ...],
):
    latest = [station.dossiers[-1] for station in district[1:]]
    printed = [
        printing.print_dossier(kind, dossier, today=TODAY)
        for dossier in (*district[0].dossiers, *latest)
        for kind in _ready(dossier)
    ]
    assert len(printed) > 60
    assert {warning for one in printed for warning in one.warnings} == set()
    assert all(one.pdf.startswith(b"%PDF-") and one.pages >= 1 for one in printed)


def _ready(dossier: Dossier) -> list[str]:
    return (["notice", "minutes"] if dossier.meeting else []) + (
        ["outcome"] if dossier.outcome else []
    )


# -- where it goes ---------------------------------------------------------------------------------


def test_a_file_is_written_whole_and_replaces_an_older_one(tmp_path: Path):
    file = tmp_path / "通知.pdf"
    for pdf in (b"%PDF-1.4 older", b"%PDF-1.7"):
        printing.write(file, pdf)
        assert file.read_bytes() == pdf
    assert list(tmp_path.iterdir()) == [file]


def test_nothing_but_a_pdf_is_written_over(tmp_path: Path):
    mine = tmp_path / "room.db"
    mine.write_bytes(b"SQLite format 3")
    with pytest.raises(printing.CannotWrite, match="已经是另一个文件，不是 PDF，没有覆盖"):
        printing.write(mine, b"%PDF-1.7")
    assert mine.read_bytes() == b"SQLite format 3"


def test_a_place_that_cannot_be_written_is_told_in_chinese_and_left_as_it_was(tmp_path: Path):
    (tmp_path / "a file").write_text("mine", encoding="utf-8")
    (tmp_path / "taken.pdf").mkdir()
    refused = {
        tmp_path / "nowhere" / "通知.pdf": "没有这个文件或文件夹",
        tmp_path / "a file" / "通知.pdf": "没有这个文件夹",
        tmp_path / "taken.pdf": "那里是一个文件夹",
    }
    for path, why in refused.items():
        with pytest.raises(printing.CannotWrite, match=f"“{path.name}”写不进去：{why}。"):
            printing.write(path, b"%PDF-1.7")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a file", "taken.pdf"]
