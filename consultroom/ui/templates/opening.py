"""Putting the page 模板 together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from consultroom.ui.doing import Done
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.templates.presenter import TemplatesPresenter
from consultroom.ui.templates.view import TemplatesView


def open_templates(
    shop: PrintShop, *, done: Callable[[Done], None], edit: Callable[[Path], bool] | None = None
) -> TemplatesView:
    """Return the page, over the room of the shop.

    Args:
        shop: what pages about paper share.
        done: told what an act did.
        edit: opens a file in another program; by default in the system's own for its kind.
    """
    view = TemplatesView(shop.drawing, folder=shop.folder)
    folders: list[TemporaryDirectory[str]] = []

    def scratch() -> Path:
        """Return a folder that goes with the page, or with the program."""
        if not folders:
            made = TemporaryDirectory(prefix="consultroom-", ignore_cleanup_errors=True)
            view.destroyed.connect(lambda: made.cleanup())  # noqa: PLW0108 - not of the view
            folders.append(made)
        return Path(folders[0].name)

    presenter = TemplatesPresenter(
        shop.desk,
        slow=shop.slow,
        show=view.show_screen,
        done=done,
        say=shop.toast,
        tell=shop.tell,
        edit=edit or (lambda file: open_outside(file)),  # noqa: PLW0108 - looked up when called
        scratch=scratch,
    )
    view.kind_chosen.connect(presenter.choose)
    view.subject_chosen.connect(presenter.choose_subject)
    view.exported.connect(presenter.export)
    view.file_chosen.connect(presenter.look_at)
    view.again_wanted.connect(presenter.look_again)
    view.trial.open_wanted.connect(presenter.open_trial)
    view.trial.pages_wanted.connect(presenter.lay_out)
    view.trial_saved.connect(presenter.save_trial)
    view.use_wanted.connect(presenter.use)
    view.drop_wanted.connect(presenter.drop)
    view.trial_closed.connect(presenter.leave_trial)
    view.tag_copied.connect(lambda name: shop.toast(f"已复制标签“{name}”，到 WPS 里粘贴。"))
    view.serve(presenter)
    return view


def open_outside(file: Path) -> bool:
    """Open a file in the system's program for its kind; tell whether that began."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
