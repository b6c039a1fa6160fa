"""The roster (委员名册): adding members, reading them from a table, finding them by pinyin."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from datetime import date
from functools import lru_cache
from pathlib import Path

from consultroom.domain import telephones
from consultroom.domain.members import NAME_SEPARATOR, Member, MemberLevel, Posting
from consultroom.domain.records import coded, derived_id
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import founding
from consultroom.services.desk import Desk
from consultroom.services.importing import (
    Fate,
    ImportLine,
    ImportPlan,
    Places,
    Progress,
    TableField,
    field_of,
    nobody,
    places_of,
    told,
)
from consultroom.services.striding import STRIDE, Steps, at_once, made
from consultroom.services.tables import Sheet, read_table

FIELDS: tuple[TableField, ...] = (
    TableField("name", "姓名", ("姓名", "委员姓名", "名字"), required=True),
    TableField("gender", "性别", ("性别",)),
    TableField("sector", "界别", ("界别", "所属界别")),
    TableField("committee", "专委会", ("专委会", "所属专委会", "专门委员会")),
    TableField(
        "post", "单位及职务", ("单位及职务", "工作单位及职务", "单位职务", "单位", "工作单位")
    ),
    TableField("phone", "联系电话", ("联系电话", "手机号", "手机", "电话")),
    TableField("term", "届次", ("届次", "届")),
    TableField("levels", "委员层级", ("委员层级", "层级", "级别")),
    TableField("groups", "活动小组", ("活动小组", "委员活动小组")),
    TableField("print_as", "打印用名", ("打印替代", "打印用名")),
)

_DOTS = "•・‧∙⋅･．.\u0387"  # what other offices type for the dot in a name
_MOST_HITS = 2000  # names of participants of many meetings stand among those of members


class NotOnRoster(UserError):
    """A name is missing, or the table cannot be read as a roster."""


class RosterImport(Frozen):
    """What an import did. ``doubtful`` are sentences naming the row and what was left out."""

    added: int
    changed: int
    same: int
    doubtful: tuple[str, ...]


def add_member(desk: Desk, member: Member, *, from_on: date | None = None) -> Member:
    """Put a member on the roster and post them here (新增委员).

    Raises:
        NotOnRoster: the name is empty.
    """
    if not member.name.strip():
        raise NotOnRoster("请写明委员姓名。")
    with desk.room.act("新增委员", by=desk.by) as act:
        act.put(member)
        act.put(_posting(desk, member, from_on or desk.today))
    return member


def new_member(desk: Desk, name: str, *, sector: str = "", post: str = "") -> Member:
    """Return a member with a fresh id, owned by the district's roster."""
    here = desk.station()
    return Member(
        id=desk.room.new_id(),
        owner=here.parent or here.code,
        name=clean_name(name),
        sector=sector,
        post=post,
    )


def _posting(desk: Desk, member: Member, from_on: date) -> Posting:
    return Posting(
        id=derived_id("posting", member.id, desk.owner),
        owner=member.owner,
        member=member.id,
        station=desk.owner,
        from_on=from_on,
    )


def revise_member(desk: Desk, member: Member) -> Member:
    """Correct what the roster says of a member (修改委员).

    Raises:
        NotOnRoster: the name is empty.
    """
    if not member.name.strip():
        raise NotOnRoster("请写明委员姓名。")
    was = desk.room.get(Member, member.id)
    if member.status is not was.status and member.status_on is was.status_on:
        member = replace(member, status_on=desk.today)
    with desk.room.act("修改委员", by=desk.by) as act:
        act.put(member)
    return member


def postings_of(desk: Desk, member: str) -> tuple[Posting, ...]:
    """Return a member's times at this station (驻站), the first one first."""
    found = desk.room.find(Posting, member=member, station=desk.owner)
    return tuple(sorted(found, key=lambda one: (one.from_on, one.id)))


def post_here(
    desk: Desk,
    member: Member,
    *,
    from_on: date,
    to_on: date | None = None,
    role: str = "",
    posting: Posting | None = None,
) -> Posting:
    """Write down a member's time at this station, or correct one (登记驻站).

    Args:
        desk: where.
        member: whose.
        from_on: the first day.
        to_on: the last day; None while it goes on.
        role: 驻站委员 when empty.
        posting: the one to correct; None for a new one.

    Raises:
        NotOnRoster: it ends before it begins, or overlaps with another one.
    """
    if to_on is not None and to_on < from_on:
        raise NotOnRoster("驻站的结束日期早于开始日期，请核对。")
    others = [one for one in postings_of(desk, member.id) if one.id != (posting and posting.id)]
    if any(_overlap(one, from_on, to_on) for one in others):
        raise NotOnRoster("这段驻站时间和已有的重叠，请先改已有的那一段。")
    base = posting or Posting(
        id=desk.room.new_id(),
        owner=member.owner,
        member=member.id,
        station=desk.owner,
        from_on=from_on,
    )
    kept = replace(base, from_on=from_on, to_on=to_on, role=role.strip() or base.role)
    with desk.room.act("登记驻站", by=desk.by) as act:
        act.put(kept)
    return kept


