"""What is found wrong with a template, in words; and what a hostile one cannot do."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from consultroom.documents import docx
from consultroom.documents.blocks import Paper, Paragraph, Title
from consultroom.documents.docx import Finding, Weight
from consultroom.documents.templates import rules
from consultroom.documents.templates.contexts import TooMuch
from consultroom.documents.templates.reading import MOST_TAGS, MOST_XML
from consultroom.documents.templates.sheet import element
from consultroom.documents.templates.tags import TAGS
from consultroom.errors import UserError
from tests.documents.twins import BARE, TEMPLATE, read, template, whole_paper, with_line


def stops(content: bytes) -> list[Finding]:
    return [one for one in docx.check(content) if one.weight is Weight.STOPS]


def test_the_programs_own_template_has_nothing_wrong_with_it():
    assert docx.check(TEMPLATE) == ()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{{ 标体 }}", "没有“标体”这个标签。是不是“标题”？"),
        ("{% for 段 in 正文 %}{{ 段.文宇 }}{% endfor %}", "没有“段.文宇”这个标签。是不是“文字”？"),
        ("{{ 段.文字 }}", "没有“段.文字”这个标签。"),
        ("{{ 标题 ", "标签的括号不成对"),
        ("标题 }}", "标签的括号不成对"),
        ("｛｛ 标题 ｝｝", "用了全角的括号"),
        ("{{ 标题 %}", "标签的括号不成对"),
        ("{% if 标题 %}", "没有结尾，请在后面加上 {% endif %}。"),
        ("{%p for 段 in 正文 %}", "没有结尾，请在后面加上 {%p endfor %}。"),
        ("{% endif %}", "前面没有开头"),
        ("{% if 标题 %}{% endfor %}", "配不上"),
        ("{% if 标题 %}{%p endif %}", "要独占一段"),
        ("{%p if 标题 %}后面的文字", "要独占一段"),
        ("{{p 标题 }}", "{{p … }} 只用来印"),
        ("{{ 正文 }}", "“正文”是一个清单，要用 {%p for 段 in 正文 %} 逐项印。"),
        ("{% for 段 in 标题 %}{% endfor %}", "“标题”是一段文字，不能循环。"),
        ("{%tr for 段 in 正文 %}", "只能写在表格里"),
        ("{{ p 段 }}", "要紧跟在括号后面"),
        ("{{r 标题 }}", "不用写 r"),
        ("{%- if 标题 -%}", "里的减号"),
        ("{% if %}{% endif %}", "写法不对"),
        ("{% fro 段 in 正文 %}", "不认识“fro”，只能用 for 和 if。"),
    ],
)
def test_a_clerks_mistake_is_told_with_its_place_and_what_to_write(line: str, says: str):
    found = stops(with_line(line))
    assert any(says in one.says for one in found), found
    assert {one.place for one in found} == {"第35段"}
    assert all(one.around for one in found)


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ 标题.__class__ }}",
        "{{ 标题|attr('__class__') }}",
        "{{ 标题['__class__'] }}",
        "{{ 标题.format() }}",
        "{% for 段 in 正文 %}{{ 段._piece }}{% endfor %}",
        "{% for 段 in 正文 %}{{ 段.piece }}{% endfor %}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum() }}",
        "{{ range(10) }}",
        "{% include 'settings.xml' %}",
        "{% import 'a' as a %}",
        "{% from 'a' import b %}",
        "{% extends 'a' %}",
        "{% macro a() %}{% endmacro %}",
        "{% set 标题 = 1 %}",
        "{% set 标题 %}一{% endset %}",
        "{% with 甲 = 1 %}{% endwith %}",
        "{% block a %}{% endblock %}",
        "{% filter upper %}{% endfilter %}",
        "{% raw %}{{ 一 }}{% endraw %}",
        "{% for i in range(1000000000) %}一{% endfor %}",
        "{% for 一 in [1, 2] %}一{% endfor %}",
        "{% for 段 in 正文 recursive %}{% endfor %}",
        "{{ 'x' * 1000000000 }}",
        "{{ 2 ** 99999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ 标题 ~ 标题 }}",
        "{{ 标题|join('y')|join('y') }}",
        "{{ 标题|replace('', 'xxxx') }}",
        f"{{{{ 标题|join('{'长' * 300}') }}}}",
        "{% for a in 正文 %}{% for b in 正文 %}{% for c in 正文 %}{% for d in 正文 %}"
        "{% for e in 正文 %}一{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_what_is_no_tag_loop_or_condition_is_refused_before_anything_runs(line: str):
    found = stops(with_line(line))
    assert found
    assert all("第35段" in one.place for one in found)


@pytest.mark.parametrize("line", ["{{ ''.__class__ }}", "{{ lipsum() }}", "{% include 'a' %}"])
def test_the_fence_stands_without_the_check(line: str):
    with pytest.raises(UserError, match="不能用的写法"):
        docx.render(with_line(line), whole_paper())


def test_the_cage_has_no_globals_and_few_filters():
    cage = rules.caged()
    assert not cage.globals
    assert set(cage.filters) <= {"default", "first", "join", "last", "length", "trim", rules.WHOLE}
    assert cage.autoescape


def test_loops_within_loops_end_with_a_sentence():
    line = "".join(f"{{% for {name} in 正文 %}}" for name in "abc") + "一" + "{% endfor %}" * 3
    paper = Paper(
        title="长", blocks=(Title(text="长"), *(Paragraph(text="段") for _ in range(200)))
    )
    with pytest.raises(TooMuch, match="循环套循环太多"):
        docx.render(with_line(line), paper)


def test_a_template_that_grows_without_end_ends_with_a_sentence():
    line = "{% for a in 正文 %}" + "长" * 400_000 + "{% endfor %}"
    paper = Paper(
        title="长", blocks=(Title(text="长"), *(Paragraph(text="段") for _ in range(200)))
    )
    with pytest.raises(TooMuch, match="太大"):
        docx.render(with_line(line), paper)


def changed(part: str, old: bytes, new: bytes, *, base: bytes = TEMPLATE) -> bytes:
    """Return a template with something else in one of its parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(name, content)
    return written.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    written = io.BytesIO(TEMPLATE)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return written.getvalue()


