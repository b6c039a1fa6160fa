"""Beginning a consultation (开始协商), as a form. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from consultroom.domain.calendar import month_of
from consultroom.domain.consultations import Consultation
from consultroom.domain.records import coded
from consultroom.domain.schemes import StepScheme
from consultroom.domain.topics import TITLE_LENGTH, Topic, TopicSource
from consultroom.errors import UserError
from consultroom.services import drafting, gathering, progressing
from consultroom.services.desk import Desk
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.values import Act
from consultroom.ui.workspace.forms.form import members, names_of, picked, text

KEY = "begin"


class BeginPresenter:
    """Asks for the topic, begins, and goes to the workspace."""

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[FormScreen], None],
        done: Callable[[str], None],
        follow: Callable[[Act], None],
    ) -> None:
        self._desk = desk
        self._show = show
        self._done = done
        self._follow = follow

    def enter(self, about: str = "") -> None:
        """Show the form; ``about`` is the id of a topic to begin with."""
        kept = drafting.recall(self._desk, KEY)
        screen = begin_form(self._desk)
        chosen = {"topic": about} if about else {}
        note = "已恢复上次没有提交的内容。" if kept else ""
        self._show(replace(screen, answers={**screen.answers, **kept, **chosen}, note=note))

    def autosave(self, _key: str, answers: Mapping[str, Any]) -> None:
        """Keep a half-typed form."""
        drafting.keep(self._desk, KEY, answers)

    def submit(self, _key: str, answers: Mapping[str, Any]) -> None:
        """Begin, or show what is missing."""
        try:
            begun = progressing.begin(
                self._desk,
                self._topic(answers),
                month=text(answers, "month"),
                scheme=text(answers, "scheme"),
                convener="".join(names_of(members(self._desk), picked(answers, "convener"))[:1]),
            )
        except UserError as error:
            screen = begin_form(self._desk)
            self._show(replace(screen, answers=dict(answers), errors={"": str(error)}))
            return
        drafting.drop(self._desk, KEY)
        self._follow(Act(word="", page="workspace", about=begun.consultation.id))
        self._done(f"已开始协商{begun.consultation.number}。")

    def _topic(self, answers: Mapping[str, Any]) -> Topic:
        chosen = text(answers, "topic")
        if chosen:
            return self._desk.room.get(Topic, chosen)
        return gathering.add_topic(
            self._desk,
            title=text(answers, "title"),
            source=coded(TopicSource, text(answers, "source") or TopicSource.MEMBER.code),
            proposer=text(answers, "proposer"),
            situation=text(answers, "situation"),
            suggestion=text(answers, "suggestion"),
            month=text(answers, "month"),
        )


def waiting_topics(desk: Desk) -> tuple[Topic, ...]:
    """Return the topics nobody has consulted on yet, newest first."""
    taken = {consultation.topic for consultation in desk.room.find(Consultation)}
    return tuple(topic for topic, _word in gathering.list_topics(desk) if topic.id not in taken)


def begin_form(desk: Desk) -> FormScreen:
    """Return the form that begins a consultation."""
    schemes = desk.room.find(StepScheme)
    pool = tuple((topic.id, f"{topic.number} {topic.title}") for topic in waiting_topics(desk))
    return FormScreen(
        key=KEY,
        title="开始协商",
        purpose="从议题库里选一个；库里没有的，填下面几项就登记成新的议题。",
        submit="开始协商",
        questions=(
            Question(
                key="topic",
                label="议题库里的议题",
                asks=Asks.CHOICE,
                choices=pool,
                hint="可以不选。",
            ),
            Question(key="title", label="新的议题", hint=f"建议不超过{TITLE_LENGTH}字。"),
            Question(
                key="source",
                label="议题来源",
                asks=Asks.CHOICE,
                choices=tuple((kind.code, kind.label) for kind in TopicSource),
                half=True,
            ),
            Question(key="proposer", label="提出人", hint="不便具名的可以用化名。", half=True),
            Question(key="situation", label="情况和问题", asks=Asks.LONG_TEXT, lines=4),
            Question(key="suggestion", label="建议", asks=Asks.LONG_TEXT, lines=3),
            Question(
                key="scheme",
                label="步骤方案",
                asks=Asks.CHOICE,
                choices=tuple((one.id, one.title) for one in schemes),
                hint="区里没有另外要求，就用默认的。",
            ),
            Question(key="month", label="计划月份", hint="写成 2026-11 这样。", half=True),
            Question(
                key="convener",
                label="召集人",
                asks=Asks.PEOPLE,
                people=members(desk),
                half=True,
            ),
        ),
        answers={
            "month": month_of(desk.today),
            "source": TopicSource.MEMBER.code,
            "scheme": desk.parameters().scheme,
        },
    )
