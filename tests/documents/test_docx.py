"""What the docx twin of a paper says, read back with python-docx."""

from __future__ import annotations

import io
import zipfile
from typing import Any, get_args

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from consultroom.documents import docx
from consultroom.documents.blocks import (
    Addressee,
    Align,
    AttachmentStart,
    Block,
    Cell,
    Drawing,
    Heading,
    Landscape,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    Title,
    Together,
)
from consultroom.documents.drawings import DrawnBox, DrawnLine, DrawnText
from consultroom.documents.fonts import Role, bundled
from consultroom.documents.gb9704 import (
    GB9704,
    Ink,
    NumberPlace,
    PageNumber,
    PageProfile,
    profile_of,
)
from consultroom.documents.setting import setter_for
from consultroom.documents.templates import contexts, styles
from consultroom.documents.templates.pieces import PieceMaker
from consultroom.documents.templates.tags import PARTS, TAGS
from consultroom.domain.papers import PageGeometry
from consultroom.frozen import replace
from tests.documents.texts import odd_paragraphs
from tests.documents.twins import (
    BARE,
    TEMPLATE,
    letter,
    long_paper,
    read,
    template,
    whole_paper,
)


def twin(paper: Paper, content: bytes = TEMPLATE) -> Any:
    return read(docx.render(content, paper))


def paper_of(*blocks: Block, profile: PageProfile = GB9704) -> Paper:
    return Paper(title="样", blocks=blocks, profile=profile)


def lines(document: Any) -> list[tuple[str, str]]:
    """Return style and text of every paragraph that says something."""
    return [(one.style.name, one.text) for one in document.paragraphs if one.text]


def test_every_part_stands_in_its_own_style_in_printed_order():
    assert lines(twin(whole_paper())) == [
        ("版头", "特急"),
        ("机关标志", "澄湖区政协办公室文件"),
        ("版头", "\t澄政协办〔2026〕3号\t签发人：张建国"),
        ("公文标题", "关于做好协商议事工作的通知"),
        ("主送机关", "各镇（街道）："),
        ("一级标题", "一、总体要求"),
        ("公文正文", "（一）选题。从群众身边的事选起。"),
        (
            "公文正文",
            "会议听取了社区关于老旧小区加装电梯工作的汇报，围绕底层住户采光补偿和施工期间出行安排"
            "进行协商。",
        ),
        ("名单", "出席：陈玥玥、买买提·艾力"),
        ("名单", "请假：无"),
        ("附件说明", "附件：样表"),
        ("署名", "澄湖区政协办公室"),
        ("成文日期", "2026年11月5日"),
        ("附注", "（此件公开发布）"),
        ("附件字样", "附件"),
        ("公文标题", "样表"),
        ("公文正文", "附件里的文字。"),
    ]


def test_tables_keep_their_cells_and_the_imprint_is_the_last_of_them():
    first, last = twin(whole_paper()).tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["序号", "事项"],
        ["1", "加装电梯"],
        ["2", "路灯"],
    ]
    assert [row.cells[0].text for row in last.rows] == [
        "抄送：区委办公室，区政府办公室。",
        "\t澄湖区政协办公室\t2026年11月5日印发",
    ]


def test_the_same_paper_is_the_same_file_and_says_no_day():
    made = docx.render(TEMPLATE, whole_paper())
    assert docx.render(TEMPLATE, whole_paper()) == made
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = file.read("docProps/core.xml").decode()
    assert "created" not in about
    assert "modified" not in about
    assert "关于做好协商议事工作的通知" in about


def test_the_standards_page_is_what_word_processors_call_it():
    section = twin(whole_paper()).sections[0]._sectPr
    page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    assert (page.get(qn("w:w")), page.get(qn("w:h"))) == ("11906", "16838")
    sides = {name: int(margins.get(qn(f"w:{name}"))) for name in ("top", "left", "right", "bottom")}
    assert sides == {"top": 2098, "left": 1587, "right": 1475, "bottom": 1984}
    grid = section.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def look_of(document: Any, name: str) -> dict[str, str]:
    style = next(one for one in document.styles if one.name == name).element
    found = {"line": style.find(f"{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:line"))}
    for tag in ("w:sz", "w:spacing"):
        there = style.find(f"{qn('w:rPr')}/{qn(tag)}")
        found[tag] = "" if there is None else there.get(qn("w:val"))
    return found


