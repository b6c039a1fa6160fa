"""The district's rules of paper: shown, edited as a file, used, refused in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from secrets import token_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.documents.gb9704 import profile_of
from consultroom.domain.meetings import LeadTimes
from consultroom.domain.papers import PageGeometry, PaperRules
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.domain.wordings import PHRASES
from consultroom.frozen import replace
from consultroom.services import founding, ruling, safekeeping
from consultroom.services.checking_paper import check_paper
from consultroom.services.desk import Desk
from consultroom.services.typesetting import typeset
from tests.services.stages import Stages, Watch


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("founded")


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Desk]:
    clock = Watch(date(2026, 11, 2), time(9))
    unit = founding.a_unit(UnitKind.DISTRICT, code="JZ", name="青原区政协", place="青原区")
    desk = founding.found_district(
        tmp_path / "区", district=unit, by="周立", clock=clock, chance=token_bytes
    )
    with desk.room:
        yield desk


def edited(desk: Desk, tmp_path: Path, **page: object) -> Path:
    told = json.loads(ruling.rules_text(desk))
    told["paper"]["geometry"].update(page)
    file = tmp_path / "规则.json"
    file.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return file


def test_what_is_shown_is_what_can_be_used(desk: Desk):
    told = ruling.read_rules(ruling.rules_text(desk).encode())
    assert told == ruling.RulesFile(paper=PaperRules())


def test_a_station_does_not_rule_its_own_paper(desk: Desk, tmp_path: Path):
    assert desk.station().kind is UnitKind.STATION
    with pytest.raises(ruling.NotOurRules, match="区政协统一下发"):
        ruling.use_rules(desk, edited(desk, tmp_path))


def test_a_house_rule_is_used_and_undone(district: Desk, tmp_path: Path):
    assert isinstance(district.station(), OrgUnit)
    page = {"name": "本区版面", "left_mm": 27.0, "line_pitch_pt": 33.0, "rows": 19}
    ruling.use_rules(district, edited(district, tmp_path, **page))
    assert profile_of(district.parameters().paper.geometry).pitch == 33
    safekeeping.undo(district)
    assert district.parameters().paper == PaperRules()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "不是 JSON"),
        (b"{", "不是 JSON"),
        (b"\xff\xfe", "不是 JSON"),
        (b'{"paper": {"seating": "xx"}}', "paper.seating"),
        (b'{"paper": {"geometry": {"rowz": 3}}}', "paper.geometry.rowz"),
        (b'{"papers": {}}', "papers"),
        (b'{"red_heads": "yes"}', "red_heads"),
        (b'{"paper": {"geometry": {"left_mm": 1}}}', "版心离纸边"),
        (b'{"paper": {"geometry": {"chars": 60}}}', "放不下"),
        (b'{"paper": {"geometry": {"rows": 60}}}', "叠在一起"),
        (b'{"paper": {"geometry": {"line_pitch_pt": 40}}}', "超过了版心高度"),
        (b'{"paper": {"geometry": {"rows": 0}}}', "至少是1"),
    ],
)
def test_rules_nobody_could_print_by_are_refused_in_words(content: bytes, sentence: str):
    with pytest.raises(ruling.BadRules, match=sentence):
        ruling.read_rules(content)


def test_paper_is_checked_against_the_districts_own_page(district: Desk, tmp_path: Path):
    file = tmp_path / "材料.pdf"
    text = "# 情况报告\n" + "群众反映的事情，一件一件有人办，办得怎么样大家看得见。" * 60
    file.write_bytes(typeset(text).pdf)
    assert check_paper(file).findings == ()
    page = {"name": "本区版面", "line_pitch_pt": 33.0, "rows": 19}
    ruled = ruling.use_rules(district, edited(district, tmp_path, **page))
    found = check_paper(file, ruled.paper.geometry)
    assert found.profile == "本区版面"
    assert {one.rule for one in found.findings} >= {"pitch"}


def test_a_file_that_is_not_there_is_told(district: Desk, tmp_path: Path):
    with pytest.raises(ruling.BadRules, match="读不了"):
        ruling.use_rules(district, tmp_path / "没有.json")


@given(
    st.builds(
        PageGeometry,
        left_mm=st.floats(0, 60),
        top_mm=st.floats(0, 60),
        block_width_mm=st.floats(20, 210),
        block_height_mm=st.floats(20, 297),
        rows=st.integers(1, 60),
        chars=st.integers(1, 60),
        body_pt=st.floats(4, 50),
        line_pitch_pt=st.sampled_from([0.0, 20.0, 28.0, 33.0]),
    )
)
def test_a_page_without_faults_has_its_type_area_on_the_sheet(page: PageGeometry):
    if ruling.faults_of(page):
        return
    profile = profile_of(page)
    assert profile.left_mm + profile.block_width_mm <= profile.width_mm
    assert profile.top_mm + profile.block_height_mm <= profile.height_mm
    assert profile.cell >= profile.body_pt * 0.9


# -- wording and terms ----------------------------------------------------------------------------


def test_a_station_of_its_own_words_its_paper_and_goes_back(desk: Desk):
    ruling.reword(desk, "reply.end", "  此复， \n 请审。 ")
    assert desk.parameters().paper.worded("reply.end") == "此复， 请审。"
    ruling.reword(desk, "leave.approver", "召集人")
    ruling.restore_wording(desk, "reply.end")
    assert [own.phrase for own in desk.parameters().paper.wording] == ["leave.approver"]


def test_the_programs_own_text_is_no_wording_of_ones_own(desk: Desk):
    ruling.reword(desk, "reply.end", "此复。")
    ruling.reword(desk, "reply.end", PHRASES["reply.end"].text)
    assert desk.parameters().paper.wording == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  ", "不能空着"),
        ("长" * 401, "请删去1个字"),
        ("定于{日期}在{地点}开会", "“地点”填不出来.*{日期}"),
    ],
)
def test_a_wording_that_cannot_be_printed_is_refused(desk: Desk, text: str, said: str):
    with pytest.raises(ruling.BadRules, match=said):
        ruling.reword(desk, "notice.lead", text)
    assert desk.parameters().paper.wording == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reply_days": 0}, "答复期限请填1到365"),
        ({"review_levels": 4}, "审核层级请填1到3"),
        ({"lead": LeadTimes(notice=61)}, "天数请填0到60"),
    ],
)
def test_terms_out_of_bounds_are_refused(district: Desk, change: dict[str, object], said: str):
    with pytest.raises(ruling.BadRules, match=said):
        ruling.set_terms(district, replace(district.parameters(), **change))  # type: ignore[arg-type]


def test_a_district_may_always_rule(district: Desk):
    assert ruling.may_rule(district)
    ruling.set_terms(district, replace(district.parameters(), reply_days=45))
    assert district.parameters().reply_days == 45
