"""Recording a sitting (记录): what was said, agreed and not agreed, and the confirmation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from consultroom.domain.meetings import Meeting, Participant
from consultroom.domain.minutes import (
    ConsensusItem,
    DissentItem,
    EntryKind,
    Minutes,
    MinutesEntry,
)
from consultroom.domain.records import derived_id
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk


class NotRecorded(UserError):
    """The minutes cannot be confirmed, or an entry is empty."""


class Point(Frozen, kw_only=True):
    """One point agreed or not, as typed: the text, who should lead, by when, or a note."""

    text: str
    lead_unit: str = ""
    assist_units: tuple[str, ...] = ()
    due_on: date | None = None
    note: str = ""


def minutes_id(meeting: str) -> str:
    """Return the id of a meeting's minutes; every computer derives the same."""
    return derived_id("minutes", meeting)


def minutes_of(desk: Desk, meeting: Meeting) -> Minutes:
    """Return the minutes of a meeting, an empty draft when none were begun."""
    saved = desk.room.one(Minutes, id=minutes_id(meeting.id))
    return saved or Minutes(
        id=minutes_id(meeting.id),
        owner=desk.owner,
        meeting=meeting.id,
        consultation=meeting.consultation,
        drafted_on=desk.today,
    )


def _refuse_confirmed(desk: Desk, meeting: Meeting) -> None:
    if minutes_of(desk, meeting).confirmed_on:
        raise NotRecorded("纪要已经确认。要修改请先撤销确认。")


def say(
    desk: Desk,
    meeting: Meeting,
    speaker: Participant | None,
    text: str,
    kind: EntryKind = EntryKind.OPINION,
    *,
    name: str = "",
) -> MinutesEntry:
    """Add one line to the record of a meeting (记发言).

    Raises:
        NotRecorded: the text is empty.
    """
    if not text.strip():
        raise NotRecorded("发言内容是空的，请先写内容。")
    _refuse_confirmed(desk, meeting)
    said = desk.room.find(MinutesEntry, meeting=meeting.id)
    order = max((one.order for one in said), default=0) + 1
    entry = MinutesEntry(
        id=desk.room.new_id(),
        owner=desk.owner,
        meeting=meeting.id,
        order=order,
        kind=kind,
        speaker=speaker.id if speaker else "",
        name=speaker.name if speaker else name,
        text=text.strip(),
        at=desk.room.clock().time().replace(microsecond=0, tzinfo=None),
    )
    with desk.room.act("记发言", by=desk.by) as act:
        act.put(entry)
    return entry


def change_entries(
    desk: Desk, meeting: Meeting, changed: tuple[MinutesEntry, ...], gone: Iterable[str] = ()
) -> None:
    """Save only what became another since the record was read, in one act.

    A record of two thousand lines is saved while the next one is typed: to look through all of
    them each time would be felt.

    Args:
        desk: where.
        meeting: whose record.
        changed: lines that are new, changed, or stand at another place, each with its ``order``.
        gone: ids of lines taken out.

    Raises:
        NotRecorded: the minutes are confirmed already.
    """
    _refuse_confirmed(desk, meeting)
    with desk.room.act("整理会议记录", by=desk.by) as act:
        for line in gone:
            act.remove(act.get(MinutesEntry, line))
        for entry in changed:
            act.put(entry)


def draft(
    desk: Desk,
    meeting: Meeting,
    *,
    agreed: tuple[Point, ...] = (),
    not_agreed: tuple[Point, ...] = (),
    summary: str = "",
    requirements: tuple[str, ...] = (),
) -> Minutes:
    """Write the points of the minutes (归纳纪要), replacing those of an earlier draft.

    A point that keeps its place keeps its id, so what hangs on it stays.

    Raises:
        NotRecorded: the minutes are confirmed already.
    """
    _refuse_confirmed(desk, meeting)
    sheet = minutes_of(desk, meeting)
    sheet = replace(sheet, summary=summary, requirements=requirements)
    with desk.room.act("归纳纪要", by=desk.by) as act:
        act.put(sheet)
        points = _consensus(desk, meeting, agreed)
        apart = _dissent(desk, meeting, not_agreed)
        kept = {item.id for item in points} | {item.id for item in apart}
        for old in act.find(ConsensusItem, meeting=meeting.id):
            if old.id not in kept:
                act.remove(old)
        for gone in act.find(DissentItem, meeting=meeting.id):
            if gone.id not in kept:
                act.remove(gone)
        for item in points:
            act.put(item)
        for line in apart:
            act.put(line)
    return sheet


def _numbered(
    desk: Desk, kind: type[ConsensusItem | DissentItem], meeting: Meeting, points: tuple[Point, ...]
) -> list[tuple[int, int, Point]]:
    """Return each point with its place here and its number, on from earlier sittings."""
    earlier = desk.room.find(kind, consultation=meeting.consultation)
    last = max((item.order for item in earlier if item.meeting != meeting.id), default=0)
    filled = [point for point in points if point.text.strip()]
    return [(place, last + place, point) for place, point in enumerate(filled, start=1)]


def _consensus(
    desk: Desk, meeting: Meeting, points: tuple[Point, ...]
) -> tuple[ConsensusItem, ...]:
    return tuple(
        ConsensusItem(
            id=derived_id("consensus_item", meeting.id, str(place)),
            owner=desk.owner,
            consultation=meeting.consultation,
            meeting=meeting.id,
            order=order,
            text=point.text.strip(),
            lead_unit=point.lead_unit,
            assist_units=point.assist_units,
            due_on=point.due_on,
        )
        for place, order, point in _numbered(desk, ConsensusItem, meeting, points)
    )


def _dissent(desk: Desk, meeting: Meeting, points: tuple[Point, ...]) -> tuple[DissentItem, ...]:
    return tuple(
        DissentItem(
            id=derived_id("dissent_item", meeting.id, str(place)),
            owner=desk.owner,
            consultation=meeting.consultation,
            meeting=meeting.id,
            order=order,
            text=point.text.strip(),
            note=point.note,
        )
        for place, order, point in _numbered(desk, DissentItem, meeting, points)
    )


def confirm(desk: Desk, meeting: Meeting, by: str, *, on: date | None = None) -> Minutes:
    """Write down that the convener confirmed the minutes (确认纪要); they take the next 期号.

    Raises:
        NotRecorded: nobody confirms, or there is nothing to confirm.
    """
    if not by.strip():
        raise NotRecorded("请写明由哪位召集人确认。")
    sheet = desk.room.one(Minutes, id=minutes_id(meeting.id))
    if sheet is None:
        raise NotRecorded("还没有归纳纪要，请先写纪要再确认。")
    day = on or desk.today
    number = sheet.issue_number or _next_issue(desk, meeting.day.year)
    sheet = replace(sheet, confirmed_by=by.strip(), confirmed_on=day, issue_number=number)
    with desk.room.act("确认纪要", by=desk.by) as act:
        act.put(sheet)
    return sheet


def _next_issue(desk: Desk, year: int) -> int:
    days = {meeting.id: meeting.day for meeting in desk.room.find(Meeting)}
    taken = [
        sheet.issue_number
        for sheet in desk.room.find(Minutes)
        if sheet.meeting in days and days[sheet.meeting].year == year
    ]
    return max(taken, default=0) + 1


def in_days(desk: Desk, days: int) -> date:
    """Return the day so many calendar days from today, for a suggested deadline."""
    return desk.today + timedelta(days=days)
