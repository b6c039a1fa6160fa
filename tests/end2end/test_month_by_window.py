"""One station's month through the window: from a topic to the outcome sheet, on real widgets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from pytestqt.qtbot import QtBot

from consultroom.domain.consultations import Consultation, ConsultationState
from consultroom.domain.stations import UnitKind
from consultroom.services import filing, founding, rostering, safekeeping
from consultroom.services.desk import Desk
from consultroom.ui import dialogs, theme, translation
from consultroom.ui.minutes.view import MinutesView
from consultroom.ui.office import Office
from consultroom.ui.paper.view import PaperView
from consultroom.ui.workspace.view import WorkspaceView
from tests.end2end.hands import Hands
from tests.ui.keyboard import commit
from tests.ui.mouse import double_click

CHINA = timezone(timedelta(hours=8))
NAMES = ("张建国", "李秀英", "欧阳文静", "古丽·买买提", "陈𬱖", "单晓丽")
TITLE = "背街小巷路灯补亮与分时照明"
AGREED = "对十二条背街小巷的三十六盏路灯逐盏登记，年内修复到位。"
SAID = (("oywj", "灯不亮的地方先装临时灯。"), ("cw", "分时照明要征求沿街住户意见。"))
pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)


class Watch:
    """A clock the test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 9, tzinfo=CHINA)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def put(self, month: int, day: int) -> None:
        self.now = datetime(2026, month, day, 9, tzinfo=CHINA)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def desk(tmp_path: Path, watch: Watch) -> Iterator[Desk]:
    district = founding.a_unit(UnitKind.DISTRICT, "CH", "澄湖区", place="澄湖区")
    station = founding.a_unit(
        UnitKind.STATION,
        "WT",
        "梧桐街道委员工作站",
        parent="CH",
        place="梧桐街道",
        address="梧桐街道三楼协商议事室",
        phone="0000-6600101",
        liaison="周玉珍",
    )
    made = founding.found_station(
        tmp_path / "room",
        station=station,
        district=district,
        by="周玉珍",
        clock=watch,
        chance=Random(1).randbytes,  # noqa: S311 - a test
    )
    for name in NAMES:
        rostering.add_member(made, rostering.new_member(made, name, post="某单位职工"))
    with made.room:
        yield made


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, desk: Desk, tmp_path: Path) -> Hands:
    translation.install(qapp)
    theme.apply(qapp)
    office = Office(desk, folder=tmp_path)
    qtbot.addWidget(office.window)
    with qtbot.waitActive(office.window):
        office.window.resize(1366, 768)
        office.window.show()
    return Hands(office)


