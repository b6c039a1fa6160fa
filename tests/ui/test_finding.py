"""The global search: every answer leads to a page that can show it."""

from __future__ import annotations

import pytest

from consultroom.domain.catalogue import RECORDS, RecordKind
from consultroom.domain.consultations import Consultation
from consultroom.domain.members import Member
from consultroom.domain.outcomes import ReviewVerdict
from consultroom.domain.papers import IssuedPaper
from consultroom.domain.receptions import ReceptionDay
from consultroom.domain.topics import Topic, TopicSource, Verdict
from consultroom.services import (
    archiving,
    concluding,
    following,
    gathering,
    progressing,
    receiving,
    rostering,
)
from consultroom.services.desk import Desk
from consultroom.ui.finder.commands import COMMANDS, commands_for
from consultroom.ui.finder.finding import RoomSearch
from consultroom.ui.pages import Pages
from consultroom.ui.shortcuts import keys
from consultroom.ui.values import Hit
from tests.services.stages import (
    Stages,
    member_named,
    the_assignment,
    the_dossier,
    the_topic,
)

HOMELESS = {
    *("org_unit", "posting", "parameters", "step_scheme", "holiday_mark"),
    *("annual_plan", "plan_item", "visitor_identity", "attachment"),
    "good_deed",  # but for one that a consultation settled
    *("column_map", "submission_mark"),
}
"""Kinds no page shows yet: they are not offered."""
NONE_IN_THE_SAMPLE = {"evidence", "step_record", "minutes", "holiday_mark", "issued_paper"}


def titles(hits: tuple[Hit, ...]) -> list[tuple[str, str]]:
    return [(hit.kind, hit.title) for hit in hits]


# -- commands -------------------------------------------------------------------------------------


def test_nothing_typed_gives_the_commands(stages: Stages):
    assert RoomSearch(stages("founded"))("") == COMMANDS


@pytest.mark.parametrize("typed", ["开始", "ksxs", "KS"])
def test_a_command_is_found_by_its_words_and_its_initials(typed: str, stages: Stages):
    assert titles(RoomSearch(stages("founded"))(typed)) == [("命令", "开始协商")]


MAIN_ACTS = [
    ("开始协商", "ksxs", "begin"),
    ("登记来访", "djlf", "receptions"),
    ("导出", "dc", "exchange"),
    ("设置", "sz", "settings"),
    ("打开别的资料夹", "dkbdz", keys.SWITCH),
    ("帮助", "bz", keys.HELP),
    ("快捷键", "kjj", keys.SHEET),
    ("换经办人", "hjbr", keys.CLERK),
    ("退出", "tc", keys.QUIT),
]


@pytest.mark.parametrize(("title", "letters", "page"), MAIN_ACTS)
def test_the_main_acts_are_found_by_words_and_by_initials(title: str, letters: str, page: str):
    for typed in (title, title[:2], letters, letters.upper()):
        found = {hit.title: hit.act.page for hit in commands_for(typed)}
        assert found[title] == page


def test_every_page_of_the_rail_is_a_command_found_by_its_title_and_initials():
    pages = [page for page in Pages(None).table() if not page.under]  # type: ignore[arg-type]
    for page in pages:
        title = page.title if page.key != "consultations" else "协商列表"
        for typed in (title, *rostering.initials(title)):
            assert page.key in {hit.act.page for hit in commands_for(typed)}, (page.key, typed)


