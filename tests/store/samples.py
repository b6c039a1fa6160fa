"""Two kinds of record that use every kind of column, and rooms that hold them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from hypothesis import strategies as st

from consultroom.domain.catalogue import RecordKind
from consultroom.domain.records import Coded, NumberKind, Record
from consultroom.frozen import Frozen, fields, replace
from consultroom.store.engine import Database, Migrations
from consultroom.store.first_tables import create_own_tables, create_record_table
from consultroom.store.migrations import Layout
from consultroom.store.names import Spelling
from consultroom.store.rooms import Room, RoomRole, create_room, open_room

BEIJING = timezone(timedelta(hours=8))
NOON = datetime(2026, 3, 5, 12, 0, tzinfo=BEIJING)


class Colour(Coded):
    """The colour of a slip."""

    RED = "red", "红"
    BLUE = "blue", "蓝"


class Size(Frozen, kw_only=True):
    """A value inside a record."""

    width: int = 1
    colour: Colour = Colour.RED
    cut_on: date | None = None


class Slip(Record, kw_only=True):
    """A slip of paper with one field of each kind."""

    number: str = ""
    title: str
    body: str = ""
    colour: Colour = Colour.RED
    day: date | None = None
    at: datetime | None = None
    order: time | None = None
    tags: tuple[str, ...] = ()
    sizes: tuple[Size, ...] = ()
    size: Size = Size()
    count: int = 0
    weight: float | None = None
    urgent: bool = False
    answered: bool | None = None
    sha256: str = ""


class Writer(Record, kw_only=True):
    """Whoever wrote a slip."""

    name: str
    slip: str = ""
    spelling: str = ""


KINDS = (
    RecordKind(Slip, "slip", "纸条", "title", ("body", "tags"), NumberKind.TOPIC),
    RecordKind(Writer, "writer", "作者", "name", people=True),
)
SLIP_COLUMNS = (
    "number title body colour day at order tags sizes size count:INTEGER weight:REAL "
    "urgent:INTEGER answered:INTEGER sha256"
)


def sample_migrations() -> Migrations:
    """Return a fresh set with one migration, for layouts that add more."""
    migrations = Migrations("consultroom")

    @migrations()
    def first_room(db: Database) -> None:
        create_own_tables(db.conn)
        create_record_table(db.conn, "slip", SLIP_COLUMNS, "number")
        create_record_table(db.conn, "writer", "name slip spelling", "slip")

    return migrations


SAMPLES = Layout(KINDS, sample_migrations, ("first_room",))


def a_slip(**changed: Any) -> Slip:
    return replace(Slip(id="SLIP", owner="WT", title="老旧小区加装电梯"), **changed)


def a_writer(**changed: Any) -> Writer:
    return replace(Writer(id="WRITER", owner="WT", name="张建国"), **changed)


class Clock:
    """A clock that goes on by a second each time it is read."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def chance(seed: int = 1) -> Callable[[int], bytes]:
    """Return bytes that look random and are the same in every run."""
    return random.Random(seed).randbytes  # noqa: S311  (no secret)


def spell(name: str) -> Spelling:
    """Spell the few names the tests use; 单 has two readings."""
    known = {
        "张建国": (("zjg",), ("zhangjianguo",)),
        "张丽": (("zl",), ("zhangli",)),
        "单晓丽": (("sxl", "dxl"), ("shanxiaoli", "danxiaoli")),
        "吕布": (("lb",), ("lvbu",)),
    }
    return known.get(name, ((), ()))


def new_room(folder: Path, **more: Any) -> Room:
    """Make a room for the sample kinds."""
    settings: dict[str, Any] = {"clock": Clock(), "chance": chance(), "layout": SAMPLES}
    settings |= {"role": RoomRole.STATION, "code": "WT", "name": "梧桐街道委员工作站"}
    return create_room(folder, **(settings | {"spell": spell} | more))


def old_room(folder: Path, **more: Any) -> Room:
    """Open a room of the sample kinds again."""
    settings: dict[str, Any] = {"clock": Clock(), "chance": chance(2), "layout": SAMPLES}
    return open_room(folder, **(settings | {"spell": spell} | more))


class SecondThoughts(Exception):
    """Raised in the middle of something that is then to be as if it had not begun."""


@contextmanager
def given_up() -> Iterator[None]:
    """Swallow SecondThoughts, and insist that they came."""
    with pytest.raises(SecondThoughts):
        yield


def put(room: Room, *records: Record, name: str = "登记") -> str:
    """Put records in one act and return the act's id."""
    with room.act(name, by="王") as act:
        for record in records:
            act.put(record)
    return act.id


# -- any record at all -----------------------------------------------------------------------


def any_value(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for a type hint, within what a column can hold."""
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(*map(any_value, get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(any_value(get_args(hint)[0]), max_size=3).map(tuple)
    if isinstance(hint, type) and issubclass(hint, Frozen):
        return any_record(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return _PLAIN[hint]


_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=30),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False, width=64),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.sampled_from([BEIJING, UTC]) | st.none()),
    time: st.times(),
    type(None): st.none(),
}


def any_record(kind: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for a class of values: every field anything its type allows."""
    return st.builds(kind, **{field.name: any_value(field.type) for field in fields(kind)})