_RELATIONS = "word/_rels/document.xml.rels"
_IMAGE = (
    b'<Relationship Id="rId99" TargetMode="External" Target="http://192.0.2.1/a.png" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
    b"</Relationships>"
)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "这不是 .docx 文件"),
        (b"%PDF-1.7", "这不是 .docx 文件"),
        (b"PK\x03\x04" + b"\0" * 100, "已经损坏"),
        (TEMPLATE[: len(TEMPLATE) // 2], "已经损坏"),
        (b"PK" + b"\0" * 9_000_000, "超过8MB"),
        (with_part("word/vbaProject.bin", b"x"), "带有宏"),
        (with_part("word/embeddings/a.xlsx", b"x"), "带有宏或嵌入"),
        (with_part("word/media/a.png", b"\0" * 70_000_000), "太大"),
        (with_part("word/more.xml", b" " * (MOST_XML + 1)), "文字太多"),
        (with_part("word/more.xml", b"<!DOCTYPE a []><a/>"), "不该有的内容"),
        (changed(_RELATIONS, b"</Relationships>", _IMAGE), "链接了别处"),
        (changed("word/document.xml", b"</w:body>", b""), "已经损坏"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_a_template_is_refused_in_words(content: bytes, says: str):
    (found,) = docx.check(content)
    assert found.weight is Weight.STOPS
    assert says in found.says
    with pytest.raises(docx.UnusableTemplate, match=says):
        docx.render(content, whole_paper())


def test_a_zip_that_is_no_word_document_is_refused():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("a.txt", "x")
    assert "不是 Word 文档" in docx.check(written.getvalue())[0].says


def test_an_ordinary_link_is_no_danger():
    link = _IMAGE.replace(b"/image", b"/hyperlink")
    assert docx.check(changed(_RELATIONS, b"</Relationships>", link)) == ()


def test_a_tag_where_no_clerk_sees_it_is_found():
    def hide(document: Any) -> None:
        document.element.body.find(qn("w:p")).set(qn("w:rsidR"), "{{ 标题 }}")

    assert "不会替换" in stops(template(change=hide))[0].says
    with pytest.raises(UserError):
        docx.render(template(change=lambda d: _in_field(d, "{{ lipsum() }}")), whole_paper())
    assert stops(template(change=lambda d: _in_field(d, "{{ 标题 }}")))


def _in_field(document: Any, text: str) -> None:
    run = element(f"<w:r><w:instrText>{text}</w:instrText></w:r>")
    document.add_paragraph()._element.append(run)


def test_thousands_of_tags_are_too_many():
    content = with_line("{{ 标题 }}" * (MOST_TAGS + 1))
    assert "太多了" in docx.check(content)[0].says


def test_a_tag_in_a_footer_is_checked_and_filled_in():
    def foot(text: str) -> bytes:
        return template(change=lambda d: d.sections[0].footer.add_paragraph(text))

    assert stops(foot("{{ 标体 }}"))[0].place == "页脚第2段"
    assert docx.check(foot("{{ 单位 }}")) == ()
    made = read(docx.render(foot("{{ 单位 }}"), whole_paper()))
    assert made.sections[0].footer.paragraphs[-1].text == "梧桐街道委员工作站"


def test_a_loop_that_ends_elsewhere_is_found():
    content = template(*BARE, "{% if 标题 %}头", "尾{% endif %}")
    assert any("不在同一处" in one.says for one in stops(content))


def test_a_loop_of_paragraphs_may_not_end_in_a_table():
    def table(document: Any) -> None:
        document.add_paragraph("{%p for 段 in 附件 %}")
        document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{%p endfor %}"

    assert any("不在同一处" in one.says for one in stops(template(*BARE, change=table)))


def test_a_template_must_print_title_and_body():
    assert [one.says for one in stops(template("{{ 标题 }}"))] == [
        "模板里没有“正文”，请写上 {%p for 段 in 正文 %}、{{p 段 }}、{%p endfor %} 三段。"
    ]
    assert "模板里没有“标题”，请写上 {{ 标题 }}。" in [one.says for one in stops(template("空"))]


def test_a_part_left_out_is_a_warning_and_asking_for_it_is_not_printing_it():
    found = docx.check(template(*BARE, "{% if 附注 %}有附注{% endif %}"))
    assert {one.weight for one in found} == {Weight.WARNS}
    assert any("没有“附注”" in one.says for one in found)
    whole = template("{%p for 段 in 全文 %}", "{{p 段 }}", "{%p endfor %}")
    assert docx.check(whole) == ()


def test_printing_only_the_words_of_a_paragraph_is_a_warning():
    line = "{% for 段 in 附件 %}{{ 段 }}{% endfor %}"
    (found,) = docx.check(with_line(line))
    assert found.weight is Weight.WARNS
    assert "{{p 段 }}" in found.says


_WORDS = (
    *("{{", "}}", "{%", "%}", "{%p", "{{p", "{#", "#}", "if", "for", "in", "段", ".", "文字"),
    *("endif", "endfor", "else", "|", "join", "(", ")", "'", "“", "”", "==", "\t"),
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.sampled_from([*TAGS, *_WORDS]),
        max_size=14,
    )
)
def test_what_passes_the_check_can_be_filled_in_and_what_does_not_is_told(words: list[str]):
    content = with_line(" ".join(words))
    found = stops(content)
    if found:
        assert all("。" in str(one) for one in found)
        return
    docx.render(content, whole_paper())
