"""信函格式 for the papers that hand a matter to a unit, where a district grants it.

A station has no head of its own: the head is the one its district or its 镇（街道） lends it
(`PaperRules.letter_head`), the letter is signed by that organ, and its number is that organ's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from consultroom.documents.blocks import Addressee, Block, Signature, Title
from consultroom.documents.heads import Imprint, LetterHead
from consultroom.domain.calendar import chinese_date
from consultroom.domain.papers import PaperRules
from consultroom.domain.parameters import Parameters

BY_HAND = "　　"  # room for a number written by hand


def granted(parameters: Parameters) -> bool:
    """Tell whether the district grants letters a head."""
    return parameters.red_heads and bool(parameters.paper.letter_head.strip())


def numbered(rules: PaperRules, on: date, number: int | None) -> str:
    """Return 发文字号, or an empty string where letters carry none.

    Args:
        rules: the district's.
        on: the letter's day; its year is part of the number.
        number: its place in the organ's series; None leaves room for a hand.
    """
    told = BY_HAND if number is None else str(number)
    return rules.letter_number.replace("{year}", str(on.year)).replace("{number}", told)


def head(rules: PaperRules, number: str, title: str, to: Iterable[str]) -> tuple[Block, ...]:
    """Return the head, the title and 主送机关 of a letter."""
    return (
        LetterHead(mark=rules.letter_head, number=number),
        Title(text=title),
        Addressee(text=f"{'、'.join(filter(None, to))}："),
    )


def end(rules: PaperRules, on: date) -> Signature:
    """Return the signature of the organ whose head it is."""
    organ = rules.letter_head.replace("|", "").removesuffix("文件")
    return Signature(names=(organ,), date=chinese_date(on), sealed=rules.seals)


def copies(rules: PaperRules) -> tuple[Block, ...]:
    """Return 抄送 at the foot of the last page, when copies go to anybody."""
    return (Imprint(copies_to=rules.copies_to, ruled=False),) if rules.copies_to else ()
