"""The meeting record kept in the room: what the minutes page opens and saves. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from types import MappingProxyType

from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting
from consultroom.domain.minutes import MinutesEntry
from consultroom.services import filing, recording, rostering, safekeeping
from consultroom.services.desk import Desk
from consultroom.ui.minutes.presenter import AgendaLine, EntryLine, MinutesScreen
from consultroom.ui.values import Act, Person
from consultroom.ui.wording import clock, meeting_time

NO_MEETING = "还没有安排会议，定下时间和地点以后就可以在这里记录。"
CONFIRMED = "纪要已经确认，会议记录不再改动。"


class RoomBook:
    """Opens and saves the record of a consultation's latest sitting."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._left = ""  # the act the room was left at; after another one, all is looked through
        self._meeting: Meeting | None = None
        self._kept: dict[str, tuple[int, EntryLine]] = {}  # by id: its place and what it says

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
        screen = _screen(dossier, meeting)
        self._note(meeting, screen.entries)
        return screen

    def _note(self, meeting: Meeting, entries: tuple[EntryLine, ...]) -> None:
        self._meeting, self._left = meeting, safekeeping.latest(self._desk)
        self._kept = {line.id: (order, line) for order, line in enumerate(entries, start=1)}

    def save(self, about: str, entries: tuple[EntryLine, ...]) -> None:
        """Write the record as it stands, in one act."""
        meeting = self._meeting
        if meeting is None or meeting.consultation != about or self._left != self._now:
            meeting = filing.dossier(self._desk, about).meeting
            if meeting is None:
                return
            recording.save_entries(self._desk, meeting, self._entries(meeting, entries))
        else:
            gone = self._kept.keys() - {line.id for line in entries}
            changed = self._entries(meeting, entries, self._kept)
            recording.change_entries(self._desk, meeting, changed, gone)
        self._note(meeting, entries)

    @property
    def _now(self) -> str:
        return safekeeping.latest(self._desk)

    def _entries(
        self,
        meeting: Meeting,
        lines: tuple[EntryLine, ...],
        kept: Mapping[str, tuple[int, EntryLine]] = MappingProxyType({}),
    ) -> tuple[MinutesEntry, ...]:
        """Return the lines as they are written, without those that are kept as they are."""
        return tuple(
            MinutesEntry(
                id=line.id,
                owner=self._desk.owner,
                meeting=meeting.id,
                order=order,
                kind=line.kind,
                speaker=line.speaker,
                name=line.name,
                text=line.text.strip(),
                at=_time(line.at),
                agenda_item=line.agenda,
            )
            for order, line in enumerate(lines, start=1)
            if kept.get(line.id) != (order, line)
        )

    def new_id(self) -> str:
        """Return the id of a fresh line."""
        return self._desk.room.new_id()


def _screen(dossier: Dossier, meeting: Meeting) -> MinutesScreen:
    sheet = dossier.minutes_of(meeting)
    people = dossier.people(meeting)
    consultation = dossier.consultation
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
        acts=(Act(word="归纳纪要", page="workspace", about=f"{consultation.id}/minutes"),),
        locked=CONFIRMED if sheet and sheet.confirmed_on else "",
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
