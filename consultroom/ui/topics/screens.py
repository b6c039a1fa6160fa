"""What the pool of topics (议题库) shows, as plain data. No Qt in this file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from consultroom.frozen import Frozen
from consultroom.ui.forms import FormScreen
from consultroom.ui.states import State
from consultroom.ui.values import Act


class TopicLine(Frozen, kw_only=True):
    """One topic in the list.

    Attributes:
        source: where it came from, in words.
        planned: the month it is meant for, ``2026-11``, or empty.
        state, word: what became of it.
        kind: code of what became of it, for the filter.
    """

    id: str
    number: str
    title: str
    source: str
    proposer: str
    on: date
    planned: str = ""
    state: State = State.DUE
    word: str = ""
    kind: str = ""

    @property
    def day(self) -> str:
        """The day it was put forward, as narrow as it can be read."""
        return f"{self.on.year}.{self.on.month}.{self.on.day}"

    @property
    def month(self) -> str:
        """The month it is meant for, in words."""
        return month_words(self.planned)

    def answers(self, typed: str) -> bool:
        """Tell whether ``typed`` is part of its words."""
        typed = typed.strip().lower()
        texts = (self.title, self.number, self.proposer, self.source)
        return any(typed in text.lower() for text in texts)


class LikeLine(Frozen, kw_only=True):
    """A topic that may be the same matter; ``word`` says what became of it."""

    id: str
    number: str
    title: str
    word: str
    state: State


class Happened(Frozen, kw_only=True):
    """One thing that happened to a topic."""

    state: State
    title: str
    when: str
    text: str = ""


class LinkLine(Frozen, kw_only=True):
    """Something a topic hangs together with: a visit, an opinion, another topic, its consultation.

    Attributes:
        act: what opens it; None where no page shows it.
    """

    kind: str
    title: str
    detail: str = ""
    act: Act | None = None


class TopicPage(Frozen, kw_only=True):
    """One topic opened.

    Attributes:
        facts: icon and text each, under the title.
        parts: the intake form's long answers, heading and text; an empty text was left out there.
        happened: being put forward and every decision, newest last.
        alike: topics that may be the same matter.
        forms: key and verb of the forms that can be opened; the first one is urged by ``urged``.
        act: the one thing to do next on another page.
        print: the intake form on paper.
    """

    id: str
    title: str
    number: str
    state: State
    word: str
    facts: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    happened: tuple[Happened, ...] = ()
    links: tuple[LinkLine, ...] = ()
    alike: tuple[LikeLine, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    urged: str = ""
    act: Act | None = None
    print: Act | None = None


class TopicsScreen(Frozen, kw_only=True):
    """The page as it is now.

    Attributes:
        total: topics of the pool, whatever the filter.
        kinds: code and word of what became of topics, with how many there are.
        page: the topic that is open, in place of the list.
        form: the form that is open, beside the topic or, for a new one, by itself.
        alike: topics like the title being typed into the form of a new one.
        importing: the import is open, in place of everything.
        pointed: ids of lines of which the first is to have the keyboard; none, where it is.
        busy: what is being waited for, in words.
    """

    lines: Sequence[TopicLine] = ()
    total: int = 0
    kinds: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    source: str = ""
    page: TopicPage | None = None
    form: FormScreen | None = None
    alike: tuple[LikeLine, ...] = ()
    importing: bool = False
    pointed: frozenset[str] = frozenset()
    busy: str = ""

    @property
    def subheading(self) -> str:
        """What is listed, in words."""
        if self.page is not None:
            return self.page.number
        if self.busy or not self.total:
            return self.busy
        listed = "" if len(self.lines) == self.total else f"，列出 {len(self.lines)} 个"
        return f"共 {self.total} 个{listed}"


def month_words(month: str) -> str:
    """Return ``2026年11月`` of ``2026-11``; anything else as it is."""
    year, dash, number = month.partition("-")
    return f"{year}年{int(number)}月" if dash and number.isdecimal() else month