def test_body_text_has_28_characters_a_line_and_22_lines_a_page():
    assert look_of(twin(whole_paper()), "公文正文") == {
        "line": "579",
        "w:sz": "32",
        "w:spacing": "-5",
    }
    assert 28 * (16 - 5 / 20) <= GB9704.width < 28 * (16 - 4 / 20)
    assert 22 * 579 / 20 <= GB9704.height < 23 * 579 / 20


def test_a_districts_own_page_is_written_into_the_twin():
    own = profile_of(
        PageGeometry(
            left_mm=27,
            top_mm=35,
            block_width_mm=158,
            block_height_mm=228,
            body_pt=15,
            line_pitch_pt=28,
            centred_numbers=True,
        )
    )
    document = twin(replace(whole_paper(), profile=own))
    section = document.sections[0]
    assert section.left_margin.mm == pytest.approx(27, abs=0.05)
    assert section.top_margin.mm == pytest.approx(35, abs=0.05)
    assert look_of(document, "公文正文")["line"] == "560"
    assert look_of(document, "公文正文")["w:sz"] == "30"
    foot = section.footer.paragraphs[0]
    assert foot._element.pPr.jc.val == 1  # centred


def test_what_a_district_changed_by_hand_stays_with_every_page():
    def change(document: Any) -> None:
        spacing = next(one for one in document.styles if one.name == "公文正文").element
        spacing.find(f"{qn('w:rPr')}/{qn('w:sz')}").set(qn("w:val"), "36")
        document.sections[0].top_margin = 1500 * 635

    own = replace(whole_paper(), profile=profile_of(PageGeometry(body_pt=15)))
    document = twin(own, template(change=change))
    assert look_of(document, "公文正文")["w:sz"] == "36"
    assert look_of(document, "一级标题")["w:sz"] == "30"
    assert document.sections[0].top_margin == 1500 * 635


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (PageNumber(place=NumberPlace.NONE), ["", ""]),
        (PageNumber(text="第{page}页 共{pages}页"), ["第1页 共1页"] * 2),
        (PageNumber(), ["— 1 —"] * 2),
    ],
)
def test_page_numbers_are_where_and_what_the_page_asks_for(number: PageNumber, said: list[str]):
    section = twin(
        paper_of(Title(text="样"), profile=replace(GB9704, page_number=number))
    ).sections[0]
    feet = (section.footer, section.even_page_footer)
    assert [foot.paragraphs[0].text for foot in feet] == said


def test_the_first_number_can_be_another():
    made = twin(paper_of(Title(text="样"), profile=replace(GB9704, first_number=5)))
    start = made.sections[0]._sectPr.find(qn("w:pgNumType"))
    assert start.get(qn("w:start")) == "5"


def test_a_template_saved_by_another_program_keeps_its_styles_by_name():
    def rename(document: Any) -> None:
        ids: dict[str, str] = {}
        for at, style in enumerate(document.styles.element.findall(qn("w:style"))):
            ids[style.get(qn("w:styleId"))] = f"a{at}"
            style.set(qn("w:styleId"), f"a{at}")
        for one in document.element.body.iter(qn("w:pStyle")):
            one.set(qn("w:val"), ids[one.get(qn("w:val"))])

    assert lines(twin(whole_paper(), template(change=rename))) == lines(twin(whole_paper()))


def test_a_style_a_district_threw_away_comes_back():
    def throw(document: Any) -> None:
        next(one for one in document.styles if one.name == "附注").delete()

    assert ("附注", "（此件公开发布）") in lines(twin(whole_paper(), template(change=throw)))


def test_a_tag_cut_over_runs_is_still_one_tag():
    def cut(document: Any) -> None:
        paragraph = document.add_paragraph()
        for part in ("头{", "{ 标", "题 }", "}尾"):
            paragraph.add_run(part).bold = part == "{ 标"

    document = twin(whole_paper(), template(*BARE, change=cut))
    assert document.paragraphs[-1].text == "头关于做好协商议事工作的通知尾"


def test_a_district_may_loop_over_tables_and_names_in_its_own_table():
    def table(document: Any) -> None:
        rows = document.add_table(rows=3, cols=2).rows
        rows[0].cells[0].text = "{%tr for 行 in 表格[0].行 %}"
        rows[1].cells[0].text = "{{ 文书名称 }}"
        rows[1].cells[1].text = "{{ 出席 }}"
        rows[2].cells[0].text = "{%tr endfor %}"

    content = template(*BARE, change=table)
    assert [one.place for one in docx.check(content) if one.weight is docx.Weight.STOPS]

    def plain(document: Any) -> None:
        rows = document.add_table(rows=3, cols=2).rows
        rows[0].cells[0].text = "{%tr for 名 in 附件名称 %}"
        rows[1].cells[0].text = "{{ 名 }}"
        rows[1].cells[1].text = "{{ 出席 }}"
        rows[2].cells[0].text = "{%tr endfor %}"

    made = twin(whole_paper(), template(*BARE, change=plain)).tables[-1]
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["样表", "陈玥玥、买买提·艾力"]
    ]


