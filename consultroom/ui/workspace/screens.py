"""From a dossier to the workspace's screen: the same dossier gives the same screen. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from consultroom.domain import dues
from consultroom.domain.branches import may_turn
from consultroom.domain.consultations import Branch as Turn
from consultroom.domain.consultations import ConsultationState
from consultroom.domain.dossiers import Dossier
from consultroom.domain.dues import Due, Urgency
from consultroom.domain.evidence import by_hand, is_proved
from consultroom.domain.meetings import MeetingState, clock_text
from consultroom.domain.schemes import GateLevel, Phase, Step
from consultroom.domain.steps import RULES, missing
from consultroom.ui import wording
from consultroom.ui.forms import FormScreen
from consultroom.ui.standing import OVER
from consultroom.ui.states import State
from consultroom.ui.values import Act
from consultroom.ui.workspace.presenter import (
    Advance,
    Branch,
    ChecklistLine,
    StepLine,
    WorkspaceScreen,
)
from consultroom.ui.workspace.timeline import timeline

_URGENT = {Urgency.OVERDUE: State.LATE, Urgency.SOON: State.DUE, Urgency.LATER: State.TODO}
_BY_HAND = "evidence:"
BRANCH = "branch:"  # before the code of a branch: the form that asks its reason


def workspace_screen(
    dossier: Dossier,
    today: date,
    *,
    chosen: int | None = None,
    form: FormScreen | None = None,
    called_off: Mapping[str, date] = MappingProxyType({}),
) -> WorkspaceScreen:
    """Return the screen of a consultation.

    Args:
        dossier: of the consultation.
        today: for what is due.
        chosen: index of the step on show; the current one by default.
        form: the form open in the page.
        called_off: the day a sitting was called off, by its id, where it is known.
    """
    consultation = dossier.consultation
    here = dossier.scheme.place(consultation.step)
    shown = here if chosen is None else chosen
    step = dossier.scheme.steps[shown]
    running = consultation.state is ConsultationState.RUNNING
    return WorkspaceScreen(
        id=consultation.id,
        title=consultation.title,
        state=OVER[consultation.state],
        word=consultation.state.label,
        number=consultation.number,
        facts=_facts(dossier),
        acts=_acts(dossier, today),
        steps=_steps(dossier, today),
        chosen=shown,
        purpose=step.purpose if running or shown != here else _left(dossier) or step.purpose,
        checklist=_checklist(dossier, step, today),
        timeline=timeline(dossier, called_off),
        advance=_advance(dossier, today) if running and shown == here else None,
        branches=tuple(
            Branch(key=turn.code, word=turn.label) for turn in Turn if may_turn(dossier, turn)
        ),
        more=_more(dossier),
        next=_next(dossier, today),
        form=form,
        subheading=f"{consultation.year}年　{dossier.scheme.title}",
    )


def step_state(dossier: Dossier, place: int, today: date) -> State:
    """Return how one step stands: done, active, due, late or not begun."""
    consultation = dossier.consultation
    here = dossier.scheme.place(consultation.step)
    if place < here or consultation.state is ConsultationState.CLOSED:
        return State.DONE
    if place > here or consultation.state is not ConsultationState.RUNNING:
        return State.TODO
    due = dues.next_of(dossier, today)
    return State.LATE if due and due.urgency is Urgency.OVERDUE else State.ACTIVE


def _steps(dossier: Dossier, today: date) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(
            name=step.name,
            state=step_state(dossier, place, today),
            note=_step_note(dossier, step, place, today),
            word=_left_word(dossier, place),
        )
        for place, step in enumerate(dossier.scheme.steps)
    )


def _step_note(dossier: Dossier, step: Step, place: int, today: date) -> str:
    left = [r.left_on for r in dossier.steps if r.step == step.code and r.left_on]
    state = step_state(dossier, place, today)
    if state is State.DONE and left:
        return f"{wording.short_day(max(left))} 完成"
    if state in (State.ACTIVE, State.LATE):
        due = dues.next_of(dossier, today)
        return _when_due(due) if due and due.on else "正在办"
    return _left_word(dossier, place)


def _left_word(dossier: Dossier, place: int) -> str:
    """Return how the consultation ended in a step it did not finish, or ""."""
    consultation = dossier.consultation
    straight = (ConsultationState.RUNNING, ConsultationState.CLOSED)
    here = place == dossier.scheme.place(consultation.step)
    return consultation.state.label if here and consultation.state not in straight else ""


def _left(dossier: Dossier) -> str:
    """Return when and why the straight road was left, for who comes back to it later."""
    if dossier.consultation.state is ConsultationState.CLOSED or not dossier.branchings:
        return ""
    turn = max(dossier.branchings, key=lambda one: (one.on, one.id))
    return f"{wording.short_day(turn.on)}{turn.branch.label}：{turn.reason}"


def _when_due(due: Due) -> str:
    day = wording.short_day(due.on) if due.on else ""
    return f"{day} 召开" if due.form == dues.WAIT else f"{day}前"


def _facts(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    meeting = dossier.meeting
    facts = []
    if meeting:
        when = f"{wording.meeting_time(meeting.day)} {clock_text(meeting.starts_at)}"
        facts += [("calendar-clock", when), ("map-pin", meeting.venue)]
    if dossier.consultation.convener:
        facts.append(("user", f"召集人 {dossier.consultation.convener}"))
    return tuple(facts)


def _more(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Return what the menu has besides the branches: 加开, while the step is that of the table."""
    held = dossier.meeting is not None and dossier.meeting.state is MeetingState.HELD
    running = dossier.consultation.state is ConsultationState.RUNNING
    again = held and running and dossier.step.phase is Phase.CONSULT
    return (("another_sitting", "加开一次会议"),) if again else ()


