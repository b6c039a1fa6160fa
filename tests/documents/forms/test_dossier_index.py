"""The list of contents: papers in bound order, pages running on."""

from __future__ import annotations

from datetime import date

from consultroom.documents.forms.dossier_index import BLANK_ROWS, HEADS, dossier_index
from consultroom.domain.volumes import DossierEntry
from tests.builders import a_whole_dossier
from tests.documents.forms.proofs import LONG, page_words, printed, says, sound, words

ENTRIES = (
    DossierEntry(
        number="WT-YT-2026-007",
        author="梧桐街道委员工作站",
        title="议题征集表",
        on=date(2026, 8, 3),
        pages=1,
    ),
    DossierEntry(title="会议通知", on=date(2026, 9, 14), pages=3, remark="附件2份"),
    DossierEntry(number="WT-JB-2026-011", author="区教育局", title="办理反馈单", pages=2),
)


def test_every_paper_has_its_line():
    paper = dossier_index(a_whole_dossier(), ENTRIES)
    assert says(
        paper,
        "卷内目录",
        "WT-XS-2026-005梧桐里停车难怎么解",
        *HEADS,
        "1WT-YT-2026-007",
        "议题征集表202608031",
        "2会议通知202609142附件2份",
        "3WT-JB-2026-011区教育局办理反馈单5—6",
    )
    assert sound(paper)


def test_an_empty_volume_prints_rows_for_a_hand():
    paper = dossier_index(a_whole_dossier(), ())
    assert len(paper.blocks[2].rows) == BLANK_ROWS + 1
    assert len(printed(paper).pages) == 1


def test_a_long_list_repeats_its_heads_on_numbered_pages():
    entries = [DossierEntry(title=LONG, author=LONG, pages=n) for n in range(1, 41)]
    paper = dossier_index(a_whole_dossier(), entries)
    pages = printed(paper).pages
    assert len(pages) > 2
    assert all("责任者题名" in page_words(page) for page in pages)
    assert f"第{len(pages)}页共{len(pages)}页" in page_words(pages[-1])
    assert words(paper).count("究") == 80
    assert sound(paper)
