"""One member opened: what the roster says, and what was done in a year; and the forms."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consultroom.ui import theme
from consultroom.ui.history.link import history_button
from consultroom.ui.members.screens import (
    DutyRow,
    Figure,
    MemberPage,
    MembersScreen,
    PostingLine,
    ProposedLine,
)
from consultroom.ui.members.table import DUTIES
from consultroom.ui.tables import Table
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import Nothing, card, fact, sunken
from consultroom.ui.widgets.fields import Select
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.form_panel import Autosave, FormPanel
from consultroom.ui.widgets.layouts import clear, column, holder, row, scrolling
from consultroom.ui.widgets.pill import Pill
from consultroom.ui.widgets.words import button, label

LEAST = 4  # rows of what a member did in sight, the heading among them
FIGURE = 124  # least width of a count
NOTHING_DONE = "这一年还没有登记。会议签到、接待日和调研登记之后，这里自动列出。"
NEVER_POSTED = "还没有登记驻站时间。"


class MemberDesk(QWidget):
    """Draws one member with a form beside, or the form of a new one."""

    form_wanted = Signal(str)
    followed = Signal(Act)
    back_wanted = Signal()
    year_chosen = Signal(int)

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__()
        self.setObjectName("memberDesk")
        self.form = FormPanel(autosave, today=today)
        self.form.hide()
        self._page: MemberPage | None = None
        self._name = label("", "h1", wrap=True, name="memberName")
        self._pill = Pill()
        self._facts = FlowLayout(gap=20)
        self._acts = FlowLayout(gap=8)
        self._parts: QVBoxLayout = column(spacing=8)
        self._postings: QVBoxLayout = column(spacing=8)
        self._proposed: QVBoxLayout = column(spacing=10)
        self._figures = FlowLayout(gap=10)
        lines = column(self._head(), self._body(), spacing=14)
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _head(self) -> QWidget:
        back = button("回到名册", name="memberBack", icon="arrow-left", clicked=self._back)
        self._buttons = holder(self._acts)
        top = row(back, self._buttons, None)
        top.setStretch(1, 1000)  # all there is, and nothing while nobody is on show
        self._roomy = holder(self._facts)  # an open form needs its room on a low screen
        self._told = holder(column(row(self._name, self._pill, None), self._roomy, spacing=6))
        return holder(column(top, self._told, spacing=10))

    def _body(self) -> QWidget:
        self._did = self._doings()
        self._hangs = card(label("提出的议题", "h3"), self._proposed)
        told = column(
            card(label("名册资料", "h3"), self._parts),
            card(label("驻站", "h3"), self._postings),
            self._hangs,
            None,
            spacing=14,
        )
        self._side = scrolling(told)
        self._columns: QHBoxLayout = row(self._did, self._side, self.form, spacing=16)
        return holder(self._columns)

    def _doings(self) -> QFrame:
        self._years = Select()
        self._years.setObjectName("memberYear")
        self._years.setAccessibleName("年度")
        self._years.setFixedWidth(theme.now().px(120))
        self._years.changed.connect(lambda: self.year_chosen.emit(int(self._years.value())))
        self.table: Table[DutyRow] = Table("dutiesTable", "这一年做了什么", DUTIES)
        self._body_stack = QStackedWidget()
        self._body_stack.addWidget(self.table)
        self._nothing = Nothing(NOTHING_DONE, "calendar-days")
        self._body_stack.addWidget(self._nothing)
        head = row(label("履职情况", "h3"), None, self._years)
        top = holder(column(head, self._figures, spacing=10, margins=(20, 14, 20, 12)))
        listed = column(top, self._body_stack, spacing=0)
        listed.setStretch(1, 1)
        self._body_stack.setMinimumHeight(theme.now().row * LEAST)
        return scrolling(column(card(listed, margins=(1, 1, 1, 1))))

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: MembersScreen) -> None:
        """Show a member, or the form of a new one."""
        page, form = screen.page, screen.form
        self._told.setVisible(page is not None)
        self._roomy.setVisible(form is None)
        self._buttons.setVisible(page is not None and form is None)
        self._did.setVisible(page is not None and form is None)
        self._side.setVisible(page is not None)
        for index, part in enumerate((64, 36 if form is None else 42, 58)):
            self._columns.setStretch(index, part)
        if page is not None and page != self._page:
            self._show_page(page)
        self._page = page
        self.form.setVisible(form is not None)
        if form is not None:
            self.form.show_form(form)

    def _show_page(self, page: MemberPage) -> None:
        """Show a member; what stands there already, while the year was read, is left alone."""

        def new(*names: str) -> bool:
            return any(getattr(self._page, name, None) != getattr(page, name) for name in names)

        if new("name", "state", "word", "facts"):
            self._show_head(page)
        if new("id", "forms", "print"):
            self._show_acts(page)
        if new("parts"):
            self._show_parts(page.parts)
        if new("id", "postings"):
            self._show_postings(page.postings)
        if new("id", "proposed"):
            self._show_proposed(page.proposed)
        self._show_year(page)

    def _show_head(self, page: MemberPage) -> None:
        self._name.setText(page.name)
        self._pill.show_state(page.state, page.word)
        clear(self._facts)
        for icon, text in page.facts:
            self._facts.addWidget(fact(icon, text))

    def _show_acts(self, page: MemberPage) -> None:
        clear(self._acts)
        for key, word in page.forms:
            wish = partial(self.form_wanted.emit, key)
            self._acts.addWidget(button(word, name=f"memberForm_{key}", clicked=wish))
        if page.print is not None:
            act = page.print
            follow = partial(self.followed.emit, act)
            made = button(act.word, name="memberPrint", icon=act.icon, clicked=follow)
            self._acts.addWidget(made)
        self._acts.addWidget(history_button(self.followed.emit, lambda: page.id))

    def _show_parts(self, parts: tuple[tuple[str, str], ...]) -> None:
        clear(self._parts)
        for word, text in parts:
            head = label(word, "caption")
            head.setFixedWidth(theme.now().px(84))
            line = row(head, label(text, wrap=True), spacing=8)
            line.setStretch(1, 1)
            self._parts.addLayout(line)

    def _show_postings(self, postings: tuple[PostingLine, ...]) -> None:
        clear(self._postings)
        for one in postings:
            wish = partial(self.form_wanted.emit, f"post/{one.id}")
            change = button(
                "修改",
                name=f"posting_{one.id}",
                kind="quiet",
                says=f"修改驻站：{one.days}",
                clicked=wish,
            )
            told = column(label(one.role), label(one.days, "caption", wrap=True), spacing=2)
            line = row(holder(told), Pill(one.state, one.word), change, spacing=8)
            line.setStretch(0, 1)
            self._postings.addLayout(line)
        if not postings:
            self._postings.addWidget(label(NEVER_POSTED, "caption", wrap=True))

    def _show_proposed(self, proposed: tuple[ProposedLine, ...]) -> None:
        clear(self._proposed)
        self._hangs.setVisible(bool(proposed))
        for one in proposed:
            told = column(
                label(one.title, wrap=True),
                label(f"{one.number}　{one.word}", "caption", wrap=True),
                spacing=2,
            )
            see = button(
                "查看",
                name=f"proposed_{one.number}",
                kind="quiet",
                says=f"查看：{one.title}",
                clicked=partial(self.followed.emit, one.act),
            )
            line = row(holder(told), see, spacing=8)
            line.setStretch(0, 1)
            self._proposed.addLayout(line)

    def _show_year(self, page: MemberPage) -> None:
        self._years.show_choices(page.years)
        self._years.blockSignals(True)  # not before: the choices let signals through again
        self._years.show_value(page.year)
        self._years.blockSignals(False)
        clear(self._figures)
        for one in page.figures:
            self._figures.addWidget(_figure(one))
        self.table.show_rows(page.rows)
        self._nothing.words.setText(page.busy or NOTHING_DONE)
        self._body_stack.setCurrentIndex(0 if page.rows else 1)

    def _back(self) -> None:
        self.form.flush()
        self.back_wanted.emit()


def _figure(one: Figure) -> QFrame:
    """Return one count of the year."""
    told = row(label(one.figure, "h1"), label(one.unit, "sub"), None, spacing=6)
    made = sunken(
        column(
            told,
            label(one.caption, "caption"),
            label(one.note, "caption"),
            None,
            spacing=0,
            margins=(14, 6, 8, 6),
        )
    )
    made.setMinimumWidth(theme.now().px(FIGURE))
    made.setAccessibleName(f"{one.caption} {one.figure} {one.unit} {one.note}".strip())
    return made
