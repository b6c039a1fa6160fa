"""Frozen values that several screens show. No Qt here: presenters make them, views draw them."""

from __future__ import annotations

from typing import Protocol

from consultroom.frozen import Frozen
from consultroom.ui.states import State


class DayMark(Frozen, kw_only=True):
    """One thing on one day of a calendar.

    Attributes:
        words: what it is; two parts with a blank between may stand on two lines.
    """

    state: State
    words: str


class Act(Frozen, kw_only=True):
    """Something the screen offers to do next.

    Attributes:
        word: on the button, a verb first: 去报送.
        page: key of the page that does it.
        about: what that page is to open, as a record's id or ``id/form``; may be empty.
        icon: lucide's name; empty for none.
    """

    word: str
    page: str
    about: str = ""
    icon: str = ""


class Person(Frozen, kw_only=True):
    """Someone who can be picked by name or by the initials of the name's pinyin.

    Attributes:
        note: tells people of one name apart, as the unit or the kind of participant.
        line: what the list says instead of name and note, where both would say a thing twice.
        initials: every way to read the name, lower-case letters: ("cyy",).
    """

    id: str
    name: str
    note: str = ""
    line: str = ""
    initials: tuple[str, ...] = ()

    def answers(self, typed: str) -> bool:
        """Tell whether ``typed`` could mean this person; nothing typed means everyone."""
        typed = typed.strip().lower()
        named = typed in self.name.lower() or typed in self.note.lower()
        return named or any(letters.startswith(typed) for letters in self.initials)


class Hit(Frozen, kw_only=True):
    """One answer of the global search: a record, a person or a command.

    Attributes:
        kind: what it is, in two to four characters: 议题, 委员, 命令.
        detail: tells it from others of the same title, as a number or a date.
    """

    kind: str
    title: str
    detail: str = ""
    act: Act


class Advised(Protocol):
    """One sentence of advice; ``against`` when it speaks against what is being typed."""

    @property
    def says(self) -> str: ...  # noqa: D102
    @property
    def against(self) -> bool: ...  # noqa: D102
