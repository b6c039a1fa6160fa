"""A page of several parts, turned to by tabs; each is made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from consultroom.frozen import Frozen
from consultroom.ui.screen import Screen
from consultroom.ui.widgets.layouts import column


class Part(Frozen, kw_only=True):
    """One part of the page.

    Attributes:
        build: makes it, when it is first turned to.
        enter: shows how things stand; called each time it comes to the front.
    """

    key: str
    word: str
    build: Callable[[], QWidget]
    enter: Callable[[], None]


class PartedScreen(Screen):
    """The tabs, and what each shows. Enter it at a part's key to turn there.

    Args:
        name: the page's objectName, which begins that of its tabs.
        says: what the tabs are, for the screen reader.
        parts: in their order.
    """

    def __init__(self, name: str, says: str, parts: Sequence[Part]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._parts = tuple(parts)
        self._built: dict[str, QWidget] = {}
        self.tabs = QTabBar()
        self.tabs.setObjectName(f"{name}Tabs")
        self.tabs.setAccessibleName(says)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for part in self._parts:
            self.tabs.addTab(part.word)
        self._stack = QStackedWidget()
        lines = column(self.tabs, self._stack, spacing=12, margins=(24, 6, 24, 18))
        lines.setStretch(1, 1)
        self.setLayout(lines)
        self.tabs.currentChanged.connect(self._turn_to)
        self.entered.connect(self._enter)

    def _enter(self, about: str) -> None:
        keys = [part.key for part in self._parts]
        here = keys.index(about) if about in keys else max(0, self.tabs.currentIndex())
        if here != self.tabs.currentIndex():
            self.tabs.setCurrentIndex(here)
        else:
            self._turn_to(here)

    @property
    def here(self) -> str:
        """Key of the part in front."""
        return self._parts[max(0, self.tabs.currentIndex())].key

    @property
    def place(self) -> str:
        """The part in front, whichever way it was turned to."""
        return self.here

    def turn_to(self, key: str) -> None:
        """Bring a part to the front."""
        self._enter(key)

    def _turn_to(self, index: int) -> None:
        part = self._parts[index]
        if part.key not in self._built:
            self._built[part.key] = part.build()
            self._stack.addWidget(self._built[part.key])
        self._stack.setCurrentWidget(self._built[part.key])
        part.enter()

    def show_word(self, key: str, word: str) -> None:
        """Show another word on a tab, as one with a count."""
        keys = [part.key for part in self._parts]
        if key in keys:
            self.tabs.setTabText(keys.index(key), word)

    def flush(self) -> None:
        """Hand on what is being typed in any of them."""
        for widget in self._built.values():
            flush = getattr(widget, "flush", None)
            if flush is not None:
                flush()
