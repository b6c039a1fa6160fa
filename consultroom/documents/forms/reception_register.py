"""委员接待日登记表: who came with what, and what was said and done; and the copy for the board.

Columns: SOURCES.md, "forms". The register holds names and stays in the station. The copy has no
column for them, and its texts go through redaction: what a visitor is called inside them is taken
out as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from consultroom.documents.blocks import (
    Align,
    Cell,
    Paper,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    Title,
    label_cell,
)
from consultroom.documents.blocks import (
    names as listed,
)
from consultroom.documents.forms import boxed
from consultroom.documents.forms.sittings import name_lines
from consultroom.documents.gb9704 import GB9704, MM, PageProfile, landscape
from consultroom.domain.calendar import chinese_date
from consultroom.domain.receptions import (
    ReceptionDay,
    ReceptionKind,
    Visit,
    VisitHandling,
    VisitorIdentity,
)
from consultroom.domain.redaction import redacted
from consultroom.domain.stations import OrgUnit
from consultroom.frozen import Frozen

BLANK_ROWS = 7  # of a register nobody has written in yet
_HEAD_PT = 12.0
_REGISTER_PT, _BOARD_PT = 9.0, 10.5
_ROW_MM = 13.0
_PAD_MM = 0.9
_EMPTY = "当日没有来访。"

Told = Callable[[Visit, VisitorIdentity | None], Text]


class _Column(Frozen):
    """A column as wide as so many characters, or, of 0, with its `share` of what is left."""

    head: str
    chars: float
    told: Told
    align: Align = Align.CENTRE
    share: float = 0.0


def reception_register(
    day: ReceptionDay,
    visits: Iterable[Visit],
    *,
    station: OrgUnit,
    identities: Iterable[VisitorIdentity] = (),
    names: bool = True,
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the register of one reception day.

    Args:
        day: the reception day.
        visits: of that day; none prints rows to write in, on the copy a sentence.
        station: whose.
        identities: of the visitors, needed for either: the register prints them, the copy takes
            them out of what was written.
        names: True for the register, False for the copy without names, telephones and addresses.
        profile: page geometry; it is laid on its side.
    """
    brought = tuple(sorted(visits, key=lambda one: (one.order, one.id)))
    known = tuple(identities)
    page = landscape(profile)
    title = _title(day, station, names=names)
    return Paper(
        title=f"{title} {day.number}",
        author=station.name,
        subject=f"{'接待登记' if names else '接待情况公示'} {day.number}",
        profile=page,
        blocks=(
            Title(text=title, size_pt=20.0),
            _facts(day),
            _table(brought, known, page, names=names),
            *_foot(brought, names=names),
        ),
    )


def _title(day: ReceptionDay, station: OrgUnit, *, names: bool) -> str:
    leaders = day.kind is ReceptionKind.LEADERS_RECEIVE
    called = "主席接待委员日" if leaders else "委员接待日"
    return f"{station.name}{called}{'登记表' if names else '接待情况'}"


def _facts(day: ReceptionDay) -> Table:
    """Return day, hours, place and people, in a table of their own over the visits."""
    when = f"{chinese_date(day.on, weekday=True)}{day.slot}"
    first = ("编号", day.number), ("接待时间", when), ("接待地点", day.place)
    second = (
        label_cell("接待人"),
        Cell(text=listed(day.receivers), span=3),
        label_cell("记录人"),
        Cell(text=boxed.name(day.recorder)),
    )
    cells = tuple(cell for label, text in first for cell in (label_cell(label), Cell(text=text)))
    return Table(
        shares=(18, 42, 22, 82, 22, 66),
        rows=(Row(cells=cells, min_height_mm=8), Row(cells=second, min_height_mm=8)),
        size_pt=10.5,
        leading=1.25,
        padding_mm=(_PAD_MM, _PAD_MM),
        aligns=(Align.LEFT,) * 6,
    )


def _table(
    visits: Sequence[Visit],
    known: Sequence[VisitorIdentity],
    page: PageProfile,
    *,
    names: bool,
) -> Table:
    columns = _columns(known, names=names)
    people = {one.visit: one for one in known}
    size = _REGISTER_PT if names else _BOARD_PT
    rows = [
        Row(cells=_cells(visit, people.get(visit.id), columns), min_height_mm=_ROW_MM)
        for visit in visits
    ]
    head = Row(cells=tuple(label_cell(column.head) for column in columns), min_height_mm=10)
    return Table(
        shares=_widths_mm(columns, size, page.block_width_mm),
        rows=(head, *(rows or _rows_without_visits(len(columns), names=names))),
        header_rows=1,
        size_pt=size,
        leading=1.25,
        padding_mm=(_PAD_MM, _PAD_MM),
        aligns=tuple(column.align for column in columns),
    )


