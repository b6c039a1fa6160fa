"""Half-typed forms (草稿): kept while they are typed, laid back, dropped once written. No Qt.

A presenter with one form open at a time inherits `FormKeeper`; `with_draft` serves any other.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import drafting
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done, doing
from consultroom.ui.forms import FormScreen

RESTORED = "已恢复上次没有提交的内容。"


def with_draft(desk: Desk, form: FormScreen, draft: str, errors: Mapping[str, str]) -> FormScreen:
    """Return a form with its draft over what the record says.

    Args:
        desk: where.
        form: as the record says.
        draft: name of the draft; what it tells of questions that are no more is left out.
        errors: what is wrong; a form that was just refused is not said to be restored.
    """
    known = {one.key for one in form.questions}
    kept = {key: answer for key, answer in drafting.recall(desk, draft).items() if key in known}
    note = RESTORED if kept and not errors else ""
    return replace(form, answers={**form.answers, **kept}, errors=errors, note=note)


class FormKeeper(ABC):
    """Opens, keeps and writes the one form of a page.

    Args:
        desk: whose work it is.
        done: told what an act did, so that it can be undone.
    """

    def __init__(self, desk: Desk, *, done: Callable[[Done], None]) -> None:
        self._desk = desk
        self._done = done
        self._form = ""
        self._errors: Mapping[str, str] = {}

    @property
    @abstractmethod
    def draft(self) -> str:
        """Name of the draft of the form that is open."""

    @abstractmethod
    def save(self, answers: Mapping[str, Any]) -> str:
        """Write the answers of the form that is open and say so; may raise a sentence."""

    @abstractmethod
    def saved(self, did: Done, form: str, answers: Mapping[str, Any]) -> None:
        """Go on after a form was written; it is folded away by now."""

    @abstractmethod
    def refresh(self) -> None:
        """Show how things stand."""

    @abstractmethod
    def advise(self, answers: Mapping[str, Any]) -> None:
        """Say what the answers typed so far would come to."""

    def open_form(self, key: str) -> None:
        """Open a form."""
        self._form, self._errors = key, {}
        self.refresh()

    def close_form(self, _key: str = "") -> None:
        """Fold the form away; its draft stays."""
        self._form, self._errors = "", {}
        self.refresh()

    def autosave(self, _key: str, answers: Mapping[str, Any]) -> None:
        """Keep a half-typed form, and say what its answers would come to."""
        if self._form:
            drafting.keep(self._desk, self.draft, answers)
            self.advise(answers)

    def submit(self, _key: str, answers: Mapping[str, Any]) -> None:
        """Write a form's answers, or show the sentence that stops it above the form."""
        try:
            did = doing(self._desk, lambda: self.save(answers))
        except UserError as error:
            self._errors = {"": str(error)}
            self.autosave("", answers)
            self.refresh()
            return
        drafting.drop(self._desk, self.draft)
        form, self._form, self._errors = self._form, "", {}
        self.saved(did, form, answers)
