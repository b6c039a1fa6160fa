"""A room somebody has worked in for decades: a hundred thousand acts, a record of 2,000 lines."""

from __future__ import annotations

import random
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from secrets import token_bytes

from consultroom.domain.consultations import Consultation
from consultroom.domain.meetings import Meeting
from consultroom.domain.minutes import EntryKind, MinutesEntry
from consultroom.domain.outcomes import Assignment
from consultroom.domain.topics import Topic
from consultroom.frozen import replace
from consultroom.services import filing, recording
from consultroom.services.desk import Desk
from consultroom.services.founding import open_desk

ACTS, LINES, TOGETHER = 100_000, 2_000, 4_000
SAID = "老旧小区加装电梯要先看管线和采光，再由各单元自己商量出资比例，"
PEOPLE = ("王敏", "李强", "赵秘书")


def make_heavy(folder: Path) -> None:
    """Write into a room what decades would; its consultation with the long record is the last."""
    now = datetime(2016, 1, 1, 8, tzinfo=UTC)

    def clock() -> datetime:
        nonlocal now
        now += timedelta(minutes=40)
        return now

    desk = open_desk(folder, by="", clock=clock, chance=token_bytes)
    with desk.room:
        _write_acts(desk)
        _write_record(desk)


def _write_acts(desk: Desk) -> None:
    dice = random.Random(1)  # noqa: S311 - a sample
    topics, assignments = list(desk.room.find(Topic)), list(desk.room.find(Assignment))
    for start in range(0, ACTS, TOGETHER):
        with desk.room.together():
            for number in range(start, start + TOGETHER):
                place = dice.randrange(len(topics))
                topics[place] = replace(topics[place], suggestion=f"第{number}次修改")
                with desk.room.act("修改议题", by=dice.choice(PEOPLE)) as act:
                    act.put(topics[place])
    with desk.room.act("修改交办", by=PEOPLE[0]) as act:
        act.put(replace(assignments[0], requirement="按时答复"))


def _write_record(desk: Desk) -> None:
    open_ones = (one for one in desk.room.find(Consultation) if one.is_open)
    sittings = ((one, filing.dossier(desk, one.id)) for one in open_ones)
    dossier = [found for _, found in sittings if _writable(found.meeting, found)][-1]
    meeting = dossier.meeting
    assert meeting is not None
    people = dossier.people(meeting)
    entries = tuple(
        MinutesEntry(
            id=desk.room.new_id(),
            owner=desk.owner,
            meeting=meeting.id,
            order=number + 1,
            kind=tuple(EntryKind)[number % len(EntryKind)],
            speaker=people[number % len(people)].id,
            name=people[number % len(people)].name,
            text=SAID * (1 + number % 3) + str(number),
            at=time(9 + number // 600, number // 10 % 60),
        )
        for number in range(LINES)
    )
    recording.save_entries(desk, meeting, entries)


def _writable(meeting: Meeting | None, dossier: filing.Dossier) -> bool:
    sheet = dossier.minutes_of(meeting) if meeting else None
    return meeting is not None and not (sheet and sheet.confirmed_on)
