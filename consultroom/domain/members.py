"""Members of the CPPCC (政协委员), where they are posted, and how they are sorted."""

from __future__ import annotations

from datetime import date

from consultroom.domain.records import Coded, Record

NAME_SEPARATOR = "·"  # U+00B7, between the parts of a name (domain source: names)


class MemberLevel(Coded):
    """The level of CPPCC a member sits in (委员层级); one person may hold several."""

    NATION = "nation", "全国政协委员"
    PROVINCE = "province", "省政协委员"
    CITY = "city", "市政协委员"
    DISTRICT = "district", "区政协委员"


class MemberStatus(Coded):
    """Whether a member is in office (委员状态)."""

    SERVING = "serving", "在任"
    SUSPENDED = "suspended", "暂停"
    LEFT = "left", "退出"


class Member(Record, kw_only=True):
    """One CPPCC member (委员). The district's roster owns it.

    There is no field for an identity number, and none may be added.

    Attributes:
        name: as in the household register; any character of Unicode.
        print_as: a described form (``王+莹``) for paper, when no face has the character.
        post: workplace and position (单位及职务), as printed on sheets.
        spelling: the reading a person prefers, e.g. ``shan xiong xin``; empty means by table.
    """

    name: str
    gender: str = ""
    levels: tuple[MemberLevel, ...] = (MemberLevel.DISTRICT,)
    sector: str = ""
    committee: str = ""
    groups: tuple[str, ...] = ()
    post: str = ""
    phone: str = ""
    term: str = ""
    status: MemberStatus = MemberStatus.SERVING
    status_on: date | None = None
    print_as: str = ""
    spelling: str = ""


class Posting(Record, kw_only=True):
    """A member's time at one station (驻站). Open-ended while ``to_on`` is None."""

    member: str
    station: str
    from_on: date
    to_on: date | None = None
    role: str = "驻站委员"

    def covers(self, day: date) -> bool:
        """Tell whether the member is posted here on ``day``, both ends included."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


def names_of(members: tuple[Member, ...]) -> tuple[str, ...]:
    """Return the names that paper may not split across lines."""
    return tuple(member.print_as or member.name for member in members)
