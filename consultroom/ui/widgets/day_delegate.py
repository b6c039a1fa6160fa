"""How one day of a month is painted, small and large."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from consultroom.ui import icons, theme
from consultroom.ui.theme.fonts import font
from consultroom.ui.values import DayMark
from consultroom.ui.widgets.month_model import Index, MonthModel

SATURDAY = 5  # date.weekday()
LINE = 24  # height of a one-line chip, logical pixels
TWO_LINES = 42
GAP = 2


def _sheet(index: Index) -> MonthModel:
    model = index.model()
    assert isinstance(model, MonthModel)  # noqa: S101  these delegates serve no other model
    return model


class _OfMonth(QStyledItemDelegate):
    """Knows which day the cursor is on; asking the style option would load all of QStyle (5 ms)."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def _chosen(self, index: Index) -> bool:
        return self._view.currentIndex() == index


class CompactDayDelegate(_OfMonth):
    """A number in a circle, and a short bar in the colour of the day's first mark."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one day."""
        sheet = _sheet(index)
        day, place = sheet.day(index), QRectF(option.rect)  # type: ignore[attr-defined]
        marks = sheet.marks.get(day, ())
        today, inside = day == sheet.today, day.month == sheet.month.month
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = min(place.width(), place.height()) / 2 - 2
        self._paint_disc(painter, place.center(), radius, today=today, chosen=self._chosen(index))
        tokens = theme.now()
        painter.setFont(font(tokens.caption, 600 if marks or today else 400))
        ink = tokens.on_solid if today else tokens.text if inside else tokens.text3
        painter.setPen(QColor(ink))
        lift = -2 if marks else 0
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(place.translated(0, lift), middle, str(day.day))
        if marks:
            self._paint_bar(painter, place.center(), radius, marks[0], on_disc=today)
        painter.restore()

    @staticmethod
    def _paint_disc(
        painter: QPainter, centre: QPointF, radius: float, *, today: bool, chosen: bool
    ) -> None:
        tokens = theme.now()
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.primary))
            painter.drawEllipse(centre, radius, radius)
        elif chosen:
            painter.setPen(QPen(QColor(tokens.primary), 1.5))
            painter.setBrush(QColor(tokens.primary_soft))
            painter.drawEllipse(centre, radius, radius)

    @staticmethod
    def _paint_bar(
        painter: QPainter, centre: QPointF, radius: float, mark: DayMark, *, on_disc: bool
    ) -> None:
        tokens = theme.now()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.on_solid if on_disc else tokens.ink(mark.state)))
        bar = QRectF(centre.x() - 7, centre.y() + radius - 8, 14, 3.4)
        painter.drawRoundedRect(bar, 1.7, 1.7)


class DayDelegate(_OfMonth):
    """A cell with the day's number, a note at the right and a chip for each mark."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one day."""
        place = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        self._paint_ground(painter, place, index, chosen=self._chosen(index))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_number(painter, place, index)
        self._paint_marks(painter, place, index)
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, place: QRectF, index: Index, *, chosen: bool) -> None:
        tokens, sheet = theme.now(), _sheet(index)
        day = sheet.day(index)
        working = day.month == sheet.month.month and day.weekday() < SATURDAY
        painter.fillRect(place, QColor(tokens.surface if working else tokens.sunken))
        line = QColor(tokens.line)
        # fillRect, not drawLine: antialiasing left on by a neighbour would blur a drawn line
        painter.fillRect(QRectF(place.right() - 1, place.top(), 1, place.height()), line)
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), line)
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.primary), 2))
            painter.drawRoundedRect(place.adjusted(1, 1, -2, -2), 6, 6)

    @staticmethod
    def _paint_number(painter: QPainter, place: QRectF, index: Index) -> None:
        tokens, sheet = theme.now(), _sheet(index)
        day = sheet.day(index)
        today = day == sheet.today
        number = QRectF(place.left() + 7, place.top() + 5, tokens.px(28), tokens.px(26))
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.primary))
            painter.drawEllipse(number.center(), tokens.px(14), tokens.px(14))
        inside = day.month == sheet.month.month
        ink = tokens.on_solid if today else tokens.text if inside else tokens.text3
        painter.setFont(font(tokens.body, 600 if today else 500))
        painter.setPen(QColor(ink))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _paint_marks(self, painter: QPainter, place: QRectF, index: Index) -> None:
        sheet, tokens = _sheet(index), theme.now()
        day = sheet.day(index)
        marks = sheet.marks.get(day, ())
        line = tokens.px(LINE)
        top = place.top() + tokens.px(33)
        space = place.bottom() - 3 - top
        room = max(1, int((space + GAP) // (line + GAP)))
        # what does not fit is counted beside the date, never hidden behind an empty cell
        hidden = len(marks) - room
        note = f"另有 {hidden} 项" if hidden > 0 else sheet.notes.get(day, "")
        self._paint_note(painter, place, note, short=f"+{hidden}" if hidden > 0 else "")
        tall = len(marks) == 1 and space >= tokens.px(TWO_LINES)
        height = tokens.px(TWO_LINES) if tall else line
        for mark in marks[:room]:
            chip = QRectF(place.left() + 5, top, place.width() - 11, height)
            self._paint_chip(painter, chip, mark, two_lines=tall)
            top += height + GAP

    @staticmethod
    def _paint_note(painter: QPainter, place: QRectF, note: str, *, short: str) -> None:
        if not note:
            return
        tokens = theme.now()
        painter.setFont(font(tokens.badge))
        painter.setPen(QColor(tokens.text2))
        after = tokens.px(28) + 10  # the day's number
        line = QRectF(
            place.left() + after, place.top() + 5, place.width() - after - 6, tokens.px(26)
        )
        metrics, wide = QFontMetrics(painter.font()), int(line.width())
        if short and metrics.horizontalAdvance(note) > wide:
            note = short
        where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, where, metrics.elidedText(note, Qt.TextElideMode.ElideRight, wide))

    @staticmethod
    def _paint_chip(painter: QPainter, chip: QRectF, mark: DayMark, *, two_lines: bool) -> None:
        tokens = theme.now()
        colours, side = tokens.soft(mark.state), tokens.px(15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.ground))
        painter.drawRoundedRect(chip, 5, 5)
        corner = QPointF(chip.left() + 5, chip.top() + (tokens.px(LINE) - side) / 2)
        icon = QRectF(corner.x(), corner.y(), side, side)
        icons.paint(painter, mark.state.icon, colours.ink, icon, stroke=2.4)
        painter.setFont(font(tokens.caption, 500))
        painter.setPen(QColor(colours.ink))
        words = chip.adjusted(side + 9, 0, -2, 0)
        metrics = QFontMetrics(painter.font())
        if words.width() < 2 * metrics.height():
            return  # a stump of a word tells less than the icon alone
        lines = _lines(mark.words, metrics, words.width(), two_lines=two_lines)
        inset = 2 if len(lines) > 1 else 0
        each = (words.height() - 2 * inset) / len(lines)
        for number, text in enumerate(lines):
            line = QRectF(words.left(), words.top() + inset + number * each, words.width(), each)
            fits = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, fits)


def _lines(words: str, metrics: QFontMetrics, width: float, *, two_lines: bool) -> list[str]:
    """Return the words as one or two lines; a first part that fits beats a cut-off whole."""
    head, _, rest = words.partition(" ")
    if two_lines and rest:
        return [head, rest]
    whole = words.replace(" ", "·")
    fits = metrics.horizontalAdvance(whole) <= width
    return [whole if fits or not rest else head]
