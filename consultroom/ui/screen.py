"""What the window and its pages know of each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consultroom.frozen import Frozen
from consultroom.ui.values import Act


class Presenter(Protocol):
    """The Qt-free half of a screen."""

    def enter(self, about: str, /) -> None:
        """Show the page; ``about`` is what it is to open, or ""."""


class Screen(QWidget):
    """A page of the window; every screen's view is one.

    Signals:
        entered: the page came to the front; carries what it is to open, or "".
        wanted: an Act was clicked that another page does.
        headed: heading or subheading changed.
    """

    entered = Signal(str)
    wanted = Signal(Act)
    headed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = ""
        self.subheading = ""

    def serve(self, presenter: Presenter) -> None:
        """Keep the presenter alive with its view, and tell it when the page is entered."""
        self.presenter = presenter
        self.entered.connect(presenter.enter)

    def head(self, heading: str, subheading: str = "") -> None:
        """Set the words in the title bar."""
        if (heading, subheading) != (self.heading, self.subheading):
            self.heading, self.subheading = heading, subheading
            self.headed.emit()

    @property
    def place(self) -> str:
        """What brings a person back to where they are on the page, for ``entered``; or ""."""
        return ""

    def flush(self) -> None:
        """Hand on what is being typed; called before the page or the program is left."""


class Page(Frozen, kw_only=True):
    """A page and its place in the rail.

    Attributes:
        key: what Act.page says to come here.
        title: in the rail, and in the title bar until the screen has a heading.
        icon: lucide's name.
        build: makes the screen with its presenter, when it is first opened.
        foot: stands at the foot of the rail.
        under: key of the page lit in the rail instead; this one then has no place of its own.
    """

    key: str
    title: str
    icon: str = ""
    build: Callable[[], Screen]
    foot: bool = False
    under: str = ""
