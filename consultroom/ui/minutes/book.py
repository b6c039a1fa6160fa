"""The meeting record kept in the room: what the minutes page opens and saves. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import time

from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting
from consultroom.domain.minutes import MinutesEntry
from consultroom.services import filing, recording, rostering, safekeeping
from consultroom.services.desk import Desk
from consultroom.ui.minutes.presenter import AgendaLine, EntryLine, MinutesScreen
from consultroom.ui.values import Act, Person
from consultroom.ui.wording import clock, meeting_time

APART = 64  # between the numbers of two lines, so that others fit in
NO_MEETING = "还没有安排会议，定下时间和地点以后就可以在这里记录。"
CONFIRMED = "纪要已经确认，会议记录不再改动。"


class RoomBook:
    """Opens and saves the record of a consultation's latest sitting."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._left = ""  # the act the room was left at; after another one, it is read anew
        self._meeting: Meeting | None = None
        self._kept: dict[str, tuple[int, EntryLine]] = {}  # by id: its order and what it says

    def open(self, about: str) -> MinutesScreen:
        """Return the record; ``about`` is the consultation's id."""
        dossier = filing.dossier(self._desk, about)
        meeting = dossier.meeting
        if meeting is None:
            return MinutesScreen(
                about=about,
                title=dossier.consultation.title,
                subheading=NO_MEETING,
                agenda=(),
                people=(),
                entries=(),
                locked=NO_MEETING,
            )
        self._note(dossier, meeting)
        return _screen(dossier, meeting)

    def _note(self, dossier: Dossier, meeting: Meeting) -> None:
        """Note what the room has of a record."""
        self._meeting, self._left = meeting, self._now
        self._kept = {one.id: (one.order, _line(one)) for one in dossier.entries_of(meeting)}

    def save(self, about: str, entries: tuple[EntryLine, ...]) -> None:
        """Write what became another, in one act."""
        if self._left != self._now or self._meeting is None or self._meeting.consultation != about:
            dossier = filing.dossier(self._desk, about)
            if dossier.meeting is None:
                return
            self._note(dossier, dossier.meeting)
        orders = orders_of(
            [line.id for line in entries], {key: order for key, (order, _) in self._kept.items()}
        )
        lines = {line.id: (order, line) for order, line in zip(orders, entries, strict=True)}
        changed = [one for key, one in lines.items() if self._kept.get(key) != one]
        self._write(changed, self._kept.keys() - lines.keys())
        self._kept, self._left = lines, self._now

    @property
    def _now(self) -> str:
        return safekeeping.latest(self._desk)

    def _write(self, changed: list[tuple[int, EntryLine]], gone: Set[str]) -> None:
        assert self._meeting is not None  # noqa: S101 - noted before
        meeting, owner = self._meeting.id, self._desk.owner
        entries = tuple(
            MinutesEntry(
                id=line.id,
                owner=owner,
                meeting=meeting,
                order=order,
                kind=line.kind,
                speaker=line.speaker,
                name=line.name,
                text=line.text.strip(),
                at=_time(line.at),
                agenda_item=line.agenda,
            )
            for order, line in changed
        )
        recording.change_entries(self._desk, self._meeting, entries, gone)

    def new_id(self) -> str:
        """Return the id of a fresh line."""
        return self._desk.room.new_id()


def orders_of(lines: Sequence[str], kept: Mapping[str, int]) -> list[int]:
    """Return numbers that rise from line to line; as many as can be are those of before.

    Between two lines there is room for others, so that a line put in between leaves those after it
    as they are: a record of two thousand lines is saved while the next one is typed.

    Args:
        lines: ids, in order.
        kept: the numbers lines have in the room, by id.
    """
    orders: list[int] = []
    before = 0
    for line, (after, apart) in zip(lines, _ahead(lines, kept), strict=True):
        order = kept.get(line, 0)
        before = order if order > before else before + _step(before, after, apart)
        orders.append(before)
    return orders


def _step(before: int, after: int, apart: int) -> int:
    """Return how far to go on from a number where none fits that a line has.

    Args:
        before: the number of the line before.
        after: of the next line that has any, 0 where none has.
        apart: lines up to that one.
    """
    if not after:
        return APART
    if after - before > apart:
        return (after - before) // (apart + 1)
    return APART // 2  # those pushed on so find room again soon


def _ahead(lines: Sequence[str], kept: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return for each line the number of the next one that has any, 0 for none, and how far."""
    found: list[tuple[int, int]] = []
    after, apart = 0, 0
    for line in reversed(lines):
        apart += 1
        found.append((after, apart))
        if line in kept:
            after, apart = kept[line], 0
    return found[::-1]


def _screen(dossier: Dossier, meeting: Meeting) -> MinutesScreen:
    sheet = dossier.minutes_of(meeting)
    people = dossier.people(meeting)
    consultation = dossier.consultation
    confirmed = bool(sheet and sheet.confirmed_on)
    word = "查看纪要" if confirmed else "归纳纪要"
    return MinutesScreen(
        about=consultation.id,
        title=consultation.title,
        subheading=f"{meeting_time(meeting.day, meeting.starts_at.time())}　{meeting.venue}",
        agenda=tuple(
            AgendaLine(key=item.id, title=item.title, minutes=item.minutes)
            for item in dossier.agenda_of(meeting)
        ),
        people=tuple(
            Person(
                id=person.id,
                name=person.name,
                note=person.kind.label,
                initials=rostering.initials(person.name),
            )
            for person in people
        ),
        entries=tuple(_line(entry) for entry in dossier.entries_of(meeting)),
        acts=(Act(word=word, page="workspace", about=f"{consultation.id}/minutes"),),
        locked=CONFIRMED if confirmed else "",
    )


def _line(entry: MinutesEntry) -> EntryLine:
    return EntryLine(
        id=entry.id,
        at=clock(entry.at) if entry.at else "",
        speaker=entry.speaker,
        name=entry.name,
        kind=entry.kind,
        text=entry.text,
        agenda=entry.agenda_item,
    )


def _time(words: str) -> time | None:
    hour, _, minute = words.partition(":")
    return time(int(hour), int(minute)) if hour.isdecimal() and minute.isdecimal() else None
