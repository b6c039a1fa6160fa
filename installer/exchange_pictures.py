"""Pictures of 数据交换: some stations of the sample join their district and report to it.

The station of the tour is pictured at its window while it reports, the district at its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from installer.pictures import TODAY, Album, Photographer, _image, _settle, _wait

if TYPE_CHECKING:
    from consultroom.exchange.sticks import Stick
    from consultroom.services.desk import Desk
    from consultroom.services.sample.walk import SampleClock
    from consultroom.ui.office import Office

JOINED: Final = date(2026, 9, 1)
REPORTS: Final = {  # month reported: the day on which the packs arrive
    "2026-09": date(2026, 10, 8),
    "2026-10": date(2026, 11, 4),
    "2026-11": date(2026, 12, 3),
}
LATE: Final = 4  # the station whose first pack waits in the inbox, counted as they joined
SILENT: Final = {"2026-09": (LATE,), "2026-10": (LATE, 2), "2026-11": (LATE, 2, 7)}
NIL: Final = (("2026-09", 6), ("2026-10", 9))
UNREAD: Final = "迟报"  # the folder of the pack that the district has still to take in
FREE: Final = 28_400_000_000  # bytes on the stick, of SIZE
SIZE: Final = 31_000_000_000


@dataclass(frozen=True, slots=True)
class Sitting:
    """A room and its clock."""

    desk: Desk
    clock: SampleClock


@dataclass(frozen=True, slots=True)
class OneStick:
    """What Qt would be told of a computer with one stick in it."""

    folder: Path

    def at(self, _folder: Path) -> Stick:
        """Return the stick, whatever folder is asked about."""
        from consultroom.exchange.sticks import Stick

        return Stick(
            folder=self.folder, label="U盘（E:）", filesystem="exfat", size=SIZE, free=FREE
        )

    def sticks(self) -> tuple[Stick, ...]:
        """Return the stick."""
        return (self.at(self.folder),)


def join_and_report(rooms: Path, place: Path, tour: Photographer) -> None:
    """Let stations join the district of a sample, and take in what they report.

    Args:
        rooms: the sample's folder.
        place: where packs may be put; what the last station sends stays in the inbox.
        tour: of the station whose window is open.
    """
    with ExitStack() as stack:
        district = stack.enter_context(sitting(rooms / "district", "联络委"))
        folders = sorted((rooms / "stations").iterdir())
        others = [one for one in folders if one.name != tour.desk.owner]
        sent = [stack.enter_context(sitting(one, "周立")) for one in others]
        enrol(district, Sitting(tour.desk, tour.clock), place)
        for one in sent:
            enrol(district, one, place)
        for period, on in REPORTS.items():
            report(district, sent, period, on, place / period)
        sent[LATE].clock.put(TODAY)
        send(sent[LATE], "2026-11", place / UNREAD)
    tour.clock.put(TODAY, time(9, 30))


@contextmanager
def sitting(room: Path, by: str) -> Iterator[Sitting]:
    """Open a room whose clock can be put."""
    from consultroom.services import founding, sampling
    from consultroom.services.sample.walk import SampleClock

    clock = SampleClock(datetime.combine(TODAY, time(9, 30), sampling.CHINA))
    chance = Random(room.name).randbytes  # noqa: S311 - a sample, no secret
    desk = founding.open_desk(room, by=by, clock=clock, chance=chance)
    with desk.room:
        yield Sitting(desk, clock)


def enrol(district: Sitting, station: Sitting, place: Path) -> None:
    """Let a station join, as both would do on the telephone."""
    from consultroom.services import identifying
    from consultroom.services.exchanging import enrolling

    for one in (district, station):
        one.clock.put(JOINED)
    file = place / f"{station.desk.owner}.crjoin"
    enrolling.offer(district.desk, station.desk.station(), file)
    enrolling.join(station.desk, file, heard=identifying.card(district.desk).code)
    card = identifying.card(station.desk)
    identifying.trust(district.desk, card, heard=card.code)


def report(district: Sitting, stations: list[Sitting], period: str, on: date, stick: Path) -> None:
    """Let the stations report a month, all but the silent ones, and take it in."""
    from consultroom.services.exchanging import importing, inbox

    for place, station in enumerate(stations):
        if place not in SILENT.get(period, ()):
            station.clock.put(on)
            send(station, period, stick, nil=(period, place) in NIL)
    district.clock.put(on, time(15))
    inbox.bring_in(district.desk, [stick])
    importing.take(district.desk, backup=False)


def send(station: Sitting, period: str, stick: Path, *, nil: bool = False) -> None:
    """Write a station's pack."""
    from consultroom.services.exchanging.exporting import Wish, export

    stick.mkdir(exist_ok=True)
    export(station.desk, stick, Wish(period=period, nil=nil))


def reporting(tour: Photographer, place: Path) -> None:
    """Picture a station that has just written its month to a stick."""
    from consultroom.exchange import sticks
    from consultroom.ui.exchange.outbox_view import OutboxView

    stick = place / "stick"
    stick.mkdir()
    real = sticks.drives
    sticks.drives = lambda: OneStick(stick)
    try:
        window = tour.office.window
        window.go("exchange", "outbox")
        view = window.screens["exchange"].findChild(OutboxView)
        assert view is not None  # noqa: S101 - just turned to
        view.place_chosen.emit(stick)
        _wait(lambda: len(view.places.selectedIndexes()) > 0)
        tour.snap("报出")
    finally:
        sticks.drives = real
        shutil.rmtree(stick)


def district(office: Office, album: Album, late: Path) -> None:
    """Picture the district's inbox with a pack that waits, and who has not reported."""
    from consultroom.ui.exchange.inbox_view import InboxView

    window = office.window
    window.go("exchange", "inbox")
    view = window.screens["exchange"].findChild(InboxView)
    assert view is not None  # noqa: S101 - just turned to
    view.brought.emit((late,))
    _wait(lambda: view.table.rows.rowCount() > 0)
    _settle()
    album.keep("收件", _image(window.grab()))
    window.go("exchange", "missing")
    _settle()
    album.keep("谁还没报", _image(window.grab()))
