"""Naming what an act was about (点名): short enough to stand inside a sentence."""

from __future__ import annotations

from typing import Final

from consultroom.domain.catalogue import KIND_OF_TABLE
from consultroom.domain.consultations import Attachment
from consultroom.domain.receptions import ReceptionDay
from consultroom.services.desk import Desk
from consultroom.services.looking_back import MOST_LINES, PARTS
from consultroom.store.journal import ActRecord

MOST_NAME: Final = 24  # characters
_WHOLE: Final = {part: whole for whole, parts in PARTS.items() for part in parts if part != "visit"}
"""What a record is part of; a visit is known by its own matter, not by its day's place."""
_DESCRIBED: Final = frozenset({"outcome"})  # its first field tells the matter, it is no name
_PART_WORDS: Final = frozenset(KIND_OF_TABLE[part].word for part in _WHOLE)

Place = tuple[str, str]  # table, id


def undone_words(desk: Desk, turned: ActRecord) -> str:
    """Return what was taken back or done again, and about what: 已撤销：登记审核（停车难）.

    Args:
        desk: where.
        turned: the undoing or redoing, as ``safekeeping.undo`` returned it.
    """
    about = about_act(desk, turned.root)
    return f"已{turned.name}（{about}）。" if about else f"已{turned.name}。"


def about_act(desk: Desk, act_id: str) -> str:
    """Return what a person calls the records an act changed: 停车难, or 停车难等3条.

    What has no name goes by what it is part of, a review by its consultation. Parts of something
    that was changed too do not count, nor two kinds of one name: a topic and its place in a plan.
    Visitors have no name here. Empty where nothing has a name.

    Raises:
        NoSuchAct: there is no such act.
    """
    lines = desk.room.lines_of(act_id, most=MOST_LINES)
    changed = {line.record_id for line in lines}
    places = dict.fromkeys((line.table, line.record_id) for line in lines)
    called: dict[Place, str] = {}
    for place in places:
        over = _wholes(desk, place)
        if not any(record in changed for record in (*(one for _, one in over), _kept(desk, place))):
            called |= _called(desk, (place, *reversed(over)))
    if not called:
        return ""
    many = _all_of(desk, act_id) if len(lines) == MOST_LINES else _distinct(called)
    first = _short(next(iter(called.values())))
    return f"{first}等{many}条" if many > 1 else first


def _wholes(desk: Desk, place: Place) -> tuple[Place, ...]:
    """Return what a record is part of, and what that is part of, the nearest first."""
    found: list[Place] = []
    table, record_id = place
    while whole := _WHOLE.get(table):
        record = desk.room.recall(KIND_OF_TABLE[table].record, record_id)
        table, record_id = whole, str(getattr(record, whole, "") or "")
        if not record_id:
            break
        found.append((table, record_id))
    return tuple(found)


def _kept(desk: Desk, place: Place) -> str:
    """Return the id of what a file was kept with; empty for what is no file."""
    table, record_id = place
    file = desk.room.recall(Attachment, record_id) if table == "attachment" else None
    return file.about if file else ""


def _called(desk: Desk, places: tuple[Place, ...]) -> dict[Place, str]:
    """Return the first of these records that has a name, with it."""
    for table, record_id in places:
        if table in _DESCRIBED:
            continue
        title = _day(desk, record_id) if table == "reception_day" else ""
        title = title or desk.room.pages.title(record_id, table)[1]
        if name := " ".join(title.split()).rstrip("。；，"):
            return {(table, record_id): name}
    return {}


def _day(desk: Desk, record_id: str) -> str:
    """Return a reception day by its date: its place is that of every other."""
    day = desk.room.recall(ReceptionDay, record_id)
    return f"{day.on.year}年{day.on.month}月{day.on.day}日接待日" if day else ""


def _distinct(called: dict[Place, str]) -> int:
    """Count the records; of one name only those of the kind that has it first."""
    kinds: dict[str, str] = {}
    return sum(kinds.setdefault(name, table) == table for (table, _), name in called.items())


def _all_of(desk: Desk, act_id: str) -> int:
    kinds = desk.room.pages.kinds_in(act_id)
    return sum(count for word, count in kinds if word not in _PART_WORDS) or sum(
        count for _, count in kinds
    )


def _short(name: str) -> str:
    return name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 1]}…"
