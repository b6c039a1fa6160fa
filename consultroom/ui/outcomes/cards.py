"""The card that tells about one assignment, and the buttons that settle it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from consultroom.domain.followup import HandlingState
from consultroom.ui import theme
from consultroom.ui.history.link import history_button
from consultroom.ui.outcomes.screens import Detail, Told
from consultroom.ui.paper.press import ABOUT
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import Nothing, sunken
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import clear, column, holder, row, scrolling
from consultroom.ui.widgets.pill import Pill
from consultroom.ui.widgets.words import button, label
from consultroom.ui.wording import full_day

CHOOSE = "在左边选一件，这里列出它的要求、时限和办理经过。"


class DetailCard(QFrame):
    """Draws a Detail."""

    form_wanted = Signal(str)
    followed = Signal(Act)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("outcomeDetail")
        self.setProperty("card", "true")
        self._number = label("", "strong", name="detailNumber")
        self._pill = Pill()
        self._matter = label("", "h3", wrap=True, name="detailMatter")
        self._facts = QGridLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setHorizontalSpacing(12)
        self._facts.setColumnStretch(1, 1)
        self._story = column(spacing=8)
        self._buttons = {key: self._button(key, word) for key, word in _FORMS}
        self._nothing = Nothing(CHOOSE, "clipboard-list")
        told = column(self._matter, holder(self._facts), self._story, None, spacing=12)
        told.setContentsMargins(20, 4, 20, 8)
        self._told = scrolling(told)
        head = row(self._number, None, self._pill, margins=(20, 14, 20, 0))
        self._head, self._foot = holder(head), holder(self._acts())
        lines = column(self._head, self._told, self._foot, self._nothing, spacing=8)
        lines.setStretch(1, 1)
        self.setLayout(lines)
        self.show_detail(None)

    def _button(self, key: str, word: str) -> QPushButton:
        return button(word, name=f"settle_{key}", clicked=partial(self.form_wanted.emit, key))

    def _acts(self) -> FlowLayout:
        flow = FlowLayout(gap=8)
        flow.setContentsMargins(20, 4, 20, 14)
        for made in self._buttons.values():
            flow.addWidget(made)
        self._papers = button(
            "文书",
            name="detailPapers",
            kind="quiet",
            icon="printer",
            clicked=self._open_paper,
        )
        self._work = button(
            "打开协商",
            name="detailWork",
            kind="quiet",
            icon="arrow-right",
            clicked=partial(self._follow, "workspace"),
        )
        history = history_button(self.followed.emit, lambda: self._assignment)
        for one in (self._papers, self._work, history):
            flow.addWidget(one)
        return flow  # fmt: skip

    def _follow(self, page: str) -> None:
        self.followed.emit(Act(word="", page=page, about=self._consultation))

    def _open_paper(self) -> None:
        """Lead to the letter of this assignment among the papers of its consultation."""
        about = f"{self._consultation}/assignment{ABOUT}{self._assignment}"
        self.followed.emit(Act(word="", page="paper", about=about))

    def show_detail(self, found: Detail | None) -> None:
        """Show one assignment, or what to do while none is chosen."""
        for part in (self._head, self._told, self._foot):
            part.setVisible(found is not None)
        self._nothing.setVisible(found is None)
        if found is None:
            self._consultation = self._assignment = ""
            return
        line = found.line
        self._assignment = line.id
        self._consultation = line.consultation
        self._number.setText(line.number)
        days = f" {line.left}" if line.state is HandlingState.OPEN else ""
        self._pill.show_state(line.shown_as, f"{line.state_words}{days}")
        self._matter.setText(line.matter)
        self._show_facts(found.facts)
        self._show_story(found.story)
        on = {"extend": found.open, "press": found.pressable, "send_back": found.returnable}
        for key, made in self._buttons.items():
            made.setEnabled(on.get(key, line.state.code != "returned"))

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        clear(self._facts)
        top = Qt.AlignmentFlag.AlignTop
        for place, (word, text) in enumerate(facts):
            name = label(word, "caption")
            name.setMinimumHeight(theme.now().px(22))
            self._facts.addWidget(name, place, 0, top)
            self._facts.addWidget(label(text, wrap=True, name=f"fact{place}"), place, 1)

    def _show_story(self, story: tuple[Told, ...]) -> None:
        clear(self._story)
        for told in story:
            self._story.addWidget(_told(told))


def _told(told: Told) -> QWidget:
    what = label(told.what, "strong", wrap=True)
    head = row(what, label(full_day(told.on), "caption"))
    head.setStretch(0, 1)
    words = label(told.text, "sub", wrap=True)
    if not told.text:  # never "show" what has no parent yet: it would be a window
        words.hide()
    return sunken(column(head, words, spacing=4, margins=(12, 8, 12, 8)))


_FORMS = (("reply", "登记答复"), ("press", "督办"), ("extend", "延期"), ("send_back", "退回"))
