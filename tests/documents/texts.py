"""Texts for the tests of paper: anything a clerk may type, and samples."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import strategies as st

from consultroom.documents.fonts import Glyph, Role

HAN = (
    "会议听取了社区关于老旧小区加装电梯工作的汇报围绕底层住户采光补偿和施工期间出行安排进行协商一国"
)
MARKS = "，。、；：？！（）《》〈〉“”‘’「」『』【】〔〕·…—～％℃"
RARE = "𠮷𠅤𬱖㛃䶮龑堃喆玥𪚥"
NAMES = ("陈玥玥", "买买提·艾力", "李𠮷", "欧阳修远", "古丽娜尔·艾山", "𬱖㛃")
PIECES = (
    "8,000元",
    "55dB（A）",
    "30%",
    "第3条",
    "8:30—11:30",
    "14:00-17:30",
    "2026年11月26日",
    "12.5万平方米",
    "3个工作日",
    "￥9,005元",
    "——",
    "……",
    "PDF",
    "e-mail",
    "Word 文档",
    "葛\U000e0100",
    "“提案”",
    "《办法》（试行）",
    "https://www.example.gov.cn/very/long/path/that/does/not/end/for/a/long/while/index.html?a=1&b=2",
)
UNSPLIT = re.compile(
    r"[0-9,.]+元|第[0-9]+条|[0-9]+%|[0-9]+dB|[0-9:]+[—-][0-9:]+|[0-9.]+万平方米|[0-9]+个工作日|——|……"
    r"|[0-9]+[年月日]|[A-Za-z]+"
)

pieces = st.one_of(
    st.text(HAN, min_size=1, max_size=12),
    st.text(HAN + MARKS, min_size=1, max_size=6),
    st.sampled_from(PIECES + NAMES),
    st.text(RARE, min_size=1, max_size=3),
    st.text(MARKS, min_size=1, max_size=3),
)
paragraphs = st.lists(pieces, min_size=1, max_size=30).map("".join)
odd_paragraphs = st.text(
    st.one_of(
        st.sampled_from(HAN + MARKS + RARE + " \u3000\u00a0\"'-,.;:!?()[]{}%$#\t"),
        st.characters(blacklist_categories=("Cs", "Cc")),
    ),
    max_size=120,
)
"""Also what nobody types: any characters at all, in any order."""

MINUTES = """# 关于梧桐街道老旧小区加装电梯事项的|协商议事会议纪要
各驻站委员，有关单位，桂花社区：
2026年11月26日，梧桐街道委员工作站在桂花社区二楼协商议事室召开协商议事会，围绕老旧小区加装电梯底层住户补偿标准进行协商。现将有关情况纪要如下：
一、基本情况
会议应到23人，实到21人。会议听取了社区关于老旧小区加装电梯工作推进情况的汇报。
（一）关于补偿标准。参会人员认为，补偿标准由每户8,000元调整为9,005元。
（二）关于施工安排
1.施工时段为8:30—11:30、14:00—17:30，噪声控制在55dB（A）以下，参加人员有买买提·艾力、陈𠮷、李喆堃。
（1）每半年公示一次，网址https://www.example.gov.cn/path/index.html?a=1&b=2。
| 序号 | 意见建议 | 建议主办 | 时限 |
|---|---|---|---|
| 1 | 对底层住户采光补偿标准予以明确，由社区组织入户征求意见 | 桂花社区 | 2026年12月31日前 |
| 2 | 施工期间出行安排 | 街道 | 30日 |
二、下一步工作。会议要求，各有关单位抓好落实。
> 梧桐街道委员工作站
> 2026年11月27日
"""


@dataclass(frozen=True)
class PlainFaces:
    """Stands in for the bundled faces where only widths matter: ASCII is half an em wide."""

    def glyph(self, role: Role, ch: str) -> Glyph:
        if ch < "\u0250":
            return Glyph("Latin", 0.25 if ch in " \u00a0" else 0.5, 0.03)
        if "\U000e0100" <= ch <= "\U000e01ef":
            return Glyph("Missing", 0.0, 0.0)
        return Glyph(role.value, 1.0, 0.07)

    def missing(self, text: str) -> tuple[str, ...]:
        return ()

    def reportlab_name(self, face: str) -> str:
        raise AssertionError(f"{face} is only measured here")
