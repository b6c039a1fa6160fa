"""The invented organisations and members of the sample district."""

from __future__ import annotations

from random import Random
from typing import Any

from consultroom.domain.members import Member, MemberLevel
from consultroom.domain.records import derived_id
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.frozen import Frozen
from consultroom.services.sample.texts import givens, load, surnames

_WOMEN = frozenset({"古丽娜尔·艾山", "韩㛃"})  # among the special names
_SIDES = ("", "东", "西", "南", "北", "新", "上", "下", "前", "后", "大")  # each makes places anew


def _gender(name: str) -> str:
    return "女" if name in _WOMEN else "男"


def profiles_of(told: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """Return so many stations: those written in ``district.json``, then some of its reserve."""
    known, reserve = told["stations"], told["reserve"]
    profiles = [dict(profile) for profile in known[:count]]
    for turn in range(count - len(known)):
        profiles.append(_further(known[turn % len(known)], reserve, turn))
    return profiles


def _further(base: dict[str, Any], reserve: dict[str, Any], turn: int) -> dict[str, Any]:
    kind, unit = ("镇", "村") if turn % 3 == 2 else ("街道", "社区")
    side, stem = divmod(turn, len(reserve["places"]))
    place = f"{_SIDES[side]}{reserve['places'][stem]}{kind}"
    stems = _some(reserve["units"], turn, len(base["units"]))
    units = [f"{stem}{unit}" for stem in stems]
    return base | {
        "place": place,
        "name": f"{place}委员工作站",
        "code": base["code"][:3] + _letters(turn),
        "address": f"{place}党群服务中心二楼",
        "units": units,
        "venues": [{"name": "委员协商议事室"}, {"name": f"{units[0]}议事厅"}],
    }


def _letters(turn: int) -> str:
    before, last = divmod(turn, 26)
    return (_letters(before) if before >= 26 else _letter(before)) + _letter(last)


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _some(pool: list[str], start: int, count: int) -> list[str]:
    return [pool[(start * count + step) % len(pool)] for step in range(count)]


def unit_of(profile: dict[str, Any], district: OrgUnit) -> OrgUnit:
    """Return a station as written in ``district.json``."""
    return OrgUnit(
        id=profile["code"],
        owner=district.code,
        kind=UnitKind.STATION,
        code=profile["code"],
        name=profile["name"],
        parent=district.code,
        place=profile["place"],
        address=profile["address"],
        phone=profile["phone"],
        head=profile["head"],
        liaison=profile["liaison"],
        venues=tuple(venue["name"] for venue in profile["venues"]),
        units=tuple(profile["units"]),
    )


class Register(Frozen):
    """Invents members, each with a sector, a post and a level."""

    chance: Random
    told: dict[str, Any]
    district: OrgUnit

    def members_of(self, stations: int) -> list[tuple[Member, ...]]:
        """Return the members of each station, eleven or twelve, no name twice in one."""
        return [
            tuple(self._member(f"{place}-{order}", *who) for order, who in enumerate(named))
            for place, named in enumerate(map(self._names, range(stations)))
        ]

    def _names(self, place: int) -> list[tuple[str, str]]:
        special = load("names")["special_names"]
        picked = {special[place]: _gender(special[place])} if place < len(special) else {}
        while len(picked) < (12 if place % 7 < 3 else 11):
            gender = self.chance.choice("男女")
            picked[self.chance.choice(surnames()) + self.chance.choice(givens(gender))] = gender
        return list(picked.items())

    def _member(self, key: str, name: str, gender: str) -> Member:
        sector = self.chance.choice(self.told["sectors"])
        unit, _, post = self.chance.choice(load("occupations")[sector]).partition("|")
        return Member(
            id=derived_id("sample", self.district.code, key, name),
            owner=self.district.code,
            name=name,
            gender=gender,
            levels=self._levels(),
            sector=sector,
            committee=self.chance.choice(self.told["committees"]),
            post=f"{unit}{post}",
            term="第十届",
        )

    def _levels(self) -> tuple[MemberLevel, ...]:
        drawn = self.chance.random()
        if drawn < 0.12:
            return (MemberLevel.CITY, MemberLevel.DISTRICT)
        return (MemberLevel.PROVINCE,) if drawn < 0.16 else (MemberLevel.DISTRICT,)
