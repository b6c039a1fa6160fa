"""Whole lives of consultations: random acts in random order, records coming and going between.

Whatever a scheme asks and whatever people do: a step is left through ``advance`` with its blocking
gates met, or backwards by 再次协商, or because the consultation ends. Nothing else moves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import event, given
from hypothesis import strategies as st

from consultroom.domain.branches import CannotTurn, may_turn, take
from consultroom.domain.consultations import Branch, ConsultationState
from consultroom.domain.dossiers import Dossier
from consultroom.domain.schemes import GateLevel, Phase
from consultroom.domain.steps import RULES, NotReady, NotRunning, ReasonWanted, advance
from consultroom.frozen import fields, replace
from tests import builders as a
from tests.strategies import FEWER, any_dossier, any_scheme

STANDING = {"consultation", "scheme", "station", "district", "calendar", "steps", "branchings"}
PARTS = [field.name for field in fields(Dossier) if field.name not in STANDING]
BACK_TO = (Phase.RESEARCH, Phase.CONSULT)


@dataclass(frozen=True)
class Act:
    """One thing a person tries: go on, turn off, or write records (taken from another dossier)."""

    branch: Branch | None = None
    parts: tuple[str, ...] = ()
    reason: str = ""


Life = list[tuple[Dossier, Act, Dossier]]
REASON = st.sampled_from(["已说明情况", "已说明情况", "已说明情况", ""])
ENDING = (Branch.STOP, Branch.TO_OPINION, Branch.TO_PROPOSAL, Branch.SELF_SETTLE)
GOING_ON = st.builds(Act, reason=REASON)
WRITING = st.builds(
    Act, parts=st.lists(st.sampled_from(PARTS), min_size=1, max_size=5, unique=True).map(tuple)
)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """A life as (before, act, after), from any point, records taken from a second dossier."""
    scheme = draw(any_scheme() | st.sampled_from([a.a_scheme(name) for name in a.SCHEMES]))
    dossier, other = draw(any_dossier(scheme)), draw(any_dossier(scheme))
    life = []
    for day in range(draw(st.integers(3, 12))):
        act = draw(st.one_of(GOING_ON, GOING_ON, WRITING, _turning(dossier)))
        before, dossier = dossier, tried(dossier, other, act, a.TODAY + timedelta(days=day))
        life.append((before, act, dossier))
    return life


def _turning(dossier: Dossier) -> st.SearchStrategy[Act]:
    """Mostly a branch that is open and does not end the life; sometimes any."""
    likely = [one for one in Branch if may_turn(dossier, one) and one not in ENDING]
    again = [Branch.RECONVENE] * 6 if Branch.RECONVENE in likely else []
    branch = st.sampled_from([*again, *likely * 2, *Branch])
    return st.builds(Act, branch=branch, reason=REASON)


def tried(dossier: Dossier, other: Dossier, act: Act, on: date) -> Dossier:
    """Return the dossier after an act, or the same one when it was refused."""
    try:
        if act.branch:
            turned = take(dossier, act.branch, id=str(on), on=on, by="何小满", reason=act.reason)
            event(act.branch.code)
            return a.after(dossier, turned)
        if act.parts:
            event("records written")
            return replace(dossier, **{name: getattr(other, name) for name in act.parts})
        walked = advance(dossier, on=on, by="何小满", reason=act.reason)
        event("went on")
        return walked.dossier
    except (NotReady, NotRunning, ReasonWanted, CannotTurn) as refused:
        event(type(refused).__name__)
        return dossier


@given(lives())
def test_no_life_leaves_a_step_against_a_block_or_skips_one(life: Life):
    for before, act, now in life:
        if act.branch:
            _turned_rightly(before, now, act)
        elif act.parts:
            assert now.consultation == before.consultation
        else:
            _went_on_rightly(before, now, act)


def _went_on_rightly(before: Dossier, now: Dossier, act: Act) -> None:
    if now.consultation == before.consultation:
        return
    unmet = [gate for gate in before.step.gates if not RULES[gate.rule].holds(before)]
    levels = {gate.level for gate in unmet} - {GateLevel.OFF}
    assert before.consultation.state is ConsultationState.RUNNING
    assert GateLevel.BLOCK not in levels
    assert act.reason or not levels
    place = before.scheme.place(before.consultation.step)
    last = place == len(before.scheme.steps) - 1
    assert now.scheme.place(now.consultation.step) == (place if last else place + 1)
    assert (now.consultation.state is ConsultationState.CLOSED) is last


def _turned_rightly(before: Dossier, now: Dossier, act: Act) -> None:
    if now.consultation == before.consultation:
        return
    assert before.consultation.is_open
    assert act.reason
    if act.branch is not Branch.RECONVENE:
        assert now.consultation.step == before.consultation.step
        return
    scheme = before.scheme
    table = [step for phase in BACK_TO for step in scheme.steps if step.phase is phase]
    assert now.step is (table[0] if table else before.step)
    assert scheme.place(now.consultation.step) <= scheme.place(before.consultation.step)
    assert now.consultation.rounds == before.consultation.rounds + 1


@FEWER
@given(lives())
def test_a_life_keeps_its_books_in_order(life: Life):
    for before, _, now in life:
        _over_stays_over(before, now)
        _one_stay_is_open(now)
        assert now.consultation.rounds >= before.consultation.rounds
        assert now.consultation.earlier_sittings >= before.consultation.earlier_sittings


def _over_stays_over(before: Dossier, now: Dossier) -> None:
    if not before.consultation.is_open:
        assert now.consultation == before.consultation


def _one_stay_is_open(now: Dossier) -> None:
    """No stay is written twice, and while the consultation is open so is exactly one."""
    assert len({stay.id for stay in now.steps}) == len(now.steps)
    if now.consultation.is_open:
        open_stays = [stay.step for stay in now.steps if stay.left_on is None]
        assert open_stays == [now.consultation.step]
