"""Whoever is entered after a text about them went up: the clerk is told what helps, and it does."""

from __future__ import annotations

from consultroom.domain.redaction import SOMEBODY
from consultroom.domain.sharing import Private
from consultroom.services.exchanging import sharing
from tests.services.exchanging.offices import DISTRICT, Offices, a_topic
from tests.services.exchanging.test_free_text import NAME, meet, situation, write

SAID = f"{NAME}请求加装电梯"


def sent_before_anybody_knew(there: Offices) -> str:
    topic = a_topic(there["WT1"], "楼道照明", situation=SAID).id
    assert there.export("WT1").caution == ""
    there.bring(there.send("WT1"), DISTRICT)
    meet(there, "WT1")
    return topic


def test_the_clerk_is_told_which_texts_went_up_whole_and_only_once(there: Offices):
    sent_before_anybody_knew(there)
    told = there.export("WT1").caution
    assert told.startswith("有1处文字已经交给上级")
    assert "议题“楼道照明”的" in told
    assert "请把这几处的文字改一下，再导出" in told
    assert there.export("WT1").caution == ""


def test_the_text_stays_whole_up_there_until_it_is_written_anew(there: Offices):
    topic = sent_before_anybody_knew(there)
    there.pass_on("WT1", DISTRICT)
    assert situation(there, DISTRICT, topic) == SAID
    write(there, "WT1", topic, f"{SAID}。")
    there.pass_on("WT1", DISTRICT)
    assert situation(there, DISTRICT, topic) == f"{SOMEBODY}请求加装电梯。"


def test_nothing_is_told_of_texts_that_never_went_or_may_go(there: Offices):
    topic = sent_before_anybody_knew(there)
    sharing.ask(there[DISTRICT], list(Private))
    there.pass_on(DISTRICT, "WT1")
    sharing.allow(there["WT1"], list(Private))
    assert there.export("WT1").caution == ""
    sharing.allow(there["WT1"], [])
    meet(there, "WT1", name="黄海棠")
    write(there, "WT1", topic, "黄海棠也这样说")  # written after: it goes without her
    assert there.export("WT1").caution == ""


def test_nothing_is_told_of_packs_to_another_computer(there: Offices):
    sent_before_anybody_knew(there)
    assert there.export("WT1", "WT").caution == ""
