"""The notice: its body on the first page, its attachments numbered, sealed only where granted."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.documents.blocks import Paper
from consultroom.documents.forms.notice import notice, notice_title
from consultroom.domain.dossiers import Dossier
from consultroom.domain.papers import Wording
from consultroom.frozen import replace
from tests.documents.forms.proofs import line_of, page_words, printed, says, sound, words
from tests.documents.forms.sittings_told import (
    LONG_TOPIC,
    LONGEST,
    bare,
    sitting,
    the_extremes,
    told,
    under,
)

ON = date(2026, 9, 14)


def noticed(dossier: Dossier, **more: bool) -> Paper:
    return notice(dossier, sitting(dossier), on=ON, **more)


def first_words(paper: Paper) -> list[str]:
    return [page_words(page)[:8] for page in printed(paper).pages]


def test_agenda_roll_and_slip_follow_in_the_order_the_notice_names_them():
    paper = noticed(told(5))
    assert says(
        paper, "名单见附件2", "参会回执（附件3）", "附件：1.会议议程2.参会人员名单3.参会回执",
        "2026年9月14日", "附件1", "14:30—14:35", "附件2", LONGEST, "附件3", "是否参加",
    )  # fmt: skip
    assert [words[:3] for words in first_words(paper)][-3:] == ["附件1", "附件2", "附件3"]


def test_without_an_agenda_there_are_two_attachments():
    paper = noticed(replace(told(5), agenda=()))
    assert says(paper, "名单见附件1", "参会回执（附件2）", "附件：1.参会人员名单2.参会回执")
    assert "附件3" not in words(paper)


def test_a_plain_notice_has_the_same_first_page_and_attaches_nothing():
    plain = noticed(told(5), attachments=False)
    assert "附件" not in words(plain)
    attached, alone = (page_words(printed(p).pages[0]) for p in (noticed(told(5)), plain))
    assert attached.replace("，名单见附件2", "")[:150] == alone[:150]


def test_nothing_leaves_the_page_and_nothing_stands_upon_anything_else():
    for dossier in the_extremes():
        assert sound(noticed(dossier))


def test_a_long_topic_is_told_by_the_body_which_begins_on_the_first_page():
    dossier = told(40, LONG_TOPIC)
    assert notice_title(dossier, sitting(dossier)) == "关于召开梧桐街道协商议事会的通知"
    assert "经研究，定于2026年9月24日" in page_words(printed(noticed(dossier)).pages[0])


def test_forty_people_are_all_on_the_roll():
    dossier = told(40)
    text = words(noticed(dossier))
    assert [p.name for p in dossier.participants if p.name not in text] == []


def test_a_third_sitting_is_called_the_third():
    meeting = replace(sitting(told(1)), sitting=3)
    assert notice_title(told(1), meeting).endswith("第三次协商议事会的通知")


def test_what_is_not_known_yet_is_said_to_follow():
    assert says(noticed(bare()), "二、会议地点另行通知。", "四、参加人员名单另行通知。")


def test_a_seal_has_its_room_only_where_the_district_grants_it():
    plain = line_of(noticed(told(5)), "2026年9月14日")
    sealed = line_of(noticed(under(told(5), seals=True)), "2026年9月14日")
    assert 184 - sealed[1] == pytest.approx(4 * 156 / 28, abs=2)  # four 字; 日 is narrow
    assert plain != sealed


def test_the_imprint_closes_the_last_page_where_the_district_grants_it():
    paper = noticed(under(told(5), issued_by="梧桐街道办事处"))
    last = page_words(printed(paper).pages[-1])
    assert "梧桐街道办事处2026年9月14日印发" in last
    assert "印发" not in words(noticed(told(5)))


def test_a_district_words_the_lead_its_own_way():
    own = Wording(phrase="notice.lead", text="兹定于{日期}开会，议题是{议题}。{别的}")
    assert says(
        noticed(under(told(2), wording=(own,))),
        "兹定于2026年9月24日开会，议题是梧桐里停车难怎么解。{别的}",
    )


def test_a_notice_sent_again_says_why_the_sitting_was_moved():
    there = told(3)
    moved = replace(sitting(there), change_reason="主持人临时出差。")
    paper = notice(replace(there, meetings=(moved,)), moved, on=ON)
    assert says(paper, "会议安排有变更（主持人临时出差），以本通知为准。")
    assert "会议安排有变更" not in words(noticed(there))
