"""One topic opened: what was said, what happened, what it hangs together with; and its forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from consultroom.ui.forms import FormScreen
from consultroom.ui.history.link import history_button
from consultroom.ui.topics.screens import LikeLine, LinkLine, TopicPage, TopicsScreen
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import card, fact
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.form_panel import Autosave, FormPanel
from consultroom.ui.widgets.layouts import clear, column, holder, row, scrolling
from consultroom.ui.widgets.people_field import PeopleField
from consultroom.ui.widgets.pill import Pill
from consultroom.ui.widgets.words import Kind, button, label

PAUSE = 150  # ms without a key before titles are compared
NOT_SAID = "没有填写。"
NOTHING_LIKE = "议题库里没有相近的。"
TYPE_ON = "写议题时，这里列出相近的议题和它们的结果。"
PEOPLE_HINT = "事项里的字"


class TopicDesk(QWidget):
    """Draws one topic with a form beside it, or the form of a new one."""

    form_wanted = Signal(str)
    followed = Signal(Act)
    back_wanted = Signal()
    title_typed = Signal(str)

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__()
        self.setObjectName("topicDesk")
        self.form = FormPanel(autosave, today=today)
        self.form.hide()
        self._page: TopicPage | None = None
        self._title = label("", "h1", wrap=True, name="topicTitle")
        self._pill = Pill()
        self._facts = FlowLayout(gap=20)
        self._acts = FlowLayout(gap=8)
        self._parts: QVBoxLayout = column(spacing=14)
        self._happened: QVBoxLayout = column(spacing=12)
        self._links: QVBoxLayout = column(spacing=10)
        self._alike: QVBoxLayout = column(spacing=10)
        lines = column(self._head(), self._body(), spacing=14)
        lines.setStretch(1, 1)
        self.setLayout(lines)
        self._watched: QLineEdit | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._tell_title)

    def _head(self) -> QWidget:
        back = button("回到列表", name="topicBack", icon="arrow-left", clicked=self._back)
        self._told = holder(column(row(self._title, self._pill, None), self._facts, spacing=6))
        self._buttons = holder(self._acts)
        # in place of buttons and facts while a form is open, which needs the room on a low screen
        self._short = label("", "h3", wrap=True, name="topicShort")
        top = row(back, self._buttons, self._short, None)
        for index in (1, 2):
            top.setStretch(index, 1000)  # all there is, and nothing while it is hidden
        return holder(column(top, self._told, spacing=10))

    def _body(self) -> QWidget:
        self._said = card(label("议题征集表", "h3"), self._parts)
        self._course = card(label("经过", "h3"), self._happened)
        self._hangs = card(label("关联", "h3"), self._links)
        self._likes = card(label("相近的议题", "h3"), self._alike)
        self._left = scrolling(column(self._said, None))
        self._right = scrolling(column(self._course, self._hangs, self._likes, None, spacing=14))
        self._columns: QHBoxLayout = row(self._left, self.form, self._right, spacing=16)
        return holder(self._columns)

    def _share(self, *parts: int) -> None:
        for index, part in enumerate(parts):
            self._columns.setStretch(index, part)

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: TopicsScreen) -> None:
        """Show a topic, or the form of a new one."""
        page, form = screen.page, screen.form
        self._told.setVisible(page is not None and form is None)
        self._short.setText(page.title if page is not None else "")
        self._short.setVisible(page is not None and form is not None)
        self._buttons.setVisible(page is not None and form is None)
        self._left.setVisible(page is not None)
        self._right.setVisible(page is None or form is None)
        for one in (self._course, self._hangs):
            one.setVisible(page is not None)
        self._share(54 if form is None else 44, 56, 46)
        if page is None:
            self.show_alike((), TYPE_ON)
        else:
            if page != self._page:
                self._show_page(page)
            self._show_acts(page, urging=form is None)
        self._page = page
        self._show_form(form)

    def _show_page(self, page: TopicPage) -> None:
        self._title.setText(page.title)
        self._pill.show_state(page.state, page.word)
        clear(self._facts)
        for icon, text in page.facts:
            self._facts.addWidget(fact(icon, text))
        self._show_parts(page)
        self._show_happened(page)
        self._show_links(page.links)
        self.show_alike(page.alike, NOTHING_LIKE)

    def _show_acts(self, page: TopicPage, *, urging: bool) -> None:
        clear(self._acts)
        for key, word in page.forms:
            urged = urging and key == page.urged
            self._add_act(word, f"topicForm_{key}", partial(self.form_wanted.emit, key), urged)
        for name, act in (("topicPrint", page.print), ("topicNext", page.act)):
            if act is not None:
                follow = partial(self.followed.emit, act)
                self._add_act(act.word, name, follow, urging and name == "topicNext", act.icon)
        self._acts.addWidget(history_button(self.followed.emit, lambda: page.id))

    def _add_act(
        self, word: str, name: str, clicked: Callable[[], object], urged: bool, icon: str = ""
    ) -> None:  # fmt: skip
        kind: Kind = "primary" if urged else ""
        self._acts.addWidget(button(word, name=name, kind=kind, icon=icon, clicked=clicked))

    def _show_parts(self, page: TopicPage) -> None:
        clear(self._parts)
        for word, text in page.parts:
            told = label(text or NOT_SAID, "" if text else "caption", wrap=True)
            self._parts.addLayout(column(label(word, "caption"), told, spacing=2))

    def _show_happened(self, page: TopicPage) -> None:
        clear(self._happened)
        for one in page.happened:
            head = row(label(one.title, "strong", wrap=True), label(one.when, "caption"))
            head.setStretch(0, 1)
            lines = column(head, spacing=2)
            if one.text:
                lines.addWidget(label(one.text, "sub", wrap=True))
            self._happened.addLayout(lines)

    def _show_links(self, links: tuple[LinkLine, ...]) -> None:
        clear(self._links)
        self._hangs.setVisible(bool(links))
        for number, one in enumerate(links):
            said = column(
                label(one.title, wrap=True),
                label("　".join(filter(None, (one.kind, one.detail))), "caption", wrap=True),
                spacing=2,
            )
            self._links.addWidget(self._opening(said, one.act, f"link{number}", one.title))

    def show_alike(self, alike: tuple[LikeLine, ...], nothing: str = NOTHING_LIKE) -> None:
        """Show topics that may be the same matter, or that there are none."""
        clear(self._alike)
        for one in alike:
            told = row(label(one.number, "caption"), Pill(one.state, one.word), None)
            said = column(label(one.title, wrap=True), told, spacing=4)
            act = Act(word="查看", page="topics", about=one.id)
            self._alike.addWidget(self._opening(said, act, f"alike_{one.number}", one.title))
        if not alike:
            self._alike.addWidget(label(nothing, "caption", wrap=True))
        self._likes.setAccessibleName(_said(alike) or nothing)

    def _opening(self, said: QVBoxLayout, act: Act | None, name: str, title: str) -> QWidget:
        line = row(holder(said), spacing=8)
        line.setStretch(0, 1)
        if act is not None:
            follow = partial(self.followed.emit, act)
            line.addWidget(
                button("查看", name=name, kind="quiet", says=f"查看：{title}", clicked=follow)
            )
        return holder(line)

    # -- the form -------------------------------------------------------------------------------

    def _show_form(self, form: FormScreen | None) -> None:
        self.form.setVisible(form is not None)
        if form is None:
            return
        self.form.show_form(form)
        title = self.form.findChild(QLineEdit, "field_title")
        if title is not self._watched:
            self._watched = title
            if title is not None:
                title.textChanged.connect(self._changed)
        self._pause.start()
        for people in self.form.findChildren(PeopleField):
            people.line.setPlaceholderText(PEOPLE_HINT)

    def _changed(self) -> None:
        self._pause.start()

    def _tell_title(self) -> None:
        title = self.form.findChild(QLineEdit, "field_title")
        if title is None or self._page is not None or not self.form.isVisible():
            return
        if title.text().strip():
            self.title_typed.emit(title.text())
        else:
            self.show_alike((), TYPE_ON)

    def _back(self) -> None:
        self.form.flush()
        self.back_wanted.emit()


def _said(alike: tuple[LikeLine, ...]) -> str:
    """Return the topics alike as a reader says them."""
    return "；".join(f"{one.title}，{one.number}，{one.word}" for one in alike)
