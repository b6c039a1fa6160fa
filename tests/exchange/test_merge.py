"""Merging: the same whatever the order, and nothing anybody wrote is lost."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from consultroom.domain.conflicts import Conflict
from consultroom.domain.stamps import (
    StampedRow,
    Stamps,
    first_stamps,
    joined,
    touched,
)
from consultroom.exchange.lines import BadRow, as_line, from_line, written
from consultroom.exchange.merge import (
    CONFLICTS,
    Merged,
    Outcome,
    conflict_row,
    known_fields,
    merge,
    promoted,
)
from consultroom.frozen import replace
from consultroom.store.migrations import LAYOUT
from consultroom.store.rows import Shape
from tests.exchange.packing import row, time

FIELDS = ("title", "text", "count", "later")
KNOWN = frozenset(FIELDS)
OLD = KNOWN - {"later"}
NODES = ("a1", "b2", "c3")

times = st.integers(0, 4).map(time)
values = st.none() | st.sampled_from(["甲", "乙", ""]) | st.integers(0, 2)


@st.composite
def rows(draw: Any) -> StampedRow:
    """Any row at all whose context covers its stamps; few times, so that they often meet."""
    stamp = st.tuples(times, st.sampled_from(NODES)).map("@".join)
    base = draw(stamp)
    found = draw(st.dictionaries(st.sampled_from(FIELDS), values))
    own = {name: draw(stamp) for name in found if draw(st.booleans())}
    context = draw(st.dictionaries(st.sampled_from(NODES), times))
    for each in (base, *own.values()):
        at, node = each.split("@")
        context = joined(context, {node: at})
    deletion = draw(st.just({}) | st.dictionaries(st.sampled_from(NODES), times))
    return StampedRow(
        table="topic",
        id="T1",
        owner="WT",
        values=found,
        stamps=Stamps(base, own, context),
        deletion=deletion,
    )


def state(row: StampedRow) -> tuple[Any, ...]:
    return written(row), row.stamps.context, row.deletion, row.deleted


def merged(one: StampedRow, other: StampedRow, known: frozenset[str] = KNOWN) -> Merged:
    return merge(one, other, known)


@given(rows(), rows())
def test_the_order_of_two_does_not_matter(one: StampedRow, other: StampedRow):
    here, there = merged(one, other), merged(other, one)
    assert state(here.row) == state(there.row)
    assert set(here.conflicts) == set(there.conflicts)


@given(rows(), rows(), rows())
def test_the_order_of_three_does_not_matter(a: StampedRow, b: StampedRow, c: StampedRow):
    left = merged(merged(a, b).row, c).row
    right = merged(a, merged(b, c).row).row
    assert state(left) == state(right)


@given(rows())
def test_a_row_merged_with_itself_stays_as_it_is(row: StampedRow):
    assert merged(row, row) == Merged(row, Outcome.UNCHANGED)


@given(rows(), rows())
def test_what_comes_again_changes_nothing_and_tells_of_no_new_conflict(
    one: StampedRow, other: StampedRow
):
    first = merged(one, other)
    for again in (one, other):
        second = merged(first.row, again)
        assert second.row is first.row
        assert second.outcome is Outcome.UNCHANGED
        assert set(second.conflicts) <= set(first.conflicts)


@given(rows(), rows())
def test_every_value_stands_or_is_kept_as_a_conflict_or_was_seen_and_replaced(
    one: StampedRow, other: StampedRow
):
    result = merged(one, other)
    standing = written(result.row)
    kept = {(c.field, c.stamp, c.value) for c in result.conflicts}
    for source, opposite in ((one, other), (other, one)):
        for name, (stamp, value) in written(source).items():
            at, node = stamp.split("@")
            seen = opposite.stamps.context.get(node, "") >= at
            text = _json(value)
            same = standing[name][1] == value
            assert same or (name, stamp, text) in kept or seen


def _json(value: Any) -> str:
    import msgspec

    return msgspec.json.encode(value).decode()


@given(rows(), rows())
def test_a_program_that_knows_fewer_fields_comes_to_the_same(one: StampedRow, other: StampedRow):
    assert state(merged(one, other, OLD).row) == state(merged(one, other).row)
    assert "later" not in merged(one, other, OLD).row.values.keys() - one.values.keys()


@given(rows(), rows())
def test_what_the_stamps_say_is_the_same_after_a_journey(one: StampedRow, other: StampedRow):
    row = merged(one, other).row
    assert state(from_line("topic", as_line(row))) == state(row)


@given(rows(), rows())
def test_a_row_is_deleted_only_when_its_deleters_had_seen_every_write(
    one: StampedRow, other: StampedRow
):
    row = merged(one, other).row
    every = joined(one.stamps.context, other.stamps.context)
    seen = joined(one.deletion, other.deletion)
    assert row.deleted == (bool(seen) and all(seen.get(n, "") >= at for n, at in every.items()))


def test_two_who_did_not_know_of_each_other_leave_the_later_and_keep_the_earlier():
    first = row(title="电梯")
    a = replace(first, values={"title": "甲"}, stamps=touched(first.stamps, ["title"], 5, "a1"))
    b = replace(first, values={"title": "乙"}, stamps=touched(first.stamps, ["title"], 6, "b2"))
    result = merge(a, b, KNOWN)
    assert result.row.values["title"] == "乙"
    assert result.outcome is Outcome.CHANGED
    (lost,) = result.conflicts
    assert (lost.about, lost.record, lost.field) == ("topic", "T1", "title")
    assert (lost.value, lost.stamp, lost.owner) == ('"甲"', a.stamps.of("title"), "WT")


def test_the_same_value_written_twice_is_no_conflict():
    first = row(title="电梯")
    a = replace(first, values={"title": "同"}, stamps=touched(first.stamps, ["title"], 5, "a1"))
    b = replace(first, values={"title": "同"}, stamps=touched(first.stamps, ["title"], 6, "b2"))
    assert merge(a, b, KNOWN).conflicts == ()


def test_a_new_row_keeps_what_this_program_does_not_know():
    result = merge(None, row(title="电梯", later="新"), OLD)
    assert result.outcome is Outcome.NEW
    assert result.row.values == {"title": "电梯"}
    assert result.row.extra == {"later": ("新", row().stamps.base)}
    assert promoted(result.row, KNOWN).values == {"title": "电梯", "later": "新"}
    assert promoted(result.row, OLD) is result.row


def test_a_field_that_a_program_did_not_have_loses_to_one_that_has_it():
    """A column added by an upgrade is empty everywhere; that is no write of anybody's."""
    first = row(title="电梯")
    old = replace(first, values={"title": "甲"}, stamps=touched(first.stamps, ["title"], 9, "b2"))
    old = replace(old, stamps=Stamps(old.stamps.of("title"), {}, old.stamps.context))
    upgraded = replace(old, values={"title": "甲", "later": None})
    other = replace(
        first,
        values={"title": "电梯", "later": "新"},
        stamps=touched(first.stamps, ["later"], 5, "c3"),
    )
    result = merge(upgraded, other, KNOWN)
    assert result.row.values["later"] == "新"
    assert result.conflicts == ()


