"""Where a line of Chinese text may end (禁则): pure tables and two functions.

GB/T 15834-2011 (标点符号用法) clause 5.1: closing marks, 连接号 and 间隔号 do not begin a line;
opening quotes and brackets do not end one; 破折号 and 省略号 are not divided. What clerks ask
beyond it: a number stays with its unit (``8,000元``, ``第3条``), a span of time in one piece
(``8:30—11:30``), a Latin word and a personal name whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

FREE, HELD, SEALED = 0, 1, 2
"""May a line end before this character? Yes; no; never, not even where nothing else helps."""

NO_START = frozenset(
    "，。、；：？！．·•‧・…—–―－～〜~）》〉”’」』】〕］｝〗〙〞﹂﹄︶︾％‰℃℉°′″々〻ー,.;:?!)]}%»›"
)
NO_END = frozenset("（《〈“‘「『【〔［｛〖〘〝﹁﹃︵︽￥＄￡€$£¥№§([{«‹")
HANGABLE = frozenset("，。、；：")

# Marks drawn in one half of a full cell; the other half may be given up.
CLOSING = "，。、；：？！．）》〉”’」』】〕］｝〗〙〞"  # ink at the left
OPENING = "（《〈“‘「『【〔［｛〖〘〝"  # ink at the right
_CENTRED = "？！．"  # some faces draw these nearer the middle

MARKS = re.compile(  # combining marks, variation selectors, joiners: part of what precedes
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u200d\u20d0-\u20ff\u302a-\u302f\u3099"
    "\u309a\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]+"
)

_BARRED = re.compile("[" + re.escape("".join(sorted(NO_START | NO_END))) + ' \u3000\u00a0"]')
_PAIR = re.compile(
    f"[{re.escape(CLOSING)}](?=[{re.escape(CLOSING + OPENING)}])"
    f"|[{re.escape(OPENING)}](?=[{re.escape(OPENING)}])"
)

_DIGIT = "[0-9０-９]"
# ASCII but space and the straight quote; Latin, Greek, Cyrillic letters; full-width digits
_LETTER = "[!#-~¡-¤¦-¯²³µ¹-ÖØ-öø-ʯͰ-ԯḀ-ỿ０-９]"
_WORD = f"(?:{_LETTER}|(?<={_DIGIT})[：．](?={_DIGIT}))+"
_SCALE = "(?:十|百|千|万亿|万|亿)?[余多]?"
_UNIT = (
    f"时{_DIGIT}{{1,2}}分|点{_DIGIT}{{1,2}}分|平方公里|平方千米|平方米|立方米|个工作日|工作日|公里|千米|"
    "厘米|毫米|公顷|公斤|千克|小时|分钟|分贝|季度|年度|年级|周年|周岁|人次|美元|欧元|号楼|单元|个月|"
    "千瓦时|千瓦|米|亩|吨|克|升|元|角|分|楼|栋|幢|层|室|户|套|间|座|处|条|款|项|件|份|期|届|次|场|批|"
    "轮|号|章|节|页|行|名|位|人|个|家|对|组|支|辆|台|盏|根|块|张|本|册|篇|遍|倍|成|岁|年|月|日|时|点|"
    "秒|天|周|度|瓦|伏|％|‰|℃|℉|°|′|″"
)
_COUNTED = f"{_WORD}(?:(?<={_DIGIT})(?:{_SCALE}(?:{_UNIT})|十|百|千|万亿|万|亿))?"
_SPAN = f"(?:(?:——|[—–－～〜])(?={_DIGIT})|(?<={_DIGIT})至(?={_DIGIT}))"
_TOKEN = re.compile(f"第?{_COUNTED}(?:{_SPAN}{_COUNTED})*")


def held(text: str, whole: Iterable[tuple[int, int]] = ()) -> bytearray:
    """Return for each place in `text` whether a line may end there.

    Args:
        text: a paragraph.
        whole: spans (first, past the last character) that stay on one line, such as names.

    Returns:
        One of FREE, HELD, SEALED for the place before each character, and FREE for the end.
    """
    places = bytearray(len(text) + 1)
    for start, end in _unbroken(text, whole):
        places[start + 1 : end] = b"\x01" * (end - start - 1)
    quotes = 0
    for match in _BARRED.finditer(text):
        at, mark = match.start(), match[0]
        quotes += mark == '"'
        opens = mark in NO_END or (mark == '"' and quotes % 2 == 1)
        places[at + opens] = HELD
        if mark == "\u00a0":
            places[at + 1] = HELD
    for match in MARKS.finditer(text):
        start, end = match.span()
        places[start:end] = b"\x02" * (end - start)
    places[len(text)] = FREE
    return places


def _unbroken(text: str, whole: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    yield from whole
    for match in _TOKEN.finditer(text):
        yield match.span()


def pairs(text: str) -> Iterator[tuple[int, float]]:
    """Yield where two marks meet and the blank between them is given up.

    Yields:
        The index of the first mark, and how much nearer the second stands, in sizes.
    """
    for match in _PAIR.finditer(text):
        yield match.start(), 0.25 if match[0] in _CENTRED else 0.5


def spare(text: str, start: int, end: int) -> Iterator[tuple[int, float]]:
    """Yield which characters of a line may be followed more closely, for squeezing.

    A closing mark gives up the blank at its own right. An opening mark's blank is at its left,
    so it is the character before it whose advance shrinks.

    Args:
        text: the paragraph.
        start: index of the line's first character.
        end: index past its last character.

    Yields:
        The index of the character whose advance may shrink, and by how much, in sizes.
    """
    before = ""
    for at in range(start, end):
        mark = text[at]
        if mark in CLOSING and (at + 1 == end or text[at + 1] not in CLOSING + OPENING):
            yield at, 0.25 if mark in _CENTRED else 0.5
        elif mark in OPENING and at > start and before not in CLOSING + OPENING:
            yield at - 1, 0.5
        before = mark
