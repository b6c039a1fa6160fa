"""People named in free text stay in the station; merging never notices that they were taken out."""

from __future__ import annotations

import json

import pytest

from consultroom.domain.conflicts import Conflict, Settlement
from consultroom.domain.receptions import VisitorIdentity
from consultroom.domain.redaction import SOME_NUMBER, SOMEBODY, SOMEWHERE
from consultroom.domain.sharing import Private
from consultroom.domain.topics import Topic
from consultroom.frozen import replace
from consultroom.services.exchanging import settling, sharing
from tests.services.exchanging.offices import DISTRICT, Offices, a_topic
from tests.services.exchanging.test_sharing import opened_bytes

NAME, PHONE, ADDRESS = "陈桂芳", "13900001111", "柳荫巷7号4-2"
SAID = f"居民{NAME}（{PHONE}，住{ADDRESS}）请求加装电梯"
LEFT = f"{SOMEBODY}（{SOME_NUMBER}，住{SOMEWHERE}）请求加装电梯"


def meet(there: Offices, computer: str, name: str = NAME) -> None:
    """Enter a visitor."""
    room = there[computer].room
    with room.act("登记来访", by="王") as act:
        act.put(
            VisitorIdentity(
                id=room.new_id(), owner="WT", visit="V", name=name, phone=PHONE, address=ADDRESS
            )
        )


def situation(there: Offices, computer: str, topic: str) -> str:
    return there[computer].room.get(Topic, topic).situation


def write(there: Offices, computer: str, topic: str, text: str) -> None:
    room = there[computer].room
    with room.act("修改议题", by=computer) as act:
        act.put(replace(room.get(Topic, topic), situation=text))


def conflicts(there: Offices, computer: str) -> list[Conflict]:
    return list(there[computer].room.find(Conflict))


@pytest.fixture
def topic(there: Offices) -> str:
    meet(there, "WT1")
    return a_topic(there["WT1"], f"{NAME}家楼道照明", situation=SAID).id


def test_a_resident_named_in_a_topic_is_not_in_the_bytes_of_a_pack(there: Offices, topic: str):
    (file,) = there.send("WT1")
    said = opened_bytes(there, file)
    for secret in (NAME, PHONE, ADDRESS):
        assert secret.encode() not in said
    assert "请求加装电梯".encode() in said
    there.bring((file,), DISTRICT)
    came = there[DISTRICT].room.get(Topic, topic)
    assert (came.title, came.situation) == (f"{SOMEBODY}家楼道照明", LEFT)


def test_the_station_keeps_its_text_and_another_computer_of_it_gets_all(there: Offices, topic: str):
    there.pass_on("WT1", DISTRICT)
    there.pass_on("WT1", "WT2")
    assert situation(there, "WT1", topic) == situation(there, "WT2", topic) == SAID


def test_what_is_granted_stays_in_the_text(there: Offices, topic: str):
    sharing.ask(there[DISTRICT], [Private.VISITORS])
    there.pass_on(DISTRICT, "WT1")
    sharing.allow(there["WT1"], [Private.VISITORS])
    there.pass_on("WT1", DISTRICT)
    assert (
        situation(there, DISTRICT, topic)
        == f"居民{NAME}（{SOME_NUMBER}，住{SOMEWHERE}）请求加装电梯"
    )


def test_sending_again_changes_nothing(there: Offices, topic: str):
    there.pass_on("WT1", DISTRICT)
    before = there[DISTRICT].room.stamped_row("topic", topic)
    (done,) = there.pass_on("WT1", DISTRICT, full=True).imported
    assert done.pack.changed == 0
    assert there[DISTRICT].room.stamped_row("topic", topic) == before


def test_a_visitor_known_later_makes_no_conflict_and_no_edit(there: Offices):
    """The text went out whole before; now less of it goes, and what is there stays."""
    topic = a_topic(there["WT1"], situation=f"{NAME}请求加装电梯").id
    there.pass_on("WT1", DISTRICT)
    meet(there, "WT1")
    (done,) = there.pass_on("WT1", DISTRICT, full=True).imported
    assert (done.conflicts, conflicts(there, DISTRICT)) == (0, [])
    assert situation(there, DISTRICT, topic) == f"{NAME}请求加装电梯"


def test_two_computers_that_know_different_visitors_make_no_conflict(there: Offices):
    topic = a_topic(there["WT1"], situation=f"{NAME}与李长青请求加装电梯").id
    there.pass_on("WT1", "WT2")
    meet(there, "WT1")
    meet(there, "WT2", name="李长青")
    for computer in ("WT1", "WT2"):
        assert there.pass_on(computer, DISTRICT).imported[0].conflicts == 0
    assert SOMEBODY in situation(there, DISTRICT, topic)


def test_a_later_edit_of_the_station_goes_over_what_is_there(there: Offices, topic: str):
    there.pass_on("WT1", DISTRICT)
    write(there, "WT1", topic, f"{NAME}改为请求修路灯")
    there.pass_on("WT1", DISTRICT)
    assert situation(there, DISTRICT, topic) == f"{SOMEBODY}改为请求修路灯"
    assert conflicts(there, DISTRICT) == []


def test_what_the_district_gives_back_does_not_touch_the_original(there: Offices, topic: str):
    there.pass_on("WT1", DISTRICT)
    before = there["WT1"].room.stamped_row("topic", topic)
    there.pass_on(DISTRICT, "WT1", rebuild=True)
    assert there["WT1"].room.stamped_row("topic", topic) == before
    assert conflicts(there, "WT1") == []


def test_a_rebuilt_station_has_the_original_again_from_another_computer(there: Offices, topic: str):
    there.pass_on("WT1", DISTRICT)
    there.pass_on(DISTRICT, "WT2", rebuild=True)
    assert situation(there, "WT2", topic) == LEFT
    there.pass_on("WT1", "WT2", full=True)
    assert situation(there, "WT2", topic) == SAID
    assert conflicts(there, "WT2") == []


def disputed(there: Offices, topic: str) -> None:
    """Let two computers of the station write the same text, without knowing."""
    there.pass_on("WT1", "WT2")
    write(there, "WT1", topic, f"{NAME}请求修路灯")
    write(there, "WT2", topic, f"{NAME}请求修水管")


def test_a_conflict_about_such_a_text_is_one_wherever_it_is_found(there: Offices, topic: str):
    disputed(there, topic)
    there.pass_on("WT1", DISTRICT)
    there.pass_on("WT2", DISTRICT)
    (found,) = conflicts(there, DISTRICT)
    there.pass_on("WT1", "WT2")
    (at_the_station,) = conflicts(there, "WT2")
    assert NAME in at_the_station.value
    (file,) = there.send("WT2")
    assert NAME.encode() not in opened_bytes(there, file)
    there.bring((file,), DISTRICT)
    assert conflicts(there, DISTRICT) == [found]


def test_a_conflict_settled_in_the_station_is_settled_above(there: Offices, topic: str):
    disputed(there, topic)
    for computer in ("WT1", "WT2"):
        there.pass_on(computer, DISTRICT)
    there.pass_on("WT1", "WT2")
    (found,) = conflicts(there, "WT2")
    settling.settle(there["WT2"], found.id, Settlement.TAKEN)
    there.pass_on("WT2", DISTRICT)
    (above,) = conflicts(there, DISTRICT)
    assert above.settlement is Settlement.TAKEN
    taken = situation(there, "WT2", topic)
    assert taken == json.loads(found.value)
    assert situation(there, DISTRICT, topic) == taken.replace(NAME, SOMEBODY)
