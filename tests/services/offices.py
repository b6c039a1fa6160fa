"""A district and its stations in a folder, exchanging real packs; each has a clock of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from random import Random

from consultroom.domain.stations import UnitKind
from consultroom.domain.topics import TopicSource
from consultroom.services import founding, gathering, identifying
from consultroom.services.desk import Desk
from consultroom.services.exchanging import enrolling, exporting, importing, inbox
from consultroom.services.exchanging.exporting import Exported, Wish
from tests.services.stages import Watch, on

FOUNDED, NINE = date(2026, 8, 3), time(9)
STATIONS = {"WT": "梧桐街道委员工作站", "GH": "桂花街道委员工作站"}


@dataclass(frozen=True)
class Offices:
    """The rooms and the stick between them."""

    district: Desk
    stations: dict[str, Desk]
    stick: Path

    def report(self, code: str, period: str, day: date, *, nil: bool = False) -> Exported:
        """Let a station report a month: a topic if it held something, and a pack to the stick."""
        desk = self.stations[code]
        on(desk, day)
        if not nil:
            gathering.add_topic(
                desk, title=f"{period}的议题", source=TopicSource.MEMBER, proposer="周立"
            )
        return exporting.export(desk, self.stick, Wish(period=period, nil=nil))

    def receive(self, *packs: Exported, day: date) -> None:
        """Let the district take in packs on a day."""
        on(self.district, day)
        files = [self.stick / one.name for pack in packs for one in pack.packs]
        run = importing.take(self.district, inbox.bring_in(self.district, files))
        assert not run.refused
        assert len(run.imported) == len(files)

    def close(self) -> None:
        for desk in (self.district, *self.stations.values()):
            desk.room.close()


def found_offices(folder: Path, *, codes: tuple[str, ...] = ("WT", "GH")) -> Offices:
    """Make a district and stations that have joined it, on the day of `FOUNDED`."""
    chance = Random("offices").randbytes  # noqa: S311 - the same each time
    stick = folder / "stick"
    stick.mkdir()
    district = founding.found_district(
        folder / "QZX",
        district=founding.a_unit(UnitKind.DISTRICT, "QZX", "江州区政协"),
        by="李敏",
        clock=Watch(FOUNDED, NINE),
        chance=chance,
    )
    stations = {code: _joined(district, folder, code, chance) for code in codes}
    return Offices(district, stations, stick)


def _joined(district: Desk, folder: Path, code: str, chance: founding.Chance) -> Desk:
    unit = founding.a_unit(
        UnitKind.STATION, code, STATIONS[code], phone="023-68123456", liaison="王晓"
    )
    file = folder / f"{code}.crjoin"
    enrolling.offer(district, unit, file)
    desk = enrolling.found_by_file(
        folder / code,
        file,
        heard=identifying.card(district).code,
        by="王晓",
        clock=Watch(FOUNDED, NINE),
        chance=chance,
    )
    identifying.trust(district, identifying.card(desk))
    return desk
