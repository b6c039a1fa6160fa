"""The organisations of a district: its CPPCC office, its stations, and their villages."""

from __future__ import annotations

from consultroom.domain.records import Coded, Record


class UnitKind(Coded):
    """What an organisation is (单位类型)."""

    DISTRICT = "district", "区政协"
    STATION = "station", "委员工作站"
    VILLAGE_COUNCIL = "village_council", "村（社区）协商议事会"
    COMMITTEE = "committee", "专门委员会"


class OrgUnit(Record, kw_only=True):
    """One organisation (单位). Its id is its code, e.g. ``WT``.

    Attributes:
        name: full name, e.g. ``梧桐街道委员工作站``.
        place: the town or street it serves, e.g. ``梧桐街道``.
        parent: code of the organisation above, empty at the top.
        head: person in charge (站负责人).
        liaison: the clerk (联络员), printed as the contact person.
        venues: rooms that meetings use, first the usual one.
    """

    name: str
    kind: UnitKind
    code: str
    parent: str = ""
    place: str = ""
    address: str = ""
    phone: str = ""
    head: str = ""
    liaison: str = ""
    committee: str = ""
    venues: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
