"""The cards of the home page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QWidget

from consultroom.ui import theme
from consultroom.ui.home.presenter import DueLine, MonthCard, MonthCell
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import CARD_MARGINS, DateBlock, Nothing, fact, titled
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.hairline import Hairline
from consultroom.ui.widgets.layouts import clear, column, holder, row
from consultroom.ui.widgets.month_chip import MonthChip
from consultroom.ui.widgets.pill import Pill
from consultroom.ui.widgets.words import Kind, button, label

Follow = Callable[[Act], None]
PILLS = 112  # width of the column of pills, logical pixels


def act_button(act: Act, follow: Follow, *, name: str, kind: Kind = "", about: str = "") -> QWidget:
    """Return a button that follows an act; ``about`` tells a screen reader of what."""
    says = f"{act.word}：{about}" if about else act.word
    return button(
        act.word, name=name, kind=kind, icon=act.icon, says=says, clicked=lambda: follow(act)
    )


class NextStrip(QFrame):
    """The one next act (下一步), before everything else."""

    def __init__(self, follow: Follow) -> None:
        super().__init__()
        self.setObjectName("nextStrip")
        self.setProperty("card", "true")
        self._follow = follow
        self._line: QHBoxLayout = row(spacing=14, margins=(20, 9, 12, 9))
        self.setLayout(self._line)

    def show_line(self, line: DueLine | None) -> None:
        """Show the act; hidden when nothing waits."""
        clear(self._line)
        self.setVisible(line is not None)
        if line is None:
            return
        word = label("下一步", "next")
        words = column(
            label(line.sentence, "strong", wrap=True, name="nextSentence"),
            label(line.reason, "caption", wrap=True),
            spacing=0,
        )
        act = act_button(
            line.act, self._follow, name="nextAct", kind="primary", about=line.sentence
        )
        self.setAccessibleName(f"下一步：{line.sentence}。{line.reason}")
        for item in (word, Pill(line.state, line.word)):
            self._line.addWidget(item)
        self._line.addLayout(words, 1)
        self._line.addWidget(act)


class ConsultationCard(QFrame):
    """This month's consultation and how far its preparation is."""

    def __init__(self, follow: Follow) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setObjectName("consultationCard")
        self._follow = follow
        self._pill = Pill()
        self._day = DateBlock()
        self._title = label("", "h2", wrap=True, name="consultationTitle")
        self._facts = FlowLayout(gap=20)
        self._prepared = label("", "sub")
        self._next = label("", "sub", name="nextLine")
        self._next.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setObjectName("preparation")
        self._acts = row()
        counts = row(self._prepared, self._next)
        counts.setStretch(1, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._next.setAlignment(right)
        words = column(self._title, self._facts, 2, counts, self._bar, spacing=7)
        middle = row(self._day, words, spacing=18)
        middle.setStretch(1, 1)
        self._full = holder(column(middle, 2, self._acts))
        self._empty = holder(column())
        head = titled("本月协商", self._pill, None)
        self.setLayout(column(head, self._full, self._empty, margins=CARD_MARGINS))

    def show_card(
        self, card: MonthCard | None, invitation: str, begin: Act | None, *, first: bool = True
    ) -> None:
        """Show the card, or the invitation to begin; ``first``: no act goes before its own."""
        self._kind: Kind = "primary" if first else ""
        self._full.setVisible(card is not None)
        self._pill.setVisible(card is not None)
        self._empty.setVisible(card is None)
        if card is None:
            self._invite(invitation, begin)
        else:
            self._fill(card)

    def _invite(self, invitation: str, begin: Act | None) -> None:
        layout = self._empty.layout()
        assert layout is not None  # noqa: S101  set in __init__
        clear(layout)
        layout.addWidget(Nothing(invitation, "calendar-plus"))
        if begin is not None:
            line = row(None, act_button(begin, self._follow, name="begin", kind=self._kind), None)
            layout.addWidget(holder(line))

    def _fill(self, card: MonthCard) -> None:
        self._pill.show_state(card.state, card.word)
        month, day = (f"{card.day.month}月", f"{card.day.day}") if card.day else ("日期", "—")
        self._day.show_day(month, day, card.hour or "待定")
        self._title.setText(card.title)
        clear(self._facts)
        self._facts.addWidget(fact("map-pin", card.place or "地点待定"))
        self._facts.addWidget(fact("users", card.people))
        self._prepared.setText(f"{card.progress} {card.prepared} / {card.to_prepare}")
        self._next.setText(f"下一项：{card.next_line}" if card.next_line else "已全部备齐")
        self._bar.setRange(0, max(1, card.to_prepare))
        self._bar.setValue(card.prepared)
        said = f"{card.progress} {card.to_prepare} 项，已完成 {card.prepared} 项"
        self._bar.setAccessibleName(said)
        clear(self._acts)
        for number, act in enumerate(card.acts):
            kind: Kind = "" if number else self._kind
            made = act_button(act, self._follow, name=f"consultationAct{number}", kind=kind)
            self._acts.addWidget(made)
        self._acts.addStretch(1)


class DueCard(QFrame):
    """需要办理: what is due, each line with why and with the act that does it."""

    def __init__(self, follow: Follow) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setObjectName("dueCard")
        self._follow = follow
        self._count: QLabel = label("", "caption", name="dueCount")
        self._lines = column(spacing=0)
        every = Act(word="", page="consultations")
        self._all = button("", name="allDue", kind="quiet", clicked=lambda: follow(every))
        self._all.hide()
        head = titled("需要办理", self._count, None, self._all)
        self.setLayout(column(head, 6, self._lines, spacing=0, margins=(20, 16, 20, 10)))

    def show_lines(self, lines: tuple[DueLine, ...], more: int = 0) -> None:
        """Show what is due; ``more`` is said, and found among all consultations."""
        clear(self._lines)
        self._count.setText(f"{len(lines) + more} 项" if lines else "")
        self._all.setVisible(more > 0)
        self._all.setText(f"另有 {more} 项")
        self._all.setAccessibleName(f"另有 {more} 项，到协商列表里看")
        if not lines:
            self._lines.addWidget(Nothing("没有到期的事项。", "circle-check"))
        for number, line in enumerate(lines):
            self._lines.addWidget(Hairline())
            self._lines.addWidget(self._line(number, line))

    def _line(self, number: int, line: DueLine) -> QWidget:
        pill = holder(row(Pill(line.state, line.word), None))
        pill.setFixedWidth(theme.now().px(PILLS))
        words = column(
            label(line.sentence, wrap=True), label(line.reason, "caption", wrap=True), spacing=1
        )
        act = act_button(
            line.act, self._follow, name=f"due{number}", kind="quiet", about=line.sentence
        )
        made = row(pill, words, act, spacing=12, margins=(0, 7, 0, 7))
        made.setStretch(1, 1)
        return holder(made)


class YearCard(QFrame):
    """月月有协商: twelve months, each held, coming, missed or still far."""

    def __init__(self, follow: Follow) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setObjectName("yearCard")
        self._follow = follow
        self._note = label("", "caption", wrap=True, name="yearNote")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        head = titled("月月有协商", self._note)
        head.setStretch(1, 1)
        self.setLayout(column(head, self._grid, margins=(20, 14, 20, 16)))

    def show_months(self, months: tuple[MonthCell, ...], note: str) -> None:
        """Show the year."""
        self._note.setText(note)
        clear(self._grid)
        for number, cell in enumerate(months):
            chip = MonthChip(cell.month, cell.state)
            if (act := cell.act) is not None:
                chip.clicked.connect(lambda _checked=False, act=act: self._follow(act))
            self._grid.addWidget(chip, number // 4, number % 4)
