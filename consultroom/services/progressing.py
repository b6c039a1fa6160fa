"""Walking a consultation (推进协商): beginning, going on, turning off."""

from __future__ import annotations

from datetime import date

from consultroom.domain import branches
from consultroom.domain.calendar import month_of
from consultroom.domain.consultations import Branch, Consultation, Evidence, ResearchRecord
from consultroom.domain.dossiers import Dossier
from consultroom.domain.dues import WAIT, Due, due_list, next_act
from consultroom.domain.followup import CarryOver
from consultroom.domain.members import Member
from consultroom.domain.plans import day_in_month
from consultroom.domain.receptions import GoodDeed
from consultroom.domain.records import NumberKind, derived_id
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.domain.steps import advance, enter
from consultroom.domain.topics import Topic
from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services import filing
from consultroom.services.desk import Desk, running
from consultroom.services.planning import plan_of, year_of
from consultroom.store.rooms import RoomRole


class AlreadyBegun(UserError):
    """A topic is already being consulted on."""


class NotResearched(UserError):
    """A piece of research that cannot have been."""


class Status(Frozen):
    """How a room stands today: the one next act and everything due.

    Attributes:
        year: the dossiers this year has to do with, see `filing.dossiers_of_year`.
    """

    today: date
    act: Due
    dues: tuple[Due, ...]
    this_month: Dossier | None
    caution: str
    year: tuple[Dossier, ...] = ()


def begin(
    desk: Desk,
    topic: Topic,
    *,
    month: str = "",
    convener: str = "",
    scheme: str = "",
) -> Dossier:
    """Begin a consultation on a topic (立项协商); it stands in the scheme's first step.

    Args:
        desk: where.
        topic: what about.
        month: the month it is meant for; the topic's own or the current one by default.
        convener: name of the member who convenes.
        scheme: id of the step scheme; the district's current one by default.

    Raises:
        AlreadyBegun: the topic has an open consultation.
    """
    if any(one.is_open for one in desk.room.find(Consultation, topic=topic.id)):
        raise AlreadyBegun(f"议题“{topic.title}”已经在协商中，请打开原来的那一次。")
    month = month or topic.month or month_of(desk.today)
    year_of(month)
    steps = desk.scheme(scheme or desk.parameters().scheme)
    consultation = Consultation(
        id=desk.room.new_id(),
        owner=desk.owner,
        number=desk.number(Consultation, NumberKind.CONSULTATION, desk.today.year),
        topic=topic.id,
        title=topic.title,
        scheme=steps.id,
        step=steps.steps[0].code,
        started_on=desk.today,
        month=month,
        convener=convener,
        committee=desk.station().committee,
        unit=topic.unit,
    )
    with desk.room.act("开始协商", by=desk.by) as act:
        act.put(consultation)
        act.put(enter(consultation, steps.steps[0], on=desk.today))
    return filing.dossier(desk, consultation.id)


def go_on(desk: Desk, consultation: str, *, reason: str = "") -> Dossier:
    """Take a consultation one step on (进入下一步).

    Raises:
        NotReady: a blocking gate is not met.
        ReasonWanted: only warnings stand, and no reason was given.
        NotRunning: it is postponed or over.
    """
    walked = advance(filing.dossier(desk, consultation), on=desk.today, by=desk.by, reason=reason)
    with desk.room.act("进入下一步", by=desk.by) as act:
        act.put(walked.dossier.consultation)
        for record in walked.records:
            act.put(record)
    return filing.dossier(desk, consultation)


def turn(
    desk: Desk, consultation: str, branch: Branch, *, reason: str, reference: str = ""
) -> Dossier:
    """Take a branch (分支), with its reason.

    自行办结 also enters a good deed (帮办实事), so that it is counted without retyping.

    Raises:
        CannotTurn: not from here, or without a reason.
    """
    standing = filing.dossier(desk, consultation)
    turned = branches.take(
        standing,
        branch,
        id=desk.room.new_id(),
        on=desk.today,
        by=desk.by,
        reason=reason,
        reference=reference,
    )
    with desk.room.act(branch.label, by=desk.by) as act:
        act.put(turned.consultation)
        act.put(turned.branching)
        for record in turned.steps:
            act.put(record)
        if branch is Branch.CARRY_OVER:
            act.put(_carried(desk, standing, turned))
        if branch is Branch.SELF_SETTLE:
            act.put(_deed(desk, standing, reason))
    return filing.dossier(desk, consultation)