@pytest.fixture
def saved_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Answer every question where to save with this folder and the suggested name."""

    def answer(_parent: object, _title: str, _kind: object, suggested: Path) -> Path:
        return tmp_path / suggested.name

    monkeypatch.setattr(dialogs, "ask_save", answer)
    return tmp_path


def test_a_month_from_topic_to_outcome_sheet(
    hands: Hands, desk: Desk, watch: Watch, qtbot: QtBot, saved_in: Path
) -> None:
    _begin(hands)
    _select_and_look_into(hands, watch)
    _meet(hands, watch)
    _record(hands, watch)
    _conclude(hands, watch)
    dossier = filing.dossier(desk, desk.room.find(Consultation)[0].id)

    papers = _papers(hands, qtbot, saved_in)
    assert {"会议通知", "协商纪要", "协商成果单"} <= set(papers)
    assert f"关于召开梧桐街道“{TITLE}”协商议事会的通知" in papers["会议通知"]
    assert "2026年11月26日（星期四）14:30" in papers["会议通知"]
    assert AGREED in papers["协商纪要"]
    assert "欧阳文静" in papers["协商纪要"]
    assert "陈𬱖" in papers["协商纪要"]
    assert dossier.outcome is not None
    assert dossier.outcome.number in papers["协商成果单"]
    assert AGREED in papers["协商成果单"]

    _follow(hands, watch)
    closed = desk.room.find(Consultation)[0]
    assert closed.state is ConsultationState.CLOSED
    assert safekeeping.check(desk).faults == ()


def _begin(hands: Hands) -> None:
    hands.window.go("begin")
    hands.fill(
        title=TITLE,
        source="委员提出",
        proposer="李秀英",
        situation="十二条背街小巷夜里灯暗，老人孩子走路不安全。",
        suggestion="建议逐盏登记、分时照明。",
        convener="zjg",
    )
    hands.submit()
    assert hands.window.here == "workspace"


def _select_and_look_into(hands: Hands, watch: Watch) -> None:
    hands.go_on()
    hands.form_for("topic-screened", party="是", people="是", means="是")
    hands.form_for("topic-approved", verdict="采纳", decided_by="梧桐街道党工委")
    hands.go_on()
    watch.put(11, 9)
    hands.form_for(
        "research-recorded",
        on=date(2026, 11, 9),
        place="河沿社区六条小巷",
        people="lxy",
        findings="夜里八点逐条走过，三十六盏灯里有十一盏不亮。",
    )
    hands.go_on()


def _meet(hands: Hands, watch: Watch) -> None:
    hands.form_for(
        "meeting-scheduled",
        on=date(2026, 11, 26),
        at="14:30",
        guests="部门 周岚 区城管局市政科科长\n群众代表 何大爷 河沿社区居民代表",
    )
    watch.put(11, 17)
    hands.form_for("notice-sent", on=date(2026, 11, 17))
    watch.put(11, 26)
    hands.window.go("home")
    hands.window.go("workspace")
    hands.form_for("attendance-taken", roll="lxy1")


def _record(hands: Hands, watch: Watch) -> None:
    view = hands.screen
    assert isinstance(view, WorkspaceView)
    view.open_tab("record")
    book = view.findChild(MinutesView)
    assert book is not None
    for initials, text in (
        ("oywj", "灯不亮的地方先装临时灯。"),
        ("cw", "分时照明要征求沿街住户意见。"),
    ):
        editor = book.list.editor
        assert editor is not None
        QTest.keyClicks(editor.speaker, initials)
        QTest.keyClick(editor.speaker, Qt.Key.Key_Return)
        commit(editor.text, text)
        QTest.keyClick(editor.text, Qt.Key.Key_Return)
    book.save()
    hands.window.go("home")
    hands.window.go("workspace")
    view.open_tab("flow")
    hands.form_for(
        "points-recorded",
        text1=AGREED,
        lead1="区城管局",
        assist1="河沿社区",
        due1=date(2026, 12, 31),
        apart="半夜是否熄一半灯，住户意见不一。",
        requirements="请各单位把各自的灯杆编号对清楚。",
    )
    watch.put(11, 27)
    hands.form_for("minutes-confirmed", by="张建国", on=date(2026, 11, 27))
    hands.go_on()


def _conclude(hands: Hands, watch: Watch) -> None:
    watch.put(11, 30)
    hands.form_for("outcome-drafted", to_district=True)
    for day, who in ((1, "陶文彬"), (2, "梧桐街道党工委"), (3, "区政协社会法制委")):
        watch.put(12, day)
        hands.form_for(
            "outcome-reviewed", verdict="同意", reviewer=who, remark="同意报送。",
            on=date(2026, 12, day),
        )  # fmt: skip
    hands.form_for("all-assigned")


def _follow(hands: Hands, watch: Watch) -> None:
    hands.window.go("workspace")
    watch.put(12, 28)
    hands.form_for("all-replied", result="A", text="三十六盏灯已全部修复，分时方案已公示。")
    hands.go_on()
    hands.form_for("satisfaction-asked", kind="委员", rating="满意", rater="李秀英")
    hands.form_for("looked-back", who="zjg", finding="夜里看过，灯都亮着。")
    hands.go_on()


def _papers(hands: Hands, qtbot: QtBot, folder: Path) -> dict[str, str]:
    hands.press("workspaceAct1")
    view = hands.screen
    assert isinstance(view, PaperView)
    found = {}
    for place in range(view._kinds.count()):
        view._kinds.setCurrentIndex(place)
        qtbot.waitUntil(lambda: view._sheet is not None, timeout=20_000)
        word = view._kinds.itemText(place)
        hands.press("savePdf")
        file = folder / view._sheet.file_name
        qtbot.waitUntil(file.is_file, timeout=20_000)  # it is kept in the register first
        found[word] = _text(file)
        view._sheet = None
    return found


def _text(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "".join("".join(pages).split())


def test_a_double_click_in_the_list_opens_the_consultation(hands: Hands) -> None:
    _begin(hands)
    hands.window.go("consultations")
    table = hands.find(QTableView, "consultationsTable")
    place = table.visualRect(table.model().index(0, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    double_click(table.viewport(), place)
    assert hands.window.here == "workspace"
    assert hands.find(QLabel, "workspaceTitle").text() == TITLE
