"""A hit means that the typed text stands there; a text that stands there is a hit."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultroom.store.rooms import Room
from consultroom.store.search import BREAK, Snippet, fold, searchable, snippet_of, words_of
from tests.store.samples import Slip, Writer, a_slip, a_writer, put

few = st.text("加装电梯a1，\u3000 Ａ𬱖", max_size=12)


@given(bodies=st.lists(few, max_size=6), typed=few)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_search_finds_exactly_what_reading_would_find(room: Room, bodies: list[str], typed: str):
    slips = [a_slip(id=f"S{n}", title="题", body=body) for n, body in enumerate(bodies)]
    with room.together():
        put(room, *slips)
        texts = {slip.id: searchable("题") + BREAK + searchable(slip.body) for slip in slips}
        words = words_of(typed)
        expected = {
            key for key, text in texts.items() if words and all(word in text for word in words)
        }
        assert {hit.record_id for hit in room.search(typed)} == expected
        assert room.count_hits(typed) == len(expected)
        with room.act("删", by="王") as act:
            for slip in slips:
                act.remove(slip)
    assert room.search(typed) == ()


@pytest.mark.parametrize(
    "typed",
    [
        "电",
        "电梯",
        "小区加装电梯",
        "电梯 楼道",
        "楼道 电梯",
        "２０２６",
        "wt-yt",
        "YT-2026-003",
        "026-00",
        "5678",
        "kfc",
        "KF",
    ],
)
def test_one_character_a_part_of_a_number_or_a_sentence_will_do(room: Room, typed: str):
    slip = a_slip(body="楼道没有电梯。KFC旁边，电话6210-5678", number="WT-YT-2026-003")
    put(room, slip, a_slip(id="OTHER", title="停车", body="车位"))
    assert [hit.record_id for hit in room.search(typed)] == ["SLIP"]
    assert room.count_hits(typed) == 1


@pytest.mark.parametrize("typed", ["", "  ", "，。", "电装", "梯加", '"', "电*", "NEAR(", "a AND"])
def test_what_does_not_stand_there_is_not_found(room: Room, typed: str):
    put(room, a_slip(title="加装，电梯"))
    found = [hit.record_id for hit in room.search(typed)]
    assert found == (["SLIP"] if typed == "电*" else [])
    assert room.search("装电") == ()


def test_a_rare_character_of_a_name_is_found(room: Room):
    put(room, a_writer(name="赵𬱖"), a_writer(id="W2", name="赵\u9fcf"))
    assert [hit.title for hit in room.search("𬱖")] == ["赵𬱖"]
    assert [hit.title for hit in room.search("\u9fcf")] == ["赵\u9fcf"]


def test_a_hit_says_what_it_is_and_where_the_word_stands(room: Room):
    body = "前面说了许多别的事情，接着说到电梯怎么装，后面又说了许多" * 2
    put(room, a_slip(title="楼道", body=body, number="WT-YT-2026-003"))
    (hit,) = room.search("电梯")
    assert (hit.table, hit.word, hit.title, hit.number) == (
        "slip",
        "纸条",
        "楼道",
        "WT-YT-2026-003",
    )
    assert hit.snippet.text.startswith("…")
    assert hit.snippet.text.endswith("…")
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.marks] == ["电梯", "电梯"]


def test_a_snippet_marks_every_word_in_its_own_spelling():
    snippet = snippet_of(("题目", "ＫＦＣ旁的 Lift"), ("kfc", "lift"))
    assert snippet == Snippet("ＫＦＣ旁的 Lift", ((0, 3), (6, 10)))
    assert snippet_of(("题目",), ("没有",)) is None
    assert snippet_of((), ()) is None


@given(st.text(max_size=40))
def test_folding_says_where_each_character_came_from(text: str):
    folded, origin = fold(text)
    assert len(folded) == len(origin)
    assert origin == sorted(origin)
    assert BREAK * 2 not in folded
    assert folded.strip(BREAK) == searchable(text)
    for character, place in zip(folded, origin, strict=True):
        assert character == BREAK or character in searchable(text[place])


def test_newest_come_first_and_a_changed_record_keeps_its_place(room: Room):
    for name in "ABC":
        put(room, a_slip(id=name))
    put(room, a_slip(id="A", body="改过"))
    assert [hit.record_id for hit in room.search("电梯")] == ["C", "B", "A"]
    assert [hit.record_id for hit in room.search("电梯", limit=2)] == ["C", "B"]
    assert room.count_hits("电梯") == 3


def test_a_changed_text_is_found_by_its_new_words_only(room: Room):
    put(room, a_slip())
    put(room, a_slip(title="停车"))
    assert room.search("电梯") == ()
    assert room.count_hits("电梯") == 0
    assert len(room.search("停车")) == 1
    room.undo(by="王")
    assert len(room.search("电梯")) == 1


def test_a_record_without_text_is_in_no_index(room: Room):
    put(room, a_writer())
    put(room, a_writer(name=""))
    assert room.count_hits("张") == 0
    assert room.find_names("张") == ()
    assert room.check().sound


def test_the_search_can_be_made_anew(room: Room):
    put(room, a_slip(), a_writer())
    connection = room._cabinet.connection
    connection.execute("DELETE FROM search_doc WHERE record = 'SLIP'")
    connection.execute("DELETE FROM name_index")
    assert any("重建搜索目录" in fault for fault in room.check().faults)
    assert room.rebuild_search() == 2
    assert room.check().sound
    assert [hit.record_id for hit in room.search("电梯")] == ["SLIP"]
    assert [hit.name for hit in room.find_names("zjg")] == ["张建国"]
    assert room.find(Slip)
    assert room.find(Writer)
