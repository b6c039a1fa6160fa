"""What the meeting record (会议记录) shows, as plain data. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from consultroom.domain.minutes import EntryKind
from consultroom.frozen import Frozen, replace
from consultroom.ui.values import Act, Person
from consultroom.ui.wording import clock


class EntryLine(Frozen, kw_only=True):
    """One thing said.

    Attributes:
        at: time it was begun, as 9:05.
        speaker: id of the participant; "" for a name not on the list.
        name: as printed.
        agenda: key of the agenda item it belongs to.
    """

    id: str
    at: str = ""
    speaker: str = ""
    name: str = ""
    kind: EntryKind = EntryKind.OPINION
    text: str = ""
    agenda: str = ""

    @property
    def blank(self) -> bool:
        """Nothing was said yet."""
        return not self.text.strip()

    @property
    def spoken(self) -> str:
        """The whole line as a screen reader says it."""
        return f"{self.at} {self.name or '未写发言人'}，{self.kind.label}：{self.text}"


class AgendaLine(Frozen, kw_only=True):
    """One item of the agenda, with the minutes it was given."""

    key: str
    title: str
    minutes: int = 0


class MinutesScreen(Frozen, kw_only=True):
    """The record as it stands when the page is opened; from then on the list is the truth.

    Attributes:
        people: who may speak, in the order of the list of participants.
        locked: a sentence why nothing can be typed any more; "" while it can.
    """

    about: str
    title: str
    subheading: str
    agenda: tuple[AgendaLine, ...]
    people: tuple[Person, ...]
    entries: tuple[EntryLine, ...]
    acts: tuple[Act, ...] = ()
    locked: str = ""


class Book(Protocol):
    """Where the record is kept."""

    def open(self, about: str) -> MinutesScreen: ...  # noqa: D102
    def save(self, about: str, entries: tuple[EntryLine, ...]) -> None: ...  # noqa: D102
    def new_id(self) -> str: ...  # noqa: D102


class MinutesPresenter:
    """Opens the record, makes fresh lines and saves what was typed."""

    def __init__(
        self,
        book: Book,
        *,
        now: Callable[[], datetime],
        show: Callable[[MinutesScreen], None],
        note: Callable[[str], None],
    ) -> None:
        self._book = book
        self._now = now
        self._show = show
        self._note = note
        self._about = ""
        self._agenda = ""
        self._saved: tuple[EntryLine, ...] = ()

    def enter(self, about: str) -> None:
        """Show the record of a meeting."""
        screen = self._book.open(about)
        self._about, self._saved = about, screen.entries
        self._agenda = screen.agenda[0].key if screen.agenda else ""
        self._show(screen)

    def choose_agenda(self, key: str) -> None:
        """From now on, fresh lines belong to this item."""
        self._agenda = key

    def fresh(self, before: EntryLine | None) -> EntryLine:
        """Return an empty line to type into.

        Args:
            before: the line it follows; people often speak twice, so its speaker is offered.
        """
        line = EntryLine(id=self._book.new_id(), at=clock(self._now().time()), agenda=self._agenda)
        return replace(line, speaker=before.speaker, name=before.name) if before else line

    def keep(self, entries: tuple[EntryLine, ...]) -> None:
        """Save the record as it stands; lines without text are not kept."""
        spoken = tuple(line for line in entries if not line.blank)
        if spoken != self._saved:
            self._book.save(self._about, spoken)
            self._saved = spoken
        self._note(f"{clock(self._now().time())} 已保存，共 {len(spoken)} 条")
