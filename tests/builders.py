"""One sensible value of each record; a test overrides what it is about.

``a_topic(title="加装电梯")`` is a whole topic with that title. The links fit: what hangs on a
consultation hangs on `a_consultation`, what hangs on a meeting on `a_meeting`. The days tell one
story of 2026, from a topic in August to a look-back in November, all before `TODAY`.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from itertools import pairwise
from typing import Any

import msgspec

from consultroom import resources
from consultroom.domain.branches import Turned
from consultroom.domain.calendar import HolidayCalendar
from consultroom.domain.consultations import Consultation, ResearchRecord, StepRecord
from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import LookBack, RaterKind, Rating, Satisfaction
from consultroom.domain.meetings import (
    DEFAULT_AGENDA,
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Meeting,
    MeetingState,
    Participant,
    ParticipantKind,
    Rsvp,
    RsvpAnswer,
)
from consultroom.domain.members import Member, Posting
from consultroom.domain.minutes import ConsensusItem, DissentItem, Minutes, MinutesEntry
from consultroom.domain.outcomes import (
    REVIEWERS,
    Assignment,
    Outcome,
    Reply,
    Review,
    ReviewVerdict,
    Supervision,
)
from consultroom.domain.parameters import Parameters, default_parameters
from consultroom.domain.plans import AnnualPlan, PlanItem
from consultroom.domain.receptions import GoodDeed, ReceptionDay, Visit, VisitorIdentity
from consultroom.domain.schemes import Gate, GateLevel, Phase, Step, StepScheme
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.domain.steps import enter
from consultroom.domain.topics import Screening, Topic, TopicDecision, TopicSource, Verdict
from consultroom.frozen import replace

TODAY = date(2026, 11, 20)
STATION, DISTRICT = "WT", "QY"
_HERE = {"owner": STATION}
_OF_CONSULTATION = {"owner": STATION, "consultation": "CONSULTATION"}

SCHEMES = ("default-six", "bengshan-six-matters", "nantong-eight", "rizhao-three")

# The days of the story: when each phase was entered.
ENTERED = {
    Phase.COLLECT: date(2026, 8, 3),
    Phase.SELECT: date(2026, 8, 6),
    Phase.RESEARCH: date(2026, 8, 10),
    Phase.CONSULT: date(2026, 8, 31),
    Phase.DELIVER: date(2026, 9, 28),
    Phase.REVIEW: date(2026, 10, 30),
}


# -- organisations and people ----------------------------------------------------------------


def a_station(**changed: Any) -> OrgUnit:
    station = OrgUnit(
        id=STATION,
        owner=DISTRICT,
        name="梧桐街道委员工作站",
        kind=UnitKind.STATION,
        code=STATION,
        parent=DISTRICT,
        place="梧桐街道",
        address="梧桐路18号",
        phone="6210 0018",
        head="陆文渊",
        liaison="何小满",
        committee="城乡建设委",
        venues=("梧桐街道协商议事室",),
        units=("梧桐里社区", "清河湾社区"),
    )
    return replace(station, **changed)


def a_district(**changed: Any) -> OrgUnit:
    district = OrgUnit(
        id=DISTRICT,
        owner=DISTRICT,
        name="青原区政协",
        kind=UnitKind.DISTRICT,
        code=DISTRICT,
        place="青原区",
    )
    return replace(district, **changed)


def a_member(**changed: Any) -> Member:
    member = Member(
        id="MEMBER",
        owner=DISTRICT,
        name="沈嘉禾",
        gender="女",
        sector="教育界",
        committee="城乡建设委",
        post="青原区第二中学副校长",
        phone="6210 0203",
        term="第十一届",
    )
    return replace(member, **changed)


def a_posting(**changed: Any) -> Posting:
    posting = Posting(
        id="POSTING",
        owner=DISTRICT,
        member="MEMBER",
        station=STATION,
        from_on=date(2022, 1, 1),
    )
    return replace(posting, **changed)


def some_parameters(**changed: Any) -> Parameters:
    return replace(default_parameters(DISTRICT), **changed)


def a_calendar() -> HolidayCalendar:
    """Return the days off and swapped days of 2026, as the State Council's notice gives them."""
    runs = [
        (date(2026, 1, 1), date(2026, 1, 3)),
        (date(2026, 2, 15), date(2026, 2, 23)),
        (date(2026, 4, 4), date(2026, 4, 6)),
        (date(2026, 5, 1), date(2026, 5, 5)),
        (date(2026, 6, 19), date(2026, 6, 21)),
        (date(2026, 9, 25), date(2026, 9, 27)),
        (date(2026, 10, 1), date(2026, 10, 7)),
    ]
    off = {
        date.fromordinal(day)
        for first, last in runs
        for day in range(first.toordinal(), last.toordinal() + 1)
    }
    worked = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
    on = {date(2026, month, day) for month, day in worked}
    return HolidayCalendar(frozenset(off), frozenset(on), frozenset({2026}))


