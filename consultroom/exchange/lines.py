"""Rows as lines of JSON: how a row is written in a pack, and what is accepted as one.

    {"id": …, "owner": …, "base": stamp, "v": {field: value}, "fv": {field: stamp},
     "vv": {node: time}, "d": {node: time}}

``fv`` names the fields whose stamp is not ``base``; ``d`` is there when the row was deleted once.
A field that is None and has no stamp of its own was never written: it is left out, so that a
program which does not know the field and one that does say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from consultroom.domain.stamps import StampedRow, Stamps
from consultroom.exchange import limits
from consultroom.exchange.manifest import BadPack

Value = str | int | float | None
_Text = Annotated[str, Meta(max_length=limits.TEXT)]
_Value = _Text | limits.Whole | float | None
_Context = Annotated[dict[limits.Node, limits.Time], Meta(max_length=limits.NODES)]


class BadRow(BadPack):
    """A row that breaks the format or a rule; the whole pack is refused."""


class _Line(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """One row as it is written."""

    id: limits.Id
    owner: limits.Unit
    base: limits.Stamp
    v: Annotated[dict[limits.Name, _Value], Meta(max_length=limits.FIELDS)]
    fv: Annotated[dict[limits.Name, limits.Stamp], Meta(max_length=limits.FIELDS)] = {}
    vv: Annotated[_Context, Meta(min_length=1)] = {}
    d: _Context = {}


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
    _check_stamps(table, read)
    return StampedRow(
        table=table,
        id=read.id,
        owner=read.owner,
        values=read.v,
        stamps=Stamps(read.base, read.fv, read.vv),
        deletion=read.d,
    )


def _check_stamps(table: str, line: _Line) -> None:
    """Every write a row shows must be part of what it has seen, or merging would lose values."""
    context: Mapping[str, str] = line.vv
    for stamp in {line.base, *line.fv.values()}:
        time, _, node = stamp.partition("@")
        if context.get(node, "") < time:
            raise BadRow(_NO_ROW.format(table))
    if not line.fv.keys() <= line.v.keys():
        raise BadRow(_NO_ROW.format(table))


_NO_ROW = "包里“{}”一表有一条记录不合格式，整个包没有导入。请对方更新程序后重新导出。"
