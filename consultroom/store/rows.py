"""Records as rows: the columns follow from the dataclass, field by field.

Text, numbers, dates, times and coded words become plain columns; tuples and nested values become
canonical JSON text. Nothing here knows SQL beyond a column's type.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from enum import Enum
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar, Union, cast, get_args, get_origin

import msgspec

from consultroom.domain.catalogue import RecordKind
from consultroom.domain.records import Record
from consultroom.frozen import NODEFAULT, Frozen, fields

R = TypeVar("R", bound=Record)
SqlValue = str | int | float | None

HEAD: Final = ("id", "owner")  # the fields every record has; the rest are its own columns

_canonical = msgspec.json.Encoder(order="sorted")


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no blanks, characters as they are."""
    return _canonical.encode(value).decode()


class Column(Frozen):
    """One field as a column.

    Attributes:
        name: the field's name, and the column's.
        sql: TEXT, INTEGER or REAL.
        encode: field value -> column value; None when they are the same.
        decode: column value -> field value; None when they are the same. Never given None.
        default: makes the value of a field whose column is empty though it may not be.
        plain: whether one value is one word, so that several can be looked for at once.
        may_be_unset: whether ``default`` makes a value, rather than refuse.
    """

    name: str
    sql: str
    encode: Callable[[Any], SqlValue] | None
    decode: Callable[[Any], Any] | None
    default: Callable[[], Any]
    plain: bool
    may_be_unset: bool = True

    def to_sql(self, value: Any) -> SqlValue:
        """Return the column value of a field value."""
        return value if value is None or self.encode is None else self.encode(value)

    def to_field(self, value: SqlValue) -> Any:
        """Return the field value of a column value."""
        if value is None:
            return self.default()
        return value if self.decode is None else self.decode(value)

    def is_unset(self, value: SqlValue) -> bool:
        """Tell whether a value only says what an empty column says anyway."""
        return value == self.to_sql(self.default()) if self.may_be_unset else value is None

    def shown(self, value: SqlValue) -> Any:
        """Return the field value for reading a history; what was empty stays None."""
        return None if value is None else self.to_field(value)


_HELD: Final[dict[str, tuple[type, ...]]] = {
    "TEXT": (str, type(None)),
    "INTEGER": (int, type(None)),
    "REAL": (float, int, type(None)),
}


class Shape(Generic[R]):
    """How one kind of record lies in its table."""

    def __init__(self, kind: RecordKind, record: type[R]) -> None:
        """Work the columns out of the type hints of ``record``."""
        self.kind = kind
        self.record = record
        self.table = kind.table
        self.columns = _columns(record)
        self.names = tuple(column.name for column in self.columns)
        self.by_name: Mapping[str, Column] = {column.name: column for column in self.columns}
        self._values = attrgetter("id", "owner", *self.names)
        self._encoders = tuple((i, c.encode) for i, c in enumerate(self.columns) if c.encode)
        self._decoders = tuple((c.name, c.decode) for c in self.columns if c.decode)
        self._texts = tuple(
            name for name in (kind.title, *kind.search, "number") if name in self.by_name
        )
        self._text_values = _getters(self._texts)
        self._held = tuple(_HELD[column.sql] for column in self.columns)
        self.indexed = frozenset((*self._texts, "spelling"))  # fields search or names depend on

    def encode(self, record: R) -> list[SqlValue]:
        """Return the column values of a record, without id and owner."""
        values = list(self._values(record))[2:]
        for i, encode in self._encoders:
            if values[i] is not None:
                values[i] = encode(values[i])
        return values

    def holds(self, values: Sequence[SqlValue]) -> bool:
        """Tell whether values are of the columns' types; SQLite would turn some into others."""
        return all(map(isinstance, values, self._held))

    def decode(self, id: str, owner: str, values: Sequence[SqlValue]) -> R:  # noqa: A002
        """Return the record of a row."""
        told: dict[str, Any] = dict(zip(self.names, values, strict=True))
        for name, decode in self._decoders:
            if told[name] is not None:
                told[name] = decode(told[name])
        if None in values:
            told |= {name: self.by_name[name].default() for name in told if told[name] is None}
        return self.record(id=id, owner=owner, **told)

    def title_of(self, record: Record) -> str:
        """Return what a person calls this record, its kind's word when it has no name."""
        title = str(getattr(record, self.kind.title)) if self.kind.title else ""
        return title or self.kind.word

    def text_of(self, record: Record) -> tuple[str, ...]:
        """Return the texts a search looks into, the title first, without empty ones."""
        texts = map(flat_text, self._text_values(record))
        return tuple(text for text in texts if text)


def _getters(names: tuple[str, ...]) -> Callable[[object], tuple[Any, ...]]:
    """Return what gets these attributes; ``attrgetter`` gives no tuple for fewer than two."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def flat_text(value: Any) -> str:
    """Return the words of a field as one text."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "，".join(flat_text(part) for part in value)
    return "" if value is None else str(getattr(value, "label", value))


def _columns(record: type[Record]) -> tuple[Column, ...]:
    own = (field for field in fields(record) if field.name not in HEAD)
    return tuple(_column(record, field, field.type) for field in own)


def _column(record: type[Record], field: Any, hint: Any) -> Column:
    kind, optional = _without_none(hint)
    sql, encode, decode = _codec(kind)
    default = _default(record, field, optional=optional)
    may_be = optional or not field.required
    return Column(
        field.name, sql, encode, decode, default, plain=_is_plain(kind), may_be_unset=may_be
    )


def _default(record: type[Record], field: Any, *, optional: bool) -> Callable[[], Any]:
    """A column added by a later migration is empty in old rows; the field's default fills it."""
    if optional:
        return lambda: None
    if field.default is not NODEFAULT:
        return lambda: field.default
    if field.default_factory is not NODEFAULT:
        return cast("Callable[[], Any]", field.default_factory)

    def refuse() -> Any:
        raise ValueError(f"{record.__name__}.{field.name} is empty and has no default")

    return refuse


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    others = tuple(part for part in get_args(hint) if part is not type(None))
    if len(others) == len(get_args(hint)):
        return hint, False
    return (others[0] if len(others) == 1 else Union[others]), True  # noqa: UP007


Codec = tuple[str, Callable[[Any], SqlValue] | None, Callable[[Any], Any] | None]

_PLAIN: Final[dict[type, Codec]] = {
    str: ("TEXT", None, None),
    int: ("INTEGER", None, None),
    float: ("REAL", None, None),
    bool: ("INTEGER", int, bool),
    datetime: ("TEXT", datetime.isoformat, datetime.fromisoformat),
    date: ("TEXT", date.isoformat, date.fromisoformat),
    time: ("TEXT", time.isoformat, time.fromisoformat),
}


def _is_plain(kind: Any) -> bool:
    return kind in _PLAIN or (isinstance(kind, type) and issubclass(kind, Enum))


def _codec(kind: Any) -> Codec:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = {member.value: member for member in kind}
        return "TEXT", attrgetter("value"), members.__getitem__
    return "TEXT", canonical, msgspec.json.Decoder(kind).decode


HEAD_COLUMNS: Final[Mapping[str, Column]] = {
    name: Column(name, "TEXT", None, None, lambda: None, plain=True) for name in HEAD
}
