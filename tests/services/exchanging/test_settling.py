"""Two computers wrote one field: side by side, settled, and the choice travels."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consultroom.domain.conflicts import Conflict, Settlement
from consultroom.domain.topics import Topic
from consultroom.frozen import replace
from consultroom.services.exchanging import (
    importing,
    inbox,
    settling,
)
from tests.services.exchanging.offices import (
    DISTRICT,
    Offices,
    a_topic,
    waiting,
)


def both_change(there: Offices) -> Topic:
    """Let two computers of a station write one field without knowing of each other."""
    topic = a_topic(there["WT1"])
    there.pass_on("WT1", "WT2")
    for name, title in (("WT1", "甲说"), ("WT2", "乙说")):
        with there[name].room.act("修改议题", by=name) as act:
            act.put(replace(topic, title=title))
    return topic


def test_a_conflict_is_listed_settled_and_the_choice_travels(there: Offices):
    topic = both_change(there)
    there.clock("WT2").skew = timedelta(days=1)
    inbox.bring_in(there["WT1"], there.send("WT2", "WT"))
    assert waiting(there, "WT1").conflicts == 1
    importing.take(there["WT1"])
    (dispute,) = settling.disputes(there["WT1"])
    assert {dispute.stands.text, dispute.lost.text} == {"甲说", "乙说"}
    assert (dispute.word, dispute.field_word, dispute.ours) == ("议题", "题目", True) or (
        dispute.word,
        dispute.ours,
    ) == ("议题", True)
    settling.settle(there["WT1"], dispute.conflict.id, Settlement.WRITTEN, text="都说")
    assert settling.disputes(there["WT1"]) == ()
    there.pass_on("WT1", "WT2")
    there.pass_on("WT2", DISTRICT)
    for name in ("WT1", "WT2", DISTRICT):
        assert there[name].room.get(Topic, topic.id).title == "都说"
        (conflict,) = there[name].room.find(Conflict)
        assert (conflict.settlement, conflict.settled_by) == (Settlement.WRITTEN, "WT1")


@pytest.mark.parametrize("choice", [Settlement.KEPT, Settlement.TAKEN])
def test_one_of_the_two_values_can_be_picked(there: Offices, choice: Settlement):
    topic = both_change(there)
    there.pass_on("WT2", "WT1")
    (dispute,) = settling.disputes(there["WT1"])
    settling.settle(there["WT1"], dispute.conflict.id, choice)
    side = dispute.stands if choice is Settlement.KEPT else dispute.lost
    assert there["WT1"].room.get(Topic, topic.id).title == side.text
    with pytest.raises(settling.CannotSettle, match="已经处理过"):
        settling.settle(there["WT1"], dispute.conflict.id, choice)


def test_a_district_looks_on_and_does_not_settle(there: Offices):
    both_change(there)
    there.pass_on("WT1", DISTRICT)
    there.pass_on("WT2", DISTRICT)
    (dispute,) = settling.disputes(there[DISTRICT])
    assert not dispute.ours
    with pytest.raises(settling.CannotSettle, match="梧桐街道"):
        settling.settle(there[DISTRICT], dispute.conflict.id, Settlement.KEPT)
