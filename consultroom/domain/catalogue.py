"""The list of record kinds there are: their table, their Chinese word, what to search in.

To add a record kind: its dataclass in the module of its subject, one line here, one migration in
``store/migrations.py``.
"""

from __future__ import annotations

from consultroom.domain import (
    calendar,
    conflicts,
    consultations,
    followup,
    meetings,
    members,
    minutes,
    outcomes,
    papers,
    parameters,
    plans,
    receptions,
    schemes,
    stations,
    submissions,
    topics,
)
from consultroom.domain.records import NumberKind, Record
from consultroom.frozen import Frozen


class RecordKind(Frozen):
    """One kind of record.

    Attributes:
        record: its dataclass.
        table: its table and its name in packs.
        word: what a person calls it.
        title: the field shown when it is named; empty when it has none.
        search: further fields whose text is searched.
        number: its number series, when it is numbered.
        people: whether ``title`` is a person's name, also found by pinyin.
    """

    record: type[Record]
    table: str
    word: str
    title: str = ""
    search: tuple[str, ...] = ()
    number: NumberKind | None = None
    people: bool = False


RECORDS: tuple[RecordKind, ...] = (
    RecordKind(stations.OrgUnit, "org_unit", "单位", "name", ("place", "address")),
    RecordKind(members.Member, "member", "委员", "name", ("post", "sector"), people=True),
    RecordKind(members.Posting, "posting", "驻站"),
    RecordKind(parameters.Parameters, "parameters", "参数"),
    RecordKind(schemes.StepScheme, "step_scheme", "步骤方案", "title"),
    RecordKind(calendar.HolidayMark, "holiday_mark", "节假日", "name"),
    RecordKind(
        topics.Topic,
        "topic",
        "议题",
        "title",
        ("situation", "suggestion", "proposer"),
        NumberKind.TOPIC,
    ),
    RecordKind(topics.TopicDecision, "topic_decision", "审题意见", "", ("reason",)),
    RecordKind(plans.AnnualPlan, "annual_plan", "年度协商计划"),
    RecordKind(plans.PlanItem, "plan_item", "计划项目", "title"),
    RecordKind(
        consultations.Consultation,
        "consultation",
        "协商",
        "title",
        (),
        NumberKind.CONSULTATION,
    ),
    RecordKind(consultations.StepRecord, "step_record", "步骤记录", "", ("note",)),
    RecordKind(consultations.Branching, "branching", "分支", "", ("reason",)),
    RecordKind(consultations.ResearchRecord, "research_record", "调研记录", "place", ("findings",)),
    RecordKind(consultations.Evidence, "evidence", "佐证材料", "label", ("note",)),
    RecordKind(consultations.Attachment, "attachment", "附件", "name"),
    RecordKind(meetings.Meeting, "meeting", "会议", "venue", ("host", "recorder")),
    RecordKind(meetings.AgendaItem, "agenda_item", "议程", "title"),
    RecordKind(meetings.Participant, "participant", "参会人", "name", ("post",), people=True),
    RecordKind(meetings.Rsvp, "rsvp", "回执", "", ("reason",)),
    RecordKind(meetings.Attendance, "attendance", "出勤"),
    RecordKind(minutes.Minutes, "minutes", "协商纪要", "", ("summary",)),
    RecordKind(minutes.MinutesEntry, "minutes_entry", "发言", "name", ("text",)),
    RecordKind(minutes.ConsensusItem, "consensus_item", "共识意见", "text", ("lead_unit",)),
    RecordKind(minutes.DissentItem, "dissent_item", "未达成一致的意见", "text"),
    RecordKind(outcomes.Outcome, "outcome", "协商成果", "problem", (), NumberKind.OUTCOME),
    RecordKind(outcomes.Review, "review", "审核", "", ("remark",)),
    RecordKind(
        outcomes.Assignment,
        "assignment",
        "交办",
        "matter",
        ("lead_unit",),
        NumberKind.ASSIGNMENT,
    ),
    RecordKind(outcomes.Reply, "reply", "答复", "unit", ("text",)),
    RecordKind(outcomes.Supervision, "supervision", "督办", "", ("remark",)),
    RecordKind(followup.Satisfaction, "satisfaction", "满意度评价", "", ("comment",)),
    RecordKind(followup.LookBack, "look_back", "回头看", "", ("finding",)),
    RecordKind(followup.CarryOver, "carry_over", "跨年度督办", "", ("reason",)),
    RecordKind(
        receptions.ReceptionDay, "reception_day", "委员接待日", "place", (), NumberKind.RECEPTION
    ),
    RecordKind(receptions.Visit, "visit", "来访", "matter", ("spot_reply", "result")),
    RecordKind(receptions.VisitorIdentity, "visitor_identity", "来访人"),
    RecordKind(
        receptions.GoodDeed, "good_deed", "帮办实事", "matter", ("result",), NumberKind.GOOD_DEED
    ),
    RecordKind(papers.SeatingPlan, "seating_plan", "座次表"),
    RecordKind(papers.IssuedPaper, "issued_paper", "已印文书", "title"),
    RecordKind(papers.ColumnMap, "column_map", "报表对应", "name"),
    RecordKind(papers.PeerKey, "peer_key", "签名公钥"),
    RecordKind(conflicts.Conflict, "conflict", "冲突"),
    RecordKind(submissions.SubmissionMark, "submission_mark", "报送标记", "", ("reason",)),
)

KIND_OF: dict[type[Record], RecordKind] = {kind.record: kind for kind in RECORDS}
KIND_OF_TABLE: dict[str, RecordKind] = {kind.table: kind for kind in RECORDS}