def test_conditions_and_curly_quotation_marks_work():
    content = template(*BARE, "{% if 文书种类 == “会议通知” %}是{% else %}否{% endif %}")
    assert twin(whole_paper(), content).paragraphs[-1].text == "是"
    other = replace(whole_paper(), subject="纪要")
    assert twin(other, content).paragraphs[-1].text == "否"


@settings(max_examples=60, deadline=None)
@given(st.lists(odd_paragraphs, min_size=1, max_size=4), odd_paragraphs)
def test_no_character_that_can_be_written_is_lost(texts: list[str], title: str):
    blocks = [Paragraph(text=text) for text in texts]
    document = twin(paper_of(Title(text=f"题{title}"), *blocks))
    body = [one.text for one in document.paragraphs if one.style.name == "公文正文"]
    assert body == [_kept(text) for text in texts]
    joined = "".join(one.text for one in document.paragraphs if one.style.name == "公文标题")
    wanted = _kept(f"题{title}".replace("|", ""))
    assert "".join(joined.split()) == "".join(wanted.split())


def _kept(text: str) -> str:
    return "".join(ch for ch in text if ch not in "\r\ufffe\uffff")


@pytest.mark.parametrize("text", ["𠮷𬱖㛃𪚥", "<w:p>&amp;{{ 标题 }}{% if %}", "a\tb", "“引”…—·"])
def test_rare_characters_and_marks_of_templates_are_only_text(text: str):
    document = twin(paper_of(Title(text="样"), Paragraph(text=text)))
    assert document.paragraphs[-1].text == text


def test_chinese_punctuation_is_told_to_be_chinese():
    document = twin(paper_of(Title(text="样"), Paragraph(text="“引”")))
    fonts = document.paragraphs[-1]._element.find(f".//{qn('w:rFonts')}")
    assert fonts.get(qn("w:hint")) == "eastAsia"


def test_faces_and_sizes_of_runs_are_kept():
    text = (Run("平"), Run("黑", Role.HEI), Run("楷", Role.KAI))
    made = twin(paper_of(Title(text="样"), Paragraph(text=text, size_pt=12, ink=Ink.RED)))
    runs = made.paragraphs[-1].runs
    assert [run.style.name for run in runs][1:] == ["黑体字", "楷体字"]
    assert {run.font.size.pt for run in runs} == {12.0}
    assert {str(run.font.color.rgb) for run in runs} == {"FF0000"}


def test_a_heading_alone_is_an_entry_of_the_outline_and_keeps_with_what_follows():
    made = twin(paper_of(Title(text="样"), Heading(level=2, text="（一）甲"), Paragraph(text="乙")))
    style = next(one for one in made.paragraphs if one.text == "（一）甲").style.element
    assert style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}").get(qn("w:val")) == "1"
    assert style.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_the_text_above_a_signature_stays_with_it():
    made = twin(
        paper_of(
            Title(text="样"),
            Paragraph(text="末段"),
            Signature(names=("工作站",), date="2026年11月5日"),
        )
    )
    kept = {one.text: one.paragraph_format.keep_with_next for one in made.paragraphs}
    assert kept["末段"]
    assert kept["工作站"]
    assert not kept["2026年11月5日"]


def test_cells_span_as_on_the_pdf():
    table = Table(
        shares=(1, 2, 3),
        rows=(
            Row(cells=(Cell(text="甲", down=2), Cell(text="乙", span=2))),
            Row(cells=(Cell(text="丙"), Cell(text="丁\n戊", align=Align.CENTRE, foot="签名"))),
        ),
        header_rows=1,
    )
    made = twin(paper_of(Title(text="样"), table)).tables[0]
    assert made.cell(0, 0)._tc is made.cell(1, 0)._tc
    assert made.cell(0, 1)._tc is made.cell(0, 2)._tc
    assert made.cell(1, 2).text == "丁\n戊\n签名"
    widths = [int(one.get(qn("w:w"))) for one in made._tbl.tblGrid.findall(qn("w:gridCol"))]
    assert sum(widths) == pytest.approx(GB9704.width * 20, abs=3)
    assert widths[2] == pytest.approx(3 * widths[0], abs=3)
    assert made.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_an_attachment_and_what_follows_a_page_break_begin_a_page():
    made = twin(
        paper_of(
            Title(text="样"),
            Paragraph(text="一"),
            PageBreak(),
            Paragraph(text="二"),
            AttachmentStart(label="附件", title="表"),
            Table(shares=(1,), rows=(Row(cells=(Cell(text="三"),)),)),
        )
    )
    breaks = {one.text for one in made.paragraphs if one.paragraph_format.page_break_before}
    assert breaks == {"二", "附件"}


