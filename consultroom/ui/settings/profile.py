"""The section 本站资料: what papers print about this organisation. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import drafting, profiling
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done, doing
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.settings.words import Fact

DRAFT = "settings/profile"
FIXED = "这几项由区里登记，这里不能改。需要更正请联系区政协。"
FIXED_ABOVE = "名称和代码在建立资料夹时定下，这里不能改。"
PURPOSE = "照这里印在文书上，也作安排会议时的默认。改了只在本站生效，请同时告诉区里。"
PURPOSE_ABOVE = "照这里印在文书上，随参数一起发给各站。"
_TEXTS = ("place", "committee", "address", "phone", "head", "liaison")
_SEPARATORS = "、,，;；\n"


class ProfileScreen(Frozen, kw_only=True):
    """What is shown.

    Attributes:
        fixed: what cannot be written here.
        why: the sentence about that.
    """

    fixed: tuple[Fact, ...]
    why: str
    form: FormScreen


class ProfilePresenter:
    """Shows and changes the profile.

    Args:
        desk: whose work it is.
        show: draws a screen.
        done: told what an act did.
    """

    def __init__(
        self, desk: Desk, *, show: Callable[[ProfileScreen], None], done: Callable[[Done], None]
    ) -> None:
        self._desk, self._show, self._done = desk, show, done

    def enter(self) -> None:
        """Show how things stand, with what was typed and not saved yet."""
        self._draw({})

    def _draw(self, errors: Mapping[str, str]) -> None:
        unit, kept = self._desk.station(), drafting.recall(self._desk, DRAFT)
        writable = profiling.writable(self._desk)
        form = _form(unit, writable)
        self._show(
            ProfileScreen(
                fixed=_fixed(self._desk, unit, writable),
                why=FIXED_ABOVE if unit.kind is UnitKind.DISTRICT else FIXED,
                form=replace(
                    form,
                    answers={**form.answers, **kept},
                    errors=errors,
                    note="有改动还没有保存。" if kept else "",
                ),
            )
        )

    def autosave(self, _key: str, answers: Mapping[str, Any]) -> None:
        """Keep a half-typed form; one that says what is known already is none."""
        form = _form(self._desk.station(), profiling.writable(self._desk))
        if dict(answers) == dict(form.answers):
            drafting.drop(self._desk, DRAFT)
        else:
            drafting.keep(self._desk, DRAFT, answers)

    def submit(self, _key: str, answers: Mapping[str, Any]) -> None:
        """Write the profile, or show the sentence that stops it above the form."""
        try:
            did = doing(self._desk, lambda: self._save(answers))
        except UserError as error:
            self._draw({"": str(error)})
            return
        drafting.drop(self._desk, DRAFT)
        self._draw({})
        self._done(did)

    def _save(self, answers: Mapping[str, Any]) -> str:
        texts = {name: str(answers[name]) for name in _TEXTS if name in answers}
        lists = {name: parts(str(answers[name])) for name in ("venues", "units") if name in answers}
        changed: dict[str, Any] = {**texts, **lists}
        profiling.revise(self._desk, replace(self._desk.station(), **changed))
        return "本站资料已保存。"


def parts(typed: str) -> tuple[str, ...]:
    """Return what is listed: 三楼会议室、社区活动室."""
    for mark in _SEPARATORS[1:]:
        typed = typed.replace(mark, _SEPARATORS[0])
    return tuple(filter(None, (part.strip() for part in typed.split(_SEPARATORS[0]))))


def _fixed(desk: Desk, unit: OrgUnit, writable: frozenset[str]) -> tuple[Fact, ...]:
    above = "" if unit.kind is UnitKind.DISTRICT else desk.district().name
    told = [("名称", unit.name), ("代码", unit.code), ("上级单位", above)]
    told += [
        (word, getattr(unit, key))
        for key, word in (("place", "所在镇街"), ("committee", "联系专委会"))
        if key not in writable
    ]
    return tuple(Fact(label=word, text=text) for word, text in told if text)


def _form(unit: OrgUnit, writable: frozenset[str]) -> FormScreen:
    here = unit.kind is UnitKind.DISTRICT
    questions = tuple(one for one in _questions(district=here) if one.key in writable)
    answers: dict[str, Any] = {one.key: getattr(unit, one.key) for one in questions}
    for key in ("venues", "units"):
        if key in answers:
            answers[key] = "、".join(answers[key])
    return FormScreen(
        key="profile",
        title="可以修改的",
        purpose=PURPOSE_ABOVE if here else PURPOSE,
        submit="保存",
        questions=questions,
        answers=answers,
    )


def _questions(*, district: bool) -> tuple[Question, ...]:
    most = profiling.MOST_LETTERS
    return (
        Question(key="place", label="所在区县" if district else "所在镇街", most=most, half=True),
        Question(key="committee", label="联系专委会", most=most, half=True),
        Question(key="address", label="地址", most=most, hint="印在通知和征集表上。"),
        Question(key="phone", label="联系电话", most=most, half=True,
                 hint="印在通知上。请填单位电话。"),
        Question(key="head", label="负责人", most=most, half=True,
                 hint="成果单的审核人，先用这个名字。"),
        Question(key="liaison", label="联络员", most=most, half=True,
                 hint="通知上的联系人，也是打开窗口时的经办人。"),
        Question(key="venues", label="常用会场", asks=Asks.LONG_TEXT, lines=2,
                 hint="几处用顿号隔开，第一处最常用。"),
        Question(key="units", label="辖区村（社区）", asks=Asks.LONG_TEXT, lines=2,
                 hint="用顿号隔开。"),
    )  # fmt: skip
