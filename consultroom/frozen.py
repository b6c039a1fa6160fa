"""Values: frozen dataclasses with slots and keyword-only fields, made without compiling anything.

The library writes seven methods for each class as source text and compiles them, half a
millisecond a class. The window waits for a hundred and forty classes before its first page is
filled, so that this was a fifth of the whole start. Here fields, defaults and slots are still the
library's own, and ``fields``, ``replace``, ``asdict`` and msgspec see a dataclass like any other;
the methods are written once, below, and shared by all.

What inherits from a value is a value too: the library refuses to mix frozen classes with others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from functools import cache, partial
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen(kind: type[T], /) -> type[T]: ...


@overload
@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen(*, kw_only: bool) -> Callable[[type[T]], type[T]]: ...


def frozen(kind: type[T] | None = None, /, *, kw_only: bool = True) -> Any:
    """Make a class what ``dataclass(frozen=True, slots=True, kw_only=True)`` would make of it.

    Args:
        kind: the class.
        kw_only: whether its fields must be named; ``@frozen(kw_only=False)`` takes them in order.
    """
    if kind is None:
        return partial(_made, kw_only=kw_only)
    return _made(kind, kw_only=kw_only)


def _made(kind: type[T], *, kw_only: bool) -> type[T]:
    made = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(kind)
    for name, method in _METHODS.items():
        setattr(made, name, method)
    return made


class _Plan(NamedTuple):
    """What the shared methods need to know of one class.

    Attributes:
        puts: name of each field, and what writes it past the lock.
        ordered: names of the fields that may be given without their name, in order.
        key: returns what makes two values equal.
        shown: names of the fields a person who looks for a fault is shown.
        after: the class's own last step of making, or None.
    """

    puts: tuple[tuple[str, Callable[[object, Any], None]], ...]
    ordered: tuple[str, ...]
    defaults: Mapping[str, Any]
    factories: Mapping[str, Callable[[], Any]]
    key: Callable[[Any], Any]
    shown: tuple[str, ...]
    after: Callable[[Any], None] | None


@cache
def _plan(kind: type) -> _Plan:
    """Return the plan of a class, made with its first instance."""
    every = fields(kind)
    return _Plan(
        puts=tuple((one.name, getattr(kind, one.name).__set__) for one in every),
        ordered=tuple(one.name for one in every if not one.kw_only),
        defaults={one.name: one.default for one in every if one.default is not MISSING},
        factories={
            one.name: one.default_factory for one in every if one.default_factory is not MISSING
        },
        key=_key(tuple(one.name for one in every if one.compare)),
        shown=tuple(one.name for one in every if one.repr),
        after=getattr(kind, "__post_init__", None),
    )


def _key(names: tuple[str, ...]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _nothing: ()


def _init(self: Any, /, *placed: Any, **given: Any) -> None:
    plan = _plan(self.__class__)
    puts = plan[0]
    if placed:
        given = _named(self.__class__, plan, placed, given)
    if len(given) != len(puts):
        given = _completed(self.__class__, plan, given)
    try:
        for name, put in puts:
            put(self, given[name])
    except KeyError:
        raise _misfit(self.__class__, plan, given) from None
    if plan.after is not None:
        plan.after(self)


def _named(
    kind: type, plan: _Plan, placed: tuple[Any, ...], given: dict[str, Any]
) -> dict[str, Any]:
    named = dict(zip(plan.ordered, placed, strict=False))
    if len(named) < len(placed) or named.keys() & given.keys():
        raise TypeError(f"{kind.__qualname__}() takes {list(plan.ordered)} in order, each once")
    return {**named, **given}


def _completed(kind: type, plan: _Plan, given: dict[str, Any]) -> dict[str, Any]:
    whole = {**plan.defaults, **given}
    for name, make in plan.factories.items():
        if name not in whole:
            whole[name] = make()
    if len(whole) != len(plan.puts):
        raise _misfit(kind, plan, whole)
    return whole


def _misfit(kind: type, plan: _Plan, given: Mapping[str, Any]) -> TypeError:
    names = [name for name, _ in plan.puts]
    known = {**plan.defaults, **plan.factories, **given}
    missing = [name for name in names if name not in known]
    strange = [name for name in given if name not in names]
    return TypeError(f"{kind.__qualname__}() lacks {missing} and does not know {strange}")


def _eq(self: Any, other: Any) -> bool:
    if other.__class__ is not self.__class__:
        return NotImplemented  # type: ignore[no-any-return]  # as every __eq__ may
    key = _plan(self.__class__).key
    return bool(key(self) == key(other))


def _hash(self: Any) -> int:
    return hash(_plan(self.__class__).key(self))


def _repr(self: Any) -> str:
    told = (f"{name}={getattr(self, name)!r}" for name in _plan(self.__class__).shown)
    return f"{self.__class__.__qualname__}({', '.join(told)})"


def _setattr(self: Any, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, name) for name, _ in _plan(self.__class__).puts]


def _setstate(self: Any, state: list[Any]) -> None:
    for (_, put), one in zip(_plan(self.__class__).puts, state, strict=True):
        put(self, one)


_METHODS: Mapping[str, Callable[..., Any]] = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}