# -- schemes ---------------------------------------------------------------------------------


@cache
def a_scheme(name: str = "default-six") -> StepScheme:
    """Return a scheme that comes with the program."""
    file = resources.path("schemes", f"{name}.json")
    return msgspec.json.decode(file.read_bytes(), type=StepScheme)


def a_step(**changed: Any) -> Step:
    return replace(Step(code="consult", name="协商", phase=Phase.CONSULT), **changed)


def a_short_scheme(**levels: GateLevel) -> StepScheme:
    """Return three steps; the rules named (``_`` for ``-``) guard the middle one, 协商."""
    gates = tuple(Gate(rule=name.replace("_", "-"), level=level) for name, level in levels.items())
    steps = (
        Step(code="research", name="调研", phase=Phase.RESEARCH),
        Step(code="consult", name="协商", phase=Phase.CONSULT, gates=gates),
        Step(code="deliver", name="办理", phase=Phase.DELIVER),
    )
    return StepScheme(
        id="short@1", owner=DISTRICT, scheme="short", version=1, title="三步", steps=steps
    )


# -- the topic and the consultation ----------------------------------------------------------


def a_topic(**changed: Any) -> Topic:
    topic = Topic(
        id="TOPIC",
        **_HERE,
        number="WT-YT-2026-007",
        title="梧桐里停车难怎么解",
        source=TopicSource.VISIT,
        proposer="梧桐里居民",
        proposed_on=date(2026, 8, 3),
        scope="城市管理",
        situation="梧桐里有车二百三十辆，车位九十一个，晚上消防通道常被占住。",
        suggestion="错时用旁边学校和商场的车位。",
        parties=("居民代表", "物业公司", "学校"),
        unit="梧桐里社区",
        screening=Screening(wanted_by_party=True, wanted_by_people=True, within_our_means=True),
        month="2026-09",
    )
    return replace(topic, **changed)


def a_decision(**changed: Any) -> TopicDecision:
    decision = TopicDecision(
        id="DECISION",
        **_HERE,
        topic="TOPIC",
        verdict=Verdict.ADOPTED,
        decided_by="陆文渊",
        decided_on=date(2026, 8, 7),
        participant_kinds=("member", "department", "stakeholder"),
    )
    return replace(decision, **changed)


def a_consultation(**changed: Any) -> Consultation:
    consultation = Consultation(
        id="CONSULTATION",
        **_HERE,
        number="WT-XS-2026-005",
        topic="TOPIC",
        title="梧桐里停车难怎么解",
        scheme="default-six@1",
        step="collect",
        started_on=date(2026, 8, 3),
        month="2026-09",
        convener="沈嘉禾",
        committee="城乡建设委",
        unit="梧桐里社区",
    )
    return replace(consultation, **changed)


def a_research(**changed: Any) -> ResearchRecord:
    research = ResearchRecord(
        id="RESEARCH",
        **_OF_CONSULTATION,
        on=date(2026, 8, 26),
        place="梧桐里3至9栋",
        people=("沈嘉禾", "马腾飞"),
        findings="夜间缺位约一百四十个，学校操场地下车库夜里空着。",
    )
    return replace(research, **changed)


# -- the sitting -----------------------------------------------------------------------------


