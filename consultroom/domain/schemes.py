"""Step schemes (六步工作法 and its sisters): which steps a consultation walks, as data.

Every place words its steps differently, so a scheme is issued by the district. Each step belongs to
one of six fixed phases (阶段), by which the roll-ups of different schemes can be added up.
"""

from __future__ import annotations

from consultroom.domain.calendar import DayKind
from consultroom.domain.records import Coded, Record
from consultroom.errors import UserError
from consultroom.frozen import Frozen

FEWEST_STEPS, MOST_STEPS = 3, 9


class Phase(Coded):
    """The six fixed phases, in walking order."""

    COLLECT = "collect", "征题"
    SELECT = "select", "定题"
    RESEARCH = "research", "调研"
    CONSULT = "consult", "协商"
    DELIVER = "deliver", "办理"
    REVIEW = "review", "问效"

    @property
    def place(self) -> int:
        """Position in walking order, from 0."""
        return list(Phase).index(self)


class GateLevel(Coded):
    """What an unmet gate does."""

    OFF = "off", "不检查"
    WARN = "warn", "提醒"
    BLOCK = "block", "必须"


class Gate(Frozen, kw_only=True):
    """A named rule of ``domain.steps.RULES`` at the level this step gives it."""

    rule: str
    level: GateLevel = GateLevel.WARN


class EvidenceLine(Frozen, kw_only=True):
    """One line of what proves a step (佐证材料)."""

    code: str
    label: str
    required: bool = False


class Step(Frozen, kw_only=True):
    """One step (步骤) of a scheme.

    Attributes:
        code: stable name inside the scheme.
        name: two to six characters, for a progress strip.
        phase: the fixed phase it counts under.
        role: who is responsible (responsible role).
        days: usual length, counted as ``day_kind`` says; 0 means no usual length.
        gates: what must hold before the consultation leaves this step.
    """

    code: str
    name: str
    phase: Phase
    purpose: str = ""
    role: str = ""
    evidence: tuple[EvidenceLine, ...] = ()
    days: int = 0
    day_kind: DayKind = DayKind.WORKING
    gates: tuple[Gate, ...] = ()
    print_label: str = ""


class StepScheme(Record, kw_only=True):
    """A versioned scheme. Its id is ``scheme@version``; a running consultation keeps its own.

    Attributes:
        scheme: stable name, e.g. ``default-six``.
        source: where the wording comes from, printed under the scheme.
    """

    scheme: str
    version: int
    title: str
    issued_by: str = ""
    source: str = ""
    steps: tuple[Step, ...] = ()

    def step(self, code: str) -> Step:
        """Return the step with this code.

        Raises:
            BadScheme: the scheme has no such step.
        """
        for step in self.steps:
            if step.code == code:
                return step
        raise BadScheme(f"步骤方案“{self.title}”中没有步骤 {code}。")

    def place(self, code: str) -> int:
        """Return the position of a step, from 0."""
        return self.steps.index(self.step(code))

    def after(self, code: str) -> Step | None:
        """Return the step after this one, or None at the end."""
        place = self.place(code) + 1
        return self.steps[place] if place < len(self.steps) else None

    def first_in(self, phase: Phase) -> Step | None:
        """Return the first step of a phase, or None when the scheme leaves the phase empty."""
        return next((step for step in self.steps if step.phase is phase), None)


class BadScheme(UserError):
    """A step scheme that cannot be walked."""


def scheme_id(scheme: str, version: int) -> str:
    """Return the record id of one version of a scheme."""
    return f"{scheme}@{version}"


def faults_of(scheme: StepScheme, known_rules: frozenset[str]) -> tuple[str, ...]:
    """Return what is wrong with a scheme, as sentences; none means it can be walked.

    Args:
        scheme: the scheme to look at.
        known_rules: names of the rules there are.
    """
    faults = []
    if not FEWEST_STEPS <= len(scheme.steps) <= MOST_STEPS:
        faults.append(f"步骤应有{FEWEST_STEPS}至{MOST_STEPS}个，现有{len(scheme.steps)}个。")
    codes = [step.code for step in scheme.steps]
    if len(set(codes)) < len(codes):
        faults.append("有两个步骤用了同一个代码。")
    places = [step.phase.place for step in scheme.steps]
    if places != sorted(places):
        faults.append("步骤的先后与六个阶段的先后不一致。")
    faults += [
        f"步骤“{step.name}”把同一个条件写了两遍。"
        for step in scheme.steps
        if len({gate.rule for gate in step.gates}) < len(step.gates)
    ]
    named = {gate.rule for step in scheme.steps for gate in step.gates}
    faults += [f"不认识条件“{rule}”。" for rule in sorted(named - known_rules)]
    return tuple(faults)
