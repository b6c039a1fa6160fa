"""Refilling (报表对应): a superior's own spreadsheet, learned once and filled ever after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from consultroom.documents import superior_forms as forms
from consultroom.documents.refilling import fill as filled_form
from consultroom.documents.superior_forms import Form
from consultroom.domain.consultations import Attachment
from consultroom.domain.ledgers import Heading, Ledger, view_of
from consultroom.domain.papers import ColumnLink, ColumnMap
from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services import attaching, reporting
from consultroom.services.desk import Desk


class NoSuchColumn(UserError):
    """A column or field named by hand is not there."""


class NoSuchMap(UserError):
    """No form was learned under this name."""


class Learned(Frozen):
    """A form learned.

    Attributes:
        linked: its columns as they are filled: letter, heading of the form, word of our field.
        left_over: columns nobody fills, letter and heading.
        reckoned: columns the form works out itself, letter and heading.
        warnings: what a filled copy will lack.
    """

    map: ColumnMap
    linked: tuple[tuple[str, str, str], ...]
    left_over: tuple[tuple[str, str], ...]
    reckoned: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


class Refilled(Frozen):
    """A form filled.

    Attributes:
        lines: how many lines went in.
        warnings: what the copy lacks.
    """

    content: bytes
    lines: int
    warnings: tuple[str, ...]


def learn(
    desk: Desk,
    file: Path,
    ledger: str,
    *,
    name: str = "",
    sheet: str = "",
    by_hand: Mapping[str, str] | None = None,
) -> Learned:
    """Learn how a ledger fills a superior's form (对应报表); the empty form is kept with it.

    A form learned again under its name takes the earlier one's place.

    Args:
        desk: where.
        file: the empty form, xlsx.
        ledger: code or word of the ledger.
        name: what to call it; the file's name when empty.
        sheet: its worksheet; empty takes the likeliest.
        by_hand: column letter -> word or code of a field, over what is suggested; an empty word
            leaves the column alone.

    Raises:
        UnknownWord: there is no such ledger.
        NoSuchForm: the file is no form with known headings.
        NoSuchColumn: a column or field named by hand is not there.
        CannotAttach: the file is missing or empty.
    """
    view = view_of(ledger)
    called = name or file.stem
    earlier = desk.room.one(ColumnMap, name=called)
    key = earlier.id if earlier else desk.room.new_id()
    kept = attaching.copied(desk, key, file)
    template = desk.room.blobs.read(kept.sha256)
    form = forms.read_form(template, view.headings, sheet=sheet)
    links = _by_hand(form, view.headings, forms.suggest(form, view.headings), by_hand or {})
    made = ColumnMap(
        id=key,
        owner=desk.owner,
        name=called,
        ledger=view.code,
        sheet=form.sheet,
        first_row=form.first_row,
        columns=links,
        attachment=kept.id,
    )
    with desk.room.act("对应报表", by=desk.by) as act:
        act.put(kept)
        act.put(made)
    return _told(made, form, view.headings, forms.losses(template))


def _by_hand(
    form: Form,
    headings: tuple[Heading, ...],
    suggested: tuple[ColumnLink, ...],
    by_hand: Mapping[str, str],
) -> tuple[ColumnLink, ...]:
    links = {link.column: link.field for link in suggested}
    for letter, word in by_hand.items():
        column = form.column(letter.upper())
        if column is None or column.reckoned:
            known = "、".join(f"{one.letter}（{one.word}）" for one in form.columns)
            raise NoSuchColumn(f"报表里没有可填的{letter}列。现有：{known}。")
        field = _field(headings, word) if word else ""
        links = {at: one for at, one in links.items() if one != field}
        links[column.letter] = field
    order = [column.letter for column in form.columns]
    kept = sorted((at for at, field in links.items() if field), key=order.index)
    return tuple(ColumnLink(field=links[at], column=at) for at in kept)


def _field(headings: tuple[Heading, ...], word: str) -> str:
    if word in (forms.SERIAL, "序号"):
        return forms.SERIAL
    for heading in headings:
        if word in (heading.code, heading.word):
            return heading.code
    known = "、".join(heading.word for heading in headings)
    raise NoSuchColumn(f"台账里没有“{word}”这一栏。现有：序号、{known}。")


def _told(
    made: ColumnMap, form: Form, headings: tuple[Heading, ...], warnings: tuple[str, ...]
) -> Learned:
    words = {one.code: one.word for one in headings} | {forms.SERIAL: "序号"}
    fields = {link.column: link.field for link in made.columns}
    free = [one for one in form.columns if one.letter not in fields]
    return Learned(
        map=made,
        linked=tuple(
            (one.letter, one.word, words[fields[one.letter]])
            for one in form.columns
            if one.letter in fields
        ),
        left_over=tuple((one.letter, one.word) for one in free if not one.reckoned),
        reckoned=tuple((one.letter, one.word) for one in free if one.reckoned),
        warnings=warnings,
    )


def learned(desk: Desk) -> tuple[ColumnMap, ...]:
    """Return the forms learned, by name."""
    return tuple(sorted(desk.room.find(ColumnMap), key=lambda one: (one.name, one.id)))


def map_called(desk: Desk, name: str) -> ColumnMap:
    """Return the form learned under a name or id.

    Raises:
        NoSuchMap: there is none; the sentence lists those there are.
    """
    every = learned(desk)
    for one in every:
        if name in (one.name, one.id):
            return one
    listed = "、".join(one.name for one in every) or "无"
    raise NoSuchMap(f"没有对应过报表“{name}”。已对应：{listed}。")


class Asked(Frozen):
    """A form to be filled, with all that is needed of the room; any thread may go on.

    Attributes:
        made: the form as it was learned.
        kept: the empty form that was learned, bytes of an xlsx.
        ledger: what fills it.
        file: this time's empty form; None fills the one that is kept.
    """

    made: ColumnMap
    kept: bytes
    ledger: Ledger
    file: Path | None


def ask(desk: Desk, made: ColumnMap, first: date, last: date, *, file: Path | None = None) -> Asked:
    """Read what a form is filled with; see `fill` for the arguments and what is raised."""
    kept = desk.room.blobs.read(desk.room.get(Attachment, made.attachment).sha256)
    return Asked(made, kept, reporting.ledger(desk, made.ledger, first, last), file)


def explain(asked: Asked) -> Learned:
    """Return how a form will be filled, column by column.

    Raises:
        FormChanged: the headings are no longer those learned; the sentence says which.
        NoSuchForm: the file is no form.
    """
    form, template = _forms_of(asked)
    return _told(asked.made, form, view_of(asked.made.ledger).headings, forms.losses(template))


def fill_asked(asked: Asked) -> Refilled:
    """Fill a form; see `fill` for what is raised."""
    form, template = _forms_of(asked)
    made, found = asked.made, asked.ledger
    headings = view_of(made.ledger).headings
    content = filled_form(template, form, made.columns, headings, found.lines, on=found.today)
    return Refilled(content, len(found.lines), forms.losses(template))


def _forms_of(asked: Asked) -> tuple[Form, bytes]:
    form = form_kept(asked.kept, asked.made)
    if asked.file is None:
        return form, asked.kept
    return form, _this_time(asked.file, form, asked.made)


def form_kept(template: bytes, made: ColumnMap) -> Form:
    """Return the empty form of a mapping; its headings are where they were, known or not.

    Raises:
        NoSuchForm: the file is no form any more.
    """
    headings = view_of(made.ledger).headings
    try:
        found = forms.read_form(template, headings, sheet=made.sheet)
    except forms.UnknownHeadings:
        return forms.read_form(template, headings, sheet=made.sheet, row=made.first_row - 1)
    if found.first_row == made.first_row:
        return found
    return forms.read_form(template, headings, sheet=made.sheet, row=made.first_row - 1)


def fill(
    desk: Desk, made: ColumnMap, first: date, last: date, *, file: Path | None = None
) -> Refilled:
    """Fill a form with its ledger of a period.

    Args:
        desk: where.
        made: the form as it was learned.
        first: the first day.
        last: the last day, itself included.
        file: this time's empty form; None takes the one that is kept.

    Raises:
        FormChanged: the headings are no longer those learned; the sentence says which.
        NoSuchForm: the file is no form.
        BadPeriod: it ends before it begins.
        UserError: the kept form is gone or damaged.
    """
    return fill_asked(ask(desk, made, first, last, file=file))


def _this_time(file: Path, form: Form, made: ColumnMap) -> bytes:
    try:
        template = file.read_bytes()
    except OSError as error:
        raise forms.NoSuchForm(f"读不到报表“{file.name}”，请核对位置。") from error
    found = _candidates(template, made)
    told = [forms.changes(form, new, made.columns) for new in found]
    different = () if () in told else told[0]
    if different:
        listed = "".join(f"\n· {one}" for one in different)
        raise forms.FormChanged(
            f"报表“{made.name}”的表头变了：{listed}\n没有填。请用新表重新对应一次。"
        )
    return template


def _candidates(template: bytes, made: ColumnMap) -> list[Form]:
    """Return what may be this time's form: by headings that are known, and where they were."""
    headings = view_of(made.ledger).headings
    found: list[Form] = []
    refused: list[forms.NoSuchForm] = []
    for sheet, row in (("", 0), (made.sheet, made.first_row - 1)):
        try:
            found.append(forms.read_form(template, headings, sheet=sheet, row=row))
        except forms.NoSuchForm as error:
            refused.append(error)
    if not found:
        raise refused[0]
    return found
