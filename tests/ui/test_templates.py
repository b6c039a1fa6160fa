"""模板: taking one out, trying a changed one, putting it in force, going back, copying tags."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.services import paginating, templating, trying
from consultroom.services.desk import Desk
from consultroom.services.paginating import NoPages
from consultroom.ui import dialogs
from consultroom.ui.office import Office
from consultroom.ui.templates import opening
from consultroom.ui.templates.view import TemplatesView
from tests.documents.twins import with_line
from tests.services.stages import Stages
from tests.ui import samples
from tests.ui.conftest import Shown

LONG = 20_000  # ms: a template is filled off the GUI thread


@pytest.fixture
def desk(stages: Stages) -> Desk:
    """A meeting to come, its notice to be written."""
    return stages("scheduled")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files given to the system's editor."""
    files: list[Path] = []
    monkeypatch.setattr(opening, "open_outside", lambda file: files.append(file) is None)
    return files


@pytest.fixture
def office(desk: Desk, shown: Shown, tmp_path: Path, opened: list[Path]) -> Office:
    made = Office(desk, folder=tmp_path)
    made.window.resize(1366, 728)
    shown(made.window)
    return made


@pytest.fixture
def view(office: Office, qtbot: QtBot) -> TemplatesView:
    office.window.go("templates", "notice")
    found = office.window.screens["templates"]
    assert isinstance(found, TemplatesView)
    qtbot.waitUntil(lambda: bool(tag(found, "标题")), timeout=LONG)
    return found


def tag(view: TemplatesView, name: str) -> str:
    """Return what a tag prints now."""
    rows = view.tags.rows
    lines = (rows.row(place) for place in range(rows.rowCount()))
    return next(line.value for line in lines if line.name == name)


def press(view: TemplatesView, name: str) -> None:
    QApplication.processEvents()
    found = view.findChild(QPushButton, name)
    assert found.isVisible(), name
    assert found.isEnabled(), name
    found.click()


def words(view: TemplatesView, name: str) -> str:
    return view.findChild(QLabel, name).text()


def choose(monkeypatch: pytest.MonkeyPatch, view: TemplatesView, file: Path) -> None:
    monkeypatch.setattr(dialogs, "ask_open", lambda *_kinds, **_more: file)
    press(view, "useTemplate")


def tried(qtbot: QtBot, view: TemplatesView) -> None:
    qtbot.waitUntil(lambda: "正在" not in words(view, "trialVerdict"), timeout=LONG)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    file = tmp_path / "改好的通知.docx"
    file.write_bytes(with_line("梧桐街道专用"))
    return file


# -- the list -------------------------------------------------------------------------------------


def test_every_kind_is_listed_with_the_template_in_force(view: TemplatesView, desk: Desk):
    rows = view.kinds.rows
    listed = [(rows.row(at).word, rows.row(at).told) for at in range(rows.rowCount())]
    assert listed == [(line.word, "自带") for line in templating.templates(desk)]
    assert view.kinds.currentIndex().row() == 1
    assert words(view, "templateTold") == "现在用的是程序自带的模板。"
    assert not view.findChild(QPushButton, "dropTemplate").isVisible()


def test_each_tag_tells_what_it_prints_for_a_chosen_paper(qtbot: QtBot, view: TemplatesView):
    assert tag(view, "标题") == "关于召开梧桐街道“老旧小区加装电梯”协商议事会的通知"
    assert tag(view, "正文").startswith("共")
    box = view.findChild(QComboBox, "templateSubject")
    assert box.itemText(0) == "WT-XS-2026-001　老旧小区加装电梯"
    box.setCurrentIndex(box.findData(trying.SAMPLE))
    qtbot.waitUntil(lambda: tag(view, "标题") == "关于检查模板的通知", timeout=LONG)


