"""办理经过 tells everything that happened, in order, for every fate of the sample."""

from __future__ import annotations

import re
from datetime import date

import pytest

from consultroom.domain.consultations import Branch, ConsultationState
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import MeetingState
from consultroom.frozen import replace
from consultroom.services import progressing
from consultroom.services.sample.walk import Fate
from consultroom.ui.states import State
from consultroom.ui.wording import full_day, short_day
from consultroom.ui.workspace.presenter import TimelineLine
from consultroom.ui.workspace.timeline import timeline
from tests import builders as a
from tests.services.district import Seen
from tests.services.stages import Stages, the_dossier
from tests.services.test_sampling import SIGNS

DATED = re.compile(r"(?:(\d{4})年)?(\d+)月(\d+)日")


def told_on(lines: tuple[TimelineLine, ...], year: int) -> list[date]:
    """Return the days of the lines; those without a year lie in ``year``."""
    days = []
    for line in lines:
        found = DATED.fullmatch(line.when)
        assert found, line.when
        own, month, day = found.groups()
        days.append(date(int(own or year), int(month), int(day)))
    return days


def number_of_events(dossier: Dossier) -> int:
    """Count what must be told, straight from the records."""
    counted = [
        *(dossier.topic, dossier.consultation),
        *dossier.decisions, *dossier.research, *dossier.meetings,
        *(one for one in dossier.meetings if one.notice_sent_on),
        *(one for one in dossier.minutes if one.confirmed_on),
        *([dossier.outcome] if dossier.outcome else []), *dossier.reviews,
        *dossier.assignments, *(one for one in dossier.assignments if one.returned_on),
        *dossier.supervisions, *dossier.replies, *dossier.satisfaction, *dossier.look_backs,
        *(one for one in dossier.steps if one.waived and one.left_on),
        *dossier.branchings,
    ]  # fmt: skip
    return len(counted) + (dossier.consultation.state is ConsultationState.CLOSED)


@pytest.mark.parametrize("fate", Fate)
def test_everything_that_happened_is_told_in_order(fate: Fate, district: tuple[Seen, ...]):
    every = [dossier for station in district for dossier in station.dossiers]
    fitting = [dossier for dossier in every if SIGNS[fate](dossier)]
    assert fitting
    for dossier in fitting:
        lines = timeline(dossier)
        assert len(lines) == number_of_events(dossier)
        days = told_on(lines, dossier.topic.proposed_on.year)
        assert days == sorted(days)
        assert all(line.title for line in lines)


def lines_of(dossier: Dossier) -> list[tuple[str, str, str]]:
    return [(line.when, line.title, line.text) for line in timeline(dossier)]


def test_the_month_reads_like_a_story(stages: Stages):
    assert lines_of(the_dossier(stages("followed")))[:9] == [
        ("11月2日", "登记议题", "接待来访，李桂兰提出。"),
        ("11月2日", "开始协商", "编号WT-XS-2026-001。"),
        ("11月2日", "审定议题", "赵国强：采纳。"),
        ("11月2日", "调研（走访）", "梧桐一村。六层以上住户的意见多数赞成。"),
        (
            "11月2日",
            "带着提醒离开“定题”",
            "党政所需、群众所盼、政协所能三问还没有答完。（三方把关口头做过）",
        ),
        ("11月16日", "发出会议通知", ""),
        ("11月26日", "第1次会议", "应到6人，实到5人。"),
        ("11月26日", "确认纪要", "张建国确认，共识意见2条。"),
        ("11月30日", "形成成果单", "WT-CG-2026-001"),
    ]


def test_days_bear_their_year_once_there_are_two(stages: Stages):
    dossier = the_dossier(stages("followed"))
    assert {line.when for line in timeline(dossier)} >= {short_day(date(2026, 12, 20))}
    late = tuple(replace(visit, on=date(2027, 1, 8)) for visit in dossier.look_backs)
    days = [line.when for line in timeline(replace(dossier, look_backs=late))]
    assert (days[0], days[-1]) == ("2026年11月2日", full_day(date(2027, 1, 8)))


def test_a_meeting_to_come_is_no_thing_of_the_past():
    planned = a.a_meeting(state=MeetingState.PLANNED, notice_sent_on=None)
    dossier = a.a_dossier("consult", meetings=(planned,))
    (line,) = [line for line in timeline(dossier) if "次会议" in line.title]
    assert (line.state, line.text) == (State.ACTIVE, planned.venue)
    cancelled = replace(planned, state=MeetingState.CANCELLED)
    (line,) = [
        one for one in timeline(replace(dossier, meetings=(cancelled,))) if "次会" in one.title
    ]
    assert (line.title, line.state) == ("第1次会议取消", State.TODO)
    moved = replace(planned, change_reason="会场停电")
    (line,) = [one for one in timeline(replace(dossier, meetings=(moved,))) if "次会" in one.title]
    assert line.text == f"{planned.venue}　改期：会场停电"


def test_more_time_a_matter_sent_back_and_pressing_are_told():
    longer = a.an_assignment(
        extended_to=date(2026, 12, 20), extension_reason="要再征求意见。", lead_unit="区教育局"
    )
    back = a.an_assignment(
        id="OTHER",
        lead_unit="区人社局",
        returned_on=date(2026, 10, 12),
        return_reason="属于街道职责。",
    )
    dossier = replace(
        a.a_dossier("deliver", done=True),
        assignments=(longer, back),
        supervisions=(a.a_supervision(remark="请尽快。"),),
    )
    told = {line.title: line for line in timeline(dossier)}
    assert told["交办区教育局"].text.endswith("，延期至2026年12月20日：要再征求意见。")
    assert told["区人社局退回"].when == "10月12日"
    assert told["区人社局退回"].text == "WT-JB-2026-011 属于街道职责。"
    assert (told["第1次督办"].state, told["第1次督办"].text) == (State.LATE, "请尽快。")
    assert told["区教育局答复（A类）"].text.startswith("WT-JB-2026-011 已与学校商定")


def test_a_long_text_is_shortened_and_says_so():
    wordy = a.a_research(place="梧桐里", findings="缺车位。" * 40)
    dossier = a.a_dossier("consult", research=(wordy,))
    (line,) = [line for line in timeline(dossier) if line.title.startswith("调研")]
    assert len(line.text) == 72
    assert line.text.endswith("……")


def test_people_and_references_are_named(stages: Stages):
    desk = stages("confirmed")
    about = the_dossier(desk).consultation.id
    progressing.turn(desk, about, Branch.TO_PROPOSAL, reason="要立项", reference="第12号")
    lines = {line.title: line for line in timeline(the_dossier(desk))}
    assert (lines["转提案"].text, lines["转提案"].by) == ("要立项（第12号）", "王敏")
    lines = {line.title: line for line in timeline(the_dossier(stages("followed")))}
    assert lines["回头看"].text == "张建国：电梯在用。"
