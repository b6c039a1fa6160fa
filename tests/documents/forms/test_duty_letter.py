"""The duty statement: a letter of facts, without a score."""

from __future__ import annotations

from datetime import date

from consultroom.documents.blocks import Paper
from consultroom.documents.forms.duty_letter import duty_letter
from consultroom.domain.duty import DutyFacts, duty_facts
from consultroom.domain.papers import PaperRules, Wording
from consultroom.frozen import replace
from tests.builders import (
    a_good_deed,
    a_member,
    a_minutes_entry,
    a_participant,
    a_reception_day,
    a_station,
    a_visit,
    a_whole_dossier,
    an_attendance,
)
from tests.documents.forms.proofs import (
    LONG,
    LONG_NAME,
    line_of,
    page_words,
    printed,
    says,
    sound,
    words,
)

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def some_facts(**member: object) -> DutyFacts:
    person = a_participant()
    dossier = replace(
        a_whole_dossier(),
        participants=(person,),
        attendance=(an_attendance(person),),
        entries=(a_minutes_entry(),),
    )
    return duty_facts(
        a_member(**member),
        YEAR,
        dossiers=(dossier,),
        days=(a_reception_day(),),
        visits=(a_visit(),),
        deeds=(a_good_deed(),),
    )


def letter(facts: DutyFacts, **parts: object) -> Paper:
    return duty_letter(facts, station=a_station(), on=date(2027, 1, 5), **parts)


def test_the_letter_tells_counts_and_then_days():
    paper = letter(some_facts())
    assert says(
        paper,
        "委员履职情况告知书",
        "沈嘉禾委员：",
        "现将您2026年1月1日至2026年12月31日在梧桐街道委员工作站的履职情况告知如下：",
        "应到协商1次，其中到会1次；发言1次；参与形成共识意见1条；参加调研1次；"
        "接待群众1次，来访1件、3人次；帮办实事1件。",
        "二、参加协商1.2026年9月24日，“梧桐里停车难怎么解”，到会，发言1次，形成共识意见1条。",
        "三、参加调研1.2026年8月26日，到梧桐里3至9栋调研",
        "四、接待群众1.2026年8月3日，在梧桐街道协商议事室接待来访1件、3人次。",
        "五、帮办实事1.2026年11月1日，梧桐里夜间停车。学校车库夜里开放",
        "梧桐街道委员工作站2027年1月5日",
        "统计口径",
        "委员意见签名：",
    )
    assert sound(paper)


def test_there_is_no_score_and_no_rank_in_it():
    text = words(letter(some_facts()))
    assert not [
        word for word in ("分数", "得分", "积分", "排名", "名次", "%", "率") if word in text
    ]


def test_a_period_with_nothing_says_so_on_one_page():
    paper = letter(replace(some_facts(), lines=()))
    assert "本期没有登记的履职活动。" in words(paper)
    assert "二、" not in words(paper)
    assert len(printed(paper).pages) == 1


def test_a_busy_year_runs_over_pages_and_no_signature_stands_alone():
    busy = some_facts(name=LONG_NAME)
    lines = tuple(
        replace(busy.lines[-1], what=LONG, on=date(2026, 1 + n % 12, 1 + n)) for n in range(28)
    )
    paper = letter(replace(busy, lines=lines))
    pages = printed(paper).pages
    assert len(pages) > 3
    signed = next(page for page in pages if "2027年1月5日" in page_words(page))
    assert "感谢您" in page_words(signed)
    assert line_of(paper, f"{LONG_NAME}委员：")
    assert sound(paper)


def test_wording_and_described_names_are_printed():
    rules = PaperRules(
        wording=(Wording(phrase="duty.lead", text="{工作站}告知{起始日期}以来情况："),)
    )
    paper = letter(some_facts(print_as="沈（王+莹）禾"), rules=rules)
    assert says(paper, "沈（王+莹）禾委员：", "梧桐街道委员工作站告知2026年1月1日以来情况：")
