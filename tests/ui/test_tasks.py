"""Slow work: off the GUI thread, one at a time, answered on the GUI thread."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from consultroom.errors import UserError
from consultroom.ui.tasks import Job, Progress, Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Tasks:
    return Tasks()


def test_work_runs_elsewhere_and_its_answer_comes_here(qtbot: QtBot, tasks: Tasks):
    job, seen = Job(), []
    job.done.connect(lambda answer: seen.append((answer, threading.current_thread())))
    with qtbot.waitSignal(job.done):
        tasks.start(job, lambda _progress: threading.current_thread())
    [(worker, here)] = seen
    assert worker is not threading.main_thread()
    assert here is threading.main_thread()


def test_work_is_done_one_at_a_time_and_in_order(qtbot: QtBot, tasks: Tasks):
    running, order, most = [], [], []

    def work(number: int) -> int:
        running.append(number)
        most.append(len(running))
        running.remove(number)
        return number

    jobs = [Job() for _ in range(20)]
    for number, job in enumerate(jobs):
        job.done.connect(order.append)
        tasks.start(job, lambda _progress, number=number: work(number))
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))
    assert max(most) == 1


def test_progress_comes_in_order_and_before_the_answer(qtbot: QtBot, tasks: Tasks):
    job, heard = Job(), []
    job.progressed.connect(lambda done, total: heard.append((done, total)))
    job.done.connect(heard.append)

    def work(progress: Progress) -> str:
        for number in range(1, 4):
            progress(number, 3)
        return "ready"

    with qtbot.waitSignal(job.done):
        tasks.start(job, work)
    assert heard == [(0, 0), (1, 3), (2, 3), (3, 3), "ready"]


def test_a_refusal_reaches_the_caller_and_no_one_else(qtbot: QtBot, tasks: Tasks):
    job = Job()

    def refuse(_progress: Progress) -> None:
        raise UserError("优盘已拔出，请插好再试。")

    with qtbot.waitSignal(job.failed) as said:
        tasks.start(job, refuse)
    assert str(said.args[0]) == "优盘已拔出，请插好再试。"


def test_a_fault_reaches_the_caller_and_the_hook(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
):
    caught: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda _kind, error, _trace: caught.append(error))
    job = Job()
    with qtbot.waitSignal(job.failed) as said:
        tasks.start(job, lambda _progress: 1 / 0)
    qtbot.waitUntil(lambda: bool(caught))
    assert caught == said.args
    assert isinstance(caught[0], ZeroDivisionError)


def test_cancelled_work_stops_at_its_next_step_and_says_nothing(qtbot: QtBot, tasks: Tasks):
    started, go, steps = threading.Event(), threading.Event(), []
    job, heard = Job(), []
    job.done.connect(heard.append)
    job.failed.connect(heard.append)

    def work(progress: Progress) -> None:
        started.set()
        go.wait(5)
        for number in range(100):
            progress(number, 100)
            steps.append(number)

    tasks.start(job, work)
    assert started.wait(5)
    job.cancel()
    go.set()
    after = Job()
    with qtbot.waitSignal(after.done):
        tasks.start(after, lambda _progress: None)
    assert steps == heard == []


def test_work_cancelled_while_it_waits_never_begins(qtbot: QtBot, tasks: Tasks):
    begun: list[int] = []
    go, first, second, last = threading.Event(), Job(), Job(), Job()
    tasks.start(first, lambda _progress: go.wait(5))
    tasks.start(second, lambda _progress: begun.append(2))
    second.cancel()
    with qtbot.waitSignal(last.done):
        tasks.start(last, lambda _progress: None)
        go.set()
    assert begun == []


def test_an_owner_that_is_gone_is_not_called(qtbot: QtBot, tasks: Tasks):
    """A screen may be closed while its work runs; its job goes with it."""
    owner, go, after = QObject(), threading.Event(), Job()
    tasks.start(Job(owner), lambda _progress: go.wait(5))
    owner.deleteLater()
    qtbot.waitUntil(lambda: not isValid(owner))
    with qtbot.waitSignal(after.done):
        tasks.start(after, lambda _progress: None)
        go.set()
