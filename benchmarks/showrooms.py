"""Rooms the benchmarks of the window are run on: a station of ten years, and the sample district.

They are the sample district's, made by its own services, so that every kind of record is there.
Making them takes some seconds; each call makes new ones, in a folder that goes away.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 21)
TEN = 10  # years


@dataclass(frozen=True, slots=True)
class Showrooms:
    """Where the rooms lie.

    Attributes:
        station: folder of a station's room with ten years of work.
        district: folder of the sample district's own room.
    """

    station: Path
    district: Path


@contextmanager
def showrooms(*, district: bool = False) -> Iterator[Showrooms]:
    """Make the rooms; the district only where it is asked for.

    What the program keeps for this person outside of a room goes into the same folder.
    """
    from consultroom.services.sampling import make_district

    with tempfile.TemporaryDirectory(prefix="consultroom-benchmark-") as made:
        folder = Path(made)
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ[name] = str(folder / "person")
        old = make_district(folder / "old", stations=1, today=TODAY, years=TEN)
        area = make_district(folder / "area", today=TODAY).district if district else folder
        yield Showrooms(old.stations[0], area)
