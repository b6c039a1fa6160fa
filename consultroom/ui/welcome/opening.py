"""Putting the first window together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from consultroom.errors import UserError
from consultroom.ui import dialogs
from consultroom.ui.shortcuts import keys
from consultroom.ui.shortcuts.binding import bind, open_sheet
from consultroom.ui.tasks import Job, Tasks
from consultroom.ui.welcome.presenter import House, Progress, WelcomePresenter
from consultroom.ui.welcome.view import WelcomeView
from consultroom.ui.widgets.form_panel import FormPanel

JOIN_FILE = dialogs.FileKind("入网文件", "crjoin")


def open_welcome(house: House, *, ask_help: Callable[[], object]) -> WelcomeView:
    """Return the first window, showing the ways in.

    Args:
        house: what it works with.
        ask_help: opens the manual where it tells of beginning.
    """
    today = house.clock().date()
    form = FormPanel(lambda *typed: presenter.keep(*typed), today=today)  # noqa: PLW0108 - below
    view = WelcomeView(form)
    presenter = WelcomePresenter(
        house,
        show=view.show_screen,
        ask_folder=lambda: dialogs.ask_folder(view, "选择文件夹", _nearest(house.under)),
        ask_join_file=lambda: dialogs.ask_open(view, "选择区里给的入网文件", JOIN_FILE),
    )
    view.serve(presenter)
    view.help_wanted.connect(ask_help)
    bind(
        view,
        {keys.HELP: ask_help, keys.DISMISS: view.dismiss, keys.SHEET: lambda: open_sheet(view)},
    )
    presenter.enter()
    return view


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above that is there."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), folder)


class Backroom(QObject):
    """Runs the first window's slow work; it must outlive the window."""

    def __init__(self) -> None:
        super().__init__()
        self._tasks = Tasks()

    def slow(
        self,
        work: Callable[[Progress], object],
        *,
        done: Callable[[Any], None],
        failed: Callable[[UserError | None], None],
        progressed: Callable[[int, int], None],
    ) -> Callable[[], None]:
        """Start work on the other thread; return what calls it off."""
        job = Job(self)
        job.done.connect(done)
        job.failed.connect(lambda error: failed(error if isinstance(error, UserError) else None))
        job.progressed.connect(progressed)
        self._tasks.start(job, work)
        return job.cancel
