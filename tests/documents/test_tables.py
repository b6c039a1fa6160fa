"""Tables: cells keep apart, spans are kept, rows are cut only where they must be."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.documents.blocks import (
    Align,
    Cell,
    Paper,
    Paragraph,
    Row,
    Run,
    Table,
    VAlign,
    data_table,
    field_table,
    label_cell,
)
from consultroom.documents.gb9704 import GB9704, MM
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import GlyphRun, Layout, Rule
from tests.documents.texts import PlainFaces, paragraphs

FACES = PlainFaces()


def laid(*tables: Table) -> Layout:
    return lay_out(Paper(title="表", blocks=tables), FACES)


def words(layout: Layout, page: int = 0) -> list[str]:
    """The text of a page, one entry a line of a cell, without the page number."""
    items = [item for item in layout.pages[page].items if isinstance(item, GlyphRun)]
    lines: dict[tuple[float, int], str] = {}
    for item in items:
        if item.y < (GB9704.top_mm + GB9704.block_height_mm) * MM:
            key = (round(item.y + (0.07 if item.face != "Latin" else 0.03) * item.size, 2), 0)
            lines[key] = lines.get(key, "") + item.text
    return list(lines.values())


def texts(layout: Layout) -> str:
    return "".join("".join(words(layout, page)) for page in range(len(layout.pages)))


def rules(layout: Layout, page: int = 0) -> list[Rule]:
    return [item for item in layout.pages[page].items if isinstance(item, Rule)]


def test_a_table_is_as_wide_as_the_type_area():
    found = rules(laid(field_table([("议题", "加装电梯")])))
    assert min(rule.x0 for rule in found) == pytest.approx(28 * MM)
    assert max(rule.x1 for rule in found) == pytest.approx(184 * MM)


def test_a_row_is_at_least_as_high_as_asked():
    found = rules(laid(field_table([("落实情况", "")], min_height_mm=25)))
    ys = sorted({rule.y0 for rule in found})
    assert ys[-1] - ys[0] == pytest.approx(25 * MM)


def test_heads_are_repeated_on_every_page():
    layout = laid(data_table(("序号", "姓名"), [(str(n), "陈玥玥") for n in range(100)]))
    assert len(layout.pages) > 2
    assert all(words(layout, page)[0] == "序号姓名" for page in range(len(layout.pages)))


def test_every_row_of_a_long_table_is_printed_once():
    layout = laid(data_table(("编号",), [(f"第{n:04d}号",) for n in range(300)]))
    body = texts(layout).replace("编号", "")
    assert body == "".join(f"第{n:04d}号" for n in range(300))


@pytest.mark.parametrize("lines", [40, 200])
def test_a_row_taller_than_a_page_is_cut_and_keeps_every_line(lines):
    text = "\n".join(f"第{n:04d}条意见" for n in range(lines))
    layout = laid(data_table(("意见",), [("短",), (text,), ("末",)]))

    assert texts(layout).replace("意见", "", 1).replace("意见", "") == (
        "短" + text.replace("意见", "").replace("\n", "") + "末"
    )
    for page in layout.pages:
        low = max(item.y1 for item in page.items if isinstance(item, Rule))
        assert low <= 262 * MM + 1e-6


def test_a_row_taller_than_a_page_though_empty_is_cut_too():
    layout = laid(Table(shares=(1,), rows=(Row(cells=(Cell(),), min_height_mm=400),)))
    assert len(layout.pages) == 2


def test_a_row_that_fits_a_page_is_never_cut():
    rows = [("占位",), ("\n".join("一二三四五六七八九十"),)] * 6
    layout = laid(data_table(("意见",), rows))
    for page in range(len(layout.pages)):
        assert words(layout, page).count("一") == words(layout, page).count("十")


def spanned(label: Cell, count: int, height: float = 12) -> Table:
    rows = tuple(
        Row(
            cells=((label,) if n == 0 else ()) + (Cell(text=f"第{n}条"),),
            min_height_mm=height,
        )
        for n in range(count)
    )
    return Table(shares=(1, 3), rows=rows)


def test_a_label_that_spans_rows_is_said_again_where_a_page_ends_inside_it():
    layout = laid(spanned(label_cell("协商共识", down=30), 30))

    assert len(layout.pages) == 2
    said = "协商共识" * 2 + "".join(f"第{n}条" for n in range(30))
    assert sorted(texts(layout)) == sorted(said)


def test_a_group_of_rows_ends_above_a_page_end_that_has_no_room_for_its_label():
    label = label_cell("协\n商\n共\n识", down=20)
    layout = laid(data_table(("意见",), [("一",)] * 24), spanned(label, 20))
    for page in range(len(layout.pages)):
        found = "".join(words(layout, page))
        assert ("第" not in found) or all(sign in found for sign in "协商共识")


def test_the_row_below_a_cut_grows_until_its_label_has_room():
    label = label_cell("协\n商\n共\n识", down=19)
    layout = laid(spanned(label, 19))
    assert "".join(words(layout, 1)) == "协商共识第18条"
    assert max(rule.y1 for rule in rules(layout, 1)) - GB9704.top == pytest.approx(
        3 * 18 + 12 + 2 * 1.2 * MM
    )


def test_a_long_text_over_several_rows_runs_on_and_is_not_said_again():
    text = "\n".join(f"意见{n}" for n in range(20))
    layout = laid(spanned(Cell(text=text, down=30), 30))
    assert texts(layout).count("意见") == 20


def test_what_is_to_be_signed_stands_once_and_last():
    cell = Cell(text="同意", down=30, foot="签名")
    layout = laid(spanned(cell, 30))
    assert texts(layout).count("签名") == 1
    assert "签名" in "".join(words(layout, 1))


def test_the_label_of_a_row_taller_than_a_page_stands_on_every_page():
    text = "\n".join(f"第{n:04d}条" for n in range(120))
    layout = laid(field_table([("问题概述", text)]))
    assert len(layout.pages) == 4
    for page in range(4):
        assert sorted(sign for sign in "".join(words(layout, page)) if sign in "问题概述") == (
            sorted("问题概述")
        )


def test_heads_stand_over_rows_that_a_page_end_parted_from_a_heading():
    head = Row(cells=(label_cell("编号"),))
    tall = Row(cells=(Cell(text="甲"),), min_height_mm=215)
    blocks = (Paragraph(text="国" * 28 * 3, indent=0, keep_with_next=True),)
    table = Table(shares=(1,), rows=(head, tall, tall), header_rows=1)
    layout = lay_out(Paper(title="表", blocks=(*blocks, table)), FACES)
    assert "".join(words(layout, len(layout.pages) - 1)).startswith("编号")


def test_a_column_is_as_wide_as_the_longest_name_in_it():
    name = "阿卜杜热西提·阿卜杜热合曼"
    rows = [("1", (Run(name, whole=True),), "社区居民")]
    layout = laid(data_table(("序号", "姓名", "单位"), rows, shares=(1, 1, 6)))
    assert name in "".join(words(layout))
    assert any(name in line for line in words(layout))
    sizes = {r.size for r in layout.pages[0].items if isinstance(r, GlyphRun) and r.text in name}
    assert sizes == {12.0}


def test_a_number_is_not_parted_in_a_narrow_column():
    rows = [("13800001111", "梧桐街道" * 12)] * 3
    layout = laid(data_table(("电话", "事由"), rows, shares=(1, 30)))
    assert sum("13800001111" in line for line in words(layout)) == 3


def test_a_name_too_long_for_any_column_is_set_a_little_smaller():
    name = "阿卜杜热西提·阿卜杜热合曼·阿吉"
    rows = tuple(Row(cells=(Cell(text=(Run(name, whole=True),)),) * 3) for _ in range(2))
    layout = laid(Table(shares=(1, 1, 1), rows=rows, size_pt=12))
    sizes = {item.size for item in layout.pages[0].items if isinstance(item, GlyphRun)} - {14.0}
    assert len(sizes) == 1
    assert 8.9 < sizes.pop() < 12
    assert sum(name in "".join(line) for line in words(layout)) == 2


def test_cells_that_span_columns_stand_over_them():
    head = Row(cells=(label_cell("甲", span=2), label_cell("乙")))
    body = Row(cells=(Cell(text="一"), Cell(text="二"), Cell(text="三")))
    found = rules(laid(Table(shares=(1, 1, 1), rows=(head, body))))
    third = 28 * MM + 156 * MM / 3
    top = min(rule.y0 for rule in found)
    crossing = [r for r in found if r.x0 == r.x1 == pytest.approx(third)]
    assert crossing
    assert all(rule.y0 > top for rule in crossing)


@pytest.mark.parametrize("heads", [9, 30])
def test_heads_that_fill_the_page_are_printed_once(heads):
    rows = tuple(Row(cells=(Cell(text=f"第{n}行"),), min_height_mm=20) for n in range(40))
    layout = laid(Table(shares=(1,), rows=rows, header_rows=heads))
    assert texts(layout) == "".join(f"第{n}行" for n in range(40))


def test_more_cells_than_columns_is_a_mistake():
    with pytest.raises(ValueError, match="more cells"):
        laid(Table(shares=(1,), rows=(Row(cells=(Cell(text="一"), Cell(text="二"))),)))


def test_the_foot_stands_at_the_lower_right():
    cell = Cell(text="同意。", valign=VAlign.TOP, foot="签名")
    layout = laid(Table(shares=(1,), rows=(Row(cells=(cell,), min_height_mm=30),)))
    first, foot = [item for item in layout.pages[0].items if isinstance(item, GlyphRun)][:2]
    assert foot.text == "签名"
    assert foot.y > first.y + 15 * MM
    assert foot.x + foot.width == pytest.approx((184 - 1.5) * MM)


def test_text_at_the_bottom_of_a_cell_stands_above_its_foot():
    cell = Cell(text="同意。", valign=VAlign.BOTTOM, foot="签名")
    layout = laid(Table(shares=(1,), rows=(Row(cells=(cell,), min_height_mm=30),)))
    text, foot = [item for item in layout.pages[0].items if isinstance(item, GlyphRun)][:2]
    assert foot.y - text.y == pytest.approx(1.5 * 12)


def test_a_name_in_a_cell_is_not_parted():
    people = tuple(Run(name, whole=True) for name in ("陈玥玥", "李𠮷", "欧阳修远") * 3)
    layout = laid(Table(shares=(0.25, 0.75), rows=(Row(cells=(Cell(text=people), Cell())),)))
    for line in words(layout):
        assert line.replace("陈玥玥", "").replace("李𠮷", "").replace("欧阳修远", "") == ""


@given(
    rows=st.lists(
        st.tuples(paragraphs, st.sampled_from(["", "无", "桂花社区居民委员会"]), paragraphs),
        min_size=1,
        max_size=6,
    ),
    shares=st.tuples(*[st.floats(min_value=0.001, max_value=10)] * 3),
    align=st.sampled_from(Align),
)
def test_the_text_of_a_cell_never_leaves_it(rows, shares, align):
    table = Table(
        shares=shares,
        rows=tuple(Row(cells=tuple(Cell(text=text) for text in row)) for row in rows),
        aligns=(align,) * 3,
    )
    layout = laid(table)
    printed = "".join(
        item.text for page in layout.pages for item in page.items if isinstance(item, GlyphRun)
    )
    typed = "".join(text for row in rows for text in row)
    assert Counter(printed) >= Counter(typed)
    for page in layout.pages:
        edges = sorted({r.x0 for r in page.items if isinstance(r, Rule) and r.x0 == r.x1})
        for run in page.items:
            if isinstance(run, GlyphRun) and run.y < 262 * MM and run.text.strip():
                inside = [
                    (left, right)
                    for left, right in itertools.pairwise(edges)
                    if left - 1e-6 <= run.x and ink_end(run) <= right + 1e-6
                ]
                assert inside, (run, edges)


def ink_end(run: GlyphRun) -> float:
    """Right end of the ink: a closing mark may leave its blank half outside."""
    blank = run.size / 2 if run.text[-1] in "，。、；：）》〉”’」』】〕" else 0.0
    return (
        run.x
        + run.width
        - max(run.extra, 0.0)
        - max(blank, run.size / 4 * (run.text[-1] in "？！"))
    )
