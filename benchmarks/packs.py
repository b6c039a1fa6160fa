"""What packs cost: a month with photographs out and in, and many stations into a full district.

    python -m benchmarks.packs [STATIONS [ROWS]]

200 stations and a district of 5,000,000 rows by default. Beside the import stands, in the same
run and the same file, a bare ``executemany`` of the very same rows: no decryption, no signature,
no merge, no journal, no search.
"""

from __future__ import annotations

import json
import resource
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, replace
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, get_args, get_type_hints

from consultroom.domain.catalogue import KIND_OF_TABLE
from consultroom.domain.papers import PeerKey
from consultroom.domain.records import derived_id
from consultroom.domain.stamps import StampedRow, Stamps
from consultroom.domain.stations import UnitKind
from consultroom.exchange.folders import DiskFolder
from consultroom.exchange.identity import Identity, new_identity
from consultroom.exchange.manifest import Manifest, PackKind
from consultroom.exchange.reading import Staging, stage
from consultroom.exchange.writing import Blob, write_pack
from consultroom.services import founding
from consultroom.services.desk import Desk
from consultroom.services.exchanging import importing, inbox
from consultroom.services.identifying import identity as keys_of_desk
from consultroom.store.acts import Act
from consultroom.store.engine import connect, immediate
from consultroom.store.rows import Shape, SqlValue
from consultroom.store.shelf import _statements, _sync_values
from consultroom.store.travel import stored

BEIJING = timezone(timedelta(hours=8))
NOON = datetime(2026, 11, 21, 12, tzinfo=BEIJING)
DAY = date(2026, 11, 21)
DISTRICT = "QZX"
FILLER = "居民反映有关部门协商后同意按程序办理并在年底前完成委员现场走访听取意见形成共识"
MONTH = {  # rows of one station's month: 455
    "topic": 6, "consultation": 2, "step_record": 12, "meeting": 3, "agenda_item": 12,
    "participant": 90, "attendance": 90, "minutes": 3, "minutes_entry": 120, "consensus_item": 12,
    "evidence": 40, "assignment": 10, "reply": 10, "visit": 30, "good_deed": 15,
}  # fmt: skip


# -- rows ----------------------------------------------------------------------------------------


@cache
def shape_of(table: str) -> Shape[Any]:
    kind = KIND_OF_TABLE[table]
    return Shape(kind, kind.record)


def value_of(hint: Any, name: str, dice: Random) -> Any:
    """Return some value of a field's type."""
    if name == "name":
        return "".join(
            dice.choices("王李张刘陈杨赵黄周吴", k=1) + dice.choices("伟芳娜敏静丽强磊军洋", k=2)
        )
    if hint is str:
        return "".join(dice.choices(FILLER, k=40 if name in {"text", "situation", "matter"} else 8))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    plain: dict[Any, Any] = {int: 3, bool: True, float: 0.5, date: DAY, datetime: NOON}
    return plain[hint] if hint in plain else None if type(None) in get_args(hint) else ()


def row_of(table: str, id_: str, owner: str, node: str, dice: Random) -> StampedRow:
    shape = shape_of(table)
    hints = get_type_hints(shape.record)
    told = {
        field.name: value_of(hints[field.name], field.name, dice)
        for field in fields(shape.record)
        if field.name not in {"id", "owner"}
        and (field.default is MISSING or hints[field.name] is str)
    }
    values = shape.encode(shape.record(id=id_, owner=owner, **told))
    at = f"{1_790_000_000_000 << 16 | dice.randrange(1 << 16):016x}"
    return StampedRow(
        table=table,
        id=id_,
        owner=owner,
        values={n: v for n, v in zip(shape.names, values, strict=True) if v is not None},
        stamps=Stamps(f"{at}@{node}", {}, {node: at}),
    )


def month_of(owner: str, node: str, month: str) -> Iterator[StampedRow]:
    dice = Random(f"{owner} {month}")  # noqa: S311
    for table, count in MONTH.items():
        for n in range(count):
            yield row_of(table, derived_id(owner, month, table, str(n)), owner, node, dice)


def stored_values(row: StampedRow) -> tuple[SqlValue, ...]:
    """Return what the table holds of a row, as ``executemany`` takes it."""
    kept = stored(shape_of(row.table), row, None)
    return (row.id, *_sync_values(kept), 0, *kept.values)


# -- a month with photographs --------------------------------------------------------------------


