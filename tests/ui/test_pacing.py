"""A long reading gives the window its turns; a newer one takes its place."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.services.striding import Steps
from consultroom.ui.pacing import FIRST, Pace


def count(steps: int) -> Steps[int]:
    for _ in range(steps):
        yield
    return steps


def turns(waiting: list[Callable[[], None]]) -> int:
    """Let the event loop turn until nothing waits; return how often it did."""
    turned = 0
    while waiting:
        waiting.pop(0)()
        turned += 1
    return turned


def test_a_short_reading_comes_at_once_and_nobody_waits():
    waiting: list[Callable[[], None]] = []
    said: list[object] = []
    Pace(waiting.append).take(count(FIRST - 1), said.append, lambda: said.append("wait"))
    assert (said, waiting) == ([FIRST - 1], [])


def test_a_long_reading_says_so_and_comes_later():
    waiting: list[Callable[[], None]] = []
    said: list[object] = []
    Pace(waiting.append).take(count(FIRST + 3), said.append, lambda: said.append("wait"))
    assert said == ["wait"]
    assert turns(waiting) >= 1
    assert said == ["wait", FIRST + 3]


def test_what_is_looked_for_after_a_key_comes_in_a_turn_of_its_own():
    waiting: list[Callable[[], None]] = []
    said: list[object] = []
    pace = Pace(waiting.append, typed=True)
    pace.take(count(FIRST + 1), said.append)
    waiting.pop(0)()
    assert (said, len(waiting), pace.busy) == ([], 1, True)
    waiting.pop(0)()
    assert (said, waiting, pace.busy) == ([FIRST + 1], [], False)


def test_what_came_is_not_heard_after_a_stop():
    waiting: list[Callable[[], None]] = []
    said: list[object] = []
    pace = Pace(waiting.append, typed=True)
    pace.take(count(FIRST + 1), said.append)
    waiting.pop(0)()
    pace.stop()
    turns(waiting)
    assert said == []


def test_a_newer_reading_takes_the_place_of_the_one_before():
    waiting: list[Callable[[], None]] = []
    said: list[object] = []
    pace = Pace(waiting.append)
    pace.take(count(FIRST + 1), said.append)
    pace.take(count(FIRST + 2), said.append)
    turns(waiting)
    assert said == [FIRST + 2]


def test_a_reading_that_was_stopped_never_comes():
    waiting: list[Callable[[], None]] = []
    said: list[object] = []
    pace = Pace(waiting.append)
    pace.take(count(FIRST + 1), said.append)
    pace.stop()
    turns(waiting)
    assert said == []


def test_where_no_window_waits_all_is_read_at_once():
    said: list[int] = []
    Pace().take(count(1000), said.append)
    assert said == [1000]
