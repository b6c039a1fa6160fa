"""Records that were read before are not decoded again, and never outlive a write."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultroom.frozen import replace
from tests.store.samples import SecondThoughts, Slip, a_slip, given_up, new_room, put


@pytest.fixture
def room(tmp_path: Path):
    with new_room(tmp_path / "room") as room:
        put(room, a_slip())
        yield room


def test_a_record_read_again_is_the_same_object(room):
    (first,) = room.find(Slip)
    assert room.find(Slip)[0] is first
    assert room.find(Slip, title=first.title)[0] is first


def test_a_write_is_seen(room):
    room.find(Slip)
    put(room, a_slip(title="改过的题目"))
    assert room.find(Slip)[0].title == "改过的题目"


def test_what_an_act_that_failed_wrote_is_forgotten_though_its_numbers_are_used_again(room):
    room.find(Slip)
    with given_up(), room.act("改", by="王") as act:
        act.put(a_slip(title="没有写成"))
        assert act.find(Slip)[0].title == "没有写成"
        raise SecondThoughts
    assert room.find(Slip)[0].title == a_slip().title
    put(room, a_slip(title="写成了"))
    assert room.find(Slip)[0].title == "写成了"


def test_what_was_changed_back_leaves_its_number_to_the_next_act(room):
    (was,) = room.find(Slip)
    with room.act("改了又改回", by="王") as act:
        act.put(replace(was, title="改"))
        act.put(was)
    assert room.find(Slip) == (was,)
    put(room, replace(was, title="真的改了"))
    assert room.find(Slip)[0].title == "真的改了"


def test_undo_and_the_bin_are_seen(room):
    room.find(Slip)
    put(room, a_slip(title="改"))
    assert room.find(Slip)[0].title == "改"
    room.undo(by="王")
    assert room.find(Slip)[0].title == a_slip().title
    with room.act("删", by="王") as act:
        act.remove(a_slip())
    assert room.find(Slip) == ()
