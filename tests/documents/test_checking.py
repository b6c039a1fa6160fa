"""The paper check passes what the program prints, and fails what it should."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from consultroom.documents.blocks import Addressee, Heading, Paper, Paragraph, Title, data_table
from consultroom.documents.checking import check
from consultroom.documents.fonts import Role, bundled
from consultroom.documents.gb9704 import (
    GB9704,
    MM,
    NumberPlace,
    Overflow,
    PageNumber,
    PageProfile,
)
from consultroom.documents.layout import lay_out
from consultroom.documents.measuring import NoPdf, measure
from consultroom.documents.render_pdf import draw
from consultroom.frozen import replace

BAD = Path(__file__).parent / "bad_papers"
SAID = (
    "今年以来，委员工作站围绕群众反映集中的事情开展协商，先后听取居民、商户和物业的意见，"
    "形成了“一事一策”的办法；有关部门逐条答复，办理情况向群众公开。"
)
BODY = (
    Title(text="关于开展协商议事工作情况的报告"),
    Addressee(text="区政协办公室："),
    *(
        block
        for number in "一二三四五"
        for block in (
            Heading(level=1, text=f"{number}、工作情况"),
            Paragraph(text=SAID * 3),
            Paragraph(text=SAID * 4),
        )
    ),
)


def pdf_of(profile: PageProfile = GB9704, blocks=BODY, title: str = "报告") -> bytes:
    paper = Paper(title=title, blocks=blocks, profile=profile)
    return draw(lay_out(paper, bundled()), paper, bundled())


def rules_of(pdf: bytes) -> set[str]:
    return {finding.rule for finding in check(measure(pdf))}


def test_what_the_program_prints_passes():
    assert check(measure(pdf_of())) == ()


def test_a_house_rule_passes_against_its_own_profile_and_not_against_the_standard():
    house = replace(GB9704, left_mm=27, block_width_mm=156, line_pitch_pt=33, rows=19)
    pdf = pdf_of(house)
    assert check(measure(pdf), house) == ()
    assert rules_of(pdf) >= {"pitch"}


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("margin.left", {"left_mm": 24.0, "block_width_mm": 160.0}),
        ("margin.right", {"block_width_mm": 164.0}),
        ("margin.right", {"block_width_mm": 140.0, "chars": 25}),
        ("margin.top", {"top_mm": 30.0}),
        ("margin.bottom", {"block_height_mm": 236.0}),
        ("pitch", {"line_pitch_pt": 28.0}),
        ("rows", {"rows": 25, "line_pitch_pt": 25.4}),
        ("size", {"body_pt": 15.0}),
        ("face", {"body_role": Role.KAI}),
        ("chars", {"chars": 30}),
        ("sheet", {"height_mm": 279.0}),
        ("page_number", {"page_number": PageNumber(place=NumberPlace.NONE)}),
        ("page_number", {"page_number": PageNumber(place=NumberPlace.CENTRE)}),
        ("page_number", {"page_number": PageNumber(drop_mm=14.0)}),
        ("page_number", {"first_number": 2}),
    ],
)
def test_a_page_set_otherwise_fails_by_the_rule_it_breaks(rule: str, change: dict[str, object]):
    pdf = pdf_of(replace(GB9704, **change))  # type: ignore[arg-type]
    assert rule in rules_of(pdf)


def test_marks_hung_outside_the_edge_are_found():
    long = (Paragraph(text=SAID * 30),)
    hung = pdf_of(replace(GB9704, overflow=Overflow.HANG), long)
    assert "margin.right" in rules_of(hung)


def test_a_mark_at_the_start_of_a_line_is_found_by_name():
    wrong = (Paragraph(text=SAID * 3), Paragraph(text="，群众说好", indent=0))
    findings = check(measure(pdf_of(blocks=wrong)))
    assert [f.sentence for f in findings if f.rule == "kinsoku"] == [
        "“，群众说好…”一行以“，”开头，标点不能放在行首。"
    ]


def test_a_character_no_face_has_is_found():
    assert "characters" in rules_of(pdf_of(blocks=(Paragraph(text="有一个字是\ue7c7。" * 3),)))


def test_a_boxed_form_is_not_held_to_the_grid():
    table = data_table(("序号", "事项"), [(str(n), SAID[:30]) for n in range(30)], shares=(1, 6))
    assert check(measure(pdf_of(blocks=(Title(text="台账"), table)))) == ()


def test_a_font_left_out_of_the_file_and_a_file_without_title_are_found():
    file = BytesIO()
    canvas = Canvas(file, pagesize=(210 * MM, 297 * MM), invariant=1)
    canvas.setTitle("")
    canvas.setFont("Times-Roman", 16)
    canvas.drawString(28 * MM, 200 * MM, "no font here")
    canvas.save()
    assert "fonts" in rules_of(file.getvalue())


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("pitch-and-numbers.pdf", {"pitch", "rows", "page_number", "title"}),
        ("margins-and-size.pdf", {"margin.left", "size", "rows", "chars", "pitch"}),
    ],
)
def test_a_kept_bad_sample_of_another_program_still_fails(name: str, rules: set[str]):
    assert rules_of((BAD / name).read_bytes()) >= rules


def test_findings_say_what_was_measured_and_what_it_should_be():
    findings = check(measure((BAD / "margins-and-size.pdf").read_bytes()))
    told = {finding.rule: finding.sentence for finding in findings if finding.page == 1}
    assert told["margin.left"] == "订口（左边距）20.0毫米，应为28.0毫米。"
    assert told["size"] == "正文字号14.0磅，应为16.0磅。"


@pytest.mark.parametrize("junk", [b"", b"no pdf", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_told_in_words(junk: bytes):
    with pytest.raises(NoPdf, match="打不开"):
        measure(junk)
