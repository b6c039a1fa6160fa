"""From the room to the home page: the next act, the month, the figures, the year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from consultroom.domain.calendar import month_of
from consultroom.domain.consultations import Branch
from consultroom.domain.meetings import Attendance, Meeting, MeetingState, Participant
from consultroom.domain.minutes import ConsensusItem
from consultroom.domain.outcomes import Assignment, Reply
from consultroom.domain.plans import Cadence, CadenceKind, Months
from consultroom.domain.stations import UnitKind
from consultroom.domain.topics import TopicSource
from consultroom.services import founding, gathering, planning, progressing
from consultroom.services.desk import Desk
from consultroom.ui.home.presenter import HomeScreen, MonthCard
from consultroom.ui.home.telling import MOST_DUE, home_screen
from consultroom.ui.states import State
from tests.services.district import TODAY
from tests.services.stages import (
    DAYS,
    MEETING,
    Stages,
    found,
    on,
    the_assignment,
    the_dossier,
)


def home_at(stages: Stages, stage: str, today: date | None = None) -> HomeScreen:
    desk = stages(stage)
    if today:
        on(desk, today)
    return home_screen(desk)


def card_of(home: HomeScreen) -> MonthCard:
    assert home.consultation is not None
    return home.consultation


# -- the one next act -----------------------------------------------------------------------------

LEADS = {
    "with a topic": ("去选题", "begin", ""),
    "begun": ("去办理", "workspace", "/screening"),
    "scheduled": ("去办理", "workspace", "/notice"),
    "noticed": ("去看看", "workspace", ""),
    "held": ("去办理", "workspace", "/minutes"),
    "concluded": ("去办理", "workspace", "/review"),
    "reviewed": ("去办理", "workspace", "/assign"),
}


@pytest.mark.parametrize("stage", LEADS)
def test_the_next_act_leads_to_where_it_is_done(stage: str, stages: Stages):
    desk = stages(stage)
    line = home_screen(desk).next_act
    assert line is not None
    word, page, form = LEADS[stage]
    about = the_dossier(desk).consultation.id + form if page == "workspace" else ""
    assert (line.act.word, line.act.page, line.act.about) == (word, page, about)
    assert line.sentence.endswith(progressing.status(desk).act.label)
    assert line.reason


def test_the_reason_says_by_when_and_says_it_once(stages: Stages):
    desk = stages("confirmed")
    on(desk, date(2026, 12, 14))
    line = home_screen(desk).next_act
    assert line is not None
    assert line.state is State.LATE
    assert line.reason == "还没有形成协商成果单。应于2026年12月10日前完成。"
    desk = stages("noticed")
    waits = home_screen(desk).next_act
    assert waits is not None
    assert waits.reason.count("11月26日") <= 1


def test_a_new_room_says_what_to_do_first(tmp_path: Path):
    desk = found(tmp_path / "station")
    with desk.room:
        home = home_screen(desk)
        lines = [
            (line.sentence, line.act.page, line.act.about) for line in (home.next_act, *home.due)
        ]
        assert lines[:2] == [
            ("导入委员名册", "members", "import"),
            ("登记第一个议题", "topics", "new"),
        ]
        assert home.due[1].sentence == progressing.status(desk).act.label


def test_what_is_done_is_not_asked_for_again(stages: Stages):
    words = {"导入委员名册", "登记第一个议题"}
    with_members = home_screen(stages("with members"))
    assert with_members.next_act is not None
    assert with_members.next_act.sentence == "登记第一个议题"
    for stage in ("with a topic", "begun"):
        home = home_screen(stages(stage))
        assert not words & {line.sentence for line in (home.next_act, *home.due) if line}


def test_a_reply_that_is_due_leads_to_its_own_matter(stages: Stages):
    desk = stages("assigned")
    home = home_screen(desk)
    about = f"{the_dossier(desk).consultation.id}/reply/"
    lines = [home.next_act, *home.due]
    assert [line.act.about for line in lines if line] == [
        about + one.id
        for one in sorted(the_dossier(desk).assignments, key=lambda one: one.deadline)
    ]
    assert the_assignment(desk).id in {line.act.about.split("/")[-1] for line in lines if line}


@pytest.mark.parametrize(
    ("today", "state", "word"),
    [
        (date(2026, 11, 13), State.TODO, "未到期"),
        (date(2026, 11, 19), State.DUE, "即将到期"),
        (date(2026, 11, 20), State.LATE, "已逾期"),
    ],
)
def test_the_next_act_grows_urgent(today: date, state: State, word: str, stages: Stages):
    line = home_at(stages, "scheduled", today).next_act
    assert line is not None
    assert (line.state, line.word) == (state, word)
    assert line.sentence == "老旧小区加装电梯：发出会议通知"


def test_what_else_is_due_is_listed_without_the_next_act_and_without_waiting(stages: Stages):
    home = home_at(stages, "replied")
    assert home.next_act is not None
    assert home.next_act.act.page == "begin"
    assert [line.sentence for line in home.due] == ["老旧小区加装电梯：征求委员满意度"]
    desk = stages("noticed")
    topic = gathering.add_topic(desk, title="路灯", source=TopicSource.PARTY, proposer="镇里")
    progressing.begin(desk, topic)
    home = home_screen(desk)
    assert home.next_act is not None
    assert home.next_act.sentence.startswith("路灯：")
    assert home.due == ()


def test_the_page_leads_to_the_calendar(stages: Stages):
    act = home_at(stages, "begun").calendar
    assert act is not None
    assert act.page == "calendar"


def test_the_page_lists_no_more_than_fits(stages: Stages):
    desk = stages("founded")
    for number in range(MOST_DUE + 3):
        topic = gathering.add_topic(
            desk, title=f"第{number}件", source=TopicSource.PARTY, proposer="镇里"
        )
        progressing.begin(desk, topic)
    assert len(progressing.status(desk).dues) > MOST_DUE + 1
    home = home_screen(desk)
    assert len(home.due) == MOST_DUE
    assert len(home.due) + home.more + 1 == len(progressing.status(desk).dues)


# -- this month's consultation --------------------------------------------------------------------


def test_before_the_meeting_the_card_counts_what_is_prepared(stages: Stages):
    home = home_at(stages, "scheduled")
    card = card_of(home)
    assert (card.title, card.word, card.state) == (
        "老旧小区加装电梯",
        "还有 10 天",
        State.ACTIVE,
    )
    assert (card.day, card.hour, card.place) == (MEETING.date(), "星期四 14:30", "三楼会议室")
    assert card.people == "委员 4 人 · 其他 2 人"
    assert (card.prepared, card.to_prepare, card.progress) == (6, 9, "会前准备")
    assert card.next_line == "发出会议通知"
    assert [(act.word, act.page) for act in card.acts] == [
        ("打开协商工作台", "workspace"),
        ("发出会议通知", "workspace"),
        ("会议文书", "paper"),
    ]


def test_without_a_meeting_the_card_says_so(stages: Stages):
    card = card_of(home_at(stages, "begun"))
    assert (card.day, card.hour, card.place, card.people) == (None, "", "地点未定", "参会人员未定")
    assert card.word == "定题　进行中"


def test_on_the_day_and_after_it_the_card_does_not_count_days(stages: Stages):
    assert card_of(home_at(stages, "noticed", MEETING.date())).word == "今天"
    assert card_of(home_at(stages, "noticed", date(2026, 11, 28))).word == "协商　进行中"


def test_once_held_the_card_counts_the_whole_way(stages: Stages):
    card = card_of(home_at(stages, "held"))
    assert (card.word, card.progress) == ("协商　进行中", "全程进度")
    assert card.to_prepare == sum(
        len(step.gates) for step in the_dossier(stages("held")).scheme.steps
    )


def test_what_has_ended_offers_no_form(stages: Stages):
    desk = stages("scheduled")
    progressing.turn(desk, the_dossier(desk).consultation.id, Branch.STOP, reason="不办了")
    card = card_of(home_screen(desk))
    assert (card.state, card.next_line) == (State.TODO, "")
    assert [act.page for act in card.acts] == ["workspace", "paper"]


def test_a_month_without_a_consultation_is_an_invitation(stages: Stages):
    home = home_at(stages, "with a topic", date(2026, 12, 7))
    assert (home.consultation, home.invitation) == (None, "12月还没有安排协商。")
    assert home.begin is not None
    assert home.begin.page == "begin"


# -- the figures ----------------------------------------------------------------------------------


def figures_of(home: HomeScreen) -> dict[str, tuple[str, str]]:
    return {one.caption: (one.figure, one.unit) for one in home.figures}


def test_the_figures_of_one_month(stages: Stages):
    assert figures_of(home_at(stages, "followed")) == {
        "今年协商会": ("1", "/ 12 场"),
        "委员平均到会率": ("75", "%"),
        "共识意见": ("2", "条"),
        "已答复": ("100", "%　2 / 2 件"),
    }


def test_a_share_of_nothing_is_a_dash(stages: Stages):
    figures = figures_of(home_at(stages, "founded"))
    assert figures["委员平均到会率"] == ("—", "")
    assert figures["已答复"] == ("—", "")


def test_the_figures_of_a_busy_year_are_what_one_counts_by_hand(busy: Desk):
    room, year = busy.room, TODAY.year
    held = {m.id for m in room.find(Meeting, state=MeetingState.HELD) if m.day.year == year}
    members = {p.id for p in room.find(Participant) if p.meeting in held and p.member}
    there = [m for m in room.find(Attendance) if m.participant in members and m.status.was_there]
    given = {one.id for one in room.find(Assignment) if one.assigned_on.year == year}
    answered = {reply.assignment for reply in room.find(Reply)} & given
    points = [item for item in room.find(ConsensusItem) if item.meeting in held]
    assert len(held) > 5
    assert figures_of(home_screen(busy)) == {
        "今年协商会": (str(len(held)), "/ 12 场"),
        "委员平均到会率": (f"{100 * len(there) / len(members):.1f}".removesuffix(".0"), "%"),
        "共识意见": (str(len(points)), "条"),
        "已答复": (
            f"{100 * len(answered) / len(given):.1f}".removesuffix(".0"),
            f"%　{len(answered)} / {len(given)} 件",
        ),
    }


# -- the calendar and the twelve months -----------------------------------------------------------


def test_meetings_and_what_is_due_stand_on_their_days(stages: Stages):
    marks = home_at(stages, "scheduled").marks
    assert [(mark.words, mark.state) for mark in marks[MEETING.date()]] == [
        ("老旧小区加装电梯", State.ACTIVE)
    ]
    assert [(mark.words, mark.state) for mark in marks[date(2026, 11, 19)]] == [
        ("老旧小区加装电梯 发出会议通知", State.DUE)
    ]
    assert home_at(stages, "held").marks[MEETING.date()][0].state is State.DONE


def test_each_month_says_whether_there_was_a_consultation(busy: Desk):
    home = home_screen(busy)
    held = {
        meeting.day.month
        for meeting in busy.room.find(Meeting, state=MeetingState.HELD)
        if meeting.day.year == TODAY.year
    }
    states = {cell.month: cell.state for cell in home.months}
    assert list(states) == list(range(1, 13))
    for month, state in states.items():
        if month in held:
            assert state is State.DONE
        elif month < TODAY.month:
            assert state is State.LATE
    assert (states[11], states[12]) == (State.ACTIVE, State.TODO)
    missed = [month for month in range(1, TODAY.month) if month not in held]
    assert home.months_note == "、".join(f"{month}月" for month in missed) + "没有召开"


def test_a_month_leads_to_its_consultation(stages: Stages):
    desk = stages("followed")
    months = home_screen(desk).months
    acts = {cell.month: cell.act for cell in months if cell.act}
    assert list(acts) == [11, 12]
    assert (acts[11].page, acts[11].about) == ("workspace", the_dossier(desk).consultation.id)


def test_a_month_that_is_missing_or_to_come_now_leads_to_the_calendar(stages: Stages):
    desk = stages("followed")
    on(desk, date(2027, 3, 5))
    acts = {cell.month: cell.act.about for cell in home_screen(desk).months if cell.act}
    assert acts == {1: "2027-01-01", 2: "2027-02-01", 3: "2027-03-01"}


def test_only_months_of_the_cadence_can_be_missed(stages: Stages):
    desk = stages("founded")
    on(desk, date(2027, 11, 5))
    planning.set_cadence(desk, 2027, Cadence(months=Months.QUARTERLY, nth=1, weekday=0))
    late = [cell.month for cell in home_screen(desk).months if cell.state is State.LATE]
    assert late == [month for month in range(1, 11) if Months.QUARTERLY.has(month)]


def test_an_undated_cadence_misses_no_month(stages: Stages):
    desk = stages("founded")
    planning.set_cadence(desk, 2026, Cadence(kind=CadenceKind.PER_YEAR, times=2))
    home = home_screen(desk)
    assert home.months_note == "全年2次"
    assert {cell.state for cell in home.months} == {State.TODO, State.ACTIVE}
    assert figures_of(home)["今年协商会"] == ("0", "/ 2 场")


def test_a_new_year_begins_without_last_years_meetings(stages: Stages):
    home = home_at(stages, "followed", date(2027, 1, 5))
    assert figures_of(home)["今年协商会"] == ("0", "/ 12 场")
    acts = [cell.act for cell in home.months if cell.act]
    assert [act.about for act in acts] == ["2027-01-01"]
    assert home.months_note == Months.EVERY.label


# -- the day --------------------------------------------------------------------------------------


def test_the_heading_says_the_day_and_what_is_not_known_of_the_year(stages: Stages):
    assert home_at(stages, "founded").subheading == "2026年11月2日　星期一"
    far = home_at(stages, "founded", date(2031, 3, 3))
    assert far.subheading == "2031年3月3日　星期一　2031年节假日尚未导入，仅按周末计算。"


def test_every_stage_has_a_home_page(stages: Stages):
    for stage in DAYS:
        home = home_at(stages, stage)
        assert home.today == DAYS[stage]
        assert len(home.figures) == 4


def test_the_districts_own_room_has_one_too(tmp_path: Path):
    with found(tmp_path / "station").room as room:
        clock, chance = room.clock, room.chance
    unit = founding.a_unit(UnitKind.DISTRICT, "QY", "青原区政协", place="青原区")
    desk = founding.found_district(
        tmp_path / "district", district=unit, by="联络委", clock=clock, chance=chance
    )
    with desk.room:
        home = home_screen(desk)
    assert home.next_act is not None
    assert (home.next_act.sentence, home.next_act.act.page) == ("给各站做入网文件", "exchange")
    assert home.due[0].sentence == "核对各站名册"
    assert home.months_note == "各站合计"  # it owes no sittings of its own
    assert figures_of(home)["今年协商会"] == ("0", "场")
    assert {cell.state for cell in home.months} == {State.TODO, State.ACTIVE}
    assert month_of(home.today) == "2026-11"
