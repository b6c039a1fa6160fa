"""The workspace's presenter: clicks become service calls, answers become screens. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from consultroom.domain.consultations import Branch, Consultation
from consultroom.domain.dossiers import Dossier
from consultroom.domain.dues import ADVANCE
from consultroom.domain.records import coded
from consultroom.domain.steps import ReasonWanted, missing
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import attaching, drafting, filing, progressing, scheduling
from consultroom.services.advising import Advice
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done, doing
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.half_typed import with_draft
from consultroom.ui.workspace.forms import FORMS, sitting
from consultroom.ui.workspace.materials import materials_of
from consultroom.ui.workspace.presenter import WorkspaceScreen
from consultroom.ui.workspace.screens import BRANCH, evidence_code, workspace_screen

SITTINGS = ("meeting", "another_sitting")  # forms that name a day for a sitting
GONE = "这次协商已经撤销。"


class WorkspacePresenter:
    """Walks one consultation.

    A form is named by its key in `FORMS`; ``reply/ID`` is the form of replies about one record.

    Args:
        desk: whose work it is.
        show: draws the screen.
        done: told what an act did, so that it can be undone.
        tell: told a sentence that stops the person.
        leave: told why there is nothing to show any more.
        advise: draws what the answers typed so far would come to.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[WorkspaceScreen], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
        leave: Callable[[str], None],
        advise: Callable[[tuple[Advice, ...]], None] = lambda _advice: None,
    ) -> None:
        self._desk = desk
        self._advise = advise
        self._show = show
        self._done = done
        self._tell = tell
        self._leave = leave
        self._id = ""
        self._form = ""
        self._errors: Mapping[str, str] = {}
        self._chosen: int | None = None

    def enter(self, about: str) -> None:
        """Open a consultation; ``id/form`` opens it with a form."""
        consultation, _, form = about.partition("/")
        if consultation and consultation != self._id:
            self._id, self._chosen = consultation, None
            self._put_form("")
        if form:
            self._chosen = None
            self._put_form(form)
        if self._id:
            self._refresh()

    def choose_step(self, place: int) -> None:
        """Show the checklist of a step."""
        self._chosen = place
        self._refresh()

    def open_form(self, key: str) -> None:
        """Open the form that fills a line."""
        self._put_form(key)
        self._refresh()

    def close_form(self, _key: str = "") -> None:
        """Fold the form away; its draft stays."""
        self._put_form("")
        self._refresh()

    def _put_form(self, key: str) -> None:
        if key != self._form:
            self._form, self._errors = key, {}

    def autosave(self, key: str, answers: Mapping[str, Any]) -> None:
        """Keep a half-typed form, and say what its answers would come to."""
        drafting.keep(self._desk, self._draft(key), answers)
        self._advise(self._advice(key, answers))

    def _advice(self, key: str, answers: Mapping[str, Any]) -> tuple[Advice, ...]:
        if key not in SITTINGS:
            return ()
        planned = filing.dossier(self._desk, self._id).meeting
        return sitting.advice(self._desk, answers, but=planned.id if planned else "")

    def submit(self, key: str, answers: Mapping[str, Any]) -> None:
        """Write a form's answers, or show the sentence that stops it above the form."""
        try:
            did = doing(self._desk, lambda: self._write(key, answers))
        except UserError as error:
            self._errors = {"": str(error)}
            self.autosave(key, answers)
            self._refresh()
            return
        drafting.drop(self._desk, self._draft(key))
        self._finish(did)

    def _write(self, key: str, answers: Mapping[str, Any]) -> str:
        if key == ADVANCE:
            return self._moved(str(answers.get("reason") or ""))
        if key.startswith(BRANCH):
            return self._turned(coded(Branch, key.removeprefix(BRANCH)), answers)
        dossier = filing.dossier(self._desk, self._id)
        return FORMS[_kind(key)].save(self._desk, dossier, answers)

    def _turned(self, branch: Branch, answers: Mapping[str, Any]) -> str:
        reason, reference = (
            str(answers.get(name) or "").strip() for name in ("reason", "reference")
        )
        progressing.turn(self._desk, self._id, branch, reason=reason, reference=reference)
        self._chosen = None
        return f"已登记“{branch.label}”。"

    def advance(self) -> None:
        """Go one step on; where only warnings stand, ask why first."""
        try:
            did = doing(self._desk, self._moved)
        except ReasonWanted:
            self.open_form(ADVANCE)
        except UserError as error:
            self._tell(str(error))
        else:
            self._finish(did)

    def _moved(self, reason: str = "") -> str:
        dossier = progressing.go_on(self._desk, self._id, reason=reason)
        self._chosen = None
        if not dossier.consultation.is_open:
            return "协商已办结。"
        return f"已进入“{dossier.step.name}”。"

    def _finish(self, did: Done) -> None:
        self._put_form("")
        self._refresh()
        self._done(did)

    def turn(self, code: str) -> None:
        """Ask the reason for a branch."""
        self.open_form(f"{BRANCH}{code}")

    def tick(self, key: str, *, on: bool) -> None:
        """Tick or untick a line that no form fills."""
        did = doing(self._desk, lambda: self._ticked(evidence_code(key), on=on))
        self._refresh()
        self._done(did)

    def _ticked(self, line: str, *, on: bool) -> str:
        dossier = filing.dossier(self._desk, self._id)
        proof = progressing.prove(self._desk, dossier, line, here=self._step(dossier), on=on)
        return f"已{'勾选' if on else '取消勾选'}“{proof.label}”。"

    def attach(self, files: tuple[Path, ...], line: str = "") -> None:
        """Keep files with the consultation; ``line`` is the evidence they prove, or ""."""
        try:
            did = doing(self._desk, lambda: self._attached(files, line))
        except UserError as error:
            self._tell(str(error))
            return
        self._refresh()
        self._done(did)

    def _attached(self, files: tuple[Path, ...], line: str) -> str:
        dossier = filing.dossier(self._desk, self._id)
        step = self._step(dossier)
        kept = attaching.attach_proof(self._desk, dossier, files, step=step, line=line)
        return f"已附上“{kept[0].name}”。" if len(kept) == 1 else f"已附上{len(kept)}份材料。"

    def detach(self, attachment: str) -> None:
        """Move a file to the bin."""
        did = doing(
            self._desk,
            lambda: f"“{attaching.detach(self._desk, attachment).name}”已移到回收站。",
        )
        self._refresh()
        self._done(did)

    def _step(self, dossier: Dossier) -> str:
        if self._chosen is None:
            return dossier.consultation.step
        return dossier.scheme.steps[self._chosen].code

    def _refresh(self) -> None:
        if self._desk.room.one(Consultation, id=self._id) is None:
            self._id, self._form = "", ""
            self._leave(GONE)
            return
        dossier = filing.dossier(self._desk, self._id)
        form = self._form_screen(dossier) if self._form else None
        days = ((one.id, scheduling.called_off_on(self._desk, one)) for one in dossier.meetings)
        screen = workspace_screen(
            dossier,
            self._desk.today,
            chosen=self._chosen,
            form=form,
            called_off={key: day for key, day in days if day is not None},
        )
        kept = materials_of(self._desk, dossier, self._step(dossier))
        self._show(replace(screen, materials=kept))

    def _form_screen(self, dossier: Dossier) -> FormScreen | None:
        try:
            screen = self._blank(dossier)
        except UserError as error:
            self._form = ""
            self._tell(str(error))
            return None
        form = with_draft(self._desk, screen, self._draft(screen.key), self._errors)
        return replace(form, advice=self._advice(form.key, form.answers))

    def _blank(self, dossier: Dossier) -> FormScreen:
        if self._form == ADVANCE:
            return _advance_form(dossier)
        if self._form.startswith(BRANCH):
            return _branch_form(coded(Branch, self._form.removeprefix(BRANCH)))
        form, record = FORMS[_kind(self._form)], self._form.partition("/")[2]
        screen = form.screen(self._desk, dossier)
        if not record:
            return screen
        return replace(screen, key=self._form, answers={**screen.answers, form.about: record})

    def _draft(self, key: str) -> str:
        return f"{self._id}/{key}"


