"""What the rooms of `test_convergence` begin with, and what each of them holds."""

from __future__ import annotations

import atexit
import os
import shutil
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from consultroom.domain.stamps import StampedRow
from consultroom.exchange.lines import written
from consultroom.services.desk import Desk
from tests.exchange.programs import Program, later
from tests.services.exchanging.offices import (
    COMPUTERS,
    DISTRICT,
    NAMES,
    Clock,
    Offices,
    a_topic,
    chance,
    offices,
)

IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - syncs cost less

Told = tuple[dict[str, Any], dict[str, str], dict[str, str]]
View = dict[tuple[str, str], Told]
"""Table and id -> what was written in each field and when, what was seen, what was deleted."""


@cache
def with_a_topic_each() -> tuple[Path, dict[str, str]]:
    """Make offices whose stations have a topic that all their computers know, to write into."""
    place = a_folder()
    topics = {}
    with offices(place) as there:
        for code in NAMES:
            first, *others = readers(code)
            topics[code] = a_topic(there[first], "电梯").id
            for name in others:
                there.pass_on(first, name)
    return place, topics


@cache
def an_empty_district() -> Path:
    """Make the room of a district in the later version, with nothing in it."""
    founding, place = later().module("services.founding"), a_folder() / DISTRICT
    kind = later().module("domain.stations").UnitKind.DISTRICT
    founding.found_district(
        place,
        district=founding.a_unit(kind, DISTRICT, "江州区政协"),
        by="周立",
        clock=Clock(skew=timedelta(days=4000)),
        chance=chance("empty").randbytes,
    ).room.close()
    return place


def a_folder() -> Path:
    """Return a folder that is gone when the tests are over."""
    place = Path(mkdtemp(prefix="exchange-", dir=IN_MEMORY))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


def readers(unit: str) -> list[str]:
    """Return the computers of an organisation."""
    return [name for name, code in COMPUTERS.items() if code == unit] or [unit]


def view(there: Offices, name: str, owner: str) -> View:
    """Return what a computer holds of an organisation, wherever its version keeps it."""
    return view_of(there[name], there.programs[name], owner)


def view_of(desk: Desk, program: Program, owner: str) -> View:
    kept = program.module("services.exchanging.keeping").kept_rows(desk, {owner})
    found: View = {}
    for row in (*(row for _, row in desk.room.rows_since(owner, 0)), *kept):
        found.setdefault((row.table, row.id), told_of(row))
    return found


def told_of(row: StampedRow) -> Told:
    return dict(written(row)), dict(row.stamps.context), dict(row.deletion)
