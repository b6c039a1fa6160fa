"""What a station knows of itself is written here; what its district settled is not."""

from __future__ import annotations

import pytest

from consultroom.frozen import replace
from consultroom.services import profiling
from consultroom.services.desk import Desk
from tests.services.stages import Stages


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("founded")


def test_a_station_writes_what_it_knows_of_itself(desk: Desk):
    told = replace(
        desk.station(),
        phone=" 5550101 ",
        address="梧桐街道 办事处三楼",
        venues=("三楼会议室 ", "", "社区活动室", "三楼会议室"),
    )
    profiling.revise(desk, told)
    here = desk.station()
    assert (here.phone, here.address) == ("5550101", "梧桐街道 办事处三楼")
    assert here.venues == ("三楼会议室", "社区活动室")


@pytest.mark.parametrize("field", ["name", "code", "parent"])
def test_what_the_district_settled_is_refused(desk: Desk, field: str):
    before = desk.station()
    with pytest.raises(profiling.BadProfile, match="由区里统一登记"):
        profiling.revise(desk, replace(before, **{field: "别的"}))  # type: ignore[arg-type]
    assert desk.station() == before


def test_a_text_too_long_for_a_form_is_refused(desk: Desk):
    with pytest.raises(profiling.BadProfile, match="最多60个字"):
        profiling.revise(desk, replace(desk.station(), address="长" * 61))


def test_a_station_of_its_own_says_where_it_is(desk: Desk):
    assert "place" in profiling.writable(desk)
    profiling.revise(desk, replace(desk.station(), place="梧桐镇"))
    assert desk.station().place == "梧桐镇"
