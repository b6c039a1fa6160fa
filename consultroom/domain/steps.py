"""Walking the steps: what each gate waits for, and how a consultation moves.

`RULES` is the one table of gates. Screens, papers and packs all ask this module.

To add a rule: one line in `RULES`, one heading of its name in SOURCES.md, and a step of a scheme in
``resources/schemes/`` that uses it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from consultroom.domain import gates
from consultroom.domain.consultations import Consultation, ConsultationState, StepRecord
from consultroom.domain.dossiers import Dossier
from consultroom.domain.records import derived_id
from consultroom.domain.schemes import GateLevel, Step
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace


class Rule(Frozen):
    """A condition for leaving a step.

    Attributes:
        label: the line in the checklist.
        says: the sentence shown while it does not hold.
        form: code of the form that puts it right.
        holds: whether it is met.
        due: by when it should be, or None.
        ready: the first day it can be done, or None for any day.
        is_task: something to do; False for a fact that only a reason can answer.
    """

    label: str
    says: str
    form: str
    holds: Callable[[Dossier], bool]
    due: Callable[[Dossier], date | None] = gates.no_day
    ready: Callable[[Dossier], date | None] = gates.no_day
    is_task: bool = True


RULES: dict[str, Rule] = {
    "intake-recorded": Rule(
        "登记议题来源和日期", "议题的来源、提出人或日期还没有登记。", "topic", gates.intake_recorded
    ),
    "topic-approved": Rule(
        "审题定题", "还没有登记采纳意见、审定人和日期。", "decision", gates.topic_approved
    ),
    "participants-named": Rule(
        "确定参会类别", "定题时还没有选定参会的各方。", "decision", gates.participants_named
    ),
    "topic-screened": Rule(
        "三方把关", "党政所需、群众所盼、政协所能三问还没有答完。", "screening", gates.screened
    ),
    "fit-to-consult": Rule(
        "对照不议情形",
        "议题有不宜协商的情形，请再核对。",
        "screening",
        gates.fit_to_consult,
        is_task=False,
    ),
    "research-recorded": Rule(
        "开展调研", "还没有调研记录（小事简议可以免）。", "research", gates.researched
    ),
    "meeting-scheduled": Rule(
        "安排协商议事会", "还没有定下会议的时间和地点。", "meeting", gates.scheduled
    ),
    "notice-sent": Rule(
        "发出会议通知",
        "会议通知还没有发出。",
        "notice",
        gates.notice_sent,
        due=gates.notice_by,
    ),
    "notice-in-time": Rule(
        "通知留足提前量",
        "会议通知没有留足提前量，又没有写明临时召开的原因。",
        "notice",
        gates.notice_in_time,
        is_task=False,
    ),
    "attendance-taken": Rule(
        "登记签到",
        "还没有登记出席、请假、缺席情况。",
        "attendance",
        gates.attendance_taken,
        ready=gates.meeting_day,
    ),
    "stakeholder-came": Rule(
        "利益相关方到会",
        "签到里没有利益相关方，也没有群众代表。",
        "attendance",
        gates.stakeholder_came,
        ready=gates.meeting_day,
        is_task=False,
    ),
    "department-came": Rule(
        "承办部门到会",
        "签到里没有承办部门的同志。",
        "attendance",
        gates.department_came,
        ready=gates.meeting_day,
        is_task=False,
    ),
    "points-recorded": Rule(
        "归纳共识与分歧",
        "纪要里还没有共识意见，也没有未达成一致的意见。",
        "minutes",
        gates.points_recorded,
        due=gates.minutes_by,
        ready=gates.meeting_day,
    ),
    "minutes-confirmed": Rule(
        "召集人确认纪要",
        "协商纪要还没有经召集人确认。",
        "confirm",
        gates.minutes_confirmed,
        due=gates.minutes_by,
        ready=gates.meeting_day,
    ),
    "outcome-drafted": Rule(
        "填写协商成果单",
        "还没有形成协商成果单。",
        "outcome",
        gates.outcome_drafted,
        due=gates.outcome_by,
    ),
    "outcome-reviewed": Rule(
        "成果单逐级审核",
        "协商成果单的审核还没有走完。",
        "review",
        gates.outcome_reviewed,
        due=gates.outcome_by,
    ),
    "all-assigned": Rule(
        "共识意见逐条交办", "还有共识意见没有交办。", "assign", gates.all_assigned
    ),
    "all-replied": Rule(
        "承办单位答复",
        "交办事项还没有全部答复，也没有延期。",
        "reply",
        gates.all_replied,
        due=gates.reply_by,
    ),
    "satisfaction-asked": Rule(
        "征求委员满意度", "还没有收到委员的满意度评价。", "satisfaction", gates.member_rated
    ),
    "looked-back": Rule(
        "开展回头看",
        "还没有回头看记录。",
        "look_back",
        gates.looked_back,
        due=gates.look_back_by,
    ),
    "all-settled": Rule(
        "事项全部办结",
        "还有事项没有办结、评价不满意，或回头看发现没有管住；可以再次协商，或转入下一年度督办。",
        "reply",
        gates.all_settled,
        is_task=False,
    ),
}


class NotReady(UserError):
    """A gate that blocks is not met; the text lists what is missing."""


class ReasonWanted(UserError):
    """Only warnings stand; whoever goes on says why."""


class NotRunning(UserError):
    """The consultation is postponed or over."""


class Missing(Frozen):
    """One unmet gate of the current step."""

    rule: str
    level: GateLevel
    says: str
    form: str


def missing(dossier: Dossier) -> tuple[Missing, ...]:
    """Return the unmet gates of the current step, blocking ones first."""
    unmet = [
        Missing(gate.rule, gate.level, RULES[gate.rule].says, RULES[gate.rule].form)
        for gate in dossier.step.gates
        if gate.level is not GateLevel.OFF and not RULES[gate.rule].holds(dossier)
    ]
    return tuple(sorted(unmet, key=lambda item: item.level is not GateLevel.BLOCK))


class Walked(Frozen):
    """What one step forward writes: the consultation and the step records left and entered.

    ``dossier`` stands in the new step and holds those records already.
    """

    dossier: Dossier
    records: tuple[StepRecord, ...]


def enter(consultation: Consultation, step: Step, *, on: date) -> StepRecord:
    """Return the record of beginning a stay in ``step``; also how a consultation starts."""
    return StepRecord(
        id=derived_id("step", consultation.id, step.code, str(consultation.rounds)),
        owner=consultation.owner,
        consultation=consultation.id,
        step=step.code,
        phase=step.phase.code,
        round=consultation.rounds,
        entered_on=on,
    )


def advance(dossier: Dossier, *, on: date, by: str, reason: str = "") -> Walked:
    """Take the consultation one step on; from the last step it is closed.

    Args:
        dossier: the consultation as it stands.
        on: the day of the act.
        by: the person at the desk.
        reason: why to go on although warnings stand; kept with the step.

    Raises:
        NotRunning: it is postponed, stopped, converted or closed.
        NotReady: a blocking gate is not met.
        ReasonWanted: warnings stand and no reason was given.
    """
    _refuse_unless_running(dossier)
    unmet = missing(dossier)
    _refuse_if_blocked(unmet)
    if unmet and not reason.strip():
        listed = "".join(f"\n· {item.says}" for item in unmet)
        raise ReasonWanted(f"还有提醒没有处理：{listed}\n确要进入下一步，请写明原因。")
    waived = tuple(f"{item.says}（{reason.strip()}）" for item in unmet)
    return _moved(dossier, on=on, by=by, waived=waived)


def _moved(dossier: Dossier, *, on: date, by: str, waived: tuple[str, ...]) -> Walked:
    here = dossier.step_record or enter(dossier.consultation, dossier.step, on=on)
    left = replace(here, left_on=on, by=by, waived=waived)
    following = dossier.scheme.after(dossier.consultation.step)
    if following is None:
        closed = replace(dossier.consultation, state=ConsultationState.CLOSED, closed_on=on)
        return _walked(dossier, closed, (left,))
    moved = replace(dossier.consultation, step=following.code)
    return _walked(dossier, moved, (left, enter(moved, following, on=on)))


def _walked(
    dossier: Dossier, consultation: Consultation, records: tuple[StepRecord, ...]
) -> Walked:
    written = {record.id for record in records}
    kept = tuple(record for record in dossier.steps if record.id not in written)
    return Walked(replace(dossier, consultation=consultation, steps=(*kept, *records)), records)


def _refuse_unless_running(dossier: Dossier) -> None:
    state = dossier.consultation.state
    if state is not ConsultationState.RUNNING:
        raise NotRunning(f"这次协商目前是“{state.label}”，不能进入下一步。")


def _refuse_if_blocked(unmet: tuple[Missing, ...]) -> None:
    blocking = [item.says for item in unmet if item.level is GateLevel.BLOCK]
    if blocking:
        raise NotReady("还不能进入下一步：" + "".join(f"\n· {says}" for says in blocking))