def _overlap(one: Posting, from_on: date, to_on: date | None) -> bool:
    begins_before = to_on is None or one.from_on <= to_on
    return begins_before and (one.to_on is None or from_on <= one.to_on)


def import_members(desk: Desk, file: Path) -> RosterImport:
    """Read a roster from an xlsx or csv table, in one act (导入委员); see `plan_import`.

    Args:
        desk: where.
        file: ``.xlsx``, or ``.csv`` in UTF-8 or GBK.

    Raises:
        NotOnRoster: no column is headed 姓名.
        UserError: the file cannot be read.
    """
    sheet = read_roster(file)
    planned = take_in(desk, sheet, places_of(sheet, FIELDS))
    doubtful = [line for line in planned.lines if line.fate is Fate.LEFT_OUT]
    doubtful += [line for line in planned.lines if line.fate is not Fate.LEFT_OUT]
    return RosterImport(
        planned.count(Fate.NEW),
        planned.count(Fate.CHANGED),
        planned.count(Fate.SAME),
        tuple(_sentence(line, note) for line in doubtful for note in line.notes),
    )


def _sentence(line: ImportLine, note: str) -> str:
    """Return a doubt as a sentence that names its row."""
    between = "" if line.fate is Fate.LEFT_OUT else "："
    return f"第{line.number}行{line.title}{between}{note}"


def read_roster(file: Path) -> Sheet:
    """Read a table of members; needs no room, so that any thread may do it.

    Raises:
        UnreadableTable: it is no table this program can read.
    """
    return read_table(file, heading=lambda cell: field_of(cell, FIELDS) == "name")


def plan_import(desk: Desk, sheet: Sheet, places: Places) -> ImportPlan:
    """Return what taking in a roster would do; nothing is written.

    A row is the member of this name and post; failing that, the only one of this name, whose post
    then changes and who is named as doubtful; failing that, someone new. A row that repeats an
    earlier one is left out. An identity-number column is never read.

    Args:
        desk: where.
        sheet: as `read_roster` gives it.
        places: where our fields stand in it.

    Raises:
        NotOnRoster: no column holds the names.
    """
    return at_once(plan_steps(desk, sheet, places))


def plan_steps(desk: Desk, sheet: Sheet, places: Places) -> Steps[ImportPlan]:
    """Tell it in steps of a few milliseconds; see `plan_import`."""
    if "name" not in places:
        raise NotOnRoster("表里没有“姓名”这一列，请在第一行写上列名再导入。")
    rows, lines = yield from _rows(sheet, places)
    yield
    known = _matched(rows, desk.members())
    lines += yield from made(rows, lambda row: _line(desk, row, known.get(row.number)))
    return ImportPlan(tuple(sorted(lines, key=lambda line: line.number)))


def take_in(desk: Desk, sheet: Sheet, places: Places, progress: Progress = nobody) -> ImportPlan:
    """Take a roster in, as one act (导入委员); see `plan_import`.

    What progress raises leaves nothing.
    """
    planned = plan_import(desk, sheet, places)
    with desk.room.act("导入委员", by=desk.by) as act:
        for at, line in enumerate(planned.lines):
            progress(at, len(planned.lines))
            if isinstance(line.record, Member):
                act.put(line.record)
                if line.fate is Fate.NEW:
                    act.put(_posting(desk, line.record, desk.today))
    return planned


class _Row(Frozen):
    """One row as typed: its number in the table, a clean name, and our other fields."""

    number: int
    name: str
    told: dict[str, str]
    repeats_name: bool


def _rows(sheet: Sheet, places: Places) -> Steps[tuple[list[_Row], list[ImportLine]]]:
    """Return the rows that may be taken in, and what is told of the others."""
    rows: list[_Row] = []
    left_out: list[ImportLine] = []
    named: dict[str, list[_Row]] = defaultdict(list)
    for at, (number, said) in enumerate(told(sheet, places), start=1):
        if at % STRIDE == 0:
            yield
        name = clean_name(said.pop("name", ""))
        namesakes = named[name]
        if not name:
            left_out.append(_left_out(number, "", "没有姓名，没有导入。"))
        elif not any(map(str.isalpha, name)):
            left_out.append(_left_out(number, name, "不像姓名，没有导入。"))
        elif any(row.told == said for row in namesakes):
            left_out.append(_left_out(number, name, "和前面重复，没有再导入。"))
        else:
            rows.append(_Row(number, name, said, bool(namesakes)))
            namesakes.append(rows[-1])
    return rows, left_out


