"""Putting the workspace of one consultation together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from consultroom.services import attaching
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done
from consultroom.ui.minutes.opening import open_minutes
from consultroom.ui.workspace.view import Tab, WorkspaceView
from consultroom.ui.workspace.walking import WorkspacePresenter


def open_workspace(
    desk: Desk,
    *,
    done: Callable[[Done], None],
    tell: Callable[[str], None],
    leave: Callable[[str], None],
) -> WorkspaceView:
    """Return the page 协商工作台, over a room.

    Args:
        desk: whose room.
        done: told what an act did.
        tell: told a sentence that stops the person.
        leave: told why the consultation is there no more.
    """
    tabs = (Tab(key="record", word="会议记录", build=lambda: open_minutes(desk)),)
    view = WorkspaceView(
        tabs,
        lambda *typed: presenter.autosave(*typed),  # noqa: PLW0108 - made below
        today=desk.today,
    )
    presenter = WorkspacePresenter(
        desk,
        show=view.show_screen,
        done=done,
        tell=tell,
        leave=leave,
        advise=view.form.show_advice,
    )
    view.step_chosen.connect(presenter.choose_step)
    view.form_wanted.connect(presenter.open_form)
    view.form_submitted.connect(presenter.submit)
    view.form_closed.connect(presenter.close_form)
    view.line_ticked.connect(lambda key, on: presenter.tick(key, on=on))
    view.advance_wanted.connect(presenter.advance)
    view.branch_wanted.connect(presenter.turn)
    view.note_wanted.connect(lambda: presenter.open_form("research"))
    view.materials.given.connect(presenter.attach)
    view.materials.remove_wanted.connect(presenter.detach)
    view.materials.open_wanted.connect(lambda record: _open(desk, record, tell))
    view.serve(presenter)
    return view


def _open(desk: Desk, attachment: str, tell: Callable[[str], None]) -> None:
    """Show a copy of an attachment in the program that is for such files."""
    file = attaching.copy_to_open(desk, attachment, Path(gettempdir()) / "consultroom")
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
        tell(f"这台电脑上没有能打开“{file.name}”的程序。")
