"""Small values that several sections of 设置 show. No Qt in this file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line: what it is, and how it stands."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines under one heading."""

    title: str
    facts: tuple[Fact, ...]
