"""Undoing: a new act that writes back what an act found.

An act may be undone while nothing that still stands was built on it: no later act changed the same
field of the same record, none touched a record it made or brought back, none names such a record.
What has itself been undone is no obstacle, so acts can be taken back one behind the other. Undoing
an undoing is redoing, by the same rules.
"""

from __future__ import annotations

from consultroom.errors import UserError
from consultroom.store.acts import Act
from consultroom.store.cabinet import Cabinet
from consultroom.store.journal import ActRecord, Journal, Line, Verb
from consultroom.store.shelf import Gone
from consultroom.store.travel import STATE, state_of

Touch = tuple[ActRecord, Line]


class CannotUndo(UserError):
    """Something was built on the act since; the sentence names it."""


def target_of(journal: Journal, act_id: str | None) -> ActRecord:
    """Return the act to undo: the one named, or the last that stands and is no undoing.

    Raises:
        CannotUndo: there is none, or it is undone already.
    """
    act = journal.last_to_undo() if act_id is None else journal.act(act_id)
    if act is None:
        raise CannotUndo("没有可以撤销的操作。")
    if act.undone:
        raise CannotUndo(f"“{journal.act(act.root).name}”已经撤销过了。")
    return act


def name_for(journal: Journal, act: ActRecord) -> str:
    """Return what undoing this act is called: 撤销 (undo), or 重做 (redo) of an undoing."""
    root = journal.act(act.root)
    return f"{'重做' if root.undone else '撤销'}：{root.name}"


def turn_back(cabinet: Cabinet, target: ActRecord, act: Act) -> None:
    """Write back, inside ``act``, what ``target`` found.

    Raises:
        CannotUndo: something was built on it.
    """
    lines = cabinet.journal.lines(target)
    for line in lines:
        _refuse_if_built_on(cabinet, target, line)
    turned: set[tuple[str, str]] = set()
    for line in reversed(lines):
        record = line.table, line.record_id
        if record not in turned and not _still_there(cabinet, line):
            name = cabinet.journal.act(target.root).name
            raise CannotUndo(f"不能撤销“{name}”：{_title(cabinet, line)}后来变了。")
        act.turn_back(line)
        turned.add(record)


def _refuse_if_built_on(cabinet: Cabinet, target: ActRecord, line: Line) -> None:
    journal = cabinet.journal
    about = journal.lines_about(line.record_id, after=target.n)
    on_it = tuple(touch for touch in about if _collides(line, touch[1]))
    if found := _first_standing(journal, target, on_it):
        raise _refusal(cabinet, target, found, line, "又改过")
    if line.verb.brings:
        later = journal.lines_naming(line.record_id, after=target.n)
        naming = tuple(touch for touch in later if _names(cabinet, touch[1], line.record_id))
        if found := _first_standing(journal, target, naming):
            raise _refusal(cabinet, target, found, line, "用到了")


def _collides(line: Line, later: Line) -> bool:
    """Tell whether a later line about some record stands in the way of undoing ``line``."""
    if later.table != line.table:
        return False
    if line.verb.brings or later.verb is not Verb.UPDATE or STATE in line.changes:
        return True
    return not line.changes.keys().isdisjoint(later.changes)


def _names(cabinet: Cabinet, line: Line, record_id: str) -> bool:
    """Tell whether a line, done or undone, has a live record name this id in a field or a list."""
    if line.verb.takes_away:
        return False
    values = [after for _, after in line.changes.values()]
    if line.verb is Verb.UPDATE:
        values += [before for before, _ in line.changes.values()]
    else:
        row = cabinet.shelf.row(cabinet.shelf.shape_at(line.table), line.record_id)
        values += row.values if row and row.gone is not Gone.WITHDRAWN else ()
    item = f'"{record_id}"'
    return any(text == record_id or item in text for text in values if isinstance(text, str))


def _first_standing(
    journal: Journal, target: ActRecord, touches: tuple[Touch, ...]
) -> ActRecord | None:
    """Return the first of these later acts whose doing or undoing has changed something since.

    An act and its undoing after the target cancel out; so do undoing and redoing. What was turned
    an odd number of times since then is not as the target left it, and its last turn tells how.
    """
    for act, _ in touches:
        is_last = journal.turns(act.root, after=act.n) == 0
        if is_last and journal.turns(act.root, after=target.n) % 2:
            return act
    return None


def _still_there(cabinet: Cabinet, line: Line) -> bool:
    """Tell whether the record is as the line left it, wherever changes may have come from."""
    shape = cabinet.shelf.shape_at(line.table)
    row = cabinet.shelf.row(shape, line.record_id)
    if STATE in line.changes:
        return state_of(row) == line.changes[STATE][1]
    if row is None or (row.gone is Gone.LIVE) is line.verb.takes_away:
        return False
    now = dict(zip(shape.names, row.values, strict=True))
    return all(now[name] == after for name, (_, after) in line.changes.items())


def _refusal(
    cabinet: Cabinet, target: ActRecord, later: ActRecord, line: Line, did: str
) -> CannotUndo:
    name, by_then = (cabinet.journal.act(act.root).name for act in (target, later))
    return CannotUndo(
        f"不能撤销“{name}”：之后的“{by_then}”（{later.by}，{later.at:%m月%d日}）"
        f"{did}{_title(cabinet, line)}。请先撤销“{by_then}”。"
    )


def _title(cabinet: Cabinet, line: Line) -> str:
    """Return the record's kind and title, as in 议题“老旧小区加装电梯”."""
    shape = cabinet.shelf.shape_at(line.table)
    record = cabinet.shelf.recall(shape.record, line.record_id)
    title = shape.title_of(record) if record else shape.kind.word
    return shape.kind.word if title == shape.kind.word else f"{shape.kind.word}“{title}”"
