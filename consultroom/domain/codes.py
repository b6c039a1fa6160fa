"""Words kept as codes: enumerations of which rows and packs keep a code and people read a label."""

from __future__ import annotations

from enum import Enum
from typing import Self, TypeVar

from consultroom.errors import UserError


class Coded(Enum):
    """An enumeration whose value is a stable code and whose label is the Chinese word.

    Rows and packs keep the code; people read the label.
    """

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Keep ``code`` as the value and ``label`` beside it."""
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        return member

    @property
    def code(self) -> str:
        """The stable code, as in rows and packs."""
        return str(self.value)


C = TypeVar("C", bound="Coded")


class UnknownWord(UserError):
    """A word or code names no member of a list."""


def coded(kind: type[C], word: str) -> C:
    """Return the member of ``kind`` with this code or label.

    Raises:
        UnknownWord: no member has it; the sentence lists those there are.
    """
    for member in kind:
        if word in (member.code, member.label):
            return member
    known = "、".join(f"{member.label}（{member.code}）" for member in kind)
    raise UnknownWord(f"不认识“{word}”。可以填写：{known}。")
