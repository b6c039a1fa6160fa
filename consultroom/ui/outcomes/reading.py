"""Reading the assignments of a room into what the page 成果办理 lists, in steps. No Qt here."""

from __future__ import annotations

from collections import Counter
from typing import Any

from consultroom.domain.followup import HandlingState
from consultroom.frozen import Frozen, field
from consultroom.services import handling, striding
from consultroom.services.desk import Desk
from consultroom.services.handling import Handled
from consultroom.services.striding import Steps
from consultroom.ui.outcomes.screens import PRESSING, OutcomeLine
from consultroom.ui.outcomes.telling import outcome_line
from consultroom.ui.sifting import Sieve


def _sieve(lines: tuple[OutcomeLine, ...]) -> Sieve[OutcomeLine]:
    return Sieve(
        lines,
        lambda line: (line.number, line.matter, line.unit, line.title),
        lambda line: line.initials,
    )


class Docket(Frozen, kw_only=True):
    """Every assignment as it was read last.

    Attributes:
        every: by id.
        lines: the most pressing first; ``sieve`` finds among them.
        sums: how many there are of a unit, a year and a state.
        overdue: those that may be chased.
        units, years: there are assignments of.
    """

    every: dict[str, Handled] = field(default_factory=dict)
    lines: tuple[OutcomeLine, ...] = ()
    sieve: Sieve[OutcomeLine] = field(default_factory=lambda: _sieve(()))
    sums: Counter[tuple[str, int, HandlingState]] = field(default_factory=Counter)
    overdue: tuple[Handled, ...] = ()
    units: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def counted(self, unit: str, year: int | None) -> tuple[tuple[HandlingState, int], ...]:
        """Return how many there are in each state, of one unit and year or of all."""
        found: Counter[HandlingState] = Counter()
        for (of_unit, of_year, state), count in self.sums.items():
            if unit in ("", of_unit) and year in (None, of_year):
                found[state] += count
        return tuple((one, found[one]) for one in PRESSING if found[one])


def docket_steps(desk: Desk) -> Steps[Docket]:
    """Read every assignment and lay it ready, in steps of a few milliseconds."""
    today = desk.today
    found = yield from handling.assignment_steps(desk)
    listed = yield from striding.made(found, lambda one: outcome_line(one, today))
    lines = yield from striding.ordered(listed, _by_pressing)
    sieve = yield from _sieve(lines).laying()
    sums: Counter[tuple[str, int, HandlingState]] = Counter()
    every: dict[str, Handled] = {}
    late: list[Handled] = []
    for part in striding.parts(found):
        every |= {one.assignment.id: one for one in part}
        late += [one for one in part if one.state is HandlingState.OVERDUE]
        sums.update(
            (one.assignment.lead_unit, one.assignment.assigned_on.year, one.state) for one in part
        )
        if len(part) == striding.STRIDE:
            yield
    overdue = yield from striding.ordered(tuple(late), handling.by_deadline)
    return Docket(
        every=every,
        lines=lines,
        sieve=sieve,
        sums=sums,
        overdue=overdue,
        units=tuple(sorted({unit for unit, _, _ in sums})),
        years=tuple(sorted({year for _, year, _ in sums}, reverse=True)),
    )


def _by_pressing(line: OutcomeLine) -> tuple[int, Any, str]:
    late_first = line.deadline.toordinal()
    settled = line.state in (HandlingState.SETTLED, HandlingState.RETURNED)
    return (PRESSING.index(line.state), -late_first if settled else late_first, line.number)
