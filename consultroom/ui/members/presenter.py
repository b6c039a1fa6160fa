"""The roster's presenter: filters, one member, the forms. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from consultroom.domain.members import Member, Posting
from consultroom.errors import UserError
from consultroom.services import drafting, rostering
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done, doing
from consultroom.ui.forms import FormScreen
from consultroom.ui.members import telling
from consultroom.ui.members.forms import (
    EDIT,
    NEW,
    POST,
    Unfit,
    add_member,
    member_form,
    posting_form,
    save_member,
    save_posting,
)
from consultroom.ui.members.screens import MemberLine, MemberPage, MembersScreen, masked

RESTORED = "已恢复上次没有提交的内容。"
GONE = "这位委员的登记已经撤销。"
IMPORT = "import"
DRAFT = "members/"  # before the key of a form, in the name of its draft


class MembersPresenter:
    """Lists, finds, opens and changes members.

    Args:
        desk: whose work it is.
        show: draws a screen.
        done: told what an act did, so that it can be undone.
        tell: told a sentence that stops the person.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[MembersScreen], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._show = show
        self._done = done
        self._tell = tell
        self._every: tuple[MemberLine, ...] = ()
        self._typed, self._sector = "", ""
        self._everyone, self._phones = False, False
        self._open, self._form, self._importing = "", "", False
        self._year = desk.today.year
        self._page: MemberPage | None = None
        self._errors: Mapping[str, str] = {}
        self._namesake = ""  # a name that was said to be another person's

    def enter(self, about: str = "") -> None:
        """Show the roster as it was left; ``id``, ``id/form``, ``new`` or ``import`` opens that."""
        record, _, form = about.partition("/")
        if record in (NEW, IMPORT):
            self._open, self._importing = "", record == IMPORT
            self._put_form(NEW if record == NEW else "")
        elif record:
            self._open, self._importing = record, False
            self._put_form(form)
        self._refresh()

    # -- the list -------------------------------------------------------------------------------

    def look_for(self, typed: str) -> None:
        """Show who answers ``typed``."""
        self._typed = typed
        self._draw()

    def choose_sector(self, sector: str) -> None:
        """Show one sector, or with "" all."""
        self._sector = sector
        self._draw()

    def show_everyone(self, *, on: bool) -> None:
        """List those who are not posted here too, or not."""
        self._everyone = on
        self._draw()

    def show_phones(self, *, on: bool) -> None:
        """Show telephone numbers in full, or with their middle hidden."""
        self._phones, self._page = on, None
        self._draw()

    # -- opening and closing --------------------------------------------------------------------

    def open(self, member: str) -> None:
        """Show one member, at this year."""
        self._open, self._importing = member, False
        self._year = self._desk.today.year
        self._put_form("")
        self._draw()

    def choose_year(self, year: int) -> None:
        """Show another year of the member."""
        self._year = year
        self._draw()

    def close(self) -> None:
        """Go back to the list."""
        self._open, self._importing = "", False
        self._put_form("")
        self._refresh()

    def open_import(self) -> None:
        """Show the import."""
        self._importing = True
        self._draw()

    def open_form(self, key: str) -> None:
        """Open a form: ``new``, ``edit``, ``post``, or ``post/ID`` of one posting."""
        self._put_form(key)
        self._draw()

    def close_form(self, _key: str = "") -> None:
        """Fold the form away; its draft stays."""
        self.open_form("")

    def _put_form(self, key: str) -> None:
        if key != self._form:
            self._form, self._errors, self._namesake = key, {}, ""

    # -- forms ----------------------------------------------------------------------------------

    def autosave(self, key: str, answers: Mapping[str, Any]) -> None:
        """Keep a half-typed form."""
        drafting.keep(self._desk, DRAFT + key, answers)

    def submit(self, key: str, answers: Mapping[str, Any]) -> None:
        """Write a form's answers, or show the sentence that stops it."""
        try:
            did = doing(self._desk, lambda: self._write(key, answers))
        except UserError as error:
            place = error.key if isinstance(error, Unfit) else ""
            self._errors = {place: str(error)}
            self._namesake = str(answers.get("name") or "") if place == "name" else ""
            self.autosave(key, answers)
            self._draw()
            return
        drafting.drop(self._desk, DRAFT + key)
        self._put_form("")
        self._refresh()
        self._done(did)

    def _write(self, key: str, answers: Mapping[str, Any]) -> str:
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

    def _refresh(self) -> None:
        """Read the room anew."""
        self._every, self._page = telling.lines_of(self._desk), None
        if self._open and self._desk.room.one(Member, id=self._open) is None:
            self._open = ""
            self._put_form("")
            self._tell(GONE)
        self._draw()

    def _draw(self) -> None:
        member = self._desk.room.one(Member, id=self._open) if self._open else None
        if member is None:
            screen = self._list()
        else:
            screen = MembersScreen(total=len(self._every), page=self._told(member))
        self._show(replace(screen, form=self._screen(member), importing=self._importing))

    def _told(self, member: Member) -> MemberPage:
        """Return the member's page, read once until something may have changed."""
        if self._page is None or (self._page.id, self._page.year) != (member.id, str(self._year)):
            self._page = telling.page_of(self._desk, member, self._year, phones=self._phones)
        return self._page

    def _screen(self, member: Member | None) -> FormScreen | None:
        """Return the open form with its draft over what the record says."""
        form = self._blank(member)
        if form is None:
            return None
        kept = drafting.recall(self._desk, DRAFT + form.key)
        known = {one.key for one in form.questions}
        kept = {key: answer for key, answer in kept.items() if key in known}
        return replace(
            form,
            answers={**form.answers, **kept},
            errors=self._errors,
            note=RESTORED if kept and not self._errors else "",
        )

    def _blank(self, member: Member | None) -> FormScreen | None:
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
        scope = tuple(line for line in self._every if self._everyone or line.here)
        found = self._found()
        lines = tuple(
            line if self._phones else replace(line, phone=masked(line.phone))
            for line in scope
            if self._sector in ("", line.sector) and (line.answers(self._typed) or line.id in found)
        )
        sectors = sorted({line.sector for line in scope if line.sector})
        return MembersScreen(
            lines=lines,
            total=len(scope),
            sectors=tuple((sector, sector) for sector in sectors),
            sector=self._sector,
            everyone=self._everyone,
            phones=self._phones,
        )

    def _found(self) -> frozenset[str]:
        """Return who is found by the sound of the name."""
        typed = self._typed.strip()
        return frozenset(rostering.named(self._desk, typed)) if typed else frozenset()
