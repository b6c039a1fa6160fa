"""What a form of the workspace is: a screen made from a dossier, and what its answers do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from consultroom.domain.dossiers import Dossier
from consultroom.domain.records import Coded
from consultroom.frozen import Frozen
from consultroom.services import rostering
from consultroom.services.desk import Desk
from consultroom.ui.forms import FormScreen
from consultroom.ui.values import Person

Answers = Mapping[str, Any]
ASKED = (("yes", "是"), ("no", "否"))
_BETWEEN = re.compile(r"[\s、，,；;]+")


class Form(Frozen):
    """One form of the workspace.

    Attributes:
        screen: what is asked, answers filled in from the dossier.
        save: writes the answers; returns the sentence that says what was done.
        about: the question that names one record among several, when there is one.
    """

    screen: Callable[[Desk, Dossier], FormScreen]
    save: Callable[[Desk, Dossier, Answers], str]
    about: str = ""


def text(answers: Answers, key: str) -> str:
    """Return a text answer without its outer blanks."""
    return str(answers.get(key) or "").strip()


def lines(answers: Answers, key: str) -> tuple[str, ...]:
    """Return the lines of a long text that say something."""
    found = (line.strip() for line in str(answers.get(key) or "").splitlines())
    return tuple(line for line in found if line)


def day(answers: Answers, key: str, otherwise: date) -> date:
    """Return a date answer, or another day when it is empty."""
    answer = answers.get(key)
    return answer if isinstance(answer, date) else otherwise


def picked(answers: Answers, key: str) -> tuple[str, ...]:
    """Return the ids of the people picked."""
    return tuple(answers.get(key) or ())


def parts(words: str, most: int = 0) -> tuple[str, ...]:
    """Return what a person listed with blanks, 、 or commas.

    Args:
        words: as typed.
        most: the last part keeps whatever follows, as it was typed; 0 for no limit.
    """
    found = _BETWEEN.split(words.strip(), maxsplit=max(most - 1, 0))
    return tuple(word for word in found if word)


def choices(kind: type[Coded]) -> tuple[tuple[str, str], ...]:
    """Return the members of a list as code and word."""
    return tuple((one.code, one.label) for one in kind)


def members(desk: Desk) -> tuple[Person, ...]:
    """Return the members posted here, to pick from."""
    spell = rostering.initials
    return tuple(
        Person(id=member.id, name=member.name, note=member.post, initials=spell(member.name))
        for member in desk.members()
    )


def names_of(people: tuple[Person, ...], chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the people with these ids, in the order picked."""
    known = {person.id: person.name for person in people}
    return tuple(known[one] for one in chosen if one in known)


def yes(answers: Answers, key: str) -> bool | None:
    """Return a 是/否 answer, None while it is open."""
    return {"yes": True, "no": False}.get(str(answers.get(key) or ""))


def as_choice(answer: bool | None) -> str:
    """Return a 是/否 answer as its code."""
    return "" if answer is None else ("yes" if answer else "no")
