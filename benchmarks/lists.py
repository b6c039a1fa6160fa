"""How a list of 100,000 rows opens, scrolls and is filtered while one types.

Run ``python -m benchmarks.lists`` from the top of the source tree. The pages are those of the
program, with rows that were made up; offscreen, painting included. Each figure is p50 / p95 in ms
of the processor of the window's thread, which other work on the computer changes little.

``open`` is the first turn when the page is gone to, its modules read before as in the program;
``turn`` the longest turn of the event loop until the list is whole, and what is made ready behind
it; ``again`` going there once more. ``jump`` goes to any place in the list, ``wheel`` one notch
further, ``drag`` pulls the scroll bar from top to bottom, ``PageDn`` holds that key, ``ends`` goes
to the last row, a page back from there and to the first, which stays chosen. ``key`` types one more
letter into the search or empties it: the longest turn until the list has followed it, ``follow``
all of them together, ``most`` the longest of all letters. ``rest`` is the longest turn once typing
pauses, ``sort`` while a click on a heading puts the rows in order. ``whole`` is how long it takes
by the clock until the list is whole.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

MOVES = ("jump", "wheel", "drag", "PageDn", "ends")
FRAME, BLOCK, MOST = 16.0, 50.0, 100.0  # ms
TIMES = 60
TOPICS = ("老旧小区加装电梯", "楼道堆物怎么管", "菜场周边停车难", "社区食堂怎么办", "口袋公园选址")


@dataclass(frozen=True, slots=True)
class Page:
    """One page with a list.

    Attributes:
        lines: gives that many made-up rows.
        opened: gives the view, shown with these rows.
        typed: what is typed into its search, letter by letter.
    """

    name: str
    opened: Callable[[tuple[Any, ...]], Any]
    lines: Callable[[int], tuple[Any, ...]]
    typed: str = "停车 12"


def consultations(count: int) -> tuple[Any, ...]:
    """Return lines of the list of consultations."""
    from consultroom.services.rostering import initials
    from consultroom.ui.consultations.presenter import ConsultationLine
    from consultroom.ui.states import State

    dice = random.Random(1)  # noqa: S311 - a sample
    return tuple(
        ConsultationLine(
            id=f"c{number}",
            number=f"WT-XS-{2016 + number % 10}-{number:05d}",
            title=(title := f"{dice.choice(TOPICS)}（{number % 997}）"),
            step="第 4 步　协商议事",
            state=dice.choice(tuple(State)),
            word="",
            year=2016 + number % 10,
            meets_on=date(2016, 1, 1) + timedelta(days=number % 3650),
            due_on=None,
            due="",
            initials=initials(title),
        )
        for number in range(count)
    )


def open_consultations(lines: tuple[Any, ...]) -> Any:
    """Return the page 协商."""
    from consultroom.ui.consultations.presenter import ConsultationsPresenter
    from consultroom.ui.consultations.view import ConsultationsView
    from consultroom.ui.turns import later

    view = ConsultationsView()
    presenter = ConsultationsPresenter(lambda: lines, show=view.show_screen, later=later(view))
    view.typed.connect(presenter.look_for)
    view.serve(presenter)
    return view


PAGES = (Page("consultations", open_consultations, consultations),)


@dataclass(frozen=True, slots=True)
class RoomPage:
    """One page over a room in which its table is long.

    Attributes:
        key: of the page.
        make: name of what makes the rows, in ``long_rooms``.
        search: objectName of its search field; a page may have none.
        typed: as above.
        about: what the page is opened with.
        district: in the district's room, not a station's.
        name: in the table; the page's key where empty.
    """

    key: str
    make: str
    search: str = ""
    typed: str = "停车 12"
    about: str = ""
    district: bool = False
    name: str = ""

    @property
    def called(self) -> str:
        """What the table calls it."""
        return self.name or self.key


ROOM_PAGES = (
    RoomPage("outcomes", "assignments", "outcomesLine", "加装电梯"),
    RoomPage("topics", "topics", "topicsLine", "停车难"),
    RoomPage("members", "members", "membersLine", "王伟芳"),
    RoomPage("papers", "issued", "papersLine", "菜场周边"),
    RoomPage("receptions", "receptions"),
    RoomPage("ledgers", "topics", about="topics"),
    RoomPage("ledgers", "visits", about="receptions", district=True, name="ledgers-district"),
    RoomPage("topics", "topics", "topicsLine", "停车难", district=True, name="topics-district"),
    RoomPage("safekeeping", "acts", about="acts", name="history"),
)


def main() -> None:
    """Measure, print the tables, and fail when scrolling or typing falls behind the screen."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--page", action="append", help="only these pages")
    told = asked.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(f"{told.rows:,} rows; load {os.getloadavg()[0]:.1f}")
    slow: list[str] = []
    wanted = [page for page in PAGES if told.page is None or page.name in told.page]
    if wanted:
        _heads("open", *MOVES, "key", "rest", "sort")
        slow += [name for page in wanted for name in _row(page, told.rows)]
    keys = [page for page in ROOM_PAGES if told.page is None or page.called in told.page]
    if keys:
        slow += _rooms(keys, told.rows)
    if slow:
        sys.exit(f"falls behind the screen: {', '.join(slow)}")


