"""Hanging an import into a page that lists what is taken in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Protocol

from PySide6.QtCore import SignalInstance

from consultroom.services.desk import Desk
from consultroom.ui.doing import Done
from consultroom.ui.importing.presenter import ImportKind, ImportPresenter, Slow
from consultroom.ui.importing.view import ImportView
from consultroom.ui.lending import RoomLender
from consultroom.ui.turns import later


class Lister(Protocol):
    """The page that lists what is taken in."""

    @property
    def import_wanted(self) -> SignalInstance: ...  # noqa: D102

    def hold_import(self, make: Callable[[], ImportView], /) -> None:
        """Take what makes the page of the import, for when it is first shown."""

    def flush(self) -> None:
        """Hand on what is being typed."""


class Opener(Protocol):
    """Its presenter."""

    def open_import(self) -> None:
        """Show the import."""

    def imported(self, records: frozenset[str]) -> None:
        """Go back to the list, to the records that were taken in."""


def hang_import(
    view: Lister,
    presenter: Opener,
    kind: ImportKind,
    *,
    desk: Desk,
    slow: Slow,
    done: Callable[[Done], None],
) -> None:
    """Put an import into a page.

    Args:
        view: the page.
        presenter: of the page.
        kind: what is imported.
        desk: whose room.
        slow: runs work off the GUI thread.
        done: told what an act did.
    """

    @cache
    def hung() -> tuple[ImportView, ImportPresenter]:
        importing = ImportView(kind.thing, kind.wide)
        reading = ImportPresenter(
            desk,
            kind,
            slow=slow,
            lender=RoomLender(importing, lambda: desk, view.flush),
            show=importing.show_screen,
            done=done,
            leave=presenter.imported,
            later=later(importing),
        )
        importing.chosen.connect(reading.choose)
        importing.placed.connect(reading.set_place)
        importing.only_doubtful.connect(lambda on: reading.show_doubtful(only=on))
        importing.taken.connect(reading.take_in)
        return importing, reading

    def open_import() -> None:
        importing, reading = hung()
        reading.open()
        presenter.open_import()
        importing.focus_first()

    view.hold_import(lambda: hung()[0])
    view.import_wanted.connect(open_import)