def _left_out(number: int, name: str, why: str) -> ImportLine:
    return ImportLine(number=number, title=name, fate=Fate.LEFT_OUT, notes=(why,))


def _line(desk: Desk, row: _Row, old: Member | None) -> ImportLine:
    member, notes = _member_of(desk, row, old)
    fate = Fate.SAME if old == member else Fate.CHANGED if old else Fate.NEW
    return ImportLine(
        number=row.number, title=row.name, fate=fate, notes=tuple(notes), record=member
    )


def _matched(rows: list[_Row], present: tuple[Member, ...]) -> dict[int, Member]:
    """Return row number -> member: those with the same post first, then the only namesakes."""
    free, found = defaultdict[str, list[Member]](list), dict[int, Member]()
    for member in present:
        free[member.name].append(member)
    for same_post in (True, False):
        for row in rows:
            fitting = [
                member
                for member in free[row.name]
                if not same_post or member.post == row.told.get("post", member.post)
            ]
            if row.number not in found and fitting and (same_post or len(fitting) == 1):
                found[row.number] = fitting[0]
                free[row.name].remove(fitting[0])
    return found


def _member_of(desk: Desk, row: _Row, old: Member | None) -> tuple[Member, list[str]]:
    base = old or new_member(desk, row.name)
    said = {field: text for field, text in row.told.items() if text}
    levels, notes = _levels(said.pop("levels", ""), base.levels)
    if "phone" in said:
        said["phone"] = telephones.plain(said["phone"])
        notes += [f"联系电话{doubt}" for doubt in (telephones.doubt(said["phone"]),) if doubt]
    groups = said.pop("groups", "")
    if row.repeats_name and old is None:
        notes.append("这个名字在表里重复出现，请核对是不是两个人。")
    if old and old.post and said.get("post", old.post) != old.post:
        notes.append(f"单位及职务由“{old.post}”改为“{said['post']}”，请核对是不是同一个人。")
    member = replace(base, levels=levels, **said)  # each is a text field
    return (replace(member, groups=_split(groups)) if groups else member), notes


def _levels(text: str, usual: tuple[MemberLevel, ...]) -> tuple[tuple[MemberLevel, ...], list[str]]:
    if not text:
        return usual, []
    words = [word.removesuffix("级") for word in _split(text)]
    words = [word if word.endswith("委员") else f"{word}委员" for word in words]
    words = [word if "政协" in word else word.replace("委员", "政协委员") for word in words]
    try:
        return tuple(coded(MemberLevel, word) for word in words), []
    except UserError:
        return usual, [f"不认识委员层级“{text}”，先按{usual[0].label}登记。"]


def _split(text: str) -> tuple[str, ...]:
    for mark in "，,；;/ ":
        text = text.replace(mark, "、")
    return tuple(part for part in text.split("、") if part)


def clean_name(text: str) -> str:
    """Return a name without the blanks that pad two-character names, its dots as U+00B7.

    A name in Latin letters keeps its dots, and one blank between words.
    """
    seen = "".join(" " if c.isspace() else c for c in text if unicodedata.category(c) != "Cf")
    if any(character.isascii() and character.isalpha() for character in seen):
        return " ".join(seen.split())
    joined = "".join(seen.split())
    for dot in _DOTS:
        joined = joined.replace(dot, NAME_SEPARATOR)
    return joined.strip(NAME_SEPARATOR)


def find_members(desk: Desk, typed: str) -> tuple[Member, ...]:
    """Return members posted here whose name, initials or spelling starts with what was typed."""
    here = {member.id: member for member in desk.members()}
    if not typed.strip():
        return tuple(here.values())
    return tuple(here[found] for found in named(desk, typed) if found in here)


def named(desk: Desk, typed: str) -> tuple[str, ...]:
    """Return ids of the people whose name, initials or spelling starts with what was typed.

    Participants of meetings are among them; the best come first.
    """
    return tuple(hit.record_id for hit in desk.room.find_names(typed.strip(), limit=_MOST_HITS))


@lru_cache(maxsize=20_000)  # a list asks again for all its titles whenever it is shown
def initials(name: str) -> tuple[str, ...]:
    """Return the possible pinyin initials of a name, lower-case: 陈玥玥 gives ``cyy``."""
    return founding.readings().initials(name)