def _heads(*heads: str, width: int = 16) -> None:
    print(f"{'page':16}" + "".join(f"{head:>{width}}" for head in heads))


def _application() -> Any:
    from PySide6.QtWidgets import QApplication

    from consultroom.ui import theme, translation

    application = QApplication.instance() or theme.new_application(["benchmark"])
    assert isinstance(application, QApplication)
    translation.install(application)
    theme.apply(application)
    return application


def _row(page: Page, count: int) -> Iterator[str]:
    import gc

    application = _application()
    lines = page.lines(count)
    gc.collect()
    gc.freeze()
    view = page.opened(lines)
    view.resize(1166, 708)
    view.show()
    application.processEvents()
    times = _times(application, view, page)
    cells = [f"{statistics.median(taken):.1f} / {_p95(taken):.1f}" for taken in times.values()]
    print(f"{page.name:16}" + "".join(f"{cell:>16}" for cell in cells), flush=True)
    view.close()
    for what, most in (("open", MOST), *((one, FRAME) for one in (*MOVES, "key"))):
        if _p95(times[what]) > most:
            yield f"{page.name}: {what}"


def _rooms(pages: list[RoomPage], count: int) -> list[str]:
    """Measure pages over long rooms; each in a room of its own."""
    import tempfile
    from pathlib import Path

    from benchmarks import long_rooms

    slow: list[str] = []
    with tempfile.TemporaryDirectory(prefix="consultroom-benchmark-") as made:
        folder = Path(made)
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ[name] = str(folder / "person")
        station, district = long_rooms.base_rooms(folder / "base")
        _warm()
        _heads("open", "turn", "again", *MOVES, "key", "follow", "most", "rest", "sort", "whole",
               width=11)  # fmt: skip
        for page in pages:
            make, base = getattr(long_rooms, page.make), district if page.district else station
            with long_rooms.long_room(base, folder / f"room-{page.called}", make, count) as desk:
                slow += _room_row(page, desk, folder, count)
    return slow


def _warm() -> None:
    """Read what the program reads while nobody waits, after its first paint."""
    from importlib import import_module

    from PySide6.QtWidgets import QTableView

    from consultroom.ui.warming import MODULES

    for name in MODULES:
        import_module(name)
    _application()
    QTableView().viewport()  # Qt's classes are learned with the first table, which it made as well


def _room_row(page: RoomPage, desk: Any, folder: Any, count: int) -> list[str]:
    from consultroom.ui.office import Office

    application = _application()
    office = Office(desk, folder=folder)
    window = office.window
    window.resize(1366, 768)
    window.show()
    _rest(application, 0.5)
    opened = _timed(application, lambda: window.go(page.key, page.about))
    view = window.screens[page.key]
    begun = time.monotonic()
    turn = _until_whole(application, view, page, count)
    whole = time.monotonic() - begun
    again = []
    for _ in range(3):
        window.go("home")
        _rest(application, 0.1)
        again.append(_timed(application, lambda: window.go(page.key)))
    times = {"open": [opened], "turn": [turn], "again": again}
    times |= _moved(application, _table(view)) | _typed(application, view, page)
    times["sort"] = _sorted(application, _table(view))
    cells = [f"{statistics.median(taken):.0f} / {_p95(taken):.0f}" for taken in times.values()]
    print(f"{page.called:16}" + "".join(f"{cell:>11}" for cell in cells) + f"{whole:10.1f}s",
          flush=True)  # fmt: skip
    window.close()
    limits = {"open": MOST, "turn": BLOCK, "again": MOST} | dict.fromkeys(MOVES, FRAME)
    limits |= {"key": FRAME, "most": BLOCK, "rest": BLOCK, "sort": BLOCK}
    return [f"{page.called}: {what}" for what, most in limits.items() if _p95(times[what]) > most]


def _until_whole(application: Any, view: Any, page: RoomPage, count: int) -> float:
    """Wait until the list has its rows; return the longest turn of the event loop in it, ms."""
    from datetime import date

    longest, end = 0.0, time.monotonic() + 180
    if page.key == "ledgers":
        from consultroom.ui.ledgers.spans import SpanKind

        view.presenter.choose_span(SpanKind.DAYS)
        view.presenter.choose_days(date(2016, 1, 1), date(2026, 12, 31))
    while time.monotonic() < end:
        longest = max(longest, _timed(application, lambda: None))
        table = _table(view)
        if table is not None and table.rows.rowCount() >= count:
            return max(longest, _rest(application, 1.0))  # what is made ready behind the list too
        time.sleep(0.001)
    raise TimeoutError(page.key)


