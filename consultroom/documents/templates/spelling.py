"""How the tags of a template are written: each by itself, and loops with their ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from consultroom.documents.templates.findings import Finding, Weight
from consultroom.documents.templates.reading import Mark

_OPENS, _CLOSES = re.compile(r"(for|if)\b"), re.compile(r"end(for|if)\b")
_BETWEEN = re.compile(r"(else|elif)\b")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def alone(mark: Mark) -> Iterator[Finding]:
    """Yield what is wrong with how one tag is written."""
    says = _spelling(mark)
    if says:
        yield Finding(Weight.STOPS, mark.place, says, mark.around)


def _spelling(mark: Mark) -> str:
    if mark.kind == "#":
        return ""
    if mark.kind == "%" and mark.inner in ("raw", "endraw"):
        return "不能用 {% raw %}，标签只写要印出的内容。"
    if mark.scope == "r":
        return f"“{mark.text}”不用写 r，写成 {{{{ {mark.inner} }}}}。"
    if re.match(r"\{[{%] +(p|tr|tc) ", mark.text):
        return f"“{mark.text}”的 p、tr、tc 要紧跟在括号后面，中间不留空格。"
    if re.match(r"\{[{%]-|.*-[}%]\}$", mark.text, re.DOTALL):
        return f"“{mark.text}”里的减号会把前后两段并到一起，请去掉。"
    if mark.scope == "p" and mark.around.strip() != mark.text:
        return f"“{mark.text}”要独占一段：这一段的其他文字会丢失。请另起一段写。"
    if mark.scope in ("tr", "tc") and _inside(mark, "tr") is None:
        return f"“{mark.text}”只能写在表格里。"
    if mark.scope == "tr" and mark.kind == "{":
        return f"“{mark.text}”不用写 tr。"
    return ""


def _inside(mark: Mark, name: str) -> Any:
    return next(mark.paragraph.iterancestors(f"{_W}{name}"), None)


def nesting(marks: Sequence[Mark]) -> Iterator[Finding]:
    """Yield loops and conditions that do not end where they began: in the same part of a page."""
    still: list[Mark] = []
    for mark in marks:
        if mark.kind != "%":
            continue
        if _OPENS.match(mark.inner):
            still.append(mark)
            continue
        closing, between = _CLOSES.match(mark.inner), _BETWEEN.match(mark.inner)
        if not closing and not between:
            continue
        if not still:
            yield Finding(Weight.STOPS, mark.place, f"“{mark.text}”前面没有开头。", mark.around)
            continue
        begun = still.pop() if closing else still[-1]
        says = _unlike(begun, mark, closing.group(1) if closing else "")
        if says:
            yield Finding(Weight.STOPS, mark.place, says, mark.around)
    for mark in still:
        word = _end_of(mark)
        says = f"“{mark.text}”没有结尾，请在后面加上 {word}。"
        yield Finding(Weight.STOPS, mark.place, says, mark.around)


def _end_of(mark: Mark) -> str:
    found = _OPENS.match(mark.inner)
    return f"{{%{mark.scope} end{found.group(1) if found else ''} %}}"


def _unlike(begun: Mark, mark: Mark, word: str) -> str:
    if word and not re.match(word, begun.inner):
        return f"“{mark.text}”和{begun.place}的“{begun.text}”配不上，应是 {_end_of(begun)}。"
    if begun.scope != mark.scope:
        wanted = f"{{%{begun.scope}" if begun.scope else "{%"
        return f"“{mark.text}”要和{begun.place}的“{begun.text}”写法一致，开头都是 {wanted}。"
    if _home(begun) is not _home(mark):
        return f"“{mark.text}”和{begun.place}的“{begun.text}”不在同一处，排出来会错乱。"
    return ""


def _home(mark: Mark) -> Any:
    """Return the element whose children the pair repeats or drops."""
    if mark.scope == "p":
        return mark.paragraph.getparent()
    if mark.scope in ("tr", "tc"):
        return _inside(mark, "tbl" if mark.scope == "tr" else "tr")
    return mark.paragraph
