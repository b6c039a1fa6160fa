"""Checking a template before it is used: every finding a clerk can put right, in one go."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from consultroom.documents.blocks import (
    Addressee,
    AttachmentNote,
    AttachmentStart,
    Hanging,
    Heading,
    Note,
    Paper,
    Paragraph,
    Signature,
    Title,
    data_table,
)
from consultroom.documents.heads import Imprint, RedHead
from consultroom.documents.setting import Setter
from consultroom.documents.templates import contexts, reading, rules
from consultroom.documents.templates.engine import rendered
from consultroom.documents.templates.findings import Finding, Weight
from consultroom.documents.templates.tags import PARTS
from consultroom.errors import UserError


def findings(template: bytes, setter: Setter) -> tuple[Finding, ...]:
    """Return what is wrong with a template; see `docx.check`."""
    try:
        document = reading.opened(template)
        marks = reading.marks(document)
        hidden = reading.hidden(document)
    except reading.UnusableTemplate as error:
        return (Finding(Weight.STOPS, "", str(error)),)
    found = [
        Finding(Weight.STOPS, place, _unfinished(around), around)
        for place, around in reading.left_open(document)
    ]
    if hidden:
        says = "批注、脚注、域或图片说明里有标签，那里的标签不会替换。请删掉。"
        found.append(Finding(Weight.STOPS, "", says))
    found += rules.findings_of(marks)
    if not any(one.weight is Weight.STOPS for one in found):
        found += _trial(template, setter)
    return tuple(dict.fromkeys(found))


def _unfinished(around: str) -> str:
    if any(ch in around for ch in "｛｝％"):
        return "用了全角的括号或百分号。标签要用英文半角的 {{ }} 和 {% %}。"
    return "标签的括号不成对，或者一个标签分在了两段。请写在同一段里，写成 {{ 标题 }} 的样子。"


def _trial(template: bytes, setter: Setter) -> Iterator[Finding]:
    """Fill the template with a made-up paper: what only then goes wrong is found too."""
    try:
        rendered(template, made_up(), setter)
    except UserError as error:
        yield Finding(Weight.STOPS, "", str(error))


@cache
def made_up() -> Paper:
    """Return a paper that has every part."""
    return Paper(
        title="关于检查模板的通知",
        author="样例工作站",
        subject="样例",
        blocks=(
            RedHead(mark="样例机关文件", number="样〔2026〕1号", issuer="张三"),
            Title(text="关于检查模板的通知"),
            Addressee(text="各有关单位："),
            Heading(level=1, text="一、事项"),
            Paragraph(text="样例文字<&>“引号”。"),
            data_table(("序号", "内容"), (("1", "样例"),)),
            Hanging(label="出席：", text="张三、李四"),
            AttachmentNote(names=("样例附件",)),
            Signature(names=("样例工作站",), date="2026年11月5日"),
            Note(text="联系人：张三"),
            Paragraph(text="落款以后的文字。"),
            AttachmentStart(label="附件", title="样例附件"),
            Paragraph(text="附件文字。"),
            Imprint(copies_to=("样例单位",), issued_by="样例机关", issued_on="2026年11月5日"),
        ),
    )


def left_out(template: bytes, paper: Paper, setter: Setter) -> tuple[str, ...]:
    """Return the parts of a paper its template does not print; see `docx.omitted`."""
    used = rules.used_in(reading.marks(reading.opened(template)))
    context = contexts.context_of(paper, setter)
    return tuple(
        part for part, tags in PARTS.items() if contexts.has(context, part) and not used & set(tags)
    )