def _table(view: Any) -> Any:
    from consultroom.ui.tables import Table

    shown = [one for one in view.findChildren(Table) if one.isVisible()]
    return max(shown, key=lambda one: one.rows.rowCount(), default=None)


def _timed(application: Any, act: Callable[[], object]) -> float:
    begun = time.thread_time()
    act()
    application.processEvents()
    return (time.thread_time() - begun) * 1e3


def _moved(application: Any, table: Any) -> dict[str, list[float]]:
    bar, dice = table.verticalScrollBar(), random.Random(2)  # noqa: S311 - a sample

    def timed(act: Callable[[], object]) -> float:
        return _timed(application, act)

    jump = [timed(lambda: bar.setValue(dice.randrange(bar.maximum()))) for _ in range(TIMES)]
    wheel = [timed(lambda: bar.setValue(bar.value() + bar.singleStep() * 3)) for _ in range(TIMES)]
    steps = [bar.maximum() * at // (4 * TIMES) for at in range(4 * TIMES + 1)]
    bar.setSliderDown(True)
    drag = [timed(partial(bar.setSliderPosition, at)) for at in steps]
    bar.setSliderDown(False)
    table.selectRow(0)
    table.setFocus()
    held = [timed(partial(_press, table, "PageDown", auto=at > 0)) for at in range(2 * TIMES)]
    way = ("End", "PageUp", "Home") * (TIMES // 10)
    ends = [timed(partial(_press, table, name, far=name != "PageUp")) for name in way]
    return {"jump": jump, "wheel": wheel, "drag": drag, "PageDn": held, "ends": ends}


def _press(table: Any, name: str, *, auto: bool = False, far: bool = False) -> None:
    """Press a key in a list, or keep it held; with Ctrl it goes to the end of the list."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    held = Qt.KeyboardModifier.ControlModifier if far else Qt.KeyboardModifier.NoModifier
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key[f"Key_{name}"], held, "", auto)
    QCoreApplication.sendEvent(table, key)


def _typed(application: Any, view: Any, page: Page | RoomPage) -> dict[str, list[float]]:
    from PySide6.QtWidgets import QLineEdit

    name = page.search if isinstance(page, RoomPage) else "consultationsLine"
    search = view.findChild(QLineEdit, name) if name else None
    keys, wholes, rests = [], [], []
    for _ in range(4 if search is not None else 0):
        for length in (*range(1, len(page.typed) + 1), 0):
            put = partial(search.setText, page.typed[:length])
            turns = [_timed(application, put), *(_timed(application, _nothing) for _ in range(5))]
            keys.append(max(turns))
            wholes.append(sum(turns))
        rests.append(_rest(application))
    most = [max(keys, default=0.0)]
    return {"key": keys or [0.0], "follow": wholes or [0.0], "most": most, "rest": rests or [0.0]}


def _nothing() -> None:
    """Let the window have another turn."""


def _sorted(application: Any, table: Any) -> list[float]:
    """Return what sorting by a click on a heading takes at most in one turn, twice."""
    from PySide6.QtCore import Qt

    from consultroom.ui.rows import WindowedRows

    columns = enumerate(table.rows.columns)
    column = next((n for n, one in columns if one.order and one.title != "编号"), None)
    if column is None or isinstance(table.rows.shown, WindowedRows):
        return [0.0]
    taken = []
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        begun = _timed(application, partial(table.sort_by, column, order))
        taken.append(max(begun, _rest(application, 2.0)))
    return taken


def _times(application: Any, view: Any, page: Page) -> dict[str, list[float]]:
    from PySide6.QtCore import Qt

    from consultroom.ui.tables import Table

    opened = [_timed(application, lambda: view.entered.emit("")) for _ in range(3)]
    table = view.findChild(Table)
    moved, typed = _moved(application, table), _typed(application, view, page)
    rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    orders = [_timed(application, partial(table.sort_by, 1, o)) for o in (rising, falling)]
    return {"open": opened, **moved, "key": typed["key"], "rest": typed["rest"], "sort": orders}


def _rest(application: Any, seconds: float = 0.4) -> float:
    """Let the window come to rest; return its longest turn, ms of the processor."""
    longest, end = 0.0, time.monotonic() + seconds
    while time.monotonic() < end:
        longest = max(longest, _timed(application, lambda: None))
        time.sleep(0.002)
    return longest


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(0.95 * (len(taken) - 1))]


if __name__ == "__main__":
    main()
