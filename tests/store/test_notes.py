"""Settings and drafts: of this computer, no acts, no history."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultroom.store.rooms import Room
from tests.store.samples import SecondThoughts, given_up, new_room, old_room

anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.text(), anything)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_a_setting_comes_back(room: Room, key: str, value: object):
    room.notes.set_setting(key, value)
    assert room.notes.setting(key) == value
    assert room.acts() == ()


def test_a_setting_never_made_is_what_one_says(room: Room):
    assert room.notes.setting("字号") is None
    assert room.notes.setting("字号", 14) == 14
    assert room.notes.meta("nothing", "otherwise") == "otherwise"


def test_drafts_survive_reopening_the_latest_first(tmp_path: Path):
    with new_room(tmp_path / "room") as room:
        room.save_draft("来访", "{}")
        room.save_draft("议题", '{"title": "加装')
        room.save_draft("来访", '{"matter": "漏水')
    with old_room(tmp_path / "room") as room:
        assert [(draft.key, draft.text) for draft in room.load_drafts()] == [
            ("来访", '{"matter": "漏水'),
            ("议题", '{"title": "加装'),
        ]
        room.drop_draft("来访")
        room.drop_draft("来访")
        assert [draft.key for draft in room.load_drafts()] == ["议题"]
        assert room.acts() == ()


def test_a_draft_may_be_dropped_by_the_act_that_saves_the_form(room: Room):
    room.save_draft("议题", "加装")
    with given_up(), room.act("登记议题", by="王"):
        room.drop_draft("议题")
        raise SecondThoughts
    assert len(room.load_drafts()) == 1
    with room.act("登记议题", by="王"):
        room.drop_draft("议题")
    assert room.load_drafts() == ()
