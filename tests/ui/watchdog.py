"""``CONSULTROOM_WATCHDOG=1 pytest tests/ui``: where the window stood still in each test.

Nothing is asserted and nothing is slowed down in an ordinary run. With the variable set, to ``1``
or to a number of ms, each test has the watchdog beside it, and what it saw is listed at the end,
the worst first. With ``CONSULTROOM_WATCHDOG_STRICT`` set as well, the run fails when any of it took
more than that of the processor: for a computer with nothing else to do, by night.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from consultroom.ui.watchdog import LIMIT, Block, Watchdog

ASKED, STRICT = "CONSULTROOM_WATCHDOG", "CONSULTROOM_WATCHDOG_STRICT"
MOST = 30  # lines of the list


class Kennel:
    """Has the watchdogs of a run, and tells what they saw."""

    def __init__(self) -> None:
        told = float(os.environ[ASKED])
        self.limit = told if told > 1 else LIMIT
        self.seen: list[tuple[str, Block]] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Watch one test."""
        from PySide6.QtWidgets import QApplication

        if QApplication.instance() is None:
            return (yield)
        dog = Watchdog(lambda block: self.seen.append((item.nodeid, block)), limit=self.limit)
        dog.start()
        try:
            return (yield)
        finally:
            dog.stop()
            dog.deleteLater()

    @property
    def worst(self) -> list[tuple[str, Block]]:
        """What really was at work for too long, the worst first."""
        long = [one for one in self.seen if one[1].worked > self.limit]
        return sorted(long, key=lambda one: -one[1].worked)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """List what was seen."""
        terminalreporter.section(f"the window stood still for more than {self.limit:.0f} ms")
        for test, block in self.worst[:MOST]:
            terminalreporter.line(f"{block}\n    {test}")
        more = len(self.worst) - MOST
        terminalreporter.line(f"and {more} more" if more > 0 else f"{len(self.worst)} times")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail the run where that was asked for."""
        if self.worst and os.environ.get(STRICT):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_configure(config: pytest.Config) -> None:
    """Bring the watchdogs where they are asked for."""
    if os.environ.get(ASKED) and not config.pluginmanager.has_plugin("kennel"):
        config.pluginmanager.register(Kennel(), "kennel")
