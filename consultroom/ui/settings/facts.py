"""Lines of label and text, and cards of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from consultroom.ui import theme
from consultroom.ui.settings.words import Fact, Group
from consultroom.ui.widgets.cards import card, titled
from consultroom.ui.widgets.words import label

LABELS = 128  # logical pixels of the labels' column


def fact_lines(facts: tuple[Fact, ...]) -> QWidget:
    """Return the facts one under the other, their texts in one column that wraps."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, theme.now().px(LABELS))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for at, one in enumerate(facts):
        name = label(one.label, "sub", wrap=True)
        text = label(one.text, wrap=True)
        text.setAccessibleName(f"{one.label}：{one.text}")
        grid.addWidget(name, at, 0, top)
        grid.addWidget(text, at, 1, top)
    return made


def group_card(group: Group) -> QFrame:
    """Return a card with a title and its facts."""
    return card(titled(group.title, None), fact_lines(group.facts))
