"""The section 用语: phrases printed on papers, and what they say instead. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from consultroom.domain.wordings import PHRASES, Phrase
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import drafting, ruling
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done, doing
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.states import State

RESTORED = "已恢复上次没有提交的内容。"
ISSUED = "用语由区里统一下发，这里只能看。需要调整请联系区政协。"
FREE = "这些话印在文书上。选一句按回车就能改，改过的随时可以恢复默认。"
FREE_ABOVE = "这些话印在各站的文书上，改了随下一次报出发给各站。"


class WordingLine(Frozen, kw_only=True):
    """One phrase in the list."""

    key: str
    paper: str
    place: str
    text: str
    changed: bool

    @property
    def word(self) -> str:
        """What is said of its state."""
        return "已改" if self.changed else "默认"

    @property
    def state(self) -> State:
        """Its state."""
        return State.ACTIVE if self.changed else State.TODO


class WordingsScreen(Frozen, kw_only=True):
    """What is shown.

    Attributes:
        note: who may change them.
        locked: they can only be read.
        chosen: key of the phrase the buttons are about, or "".
    """

    lines: tuple[WordingLine, ...]
    note: str
    locked: bool
    chosen: str = ""
    form: FormScreen | None = None

    @property
    def restorable(self) -> bool:
        """Whether the chosen one can go back to the program's own text."""
        return any(one.changed and one.key == self.chosen for one in self.lines)

    @property
    def changed(self) -> int:
        """How many have a text of their own."""
        return sum(one.changed for one in self.lines)


class WordingsPresenter:
    """Lists the phrases, and changes one.

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
        show: Callable[[WordingsScreen], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
    ) -> None:
        self._desk, self._show, self._done, self._tell = desk, show, done, tell
        self._chosen, self._open = "", False
        self._errors: Mapping[str, str] = {}

    def enter(self) -> None:
        """Show how things stand."""
        self._draw()

    def choose(self, key: str) -> None:
        """Turn to a phrase."""
        if key != self._chosen:
            self._chosen = key
            self._draw()

    def open(self, key: str) -> None:
        """Open the form of a phrase, unless they can only be read."""
        self._chosen, self._errors = key, {}
        self._open = ruling.may_rule(self._desk)
        self._draw()
        if not self._open:
            self._tell(ISSUED)

    def close(self, _key: str = "") -> None:
        """Fold the form away; its draft stays."""
        self._open, self._errors = False, {}
        self._draw()

    def autosave(self, _key: str, answers: Mapping[str, Any]) -> None:
        """Keep a half-typed text."""
        if self._open:
            drafting.keep(self._desk, self._draft(), answers)

    def submit(self, _key: str, answers: Mapping[str, Any]) -> None:
        """Write the text, or show the sentence that stops it."""
        key, phrase = self._chosen, PHRASES[self._chosen]

        def save() -> str:
            ruling.reword(self._desk, key, str(answers["text"]))
            return f"{phrase.paper}的“{phrase.place}”已改。"

        try:
            did = doing(self._desk, save)
        except UserError as error:
            self._errors = {"text": str(error)}
            self._draw()
            return
        drafting.drop(self._desk, self._draft())
        self._open, self._errors = False, {}
        self._draw()
        self._done(did)

    def restore(self) -> None:
        """Print the program's own text of the chosen phrase again."""
        self._restore((self._chosen,), f"已恢复{PHRASES[self._chosen].paper}的默认用语。")

    def restore_all(self) -> None:
        """Print the program's own text of all phrases again."""
        self._restore(tuple(PHRASES), "全部用语已恢复默认。")

    def _restore(self, keys: tuple[str, ...], said: str) -> None:
        def save() -> str:
            ruling.restore_wording(self._desk, *keys)
            return said

        try:
            did = doing(self._desk, save)
        except UserError as error:
            self._tell(str(error))
            return
        self._draw()
        self._done(did)

    def _draft(self) -> str:
        return f"settings/wording/{self._chosen}"

    def _draw(self) -> None:
        paper, free = self._desk.parameters().paper, ruling.may_rule(self._desk)
        self._open = self._open and free
        note = ISSUED if not free else FREE if self._desk.station().parent else FREE_ABOVE
        screen = WordingsScreen(
            lines=tuple(_line(one, paper.worded(one.key)) for one in PHRASES.values()),
            note=note,
            locked=not free,
            chosen=self._chosen,
        )
        self._show(
            replace(screen, form=self._form(paper.worded(self._chosen))) if self._open else screen
        )

    def _form(self, text: str) -> FormScreen:
        form = wording_form(PHRASES[self._chosen], text)
        kept = drafting.recall(self._desk, self._draft())
        note = RESTORED if kept else ""
        return replace(form, answers={**form.answers, **kept}, errors=self._errors, note=note)


def wording_form(phrase: Phrase, text: str) -> FormScreen:
    """Return the form of one phrase."""
    blanks = "、".join(f"{{{blank}}}" for blank in phrase.blanks)
    hint = f"花括号里的由程序填：{blanks}。可以换位置，也可以不要。" if blanks else ""
    return FormScreen(
        key=f"wording/{phrase.key}",
        title=f"{phrase.paper}：{phrase.place}",
        purpose=f"程序自带的是：{phrase.text}",
        submit="保存",
        questions=(
            Question(key="text", label="印在文书上的话", asks=Asks.LONG_TEXT, required=True,
                     most=ruling.MOST_LETTERS, lines=5, hint=hint),
        ),
        answers={"text": text},
    )  # fmt: skip


def _line(phrase: Phrase, text: str) -> WordingLine:
    return WordingLine(
        key=phrase.key,
        paper=phrase.paper,
        place=phrase.place,
        text=text,
        changed=text != phrase.text,
    )
