"""Each form of the workspace at its stage, what is typed into it, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from consultroom.domain.consultations import ResearchRecord
from consultroom.domain.followup import LookBack, Satisfaction
from consultroom.domain.meetings import (
    Attendance,
    AttendanceStatus,
    Meeting,
    MeetingForm,
    MeetingState,
    Rsvp,
)
from consultroom.domain.minutes import ConsensusItem, DissentItem, Minutes
from consultroom.domain.outcomes import Assignment, Channel, Outcome, Reply, Review
from consultroom.domain.topics import Topic, TopicDecision
from consultroom.services.desk import Desk
from tests.services.stages import (
    member_named,
    the_dossier,
    the_meeting,
)

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
    "another_sitting": Filled(
        "held",
        lambda _: {"on": date(2026, 12, 17), "at": "9点半"},
        "2026年12月17日（星期四）召开，通知应于2026年12月10日前发出（会前5个工作日）。",
        last(Meeting, "sitting", "starts_at", "host"),
        (2, datetime(2026, 12, 17, 9, 30), "张建国"),  # noqa: DTZ001
    ),
    "notice": Filled(
        "scheduled",
        lambda _: {"on": date(2026, 11, 17), "late_reason": ""},
        "已登记会议通知发出。",
        last(Meeting, "notice_sent_on", "state", "title_breaks"),
        (date(2026, 11, 17), MeetingState.NOTICED, ()),
    ),
    "rsvp": Filled(
        "noticed",
        lambda desk: {"roll": (f"{seat(desk, 0)}|coming|", f"{seat(desk, 2)}|substitute|周小岚")},
        "回执已登记：6人中2人回了。",
        lambda desk: sorted((slip.answer.code, slip.substitute) for slip in desk.room.find(Rsvp)),
        [("coming", ""), ("substitute", "周小岚")],
    ),
    "attendance": Filled(
        "noticed",
        lambda desk: {"roll": (f"{seat(desk, 1)}|leave|出差", f"{seat(desk, 2)}|late|堵车")},
        "签到已登记：应到6人，实到5人。",
        lambda desk: [(mark.status, mark.remark) for mark in by_seat(desk)],
        [
            (AttendanceStatus.PRESENT, ""),
            (AttendanceStatus.LEAVE, "出差"),
            (AttendanceStatus.LATE, "堵车"),
            *[(AttendanceStatus.PRESENT, "")] * 3,
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
