"""Answers of the global search: records of the room, and commands. No Qt here."""

from __future__ import annotations

from consultroom.domain.consultations import Consultation
from consultroom.domain.meetings import Meeting
from consultroom.domain.records import Record
from consultroom.domain.topics import Topic
from consultroom.services import searching
from consultroom.services.desk import Desk
from consultroom.ui.values import Act, Hit

COMMANDS = (
    Hit(kind="命令", title="开始协商", detail="选一个议题", act=Act(word="打开", page="begin")),
    Hit(kind="命令", title="首页", act=Act(word="打开", page="home")),
    Hit(kind="命令", title="协商列表", act=Act(word="打开", page="consultations")),
)


class RoomSearch:
    """Finds what a person typed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, typed: str) -> tuple[Hit, ...]:
        """Return the commands that fit, then the records, newest first."""
        commands = tuple(hit for hit in COMMANDS if typed in hit.title)
        if not typed:
            return commands
        found = searching.search(self._desk, typed)
        hits = (self._hit(hit) for hit in found)
        return (*commands, *(hit for hit in hits if hit is not None))

    def _hit(self, found: searching.Hit) -> Hit | None:
        act = self._act(searching.record_of(self._desk, found))
        if act is None:
            return None
        detail = found.snippet.text
        title = found.title or detail
        return Hit(kind=found.word, title=title, detail=detail if found.title else "", act=act)

    def _act(self, record: Record) -> Act | None:
        if isinstance(record, Topic):
            return self._topic_act(record)
        consultation = self._consultation_of(record)
        return Act(word="打开", page="workspace", about=consultation) if consultation else None

    def _topic_act(self, topic: Topic) -> Act:
        begun = self._desk.room.find(Consultation, topic=topic.id)
        if begun:
            return Act(word="打开", page="workspace", about=begun[-1].id)
        return Act(word="开始协商", page="begin", about=topic.id)

    def _consultation_of(self, record: Record) -> str:
        if isinstance(record, Consultation):
            return record.id
        meeting = getattr(record, "meeting", "")
        if meeting and not hasattr(record, "consultation"):
            return self._desk.room.get(Meeting, meeting).consultation
        return str(getattr(record, "consultation", ""))
