"""From a template and a paper to a docx: docxtpl in a cage, and the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment, TemplateError
from lxml import etree

from consultroom.documents.blocks import Paper, Title
from consultroom.documents.head_setting import letter_head
from consultroom.documents.heads import LetterHead
from consultroom.documents.lines import LineMaker
from consultroom.documents.setting import Setter
from consultroom.documents.templates import drawn, sheet, styles
from consultroom.documents.templates.contexts import Shown, TooMuch, context_of
from consultroom.documents.templates.pieces import PieceMaker, spaced_title
from consultroom.documents.templates.reading import UnusableTemplate, opened
from consultroom.documents.templates.rules import WHOLE, caged, safe
from consultroom.documents.templates.wordml import Bit, Names, Para, twips
from consultroom.frozen import replace

_MOST_TEXT = 32 * 1024 * 1024  # characters of XML one part may become
_WHOLE_TAG = re.compile(r"(\{\{p )([^}|]*?)(\s*\}\})")
_NOBODY = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip file knows


class _Bounded:
    """A Jinja template that stops before it fills the memory."""

    def __init__(self, template: Any) -> None:
        self._template = template

    def render(self, context: Mapping[str, Any]) -> str:
        """Return the text, or raise `TooMuch`."""
        parts, size = [], 0
        for part in self._template.generate(context):
            size += len(part)
            if size > _MOST_TEXT:
                raise TooMuch("模板排出来的文书太大。请检查模板里的循环。")
            parts.append(part)
        return "".join(parts)


class _Cage:
    """What docxtpl takes for a Jinja environment."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self.autoescape = True

    def from_string(self, source: str) -> _Bounded:
        """Compile a source that holds nothing but what a template may say."""
        if not safe(source, self._environment):
            raise UnusableTemplate("模板里有不能用的写法。请先检查模板，改好再用。")
        return _Bounded(self._environment.from_string(source))


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl on a document opened and looked over by `reading`."""

    def __init__(self, document: Any) -> None:
        super().__init__(None)
        self.docx = document

    def patch_xml(self, src_xml: str) -> str:
        """Let ``{{p 段 }}`` put a paragraph, before docxtpl forgets the ``p``."""
        named = _WHOLE_TAG.sub(rf"\1\2|{WHOLE}\3", src_xml)
        return str(super().patch_xml(named))

    def fix_tables(self, xml: str) -> Any:
        """Refuse what is no XML any more, which docxtpl would mend in its own way."""
        etree.fromstring(xml.encode("utf-8"))
        return super().fix_tables(xml)

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Leave the properties alone: they are the paper's, not the template's."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Leave the notes alone: no tag may stand there."""


def rendered(template: bytes, paper: Paper, setter: Setter) -> bytes:
    """Return a paper in a template, as the bytes of a docx; see `docx.render`."""
    document = opened(template)
    ids = sheet.style_ids(document)
    sheet.fit(document, paper.profile, ids)
    environment = caged()
    environment.filters[WHOLE] = lambda shown: _whole(shown, ids)
    context = context_of(paper, setter)
    made = _Template(document)
    try:
        made.render(context, _Cage(environment), autoescape=True)
    except (TemplateError, etree.LxmlError, KeyError, ValueError, TypeError) as error:
        raise UnusableTemplate("用这个模板排不出文书。请先检查模板，改好再用。") from error
    document = made.docx
    _after(document, paper, setter, ids)
    return bytes_of(document)


class _Written(str):
    """XML of our own, its texts escaped already: Jinja puts it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def _whole(shown: Any, ids: Names) -> _Written:
    """Return an item as its paragraph or table; a mere text as a paragraph of body text."""
    piece = shown.piece if isinstance(shown, Shown) else None
    if piece is not None:
        return _Written(piece.body.xml(ids))
    para = Para(style=styles.BODY, bits=(Bit(str(shown)),))
    return _Written(para.xml(ids))


def _after(document: Any, paper: Paper, setter: Setter, ids: Names) -> None:
    """Do what no tag can: whole rows for the title, turned pages, a letter's rules."""
    page = paper.profile
    sheet.fill_sections(document, page)
    _level_title(document, paper, setter, ids)
    head = next((one for one in paper.blocks if isinstance(one, LetterHead)), None)
    if head is not None:
        _letter(document, head, LineMaker(page, setter), ids)
    _describe(document, paper)


def _level_title(document: Any, paper: Paper, setter: Setter, ids: Names) -> None:
    """Let the title take whole rows, if its style is still as shipped."""
    title = next((one for one in paper.blocks if isinstance(one, Title)), None)
    page = paper.profile
    if title is None or not _as_shipped(document, ids[styles.TITLE], page):
        return
    height = twips(PieceMaker(page, setter).title_height(title))
    for paragraph in document.element.body.iter(qn("w:p")):
        look = paragraph.pPr
        if look is None or look.style != ids[styles.TITLE]:
            continue
        if look.find(qn("w:spacing")) is None:
            lines = 1 + sum(1 for _ in paragraph.iter(qn("w:br")))
            pitch = twips(page.title_pitch_pt)
            made = spaced_title(Para(style=styles.TITLE), lines, pitch, height)
            spacing = sheet.element(made.xml(ids)).find(f"{qn('w:pPr')}/{qn('w:spacing')}")
            look._insert_spacing(spacing)  # noqa: SLF001 - where the schema wants it


def _as_shipped(document: Any, style_id: str, page: Any) -> bool:
    style = next(one for one in document.styles if one.style_id == style_id)
    spacing = style.element.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    line = twips(page.title_pitch_pt)
    return spacing is not None and spacing.get(qn("w:line")) == str(line)


def _letter(document: Any, head: LetterHead, lines: LineMaker, ids: Names) -> None:
    """Put mark and double rules of a letter into the first page's head and foot.

    A template with a first page of its own keeps it.
    """
    section = document.sections[0]
    if section.different_first_page_header_footer:
        return
    section.different_first_page_header_footer = True
    strip = letter_head(head, lines)
    paras, begin, _ = drawn.letter_mark(strip, lines.page)
    foot = drawn.letter_foot(strip)
    _fill(section.first_page_header, paras, ids)
    wide = replace(foot, left=paras[-1].left, right=paras[-1].right)
    _fill(section.first_page_footer, (wide,), ids)
    margins = section._sectPr.find(qn("w:pgMar"))  # noqa: SLF001
    margins.set(qn("w:header"), str(max(0, twips(begin))))


def _fill(story: Any, paras: Sequence[Para], ids: Names) -> None:
    story.is_linked_to_previous = False
    root = story._element  # noqa: SLF001
    for one in list(root):
        root.remove(one)
    for para in paras:
        root.append(sheet.element(para.xml(ids)))


def _describe(document: Any, paper: Paper) -> None:
    """Write what the file says of itself; no day, so that equal papers are equal files."""
    about = document.core_properties
    about.title, about.author, about.subject = paper.title[:255], paper.author[:255], paper.subject
    about.language, about.last_modified_by, about.revision = paper.lang, "", 1
    about.comments = about.keywords = about.category = ""
    root = about._element  # noqa: SLF001
    for one in list(root):
        if etree.QName(one).localname in ("created", "modified", "lastPrinted"):
            root.remove(one)


def bytes_of(document: Any) -> bytes:
    """Return a document as bytes that depend on nothing but what it says."""
    written = io.BytesIO()
    document.save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _NOBODY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(name))
    return packed.getvalue()
