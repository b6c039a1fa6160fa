"""Papers made from the room: which there are, their bytes, their names, where they go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from consultroom.domain.outcomes import Assignment
from consultroom.domain.topics import TopicSource
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import (
    concluding,
    gathering,
    leafing,
    progressing,
    safekeeping,
    scheduling,
)
from consultroom.services.desk import Desk
from consultroom.ui.paper.presenter import NOTHING, PaperPresenter, PaperScreen, Sheet
from consultroom.ui.paper.press import RoomPress
from consultroom.ui.printing.presenter import PrintJob
from tests.services.stages import MEETING, Stages, the_dossier, the_topic

NO_FACE = "\U000f0000"


def at_once(
    work: Callable[[], object], done: Callable[[object], None], fail: Callable[[str], None]
) -> None:
    """Do slow work here and now."""
    try:
        made = work()
    except UserError as error:
        fail(str(error))
    else:
        done(made)


class Office:
    """A press with everything it says and makes."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.told: list[str] = []
        self.sheets: list[Sheet] = []
        self.failed: list[str] = []
        self.kept: list[PrintJob] = []
        self.press = RoomPress(lambda: desk, slow=at_once, keep=self._keep)
        self.id = the_dossier(desk).consultation.id

    def _keep(
        self, job: PrintJob, done: Callable[[bytes], None], fail: Callable[[str], None]
    ) -> None:
        self.kept.append(job)
        done(job.pdf)

    def save(self, path: Path) -> None:
        """Save the sheet made last."""
        said = self.told.append
        self.press.save(self.sheets[-1], path, lambda: said("saved"), self.failed.append)

    def make(self, kind: str) -> None:
        self.press.make(self.id, kind, self.sheets.append, self.failed.append)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "".join("".join(pages).split())


MAIN = ("会议通知", "协商纪要", "协商成果单")
KINDS = {
    "begun": [],
    "scheduled": ["会议通知", "协商纪要"],
    "concluded": ["会议通知", "协商纪要", "协商成果单"],
}


@pytest.mark.parametrize("stage", KINDS)
def test_it_offers_the_papers_there_are_by_now(stage: str, stages: Stages):
    office = Office(stages(stage))
    subheading, kinds = office.press.about(office.id)
    assert subheading == "WT-XS-2026-001　老旧小区加装电梯"
    assert [kind.label for kind in kinds if kind.label in MAIN] == KINDS[stage]
    assert len({kind.key for kind in kinds}) == len(kinds)


def test_about_nothing_and_about_what_was_undone_there_is_no_paper(stages: Stages):
    desk = stages("with a topic")
    progressing.begin(desk, the_topic(desk))
    office = Office(desk)
    safekeeping.undo(desk)
    assert office.press.about(office.id) == office.press.about("") == ("", ())


def test_it_makes_every_paper_it_offers(stages: Stages):
    office = Office(stages("assigned"))
    _, kinds = office.press.about(office.id)
    for kind in kinds:
        office.make(kind.key)
    assert office.failed == []
    papers = dict(zip((kind.label for kind in kinds), office.sheets, strict=True))
    texts = {label: text_of(sheet.pdf) for label, sheet in papers.items()}
    assert papers["会议通知"].file_name == "WT-XS-2026-001 会议通知.pdf"
    assert "关于召开梧桐街道“老旧小区加装电梯”协商议事会的通知" in texts["会议通知"]
    assert "先在3号楼试装一部电梯" in texts["协商纪要"]
    assert "WT-CG-2026-001" in texts["协商成果单"]
    assert {sheet.remarks for sheet in office.sheets} == {()}
    apart = [s.job for s in office.sheets if s.job.subject != office.id and not s.job.parts]
    assert {job.subject for job in apart} == {one.id for one in office.desk.room.find(Assignment)}


def test_a_character_no_face_has_is_remarked(stages: Stages):
    desk = stages("concluded")
    concluding.draft_outcome(desk, the_dossier(desk), problem=f"住户{NO_FACE}先生反映。")
    office = Office(desk)
    office.make("outcome")
    assert [NO_FACE in remark for remark in office.sheets[0].remarks] == [True]


def test_a_paper_that_came_too_early_is_a_sentence(stages: Stages):
    office = Office(stages("scheduled"))
    office.make("outcome")
    assert (office.sheets, office.failed) == ([], ["还没有协商成果单，先填写再打印。"])


def test_a_sheet_is_kept_and_saved_whole_or_refused(stages: Stages, tmp_path: Path):
    office = Office(stages("scheduled"))
    office.make("notice")
    office.save(tmp_path / "通知.pdf")
    assert (tmp_path / "通知.pdf").read_bytes() == office.sheets[0].pdf
    assert ([job.name for job in office.kept], office.told) == (
        ["会议通知：老旧小区加装电梯"],
        ["saved"],
    )
    office.save(tmp_path / "nowhere" / "通知.pdf")
    assert ["写不进去" in sentence for sentence in office.failed] == [True]