def test_emptying_a_field_is_a_write():
    first = row(title="电梯")
    empty = replace(first, values={"title": None}, stamps=touched(first.stamps, ["title"], 5, "b2"))
    cleared = merge(first, empty, KNOWN).row
    assert cleared.values["title"] is None
    assert merge(cleared, first, KNOWN).outcome is Outcome.UNCHANGED
    back = from_line("topic", as_line(cleared))
    assert merge(first, back, KNOWN).row.values["title"] is None


def test_two_writes_of_one_stamp_are_a_clone_and_none_is_lost():
    one, other = row(title="甲"), row(title="乙")
    here, there = merge(one, other, KNOWN), merge(other, one, KNOWN)
    assert here.row.values == there.row.values
    assert {here.row.values["title"], *(c.value for c in here.conflicts)} == {"甲", '"乙"'} or {
        here.row.values["title"],
        *(c.value for c in here.conflicts),
    } == {"乙", '"甲"'}
    assert merge(here.row, other, KNOWN).row is here.row


def test_a_row_of_another_owner_is_refused():
    with pytest.raises(BadRow, match="QZX"):
        merge(row(), row(owner="QZX"), KNOWN)


def test_every_table_of_the_program_is_known_with_its_columns():
    for kind in LAYOUT.kinds:
        assert known_fields(kind.table) == set(Shape(kind, kind.record).names)
    assert known_fields("opinion_poll") is None


def test_the_row_of_a_conflict_reads_as_the_conflict():
    shape = Shape(next(k for k in LAYOUT.kinds if k.record is Conflict), Conflict)
    first = row(title="甲")
    b = replace(first, values={"title": "乙"}, stamps=first_stamps(0, "b2"))
    (lost,) = merge(first, b, KNOWN).conflicts
    told = conflict_row(lost)
    assert shape.decode(told.id, told.owner, [told.values.get(n) for n in shape.names]) == lost
    assert shape.table == CONFLICTS
    assert merge(told, conflict_row(lost), known_fields(CONFLICTS) or KNOWN).row is told