def _next(dossier: Dossier, today: date) -> str:
    due = dues.next_of(dossier, today)
    return due.form if due and due.form not in (dues.ADVANCE, dues.WAIT) else ""


def _acts(dossier: Dossier, today: date) -> tuple[Act, ...]:
    consultation = dossier.consultation
    acts = []
    if may_turn(dossier, Turn.RESUME):
        about = f"{consultation.id}/{BRANCH}{Turn.RESUME.code}"
        acts.append(Act(word="恢复协商", page="workspace", about=about, icon="play"))
    due = dues.next_of(dossier, today)
    if due and due.form not in (dues.ADVANCE, dues.WAIT):
        about = f"{consultation.id}/{due.form}"
        acts.append(Act(word=due.label, page="workspace", about=about, icon="pencil"))
    if dossier.meeting and dossier.meeting.state is MeetingState.NOTICED:
        about = f"{consultation.id}/rsvp"
        acts.append(Act(word="登记回执", page="workspace", about=about, icon="user-check"))
    if dossier.meeting:
        acts.append(Act(word="文书", page="paper", about=consultation.id, icon="printer"))
    if dossier.meeting and dossier.meeting.state is not MeetingState.HELD:
        acts.append(Act(word="座次", page="seats", about=consultation.id, icon="users"))
    return tuple(acts)


def _checklist(dossier: Dossier, step: Step, today: date) -> tuple[ChecklistLine, ...]:
    found = [_line(line, today) for line in dues.checklist(dossier, step)]
    ticked = [
        ChecklistLine(
            key=f"{_BY_HAND}{line.code}",
            text=line.label,
            note="" if line.required else "可选",
            state=State.DONE if is_proved(dossier, step, line) else State.TODO,
            required=False,
        )
        for line in by_hand(step)
    ]
    return (*found, *ticked)


def evidence_code(key: str) -> str:
    """Return the evidence line that a checklist line ticked by hand stands for."""
    return key.removeprefix(_BY_HAND)


def _line(line: dues.ChecklistLine, today: date) -> ChecklistLine:
    state = State.DONE if line.done else _URGENT[dues.urgency(line.due, today)]
    if not line.done and line.ready and line.ready > today:
        state = State.TODO
    return ChecklistLine(
        key=line.rule,
        text=line.label,
        note=_note(line, today),
        state=state,
        form=line.form,
        word="填写" if RULES[line.rule].is_task else "核对",
        required=line.level is GateLevel.BLOCK,
    )


def _note(line: dues.ChecklistLine, today: date) -> str:
    if line.done:
        return "已完成"
    if line.ready and line.ready > today:
        return f"{wording.short_day(line.ready)} 会后"
    if line.due:
        return f"{wording.short_day(line.due)}前"
    return "必须" if line.level is GateLevel.BLOCK else ""


def _advance(dossier: Dossier, today: date) -> Advance:
    following = dossier.scheme.after(dossier.consultation.step)
    word = f"完成本步，进入“{following.name}”" if following else "全部完成，办结归档"
    unmet = missing(dossier)
    holding = tuple(item for item in unmet if item.level is GateLevel.BLOCK)
    due = dues.next_of(dossier, today)
    return Advance(
        word=word,
        missing=tuple(item.says.rstrip("。") for item in holding or unmet),
        blocked=bool(holding),
        urged=not holding and due is not None and due.form == dues.ADVANCE,
    )
