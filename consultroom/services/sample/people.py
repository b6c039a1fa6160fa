"""The invented organisations and members of the sample district."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from consultroom.domain.members import Member, MemberLevel
from consultroom.domain.records import derived_id
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.services.sample.texts import givens, load, surnames

_PREFIXES = "东西南北上下新前后内外中大小"


def profiles_of(known: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """Return so many stations; past the written ones, names and codes get a further character."""
    profiles = []
    for place in range(count):
        turn, profile = place // len(known), dict(known[place % len(known)])
        if turn:
            prefix = _PREFIXES[(turn - 1) % len(_PREFIXES)] * (1 + (turn - 1) // len(_PREFIXES))
            profile["place"] = prefix + profile["place"]
            profile["name"] = prefix + profile["name"]
            profile["code"] = profile["code"][:4] + _letters(turn)
        profiles.append(profile)
    return profiles


def _letters(turn: int) -> str:
    return chr(ord("A") + (turn - 1) // 26) + chr(ord("A") + (turn - 1) % 26)


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


@dataclass(frozen=True, slots=True)
class Register:
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
        picked = {special[place % len(special)]: self.chance.choice("男女")}
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