def test_every_command_leads_to_a_page_or_is_a_deed_of_the_window():
    pages = {page.key for page in Pages(None).table()}  # type: ignore[arg-type]
    for hit in COMMANDS:
        assert hit.act.page in pages or hit.act.page.startswith("do:"), hit.title
    assert len({hit.title for hit in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize(
    ("typed", "about"),
    [("打印", "printers"), ("dyj", "printers"), ("用语", "wording"), ("期限", "parameters")],
)
def test_the_sections_of_the_settings_are_found(typed: str, about: str):
    assert ("settings", about) in {(hit.act.page, hit.act.about) for hit in commands_for(typed)}


def test_a_command_is_found_by_what_stands_beside_it():
    assert {"导出", "收件箱"} <= {hit.title for hit in commands_for("U盘")}


def test_what_is_nowhere_is_not_found(stages: Stages):
    assert RoomSearch(stages("followed"))("量子纠缠") == ()


# -- records --------------------------------------------------------------------------------------


def test_a_sentence_of_the_minutes_leads_to_its_consultation(stages: Stages):
    desk = stages("minuted")
    (hit,) = RoomSearch(desk)("装一栋做样子")
    assert (hit.kind, hit.title) == ("发言", "张建国")
    assert "先装一栋做样子。" in hit.detail
    assert (hit.act.page, hit.act.about) == ("workspace", the_dossier(desk).consultation.id)


def test_a_person_who_took_part_leads_to_the_consultation(stages: Stages):
    desk = stages("minuted")
    about = the_dossier(desk).consultation.id
    (guest,) = [hit for hit in RoomSearch(desk)("周立") if hit.kind == "参会人"]
    assert (guest.act.page, guest.act.about) == ("workspace", about)
    assert guest.detail == "老旧小区加装电梯"


@pytest.mark.parametrize("typed", ["zjg", "zhangjianguo", "建国"])
def test_a_member_leads_to_the_page_of_the_member(typed: str, stages: Stages):
    desk = stages("minuted")
    member = member_named(desk, "张建国")
    (hit,) = [hit for hit in RoomSearch(desk)(typed) if hit.kind == "委员"]
    assert (hit.act.page, hit.act.about) == ("members", member.id)
    assert hit.detail == member.post


def test_a_topic_leads_to_its_page_begun_or_not(stages: Stages):
    desk = stages("with a topic")
    (hit,) = RoomSearch(desk)("加装电梯")
    assert (hit.kind, hit.act.page, hit.act.about) == ("议题", "topics", the_topic(desk).id)
    assert hit.detail == the_topic(desk).number
    progressing.begin(desk, the_topic(desk))
    hits = RoomSearch(desk)("加装电梯")
    assert titles(hits) == [("协商", "老旧小区加装电梯"), ("议题", "老旧小区加装电梯")]
    assert [hit.act.page for hit in hits] == ["workspace", "topics"]
    assert len({hit.detail for hit in hits}) == 2


def test_a_printed_paper_leads_to_the_register_of_papers(stages: Stages):
    desk = stages("with a topic")
    archiving.issue(
        desk,
        kind="topic_form",
        subject=the_topic(desk).id,
        title="议题征集表：加装",
        number=the_topic(desk).number,
        digest="0" * 64,
        make_pdf=lambda version: f"%PDF-1.7 {version}".encode(),
        pages=1,
    )
    hits = [hit for hit in RoomSearch(desk)("征集表") if hit.act.page == "papers"]
    assert [(hit.kind, hit.detail) for hit in hits] == [("已印文书", the_topic(desk).number)]


@pytest.mark.parametrize(
    ("text", "kind"), [("已经办好", "答复"), ("请尽快", "督办"), ("同意报送", "审核")]
)
def test_what_hangs_below_an_assignment_or_an_outcome_leads_home_too(
    text: str, kind: str, stages: Stages
):
    desk = stages("concluded")
    concluding.review(desk, the_dossier(desk), ReviewVerdict.AGREE, remark="同意报送。")
    for item in the_dossier(desk).agreed():
        concluding.assign(desk, the_dossier(desk), item)
    following.press(desk, the_dossier(desk), the_assignment(desk), "请尽快答复。")
    following.reply(desk, the_assignment(desk), text="已经办好。", result="A")
    hits = [hit for hit in RoomSearch(desk)(text) if hit.kind == kind]
    assert [hit.act.about for hit in hits] == [the_dossier(desk).consultation.id]


def test_a_reason_given_for_a_topic_leads_to_the_topic(stages: Stages):
    desk = stages("founded")
    topic = gathering.add_topic(desk, title="路灯", source=TopicSource.PARTY, proposer="镇里")
    gathering.decide(desk, topic, Verdict.POSTPONED, decided_by="赵国强", reason="等路面修好")
    (hit,) = RoomSearch(desk)("路面修好")
    assert (hit.act.page, hit.act.about) == ("topics", topic.id)


def text_in(desk: Desk, kind: RecordKind) -> str:
    """Return some searchable text of the newest record of a kind, at most eight characters."""
    names = [name for name in (kind.title, *kind.search) if name]
    for record in reversed(desk.room.find(kind.record)):
        for name in names:
            if text := str(getattr(record, name)):
                return text[:8]
    return ""


SEARCHED = [kind for kind in RECORDS if kind.title or kind.search]


@pytest.mark.parametrize("kind", SEARCHED, ids=lambda kind: kind.table)
def test_every_answer_about_a_busy_station_leads_to_a_page(kind: RecordKind, busy: Desk):
    typed = text_in(busy, kind)
    if not typed:
        assert kind.table in HOMELESS | NONE_IN_THE_SAMPLE
        return
    hits = RoomSearch(busy)(typed)
    assert kind.table in HOMELESS or kind.word in {hit.kind for hit in hits}
    for hit in hits:
        leads_somewhere(busy, hit)


SHOWS = {
    "workspace": Consultation,
    "topics": Topic,
    "members": Member,
    "papers": IssuedPaper,
    "receptions": ReceptionDay,
}


def leads_somewhere(desk: Desk, hit: Hit) -> None:
    assert hit.title
    if hit.kind != "命令":
        assert desk.room.get(SHOWS[hit.act.page], hit.act.about)


def test_a_person_found_by_initials_is_found_by_spelling_too(busy: Desk):
    name = busy.members()[0].name
    assert rostering.initials(name)
    search = RoomSearch(busy)
    for letters in rostering.initials(name):
        assert name in {hit.title for hit in search(letters)}


def test_nothing_leads_to_what_was_undone(stages: Stages):
    desk = stages("with a topic")
    progressing.begin(desk, the_topic(desk))
    desk.room.undo(by="王敏")
    (hit,) = RoomSearch(desk)("加装电梯")
    assert hit.act.page == "topics"


def test_a_visit_leads_to_its_day_and_a_visitor_to_nothing(stages: Stages):
    desk = stages("with members")
    day = receiving.open_day(desk, receivers=("张建国",))
    receiving.receive(desk, day, matter="路灯不亮", visitor="化名老李")
    (hit,) = [one for one in RoomSearch(desk)("路灯") if one.kind != "命令"]
    assert (hit.act.page, hit.act.about) == ("receptions", day.id)
    assert [one for one in RoomSearch(desk)("化名老李") if one.kind != "命令"] == []
