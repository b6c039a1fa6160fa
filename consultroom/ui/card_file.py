"""The presenter of a card file (卡片柜): which record is pulled out, which form is open. No Qt.

Its widget is `widgets.card_file`. A draft of a half-typed form is of one record and one form.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services import drafting, safekeeping
from consultroom.services.desk import Desk
from consultroom.services.striding import Steps
from consultroom.ui.doing import Done, doing
from consultroom.ui.forms import FormScreen
from consultroom.ui.half_typed import with_draft
from consultroom.ui.pacing import BUSY, Later, Pace
from consultroom.ui.sifting import Sieve

NEW, IMPORT = "new", "import"


class CardFileKind(Frozen, kw_only=True):
    """What a card file holds.

    Attributes:
        drafts: before the key of a form, in the name of its draft: ``topics/``.
        gone: said when the record on show is there no more.
    """

    drafts: str
    gone: str


class CardFilePresenter(ABC):
    """Opens and closes records and forms; what is in them is told by who inherits.

    Args:
        desk: whose work it is.
        kind: what is in the file.
        done: told what an act did, so that it can be undone.
        tell: told a sentence that stops the person.
        later: does something in the next turn of the event loop; without it nothing is left for
            later.
    """

    def __init__(
        self,
        desk: Desk,
        kind: CardFileKind,
        *,
        done: Callable[[Done], None],
        tell: Callable[[str], None],
        later: Later | None = None,
    ) -> None:
        self._desk = desk
        self._pace, self._stamp, self._busy = Pace(later), ("", desk.today), ""
        self._keys = Pace(later, typed=True)  # what is typed is looked for in turns among very many
        self._filed = kind
        self._done = done
        self._tell = tell
        self._typed, self._pointed = "", frozenset[str]()
        self._open, self._form, self._importing = "", "", False
        self._errors: Mapping[str, str] = {}

    # -- what is filed --------------------------------------------------------------------------

    @abstractmethod
    def reading(self) -> Steps[Callable[[], None]]:
        """Read the room anew, in steps of a few milliseconds; what is returned puts it there."""

    @abstractmethod
    def is_there(self, record: str) -> bool:
        """Tell whether a record is in the file, as it was read last."""

    @abstractmethod
    def sieve(self) -> Sieve[Any]:
        """Return what finds among the lines that the filters leave."""

    @abstractmethod
    def draw(self) -> None:
        """Show how things stand."""

    @abstractmethod
    def blank(self) -> FormScreen | None:
        """Return the open form as the record says, its key telling its draft; None for none."""

    @abstractmethod
    def write(self, key: str, answers: Mapping[str, Any]) -> str:
        """Write a form's answers and say so; may raise a sentence."""

    def place_of(self, error: UserError, answers: Mapping[str, Any]) -> str:
        """Return the question an error is about; empty for the whole form."""
        return ""

    # -- opening and closing --------------------------------------------------------------------

    def enter(self, about: str = "") -> None:
        """Show the file as it was left; ``id``, ``id/form``, ``new`` or ``import`` opens that."""
        record, _, form = about.partition("/")
        if record in (NEW, IMPORT):
            self._open, self._importing = "", record == IMPORT
            self.put_form(NEW if record == NEW else "")
        elif record:
            self._open, self._importing = record, False
            self.put_form(form)
        self.refresh()

    def look_for(self, typed: str) -> None:
        """Show what answers ``typed``."""
        self._typed = typed
        self._keys.take(self.sieve().sifting(typed), lambda _found: self.draw())

    def open(self, record: str) -> None:
        """Show one record."""
        self._open, self._importing = record, False
        self.put_form("")
        self.draw()

    def close(self) -> None:
        """Go back to the list."""
        self._open, self._importing = "", False
        self.put_form("")
        self.refresh()

    def imported(self, records: frozenset[str]) -> None:
        """Go back to the list, to the first of what was taken in."""
        self._pointed = records
        self.close()

    def pointed(self) -> frozenset[str]:
        """Return the records of whose lines the first is to have the keyboard, once.

        Nothing, while the list is being read.
        """
        if self._busy:
            return frozenset()
        records, self._pointed = self._pointed, frozenset()
        return records

    def open_import(self) -> None:
        """Show the import."""
        self._importing = True
        self.draw()

    def open_form(self, key: str) -> None:
        """Open a form of the record on show, or the form of a new one."""
        self.put_form(key)
        self.draw()

    def close_form(self, _key: str = "") -> None:
        """Fold the form away; its draft stays."""
        self.open_form("")

    def put_form(self, key: str) -> None:
        """Have another form open, with nothing wrong in it."""
        if key != self._form:
            self._form, self._errors = key, {}

    def refresh(self) -> None:
        """Read the room anew; a record that is there no more is closed, with a sentence."""
        stamp = (safekeeping.latest(self._desk), self._desk.today)
        if stamp == self._stamp:
            self._came(stamp, lambda: None)
        else:
            self._pace.take(self.reading(), partial(self._came, stamp), self._wait)

    def _wait(self) -> None:
        self._busy = BUSY
        self.draw()

    def _came(self, stamp: tuple[str, date], put: Callable[[], None]) -> None:
        put()
        self._stamp, self._busy = stamp, ""
        if self._open and not self.is_there(self._open):
            self._open = ""
            self.put_form("")
            self._tell(self._filed.gone)
        self.draw()

    # -- forms ----------------------------------------------------------------------------------

    def autosave(self, key: str, answers: Mapping[str, Any]) -> None:
        """Keep a half-typed form."""
        drafting.keep(self._desk, self._filed.drafts + key, answers)

    def submit(self, key: str, answers: Mapping[str, Any]) -> None:
        """Write a form's answers, or show the sentence that stops it."""
        try:
            did = doing(self._desk, lambda: self.write(key, answers))
        except UserError as error:
            self._errors = {self.place_of(error, answers): str(error)}
            self.autosave(key, answers)
            self.draw()
            return
        drafting.drop(self._desk, self._filed.drafts + key)
        self.put_form("")
        self.refresh()
        self._done(did)

    def form_screen(self) -> FormScreen | None:
        """Return the open form with its draft over what the record says."""
        form = self.blank()
        if form is None:
            return None
        return with_draft(self._desk, form, self._filed.drafts + form.key, self._errors)
