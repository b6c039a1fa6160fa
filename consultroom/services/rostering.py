"""The roster (委员名册): adding members, reading them from a table, finding them by pinyin."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from consultroom.domain.members import NAME_SEPARATOR, Member, MemberLevel, Posting
from consultroom.domain.records import coded, derived_id
from consultroom.errors import UserError
from consultroom.services import founding
from consultroom.services.desk import Desk
from consultroom.services.tables import Sheet, read_table

HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "委员姓名", "名字"),
    "gender": ("性别",),
    "sector": ("界别", "所属界别"),
    "committee": ("专委会", "所属专委会", "专门委员会"),
    "post": ("单位及职务", "工作单位及职务", "单位职务", "单位", "工作单位"),
    "phone": ("联系电话", "手机号", "手机", "电话"),
    "term": ("届次", "届"),
    "levels": ("委员层级", "层级", "级别"),
    "groups": ("活动小组", "委员活动小组"),
    "print_as": ("打印替代", "打印用名"),
}  # our field: the headings other offices give it

_DOTS = "•・‧∙⋅･．.\u0387"  # what other offices type for the dot in a name
_MOST_HITS = 2000  # names of participants of many meetings stand among those of members


class NotOnRoster(UserError):
    """A name is missing, or the table cannot be read as a roster."""


@dataclass(frozen=True, slots=True)
class RosterImport:
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


def import_members(desk: Desk, file: Path) -> RosterImport:
    """Read a roster from an xlsx or csv table, in one act (导入委员).

    A row is the member of this name and post; failing that, the only one of this name, whose post
    then changes and who is named as doubtful; failing that, someone new. A row that repeats an
    earlier one is left out. An identity-number column is never read.

    Args:
        desk: where.
        file: ``.xlsx``, or ``.csv`` in UTF-8 or GBK.

    Raises:
        NotOnRoster: no column is headed 姓名.
        UserError: the file cannot be read.
    """
    sheet = read_table(file, heading=lambda cell: _field_of(cell) == "name")
    columns = _columns(sheet)
    if "name" not in columns:
        raise NotOnRoster("表里没有“姓名”这一列，请在第一行写上列名再导入。")
    rows, doubtful = _rows(sheet, columns)
    known = _matched(rows, desk.members())
    counts = {"added": 0, "changed": 0, "same": 0}
    with desk.room.act("导入委员", by=desk.by) as act:
        for row in rows:
            old = known.get(row.number)
            member, notes = _member_of(desk, row, old)
            doubtful += [f"第{row.number}行{row.name}：{note}" for note in notes]
            counts["same" if old == member else "changed" if old else "added"] += 1
            act.put(member)
            if old is None:
                act.put(_posting(desk, member, desk.today))
    return RosterImport(counts["added"], counts["changed"], counts["same"], tuple(doubtful))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row as typed: its number in the table, a clean name, and our other fields."""

    number: int
    name: str
    told: dict[str, str]
    repeats_name: bool


def _field_of(heading: str) -> str:
    """Return our field for another office's heading, or nothing."""
    plain = re.sub(r"[（(].*?[)）]|[*＊:：\s]", "", heading)
    return next((field for field, words in HEADINGS.items() if plain in words), "")


def _columns(sheet: Sheet) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(sheet.head):
        if field := _field_of(heading):
            found.setdefault(field, place)
    return found


def _rows(sheet: Sheet, columns: dict[str, int]) -> tuple[list[_Row], list[str]]:
    rows: list[_Row] = []
    doubtful: list[str] = []
    for number, cells in enumerate(sheet.rows, start=sheet.first_row):
        told = {field: cells[at].strip() for field, at in columns.items() if at < len(cells)}
        name = clean_name(told.pop("name", ""))
        namesakes = [row for row in rows if row.name == name]
        if not name:
            doubtful += [f"第{number}行没有姓名，没有导入。"] if any(told.values()) else []
        elif any(row.told == told for row in namesakes):
            doubtful.append(f"第{number}行{name}和前面重复，没有再导入。")
        else:
            rows.append(_Row(number, name, told, bool(namesakes)))
    return rows, doubtful


def _matched(rows: list[_Row], present: tuple[Member, ...]) -> dict[int, Member]:
    """Return row number -> member: those with the same post first, then the only namesakes."""
    free, found = list(present), dict[int, Member]()
    for same_post in (True, False):
        for row in rows:
            fitting = [
                member
                for member in free
                if member.name == row.name
                and (not same_post or member.post == row.told.get("post", member.post))
            ]
            if row.number not in found and fitting and (same_post or len(fitting) == 1):
                found[row.number] = fitting[0]
                free.remove(fitting[0])
    return found


def _member_of(desk: Desk, row: _Row, old: Member | None) -> tuple[Member, list[str]]:
    base = old or new_member(desk, row.name)
    told = {field: text for field, text in row.told.items() if text}
    levels, notes = _levels(told.pop("levels", ""), base.levels)
    groups = told.pop("groups", "")
    if row.repeats_name and old is None:
        notes.append("这个名字在表里重复出现，请核对是不是两个人。")
    if old and old.post and told.get("post", old.post) != old.post:
        notes.append(f"单位及职务由“{old.post}”改为“{told['post']}”，请核对是不是同一个人。")
    member = replace(base, levels=levels, **told)  # type: ignore[arg-type]  # each is a text field
    return (replace(member, groups=_split(groups)) if groups else member), notes


def _levels(text: str, usual: tuple[MemberLevel, ...]) -> tuple[tuple[MemberLevel, ...], list[str]]:
    if not text:
        return usual, []
    words = [word if word.endswith("委员") else f"{word}委员" for word in _split(text)]
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
    found = desk.room.find_names(typed.strip(), limit=_MOST_HITS)
    return tuple(here[hit.record_id] for hit in found if hit.record_id in here)


def initials(name: str) -> tuple[str, ...]:
    """Return the possible pinyin initials of a name, lower-case: 陈玥玥 gives ``cyy``."""
    return founding.speller()(name)[0]
