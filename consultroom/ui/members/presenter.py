"""The roster's presenter: filters, one member, the forms. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from consultroom.domain.members import Member, Posting
from consultroom.domain.stations import UnitKind
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import rostering
from consultroom.services.advising import Advice
from consultroom.services.desk import Desk
from consultroom.services.striding import Steps
from consultroom.ui.card_file import NEW, CardFileKind, CardFilePresenter
from consultroom.ui.doing import Done
from consultroom.ui.forms import FormScreen
from consultroom.ui.members import telling
from consultroom.ui.members.forms import (
    EDIT,
    POST,
    Unfit,
    add_member,
    member_form,
    phone_advice,
    posting_form,
    save_member,
    save_posting,
)
from consultroom.ui.members.reading import RosterRead, roster_read
from consultroom.ui.members.screens import MemberLine, MemberPage, MembersScreen
from consultroom.ui.pacing import Later, Pace
from consultroom.ui.sifting import Sieve

FILE = CardFileKind(drafts="members/", gone="这位委员的登记已经撤销。")


class MembersPresenter(CardFilePresenter):
    """Lists, finds, opens and changes members.

    Args:
        desk: whose work it is.
        show: draws a screen.
        advise: draws what is to be known of a form being typed.
        done: told what an act did, so that it can be undone.
        tell: told a sentence that stops the person.
        later: does something in the next turn of the event loop; without it nothing is left for
            later.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[MembersScreen], None],
        advise: Callable[[tuple[Advice, ...]], None] = lambda _advice: None,
        done: Callable[[Done], None],
        tell: Callable[[str], None],
        later: Later | None = None,
    ) -> None:
        super().__init__(desk, FILE, done=done, tell=tell, later=later)
        self._show = show
        self._advise = advise
        self._kept = RosterRead()
        self._sector = ""
        self._everyone = desk.station().kind is UnitKind.DISTRICT  # where all are of some station
        self._phones = False
        self._year = desk.today.year
        self._page: MemberPage | None = None
        self._turning = Pace(later)
        self._stale = self._late = False
        self._namesake = ""  # a name that was said to be another person's

    # -- the list -------------------------------------------------------------------------------

    def choose_sector(self, sector: str) -> None:
        """Show one sector, or with "" all."""
        self._sector = sector
        self.draw()

    def show_everyone(self, *, on: bool) -> None:
        """List those who are not posted here too, or not."""
        self._everyone = on
        self.draw()

    def show_phones(self, *, on: bool) -> None:
        """Show telephone numbers in full, or with their middle hidden."""
        self._phones, self._stale = on, True
        self.draw()

    # -- one member -----------------------------------------------------------------------------

    def open(self, record: str) -> None:
        """Show one member, at this year."""
        self._year = self._desk.today.year
        super().open(record)

    def choose_year(self, year: int) -> None:
        """Show another year of the member."""
        self._year = year
        self.draw()

    def put_form(self, key: str) -> None:
        """Have another form open; who was said to be a namesake is asked about anew."""
        if key != self._form:
            self._namesake = ""
        super().put_form(key)

    # -- forms ----------------------------------------------------------------------------------

    def autosave(self, key: str, answers: Mapping[str, Any]) -> None:
        """Keep a half-typed form, and say what is doubtful in it."""
        super().autosave(key, answers)
        self._advise(phone_advice(answers))

    def form_screen(self) -> FormScreen | None:
        """Return the open form, with what is doubtful in its draft."""
        form = super().form_screen()
        return form and replace(form, advice=phone_advice(form.answers))

    def place_of(self, error: UserError, answers: Mapping[str, Any]) -> str:
        """Return the question that is answered wrongly; a name twice may be meant."""
        place = error.key if isinstance(error, Unfit) else ""
        self._namesake = str(answers.get("name") or "") if place == "name" else ""
        return place

    def write(self, key: str, answers: Mapping[str, Any]) -> str:
        """Add a member, or write a form about the one on show."""
        if key == NEW:
            known = bool(self._namesake) and self._namesake == answers.get("name")
            made = add_member(self._desk, answers, namesake_known=known)
            self._open = made.id
            return f"已新增委员{made.name}。"
        member_id, form, posting = (*key.split("/"), "")[:3]
        member = self._desk.room.get(Member, member_id)
        if form == EDIT:
            return save_member(self._desk, member, answers)
        return save_posting(self._desk, member, self._posting(posting), answers)

    def _posting(self, posting: str) -> Posting | None:
        return self._desk.room.one(Posting, id=posting) if posting else None

    # -- drawing --------------------------------------------------------------------------------

    def reading(self) -> Steps[Callable[[], None]]:
        """Read the roster anew, in steps."""
        found = yield from roster_read(self._desk)
        yield from found.sieve.parting(*self._filter())  # ready for the drawing
        return partial(self._put, found)

    def _put(self, found: RosterRead) -> None:
        self._kept, self._stale = found, True

    def is_there(self, record: str) -> bool:
        """Tell whether a member is on the roster."""
        return self._desk.room.one(Member, id=record) is not None

    def _member(self) -> Member | None:
        return self._desk.room.one(Member, id=self._open) if self._open else None

    def draw(self) -> None:
        """Show the roster or one member, with what is open."""
        member = self._member()
        if member is None:
            screen = self._list()
        else:
            screen = MembersScreen(total=len(self._kept.lines), page=self._told(member))
        self._show(
            replace(
                screen,
                form=self.form_screen(),
                importing=self._importing,
                pointed=self.pointed(),
                busy=self._busy,
            )
        )

    def _told(self, member: Member) -> MemberPage:
        """Return the member's page; the one before stands until it was read anew."""
        page, year = self._page, self._year
        other = page is None or (page.id, page.year) != (member.id, str(year))
        if other:
            self._page = telling.head_of(self._desk, member, year, phones=self._phones)
        if other or self._stale:
            self._stale = self._late = False
            steps = telling.page_steps(self._desk, member, year, phones=self._phones)
            self._turning.take(steps, self._turned, self._wait_for_page)
        assert self._page is not None  # noqa: S101 - its head, or all of it
        return self._page

    def _wait_for_page(self) -> None:
        self._late = True

    def _turned(self, page: MemberPage) -> None:
        self._page = page
        if self._late:
            self.draw()

    def blank(self) -> FormScreen | None:
        """Return the open form as the member's record says: ``post/ID`` is of one posting."""
        member = self._member()
        kind, _, posting_id = self._form.partition("/")
        if kind == NEW:
            return member_form(self._desk, None)
        if member is None or kind not in (EDIT, POST):
            return None
        posting = self._posting(posting_id)
        if posting_id and posting is None:  # undone meanwhile
            return None
        if kind == EDIT:
            form = member_form(self._desk, member)
        else:
            form = posting_form(self._desk, member, posting)
        return replace(form, key=f"{member.id}/{self._form}")  # a draft is of one member

    def _list(self) -> MembersScreen:
        kept, sector = self._kept, self._sector
        sectors = kept.sectors if self._everyone else kept.sectors_here
        return MembersScreen(
            lines=self._answering(),
            total=len(kept.lines) if self._everyone else kept.here,
            sectors=tuple((sector, sector) for sector in sectors),
            sector=sector,
            everyone=self._everyone,
            phones=kept.phones if self._phones else None,
        )

    def _answering(self) -> Sequence[MemberLine]:
        """Return who answers what is typed: by the words of the line, or the sound of the name."""
        kept, typed = self._kept, self._typed.strip()
        named = rostering.named(self._desk, typed) if typed else ()
        places = [kept.places[one] for one in named if one in kept.places]
        return self.sieve().answering(typed, also=places)

    def sieve(self) -> Sieve[MemberLine]:
        """Return what finds among the members that the filters leave."""
        return self._kept.sieve.among(*self._filter())

    def _filter(self) -> tuple[tuple[str, bool], Callable[[MemberLine], bool]]:
        """Return who is listed: what tells the filter from others, and its test of a line."""
        sector, everyone = self._sector, self._everyone
        return (
            (sector, everyone),
            lambda line: sector in ("", line.sector) and (everyone or line.here),
        )
