"""The meeting record kept in the room: opened, saved, opened again, and closed by confirmation."""

from __future__ import annotations

from datetime import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultroom.domain.minutes import EntryKind, MinutesEntry
from consultroom.frozen import replace
from consultroom.services import recording, safekeeping
from consultroom.services.desk import Desk
from consultroom.ui.minutes.book import CONFIRMED, NO_MEETING, RoomBook, orders_of
from consultroom.ui.minutes.presenter import EntryLine, MinutesPresenter, MinutesScreen
from tests.services.stages import Stages, everything, the_dossier, the_meeting


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("held")


def about(desk: Desk) -> str:
    return the_dossier(desk).consultation.id


def opened(desk: Desk) -> MinutesScreen:
    return RoomBook(desk).open(about(desk))


def test_the_record_opens_with_agenda_people_and_the_way_to_the_minutes(desk: Desk):
    screen = opened(desk)
    assert (screen.title, screen.subheading) == (
        "老旧小区加装电梯",
        "11月26日 星期四 14:30　三楼会议室",
    )
    assert [(line.title, line.minutes) for line in screen.agenda][:2] == [
        ("主持人说明议题", 5),
        ("有关部门通报情况", 10),
    ]
    assert [(one.name, one.note) for one in screen.people][3:5] == [
        ("古丽·买买提", "委员"),
        ("周立", "部门"),
    ]
    assert "zjg" in screen.people[0].initials
    assert (screen.entries, screen.locked) == ((), "")
    (act,) = screen.acts
    assert (act.page, act.about) == ("workspace", f"{about(desk)}/minutes")


def test_without_a_meeting_nothing_can_be_typed(stages: Stages):
    desk = stages("to be held")
    before = everything(desk)
    screen = opened(desk)
    assert (screen.locked, screen.people, screen.entries) == (NO_MEETING, (), ())
    RoomBook(desk).save(about(desk), (EntryLine(id=RoomBook(desk).new_id(), text="早了"),))
    assert everything(desk) == before


WORDS = st.text("甲乙丙丁，。𬱖\U00020000 a·", min_size=1, max_size=12).filter(str.strip)


@st.composite
def records(draw: st.DrawFn) -> list[dict[str, object]]:
    one = st.fixed_dictionaries(
        {
            "seat": st.integers(0, 6),
            "kind": st.sampled_from(EntryKind),
            "text": WORDS,
            "at": st.one_of(st.just(""), st.times().map(lambda t: f"{t.hour}:{t.minute:02d}")),
            "agenda": st.integers(0, 6),
        }
    )
    return draw(st.lists(one, max_size=5))


@given(told=records())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_what_was_typed_comes_back_as_it_was(told: list[dict[str, object]], desk: Desk):
    book, screen = RoomBook(desk), opened(desk)
    people = [*((one.id, one.name) for one in screen.people), ("", "一位居民")]
    lines = tuple(
        EntryLine(
            id=book.new_id(),
            at=str(one["at"]),
            speaker=people[int(str(one["seat"]))][0],
            name=people[int(str(one["seat"]))][1],
            kind=one["kind"],  # type: ignore[arg-type]
            text=str(one["text"]).strip(),
            agenda=screen.agenda[int(str(one["agenda"]))].key,
        )
        for one in told
    )
    book.save(screen.about, lines)
    assert opened(desk).entries == lines


def lines_of(desk: Desk, *texts: str) -> tuple[EntryLine, ...]:
    return tuple(EntryLine(id=RoomBook(desk).new_id(), name="张建国", text=text) for text in texts)


def test_lines_are_moved_changed_and_taken_out_in_one_act(desk: Desk):
    book = RoomBook(desk)
    first, second, third = lines_of(desk, "一", "二", "三")
    book.save(about(desk), (first, second, third))
    before = desk.room.acts(limit=1)[0]
    book.save(about(desk), (third, first))
    assert [line.text for line in opened(desk).entries] == ["三", "一"]
    acts = desk.room.acts(limit=2)
    assert (acts[0].name, acts[1]) == ("整理会议记录", before)
    safekeeping.undo(desk)
    assert [line.text for line in opened(desk).entries] == ["一", "二", "三"]


def test_the_same_record_again_is_no_act(desk: Desk):
    book, lines = RoomBook(desk), lines_of(desk, "一")
    book.save(about(desk), lines)
    before = desk.room.acts()
    book.save(about(desk), lines)
    assert desk.room.acts() == before