def a_meeting(**changed: Any) -> Meeting:
    meeting = Meeting(
        id="MEETING",
        **_OF_CONSULTATION,
        starts_at=datetime(2026, 9, 24, 14, 30),  # noqa: DTZ001 - wall-clock time, as printed
        venue="梧桐街道协商议事室",
        host="沈嘉禾",
        recorder="何小满",
        state=MeetingState.HELD,
        rsvp_by=date(2026, 9, 22),
        notice_sent_on=date(2026, 9, 14),
        contact="何小满",
        contact_phone="6210 0018",
    )
    return replace(meeting, **changed)


def an_agenda(meeting: str = "MEETING") -> tuple[AgendaItem, ...]:
    return tuple(
        AgendaItem(
            id=f"AGENDA-{place}",
            **_HERE,
            meeting=meeting,
            order=place,
            title=title,
            speaker=speaker,
            minutes=minutes,
        )
        for place, (title, speaker, minutes) in enumerate(DEFAULT_AGENDA, start=1)
    )


def a_participant(**changed: Any) -> Participant:
    person = Participant(
        id="PARTICIPANT",
        **_HERE,
        meeting="MEETING",
        kind=ParticipantKind.MEMBER,
        name="沈嘉禾",
        post="青原区第二中学副校长",
        sector="教育界",
        member="MEMBER",
        order=1,
    )
    return replace(person, **changed)


def some_participants(meeting: str = "MEETING") -> tuple[Participant, ...]:
    """Return two members, a department, a stakeholder and a resident."""
    asked = [
        (ParticipantKind.MEMBER, "沈嘉禾", "青原区第二中学副校长"),
        (ParticipantKind.MEMBER, "马腾飞", "腾飞商贸有限公司经理"),
        (ParticipantKind.DEPARTMENT, "周启明", "区城市管理局副局长"),
        (ParticipantKind.STAKEHOLDER, "钱守信", "梧桐里物业项目经理"),
        (ParticipantKind.RESIDENT, "吴桂兰", "梧桐里居民代表"),
    ]
    return tuple(
        a_participant(
            id=f"{meeting}-PERSON-{place}",
            meeting=meeting,
            kind=kind,
            name=name,
            post=post,
            sector="",
            member="",
            order=place,
        )
        for place, (kind, name, post) in enumerate(asked, start=1)
    )


def an_rsvp(**changed: Any) -> Rsvp:
    slip = Rsvp(
        id="RSVP",
        **_HERE,
        meeting="MEETING",
        participant="PARTICIPANT",
        answer=RsvpAnswer.COMING,
        answered_on=date(2026, 9, 21),
    )
    return replace(slip, **changed)


def an_attendance(person: Participant | None = None, **changed: Any) -> Attendance:
    person = person or a_participant()
    mark = Attendance(
        id=f"ATTENDANCE-{person.id}",
        **_HERE,
        meeting=person.meeting,
        participant=person.id,
        status=AttendanceStatus.PRESENT,
    )
    return replace(mark, **changed)


def everyone_present(people: tuple[Participant, ...]) -> tuple[Attendance, ...]:
    return tuple(an_attendance(person) for person in people)


# -- minutes ---------------------------------------------------------------------------------


def some_minutes(**changed: Any) -> Minutes:
    """Return confirmed minutes of `a_meeting`."""
    sheet = Minutes(
        id="MINUTES",
        **_OF_CONSULTATION,
        meeting="MEETING",
        drafted_on=date(2026, 9, 25),
        issue_number=5,
        requirements=("请各承办单位按时答复。",),
        confirmed_by="沈嘉禾",
        confirmed_on=date(2026, 9, 28),
    )
    return replace(sheet, **changed)


def a_minutes_entry(**changed: Any) -> MinutesEntry:
    entry = MinutesEntry(
        id="ENTRY",
        **_HERE,
        meeting="MEETING",
        order=1,
        speaker="PARTICIPANT",
        name="沈嘉禾",
        text="学校车库夜里可以错时开放，先试三个月。",
    )
    return replace(entry, **changed)


def a_consensus_item(**changed: Any) -> ConsensusItem:
    item = ConsensusItem(
        id="CONSENSUS",
        **_OF_CONSULTATION,
        meeting="MEETING",
        order=1,
        text="学校地下车库工作日19时至次日7时向梧桐里居民开放。",
        lead_unit="区教育局",
        assist_units=("梧桐街道办事处",),
        due_on=date(2026, 11, 30),
    )
    return replace(item, **changed)


