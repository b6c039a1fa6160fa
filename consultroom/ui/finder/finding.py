"""Answers of the global search: records of the room, and commands. No Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consultroom.domain.consultations import Consultation
from consultroom.domain.meetings import Meeting
from consultroom.domain.members import Member
from consultroom.domain.outcomes import Assignment, Outcome
from consultroom.domain.papers import IssuedPaper
from consultroom.domain.receptions import ReceptionDay, VisitorIdentity
from consultroom.domain.records import Record
from consultroom.domain.topics import Topic
from consultroom.services.desk import Desk
from consultroom.ui.finder.commands import commands_for
from consultroom.ui.values import Act, Hit

if TYPE_CHECKING:
    from consultroom.services import searching

_HANGS_ON: tuple[tuple[str, type[Record]], ...] = (
    ("consultation", Consultation),
    ("meeting", Meeting),
    ("outcome", Outcome),
    ("assignment", Assignment),
    ("topic", Topic),
    ("reception_day", ReceptionDay),
    ("source", Consultation),
)
"""Field → what it names: the way from a record up to what a page can show."""
Root = Consultation | Topic | Member | IssuedPaper | ReceptionDay
_PAGES: dict[type[Root], str] = {
    Consultation: "workspace",
    Topic: "topics",
    Member: "members",
    IssuedPaper: "papers",
    ReceptionDay: "receptions",
}
"""What has a page of its own: kind → key of the page, which is told the id."""


class RoomSearch:
    """Finds what a person typed; an answer that no page can show is left out."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, typed: str) -> tuple[Hit, ...]:
        """Return the commands that fit, then the records, newest first."""
        commands = commands_for(typed)
        from consultroom.services import searching

        hits = (self._hit(found) for found in searching.search(self._desk, typed))
        return (*commands, *(hit for hit in hits if hit is not None))

    def _hit(self, found: searching.Hit) -> Hit | None:
        from consultroom.services import searching

        root = self._root(searching.record_of(self._desk, found))
        if root is None:
            return None
        text = found.snippet.text
        title = found.title or text
        return Hit(kind=found.word, title=title, detail=_detail(title, text, root), act=_act(root))

    def _root(self, record: Record) -> Root | None:
        """Return what has a page and the record belongs to, being itself at best."""
        if isinstance(record, Root):
            return record
        if isinstance(record, VisitorIdentity):
            return None  # who came is looked up on the day's own page, never listed
        for link, kind in _HANGS_ON:
            if above := getattr(record, link, ""):
                parent = self._desk.room.one(kind, id=above)
                return self._root(parent) if parent else None
        return None


def _act(root: Root) -> Act:
    return Act(word="打开", page=_PAGES[type(root)], about=root.id)


def _detail(title: str, text: str, root: Root) -> str:
    """Return what tells this answer from others of its title: the text, or what it belongs to."""
    if text != title:
        return text
    match root:
        case Member():
            return root.post
        case IssuedPaper():
            return root.about_number
        case ReceptionDay():
            return f"{root.number}　{root.on.month}月{root.on.day}日"
        case _:
            return root.title if root.title != title else root.number
