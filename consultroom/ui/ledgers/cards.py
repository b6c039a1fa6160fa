"""The cards of 台账统计: the two drawings, and what is told of the line chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QStackedWidget, QWidget

from consultroom.ui import theme
from consultroom.ui.ledgers.bars import BarChart, Legend, PartsChart
from consultroom.ui.ledgers.screens import Detail, LedgersScreen
from consultroom.ui.ledgers.sources import Source
from consultroom.ui.tables import Column, Table
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.layouts import clear, column, holder, row, scrolling
from consultroom.ui.widgets.words import button, label

LEAST = 4  # rows of sources in sight, the heading among them
CHOOSE = "在表里选一行，这里列出它的全部内容，并能打开原来的记录。"
EXPLAIN = "在表里选一项指标，这里列出它是由哪些记录数出来的，每条都能打开。"
NOBODY = "这个数是 0，没有记录。"
UNKNOWN = "上年同期没有任何登记，这里不写 0。"

SOURCES: tuple[Column[Source], ...] = (
    Column(title="记录", text=lambda one: f"{one.word}　{one.title}"),
    Column(
        title="日期", text=lambda one: one.day_words, width=138, spare=True,
        order=lambda one: (one.on is None, one.on or 0),
    ),
    Column(title="计", text=lambda one: str(one.times), width=52, number=True),
)  # fmt: skip


class ChartCards(QWidget):
    """Both drawings, side by side.

    Signals:
        picked: what stands behind a bar is wanted: ``on=2026-03`` or ``part=办结``.
    """

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.bars, self.parts, self._legend = BarChart(), PartsChart(), Legend()
        self._title = label("", "h3", name="barsTitle")
        self._parts_title = label("", "h3", name="partsTitle")
        self._total = label("", "caption", name="partsTotal")
        self._hint = label("", "caption", name="barsHint")
        head = row(self._title, None, self._hint)
        margins = (18, 12, 18, 10)
        over_time = column(head, self._legend, self.bars, spacing=6)
        over_time.setStretch(2, 1)
        said = column(row(self._parts_title, None, self._total), self.parts, spacing=10)
        said.setStretch(1, 1)
        self._said = card(holder(said), margins=margins)
        both = row(card(holder(over_time), margins=margins), self._said, spacing=14)
        both.setStretch(0, 5)
        both.setStretch(1, 3)
        self.setLayout(both)
        self.bars.picked.connect(lambda key: self.picked.emit(f"on={key}"))
        self.parts.picked.connect(lambda key: self.picked.emit(f"part={key}"))

    def show_screen(self, screen: LedgersScreen) -> None:
        """Draw the charts of a screen; each is hidden where there is nothing to draw."""
        kind, _, key = screen.only_key.partition("=")
        if screen.bars is not None:
            self._title.setText(screen.bars.title)
            self._hint.setText(screen.bars.hint)
            self._legend.show_series(screen.bars)
            self.bars.show_bars(screen.bars, key if kind == "on" else "")
        self._said.setVisible(screen.parts is not None)
        if screen.parts is not None:
            self._parts_title.setText(screen.parts.title)
            self._total.setText(f"共 {screen.parts.total} {screen.parts.unit}")
            self.parts.show_parts(screen.parts, key if kind == "part" else "")

    def resizeEvent(self, event: object) -> None:
        """Leave the hint out where the title needs the room."""
        self._hint.setVisible(self.width() > theme.now().px(860))
        super().resizeEvent(event)  # type: ignore[arg-type]


class DetailCard(QFrame):
    """Draws a Detail.

    Signals:
        figure_wanted: another of the line's numbers is to be explained.
        followed: the page of a record is wanted.
    """

    figure_wanted = Signal(str)
    followed = Signal(Act)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ledgerDetail")
        self.setProperty("card", "true")
        self._act: Act | None = None
        self._title = label("", "h3", wrap=True, name="detailTitle")
        self._rule = label("", "caption", wrap=True, name="detailRule")
        self._facts = QGridLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._open = button(
            "打开这条记录", name="openRecord", icon="arrow-right", clicked=self.follow
        )
        self.setLayout(column(self._pages(), margins=(0, 0, 0, 0)))
        self.show_detail(None, CHOOSE, "")

    def _pages(self) -> QStackedWidget:
        self._nothing = Nothing(CHOOSE, "list-checks")
        self._about = label("", "caption", wrap=True, name="ledgerRule")
        empty = column(self._nothing, self._about, margins=(20, 8, 20, 16))
        empty.setStretch(0, 1)
        head = column(self._title, self._rule, spacing=4)
        self._told = holder(self._facts)
        whole = column(head, self._told, self._explanation(), row(self._open, None), spacing=10)
        whole.addStretch()
        whole.setStretch(2, 1)
        whole.setContentsMargins(20, 14, 20, 14)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolling(empty))
        self._stack.addWidget(scrolling(whole))
        return self._stack

    def _explanation(self) -> QWidget:
        self._figures = row(spacing=0)
        self._count = label("", "sub", wrap=True, name="sourceCount")
        self.sources: Table[Source] = Table("sources", "这个数由这些记录数出来", SOURCES)
        self.sources.opened.connect(self._follow_source)
        self.sources.selectionModel().selectionChanged.connect(self._enable)
        self._open_source = button(
            "打开选中的记录", name="openSource", icon="arrow-right", clicked=self._follow_chosen
        )
        self.sources.setMinimumHeight(theme.now().row * LEAST)
        foot = row(self._open_source, None)
        lines = column(self._figures, self._count, self.sources, foot, spacing=8)
        lines.setStretch(2, 1)
        self._explained = holder(lines)
        return self._explained

    # -- drawing --------------------------------------------------------------------------------

    def show_detail(self, found: Detail | None, nothing: str, rule: str) -> None:
        """Show the line chosen, or what to do while none is, with the ledger's own rule."""
        self._stack.setCurrentIndex(0 if found is None else 1)
        self._nothing.words.setText(nothing)
        self._about.setText(f"统计口径：{rule}" if rule else "")
        if found is None:
            self._act = None
            return
        self._act = found.act
        self._title.setText(found.title)
        self._rule.setText(f"统计口径：{found.rule}" if found.rule else "")
        self._rule.setVisible(bool(found.rule))
        self._told.setVisible(bool(found.facts) and not found.figures)
        self._explained.setVisible(bool(found.figures))
        self._open.setVisible(found.act is not None)
        self._show_facts(found.facts)
        if found.figures:
            self._show_figures(found)

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        clear(self._facts)
        top = Qt.AlignmentFlag.AlignTop
        for place, (word, text) in enumerate(facts):
            self._facts.addWidget(label(word, "caption"), place, 0, top)
            self._facts.addWidget(label(text, wrap=True, name=f"fact{place}"), place, 1)

    def _show_figures(self, found: Detail) -> None:
        clear(self._figures)
        for at, figure in enumerate(found.figures):
            edge = "first" if at == 0 else "last" if at == len(found.figures) - 1 else "none"
            made: QPushButton = button(
                figure.words,
                name=f"figure_{figure.key}",
                kind="segment",
                clicked=partial(self.figure_wanted.emit, figure.key),
            )
            made.setProperty("edge", edge)
            made.setCheckable(True)
            made.setChecked(figure.key == found.figure)
            self._figures.addWidget(made)
        self._figures.addStretch(1)
        shown = next(one for one in found.figures if one.key == found.figure)
        none = UNKNOWN if shown.number is None else NOBODY
        count = len(found.sources)
        told = f"{shown.word}的 {shown.number} 由下面 {count} 条记录数出来。"
        self._count.setText(told if count else none)
        self.sources.show_rows(found.sources)
        self.sources.setVisible(count > 0)
        self._enable()

    # -- what is wished -------------------------------------------------------------------------

    def _enable(self) -> None:
        source = self._chosen()
        self._open_source.setEnabled(source is not None and source.act is not None)
        self._open_source.setVisible(self.sources.rows.rowCount() > 0)

    def _chosen(self) -> Source | None:
        chosen = self.sources.selectionModel().selectedRows()
        return self.sources.rows.row(chosen[0].row()) if chosen else None

    def follow(self) -> None:
        """Go to the page of the line chosen."""
        if self._act is not None:
            self.followed.emit(self._act)

    def _follow_source(self, source: Source) -> None:
        if source.act is not None:
            self.followed.emit(source.act)

    def _follow_chosen(self) -> None:
        source = self._chosen()
        if source is not None:
            self._follow_source(source)
