"""座次: dragging a name, the keyboard, layouts, undo, paper, and the ways to the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.domain.meetings import RsvpAnswer
from consultroom.domain.papers import SeatingPlan, SeatingShape
from consultroom.services import scheduling, seating
from consultroom.services.desk import Desk
from consultroom.ui.office import Office
from consultroom.ui.seats.drawing import NOWHERE
from consultroom.ui.seats.presenter import NONE_YET
from consultroom.ui.seats.screens import ChairCard, beside
from consultroom.ui.seats.view import SeatsView
from tests.services.stages import Stages, the_dossier
from tests.ui.conftest import Shown

Key = Qt.Key


@pytest.fixture
def desk(stages: Stages) -> Desk:
    """A meeting with its notice still to send, and ten people."""
    return stages("scheduled")


@pytest.fixture
def view(desk: Desk, shown: Shown, tmp_path: Path) -> SeatsView:
    office = Office(desk, folder=tmp_path)
    office.window.resize(1366, 728)
    shown(office.window)
    office.window.go("seats", the_dossier(desk).consultation.id)
    found = office.window.screens["seats"]
    assert isinstance(found, SeatsView)
    found.office = office  # kept as long as its page
    QApplication.processEvents()
    return found


def names(view: SeatsView) -> list[str]:
    rows = view.list.rows
    return [rows.row(place).name for place in range(rows.rowCount())]


def cards(view: SeatsView) -> tuple[ChairCard, ...]:
    return tuple(view.list.rows.row(place) for place in range(view.list.rows.rowCount()))


def middle(view: SeatsView, place: int) -> QPoint:
    return view.drawing.place_of(place).center().toPoint()


def drag(qtbot: QtBot, view: SeatsView, there: int, here: int) -> None:
    """Drag a name from one chair to another, as a hand does: press, move, release."""
    drawing, left = view.drawing, Qt.MouseButton.LeftButton
    start, end = middle(view, there), middle(view, here)
    qtbot.mousePress(drawing, left, pos=start)
    for step in range(1, 11):
        qtbot.mouseMove(drawing, start + (end - start) * step / 10)
    qtbot.mouseRelease(drawing, left, pos=end)


def said(view: SeatsView) -> str:
    return view.findChild(QLabel, "seatSaid").text()


def press(view: SeatsView, name: str) -> None:
    found = view.findChild(QPushButton, name)
    assert found.isEnabled(), name
    found.click()


# -- by mouse -------------------------------------------------------------------------------------


def test_a_name_dragged_onto_another_changes_places_and_nobody_else_moves(
    qtbot: QtBot, view: SeatsView, desk: Desk
):
    before = names(view)
    drag(qtbot, view, 1, 4)
    after = names(view)
    assert (after[1], after[4]) == (before[4], before[1])
    others = [place for place in range(len(before)) if place not in (1, 4)]
    assert [after[place] for place in others] == [before[place] for place in others]
    assert [card.number for card in cards(view) if card.by_hand] == [2, 5]
    assert view.office.window.toast_area.findChild(QLabel, "toastWords").text() == (
        f"{before[1]}和{before[4]}已对调座位。"
    )


def test_the_toast_takes_a_drag_back(qtbot: QtBot, view: SeatsView, desk: Desk):
    before = names(view)
    drag(qtbot, view, 1, 4)
    view.office.window.toast_area.findChild(QPushButton, "toastAct").click()
    assert names(view) == before
    assert desk.room.find(SeatingPlan) == ()


def test_a_name_dragged_to_the_spare_place_gets_a_chair_of_its_own(qtbot: QtBot, view: SeatsView):
    before = names(view)
    spare = len(before) - 1
    assert cards(view)[spare].spare
    drag(qtbot, view, 2, spare)
    after = names(view)
    assert after[spare] == before[2]
    assert after[: spare - 1] == before[:2] + before[3:spare]
    assert [card.who for card in cards(view)[spare - 1 :]] == ["空座", before[2], "加座"]


def test_a_name_let_go_beside_every_chair_goes_back(qtbot: QtBot, view: SeatsView, desk: Desk):
    before, left = names(view), Qt.MouseButton.LeftButton
    qtbot.mousePress(view.drawing, left, pos=middle(view, 3))
    room = view.drawing.rect().center()
    qtbot.mouseMove(view.drawing, room)
    assert view.drawing.card_at(room.toPointF()) == NOWHERE
    qtbot.mouseRelease(view.drawing, left, pos=room)
    assert names(view) == before
    assert desk.room.find(SeatingPlan) == ()


def test_a_click_only_says_who_sits_there(qtbot: QtBot, view: SeatsView, desk: Desk):
    qtbot.mouseClick(view.drawing, Qt.MouseButton.LeftButton, pos=middle(view, 2))
    card = cards(view)[2]
    assert said(view) == f"{card.says}。按回车拿起。"
    assert view.list.currentIndex().row() == 2
    assert desk.room.find(SeatingPlan) == ()


# -- by keyboard ----------------------------------------------------------------------------------


def test_arrows_and_enter_do_what_dragging_does(qtbot: QtBot, view: SeatsView):
    before = names(view)
    view.drawing.setFocus()
    qtbot.keyClick(view.drawing, Key.Key_Return)
    assert said(view).startswith(f"已拿起{before[0]}。")
    qtbot.keyClick(view.drawing, Key.Key_Right)
    target = view.list.currentIndex().row()
    assert target != 0
    assert f"{before[0]}和{before[target]}对调" in view.drawing.accessibleDescription()
    qtbot.keyClick(view.drawing, Key.Key_Return)
    after = names(view)
    assert (after[0], after[target]) == (before[target], before[0])


def test_escape_puts_who_was_picked_up_back(qtbot: QtBot, view: SeatsView, desk: Desk):
    qtbot.keyClick(view.drawing, Key.Key_Space)
    qtbot.keyClick(view.drawing, Key.Key_Right)
    qtbot.keyClick(view.drawing, Key.Key_Escape)
    assert "拿起" in said(view)
    assert "对调" not in said(view)
    assert desk.room.find(SeatingPlan) == ()


def test_escape_in_the_list_lets_go_too(qtbot: QtBot, view: SeatsView, desk: Desk):
    view.list.setFocus()
    view.list.selectRow(1)
    qtbot.keyClick(view.list, Key.Key_Return)
    assert said(view).startswith("已拿起")
    qtbot.keyClick(view.list, Key.Key_Escape)
    assert said(view).startswith("2号座")
    assert desk.room.find(SeatingPlan) == ()


def test_the_list_does_it_too_for_who_cannot_see_the_drawing(qtbot: QtBot, view: SeatsView):
    before = names(view)
    view.list.setFocus()
    view.list.selectRow(1)
    qtbot.keyClick(view.list, Key.Key_Return)
    view.list.selectRow(3)
    qtbot.keyClick(view.list, Key.Key_Return)
    after = names(view)
    assert (after[1], after[3]) == (before[3], before[1])


def test_arrows_reach_every_chair_of_every_layout(view: SeatsView):
    for shape in SeatingShape:
        view.presenter.choose_shape(shape.code)
        there = cards(view)
        reached, left = {0}, [0]
        while left:
            here = left.pop()
            steps = ((-1, 0), (1, 0), (0, -1), (0, 1))
            for new in {beside(there, here, *step) for step in steps} - reached:
                reached.add(new)
                left.append(new)
        assert reached == set(range(len(there))), shape


def test_the_list_keeps_qts_rules(view: SeatsView, qtmodeltester: ModelTester):
    qtmodeltester.check(view.list.rows)


def test_what_is_drawn_is_told(view: SeatsView):
    assert view.drawing.accessibleName() == "座位图，方向键走，回车拿起和放下"
    assert view.drawing.accessibleDescription() == said(view)
    assert cards(view)[0].says.startswith("1号座，围坐：张建国，委员")


# -- layouts --------------------------------------------------------------------------------------


def test_a_layout_is_chosen_and_kept(view: SeatsView, desk: Desk):
    box = view.findChild(QComboBox, "seatShape")
    assert [box.itemText(at) for at in range(box.count())] == [one.label for one in SeatingShape]
    assert not view.findChild(QComboBox, "seatEven").isVisible()
    box.setCurrentIndex(box.findData(SeatingShape.LONG_TABLE.code))
    (plan,) = desk.room.find(SeatingPlan)
    assert plan.shape is SeatingShape.LONG_TABLE
    QApplication.processEvents()
    even = view.findChild(QComboBox, "seatEven")
    assert even.isVisible()
    even.setCurrentIndex(1)
    assert desk.room.find(SeatingPlan)[0].even_seats.code == even.itemData(1)


def test_seats_moved_by_hand_are_counted_and_forgotten_by_the_rule(qtbot: QtBot, view: SeatsView):
    before = names(view)
    assert not view.findChild(QPushButton, "seatsAnew").isEnabled()
    drag(qtbot, view, 1, 4)
    assert view.findChild(QPushButton, "seatsAnew").text() == "按规则重排（2）"
    press(view, "seatsAnew")
    assert names(view) == before


# -- ways to and from -----------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "kind"), [("printSeats", "座次表"), ("printCards", "台签")])
def test_the_papers_are_one_press_away(qtbot: QtBot, view: SeatsView, name: str, kind: str):
    press(view, name)
    window = view.office.window
    assert window.here == "paper"
    paper = window.screens["paper"]
    assert paper.findChild(QComboBox, "paperKind").currentText() == kind
    qtbot.waitUntil(lambda: paper.viewer.sheets.pages > 0, timeout=20_000)


def test_the_workspace_and_the_calendar_lead_here(view: SeatsView, desk: Desk):
    window, about = view.office.window, the_dossier(desk).consultation.id
    window.go("workspace", about)
    here = window.screens["workspace"]
    next(one for one in here.findChildren(QPushButton) if one.text() == "座次").click()
    assert window.here == "seats"
    window.go("calendar", "2026-11-26")
    QApplication.processEvents()
    here = window.screens["calendar"]
    next(one for one in here.findChildren(QPushButton) if one.text() == "座次").click()
    assert window.here == "seats"
    assert view.subheading == "老旧小区加装电梯　11月26日 星期四 14:30"


def test_without_a_name_the_next_sitting_is_shown(view: SeatsView, desk: Desk):
    view.presenter._about = ""
    view.office.window.go("home")
    view.office.window.go("seats")
    assert view.subheading.startswith("老旧小区加装电梯")


def test_before_a_sitting_is_planned_the_page_says_what_to_do(
    stages: Stages, shown: Shown, tmp_path: Path
):
    desk = stages("begun")
    office = Office(desk, folder=tmp_path)
    shown(office.window)
    office.window.go("seats", the_dossier(desk).consultation.id)
    QApplication.processEvents()
    page = office.window.screens["seats"]
    told = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert told == [NONE_YET]
    assert not page.findChild(QPushButton, "printSeats").isEnabled()


def test_someone_who_asked_for_leave_is_marked(view: SeatsView, desk: Desk):
    dossier = the_dossier(desk)
    person = seating.people_of(dossier, dossier.sittings[-1])[2]
    scheduling.answer(desk, person, RsvpAnswer.LEAVE, reason="出差")
    view.office.window.go("home")
    view.office.window.go("seats")
    assert cards(view)[2].note == "请假"
    assert "请假" in cards(view)[2].says
