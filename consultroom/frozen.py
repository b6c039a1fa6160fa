"""Frozen (定值): what is made once and never changed, which the rooms hand to one another.

They are msgspec's: their classes are made, and they are compared, in C. With the standard library's
dataclasses making the classes alone was a quarter of what the program takes to start.
"""

from __future__ import annotations

from typing import dataclass_transform

from msgspec import NODEFAULT, Struct, field
from msgspec.structs import asdict, astuple, fields, replace

__all__ = [
    "NODEFAULT",
    "Frozen",
    "asdict",
    "astuple",
    "field",
    "fields",
    "names_of",
    "replace",
]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen(Struct, frozen=True):
    """A value: equal to another of its class if all its fields are; not to be changed."""


def names_of(kind: type[Frozen]) -> tuple[str, ...]:
    """Return the names of a class's fields; ``fields`` reads their types too, and is slower."""
    return kind.__struct_fields__
