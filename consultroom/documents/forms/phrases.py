"""Turns of phrase that several papers share: dates, lists of people, counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from consultroom.documents.blocks import Run, Text
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import (
    Attendance,
    AttendanceStatus,
    Headcount,
    Meeting,
    Participant,
    ParticipantKind,
    clock_text,
)
from consultroom.domain.minutes import ConsensusItem

NUMERALS = "一二三四五六七八九十"


def numeral(place: int) -> str:
    """Return 1 as ``一``, 12 as ``十二``; up to 99."""
    tens, ones = divmod(place, 10)
    if not tens:
        return NUMERALS[ones - 1]
    head = "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
    return head + (NUMERALS[ones - 1] if ones else "")


def with_names(text: str, names: Iterable[str]) -> Text:
    """Return the text with each of the names marked whole, so that no line splits one."""
    known = frozenset(name for name in names if len(name) > 1)
    if not known:
        return text
    pieces = _any_of(known).split(text)
    return tuple(Run(piece, whole=piece in known) for piece in pieces if piece)


@lru_cache(maxsize=32)  # the record of a sitting has thousands of lines, and the same people
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    """Return what finds any of the names, the longest first."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(f"({'|'.join(map(re.escape, longest))})")


def starts(meeting: Meeting) -> str:
    """Return ``2026年11月26日（星期四）14:30``."""
    return f"{chinese_date(meeting.day, weekday=True)}{clock_text(meeting.starts_at)}"


def names_in(dossier: Dossier, meeting: Meeting) -> tuple[str, ...]:
    """Return every name of a meeting that paper may not split."""
    people = [person.name for person in dossier.people(meeting)]
    extra = [mark.substitute for mark in dossier.marks(meeting)]
    return (*people, *(name for name in extra if name), meeting.host, meeting.recorder)


def by_status(
    people: tuple[Participant, ...],
    marks: tuple[Attendance, ...],
    *wanted: AttendanceStatus,
) -> tuple[Participant, ...]:
    """Return the people with one of these marks."""
    status = {mark.participant: mark.status for mark in marks}
    return tuple(person for person in people if status.get(person.id) in wanted)


def count_words(count: Headcount) -> str:
    """Return ``委员12人、部门4人、群众3人、其他2人`` of those who were there."""
    members = count.of(ParticipantKind.MEMBER)
    departments = count.of(ParticipantKind.DEPARTMENT)
    residents = count.of(ParticipantKind.STAKEHOLDER, ParticipantKind.RESIDENT)
    others = count.there - members - departments - residents
    return f"委员{members}人、部门{departments}人、群众{residents}人、其他{others}人"


def due_words(on: date | None) -> str:
    """Return ``2026年12月31日前``, or a dash when no deadline was suggested."""
    return f"{chinese_date(on)}前" if on else "—"


def handling_words(item: ConsensusItem) -> str:
    """Return ``（建议主办：…；建议协办：…；建议时限：…）``, only what is there."""
    told = []
    if item.lead_unit:
        told.append(f"建议主办：{item.lead_unit}")
    if item.assist_units:
        told.append(f"建议协办：{'、'.join(item.assist_units)}")
    if item.due_on:
        told.append(f"建议时限：{due_words(item.due_on)}")
    return f"（{'；'.join(told)}）" if told else ""


def ended(text: str) -> str:
    """Return the text with a full stop, unless it ends a sentence already."""
    text = text.strip()
    return text if not text or text[-1] in "。！？；：…”）" else f"{text}。"


def broken(title: str, lines: tuple[str, ...]) -> str:
    """Return a title with the clerk's breaks, when the lines still spell this title."""
    return "|".join(lines) if "".join(lines) == title else title
