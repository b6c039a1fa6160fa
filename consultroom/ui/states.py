"""The five states (状态) everything on a screen can be in.

A state is always shown as icon, word and colour together, so no one has to tell colours apart.
"""

from __future__ import annotations

from enum import Enum


class State(Enum):
    """A state with the word people read and the icon beside it."""

    word: str
    icon: str

    def __new__(cls, code: str, word: str, icon: str) -> State:
        """Keep ``code`` as the value, word and icon beside it."""
        member = object.__new__(cls)
        member._value_ = code
        member.word = word
        member.icon = icon
        return member

    DONE = "done", "已完成", "circle-check"
    ACTIVE = "active", "进行中", "circle-dot"
    DUE = "due", "即将到期", "clock"
    LATE = "late", "已逾期", "triangle-alert"
    TODO = "todo", "未开始", "circle-dashed"