def test_a_tag_is_copied_as_it_is_written_by_one_key(qtbot: QtBot, view: TemplatesView):
    view.tags.setFocus()
    view.tags.selectRow(0)
    qtbot.keyClick(view.tags, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "{{ 标题 }}"
    view.tags.selectRow(2)
    qtbot.keyClick(view.tags, Qt.Key.Key_Return)
    assert QApplication.clipboard().text() == "{%p for 段 in 正文 %}\n{{p 段 }}\n{%p endfor %}"
    press(view, "copyTag")


def test_lists_keep_qts_rules(view: TemplatesView, qtmodeltester: ModelTester):
    for table in (view.kinds, view.tags, view.trial.findings):
        qtmodeltester.check(table.rows)


# -- taking out -----------------------------------------------------------------------------------


def test_the_template_in_force_is_saved_and_opened_for_changing(
    view: TemplatesView,
    desk: Desk,
    opened: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    file = tmp_path / "会议通知模板.docx"
    suggested: list[Path] = []

    def ask(_parent: object, _title: str, _kind: object, where: Path) -> Path:
        suggested.append(where)
        return file

    monkeypatch.setattr(dialogs, "ask_save", ask)
    press(view, "exportTemplate")
    assert suggested[0].name == "会议通知模板.docx"
    assert file.read_bytes() == templating.template(desk, "notice")
    assert opened == [file]


# -- trying and putting in force ------------------------------------------------------------------


def test_a_changed_template_is_tried_then_put_in_force_then_taken_back(
    qtbot: QtBot,
    view: TemplatesView,
    desk: Desk,
    changed: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    choose(monkeypatch, view, changed)
    tried(qtbot, view)
    assert words(view, "trialVerdict") == "可以用，没有发现问题。"
    sheet = view.trial.sheet.words
    assert "协商议事会的通知" in sheet
    assert sheet.rstrip().endswith("梧桐街道专用")
    assert templating.templates(desk)[1].own is None
    press(view, "trialUse")
    assert desk.room.blobs.read(templating.templates(desk)[1].own.sha256) == changed.read_bytes()
    assert words(view, "templateTold") == "现在用的是自己的，2026年11月16日起。"
    area = view.window().toast_area
    assert area.findChild(QLabel, "toastWords").text() == (
        "“会议通知”的模板已换成 改好的通知.docx。"
    )
    area.findChild(QPushButton, "toastAct").click()
    assert templating.templates(desk)[1].own is None
    assert words(view, "templateTold") == "现在用的是程序自带的模板。"


def test_the_shipped_template_comes_back_by_one_press(
    view: TemplatesView, office: Office, desk: Desk
):
    templating.save_template(desk, "notice", with_line("自己的"))
    office.window.go("templates", "notice")
    press(view, "dropTemplate")
    assert templating.templates(desk)[1].own is None
    assert not view.findChild(QPushButton, "dropTemplate").isVisible()


def test_a_kind_without_its_own_says_that_it_follows_the_one_for_all(
    view: TemplatesView, office: Office, desk: Desk
):
    templating.save_template(desk, "general", with_line("通用的"))
    office.window.go("templates", "notice")
    assert words(view, "templateTold") == (
        "没有单独换过，跟着“通用”的模板走：自己的，2026年11月16日起。"
    )


def broken(*lines: str) -> bytes:
    made = Document()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_what_must_be_put_right_is_listed_with_a_suggestion_and_checked_again(
    qtbot: QtBot, view: TemplatesView, changed: Path, monkeypatch: pytest.MonkeyPatch
):
    changed.write_bytes(broken("{{ 标题 }}", "{{ 主松 }}", "{{ 正文 }}"))
    choose(monkeypatch, view, changed)
    tried(qtbot, view)
    rows = view.trial.findings.rows
    told = [rows.row(at) for at in range(rows.rowCount())]
    assert {line.word for line in told} >= {"要改"}
    assert any("是不是“主送”？" in line.says for line in told)
    assert not view.findChild(QPushButton, "trialUse").isEnabled()
    changed.write_bytes(with_line("改对了"))
    press(view, "trialAgain")
    tried(qtbot, view)
    assert view.findChild(QPushButton, "trialUse").isEnabled()
    press(view, "trialBack")
    assert view.findChild(QPushButton, "useTemplate").isVisible()


def test_a_missing_body_is_told(
    qtbot: QtBot, view: TemplatesView, changed: Path, monkeypatch: pytest.MonkeyPatch
):
    changed.write_bytes(broken("{{ 标题 }}"))
    choose(monkeypatch, view, changed)
    tried(qtbot, view)
    rows = view.trial.findings.rows
    assert any("正文" in rows.row(at).says for at in range(rows.rowCount()))
    assert not view.findChild(QPushButton, "trialUse").isEnabled()


def test_a_part_that_would_be_left_out_is_a_warning_only(
    qtbot: QtBot, view: TemplatesView, changed: Path, monkeypatch: pytest.MonkeyPatch
):
    lines = ("{{ 标题 }}", "{%p for 段 in 正文 %}", "{{p 段 }}", "{%p endfor %}")
    changed.write_bytes(broken(*lines))
    choose(monkeypatch, view, changed)
    tried(qtbot, view)
    rows = view.trial.findings.rows
    assert {rows.row(at).word for at in range(rows.rowCount())} == {"提醒"}
    assert any("主送" in rows.row(at).says for at in range(rows.rowCount()))
    assert view.findChild(QPushButton, "trialUse").isEnabled()


def test_what_is_no_word_file_is_told_and_nothing_is_changed(
    qtbot: QtBot, view: TemplatesView, desk: Desk, changed: Path, monkeypatch: pytest.MonkeyPatch
):
    changed.write_bytes(b"no docx")
    choose(monkeypatch, view, changed)
    tried(qtbot, view)
    assert view.trial.findings.rows.rowCount() == 1
    assert not view.findChild(QPushButton, "trialUse").isEnabled()


def test_a_file_that_went_away_is_told(
    view: TemplatesView, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    choose(monkeypatch, view, tmp_path / "没有.docx")
    assert office.window.sentence_bar.sentence == (
        "读不到“没有.docx”。请确认文件还在，并且没有被别的程序占用。"
    )


def test_the_trial_is_saved_and_opened_in_the_editor(
    qtbot: QtBot,
    view: TemplatesView,
    changed: Path,
    opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
):
    choose(monkeypatch, view, changed)
    tried(qtbot, view)
    file = changed.with_name("试印.docx")
    monkeypatch.setattr(dialogs, "ask_save", lambda *_asked: file)
    press(view, "trialSave")
    assert opened == [file]
    assert Document(str(file)).paragraphs[-1].text == "梧桐街道专用"


def test_the_trial_is_looked_at_in_the_editor_without_being_asked_where(
    qtbot: QtBot,
    view: TemplatesView,
    changed: Path,
    opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
):
    choose(monkeypatch, view, changed)
    tried(qtbot, view)
    assert "不是真实的页面" in words(view, "trialNote")
    press(view, "trialOpen")
    assert [file.name for file in opened] == ["试印-会议通知.docx"]
    assert Document(str(opened[0])).paragraphs[-1].text == "梧桐街道专用"


def test_its_real_pages_are_shown_where_this_pc_lays_them_out(
    qtbot: QtBot, view: TemplatesView, changed: Path, monkeypatch: pytest.MonkeyPatch
):
    laid: list[bytes] = []
    monkeypatch.setattr(paginating, "word_processor", lambda: changed)
    monkeypatch.setattr(
        paginating, "pages_of", lambda content: laid.append(content) or samples.a_pdf(2, "页")
    )
    choose(monkeypatch, view, changed)
    tried(qtbot, view)
    press(view, "trialPagesOn")
    qtbot.waitUntil(lambda: view.trial.pages.pages == 2, timeout=LONG)
    assert view.trial.pages.isVisible()
    assert "LibreOffice" in words(view, "trialNote")
    assert laid[0].startswith(b"PK")
    press(view, "trialPagesOn")
    assert view.trial.sheet.isVisible()
    press(view, "trialPagesOn")
    assert view.trial.pages.isVisible()
    assert len(laid) == 1  # not laid out twice


def test_pages_that_cannot_be_made_are_told(
    qtbot: QtBot,
    view: TemplatesView,
    office: Office,
    changed: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    def broken(_content: bytes) -> bytes:
        raise NoPages("LibreOffice 很久没有排完。")

    monkeypatch.setattr(paginating, "word_processor", lambda: changed)
    monkeypatch.setattr(paginating, "pages_of", broken)
    choose(monkeypatch, view, changed)
    tried(qtbot, view)
    press(view, "trialPagesOn")
    qtbot.waitUntil(lambda: "很久没有排完" in office.window.sentence_bar.sentence, timeout=LONG)
    assert view.trial.sheet.isVisible()
    assert not view.findChild(QPushButton, "trialPagesOn").isVisible()


def test_without_a_word_processor_there_is_no_button_for_pages(
    qtbot: QtBot, view: TemplatesView, changed: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(paginating, "word_processor", lambda: None)
    choose(monkeypatch, view, changed)
    tried(qtbot, view)
    assert not view.findChild(QPushButton, "trialPagesOn").isVisible()
