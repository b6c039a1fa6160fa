"""Every form of the workspace: what it asks, what it writes, what it refuses, what it forgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from consultroom.domain.consultations import ResearchRecord
from consultroom.domain.followup import LookBack, Satisfaction
from consultroom.domain.meetings import (
    Attendance,
    AttendanceStatus,
    Meeting,
    MeetingForm,
    MeetingState,
    Participant,
    ParticipantKind,
)
from consultroom.domain.minutes import ConsensusItem, DissentItem, EntryKind, Minutes
from consultroom.domain.outcomes import Assignment, Channel, Outcome, Reply, Review
from consultroom.domain.steps import RULES
from consultroom.domain.topics import Topic, TopicDecision
from consultroom.services import following, gathering, progressing, recording, safekeeping
from consultroom.services.desk import Desk
from consultroom.services.recording import Point
from consultroom.ui.forms import Asks, FormScreen, Question, missing
from consultroom.ui.workspace.forms import FORMS
from consultroom.ui.workspace.walking import RESTORED
from tests.services.stages import (
    Stages,
    everything,
    member_named,
    the_assignment,
    the_dossier,
    the_meeting,
)
from tests.ui.walker import Walker

Wrote = Callable[[Desk], object]


def person(desk: Desk, name: str) -> str:
    """Return the id of one member."""
    return member_named(desk, name).id


def seat(desk: Desk, place: int) -> str:
    """Return the id of one participant of the sitting, in sheet order."""
    return the_dossier(desk).people(the_meeting(desk))[place].id


@dataclass(frozen=True)
class Filled:
    """A form at its stage, what is typed into it, and what comes of it."""

    stage: str
    typed: Callable[[Desk], Mapping[str, Any]]
    says: str
    wrote: Wrote
    expected: object


def last(kind: type[Any], *fields: str) -> Wrote:
    """Return what reads some fields of the newest record of a kind."""
    return lambda desk: tuple(getattr(desk.room.find(kind)[-1], field) for field in fields)


FILLED: dict[str, Filled] = {
    "topic": Filled(
        "begun",
        lambda _: {"parties": "居民\n\n物业 \n", "suggestion": " 先装一栋 "},
        "议题已保存。",
        last(Topic, "parties", "suggestion", "title"),
        (("居民", "物业"), "先装一栋", "老旧小区加装电梯"),
    ),
    "decision": Filled(
        "begun",
        lambda _: {"verdict": "postponed", "reason": "等规划出来", "kind_media": True},
        "已登记审题意见：暂缓。",
        last(TopicDecision, "decided_by", "reason", "participant_kinds"),
        ("赵国强", "等规划出来", ("department", "resident", "media")),
    ),
    "screening": Filled(
        "begun",
        lambda _: {"party": "yes", "people": "yes", "means": "no", "unfit": "个体纠纷"},
        "三方把关已保存。",
        lambda desk: (
            desk.room.find(Topic)[0].screening.within_our_means,
            desk.room.find(Topic)[0].unfit,
        ),
        (False, ("个体纠纷",)),
    ),
    "research": Filled(
        "begun",
        lambda desk: {
            "place": "三号楼",
            "people": (person(desk, "李秀英"), person(desk, "张建国")),
            "findings": "六层以上十二户。",
        },
        "调研已登记。",
        last(ResearchRecord, "on", "method", "place", "people", "findings"),
        (date(2026, 11, 2), "走访", "三号楼", ("李秀英", "张建国"), "六层以上十二户。"),
    ),
    "meeting": Filled(
        "to be held",
        lambda _: {
            "on": date(2026, 11, 26),
            "at": "14：30",
            "guests": "部门 周岚 区住建局物业科科长、支部书记\n\n群众代表，何大爷",
        },
        "2026年11月26日（星期四）召开，通知应于2026年11月19日前发出（会前5个工作日）。",
        last(Meeting, "starts_at", "venue", "host", "form"),
        (datetime(2026, 11, 26, 14, 30), "三楼会议室", "张建国", MeetingForm.COUNCIL),  # noqa: DTZ001
    ),
    "notice": Filled(
        "scheduled",
        lambda _: {"on": date(2026, 11, 17), "late_reason": ""},
        "已登记会议通知发出。",
        last(Meeting, "notice_sent_on", "state", "title_breaks"),
        (date(2026, 11, 17), MeetingState.NOTICED, ()),
    ),
    "attendance": Filled(
        "noticed",
        lambda desk: {"late": (seat(desk, 2),)},
        "签到已登记：应到6人，实到5人。",
        lambda desk: [mark.status for mark in by_seat(desk)],
        [
            AttendanceStatus.PRESENT,
            AttendanceStatus.LEAVE,  # as answered beforehand
            AttendanceStatus.LATE,
            *[AttendanceStatus.PRESENT] * 3,
        ],
    ),
    "minutes": Filled(
        "held",
        lambda _: {
            "text1": "先装一部",
            "lead1": "区住建委",
            "assist1": "梧桐街道、物业，规划所",
            "due1": date(2026, 12, 31),
            "apart": "费用怎么分\n谁来维护",
            "requirements": "按时答复。",
        },
        "纪要已保存。",
        lambda desk: (
            last(ConsensusItem, "text", "lead_unit", "assist_units", "due_on")(desk),
            {item.text for item in desk.room.find(DissentItem)},
            desk.room.find(Minutes)[0].requirements,
        ),
        (
            ("先装一部", "区住建委", ("梧桐街道", "物业", "规划所"), date(2026, 12, 31)),
            {"费用怎么分", "谁来维护"},
            ("按时答复。",),
        ),
    ),
    "confirm": Filled(
        "minuted",
        lambda _: {"on": date(2026, 11, 27)},
        "纪要已确认，列为第1期。",
        last(Minutes, "confirmed_by", "confirmed_on"),
        ("张建国", date(2026, 11, 27)),
    ),
    "outcome": Filled(
        "confirmed",
        lambda _: {"to_district": True, "to_party_committee": False},
        "协商成果单WT-CG-2026-001已保存。",
        last(Outcome, "problem", "channels"),
        ("三栋楼六层以上没有电梯，老人上下楼难。", (Channel.DISTRICT,)),
    ),
    "review": Filled(
        "concluded",
        lambda _: {"reviewer": "陶文彬", "remark": "同意报送。"},
        "第1审已登记：同意。",
        last(Review, "level", "reviewer", "remark"),
        (1, "陶文彬", "同意报送。"),
    ),
    "assign": Filled(
        "reviewed",
        lambda _: {"lead1": "区住房局", "due1": date(2027, 1, 15)},
        "已交办2条。",
        lambda desk: [
            (one.lead_unit, one.due_on)
            for one in sorted(desk.room.find(Assignment), key=lambda one: one.number)
        ],
        [("区住房局", date(2027, 1, 15)), ("梧桐街道", date(2026, 12, 31))],
    ),
    "reply": Filled(
        "assigned",
        lambda _: {"result": "B", "text": "正在招标。", "plan": "年内开工", "signed_by": "周立"},
        "已登记区住建委的答复（B类）。",
        last(Reply, "text", "plan", "signed_by", "replied_on"),
        ("正在招标。", "年内开工", "周立", date(2026, 11, 30)),
    ),
    "satisfaction": Filled(
        "replied",
        lambda _: {"rating": "fairly", "rater": "李秀英", "comment": "再快些"},
        "已登记委员评价：基本满意。",
        last(Satisfaction, "rater", "comment", "rated_on"),
        ("李秀英", "再快些", date(2026, 12, 20)),
    ),
    "look_back": Filled(
        "replied",
        lambda desk: {"who": (person(desk, "单晓丽"),), "finding": "在用", "holds": False},
        "回头看已登记。",
        last(LookBack, "who", "finding", "still_holds"),
        (("单晓丽",), "在用", False),
    ),
}


def by_seat(desk: Desk) -> list[Attendance]:
    """Return the marks of the sitting in sheet order."""
    marks = {mark.participant: mark for mark in desk.room.find(Attendance)}
    return [marks[one.id] for one in the_dossier(desk).people(the_meeting(desk))]


def test_every_form_is_tried_here():
    assert set(FILLED) == set(FORMS)


def test_every_rule_opens_a_form_that_is_there():
    assert {rule.form for rule in RULES.values()} <= set(FORMS)


# -- opening --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", FORMS)
def test_a_form_opens_filled_in_with_what_is_known(key: str, stages: Stages):
    form = Walker(stages(FILLED[key].stage)).open(key)
    assert form.key == key
    assert form.title
    assert form.purpose.endswith("。")
    assert form.submit
    assert (form.errors, form.note) == ({}, "")
    asked = {question.key: question for question in form.questions}
    assert len(asked) == len(form.questions)
    assert set(form.answers) <= set(asked)
    for name, answer in form.answers.items():
        assert fits(asked[name], answer), (name, answer)


def fits(question: Question, answer: object) -> bool:
    """Tell whether a field can show this answer."""
    if question.asks is Asks.CHOICE:
        return answer == "" or answer in dict(question.choices)
    if question.asks is Asks.PEOPLE:
        return set(answer) <= {one.id for one in question.people}  # type: ignore[call-overload]
    kinds = {Asks.DATE: (date, type(None)), Asks.TICK: bool, Asks.NUMBER: int}
    return isinstance(answer, kinds.get(question.asks, str))


STARTS = {
    "topic": {"title": "老旧小区加装电梯", "source": "visit", "proposer": "李桂兰"},
    "decision": {"verdict": "adopted", "decided_by": "赵国强", "kind_resident": True},
    "screening": {"party": "", "unfit": ""},
    "research": {"on": date(2026, 11, 2), "method": "走访"},
    "meeting": {"at": "9:00", "venue": "三楼会议室", "form": "council"},
    "notice": {
        "on": date(2026, 11, 16),
        "title": "关于召开梧桐街道“老旧小区加装电梯”协商议事会的通知",
    },
    "minutes": {"text1": "", "apart": "", "summary": ""},
    "confirm": {"by": "张建国", "on": date(2026, 11, 26)},
    "outcome": {"to_party_committee": True, "to_district": False},
    "review": {"verdict": "agree", "reviewer": "站负责人"},
    "assign": {"lead1": "区住建委", "lead2": "梧桐街道", "due2": date(2026, 12, 31)},
    "reply": {"result": "A", "on": date(2026, 11, 30)},
    "satisfaction": {"kind": "member", "on": date(2026, 12, 20)},
    "look_back": {"on": date(2026, 12, 20), "holds": True},
}


@pytest.mark.parametrize("key", STARTS)
def test_what_the_room_knows_need_not_be_typed_again(key: str, stages: Stages):
    answers = Walker(stages(FILLED[key].stage)).open(key).answers
    assert {name: answers[name] for name in STARTS[key]} == STARTS[key]


def test_people_are_filled_in_too(stages: Stages):
    desk = stages("to be held")
    answers = Walker(desk).open("meeting").answers
    assert answers["host"] == (person(desk, "张建国"),)
    assert answers["members"] == tuple(member.id for member in desk.members())
    desk = stages("noticed")
    assert Walker(desk).open("attendance").answers["leave"] == (seat(desk, 1),)


# -- saving ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", FORMS)
def test_a_filled_form_writes_one_act_says_so_and_folds_away(key: str, stages: Stages):
    told = FILLED[key]
    walker = Walker(stages(told.stage))
    desk = walker.desk
    form = walker.open(key)
    answers = {**form.answers, **told.typed(desk)}
    assert missing(form.questions, answers) == {}
    before = everything(desk)
    walker.presenter.submit(key, answers)
    assert walker.said == told.says
    assert told.wrote(desk) == told.expected
    assert walker.screen.form is None
    assert walker.desk.room.load_drafts() == ()
    assert walker.done[-1].act == desk.room.acts(limit=1)[0].id
    safekeeping.undo(desk, walker.done[-1].act)
    assert everything(desk) == before


def test_what_was_written_comes_back_when_the_form_is_opened_again(stages: Stages):
    again = ("topic", "decision", "screening", "notice", "attendance", "minutes", "outcome")
    for key in again:
        walker = Walker(stages(FILLED[key].stage))
        typed = FILLED[key].typed(walker.desk)
        walker.fill(key, **typed)
        answers = walker.open(key).answers
        shown = {name: _shown(answers[name]) for name in typed}
        assert shown == {name: _shown(value) for name, value in typed.items()}, key


def _shown(answer: object) -> object:
    if not isinstance(answer, str):
        return answer
    return [line.strip().replace("，", "、") for line in answer.splitlines() if line.strip()]


def test_a_form_submitted_unchanged_offers_nothing_to_take_back(stages: Stages):
    walker = Walker(stages("begun"))
    walker.fill("topic")
    assert (walker.said, walker.done[-1].act) == ("议题已保存。", "")


# -- refusing -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Refused:
    """A form, what is wrong in it, and the sentence about that."""

    key: str
    stage: str
    typed: Callable[[Desk], Mapping[str, Any]]
    says: str


REFUSED = (
    Refused("topic", "begun", lambda _: {"title": " "}, "议题名称和提出人都要写。"),
    Refused("decision", "begun", lambda _: {"verdict": "rejected"}, "“不采纳”要写一句理由"),
    Refused("meeting", "to be held", lambda _: {"at": "二点半"}, "“二点半”看不懂"),
    Refused("meeting", "to be held", lambda _: {"at": "9:75"}, "“9:75”看不懂"),
    Refused("meeting", "to be held", lambda _: {"at": "24:00"}, "“24:00”看不懂"),
    Refused("meeting", "to be held", lambda _: {"guests": "周岚"}, "“周岚”看不懂"),
    Refused("meeting", "to be held", lambda _: {"guests": "客人 周岚"}, "不认识“客人”"),
    Refused("meeting", "to be held", lambda _: {"venue": " "}, "请写明会议地点。"),
    Refused("notice", "scheduled", lambda _: {"title": "关于开会的通知"}, "不能改字"),
    Refused(
        "attendance",
        "noticed",
        lambda desk: {"late": (seat(desk, 1),)},
        "李秀英既挑在“请假”里，又挑在“迟到”里，请留一处。",
    ),
    Refused("minutes", "confirmed", lambda _: {"text1": "改一改"}, "纪要已经确认。"),
    Refused("confirm", "minuted", lambda _: {"by": ""}, "请写明由哪位召集人确认。"),
    Refused("confirm", "minuted", lambda _: {"title": "协商纪要"}, "不能改字"),
    Refused("review", "concluded", lambda _: {"verdict": "return"}, "退回要写明意见"),
    Refused("review", "reviewed", lambda _: {"reviewer": "某人"}, "审核已经全部通过"),
    Refused("review", "confirmed", lambda _: {"reviewer": "某人"}, "还没有协商成果单"),
    Refused("assign", "confirmed", lambda _: {"lead1": "某局"}, "还没有协商成果单"),
    Refused("reply", "assigned", lambda _: {"text": ""}, "请写明办理情况。"),
    Refused("reply", "assigned", lambda _: {"assignment": "gone"}, "已经退回或撤销"),
    Refused("satisfaction", "replied", lambda _: {"rating": "dissatisfied"}, "请写明哪里不满意"),
    Refused("look_back", "replied", lambda _: {"finding": "在用"}, "请写明谁去看的"),
)


@pytest.mark.parametrize("told", REFUSED, ids=lambda told: f"{told.key}: {told.says}")
def test_a_refused_form_says_why_and_loses_nothing(told: Refused, stages: Stages):
    walker = Walker(stages(told.stage))
    before = everything(walker.desk), walker.desk.room.acts()
    form = walker.open(told.key)
    typed = {**form.answers, **told.typed(walker.desk)}
    walker.presenter.submit(told.key, typed)
    assert told.says in walker.form.errors[""]
    assert walker.form.answers == typed
    assert walker.done == []
    assert (everything(walker.desk), walker.desk.room.acts()) == before

    after = Walker(stages.killed(walker.desk))
    again = after.open(told.key)
    assert (again.answers, again.note, again.errors) == (typed, RESTORED, {})


ENDED = {"research": {"place": "现场", "findings": "再看"}, "outcome": {"problem": "再写"}}


@pytest.mark.parametrize("key", ENDED)
def test_a_consultation_that_has_ended_takes_nothing_new(key: str, stages: Stages):
    desk = stages("followed")
    progressing.go_on(desk, the_dossier(desk).consultation.id)
    walker = Walker(desk)
    walker.fill(key, **ENDED[key])
    assert "已经办结" in walker.form.errors[""]


NOT_YET = {
    "notice": ("to be held", "还没有安排会议"),
    "attendance": ("to be held", "还没有安排会议"),
    "minutes": ("to be held", "还没有安排会议"),
    "confirm": ("held", "还没有归纳纪要"),
    "assign": ("held", "没有共识意见"),
    "reply": ("reviewed", "还没有交办的事项"),
}


@pytest.mark.parametrize("key", NOT_YET)
def test_a_form_that_comes_too_early_is_told_and_not_opened(key: str, stages: Stages):
    stage, says = NOT_YET[key]
    walker = Walker(stages(stage))
    walker.presenter.open_form(key)
    assert walker.screen.form is None
    assert says in walker.told[-1]
    walker.presenter.submit(key, {"by": "张建国", "title": "x|y"})  # as a panel left open would
    assert walker.done == []
    assert everything(walker.desk) == everything(stages(stage))


def test_nothing_is_assigned_twice(stages: Stages):
    walker = Walker(stages("assigned"))
    walker.presenter.open_form("assign")
    assert (walker.screen.form, walker.told) == (None, ["共识意见都已经交办。"])


# -- one by one -----------------------------------------------------------------------------------


def test_a_corrected_topic_renames_its_consultation(stages: Stages):
    walker = Walker(stages("begun"))
    walker.fill("topic", title="加装电梯怎么分摊")
    assert walker.screen.title == "加装电梯怎么分摊"


def test_a_guest_keeps_the_post_as_it_was_typed(stages: Stages):
    walker = Walker(stages("to be held"))
    walker.fill("meeting", **FILLED["meeting"].typed(walker.desk))
    guests = [
        (one.kind, one.name, one.post)
        for one in the_dossier(walker.desk).people(the_meeting(walker.desk))
        if not one.member
    ]
    assert guests == [
        (ParticipantKind.DEPARTMENT, "周岚", "区住建局物业科科长、支部书记"),
        (ParticipantKind.RESIDENT, "何大爷", ""),
    ]


@pytest.mark.parametrize(
    ("typed", "at"), [("9:00", 9.0), ("14.30", 14.5), ("8", 8.0), ("7：", 7.0)]
)
def test_a_time_may_be_typed_in_the_usual_ways(typed: str, at: float, stages: Stages):
    walker = Walker(stages("to be held"))
    walker.fill("meeting", on=date(2026, 11, 26), at=typed)
    starts = the_meeting(walker.desk).starts_at
    assert starts.hour + starts.minute / 60 == at


def test_planning_again_after_the_sitting_is_one_more(stages: Stages):
    walker = Walker(stages("held"))
    assert "2026年11月26日的第1次会议已经安排" in walker.open("meeting").purpose
    walker.fill("meeting", on=date(2026, 12, 3))
    assert [meeting.sitting for meeting in walker.desk.room.find(Meeting)] == [1, 2]


def test_a_sitting_not_held_yet_is_moved_and_noticed_again(stages: Stages):
    walker = Walker(stages("noticed"))
    screen = walker.open("meeting")
    assert screen.title == "更改会议安排"
    assert "重新通知" in screen.purpose
    assert screen.answers["on"] == date(2026, 11, 26)
    walker.fill("meeting", on=date(2026, 12, 3))
    (moved,) = walker.desk.room.find(Meeting)
    assert (moved.day, moved.notice_sent_on) == (date(2026, 12, 3), None)
    assert moved.venue == screen.answers["venue"]


def test_a_sitting_looked_at_and_left_as_it_is_keeps_its_notice(stages: Stages):
    walker = Walker(stages("noticed"))
    before = the_meeting(walker.desk)
    walker.fill("meeting")
    assert the_meeting(walker.desk) == before
    assert walker.done[-1].act == ""


def test_another_host_speaks_where_the_first_one_would_have(stages: Stages):
    walker = Walker(stages("scheduled"))
    walker.fill("meeting", host=(person(walker.desk, "李秀英"),))
    dossier = the_dossier(walker.desk)
    spoken = [item.speaker for item in dossier.agenda_of(the_meeting(walker.desk))]
    assert (spoken.count("李秀英"), spoken.count("张建国")) == (2, 0)


@pytest.mark.parametrize("bar", ["|", "｜", "\n", "|\n|"])
def test_the_clerk_places_the_breaks_of_a_title(bar: str, stages: Stages):
    walker = Walker(stages("scheduled"))
    title = str(walker.open("notice").answers["title"])
    walker.fill("notice", title=title[:8] + bar + title[8:])
    assert the_meeting(walker.desk).title_breaks == (title[:8], title[8:])
    assert walker.open("notice").answers["title"] == f"{title[:8]}|{title[8:]}"


def test_minutes_break_their_title_when_they_are_confirmed(stages: Stages):
    walker = Walker(stages("minuted"))
    title = str(walker.open("confirm").answers["title"])
    walker.fill("confirm", title=f"{title[:4]}|{title[4:]}")
    sheet = walker.desk.room.find(Minutes)[0]
    assert (sheet.title_breaks, sheet.confirmed_by) == ((title[:4], title[4:]), "张建国")
    assert walker.open("confirm").answers["by"] == "张建国"


def test_a_notice_looked_at_after_the_sitting_leaves_it_held(stages: Stages):
    walker = Walker(stages("held"))
    walker.fill("notice")
    assert the_meeting(walker.desk).state is MeetingState.HELD


def test_the_record_of_the_sitting_is_offered_as_points(stages: Stages):
    desk = stages("held")
    for text, kind in (
        ("先装一部。", EntryKind.CONSENSUS),
        ("费用没谈拢。", EntryKind.DISSENT),
        ("月底前答复。", EntryKind.REQUEST),
        ("随口一说。", EntryKind.OPINION),
    ):
        recording.say(desk, the_meeting(desk), None, text, kind, name="张建国")
    walker = Walker(desk)
    answers = walker.open("minutes").answers
    assert (answers["text1"], answers["text2"]) == ("先装一部。", "")
    assert (answers["apart"], answers["requirements"]) == ("费用没谈拢。", "月底前答复。")
    walker.fill("minutes", apart="", text1="")
    again = walker.open("minutes").answers
    assert (again["text1"], again["apart"]) == ("", "")


def test_there_are_always_two_more_points_to_fill(stages: Stages):
    form = Walker(stages("minuted")).open("minutes")
    places = [question.key for question in form.questions if question.key.startswith("text")]
    assert places == ["text1", "text2", "text3", "text4"]
    assert [bool(form.answers[key]) for key in places] == [True, True, False, False]


@pytest.mark.parametrize(
    ("apart", "notes"),
    [
        ("一楼住户是否分摊", ["一楼住户认为没有受益"]),  # reworded
        ("谁来维护\n一楼住户是否分摊费用", ["", "一楼住户认为没有受益"]),  # one more, before it
        ("谁来维护\n谁来付钱", ["", ""]),  # others
        ("", []),
    ],
)
def test_a_point_not_agreed_keeps_its_note(apart: str, notes: list[str], stages: Stages):
    walker = Walker(stages("minuted"))
    walker.fill("minutes", apart=apart)
    found = the_dossier(walker.desk).not_agreed()
    assert [item.note for item in found] == notes
    assert [item.text for item in found] == apart.split("\n" if apart else None)


def test_a_point_that_keeps_its_place_keeps_its_id(stages: Stages):
    walker = Walker(stages("minuted"))
    before = [item.id for item in the_dossier(walker.desk).agreed()]
    walker.fill("minutes", text1="先装两部", text3="再开一次会")
    after = [item.id for item in the_dossier(walker.desk).agreed()]
    assert (after[:2], len(after)) == (before, 3)


def test_each_level_of_review_is_asked_in_turn(stages: Stages):
    walker = Walker(stages("concluded"))
    told = []
    for _ in range(3):
        told.append(walker.open("review").purpose[:4])
        walker.fill("review")
    assert told == ["第1审：", "第2审：", "第3审："]
    assert walker.open("review").purpose == "审核已经全部通过。"


def test_the_unit_that_has_not_answered_is_offered_first(stages: Stages):
    walker = Walker(stages("assigned"))
    first = walker.open("reply")
    walker.fill("reply", text="办好了。")
    second = walker.open("reply")
    assert first.answers["assignment"] == the_assignment(walker.desk).id
    assert second.answers["assignment"] != first.answers["assignment"]
    assert len(second.questions[0].choices) == 2


def test_a_unit_that_sent_its_matter_back_is_not_offered(stages: Stages):
    desk = stages("assigned")
    following.send_back(desk, the_assignment(desk))
    choices = Walker(desk).open("reply").questions[0].choices
    assert [code for code, _word in choices] != [the_assignment(desk).id]
    assert len(choices) == 1


def test_the_slips_so_far_are_counted(stages: Stages):
    walker = Walker(stages("replied"))
    assert "收回0份" in walker.open("satisfaction").purpose
    walker.fill("satisfaction", rating="satisfied")
    assert "收回1份：满意1份" in walker.open("satisfaction").purpose


def test_the_research_so_far_is_counted(stages: Stages):
    walker = Walker(stages("to be held"))
    assert "已登记1次。" in walker.open("research").purpose


def test_a_topic_nobody_decided_on_is_proposed_for_adoption(stages: Stages):
    desk = stages("with a topic")
    topic = gathering.add_topic(desk, title="路灯", source=_topic(desk).source, proposer="镇里")
    progressing.begin(desk, topic)
    answers = Walker(desk).open("decision").answers
    assert (answers["verdict"], answers["decided_by"]) == ("adopted", "梧桐街道党（工）委")
    assert [answers[f"kind_{code}"] for code in ("member", "department", "stakeholder")] == [
        True
    ] * 3


def _topic(desk: Desk) -> Topic:
    return desk.room.find(Topic)[0]


def test_people_who_were_asked_are_offered_with_their_kind(stages: Stages):
    desk = stages("noticed")
    form: FormScreen = Walker(desk).open("attendance")
    people = form.questions[0].people
    assert [one.note for one in people] == ["委员"] * 4 + ["部门", "群众代表"]
    assert len(people) == desk.room.count(Participant)
    assert any("zjg" in one.initials for one in people)


def test_points_without_a_unit_are_refused_by_their_number(stages: Stages):
    desk = stages("held")
    recording.draft(desk, the_meeting(desk), agreed=(Point(text="先装一部"),))
    recording.confirm(desk, the_meeting(desk), "张建国")
    walker = Walker(desk)
    walker.presenter.advance()
    walker.fill("outcome")
    walker.fill("assign", lead1=" ")
    assert walker.form.errors[""] == "第1条还没有主办单位，请先写明。"
