"""Answers of the global search: records of the room, and commands. No Qt here."""

from __future__ import annotations

from consultroom.domain.consultations import Consultation
from consultroom.domain.meetings import Meeting, Participant
from consultroom.domain.members import Member
from consultroom.domain.outcomes import Assignment, Outcome
from consultroom.domain.records import Record
from consultroom.domain.topics import Topic
from consultroom.services import rostering, searching
from consultroom.services.desk import Desk
from consultroom.ui.values import Act, Hit

COMMANDS = (
    Hit(kind="命令", title="开始协商", detail="选一个议题", act=Act(word="打开", page="begin")),
    Hit(kind="命令", title="首页", act=Act(word="打开", page="home")),
    Hit(kind="命令", title="协商列表", act=Act(word="打开", page="consultations")),
)
_HANGS_ON: tuple[tuple[str, type[Record]], ...] = (
    ("consultation", Consultation),
    ("meeting", Meeting),
    ("outcome", Outcome),
    ("assignment", Assignment),
    ("topic", Topic),
    ("source", Consultation),
)
"""Field → what it names: the way from a record up to what a page can show."""


class RoomSearch:
    """Finds what a person typed; an answer that no page can show is left out."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, typed: str) -> tuple[Hit, ...]:
        """Return the commands that fit, then the records, newest first."""
        commands = tuple(hit for hit in COMMANDS if _means(typed, hit.title))
        hits = (self._hit(found) for found in searching.search(self._desk, typed))
        return (*commands, *(hit for hit in hits if hit is not None))

    def _hit(self, found: searching.Hit) -> Hit | None:
        root = self._root(searching.record_of(self._desk, found))
        if root is None:
            return None
        text = found.snippet.text
        title = found.title or text
        return Hit(kind=found.word, title=title, detail=_detail(title, text, root), act=_act(root))

    def _root(self, record: Record) -> Consultation | Topic | None:
        """Return the consultation a record belongs to, or the topic while there is none yet."""
        room = self._desk.room
        if isinstance(record, Consultation):
            return record
        if isinstance(record, Topic):
            begun = room.find(Consultation, topic=record.id)
            return begun[-1] if begun else record
        if isinstance(record, Member):
            return self._latest_of(record)
        for link, kind in _HANGS_ON:
            if above := getattr(record, link, ""):
                parent = room.one(kind, id=above)
                return self._root(parent) if parent else None
        return None

    def _latest_of(self, member: Member) -> Consultation | Topic | None:
        """Return the consultation this member was asked to last."""
        asked = self._desk.room.find(Participant, member=member.id)
        meetings = self._desk.room.find(Meeting, id=tuple(one.meeting for one in asked))
        last = max(meetings, key=lambda meeting: meeting.starts_at, default=None)
        return self._root(last) if last else None


def _act(root: Consultation | Topic) -> Act:
    if isinstance(root, Topic):
        return Act(word="开始协商", page="begin", about=root.id)
    return Act(word="打开", page="workspace", about=root.id)


def _detail(title: str, text: str, root: Consultation | Topic) -> str:
    """Return what tells this answer from others of its title: the text, or what it belongs to."""
    if text != title:
        return text
    return root.title if root.title != title else root.number


def _means(typed: str, title: str) -> bool:
    """Tell whether what was typed is part of a title, or begins its pinyin initials."""
    letters = rostering.initials(title)
    return typed in title or any(one.startswith(typed.lower()) for one in letters)