def test_only_the_line_that_changed_is_written(desk: Desk):
    book, lines = RoomBook(desk), lines_of(desk, "一", "二", "三")
    book.save(about(desk), lines)
    said = replace(lines[1], text="二，改过")
    book.save(about(desk), (lines[0], said, lines[2]))
    written = desk.room.lines_of(desk.room.acts(limit=1)[0].id)
    assert [line.record_id for line in written] == [lines[1].id]
    assert opened(desk).entries == (lines[0], said, lines[2])


def test_a_line_put_in_between_leaves_those_after_it_as_they_are(desk: Desk):
    book, lines = RoomBook(desk), lines_of(desk, *(f"第{one}句" for one in range(40)))
    book.save(about(desk), lines)
    for place in (20, 20, 21, 0):
        (new,) = lines_of(desk, "插一句")
        lines = (*lines[:place], new, *lines[place:])
        book.save(about(desk), lines)
        written = desk.room.lines_of(desk.room.acts(limit=1)[0].id)
        assert [line.record_id for line in written] == [new.id]
    assert opened(desk).entries == lines


def test_a_line_said_after_others_comes_after_them(desk: Desk):
    RoomBook(desk).save(about(desk), lines_of(desk, "一", "二"))
    recording.say(desk, the_meeting(desk), None, "三", name="张建国")
    assert [line.text for line in opened(desk).entries] == ["一", "二", "三"]


@given(
    kept=st.lists(st.integers(0, 60), max_size=30),
    places=st.lists(st.integers(0, 30), max_size=30),
)
def test_the_numbers_of_lines_rise_whatever_they_were(kept: list[int], places: list[int]):
    lines = [f"old{one}" for one in range(len(kept))]
    for number, place in enumerate(places):
        lines.insert(place, f"new{number}")
    orders = orders_of(lines, {f"old{one}": order for one, order in enumerate(kept)})
    assert len(orders) == len(lines)
    assert all(one < after for one, after in pairwise([0, *orders]))


@pytest.mark.parametrize(
    "places",
    [[50] * 60, list(range(50, 110)), [50 + one % 2 for one in range(60)], [0] * 60],
    ids=["before one line", "one after the other", "in turns", "at the beginning"],
)
def test_many_lines_put_in_at_one_place_move_a_few_about_them(places: list[int]):
    lines = [f"old{one}" for one in range(2000)]
    kept = dict(zip(lines, orders_of(lines, {}), strict=True))
    for number, place in enumerate(places, start=1):
        lines.insert(place, f"new{number}")
        orders = dict(zip(lines, orders_of(lines, kept), strict=True))
        assert sum(orders[line] != order for line, order in kept.items()) <= 2 * number
        kept = orders


def test_what_was_undone_meanwhile_is_written_again(desk: Desk):
    book, lines = RoomBook(desk), lines_of(desk, "一", "二")
    book.save(about(desk), lines[:1])
    safekeeping.undo(desk)
    book.save(about(desk), lines)
    assert opened(desk).entries == lines


def test_times_are_kept_as_times(desk: Desk):
    line = EntryLine(id=RoomBook(desk).new_id(), at="9:05", text="开始")
    RoomBook(desk).save(about(desk), (line,))
    assert desk.room.find(MinutesEntry)[0].at == time(9, 5)


def test_confirmed_minutes_close_the_record_until_that_is_undone(stages: Stages):
    desk = stages("minuted")
    assert opened(desk).locked == ""
    recording.confirm(desk, the_meeting(desk), "张建国")
    assert opened(desk).locked == CONFIRMED
    assert [act.word for act in opened(desk).acts] == ["查看纪要"]
    assert [line.text for line in opened(desk).entries] == ["先装一栋做样子。"]
    safekeeping.undo(desk)
    assert opened(desk).locked == ""


def test_the_page_over_the_room_keeps_what_was_said(desk: Desk):
    shown: list[MinutesScreen] = []
    notes: list[str] = []
    page = MinutesPresenter(
        RoomBook(desk), now=desk.room.clock, show=shown.append, note=notes.append
    )
    page.enter(about(desk))
    first = page.fresh(None)
    assert first.agenda == shown[0].agenda[0].key
    page.choose_agenda(shown[0].agenda[3].key)
    second = page.fresh(first)
    typed = (
        EntryLine(id=first.id, at=first.at, name="张建国", text="先装一栋。", agenda=first.agenda),
        EntryLine(id=second.id, at=second.at, name="李秀英", text="我赞成。", agenda=second.agenda),
        page.fresh(second),
    )
    page.keep(typed)
    assert notes[-1].endswith("已保存，共 2 条")
    assert [line.text for line in opened(desk).entries] == ["先装一栋。", "我赞成。"]
    acts = desk.room.acts()
    page.keep(typed)
    assert desk.room.acts() == acts
