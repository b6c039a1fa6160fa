"""Mapping a superior's form by hand (报表对应): which of our fields goes to which column.

A draft is a frozen value that touches no room, so any thread may read one from a file; only
`kept` and `forget` write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from consultroom.documents import superior_forms as forms
from consultroom.documents.superior_forms import Form, NoSuchForm
from consultroom.domain.consultations import Attachment
from consultroom.domain.ledgers import LEDGERS, Ledger, Value, view_of
from consultroom.domain.papers import ColumnLink, ColumnMap
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import attaching, reporting
from consultroom.services.desk import Desk
from consultroom.services.refilling import NoSuchColumn

__all__ = [
    "SERIAL",
    "DraftColumn",
    "FormDraft",
    "NameTaken",
    "draft_of",
    "fields",
    "forget",
    "kept",
    "read_draft",
    "read_file",
    "rows",
    "sample_ledger",
    "with_field",
    "with_links",
]

SERIAL = forms.SERIAL
SERIAL_WORD = "序号"


class NameTaken(UserError):
    """Another form goes by this name already."""


class NothingMapped(UserError):
    """No column is filled with anything."""


class DraftColumn(Frozen, kw_only=True):
    """A column of the form.

    Attributes:
        heading: as it stands in the form, from above: 责任单位·主办.
        reckoned: the form itself works it out; it is not filled.
        field: code of what fills it; empty for nothing.
        likely: codes of all fields, the likeliest first.
    """

    letter: str
    heading: str
    reckoned: bool = False
    field: str = ""
    likely: tuple[str, ...] = ()


class FormDraft(Frozen, kw_only=True):
    """A form as it is being mapped.

    Attributes:
        content: bytes of the empty form.
        file: its name.
        name: what it is to be called.
        key: id of the mapping it was read from; empty for a new one.
        heads: the rows its headings may be in, with their words.
        known: the headings say something to the program; else a person says where they are.
        ledger: code of the ledger that fills it.
        sheets: its worksheets; ``sheet`` is the one that is filled.
        warnings: what a filled copy will lack.
    """

    content: bytes
    file: str
    name: str
    key: str = ""
    ledger: str
    sheets: tuple[str, ...]
    sheet: str
    first_row: int
    columns: tuple[DraftColumn, ...]
    warnings: tuple[str, ...] = ()
    heads: tuple[tuple[int, str], ...] = ()
    known: bool = True

    @property
    def head(self) -> int:
        """The last row of its headings, from 1."""
        return self.first_row - 1

    @property
    def links(self) -> tuple[ColumnLink, ...]:
        """Which field goes to which column."""
        return tuple(
            ColumnLink(field=one.field, column=one.letter) for one in self.columns if one.field
        )


def fields(ledger: str) -> dict[str, str]:
    """Return code -> word of everything that can fill a column from a ledger."""
    return {SERIAL: SERIAL_WORD} | {one.code: one.word for one in view_of(ledger).headings}


def read_file(file: Path) -> FormDraft:
    """Read an empty form and propose the ledger and the fields that fit it best.

    Where no ledger knows its headings, a person maps them by hand.

    Raises:
        NoSuchForm: it is no xlsx, cannot be read, or has no row that could be headings.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise NoSuchForm(f"读不到报表“{file.name}”，请核对位置。") from error
    found = [read_draft(content, file.name, code) for code in LEDGERS]
    return max(found, key=lambda draft: (draft.known, len(draft.links)))


def read_draft(
    content: bytes, file: str, ledger: str, *, sheet: str = "", row: int = 0
) -> FormDraft:
    """Propose how a ledger fills a form.

    Args:
        content: bytes of the empty form.
        file: its name.
        ledger: code or word of the ledger.
        sheet: its worksheet; empty takes the likeliest.
        row: the last row of its headings where a person said so.

    Raises:
        NoSuchForm: it is no xlsx, or no row could be headings.
        UnknownWord: there is no such ledger.
    """
    view, known = view_of(ledger), True
    try:
        form = forms.read_form(content, view.headings, sheet=sheet, row=row)
    except forms.UnknownHeadings:
        sheet, row = forms.wordiest_row(content, sheet=sheet)
        form, known = forms.read_form(content, view.headings, sheet=sheet, row=row), False
    proposed = {link.column: link.field for link in forms.suggest(form, view.headings)}
    return FormDraft(
        content=content,
        file=file,
        name=Path(file).stem,
        ledger=view.code,
        sheets=forms.sheets_of(content),
        sheet=form.sheet,
        first_row=form.first_row,
        columns=_columns(form, view.code, proposed),
        warnings=forms.losses(content),
        heads=forms.rows_of(content, sheet=form.sheet),
        known=known,
    )


