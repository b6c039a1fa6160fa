"""操作记录: every act stands on the sheet, and an empty list says so."""

from __future__ import annotations

from consultroom.documents.fonts import bundled
from consultroom.documents.forms.acts_sheet import RULE, ActRow, acts_sheet
from consultroom.documents.layout import lay_out
from consultroom.documents.render_pdf import draw
from consultroom.services import leafing

FACTS = ("单位：梧桐街道委员工作站", "范围：2026年11月", "打印日期：2026年11月21日")


def told(*rows: ActRow) -> str:
    paper = acts_sheet("梧桐街道委员工作站", rows, facts=FACTS, by="祁晓燕")
    faces = bundled()
    lines = leafing.text_lines(draw(lay_out(paper, faces), paper, faces))
    return "".join("".join(line.text.split()) for line in lines)


def test_every_act_stands_on_the_sheet_with_who_and_when():
    rows = [
        ActRow(at=f"2026-11-{day:02d} 09:20", name="登记来访", about=f"来访第{day}件", by="祁晓燕")
        for day in range(1, 29)
    ]
    found = told(*rows)
    for row in rows:
        assert row.about in found
        assert row.at.replace(" ", "") in found
    for word in (*FACTS, RULE):
        assert "".join(word.split()) in found


def test_no_act_is_said():
    assert "没有符合条件的操作" in told()
