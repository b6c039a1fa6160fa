"""What packs cost: a month with photographs out and in, and many stations into a full district.

    python -m benchmarks.packs [STATIONS [ROWS]]

200 stations and a district of 5,000,000 rows by default. Beside the import stand, in the same run
and into copies of the same file, bare ``executemany`` of the very same rows in one transaction,
without decryption, signature or merge: of everything the import writes (records, journal, search,
names), of the records only, and of the same values in one plain table.
"""

from __future__ import annotations

import json
import os
import resource
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.pack_rows import (
    BEIJING,
    DAY,
    DISTRICT,
    MONTH,
    an_identity,
    heading,
    month_of,
    shape_of,
    stored_values,
)
from consultroom.domain.papers import PeerKey
from consultroom.domain.records import derived_id
from consultroom.domain.stamps import StampedRow
from consultroom.domain.stations import UnitKind
from consultroom.exchange.folders import DiskFolder
from consultroom.exchange.identity import Identity
from consultroom.exchange.reading import Staging, stage
from consultroom.exchange.writing import Blob, write_pack
from consultroom.frozen import replace
from consultroom.services import founding
from consultroom.services.exchanging import importing, inbox
from consultroom.services.identifying import identity as keys_of_desk
from consultroom.store.acts import Act
from consultroom.store.engine import RoomConnection, connect, immediate
from consultroom.store.rows import SqlValue
from consultroom.store.shelf import _statements

# -- a month with photographs --------------------------------------------------------------------


def photographs(count: int, size: int) -> list[Blob]:
    blobs = []
    for n in range(count):
        content = Random(n).randbytes(size)  # noqa: S311
        blobs.append(
            Blob(
                sha256=sha256(content).hexdigest(),
                size=size,
                open=lambda content=content: BytesIO(content),
            )
        )
    return blobs


def time_of(work: Callable[[], object], repeats: int = 5) -> list[float]:
    """Return seconds, sorted."""
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)


def one_month(folder: Path) -> None:
    station, district = an_identity("WT", 1), an_identity(DISTRICT, 2)
    rows, blobs = list(month_of("WT", station.node, "2026-11")), photographs(30, 2_000_000)
    before = peak_mb()
    packs = []

    def out() -> None:
        shutil.rmtree(folder / "out", ignore_errors=True)
        (folder / "out").mkdir()
        packs[:] = write_pack(
            DiskFolder(folder / "out"),
            heading(station),
            rows,
            blobs,
            identity=station,
            recipients=[district.recipient, station.recipient],
        )

    key = PeerKey(
        id="K", owner=DISTRICT, unit="WT", node=station.node, key=station.key, valid_from=DAY
    )

    def back() -> None:
        with (
            (folder / "out" / packs[0].name).open("rb") as file,
            stage(
                file,
                ages=[district.age],
                trust={station.key: key}.get,
                here=DISTRICT,
                on=DAY,
                into=Staging(folder / "staging"),
                accept=lambda manifest, _hash: {manifest.unit},
            ) as there,
        ):
            assert sum(1 for _ in there.rows()) == len(rows)

    exported, staged = time_of(out), time_of(back)
    size = packs[0].size / 1e6
    print(f"a month: {len(rows)} rows, 30 photographs, {size:.1f} MB")
    for name, taken in (("export", exported), ("read and stage", staged)):
        print(f"  {name:16} {taken[0] * 1000:7.0f} ms best, {taken[2] * 1000:.0f} median,"
              f" {size / taken[0]:.0f} MB/s")  # fmt: skip
    print(
        f"  peak memory {peak_mb():.0f} MB, of which {before:.0f} before (60 are the photographs)"
    )


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# -- many stations into one district -------------------------------------------------------------