def _columns(form: Form, ledger: str, chosen: Mapping[str, str]) -> tuple[DraftColumn, ...]:
    headings = view_of(ledger).headings
    return tuple(
        DraftColumn(
            letter=one.letter,
            heading=one.word,
            reckoned=one.reckoned,
            field=chosen.get(one.letter, ""),
            likely=forms.likely(one, headings),
        )
        for one in form.columns
    )


def draft_of(desk: Desk, made: ColumnMap) -> FormDraft:
    """Return a mapping that was kept, to be looked at and changed.

    Raises:
        UserError: the empty form that was kept with it is gone or damaged.
    """
    attachment = desk.room.get(Attachment, made.attachment)
    content = desk.room.blobs.read(attachment.sha256)
    draft = read_draft(content, attachment.name, made.ledger, sheet=made.sheet)
    if draft.first_row != made.first_row:
        row = made.first_row - 1
        draft = read_draft(content, attachment.name, made.ledger, sheet=made.sheet, row=row)
    return replace(with_links(draft, made.columns), key=made.id, name=made.name, known=True)


def with_links(draft: FormDraft, links: Iterable[ColumnLink]) -> FormDraft:
    """Return the draft with exactly these columns filled."""
    chosen = {link.column: link.field for link in links}
    columns = tuple(replace(one, field=chosen.get(one.letter, "")) for one in draft.columns)
    return replace(draft, columns=columns)


def with_field(draft: FormDraft, letter: str, field: str) -> FormDraft:
    """Return the draft with a column filled by a field, which leaves the column it filled before.

    Args:
        draft: the form.
        letter: of the column.
        field: code of what fills it; empty leaves it alone.

    Raises:
        NoSuchColumn: there is no such column to fill.
    """
    if not any(one.letter == letter and not one.reckoned for one in draft.columns):
        raise NoSuchColumn(f"报表里没有可填的{letter}列。")

    def changed(one: DraftColumn) -> DraftColumn:
        if one.letter == letter:
            return replace(one, field=field)
        return replace(one, field="") if field and one.field == field else one

    return replace(draft, columns=tuple(map(changed, draft.columns)))


def sample_ledger(desk: Desk, ledger: str) -> Ledger:
    """Return a ledger of this year so far, or of the year before while this one has no line."""
    today = desk.today
    this = reporting.ledger(desk, ledger, date(today.year, 1, 1), today)
    if this.lines:
        return this
    year = today.year - 1
    return reporting.ledger(desk, ledger, date(year, 1, 1), date(year, 12, 31))


def rows(draft: FormDraft, ledger: Ledger, *, most: int = 5) -> tuple[tuple[Value, ...], ...]:
    """Return the first lines as they will stand in the form, a value for each of its columns."""
    places = {one.code: place for place, one in enumerate(ledger.headings)}

    def cell(field: str, serial: int) -> Value:
        if field == SERIAL:
            return serial
        return ledger.lines[serial - 1].cells[places[field]] if field in places else None

    return tuple(
        tuple(cell(one.field, serial) for one in draft.columns)
        for serial in range(1, min(most, len(ledger.lines)) + 1)
    )


def kept(desk: Desk, draft: FormDraft, name: str) -> ColumnMap:
    """Keep a mapping under a name (对应报表), with the empty form.

    Raises:
        NameTaken: another one has the name.
        NothingMapped: no column is filled.
    """
    name = name.strip() or draft.name
    if not draft.links:
        raise NothingMapped("还没有一列选了填什么。至少选一列，再保存。")
    if any(one.id != draft.key for one in desk.room.find(ColumnMap, name=name)):
        raise NameTaken(f"已经有一张报表叫“{name}”。请换个名字，或者先打开那一张来改。")
    key = draft.key or desk.room.new_id()
    form = _form_kept(desk, draft, key)
    made = ColumnMap(
        id=key,
        owner=desk.owner,
        name=name,
        ledger=draft.ledger,
        sheet=draft.sheet,
        first_row=draft.first_row,
        columns=draft.links,
        attachment=form.id,
    )
    with desk.room.act("对应报表", by=desk.by) as act:
        act.put(form)
        act.put(made)
    return made


def _form_kept(desk: Desk, draft: FormDraft, key: str) -> Attachment:
    """Return the record of the empty form; the one there is when its bytes are the same."""
    sha256 = desk.room.blobs.put(draft.content)
    there = desk.room.find(Attachment, about=key, sha256=sha256)
    if there:
        return there[0]
    return attaching.record(desk, key, sha256, size=len(draft.content), name=draft.file)


def forget(desk: Desk, made: ColumnMap) -> None:
    """Move a mapping and its empty forms to the bin (删除报表对应)."""
    with desk.room.act("删除报表对应", by=desk.by) as act:
        for form in desk.room.find(Attachment, about=made.id):
            act.remove(form)
        act.remove(made)
