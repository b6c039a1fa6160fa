"""A few words side by side of which one holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from consultroom.ui.widgets.layouts import row
from consultroom.ui.widgets.words import button


class Segments(QWidget):
    """A few words side by side of which one holds.

    Args:
        name: begins every button's objectName.
        says: what is chosen between, for the screen reader.
        chosen: told the key.
    """

    def __init__(
        self, name: str, says: str, keys: Sequence[str], chosen: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.setAccessibleName(says)
        self.buttons: dict[str, QPushButton] = {}
        for number, key in enumerate(keys):
            made = button("", name=f"{name}_{key}", kind="segment", clicked=partial(chosen, key))
            made.setCheckable(True)
            edge = "first" if number == 0 else "last" if number == len(keys) - 1 else "none"
            made.setProperty("edge", edge)
            self.buttons[key] = made
        self.setLayout(row(*self.buttons.values(), spacing=0))

    def show_words(self, words: dict[str, str], chosen: str) -> None:
        """Show what stands on each, and which holds."""
        for key, word in words.items():
            self.buttons[key].setText(word)
            self.buttons[key].setAccessibleName(word)
            self.buttons[key].setChecked(key == chosen)
