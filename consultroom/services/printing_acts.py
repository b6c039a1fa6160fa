"""Printing the acts of a room (打印操作记录), as narrowed on the screen; nothing is kept of it."""

from __future__ import annotations

from consultroom.documents.forms.acts_sheet import ActRow
from consultroom.domain.calendar import chinese_date
from consultroom.domain.papers import PageGeometry
from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services import looking_back
from consultroom.services.desk import Desk
from consultroom.services.looking_back import ActFilter, ActLine
from consultroom.services.striding import Steps

MOST = 1000  # acts on one print: some sixty pages
_AT_ONCE = 15  # acts read in a step


class TooManyActs(UserError):
    """More acts than anyone would read on paper."""


class ActsRead(Frozen, kw_only=True):
    """What is printed, read from the room; any thread may go on.

    Attributes:
        facts: what stands above the table.
        by: who prints.
        geometry: the district's page.
    """

    station: str
    rows: tuple[ActRow, ...]
    facts: tuple[str, ...]
    by: str
    geometry: PageGeometry


def read_acts(desk: Desk, wanted: ActFilter, *, about: str = "") -> Steps[ActsRead]:
    """Read the acts that fit a filter, in steps of a few milliseconds.

    Args:
        desk: where.
        wanted: as on the screen.
        about: the record whose history it is, in words; empty for the whole room.

    Raises:
        TooManyActs: there are more than `MOST`.
    """
    count = looking_back.count(desk, wanted)
    if count > MOST:
        raise TooManyActs(
            f"有 {count} 次操作，纸上最多印 {MOST} 次。请先选一个月份或经办人，再打印。"
        )
    return _reading(desk, wanted, count, about)


def _reading(desk: Desk, wanted: ActFilter, count: int, about: str) -> Steps[ActsRead]:
    rows: list[ActRow] = []
    for start in range(0, count, _AT_ONCE):
        rows += map(_row, looking_back.page(desk, wanted, start, min(count, start + _AT_ONCE)))
        yield
    station = desk.station().name
    return ActsRead(
        station=station,
        rows=tuple(rows),
        facts=(
            f"单位：{station}",
            f"范围：{about or _range(wanted)}",
            f"打印日期：{chinese_date(desk.today)}",
        ),
        by=desk.by,
        geometry=desk.parameters().paper.geometry,
    )


def acts_pdf(read: ActsRead) -> bytes:
    """Return them as PDF; touches no room."""
    from consultroom.documents.fonts import bundled
    from consultroom.documents.forms.acts_sheet import acts_sheet
    from consultroom.documents.gb9704 import profile_of
    from consultroom.documents.layout import lay_out
    from consultroom.documents.render_pdf import draw

    faces, profile = bundled(), profile_of(read.geometry)
    paper = acts_sheet(read.station, read.rows, facts=read.facts, by=read.by, profile=profile)
    return draw(lay_out(paper, faces), paper, faces)


def _row(act: ActLine) -> ActRow:
    name = f"{act.name}（已撤销）" if act.undone else act.name
    return ActRow(at=f"{act.at:%Y-%m-%d %H:%M}", name=name, about=act.about, by=act.by)


def _range(wanted: ActFilter) -> str:
    year, _, month = wanted.month.partition("-")
    parts = (
        f"{year}年{int(month)}月" if month else "全部月份",
        f"经办人{wanted.by}" if wanted.by else "",
        f"含“{wanted.words}”的" if wanted.words else "",
    )
    return "，".join(filter(None, parts))
