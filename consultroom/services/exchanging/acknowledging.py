"""Acknowledging (回执): what has surely arrived at the other end, by pack or by paper slip.

A pack acknowledges by ranges of numbers. When the stick does not come back, the other side prints a
slip with eight characters; typed in here, they say the same for one pack and all its volumes.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from consultroom.domain.records import derived_id
from consultroom.errors import UserError
from consultroom.exchange.chain import (
    Joint,
    Sent,
    acknowledged_upto,
    acks_of,
    foreign,
    missing,
)
from consultroom.exchange.identity import same_code
from consultroom.exchange.manifest import Ack
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.exchanging.partners import NoPartner, name_of
from consultroom.store.packs import PackIn, PackOut

_CODE = 8  # characters, 40 bits
_PREFIX = "CRA1"
_acks = msgspec.json.Decoder(tuple[Ack, ...]).decode


class WrongSlip(UserError):
    """The characters typed belong to no pack of this room."""


class Slip(Frozen, kw_only=True):
    """A paper acknowledgement (回执单), to be printed by whoever received.

    Attributes:
        unit: code of the organisation whose pack arrived.
        seq: the last number that arrived, with everything before it.
        code: eight characters to type, ``7K2M-QX4D``.
        payload: the text of the QR square.
        missing: numbers that did not arrive, as ranges; what they held has come with later ones.
    """

    unit: str
    unit_name: str
    node: str
    seq: int
    made_at: str
    rows: int
    code: str
    payload: str
    missing: tuple[tuple[int, int], ...] = ()


# -- what we tell others ---------------------------------------------------------------------


def acks_for(desk: Desk, unit: str) -> tuple[Ack, ...]:
    """Return what was received from an organisation's computers, to go along with the next pack."""
    return tuple(ack for chain in chains(desk, unit).values() for ack in acks_of(*chain))


def chains(desk: Desk, unit: str) -> dict[str, tuple[str, dict[int, Joint]]]:
    """Return computer -> its name again and the packs received from it for this organisation."""
    found: dict[str, tuple[str, dict[int, Joint]]] = {}
    for pack in desk.room.packs.received(unit=unit):
        if pack.addressee == desk.owner:
            joints = found.setdefault(pack.node, (pack.node, {}))[1]
            joints[pack.seq] = Joint(pack.hash, pack.prev)
    return found


def reached(packs: Iterable[PackIn]) -> int:
    """Return up to where a sender's journal has come here without a gap."""
    here = tuple(packs)
    everything = [Ack(node=p.node, first=p.seq, last=p.seq, hash=p.hash) for p in here]
    return acknowledged_upto([sent_of(pack) for pack in here], everything)


def sent_of(pack: PackIn | PackOut) -> Sent:
    """Return a pack as the chain counts it."""
    return Sent(
        seq=pack.seq,
        hash=pack.hash,
        since=pack.since,
        upto=pack.upto,
        volume=pack.volume,
        volumes=pack.volumes,
    )


def slip(desk: Desk, unit: str) -> Slip:
    """Return the slip for the last pack of an organisation that arrived with all before it.

    Raises:
        NoPartner: nothing arrived from there yet.
    """
    found = _slip(desk, unit, _chains_to_here(desk, unit)[-1])
    if found is None:
        raise NoPartner(f"“{name_of(desk, unit)}”的包还不齐，收齐以后再回执。")
    return found


def slips(desk: Desk, unit: str) -> tuple[Slip, ...]:
    """Return a slip for each computer of an organisation, the one heard of last at the end.

    Raises:
        NoPartner: nothing arrived from there yet, or nothing whole.
    """
    made = tuple(_slip(desk, unit, chain) for chain in _chains_to_here(desk, unit))
    found = tuple(one for one in made if one is not None)
    return found or (slip(desk, unit),)


def _chains_to_here(desk: Desk, unit: str) -> tuple[list[PackIn], ...]:
    """Return what each computer sent here, the one heard of last at the end."""
    packs = [p for p in desk.room.packs.received(unit=unit) if p.addressee == desk.owner]
    if not packs:
        raise NoPartner(f"还没有收到“{name_of(desk, unit)}”的包，没有可以回执的内容。")
    return tuple(sorted(_by_node(packs).values(), key=lambda chain: packs.index(chain[-1])))


