"""Five computers of two stations and a district: whatever happens to the sticks, all agree.

Packs are real: signed, sealed, written, read. They arrive in any order, late, twice or never;
clocks are wrong by years; the power fails inside an import; imports are taken back and done again.
At the end everybody exchanges until nothing new comes, and then

* every computer of a station and the district hold the same rows with the same stamps;
* every value anybody ever wrote stands, was overwritten by somebody who had seen it, or lies in a
  conflict for a person to settle;
* taking everything in once more changes nothing;
* an empty room that takes in the archive of the district holds the same.
"""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from consultroom.domain.conflicts import Conflict
from consultroom.domain.stamps import StampedRow
from consultroom.domain.topics import Topic
from consultroom.services import founding
from consultroom.services.exchanging import importing, inbox
from consultroom.services.exchanging.replaying import replay, take_keys
from consultroom.services.identifying import believed
from tests.services.exchanging.offices import (
    COMPUTERS,
    DISTRICT,
    EVERYBODY,
    NAMES,
    Clock,
    Crash,
    a_topic,
    chance,
    offices,
    rows,
)

SKEW = st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=3650))
WORDS = st.sampled_from(["电梯", "停车", "路灯", "菜场", "河道"])
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - syncs cost less
FIELDS = ("title", "situation", "scope")
computers = st.sampled_from(sorted(COMPUTERS))


@dataclass(frozen=True)
class Write:
    """One value somebody wrote, and the stamp of the value they saw there before."""

    topic: str
    field: str
    value: str
    stamp: str
    over: str