def _carried(desk: Desk, standing: Dossier, turned: branches.Turned) -> CarryOver:
    return CarryOver(
        id=derived_id("carry_over", standing.consultation.id, str(turned.consultation.carried_to)),
        owner=desk.owner,
        consultation=standing.consultation.id,
        from_year=max(standing.consultation.year, standing.consultation.carried_to),
        to_year=turned.consultation.carried_to,
        reason=turned.branching.reason,
        on=desk.today,
    )


def _deed(desk: Desk, standing: Dossier, result: str) -> GoodDeed:
    return GoodDeed(
        id=derived_id("good_deed", standing.consultation.id),
        owner=desk.owner,
        number=desk.number(GoodDeed, NumberKind.GOOD_DEED, desk.today.year),
        on=desk.today,
        matter=standing.consultation.title,
        result=result,
        by=(standing.consultation.convener,) if standing.consultation.convener else (),
        source=standing.consultation.id,
    )


def research(
    desk: Desk,
    consultation: str,
    *,
    place: str,
    findings: str,
    people: tuple[str, ...],
    method: str = "走访",
    on: date | None = None,
) -> ResearchRecord:
    """Write down one piece of research (登记调研).

    Raises:
        Over: the consultation has ended.
        NotResearched: place or findings are empty, or the day has not come.
    """
    running(desk, consultation)
    if not place.strip() or not findings.strip():
        raise NotResearched("调研要写明地点和了解到的情况。")
    if on and on > desk.today:
        raise NotResearched("调研的日期还没有到，请核对。")
    record = ResearchRecord(
        id=desk.room.new_id(),
        owner=desk.owner,
        consultation=consultation,
        on=on or desk.today,
        place=place,
        method=method,
        people=people,
        findings=findings,
    )
    with desk.room.act("登记调研", by=desk.by) as act:
        act.put(record)
    return record


def prove(desk: Desk, dossier: Dossier, line: str, *, here: str, on: bool) -> Evidence:
    """Tick or untick a line of evidence (佐证材料) that no record fills by itself.

    Args:
        desk: where.
        dossier: of the consultation.
        line: code of the evidence line.
        here: code of the step.
        on: ticked or not.
    """
    label = next(one.label for one in dossier.scheme.step(here).evidence if one.code == line)
    record = Evidence(
        id=derived_id("evidence", dossier.consultation.id, here, line),
        owner=desk.owner,
        consultation=dossier.consultation.id,
        step=here,
        line=line,
        label=label,
        on=desk.today,
    )
    with desk.room.act("登记佐证材料", by=desk.by) as act:
        (act.put if on else act.remove)(record)
    return record


def status(desk: Desk) -> Status:
    """Return the one next act, what is due, and this month's consultation."""
    if desk.room.role is RoomRole.DISTRICT:
        return _district_status(desk)
    today, month = desk.today, month_of(desk.today)
    every = filing.dossiers_of_year(desk, today.year)
    dues = due_list(every, today)
    current = [one for one in every if _is_of(one, month)]
    cadence = plan_of(desk, today.year).cadence
    wanted = day_in_month(cadence, today.year, today.month) is not None
    return Status(
        today=today,
        act=next_act(dues, month=month, has_consultation=bool(current) or not wanted),
        dues=dues,
        this_month=current[-1] if current else None,
        caution=desk.calendar().caution(today.year),
        year=every,
    )


def _district_status(desk: Desk) -> Status:
    stations = sum(unit.kind is UnitKind.STATION for unit in desk.room.find(OrgUnit))
    members = desk.room.count(Member)
    says = f"这里是区级资料夹，登记有{stations}个工作站、{members}名委员。协商由各站登记。"
    act = Due(label="核对各站名册", says=says, form=WAIT)
    caution = desk.calendar().caution(desk.today.year)
    year = filing.dossiers_of_year(desk, desk.today.year)
    return Status(desk.today, act, (), None, caution, year)


def _is_of(dossier: Dossier, month: str) -> bool:
    meeting = dossier.meeting
    return dossier.consultation.month == month or bool(meeting and month_of(meeting.day) == month)
