"""When a field was written and by whom: the arithmetic behind merging without loss.

A *node* is one installation that writes; a *time* is 16 hexadecimal digits, milliseconds in the
first twelve and a counter in the last four; a *stamp* is ``time@node``. Times compare as text.

A *context* (a version vector) maps each node to the highest time of its that a row has taken in.
A row keeps one stamp for most fields (``base``) and names only the others, which is compression
and nothing more: ``base="T1@A", fields={"title": "T2@B"}``.

The rule of deleting: a deletion holds the context its author had seen. A row is deleted exactly
when its whole context is covered by that; any write the author had not seen brings it back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from consultroom.frozen import Frozen, field, replace

TIME_DIGITS = 16  # hexadecimal; 48 bits of milliseconds since 1970, 16 bits of counter
_COUNTER_BITS = 16

Context = Mapping[str, str]  # node -> highest time seen


def stamp_of(time: str, node: str) -> str:
    """Return the stamp of ``node`` at ``time``."""
    return f"{time}@{node}"


def split_stamp(stamp: str) -> tuple[str, str]:
    """Return the time and the node of a stamp.

    Raises:
        ValueError: it is not ``time@node`` with a time of 16 hexadecimal digits.
    """
    time, sign, node = stamp.partition("@")
    if not (sign and node and len(time) == TIME_DIGITS and set(time) <= set("0123456789abcdef")):
        raise ValueError(f"not a stamp: {stamp!r}")
    return time, node


def next_time(milliseconds: int, context: Context) -> str:
    """Return a time after everything the row has seen, and not before the clock.

    A clock set back therefore never makes a later write look earlier than what it replaces.

    Args:
        milliseconds: the clock, since 1970.
        context: what the row has taken in.
    """
    clock = max(milliseconds, 0) << _COUNTER_BITS
    if not context:
        return f"{clock:016x}"
    return f"{max(clock, int(max(context.values()), 16) + 1):016x}"


def joined(one: Context, other: Context) -> dict[str, str]:
    """Return the context that has seen what either has seen."""
    union = dict(one)
    for node, time in other.items():
        if union.get(node, "") < time:
            union[node] = time
    return union


def covers(known: Context, context: Context) -> bool:
    """Tell whether ``known`` has seen everything in ``context``."""
    return all(known.get(node, "") >= time for node, time in context.items())


def has_seen(context: Context, stamp: str) -> bool:
    """Tell whether the write with this stamp is part of ``context``."""
    time, node = split_stamp(stamp)
    return context.get(node, "") >= time


def is_deleted(context: Context, deletion: Context) -> bool:
    """Tell whether a row is deleted: its deleters had seen every write in it.

    Args:
        context: the row's own context.
        deletion: the joined contexts of its deleters; empty when nobody deleted it.
    """
    return bool(deletion) and covers(deletion, context)


class Stamps(Frozen):
    """The stamps of one row.

    Attributes:
        base: the stamp of every field that ``fields`` does not name.
        fields: field -> stamp, where it differs from ``base``.
        context: everything this row has taken in.
    """

    base: str
    fields: Mapping[str, str] = field(default_factory=dict)
    context: Context = field(default_factory=dict)

    def of(self, name: str) -> str:
        """Return the stamp of one field."""
        return self.fields.get(name, self.base)


def first_stamps(milliseconds: int, node: str) -> Stamps:
    """Return the stamps of a row ``node`` has just made."""
    time = next_time(milliseconds, {})
    return Stamps(stamp_of(time, node), {}, {node: time})


def touched(stamps: Stamps, changed: Iterable[str], milliseconds: int, node: str) -> Stamps:
    """Return the stamps after ``node`` wrote the ``changed`` fields.

    With no field changed only the context moves on; that is how a deleted row is brought back.
    """
    time = next_time(milliseconds, stamps.context)
    fields = {**stamps.fields, **dict.fromkeys(changed, stamp_of(time, node))}
    return replace(stamps, fields=fields, context={**stamps.context, node: time})


def compressed(by_field: Mapping[str, str], context: Context) -> Stamps:
    """Return stamps with the commonest one as ``base``; ties go to the latest.

    Raises:
        ValueError: there are no fields.
    """
    counts = Counter(by_field.values())
    base = max(counts, key=lambda stamp: (counts[stamp], stamp))
    others = {name: stamp for name, stamp in by_field.items() if stamp != base}
    return Stamps(base, others, context)


class StampedRow(Frozen, kw_only=True):
    """One row as it travels: plain values, who wrote what when, and what is deleted.

    Attributes:
        table: the record's table, ``topic``.
        values: column -> text, whole number, decimal number or None, as stored.
        deletion: joined contexts of the deleters; empty when nobody deleted it.
        extra: field of a newer version -> (value, stamp), kept to be passed on.
    """

    table: str
    id: str
    owner: str
    values: Mapping[str, str | int | float | None]
    stamps: Stamps
    deletion: Context = field(default_factory=dict)
    extra: Mapping[str, tuple[str | int | float | None, str]] = field(default_factory=dict)

    @property
    def deleted(self) -> bool:
        """Tell whether the row is deleted."""
        return is_deleted(self.stamps.context, self.deletion)
