"""The left rail and the title bar: where one is, and how to get elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame

from consultroom.ui import icons, theme, wording
from consultroom.ui.screen import Page
from consultroom.ui.widgets.brand import Brand
from consultroom.ui.widgets.layouts import column, row
from consultroom.ui.widgets.nav import COMPACT_LINE, NavButton, RailSize
from consultroom.ui.widgets.words import OneLine, button, label

FULL = 200  # widths in logical pixels
COMPACT = 76
NARROW_WINDOW = 1120
HEAD = 76  # the mark and the margins above and below
MARGINS = 12
SPACING = 2
TOLD = 12  # characters of a station's name below the program's: two lines


def rail_size(width: int, height: int, lines: int) -> RailSize:
    """Return the rail that a window has room for; icons alone only where words do not fit.

    Args:
        width: of the window, in logical pixels.
        height: of the window, in logical pixels.
        lines: how many pages the rail names.
    """
    tokens = theme.now()
    if width >= NARROW_WINDOW * tokens.scale:
        return RailSize.FULL
    needed = HEAD + lines * (tokens.px(COMPACT_LINE) + SPACING)
    return RailSize.COMPACT if height >= needed else RailSize.TINY


class Rail(QFrame):
    """All pages, one under the other."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[Page], station: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName("页面")
        self.buttons: dict[str, NavButton] = {}
        self._station = label("", "caption", wrap=True, name="station")
        self.show_station(station)
        self._names = column(label(wording.PROGRAM, "h3"), self._station, spacing=0)
        head = row(Brand(), self._names, None, margins=(6, 0, 0, 0))
        head.setStretch(1, 1)
        lines = column(head, 10, spacing=SPACING, margins=(12, 14, 12, 14))
        shown = [page for page in pages if not page.under]
        for page in shown:
            if not page.foot:
                lines.addWidget(self._button(page))
        lines.addStretch(1)
        for page in shown:
            if page.foot:
                lines.addWidget(self._button(page))
        self.setLayout(lines)

    def show_station(self, station: str) -> None:
        """Show whose room this is; of a name longer than two lines the beginning."""
        whole = len(station) <= TOLD
        self._station.setText(station if whole else f"{station[: TOLD - 1]}…")
        self._station.setAccessibleName(station)
        self._station.setToolTip("" if whole else station)

    def _button(self, page: Page) -> NavButton:
        made = NavButton(page.icon, page.title)
        made.setObjectName(f"nav_{page.key}")
        made.clicked.connect(lambda: self.chosen.emit(page.key))
        self.buttons[page.key] = made
        return made

    def fit(self, size: RailSize, height: int) -> None:
        """Take the width and shape that a window of this height has room for."""
        full = size is RailSize.FULL
        self.setFixedWidth(theme.now().px(FULL) if full else COMPACT)
        for index in range(self._names.count()):
            item = self._names.itemAt(index)
            if item is not None and (words := item.widget()) is not None:
                words.setVisible(full)
        most = (height - HEAD - MARGINS) // max(1, len(self.buttons)) - SPACING
        for line in self.buttons.values():
            line.fit(size, most)

    def light(self, key: str) -> None:
        """Show which page one is on."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)


class TitleBar(QFrame):
    """Heading, search, help and who is at the desk."""

    search_wanted = Signal()
    help_wanted = Signal()
    clerk_wanted = Signal()

    def __init__(self, clerk: str) -> None:
        super().__init__()
        self.setObjectName("titleBar")
        tokens = theme.now()
        self.setFixedHeight(tokens.px(60))
        self._heading = label("", "h2", name="heading")
        self._subheading = OneLine("caption", name="subheading")
        self._search = button(
            "", name="search", says="搜索，Ctrl+K", clicked=self.search_wanted.emit
        )
        self._search.setIcon(icons.icon("search", tokens.text3, tokens.icon, 6))
        self._search.setIconSize(QSize(tokens.icon + 6, tokens.icon))
        self._key = label("Ctrl K", "key")
        self._key.setFixedHeight(tokens.px(24))
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._search.setLayout(row(None, self._key, margins=(0, 0, 8, 0)))
        self._clerk = button("", name="clerk", kind="plain", clicked=self.clerk_wanted.emit)
        guide = button(
            "",
            name="help",
            kind="icon",
            icon="circle-question-mark",
            says="帮助，F1",
            clicked=self.help_wanted.emit,
        )
        line = row(
            *(self._heading, self._subheading, self._search, guide, self._clerk),
            spacing=12,
            margins=(24, 0, 16, 0),
        )
        line.setStretch(1, 1)
        self.setLayout(line)
        self.show_clerk(clerk)

    def show_heading(self, heading: str, subheading: str) -> None:
        """Show where one is."""
        self._heading.setText(heading)
        self._subheading.setText(subheading)

    def show_clerk(self, name: str) -> None:
        """Show who is at the desk (经办人), whose name goes on every act."""
        self._clerk.setText(f"经办：{name}")
        self._clerk.setAccessibleName(f"经办人 {name}，点按可更换")

    def fit(self, size: RailSize) -> None:
        """Take the room the window has."""
        full = size is RailSize.FULL
        self._search.setFixedWidth(theme.now().px(320 if full else 150))
        self._search.setText("搜索协商、议题、委员…" if full else "搜索")
        self._key.setVisible(full)