def _cells(
    visit: Visit, person: VisitorIdentity | None, columns: Sequence[_Column]
) -> tuple[Cell, ...]:
    return tuple(Cell(text=column.told(visit, person)) for column in columns)


def _widths_mm(columns: Sequence[_Column], size: float, width: float) -> tuple[float, ...]:
    fixed = [c.chars * size / MM + 2 * _PAD_MM + 0.3 if c.chars else 0.0 for c in columns]
    left = width - sum(fixed)
    shares = sum(column.share for column in columns)
    return tuple(
        wide or left * column.share / shares for wide, column in zip(fixed, columns, strict=True)
    )


def _rows_without_visits(columns: int, *, names: bool) -> list[Row]:
    if not names:
        return [Row(cells=(Cell(text=_EMPTY, span=columns),), min_height_mm=_ROW_MM)]
    blank = tuple(Cell() for _ in range(columns))
    return [Row(cells=blank, min_height_mm=_ROW_MM + 2) for _ in range(BLANK_ROWS)]


def _columns(known: Sequence[VisitorIdentity], *, names: bool) -> tuple[_Column, ...]:
    def told(text: str) -> str:
        return text if names else redacted(text, known)

    who = (
        _Column("来访人", 4, lambda _, person: _called(person)),
        _Column("联系方式", 6.2, lambda _, person: _reach(person), Align.LEFT),
    )
    rated = (_Column("满意度", 3, lambda *_: ""),)  # for a pen: a visit keeps no rating
    return (
        _Column("序号", 2, lambda visit, _: str(visit.order)),
        *(who if names else ()),
        _Column("村（社区）", 5, lambda visit, _: visit.unit),
        _Column("人数", 2, lambda visit, _: str(visit.head_count)),
        _Column("反映事项", 0, lambda visit, _: told(visit.matter), Align.LEFT, 1.35),
        _Column("类别", 4, lambda visit, _: visit.category),
        _Column("当场答复", 0, lambda visit, _: told(visit.spot_reply), Align.LEFT, 1.0),
        _Column("处理方式", 4, lambda visit, _: visit.handling.label),
        _Column("承办", 5, lambda visit, _: told(visit.handler)),
        _Column("期限", 4, lambda visit, _: _short(visit.due_on)),
        _Column("结果", 0, lambda visit, _: told(visit.result), Align.LEFT, 0.75),
        _Column("反馈日期", 4, lambda visit, _: _short(visit.fed_back_on)),
        *(rated if names else ()),
    )


def _called(person: VisitorIdentity | None) -> str:
    return "\n".join(name_lines(person.name, 4)) if person else ""


def _reach(person: VisitorIdentity | None) -> str:
    return "\n".join(filter(None, (person.phone, person.address))) if person else ""


def _short(on: date | None) -> str:
    """Return a day in a narrow column, the year on a line of its own."""
    return chinese_date(on).replace("年", "年\n") if on else ""


def _foot(visits: Sequence[Visit], *, names: bool) -> tuple[Paragraph, ...]:
    """Return ``共接待来访3件、5人次`` with how they were handled, and room for signatures."""
    told = _total(visits)
    if names:
        signed = f"　　接待人签名：{boxed.HAND * 2}"
        text = (Run(told or "共接待来访　　　件、　　　人次。"), Run(signed, whole=True))
        return (Paragraph(text=text, indent=0, size_pt=_HEAD_PT),)
    told += "来访人姓名、电话和住址不公布。" if visits else ""
    return (Paragraph(text=told, indent=0, size_pt=_HEAD_PT),) if told else ()


def _total(visits: Sequence[Visit]) -> str:
    if not visits:
        return ""
    heads = sum(visit.head_count for visit in visits)
    counted = Counter(visit.handling for visit in visits)
    ways = "、".join(f"{way.label}{counted[way]}件" for way in VisitHandling if counted[way])
    return f"共接待来访{len(visits)}件、{heads}人次，其中{ways}。"
