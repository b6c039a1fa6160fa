"""The whole sample district as it is on one day, made once a run, whichever worker comes first."""

from __future__ import annotations

import pickle
import shutil
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consultroom.domain.dossiers import Dossier
from consultroom.domain.members import Member
from consultroom.domain.receptions import Visit
from consultroom.services import filing, safekeeping, sampling
from consultroom.services.desk import Desk
from consultroom.store.journal import ActRecord
from tests.services.stages import open_at

TODAY = date(2026, 11, 20)
STATIONS = 14
PATIENCE = 240  # seconds another worker may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One station's room, read and closed again."""

    code: str
    members: tuple[Member, ...]
    dossiers: tuple[Dossier, ...]
    visits: tuple[Visit, ...]
    acts: tuple[ActRecord, ...]
    faults: tuple[str, ...]


def busiest_station(folder: Path) -> Path:
    """Make the sample's first station alone, up to its last day but for the tour's month."""
    return sampling.make_district(folder / "sample", stations=1, today=TODAY).stations[0]


def whole_district(shared: Path) -> tuple[Seen, ...]:
    """Return every station of the sample.

    Args:
        shared: a folder all workers of this run see.
    """
    kept, making = shared / "district.pickle", shared / "district"
    try:
        making.mkdir()
    except FileExistsError:
        _wait_for(kept)
    else:
        _keep(kept, _made(making / "sample"))
        shutil.rmtree(making / "sample")
    seen: tuple[Seen, ...] = pickle.loads(kept.read_bytes())  # noqa: S301 - written above
    return seen


def _made(folder: Path) -> tuple[Seen, ...]:
    sample = sampling.make_district(folder, stations=STATIONS, today=TODAY)
    return tuple(_seen(open_at(station, TODAY)) for station in sample.stations)


def _seen(desk: Desk) -> Seen:
    with desk.room:
        return Seen(
            code=desk.owner,
            members=desk.members(),
            dossiers=filing.all_dossiers(desk),
            visits=desk.room.find(Visit),
            acts=desk.room.acts(limit=10_000),
            faults=safekeeping.check(desk).faults,
        )


def _keep(file: Path, seen: tuple[Seen, ...]) -> None:
    aside = file.with_suffix(".part")
    aside.write_bytes(pickle.dumps(seen))
    aside.replace(file)


def _wait_for(file: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not file.exists():
        assert time.monotonic() < until, "the worker that makes the district has not finished"
        time.sleep(0.1)
