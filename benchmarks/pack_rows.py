"""Rows and senders that ``packs`` measures with: a made-up month of a made-up station."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from hashlib import sha256
from random import Random
from typing import Any, get_args

from consultroom.domain.catalogue import KIND_OF_TABLE
from consultroom.domain.records import derived_id
from consultroom.domain.stamps import StampedRow, Stamps
from consultroom.exchange.identity import Identity, new_identity
from consultroom.exchange.manifest import Manifest, PackKind
from consultroom.frozen import fields
from consultroom.store.rows import Shape, SqlValue
from consultroom.store.shelf import _sync_values
from consultroom.store.travel import stored

BEIJING = timezone(timedelta(hours=8))
NOON = datetime(2026, 11, 21, 12, tzinfo=BEIJING)
DAY = date(2026, 11, 21)
DISTRICT = "QZX"
FILLER = "居民反映有关部门协商后同意按程序办理并在年底前完成委员现场走访听取意见形成共识"
MONTH = {  # rows of one station's month: 455
    "topic": 6, "consultation": 2, "step_record": 12, "meeting": 3, "agenda_item": 12,
    "participant": 90, "attendance": 90, "minutes": 3, "minutes_entry": 120, "consensus_item": 12,
    "evidence": 40, "assignment": 10, "reply": 10, "visit": 30, "good_deed": 15,
}  # fmt: skip


@cache
def shape_of(table: str) -> Shape[Any]:
    kind = KIND_OF_TABLE[table]
    return Shape(kind, kind.record)


def value_of(hint: Any, name: str, dice: Random) -> Any:
    """Return some value of a field's type."""
    if name == "name":
        return "".join(
            dice.choices("王李张刘陈杨赵黄周吴", k=1) + dice.choices("伟芳娜敏静丽强磊军洋", k=2)
        )
    if hint is str:
        return "".join(dice.choices(FILLER, k=40 if name in {"text", "situation", "matter"} else 8))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    plain: dict[Any, Any] = {int: 3, bool: True, float: 0.5, date: DAY, datetime: NOON}
    return plain[hint] if hint in plain else None if type(None) in get_args(hint) else ()


def row_of(table: str, id_: str, owner: str, node: str, dice: Random) -> StampedRow:
    shape = shape_of(table)
    told = {
        field.name: value_of(field.type, field.name, dice)
        for field in fields(shape.record)
        if field.name not in {"id", "owner"} and (field.required or field.type is str)
    }
    values = shape.encode(shape.record(id=id_, owner=owner, **told))
    at = f"{1_790_000_000_000 << 16 | dice.randrange(1 << 16):016x}"
    return StampedRow(
        table=table,
        id=id_,
        owner=owner,
        values={n: v for n, v in zip(shape.names, values, strict=True) if v is not None},
        stamps=Stamps(f"{at}@{node}", {}, {node: at}),
    )


def month_of(owner: str, node: str, month: str) -> Iterator[StampedRow]:
    dice = Random(f"{owner} {month}")  # noqa: S311
    for table, count in MONTH.items():
        for n in range(count):
            yield row_of(table, derived_id(owner, month, table, str(n)), owner, node, dice)


def stored_values(row: StampedRow) -> tuple[SqlValue, ...]:
    """Return what the table holds of a row, as ``executemany`` takes it."""
    kept = stored(shape_of(row.table), row, None)
    return (row.id, *_sync_values(kept), 0, *kept.values)


def an_identity(unit: str, seed: int) -> Identity:
    node = sha256(unit.encode()).hexdigest()[:10]
    return new_identity(unit=unit, node=node, made=DAY, chance=Random(seed).randbytes)  # noqa: S311


def heading(identity: Identity) -> Manifest:
    return Manifest(
        kind=PackKind.MONTH,
        unit=identity.unit,
        node=identity.node,
        key=identity.key,
        to=DISTRICT,
        seq=1,
        upto=455,
        period="2026-11",
        schema=2,
        app="0.1.0",
        made_at=NOON,
    )
