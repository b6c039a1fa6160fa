"""Settling conflicts (处理冲突): two values side by side, a person picks one or writes a third.

The choice is an act like any other and travels with the next pack. Only the owner of the record
settles; others look on.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from consultroom.domain.catalogue import KIND_OF_TABLE
from consultroom.domain.conflicts import Conflict, Settlement
from consultroom.domain.records import Record
from consultroom.domain.stamps import StampedRow, split_stamp
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.services.exchanging.partners import name_of
from consultroom.services.field_words import shown, word_for
from consultroom.store.shelf import NoSuchRecord


class CannotSettle(UserError):
    """The conflict is another's to settle, or is settled, or the value does not fit."""


class Side(Frozen):
    """One of the two values.

    Attributes:
        text: the value as a person reads it.
        node: the computer that wrote it.
        at: when, by that computer's clock.
        here: whether that was this computer.
    """

    text: str
    node: str
    at: datetime
    here: bool


class Dispute(Frozen, kw_only=True):
    """One conflict, side by side (冲突).

    Attributes:
        conflict: the record; its id names it.
        word: what the kind of record is called.
        title: which record.
        field_word: what the field is called.
        stands: what the record says now.
        lost: what the other computer had written.
        ours: whether this room may settle it.
        can_write: whether a third value can be typed.
    """

    conflict: Conflict
    word: str
    title: str
    field_word: str
    stands: Side
    lost: Side
    ours: bool
    can_write: bool


def disputes(desk: Desk, *, settled: bool = False) -> tuple[Dispute, ...]:
    """Return the conflicts that wait for a person, or those that were settled, oldest first."""
    found = desk.room.find(Conflict)
    wanted = [one for one in found if (one.settlement is not Settlement.OPEN) is settled]
    told = (_dispute(desk, one) for one in wanted)
    return tuple(one for one in told if one is not None)


def _dispute(desk: Desk, conflict: Conflict) -> Dispute | None:
    """Return a conflict side by side; None when this version has no such record or field."""
    if conflict.about not in KIND_OF_TABLE:
        return None
    row = desk.room.stamped_row(conflict.about, conflict.record)
    if row is None or conflict.field not in row.values:
        return None
    kind = KIND_OF_TABLE[conflict.about]
    record, other = desk.room.record_of(row), desk.room.record_of(_with(row, conflict))
    title = str(getattr(record, kind.title)) if kind.title else ""
    return Dispute(
        conflict=conflict,
        word=kind.word,
        title=title or kind.word,
        field_word=word_for(conflict.about, conflict.field),
        stands=_side(desk, record, conflict.field, row.stamps.of(conflict.field)),
        lost=_side(desk, other, conflict.field, conflict.stamp),
        ours=conflict.owner == desk.owner,
        can_write=isinstance(getattr(record, conflict.field), str),
    )


def _with(row: StampedRow, conflict: Conflict) -> StampedRow:
    """Return the row as it would be with the value that lost."""
    value = msgspec.json.decode(conflict.value)
    return replace(row, values={**row.values, conflict.field: value})


def _side(desk: Desk, record: Record, field: str, stamp: str) -> Side:
    time, node = split_stamp(stamp)
    moment = datetime.fromtimestamp((int(time, 16) >> 16) / 1000, UTC)
    zone = desk.room.clock().tzinfo
    own = node in desk.room.own_nodes
    return Side(shown(getattr(record, field)), node, moment.astimezone(zone), own)


def settle(
    desk: Desk, conflict_id: str, choice: Settlement, *, text: str | None = None
) -> Conflict:
    """Settle a conflict (处理冲突).

    Args:
        desk: where.
        conflict_id: which.
        choice: keep what stands, take the other, or write a third.
        text: the third value, for a text field.

    Raises:
        CannotSettle: it is another's, is settled already, or no text can be written there.
        NoSuchRecord: there is no such conflict.
    """
    conflict = desk.room.get(Conflict, conflict_id)
    dispute = _dispute(desk, conflict)
    if dispute is None:
        raise CannotSettle("这条冲突是新版程序的内容，请先更新程序。")
    _refuse(desk, dispute, choice, text)
    record = _settled_record(desk, dispute, choice, text)
    settled = replace(conflict, settlement=choice, settled_by=desk.by, settled_on=desk.today)
    with desk.room.act("处理冲突", by=desk.by) as act:
        if record is not None:
            act.put(record)
        act.put(settled)
    return settled


def _refuse(desk: Desk, dispute: Dispute, choice: Settlement, text: str | None) -> None:
    if not dispute.ours:
        owner = name_of(desk, dispute.conflict.owner)
        raise CannotSettle(f"这条记录是“{owner}”的，请由对方处理；处理结果会随下一个包传来。")
    if dispute.conflict.settlement is not Settlement.OPEN:
        raise CannotSettle("这条冲突已经处理过了，请刷新后再看。")
    if choice is Settlement.OPEN:
        raise CannotSettle("请选择保留现在的内容、改用另一份，或者重新填写。")
    if (choice is Settlement.WRITTEN) is not (text is not None):
        raise CannotSettle("选“重新填写”时要写内容，选别的不用写。")
    if choice is Settlement.WRITTEN and not dispute.can_write:
        raise CannotSettle(f"“{dispute.field_word}”不是文字，请从两份里选一份。")


def _settled_record(
    desk: Desk, dispute: Dispute, choice: Settlement, text: str | None
) -> Record | None:
    """Return the record with the value chosen, or None when it stays as it is."""
    conflict = dispute.conflict
    if choice is Settlement.KEPT:
        return None
    kind = KIND_OF_TABLE[conflict.about].record
    try:
        record: Any = desk.room.get(kind, conflict.record)
    except NoSuchRecord as error:
        raise CannotSettle(f"{error}要改用另一份内容，请先恢复它。") from error
    row = desk.room.stamped_row(conflict.about, conflict.record)
    if row is None:
        raise CannotSettle("这条记录不在本机。")
    other = getattr(desk.room.record_of(_with(row, conflict)), conflict.field)
    value = other if choice is Settlement.TAKEN else text
    changed: Record = replace(record, **{conflict.field: value})
    return changed
