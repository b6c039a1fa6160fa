"""Titles (标题) broken by meaning."""

from __future__ import annotations


def lines_of(text: str, width_chars: float) -> tuple[str, ...]:
    return tuple(text.split("|"))
