"""The chain of packs from one computer: gaps, repeats, clones, and what was acknowledged. Pure.

Each pack names the hash of the manifest before it. From the numbers and hashes that were received
follows whether a pack is the next one, was there already, leaves a gap, or comes from a computer
whose room was copied or put back from a backup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consultroom.domain.records import Coded
from consultroom.exchange.manifest import Ack, Manifest
from consultroom.frozen import Frozen


class Link(Coded):
    """How a pack joins the chain of its sender."""

    NEXT = "next", "接续"
    GAP = "gap", "中间缺包"
    LATE = "late", "补到"
    REPEAT = "repeat", "已经导入过"
    FORK = "fork", "与已收的包不连贯"  # a copied or restored room: two packs of one number


class Joint(Frozen):
    """What is known of one pack: the hash of its manifest and of the one before."""

    hash: str
    prev: str


def link(manifest: Manifest, hash: str, received: Mapping[int, Joint]) -> Link:  # noqa: A002
    """Return how a pack joins what was received from its sender's computer.

    Args:
        manifest: of the pack.
        hash: of the manifest.
        received: number -> what was received under it, from this computer to this addressee.
    """
    there = received.get(manifest.seq)
    if there is not None:
        return Link.REPEAT if there.hash == hash else Link.FORK
    before, after = received.get(manifest.seq - 1), received.get(manifest.seq + 1)
    if (before is not None and before.hash != manifest.prev) or (
        after is not None and after.prev != hash
    ):
        return Link.FORK
    if manifest.seq == 1 and manifest.prev:
        return Link.FORK
    if any(seq > manifest.seq for seq in received):
        return Link.LATE
    return Link.NEXT if before is not None or manifest.seq == 1 else Link.GAP


def missing(received: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return the numbers that lack below the highest one received, as ranges first to last."""
    gaps, expected = [], 1
    for seq in sorted(set(received)):
        if seq > expected:
            gaps.append((expected, seq - 1))
        expected = seq + 1
    return tuple(gaps)


def acks_of(node: str, received: Mapping[int, Joint]) -> tuple[Ack, ...]:
    """Return the acknowledgement of everything received from a computer, as ranges."""
    acks: list[Ack] = []
    for seq in sorted(received):
        last = received[seq].hash
        if acks and acks[-1].last == seq - 1:
            acks[-1] = Ack(node=node, first=acks[-1].first, last=seq, hash=last)
        else:
            acks.append(Ack(node=node, first=seq, last=seq, hash=last))
    return tuple(acks)


class Sent(Frozen, kw_only=True):
    """One pack that was sent, as the register keeps it.

    Attributes:
        hash: of its manifest.
        since: its rows are those that changed after this place in the journal …
        upto: … up to this one.
        volume: which of ``volumes`` packs with the same rows and blobs.
    """

    seq: int
    hash: str
    since: int
    upto: int
    volume: int = 1
    volumes: int = 1


def confirmed(sent: Iterable[Sent], acks: Iterable[Ack]) -> frozenset[int]:
    """Return the numbers of the packs that are acknowledged.

    An acknowledgement whose hash is not that of our own pack of that number speaks of a pack this
    room never made: nothing in its range is believed. `foreign` tells them.
    """
    by_seq = {pack.seq: pack for pack in sent}
    ours = [ack for ack in acks if _is_ours(ack, by_seq)]
    return frozenset(seq for seq in by_seq if any(a.first <= seq <= a.last for a in ours))


def foreign(sent: Iterable[Sent], acks: Iterable[Ack]) -> tuple[Ack, ...]:
    """Return the acknowledgements of packs this room did not make: it was copied or put back."""
    by_seq = {pack.seq: pack for pack in sent}
    return tuple(ack for ack in acks if not _is_ours(ack, by_seq))


def _is_ours(ack: Ack, by_seq: Mapping[int, Sent]) -> bool:
    pack = by_seq.get(ack.last)
    return pack is not None and pack.hash == ack.hash


def acknowledged_upto(sent: Iterable[Sent], acks: Iterable[Ack]) -> int:
    """Return up to where the journal has surely arrived: the next pack's ``since``.

    Only whole sets of volumes count, and only as far as their ranges join without a gap.
    """
    packs = tuple(sent)
    here = confirmed(packs, acks)
    sets: dict[int, list[Sent]] = {}
    for pack in packs:
        sets.setdefault(pack.seq - pack.volume + 1, []).append(pack)
    whole = [
        volumes[0]
        for volumes in sets.values()
        if len(volumes) == volumes[0].volumes and all(pack.seq in here for pack in volumes)
    ]
    reached = 0
    for pack in sorted(whole, key=lambda pack: (pack.since, pack.upto)):
        if pack.since <= reached:
            reached = max(reached, pack.upto)
    return reached
