"""The named styles (样式) of a template: what a clerk changes once in WPS, for every paper.

Their numbers come from the page profile. In a template they are the standard's; `refitted`
puts those of a district's own page in their place, and leaves what the district changed by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import GB9704, INDENT, PageProfile
from consultroom.documents.templates.wordml import TWIPS, attribute, twips
from consultroom.frozen import Frozen

# names as word processors know the faces; a PC without one shows what it has
FONTS = {
    Role.FANGSONG: "仿宋",
    Role.SONG: "宋体",
    Role.XIAOBIAOSONG: "方正小标宋简体",
    Role.HEI: "黑体",
    Role.KAI: "楷体",
    Role.LATIN: "Times New Roman",
}
LETTERS = FONTS[Role.LATIN]  # letters and digits, in every face but 黑体

TITLE = "公文标题"
ADDRESSEE = "主送机关"
BODY = "公文正文"
HEADINGS = ("一级标题", "二级标题", "三级标题", "四级标题")
ROLL = "名单"
ATTACHMENTS = "附件说明"
SIGNATURE = "署名"
DATE = "成文日期"
NOTE = "附注"
ATTACHMENT = "附件字样"
BLANK = "空行"
CELL = "表格文字"
HEAD = "版头"
MARK = "机关标志"
IMPRINT = "版记"
NUMBER = "页码"
FACES = {
    Role.HEI: "黑体字",
    Role.KAI: "楷体字",
    Role.FANGSONG: "仿宋字",
    Role.SONG: "宋体字",
    Role.XIAOBIAOSONG: "小标宋字",
    Role.LATIN: "西文字",
}  # character styles of runs in another face than their paragraph's

CELL_PT, CELL_LEADING = 12.0, 1.5  # `blocks.Table`'s own
_NUMBER_LINE = 16.0  # pt


class _Rule(Frozen, kw_only=True):
    """One paragraph style; sizes and lines in pt, indents in 字."""

    role: Role
    size: float
    line: float
    jc: str = "both"
    first: float = 0.0
    level: int = 0
    keep_next: bool = False
    on_grid: bool = True  # body text: letters stand so close that a line holds its 字


def line_twips(page: PageProfile) -> int:
    """Return the exact line height of body text, twips.

    Rows that the standard spreads from edge to edge (clause 5.2.3) become strips of equal height:
    225 mm / 22 = 579 twips, 28.95 pt.
    """
    if page.line_pitch_pt is not None:
        return twips(page.line_pitch_pt)
    return int(page.height * TWIPS / page.rows)


def cell_spacing(page: PageProfile) -> int:
    """Return what to add to the width of a 汉字 so that a line holds its 字, twips."""
    return int((page.cell - page.body_pt) * TWIPS // 1)


def style_names() -> tuple[str, ...]:
    """Return the names of all styles, paragraphs' first."""
    return (*_rules(GB9704), *FACES.values())


def style_xml(name: str, page: PageProfile = GB9704) -> str:
    """Return a style as its XML element, without namespaces declared."""
    faces = {word: role for role, word in FACES.items()}
    if name in faces:
        return (
            f'<w:style w:type="character" w:customStyle="1" w:styleId={attribute(name)}>'
            f"<w:name w:val={attribute(name)}/><w:qFormat/>"
            f"<w:rPr>{_fonts(faces[name])}</w:rPr></w:style>"
        )
    return _paragraph_style(name, _rules(page)[name], page)


def _rules(page: PageProfile) -> dict[str, _Rule]:
    body, line = page.body_pt, line_twips(page) / TWIPS
    plain = _Rule(role=page.body_role, size=body, line=line)
    indented = _Rule(role=page.body_role, size=body, line=line, first=INDENT)
    roles = (Role.HEI, Role.KAI, page.body_role, page.body_role)
    headings = {
        name: _Rule(role=role, size=body, line=line, first=INDENT, level=level, keep_next=True)
        for level, (name, role) in enumerate(zip(HEADINGS, roles, strict=True), start=1)
    }
    right = _Rule(role=page.body_role, size=body, line=line, jc="right", keep_next=True)
    title = _Rule(
        role=page.title_role,
        size=page.title_pt,
        line=page.title_pitch_pt,
        jc="center",
        keep_next=True,
        on_grid=False,
    )
    number = page.page_number
    return {
        TITLE: title,
        ADDRESSEE: plain,
        BODY: indented,
        **headings,
        ROLL: indented,
        ATTACHMENTS: indented,
        SIGNATURE: right,
        DATE: _Rule(role=page.body_role, size=body, line=line, jc="right"),
        NOTE: indented,
        ATTACHMENT: _Rule(role=Role.HEI, size=body, line=line, keep_next=True),
        BLANK: plain,
        CELL: _Rule(role=page.body_role, size=CELL_PT, line=CELL_PT * CELL_LEADING, on_grid=False),
        HEAD: _Rule(role=page.body_role, size=body, line=line, jc="left"),
        MARK: _Rule(role=Role.XIAOBIAOSONG, size=body, line=line, jc="center", on_grid=False),
        IMPRINT: _Rule(role=page.body_role, size=14.0, line=24.5, jc="left", on_grid=False),
        NUMBER: _Rule(
            role=number.role, size=number.size_pt, line=_NUMBER_LINE, jc="left", on_grid=False
        ),
    }


def _paragraph_style(name: str, rule: _Rule, page: PageProfile) -> str:
    half = round(rule.size * 2)
    spacing = f'<w:spacing w:val="{cell_spacing(page)}"/>' if rule.on_grid else ""
    look = "<w:keepNext/>" if rule.keep_next else ""
    look += f'<w:widowControl/><w:overflowPunct w:val="{hangs(page)}"/>'
    look += '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
    look += f'<w:spacing w:before="0" w:after="0" w:line="{twips(rule.line)}" w:lineRule="exact"/>'
    if rule.first:
        first = twips(rule.first * page.cell)
        look += f'<w:ind w:firstLineChars="{round(rule.first * 100)}" w:firstLine="{first}"/>'
    look += f'<w:jc w:val="{rule.jc}"/>'
    look += f'<w:outlineLvl w:val="{rule.level - 1}"/>' if rule.level else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId={attribute(name)}>'
        f"<w:name w:val={attribute(name)}/><w:qFormat/><w:pPr>{look}</w:pPr>"
        f"<w:rPr>{_fonts(rule.role)}{spacing}"
        f'<w:kern w:val="0"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr></w:style>'
    )


def hangs(page: PageProfile) -> int:
    """Return 1 if a mark may stand outside the right edge, else 0."""
    return int(page.overflow.value == "hang")


def _fonts(role: Role) -> str:
    font = attribute(FONTS[role])
    letters = font if role is Role.HEI else attribute(LETTERS)
    return f"<w:rFonts w:ascii={letters} w:hAnsi={letters} w:eastAsia={font} w:cs={letters}/>"


def flat(element: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield (path, attribute, value) of everything below an element.

    Args:
        element: an lxml element.
        path: put before every path yielded.
    """
    for child in element:
        here = f"{path}/{child.tag}" if path else child.tag
        for name, value in child.attrib.items():
            yield here, name, value
        yield from flat(child, here)
