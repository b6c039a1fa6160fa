"""Advice about a day, recurring reception days, the plan moved about, and every assignment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.followup import HandlingState
from consultroom.domain.outcomes import Assignment
from consultroom.domain.plans import BadCadence, Cadence, CadenceKind, Months, OnHoliday
from consultroom.domain.receptions import GoodDeed, ReceptionDay, Visit, VisitHandling
from consultroom.domain.topics import Topic, TopicSource
from consultroom.frozen import replace
from consultroom.services import (
    advising,
    following,
    handling,
    planning,
    printing,
    receiving,
    recurring,
)
from consultroom.services.desk import Desk
from consultroom.services.printing import chasing
from consultroom.services.recurring import NoDays, ReceptionRule
from tests.services.stages import MEETING, Stages, found, on, the_assignment, the_meeting, the_topic


def at(*when: int) -> datetime:
    return datetime(*when)  # type: ignore[arg-type]  # noqa: DTZ001 - wall-clock time


def told(desk: Desk, *when: int, **about: str) -> list[str]:
    return [one.says for one in advising.advise(desk, at(*when), **about)]


# -- a day for a sitting --------------------------------------------------------------------------


def test_the_lead_time_is_told_as_its_arithmetic(stages: Stages):
    desk = stages("to be held")
    assert told(desk, 2026, 11, 26, 9)[:2] == [
        "11月26日（周四）开会，通知应于11月19日（周四）前发出：会前5个工作日。",
        "离发通知还有13个工作日。",
    ]


def test_a_holiday_between_is_not_counted_and_the_sum_says_so(stages: Stages):
    desk = stages("to be held")
    assert told(desk, 2026, 10, 12, 9)[0] == (
        "10月12日（周一）开会，通知应于9月29日（周二）前发出："
        "会前5个工作日，其间10月1日至10月7日放假不计，10月10日调休上班照计。"
    )


def test_what_speaks_against_a_day_is_marked(stages: Stages):
    desk = stages("to be held")
    against = [one.says for one in advising.advise(desk, at(2026, 11, 7, 9)) if one.against]
    assert against == [
        "今天就要发通知。",
        "11月7日（周六）是双休日，之后第一个工作日是11月9日（周一）。",
    ]
    assert "通知期限已过1个工作日，发通知时要写明临时召开的原因。" in told(desk, 2026, 11, 6, 9)
    assert "10月1日（周四）国庆节放假，之后第一个工作日是10月8日（周四）。" in told(
        desk, 2026, 10, 1, 9
    )
    assert told(desk, 2027, 3, 3, 9)[-1] == "2027年节假日尚未导入，仅按周末计算。"


def test_a_clash_of_rooms_a_clash_of_hosts_and_the_rest_of_the_day(stages: Stages):
    desk = stages("scheduled")
    receiving.open_day(desk, receivers=("李秀英",), on=MEETING.date())
    here, title = (2026, 11, 26), "当天14:30已有一场：“老旧小区加装电梯”，在三楼会议室"
    assert f"{title}，会议室冲突，请换时间或会议室。" in told(desk, *here, 16, venue="三楼会议室")
    assert f"{title}，主持人张建国分不开身。" in told(desk, *here, 16, host="张建国")
    assert f"{title}。" in told(desk, *here, 9, venue="三楼会议室")
    assert "当天上午9:00—11:30是委员接待群众的接待日。" in told(desk, *here, 9)
    moving = told(desk, *here, 15, venue="三楼会议室", but=the_meeting(desk).id)
    assert not any("已有一场" in one for one in moving)


# -- recurring reception days ---------------------------------------------------------------------

HALF_YEAR = ReceptionRule(
    start=date(2026, 11, 1), end=date(2027, 4, 30), slot="上午9:00", receivers=("张建国",)
)


def test_a_rule_makes_a_day_a_month_numbered_through_each_year(stages: Stages):
    desk = stages("founded")
    made = recurring.make_days(desk, HALF_YEAR)
    assert [day.on for day in made] == [
        date(2026, 11, 16),  # the 15th is a Sunday
        date(2026, 12, 15),
        date(2027, 1, 15),
        date(2027, 2, 15),
        date(2027, 3, 15),
        date(2027, 4, 15),
    ]
    assert [day.number[-8:] for day in made] == [
        *("2026-001", "2026-002", "2027-001", "2027-002", "2027-003", "2027-004")
    ]
    assert {(day.slot, day.place, day.receivers) for day in made} == {
        ("上午9:00", "梧桐路1号", ("张建国",))
    }


def test_a_rule_laid_again_makes_only_what_is_not_there(stages: Stages):
    desk = stages("founded")
    recurring.make_days(desk, HALF_YEAR)
    again = recurring.days_of(desk, HALF_YEAR)
    assert all(day.taken for day in again)
    assert again[0].moved_from == date(2026, 11, 15)
    with pytest.raises(NoDays, match="没有要新安排的接待日"):
        recurring.make_days(desk, HALF_YEAR)


@pytest.mark.parametrize(
    ("changed", "refusal", "sentence"),
    [
        ({"end": date(2026, 10, 1)}, NoDays, "结束日期早于开始日期"),
        ({"end": date(2046, 10, 1)}, NoDays, "一次最多安排10年"),
        ({"cadence": Cadence(kind=CadenceKind.DAY_OF_MONTH, day=40)}, BadCadence, "1至31日"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(
    stages: Stages, changed: dict[str, object], refusal: type[Exception], sentence: str
):
    rule = ReceptionRule(**{"start": date(2026, 11, 1), "end": date(2027, 1, 1)} | changed)  # type: ignore[arg-type]
    with pytest.raises(refusal, match=sentence):
        recurring.make_days(stages("founded"), rule)


@given(
    st.builds(
        Cadence,
        kind=st.sampled_from([CadenceKind.DAY_OF_MONTH, CadenceKind.NTH_WEEKDAY]),
        months=st.sampled_from(list(Months)),
        nth=st.sampled_from([-1, 1, 2, 3, 4, 5]),
        weekday=st.integers(0, 6),
        day=st.integers(1, 31),
        on_holiday=st.sampled_from(list(OnHoliday)),
    ),
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.integers(0, 500),
)
def test_every_day_of_a_rule_lies_within_it_and_no_month_has_two(
    one_desk: Desk, cadence: Cadence, start: date, length: int
):
    end = date.fromordinal(start.toordinal() + length)
    days = recurring.days_of(one_desk, ReceptionRule(cadence=cadence, start=start, end=end))
    assert all(start <= day.on <= end for day in days)
    months = [(day.on.year, day.on.month) for day in days]
    assert len(months) == len(set(months))
    for day in days:
        if cadence.on_holiday not in (OnHoliday.KEEP, OnHoliday.SKIP):
            assert one_desk.calendar().is_working(day.on)


@pytest.fixture(scope="module")
def one_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = found(tmp_path_factory.mktemp("rule") / "room")
    with desk.room:
        yield desk


# -- visits ---------------------------------------------------------------------------------------


@pytest.fixture
def visited(stages: Stages) -> tuple[Desk, Visit]:
    desk = stages("founded")
    day = receiving.open_day(desk, receivers=("张建国",))
    visit = receiving.receive(desk, day, matter="路灯不亮", result="已修好", visitor="老李")
    return desk, visit


def test_a_topic_of_a_visit_names_the_visit_and_not_the_visitor(visited: tuple[Desk, Visit]):
    desk, visit = visited
    topic = receiving.make_topic(desk, visit, title="路灯补亮", proposer="来访群众")
    assert (topic.source, topic.source_refs) == (TopicSource.VISIT, (visit.id,))
    assert "老李" not in str(topic)
    assert desk.room.get(Visit, visit.id).handling is VisitHandling.TOPIC
    assert receiving.topic_of(desk, visit) == topic
    with pytest.raises(receiving.NotReceived, match="已经列为议题"):
        receiving.make_topic(desk, visit, title="路灯补亮", proposer="来访群众")


def test_a_visit_settled_no_longer_takes_its_good_deed_along(visited: tuple[Desk, Visit]):
    desk, visit = visited
    assert len(desk.room.find(GoodDeed)) == 1
    receiving.revise_visit(desk, replace(visit, result=""))
    assert desk.room.find(GoodDeed) == ()
    receiving.revise_visit(desk, replace(visit, result="换了灯泡"))
    assert [deed.result for deed in desk.room.find(GoodDeed)] == ["换了灯泡"]


def test_a_day_with_visits_stays_where_it_is(visited: tuple[Desk, Visit]):
    desk, _ = visited
    day = desk.room.find(ReceptionDay)[0]
    with pytest.raises(receiving.NotReceived, match="不能取消"):
        receiving.drop_day(desk, day)
    with pytest.raises(receiving.NotReceived, match="日期不能再改"):
        receiving.change_day(
            desk, day, on=date(2026, 12, 1), slot="", place="", receivers=day.receivers
        )


# -- the plan -------------------------------------------------------------------------------------


def test_a_topic_dragged_twice_stands_once(stages: Stages):
    desk = stages("with a topic")
    planning.plan_topic(desk, "2026-12", the_topic(desk))
    moved = planning.plan_topic(desk, "2026-11", the_topic(desk))
    items = planning.show_plan(desk, 2026).items
    assert [(one.id, one.month, one.topic) for one in items] == [
        (moved.id, "2026-11", the_topic(desk).id)
    ]
    with pytest.raises(planning.PlannedAlready, match="已经列在2026年11月"):
        planning.plan_topic(desk, "2026-11", the_topic(desk))
    planning.drop_item(desk, moved)
    assert planning.show_plan(desk, 2026).items == ()
    assert desk.room.find(Topic) == (the_topic(desk),)


# -- every assignment -----------------------------------------------------------------------------


def test_every_assignment_is_told_with_its_state_and_how_late_it_is(stages: Stages):
    desk = stages("assigned")
    first = the_assignment(desk)
    following.send_back(desk, first, "不属于本单位职责")
    on(desk, date(2027, 1, 4))
    found = {one.assignment.id: one for one in handling.every_assignment(desk)}
    assert found[first.id].state is HandlingState.RETURNED
    other = next(one for key, one in found.items() if key != first.id)
    assert (other.state, other.days_late) == (HandlingState.OVERDUE, 4)
    assert other.title == "老旧小区加装电梯"
    following.reply(desk, other.assignment, text="列入明年计划", result="B")
    again = next(
        one for one in handling.every_assignment(desk) if one.assignment == other.assignment
    )
    assert (again.state, again.days_late) == (HandlingState.PLANNED, 0)
    assert again.reply == again.replies[0]


def test_pressing_counts_on_from_each_ones_earlier_pressings(stages: Stages):
    desk = stages("assigned")
    both = tuple(sorted(desk.room.find(Assignment), key=lambda one: one.number))
    handling.press_all(desk, both[:1], "请抓紧")
    made = handling.press_all(desk, both, " 请反馈 ")
    assert [(one.times, one.remark) for one in made] == [(2, "请反馈"), (1, "请反馈")]
    assert {one.feedback_by for one in made} == {date(2026, 12, 7)}


def test_chase_slips_of_many_units_are_one_set(stages: Stages):
    desk = stages("assigned")
    both = tuple(sorted(desk.room.find(Assignment), key=lambda one: one.number))
    handling.press_all(desk, both[:1], "请抓紧")
    found = chasing.chase(chasing.read_case(desk, one.id) for one in both)
    assert [job.kind for job in found.jobs] == [
        *("supervision", "reply_sheet", "assignment", "reply_sheet")
    ]
    assert found.title == "催办单 2件"
    assert printing.bound(found).pages >= 4
    with pytest.raises(printing.NothingToPrint, match="没有要催办的交办"):
        chasing.chase(())
