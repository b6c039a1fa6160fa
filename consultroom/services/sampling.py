"""The sample district (样例区): invented stations with two years of work, made by the services.

The same seed, number of stations and day give the same district. It teaches, and it is the load for
tests and benchmarks.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

from consultroom.domain.calendar import ONE_DAY
from consultroom.domain.members import Member, Posting
from consultroom.domain.plans import Cadence, CadenceKind, Months, dates_in
from consultroom.domain.receptions import VisitHandling
from consultroom.domain.records import coded, derived_id
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services import founding, planning, receiving
from consultroom.services.desk import Desk
from consultroom.services.sample import course
from consultroom.services.sample.people import Register, profiles_of, unit_of
from consultroom.services.sample.texts import Texts, load
from consultroom.services.sample.walk import Fate, SampleClock, Walk

CHINA = timezone(timedelta(hours=8))
YEARS = 2
_CADENCES = (
    Cadence(months=Months.EVERY),
    Cadence(months=Months.EVEN, nth=2, weekday=2),
    Cadence(months=Months.QUARTERLY, nth=3, weekday=1),
    Cadence(kind=CadenceKind.DAY_OF_MONTH, months=Months.ODD, day=18),
    Cadence(kind=CadenceKind.PER_YEAR, times=2),
)
_FATES = (
    *(Fate.SETTLED,) * 5,
    Fate.MIXED,
    Fate.OVERDUE,
    Fate.RECONVENED,
    Fate.SETTLED,
    Fate.TO_PROPOSAL,
    Fate.BRIEF,
    Fate.EXTENDED,
    Fate.CARRIED,
    Fate.SETTLED,
    Fate.TO_OPINION,
    Fate.SELF_SETTLED,
    Fate.RESUMED,
    Fate.MIXED,
    Fate.POSTPONED,
    Fate.STOPPED,
)
_AHEAD = {3: 22, 8: 18, 13: 15, 9: 7}
"""Place of a station → 工作日 until its next meeting; so each step has a consultation in it."""

Tell = Callable[[str], None]
Staffed = tuple[OrgUnit, tuple[Member, ...]]
"""A station and its members."""


class FolderTaken(UserError):
    """The sample may only lie in a folder of its own."""


class Sample(Frozen):
    """Where the sample lies.

    Attributes:
        district: folder of the district's room.
        stations: folders of the stations' rooms, the first one the busiest.
    """

    folder: Path
    district: Path
    stations: tuple[Path, ...]


def first_station() -> str:
    """Return the code of the busiest sample station."""
    return str(load("district")["stations"][0]["code"])


def make_district(
    folder: Path,
    *,
    stations: int = 14,
    seed: int = 1,
    today: date,
    years: int = YEARS,
    tell: Tell = lambda _: None,
) -> Sample:
    """Make the sample district in an empty folder.

    Args:
        folder: where; made when it is not there.
        stations: how many stations, at most 2000.
        seed: another seed, another district.
        today: the last day anything happened on.
        years: how long the stations have been at work.
        tell: told the name of each room before it is made.

    Raises:
        FolderTaken: something is there already.
    """
    told = load("district")
    profiles = profiles_of(told, stations)
    district = founding.a_unit(UnitKind.DISTRICT, told["code"], told["name"], place=told["name"])
    roster = Register(Random(f"{seed}-roster"), told, district).members_of(len(profiles))  # noqa: S311
    units = tuple(unit_of(profile, district) for profile in profiles)
    staffed = tuple(zip(units, roster, strict=True))
    with _aside(folder) as making:
        _make_rooms(_places(making, units), district, staffed, _Times(today, seed, years), tell)
    return _places(folder, units)


def _places(folder: Path, units: tuple[OrgUnit, ...]) -> Sample:
    stations = tuple(folder / "stations" / unit.code for unit in units)
    return Sample(folder, folder / "district", stations)


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Give a folder beside it to work in; it takes its place once all is there."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise FolderTaken(f"“{folder.name}”里已经有东西，样例区请放在一个空文件夹里。")
    whole = folder.resolve()
    making = whole.with_name(f"{whole.name}.未做完")
    shutil.rmtree(making, ignore_errors=True)
    yield making
    if whole.exists():
        whole.rmdir()
    making.rename(whole)


def _make_rooms(
    made: Sample, district: OrgUnit, staffed: tuple[Staffed, ...], times: _Times, tell: Tell
) -> None:
    _make_district_room(made.district, district, staffed, times)
    for place, (unit, members) in enumerate(staffed):
        tell(unit.name)
        _Station(made.stations[place], unit, district, members, times, place).make()


class _Times(Frozen):
    """The last day of the sample, the seed its chance grows from, and how long it has been."""

    today: date
    seed: int
    years: int

    @property
    def first_day(self) -> date:
        return date(self.today.year - self.years, self.today.month, 1) - 60 * ONE_DAY

    def clock(self) -> SampleClock:
        return SampleClock(datetime.combine(self.first_day, time(8, 30), CHINA))

    def chance(self, name: str) -> Random:
        return Random(f"{self.seed}-{name}")  # noqa: S311 - a sample, no secret


def _make_district_room(
    folder: Path,
    district: OrgUnit,
    staffed: tuple[Staffed, ...],
    times: _Times,
) -> None:
    chance = times.chance("district")
    desk = founding.found_district(
        folder, district=district, by="联络委", clock=times.clock(), chance=chance.randbytes
    )
    with desk.room, desk.room.act("编印委员名册", by=desk.by) as act:
        for unit, members in staffed:
            act.put(unit)
            for member in members:
                act.put(member)
                act.put(_posting(member, unit.code, times.first_day))


def _posting(member: Member, station: str, from_on: date) -> Posting:
    return Posting(
        id=derived_id("posting", member.id, station),
        owner=member.owner,
        member=member.id,
        station=station,
        from_on=from_on,
    )


@dataclass
class _Station:
    """One station's years."""

    folder: Path
    unit: OrgUnit
    district: OrgUnit
    members: tuple[Member, ...]
    times: _Times
    place: int

    def make(self) -> None:
        self.chance = self.times.chance(self.unit.code)
        self.clock = self.times.clock()
        self.texts = Texts(self.unit.place, self.unit.units, self.chance)
        desk = founding.found_station(
            self.folder,
            station=self.unit,
            district=self.district,
            by=self.unit.liaison,
            clock=self.clock,
            chance=self.chance.randbytes,
        )
        with desk.room, desk.room.together():
            self._receive_roster(desk)
            self._plan_and_walk(desk)

    def _receive_roster(self, desk: Desk) -> None:
        with desk.room.act("接收委员名册", by=desk.by) as act:
            for member in self.members:
                act.put(member)
                act.put(_posting(member, desk.owner, self.times.first_day))

    def _plan_and_walk(self, desk: Desk) -> None:
        cadence = _CADENCES[self.place % len(_CADENCES)]
        days = self._meeting_days(desk, cadence)
        topics = self.texts.topics()
        for year in sorted({day.year for day in days}):
            self.clock.put(max(date(year, 1, 6), self.times.first_day))
            planning.set_cadence(desk, year, cadence)
        for turn, day in enumerate(days):
            told = self.texts.placed(topics[turn % len(topics)], day.month)
            self._plan(desk, day, told)
            self._walk(desk, day, told, turn)
            self._reception(desk, day)

    def _meeting_days(self, desk: Desk, cadence: Cadence) -> list[date]:
        start = date(self.times.today.year - self.times.years, self.times.today.month, 1)
        years = range(start.year, self.times.today.year + 1)
        if cadence.kind is CadenceKind.PER_YEAR:
            cadence = Cadence(months=Months.QUARTERLY, nth=2, weekday=3)
            days = [day for year in years for day in dates_in(cadence, year, desk.calendar())[1:3]]
        else:
            days = [day for year in years for day in dates_in(cadence, year, desk.calendar())]
        return [*(day for day in days if start <= day <= self._end), *self._coming(desk)]

    @property
    def _end(self) -> date:
        """The last day a meeting is held on; the busiest station keeps this month for the tour."""
        today = self.times.today
        if self.place == 0:
            return today.replace(day=1) - ONE_DAY
        return today if self.place in _AHEAD else today + 45 * ONE_DAY

    def _coming(self, desk: Desk) -> list[date]:
        ahead = _AHEAD.get(self.place)
        return [desk.calendar().add(self.times.today, ahead)] if ahead else []

    def _plan(self, desk: Desk, day: date, told: dict[str, Any]) -> None:
        planned = desk.calendar().add(day, -40)
        if planned <= self.times.today:
            self.clock.put(planned)
            planning.add_item(
                desk,
                f"{day.year}-{day.month:02d}",
                told["title"],
                departments=tuple(told["handling_units"]),
                unit=told["unit"],
            )

    def _walk(self, desk: Desk, day: date, told: dict[str, Any], turn: int) -> None:
        walk = Walk(
            desk=desk,
            clock=self.clock,
            chance=self.chance,
            texts=self.texts,
            topic=told,
            meeting_day=day,
            until=self.times.today,
            fate=self._fate(turn, day),
            month=f"{day.year}-{day.month:02d}",
        )
        course.run(walk)

    def _fate(self, turn: int, day: date) -> Fate:
        if self.place in _AHEAD and day > self.times.today:
            return Fate.SETTLED
        return _FATES[(turn + 3 * self.place) % len(_FATES)]

    def _reception(self, desk: Desk, day: date) -> None:
        on = desk.calendar().add(day, 4)
        if on > self.times.today:
            return
        self.clock.put(on)
        receivers = tuple(m.name for m in self.chance.sample(self.members, 2))
        opened = receiving.open_day(desk, receivers=receivers)
        for _ in range(self.chance.randint(2, 4)):
            told = self.texts.visit(on.month)
            receiving.receive(
                desk,
                opened,
                matter=told["matter"],
                head_count=told["head_count"],
                category=told["category"],
                unit=self.texts.unit(),
                spot_reply=told["spot_reply"],
                handling=coded(VisitHandling, told["handling"]),
                result=told["result"],
                visitor=told.get("visitor", ""),
            )