def test_a_letter_has_its_mark_above_the_type_area_and_no_number_on_its_first_page():
    section = twin(letter()).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == "澄湖区政协办公室"
    assert "".join(one.text for one in section.first_page_footer.paragraphs) == ""
    assert section.header_distance.mm == pytest.approx(30, abs=3)


def test_a_turned_table_has_a_page_on_its_side():
    wide = Landscape(blocks=(Table(shares=(1,), rows=(Row(cells=(Cell(text="宽"),)),)),))
    inside = twin(paper_of(Title(text="样"), Paragraph(text="前"), wide, Paragraph(text="后")))
    sizes = [(one.page_width.mm, one.page_height.mm) for one in inside.sections]
    assert [width > height for width, height in sizes] == [False, True, False]
    last = twin(paper_of(Title(text="样"), Paragraph(text="前"), wide))
    assert [one.page_width > one.page_height for one in last.sections] == [False, True]


def test_lines_and_level_rules_of_a_drawing_have_a_twin_and_other_shapes_have_none():
    cut = Drawing(
        height_mm=10,
        shapes=(DrawnLine(0, 5, 156, 5, dashed=True), DrawnText("裁切线", 10, 8, 10.5)),
    )
    made = twin(paper_of(Title(text="样"), cut))
    assert "裁切线" in [one.text for one in made.paragraphs]
    box = Drawing(height_mm=10, shapes=(DrawnBox(0, 0, 50, 9),))
    with pytest.raises(docx.NoTwin, match="没有可改的 Word 版"):
        docx.render(TEMPLATE, paper_of(Title(text="样"), box))


def test_every_kind_of_block_has_a_piece():
    maker = PieceMaker(GB9704, setter_for(bundled()))
    assert {*get_args(Block)} - {*maker._makers} == {PageBreak, Together}


def test_every_tag_has_a_value_and_every_value_is_a_tag():
    context = contexts.context_of(whole_paper(), setter_for(bundled()))
    assert set(context) == set(TAGS)
    assert all(contexts.has(context, part) for part in PARTS if part != "文尾")


def test_a_paper_without_a_part_gives_its_tag_nothing():
    context = contexts.context_of(paper_of(Paragraph(text="只有一段")), setter_for(bundled()))
    assert [part for part in PARTS if contexts.has(context, part)] == ["正文"]


def test_what_a_template_leaves_out_of_a_paper_is_named():
    assert docx.omitted(TEMPLATE, whole_paper()) == ()
    lacking = docx.omitted(template(*BARE), whole_paper())
    assert {"题前", "主送", "名单", "署名", "日期", "附注", "版记", "附件"} <= set(lacking)


def test_a_title_of_several_lines_takes_whole_rows():
    made = twin(long_paper(1))
    title = next(one for one in made.paragraphs if one.style.name == "公文标题")
    form = title.paragraph_format
    height = 2 * form.line_spacing.pt + form.space_before.pt + form.space_after.pt
    assert height == pytest.approx(3 * 28.95, abs=0.1)


def test_an_addressee_moved_away_from_the_title_is_body_text():
    blocks = (Title(text="样"), Paragraph(text="题下"), Addressee(text="各单位："))
    assert [text for _, text in lines(twin(paper_of(*blocks)))] == ["样", "题下", "各单位："]


def test_names_of_styles_do_not_change_without_notice():
    """Templates districts keep name them: a new name would leave theirs behind."""
    assert set(styles.style_names()) == {
        *("公文标题", "主送机关", "公文正文", "一级标题", "二级标题", "三级标题", "四级标题"),
        *("名单", "附件说明", "署名", "成文日期", "附注", "附件字样", "空行", "表格文字"),
        *("版头", "机关标志", "版记", "页码"),
        *("黑体字", "楷体字", "仿宋字", "宋体字", "小标宋字", "西文字"),
    }


def test_the_program_that_builds_the_template_gives_the_one_that_is_shipped():
    from installer.templates import build

    assert build() == TEMPLATE
