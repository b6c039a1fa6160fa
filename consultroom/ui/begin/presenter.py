"""Beginning a consultation (开始协商), as a form. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from consultroom.domain.calendar import month_of
from consultroom.domain.consultations import Consultation
from consultroom.domain.records import coded
from consultroom.domain.schemes import StepScheme
from consultroom.domain.topics import TITLE_LENGTH, Topic, TopicSource, Verdict
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import drafting, gathering, progressing
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done, doing
from consultroom.ui.forms import Asks, FormScreen, Question, parse_month
from consultroom.ui.values import Act
from consultroom.ui.workspace.forms.form import choices, members, names_of, picked, text

KEY = "begin"
_DECLINED = {one.label for one in (Verdict.REJECTED, Verdict.MERGED, Verdict.TRANSFERRED)}
_NEW_TOPIC = (
    Question(key="title", label="新的议题", hint=f"建议不超过{TITLE_LENGTH}字。"),
    Question(
        key="source", label="议题来源", asks=Asks.CHOICE, choices=choices(TopicSource), half=True
    ),
    Question(key="proposer", label="提出人", hint="不便具名的可以用化名。", half=True),
    Question(key="situation", label="情况和问题", asks=Asks.LONG_TEXT, lines=4),
    Question(key="suggestion", label="建议", asks=Asks.LONG_TEXT, lines=3),
)
_MONTH = Question(key="month", label="计划月份", hint="写成 2026-11 这样。", half=True)


class TwoTopics(UserError):
    """A topic of the pool was chosen and a new one was written."""


class BeginPresenter:
    """Asks for the topic, begins, and goes to the workspace."""

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[FormScreen], None],
        done: Callable[[Done], None],
        follow: Callable[[Act], None],
    ) -> None:
        self._desk = desk
        self._show = show
        self._done = done
        self._follow = follow
        self._consultation = ""

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
            did = doing(self._desk, lambda: self._begun(answers))
        except UserError as error:
            self.autosave(KEY, answers)
            screen = begin_form(self._desk)
            self._show(replace(screen, answers=dict(answers), errors={"": str(error)}))
            return
        drafting.drop(self._desk, KEY)
        self._follow(Act(word="", page="workspace", about=self._consultation))
        self._done(did)

    def _begun(self, answers: Mapping[str, Any]) -> str:
        with self._desk.room.together():  # no topic is left behind by a beginning refused
            begun = progressing.begin(
                self._desk,
                self._topic(answers),
                month=self._month(answers),
                scheme=text(answers, "scheme"),
                convener="".join(names_of(members(self._desk), picked(answers, "convener"))[:1]),
            )
        self._consultation = begun.consultation.id
        return f"已开始协商{begun.consultation.number}。"

    def _topic(self, answers: Mapping[str, Any]) -> Topic:
        chosen, title = text(answers, "topic"), text(answers, "title")
        if chosen and title:
            raise TwoTopics(f"议题库里选了一个，又写了新的议题“{title}”，请只留一个。")
        if chosen:
            return self._desk.room.get(Topic, chosen)
        return gathering.add_topic(
            self._desk,
            title=title,
            source=coded(TopicSource, text(answers, "source") or TopicSource.MEMBER.code),
            proposer=text(answers, "proposer"),
            situation=text(answers, "situation"),
            suggestion=text(answers, "suggestion"),
            month=self._month(answers),
        )

    def _month(self, answers: Mapping[str, Any]) -> str:
        return parse_month(text(answers, "month"), self._desk.today)


def waiting_topics(desk: Desk) -> tuple[Topic, ...]:
    """Return the topics nobody has consulted on and nobody has declined, newest first."""
    taken = {consultation.topic for consultation in desk.room.find(Consultation)}
    return tuple(
        topic
        for topic, word in gathering.list_topics(desk)
        if topic.id not in taken and word not in _DECLINED
    )


def begin_form(desk: Desk) -> FormScreen:
    """Return the form that begins a consultation."""
    return FormScreen(
        key=KEY,
        title="开始协商",
        purpose="从议题库里选一个；库里没有的，填下面几项就登记成新的议题。",
        submit="开始协商",
        questions=(_pool(desk), *_NEW_TOPIC, _schemes(desk), _MONTH, _convener(desk)),
        answers={
            "month": month_of(desk.today),
            "source": TopicSource.MEMBER.code,
            "scheme": desk.parameters().scheme,
        },
    )


def _pool(desk: Desk) -> Question:
    return Question(
        key="topic",
        label="议题库里的议题",
        asks=Asks.CHOICE,
        choices=tuple((one.id, f"{one.number} {one.title}") for one in waiting_topics(desk)),
        hint="可以不选。",
    )


def _schemes(desk: Desk) -> Question:
    return Question(
        key="scheme",
        label="步骤方案",
        asks=Asks.CHOICE,
        choices=tuple((one.id, one.title) for one in desk.room.find(StepScheme)),
        hint="区里没有另外要求，就用默认的。",
    )


def _convener(desk: Desk) -> Question:
    return Question(
        key="convener", label="召集人", asks=Asks.PEOPLE, people=members(desk), half=True
    )
