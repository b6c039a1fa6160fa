"""Telephone numbers (电话) as offices write them: which look right, and what is doubtful in others.

A number is only ever doubted, never refused: a ward's old switchboard, a foreign number or a
number somebody half remembers is better kept than lost. Source of the shapes: the numbering plan
(电信网编号计划, MIIT): mobile numbers have 11 digits and begin with 13 to 19; a fixed line has an
area code of 3 or 4 digits and 7 or 8 digits of its own.
"""

from __future__ import annotations

import re
import unicodedata

from consultroom.frozen import Frozen

_BETWEEN = re.compile(r"[、，,；;/\n]+")
_PADDING = re.compile(r"[\s\-()]+")
_FITS = re.compile(
    r"(?:\+?86)?1[3-9]\d{9}"  # mobile
    r"|0(?:10|2\d)\d{8}|0[3-9]\d{2}\d{7,8}"  # fixed, with its area
    r"|[2-8]\d{6,7}"  # fixed, within the area
    r"|[48]00\d{7}"  # of a company
    r"|1(?:0|1|2)\d{1,3}|9[56]\d{3,6}"  # 110, 12345, 95588
)


class Doubt(Frozen):
    """A shape that is no telephone number, and what is said of it; ``{count}`` is its digits."""

    shape: re.Pattern[str]
    says: str


DOUBTS = (
    Doubt(re.compile(r"\d{17}[\dXx]"), "像是身份证号，电话一栏请不要填。"),
    Doubt(re.compile(r"1[3-9]\d*"), "手机号应为 11 位，这里有 {count} 位，请核对。"),
    Doubt(re.compile(r"1\d{10}"), "没有以这三个数字开头的手机号，请核对。"),
    Doubt(re.compile(r"0\d*"), "座机应为区号加 7 至 8 位号码，这里共有 {count} 位，请核对。"),
    Doubt(re.compile(r"\d+"), "有 {count} 位，不像手机号，也不像座机号，请核对。"),
    Doubt(re.compile(r".*"), "有数字以外的字，请核对。"),
)
"""The first that fits is said."""


def plain(typed: str) -> str:
    """Return a number with its full-width signs made narrow and the blanks between digits gone."""
    narrow = unicodedata.normalize("NFKC", typed).strip()
    return re.sub(r"(?<=\d)\s+(?=\d)", "", narrow)


def doubt(typed: str) -> str:
    """Return a sentence about what is doubtful in a number; empty where it looks right.

    Several numbers may stand side by side, parted by ``、`` or a slash; an extension may follow
    a fixed line as ``转 8012`` or ``-8012``.
    """
    numbers = (_told(part) for part in _BETWEEN.split(plain(typed)))
    return next((said for number in numbers if number and (said := _doubt(number))), "")


def _told(part: str) -> str:
    """Return a number as its digits stand, its extension left out."""
    line = re.split(r"转|分机|[eE]xt", part)[0]
    digits = _PADDING.sub("", line)
    base = re.fullmatch(r"(0\d{2,3}-?\d{7,8}|\d{7,8})-\d{1,5}", line.strip())
    return _PADDING.sub("", base[1]) if base else digits


def _doubt(number: str) -> str:
    if _FITS.fullmatch(number):
        return ""
    said = next(one.says for one in DOUBTS if one.shape.fullmatch(number))
    return said.format(count=sum(map(str.isdigit, number)))
