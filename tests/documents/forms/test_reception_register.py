"""The register has the names; the copy for the board has none, not even inside of a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.documents.forms.reception_register import BLANK_ROWS, reception_register
from consultroom.domain.receptions import ReceptionKind, VisitHandling
from tests.builders import a_reception_day, a_station, a_visit, a_visitor
from tests.documents.forms.proofs import (
    COMPLAINT,
    LONG_NAME,
    PAGES_LONG,
    TOLD,
    WU,
    page_words,
    printed,
    says,
    sound,
    words,
)

VISITS = (
    a_visit(
        matter=COMPLAINT,
        spot_reply="已告知吴桂兰联系物业。",
        handling=VisitHandling.TRANSFERRED,
        handler="梧桐里社区居委会",
        due_on=date(2026, 8, 20),
        result="吴女士满意，标线已施划。",
        fed_back_on=date(2026, 8, 18),
    ),
    a_visit(id="V2", order=2, matter="路灯不亮。", head_count=1),
)
PEOPLE = (WU, a_visitor(id="I2", visit="V2", name=LONG_NAME, phone="13900005678"))


def register(*, names: bool = True, visits=VISITS, people=PEOPLE, **day: object):
    return reception_register(
        a_reception_day(**day), visits, station=a_station(), identities=people, names=names
    )


def test_the_register_lies_on_its_side_with_every_column():
    paper = register()
    page = printed(paper).pages[0]
    assert (round(page.width), round(page.height)) == (297, 210)
    assert says(
        paper,
        "梧桐街道委员工作站委员接待日登记表",
        "WT-JD-2026-014",
        "2026年8月3日（星期一）上午9:00—11:30",
        "沈嘉禾",
        "何小满",
    )
    heads = "序号来访人联系方式村（社区）人数反映事项类别当场答复处理方式承办期限结果反馈日期满意度"
    assert heads in page_words(page)
    assert "吴桂兰" in words(paper)
    assert "13900001234" in words(paper)
    assert "共接待来访2件、4人次，其中当场解答1件、转办1件。" in words(paper)
    assert sound(paper)


def test_the_copy_for_the_board_has_no_identity_anywhere():
    paper = register(names=False)
    text = words(paper)
    private = ("吴", "桂兰", "1390000", "502", *LONG_NAME.split("·"), "来访人联系方式")
    assert not [piece for piece in private if piece in text]
    assert TOLD in text
    assert "已告知来访群众联系物业。" in text
    assert "梧桐里社区" in text
    assert sound(paper)


def test_the_copy_takes_out_a_visitor_named_in_anothers_matter():
    other = a_visit(id="V2", order=2, matter="和吴桂兰说的是同一件事。")
    assert "和来访群众说的是同一件事。" in words(register(names=False, visits=(other,)))


def test_a_day_without_visits_leaves_rows_to_write_in_and_says_so_on_the_board():
    blank = register(visits=(), people=())
    assert "没有来访" not in words(blank)
    assert len(printed(blank).pages) == 1
    assert len(blank.blocks[2].rows) == BLANK_ROWS + 1
    assert "当日没有来访。" in words(register(visits=(), people=(), names=False))


def test_leaders_receiving_members_is_another_title():
    assert "主席接待委员日登记表" in words(register(kind=ReceptionKind.LEADERS_RECEIVE))


@pytest.mark.parametrize("names", [True, False])
def test_a_matter_longer_than_a_page_and_many_visits_keep_their_heads(names: bool):
    many = tuple(a_visit(id=f"V{n}", order=n, unit=f"第{n}社区") for n in range(2, 42))
    paper = register(names=names, visits=(a_visit(matter=PAGES_LONG), *many))
    pages = printed(paper).pages
    assert len(pages) > 3
    assert all("反映事项" in page_words(page) for page in pages)
    assert f"第{len(pages)}页共{len(pages)}页" in page_words(pages[-1])
    assert words(paper).count("究") == 80
    assert sound(paper)


def test_visits_are_printed_in_order_whoever_receives_and_wherever():
    paper = register(
        visits=tuple(reversed(VISITS)), receivers=(LONG_NAME,) * 4, place="", recorder=""
    )
    assert words(paper).index("消防通道") < words(paper).index("路灯不亮")
    assert sound(paper)
