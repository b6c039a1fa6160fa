"""What the roster (委员名册) shows, as plain data. No Qt in this file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from consultroom.frozen import Frozen
from consultroom.ui.forms import FormScreen
from consultroom.ui.states import State
from consultroom.ui.values import Act
from consultroom.ui.wording import short_day

HIDDEN = "****"


class MemberLine(Frozen, kw_only=True):
    """One member in the list.

    Attributes:
        phone: with its middle hidden.
        here: posted at this station today.
        asked, came: held sittings of this year that asked the member, and that the member came to.
    """

    id: str
    name: str
    gender: str = ""
    sector: str = ""
    post: str = ""
    phone: str = ""
    asked: int = 0
    came: int = 0
    here: bool = True
    state: State = State.DONE
    word: str = ""

    def answers(self, typed: str) -> bool:
        """Tell whether ``typed`` is part of name, workplace or sector."""
        typed = typed.strip().lower()
        return any(typed in text.lower() for text in (self.name, self.post, self.sector))


class DutyRow(Frozen, kw_only=True):
    """One thing a member did, in words."""

    on: date
    kind: str
    what: str
    detail: str = ""

    @property
    def day(self) -> str:
        """The day in words; the year is chosen above."""
        return short_day(self.on)

    @property
    def words(self) -> str:
        """What was done, and about what."""
        return f"{self.kind}　{self.what}" if self.what else self.kind


class Figure(Frozen, kw_only=True):
    """A count of the year, as 7 / 8 次, what it counts, and what belongs to it."""

    figure: str
    unit: str
    caption: str
    note: str = ""


class PostingLine(Frozen, kw_only=True):
    """One time at this station; ``word`` tells whether it goes on."""

    id: str
    role: str
    days: str
    word: str
    state: State


class ProposedLine(Frozen, kw_only=True):
    """A topic the member put forward, and what became of it."""

    title: str
    number: str
    word: str
    act: Act


class MemberPage(Frozen, kw_only=True):
    """One member opened.

    Attributes:
        facts: icon and text each, under the name.
        parts: what the roster says, heading and text.
        years: code and word of the years there is anything of.
        rows: what the member did in ``year``, by day.
        forms: key and verb of the forms that can be opened.
        print: the statement of the year (委员履职情况告知书).
        busy: what is being waited for, in words; figures and rows are not there yet.
    """

    id: str
    name: str
    state: State
    word: str
    facts: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    postings: tuple[PostingLine, ...] = ()
    proposed: tuple[ProposedLine, ...] = ()
    years: tuple[tuple[str, str], ...] = ()
    year: str = ""
    figures: tuple[Figure, ...] = ()
    rows: tuple[DutyRow, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    print: Act | None = None
    busy: str = ""


class MembersScreen(Frozen, kw_only=True):
    """The page as it is now.

    Attributes:
        total: members of the roster that the scope has, whatever the filter.
        everyone: those who are not posted here are listed too.
        phones: telephone numbers in full by the member's id, where they are to be seen.
        page: the member who is open, in place of the list.
        form: the form that is open, beside the member or, for a new one, by itself.
        importing: the import is open, in place of everything.
        pointed: ids of lines of which the first is to have the keyboard; none, where it is.
        busy: what is being waited for, in words.
    """

    lines: Sequence[MemberLine] = ()
    total: int = 0
    sectors: tuple[tuple[str, str], ...] = ()
    sector: str = ""
    everyone: bool = False
    phones: Mapping[str, str] | None = None
    page: MemberPage | None = None
    form: FormScreen | None = None
    importing: bool = False
    pointed: frozenset[str] = frozenset()
    busy: str = ""

    @property
    def subheading(self) -> str:
        """Who is listed, in words."""
        if self.page is not None:
            return self.page.name
        if self.busy or not self.total:
            return self.busy
        listed = "" if len(self.lines) == self.total else f"，列出 {len(self.lines)} 名"
        return f"{self.total} 名委员{listed}"


def masked(phone: str) -> str:
    """Return a telephone number with its middle hidden: 138****2569; a short one shows its end."""
    told = phone.strip()
    if len(told) < 7:
        return HIDDEN if told else ""
    return f"{told[:3]}{HIDDEN}{told[-4:]}" if len(told) > 8 else f"{HIDDEN}{told[-3:]}"
