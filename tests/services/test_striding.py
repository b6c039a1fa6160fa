"""A reading in steps comes to the same as one at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.topics import TopicSource
from consultroom.services import gathering, striding
from consultroom.services.striding import STRIDE, at_once
from tests.services.stages import Stages

NUMBERS = st.lists(st.integers(0, 20), max_size=5)


def many(few: list[int]) -> tuple[int, ...]:
    return tuple((n * 7919 + at) % 1000 for at in range(4 * STRIDE) for n in few)


@given(NUMBERS, st.booleans())
def test_what_is_ordered_in_steps_is_in_the_order_of_sorted(few: list[int], falling: bool):
    pairs = tuple(enumerate(many(few)))
    stepped = at_once(striding.ordered(pairs, lambda pair: pair[1], falling=falling))
    assert stepped == tuple(sorted(pairs, key=lambda pair: pair[1], reverse=falling))


def test_a_short_list_is_put_in_order_without_a_pause():
    assert list(striding.ordered(range(STRIDE - 1), str)) == []


def test_what_is_let_go_in_steps_is_gone():
    rows = list(range(2 * STRIDE + 1))
    assert len(list(striding.let_go(rows))) == 3
    assert rows == []


def test_what_is_made_in_steps_is_made_of_each_row_and_pauses():
    rows = range(2 * STRIDE + 1)
    assert at_once(striding.made(rows, str)) == tuple(map(str, rows))
    assert len(list(striding.made(rows, str))) == 2


def test_a_table_read_in_parts_is_the_table(stages: Stages):
    desk = stages("with a topic")
    for at in range(5):
        gathering.add_topic(desk, title=f"停车{at}", source=TopicSource.MEMBER, proposer="张建国")
    kind = type(gathering.standings(desk)[0].topic)
    whole = desk.room.find(kind)
    assert [one for part in desk.room.parts(kind, 2) for one in part] == list(whole)
    assert at_once(striding.every(desk, kind)) == whole
    named = [name for part in desk.room.values(kind, "proposer", 2) for name in part]
    assert named == [one.proposer for one in whole]
