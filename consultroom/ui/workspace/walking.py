"""The workspace's presenter: clicks become service calls, answers become screens. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from consultroom.domain.consultations import Branch
from consultroom.domain.dossiers import Dossier
from consultroom.domain.dues import ADVANCE
from consultroom.domain.records import coded
from consultroom.domain.steps import ReasonWanted
from consultroom.errors import UserError
from consultroom.services import drafting, filing, progressing
from consultroom.services.desk import Desk
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.workspace.forms import FORMS
from consultroom.ui.workspace.presenter import WorkspaceScreen
from consultroom.ui.workspace.screens import evidence_code, workspace_screen

_BRANCH = "branch:"


class WorkspacePresenter:
    """Walks one consultation.

    Args:
        desk: whose work it is.
        show: draws the screen.
        done: told the sentence after an act that can be undone.
        tell: told a sentence that stops the person.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[WorkspaceScreen], None],
        done: Callable[[str], None],
        tell: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._show = show
        self._done = done
        self._tell = tell
        self._id = ""
        self._form = ""
        self._errors: Mapping[str, str] = {}
        self._chosen: int | None = None

    def enter(self, about: str) -> None:
        """Open a consultation; ``id/form`` opens it with a form."""
        consultation, _, form = about.partition("/")
        if consultation and consultation != self._id:
            self._id, self._chosen, self._form = consultation, None, ""
        if form:
            self._form, self._chosen = form, None
        if self._id:
            self._refresh()

    def choose_step(self, place: int) -> None:
        """Show the checklist of a step."""
        self._chosen = place
        self._refresh()

    def open_form(self, key: str) -> None:
        """Open the form that fills a line."""
        self._form, self._errors = key, {}
        self._refresh()

    def close_form(self, _key: str = "") -> None:
        """Fold the form away; its draft stays."""
        self._form, self._errors = "", {}
        self._refresh()

    def autosave(self, key: str, answers: Mapping[str, Any]) -> None:
        """Keep a half-typed form."""
        drafting.keep(self._desk, self._draft(key), answers)

    def submit(self, key: str, answers: Mapping[str, Any]) -> None:
        """Write a form's answers, or show the sentence that stops it above the form."""
        try:
            said = self._write(key, filing.dossier(self._desk, self._id), answers)
        except UserError as error:
            self._errors = {"": str(error)}
            self.autosave(key, answers)
            self._refresh()
            return
        drafting.drop(self._desk, self._draft(key))
        self._form, self._errors = "", {}
        self._refresh()
        self._done(said)

    def _write(self, key: str, dossier: Dossier, answers: Mapping[str, Any]) -> str:
        reason = str(answers.get("reason") or "").strip()
        if key == ADVANCE:
            return self._moved(progressing.go_on(self._desk, self._id, reason=reason))
        if key.startswith(_BRANCH):
            branch = coded(Branch, key.removeprefix(_BRANCH))
            reference = str(answers.get("reference") or "").strip()
            progressing.turn(self._desk, self._id, branch, reason=reason, reference=reference)
            self._chosen = None
            return f"已登记“{branch.label}”。"
        return FORMS[key].save(self._desk, dossier, answers)

    def advance(self) -> None:
        """Go one step on; where only warnings stand, ask why first."""
        try:
            said = self._moved(progressing.go_on(self._desk, self._id))
        except ReasonWanted:
            self.open_form(ADVANCE)
        except UserError as error:
            self._tell(str(error))
        else:
            self._refresh()
            self._done(said)

    def _moved(self, dossier: Dossier) -> str:
        self._chosen = None
        if not dossier.consultation.is_open:
            return "协商已办结。"
        return f"已进入“{dossier.step.name}”。"

    def turn(self, code: str) -> None:
        """Ask the reason for a branch."""
        self.open_form(f"{_BRANCH}{code}")

    def tick(self, key: str, *, on: bool) -> None:
        """Tick or untick a line that no form fills."""
        dossier = filing.dossier(self._desk, self._id)
        progressing.prove(self._desk, dossier, evidence_code(key), here=self._step(dossier), on=on)
        self._refresh()

    def _step(self, dossier: Dossier) -> str:
        if self._chosen is None:
            return dossier.consultation.step
        return dossier.scheme.steps[self._chosen].code

    def _refresh(self) -> None:
        dossier = filing.dossier(self._desk, self._id)
        form = self._form_screen(dossier) if self._form else None
        self._show(workspace_screen(dossier, self._desk.today, chosen=self._chosen, form=form))

    def _form_screen(self, dossier: Dossier) -> FormScreen | None:
        try:
            screen = self._blank(dossier)
        except UserError as error:
            self._form = ""
            self._tell(str(error))
            return None
        kept = drafting.recall(self._desk, self._draft(screen.key))
        note = "已恢复上次没有提交的内容。" if kept else ""
        return replace(screen, answers={**screen.answers, **kept}, errors=self._errors, note=note)

    def _blank(self, dossier: Dossier) -> FormScreen:
        if self._form == ADVANCE:
            return _reason_form(ADVANCE, "进入下一步", "还有提醒没有处理，确要往下走，请写明原因。")
        if self._form.startswith(_BRANCH):
            branch = coded(Branch, self._form.removeprefix(_BRANCH))
            return _branch_form(branch)
        return FORMS[self._form].screen(self._desk, dossier)

    def _draft(self, key: str) -> str:
        return f"{self._id}/{key}"


def _reason_form(key: str, title: str, purpose: str) -> FormScreen:
    reason = Question(key="reason", label="原因", asks=Asks.LONG_TEXT, required=True, lines=3)
    return FormScreen(key=key, title=title, purpose=purpose, questions=(reason,), submit=title)


def _branch_form(branch: Branch) -> FormScreen:
    form = _reason_form(f"{_BRANCH}{branch.code}", branch.label, "原因会记入办理经过，以后查得到。")
    if branch not in (Branch.TO_OPINION, Branch.TO_PROPOSAL):
        return form
    number = Question(key="reference", label="编号", hint="提案或社情民意信息的编号，没有就空着。")
    return replace(form, questions=(*form.questions, number))