def code_of(station: int) -> str:
    return "S" + "".join(chr(65 + station // 26**place % 26) for place in (2, 1, 0))


def clock() -> datetime:
    return datetime.now(BEIJING)


def build(folder: Path, stations: int, rows: int) -> None:
    """Found a district that knows its stations and holds ``rows`` rows; write their packs."""
    unit = founding.a_unit(UnitKind.DISTRICT, DISTRICT, "区政协")
    desk = founding.found_district(
        folder / "room", district=unit, by="王", clock=clock, chance=secrets.token_bytes
    )
    recipient = keys_of_desk(desk).recipient
    identities = [an_identity(code_of(n), n) for n in range(stations)]
    with desk.room, desk.room.act("登记", by="王") as act:
        for one in identities:
            know(act, one)
    fill(folder / "room" / "room.db", rows)
    (folder / "packs").mkdir()
    for one in identities:
        write_pack(
            DiskFolder(folder / "packs"),
            heading(one),
            month_of(one.unit, one.node, "2026-11"),
            (),
            identity=one,
            recipients=[recipient],
        )


def know(act: Act, one: Identity) -> None:
    act.put(replace(founding.a_unit(UnitKind.STATION, one.unit, one.unit, parent=DISTRICT)))
    act.put(
        PeerKey(
            id=derived_id("peer_key", DISTRICT, one.unit, one.key),
            owner=DISTRICT,
            unit=one.unit,
            node=one.node,
            key=one.key,
            recipient=one.recipient,
            valid_from=DAY,
        )
    )


def fill(file: Path, rows: int) -> None:
    """Write rows of earlier months: those of one, again and again under other ids."""
    pattern: dict[str, list[tuple[SqlValue, ...]]] = {}
    for row in month_of("SOLD", "oldnode", "2025-01"):
        pattern.setdefault(row.table, []).append(stored_values(row))
    db = connect(file)
    db.conn.execute("PRAGMA synchronous=off")
    months = -(-rows // sum(MONTH.values()))
    for begin in range(0, months, 500):
        with immediate(db.conn):
            for table, lines in pattern.items():
                insert = _statements(shape_of(table)).insert
                db.conn.executemany(insert, older(lines, begin, min(begin + 500, months)))
    db.close()


def older(
    lines: list[tuple[SqlValue, ...]], begin: int, end: int
) -> Iterator[tuple[SqlValue, ...]]:
    for month in range(begin, end):
        mark = f"0{month:06d}"
        for line in lines:
            yield (mark + str(line[0])[7:], f"S{month % 200:03d}", *line[2:])


def take_in(folder: Path) -> dict[str, float]:
    """Import every pack; in a process of its own, so that its memory can be told."""
    desk = founding.open_desk(folder / "room", by="王", clock=clock, chance=secrets.token_bytes)
    with desk.room:
        figures = {"backup": time_of(desk.room.backup, 1)[0]}
        start = time.perf_counter()
        files = inbox.bring_in(desk, [folder / "packs"])
        figures["copy"] = time.perf_counter() - start
        desk.room.backup = lambda **_: Path()  # type: ignore[method-assign]  # timed above
        os.sync()  # the copy of two gigabytes made before is not the import's to wait for
        start, busy = time.perf_counter(), time.process_time()
        run = importing.take(desk, files)
        figures["import"] = time.perf_counter() - start
        figures["import cpu"] = time.process_time() - busy
        assert len(run.imported) == len(files), (run.held, run.refused)
        figures["rows"] = sum(one.pack.new for one in run.imported)
    return {**figures, "peak": peak_mb()}


Statements = list[tuple[str, list[tuple[SqlValue, ...]]]]


def written_by_import(folder: Path) -> Statements:
    """Return every ``executemany`` of an import, journal and search among them."""
    told: Statements = []
    real = RoomConnection.executemany

    def listening(self: RoomConnection, query: str, rows: Any) -> Any:
        told.append((query, list(rows)))
        return real(self, query, told[-1][1])

    RoomConnection.executemany = listening  # type: ignore[method-assign]
    try:
        take_in(folder)
    finally:
        RoomConnection.executemany = real  # type: ignore[method-assign]
    return told


def rows_of_packs(packs: Path) -> Iterator[StampedRow]:
    for pack in sorted(packs.iterdir()):
        unit = pack.name.split("_")[1].split("-")[0]
        yield from month_of(unit, sha256(unit.encode()).hexdigest()[:10], "2026-11")


def records_only(packs: Path) -> Statements:
    """Return the statements that write the records of the packs, each into its table."""
    lines: dict[str, list[tuple[SqlValue, ...]]] = {}
    for row in rows_of_packs(packs):
        lines.setdefault(_statements(shape_of(row.table)).insert, []).append(stored_values(row))
    return list(lines.items())


def one_table(packs: Path) -> Statements:
    """Return what writes the same values into one table of five columns."""
    return [
        ("CREATE TABLE plain(id TEXT PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT)", [()]),
        (
            "INSERT INTO plain VALUES(?, ?, ?, ?, ?)",
            [
                (r.id, r.owner, r.stamps.base, r.table, json.dumps(r.values, ensure_ascii=False))
                for r in rows_of_packs(packs)
            ],
        ),
    ]


def bare(file: Path, statements: Statements) -> tuple[float, float]:
    """Return seconds and CPU seconds of these ``executemany`` in one transaction, committed."""
    db = connect(file)
    try:
        db.conn.execute("PRAGMA foreign_keys=off")  # lines of acts whose own row is not among these
        os.sync()
        start, busy = time.perf_counter(), time.process_time()
        with immediate(db.conn):
            for query, rows in statements:
                db.conn.execute(query) if rows == [()] else db.conn.executemany(query, rows)
        return time.perf_counter() - start, time.process_time() - busy
    finally:
        db.close()


def floors(folder: Path) -> dict[str, tuple[float, float]]:
    """Time bare writes of the same rows, each into a district of its own."""
    fresh = folder / "fresh.db"
    shutil.copyfile(folder / "room" / "room.db", fresh)
    all_of_it = written_by_import(folder)
    told = {}
    for name, statements in (
        ("all that is written", all_of_it),
        ("records only", records_only(folder / "packs")),
        ("one table of 5 columns", one_table(folder / "packs")),
    ):
        copy = folder / "copy.db"
        shutil.copyfile(fresh, copy)
        told[name] = bare(copy, statements)
        copy.unlink()
    return told


def many_stations(folder: Path, stations: int, rows: int) -> None:
    start = time.perf_counter()
    build(folder, stations, rows)
    size = (folder / "room" / "room.db").stat().st_size / 1e9
    print(f"a district: {rows:,} rows, {size:.1f} GB, built in {time.perf_counter() - start:.0f} s")
    shutil.copytree(folder / "room", folder / "again" / "room")
    (folder / "again" / "packs").symlink_to(folder / "packs")
    f, bares = _apart("--take-in", folder), _apart("--floors", folder / "again")
    print(f"  {stations} packs of {sum(MONTH.values())} rows, {f['rows']:.0f} rows new")
    print(f"  backup before        {f['backup']:6.1f} s")
    print(f"  copy to the inbox    {f['copy']:6.1f} s")
    print(f"  import               {f['import']:6.1f} s, {f['rows'] / f['import']:,.0f} rows/s,"
          f" {f['import'] / stations * 1000:.0f} ms a pack")  # fmt: skip
    for name, (taken, busy) in bares.items():
        print(f"  bare, {name:22} {taken:5.2f} s, {f['rows'] / taken:,.0f} rows/s:"
              f" the import is {f['import'] / taken:.1f} times that,"
              f" in CPU time {f['import cpu'] / busy:.1f}")  # fmt: skip
    print(f"  peak memory          {f['peak']:6.0f} MB")


def _apart(what: str, folder: Path) -> Any:
    """Run one part of this file in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.packs", what, str(folder)],
        check=True,
        stdout=subprocess.PIPE,
    )
    return json.loads(told.stdout)


def main() -> None:
    if sys.argv[1:2] == ["--take-in"]:
        print(json.dumps(take_in(Path(sys.argv[2]))))
        return
    if sys.argv[1:2] == ["--floors"]:
        print(json.dumps(floors(Path(sys.argv[2]))))
        return
    stations, rows = (
        (*map(int, sys.argv[1:]), 200, 5_000_000)[:2]
        if len(sys.argv) < 3
        else map(int, sys.argv[1:3])
    )
    with tempfile.TemporaryDirectory() as folder:
        one_month(Path(folder))
        many_stations(Path(folder), stations, rows)


if __name__ == "__main__":
    main()