def a_dissent_item(**changed: Any) -> DissentItem:
    item = DissentItem(
        id="DISSENT",
        **_OF_CONSULTATION,
        meeting="MEETING",
        order=1,
        text="地面车位要不要收费，居民和物业没有谈拢。",
    )
    return replace(item, **changed)


# -- the outcome and what becomes of it ------------------------------------------------------


def an_outcome(**changed: Any) -> Outcome:
    outcome = Outcome(
        id="OUTCOME",
        **_OF_CONSULTATION,
        number="WT-CG-2026-005",
        drafted_on=date(2026, 9, 28),
        problem="梧桐里夜间缺车位约一百四十个。",
    )
    return replace(outcome, **changed)


def a_review(level: int = 1, **changed: Any) -> Review:
    review = Review(
        id=f"REVIEW-{level}",
        **_HERE,
        outcome="OUTCOME",
        level=level,
        verdict=ReviewVerdict.AGREE,
        reviewer=REVIEWERS[level - 1],
        reviewed_on=date(2026, 9, 28 + level - 1),
    )
    return replace(review, **changed)


def three_reviews() -> tuple[Review, ...]:
    return tuple(a_review(level) for level in (1, 2, 3))


def an_assignment(**changed: Any) -> Assignment:
    assignment = Assignment(
        id="ASSIGNMENT",
        **_OF_CONSULTATION,
        number="WT-JB-2026-011",
        outcome="OUTCOME",
        consensus_item="CONSENSUS",
        matter="学校地下车库错时开放",
        lead_unit="区教育局",
        assigned_on=date(2026, 10, 9),
        due_on=date(2026, 11, 8),
        contact="何小满",
    )
    return replace(assignment, **changed)


def a_reply(**changed: Any) -> Reply:
    reply = Reply(
        id="REPLY",
        **_HERE,
        assignment="ASSIGNMENT",
        unit="区教育局",
        replied_on=date(2026, 10, 30),
        text="已与学校商定，11月1日起试行三个月。",
        result_class="A",
        signed_by="郑怀远",
    )
    return replace(reply, **changed)


def a_supervision(**changed: Any) -> Supervision:
    pressing = Supervision(
        id="SUPERVISION", **_HERE, assignment="ASSIGNMENT", times=1, on=date(2026, 11, 10)
    )
    return replace(pressing, **changed)


def a_slip(**changed: Any) -> Satisfaction:
    slip = Satisfaction(
        id="SLIP",
        **_OF_CONSULTATION,
        rater_kind=RaterKind.MEMBER,
        rating=Rating.SATISFIED,
        rated_on=date(2026, 11, 5),
        rater="沈嘉禾",
    )
    return replace(slip, **changed)


def a_look_back(**changed: Any) -> LookBack:
    visit = LookBack(
        id="LOOK-BACK",
        **_OF_CONSULTATION,
        on=date(2026, 11, 18),
        who=("马腾飞", "何小满"),
        finding="夜里八点去看，车库开着，停了六十多辆。",
        still_holds=True,
    )
    return replace(visit, **changed)


# -- plans and receptions --------------------------------------------------------------------


def an_annual_plan(**changed: Any) -> AnnualPlan:
    return replace(AnnualPlan(id="PLAN", **_HERE, year=2026), **changed)


def a_plan_item(**changed: Any) -> PlanItem:
    item = PlanItem(
        id="PLAN-ITEM",
        **_HERE,
        plan="PLAN",
        month="2026-09",
        title="梧桐里停车难怎么解",
        topic="TOPIC",
        convener="沈嘉禾",
    )
    return replace(item, **changed)


def a_reception_day(**changed: Any) -> ReceptionDay:
    day = ReceptionDay(
        id="RECEPTION",
        **_HERE,
        number="WT-JD-2026-014",
        on=date(2026, 8, 3),
        place="梧桐街道协商议事室",
        receivers=("沈嘉禾",),
        recorder="何小满",
    )
    return replace(day, **changed)


def a_visit(**changed: Any) -> Visit:
    visit = Visit(
        id="VISIT",
        **_HERE,
        reception_day="RECEPTION",
        order=1,
        matter="晚上消防通道被车占住。",
        category="城市管理",
        head_count=3,
        unit="梧桐里社区",
    )
    return replace(visit, **changed)