def _kind(form: str) -> str:
    return form.partition("/")[0]


def _reason_form(key: str, title: str, purpose: str) -> FormScreen:
    reason = Question(key="reason", label="原因", asks=Asks.LONG_TEXT, required=True, lines=3)
    return FormScreen(key=key, title=title, purpose=purpose, questions=(reason,), submit=title)


_LEADS_TO = {
    Branch.POSTPONE: "先放一放，填过的都留着，以后可以恢复。",
    Branch.RESUME: "从停下的地方接着往下办。",
    Branch.STOP: "这次协商到此为止，不能再恢复；填过的都留着。",
    Branch.BRIEF: "事情小、路数清楚的，可以不调研，直接坐下来议。",
    Branch.RECONVENE: "退回会前，再商量一轮；上一轮的记录都留着。",
    Branch.TO_OPINION: "转成社情民意信息报送，这次协商就此了结。",
    Branch.TO_PROPOSAL: "转成提案办理，这次协商就此了结。",
    Branch.SELF_SETTLE: "事情站里已经办好，这次协商就此了结。",
    Branch.CARRY_OVER: "没有办完的事项，下一年接着督办，编号不变。",
}


def _advance_form(dossier: Dossier) -> FormScreen:
    stands = "".join(item.says for item in missing(dossier))
    return _reason_form(ADVANCE, "进入下一步", f"{stands}确要往下走，请写明原因。")


def _branch_form(branch: Branch) -> FormScreen:
    purpose = f"{_LEADS_TO[branch]}原因会记入办理经过，以后查得到。"
    form = _reason_form(f"{BRANCH}{branch.code}", branch.label, purpose)
    if branch not in (Branch.TO_OPINION, Branch.TO_PROPOSAL):
        return form
    number = Question(key="reference", label="编号", hint="提案或社情民意信息的编号，没有就空着。")
    return replace(form, questions=(*form.questions, number))
