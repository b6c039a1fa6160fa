"""Posters: A4 and A3, large, and public: nobody's name gets onto the board."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
import zxingcpp

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.forms.poster import (
    FITS,
    SHEETS_MM,
    Board,
    PosterSize,
    outcome_poster,
    plan_poster,
    reception_poster,
)
from consultroom.documents.layout import lay_out
from consultroom.documents.render_pdf import draw
from consultroom.domain.plans import PlanState
from consultroom.frozen import replace
from tests.builders import (
    a_plan_item,
    a_reception_day,
    a_reply,
    a_slip,
    a_station,
    a_whole_dossier,
    an_annual_plan,
)
from tests.documents.forms.proofs import (
    COMPLAINT,
    LONG,
    LONG_NAME,
    TOLD,
    WU,
    line_of,
    printed,
    says,
    words,
)

DAY = a_reception_day(on=date(2026, 12, 7), receivers=("沈嘉禾", LONG_NAME))
MONTHS = tuple(
    a_plan_item(id=f"P{n}", month=f"2026-{n:02d}", title=f"第{n}项议题", unit="梧桐里社区")
    for n in range(1, 13)
)


def board(**changed: object) -> Board:
    own: dict[str, object] = {
        "station": a_station(),
        "on": date(2026, 11, 20),
        "complaints": "6210 0001",
    }
    return Board(**(own | changed))


def inside(paper: Paper) -> bool:
    width, height = paper.profile.width_mm, paper.profile.height_mm
    marks = [mark for page in printed(paper).pages for mark in page.marks]
    assert marks
    return all(
        m.left > 5 and m.right < width - 5 and m.top > 5 and m.bottom < height - 5 for m in marks
    )


ALL = {
    "reception": lambda own: reception_poster(own, [DAY]),
    "receptions": lambda own: reception_poster(own, [DAY, replace(DAY, id="2")]),
    "plan": lambda own: plan_poster(own, an_annual_plan(), MONTHS),
    "outcome": lambda own: outcome_poster(own, a_whole_dossier()),
    "none": lambda own: reception_poster(own, []),
    "no plan": lambda own: plan_poster(own, an_annual_plan(), ()),
}


@pytest.mark.parametrize("size", PosterSize)
@pytest.mark.parametrize("kind", ALL)
def test_every_poster_fills_one_sheet_of_its_size(kind: str, size: PosterSize):
    paper = ALL[kind](board(size=size))
    pages = printed(paper).pages
    assert len(pages) == 1
    assert (round(pages[0].width), round(pages[0].height)) == SHEETS_MM[size]
    assert "监督电话：62100001" in words(paper)
    assert "2026年11月20日" in words(paper)
    assert inside(paper)


def test_an_a3_poster_is_the_a4_one_larger():
    small, large = (
        line_of(ALL["outcome"](board(size=size)), "协商成果办理情况") for size in PosterSize
    )
    assert large[1] - large[0] == pytest.approx((small[1] - small[0]) * 2**0.5, rel=0.01)


def test_the_next_reception_is_told_large():
    paper = reception_poster(board(), [DAY], topic="加装电梯")
    assert says(
        paper,
        "梧桐街道委员工作站",
        "委员接待日",
        "预告",
        "2026年12月7日（星期一）上午9:00—11:30",
        "梧桐街道协商议事室梧桐路18号",
        f"沈嘉禾、{LONG_NAME}",
        "征集议题：加装电梯",
        "联系电话：62100018",
        "请向相应渠道反映",
    )
    time = line_of(paper, "2026年12月7日")
    assert next(m.size for m in printed(paper).pages[0].marks if abs(m.y - time[2]) < 0.1) >= 24


def test_several_days_are_a_table_by_day():
    later = replace(DAY, id="2", on=date(2027, 1, 4), receivers=("马腾飞",))
    assert says(reception_poster(board(), [later, DAY]), "12月7日", "2027年1月4日", "马腾飞")


def test_the_plan_is_told_by_month_with_its_approval():
    plan = an_annual_plan(
        state=PlanState.APPROVED, body="梧桐街道党工委", approved_on=date(2026, 1, 20)
    )
    paper = plan_poster(board(), plan, reversed(MONTHS))
    assert says(
        paper, "二〇二六年度协商计划", "公示", "梧桐街道党工委2026年1月20日批准。", "1月第1项议题"
    )
    assert words(paper).index("2月第2项") < words(paper).index("12月第12项")
    assert "尚未排定" in words(plan_poster(board(), plan, ()))


def test_an_outcome_tells_each_point_and_what_became_of_it():
    dossier = replace(a_whole_dossier(), satisfaction=(a_slip(), a_slip(id="S2")))
    assert says(
        outcome_poster(board(), dossier),
        "协商议题：梧桐里停车难怎么解",
        "1学校地下车库工作日19时至次日7时",
        "区教育局",
        "已解决或基本解决。已与学校商定",
        "收回2份：满意2份、基本满意0份、不满意0份",
    )
    waiting = replace(dossier, replies=())
    assert "办理中" in words(outcome_poster(board(), waiting))
    assert "尚未交办" in words(outcome_poster(board(), replace(waiting, assignments=())))
    bare = replace(waiting, consensus=(), assignments=(), satisfaction=(), meetings=())
    assert "本次协商没有形成共识意见。" in words(outcome_poster(board(), bare))


def test_nothing_of_a_visitor_gets_onto_the_board():
    dossier = replace(a_whole_dossier(), replies=(a_reply(text=COMPLAINT),))
    text = words(outcome_poster(board(identities=(WU,)), dossier))
    assert TOLD in text
    assert "吴桂兰" not in text
    plan = (a_plan_item(title="吴桂兰家门口的路灯"),)
    assert "来访群众家门口的路灯" in words(
        plan_poster(board(identities=(WU,)), an_annual_plan(), plan)
    )


def test_a_crowded_poster_fits_when_its_type_is_smaller():
    dossier = replace(a_whole_dossier(), replies=(a_reply(text=LONG * 9),))
    pages = [len(printed(outcome_poster(board(fit=fit), dossier)).pages) for fit in FITS]
    assert pages[0] > 1
    assert pages[-1] == 1


def test_the_square_says_its_text_and_covers_nothing():
    told = "委员接待日 2026年12月7日 梧桐街道协商议事室"
    paper = reception_poster(board(qr=told, fit=FITS[1]), [DAY], topic="加装电梯")
    faces = bundled()
    document = pypdfium2.PdfDocument(draw(lay_out(paper, faces), paper, faces))
    picture = document[0].render(scale=150 / 72).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [told]
    assert len(document) == 1


def test_without_a_telephone_for_complaints_there_is_a_line_to_write_it_on():
    assert "监督电话：＿＿" in words(reception_poster(board(complaints=""), [DAY]))
