"""Two versions of one row become one, and nothing anybody wrote is lost. Pure functions.

Field by field the later stamp stands. When the side that stands had not seen the other's write and
the values differ, the earlier one becomes a conflict record that derives from that write alone, so
that every computer makes the same one. A row is deleted only when its deleters had seen every write
in it. Fields this program does not know are kept in ``extra`` with their stamps and passed on.

A field that is None and has no stamp of its own (see ``lines``) was never written: any write of it
stands against that, and it conflicts with nothing.

A text people were taken out of (see ``masking``) has the stamp of the original and is no write of
its own: of the two the one with less taken out stands, and nothing was lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

import msgspec

from consultroom.domain.catalogue import KIND_OF_TABLE
from consultroom.domain.conflicts import Conflict, Settlement
from consultroom.domain.records import Coded, derived_id
from consultroom.domain.redaction import masks, may_be_one_text
from consultroom.domain.stamps import StampedRow, Stamps, has_seen, joined, split_stamp
from consultroom.exchange.lines import BadRow, Value, written
from consultroom.frozen import Frozen, names_of, replace

CONFLICTS = "conflict"  # their table
_HEAD = ("id", "owner")
_json = msgspec.json.Encoder().encode


class Outcome(Coded):
    """What became of an incoming row; the counts of all four add up to the manifest's."""

    NEW = "new", "新增"
    CHANGED = "changed", "有改动"
    UNCHANGED = "unchanged", "无变化"
    HELD = "held", "暂存"


class Merged(Frozen):
    """The result of a merge.

    Attributes:
        row: the row to store.
        outcome: what that is, seen from the local row.
        conflicts: the values that lost, new or known here already.
    """

    row: StampedRow
    outcome: Outcome
    conflicts: tuple[Conflict, ...] = ()


@cache
def known_fields(table: str) -> frozenset[str] | None:
    """Return the fields this program knows of a table, or None when it does not know the table."""
    kind = KIND_OF_TABLE.get(table)
    if kind is None:
        return None
    return frozenset(names_of(kind.record)) - set(_HEAD)


def merge(local: StampedRow | None, incoming: StampedRow, known: frozenset[str]) -> Merged:
    """Return the row that has taken in both.

    Whether the table's columns can hold the values is for the store to say.

    Args:
        local: the row here, or None.
        incoming: the row from a pack.
        known: the fields of the table; others are kept in ``extra``.

    Raises:
        BadRow: the two belong to different owners.
    """
    if local is None:
        return Merged(_sorted_out(incoming, known), Outcome.NEW)
    if local.owner != incoming.owner:
        raise BadRow(
            f"包里有一条记录（{incoming.table} {incoming.id}）属于“{incoming.owner}”，"
            f"本机的同一条记录属于“{local.owner}”，整个包没有导入。请与对方核对。"
        )
    fields, lost = _taken(local, incoming)
    context = joined(local.stamps.context, incoming.stamps.context)
    deletion = joined(local.deletion, incoming.deletion)
    conflicts = tuple(_conflict(local, name, *write) for name, write in lost)
    row = replace(
        local,
        stamps=Stamps(max(local.stamps.base, incoming.stamps.base), {}, context),
        deletion=deletion,
    )
    if _is_as_before(local, fields, row) and known.isdisjoint(local.extra):
        return Merged(local, Outcome.UNCHANGED, conflicts)
    return Merged(_filled(row, fields, known), Outcome.CHANGED, conflicts)


def promoted(row: StampedRow, known: frozenset[str]) -> StampedRow:
    """Return a row in which fields that were kept in ``extra`` and are known now are values."""
    if known.isdisjoint(row.extra):
        return row
    return _filled(row, written(row), known)


