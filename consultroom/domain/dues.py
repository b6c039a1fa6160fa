"""What is due, and the one next act: read from dossiers, never typed."""

from __future__ import annotations

from datetime import date

from consultroom.domain.calendar import chinese_date
from consultroom.domain.consultations import ConsultationState
from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import DUE_SOON_DAYS
from consultroom.domain.outcomes import Assignment, standing_reply
from consultroom.domain.records import Coded
from consultroom.domain.schemes import Gate, GateLevel, Step
from consultroom.domain.steps import RULES, missing
from consultroom.frozen import Frozen


class Urgency(Coded):
    """How near a day is; always shown as a word, never by colour alone."""

    OVERDUE = "overdue", "已逾期"
    SOON = "soon", "即将到期"
    LATER = "later", "未到期"


ADVANCE = "advance"  # form codes that are acts of the workspace, not forms of a rule
WAIT = "wait"
NEW = "new"


class Due(Frozen, kw_only=True):
    """One thing to do.

    Attributes:
        consultation: id of the consultation, or empty.
        title: its title.
        label: what to do, a noun or verb phrase.
        says: why, one sentence.
        form: code of the form or act that settles it.
        on: by when, or None.
        record: id of the assignment it is about, or empty.
    """

    consultation: str = ""
    title: str = ""
    label: str
    says: str
    form: str
    on: date | None = None
    record: str = ""
    urgency: Urgency = Urgency.LATER


class ChecklistLine(Frozen, kw_only=True):
    """One line of a step's checklist."""

    rule: str
    label: str
    says: str
    done: bool
    level: GateLevel
    form: str
    due: date | None = None
    ready: date | None = None


def urgency(on: date | None, today: date) -> Urgency:
    """Return how near ``on`` is, counted in calendar days."""
    if on is None or (on - today).days > DUE_SOON_DAYS:
        return Urgency.LATER
    return Urgency.OVERDUE if on < today else Urgency.SOON


def checklist(dossier: Dossier, step: Step) -> tuple[ChecklistLine, ...]:
    """Return what a step waits for, in the scheme's order."""
    return tuple(_line(dossier, gate) for gate in step.gates if gate.level is not GateLevel.OFF)


def _line(dossier: Dossier, gate: Gate) -> ChecklistLine:
    rule = RULES[gate.rule]
    return ChecklistLine(
        rule=gate.rule,
        label=rule.label,
        says=rule.says,
        done=rule.holds(dossier),
        level=gate.level,
        form=rule.form,
        due=rule.due(dossier),
        ready=rule.ready(dossier),
    )


def step_due(dossier: Dossier) -> date | None:
    """Return by when the current step usually ends, or None when it has no usual length."""
    record, step = dossier.step_record, dossier.step
    if record is None or not step.days:
        return None
    return dossier.calendar.after(record.entered_on, step.days, step.day_kind)


def next_of(dossier: Dossier, today: date) -> Due | None:
    """Return the one next act of a consultation, or None when it is not running.

    Facts that nobody can change any more are left to the reason asked on advancing, unless
    they block: then their form is all there is to offer, after everything else.
    """
    if dossier.consultation.state is not ConsultationState.RUNNING:
        return None
    open_lines = _open_lines(dossier)
    for line in open_lines:
        if line.ready is None or line.ready <= today:
            return _due_of_line(dossier, line, today)
    if open_lines and open_lines[0].ready:
        return _waiting(dossier, open_lines[0].ready)
    return _advancing(dossier, today)


def _open_lines(dossier: Dossier) -> list[ChecklistLine]:
    unmet = [line for line in checklist(dossier, dossier.step) if not line.done]
    tasks = [line for line in unmet if RULES[line.rule].is_task]
    blocking = [line for line in unmet if line not in tasks and line.level is GateLevel.BLOCK]
    return tasks + blocking


def _due_of_line(dossier: Dossier, line: ChecklistLine, today: date) -> Due:
    on = line.due or step_due(dossier)
    return Due(
        consultation=dossier.consultation.id,
        title=dossier.consultation.title,
        label=line.label,
        says=line.says,
        form=line.form,
        on=on,
        urgency=urgency(on, today),
    )


def _waiting(dossier: Dossier, until: date) -> Due:
    return Due(
        consultation=dossier.consultation.id,
        title=dossier.consultation.title,
        label="等待会议召开",
        says=f"会议定于{chinese_date(until, weekday=True)}召开。",
        form=WAIT,
        on=until,
    )


def _advancing(dossier: Dossier, today: date) -> Due:
    following = dossier.scheme.after(dossier.consultation.step)
    label = f"进入“{following.name}”" if following else "办结归档"
    on = step_due(dossier)
    says = f"“{dossier.step.name}”要做的都做完了。"
    if unmet := missing(dossier):
        says += f"往下走要写明原因：{unmet[0].says}"
    return Due(
        consultation=dossier.consultation.id,
        title=dossier.consultation.title,
        label=label,
        says=says,
        form=ADVANCE,
        on=on,
        urgency=urgency(on, today),
    )


def replies_due(dossier: Dossier, today: date) -> tuple[Due, ...]:
    """Return the assignments of an open consultation that wait for a reply, earliest first."""
    if not dossier.consultation.is_open:
        return ()
    waiting = [
        assignment
        for assignment in dossier.standing_assignments
        if not standing_reply(assignment.id, dossier.replies)
    ]
    ordered = sorted(waiting, key=lambda assignment: (assignment.deadline, assignment.number))
    return tuple(_reply_due(dossier, assignment, today) for assignment in ordered)


def _reply_due(dossier: Dossier, assignment: Assignment, today: date) -> Due:
    late = (today - assignment.deadline).days
    days = f"，已超期{late}天" if late > 0 else ""
    return Due(
        consultation=dossier.consultation.id,
        title=dossier.consultation.title,
        label=f"登记{assignment.lead_unit}的答复",
        says=f"{assignment.number}应于{chinese_date(assignment.deadline)}前答复{days}。",
        form="reply",
        on=assignment.deadline,
        record=assignment.id,
        urgency=urgency(assignment.deadline, today),
    )


def due_list(dossiers: tuple[Dossier, ...], today: date) -> tuple[Due, ...]:
    """Return everything to do in a room, most urgent first, each thing once."""
    found: list[Due] = []
    for dossier in dossiers:
        replies = replies_due(dossier, today)
        step = next_of(dossier, today)
        if step and not (step.form == "reply" and replies):
            found.append(step)
        found += replies
    return tuple(sorted(found, key=_by_urgency))


def _by_urgency(due: Due) -> tuple[int, bool, date, str]:
    """Order: overdue, soon, later; what only waits comes last among its equals."""
    places = list(Urgency)
    return (places.index(due.urgency), due.form == WAIT, due.on or date.max, due.title)


def next_act(dues: tuple[Due, ...], *, month: str, has_consultation: bool) -> Due:
    """Return the one next act of a room; there always is one.

    Args:
        dues: `due_list` of the room.
        month: the current month, ``2026-11``.
        has_consultation: whether one was begun or held for this month, or none is expected.
    """
    acting = [due for due in dues if due.form != WAIT]
    if acting and (acting[0].urgency is not Urgency.LATER or has_consultation):
        return acting[0]
    if not has_consultation:
        year, number = month.split("-")
        says = f"{year}年{int(number)}月还没有安排协商，请从议题库选一个议题。"
        return Due(label="确定本月议题", says=says, form=NEW)
    if dues:
        return dues[0]
    says = "眼下没有要办的事，可以把听到的意见记成议题。"
    return Due(label="登记新的议题", says=says, form="topic")