def _slip(desk: Desk, unit: str, chain: list[PackIn]) -> Slip | None:
    upto, node = reached(chain), chain[0].node
    last = max((p for p in chain if p.upto <= upto), key=lambda p: p.seq, default=None)
    if last is None:
        return None
    code = _code(last.hash, desk.owner)
    return Slip(
        unit=unit,
        unit_name=name_of(desk, unit),
        node=node,
        seq=last.seq,
        made_at=last.made_at,
        rows=last.rows,
        code=code,
        payload=f"{_PREFIX}:{unit}:{node.upper()}:{last.seq}:{code.replace('-', '')}",
        missing=_lacking(chain, last.seq),
    )


def _lacking(chain: list[PackIn], last: int) -> tuple[tuple[int, int], ...]:
    return tuple(gap for gap in missing(p.seq for p in chain) if gap[1] < last)


def _code(hash_: str, receiver: str) -> str:
    code = derived_id("slip", hash_, receiver)[:_CODE]
    return f"{code[:4]}-{code[4:]}"


# -- what others tell us ---------------------------------------------------------------------


def arrived(desk: Desk, unit: str) -> int:
    """Return up to where this room's journal has surely arrived at an organisation.

    Computers of this organisation are counted one by one: the least of them tells.
    """
    if unit != desk.owner:
        return _upto(desk, unit, _latest_acks(desk.room.packs.received(unit=unit)))
    by_node = _by_node(desk.room.packs.received(unit=unit))
    return min((_upto(desk, unit, _latest_acks(p)) for p in by_node.values()), default=0)


def arrived_ever(desk: Desk, unit: str) -> int:
    """Return up to where the journal arrived at one above or below, under any name it had."""
    acks = _latest_acks(desk.room.packs.received(unit=unit))
    return max(_upto(desk, unit, acks, node) for node in desk.room.own_nodes)


def _upto(desk: Desk, unit: str, acks: tuple[Ack, ...], node: str = "") -> int:
    node = node or desk.room.node
    sent = desk.room.packs.sent(addressee=unit, node=node)
    slips = [Ack(node=p.node, first=p.seq, last=p.seq, hash=p.hash) for p in sent if p.slip]
    ours = [ack for ack in acks if ack.node == node]
    return acknowledged_upto(map(sent_of, sent), (*ours, *slips))


def _by_node(packs: Iterable[PackIn]) -> dict[str, list[PackIn]]:
    found: dict[str, list[PackIn]] = {}
    for pack in packs:
        found.setdefault(pack.node, []).append(pack)
    return found


def _latest_acks(packs: Iterable[PackIn]) -> tuple[Ack, ...]:
    """Return what the latest word says: a computer's last pack, of several that came in last."""
    last = [max(chain, key=lambda pack: pack.seq) for chain in _by_node(packs).values()]
    latest = max(last, key=lambda pack: pack.place, default=None)
    return _acks(latest.acks) if latest else ()


def type_slip(desk: Desk, code: str) -> PackOut:
    """Take in a paper slip: its pack has arrived (登记回执); return that pack.

    Args:
        desk: where.
        code: the eight characters, or what the square says.

    Raises:
        WrongSlip: no pack of this room has this code.
    """
    typed = code.strip().upper().rpartition(":")[2]
    packs = desk.room.packs.sent()
    meant = next((p for p in packs if same_code(typed, _code(p.hash, p.addressee))), None)
    if meant is None:
        raise WrongSlip(f"没有哪个包的回执码是“{code}”，请核对回执单上的8个字符。")
    first = meant.seq - meant.volume + 1
    volumes = range(first, first + meant.volumes)
    arrived_now = [
        pack.hash
        for pack in packs
        if (pack.node, pack.addressee) == (meant.node, meant.addressee) and pack.seq in volumes
    ]
    with desk.room.together():
        desk.room.packs.note_slip(arrived_now, desk.room.clock().isoformat())
    return meant


class Delivery(Frozen):
    """One pack that was written, and whether it is known to have arrived."""

    pack: PackOut
    has_arrived: bool


def deliveries(desk: Desk) -> tuple[Delivery, ...]:
    """Return every pack that was written, the latest first (交接登记)."""
    upto = {unit: arrived(desk, unit) for unit in {p.addressee for p in desk.room.packs.sent()}}
    return tuple(
        Delivery(pack, pack.node == desk.room.node and pack.upto <= upto[pack.addressee])
        for pack in reversed(desk.room.packs.sent())
    )


def strange_acks(desk: Desk, unit: str, acks: Iterable[Ack]) -> tuple[Ack, ...]:
    """Return acknowledgements of packs this room never made: a copy of it is at work."""
    sent = desk.room.packs.sent(addressee=unit, node=desk.room.node)
    ours = [ack for ack in acks if ack.node == desk.room.node]
    return foreign(map(sent_of, sent), ours)
