"""Step schemes: those that come with the program, and what makes one impossible to walk."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from consultroom import resources
from consultroom.domain.schemes import (
    MOST_STEPS,
    BadScheme,
    Gate,
    GateLevel,
    Phase,
    StepScheme,
    faults_of,
    scheme_id,
)
from consultroom.domain.steps import RULES
from consultroom.frozen import replace
from tests import builders as a
from tests.strategies import any_scheme

KNOWN = frozenset(RULES)
BLOCKING = {
    "intake-recorded": Phase.COLLECT,
    "topic-approved": Phase.SELECT,
    "minutes-confirmed": Phase.CONSULT,
}


def places(scheme: StepScheme) -> dict[str, int]:
    """Return for each rule the place of the step it guards."""
    return {gate.rule: place for place, step in enumerate(scheme.steps) for gate in step.gates}


# -- those that come with the program --------------------------------------------------------


def test_the_folder_holds_exactly_the_four():
    files = resources.path("schemes").glob("*.json")
    assert {file.stem for file in files} == set(a.SCHEMES)


@pytest.mark.parametrize("name", a.SCHEMES)
def test_a_bundled_scheme_can_be_walked_and_says_where_it_comes_from(name: str):
    scheme = a.a_scheme(name)
    assert faults_of(scheme, KNOWN) == ()
    assert scheme.id == scheme_id(name, 1)
    assert scheme.scheme == name
    assert scheme.owner == ""
    assert scheme.source.endswith("。")
    assert "九龙坡" not in scheme.title + scheme.source


@pytest.mark.parametrize("name", a.SCHEMES)
def test_a_bundled_scheme_asks_every_rule_once(name: str):
    asked = [gate.rule for step in a.a_scheme(name).steps for gate in step.gates]
    assert sorted(asked) == sorted(RULES)


@pytest.mark.parametrize("name", a.SCHEMES)
def test_a_bundled_scheme_blocks_on_three_rules_and_no_other(name: str):
    scheme = a.a_scheme(name)
    blocking = {
        gate.rule: step.phase
        for step in scheme.steps
        for gate in step.gates
        if gate.level is GateLevel.BLOCK
    }
    assert set(blocking) == set(BLOCKING)
    for rule, phase in BLOCKING.items():
        if scheme.first_in(phase):
            assert blocking[rule] is phase


@pytest.mark.parametrize("name", a.SCHEMES)
def test_a_bundled_scheme_asks_in_the_order_of_the_work(name: str):
    usual, here = places(a.a_scheme()), places(a.a_scheme(name))
    for rule in RULES:
        later = [other for other in RULES if usual[other] > usual[rule]]
        assert all(here[rule] <= here[other] for other in later)


@pytest.mark.parametrize("name", a.SCHEMES)
def test_a_bundled_scheme_tells_each_step_in_full(name: str):
    for step in a.a_scheme(name).steps:
        assert 2 <= len(step.name) <= 6
        assert step.role
        assert step.print_label
        assert step.purpose.endswith("。")
        assert step.days > 0
        assert len({line.code for line in step.evidence}) == len(step.evidence)
        assert any(line.required for line in step.evidence)
        assert not [line for line in step.evidence if "照片" in line.label]


@pytest.mark.parametrize("name", a.SCHEMES)
def test_no_field_of_a_bundled_scheme_is_misspelt(name: str):
    raw = json.loads(resources.path("schemes", f"{name}.json").read_text("utf-8"))
    assert set(raw) <= set(StepScheme.__struct_fields__)
    for step in raw["steps"]:
        assert set(step) == set(a.Step.__struct_fields__)


def test_every_phase_of_a_six_phase_scheme_has_its_step():
    assert [step.phase for step in a.a_scheme().steps] == list(Phase)
    assert [step.name for step in a.a_scheme().steps] == [phase.label for phase in Phase]
    assert len(a.a_scheme("rizhao-three").steps) == 3
    assert len(a.a_scheme("nantong-eight").steps) == 8


# -- walking through one ---------------------------------------------------------------------


@given(any_scheme())
def test_following_after_visits_every_step_once_in_order(scheme: StepScheme):
    assert faults_of(scheme, KNOWN) == ()
    walked = [scheme.steps[0]]
    while following := scheme.after(walked[-1].code):
        walked.append(following)
    assert tuple(walked) == scheme.steps


@given(any_scheme())
def test_the_first_step_of_a_phase_has_none_of_it_before(scheme: StepScheme):
    for phase in Phase:
        first = scheme.first_in(phase)
        of_phase = [step for step in scheme.steps if step.phase is phase]
        assert first is (of_phase[0] if of_phase else None)


def test_a_step_that_is_not_there_is_a_sentence():
    with pytest.raises(BadScheme, match="步骤方案“默认六步”中没有步骤 vote。"):
        a.a_scheme().step("vote")


# -- what is wrong with one ------------------------------------------------------------------

SIX = a.a_scheme().steps


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        (SIX[:2], "步骤应有3至9个，现有2个。"),
        (SIX[:5] * 2, "步骤应有3至9个，现有10个。"),
        ((*SIX[:2], SIX[1]), "有两个步骤用了同一个代码。"),
        ((SIX[1], SIX[0], SIX[2]), "步骤的先后与六个阶段的先后不一致。"),
        ((*SIX[:2], replace(SIX[2], gates=(Gate(rule="voted"),))), "不认识条件“voted”。"),
        (
            (*SIX[:2], replace(SIX[2], gates=(Gate(rule="notice-sent"),) * 2)),
            "步骤“调研”把同一个条件写了两遍。",
        ),
    ],
)
def test_a_scheme_that_cannot_be_walked_says_why(steps: tuple[a.Step, ...], fault: str):
    assert fault in faults_of(replace(a.a_scheme(), steps=steps), KNOWN)


def test_the_longest_scheme_is_nine_steps():
    nine = tuple(replace(SIX[0], code=str(n)) for n in range(MOST_STEPS))
    assert faults_of(replace(a.a_scheme(), steps=nine), KNOWN) == ()


def test_all_faults_are_told_at_once():
    assert len(faults_of(replace(a.a_scheme(), steps=(SIX[1], SIX[0])), frozenset())) > 3


def test_phases_stand_in_walking_order():
    assert [phase.place for phase in Phase] == list(range(6))