def an_identity(unit: str, seed: int) -> Identity:
    node = sha256(unit.encode()).hexdigest()[:10]
    return new_identity(unit=unit, node=node, made=DAY, chance=Random(seed).randbytes)  # noqa: S311


def heading(identity: Identity) -> Manifest:
    return Manifest(
        kind=PackKind.MONTH,
        unit=identity.unit,
        node=identity.node,
        key=identity.key,
        to=DISTRICT,
        seq=1,
        upto=455,
        period="2026-11",
        schema=2,
        app="0.1.0",
        made_at=NOON,
    )


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
        floor = bare(folder / "room" / "room.db", folder / "packs", desk)
        start = time.perf_counter()
        files = inbox.bring_in(desk, [folder / "packs"])
        figures["copy"] = time.perf_counter() - start
        desk.room.backup = lambda **_: Path()  # type: ignore[method-assign]  # timed above
        start, busy = time.perf_counter(), time.process_time()
        run = importing.take(desk, files)
        figures["import"] = time.perf_counter() - start
        figures["import cpu"] = time.process_time() - busy
        assert len(run.imported) == len(files), (run.held, run.refused)
        figures["rows"] = sum(one.pack.new for one in run.imported)
    return {**figures, **floor, "peak": peak_mb()}


def bare(file: Path, packs: Path, desk: Desk) -> dict[str, float]:
    """Time ``executemany`` of the same rows into the same tables, and into one plain table."""
    lines: dict[str, list[tuple[SqlValue, ...]]] = {}
    plain: list[tuple[str, str, str, str, str]] = []
    for pack in packs.iterdir():
        unit = pack.name.split("_")[1].split("-")[0]
        node = sha256(unit.encode()).hexdigest()[:10]
        for row in month_of(unit, node, "2026-11"):
            lines.setdefault(row.table, []).append(stored_values(row))
            text = json.dumps(dict(row.values), ensure_ascii=False)
            plain.append((row.id, row.owner, row.stamps.base, row.table, text))
    db = connect(file)
    try:
        db.conn.execute("BEGIN IMMEDIATE")
        start, busy = time.perf_counter(), time.process_time()
        for table, some in lines.items():
            db.conn.executemany(_statements(shape_of(table)).insert, some)
        told = {"floor": time.perf_counter() - start, "floor cpu": time.process_time() - busy}
        db.conn.execute("ROLLBACK")
        db.conn.execute("BEGIN IMMEDIATE")
        db.conn.execute("CREATE TABLE plain(id TEXT PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT)")
        start, busy = time.perf_counter(), time.process_time()
        db.conn.executemany("INSERT INTO plain VALUES(?, ?, ?, ?, ?)", plain)
        told |= {"plain": time.perf_counter() - start, "plain cpu": time.process_time() - busy}
        db.conn.execute("ROLLBACK")
    finally:
        db.close()
    return told


def many_stations(folder: Path, stations: int, rows: int) -> None:
    start = time.perf_counter()
    build(folder, stations, rows)
    size = (folder / "room" / "room.db").stat().st_size / 1e9
    print(f"a district: {rows:,} rows, {size:.1f} GB, built in {time.perf_counter() - start:.0f} s")
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.packs", "--take-in", str(folder)],
        check=True,
        stdout=subprocess.PIPE,
    )
    f = json.loads(told.stdout)
    print(f"  {stations} packs of {sum(MONTH.values())} rows, {f['rows']:.0f} rows new")
    print(f"  backup before        {f['backup']:6.1f} s")
    print(f"  copy to the inbox    {f['copy']:6.1f} s")
    print(f"  import               {f['import']:6.1f} s, {f['rows'] / f['import']:,.0f} rows/s,"
          f" {f['import'] / stations * 1000:.0f} ms a pack")  # fmt: skip
    for name, key in (("executemany, same tables", "floor"), ("executemany, one table", "plain")):
        print(f"  {name:24} {f[key]:5.2f} s, {f['rows'] / f[key]:,.0f} rows/s:"
              f" the import is {f['import'] / f[key]:.1f} times that,"
              f" in CPU time {f['import cpu'] / f[f'{key} cpu']:.1f}")  # fmt: skip
    print(f"  peak memory          {f['peak']:6.0f} MB")


def main() -> None:
    if sys.argv[1:2] == ["--take-in"]:
        print(json.dumps(take_in(Path(sys.argv[2]))))
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
