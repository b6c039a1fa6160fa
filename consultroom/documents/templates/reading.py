"""Opening a template: what a district may hand in, and its tags made whole.

A template comes from outside. It is unpacked within limits, holds no programs, fetches nothing,
and its tags, which word processors cut into runs as they please, are put together again before
anything looks at them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from consultroom.errors import UserError
from consultroom.frozen import Frozen

MOST_BYTES = 8 * 1024 * 1024  # of the file
MOST_UNPACKED = 64 * 1024 * 1024  # of everything in it
MOST_XML = 4 * 1024 * 1024  # of one XML part
MOST_PARTS = 500
MOST_TAGS = 2000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROGRAMS = re.compile(r"vbaProject|\.bin$|/embeddings/|/activeX/|\.ocx$|\.exe$|\.dll$", re.I)
_OUTSIDE = re.compile(rb'<Relationship\b[^>]*TargetMode\s*=\s*["\']External["\'][^>]*>', re.I)
_LINK = b"/hyperlink"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPENING = re.compile(r"\{[{%#]")
_STRAIGHT = str.maketrans("“”‘’\u00a0\u3000", "\"\"''  ")


class UnusableTemplate(UserError):
    """The file is no template, or holds what a template may not."""


class Mark(Frozen, kw_only=True):
    """One tag, where it stands.

    Attributes:
        text: as written, ``{%p for 段 in 正文 %}``.
        place: in words, ``第3段``.
        around: the text of its paragraph.
        paragraph: the lxml element it stands in.
    """

    text: str
    place: str
    around: str
    paragraph: Any

    @property
    def kind(self) -> str:
        """The second character of its opening: ``{``, ``%`` or ``#``."""
        return self.text[1]

    @property
    def scope(self) -> str:
        """What it removes around itself: ``p``, ``tr``, ``tc``, ``r``, or nothing."""
        found = re.match(r"\{[{%#](p|tr|tc|r) ", self.text)
        return found.group(1) if found else ""

    @property
    def inner(self) -> str:
        """What stands between the braces, with straight quotation marks."""
        return self.text[2 + len(self.scope) : -2].translate(_STRAIGHT).strip()


def opened(template: bytes) -> Any:
    """Return a template as a python-docx document, every tag whole in one run.

    Raises:
        UnusableTemplate: it is no docx, too large, or holds programs or links to elsewhere.
    """
    _look_over(template)
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = Document(io.BytesIO(template))
        for story in stories(document):
            make_whole(story)
    except (KeyError, ValueError, AttributeError, OpcError, LxmlError) as error:
        raise UnusableTemplate("这个 Word 模板已经损坏，打不开。请用 WPS 另存一次再试。") from error
    return document


def _look_over(template: bytes) -> None:
    """Refuse what must not even be opened."""
    if len(template) > MOST_BYTES:
        raise UnusableTemplate("模板超过8MB，请把里面的大图片压缩或删掉。")
    if not template.startswith(b"PK"):
        raise UnusableTemplate("这不是 .docx 文件。请在 WPS 里另存为“Word 文档（.docx）”。")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as file:
            _look_into(file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnusableTemplate(
            "这个 .docx 文件已经损坏，打不开。请用 WPS 另存一次再试。"
        ) from error


def _look_into(file: zipfile.ZipFile) -> None:
    infos = file.infolist()
    if len(infos) > MOST_PARTS or len({info.filename for info in infos}) < len(infos):
        raise UnusableTemplate("这个文件的结构不像 Word 文档。请用 WPS 另存一次再试。")
    if "word/document.xml" not in file.namelist():
        raise UnusableTemplate("这不是 Word 文档。请在 WPS 里另存为“Word 文档（.docx）”。")
    left = MOST_UNPACKED
    for info in infos:
        if _PROGRAMS.search(info.filename):
            raise UnusableTemplate("模板里带有宏或嵌入的程序，不能用。请另存为不带宏的 .docx。")
        with file.open(info) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise UnusableTemplate("这个文件解开以后太大，不能用作模板。")
        _look_at(info.filename, content)


def _look_at(name: str, content: bytes) -> None:
    if not name.endswith((".xml", ".rels")):
        return
    if len(content) > MOST_XML:
        raise UnusableTemplate("模板的文字太多，不像一个模板。请只留标签和固定的文字。")
    if (
        b"<!DOCTYPE" in content
        or b"<!ENTITY" in content
        or content[:2] in (b"\xff\xfe", b"\xfe\xff")
    ):
        raise UnusableTemplate("这个文件里有 Word 文档不该有的内容，不能用作模板。")
    if name.endswith(".rels") and any(_LINK not in one for one in _OUTSIDE.findall(content)):
        raise UnusableTemplate("模板里链接了别处的图片或文件。请把图片直接放进文档里再保存。")


def stories(document: Any) -> Iterator[Any]:
    """Yield the roots of the body and of every header and footer of a document."""
    yield document.element.body
    for rel in document.part.rels.values():
        if rel.reltype.endswith(("/header", "/footer")):
            yield rel.target_part.element


def story_names(document: Any) -> Iterator[tuple[str, Any]]:
    """Yield every story with its name as a clerk knows it."""
    yield "", document.element.body
    for rel in document.part.rels.values():
        if rel.reltype.endswith("/header"):
            yield "页眉", rel.target_part.element
        elif rel.reltype.endswith("/footer"):
            yield "页脚", rel.target_part.element


def paragraphs(story: Any) -> list[Any]:
    """Return the paragraphs of a story in order, those in tables too."""
    return list(story.iter(f"{_W}p"))


def texts_of(paragraph: Any) -> list[Any]:
    """Return the text elements of a paragraph; not those of paragraphs within it."""
    return [
        text for text in paragraph.iter(f"{_W}t") if next(text.iterancestors(f"{_W}p")) is paragraph
    ]


def text_of(paragraph: Any) -> str:
    """Return the text of a paragraph."""
    return "".join(text.text or "" for text in texts_of(paragraph))


def make_whole(story: Any) -> None:
    """Move every tag that is cut over several runs into the run it begins in."""
    for paragraph in paragraphs(story):
        texts = texts_of(paragraph)
        line = "".join(text.text or "" for text in texts)
        if _OPENING.search(line):
            _gather(texts, [found.span() for found in _TAG.finditer(line)])


def _gather(texts: list[Any], spans: list[tuple[int, int]]) -> None:
    """Give each text element its own characters, and each tag to the one it begins in."""
    line = "".join(text.text or "" for text in texts)
    owners: list[int] = []
    for at, text in enumerate(texts):
        owners += [at] * len(text.text or "")
    for start, end in spans:
        owners[start:end] = [owners[start]] * (end - start)
    parts: list[list[str]] = [[] for _ in texts]
    for owner, ch in zip(owners, line, strict=True):
        parts[owner].append(ch)
    for text, part in zip(texts, parts, strict=True):
        text.text = "".join(part)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def marks(document: Any) -> list[Mark]:
    """Return every tag of a document in order.

    Raises:
        UnusableTemplate: there are thousands.
    """
    found = []
    for name, story in story_names(document):
        for at, paragraph in enumerate(paragraphs(story), start=1):
            around = text_of(paragraph)
            place = f"{name}第{at}段"
            found += [
                Mark(text=tag.group(), place=place, around=around, paragraph=paragraph)
                for tag in _TAG.finditer(around)
            ]
    if len(found) > MOST_TAGS:
        raise UnusableTemplate(f"模板里有{len(found)}个标签，太多了，最多{MOST_TAGS}个。")
    return found


def left_open(document: Any) -> Iterator[tuple[str, str]]:
    """Yield place and text of every paragraph with braces that make no tag."""
    odd = re.compile(r"\{[{%#]|[}%#]\}|[｛｝]{2}|｛[%％]|[%％]｝")
    for name, story in story_names(document):
        for at, paragraph in enumerate(paragraphs(story), start=1):
            around = text_of(paragraph)
            if odd.search(_TAG.sub("", around)):
                yield f"{name}第{at}段", around


def hidden(document: Any) -> bool:
    """Tell whether a tag stands where no clerk can see it: in an attribute, a field, a note."""
    for story in stories(document):
        values = story.xpath(".//@*") + [text for text in story.xpath(".//text()") if _unseen(text)]
        if any(_OPENING.search(value) for value in values):
            return True
    return any(_in_notes(rel) for rel in document.part.rels.values())


def _unseen(text: Any) -> bool:
    """Tell whether a text node is not what a paragraph shows."""
    return bool(text.is_tail or text.getparent().tag != f"{_W}t")


def _in_notes(rel: Any) -> bool:
    if not rel.reltype.endswith(("/footnotes", "/endnotes", "/comments")):
        return False
    return bool(re.search(rb"\{[{%#]", rel.target_part.blob))