def a_visitor(**changed: Any) -> VisitorIdentity:
    person = VisitorIdentity(id="VISITOR", **_HERE, visit="VISIT", name="吴女士", phone="6210 0999")
    return replace(person, **changed)


def a_good_deed(**changed: Any) -> GoodDeed:
    deed = GoodDeed(
        id="GOOD-DEED",
        **_HERE,
        number="WT-SS-2026-003",
        on=date(2026, 11, 1),
        matter="梧桐里夜间停车",
        result="学校车库夜里开放，多出一百二十个车位。",
        by=("沈嘉禾",),
        head_count=120,
        source="CONSULTATION",
    )
    return replace(deed, **changed)


# -- the dossier -----------------------------------------------------------------------------


def _written_in() -> dict[Phase, dict[str, Any]]:
    """Return what each phase of the story leaves in the dossier."""
    people = some_participants()
    return {
        Phase.COLLECT: {},
        Phase.SELECT: {"decisions": (a_decision(),)},
        Phase.RESEARCH: {"research": (a_research(),)},
        Phase.CONSULT: {
            "meetings": (a_meeting(),),
            "agenda": an_agenda(),
            "participants": people,
            "attendance": everyone_present(people),
            "minutes": (some_minutes(),),
            "entries": (a_minutes_entry(speaker=people[0].id),),
            "consensus": (a_consensus_item(),),
            "dissent": (a_dissent_item(),),
        },
        Phase.DELIVER: {
            "outcome": an_outcome(),
            "reviews": three_reviews(),
            "assignments": (an_assignment(),),
            "replies": (a_reply(),),
        },
        Phase.REVIEW: {"satisfaction": (a_slip(),), "look_backs": (a_look_back(),)},
    }


def a_dossier(step: str = "collect", *, done: bool = False, **changed: Any) -> Dossier:
    """Return the story so far: what the phases before ``step`` wrote, and the way walked.

    Args:
        step: code of the step it stands in.
        done: whether this step's own phase has written its part too.
        changed: parts of the dossier to put in place of the story's.
    """
    scheme = changed.pop("scheme", None) or a_scheme()
    standing = scheme.step(step)
    parts: dict[str, Any] = {}
    for phase, written in _written_in().items():
        if phase.place < standing.phase.place or (done and phase is standing.phase):
            parts |= written
    consultation = changed.pop("consultation", None) or a_consultation()
    consultation = replace(consultation, scheme=scheme.id, step=step)
    blank = Dossier(
        consultation=consultation,
        topic=a_topic(),
        scheme=scheme,
        station=a_station(),
        district=a_district(),
        parameters=some_parameters(),
        calendar=a_calendar(),
    )
    parts["steps"] = way_to(scheme, step, consultation)
    return replace(blank, **(parts | changed))


def way_to(scheme: StepScheme, step: str, consultation: Consultation) -> tuple[StepRecord, ...]:
    """Return the stays on the way to ``step``; the last is still open."""
    stays = [
        enter(consultation, each, on=ENTERED[each.phase])
        for each in scheme.steps[: scheme.place(step) + 1]
    ]
    left = [
        replace(stay, left_on=following.entered_on, by="何小满")
        for stay, following in pairwise(stays)
    ]
    return (*left, stays[-1])


def a_whole_dossier(scheme: str = "default-six") -> Dossier:
    """Return the whole story, standing in the last step with everything written."""
    steps = a_scheme(scheme)
    return _with_every_part(a_dossier(steps.steps[-1].code, scheme=steps))


def _with_every_part(dossier: Dossier) -> Dossier:
    for written in _written_in().values():
        dossier = replace(dossier, **written)
    return dossier


def after(dossier: Dossier, turned: Turned) -> Dossier:
    """Return the dossier once a branch has been written."""
    written = {record.id for record in turned.steps}
    kept = tuple(record for record in dossier.steps if record.id not in written)
    return replace(
        dossier,
        consultation=turned.consultation,
        branchings=(*dossier.branchings, turned.branching),
        steps=(*kept, *turned.steps),
    )
