"""Small values that several sections of 设置 show. No Qt in this file."""

from __future__ import annotations

from consultroom.frozen import Frozen


class Fact(Frozen, kw_only=True):
    """One line: what it is, and how it stands."""

    label: str
    text: str


class Group(Frozen, kw_only=True):
    """Lines under one heading."""

    title: str
    facts: tuple[Fact, ...]
