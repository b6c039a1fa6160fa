"""Forms as data: what is asked, what was typed, what is still wrong. No Qt here.

A presenter makes a FormScreen; ``widgets.form_panel`` draws it and hands back Answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum, auto
from unicodedata import normalize

from consultroom.frozen import Frozen, field
from consultroom.ui.states import State
from consultroom.ui.values import Advised, Person

CENTURY = 2000
EARLIEST = 1900  # an earlier year is a slip of the hand
Answer = str | date | int | tuple[str, ...] | bool | None
Answers = Mapping[str, Answer]


class Asks(Enum):
    """What kind of answer a question takes, and its type in Answers."""

    TEXT = auto()  # str
    LONG_TEXT = auto()  # str
    DATE = auto()  # date | None
    CHOICE = auto()  # str, a code
    PEOPLE = auto()  # tuple[str, ...], ids in the order picked
    NUMBER = auto()  # int | None
    TICK = auto()  # bool
    ROLL = auto()  # tuple[str, ...], a `RollMark` each as text


class RollKind(Frozen, kw_only=True):
    """What a person on a roll can be marked as, by one key.

    Attributes:
        key: the digit that marks.
        code: of the mark; empty for what everybody is until told otherwise.
        note: what may be written beside it, as 替会人; empty for nothing.
    """

    key: str
    code: str
    word: str
    state: State
    note: str = ""


class RollMark(Frozen):
    """How one person on a roll is marked; as text ``id|code|note``."""

    person: str
    code: str
    note: str = ""

    @property
    def text(self) -> str:
        """The mark as it stands in Answers."""
        return "|".join((self.person, self.code, self.note))


def roll_marks(answer: object) -> dict[str, RollMark]:
    """Return the marks of a roll's answer, by person."""
    texts = answer if isinstance(answer, tuple | list) else ()
    marks = (RollMark(*str(text).split("|", 2)) for text in texts)
    return {mark.person: mark for mark in marks}


class Question(Frozen, kw_only=True):
    """One question of a form.

    Attributes:
        key: its name in Answers.
        label: what is asked, in two to eight characters.
        hint: stands under the field: what to write, or why it is asked.
        required: an empty answer is refused here already.
        choices: code and word, for CHOICE.
        people: whom to pick from, for PEOPLE; who is on the roll, for ROLL.
        kinds: what they can be marked as, for ROLL; the first is what they are until told.
        unit: behind a number, as 人 or 分钟.
        most: characters a text may have; 0 for no limit.
        lines: height of a long text, in lines.
        half: shares its row with the next half question, where there is room.
    """

    key: str
    label: str
    asks: Asks = Asks.TEXT
    hint: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    people: tuple[Person, ...] = ()
    kinds: tuple[RollKind, ...] = ()
    unit: str = ""
    most: int = 0
    lines: int = 4
    half: bool = False


class FormScreen(Frozen, kw_only=True):
    """A form as it stands.

    Attributes:
        key: which form, told with every signal.
        purpose: a sentence: what this paper or record is for.
        answers: what was typed so far, from the record or from the draft.
        errors: question key → the sentence shown under it; key "" is shown above the form.
        submit: the verb on the button; "" when there is nothing to hand over, only to look at.
        facts: what is written already, word and text each, above the questions.
        advice: what the answers so far would come to, above the button.
        note: beside the button, as 草稿 10:32 已保存.
    """

    key: str
    title: str
    questions: tuple[Question, ...]
    submit: str
    purpose: str = ""
    answers: Answers = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[tuple[str, str], ...] = ()
    advice: tuple[Advised, ...] = ()
    note: str = ""


def missing(questions: tuple[Question, ...], answers: Answers) -> dict[str, str]:
    """Return a sentence for each required question that has no answer."""
    return {
        question.key: _ask_for(question)
        for question in questions
        if question.required and not _answered(answers.get(question.key))
    }


def _answered(answer: Answer) -> bool:
    if isinstance(answer, str):
        return bool(answer.strip())
    return answer is not None and answer != ()


def _ask_for(question: Question) -> str:
    choosing = question.asks in (Asks.DATE, Asks.CHOICE, Asks.PEOPLE)
    return f"请{'选择' if choosing else '填写'}{question.label}。"


def parse_day(typed: str, today: date) -> date | None:
    """Return the day a person typed, or None when it is no day.

    Understands 2026-11-26, 2026.11.26, 2026/11/26, 2026年11月26日, 20261126; without a year,
    11-26, 11.26, 11月26日 or 1126 mean the current year; 今天, 明天 and 后天 their days. A year of
    two digits is one of this century. Letters and points of a Chinese input method are as good.
    """
    typed = normalize("NFKC", typed.replace("。", ".").replace("、", ".")).strip().rstrip("日号")
    words = {"今天": 0, "今": 0, "明天": 1, "明": 1, "后天": 2, "后": 2}
    if typed in words:
        return date.fromordinal(today.toordinal() + words[typed])
    for mark in "年月./ ":
        typed = typed.replace(mark, "-")
    parts = [part for part in typed.split("-") if part]
    if len(parts) == 1 and parts[0].isdecimal():
        parts = _cut(parts[0])
    if len(parts) == 2:
        parts = [str(today.year), *parts]
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    year, month, day = map(int, parts)
    year += CENTURY if len(parts[0]) == 2 else 0
    if year < EARLIEST:
        return None
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def parse_month(typed: str, today: date) -> str:
    """Return a month as 2026-11 from 2026年11月, 2026.11, 202611 or 11月; else what was typed.

    A month without a year is the nearest one: 1月 in December is the coming January.
    """
    plain = normalize("NFKC", typed.replace("。", ".")).strip().rstrip("份月")
    for mark in "年./ ":
        plain = plain.replace(mark, "-")
    parts = [part for part in plain.split("-") if part]
    if len(parts) == 1 and len(parts[0]) == 6:
        parts = [parts[0][:4], parts[0][4:]]
    if not parts or not all(part.isdecimal() for part in parts):
        return typed
    month = int(parts[-1])
    year = int(parts[0]) if len(parts) == 2 else _nearest_year(month, today)
    sound = len(parts) <= 2 and 1 <= month <= 12 and EARLIEST <= year <= 9999
    return f"{year}-{month:02d}" if sound else typed


def _nearest_year(month: int, today: date) -> int:
    return today.year + (month < today.month - 6) - (month > today.month + 6)


def _cut(digits: str) -> list[str]:
    if len(digits) == 8:
        return [digits[:4], digits[4:6], digits[6:]]
    return [digits[:-2], digits[-2:]] if len(digits) in (3, 4) else []
