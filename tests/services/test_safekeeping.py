"""Keeping the room: what may be taken back, and what everything stands on."""

from __future__ import annotations

import pytest

from consultroom.domain.receptions import VisitorIdentity
from consultroom.errors import UserError
from consultroom.services import gathering, identifying, receiving, rostering, safekeeping
from consultroom.services.desk import Desk
from tests.services.stages import Stages, everything, the_topic


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("with members")


def test_undoing_goes_back_to_the_founding_and_no_further(desk: Desk, stages: Stages):
    for _ in desk.members():
        safekeeping.undo(desk)
    assert everything(desk) == everything(stages("founded"))
    founding = desk.room.acts(limit=1, before=2)[0]
    for act in (None, founding.id):
        with pytest.raises(UserError, match="建立资料夹不能撤销"):
            safekeeping.undo(desk, act)
    assert desk.station().liaison == "王敏"


def test_what_the_program_registered_by_itself_is_not_taken_back(stages: Stages):
    desk = stages("founded")
    rostering.add_member(desk, rostering.new_member(desk, "张建国"))
    identifying.identity(desk)
    assert safekeeping.undo(desk).name == "撤销：新增委员"


def test_acts_undone_long_ago_do_not_hide_the_one_that_stands(desk: Desk):
    for _ in range(60):
        member = rostering.add_member(desk, rostering.new_member(desk, "某人"))
        safekeeping.undo(desk, safekeeping.latest(desk))
    assert member not in desk.members()
    assert safekeeping.undo(desk).name == "撤销：新增委员"
    assert len(desk.members()) == 5


def test_the_latest_act_is_named_by_its_id(stages: Stages):
    desk = stages("with a topic")
    before = safekeeping.latest(desk)
    gathering.revise(desk, the_topic(desk))  # nothing to write, no act
    assert safekeeping.latest(desk) == before == desk.room.acts(limit=1)[0].id


# -- the bin --------------------------------------------------------------------------------------


def test_what_hung_on_a_record_comes_back_with_it_from_the_bin(desk: Desk):
    day = receiving.open_day(desk, receivers=("张建国",))
    visit = receiving.receive(desk, day, matter="路灯不亮", visitor="李大妈")
    receiving.drop_visit(desk, visit)
    assert [(line.word, line.title) for line in safekeeping.deleted(desk)] == [("来访", "路灯不亮")]
    safekeeping.bring_back(desk, (visit.id,))
    assert safekeeping.deleted(desk) == ()
    assert desk.room.one(VisitorIdentity, visit=visit.id) is not None
    safekeeping.undo(desk)
    assert desk.room.one(VisitorIdentity, visit=visit.id) is None
    assert len(desk.room.bin()) == 2


def test_what_was_deleted_before_the_record_it_belongs_to_stays_by_itself_in_the_bin(desk: Desk):
    day = receiving.open_day(desk, receivers=("张建国",))
    visit = receiving.receive(desk, day, matter="路灯不亮")
    receiving.drop_visit(desk, visit)
    receiving.drop_day(desk, day)
    assert {line.word for line in safekeeping.deleted(desk)} == {"来访", "委员接待日"}
    safekeeping.bring_back(desk, (day.id,))
    assert [line.word for line in safekeeping.deleted(desk)] == ["来访"]
