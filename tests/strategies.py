"""Hypothesis strategies for what the rooms pass about: text, names, schemes, whole dossiers.

`any_dossier` gives a dossier whose parts fit one another (marks belong to people who were asked,
replies to assignments there are) but whose progress is any at all: a meeting without a notice,
replies before a review, a second round without a sitting. That is what a room looks like.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from consultroom.domain.calendar import HolidayCalendar
from consultroom.domain.consultations import (
    Branch,
    Branching,
    Consultation,
    ConsultationState,
    StepRecord,
)
from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import RaterKind, Rating
from consultroom.domain.meetings import AttendanceStatus, Meeting, MeetingState
from consultroom.domain.outcomes import ReviewVerdict
from consultroom.domain.plans import Cadence, CadenceKind, Months, OnHoliday
from consultroom.domain.schemes import (
    FEWEST_STEPS,
    MOST_STEPS,
    Gate,
    GateLevel,
    Phase,
    Step,
    StepScheme,
)
from consultroom.domain.steps import RULES, enter
from consultroom.domain.topics import Screening, Verdict
from consultroom.frozen import replace
from tests import builders as a

# -- text and names --------------------------------------------------------------------------

RARE = "𬱖㛃𠅤䶮龑堃喆𤩽𬸣镕珺璟"  # in the household register, not on every PC
_COMMON = "梧桐里居民反映停车难物业学校车位夜间开放协商共识意见办理答复满意社区街道委员电梯加装"
_MARKS = "，。、；：？！“”（）《》—…·％①3A7"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙单曾仇区解查"  # the last have another reading as names
_GIVEN = "嘉禾腾飞文渊小满守信桂兰启明怀远子涵建国"


def chinese_text(min_size: int = 0, max_size: int = 40) -> st.SearchStrategy[str]:
    """Text as a clerk types it: common and rare characters, full-width marks, digits, letters."""
    return st.text(_COMMON + _MARKS + RARE, min_size=min_size, max_size=max_size)


def words(min_size: int = 1, max_size: int = 8) -> st.SearchStrategy[str]:
    """A short name without marks, never blank."""
    return st.text(_COMMON, min_size=min_size, max_size=max_size)


@st.composite
def han_names(draw: st.DrawFn) -> str:
    """A name of two to four characters, rare ones among them."""
    surname = draw(st.sampled_from([*_SURNAMES, "欧阳", "尉迟", "单于"]))
    return surname + draw(st.text(_GIVEN + RARE, min_size=1, max_size=2))


def joined_names() -> st.SearchStrategy[str]:
    """A name of several parts, joined by the separator U+00B7 as in the household register."""
    parts = ["阿依古丽", "买买提", "吾尔肯", "扎西", "多吉", "热依汗", "阿卜杜拉"]
    return st.lists(st.sampled_from(parts), min_size=2, max_size=3).map("·".join)


def person_names() -> st.SearchStrategy[str]:
    """Any person's name: of Han form, with rare characters, or joined by ``·``."""
    return st.one_of(han_names(), joined_names())


# -- days ------------------------------------------------------------------------------------


def any_day(first: date = date(2004, 1, 1), last: date = date(2040, 12, 31)) -> Any:
    """A day; by default of the years a room can live through."""
    return st.dates(first, last)


_RUNS = st.lists(st.tuples(any_day(), st.integers(1, 9)), max_size=6)
_SWAPPED = st.frozensets(any_day(), max_size=6)


@st.composite
def any_calendar(draw: st.DrawFn) -> HolidayCalendar:
    """Days off and swapped days, as scattered as a careless import could make them."""
    runs = draw(_RUNS)
    off = frozenset(first + timedelta(days=n) for first, length in runs for n in range(length))
    on = draw(_SWAPPED) - off
    return HolidayCalendar(off, on, frozenset({day.year for day in off}))


@st.composite
def any_cadence(draw: st.DrawFn) -> Cadence:
    """A dated cadence or a number a year, all within their ranges."""
    return Cadence(
        kind=draw(st.sampled_from(CadenceKind)),
        months=draw(st.sampled_from(Months)),
        nth=draw(st.sampled_from([-1, 1, 2, 3, 4, 5])),
        weekday=draw(st.integers(0, 6)),
        day=draw(st.integers(1, 31)),
        times=draw(st.integers(1, 12)),
        on_holiday=draw(st.sampled_from(OnHoliday)),
    )


# -- schemes ---------------------------------------------------------------------------------


_GATES = [Gate(rule=rule, level=level) for rule in RULES for level in GateLevel]
_PHASES = st.lists(st.sampled_from(Phase), min_size=FEWEST_STEPS, max_size=MOST_STEPS)


def any_gates() -> st.SearchStrategy[tuple[Gate, ...]]:
    """Some rules, each once, each at any level."""
    return st.lists(st.sampled_from(_GATES), max_size=4, unique_by=lambda gate: gate.rule).map(
        tuple
    )


