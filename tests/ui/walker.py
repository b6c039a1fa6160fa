"""A workspace over a real room, without a window: what it shows, says and is told to do."""

from __future__ import annotations

from typing import Any

from consultroom.domain.consultations import Consultation
from consultroom.services.advising import Advice
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done
from consultroom.ui.forms import FormScreen
from consultroom.ui.workspace.presenter import WorkspaceScreen
from consultroom.ui.workspace.walking import WorkspacePresenter


class Walker:
    """One presenter, entered at the room's first consultation, and everything it said."""

    def __init__(self, desk: Desk, *, entered: bool = True) -> None:
        self.desk = desk
        self.screens: list[WorkspaceScreen] = []
        self.done: list[Done] = []
        self.told: list[str] = []
        self.left: list[str] = []
        self.advice: tuple[Advice, ...] = ()
        self.presenter = WorkspacePresenter(
            desk,
            show=self.screens.append,
            done=self.done.append,
            tell=self.told.append,
            leave=self.left.append,
            advise=self._take,
        )
        self.id = desk.room.find(Consultation)[0].id
        if entered:
            self.presenter.enter(self.id)

    def _take(self, advice: tuple[Advice, ...]) -> None:
        self.advice = advice

    @property
    def screen(self) -> WorkspaceScreen:
        """What is shown now."""
        return self.screens[-1]

    @property
    def form(self) -> FormScreen:
        """The form that is open."""
        assert self.screen.form is not None, self.told
        return self.screen.form

    @property
    def said(self) -> str:
        """The sentence about the last thing done."""
        return self.done[-1].said

    def open(self, key: str) -> FormScreen:
        """Open a form and return it."""
        self.presenter.open_form(key)
        return self.form

    def fill(self, key: str, **typed: Any) -> None:
        """Open a form, change some answers, submit it as its panel does."""
        form = self.open(key)
        self.presenter.submit(form.key, {**form.answers, **typed})
