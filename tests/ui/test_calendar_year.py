"""A sitting called off from the calendar, a plan approved, and how often the station meets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consultroom.documents.blocks import Signature
from consultroom.domain.meetings import Meeting, MeetingState
from consultroom.domain.plans import CadenceKind, PlanState
from consultroom.services import filing, planning, printing, safekeeping, scheduling
from consultroom.services.desk import Desk
from consultroom.services.printing.jobs import laid
from consultroom.services.scheduling import NotScheduled
from consultroom.ui.calendar.view import CalendarView
from consultroom.ui.office import Office
from consultroom.ui.workspace.cards import TimelineItem
from consultroom.ui.workspace.timeline import timeline
from tests.services.stages import Stages, on, the_dossier, the_meeting
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk

WHY = "主持人临时出差，改到下月。"


def at(desk: Desk, shown: Shown, folder: Path, qtbot: QtBot, about: str) -> AtDesk:
    office = Office(desk, folder=folder)
    office.window.resize(1366, 728)
    shown(office.window)
    sitting = AtDesk(office, qtbot)
    sitting.go("calendar", about)
    return sitting


# -- calling a sitting off ------------------------------------------------------------------------


def test_a_sitting_is_called_off_with_its_reason_and_taken_back(
    stages: Stages, shown: Shown, tmp_path: Path, qtbot: QtBot
):
    desk = stages("noticed")
    me = at(desk, shown, tmp_path, qtbot, "2026-11-26")
    me.press("cancel0")
    me.submit()
    assert me.error("reason") == "请填写取消的原因。"
    me.fill(reason=WHY)
    me.submit()
    (meeting,) = desk.room.find(Meeting)
    assert (meeting.state, meeting.why_changed) == (MeetingState.CANCELLED, WHY)
    assert the_dossier(desk).meeting is None
    assert "2026年11月26日的会议已取消。" in me.toast
    assert any(WHY in line.text for line in timeline(the_dossier(desk)))
    me.take_back()
    assert the_meeting(desk).state is MeetingState.NOTICED
    assert the_meeting(desk).why_changed == ""


def test_after_one_is_called_off_another_can_be_fixed_with_the_next_number(stages: Stages):
    desk = stages("noticed")
    first = the_meeting(desk)
    scheduling.cancel(desk, first, WHY)
    second = scheduling.schedule(
        desk,
        first.consultation,
        starts_at=first.starts_at.replace(month=12, day=3),
        venue=first.venue,
        host=first.host,
        members=desk.members(),
    )
    assert second.sitting == first.sitting + 1
    assert the_dossier(desk).meeting == second


def test_the_day_of_calling_off_is_told_and_stands_under_its_notice(
    stages: Stages, shown: Shown, tmp_path: Path
):
    desk = stages("noticed")
    on(desk, date(2026, 11, 20))
    off = scheduling.cancel(desk, the_meeting(desk), WHY)
    on(desk, date(2026, 11, 24))
    assert scheduling.called_off_on(desk, off) == date(2026, 11, 20)
    paper = laid(printing.compose(desk, "cancel_notice", off.consultation).parts[0])[0]
    signed = [block for block in paper.blocks if isinstance(block, Signature)]
    assert [one.date for one in signed] == ["2026年11月20日"]
    office = Office(desk, folder=tmp_path)
    shown(office.window)
    office.window.go("workspace", off.consultation)
    told = [one.accessibleName() for one in office.window.findChildren(TimelineItem)]
    assert f"11月20日 第1次会议取消，未开始，原定2026年11月26日。{WHY}" in told


def test_the_day_of_calling_off_goes_with_it_when_it_is_undone(stages: Stages):
    desk = stages("noticed")
    off = scheduling.cancel(desk, the_meeting(desk), WHY)
    undone = safekeeping.undo(desk)
    assert scheduling.called_off_on(desk, the_meeting(desk)) is None
    safekeeping.undo(desk, undone.id)
    assert scheduling.called_off_on(desk, desk.room.get(Meeting, off.id)) == desk.today


@pytest.mark.parametrize(
    ("stage", "reason", "says"),
    [
        ("noticed", "  ", "请写明取消会议的原因"),
        ("held", WHY, "已经开过"),
    ],
)
def test_what_cannot_be_called_off_is_refused(stages: Stages, stage: str, reason: str, says: str):
    desk = stages(stage)
    with pytest.raises(NotScheduled, match=says):
        scheduling.cancel(desk, the_meeting(desk), reason)


def test_a_sitting_is_not_called_off_twice(stages: Stages):
    desk = stages("noticed")
    once = scheduling.cancel(desk, the_meeting(desk), WHY)
    with pytest.raises(NotScheduled, match="已经取消过"):
        scheduling.cancel(desk, once, WHY)


def test_papers_of_a_sitting_called_off_are_not_offered(stages: Stages):
    desk = stages("noticed")
    scheduling.cancel(desk, the_meeting(desk), WHY)
    dossier = filing.dossier(desk, the_dossier(desk).consultation.id)
    offered = {offer.kind for offer in printing.offers(desk, dossier)}
    assert "notice" not in offered
    assert "cancel_notice" in offered  # whoever was asked is told


def test_nobody_is_told_of_a_sitting_they_never_heard_of(stages: Stages):
    desk = stages("scheduled")
    scheduling.cancel(desk, the_meeting(desk), WHY)
    assert "cancel_notice" not in {o.kind for o in printing.offers(desk, the_dossier(desk))}


# -- the plan of a year ---------------------------------------------------------------------------


def test_a_plan_is_approved_and_says_by_whom(
    stages: Stages, shown: Shown, tmp_path: Path, qtbot: QtBot
):
    desk = stages("with a topic")
    me = at(desk, shown, tmp_path, qtbot, "plan")
    assert me.words("planState") == "2026年度计划：起草"
    me.press("approvePlan")
    me.fill(body="街道党工委", on=date(2026, 1, 20), number="街发〔2026〕3号")
    me.submit()
    plan = planning.plan_of(desk, 2026)
    assert (plan.state, plan.body, plan.doc_number) == (
        PlanState.APPROVED,
        "街道党工委",
        "街发〔2026〕3号",
    )
    assert me.words("planState") == ("2026年度计划：2026年1月20日街道党工委批准，街发〔2026〕3号")
    me.take_back()
    assert me.words("planState") == "2026年度计划：起草"


def test_the_cadence_is_set_with_its_days_beside_it(
    stages: Stages, shown: Shown, tmp_path: Path, qtbot: QtBot
):
    desk = stages("founded")
    me = at(desk, shown, tmp_path, qtbot, "plan")
    me.press("setCadence")
    me.fill(by=CadenceKind.DAY_OF_MONTH.code, months="quarterly", day=20, on_holiday="next")
    me.form.flush()
    view = me.front
    assert isinstance(view, CalendarView)
    assert view.advice.sentences[0].startswith("2026年的会议日共 4 天：3月20日")
    me.fill(day=40)
    me.form.flush()
    assert view.advice.sentences[0] == "日期只能是1至31日，请改正。"
    me.submit()
    assert me.error() == "日期只能是1至31日，请改正。"
    me.fill(day=20)
    me.submit()
    assert planning.plan_of(desk, 2026).cadence.expected(2026) == 4
    assert view.findChild(QLabel, "planDay6").text() == "22日 周一"
    assert view.subheading == "2026年应协商 4 场，已召开 0 场"


def test_several_times_a_year_marks_no_days(
    stages: Stages, shown: Shown, tmp_path: Path, qtbot: QtBot
):
    desk = stages("founded")
    me = at(desk, shown, tmp_path, qtbot, "plan")
    me.press("setCadence")
    me.fill(by=CadenceKind.PER_YEAR.code, times=6)
    me.form.flush()
    assert isinstance(me.front, CalendarView)
    assert me.front.advice.sentences == ("每年 6 次，不标会议日。",)
    me.submit()
    assert planning.plan_of(desk, 2026).cadence.expected(2026) == 6
