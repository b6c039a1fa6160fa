"""Half-mapped forms (没保存的对应): kept on this computer until they are saved; no act, no journal.

The empty form itself is kept once beside what was chosen, because its file may be gone tomorrow.
"""

from __future__ import annotations

import base64
from typing import Any

from consultroom.domain.papers import ColumnLink, ColumnMap
from consultroom.frozen import replace
from consultroom.services import drafting, mapping
from consultroom.services.desk import Desk
from consultroom.services.mapping import FormDraft

_CHOSEN, _FORM = "mapping.chosen", "mapping.form"
_MOST_BYTES = 5 * 1024 * 1024  # of a form worth keeping; empty ones are far below


def keep(desk: Desk, draft: FormDraft) -> None:
    """Keep what was chosen so far, over what was kept of this form before.

    Args:
        desk: where.
        draft: the form; one with a ``key`` is a mapping there is already, and changed.
    """
    if len(draft.content) > _MOST_BYTES:
        return
    if not draft.key:
        _keep_form(desk, draft)
    links = tuple(f"{link.column}={link.field}" for link in draft.links)
    chosen = {"name": draft.name, "ledger": draft.ledger, "sheet": draft.sheet}
    drafting.keep(desk, _key(draft.key), {**chosen, "row": draft.head, "links": links})


def _keep_form(desk: Desk, draft: FormDraft) -> None:
    """Keep the bytes of a new form, unless they are the ones that are kept."""
    form = {"file": draft.file, "content": base64.b64encode(draft.content).decode()}
    if drafting.recall(desk, _FORM) != form:
        drafting.keep(desk, _FORM, form)


def waiting(desk: Desk) -> str:
    """Return what the new form that was not saved is called; empty when there is none."""
    return str(drafting.recall(desk, _key("")).get("name", ""))


def named(desk: Desk, draft: str) -> tuple[str, str] | None:
    """Return what the form of a draft is called, and the id of its mapping.

    Args:
        desk: where.
        draft: key of any draft; a new form has no mapping yet, its id is empty.

    Returns:
        None where the draft is no mapping's, or its mapping is gone.
    """
    head, _, key = draft.partition(":")
    if head != _CHOSEN or (key and desk.room.one(ColumnMap, id=key) is None):
        return None
    return str(drafting.recall(desk, draft).get("name", "")), key


def recall(desk: Desk, made: ColumnMap | None = None) -> FormDraft | None:
    """Return a form as it was left; None when nothing was left of it.

    Args:
        desk: where.
        made: the mapping that was being changed; None for a new form.

    Raises:
        UserError: the form that was kept cannot be read any more.
    """
    left = drafting.recall(desk, _key(made.id if made else ""))
    if not left:
        return None
    if made is not None:
        read = mapping.draft_of(desk, made)
    else:
        form = drafting.recall(desk, _FORM)
        content = base64.b64decode(form["content"])
        read = mapping.read_draft(content, form["file"], left["ledger"])
    return _laid_back(read, left)


def _laid_back(read: FormDraft, left: dict[str, Any]) -> FormDraft:
    again = mapping.read_draft(
        read.content, read.file, left["ledger"], sheet=left["sheet"], row=left["row"]
    )
    told = (one.partition("=") for one in left["links"])
    links = [ColumnLink(field=field, column=column) for column, _, field in told]
    laid = mapping.with_links(again, links)
    return replace(laid, key=read.key, name=left["name"], known=read.known)


def drop(desk: Desk, key: str = "") -> None:
    """Forget what was left of a form that was saved, or is not wanted."""
    drafting.drop(desk, _key(key))
    if not key:
        drafting.drop(desk, _FORM)


def _key(key: str) -> str:
    return f"{_CHOSEN}:{key}"
