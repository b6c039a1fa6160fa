"""The slip hands a matter over: what, to whom, by when, and nothing of who brought it up."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.documents.forms.assignment_slip import assignment_slip
from consultroom.documents.gb9704 import GB9704
from consultroom.domain.dossiers import Dossier
from consultroom.frozen import replace
from tests.builders import a_whole_dossier, an_assignment
from tests.documents.forms.proofs import (
    CLOSE,
    COMPLAINT,
    LONG,
    LONG_NAME,
    PAGES_LONG,
    TOLD,
    WU,
    line_of,
    page_words,
    printed,
    says,
    sound,
    words,
)


def with_letters(dossier: Dossier, **rules: object) -> Dossier:
    paper = replace(
        dossier.parameters.paper,
        **(
            {"letter_head": "青原区政协办公室", "letter_number": "青政协办函〔{year}〕{number}号"}
            | rules
        ),
    )
    return replace(dossier, parameters=replace(dossier.parameters, red_heads=True, paper=paper))


def test_the_fields_stand_in_the_order_of_the_form_on_one_page():
    paper = assignment_slip(a_whole_dossier(), an_assignment(assist_units=("梧桐街道办事处",)))
    assert says(
        paper,
        "梧桐街道委员工作站交办单",
        "编号：WT-JB-2026-011",
        "交办日期：2026年10月9日",
        "学校地下车库错时开放",
        "协商成果单WT-CG-2026-005，第1项共识意见",
        "学校地下车库工作日19时至次日7时",
        "区教育局",
        "梧桐街道办事处",
        "2026年11月8日前",
        "何小满62100018",
        "5个工作日内",
        "签收单位",
        "签收人",
    )
    assert len(printed(paper).pages) == 1
    assert sound(paper)
    assert "密级" not in words(paper)


def test_number_and_day_stand_at_the_edges_of_one_line():
    paper = assignment_slip(a_whole_dossier(), an_assignment())
    left, _, y = line_of(paper, "编号：WT-JB-2026-011")
    _, right, same = line_of(paper, "交办日期：2026年10月9日")
    assert left == pytest.approx(GB9704.left_mm, abs=CLOSE)
    edge = GB9704.left_mm + GB9704.block_width_mm
    assert edge - 1.5 < right < edge  # 日 is narrower than its em box
    assert y == pytest.approx(same, abs=0.1)


def test_the_days_for_sending_back_are_the_districts():
    dossier = a_whole_dossier()
    ten = replace(dossier, parameters=replace(dossier.parameters, return_days=10))
    none = replace(dossier, parameters=replace(dossier.parameters, return_days=0))
    assert "签收之日起10个工作日内" in words(assignment_slip(ten, an_assignment()))
    assert "不属于本单位职责" not in words(assignment_slip(none, an_assignment()))


@pytest.mark.parametrize("letters", [False, True])
def test_nothing_of_a_visitor_is_left(letters: bool):
    dossier = with_letters(a_whole_dossier()) if letters else a_whole_dossier()
    told = an_assignment(matter="处理消防通道被占", requirement=COMPLAINT)
    text = words(assignment_slip(dossier, told, identities=(WU,)))
    assert TOLD in text
    assert not any(private in text for private in ("吴桂兰", "13900001234", "502"))


def test_an_extension_is_told_with_the_day_it_replaces():
    longer = an_assignment(extended_to=date(2026, 12, 20), extension_reason="设备采购")
    told = words(assignment_slip(a_whole_dossier(), longer))
    assert "2026年12月20日前（原定2026年11月8日，设备采购）" in told


def test_long_texts_run_over_pages_that_are_numbered_and_say_what_they_are():
    long = an_assignment(
        matter=LONG * 3,
        requirement=PAGES_LONG,
        lead_unit="青原区住房和城乡建设委员会物业管理和房屋安全事务中心",
        assist_units=tuple(f"青原区人民政府第{n}街道办事处" for n in range(12)),
        received_by=LONG_NAME,
        received_on=date(2026, 10, 10),
    )
    paper = assignment_slip(a_whole_dossier(), long)
    pages = printed(paper).pages
    assert len(pages) > 2
    assert all(f"第{n}页共{len(pages)}页" in page_words(p) for n, p in enumerate(pages, start=1))
    assert "具体要求" in page_words(pages[1])
    assert words(paper).count("究") == 83
    assert line_of(paper, LONG_NAME)
    assert sound(paper)


def test_without_an_outcome_or_a_point_it_still_asks_for_something():
    bare = replace(a_whole_dossier(), outcome=None, consensus=(), meetings=())
    text = words(assignment_slip(bare, an_assignment(contact="")))
    assert "协商WT-XS-2026-005" in text
    assert "请按照协商共识意见研究办理" in text
    assert words(assignment_slip(with_letters(bare), an_assignment()))


def test_where_letters_are_granted_it_is_one():
    dossier = with_letters(a_whole_dossier(), copies_to=("区委办公室",))
    paper = assignment_slip(dossier, an_assignment())
    assert says(
        paper,
        "青原区政协办公室",
        "青政协办函〔2026〕11号",
        "关于交办“梧桐里停车难怎么解”协商事项的函",
        "区教育局：",
        "一、交办事项",
        "2026年11月8日前",
        "附件：交办事项签收回执",
        "青原区政协办公室2026年10月9日",
        "附件交办事项签收回执",
        "不属于本单位职责，退回",
        "抄送：区委办公室。",
    )
    first = page_words(printed(paper).pages[0])
    assert "—1—" not in first
    mark = min(mark.top for mark in printed(paper).pages[0].marks)
    assert mark == pytest.approx(30.0, abs=1.0)  # GB/T 9704-2012, 10.1


@pytest.mark.parametrize("red_heads", [False, True])
def test_a_letter_needs_both_the_grant_and_a_head(red_heads: bool):
    dossier = a_whole_dossier()
    paper = replace(dossier.parameters.paper, letter_head="" if red_heads else "青原区政协办公室")
    told = replace(
        dossier, parameters=replace(dossier.parameters, red_heads=red_heads, paper=paper)
    )
    assert "交办单" in assignment_slip(told, an_assignment()).title
