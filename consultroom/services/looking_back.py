"""Looking back (查来历): the journal as a person reads it, of the whole room or of one record."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from consultroom.domain.catalogue import KIND_OF_TABLE
from consultroom.domain.consultations import Consultation
from consultroom.domain.meetings import ParticipantKind
from consultroom.domain.records import ID_LENGTH
from consultroom.domain.schemes import Phase, StepScheme
from consultroom.domain.stations import OrgUnit
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.field_words import NOTHING, shown, word_for
from consultroom.services.striding import Steps
from consultroom.store.act_pages import ActFilter, ActSummary
from consultroom.store.journal import JournalLine, Verb

MOST_LINES: Final = 200  # records of one act that are told with their fields
MOST_TEXT: Final = 2000  # characters of one field
LUMP: Final = "（一整套设置，不在这里逐项列出）"
WITHHELD: Final = "（来访人信息，不在这里显示）"
_PRIVATE: Final = frozenset({"visitor_identity"})
_ID: Final = re.compile(rf"[0-9A-HJKMNP-TV-Z]{{{ID_LENGTH}}}")
PARTS: Final[dict[str, tuple[str, ...]]] = {
    "consultation": (
        *("step_record", "branching", "research_record", "evidence", "meeting", "minutes"),
        *("consensus_item", "dissent_item", "outcome", "assignment", "satisfaction"),
        *("look_back", "carry_over"),
    ),
    "meeting": (
        *("agenda_item", "participant", "rsvp", "attendance", "minutes_entry", "seating_plan"),
    ),
    "outcome": ("review",),
    "assignment": ("reply", "supervision"),
    "topic": ("topic_decision",),
    "member": ("posting",),
    "annual_plan": (),
    "reception_day": ("visit",),
    "visit": ("visitor_identity",),
}  # what a record consists of: table -> tables whose column of that name points to it


class ActLine(Frozen, kw_only=True):
    """One act in a list.

    Attributes:
        name: what it was, ``登记来访``.
        about: what it changed: 议题“停车难”等3条.
        undone: it was undone since.
        undoes: it is itself an undoing or a redoing.
    """

    id: str
    at: datetime
    by: str
    name: str
    about: str
    undone: bool = False
    undoes: bool = False


class FieldLine(Frozen, kw_only=True):
    """One field before and after an act, in words."""

    word: str
    before: str
    after: str


class RecordLine(Frozen, kw_only=True):
    """What an act did to one record.

    Attributes:
        about: 议题“停车难”.
        verb: 新建, 修改, 删除 …
    """

    about: str
    verb: str
    fields: tuple[FieldLine, ...]


def count(desk: Desk, wanted: ActFilter) -> int:
    """Return how many acts fit."""
    return desk.room.pages.count(wanted)


def page(desk: Desk, wanted: ActFilter, start: int, stop: int) -> tuple[ActLine, ...]:
    """Return acts that fit, the newest first, from place ``start`` up to ``stop``."""
    return tuple(map(_act_line, desk.room.pages.read(wanted, start, stop)))


def people(desk: Desk) -> tuple[str, ...]:
    """Return everyone who did something here."""
    return desk.room.pages.people()


def months(desk: Desk) -> tuple[str, ...]:
    """Return the months from the first act to the last, the latest first, as ``2026-11``."""
    return desk.room.pages.months()


def catch_up(desk: Desk) -> Steps[None]:
    """Get ready for ``people`` and ``months``, in steps of a few milliseconds."""
    yield from desk.room.pages.catch_up()


def belonging(desk: Desk, record_id: str) -> tuple[str, ...]:
    """Return the ids of a record and of what it consists of, deleted parts too."""
    return desk.room.pages.with_parts(record_id, PARTS)


def name_of(desk: Desk, record_id: str) -> str:
    """Return what a person calls a record: 议题“停车难”; empty where there is none."""
    return _about(*desk.room.pages.title(record_id))


def told(desk: Desk, act_id: str, *, most: int = MOST_LINES) -> tuple[RecordLine, ...]:
    """Return what an act did to each record, of at most ``most`` records.

    Raises:
        NoSuchAct: there is no such act.
    """
    return tuple(_record_line(desk, line) for line in desk.room.lines_of(act_id, most=most))


def unfolded(desk: Desk, act_id: str, *, most_fields: int) -> tuple[tuple[RecordLine, ...], int]:
    """Return the first records an act changed, and of how many more nothing is told.

    Args:
        desk: where.
        act_id: which act.
        most_fields: told of all records together; as many as a person can read through.

    Raises:
        NoSuchAct: there is no such act.
    """
    lines = desk.room.lines_of(act_id, most=MOST_LINES)
    found: list[RecordLine] = []
    fields = 0
    for line in lines:
        record = _record_line(desk, line)
        fields += len(record.fields) + 1
        if found and fields > most_fields:
            break
        found.append(record)
    return tuple(found), len(lines) - len(found)


def _act_line(summary: ActSummary) -> ActLine:
    act, more = summary.act, summary.records - 1
    about = _about(summary.word, summary.title)
    return ActLine(
        id=act.id,
        at=act.at,
        by=act.by,
        name=act.name,
        about=f"{about}等{summary.records}条" if more > 0 else about,
        undone=act.undone,
        undoes=act.undoes is not None,
    )


def _about(word: str, title: str) -> str:
    return f"{word}“{title}”" if title else word


def _record_line(desk: Desk, line: JournalLine) -> RecordLine:
    word, title = desk.room.pages.title(line.record_id, line.table)
    hidden = line.table in _PRIVATE
    return RecordLine(
        about=_about(word, "" if hidden else title),
        verb=line.verb.label,
        fields=() if hidden and not line.changes else tuple(_fields(desk, line, hidden=hidden)),
    )


def _fields(desk: Desk, line: JournalLine, *, hidden: bool) -> list[FieldLine]:
    found: list[FieldLine] = []
    words = _Words(desk, line)
    for change in line.changes:
        before, after = (words.said(change.field, one) for one in (change.before, change.after))
        if hidden:
            before, after = (NOTHING if one == NOTHING else WITHHELD for one in (before, after))
        told = FieldLine(word=word_for(line.table, change.field), before=before, after=after)
        if told not in found and (before != after or line.verb is Verb.UPDATE):
            found.append(told)
    return found


class _Words:
    """The values of one record's fields in words: ids as titles, codes as what they stand for."""

    def __init__(self, desk: Desk, line: JournalLine) -> None:
        self._desk = desk
        self._line = line

    def said(self, field: str, value: Any) -> str:
        if isinstance(value, tuple):
            value = tuple(self._word(field, one) for one in value)
        else:
            value = self._word(field, value)
        text = _ID.sub(self._title, shown(value))
        return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}……（后面还有）"

    def _title(self, found: re.Match[str]) -> str:
        word, title = self._desk.room.pages.title(found[0])
        return title or word or "（不在本机的记录）"

    def _word(self, field: str, value: Any) -> Any:
        if isinstance(value, Frozen):
            return LUMP
        if not isinstance(value, str) or not value:
            return value
        match field:
            case "phase":
                return next((one.label for one in Phase if one.code == value), value)
            case "participant_kinds":
                return next((one.label for one in ParticipantKind if one.code == value), value)
            case "scheme":
                scheme = self._desk.room.recall(StepScheme, value)
                return scheme.title if scheme else value
            case "step":
                return self._steps.get(value, value)
            case "station" | "unit" | "parent":
                unit = self._desk.room.recall(OrgUnit, value)
                return unit.name if unit else value
            case _:
                return value

    @cached_property
    def _steps(self) -> dict[str, str]:
        """Return code -> name of the steps of the scheme its consultation follows."""
        room, line = self._desk.room, self._line
        record = room.recall(KIND_OF_TABLE[line.table].record, line.record_id)
        home = getattr(record, "consultation", line.record_id)
        consultation = room.recall(Consultation, home)
        scheme = room.recall(StepScheme, consultation.scheme) if consultation else None
        return {step.code: step.name for step in scheme.steps} if scheme else {}


__all__ = [
    "ActFilter",
    "ActLine",
    "FieldLine",
    "RecordLine",
    "belonging",
    "catch_up",
    "count",
    "months",
    "name_of",
    "page",
    "people",
    "told",
    "unfolded",
]
