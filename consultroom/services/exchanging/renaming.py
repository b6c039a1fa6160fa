"""A new name for a computer whose room turned out to be copied (更换编号), after the fact.

Two copies that wrote under one name cannot be told apart by stamps: what one wrote may look as if
the other had seen it. So every write under the old name that is not known to have arrived gets a
stamp of the new one, and everything is sent again.
"""

from __future__ import annotations

from collections.abc import Iterator

from consultroom.domain.stamps import StampedRow, Stamps, joined, next_time, split_stamp, stamp_of
from consultroom.frozen import replace
from consultroom.services.desk import Desk
from consultroom.services.exchanging import homing
from consultroom.services.exchanging.acknowledging import arrived
from consultroom.services.exchanging.partners import above


def rename(desk: Desk) -> int:
    """Write under a new name from now on; return how many records were stamped anew.

    Whoever copies rooms on purpose does this on one of the two computers, once.
    """
    old = desk.room.own_nodes
    since = arrived(desk, above(desk)) if above(desk) else 0
    rows = tuple(_own_since(desk, since))
    node = desk.room.take_new_node()
    homing.remember(desk.room)
    milliseconds = int(desk.room.clock().timestamp() * 1000)
    with desk.room.act("更换编号", by=desk.by) as act:
        stamped = [_restamped(row, old, node, milliseconds) for row in rows]
        for row in stamped:
            act.accept(row)
    return len(stamped)


def _own_since(desk: Desk, since: int) -> Iterator[StampedRow]:
    for _, row in desk.room.rows_since(desk.owner, since):
        yield row


def _restamped(row: StampedRow, old: frozenset[str], node: str, milliseconds: int) -> StampedRow:
    """Return a row whose writes under old names are writes under the new one."""
    time = next_time(milliseconds, row.stamps.context)
    fresh = stamp_of(time, node)

    def anew(stamp: str) -> str:
        return fresh if split_stamp(stamp)[1] in old else stamp

    context = {**row.stamps.context, node: time}
    fields = {name: anew(stamp) for name, stamp in row.stamps.fields.items()}
    return replace(
        row,
        stamps=Stamps(anew(row.stamps.base), fields, context),
        deletion=joined(row.deletion, context) if row.deleted else row.deletion,
    )
