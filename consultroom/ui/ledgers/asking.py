"""The bar that asks which table, and of which days."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consultroom.ui import theme
from consultroom.ui.ledgers.spans import Span, SpanKind
from consultroom.ui.widgets.date_field import DateField
from consultroom.ui.widgets.fields import Select
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import holder, row
from consultroom.ui.widgets.words import label

SPANS = tuple((one.value, one.word) for one in SpanKind)

ALL_UNITS = ("", "全区各站")


class AskingBar(QWidget):
    """Which table or form, kind of period, and the period itself.

    Args:
        today: for dates typed without a year.
        kinds: objectName of the choice of tables or forms; ``says`` is its accessible name.

    Signals:
        days_chosen: both are there, a date or None each.
    """

    kind_chosen = Signal(str)
    unit_chosen = Signal(str)
    span_chosen = Signal(object)  # SpanKind
    year_chosen = Signal(int)
    part_chosen = Signal(int)
    days_chosen = Signal(object, object)

    def __init__(self, today: date, *, kinds: str, says: str) -> None:
        super().__init__()
        self._kinds = _select(kinds, says, 176)
        self._units = _select("ledgerUnit", "哪个工作站", 176)
        self._units.changed.connect(lambda: self.unit_chosen.emit(self._units.value()))
        self._units.hide()
        self._spans = _select("spanKind", "按什么时间统计", 124)
        self._spans.show_choices(SPANS)
        self._years = _select("spanYear", "年份", 104)
        self._parts = _select("spanPart", "第几季度或几月", 112)
        self._first, self._last = DateField(today), DateField(today)
        for field, name, word in (
            (self._first, "spanFirst", "开始日期"),
            (self._last, "spanLast", "截止日期"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(word)
            field.setFixedWidth(theme.now().px(222))
            field.editingFinished.connect(self._tell_days)
        self._days = holder(row(self._first, label("至", "sub"), self._last, spacing=8))
        self._kinds.changed.connect(lambda: self.kind_chosen.emit(self._kinds.value()))
        self._spans.changed.connect(self._tell_span)
        self._years.changed.connect(lambda: self.year_chosen.emit(int(self._years.value())))
        self._parts.changed.connect(lambda: self.part_chosen.emit(int(self._parts.value())))
        flow = FlowLayout(gap=10)
        for asked in (self._kinds, self._units, self._spans, self._years, self._parts, self._days):
            flow.addWidget(asked)
        self.setLayout(flow)

    def show_asked(
        self, kinds: tuple[tuple[str, str], ...], kind: str, span: Span, years: tuple[int, ...]
    ) -> None:
        """Show what is asked about: the kind among the kinds, and the period."""
        for field, choices, value in (
            (self._kinds, kinds, kind),
            (self._years, tuple((str(year), f"{year}年") for year in years), str(span.year)),
            (self._parts, span.parts(), str(span.part)),
            (self._spans, SPANS, span.kind.value),
        ):
            field.blockSignals(True)
            field.show_choices(choices)
            field.show_value(value)
            field.blockSignals(False)
        days = span.kind is SpanKind.DAYS
        self._years.setVisible(not days)
        self._parts.setVisible(bool(span.parts()))
        self._days.setVisible(days)
        if days:
            self._show_days(span.first, span.last)

    def show_units(self, units: tuple[tuple[str, str], ...], unit: str) -> None:
        """Show the stations below; where there are none, nothing is asked."""
        self._units.blockSignals(True)
        self._units.show_choices((ALL_UNITS, *units))
        self._units.show_value(unit)
        self._units.blockSignals(False)
        self._units.setVisible(bool(units))

    def _show_days(self, first: date, last: date) -> None:
        for field, day in ((self._first, first), (self._last, last)):
            field.blockSignals(True)
            field.show_value(day)
            field.blockSignals(False)

    def _tell_span(self) -> None:
        code = self._spans.value()
        self.span_chosen.emit(next(one for one in SpanKind if one.value == code))

    def _tell_days(self) -> None:
        self.days_chosen.emit(self._first.value(), self._last.value())


def _select(name: str, says: str, wide: int) -> Select:
    made = Select()
    made.setObjectName(name)
    made.setAccessibleName(says)
    made.setFixedWidth(theme.now().px(wide))
    return made
