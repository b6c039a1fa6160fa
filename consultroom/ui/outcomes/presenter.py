"""The presenter of 成果办理: its filters, and the forms that settle an assignment. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from consultroom.domain.followup import HandlingState
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import safekeeping
from consultroom.services.desk import Desk
from consultroom.services.handling import Handled
from consultroom.ui.doing import Done
from consultroom.ui.forms import FormScreen
from consultroom.ui.half_typed import FormKeeper, with_draft
from consultroom.ui.outcomes import forms
from consultroom.ui.outcomes.reading import Docket, docket_steps
from consultroom.ui.outcomes.screens import OutcomeLine, OutcomesScreen
from consultroom.ui.outcomes.telling import detail
from consultroom.ui.pacing import BUSY, Later, Pace
from consultroom.ui.sifting import Sieve
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
        later: does something in the next turn of the event loop; without it nothing is left for
            later.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[OutcomesScreen], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
        follow: Callable[[Act], None],
        later: Later | None = None,
    ) -> None:
        super().__init__(desk, done=done)
        self._pace, self._stamp = Pace(later), ("", desk.today)
        self._keys = Pace(later, typed=True)  # what is typed is looked for in turns among very many
        self._show = show
        self._tell = tell
        self._follow = follow
        self._docket = Docket()
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

    def _read(self) -> None:
        """Read what was written since, and show it; a long list comes while the window goes on."""
        stamp = (safekeeping.latest(self._desk), self._desk.today)
        if stamp == self._stamp:
            self.refresh()
        else:
            self._pace.take(docket_steps(self._desk), partial(self._came, stamp), self._wait)

    def _wait(self) -> None:
        self._screen = replace(self._screen, busy=BUSY)
        self._show(self._screen)

    def _came(self, stamp: tuple[str, date], told: Docket) -> None:
        self._stamp, self._docket = stamp, told
        self._screen = replace(self._screen, busy="")
        if self._chosen not in told.every:
            self._chosen = ""
            self._form = self._form if self._form == CHASE else ""
        self.refresh()

    # -- the list -------------------------------------------------------------------------------

    def look_for(self, typed: str) -> None:
        """Show what answers ``typed``."""
        self._typed = typed
        self._keys.take(self._sieve().sifting(typed), lambda _found: self.refresh())

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

    def _sieve(self) -> Sieve[OutcomeLine]:
        """Return what finds among the assignments that the filters leave."""
        unit, year, state = self._screen.unit, self._screen.year, self._screen.state
        if not unit and year is None and state is None:
            return self._docket.sieve
        return self._docket.sieve.among(
            (unit, year, state),
            lambda line: (
                unit in ("", line.unit)
                and year in (None, line.year)
                and state in (None, line.state)
            ),
        )

    def refresh(self) -> None:
        """Show how things stand."""
        screen, told = self._screen, self._docket
        chosen = told.every.get(self._chosen)
        self._screen = replace(
            screen,
            lines=self._sieve().answering(self._typed),
            total=len(told.lines),
            units=told.units,
            years=told.years,
            counts=told.counted(screen.unit, screen.year),
            overdue=len(told.overdue),
            chosen=detail(chosen, self._desk.today) if chosen else None,
            form=self._form_screen(),
        )
        self._show(self._screen)

    # -- the forms ------------------------------------------------------------------------------

    def _form_screen(self) -> FormScreen | None:
        if not self._form:
            return None
        chosen = self._docket.every.get(self._chosen)
        try:
            if self._form == CHASE:
                screen = forms.chase(self._desk, self._docket.overdue)
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
        if form == CHASE:
            about = " ".join(one.assignment.id for one in late)
            self._follow(Act(word="", page="chase", about=about))
        if did.said:
            self._done(did)

    def save(self, answers: Mapping[str, Any]) -> str:
        """Settle the chosen assignment, or press all that are overdue."""
        self._late = self._docket.overdue
        if self._form == CHASE:
            return forms.save_chase(self._desk, self._late, answers)
        return forms.FORMS[self._form].save(self._desk, self._docket.every[self._chosen], answers)
