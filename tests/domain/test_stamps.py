"""Stamps and contexts: the arithmetic that merging rests on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.stamps import (
    StampedRow,
    Stamps,
    compressed,
    covers,
    first_stamps,
    has_seen,
    is_deleted,
    joined,
    next_time,
    split_stamp,
    stamp_of,
    touched,
)

NODES = ("a1", "b2", "c3")
times = st.integers(0, 2**40).map(lambda number: f"{number:016x}")
contexts = st.dictionaries(st.sampled_from(NODES), times)
clocks = st.integers(-(2**20), 2**47)


@given(times, st.text("0123456789abcdef", min_size=1))
def test_a_stamp_comes_apart_as_it_was_made(time: str, node: str):
    assert split_stamp(stamp_of(time, node)) == (time, node)


@pytest.mark.parametrize("text", ["", "@", "12@a", "000000000000000g@a", "0" * 16, "0" * 16 + "@"])
def test_what_is_no_stamp_is_refused(text: str):
    with pytest.raises(ValueError, match="not a stamp"):
        split_stamp(text)


@given(clocks, contexts)
def test_a_new_time_is_after_everything_seen_whatever_the_clock_says(clock: int, context: dict):
    time = next_time(clock, context)
    assert len(time) == 16
    assert all(time > seen for seen in context.values())
    assert int(time, 16) >> 16 >= clock


def test_a_new_time_is_the_clock_when_nothing_is_later():
    assert next_time(0x123, {}) == "0000000001230000"
    assert next_time(0x123, {"a1": "0000000001220007"}) == "0000000001230000"
    assert next_time(0x123, {"a1": "0000000001230007"}) == "0000000001230008"


@given(contexts, contexts, contexts)
def test_joining_does_not_depend_on_order_or_repetition(one: dict, two: dict, three: dict):
    assert joined(one, two) == joined(two, one)
    assert joined(joined(one, two), three) == joined(one, joined(two, three))
    assert joined(one, one) == one


@given(contexts, contexts)
def test_a_join_covers_both_and_nothing_smaller_does(one: dict, two: dict):
    union = joined(one, two)
    assert covers(union, one)
    assert covers(union, two)
    for node in union:
        less = {**union, node: ""}
        assert not (covers(less, one) and covers(less, two))


@given(contexts, contexts)
def test_covering_is_an_order(one: dict, two: dict):
    assert covers(one, one)
    if covers(one, two) and covers(two, one):
        assert one == two


def test_a_context_has_seen_what_is_not_later():
    context = {"a1": "0000000000000005"}
    assert has_seen(context, "0000000000000005@a1")
    assert not has_seen(context, "0000000000000006@a1")
    assert not has_seen(context, "0000000000000001@b2")


@given(contexts.filter(bool), clocks, st.sampled_from(NODES))
def test_a_write_the_deleter_did_not_know_brings_the_row_back(context: dict, clock: int, node: str):
    stamps = Stamps("0000000000000000@a1", {}, context)
    assert is_deleted(context, dict(context))
    assert not is_deleted(touched(stamps, ("title",), clock, node).context, context)
    assert not is_deleted(touched(stamps, (), clock, node).context, context)


@given(contexts.filter(bool), contexts, contexts)
def test_a_row_stays_deleted_when_deletions_are_joined(context: dict, one: dict, two: dict):
    if is_deleted(context, one):
        assert is_deleted(context, joined(one, two))


def test_a_row_nobody_deleted_is_there():
    assert not is_deleted({}, {})
    assert not is_deleted({"a1": "0000000000000001"}, {})


@given(clocks, st.lists(st.tuples(clocks, st.sampled_from(NODES), st.sampled_from("xyz"))))
def test_the_stamps_of_a_row_only_grow_and_are_always_seen(first: int, writes: list):
    stamps = first_stamps(first, "a1")
    for clock, node, name in writes:
        before, stamps = stamps, touched(stamps, (name,), clock, node)
        assert stamps.of(name) > max(before.of(field) for field in "xyz")
        assert all(stamps.of(field) == before.of(field) for field in "xyz" if field != name)
        assert covers(stamps.context, before.context)
    assert all(has_seen(stamps.context, stamps.of(field)) for field in "xyz")


stamps_by_field = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=2),
    st.sampled_from(["0000000000000001@a1", "0000000000000002@a1", "0000000000000001@b2"]),
    min_size=1,
)


@given(stamps_by_field)
def test_compressing_keeps_every_stamp_and_names_the_fewest(by_field: dict):
    stamps = compressed(by_field, {})
    assert {name: stamps.of(name) for name in by_field} == by_field
    most = max(list(by_field.values()).count(stamp) for stamp in by_field.values())
    assert len(stamps.fields) == len(by_field) - most


def test_compressing_nothing_is_our_mistake():
    with pytest.raises(ValueError, match="empty"):
        compressed({}, {})


def test_a_travelling_row_tells_whether_it_is_deleted():
    stamps = first_stamps(5, "a1")
    row = StampedRow(table="topic", id="T", owner="WT", values={}, stamps=stamps)
    gone = StampedRow(
        table="topic", id="T", owner="WT", values={}, stamps=stamps, deletion=stamps.context
    )
    assert not row.deleted
    assert gone.deleted
