"""The forms of the workspace one by one: what each of them takes care of."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.domain.meetings import (
    Meeting,
    MeetingState,
    Participant,
    ParticipantKind,
)
from consultroom.domain.minutes import EntryKind, Minutes
from consultroom.domain.topics import Topic
from consultroom.services import following, gathering, progressing, recording
from consultroom.services.desk import Desk
from consultroom.services.recording import Point
from consultroom.ui.forms import FormScreen
from tests.services.stages import (
    Stages,
    the_assignment,
    the_dossier,
    the_meeting,
)
from tests.ui.filled import FILLED, person
from tests.ui.walker import Walker


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
    ("typed", "at"),
    [
        ("9:00", 9.0),
        ("14.30", 14.5),
        ("8", 8.0),
        ("7：", 7.0),
        ("1430", 14.5),
        ("930", 9.5),
        ("１４：３０", 14.5),
        ("14点半", 14.5),
        ("9点30分", 9.5),
    ],
)
def test_a_time_may_be_typed_in_the_usual_ways(typed: str, at: float, stages: Stages):
    walker = Walker(stages("to be held"))
    walker.fill("meeting", on=date(2026, 11, 26), at=typed)
    starts = the_meeting(walker.desk).starts_at
    assert starts.hour + starts.minute / 60 == at


def test_planning_again_after_the_sitting_is_one_more(stages: Stages):
    walker = Walker(stages("held"))
    assert "2026年11月26日的第1次会议已经安排" in walker.open("another_sitting").purpose
    walker.fill("another_sitting", on=date(2026, 12, 3))
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
    following.send_back(desk, the_assignment(desk), "不属于本单位职责")
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
