"""Leaving the straight path: postponing, stopping, converting, meeting again, carrying over.

`TURNS` says for each branch where it may be taken and what it does.
"""

from __future__ import annotations

from datetime import date

from consultroom.domain.consultations import (
    Branch,
    Branching,
    Consultation,
    ConsultationState,
    StepRecord,
)
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import MeetingState
from consultroom.domain.schemes import Phase, Step
from consultroom.domain.steps import enter
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace

_RUNNING = frozenset({ConsultationState.RUNNING})
_OPEN = frozenset({ConsultationState.RUNNING, ConsultationState.POSTPONED})
_ALL = frozenset(Phase)


class CannotTurn(UserError):
    """The branch may not be taken here, or the reason is missing."""


class Turn(Frozen):
    """Where a branch may be taken, and the state it leads to."""

    states: frozenset[ConsultationState]
    phases: frozenset[Phase]
    leads_to: ConsultationState
    says: str


TURNS: dict[Branch, Turn] = {
    Branch.POSTPONE: Turn(
        _RUNNING, _ALL, ConsultationState.POSTPONED, "进行中的协商随时可以暂缓。"
    ),
    Branch.RESUME: Turn(
        frozenset({ConsultationState.POSTPONED}),
        _ALL,
        ConsultationState.RUNNING,
        "只有暂缓的协商可以恢复。",
    ),
    Branch.STOP: Turn(_OPEN, _ALL, ConsultationState.STOPPED, "没有办结的协商可以中止。"),
    Branch.BRIEF: Turn(
        _RUNNING,
        frozenset({Phase.COLLECT, Phase.SELECT, Phase.RESEARCH}),
        ConsultationState.RUNNING,
        "小事简议要在开会之前决定。",
    ),
    Branch.RECONVENE: Turn(
        _RUNNING,
        frozenset({Phase.CONSULT, Phase.DELIVER, Phase.REVIEW}),
        ConsultationState.RUNNING,
        "开过会的协商才谈得上再次协商。",
    ),
    Branch.TO_OPINION: Turn(
        _RUNNING,
        frozenset({Phase.CONSULT, Phase.DELIVER}),
        ConsultationState.CONVERTED,
        "在协商或办理阶段可以转为社情民意信息。",
    ),
    Branch.TO_PROPOSAL: Turn(
        _RUNNING,
        frozenset({Phase.CONSULT, Phase.DELIVER}),
        ConsultationState.CONVERTED,
        "在协商或办理阶段可以转为提案。",
    ),
    Branch.SELF_SETTLE: Turn(
        _RUNNING, _ALL, ConsultationState.SELF_SETTLED, "进行中的协商可以由站里自行办结。"
    ),
    Branch.CARRY_OVER: Turn(
        _RUNNING,
        frozenset({Phase.DELIVER, Phase.REVIEW}),
        ConsultationState.RUNNING,
        "进入办理以后才能转入下一年度督办。",
    ),
}


class Turned(Frozen):
    """What a branch writes."""

    consultation: Consultation
    branching: Branching
    steps: tuple[StepRecord, ...] = ()


def may_turn(dossier: Dossier, branch: Branch) -> bool:
    """Tell whether a branch may be taken from here."""
    turn = TURNS[branch]
    if branch is Branch.BRIEF and dossier.consultation.brief:
        return False
    return dossier.consultation.state in turn.states and dossier.step.phase in turn.phases


def take(
    dossier: Dossier,
    branch: Branch,
    *,
    id: str,  # noqa: A002 - the record's own word
    on: date,
    by: str,
    reason: str,
    reference: str = "",
) -> Turned:
    """Take a branch.

    Args:
        dossier: the consultation as it stands.
        branch: which way.
        id: id of the new branching record.
        on: the day of the act.
        by: the person at the desk.
        reason: why; always asked.
        reference: number of the 提案 or 社情民意信息, when known.

    Raises:
        CannotTurn: it may not be taken here, the reason is empty, or it was carried over already.
    """
    if not may_turn(dossier, branch):
        raise CannotTurn(f"现在不能“{branch.label}”。{TURNS[branch].says}")
    if not reason.strip():
        raise CannotTurn(f"“{branch.label}”需要写明原因。")
    consultation = dossier.consultation
    if branch is Branch.CARRY_OVER and consultation.carried_to > on.year:
        raise CannotTurn(f"这次协商已经转入{consultation.carried_to}年度督办，不用再转。")
    branching = Branching(
        id=id,
        owner=consultation.owner,
        consultation=consultation.id,
        branch=branch,
        step=consultation.step,
        on=on,
        by=by,
        reason=reason.strip(),
        reference=reference,
    )
    changed = _changed(consultation, branch, on)
    if branch is Branch.RECONVENE:
        return _reconvened(dossier, changed, branching)
    return Turned(changed, branching)


def _changed(consultation: Consultation, branch: Branch, on: date) -> Consultation:
    state = TURNS[branch].leads_to
    over = state not in _OPEN
    changed = replace(consultation, state=state, closed_on=on if over else None)
    if branch is Branch.BRIEF:
        return replace(changed, brief=True)
    if branch is Branch.CARRY_OVER:
        supervised = max(consultation.year, consultation.carried_to)
        return replace(changed, carried_to=max(supervised + 1, on.year))  # January is not too late
    return changed


def _reconvened(dossier: Dossier, changed: Consultation, branching: Branching) -> Turned:
    back = _table(dossier)
    again = replace(
        changed,
        step=back.code,
        rounds=changed.rounds + 1,
        earlier_sittings=_sat(dossier, branching.on),
    )
    left = dossier.step_record
    closed = (replace(left, left_on=branching.on, by=branching.by),) if left else ()
    return Turned(again, branching, (*closed, enter(again, back, on=branching.on)))


def _sat(dossier: Dossier, on: date) -> int:
    """Return the number of the last sitting used up; one planned for later is not."""
    used = [m.sitting for m in dossier.meetings if m.state is MeetingState.HELD or m.day <= on]
    return max((*used, dossier.consultation.earlier_sittings))


def _table(dossier: Dossier) -> Step:
    """Return the step a second round begins at: research, or the meeting where there is none."""
    scheme = dossier.scheme
    back = scheme.first_in(Phase.RESEARCH) or scheme.first_in(Phase.CONSULT)
    return back or dossier.step
