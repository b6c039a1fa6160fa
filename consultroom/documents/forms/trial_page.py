"""试印页: one page that shows whether a printer takes paper, prints every line and keeps its size.

The box is as wide as the type area (版心); whoever lays a ruler on it sees at once whether the
printer shrinks pages to fit.
"""

from __future__ import annotations

from consultroom.documents.blocks import BlankLines, Cell, Paper, Paragraph, Row, Table, Title
from consultroom.documents.gb9704 import GB9704, PageProfile

BOX_MM = 50.0
RARE = "喆　堃　玥　珺　翀　燚　犇"
_HAIR_MM = 1.0  # a ruler laid by hand is no better


def trial_page(station: str, *, profile: PageProfile = GB9704) -> Paper:
    """Return the page.

    Args:
        station: whose printer.
        profile: page geometry of the station's papers.
    """
    wide = f"{profile.block_width_mm:g}毫米"
    told = (
        f"用尺子量下面的方框：宽应是{wide}，高应是{BOX_MM:g}毫米，相差不超过{_HAIR_MM:g}毫米。",
        "小了，说明打印机把页面缩小了。请在打印机的设置里选“实际大小”或100%。",
        "方框的四条边都在，字没有发虚、没有断线，就可以印文书了。",
    )
    inside = Cell(text=f"生僻字：{RARE}")
    return Paper(
        title="试印页",
        author=station,
        subject="试印页",
        profile=profile,
        blocks=(
            Title(text="试印页"),
            BlankLines(),
            *(Paragraph(text=line) for line in told),
            Table(shares=(1.0,), rows=(Row(cells=(inside,), min_height_mm=BOX_MM),), size_pt=16.0),
            Paragraph(text="生僻字应当个个看得清，不是方块。"),
        ),
    )
