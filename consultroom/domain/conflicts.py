"""Conflicts (冲突): two computers wrote one field without knowing of each other.

The later write stands in the record; the other one is kept here until a person settles it.
"""

from __future__ import annotations

from datetime import date

from consultroom.domain.records import Coded, Record


class Settlement(Coded):
    """How a person settled a conflict (处理结果)."""

    OPEN = "open", "待处理"
    KEPT = "kept", "保留现在的内容"
    TAKEN = "taken", "改用另一份内容"
    WRITTEN = "written", "重新填写"


class Conflict(Record, kw_only=True):
    """One value that lost (冲突). Its id derives from the losing write: every computer makes it.

    Owned by the owner of the record it is about. Settling is writing the record's field, when
    another value was chosen, and this; both travel.

    Attributes:
        about: table of the record, ``topic``.
        record: id of the record.
        field: which field.
        value: the value that lost, as JSON text of what the column holds.
        stamp: of the losing write, ``time@node``.
        settled_by: 经办人, empty while open.
    """

    about: str
    record: str
    field: str
    value: str
    stamp: str
    settlement: Settlement = Settlement.OPEN
    settled_by: str = ""
    settled_on: date | None = None
