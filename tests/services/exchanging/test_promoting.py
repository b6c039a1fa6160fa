"""After an update, what could only be kept has its place, and no value went under meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consultroom.exchange.lines import written
from consultroom.frozen import replace
from tests.services.exchanging.offices import DISTRICT, Offices, a_topic
from tests.services.exchanging.test_newer_versions import later_rows, send_by_a_later_version


def a_wish(there: Offices, name: str, text: str = "装一盏路灯") -> Any:
    """Put a record into a room of the later version that the others do not know."""
    desk = there[name]
    wish = there.of(name, "domain.topics").Wish(id=desk.room.new_id(), owner=desk.owner, text=text)
    put(there, name, wish)
    return wish


def put(there: Offices, name: str, record: Any) -> None:
    with there[name].room.act("登记", by=name) as act:
        act.put(record)


def with_urgency(there: Offices, name: str, topic: str, urgency: str) -> None:
    """Write the field that only the later version knows."""
    kind = there.of(name, "domain.topics").Topic
    put(there, name, replace(there[name].room.get(kind, topic), urgency=urgency))


def known_by_all(there: Offices) -> str:
    """Return a topic that both computers of the station and the district have."""
    topic = a_topic(there["WT2"]).id
    there.pass_on("WT2", "WT1")
    there.pass_on("WT2", DISTRICT)
    return topic


def the_wish(there: Offices, name: str, wish: str) -> Any:
    return there[name].room.get(there.of(name, "domain.topics").Wish, wish)


def test_a_field_that_was_kept_is_a_field_after_the_update(there: Offices):
    topic = known_by_all(there)
    there.upgrade("WT1")
    with_urgency(there, "WT1", topic, "急")
    there.pass_on("WT1", DISTRICT)
    before = there[DISTRICT].room.stamped_row("topic", topic)
    assert before is not None
    assert before.extra["urgency"][0] == "急"
    there.upgrade(DISTRICT)
    kind = there.of(DISTRICT, "domain.topics").Topic
    assert there[DISTRICT].room.get(kind, topic).urgency == "急"
    after = there[DISTRICT].room.stamped_row("topic", topic)
    assert after is not None
    assert after.extra == {}
    assert written(after) == written(before)


def test_a_row_that_was_kept_is_a_record_after_the_update_and_travels_on(there: Offices):
    there.upgrade("WT1")
    wish = a_wish(there, "WT1")
    there.pass_on("WT1", "WT2")
    assert [row.record_id for row in there["WT2"].room.packs.unknown()] == [wish.id]
    there.upgrade("WT2")
    assert the_wish(there, "WT2", wish.id).text == "装一盏路灯"
    there.upgrade(DISTRICT)
    there.pass_on("WT2", DISTRICT)
    assert the_wish(there, DISTRICT, wish.id).text == "装一盏路灯"


def test_promoting_again_does_nothing(there: Offices):
    there.upgrade("WT1")
    a_wish(there, "WT1")
    there.pass_on("WT1", "WT2")
    there.upgrade("WT2")
    promote = there.of("WT2", "services.exchanging.promoting").promote
    before = there["WT2"].room.last_seq
    assert promote(there["WT2"]) == 0
    assert there["WT2"].room.last_seq == before


@pytest.mark.parametrize("again", ["opened", "imported"])
def test_an_undone_promotion_is_done_again_and_loses_nothing(there: Offices, again: str):
    topic = known_by_all(there)
    there.upgrade("WT1")
    wish = a_wish(there, "WT1")
    with_urgency(there, "WT1", topic, "急")
    there.pass_on("WT1", "WT2")
    there.upgrade("WT2")
    assert "更新后归位" in there["WT2"].room.undo(by="王").name
    kind = there.of("WT2", "domain.topics").Topic
    assert there["WT2"].room.get(kind, topic).urgency == ""
    if again == "opened":
        there.upgrade("WT2")
    else:
        there.take("WT2")
    assert the_wish(there, "WT2", wish.id).text == "装一盏路灯"
    assert there["WT2"].room.get(kind, topic).urgency == "急"


def both_write(there: Offices, wish: str) -> None:
    """Let two computers of the later version write the same field, WT2 an hour after."""
    there.clock("WT2").skew = timedelta(hours=1)
    for name, text in (("WT1", "装两盏路灯"), ("WT2", "装三盏路灯")):
        put(there, name, replace(the_wish(there, name, wish), text=text))


def conflicts(there: Offices, name: str) -> list[str]:
    found = there[name].room.find(there.of(name, "domain.conflicts").Conflict)
    return [one.value for one in found]


def test_what_lost_while_it_could_only_be_kept_is_a_conflict_after_the_update(there: Offices):
    for name in ("WT1", "WT2"):
        there.upgrade(name)
    wish = a_wish(there, "WT1").id
    there.pass_on("WT1", "WT2")
    both_write(there, wish)
    for name in ("WT1", "WT2"):
        there.pass_on(name, DISTRICT)
    assert conflicts(there, DISTRICT) == []
    there.upgrade(DISTRICT)
    assert the_wish(there, DISTRICT, wish).text == "装三盏路灯"
    assert conflicts(there, DISTRICT) == ['"装两盏路灯"']


def test_what_lost_in_a_row_that_is_only_kept_is_passed_on_with_it(there: Offices):
    """The merged row has seen both writes: whoever gets it could not tell any more."""
    for name in ("WT1", "WT2", DISTRICT):
        there.upgrade(name)
    wish = a_wish(there, "WT1").id
    there.pass_on("WT1", "WT2")
    both_write(there, wish)
    for name in ("WT1", "WT2"):
        there.pass_on(name, "WT3")
    there.pass_on("WT3", DISTRICT)
    assert the_wish(there, DISTRICT, wish).text == "装三盏路灯"
    assert conflicts(there, DISTRICT) == ['"装两盏路灯"']


def test_a_room_with_nothing_kept_opens_without_an_act(there: Offices):
    before = there["QH1"].room.last_seq
    there.upgrade("QH1")
    assert there["QH1"].room.last_seq == before


def test_a_row_in_anothers_name_is_neither_promoted_nor_passed_on(there: Offices):
    _, own = later_rows(there, "WT1")
    false = replace(own, owner=DISTRICT)
    there.bring(send_by_a_later_version(there, "WT1", DISTRICT, [false]), DISTRICT)
    assert [kept.owner for kept in there[DISTRICT].room.packs.unknown()] == [DISTRICT]
    there.upgrade(DISTRICT)
    kind = there.of(DISTRICT, "domain.topics").Wish
    assert there[DISTRICT].room.find(kind) == ()


def test_what_was_given_back_is_promoted_though_it_came_from_above(there: Offices):
    there.upgrade("WT1")
    there.upgrade(DISTRICT)
    wish = a_wish(there, "WT1").id
    there.pass_on("WT1", DISTRICT)
    there.pass_on(DISTRICT, "WT2", rebuild=True)
    there.upgrade("WT2")
    assert the_wish(there, "WT2", wish).text == "装一盏路灯"
