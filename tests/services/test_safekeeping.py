"""Keeping the room: what may be taken back, and what everything stands on."""

from __future__ import annotations

import pytest

from consultroom.errors import UserError
from consultroom.services import gathering, identifying, rostering, safekeeping
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
