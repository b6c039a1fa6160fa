"""Doing what a dropped file is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from consultroom.errors import UserError
from consultroom.ui.dropping.offers import Offer, Way, offer
from consultroom.ui.dropping.target import DropTarget, Paths
from consultroom.ui.main_window import MainWindow

if TYPE_CHECKING:
    from consultroom.ui.exchange.joining_view import JoiningView
    from consultroom.ui.exchange.view import ExchangeView

W = TypeVar("W", bound=QWidget)
OPENS = "现在的资料夹会先收好，正在填的都存着，再打开这一个。"
NOT_OPENED = "没能打开另一个资料夹。请关掉这个窗口，再打开那个资料夹。"


class Drops:
    """Takes what is dropped on the window to the page it is for.

    Args:
        window: whose pages.
        tell: says what cannot be done.

    Attributes:
        opens: opens another room in place of this one; who began the program sets it.
    """

    def __init__(self, window: MainWindow, *, tell: Callable[[str], None]) -> None:
        self._window = window
        self._tell = tell
        self.target = DropTarget(window, look=self.look, take=self.take)
        self.opens: Callable[[Path], None] = _nowhere
        window.dropped.connect(self.take)
        self._ways: dict[Way, Callable[[Paths], None]] = {
            Way.INBOX: self._bring,
            Way.JOIN: self._join,
            Way.CARD: self._admit,
            Way.IMPORT: self._import,
            Way.ATTACH: self._attach,
            Way.ROOM: self._open_room,
            Way.SCANS: self._read_scans,
            Way.CHECK: self._check,
            Way.TEMPLATE: self._try_template,
            Way.FORM: self._map_form,
        }

    def look(self, paths: Paths) -> Offer:
        """Return what dropping these would do on the page in front."""
        return offer(paths, self._window.here)

    def take(self, paths: Paths) -> None:
        """Do it, or say what can be dropped here."""
        found = self.look(paths)
        if found.way is None:
            self._tell(found.words)
        else:
            self._ways[found.way](paths)

    def _bring(self, paths: Paths) -> None:
        self._exchange("inbox").dropped.emit(paths)

    def _join(self, paths: Paths) -> None:
        self._joining().join_wanted.emit(paths[0])

    def _admit(self, paths: Paths) -> None:
        self._joining().admit_wanted.emit(paths[0])

    def _exchange(self, part: str) -> ExchangeView:
        from consultroom.ui.exchange.view import ExchangeView

        self._window.go("exchange", part)
        return _found(self._window.stack, ExchangeView)

    def _joining(self) -> JoiningView:
        from consultroom.ui.exchange.joining_view import JoiningView

        return _found(self._exchange("joining"), JoiningView)

    def _import(self, paths: Paths) -> None:
        from consultroom.ui.importing.view import ImportView

        page = self._window.screens[self._window.here]
        page.import_wanted.emit()  # type: ignore[attr-defined]  # both pages that import have it
        _found(page, ImportView).chosen.emit(paths[0])

    def _attach(self, paths: Paths) -> None:
        from consultroom.ui.workspace.view import WorkspaceView

        _found(self._window.stack, WorkspaceView).files_given.emit(paths)

    def _read_scans(self, paths: Paths) -> None:
        from consultroom.ui.scans.view import ScansView

        _found(self._window.stack, ScansView).taken.emit(paths)

    def _check(self, paths: Paths) -> None:
        from consultroom.ui.scans.check_view import CheckView

        _found(self._window.stack, CheckView).taken.emit(paths[0])

    def _try_template(self, paths: Paths) -> None:
        from consultroom.ui.templates.view import TemplatesView

        _found(self._window.stack, TemplatesView).file_chosen.emit(paths[0])

    def _map_form(self, paths: Paths) -> None:
        from consultroom.ui.mappings.view import MappingsView

        _found(self._window.stack, MappingsView).file_chosen.emit(paths[0])

    def _open_room(self, paths: Paths) -> None:
        name = paths[0].name
        from consultroom.ui import dialogs

        if dialogs.confirm(self._window, f"打开资料夹“{name}”？", act="打开", detail=OPENS):
            try:
                self.opens(paths[0])
            except UserError as error:
                self._tell(str(error))


def _found(page: QWidget, kind: type[W]) -> W:
    """Return a part of a page that was just brought to the front, and so is there."""
    (found, *_) = page.findChildren(kind)
    return found


def _nowhere(_folder: Path) -> None:
    raise UserError(NOT_OPENED)
