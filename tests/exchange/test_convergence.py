"""Five computers of two stations and a district: whatever happens to the sticks, all agree.

Packs are real: signed, sealed, written, read. They arrive in any order, late, twice or never;
clocks are wrong by years; the power fails inside an import; imports are taken back and done again.
Any computer may get the later version of the program at any time, with a field and a kind of record
that the others do not know (see `programs`). At the end everybody exchanges until nothing new
comes, and then, whoever has which version,

* every computer of a station and the district hold the same rows with the same stamps;
* every value anybody ever wrote stands, was overwritten by somebody who had seen it, or lies in a
  conflict for a person to settle;
* taking everything in once more changes nothing;
* an empty room that takes in the archive of the district holds the same;
* the later version given to everybody changes nothing but where things are kept.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

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

from consultroom.exchange.lines import written
from consultroom.frozen import replace
from consultroom.services.exchanging import inbox
from tests.exchange.holdings import (
    IN_MEMORY,
    View,
    a_folder,
    an_empty_district,
    readers,
    told_of,
    view,
    view_of,
    with_a_topic_each,
)
from tests.exchange.programs import later
from tests.services.exchanging.offices import (
    COMPUTERS,
    DISTRICT,
    EVERYBODY,
    NAMES,
    Clock,
    Crash,
    chance,
    offices,
)

SKEW = st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=3650))
WORDS = st.sampled_from(["电梯", "停车", "路灯", "菜场", "河道"])
FIELDS = {"topic": ("title", "situation", "scope", "urgency"), "wish": ("text", "place")}
computers = st.sampled_from(sorted(COMPUTERS))


@dataclass(frozen=True)
class Write:
    """One value somebody wrote, and the stamp of the value they saw there before."""

    table: str
    record: str
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
        begun, topics = with_a_topic_each()
        self.offices = self.stack.enter_context(offices(self.place, of=begun))
        self.packs: list[tuple[Path, str]] = []
        self.writes: list[Write] = []
        self.made: dict[str, list[tuple[str, str]]] = {code: [] for code in NAMES}
        self.to_the_end = False
        for code, topic in topics.items():
            self._note(readers(code)[0], "topic", topic, {})

    def teardown(self) -> None:
        try:
            self.everybody_agrees()
        finally:
            self.stack.close()
            shutil.rmtree(self.place)

    # -- what people do ------------------------------------------------------------------------

    @initialize(ahead=st.sets(st.sampled_from(EVERYBODY), max_size=3), to_the_end=st.booleans())
    def begin(self, ahead: set[str], to_the_end: bool) -> None:
        """Some computers are ahead of the others from the beginning."""
        self.to_the_end = to_the_end
        for name in sorted(ahead):
            self.upgrade(name)

    @rule(name=computers, title=WORDS)
    def add(self, name: str, title: str) -> None:
        desk, topics = self.offices[name], self.offices.of(name, "domain.topics")
        topic = topics.Topic(
            id=desk.room.new_id(),
            owner=desk.owner,
            number="",
            title=title,
            source=topics.TopicSource.MEMBER,
            proposer="李桂兰",
            proposed_on=desk.today,
        )
        self._put(name, "登记议题", "topic", topic)

    @precondition(lambda self: self._later())
    @rule(data=st.data(), text=WORDS)
    def wish(self, data: st.DataObject, text: str) -> None:
        """The later version has a kind of record that the others can only keep."""
        name = data.draw(st.sampled_from(self._later()), label="name")
        desk, topics = self.offices[name], self.offices.of(name, "domain.topics")
        wish = topics.Wish(id=desk.room.new_id(), owner=desk.owner, text=text)
        self._put(name, "登记心愿", "wish", wish)

    @rule(name=computers, which=st.integers(0, 3), field=st.integers(0, 3), word=WORDS)
    def change(self, name: str, which: int, field: int, word: str) -> None:
        chosen = self._record(name, which)
        if chosen is None:
            return
        table, record = chosen
        names = [one for one in FIELDS[table] if hasattr(record, one)]
        changed = names[field % len(names)]
        if getattr(record, changed) != word:
            self._put(name, "修改", table, replace(record, **{changed: word}))

    @rule(name=computers, which=st.integers(0, 5))
    def delete(self, name: str, which: int) -> None:
        chosen = self._record(name, which)
        if chosen is not None:
            with self.offices[name].room.act("删除", by=name) as act:
                act.remove(chosen[1])

    @rule(name=st.sampled_from(EVERYBODY), skew=SKEW)
    def set_clock(self, name: str, skew: timedelta) -> None:
        self.offices.clock(name).skew = skew

    @rule(name=st.sampled_from(EVERYBODY))
    def upgrade(self, name: str) -> None:
        """Somebody brings the later version of the program; nothing but its place changes."""
        if self.offices.programs[name].is_later:
            return
        before = self._all(name)
        self.offices.upgrade(name)
        assert self._all(name) == before

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
        self._take(data.draw(st.sampled_from(readers(to)), label="to"), [file])

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
            run = self.offices.take(name, backup=False)
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
        desk, importing = self.offices[name], self.offices.of(name, "services.exchanging.importing")
        self.offices.take(name, backup=False)
        before = self._all(name)
        inbox.bring_in(desk, [file])
        run = self.offices.take(name, backup=False)
        packs = [done.pack for done in run.imported]
        if any(pack.act is None and pack.held for pack in packs):
            return  # what is only kept can not be taken back, and need not be
        for pack in reversed(packs):
            if pack.act is not None:
                importing.take_back(desk, pack.hash)
        assert self._all(name) == before
        if data.draw(st.booleans(), label="the pack is lost"):
            for left in inbox.waiting(desk):
                left.unlink()

    # -- what must hold ------------------------------------------------------------------------

    def everybody_agrees(self) -> None:
        self._exchange_until_quiet()
        self._all_hold_the_same()
        self._nothing_vanished()
        self._again_changes_nothing()
        if self.to_the_end:
            for name in EVERYBODY:
                self.upgrade(name)
            self._exchange_until_quiet()
            self._all_hold_the_same()
            self._nothing_vanished()
            self._nothing_is_left_over()
        self._replay_is_the_same()
        for name in EVERYBODY:
            assert self.offices[name].room.check().faults == ()

    def _exchange_until_quiet(self) -> None:
        for _ in range(7):
            before = self._ends()
            for code in NAMES:
                files = self.offices.send(DISTRICT, code)
                for name in readers(code):
                    self._take(name, files)
            for name, code in COMPUTERS.items():
                files = self.offices.send(name, code)
                for other in readers(code):
                    self._take(other, files)
            for name in COMPUTERS:
                self._take(DISTRICT, self.offices.send(name))
            if before == self._ends():
                return
        pytest.fail("they go on sending each other something new")

    def _ends(self) -> list[object]:
        """Return what tells that nothing was written anywhere."""
        return [(self.offices[name].room.last_seq, self._kept(name)) for name in EVERYBODY]

    def _kept(self, name: str) -> View:
        """Return what a computer can only keep; a pack that came late adds nothing to it."""
        keeping = self.offices.of(name, "services.exchanging.keeping")
        kept = keeping.kept_rows(self.offices[name], {*NAMES, DISTRICT})
        return {(row.table, row.id): told_of(row) for row in kept}

    def _all_hold_the_same(self) -> None:
        for code in NAMES:
            first = view(self.offices, DISTRICT, code)
            for name in readers(code):
                assert view(self.offices, name, code) == first, (name, code)

    def _nothing_vanished(self) -> None:
        there = {
            key: row for code in NAMES for key, row in view(self.offices, DISTRICT, code).items()
        }
        over = {(one.record, one.field, one.over) for one in self.writes}
        lost = {
            tuple(told[name][1] for name in ("record", "field", "stamp"))
            for (table, _), (told, _, _) in there.items()
            if table == "conflict"
        }

        def is_safe(write: Write) -> bool:
            stamp, value = there[write.table, write.record][0][write.field]
            assert stamp != write.stamp or value == write.value
            key = write.record, write.field, write.stamp
            return stamp == write.stamp or value == write.value or key in over or key in lost

        for write in self.writes:
            assert is_safe(write) or any(map(is_safe, self._same_again(write))), write

    def _same_again(self, write: Write) -> Iterator[Write]:
        """Yield later writes of the same value: merged with one of these, it lost nothing."""
        for other in self.writes:
            same = (other.record, other.field, other.value) == (
                write.record,
                write.field,
                write.value,
            )
            if same and other.stamp > write.stamp:
                yield other

    def _again_changes_nothing(self) -> None:
        before = self._ends()
        for name in EVERYBODY:
            unit = COMPUTERS.get(name, name)
            self._take(name, [file for file, to in self.packs if to == unit])
        assert before == self._ends()

    def _nothing_is_left_over(self) -> None:
        """The later version has a place for everything."""
        for name in EVERYBODY:
            room = self.offices[name].room
            assert not any(True for table in FIELDS for _ in room.rows_with_extra(table))

    def _replay_is_the_same(self) -> None:
        old, founding = self.offices[DISTRICT], later().module("services.founding")
        identifying = self.offices.of(DISTRICT, "services.identifying")
        replaying = later().module("services.exchanging.replaying")
        archive = inbox.folder_of(old) / "taken"
        if not archive.is_dir():
            return
        shutil.copytree(an_empty_district(), self.place / "again")
        new = founding.open_desk(
            self.place / "again",
            by="周立",
            clock=Clock(skew=timedelta(days=4000)),
            chance=chance("again").randbytes,
        )
        with new.room:
            replaying.take_keys(new, old.room.folder)
            run = replaying.replay(
                new, [archive], memory=replaying.Memory(identifying.believed(old))
            )
            assert run.refused == ()
            assert run.held == ()
            for code in NAMES:
                assert view_of(new, later(), code) == view(self.offices, DISTRICT, code)

    # -- the tools -----------------------------------------------------------------------------

    def _later(self) -> list[str]:
        return [name for name in COMPUTERS if self.offices.programs[name].is_later]

    def _take(self, name: str, files: Iterable[Path]) -> None:
        inbox.bring_in(self.offices[name], files)
        run = self.offices.take(name, backup=False)
        assert run.refused == (), (name, run.refused)

    def _record(self, name: str, which: int) -> tuple[str, Any] | None:
        """Return one of the station's records that this computer knows."""
        catalogue = self.offices.of(name, "domain.catalogue").KIND_OF_TABLE
        room, code = self.offices[name].room, COMPUTERS[name]
        tables = [table for table in FIELDS if table in catalogue]
        known = [
            (table, record)
            for table in tables
            for record in room.find(catalogue[table].record, owner=code)
            if (table, record.id) in self.made[code]
        ]
        return known[which % len(known)] if known else None

    def _put(self, name: str, act_name: str, table: str, record: Any) -> None:
        """Write a record and note what of it was written."""
        room = self.offices[name].room
        before = room.stamped_row(table, record.id)
        was = written(before) if before else {}
        with room.act(act_name, by=name) as act:
            act.put(record)
        self._note(name, table, record.id, was)

    def _note(self, name: str, table: str, record: str, was: dict[str, Any]) -> None:
        if not was:
            self.made[COMPUTERS[name]].append((table, record))
        now = written(self.offices[name].room.stamped_row(table, record))
        for field in FIELDS[table]:
            if field in now and now[field] != was.get(field):
                over = was[field][0] if field in was else ""
                stamp, value = now[field]
                self.writes.append(Write(table, record, field, value, stamp, over))

    def _all(self, name: str) -> dict[str, View]:
        return {owner: view(self.offices, name, owner) for owner in (*NAMES, DISTRICT)}


NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
RUNS = int(os.environ.get("EXCHANGE_RUNS") or (2_000 if NIGHTLY else 240))
PARTS = 8  # so that several processors may share them


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_happens_to_the_sticks_everybody_agrees(
    part: int, monkeypatch: pytest.MonkeyPatch
):
    """240 runs in all, two thousand by night; ``EXCHANGE_RUNS`` asks for others."""
    monkeypatch.setenv("XDG_DATA_HOME", str(a_folder()))  # marks of rooms, written all the time
    chosen = settings(
        max_examples=max(RUNS // PARTS, 1),
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=(),
    )
    run_state_machine_as_test(type(f"Exchange{part}", (Exchange,), {}), settings=chosen)
