"""The profile of the room's own organisation (本站资料): what papers print about it.

Name, code and rank are settled when the room is founded or the district lists the station; a
station writes what it alone knows. What it writes stays in its room: the district has its own list.
"""

from __future__ import annotations

from typing import Any

from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import ruling
from consultroom.services.desk import Desk

OWN = frozenset({"address", "phone", "head", "liaison", "venues", "units"})
UNLISTED = frozenset({"place", "committee"})  # a station's own until the district has listed it
MOST_LETTERS = 60


class BadProfile(UserError):
    """A field that cannot be written here, or not like this."""


def writable(desk: Desk) -> frozenset[str]:
    """Return the fields of `OrgUnit` that can be written in this room."""
    listed = desk.station().kind is not UnitKind.DISTRICT and ruling.issued(desk) is not None
    return OWN if listed else OWN | UNLISTED


def revise(desk: Desk, changed: OrgUnit) -> OrgUnit:
    """Change what is known of this room's own organisation (修改本站资料).

    Raises:
        BadProfile: a field is the district's, or a text is too long.
    """
    before, allowed = desk.station(), writable(desk)
    clean: dict[str, Any] = {name: _clean(getattr(changed, name)) for name in allowed}
    rest: dict[str, Any] = {name: getattr(before, name) for name in allowed}
    cleaned = replace(changed, **clean)
    if replace(cleaned, **rest) != before:
        raise BadProfile("名称、代码和隶属关系由区里统一登记，这里不能改。需要更正请联系区政协。")
    with desk.room.act("修改本站资料", by=desk.by) as act:
        act.put(cleaned)
    return cleaned


def _clean(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(filter(None, map(_line, value))))
    return _line(value)


def _line(text: str) -> str:
    plain = " ".join(text.split())
    if len(plain) > MOST_LETTERS:
        raise BadProfile(f"“{plain[:10]}…”太长，最多{MOST_LETTERS}个字，请写短一些。")
    return plain
