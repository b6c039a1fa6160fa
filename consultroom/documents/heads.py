"""版头 and 版记: the parts of an issuing organ's paper that a plain paper does not have.

A station is no issuing organ: forms use these only where the district grants them
(`domain.papers.PaperRules`). There is no 密级 here and there must be none: a classified paper
does not belong in this program.
"""

from __future__ import annotations

from consultroom.frozen import Frozen


class Urgency(Frozen, kw_only=True):
    """紧急程度, ``特急`` or ``加急``: 3号黑体, flush left on the first line.

    Stands before a `RedHead` or `LetterHead`; above a letter's title it shares the number's line.
    """

    text: str


class RedHead(Frozen, kw_only=True):
    """版头 of a paper with a red head (GB/T 9704-2012 clause 7.2); the first block but `Urgency`.

    Attributes:
        mark: 发文机关标志, ``澄湖区政协办公室文件``; a ``|`` begins a line. Its size is chosen so
            that it is never wider than the type area.
        number: 发文字号, ``澄政协办〔2026〕3号``.
        issuer: 签发人 of a paper to a higher organ; several are parted by ``、``.
    """

    mark: str
    number: str = ""
    issuer: str = ""
    urgency: str = ""


class LetterHead(Frozen, kw_only=True):
    """信函格式 (clause 10.1): the mark over a red double rule, another one at the page's foot.

    The first page then carries no page number, and the `Imprint` no rules.

    Attributes:
        mark: 发文机关标志, the organ's name without 文件.
        number: 发文字号, at the right under the first rule.
    """

    mark: str
    number: str = ""
    urgency: str = ""


class MinutesHead(Frozen, kw_only=True):
    """纪要格式 (clause 10.3): the mark, and over the red rule what the organ's habit puts there.

    Attributes:
        mark: 纪要标志, ``梧桐街道协商议事会纪要``.
        issue: ``第3期``, centred under the mark.
        organ: at the left over the rule.
        date: at the right over the rule.
    """

    mark: str
    issue: str = ""
    organ: str = ""
    date: str = ""


class Imprint(Frozen, kw_only=True):
    """版记 (clause 7.4), at the foot of the last page; the paper's last block.

    Attributes:
        copies_to: 抄送机关; they are parted by full-width commas and end with a full stop.
        issued_by: 印发机关.
        issued_on: 印发日期, ``2026年11月5日``; 印发 is added.
        sent_to: 主送机关 too many for the first page (see `first_page.settled`).
        ruled: with its rules and 印发机关; False under a `LetterHead`, which has neither.
    """

    copies_to: tuple[str, ...] = ()
    issued_by: str = ""
    issued_on: str = ""
    sent_to: str = ""
    ruled: bool = True
