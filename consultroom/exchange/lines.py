"""Rows as lines of JSON: how a row is written in a pack, and what is accepted as one.

    {"id": …, "owner": …, "base": stamp, "v": {field: value}, "fv": {field: stamp},
     "vv": {node: time}, "d": {node: time}}

``fv`` names the fields whose stamp is not ``base``; ``d`` is there when the row was deleted once.
A field that is None and has no stamp of its own was never written: it is left out, so that a
program which does not know the field and one that does say the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import msgspec

from consultroom.domain.stamps import StampedRow, Stamps
from consultroom.exchange import limits
from consultroom.exchange.manifest import BadPack

Value = str | int | float | None
_Value = str | limits.Whole | float | None


class BadRow(BadPack):
    """A row that breaks the format or a rule; the whole pack is refused."""


class _Line(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """One row as it is written. What msgspec would check more slowly, `_is_right` does."""

    id: str
    owner: str
    base: str
    v: dict[str, _Value]
    fv: dict[str, str] = {}
    vv: dict[str, str] = {}
    d: dict[str, str] = {}


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Line).decode


def written(row: StampedRow) -> dict[str, tuple[str, Value]]:
    """Return field -> (stamp, value) of everything that was ever written in a row.

    What ``extra`` keeps of a field that has since become a column counts, unless the column was
    written later.
    """
    base, own = row.stamps.base, row.stamps.fields
    found = {
        name: (own.get(name, base), value)
        for name, value in row.values.items()
        if value is not None or name in own
    }
    for name, (value, stamp) in row.extra.items():
        if name not in own or own[name] < stamp:
            found[name] = stamp, value
    return found


def as_line(row: StampedRow) -> bytes:
    """Return a row as one line of JSON, without the line's end.

    Fields of a newer version that were kept in ``extra`` are written like all others.
    """
    fields, base = written(row), row.stamps.base
    line = _Line(
        row.id,
        row.owner,
        base,
        {name: value for name, (_, value) in fields.items()},
        {name: stamp for name, (stamp, value) in fields.items() if stamp != base or value is None},
        dict(row.stamps.context),
        dict(row.deletion),
    )
    return _encode(line)


def from_line(table: str, line: bytes | memoryview) -> StampedRow:
    """Return the row of a line. Which of its fields this program knows is asked by ``merge``.

    Raises:
        BadRow: it is no row: not JSON of this form, beyond a limit, or its stamps contradict.
    """
    try:
        read = _decode(line)
    except (ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise BadRow(_NO_ROW.format(table)) from error
    if not _is_right(read, len(line)):
        raise BadRow(_NO_ROW.format(table))
    return StampedRow(
        table=table,
        id=read.id,
        owner=read.owner,
        values=read.v,
        stamps=Stamps(read.base, read.fv, read.vv),
        deletion=read.d,
    )


_NO_ROW: Final = "包里“{}”一表有一条记录不合格式，整个包没有导入。请对方更新程序后重新导出。"


def _is_right(line: _Line, size: int) -> bool:
    """Tell whether a line keeps every bound; each of these is asked for every row of a pack."""
    return (
        _is_id(line.id) is not None
        and _is_unit(line.owner)
        and len(line.v) <= limits.FIELDS
        and all(map(_is_name, line.v))
        and (size <= limits.TEXT or not any(map(_is_too_long, line.v.values())))
        and line.fv.keys() <= line.v.keys()
        and _is_context(line.vv)
        and (not line.d or _is_context(line.d))
        and _has_seen(line.vv, line.base)
        and (not line.fv or all(_has_seen(line.vv, stamp) for stamp in line.fv.values()))
    )


def _is_too_long(value: Value) -> bool:
    return isinstance(value, str) and len(value) > limits.TEXT


def _is_context(context: Mapping[str, str]) -> bool:
    return len(context) <= limits.NODES and all(
        _is_node(node) and _is_time(time) is not None for node, time in context.items()
    )


def _has_seen(context: Mapping[str, str], stamp: str) -> bool:
    """Tell whether a context covers a stamp, or merging would lose what was written there."""
    time, _, node = stamp.partition("@")
    return _is_time(time) is not None and context.get(node, "") >= time


_is_id: Final = re.compile(limits.ID).fullmatch
_is_time: Final = re.compile(limits.TIME).fullmatch


@lru_cache(maxsize=2_000)  # the same few in every row
def _is_name(name: str) -> bool:
    return re.fullmatch(limits.NAME, name) is not None


@lru_cache(maxsize=2_000)
def _is_unit(unit: str) -> bool:
    return re.fullmatch(limits.UNIT, unit) is not None


@lru_cache(maxsize=2_000)
def _is_node(node: str) -> bool:
    return re.fullmatch(limits.NODE, node) is not None
