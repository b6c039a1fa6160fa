"""Founding a room (建立工作站资料夹): its organisation, parameters and step schemes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

import msgspec

from consultroom import resources
from consultroom.domain.parameters import default_parameters
from consultroom.domain.pinyin import Readings
from consultroom.domain.schemes import BadScheme, StepScheme, faults_of
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.domain.steps import RULES
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services.desk import Desk
from consultroom.services.exchanging import homing, promoting
from consultroom.store import rooms
from consultroom.store.rooms import Room, RoomRole

Clock = Callable[[], datetime]
Chance = Callable[[int], bytes]


class BadCode(UserError):
    """A code that cannot stand in a record number."""


def found_station(
    folder: Path,
    *,
    station: OrgUnit,
    district: OrgUnit,
    by: str,
    clock: Clock,
    chance: Chance,
) -> Desk:
    """Make a station's room in an empty folder.

    Raises:
        UserError: the folder is not empty, or a code is not 1-6 capital letters.
    """
    room = _make(folder, RoomRole.STATION, station, clock=clock, chance=chance)
    return _furnished(room, (station, district), by=by)


def found_district(
    folder: Path, *, district: OrgUnit, by: str, clock: Clock, chance: Chance
) -> Desk:
    """Make a district's room in an empty folder."""
    room = _make(folder, RoomRole.DISTRICT, district, clock=clock, chance=chance)
    return _furnished(room, (district,), by=by)


def _make(folder: Path, role: RoomRole, here: OrgUnit, *, clock: Clock, chance: Chance) -> Room:
    check_code(here.code)
    room = rooms.create_room(
        folder,
        role=role,
        code=here.code,
        name=here.name,
        clock=clock,
        chance=chance,
        spell=speller(),
    )
    homing.settle(room)
    return room


def _furnished(room: Room, units: tuple[OrgUnit, ...], *, by: str) -> Desk:
    """Put in what every room has; the organisation above, given last, issues it."""
    issuer = units[-1].code
    with room.act("建立资料夹", by=by) as act:
        for unit in units:
            act.put(unit)
        act.put(default_parameters(issuer))
        for scheme in bundled_schemes(issuer):
            act.put(scheme)
    return Desk(room, by)


def open_desk(folder: Path, *, by: str, clock: Clock, chance: Chance) -> Desk:
    """Open a room and sit down at it; one that was copied or put back gets a new name in stamps.

    Args:
        folder: the room's folder.
        by: who sits down; the station's clerk when empty.
        clock: tells the moment, with zone.
        chance: gives random bytes.
    """
    room = rooms.open_room(folder, clock=clock, chance=chance, spell=speller())
    homing.settle(room)
    desk = Desk(room, by or _usual_clerk(room))
    promoting.promote(desk)
    return desk


def _usual_clerk(room: Room) -> str:
    here = room.get(OrgUnit, room.code)
    return here.liaison or "联络员"


def a_unit(
    kind: UnitKind,
    code: str,
    name: str,
    *,
    parent: str = "",
    place: str = "",
    address: str = "",
    phone: str = "",
    head: str = "",
    liaison: str = "",
) -> OrgUnit:
    """Return an organisation whose id and code are the same, owned by the one above it."""
    return OrgUnit(
        id=code,
        owner=parent or code,
        kind=kind,
        code=code,
        name=name,
        parent=parent,
        place=place,
        address=address,
        phone=phone,
        head=head,
        liaison=liaison,
    )


def bundled_schemes(issuer: str) -> tuple[StepScheme, ...]:
    """Return the step schemes that come with the program.

    Raises:
        BadScheme: one of them cannot be walked.
    """
    files = sorted(resources.path("schemes").glob("*.json"))
    found = (msgspec.json.decode(file.read_bytes(), type=StepScheme) for file in files)
    return tuple(replace(checked(scheme), owner=issuer) for scheme in found)


def checked(scheme: StepScheme) -> StepScheme:
    """Return a step scheme that can be walked.

    Raises:
        BadScheme: it cannot; the sentence says everything that is wrong with it.
    """
    if faults := faults_of(scheme, frozenset(RULES)):
        raise BadScheme(f"步骤方案“{scheme.title}”不能用：{''.join(faults)}")
    return scheme


def speller() -> Callable[[str], tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return what spells a name: its possible initials, and its possible readings."""
    return lambda name: (readings().initials(name), readings().spellings(name))


@cache
def readings() -> Readings:
    """Return the readings of all characters; read with the first name, which takes 20 ms."""
    return Readings.from_table(resources.path("pinyin", "readings.bin").read_bytes())


def check_code(code: str) -> None:
    """Refuse a code that cannot stand in a record number.

    Raises:
        BadCode: it is not 1-6 capital letters.
    """
    if not (code.isascii() and code.isalpha() and code.isupper() and len(code) <= 6):
        raise BadCode(f"代码“{code}”不能用。请用1至6个大写字母，例如 WT。")
