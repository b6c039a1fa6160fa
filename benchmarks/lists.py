"""How a list of 100,000 rows opens, scrolls and is filtered while one types.

Run ``python -m benchmarks.lists`` from the top of the source tree. The pages are those of the
program, with rows that were made up; offscreen, painting included. ``jump`` goes to any place in
the list, ``wheel`` one notch further, ``key`` types one more letter into the search until the list
has followed it. Each figure is p50 / p95 in ms of the processor of the window's thread, which other
work on the computer changes little. ``rest`` is what the list does once typing pauses.
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
from typing import Any

FRAME, MOST = 16.0, 100.0  # ms
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

    view = ConsultationsView()
    presenter = ConsultationsPresenter(lambda: lines, show=view.show_screen)
    view.typed.connect(presenter.look_for)
    view.serve(presenter)
    return view


PAGES = (Page("consultations", open_consultations, consultations),)


def main() -> None:
    """Measure, print the table, and fail when scrolling or typing falls behind the screen."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=100_000)
    count = asked.parse_args().rows
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(f"{count:,} rows; load {os.getloadavg()[0]:.1f}")
    heads = ("open", "jump", "wheel", "key", "rest", "sort")
    print(f"{'page':16}" + "".join(f"{head:>16}" for head in heads))
    slow = [name for page in PAGES for name in _row(page, count)]
    if slow:
        sys.exit(f"falls behind the screen: {', '.join(slow)}")


def _row(page: Page, count: int) -> Iterator[str]:
    import gc

    from PySide6.QtWidgets import QApplication

    from consultroom.ui import theme, translation

    application = QApplication.instance() or theme.new_application(["benchmark"])
    assert isinstance(application, QApplication)
    translation.install(application)
    theme.apply(application)
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
    for what, most in (("open", MOST), ("jump", FRAME), ("wheel", FRAME), ("key", FRAME)):
        if _p95(times[what]) > most:
            yield f"{page.name}: {what}"


def _times(application: Any, view: Any, page: Page) -> dict[str, list[float]]:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLineEdit

    from consultroom.ui.tables import Table

    def timed(act: Callable[[], object]) -> float:
        begun = time.thread_time()
        act()
        application.processEvents()
        return (time.thread_time() - begun) * 1e3

    opened = [timed(lambda: view.entered.emit("")) for _ in range(3)]
    table = view.findChild(Table)
    search = view.findChild(QLineEdit)
    bar, dice = table.verticalScrollBar(), random.Random(2)  # noqa: S311 - a sample
    jump = [timed(lambda: bar.setValue(dice.randrange(bar.maximum()))) for _ in range(TIMES)]
    wheel = [timed(lambda: bar.setValue(bar.value() + bar.singleStep() * 3)) for _ in range(TIMES)]
    keys, rests = [], []
    for _ in range(3):
        for length in range(1, len(page.typed) + 1):
            keys.append(timed(lambda length=length: search.setText(page.typed[:length])))
        rests.append(timed(lambda: _pause(application)))
        search.clear()
        _pause(application)
    rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    orders = [timed(lambda o=o: table.rows.sort(1, o)) for o in (rising, falling)]
    moved = {"open": opened, "jump": jump, "wheel": wheel}
    return {**moved, "key": keys, "rest": rests, "sort": orders}


def _pause(application: Any) -> None:
    end = time.monotonic() + 0.4
    while time.monotonic() < end:
        application.processEvents()
        time.sleep(0.002)


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(0.95 * (len(taken) - 1))]


if __name__ == "__main__":
    main()
