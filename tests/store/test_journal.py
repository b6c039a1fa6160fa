"""The journal tells everything, and shows when someone has changed it."""

from __future__ import annotations

from datetime import date

import pytest
import sqlcipher3

from consultroom.store.journal import Journal, NoSuchAct, Verb
from consultroom.store.rooms import Room
from consultroom.store.shelf import Gone
from tests.store.samples import Slip, Writer, a_slip, a_writer, put


@pytest.fixture
def told(room: Room) -> Room:
    """Return a room in which things have happened."""
    put(room, a_slip(day=date(2026, 3, 5), tags=("甲",)), a_writer(), name="登记纸条")
    put(room, a_slip(day=None, tags=("甲", "乙"), title="新"), name="改纸条")
    with room.act("删作者", by="李") as act:
        act.remove(a_writer())
    room.restore("WRITER", by="李")
    room.undo(by="王")
    return room


def untie(room: Room, *statements: str) -> None:
    """Do to the tables what someone with another tool could do."""
    for table in ("act", "journal"):
        for verb in ("update", "delete"):
            room._cabinet.connection.execute(f"DROP TRIGGER {table}_no_{verb}")
    for statement in statements:
        room._cabinet.connection.execute(statement)


def test_a_record_has_a_history_with_field_values(told: Room):
    first, second = told.history("SLIP")
    assert (first.verb, first.act.name, first.act.by) == (Verb.INSERT, "登记纸条", "王")
    changes = {change.field: (change.before, change.after) for change in second.changes}
    assert changes == {
        "day": (date(2026, 3, 5), None),
        "tags": (("甲",), ("甲", "乙")),
        "title": ("老旧小区加装电梯", "新"),
    }
    verbs = [line.verb for line in told.history("WRITER")]
    assert verbs == [Verb.INSERT, Verb.REMOVE, Verb.RESTORE, Verb.REMOVE]


def test_an_act_tells_what_it_changed(told: Room):
    act = told.acts()[-1]
    assert [(line.table, line.record_id) for line in told.lines_of(act.id)] == [
        ("slip", "SLIP"),
        ("writer", "WRITER"),
    ]
    with pytest.raises(NoSuchAct, match="没有找到这次操作"):
        told.lines_of("nothing")


def test_the_tables_follow_from_the_journal_alone(told: Room):
    """Replaying every line gives every row: nothing is written past the journal."""
    rows: dict[tuple[str, str], dict] = {}
    where = dict.fromkeys(Verb, Gone.LIVE)
    where |= {Verb.REMOVE: Gone.BINNED, Verb.WITHDRAW: Gone.WITHDRAWN}
    for act in reversed(told.acts()):
        for line in told._journal.lines(act):
            row = rows.setdefault((line.table, line.record_id), {})
            row.update({name: after for name, (_, after) in line.changes.items()})
            if line.verb is not Verb.UPDATE:
                row["gone"] = where[line.verb]
    for kind in (Slip, Writer):
        shape = told._shelf.shape_of(kind)
        for _, record_id, row in told._shelf.rows_since(shape, "WT", 0):
            stored = dict(zip(shape.names, row.values, strict=True)) | {"gone": row.gone}
            empty = dict.fromkeys(shape.names)
            assert empty | rows.pop((shape.table, record_id)) == stored
    assert not rows


def test_a_sound_chain_has_no_faults(told: Room):
    assert list(told._journal.faults()) == []
    assert Journal(told._cabinet.connection).head == told._journal.head


@pytest.mark.parametrize("table", ["act", "journal"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET n = n + 100", "DELETE FROM {}"])
def test_the_journal_cannot_be_altered_through_sqlite(told: Room, table: str, statement: str):
    with pytest.raises(sqlcipher3.IntegrityError, match="never altered"):
        told._cabinet.connection.execute(statement.format(table))


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE journal SET changes = '{}' WHERE n = 1",
        "UPDATE journal SET record = 'OTHER' WHERE n = 2",
        "UPDATE journal SET verb = 'update' WHERE n = 4",
        "UPDATE journal SET act = 2 WHERE n = 2",
        "UPDATE act SET who = '李' WHERE n = 1",
        "UPDATE act SET at = '2026-01-01T00:00:00+08:00' WHERE n = 2",
        "UPDATE act SET name = '别的' WHERE n = 3",
        "UPDATE act SET undoes = NULL WHERE undoes IS NOT NULL",
        "UPDATE act SET root = id WHERE undoes IS NOT NULL",
        "DELETE FROM journal WHERE n = 2",
        "DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)",
        "UPDATE journal SET hash = zeroblob(32) WHERE n = 1",
        "UPDATE journal SET prev = zeroblob(32) WHERE n = 2",
        "UPDATE meta SET value = '' WHERE key = 'journal_head'",
        "DELETE FROM meta WHERE key = 'journal_head'",
        "INSERT INTO act(n, id, at, who, name, root) VALUES (99, 'x', '', '', '', 'x')",
        "INSERT INTO journal(n, act, tbl, record, verb, changes, prev, hash) "
        "VALUES (99, 1, 'slip', 'SLIP', 'update', '{}', zeroblob(32), zeroblob(32))",
    ],
)
def test_whatever_is_done_to_the_journal_shows(told: Room, tampering: str):
    untie(told, tampering)
    assert list(told._journal.faults())
    assert not told.check().sound
