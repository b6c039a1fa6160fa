"""The section 下发的参数: what the district decided, and what may be changed here. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from consultroom.domain.calendar import DayKind
from consultroom.domain.meetings import LeadTimes
from consultroom.domain.parameters import Parameters
from consultroom.domain.records import coded
from consultroom.domain.schemes import StepScheme
from consultroom.domain.sharing import Private
from consultroom.domain.stations import UnitKind
from consultroom.errors import UserError
from consultroom.frozen import Frozen, names_of, replace
from consultroom.services import drafting, ruling
from consultroom.services.desk import Desk
from consultroom.services.exchanging import sharing
from consultroom.ui import wording
from consultroom.ui.doing import Done, doing
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.settings.parameters_told import groups
from consultroom.ui.settings.words import Group

DRAFT = "settings/terms"
NOT_YET = "区里还没有下发参数，先用程序自带的。期限可以在本站改，收到区里的以后以区里的为准。"
ABOVE = "这里的参数对全区各站有效，改了随下一次报出发给各站。"
_LEADS = names_of(LeadTimes)
_NUMBERS = ("reply_days", "return_days", "review_levels", "look_back_days")


class ParametersScreen(Frozen, kw_only=True):
    """What is shown.

    Attributes:
        told: where they come from, and when they came.
        free: they may be changed here.
        share_title: what the ticks below mean.
        shared: which are ticked.
    """

    told: str
    groups: tuple[Group, ...]
    free: bool
    share_title: str
    share_hint: str
    shared: frozenset[Private]
    form: FormScreen | None = None


class ParametersPresenter:
    """Tells the parameters, and changes those that may be changed.

    Args:
        desk: whose work it is.
        show: draws a screen.
        done: told what an act did.
        tell: told a sentence that stops the person.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[ParametersScreen], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
    ) -> None:
        self._desk, self._show, self._done, self._tell = desk, show, done, tell
        self._open = False
        self._errors: Mapping[str, str] = {}

    def enter(self) -> None:
        """Show how things stand."""
        self._draw()

    def open(self) -> None:
        """Open the form of the terms."""
        self._open = ruling.may_rule(self._desk)
        self._draw()

    def close(self, _key: str = "") -> None:
        """Fold the form away; its draft stays."""
        self._open, self._errors = False, {}
        self._draw()

    def autosave(self, _key: str, answers: Mapping[str, Any]) -> None:
        """Keep a half-typed form."""
        if self._open:
            drafting.keep(self._desk, DRAFT, answers)

    def submit(self, _key: str, answers: Mapping[str, Any]) -> None:
        """Write the terms, or show the sentence that stops it above the form."""

        def save() -> str:
            ruling.set_terms(self._desk, told(self._desk.parameters(), answers))
            return "工作参数已改。"

        try:
            did = doing(self._desk, save)
        except UserError as error:
            self._errors = {"": str(error)}
            self._draw()
            return
        drafting.drop(self._desk, DRAFT)
        self._open, self._errors = False, {}
        self._draw()
        self._done(did)

    def share(self, kinds: Iterable[Private]) -> None:
        """Ask stations for these, or let them go from this computer."""
        if self._desk.station().kind is not UnitKind.DISTRICT:
            sharing.allow(self._desk, kinds)
            self._draw()
            return

        def save() -> str:
            sharing.ask(self._desk, kinds)
            return "外传规则已改，随下一次报出发给各站。"

        did = doing(self._desk, save)
        self._draw()
        self._done(did)

    def _draw(self) -> None:
        desk, free = self._desk, ruling.may_rule(self._desk)
        above = desk.station().kind is UnitKind.DISTRICT
        asked = desk.parameters().sharing.asked
        screen = ParametersScreen(
            told=ABOVE if above else received_words(desk),
            groups=groups(desk),
            free=free,
            share_title="请各站报送" if above else "同意从这台电脑报送",
            share_hint=(
                "勾上的，站里也同意了才报上来。"
                if above
                else "区里请求、这里也勾上的，才随数据报送；只勾一边的，留在本站。"
            ),
            shared=frozenset(asked if above else sharing.allowed(desk)),
        )
        self._show(replace(screen, form=self._form()) if self._open and free else screen)

    def _form(self) -> FormScreen:
        form, kept = terms_form(self._desk), drafting.recall(self._desk, DRAFT)
        note = "已恢复上次没有提交的内容。" if kept else ""
        return replace(form, answers={**form.answers, **kept}, errors=self._errors, note=note)


def received_words(desk: Desk) -> str:
    """Return where a station's parameters come from: 区里第2次下发，2026年11月3日收到."""
    came = ruling.issued(desk)
    if came is None:
        return NOT_YET
    day = wording.full_day(came.on.date())
    return (
        f"由{desk.district().name}下发，这里只能看。现用的是第{came.times}次下发的，"
        f"{day}随第{came.pack}个包收到。"
    )


def terms_form(desk: Desk) -> FormScreen:
    """Return the form of the terms as they hold."""
    parameters = desk.parameters()
    leads = {name: getattr(parameters.lead, name) for name in _LEADS}
    numbers = {name: getattr(parameters, name) for name in _NUMBERS}
    return FormScreen(
        key="terms",
        title="修改期限",
        purpose="改过以后，新的协商和还没发出的通知照新的算；已经登记的日期不变。",
        submit="保存",
        questions=_questions(desk),
        answers={
            "scheme": parameters.scheme,
            **leads,
            **numbers,
            "reply_day_kind": parameters.reply_day_kind.code,
            "due_day": parameters.reporting.due_day,
        },
    )


def _questions(desk: Desk) -> tuple[Question, ...]:
    schemes = tuple(
        (one.id, f"{one.title}（第{one.version}版）") for one in desk.room.find(StepScheme)
    )
    kinds = tuple((kind.code, kind.label) for kind in DayKind)

    def days(key: str, word: str, unit: str = "个工作日") -> Question:
        return Question(key=key, label=word, asks=Asks.NUMBER, unit=unit, required=True, half=True)

    return (
        Question(key="scheme", label="步骤方案", asks=Asks.CHOICE, choices=schemes, required=True,
                 hint="新开始的协商用它；已经开始的照原来的走。"),
        days("notice", "通知提前"),
        days("materials", "材料提前"),
        days("rsvp", "回执提前"),
        days("reminder", "提醒提前"),
        days("minutes", "纪要期限"),
        days("outcome", "成果单期限"),
        days("reply_days", "答复期限", "天"),
        Question(key="reply_day_kind", label="答复期限按", asks=Asks.CHOICE, choices=kinds,
                 required=True, half=True),
        days("return_days", "退回期限"),
        days("review_levels", "审核层级", "级"),
        days("look_back_days", "回头看", "天后"),
        days("due_day", "月报在次月", "日前"),
    )  # fmt: skip


def told(parameters: Parameters, answers: Mapping[str, Any]) -> Parameters:
    """Return the parameters with what a form says."""
    leads: dict[str, Any] = {name: answers[name] for name in _LEADS}
    numbers: dict[str, Any] = {name: answers[name] for name in _NUMBERS}
    return replace(
        parameters,
        scheme=str(answers["scheme"]),
        lead=LeadTimes(**leads),
        reply_day_kind=coded(DayKind, str(answers["reply_day_kind"])),
        reporting=replace(parameters.reporting, due_day=answers["due_day"]),
        **numbers,
    )
