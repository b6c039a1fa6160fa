"""Whom this room exchanges with: above, below, beside; whose keys it believes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from consultroom.domain.papers import PeerKey
from consultroom.domain.stations import OrgUnit
from consultroom.errors import UserError
from consultroom.services.believing import believed
from consultroom.services.desk import Desk

if TYPE_CHECKING:
    from consultroom.exchange.checks import Trust

RECOVERY = "recovery"  # in the place of a computer's name: a key kept on paper


class NoPartner(UserError):
    """Nothing can be sent to this organisation, or nothing taken from it."""


def above(desk: Desk) -> str:
    """Return the code of the organisation above, or nothing at the top."""
    return desk.station().parent


def below(desk: Desk) -> tuple[OrgUnit, ...]:
    """Return the organisations below this one, by code."""
    units = desk.room.find(OrgUnit, parent=desk.owner)
    return tuple(sorted(units, key=lambda unit: unit.code))


def spoken_for(desk: Desk, unit: str) -> frozenset[str]:
    """Return the organisations that another one reports for: those below it, as far as known."""
    return frozenset(one.code for one in desk.room.find(OrgUnit, parent=unit))


def name_of(desk: Desk, unit: str) -> str:
    """Return what an organisation is called here, its code when it is not known."""
    known = desk.room.recall(OrgUnit, unit)
    return known.name if known else unit


def keys_of(desk: Desk, unit: str) -> tuple[PeerKey, ...]:
    """Return an organisation's keys that are believed on this day, each once."""
    return tuple(key for key in _valid(desk) if key.unit == unit)


def units_joined(desk: Desk) -> frozenset[str]:
    """Return every organisation that ``keys_of`` has a key of, at the cost of asking for one."""
    return frozenset(key.unit for key in _valid(desk))


def _valid(desk: Desk) -> tuple[PeerKey, ...]:
    listed, today = believed(desk), desk.today
    revoked = {key.key for key in listed if key.revoked_on and key.revoked_on <= today}
    valid = {(key.unit, key.key): key for key in listed if key.key not in revoked}
    return tuple(valid.values())


def recipients(desk: Desk, unit: str) -> tuple[str, ...]:
    """Return whom a pack for an organisation is encrypted to: its computers, its recovery key.

    This computer reads it too, so that a lost room can be built again from what it had sent.

    Raises:
        NoPartner: no key of the organisation is believed here.
    """
    from consultroom.services import identifying  # ciphers: the first page asks only ``above``

    mine = identifying.identity(desk).recipient
    theirs = [key.recipient for key in keys_of(desk, unit) if key.recipient]
    if not theirs:
        raise NoPartner(
            f"还没有“{name_of(desk, unit)}”的公钥，不能给它导出。"
            "请先用它的身份卡或入网文件登记，核对短码。"
        )
    return tuple(dict.fromkeys((*theirs, mine)))


def ages(desk: Desk) -> tuple[str, ...]:
    """Return the private keys that packs for this room may be encrypted to."""
    from consultroom.exchange.identity import KeyFile

    return tuple(identity.age for identity in KeyFile(desk.room.folder).every())


def trust_among(keys: Iterable[PeerKey]) -> Trust:
    """Return who tells whose a public key is; of several entries a revocation counts."""
    listed: dict[str, PeerKey] = {}
    for key in keys:
        known = listed.get(key.key)
        if key.node != RECOVERY and (known is None or known.revoked_on is None):
            listed[key.key] = key
    return listed.get


def peer_nodes(desk: Desk) -> frozenset[str]:
    """Return the names of this organisation's computers, this one's earlier names among them."""
    seen = {pack.node for pack in desk.room.packs.received(unit=desk.owner)}
    known = {key.node for key in believed(desk) if key.unit == desk.owner}
    return frozenset(seen | known | desk.room.own_nodes) - {RECOVERY}
