"""The checklist: who does what by when, ticked where the records show it done."""

from __future__ import annotations

from datetime import datetime

from consultroom.documents.blocks import Paper
from consultroom.documents.forms.checklist import checklist, errands
from consultroom.domain.dossiers import Dossier
from consultroom.frozen import replace
from tests.builders import an_rsvp
from tests.documents.forms.proofs import printed, says, sound, words
from tests.documents.forms.sittings_told import bare, sitting, the_extremes, told


def listed(dossier: Dossier) -> Paper:
    return checklist(dossier, sitting(dossier))


def done(dossier: Dossier) -> list[str]:
    lines = [line for _, stage in errands(dossier, sitting(dossier)) for line in stage]
    return [line.text for line in lines if line.done]


def test_nothing_leaves_the_page_and_nothing_stands_upon_anything_else():
    for dossier in the_extremes():
        assert sound(listed(dossier))


def test_days_are_counted_in_working_days_about_the_meeting():
    # 24 September 2026 is a Thursday; the 25th to 27th are off, 20 September is worked
    assert says(
        listed(told(3)), "会前准备", "发出会议通知和参会回执何小满9月18日（五）前",
        "发给参会人员何小满9月21日（一）前", "9月22日（二）前", "9月23日（三）前",
        "会议当天", "9月24日（四）", "会后工作", "写好协商纪要，送主持人确认何小满10月9日（五）前",
        "填写协商成果单，送审何小满10月15日（四）前",
    )  # fmt: skip


def test_it_is_one_page():
    assert len(printed(listed(told(40))).pages) == 1


def test_what_the_records_show_done_is_ticked():
    assert done(bare()) == []
    assert "发出会议通知和参会回执" in done(told(3))
    assert "写好协商纪要，送主持人确认" in done(told(3))
    assert words(listed(told(3))).count("☑") == len(done(told(3)))


def test_answers_still_out_are_counted():
    dossier = told(3)
    first = dossier.participants[0]
    answered = replace(dossier, rsvps=(an_rsvp(participant=first.id),))
    assert "（还差2人）" in words(listed(answered))
    everyone = tuple(
        an_rsvp(id=f"R{n}", participant=p.id) for n, p in enumerate(dossier.participants)
    )
    assert "收齐回执，核对参会人数" in done(replace(dossier, rsvps=everyone))


def test_a_districts_own_list_takes_the_place_of_ours():
    own = ("布置会场|联络员|-1", "准备茶水", "开门|保安|会前1小时", "送纪要|记录员|5", "签到||0")
    dossier = told(3, checklist=own)
    assert says(
        listed(dossier), "会务事项", "1☐布置会场联络员9月23日（三）", "2☐准备茶水",
        "3☐开门保安会前1小时", "4☐送纪要记录员10月9日（五）", "5☐签到9月24日（四）",
    )  # fmt: skip
    assert "会前准备" not in words(listed(dossier))


def test_a_year_whose_holidays_are_unknown_is_warned_about():
    dossier = told(3)
    late = replace(sitting(dossier), starts_at=datetime(2027, 3, 4, 9, 0))  # noqa: DTZ001
    assert "2027年节假日尚未导入" in words(checklist(dossier, late))
    assert "尚未导入" not in words(listed(dossier))