def conflict_row(conflict: Conflict) -> StampedRow:
    """Return the stamped row of an open conflict, the same on every computer.

    It is merged like any other: one that was settled here stays settled.
    """
    time, node = split_stamp(conflict.stamp)
    return StampedRow(
        table=CONFLICTS,
        id=conflict.id,
        owner=conflict.owner,
        values={
            "about": conflict.about,
            "record": conflict.record,
            "field": conflict.field,
            "value": conflict.value,
            "stamp": conflict.stamp,
            "settlement": Settlement.OPEN.code,
            "settled_by": "",
        },
        stamps=Stamps(conflict.stamp, {}, {node: time}),
    )


_Write = tuple[str, Value]  # stamp and value


def _taken(
    local: StampedRow, incoming: StampedRow
) -> tuple[dict[str, _Write], list[tuple[str, _Write]]]:
    """Return the writes that stand, and those that lost though the winner had not seen them."""
    fields = written(local)
    lost: list[tuple[str, _Write]] = []
    for name, there in written(incoming).items():
        here = fields.get(name)
        if here is None:
            fields[name] = there
        elif here != there:
            later, earlier = sorted((here, there), key=_rank, reverse=True)
            fields[name] = later
            winner = incoming if later is there else local
            if here[1] != there[1] and _is_lost(winner, later, earlier):
                lost.append((name, earlier))
    return fields, lost


def _rank(write: _Write) -> tuple[str, int, bytes]:
    """Order writes by stamp; the value decides between two of one stamp, as a clone makes them."""
    stamp, value = write
    return stamp, -masks(value) if isinstance(value, str) else 0, _json(value)


def _is_lost(winner: StampedRow, later: _Write, earlier: _Write) -> bool:
    if later[0] == earlier[0]:
        return not _is_masked(later[1], earlier[1])
    return not has_seen(winner.stamps.context, earlier[0])


def _is_masked(one: Value, other: Value) -> bool:
    both = isinstance(one, str) and isinstance(other, str)
    return both and may_be_one_text(str(one), str(other))


def _conflict(row: StampedRow, field: str, stamp: str, value: Value) -> Conflict:
    text = _json(value).decode()
    return Conflict(
        id=conflict_id(row.table, row.id, field, text, stamp),
        owner=row.owner,
        about=row.table,
        record=row.id,
        field=field,
        value=text,
        stamp=stamp,
    )


def conflict_id(table: str, record: str, field: str, value: str, stamp: str) -> str:
    """Return the id of the conflict about a value that lost, given as JSON."""
    return derived_id(CONFLICTS, table, record, field, value, stamp)


def _is_as_before(local: StampedRow, fields: Mapping[str, _Write], row: StampedRow) -> bool:
    return (
        row.stamps.context == local.stamps.context
        and row.deletion == local.deletion
        and fields == written(local)
    )


def _sorted_out(row: StampedRow, known: frozenset[str]) -> StampedRow:
    """Return a row that is new here with the fields this program does not know in ``extra``."""
    if not row.extra and row.values.keys() <= known:
        return row
    return _filled(row, written(row), known)


def _filled(row: StampedRow, fields: Mapping[str, _Write], known: frozenset[str]) -> StampedRow:
    """Return a row with these writes, the commonest stamp of its columns as ``base``.

    An emptied field keeps its stamp by name, since without one it would count as never written.
    """
    own = {name: write for name, write in fields.items() if name in known}
    base = _commonest((s for s, value in own.values() if value is not None), row.stamps.base)
    return replace(
        row,
        values={name: value for name, (_, value) in own.items()},
        stamps=replace(
            row.stamps,
            base=base,
            fields={n: s for n, (s, value) in own.items() if s != base or value is None},
        ),
        extra={n: (value, s) for n, (s, value) in fields.items() if n not in known},
    )


def _commonest(stamps: Iterable[str], otherwise: str) -> str:
    """Return the stamp most fields have, the latest of several; it only saves writing it down."""
    counts = Counter(stamps)
    return max(counts, key=lambda stamp: (counts[stamp], stamp), default=otherwise)
