"""The presenter of 成果办理: its filters, and the forms that settle an assignment. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from consultroom.domain.followup import HandlingState
from consultroom.errors import UserError
from consultroom.services import handling
from consultroom.services.desk import Desk
from consultroom.services.handling import Handled
from consultroom.ui.doing import Done
from consultroom.ui.forms import FormScreen
from consultroom.ui.half_typed import FormKeeper, with_draft
from consultroom.ui.outcomes import forms
from consultroom.ui.outcomes.screens import PRESSING, OutcomeLine, OutcomesScreen
from consultroom.ui.outcomes.telling import detail, outcome_line
from consultroom.ui.values import Act

CHASE = "chase"  # the form about every overdue assignment at once


class OutcomesPresenter(FormKeeper):
    """Lists and filters assignments, and walks the forms that settle one.

    Args:
        desk: whose work it is.
        show: draws a screen.
        done: told what an act did, so that it can be undone.
        tell: told a sentence that stops the person.
        follow: goes to another page.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[OutcomesScreen], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
        follow: Callable[[Act], None],
    ) -> None:
        super().__init__(desk, done=done)
        self._show = show
        self._tell = tell
        self._follow = follow
        self._every: dict[str, Handled] = {}
        self._lines: tuple[OutcomeLine, ...] = ()
        self._screen = OutcomesScreen()
        self._typed = ""
        self._chosen = ""
        self._late: tuple[Handled, ...] = ()  # when the form was written

    def enter(self, about: str = "") -> None:
        """Show how things stand; ``id/form`` opens a form about one, ``/chase`` the one of all."""
        record, _, form = about.partition("/")
        if about:
            self._chosen, self._form, self._errors = record or self._chosen, form, {}
        self._read()
        self.refresh()

    def _read(self) -> None:
        self._every = {one.assignment.id: one for one in handling.every_assignment(self._desk)}
        lines = (outcome_line(one, self._desk.today) for one in self._every.values())
        self._lines = tuple(sorted(lines, key=_by_pressing))
        if self._chosen not in self._every:
            self._chosen = ""
            self._form = self._form if self._form == CHASE else ""

    # -- the list -------------------------------------------------------------------------------

    def look_for(self, typed: str) -> None:
        """Show what answers ``typed``."""
        self._typed = typed
        self.refresh()

    def choose_unit(self, unit: str) -> None:
        """Show one unit's, or with "" everyone's."""
        self._screen = replace(self._screen, unit=unit)
        self.refresh()

    def choose_year(self, year: int | None) -> None:
        """Show what was handed out in one year, or with None in all."""
        self._screen = replace(self._screen, year=year)
        self.refresh()

    def choose_state(self, state: HandlingState | None) -> None:
        """Show one state, or with None all."""
        self._screen = replace(self._screen, state=state)
        self.refresh()

    def choose(self, record: str) -> None:
        """Tell about one assignment; an open form about another one is folded away."""
        if record == self._chosen:
            return
        self._chosen = record
        if self._form and self._form != CHASE:
            self._form, self._errors = "", {}
        self.refresh()

    def refresh(self) -> None:
        """Show how things stand."""
        screen = self._screen
        unit, year, state = screen.unit, screen.year, screen.state
        near = [
            line for line in self._lines if unit in ("", line.unit) and year in (None, line.year)
        ]
        lines = tuple(
            line for line in near if state in (None, line.state) and line.answers(self._typed)
        )
        states = [line.state for line in near]
        chosen = self._every.get(self._chosen)
        self._screen = replace(
            screen,
            lines=lines,
            total=len(self._lines),
            units=tuple(sorted({line.unit for line in self._lines})),
            years=tuple(sorted({line.year for line in self._lines}, reverse=True)),
            counts=tuple((one, states.count(one)) for one in PRESSING if one in states),
            overdue=len(self._overdue()),
            chosen=detail(chosen, self._desk.today) if chosen else None,
            form=self._form_screen(),
        )
        self._show(self._screen)

    def _overdue(self) -> tuple[Handled, ...]:
        every = self._every.values()
        return tuple(one for one in every if one.state is HandlingState.OVERDUE)

    # -- the forms ------------------------------------------------------------------------------

    def _form_screen(self) -> FormScreen | None:
        if not self._form:
            return None
        chosen = self._every.get(self._chosen)
        try:
            if self._form == CHASE:
                screen = forms.chase(self._desk, self._overdue())
            elif chosen is not None:
                screen = forms.FORMS[self._form].screen(self._desk, chosen)
            else:
                return None
        except UserError as error:
            self._form = ""
            self._tell(str(error))
            return None
        return with_draft(self._desk, screen, self.draft, self._errors)

    @property
    def draft(self) -> str:
        """Name of the draft of the form that is open: of one assignment, or of all."""
        return f"outcomes/{self._form}/{'' if self._form == CHASE else self._chosen}"

    def advise(self, answers: Mapping[str, Any]) -> None:
        """Say nothing: what is typed here has no consequence to tell of."""

    def saved(self, did: Done, form: str, answers: Mapping[str, Any]) -> None:
        """Show what changed; after pressing all, go to their slips."""
        late = self._late
        self._read()
        self.refresh()
        if form == CHASE:
            about = " ".join(one.assignment.id for one in late)
            self._follow(Act(word="", page="chase", about=about))
        if did.said:
            self._done(did)

    def save(self, answers: Mapping[str, Any]) -> str:
        """Settle the chosen assignment, or press all that are overdue."""
        self._late = self._overdue()
        if self._form == CHASE:
            return forms.save_chase(self._desk, self._late, answers)
        return forms.FORMS[self._form].save(self._desk, self._every[self._chosen], answers)


def _by_pressing(line: OutcomeLine) -> tuple[int, Any, str]:
    late_first = line.deadline.toordinal()
    settled = line.state in (HandlingState.SETTLED, HandlingState.RETURNED)
    return (PRESSING.index(line.state), -late_first if settled else late_first, line.number)
