"""操作记录: who did what when, on A4 laid on its side, for whoever asks to see it on paper.

No regulation asks for it; it is printed to be read and signed, and enters no register.
"""

from __future__ import annotations

from collections.abc import Sequence

from consultroom.documents.blocks import Paper, Title
from consultroom.documents.forms import wide_tables
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.ledgers import Heading
from consultroom.domain.ledgers.sheets import Line
from consultroom.frozen import Frozen

TITLE = "操作记录"
RULE = "由程序逐次自动记下，不能改也不能删；撤销也是一次操作。"
HEADINGS = (
    Heading(code="at", word="时间", share=1.1, centred=True),
    Heading(code="name", word="操作", share=1.3),
    Heading(code="about", word="涉及的记录", share=4.2),
    Heading(code="by", word="经办人", share=0.8, centred=True),
)


class ActRow(Frozen, kw_only=True):
    """One act as it is printed.

    Attributes:
        at: day and minute, in words.
        name: what it was, and whether it was undone since.
        about: what it changed.
    """

    at: str
    name: str
    about: str
    by: str


def acts_sheet(
    station: str,
    rows: Sequence[ActRow],
    *,
    facts: Sequence[str],
    by: str = "",
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the acts as a table; without any it says so.

    Args:
        station: whose acts, in the file's properties.
        rows: the newest first.
        facts: what stands above the table, as 单位, 范围, 打印日期.
        by: 填表人; empty leaves room for a hand.
        profile: the district's page, which is laid on its side.
    """
    page = wide_tables.lying(profile)
    lines = [Line(record="", cells=(one.at, one.name, one.about, one.by)) for one in rows]
    return Paper(
        title=TITLE,
        author=station,
        subject=TITLE,
        profile=page,
        blocks=(
            Title(text=TITLE),
            wide_tables.spread(page, *facts),
            wide_tables.table(
                page,
                HEADINGS,
                lines,
                nothing="没有符合条件的操作",
                below=wide_tables.endings(len(HEADINGS) + 1, RULE, by),
            ),
        ),
    )
