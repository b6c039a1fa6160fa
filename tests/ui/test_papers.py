"""文书: the list of what was printed, one version opened, and one beside today's."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from consultroom.domain.consultations import Consultation
from consultroom.ui import dialogs
from consultroom.ui.office import Office
from consultroom.ui.papers.presenter import PapersPresenter, PapersScreen, Today
from consultroom.ui.papers.view import PapersView
from consultroom.ui.preview.sheets import Preview
from consultroom.ui.printing.presenter import PrintJob
from tests.services.stages import Stages
from tests.ui import samples, windows
from tests.ui.conftest import Shown
from tests.ui.sample_papers import LINES, RegisterAtHand, a_line

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def register() -> RegisterAtHand:
    return RegisterAtHand()


@pytest.fixture
def view(shown: Shown, register: RegisterAtHand) -> PapersView:
    made = windows.a_papers_view(register)
    made.resize(1100, 640)
    shown(made)
    made.entered.emit("")
    return made


def listed(view: PapersView) -> list[list[str]]:
    model = view.table.model()
    return [
        [model.index(line, place).data() for place in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def ids(view: PapersView) -> list[str]:
    return [view.table.rows.row(n).id for n in range(view.table.model().rowCount())]


def press(qtbot: QtBot, view: PapersView, name: str) -> None:
    qtbot.mouseClick(view.findChild(QPushButton, name), LEFT)


def test_every_version_is_listed_with_what_would_be_different_today(view: PapersView):
    assert listed(view)[0] == [
        *("会议通知", "WT-XS-2026-018", "老旧小区加装电梯与物业管理衔接", "第 2 版"),
        *("2026年11月18日", "5 页", "12 份", "今天有变化"),
    ]
    assert [line[-1] for line in listed(view)] == [
        *("今天有变化", "已有新版", "与今天一致", "已不能生成", "今天有变化"),
    ]
    assert listed(view)[3][6] == "只存文件"
    assert view.subheading == "共 5 份"


def test_only_last_versions_are_looked_at(view: PapersView, register: RegisterAtHand):
    assert register.checked == [("p18", "p10", "p9", "p3")]


def test_only_what_would_be_different_is_shown_when_it_is_ticked(qtbot: QtBot, view: PapersView):
    tick = view.findChild(QCheckBox, "onlyChanged")
    assert tick.text() == "只看有变化的（2）"
    tick.click()
    assert ids(view) == ["p18", "p3"]
    assert view.subheading == "共 5 份，列出 2 份"
    tick.click()
    assert len(ids(view)) == 5


def test_the_list_is_narrowed_by_kind_and_by_what_is_typed(view: PapersView):
    kinds = view.findChild(QComboBox, "papersKind")
    kinds.setCurrentIndex(kinds.findText("协商纪要"))
    assert ids(view) == ["p10"]
    kinds.setCurrentIndex(0)
    line = view.findChild(QLineEdit, "papersLine")
    for typed, found in (("噪声", ["p3"]), ("2026-009", ["p9"]), ("成果", ["p9"]), ("没有", [])):
        line.setText(typed)
        assert ids(view) == found
    said = [one.text() for one in view.findChildren(QLabel) if one.isVisible()]
    assert any(words.startswith("没有符合条件的文书") for words in said)


def test_an_empty_register_says_what_to_do(shown: Shown):
    view = windows.a_papers_view(RegisterAtHand(()))
    shown(view)
    view.entered.emit("")
    said = [one.text() for one in view.findChildren(QLabel) if one.isVisible()]
    assert any(words.startswith("还没有印过文书") for words in said)


def test_without_a_choice_nothing_can_be_opened(view: PapersView):
    tools = [view.findChild(QPushButton, f"{act}Issued") for act in ("open", "print", "compare")]
    assert [tool.isEnabled() for tool in tools] == [False] * 3
    view.table.selectRow(0)
    assert [tool.isEnabled() for tool in tools] == [True] * 3


def test_enter_opens_the_kept_bytes_and_back_is_the_list(qtbot: QtBot, view: PapersView):
    view.table.selectRow(2)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert view.findChild(QLabel, "keptHead").text() == (
        "协商纪要　第 1 版　2026年11月10日印出　12 份"
    )
    sheets = view.findChild(Preview, "preview")
    qtbot.waitUntil(lambda: sheets.pages == 3)
    assert sheets._pdf == samples.a_pdf(3, "p10")
    press(qtbot, view, "closeKept")
    assert view.table.isVisible()
    assert view.table.currentIndex().row() == 2


def test_a_version_beside_todays_with_the_list_of_what_differs(qtbot: QtBot, view: PapersView):
    view.table.selectRow(0)
    press(qtbot, view, "compareIssued")
    assert view.findChild(QLabel, "differenceCount").text() == "《会议通知》有 2 处不同"
    table = view._comparison._list
    model = table.model()
    rows = [[model.index(n, c).data() for c in range(4)] for n in range(model.rowCount())]
    assert rows == [["改动", "第 2 页", "was", "now"], ["增加", "第 5 页", "—", "more"]]
    was, now = (view.findChild(Preview, name) for name in ("sheetsWas", "sheetsNow"))
    qtbot.waitUntil(lambda: (was.pages, now.pages) == (4, 5))
    qtbot.waitUntil(lambda: (was.page, now.page) == (2, 2))  # the first one is shown at once
    table.selectRow(1)
    assert now.page == 5
    was.go_to_part(0.0)
    assert now.verticalScrollBar().value() == 0  # both scroll together
    press(qtbot, view, "closeComparison")
    assert view.table.isVisible()


def test_two_equal_papers_say_so(qtbot: QtBot, shown: Shown):
    view = windows.a_papers_view(RegisterAtHand((a_line(1, "会议通知", "x", id="same"),)))
    shown(view)
    view.entered.emit("")
    view.table.selectRow(0)
    press(qtbot, view, "compareIssued")
    assert view.findChild(QLabel, "differenceCount").text() == "《会议通知》两份的文字完全一样。"


def test_an_open_version_is_saved_as_it_was(
    qtbot: QtBot,
    view: PapersView,
    register: RegisterAtHand,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(dialogs, "ask_save", lambda *asked: tmp_path / asked[3].name)
    view.table.selectRow(2)
    press(qtbot, view, "saveIssued")
    press(qtbot, view, "openIssued")
    press(qtbot, view, "saveKept")
    assert register.written == [("p10", tmp_path / "p10.pdf")] * 2


# -- without a window ------------------------------------------------------------------------------


class Page:
    """The presenter with everything it showed, said and asked."""

    def __init__(self, register: RegisterAtHand | None = None) -> None:
        self.shown: list[PapersScreen] = []
        self.told: list[str] = []
        self.jobs: list[PrintJob] = []
        self.register = register or RegisterAtHand()
        self.presenter = PapersPresenter(
            self.register,
            show=self.shown.append,
            tell=self.told.append,
            warn=self.told.append,
            print_box=self.jobs.append,
        )
        self.presenter.enter()


def test_printing_again_hands_over_the_kept_bytes():
    page = Page()
    page.presenter.print_again(LINES[0])
    assert [(job.again, job.pdf) for job in page.jobs] == [("p18", samples.a_pdf(3, "p18"))]
    assert page.shown[-1].busy == ""


def test_a_version_that_cannot_be_opened_is_told_and_the_list_stays():
    page = Page()
    page.presenter.open(LINES[4])
    assert page.told == ["附件的文件已损坏。"]
    assert (page.shown[-1].kept, page.shown[-1].busy) == (None, "")


def test_coming_back_keeps_filter_and_answers_until_they_are_looked_at_again():
    class Slow(RegisterAtHand):
        def check(self, ids: tuple[str, ...], came: object) -> None:
            self.checked.append(ids)

    page = Page()
    page.presenter.choose_kind("notice")
    page.presenter._register = Slow()
    page.presenter.enter()
    screen = page.shown[-1]
    assert [line.today for line in screen.lines] == [Today.CHANGED, Today.OLDER, Today.CHANGED]
    assert screen.asking == 0


def test_what_is_still_being_looked_at_is_told():
    class Slow(RegisterAtHand):
        def check(self, ids: tuple[str, ...], came: object) -> None:
            came(ids[0], Today.SAME)  # type: ignore[operator]

    page = Page(Slow())
    assert page.shown[-1].subheading == "共 5 份，还有 3 份正在核对"


@pytest.mark.parametrize("stage", ["founded", "begun"])
def test_an_empty_list_leads_to_where_papers_are_made(
    stage: str, stages: Stages, shown: Shown, tmp_path: Path, qtbot: QtBot
):
    desk = stages(stage)
    office = Office(desk, folder=tmp_path)
    shown(office.window)
    office.window.go("papers")
    page = office.window.screens["papers"]
    lead = page.findChild(QPushButton, "openWorkspace")
    qtbot.waitUntil(lead.isVisible)
    qtbot.mouseClick(lead, LEFT)
    begun = [one.id for one in desk.room.find(Consultation)]
    arrived = ("workspace", *begun) if begun else ("consultations", "")
    assert (office.window.here, office.window.about) == arrived


def test_a_list_narrowed_to_nothing_does_not_lead_away(view: PapersView):
    view.findChild(QLineEdit, "papersLine").setText("没有这个")
    assert ids(view) == []
    assert not view.findChild(QPushButton, "openWorkspace").isVisible()
