"""The chain of packs: what is next, what lacks, what a clone wrote, and what was acknowledged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.exchange.chain import (
    Joint,
    Link,
    Sent,
    acknowledged_upto,
    acks_of,
    confirmed,
    foreign,
    link,
    missing,
)
from consultroom.exchange.manifest import Ack
from tests.exchange.packing import heading


def h(seq: int, branch: str = "a") -> str:
    return f"{branch}{seq:063x}" if seq else ""


def joints(*seqs: int) -> dict[int, Joint]:
    return {seq: Joint(h(seq), h(seq - 1)) for seq in seqs}


@pytest.mark.parametrize(
    ("received", "seq", "branch", "prev", "found"),
    [
        ((), 1, "a", h(0), Link.NEXT),
        ((1, 2), 3, "a", h(2), Link.NEXT),
        ((1, 2), 2, "a", h(1), Link.REPEAT),
        ((1, 2), 4, "a", h(3), Link.GAP),
        ((), 4, "a", h(3), Link.GAP),
        ((1, 4), 3, "a", h(2), Link.LATE),
        ((1, 3), 2, "a", h(1), Link.LATE),
        ((1, 2), 2, "b", h(1), Link.FORK),  # two packs of one number
        ((1, 2), 3, "a", h(2, "b"), Link.FORK),  # it does not go on from ours
        ((1, 3), 2, "b", h(1), Link.FORK),  # the one after it went on from another
        ((), 1, "a", h(9), Link.FORK),  # the first, and yet it goes on from something
    ],
)
def test_a_pack_joins_the_chain(
    received: tuple[int, ...], seq: int, branch: str, prev: str, found: Link
):
    assert link(heading(seq=seq, prev=prev), h(seq, branch), joints(*received)) is found


def test_what_lacks_is_told_in_ranges():
    assert missing([]) == ()
    assert missing([1, 2, 3]) == ()
    assert missing([7, 2, 4]) == ((1, 1), (3, 3), (5, 6))


def test_what_arrived_is_acknowledged_in_ranges():
    assert acks_of("a1", joints(1, 2, 3, 5)) == (
        Ack(node="a1", first=1, last=3, hash=h(3)),
        Ack(node="a1", first=5, last=5, hash=h(5)),
    )
    assert acks_of("a1", {}) == ()


def sent(seq: int, since: int, upto: int, volume: int = 1, volumes: int = 1) -> Sent:
    return Sent(seq=seq, hash=h(seq), since=since, upto=upto, volume=volume, volumes=volumes)


def test_an_acknowledgement_counts_for_our_own_packs_alone():
    ours = [sent(1, 0, 10), sent(2, 0, 20)]
    good = Ack(node="a1", first=1, last=2, hash=h(2))
    clone = Ack(node="a1", first=1, last=2, hash=h(2, "b"))
    later = Ack(node="a1", first=3, last=3, hash=h(3))
    assert confirmed(ours, [good]) == {1, 2}
    assert confirmed(ours, [clone, later]) == frozenset()
    assert foreign(ours, [good, clone, later]) == (clone, later)


def test_the_next_pack_begins_where_all_volumes_have_arrived():
    ours = [sent(1, 0, 10), sent(2, 0, 30, 1, 2), sent(3, 0, 30, 2, 2), sent(4, 10, 40)]
    all_but_3 = [Ack(node="a1", first=n, last=n, hash=h(n)) for n in (1, 2, 4)]
    assert acknowledged_upto(ours, []) == 0
    assert acknowledged_upto(ours, all_but_3[:2]) == 10
    assert acknowledged_upto(ours, all_but_3) == 40  # 4 goes on where 1 ended
    assert (
        acknowledged_upto(ours, [*all_but_3[1:2], Ack(node="a1", first=3, last=3, hash=h(3))]) == 30
    )


def test_a_later_range_alone_leaves_the_beginning_to_be_sent_again():
    ours = [sent(1, 0, 10), sent(2, 10, 20)]
    assert acknowledged_upto(ours, [Ack(node="a1", first=2, last=2, hash=h(2))]) == 0


@given(st.sets(st.integers(1, 30)))
def test_what_is_missing_and_what_arrived_make_up_everything(received: set[int]):
    lacking = {seq for first, last in missing(received) for seq in range(first, last + 1)}
    told = {n for ack in acks_of("a1", joints(*received)) for n in range(ack.first, ack.last + 1)}
    assert told == received
    assert lacking | received == set(range(1, max(received, default=0) + 1))
    assert not lacking & received
