"""The plan of a year: the pool of topics at the left, twelve months to put them into."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QWidget

from consultroom.ui import theme
from consultroom.ui.calendar import plan_forms
from consultroom.ui.calendar.plan_list import PlanList
from consultroom.ui.calendar.screens import PlanLine, PlanMonth, PlanPage
from consultroom.ui.states import State
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import card
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.folding import keep_aside
from consultroom.ui.widgets.layouts import column, holder, row, scrolling
from consultroom.ui.widgets.pill import Pill
from consultroom.ui.widgets.words import button, label

POOL = 236  # logical pixels
ACROSS = 4
NARROW, NARROWER = 1105, 895  # logical pixels of the board below which one month less fits
LOWEST = 100  # of a month, logical pixels
HOW = "拖到某个月份里；用键盘的，选中后按回车选月份，Ctrl+←、Ctrl+→ 前后挪，Del 移出。"
NOTHING = "议题库里没有等着安排的议题，可以先登记。已列入的能拖到别的月份，按回车也能改。"


class MonthBox(QFrame):
    """One month: its name, its meeting day, how it stands, and its lines."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName(f"planMonth{number}")
        self.setProperty("card", "true")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.now().px(LOWEST))
        self._name = label("", "strong", name=f"planName{number}")
        self._day = label("", "caption", name=f"planDay{number}")
        self._pill = Pill()
        self.list = PlanList(f"planLines{number}", f"{number}月计划")
        head = row(self._name, self._day, None, self._pill, spacing=6, margins=(10, 6, 6, 0))
        lines = column(head, self.list, spacing=2, margins=(1, 1, 1, 4))
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def show_month(self, month: PlanMonth) -> None:
        """Show a month."""
        self._name.setText(month.name)
        self._day.setText(month.day)
        self._pill.show_state(month.state, month.word)
        self.list.month, self.list.open = month.key, month.open
        self.list.lines.show_lines(month.lines)
        said = f"{len(month.lines)} 项" if month.lines else "没有项目"
        self.list.setAccessibleName(f"{month.name}计划，{month.word}，{said}")

    @property
    def state_words(self) -> str:
        """How the month stands, in words."""
        return self._pill.word


class PlanBoard(QWidget):
    """Draws a PlanPage and reports what is put where, and which form about the year is wanted."""

    put = Signal(str, str)
    shift_wanted = Signal(str, int)
    take_off_wanted = Signal(str)
    followed = Signal(Act)
    form_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("planBoard")
        self._page = PlanPage(year=0)
        self._moved = ""
        self.pool = PlanList("planPool", "可以列入计划的议题")
        self.boxes = tuple(MonthBox(number) for number in range(1, 13))
        for one in (self.pool, *(box.list for box in self.boxes)):
            one.dropped.connect(self._dropped)
            one.menu_wanted.connect(self.open_menu)
            one.shift_wanted.connect(self._shift)
            one.take_off_wanted.connect(self.take_off_wanted)
        self._count = label("", "strong", name="poolCount")
        self._how = label(HOW, "caption", wrap=True, name="planHow")
        self._caution = label("", "due", wrap=True, name="planCaution")
        self.setLayout(self._layout())

    def _layout(self) -> QHBoxLayout:
        self._state = label("", "sub", wrap=True, name="planState")
        acts = FlowLayout(gap=2)
        for word, name, says, key in (
            ("登记批准", "approvePlan", "登记年度计划的批准", plan_forms.APPROVE),
            ("协商频次", "setCadence", "确定这一年的协商频次", plan_forms.CADENCE),
        ):
            ask = partial(self.form_wanted.emit, key)
            acts.addWidget(button(word, name=name, kind="quiet", says=says, clicked=ask))
        inside = column(
            self._state, holder(acts), self._count, self.pool, self._how, self._caution, spacing=8
        )
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setStretch(inside.indexOf(self.pool), 1)
        pool = card(holder(inside), margins=(1, 1, 1, 1))
        keep_aside(pool, self, POOL, most=0.3)
        self._months = QGridLayout()
        self._months.setContentsMargins(0, 0, 0, 0)
        self._months.setSpacing(10)
        self._lay_out(ACROSS)
        lines = row(pool, scrolling(self._months), spacing=12)
        lines.setStretch(1, 1)
        return lines

    def _lay_out(self, across: int) -> None:
        self._across = across
        for place, box in enumerate(self.boxes):
            self._months.addWidget(box, place // across, place % across)
        for place in range(ACROSS):
            self._months.setColumnStretch(place, int(place < across))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put three or two months side by side where four have no room."""
        px, width = theme.now().px, self.width()
        across = ACROSS - (width < px(NARROW)) - (width < px(NARROWER))
        if across != self._across:
            self._lay_out(across)
        super().resizeEvent(event)

    def show_page(self, page: PlanPage) -> None:
        """Show a year; see `settle` for where the cursor goes."""
        self._page = page
        self.pool.lines.show_lines(page.pool)
        self._count.setText(f"议题库　{len(page.pool)} 个待排")
        self._state.setText(f"{page.year}年度计划：{page.state}")
        self._how.setText(HOW if page.pool else NOTHING)
        self._caution.setText(page.caution)
        self._caution.setVisible(bool(page.caution))
        for box, month in zip(self.boxes, page.months, strict=True):
            box.show_month(month)

    def settle(self) -> None:
        """Put the cursor on the line that was just moved, wherever it went."""
        line, self._moved = self._moved, ""
        for one in (self.pool, *(box.list for box in self.boxes)):
            if line and one.choose(line):
                one.setFocus()
                return

    def _put(self, line: str, month: str) -> None:
        self._moved = line
        self.put.emit(line, month)

    def _shift(self, line: str, by: int) -> None:
        self._moved = line
        self.shift_wanted.emit(line, by)

    def _dropped(self, line: str, month: str) -> None:
        if month:
            self._put(line, month)
        else:
            self.take_off_wanted.emit(line)

    def open_menu(self, line: PlanLine, where: QPoint) -> QMenu:
        """Open the menu of a line: the months, taking it off, and its consultation."""
        menu = QMenu(self)
        menu.setObjectName("planMenu")
        menu.setAccessibleName(f"“{line.title}”排到")
        menu.aboutToHide.connect(menu.deleteLater)
        here = next((m.key for m in self._page.months if line in m.lines), "")
        if not line.outside:
            self._offer_months(menu, line, here)
        topic = line.topic or ("" if here else line.id)
        if line.about:
            to = Act(word="", page="workspace", about=line.about)
            menu.addAction("打开协商").triggered.connect(partial(self.followed.emit, to))
        elif topic:
            begin = Act(word="", page="begin", about=topic)
            menu.addAction("现在就开始协商").triggered.connect(partial(self.followed.emit, begin))
        menu.popup(where)
        return menu

    def _offer_months(self, menu: QMenu, line: PlanLine, here: str) -> None:
        """Offer the months that have not passed, and taking the line off."""
        for month in self._page.months:
            if month.open:
                done = "（已召开）" if month.state is State.DONE else ""
                act = menu.addAction(f"排到{month.name} {month.day}{done}".strip())
                act.setEnabled(month.key != here)
                act.triggered.connect(partial(self._put, line.id, month.key))
        menu.addSeparator()
        if here:
            off = menu.addAction("移出计划")
            off.triggered.connect(partial(self.take_off_wanted.emit, line.id))
