"""A district and its stations, enrolled with one another, exchanging real packs.

`offices` opens copies of rooms that are made once; `found_offices` makes rooms for tests whose days
matter, with one clock for each that a test sets.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any

from consultroom.domain.members import Member, Posting
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.domain.topics import Topic, TopicSource
from consultroom.services import founding, identifying
from consultroom.services.desk import Desk
from consultroom.services.exchanging import enrolling, inbox, previewing, promoting
from consultroom.services.exchanging.exporting import Exported
from consultroom.services.exchanging.importing import Run
from tests.exchange.programs import PRESENT, Program, later
from tests.services.stages import Watch, on

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 2, 9, tzinfo=CHINA)
FOUNDED = date(2026, 8, 3)
DISTRICT = "JZ"
NAMES = {"WT": "梧桐街道委员工作站", "QH": "清河街道委员工作站"}
COMPUTERS = {"WT1": "WT", "WT2": "WT", "WT3": "WT", "QH1": "QH", "QH2": "QH"}
EVERYBODY = (DISTRICT, *COMPUTERS)


@dataclass
class Clock:
    """A clock that is wrong by as much as a test likes, and may stop the program."""

    skew: timedelta = timedelta()
    now: datetime = NOW
    crash_after: int | None = None

    def __call__(self) -> datetime:
        if self.crash_after is not None:
            self.crash_after -= 1
            if self.crash_after < 0:
                self.crash_after = None
                raise Crash
        self.now += timedelta(milliseconds=250)
        return self.now + self.skew


class Crash(Exception):
    """The power fails."""


def chance(seed: str) -> Random:
    return Random(seed)  # noqa: S311 - the same each time


def a_unit(code: str) -> OrgUnit:
    return founding.a_unit(UnitKind.STATION, code, NAMES[code], parent=DISTRICT)


def found_district(folder: Path, clock: founding.Clock, seed: str = "district") -> Desk:
    return founding.found_district(
        folder,
        district=founding.a_unit(UnitKind.DISTRICT, DISTRICT, "江州区政协"),
        by="周立",
        clock=clock,
        chance=chance(seed).randbytes,
    )


def found_station(folder: Path, clock: founding.Clock, join: Path, heard: str) -> Desk:
    return enrolling.found_by_file(
        folder, join, heard=heard, by="王敏", clock=clock, chance=chance(folder.name).randbytes
    )


@cache
def template() -> Path:
    """Make the rooms of a district, three computers of one station and two of another."""
    place = Path(mkdtemp(prefix="offices-"))
    clock = Clock()
    with ExitStack() as stack:
        district = found_district(place / DISTRICT, clock)
        stack.enter_context(district.room)
        heard = identifying.card(district).code
        for code in NAMES:
            enrolling.offer(district, a_unit(code), place / f"{code}.crjoin")
        desks = {}
        for name, code in COMPUTERS.items():
            desk = found_station(place / name, clock, place / f"{code}.crjoin", heard)
            stack.enter_context(desk.room)
            desks[name] = desk
        cards = {name: identifying.card(desk) for name, desk in desks.items()}
        for name, card in cards.items():
            identifying.trust(district, card, heard=card.code)
            for other, desk in desks.items():
                if other != name and COMPUTERS[other] == COMPUTERS[name]:
                    identifying.trust(desk, card, heard=card.code)
        for desk in (district, *desks.values()):
            promoting.promote(desk)  # as the first opening would, once for all copies
    return place


@dataclass
class Offices:
    """Open rooms by name, and the stick that goes between them."""

    place: Path
    desks: dict[str, Desk] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Desk:
        return self.desks[name]

    @property
    def stick(self) -> Path:
        return self.place / "stick"

    def clock(self, name: str) -> Clock:
        clock = self.desks[name].room.clock
        assert isinstance(clock, Clock)
        return clock

    @property
    def district(self) -> Desk:
        return self.desks[DISTRICT]

    @property
    def stations(self) -> dict[str, Desk]:
        return {name: desk for name, desk in self.desks.items() if name != DISTRICT}

    def report(self, name: str, period: str, day: date, *, nil: bool = False) -> Exported:
        """Let a station report a month: a topic if it held something, and a pack to the stick."""
        on(self[name], day)
        if not nil:
            a_topic(self[name], f"{period}的议题")
        return self.export(name, period=period, nil=nil)

    def receive(self, *packs: Exported, day: date) -> None:
        """Let the district take in packs on a day."""
        on(self.district, day)
        files = tuple(file for pack in packs for file in self.files(pack))
        run = self.bring(files, DISTRICT)
        assert not run.refused
        assert len(run.imported) == len(files)

    def close(self) -> None:
        for desk in self.desks.values():
            desk.room.close()

    def of(self, name: str, module: str) -> Any:
        """Return a module of the version of the program that a computer has."""
        return self.programs.get(name, PRESENT).module(module)

    def upgrade(self, name: str) -> None:
        """Bring a computer to the later version of the program and open its room again."""
        clock = self.clock(name)
        self[name].room.close()
        self.programs[name] = later()
        self.desks[name] = self.of(name, "services.founding").open_desk(
            self.place / name, by=name, clock=clock, chance=chance(f"{name} later").randbytes
        )

    def send(self, name: str, to: str = "", **wish: object) -> tuple[Path, ...]:
        """Write a pack on the stick and return its files."""
        return self.files(self.export(name, to, **wish))

    def export(self, name: str, to: str = "", **wish: object) -> Exported:
        module = self.of(name, "services.exchanging.exporting")
        exported: Exported = module.export(self[name], self.stick, module.Wish(to=to, **wish))
        return exported

    def files(self, exported: Exported) -> tuple[Path, ...]:
        return tuple(self.stick / pack.name for pack in exported.packs)

    def bring(self, files: tuple[Path, ...], name: str) -> Run:
        """Bring files to a computer and take in whatever waits there."""
        inbox.bring_in(self[name], files)
        return self.take(name)

    def take(self, name: str, **how: bool) -> Run:
        """Take in whatever waits at a computer."""
        run: Run = self.of(name, "services.exchanging.importing").take(self[name], **how)
        return run

    def pass_on(self, name: str, to: str, **wish: object) -> Run:
        """Send a pack from one computer to another and take it in."""
        unit = COMPUTERS.get(to, to)
        return self.bring(self.send(name, unit, **wish), to)


@contextmanager
def offices(place: Path, *names: str, of: Path | None = None) -> Iterator[Offices]:
    """Open copies of the rooms of a template, all or the named ones."""
    with ExitStack() as stack:
        there = Offices(place)
        there.stick.mkdir(parents=True)
        for name in names or EVERYBODY:
            shutil.copytree((of or template()) / name, place / name)
            seed = f"{name} again" if of else name  # no id is made twice
            desk = founding.open_desk(
                place / name, by=name, clock=Clock(), chance=chance(seed).randbytes
            )
            there.desks[name], there.programs[name] = desk, PRESENT
            stack.callback(lambda name=name: there[name].room.close())
        yield there


def found_offices(folder: Path, *, codes: tuple[str, ...] = ("QH", "WT")) -> Offices:
    """Make a district, and stations of one computer each, that joined it on the day `FOUNDED`."""
    there = Offices(folder)
    there.stick.mkdir()
    district = found_district(folder / DISTRICT, Watch(FOUNDED, time(9)))
    there.desks[DISTRICT] = district
    heard = identifying.card(district).code
    for code in codes:
        join = folder / f"{code}.crjoin"
        enrolling.offer(district, a_unit(code), join)
        desk = found_station(folder / code, Watch(FOUNDED, time(9)), join, heard)
        identifying.trust(district, identifying.card(desk))
        there.desks[code] = desk
    return there


def a_topic(desk: Desk, title: str = "加装电梯", **more: str) -> Topic:
    """Put a topic into a room and return it."""
    topic = Topic(
        id=desk.room.new_id(),
        owner=desk.owner,
        number="",
        title=title,
        source=TopicSource.MEMBER,
        proposer="李桂兰",
        proposed_on=desk.today,
        **more,
    )
    with desk.room.act("登记议题", by=desk.by) as act:
        act.put(topic)
    return topic


def rows(desk: Desk, owner: str) -> dict[tuple[str, str], object]:
    """Return what a room holds of an organisation, as it would travel."""
    found = {}
    for _, row in desk.room.rows_since(owner, 0):
        stamps = {name: row.stamps.of(name) for name, v in row.values.items() if v is not None}
        told = (dict(row.values), stamps, dict(row.stamps.context), dict(row.deletion))
        found[row.table, row.id] = told
    return found


def a_member(there: Offices, name: str, station: str, **more: str) -> Member:
    desk = there[DISTRICT]
    member = Member(id=desk.room.new_id(), owner=DISTRICT, name=name, **more)
    posting = Posting(
        id=desk.room.new_id(),
        owner=DISTRICT,
        member=member.id,
        station=station,
        from_on=date(2026, 1, 1),
    )
    with desk.room.act("新增委员", by=desk.by) as act:
        act.put(member)
        act.put(posting)
    return member


def waiting(there: Offices, name: str) -> previewing.Preview:
    (found,) = previewing.previews(there[name])
    return found
