"""Papers and templates for the tests of docx twins."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from typing import Any

from docx import Document

from consultroom import resources
from consultroom.documents.blocks import (
    Addressee,
    AttachmentNote,
    AttachmentStart,
    BlankLines,
    Block,
    Hanging,
    Heading,
    Note,
    Paper,
    Paragraph,
    Signature,
    Title,
    data_table,
    names,
)
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.documents.heads import Imprint, LetterHead, MinutesHead, RedHead, Urgency

TEMPLATE = resources.path("templates", "general.docx").read_bytes()
BARE = ("{{ 标题 }}", "{%p for 段 in 正文 %}", "{{p 段 }}", "{%p endfor %}")

_SENTENCES = (
    "会议听取了社区关于老旧小区加装电梯工作的汇报，围绕底层住户采光补偿和施工期间出行安排进行协商。",
    "各方认为，该工程自2026年3月启动以来，已完成12个单元的勘察，涉及居民326户；其中一楼住户48户。",
    "委员建议：一是成立由街道、社区、业主代表组成的协调小组；二是对“采光、通风”影响进行评估。",
    "部门表示，将在5个工作日内答复，并按《办法》（试行）执行，施工时段为8:30—11:30。",
    "居民代表陈玥玥说，希望补偿标准公开透明，费用分摊比例（一层0%、二层5%）写进协议。",
)


def long_paper(paragraphs: int, *, profile: PageProfile = GB9704, seed: int = 3) -> Paper:
    """Return a paper of so many long paragraphs, with every part but a head."""
    chance = random.Random(seed)  # noqa: S311 - only to vary the text
    blocks: list[Block] = [
        Title(text="关于召开梧桐街道“老旧小区加装电梯怎么办”协商议事会的通知"),
        Addressee(text="各驻站委员，有关单位："),
    ]
    for at in range(paragraphs):
        if at % 4 == 0:
            blocks.append(Heading(level=1, text="一、有关情况和要求"))
        if at % 5 == 2:
            blocks.append(Heading(level=2, text="（一）委员意见"))
        count = chance.randint(1, 7)
        blocks.append(Paragraph(text="".join(chance.choice(_SENTENCES) for _ in range(count))))
    blocks += [
        AttachmentNote(names=("参会人员名单", "参会回执")),
        Signature(names=("梧桐街道委员工作站",), date="2026年11月5日"),
        Note(text="联系人：张三"),
    ]
    return Paper(title="长文书", blocks=tuple(blocks), profile=profile)


def whole_paper(**changed: Any) -> Paper:
    """Return a short paper that has every part."""
    said: dict[str, Any] = {
        "title": "关于做好协商议事工作的通知",
        "author": "梧桐街道委员工作站",
        "subject": "会议通知",
        "blocks": (
            Urgency(text="特急"),
            RedHead(mark="澄湖区政协办公室文件", number="澄政协办〔2026〕3号", issuer="张建国"),
            Title(text="关于做好协商议事工作的通知"),
            Addressee(text="各镇（街道）："),
            Heading(level=1, text="一、总体要求"),
            Heading(level=2, text="（一）选题。", rest="从群众身边的事选起。"),
            Paragraph(text=_SENTENCES[0]),
            data_table(("序号", "事项"), (("1", "加装电梯"), ("2", "路灯"))),
            BlankLines(),
            Hanging(label="出席：", text=names(("陈玥玥", "买买提·艾力"))),
            Hanging(label="请假：", text="无"),
            AttachmentNote(names=("样表",)),
            Signature(names=("澄湖区政协办公室",), date="2026年11月5日"),
            Note(text="此件公开发布"),
            AttachmentStart(label="附件", title="样表"),
            Paragraph(text="附件里的文字。"),
            Imprint(
                copies_to=("区委办公室", "区政府办公室"),
                issued_by="澄湖区政协办公室",
                issued_on="2026年11月5日",
            ),
        ),
    }
    return Paper(**{**said, **changed})


def letter() -> Paper:
    """Return a letter on two pages, with copies."""
    return Paper(
        title="函",
        blocks=(
            LetterHead(mark="澄湖区政协办公室", number="澄政协办函〔2026〕3号"),
            Title(text="关于做好协商议事工作的函"),
            Addressee(text="区城管局："),
            *(Paragraph(text=_SENTENCES[0] * 3) for _ in range(5)),
            Signature(names=("澄湖区政协办公室",), date="2026年11月5日", sealed=True),
            Imprint(copies_to=("区委办公室",)),
        ),
    )


def headed_minutes() -> Paper:
    """Return minutes with a head of their own."""
    return Paper(
        title="纪要",
        blocks=(
            MinutesHead(
                mark="梧桐街道协商议事会纪要",
                issue="第3期",
                organ="梧桐街道委员工作站",
                date="2026年11月5日",
            ),
            Title(text="关于加装电梯的协商议事会纪要"),
            BlankLines(),
            *(Paragraph(text=_SENTENCES[0] * 3) for _ in range(5)),
            BlankLines(),
            Hanging(label="出席：", text=names(("陈玥玥", "欧阳修远") * 8)),
            Hanging(label="请假：", text="无"),
        ),
    )


def template(
    *lines: str, base: bytes = TEMPLATE, change: Callable[[Any], object] | None = None
) -> bytes:
    """Return a template of these paragraphs alone; or of the base's, when there are none."""
    document = Document(io.BytesIO(base))
    if lines:
        for paragraph in list(document.paragraphs):
            paragraph._element.getparent().remove(paragraph._element)
        for line in lines:
            document.add_paragraph(line)
    if change is not None:
        change(document)
    return saved(document)


def with_line(line: str) -> bytes:
    """Return the program's template with one more paragraph at its end."""
    return template(change=lambda document: document.add_paragraph(line))


def saved(document: Any) -> bytes:
    """Return a python-docx document as bytes."""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def read(content: bytes) -> Any:
    """Return a docx as a python-docx document."""
    return Document(io.BytesIO(content))
