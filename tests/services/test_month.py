"""What the services answer along one month: what is next, the dossier, the plan, what is found."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from consultroom.domain.catalogue import RECORDS
from consultroom.domain.consultations import Branch, ConsultationState, StepRecord
from consultroom.domain.dues import Urgency
from consultroom.domain.followup import CarryOver
from consultroom.domain.meetings import AttendanceStatus, MeetingState
from consultroom.domain.minutes import MinutesEntry
from consultroom.domain.outcomes import Channel, ReviewVerdict
from consultroom.domain.plans import Cadence, CadenceKind
from consultroom.domain.receptions import GoodDeed
from consultroom.domain.schemes import StepScheme
from consultroom.domain.topics import TopicSource, Verdict
from consultroom.frozen import fields, replace
from consultroom.services import (
    concluding,
    filing,
    following,
    gathering,
    planning,
    progressing,
    recording,
    safekeeping,
    scheduling,
    searching,
)
from consultroom.services.desk import Desk, find_record
from consultroom.services.field_words import NOTHING, shown, word_for
from consultroom.services.recording import Point
from tests.services.stages import (
    MEETING,
    Stages,
    on,
    the_assignment,
    the_dossier,
    the_meeting,
    the_topic,
)

NEXT = {
    "founded": "确定本月议题",
    "with a topic": "确定本月议题",
    "begun": "三方把关",
    "to be held": "安排协商议事会",
    "scheduled": "发出会议通知",
    "noticed": "等待会议召开",
    "held": "归纳共识与分歧",
    "minuted": "召集人确认纪要",
    "confirmed": "填写协商成果单",
    "concluded": "成果单逐级审核",
    "reviewed": "共识意见逐条交办",
    "assigned": "登记区住建委的答复",
}


@pytest.mark.parametrize("stage", NEXT)
def test_there_is_one_next_act_at_every_stage(stage: str, stages: Stages):
    assert progressing.status(stages(stage)).act.label == NEXT[stage]


def test_a_new_month_asks_for_its_topic_and_the_old_one_is_still_due(stages: Stages):
    found = progressing.status(stages("replied"))
    assert found.act.label == "确定本月议题"
    assert [due.label for due in found.dues] == ["征求委员满意度"]
    assert [due.label for due in progressing.status(stages("followed")).dues] == ["办结归档"]


def test_the_month_ends_in_a_closed_consultation(stages: Stages):
    desk = stages("followed")
    closed = progressing.go_on(desk, the_dossier(desk).consultation.id).consultation
    assert (closed.state, closed.closed_on) == (ConsultationState.CLOSED, desk.today)
    assert progressing.status(desk).dues == ()


def test_a_late_notice_is_overdue_and_first(stages: Stages):
    desk = stages("scheduled")
    on(desk, date(2026, 11, 24))
    found = progressing.status(desk)
    assert found.act.label == "发出会议通知"
    assert found.act.urgency is Urgency.OVERDUE
    assert found.act.on == date(2026, 11, 19)


def test_a_year_without_holidays_is_said(stages: Stages):
    desk = stages("founded")
    on(desk, date(2031, 3, 3))
    assert progressing.status(desk).caution == "2031年节假日尚未导入，仅按周末计算。"


def test_an_undated_cadence_does_not_ask_for_a_topic_each_month(stages: Stages):
    desk = stages("founded")
    planning.set_cadence(desk, 2026, Cadence(kind=CadenceKind.PER_YEAR, times=2))
    assert progressing.status(desk).act.label == "登记新的议题"


# -- dossiers ------------------------------------------------------------------------------------


def test_dossiers_gathered_together_are_those_gathered_alone(stages: Stages):
    desk = stages("followed")
    second = gathering.add_topic(desk, title="修路灯", source=TopicSource.PARTY, proposer="镇里")
    progressing.begin(desk, second)
    together = filing.all_dossiers(desk)
    assert together == tuple(filing.dossier(desk, one.consultation.id) for one in together)
    assert len(together[0].replies) == len(together[0].assignments) == 2
    assert (together[1].replies, together[1].meetings, together[1].outcome) == ((), (), None)


def test_numbers_run_on_and_are_not_used_twice(stages: Stages):
    desk = stages("with a topic")
    first = gathering.add_topic(desk, title="甲", source=TopicSource.MEMBER, proposer="周立")
    safekeeping.undo(desk)
    second = gathering.add_topic(desk, title="乙", source=TopicSource.MEMBER, proposer="周立")
    old = gathering.add_topic(
        desk,
        title="丙",
        source=TopicSource.MEMBER,
        proposer="周立",
        proposed_on=date(2025, 3, 1),
    )
    assert (first.number, second.number, old.number) == (
        "WT-YT-2026-002",
        "WT-YT-2026-003",
        "WT-YT-2025-001",
    )


def test_a_record_is_found_by_its_number_in_any_case_and_by_id(stages: Stages):
    desk = stages("with a topic")
    topic = the_topic(desk)
    for key in (topic.number, topic.number.lower(), f" {topic.number} ", topic.id):
        assert find_record(desk, type(topic), key) == topic


def test_topics_are_listed_newest_first_with_what_was_decided(stages: Stages):
    desk = stages("begun")
    gathering.add_topic(desk, title="修路灯", source=TopicSource.PARTY, proposer="镇里")
    listed = [(topic.title, word) for topic, word in gathering.list_topics(desk)]
    assert listed == [("修路灯", "未审"), ("老旧小区加装电梯", "采纳")]
    assert gathering.list_topics(desk, 2025) == ()


# -- branches ------------------------------------------------------------------------------------


def test_settling_it_oneself_is_a_good_deed_counted_once(stages: Stages):
    desk = stages("begun")
    about = the_dossier(desk).consultation
    progressing.turn(desk, about.id, Branch.SELF_SETTLE, reason="物业当天装好了扶手")
    (deed,) = desk.room.find(GoodDeed)
    assert (deed.number, deed.matter, deed.result, deed.source) == (
        "WT-SS-2026-001",
        about.title,
        "物业当天装好了扶手",
        about.id,
    )


def test_carrying_over_keeps_the_number_and_names_both_years(stages: Stages):
    desk = stages("followed")
    about = the_dossier(desk).consultation
    carried = progressing.turn(desk, about.id, Branch.CARRY_OVER, reason="明年接着办")
    assert (carried.consultation.number, carried.consultation.carried_to) == (about.number, 2027)
    (record,) = desk.room.find(CarryOver)
    assert (record.from_year, record.to_year, record.reason) == (2026, 2027, "明年接着办")


def test_a_second_round_begins_at_research_and_numbers_its_points_on(stages: Stages):
    desk = stages("followed")
    about = the_dossier(desk).consultation.id
    again = progressing.turn(desk, about, Branch.RECONVENE, reason="居民不满意")
    assert (again.step.code, again.consultation.rounds, again.meeting) == ("research", 2, None)
    progressing.research(desk, about, place="现场", findings="再看一次", people=("张建国",))
    progressing.go_on(desk, about)
    sitting = scheduling.schedule(
        desk,
        about,
        starts_at=MEETING + timedelta(days=40),
        venue="三楼会议室",
        host="张建国",
        members=desk.members(),
    )
    recording.draft(desk, sitting, agreed=(Point(text="加一盏灯", lead_unit="物业"),))
    assert sitting.sitting == 2
    assert [item.order for item in the_dossier(desk).agreed()] == [1, 2, 3]


def test_another_scheme_can_be_walked(stages: Stages):
    desk = stages("with a topic")
    scheme = next(one for one in desk.room.find(StepScheme) if len(one.steps) == 3)
    begun = progressing.begin(desk, the_topic(desk), scheme=scheme.id)
    assert begun.step == scheme.steps[0]
    (record,) = desk.room.find(StepRecord)
    assert (record.step, record.phase) == (scheme.steps[0].code, scheme.steps[0].phase.code)


# -- the sitting ---------------------------------------------------------------------------------


def test_a_sitting_brings_its_dates_its_agenda_and_its_people(stages: Stages):
    dossier = the_dossier(stages("scheduled"))
    meeting = dossier.meeting
    assert meeting is not None
    assert meeting.rsvp_by == date(2026, 11, 24)
    assert (meeting.contact, meeting.contact_phone) == ("王敏", "555-0101")
    assert meeting.recorder == "王敏"
    agenda = dossier.agenda_of(meeting)
    assert (len(agenda), agenda[0].speaker, sum(item.minutes for item in agenda)) == (
        7,
        "张建国",
        105,
    )
    assert [person.name for person in dossier.people(meeting)] == [
        "张建国",
        "李秀英",
        "欧阳文静",
        "古丽·买买提",
        "周立",
        "李桂兰",
    ]


def test_hints_say_what_speaks_against_a_day(stages: Stages):
    desk = stages("scheduled")
    sunday = replace(the_meeting(desk), id="", starts_at=datetime(2026, 11, 29, 14))  # noqa: DTZ001
    said = scheduling.hints(desk, sunday).sentences
    assert said[0].startswith("2026年11月29日（星期日）召开，通知应于2026年11月23日")
    assert said[1:] == ("这一天不是工作日。",)
    same_hour = replace(the_meeting(desk), id="another")
    assert scheduling.hints(desk, same_hour).sentences[1:] == ("三楼会议室当天已有另一场会议。",)


def test_everyone_is_present_but_those_who_said_otherwise(stages: Stages):
    desk = stages("noticed")
    people = the_dossier(desk).people(the_meeting(desk))
    held = scheduling.attend(desk, the_meeting(desk), {people[5].id: AttendanceStatus.ABSENT})
    assert held.state is MeetingState.HELD
    dossier = the_dossier(desk)
    count = dossier.headcount(held)
    assert (count.invited, count.there, count.leave, count.absent) == (6, 4, 1, 1)
    leave = next(mark for mark in dossier.marks(held) if mark.status is AttendanceStatus.LEAVE)
    assert (leave.participant, leave.remark) == (people[1].id, "外出学习")


def test_attendance_taken_again_replaces_and_does_not_double(stages: Stages):
    desk = stages("held")
    scheduling.attend(desk, the_meeting(desk))
    assert len(the_dossier(desk).marks(the_meeting(desk))) == 6


# -- minutes -------------------------------------------------------------------------------------


def test_a_point_keeps_its_id_when_its_words_change_and_goes_when_it_is_dropped(stages: Stages):
    desk = stages("minuted")
    first, second = the_dossier(desk).agreed()
    recording.draft(desk, the_meeting(desk), agreed=(Point(text="换了说法"), Point(text=" ")))
    (left,) = the_dossier(desk).agreed()
    assert (left.id, left.order, left.text) == (first.id, 1, "换了说法")
    assert the_dossier(desk).not_agreed() == ()
    recording.draft(desk, the_meeting(desk), agreed=(Point(text="一"), Point(text="二")))
    assert [item.id for item in the_dossier(desk).agreed()] == [first.id, second.id]


def test_lines_of_the_record_stand_as_they_were_put(stages: Stages):
    desk = stages("held")
    sitting = the_meeting(desk)
    said = [recording.say(desk, sitting, None, text, name="居民") for text in "甲乙丙"]
    moved = replace(said[2], order=1), replace(said[0], text="甲改", order=65)
    recording.change_entries(desk, sitting, moved, gone=(said[1].id,))
    left = the_dossier(desk).entries_of(sitting)
    assert [(entry.order, entry.text) for entry in left] == [(1, "丙"), (65, "甲改")]
    assert len(desk.room.find(MinutesEntry)) == 2


def test_minutes_take_the_next_issue_number_of_their_year(stages: Stages):
    desk = stages("minuted")
    first = recording.confirm(desk, the_meeting(desk), "张建国")
    again = recording.confirm(desk, the_meeting(desk), "李秀英")
    assert (first.issue_number, again.issue_number, again.confirmed_by) == (1, 1, "李秀英")


# -- outcomes ------------------------------------------------------------------------------------


def test_the_sheet_takes_its_problem_from_the_topic_and_keeps_its_number(stages: Stages):
    desk = stages("concluded")
    first = the_dossier(desk).outcome
    assert first is not None
    assert first.problem == the_topic(desk).situation
    again = concluding.draft_outcome(
        desk, the_dossier(desk), problem="写短些", channels=(Channel.DISTRICT,)
    )
    assert (again.id, again.number, again.problem) == (first.id, "WT-CG-2026-001", "写短些")


def test_three_agreements_submit_the_sheet_and_a_return_starts_again(stages: Stages):
    desk = stages("concluded")
    concluding.review(desk, the_dossier(desk), ReviewVerdict.AGREE)
    back = concluding.review(
        desk, the_dossier(desk), ReviewVerdict.RETURN, remark="数字不对", reviewer="街道"
    )
    assert (back.level, back.reviewer) == (2, "街道")
    for _ in range(3):
        sheet = the_dossier(desk).outcome
        assert sheet is not None
        assert sheet.submitted_on is None
        concluding.review(desk, the_dossier(desk), ReviewVerdict.AGREE)
    sheet = the_dossier(desk).outcome
    assert sheet is not None
    assert sheet.submitted_on == desk.today


def test_assignments_take_unit_and_deadline_from_the_minutes_or_the_district(stages: Stages):
    first, second = sorted(the_dossier(stages("assigned")).assignments, key=lambda a: a.number)
    assert (first.number, first.lead_unit, first.assist_units) == (
        "WT-JB-2026-001",
        "区住建委",
        ("梧桐街道",),
    )
    assert first.due_on == date(2026, 12, 30)  # 30 自然日
    assert (second.lead_unit, second.due_on) == ("梧桐街道", date(2026, 12, 31))


def test_a_point_a_unit_sent_back_can_be_handed_to_another(stages: Stages):
    desk = stages("assigned")
    following.send_back(desk, the_assignment(desk), "不属于本单位职责")
    again = concluding.assign(
        desk, the_dossier(desk), the_dossier(desk).agreed()[0], lead_unit="区城管局"
    )
    assert (again.number, again.lead_unit) == ("WT-JB-2026-003", "区城管局")
    standing = {one.number for one in the_dossier(desk).standing_assignments}
    assert standing == {"WT-JB-2026-002", "WT-JB-2026-003"}


def test_an_extension_moves_the_deadline_and_pressing_counts_up(stages: Stages):
    desk = stages("assigned")
    following.extend(desk, the_assignment(desk), date(2027, 3, 1), "等待批复")
    assert the_assignment(desk).deadline == date(2027, 3, 1)
    one = following.press(desk, the_dossier(desk), the_assignment(desk), "请抓紧")
    two = following.press(desk, the_dossier(desk), the_assignment(desk), "请再抓紧")
    assert (one.times, two.times) == (1, 2)
    assert two.feedback_by == date(2026, 12, 7)  # 5 工作日


# -- the plan ------------------------------------------------------------------------------------


def test_the_plan_has_its_lines_its_dates_and_its_gaps(stages: Stages):
    desk = stages("held")
    planning.add_item(desk, "2026-12", "修路灯", departments=("区城管局",))
    planning.add_item(desk, "2026-11", "加装电梯", topic=the_topic(desk), convener="张建国")
    on(desk, date(2026, 12, 2))
    view = planning.show_plan(desk, 2026)
    assert [(item.month, item.title) for item in view.items] == [
        ("2026-11", "加装电梯"),
        ("2026-12", "修路灯"),
    ]
    assert view.items[0].source == "接待来访"
    assert view.dates[-2:] == (date(2026, 11, 26), date(2026, 12, 31))
    assert view.held == ("2026-11",)
    assert view.missed == ()  # the room was founded in November
    on(desk, date(2027, 3, 2))
    assert planning.show_plan(desk, 2027).missed == ("2027-01", "2027-02")


def test_an_approved_plan_says_by_whom(stages: Stages):
    desk = stages("founded")
    planning.approve(desk, 2027, body="街道党工委", on=desk.today, doc_number="梧委〔2026〕8号")
    plan = planning.show_plan(desk, 2027).plan
    assert (plan.state.label, plan.body, plan.doc_number) == (
        "批准",
        "街道党工委",
        "梧委〔2026〕8号",
    )


# -- finding and keeping -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("电", "议题"),
        ("加装电梯", "协商"),
        ("分摊办法", "共识意见"),
        ("一楼住户是否", "未达成一致的意见"),
        ("梧桐一村", "调研记录"),
        ("区住建委", "交办"),
        ("zjg", "委员"),
        ("张建国", "委员"),
    ],
)
def test_what_was_typed_anywhere_is_found(typed: str, word: str, stages: Stages):
    assert word in {hit.word for hit in searching.search(stages("followed"), typed)}


def test_searching_for_nothing_finds_nothing_and_a_limit_is_kept(stages: Stages):
    desk = stages("followed")
    assert searching.search(desk, " 　") == ()
    assert len(searching.search(desk, "张", limit=2)) == 2


def test_a_history_tells_who_did_what_in_order(stages: Stages):
    desk = stages("followed")
    told = [(line.act.name, line.act.by) for line in safekeeping.history(desk, "wt-cg-2026-001")]
    assert told == [("填写协商成果单", "王敏"), ("登记审核", "王敏")]


def test_a_backup_is_made_and_the_room_is_sound(stages: Stages):
    desk = stages("followed")
    assert safekeeping.back_up(desk).is_file()
    report = safekeeping.check(desk)
    assert (report.sound, report.faults, report.remarks) == (True, (), ())
    assert report.lines > report.records > 50


def test_every_field_of_every_record_has_a_chinese_word():
    unnamed = {
        (kind.table, field.name)
        for kind in RECORDS
        for field in fields(kind.record)
        if word_for(kind.table, field.name).isascii()
    }
    assert {name for _, name in unnamed} == {"id", "owner"}
    assert word_for("reply", "text") == "办理情况"


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        (None, NOTHING),
        ("", NOTHING),
        ((), NOTHING),
        (True, "是"),
        (date(2026, 11, 5), "2026年11月5日"),
        (MEETING, "2026年11月26日14:30"),
        (Verdict.ADOPTED, "采纳"),
        (("甲", "乙"), "甲、乙"),
        (3, "3"),
    ],
)
def test_a_value_reads_as_people_write_it(value: object, reading: str):
    assert shown(value) == reading


def test_the_person_at_the_desk_is_the_clerk_unless_said_otherwise(stages: Stages):
    desk = stages("founded")
    assert desk.by == "王敏"
    assert Desk(desk.room, "周立").by == "周立"
    assert desk.district().name == "江州区政协"
