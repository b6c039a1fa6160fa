"""Putting the page of one record's history together, and the list of the whole journal."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.services import looking_back
from consultroom.services.desk import Desk
from consultroom.services.looking_back import ActFilter
from consultroom.ui.doing import Done
from consultroom.ui.history.page import HistoryPage
from consultroom.ui.history.presenter import HistoryPresenter
from consultroom.ui.history.view import HistoryView
from consultroom.ui.turns import later

PrintActs = Callable[[ActFilter, str], None]
"""Prints acts as narrowed on the screen, and says of which record they are."""


def presented(
    desk: Desk, *, done: Callable[[Done], None], print_acts: Callable[[ActFilter], None]
) -> tuple[HistoryView, HistoryPresenter]:
    """Return a history's widgets and what fills them."""
    view = HistoryView()
    presenter = HistoryPresenter(
        desk, show=view.show_screen, done=done, offer=view.offer, later=later(view)
    )
    view.typed.connect(presenter.look_for)
    view.person_chosen.connect(presenter.choose_person)
    view.month_chosen.connect(presenter.choose_month)
    view.chosen.connect(presenter.choose)
    view.turn_wanted.connect(presenter.turn_back)
    view.print_wanted.connect(lambda: print_acts(presenter.wanted))
    return view, presenter


class RecordHistory:
    """Shows the history of the record a page is entered with, its parts included."""

    def __init__(self, desk: Desk, page: HistoryPage, presenter: HistoryPresenter) -> None:
        self._desk = desk
        self._page = page
        self._history = presenter
        self._record = ""

    @property
    def name(self) -> str:
        """What the record shown is called."""
        return looking_back.name_of(self._desk, self._record)

    def enter(self, about: str) -> None:
        """Show a record's history; nothing named keeps the one shown."""
        self._record = about or self._record
        if self._record:
            self._page.show_name(self.name)
            self._history.enter(looking_back.belonging(self._desk, self._record))


def open_history(
    desk: Desk,
    *,
    done: Callable[[Done], None],
    back: Callable[[], None],
    print_acts: PrintActs,
) -> HistoryPage:
    """Return the page 记录沿革, entered with a record's id.

    Args:
        desk: whose room.
        done: told what was undone.
        back: returns to the page before.
        print_acts: prints them.
    """
    view, presenter = presented(
        desk, done=done, print_acts=lambda wanted: print_acts(wanted, shown.name)
    )
    page = HistoryPage(view)
    shown = RecordHistory(desk, page, presenter)
    page.back_wanted.connect(back)
    page.serve(shown)
    return page
