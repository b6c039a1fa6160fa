"""The facade (门面): the window as it stands for the moment in which its room is opened.

Reading and opening a room takes twice as long as a window does. So the window is painted first,
with rail, title bar and the empty cards of the first page; `Office` then puts the pages in.
"""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer

from consultroom.frozen import replace
from consultroom.ui.home.skeleton import Skeleton
from consultroom.ui.main_window import MainWindow
from consultroom.ui.pages import Pages

FIRST = "home"
PATIENCE = 300  # ms to wait for the screen; what is not shown by then is shown later


def facade(*, station: str, clerk: str) -> MainWindow:
    """Return a window whose only page is the empty first one.

    Args:
        station: what stands under the program's name.
        clerk: who sits down (经办人).
    """
    pages = [
        replace(page, build=Skeleton) if page.key == FIRST else page for page in Pages().table()
    ]
    return MainWindow(pages, station=station, clerk=clerk, search=lambda _typed: ())


def show(window: MainWindow) -> None:
    """Show a facade and return when it was painted.

    Keys and clicks wait until the pages are there: the loop that runs here takes none of them.
    """
    loop = QEventLoop()
    page = window.screens[FIRST]
    assert isinstance(page, Skeleton)  # noqa: S101 - `facade` made it
    # once all that is to be painted is
    page.painted.connect(lambda: QTimer.singleShot(0, loop, loop.quit))
    QTimer.singleShot(PATIENCE, loop, loop.quit)
    window.show()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
