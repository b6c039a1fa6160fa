"""The pressing says how late the matter is, in words, as of its day."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.documents.forms.supervision_slip import state_words, supervision_slip
from consultroom.domain.dossiers import Dossier
from consultroom.frozen import replace
from tests.builders import a_reply, a_supervision, a_whole_dossier, an_assignment
from tests.documents.forms.proofs import (
    COMPLAINT,
    LONG,
    PAGES_LONG,
    TOLD,
    WU,
    line_of,
    printed,
    says,
    sound,
    words,
)
from tests.documents.forms.test_assignment_slip import with_letters

SECOND = a_supervision(id="S2", times=2, on=date(2026, 11, 20), feedback_by=date(2026, 11, 27))


def unanswered(**parts: object) -> Dossier:
    return replace(a_whole_dossier(), replies=(), supervisions=(a_supervision(), SECOND), **parts)


def test_the_fields_stand_in_the_order_of_the_form_on_one_page():
    paper = supervision_slip(unanswered(), SECOND)
    assert says(
        paper,
        "梧桐街道委员工作站督办单",
        "编号：WT-JB-2026-011第2次督办",
        "超期12天（红）",
        "学校地下车库错时开放",
        "2026年10月9日",
        "2026年11月20日",
        "原定时限2026年11月8日前",
        "尚未收到答复。此前督办1次：2026年11月10日。",
        "督办意见",
        "2026年11月27日前",
        "负责人签名",
    )
    assert len(printed(paper).pages) == 1
    assert sound(paper)


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2026, 10, 20), "在办"),
        (date(2026, 11, 5), "临期，还有3天（黄）"),
        (date(2026, 11, 8), "临期，今天到期（黄）"),
        (date(2026, 11, 9), "超期1天（红）"),
    ],
)
def test_how_late_it_is_stands_in_words(on: date, told: str):
    assert state_words(unanswered(), a_supervision(on=on), an_assignment()) == told


def test_an_answer_given_later_is_not_known_yet():
    early = a_supervision(on=date(2026, 10, 29))
    dossier = replace(a_whole_dossier(), supervisions=(early,))
    assert "尚未收到答复" in words(supervision_slip(dossier, early))
    late = a_supervision(on=date(2026, 11, 10))
    half = a_reply(result_class="b", text="已列入计划", plan="明年三月动工")
    told = words(supervision_slip(replace(dossier, replies=(half,), supervisions=(late,)), late))
    assert "2026年10月30日答复，办理结果为b类：已列入计划。下一步计划：明年三月动工。" in told


def test_long_texts_run_over_pages_and_nothing_of_a_visitor_is_left():
    assignment = an_assignment(matter=LONG * 4)
    pressing = a_supervision(remark=COMPLAINT + PAGES_LONG)
    paper = supervision_slip(unanswered(assignments=(assignment,)), pressing, identities=(WU,))
    assert TOLD in words(paper)
    assert "吴桂兰" not in words(paper)
    assert len(printed(paper).pages) > 1
    assert sound(paper)


def test_a_letter_has_its_number_left_for_a_hand():
    dossier = with_letters(unanswered(), copies_to=("区委办公室",))
    paper = supervision_slip(dossier, SECOND)
    assert says(paper, "青政协办函〔2026〕号", "关于督办", "超期12天", "第2次督办", "抄送")
    given = supervision_slip(dossier, SECOND, doc_number="青政协办函〔2026〕18号")
    assert line_of(given, "青政协办函〔2026〕18号")


def test_a_pressing_of_nothing_here_is_refused():
    with pytest.raises(KeyError):
        supervision_slip(unanswered(assignments=()), SECOND)
