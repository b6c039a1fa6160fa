"""The roster (委员名册): adding members, reading them from a table, finding them by pinyin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from consultroom.domain.members import Member, MemberLevel, Posting
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
        name=name.strip(),
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

    A row whose name and post are already here changes that member; a row with the same name and
    another post is doubtful and is added, with a note. An identity-number column is never read.

    Args:
        desk: where.
        file: ``.xlsx``, or ``.csv`` in UTF-8 or GBK.

    Raises:
        NotOnRoster: no column is headed 姓名.
        UserError: the file cannot be read.
    """
    sheet = read_table(file)
    columns = _columns(sheet)
    if "name" not in columns:
        raise NotOnRoster("表里没有“姓名”这一列，请在第一行写上列名再导入。")
    present = {member.name: member for member in desk.members()}
    rows, doubtful = _members_in(desk, sheet, columns, present)
    counts = {"added": 0, "changed": 0, "same": 0}
    with desk.room.act("导入委员", by=desk.by) as act:
        for member in rows:
            old = next((m for m in present.values() if m.id == member.id), None)
            counts["same" if old == member else "changed" if old else "added"] += 1
            act.put(member)
            if old is None:
                act.put(_posting(desk, member, desk.today))
    return RosterImport(counts["added"], counts["changed"], counts["same"], doubtful)


def _columns(sheet: Sheet) -> dict[str, int]:
    found: dict[str, int] = {}
    for field, words in HEADINGS.items():
        for place, heading in enumerate(sheet.head):
            if "".join(heading.split()) in words:
                found.setdefault(field, place)
    return found


def _members_in(
    desk: Desk, sheet: Sheet, columns: dict[str, int], present: dict[str, Member]
) -> tuple[tuple[Member, ...], tuple[str, ...]]:
    members: list[Member] = []
    doubtful: list[str] = []
    seen: set[str] = set()
    for number, row in enumerate(sheet.rows, start=sheet.first_row):
        told = {field: row[place].strip() for field, place in columns.items() if place < len(row)}
        name = _clean_name(told.pop("name", ""))
        if not name:
            if any(told.values()):
                doubtful.append(f"第{number}行没有姓名，没有导入。")
            continue
        if name in seen:
            doubtful.append(f"第{number}行的{name}在表里重复出现，请核对是不是两个人。")
        member, note = _member_of(desk, name, told, None if name in seen else present.get(name))
        seen.add(name)
        members.append(member)
        doubtful += [f"第{number}行{name}：{note}"] if note else []
    return tuple(members), tuple(doubtful)


def _member_of(
    desk: Desk, name: str, told: dict[str, str], old: Member | None
) -> tuple[Member, str]:
    base = old or new_member(desk, name)
    levels, note = _levels(told.pop("levels", ""), base.levels)
    groups = told.pop("groups", "")
    plain = {field: text for field, text in told.items() if text}
    if old and plain.get("post") and old.post and plain["post"] != old.post:
        note = f"单位及职务由“{old.post}”改为“{plain['post']}”，请核对是不是同一个人。"
    member = replace(base, levels=levels, **plain)  # type: ignore[arg-type]
    return (replace(member, groups=_split(groups)) if groups else member), note


def _levels(text: str, usual: tuple[MemberLevel, ...]) -> tuple[tuple[MemberLevel, ...], str]:
    if not text:
        return usual, ""
    words = [word if word.endswith("委员") else f"{word}委员" for word in _split(text)]
    words = [word if "政协" in word else word.replace("委员", "政协委员") for word in words]
    try:
        return tuple(coded(MemberLevel, word) for word in words), ""
    except UserError:
        return usual, f"不认识委员层级“{text}”，先按{usual[0].label}登记。"


def _split(text: str) -> tuple[str, ...]:
    for mark in "，,；;/ ":
        text = text.replace(mark, "、")
    return tuple(part for part in text.split("、") if part)


def _clean_name(text: str) -> str:
    """Take out the blanks that pad two-character names; keep ``·`` as U+00B7."""
    joined = "".join(text.split())
    for dot in "•・‧∙．.":
        joined = joined.replace(dot, "·")
    return joined


def find_members(desk: Desk, typed: str) -> tuple[Member, ...]:
    """Return members posted here whose name, initials or spelling starts with what was typed."""
    here = {member.id: member for member in desk.members()}
    if not typed.strip():
        return tuple(here.values())
    found = desk.room.find_names(typed.strip())
    return tuple(here[hit.record_id] for hit in found if hit.record_id in here)


def initials(name: str) -> tuple[str, ...]:
    """Return the possible pinyin initials of a name, lower-case: 陈玥玥 gives ``cyy``."""
    return founding.speller()(name)[0]