class Exchange(RuleBasedStateMachine):
    """What may happen to the offices of a district."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(mkdtemp(prefix="exchange-", dir=IN_MEMORY))
        self.stack = ExitStack()
        self.offices = self.stack.enter_context(offices(self.place))
        self.packs: list[tuple[Path, str]] = []
        self.writes: list[Write] = []
        self.topics: dict[str, list[str]] = {code: [] for code in NAMES}
        self.gone: set[str] = set()

    def teardown(self) -> None:
        try:
            self.everybody_agrees()
        finally:
            self.stack.close()
            shutil.rmtree(self.place)

    # -- what people do ------------------------------------------------------------------------

    @initialize()
    def begin(self) -> None:
        """Each station has a topic that all its computers know, to write into at once."""
        for code in NAMES:
            first, *others = readers(code)
            self.add(first, "电梯")
            for name in others:
                self.offices.pass_on(first, name)

    @rule(name=computers, title=WORDS)
    def add(self, name: str, title: str) -> None:
        topic = a_topic(self.offices[name], title)
        self.topics[topic.owner].append(topic.id)
        self._note(name, topic.id, dict.fromkeys(FIELDS, ""))

    @rule(name=computers, which=st.integers(0, 2), field=st.sampled_from(FIELDS), word=WORDS)
    def change(self, name: str, which: int, field: str, word: str) -> None:
        topic = self._topic(name, which)
        if topic is None or getattr(topic, field) == word:
            return
        before = {field: self._row(name, topic.id).stamps.of(field)}
        desk = self.offices[name]
        with desk.room.act("修改议题", by=name) as act:
            act.put(replace(topic, **{field: word}))
        self._note(name, topic.id, before)

    @rule(name=computers, which=st.integers(0, 5))
    def delete(self, name: str, which: int) -> None:
        topic = self._topic(name, which)
        if topic is not None:
            with self.offices[name].room.act("删除议题", by=name) as act:
                act.remove(topic)

    @rule(name=st.sampled_from(EVERYBODY), skew=SKEW)
    def set_clock(self, name: str, skew: timedelta) -> None:
        self.offices.clock(name).skew = skew

    # -- what happens to packs -----------------------------------------------------------------

    @rule(name=computers, beside=st.booleans(), full=st.booleans())
    def send(self, name: str, beside: bool, full: bool) -> None:
        to = COMPUTERS[name] if beside else DISTRICT
        self.packs += [(file, to) for file in self.offices.send(name, to, full=full)]

    @rule(to=st.sampled_from(sorted(NAMES)))
    def send_down(self, to: str) -> None:
        self.packs += [(file, to) for file in self.offices.send(DISTRICT, to)]

    @precondition(lambda self: self.packs)
    @rule(data=st.data())
    def deliver(self, data: st.DataObject) -> None:
        """A pack comes to whom it is for; it may come again, and some never come."""
        file, to = data.draw(st.sampled_from(self.packs), label="pack")
        self._take(data.draw(st.sampled_from(readers(to)), label="to"), file)

    @precondition(lambda self: self.packs)
    @rule(data=st.data(), after=st.integers(0, 3))
    def crash(self, data: st.DataObject, after: int) -> None:
        """The power fails somewhere inside an import: nothing has happened, and it works later."""
        file, to = data.draw(st.sampled_from(self.packs), label="pack")
        name = data.draw(st.sampled_from(readers(to)), label="to")
        before = self._all(name)
        inbox.bring_in(self.offices[name], [file])
        self.offices.clock(name).crash_after = after
        try:
            run = importing.take(self.offices[name], backup=False)
        except Crash:
            assert self._all(name) == before
        else:
            assert run.refused == ()
        self.offices.clock(name).crash_after = None

    @precondition(lambda self: self.packs)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        """An import is undone: the room is as it was, and the pack may come again."""
        file, to = data.draw(st.sampled_from(self.packs), label="pack")
        name = data.draw(st.sampled_from(readers(to)), label="to")
        desk = self.offices[name]
        importing.take(desk, backup=False)
        before = self._all(name)
        inbox.bring_in(desk, [file])
        run = importing.take(desk, backup=False)
        for done in reversed(run.imported):
            if done.pack.act is not None:
                importing.take_back(desk, done.pack.hash)
        assert self._all(name) == before
        if data.draw(st.booleans(), label="the pack is lost"):
            for left in inbox.waiting(desk):
                left.unlink()

    # -- what must hold ------------------------------------------------------------------------

    def everybody_agrees(self) -> None:
        self._exchange_until_quiet()
        for code in NAMES:
            held = {name: rows(self.offices[name], code) for name in readers(code)}
            held[DISTRICT] = rows(self.offices[DISTRICT], code)
            first = held.pop(DISTRICT)
            for name, other in held.items():
                assert other == first, (name, code)
        self._nothing_vanished()
        self._again_changes_nothing()
        self._replay_is_the_same()
        for name in EVERYBODY:
            assert self.offices[name].room.check().faults == ()

    def _exchange_until_quiet(self) -> None:
        for _ in range(6):
            before = {name: self._all(name) for name in EVERYBODY}
            for code in NAMES:
                for file in self.offices.send(DISTRICT, code):
                    for name in readers(code):
                        self._take(name, file)
            for name, code in COMPUTERS.items():
                for file in self.offices.send(name, code):
                    for other in readers(code):
                        self._take(other, file)
            for name in COMPUTERS:
                for file in self.offices.send(name):
                    self._take(DISTRICT, file)
            if before == {name: self._all(name) for name in EVERYBODY}:
                return
        pytest.fail("they go on sending each other something new")

    def _nothing_vanished(self) -> None:
        district = self.offices[DISTRICT]
        over = {(one.topic, one.field, one.over) for one in self.writes}
        lost = {(one.record, one.field, one.stamp) for one in district.room.find(Conflict)}
        for write in self.writes:
            row = district.room.stamped_row("topic", write.topic)
            assert row is not None
            key = write.topic, write.field, write.stamp
            stands = row.stamps.of(write.field) == write.stamp
            if stands:
                assert row.values[write.field] == write.value
            same = row.values[write.field] == write.value
            assert stands or same or key in over or key in lost, write

    def _again_changes_nothing(self) -> None:
        before = {name: self._all(name) for name in EVERYBODY}
        for file, to in self.packs:
            for name in readers(to):
                self._take(name, file)
        assert before == {name: self._all(name) for name in EVERYBODY}

    def _replay_is_the_same(self) -> None:
        old = self.offices[DISTRICT]
        folder = self.place / "again"
        new = founding.found_district(
            folder,
            district=old.station(),
            by="周立",
            clock=Clock(skew=timedelta(days=4000)),
            chance=chance("again").randbytes,
        )
        with new.room:
            take_keys(new, old.room.folder)
            archive = inbox.folder_of(old) / "taken"
            if not archive.is_dir():
                return
            run = replay(new, [archive], keys=believed(old))
            assert run.refused == ()
            assert run.held == ()
            for code in NAMES:
                assert rows(new, code) == rows(old, code)

    # -- the tools -----------------------------------------------------------------------------

    def _take(self, name: str, file: Path) -> None:
        inbox.bring_in(self.offices[name], [file])
        run = importing.take(self.offices[name], backup=False)
        assert run.refused == (), (name, run.refused)

    def _topic(self, name: str, which: int) -> Topic | None:
        known = [
            topic
            for topic in self.offices[name].room.find(Topic, owner=COMPUTERS[name])
            if topic.id in self.topics[COMPUTERS[name]]
        ]
        return known[which % len(known)] if known else None

    def _row(self, name: str, topic: str) -> StampedRow:
        row = self.offices[name].room.stamped_row("topic", topic)
        assert row is not None
        return row

    def _note(self, name: str, topic: str, before: dict[str, str]) -> None:
        row = self._row(name, topic)
        for field, over in before.items():
            value = str(row.values[field])
            self.writes.append(Write(topic, field, value, row.stamps.of(field), over))

    def _all(self, name: str) -> dict[str, object]:
        desk = self.offices[name]
        return {owner: rows(desk, owner) for owner in (*NAMES, DISTRICT)}


def readers(unit: str) -> list[str]:
    """Return the computers of an organisation."""
    return [name for name, code in COMPUTERS.items() if code == unit] or [unit]


RUNS = int(os.environ.get("EXCHANGE_RUNS", "40"))


@pytest.mark.slow
def test_whatever_happens_to_the_sticks_everybody_agrees():
    run_state_machine_as_test(
        Exchange,
        settings=settings(
            max_examples=RUNS, stateful_step_count=25, deadline=None, suppress_health_check=()
        ),
    )
