"""The columns of the roster, and of what a member did. Attendance is told, never ranked."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.ui.members.screens import DutyRow, MemberLine
from consultroom.ui.tables import Column


def columns(phone: Callable[[MemberLine], str]) -> tuple[Column[MemberLine], ...]:
    """Return the columns of the roster; ``phone`` tells how much of a number is to be seen."""
    return (
        Column(title="姓名", text=lambda line: line.name, width=110, order=lambda line: line.name),
        Column(title="性别", text=lambda line: line.gender, width=60, spare=True),
        Column(
            title="界别", text=lambda line: line.sector, width=150, order=lambda line: line.sector
        ),
        Column(title="单位及职务", text=lambda line: line.post, order=lambda line: line.post),
        Column(title="联系电话", text=phone, width=128, spare=True),
        Column(title="今年应到", text=lambda line: str(line.asked), width=88, number=True),
        Column(title="到会", text=lambda line: str(line.came), width=60, number=True),
        Column(
            title="状态",
            text=lambda line: line.word,
            width=112,
            state=lambda line: line.state,
            order=lambda line: line.word,
        ),
    )


DUTIES: tuple[Column[DutyRow], ...] = (
    Column(title="日期", text=lambda row: row.day, width=98, order=lambda row: row.on),
    Column(title="事项", text=lambda row: row.words, order=lambda row: row.words),
    Column(title="情况", text=lambda row: row.detail, width=168),
)