_SOME_GATES = any_gates()


@st.composite
def any_scheme(draw: st.DrawFn) -> StepScheme:
    """Three to nine steps, phases in order with any left out or doubled, any gates anywhere."""
    phases = sorted(draw(_PHASES), key=lambda phase: phase.place)
    days = draw(st.integers(0, 40))
    steps = tuple(
        Step(
            code=f"s{order}",
            name=phase.label,
            phase=phase,
            days=days * (order % 3),
            gates=draw(_SOME_GATES),
        )
        for order, phase in enumerate(phases, start=1)
    )
    return StepScheme(
        id="any@1", owner=a.DISTRICT, scheme="any", version=1, title="任意步骤", steps=steps
    )


# -- dossiers --------------------------------------------------------------------------------

FEWER = settings(max_examples=max(20, settings().max_examples * 2 // 5))  # dossiers are large

_STORY_DAY = st.integers(0, 160).map(lambda days: date(2026, 7, 1) + timedelta(days=days))
_MAYBE_DAY = st.none() | _STORY_DAY
_NAME = st.sampled_from(["", "沈嘉禾", "陆文渊"])


@st.composite
def any_dossier(draw: st.DrawFn, scheme: StepScheme | None = None) -> Dossier:
    """A dossier at any point of any scheme, its parts fitting one another."""
    scheme = scheme or draw(any_scheme())
    consultation = draw(_consultations(scheme))
    parts: dict[str, Any] = {
        "decisions": draw(_decisions()),
        "steps": _stays(scheme, consultation),
        "branchings": _reconvened(consultation),
        "research": draw(st.sampled_from([(), (a.a_research(),)])),
        **draw(_sittings(consultation)),
        "satisfaction": draw(_slips()),
        "look_backs": draw(_look_backs()),
    }
    parts |= draw(_handling(parts["consensus"]))
    return Dossier(
        consultation=consultation,
        topic=draw(_topics()),
        scheme=scheme,
        station=a.a_station(),
        district=a.a_district(),
        parameters=a.some_parameters(review_levels=draw(st.integers(1, 3))),
        calendar=a.a_calendar(),
        **parts,
    )


@st.composite
def _consultations(draw: st.DrawFn, scheme: StepScheme) -> Consultation:
    running = ConsultationState.RUNNING
    rounds = draw(st.sampled_from([1, 1, 1, 2, 3]))
    return a.a_consultation(
        scheme=scheme.id,
        step=draw(st.sampled_from(scheme.steps)).code,
        state=draw(st.sampled_from([running] * 20 + list(ConsultationState))),
        brief=draw(st.booleans()),
        rounds=rounds,
        earlier_sittings=draw(st.integers(0, 2)) if rounds > 1 else 0,
        carried_to=draw(st.sampled_from([0, 0, 0, 2026, 2027])),
    )


def _stays(scheme: StepScheme, consultation: Consultation) -> tuple[StepRecord, ...]:
    """Return the stays of this round so far, a day each, the last still open."""
    place = scheme.place(consultation.step)
    days = [date(2026, 7, 1) + timedelta(days=order) for order in range(place + 2)]
    stays = [
        replace(enter(consultation, step, on=days[order]), left_on=days[order + 1])
        for order, step in enumerate(scheme.steps[: place + 1])
    ]
    return (*stays[:-1], replace(stays[-1], left_on=None))


def _reconvened(consultation: Consultation) -> tuple[Branching, ...]:
    return tuple(
        Branching(
            id=f"BRANCHING-{round_}",
            owner=a.STATION,
            consultation=consultation.id,
            branch=Branch.RECONVENE,
            step=consultation.step,
            on=date(2026, 8, 1) + timedelta(days=30 * round_),
            by="何小满",
            reason="部分居民有不同意见。",
        )
        for round_ in range(2, consultation.rounds + 1)
    )


@st.composite
def _topics(draw: st.DrawFn) -> Any:
    answers = draw(st.tuples(*[st.sampled_from([None, True, False])] * 3))
    return a.a_topic(
        proposer=draw(_NAME),
        unfit=draw(st.sampled_from([(), ("个体纠纷",)])),
        screening=Screening(
            wanted_by_party=answers[0], wanted_by_people=answers[1], within_our_means=answers[2]
        ),
    )


@st.composite
def _decisions(draw: st.DrawFn) -> Any:
    return tuple(
        a.a_decision(
            id=f"DECISION-{order}",
            verdict=draw(st.sampled_from(Verdict)),
            decided_by=draw(_NAME),
            decided_on=draw(_STORY_DAY),
            participant_kinds=draw(st.sampled_from([(), ("member", "department")])),
        )
        for order in range(draw(st.integers(0, 2)))
    )


@st.composite
def _sittings(draw: st.DrawFn, consultation: Consultation) -> dict[str, Any]:
    """Return zero to three sittings with who was asked, who came, and what came out."""
    parts: dict[str, Any] = dict.fromkeys(
        ("meetings", "participants", "attendance", "minutes", "consensus", "dissent"), ()
    )
    for sitting in range(1, draw(st.integers(0, 3)) + 1):
        meeting = draw(_meetings(consultation, sitting))
        parts["meetings"] += (meeting,)
        for name, records in draw(_around(meeting)).items():
            parts[name] += records
    return parts


@st.composite
def _meetings(draw: st.DrawFn, consultation: Consultation, sitting: int) -> Meeting:
    return a.a_meeting(
        id=f"MEETING-{sitting}",
        consultation=consultation.id,
        sitting=sitting,
        starts_at=datetime.combine(draw(_STORY_DAY), time(draw(st.integers(8, 16)), 30)),
        venue=draw(st.sampled_from(["", "协商议事室", "院坝"])),
        state=draw(st.sampled_from(MeetingState)),
        notice_sent_on=draw(_MAYBE_DAY),
        late_reason=draw(st.sampled_from(["", "情况紧急"])),
        change_reason=draw(st.sampled_from(["", "会场停电"])),
    )


@st.composite
def _around(draw: st.DrawFn, meeting: Meeting) -> dict[str, Any]:
    people = a.some_participants(meeting.id)[: draw(st.integers(0, 5))]
    marked = people[: draw(st.integers(0, len(people)))]
    status = st.sampled_from(AttendanceStatus)
    link = {"meeting": meeting.id}
    return {
        "participants": people,
        "attendance": tuple(a.an_attendance(who, status=draw(status)) for who in marked),
        "minutes": tuple(
            a.some_minutes(
                id=f"MINUTES-{meeting.id}",
                confirmed_by=draw(_NAME),
                confirmed_on=draw(_MAYBE_DAY),
                **link,
            )
            for _ in range(draw(st.integers(0, 1)))
        ),
        "consensus": tuple(
            a.a_consensus_item(id=f"CONSENSUS-{meeting.id}-{order}", order=order, **link)
            for order in range(1, draw(st.integers(0, 2)) + 1)
        ),
        "dissent": tuple(
            a.a_dissent_item(id=f"DISSENT-{meeting.id}-{order}", order=order, **link)
            for order in range(1, draw(st.integers(0, 1)) + 1)
        ),
    }


@st.composite
def _handling(draw: st.DrawFn, consensus: tuple[Any, ...]) -> dict[str, Any]:
    """Return the sheet, its reviews, and what became of the points that were handed out."""
    handed = consensus[: draw(st.integers(0, len(consensus)))]
    assignments = tuple(
        a.an_assignment(
            id=f"ASSIGNMENT-{order}",
            number=f"WT-JB-2026-{order:03d}",
            consensus_item=item.id,
            due_on=draw(_STORY_DAY),
            extended_to=draw(st.none() | st.just(date(2026, 12, 31))),
            returned_on=draw(st.none() | st.none() | _STORY_DAY),
            return_reason=draw(st.sampled_from(["", "不属于本单位职责"])),
        )
        for order, item in enumerate(handed, start=1)
    )
    answered = [one for one in assignments if draw(st.booleans())]
    replies = tuple(
        a.a_reply(
            id=f"REPLY-{one.id}",
            assignment=one.id,
            replied_on=draw(_STORY_DAY),
            result_class=draw(st.sampled_from("ABCDZ")),
        )
        for one in answered
    )
    outcome = a.an_outcome() if draw(st.booleans()) else None
    reviews = draw(any_reviews()) if outcome else ()
    return {
        "outcome": outcome,
        "reviews": reviews,
        "assignments": assignments,
        "replies": replies,
    }


@st.composite
def any_reviews(draw: st.DrawFn) -> Any:
    """Reviews at any level, with any verdict, on any day; ids in the order of writing."""
    return tuple(
        a.a_review(
            draw(st.integers(1, 3)),
            id=f"REVIEW-{order}",
            verdict=draw(st.sampled_from(ReviewVerdict)),
            reviewed_on=draw(_STORY_DAY),
        )
        for order in range(draw(st.integers(0, 4)))
    )


@st.composite
def _slips(draw: st.DrawFn) -> Any:
    return tuple(
        a.a_slip(
            id=f"SLIP-{order}",
            rater_kind=draw(st.sampled_from(RaterKind)),
            rating=draw(st.sampled_from(Rating)),
            rated_on=draw(_STORY_DAY),
        )
        for order in range(draw(st.integers(0, 2)))
    )


@st.composite
def _look_backs(draw: st.DrawFn) -> Any:
    return tuple(
        a.a_look_back(id=f"LOOK-{order}", on=draw(_STORY_DAY), still_holds=draw(st.booleans()))
        for order in range(draw(st.integers(0, 1)))
    )
