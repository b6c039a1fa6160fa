"""Builds the template papers are filled in: ``python -m installer.templates``.

Change what a template says here, its styles in ``consultroom/documents/templates/styles.py``;
run this, commit. The same source always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from consultroom.documents.gb9704 import GB9704, NUMBER_SIDE
from consultroom.documents.templates import engine, sheet, styles
from consultroom.documents.templates.wordml import Bit, Para, twips

ROOT = Path(__file__).resolve().parents[1]
NAME = "general"

_BALLAST = ("/stylesWithEffects", "/customXml", "/numbering", "/webSettings", "/thumbnail")
# what a paper is made of, from top to bottom: a list of paragraphs, or one text with its style
_LOOP, _TEXT, _ADDRESSEE = "loop", "text", "addressee"
PARTS = (
    (_LOOP, "题前", ""),
    (_TEXT, "标题", styles.TITLE),
    (_ADDRESSEE, "主送", styles.ADDRESSEE),
    (_LOOP, "正文", ""),
    (_LOOP, "名单", ""),
    (_LOOP, "附件说明", ""),
    (_LOOP, "落款", ""),
    (_TEXT, "附注", styles.NOTE),
    (_LOOP, "文尾", ""),
    (_LOOP, "附件", ""),
    (_LOOP, "版记", ""),
)


def lines() -> Iterator[tuple[str, str]]:
    """Yield style and text of every paragraph of the template."""
    for kind, tag, style in PARTS:
        if kind == _LOOP:
            yield styles.BODY, f"{{%p for 段 in {tag} %}}"
            yield styles.BODY, "{{p 段 }}"
            yield styles.BODY, "{%p endfor %}"
            continue
        yield styles.BODY, f"{{%p if {tag} %}}"
        if kind == _ADDRESSEE:
            yield styles.BLANK, ""
        text = f"{{{{ {tag} }}}}"
        yield style, f"（{text}）" if tag == "附注" else text
        yield styles.BODY, "{%p endif %}"


def build() -> bytes:
    """Return the template as a docx."""
    document = Document()
    _only_our_styles(document)
    _without_ballast(document)
    ids = sheet.style_ids(document)
    body = document.element.body
    for style, text in lines():
        para = Para(style=style, bits=(Bit(text),) if text else ())
        body.insert(len(body) - 1, sheet.element(para.xml(ids)))
    _settings(document)
    _page(document, ids)
    about = document.core_properties
    about.title, about.author, about.comments = "公文模板", "", ""
    return engine.bytes_of(document)


def _only_our_styles(document: Any) -> None:
    """Leave the styles every docx has by default, and no others: the list is the clerk's."""
    for style in document.styles.element.findall(qn("w:style")):
        if style.get(qn("w:default")) != "1":
            document.styles.element.remove(style)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    document.styles.element.replace(defaults, sheet.element(_DEFAULTS))


def _without_ballast(document: Any) -> None:
    """Drop what comes with python-docx's empty document and says nothing here."""
    for rels in (document.part.rels, document.part.package.rels):
        for key, rel in list(rels.items()):
            if rel.reltype.endswith(_BALLAST):
                del rels[key]


def _settings(document: Any) -> None:
    """Odd and even pages differ; a table begins at the margin; marks of punctuation give way."""
    document.settings.odd_and_even_pages_header_footer = True
    root = document.settings.element
    for name, xml in _SETTINGS.items():
        for one in root.findall(qn(name)):
            root.replace(one, sheet.element(xml))


_DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"'
    ' w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman"/><w:sz w:val="21"/>'
    '<w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
)
_SETTINGS = {
    "w:zoom": '<w:zoom w:percent="100"/>',
    "w:themeFontLang": '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    "w:characterSpacingControl": '<w:characterSpacingControl w:val="compressPunctuation"/>',
    "w:compat": '<w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
}


def _page(document: Any, ids: dict[str, str]) -> None:
    section = document.sections[0]
    root = section._sectPr  # noqa: SLF001 - python-docx has no docGrid
    root.attrib.clear()
    for one in [*root.findall(qn("w:cols")), *root.findall(qn("w:docGrid"))]:
        root.remove(one)
    root.append(sheet.element('<w:docGrid w:type="lines"/>'))
    sheet.resize(root, GB9704, force=True)
    side = twips(NUMBER_SIDE * GB9704.cell)
    _foot(section.footer, ids, f'<w:ind w:right="{side}"/><w:jc w:val="right"/>')
    _foot(section.even_page_footer, ids, f'<w:ind w:left="{side}"/><w:jc w:val="left"/>')


def _foot(foot: Any, ids: dict[str, str], place: str) -> None:
    foot.is_linked_to_previous = False
    root = foot._element  # noqa: SLF001 - the part's XML
    for one in list(root):
        root.remove(one)
    runs = "".join(sheet.number_runs(GB9704.page_number.text))
    style = f'<w:pStyle w:val="{ids[styles.NUMBER]}"/>'
    root.append(sheet.element(f"<w:p><w:pPr>{style}{place}</w:pPr>{runs}</w:p>"))


def main() -> None:
    """Write the template into ``resources/templates``."""
    folder = ROOT / "resources/templates"
    folder.mkdir(exist_ok=True)
    content = build()
    (folder / f"{NAME}.docx").write_bytes(content)
    print(f"{NAME}.docx: {len(content)} bytes")


if __name__ == "__main__":
    main()
