"""From the room to the list of consultations."""

from __future__ import annotations

from datetime import date

from consultroom.domain.consultations import Branch, Consultation
from consultroom.domain.topics import TopicSource
from consultroom.frozen import replace
from consultroom.services import gathering, progressing
from consultroom.services.desk import Desk
from consultroom.ui.consultations.presenter import ConsultationLine
from consultroom.ui.consultations.telling import consultation_lines
from consultroom.ui.states import State
from tests.services.stages import Stages, on, the_dossier


def the_line(desk: Desk) -> ConsultationLine:
    (line,) = consultation_lines(desk)
    return line


def test_a_line_says_which_where_it_stands_and_what_is_due(stages: Stages):
    line = the_line(stages("scheduled"))
    assert (line.number, line.title) == ("WT-XS-2026-001", "老旧小区加装电梯")
    assert (line.step, line.state, line.state_words) == ("第 4 步　协商", State.ACTIVE, "进行中")
    assert (line.meets, line.due_words) == ("11月26日", "11月19日前 发出会议通知")
    assert (line.year, line.meets_on) == (2026, date(2026, 11, 26))


def test_a_day_of_another_year_is_told_with_it(stages: Stages):
    desk = stages("scheduled")
    line = the_line(desk)
    assert line.meets == "11月26日"
    assert replace(line, this_year=2027).meets == "2026年11月26日"
    assert replace(line, year=2025).meets == "11月26日"  # begun in another year, held in this one


def test_without_a_meeting_and_without_a_day(stages: Stages):
    line = the_line(stages("begun"))
    assert line.meets == "未定"
    assert line.due == "三方把关"


def test_waiting_for_the_meeting_has_no_day_to_be_done_by(stages: Stages):
    assert the_line(stages("noticed")).due_words == "等待会议召开"


def test_what_is_overdue_is_late_in_words_and_colour(stages: Stages):
    desk = stages("scheduled")
    on(desk, date(2026, 11, 20))
    assert (the_line(desk).state, the_line(desk).state_words) == (State.LATE, "已逾期")


def test_what_waits_or_has_ended_is_not_late(stages: Stages):
    desk = stages("scheduled")
    about = the_dossier(desk).consultation.id
    on(desk, date(2026, 11, 25))
    progressing.turn(desk, about, Branch.POSTPONE, reason="等规划")
    line = the_line(desk)
    assert (line.state, line.state_words, line.due_words) == (State.DUE, "暂缓", "")
    progressing.turn(desk, about, Branch.STOP, reason="不办了")
    assert (the_line(desk).state, the_line(desk).state_words) == (State.TODO, "中止")


def test_the_newest_comes_first(stages: Stages):
    desk = stages("begun")
    topic = gathering.add_topic(desk, title="路灯", source=TopicSource.PARTY, proposer="镇里")
    progressing.begin(desk, topic)
    assert [line.title for line in consultation_lines(desk)] == ["路灯", "老旧小区加装电梯"]
    assert [line.id for line in consultation_lines(desk)] == [
        one.id for one in reversed(desk.room.find(Consultation))
    ]


def test_a_title_is_found_by_its_initials_and_by_any_part(stages: Stages):
    line = the_line(stages("begun"))
    for typed in ("ljxqj", "LJ", "加装", "xs-2026", ""):
        assert line.answers(typed), typed
    for typed in ("zdt", "停车"):
        assert not line.answers(typed), typed


def test_an_empty_room_has_an_empty_list(stages: Stages):
    assert consultation_lines(stages("founded")) == ()
