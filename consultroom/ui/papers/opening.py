"""Putting the page of printed papers together."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from consultroom.domain.consultations import Consultation
from consultroom.services.desk import Desk
from consultroom.ui.papers.presenter import PapersPresenter
from consultroom.ui.papers.register import RoomRegister
from consultroom.ui.papers.view import PapersView
from consultroom.ui.printing.dialog import open_print_box
from consultroom.ui.printing.presenter import PrintJob
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.turns import later
from consultroom.ui.values import Act


def open_papers(shop: PrintShop) -> PapersView:
    """Return the page, over the room of the shop."""
    view = PapersView(shop.drawing, folder=shop.folder)

    def printed(said: str) -> None:
        shop.toast(said)
        presenter.enter()

    def print_box(job: PrintJob) -> None:
        open_print_box(shop.window, shop.counter, job, 1, done=printed, save=view.ask_where)

    presenter = PapersPresenter(
        RoomRegister(shop.desk, slow=shop.slow, parent=view),
        show=view.show_screen,
        tell=shop.toast,
        warn=shop.tell,
        print_box=print_box,
        later=later(view),
    )
    view.typed.connect(presenter.look_for)
    view.kind_chosen.connect(presenter.choose_kind)
    view.only_changed.connect(lambda on: presenter.show_changed(only=on))
    view.open_wanted.connect(presenter.open)
    view.compare_wanted.connect(presenter.compare)
    view.print_wanted.connect(presenter.print_again)
    view.saved.connect(presenter.save)
    view.saved.connect(lambda _line, path: shop.saved_in(path.parent))
    view.folder_wanted.connect(lambda: _show_folder(shop.folder, shop))
    view.workspace_wanted.connect(lambda: view.wanted.emit(_workspace(shop.desk())))
    view.closed.connect(presenter.close)
    view.serve(presenter)
    return view


def _workspace(desk: Desk) -> Act:
    """Return where papers are made: at the latest consultation, or where one is begun."""
    begun = max(desk.room.find(Consultation), key=lambda one: one.started_on, default=None)
    if begun is None:
        return Act(word="协商", page="consultations")
    return Act(word="协商工作台", page="workspace", about=begun.id)


def _show_folder(folder: Path, shop: PrintShop) -> None:
    """Open a folder in the system's file manager."""
    if not folder.is_dir():
        shop.tell(f"文件夹“{folder.name}”不在了，可能已移走或改名。")
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        shop.tell(f"文件管理器没有打开。文件在：{folder}")
