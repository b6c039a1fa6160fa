"""Taking in topics from a table that somebody collected (批量登记议题)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from consultroom.domain.calendar import chinese_date
from consultroom.domain.likeness import VERY_ALIKE, Titles, plain
from consultroom.domain.records import NumberKind, RecordNumber, coded
from consultroom.domain.topics import Topic, TopicSource
from consultroom.errors import UserError
from consultroom.frozen import replace
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
    told,
)
from consultroom.services.striding import Steps, at_once, each, every, parts
from consultroom.services.tables import Sheet, read_table

FIELDS: tuple[TableField, ...] = (
    TableField(
        "title", "议题", ("议题", "议题名称", "协商议题", "题目", "标题", "名称"), required=True
    ),
    TableField("source", "议题来源", ("来源", "议题来源", "提出渠道", "渠道")),
    TableField("proposer", "提出人", ("提出人", "提议人", "提出委员", "提出单位", "姓名")),
    TableField("proposed_on", "提出日期", ("提出日期", "提出时间", "日期", "时间", "征集日期")),
    TableField("scope", "领域", ("领域", "类别", "议题类别")),
    TableField("unit", "村（社区）", ("村", "社区", "村社区", "所属社区", "涉及社区")),
    TableField(
        "situation",
        "情况和问题",
        ("情况和问题", "情况", "问题", "情况说明", "主要内容", "主要情况", "背景", "内容"),
    ),
    TableField("suggestion", "建议", ("建议", "意见建议", "对策建议", "具体建议")),
    TableField("parties", "建议参加方", ("建议参加方", "参加方", "参加单位", "参加人员")),
    TableField("month", "拟协商月份", ("拟协商月份", "计划月份", "月份", "拟协商时间")),
)
A_STEP = 50  # rows told of in a step
LONGEST = 60  # characters of a title; more of them are rather a description, of another column
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")
_NO_YEAR = re.compile(r"^(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?$")
_DIGITS = re.compile(r"^(\d{4})(\d\d)(\d\d)$")
_MONTH = re.compile(r"^(?:(\d{4})\s*[-年./])?\s*(\d{1,2})\s*月?(?:份)?$")
_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_SPELT = re.compile(f"({'|'.join(reversed(_MONTHS))})月(?:份)?")
_BETWEEN = re.compile(r"[\n、，,；;]+")


class NotTopics(UserError):
    """The table has no column of titles."""


def read(file: Path) -> Sheet:
    """Read a table of topics; needs no room, so that any thread may do it.

    Raises:
        UnreadableTable: it is no table this program can read.
    """
    return read_table(file, heading=lambda cell: field_of(cell, FIELDS) == "title")


def plan(desk: Desk, sheet: Sheet, places: Places) -> ImportPlan:
    """Return what taking in a table would do; nothing is written.

    A title that stands in the pool already, or earlier in the table, is left out.

    Args:
        desk: where.
        sheet: as `read` gives it.
        places: where our fields stand in it.

    Raises:
        NotTopics: no column holds the titles.
    """
    return at_once(plan_steps(desk, sheet, places))


def plan_steps(desk: Desk, sheet: Sheet, places: Places) -> Steps[ImportPlan]:
    """Tell it in steps of a few milliseconds; see `plan`."""
    if "title" not in places:
        raise NotTopics("还没有指定哪一列是议题，请在左边选好。")
    present = yield from every(desk, Topic)
    reading = _Reading(desk, present)
    yield from each(parts(present), lambda part: reading.titles.add(one.title for one in part))
    lines: list[ImportLine] = []
    for number, said in told(sheet, places):
        lines.append(reading.line(number, said))
        if len(lines) % A_STEP == 0:
            yield
    return ImportPlan(tuple(lines))


def take_in(desk: Desk, sheet: Sheet, places: Places, progress: Progress = nobody) -> ImportPlan:
    """Take a table in, as one act (导入议题); see `plan`. What progress raises leaves nothing."""
    planned = plan(desk, sheet, places)
    with desk.room.act("导入议题", by=desk.by) as act:
        for at, line in enumerate(planned.lines):
            progress(at, len(planned.lines))
            if line.record is not None:
                act.put(line.record)
    return planned


class _Reading:
    """One pass over a table, beside the topics there are."""

    def __init__(self, desk: Desk, present: tuple[Topic, ...]) -> None:
        self._desk = desk
        self._present = present
        self._known = {plain(topic.title): topic.number for topic in present}
        self.titles = Titles()  # of those that are there
        self._last: dict[int, RecordNumber] = {}  # year → the number given last
        self._rows: dict[str, int] = {}

    def line(self, number: int, said: dict[str, str]) -> ImportLine:
        title = " ".join(said.get("title", "").split())
        refused = self._refused(title)
        if refused:
            return ImportLine(number=number, title=title, fate=Fate.LEFT_OUT, notes=(refused,))
        self._rows[plain(title)] = number
        notes = [note for one in self.titles.like(title, least=VERY_ALIKE, most=1)
                 if (note := self._alike(one.place))]  # fmt: skip
        if len(title) > LONGEST:
            notes.append(f"名称有{len(title)}字，太长了，请核对是不是选错了列。")
        topic = self._topic(title, said, notes)
        return ImportLine(
            number=number, title=title, fate=Fate.NEW, notes=tuple(notes), record=topic
        )

    def _refused(self, title: str) -> str:
        if not title:
            return "这一行没有议题名称。"
        if known := self._known.get(plain(title)):
            return f"议题库里已经有了（{known}）。"
        row = self._rows.get(plain(title))
        return f"和第{row}行重复。" if row else ""

    def _alike(self, place: int) -> str:
        other = self._present[place]
        return f"和“{other.title}”（{other.number}）相近，请核对是不是同一件事。"

    def _topic(self, title: str, said: dict[str, str], notes: list[str]) -> Topic:
        day = self._day(said.get("proposed_on", ""), notes)
        return Topic(
            id=self._desk.room.new_id(),
            owner=self._desk.owner,
            number=self._number(day.year),
            title=title,
            source=_source(said.get("source", ""), notes),
            proposer=_proposer(said.get("proposer", ""), notes),
            proposed_on=day,
            scope=said.get("scope", ""),
            unit=said.get("unit", ""),
            situation=said.get("situation", ""),
            suggestion=said.get("suggestion", ""),
            parties=_parts(said.get("parties", "")),
            month=_month(said.get("month", ""), day.year, notes),
        )

    def _number(self, year: int) -> str:
        before = self._last.get(year)
        text = str(replace(before, serial=before.serial + 1)) if before else ""
        text = text or self._desk.number(Topic, NumberKind.TOPIC, year)
        parsed = RecordNumber.parse(text)
        assert parsed is not None  # noqa: S101  a number of ours can be read
        self._last[year] = parsed
        return text

    def _day(self, typed: str, notes: list[str]) -> date:
        today = self._desk.today
        if not typed:
            return today
        found = day_of(typed)
        if found is None and (found := _last_such(typed, today)):
            notes.append(f"日期“{typed}”没有写年份，记为{chinese_date(found)}。")
        elif found is None:
            notes.append(f"看不懂日期“{typed}”，先记为今天。")
        elif found > today:
            notes.append(f"提出日期“{typed}”还没有到，先记为今天。")
        return found if found and found <= today else today


def day_of(typed: str) -> date | None:
    """Return the day a cell says, ``2026-3-5``, ``2026年3月5日`` or ``20260305``; else None."""
    typed = unicodedata.normalize("NFKC", typed)
    found = _DIGITS.match(typed) or _DAY.search(typed)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _last_such(typed: str, today: date) -> date | None:
    """Return the last day that a cell without a year may mean, ``9月15日``; else None."""
    found = _NO_YEAR.match(unicodedata.normalize("NFKC", typed).strip())
    if found is None:
        return None
    for year in (today.year, today.year - 1):
        try:
            day = date(year, int(found[1]), int(found[2]))
        except ValueError:
            continue
        if day <= today:
            return day
    return None


def _month(typed: str, year: int, notes: list[str]) -> str:
    if not typed:
        return ""
    plainly = unicodedata.normalize("NFKC", typed).strip()
    spelt = _SPELT.fullmatch(plainly)
    whole, found = day_of(plainly), _MONTH.match(plainly)
    told_year, month = (whole.year, whole.month) if whole else (year, 0)
    if spelt:
        month = 1 + _MONTHS.index(spelt[1])
    if found:
        told_year, month = int(found[1] or year), int(found[2])
    if 1 <= month <= 12:
        return f"{told_year}-{month:02d}"
    notes.append(f"看不懂月份“{typed}”，没有登记。")
    return ""


def _source(typed: str, notes: list[str]) -> TopicSource:
    if not typed:
        return TopicSource.MEMBER
    try:
        return coded(TopicSource, typed)
    except UserError:
        notes.append(f"不认识来源“{typed}”，先按{TopicSource.MEMBER.label}登记。")
        return TopicSource.MEMBER


def _proposer(typed: str, notes: list[str]) -> str:
    if not typed:
        notes.append("没有写提出人，先记为“未署名”。")
    return typed or "未署名"


def _parts(typed: str) -> tuple[str, ...]:
    parts: Sequence[str] = _BETWEEN.split(typed)
    return tuple(part.strip() for part in parts if part.strip())
