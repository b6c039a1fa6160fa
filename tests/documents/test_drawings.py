"""Shapes stand where they were put, turned tables the right way round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.documents.blocks import (
    Align,
    Block,
    Drawing,
    Landscape,
    Paper,
    Paragraph,
    Title,
    data_table,
)
from consultroom.documents.drawings import (
    DrawnBox,
    DrawnLine,
    DrawnOval,
    DrawnSquare,
    DrawnText,
    Shape,
)
from consultroom.documents.fonts import Role, bundled
from consultroom.documents.gb9704 import GB9704, MM, PageProfile, landscape, turned
from consultroom.documents.layout import join, lay_out
from consultroom.documents.measuring import measure
from consultroom.documents.pages import (
    Bookmark,
    GlyphRun,
    Item,
    Layout,
    Modules,
    Oval,
    Rect,
    Rule,
)
from consultroom.documents.render_pdf import render
from tests.documents.texts import PlainFaces

BODY = Paragraph(text="国" * 40)


def laid(*blocks: Block, profile: PageProfile = GB9704) -> Layout:
    return lay_out(Paper(title="试", blocks=blocks, profile=profile), PlainFaces())


def drawn(shape: Shape) -> tuple[Item, ...]:
    """What a page with one shape holds."""
    return laid(Drawing(height_mm=225, shapes=(shape,))).pages[0].items


def text(shape: DrawnText) -> list[GlyphRun]:
    items = laid(Drawing(height_mm=225, shapes=(shape,))).pages[0].items
    return [i for i in items if isinstance(i, GlyphRun) and i.y < 262 * MM]


def test_a_drawing_as_tall_as_the_type_area_fills_one_page():
    drawing = Drawing(height_mm=225, shapes=(DrawnLine(0, 0, 156, 225),))
    assert len(laid(drawing, drawing).pages) == 2


def test_strokes_boxes_and_ovals_stand_in_mm_from_the_type_area():
    (rule,) = [i for i in drawn(DrawnLine(10, 20, 30, 20, 0.5)) if isinstance(i, Rule)]
    assert (rule.x0, rule.y0, rule.x1, rule.y1, rule.weight, rule.dash) == pytest.approx(
        tuple(mm * MM for mm in (38, 57, 58, 57, 0.5, 0))
    )
    (oval,) = [i for i in drawn(DrawnOval(1, 2, 30, 40)) if isinstance(i, Oval)]
    assert (oval.x, oval.y, oval.width, oval.height) == pytest.approx(
        tuple(mm * MM for mm in (29, 39, 30, 40))
    )
    edges = [i for i in drawn(DrawnBox(1, 2, 30, 40, 0.4)) if isinstance(i, Rule)]
    assert min(e.x0 for e in edges) == pytest.approx(28.8 * MM)  # corners are closed
    assert max(e.y1 for e in edges) == pytest.approx(79 * MM)
    (whole,) = [i for i in drawn(DrawnBox(1, 2, 30, 40, filled=True)) if isinstance(i, Rect)]
    assert (whole.width, whole.height) == pytest.approx((30 * MM, 40 * MM))


def test_a_dashed_stroke_is_dashed_and_a_square_has_its_side():
    (rule,) = [i for i in drawn(DrawnLine(0, 9, 9, 9, dashed=True)) if isinstance(i, Rule)]
    assert rule.dash > 0
    (square,) = [
        i for i in drawn(DrawnSquare(5, 5, 21, ("1" * 21,) * 21)) if isinstance(i, Modules)
    ]
    assert (square.x, square.side) == pytest.approx((33 * MM, 21 * MM))


@pytest.mark.parametrize(
    ("anchor", "left"), [(Align.LEFT, 50), (Align.CENTRE, 50 - 20), (Align.RIGHT, 50 - 40)]
)
def test_text_is_anchored_and_stands_in_the_middle_of_its_height(anchor, left):
    size = 10 * MM  # four characters of 10 mm
    (run,) = text(DrawnText("国家国家", 50, 60, size, anchor=anchor))
    assert run.x == pytest.approx((28 + left) * MM)
    em_top = run.y + (0.07 - 0.88) * run.size
    assert em_top + run.size / 2 == pytest.approx((37 + 60) * MM)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_text_keeps_its_middle(turn):
    pdf = measure(
        render(
            Paper(
                title="试",
                blocks=(
                    Drawing(
                        height_mm=225,
                        shapes=(
                            DrawnText("国国国国国", 78, 100, 60, Role.HEI, Align.CENTRE, turn=turn),
                        ),
                    ),
                ),
            ),
            bundled(),
        )
    )
    marks = [mark for mark in pdf.pages[0].marks if mark.text == "国"]
    across = (min(m.left for m in marks) + max(m.right for m in marks)) / 2
    down = (min(m.top for m in marks) + max(m.bottom for m in marks)) / 2
    assert (across, down) == (pytest.approx(28 + 78, abs=1), pytest.approx(37 + 100, abs=1))
    level = max(m.right for m in marks) - min(m.left for m in marks)
    assert (level > 90) == (turn in (0, 180))


names = st.text(st.sampled_from("古丽娜尔·艾山ABab 国"), min_size=1, max_size=20)


@given(name=names, width=st.floats(min_value=5, max_value=200), size=st.floats(6, 150))
def test_text_given_a_width_never_takes_more(name, width, size):
    runs = text(DrawnText(name, 0, 100, size, width_mm=width))
    end = max(run.x + run.width - max(0.0, run.extra) for run in runs)
    assert end <= (28 + width) * MM + 0.07 * size
    assert all(run.size <= size + 1e-9 for run in runs)


def test_text_spread_over_its_width_reaches_both_ends():
    (run,) = text(DrawnText("主席台", 10, 50, 20, anchor=Align.JUSTIFY, width_mm=100))
    assert run.x == pytest.approx(38 * MM)
    assert run.width == pytest.approx(100 * MM)
    assert run.size == 20


def test_a_ledger_lies_on_its_side_and_counts_its_pages():
    page = landscape()
    assert (page.width_mm, page.height_mm) == (297, 210)
    assert page.left_mm + page.block_width_mm <= 297 - 20
    layout = laid(data_table(("编号",), [(str(n),) for n in range(60)]), profile=page)
    assert (layout.pages[0].width_mm, layout.pages[0].height_mm) == (297, 210)
    last = "".join(i.text for i in layout.pages[-1].items if isinstance(i, GlyphRun))
    assert last.endswith(f"第{len(layout.pages)}页　共{len(layout.pages)}页")


TABLE = data_table(("编号", "议题"), [(f"第{n}号", "加装电梯") for n in range(30)])


def table_pages(layout: Layout) -> list[list[GlyphRun]]:
    turned_runs = [
        [i for i in page.items if isinstance(i, GlyphRun) and i.turn] for page in layout.pages
    ]
    return [runs for runs in turned_runs if runs]


def test_a_turned_table_has_its_head_at_the_left_of_every_sheet():
    layout = laid(BODY, Landscape(blocks=(TABLE,)), BODY)
    pages = table_pages(layout)
    assert len(pages) == 2
    for runs in pages:
        assert {run.turn for run in runs} == {270}  # read with the sheet's left side up
        head = next(run for run in runs if run.text == "编号")
        assert head.x == min(run.x for run in runs)
        assert head.x < 40 * MM
        assert head.y > 150 * MM  # the first column at the foot of the sheet


def test_pages_before_and_after_a_turned_table_stay_upright():
    layout = laid(BODY, Landscape(blocks=(TABLE,)), BODY)
    upright = [all(not getattr(i, "turn", 0) for i in page.items) for page in layout.pages]
    assert upright == [True, False, False, True]
    assert {(page.width_mm, page.height_mm) for page in layout.pages} == {(210, 297)}


def test_the_number_of_a_turned_page_stands_where_the_others_have_it():
    def number(layout: Layout, page: int) -> tuple[float, float]:
        first = next(
            i for i in layout.pages[page].items if isinstance(i, GlyphRun) and i.y > 262 * MM
        )
        return first.x, first.y

    layout = laid(BODY, Landscape(blocks=(TABLE,)), BODY)
    plain = laid(*[Paragraph(text="国" * 28 * 22)] * 4)
    for page in range(3):
        assert number(layout, page) == pytest.approx(number(plain, page))


def test_a_turned_table_stays_inside_the_type_area():
    layout = laid(Landscape(blocks=(Title(text="附表"), TABLE)))
    for page in layout.pages:
        for rule in (i for i in page.items if isinstance(i, Rule)):
            assert min(rule.x0, rule.x1) >= 28 * MM - 1e-6
            assert max(rule.x0, rule.x1) <= 184 * MM + 1e-6
            assert min(rule.y0, rule.y1) >= 37 * MM - 1e-6
            assert max(rule.y0, rule.y1) <= 262 * MM + 1e-6


def test_the_turned_page_holds_the_same_lines_as_the_upright_one():
    side = turned(GB9704)
    assert (side.block_width_mm, side.block_height_mm) == (225, 156)
    assert side.chars == 40
    assert side.rows == 15


def test_joined_papers_keep_their_pages_and_hang_under_their_titles():
    first = laid(Title(text="会议通知"), BODY, BODY)
    second = laid(Title(text="名单"), TABLE, profile=landscape())
    both = join([("会议通知", first), ("签到表", second)])
    assert both.pages == (*first.pages, *second.pages)
    marks = [(mark.level, mark.text, mark.page) for mark in both.bookmarks]
    assert marks == [(0, "会议通知", 0), (0, "签到表", 1), (1, "名单", 1)]
    assert both.bookmarks[0] == Bookmark("会议通知", 0, 0, 0.0)


def test_joined_papers_tell_each_missing_character_once():
    lacking = Layout(laid(BODY).pages, (), ("𱁬", "囧"))
    assert join([("甲", lacking), ("乙", lacking)]).missing == ("𱁬", "囧")