class Computer:
    """One computer with its row, as the store keeps it: every column there, None where empty."""

    def __init__(self, name: str, known: frozenset[str]) -> None:
        self.name, self.known = name, known
        self.skew = 0
        self.row: StampedRow | None = None
        self.conflicts: dict[str, StampedRow] = {}

    def keep(self, row: StampedRow) -> None:
        columns = {name: row.values.get(name) for name in self.known}
        self.row = replace(row, values=columns)

    def take(self, line: bytes, conflicts: dict[str, StampedRow]) -> Outcome:
        result = merge(self.row, from_line("topic", line), self.known)
        self.keep(result.row)
        for other in (*conflicts.values(), *map(conflict_row, result.conflicts)):
            again = from_line(CONFLICTS, as_line(other))
            mine = self.conflicts.get(other.id)
            self.conflicts[other.id] = merge(mine, again, known_fields(CONFLICTS) or KNOWN).row
        return result.outcome


SKEW = st.sampled_from([0, 0, 0, 1, -400 * 86_400_000, 10 * 365 * 86_400_000])
WHO = st.integers(0, 4)


class Room(RuleBasedStateMachine):
    """Five computers write one record, two of them with an older program, in any disorder."""

    @initialize()
    def begin(self) -> None:
        self.computers = [Computer(f"n{i}", OLD if i % 2 else KNOWN) for i in range(5)]
        self.clock = 1_790_000_000_000
        self.count = 0
        self.replaced: set[tuple[str, str]] = set()
        self.wrote: set[tuple[str, str]] = set()
        self.mail: list[tuple[bytes, dict[str, StampedRow]]] = []

    @rule(who=WHO, skew=SKEW)
    def set_clock(self, who: int, skew: int) -> None:
        self.computers[who].skew = skew

    @rule(who=WHO, field=st.sampled_from(FIELDS), empty=st.booleans())
    def write(self, who: int, field: str, empty: bool) -> None:
        here = self.computers[who]
        if field not in here.known:
            return
        self.clock += 1
        at = self.clock + here.skew
        old = here.row
        if old is None:
            blank: dict[str, Any] = dict.fromkeys(here.known)
            stamps = first_stamps(at, here.name)
            old = StampedRow(table="topic", id="T1", owner="WT", values=blank, stamps=stamps)
            first = True
        else:
            first = False
            if old.values[field] is not None:
                self.replaced.add((field, str(old.values[field])))
        value = None if empty and not first else self._value(field)
        stamps = old.stamps if first else touched(old.stamps, [field], at, here.name)
        here.keep(replace(old, values={**old.values, field: value}, stamps=stamps))

    def _value(self, field: str) -> str:
        self.count += 1
        self.wrote.add((field, f"v{self.count}"))
        return f"v{self.count}"

    @rule(who=WHO)
    def delete(self, who: int) -> None:
        here = self.computers[who].row
        if here is not None:
            seen = joined(here.deletion, here.stamps.context)
            self.computers[who].row = replace(here, deletion=seen)

    @rule(who=WHO)
    def send(self, who: int) -> None:
        here = self.computers[who]
        if here.row is not None:
            self.mail.append((as_line(here.row), dict(here.conflicts)))

    @precondition(lambda self: self.mail)
    @rule(who=WHO, which=st.randoms(use_true_random=False))
    def receive(self, who: int, which: Any) -> None:
        letter = which.choice(self.mail)
        self.computers[who].take(*letter)
        assert self.computers[who].take(*letter) is Outcome.UNCHANGED

    @rule(who=WHO)
    def upgrade(self, who: int) -> None:
        here = self.computers[who]
        here.known = KNOWN
        if here.row is not None:
            here.keep(promoted(here.row, KNOWN))

    @invariant()
    def every_row_can_travel(self) -> None:
        for here in getattr(self, "computers", ()):
            if here.row is not None:
                assert state(from_line("topic", as_line(here.row))) == state(here.row)

    def teardown(self) -> None:
        holders = [here for here in getattr(self, "computers", ()) if here.row is not None]
        if not holders:
            return
        for _ in range(2):
            for here in self.computers:
                for other in holders:
                    assert other.row is not None
                    here.take(as_line(other.row), other.conflicts)
        ends = [(state(h.row), h.conflicts.keys()) for h in self.computers if h.row is not None]
        assert all(end == ends[0] for end in ends)
        row = self.computers[0].row
        assert row is not None
        standing = {(f, str(value)) for f, (_, value) in written(row).items()}
        kept = {
            (str(c.values["field"]), str(c.values["value"]).strip('"'))
            for c in self.computers[0].conflicts.values()
        }
        assert self.wrote <= standing | kept | self.replaced


RUNS = int(os.environ.get("CONSULTROOM_MERGE_RUNS", "200"))  # nightly: 10000
Room.TestCase.settings = settings(max_examples=RUNS, stateful_step_count=40, deadline=None)
test_five_computers_converge_and_lose_nothing = Room.TestCase
