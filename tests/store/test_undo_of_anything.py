"""Undo and redo against a plain model, in any order Hypothesis can think of.

The model keeps, for each act a person did, what it did to each record, and which acts are on. The
room must always look like all acts that are on, applied one after the other; and it must refuse an
undo exactly when an act that was turned on or off since then collides with it.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from consultroom.store.reversal import CannotUndo
from consultroom.store.shelf import NoSuchRecord
from tests.store.samples import Slip, Writer, a_slip, a_writer, new_room

SLIPS, WRITERS = ("S1", "S2"), ("W1", "W2")
BIN = "bin"

ids = st.sampled_from((*SLIPS, *WRITERS))
parts = st.tuples(ids, st.sampled_from(["put", "remove"]), st.integers(0, 2), st.integers(0, 2))


@dataclass
class Deed:
    """What one act did: record -> field -> value afterwards; BIN tells where it is."""

    does: dict[str, dict[str, Any]]
    was: dict[str, dict[str, Any]]  # what it found there, of records it only changed
    turns: list[str] = field(default_factory=list)  # ids of the act, its undoing, its redoing …

    @property
    def on(self) -> bool:
        return len(self.turns) % 2 == 1


class Desk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.room = new_room(Path(self.folder.name) / "room")
        self.deeds: list[Deed] = []  # in the order they last took hold
        self.log: list[tuple[str, Deed, frozenset[int]]] = []  # act, its deed, what was on then

    def teardown(self) -> None:
        report = self.room.check()
        self.room.close()
        self.folder.cleanup()
        assert report.sound, report

    # -- the model ---------------------------------------------------------------------------

    def state(self) -> dict[str, dict[str, Any]]:
        records: dict[str, dict[str, Any]] = {}
        for deed in self.deeds:
            for record_id, does in deed.does.items() if deed.on else ():
                records.setdefault(record_id, {}).update(does)
        return records

    def turned(self, deed: Deed, act_id: str) -> None:
        deed.turns.append(act_id)
        if deed in self.deeds:
            self.deeds.remove(deed)
        self.deeds.append(deed)
        on = frozenset(id(one) for one in self.deeds if one.on)
        self.log.append((act_id, deed, on))

    def collides(self, act_id: str) -> bool:
        place = next(n for n, entry in enumerate(self.log) if entry[0] == act_id)
        _, deed, on_then = self.log[place]
        was_on = id(deed) in on_then
        others = [one for one in self.deeds if one.on != (id(one) in on_then)]
        return any(
            self.in_the_way(record_id, does, was_on, other)
            for other in others
            for record_id, does in deed.does.items()
        )

    def in_the_way(self, record_id: str, does: dict[str, Any], was_on: bool, other: Deed) -> bool:
        brought = BIN in does and (does[BIN] is False) == was_on
        if brought and any(record_id in self.written(other, key) for key in other.does):
            return True
        later = other.does.get(record_id)
        return later is not None and (brought or BIN in later or not later.keys().isdisjoint(does))

    def written(self, deed: Deed, record_id: str) -> list[Any]:
        """What the last turn of a deed had a live record hold."""
        does = deed.does[record_id]
        if BIN not in does:
            return [*does.values(), *deed.was[record_id].values()]
        if (does[BIN] is False) != deed.on:
            return []
        held = self.state().get(record_id, {})
        return [*held.values(), *(does.values() if deed.on else ())]

    # -- what a person does ------------------------------------------------------------------

    @rule(doing=st.lists(parts, min_size=1, max_size=3, unique_by=lambda part: part[0]))
    def act(self, doing: list[tuple[str, str, int, int]]) -> None:
        before = self.state()
        does: dict[str, dict[str, Any]] = {}
        with self.room.act("做事", by="王") as act:
            for record_id, verb, one, two in doing:
                here = before.get(record_id, {})
                if verb == "put":
                    fields = self.put(act, record_id, one, two)
                    changed = {k: v for k, v in fields.items() if k not in here or here[k] != v}
                    bin_change = {} if here.get(BIN) is False else {BIN: False}
                    if changed or bin_change:
                        does[record_id] = changed | bin_change
                elif here.get(BIN) is False:
                    act.remove(act.get(Slip if record_id in SLIPS else Writer, record_id))
                    does[record_id] = {BIN: True}
        if does:
            was = {
                record_id: {name: before[record_id][name] for name in fields}
                for record_id, fields in does.items()
                if BIN not in fields
            }
            self.turned(Deed(does, was), act.id)
        else:
            assert all(one.id != act.id for one in self.room.acts())

    def put(self, act: Any, record_id: str, one: int, two: int) -> dict[str, Any]:
        if record_id in SLIPS:
            act.put(a_slip(id=record_id, title=f"题{one}", count=two))
            return {"title": f"题{one}", "count": two}
        slip = ("", *SLIPS)[two]
        act.put(a_writer(id=record_id, name=f"人{one}", slip=slip))
        return {"name": f"人{one}", "slip": slip}

    @rule()
    def undo_the_last(self) -> None:
        first = {id(entry[1]): n for n, entry in reversed(list(enumerate(self.log)))}
        last = max((one for one in self.deeds if one.on), key=lambda one: first[id(one)], default=0)
        self.turn(last.turns[0] if last else None, by_default=True)

    @precondition(lambda self: self.log)
    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        act_id = data.draw(st.sampled_from([entry[0] for entry in self.log]))
        if not self.room._journal.act(act_id).undone:
            self.turn(act_id)

    def turn(self, act_id: str | None, *, by_default: bool = False) -> None:
        try:
            undoing = self.room.undo(None if by_default else act_id, by="李")
        except CannotUndo:
            assert act_id is None or self.own_or_other_collides(act_id)
        else:
            assert act_id is not None
            assert not self.own_or_other_collides(act_id)
            deed = next(entry[1] for entry in self.log if entry[0] == act_id)
            self.turned(deed, undoing.id)

    def own_or_other_collides(self, act_id: str) -> bool:
        """An undoing can itself be out of date: its act was turned the other way since."""
        place = next(n for n, entry in enumerate(self.log) if entry[0] == act_id)
        _, deed, on_then = self.log[place]
        return deed.on != (id(deed) in on_then) or self.collides(act_id)

    @rule(record_id=ids)
    def restore(self, record_id: str) -> None:
        if self.state().get(record_id, {}).get(BIN):
            self.room.restore(record_id, by="李")
            self.turned(Deed({record_id: {BIN: False}}, {}), self.room.acts(limit=1)[0].id)
        else:
            try:
                self.room.restore(record_id, by="李")
            except NoSuchRecord:
                return
            raise AssertionError

    # -- what must hold ----------------------------------------------------------------------

    @invariant()
    def the_room_is_what_the_acts_that_are_on_made(self) -> None:
        state = self.state()
        live, binned = {}, {}
        for record in (*self.room.find(Slip), *self.room.find(Writer)):
            live[record.id] = record
        for one in self.room.bin():
            binned[one.record_id] = one.record
        assert live.keys() == {key for key, does in state.items() if does[BIN] is False}
        assert binned.keys() == {key for key, does in state.items() if does[BIN] is True}
        for key, record in (live | binned).items():
            assert {k: getattr(record, k) for k in state[key] if k != BIN} == {
                k: v for k, v in state[key].items() if k != BIN
            }

    @invariant()
    def exactly_live_records_are_found_by_search(self) -> None:
        found = {hit.record_id for hit in self.room.search("题") + self.room.search("人")}
        live = {record.id for record in (*self.room.find(Slip), *self.room.find(Writer))}
        assert found == live

    @invariant()
    def what_is_shown_as_undone_is_off(self) -> None:
        shown = {act.id: act.undone for act in self.room.acts(limit=1000)}
        for deed in self.deeds:
            assert shown[deed.turns[0]] is not deed.on


Desk.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestDesk = Desk.TestCase