def test_the_title_of_notice_and_minutes_is_offered_in_lines(stages: Stages):
    office = Office(stages("scheduled"))
    title = office.press.title(office.id, "notice")
    assert title is not None
    assert title.title == "关于召开梧桐街道“老旧小区加装电梯”协商议事会的通知"
    assert title.lines == title.offers[0]
    assert {"".join(lines) for lines in title.offers} == {title.title}
    assert office.press.title(office.id, "outcome") is None
    assert office.press.title("", "notice") is None


def test_lines_placed_by_hand_stand_on_the_paper(stages: Stages):
    office = Office(stages("scheduled"))
    typed = "关于召开|梧桐街道“老旧小区加装电梯”|协商议事会的通知"
    office.press.break_title(office.id, "notice", typed)
    title = office.press.title(office.id, "notice")
    assert title is not None
    assert "|".join(title.lines) == typed
    office.make("notice")
    lines = [line.text for line in leafing.text_lines(office.sheets[0].pdf)]
    assert lines[:3] == typed.split("|")
    with pytest.raises(UserError, match="不能改字"):
        office.press.break_title(office.id, "minutes", "别的|标题")


# -- the page over it -----------------------------------------------------------------------------


class Page:
    """The page of papers, with slow work held back until it is let go."""

    def __init__(self, desk: Desk) -> None:
        self.shown: list[PaperScreen] = []
        self.told: list[str] = []
        self.waiting: list[Callable[[], None]] = []
        press = RoomPress(lambda: desk, slow=self._later, keep=lambda _job, _done, _fail: None)
        self.presenter = PaperPresenter(
            press,
            show=self.shown.append,
            tell=self.told.append,
            warn=self.told.append,
            print_box=lambda _job: None,
            title_box=lambda _title: None,
        )

    def _later(
        self,
        work: Callable[[], object],
        done: Callable[[object], None],
        fail: Callable[[str], None],
    ) -> None:
        self.waiting.append(lambda: at_once(work, done, fail))

    def let_go(self) -> None:
        """Let everything begun come to its end, in order."""
        while self.waiting:
            self.waiting.pop(0)()


def test_a_page_shows_that_it_is_making_and_then_the_sheet(stages: Stages):
    desk = stages("concluded")
    page = Page(desk)
    page.presenter.enter(f"{the_dossier(desk).consultation.id}/outcome")
    assert (page.shown[-1].kind, page.shown[-1].making, page.shown[-1].sheet) == (
        "outcome",
        True,
        None,
    )
    page.let_go()
    assert not page.shown[-1].making
    assert page.shown[-1].sheet is not None


def test_coming_back_shows_the_same_paper_as_things_stand_now(stages: Stages):
    desk = stages("confirmed")
    page = Page(desk)
    page.presenter.enter(f"{the_dossier(desk).consultation.id}/minutes")
    page.let_go()
    concluding.draft_outcome(desk, the_dossier(desk))
    page.presenter.enter("")
    page.let_go()
    assert page.shown[-1].kind == "minutes"
    assert "协商成果单" in [kind.label for kind in page.shown[-1].kinds]
    assert page.shown[-1].sheet is not None


def test_a_sheet_that_comes_late_is_not_shown_on_another_consultations_page(stages: Stages):
    desk = stages("scheduled")
    first = the_dossier(desk).consultation.id
    topic = gathering.add_topic(desk, title="修路灯", source=TopicSource.PARTY, proposer="镇里")
    second = progressing.begin(desk, topic).consultation.id
    scheduling.schedule(
        desk, second, starts_at=MEETING, venue="院坝", host="张建国", members=desk.members()
    )
    page = Page(desk)
    page.presenter.enter(f"{first}/notice")
    page.presenter.enter(f"{second}/notice")
    page.let_go()
    sheets = [screen.sheet for screen in page.shown if screen.sheet]
    assert ["修路灯" in text_of(sheet.pdf) for sheet in sheets] == [True]


def test_choosing_another_paper_forgets_the_sheet_of_the_one_before(stages: Stages):
    desk = stages("concluded")
    page = Page(desk)
    page.presenter.enter(the_dossier(desk).consultation.id)
    page.let_go()
    page.presenter.choose("minutes")
    assert (page.shown[-1].sheet, page.shown[-1].making) == (None, True)


def test_without_any_paper_the_page_says_what_to_do(stages: Stages):
    page = Page(stages("begun"))
    page.presenter.enter("nothing")
    assert (page.shown[-1].sentence, page.waiting) == (NOTHING, [])
    assert replace(page.shown[-1], sentence="").kinds == ()


def test_a_set_is_one_job_whose_papers_are_kept_each_by_itself(stages: Stages):
    office = Office(stages("noticed"))
    _, kinds = office.press.about(office.id)
    assert [kind.label for kind in kinds if kind.key.startswith("set=")] == ["会议包（整套）"]
    office.press.make(office.id, "set=meeting", office.sheets.append, office.failed.append)
    job = office.sheets[0].job
    assert [part.kind for part in job.parts][:2] == ["notice", "agenda"]
    assert job.pages == sum(part.pages for part in job.parts)
    assert office.sheets[0].file_name == "WT-XS-2026-001 会议包.pdf"
