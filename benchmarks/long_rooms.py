"""Rooms in which one table is very long, for ``lists``: a sample station's, with made-up rows."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from secrets import token_bytes
from typing import Any

from consultroom.clocks import clock_on
from consultroom.domain.members import Member, Posting
from consultroom.domain.outcomes import Assignment
from consultroom.domain.papers import IssuedPaper
from consultroom.domain.receptions import ReceptionDay, Visit
from consultroom.domain.records import Record, derived_id
from consultroom.domain.stamps import Stamps
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.domain.topics import Topic, TopicSource
from consultroom.services.desk import Desk
from consultroom.services.founding import open_desk
from consultroom.services.sampling import make_district
from consultroom.store.engine import immediate
from consultroom.store.shelf import Gone, StoredRow

TODAY = date(2026, 11, 21)
MATTERS = ("老旧小区加装电梯", "楼道堆物怎么管", "菜场周边停车难", "社区食堂怎么办", "口袋公园选址")
NAMES = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋"
UNITS = tuple(f"区{word}局" for word in ("住建", "民政", "城管", "公安分", "教育", "卫健", "水利"))
STAMP = f"{1_790_000_000_000 << 16:016x}"
Make = Callable[[Desk, int], Iterator[Record]]


def topics(desk: Desk, count: int) -> Iterator[Record]:
    dice = random.Random(1)  # noqa: S311 - a sample
    for n in range(count):
        yield Topic(
            id=derived_id("topic", str(n)),
            owner=desk.owner,
            number=f"{desk.owner}-YT-{2016 + n % 10}-{n:05d}",
            title=f"{dice.choice(MATTERS)}（{n % 997}）",
            source=dice.choice(tuple(TopicSource)),
            proposer=_name(dice),
            proposed_on=_day(n),
            situation="居民反映强烈，希望协商解决。",
        )


def members(desk: Desk, count: int) -> Iterator[Record]:
    dice = random.Random(2)  # noqa: S311
    for n in range(count):
        member = derived_id("member", str(n))
        yield Member(
            id=member,
            owner=desk.owner,
            name=_name(dice),
            gender="女" if n % 2 else "男",
            sector=f"第{n % 30 + 1}界",
            post=f"{dice.choice(UNITS)}科长",
            phone=f"138{n:08d}",
        )
        yield Posting(
            id=derived_id("posting", str(n)),
            owner=desk.owner,
            member=member,
            station=desk.owner,
            from_on=date(2020, 1, 1),
        )


def assignments(desk: Desk, count: int) -> Iterator[Record]:
    dice = random.Random(3)  # noqa: S311
    for n in range(count):
        handed = _day(n)
        yield Assignment(
            id=derived_id("assignment", str(n)),
            owner=desk.owner,
            number=f"{desk.owner}-JB-{handed.year}-{n:05d}",
            consultation=f"c{n // 3}",
            outcome=f"o{n // 3}",
            consensus_item=f"i{n}",
            matter=f"{dice.choice(MATTERS)}，第{n % 997}项",
            lead_unit=dice.choice(UNITS),
            assigned_on=handed,
            due_on=handed + timedelta(days=60),
        )


def issued(desk: Desk, count: int) -> Iterator[Record]:
    dice = random.Random(4)  # noqa: S311
    for n in range(count):
        yield IssuedPaper(
            id=derived_id("issued", str(n)),
            owner=desk.owner,
            kind=dice.choice(("notice", "minutes", "outcome", "agenda")),
            subject=f"s{n // 2}",
            title=f"通知：{dice.choice(MATTERS)}（{n % 997}）",
            about_number=f"{desk.owner}-WT-{2016 + n % 10}-{n:05d}",
            printed_on=_day(n),
        )


def receptions(desk: Desk, count: int) -> Iterator[Record]:
    """As many days as visits: no district has so many days, but nothing else is longer."""
    dice = random.Random(5)  # noqa: S311
    for n in range(count):
        day = derived_id("day", str(n))
        yield ReceptionDay(
            id=day,
            owner=desk.owner,
            number=f"{desk.owner}-JD-{2016 + n % 10}-{n:05d}",
            on=_day(n),
            place="协商议事室",
            receivers=(_name(dice),),
        )
        yield Visit(
            id=derived_id("visit", str(n)),
            owner=desk.owner,
            reception_day=derived_id("day", str(dice.randrange(count))),
            order=1,
            matter=f"{dice.choice(MATTERS)}，第{n % 997}件",
        )


def visits(desk: Desk, count: int) -> Iterator[Record]:
    """As many visits as ten years of a large district have, to a tenth as many days."""
    dice = random.Random(6)  # noqa: S311
    stations = [one.code for one in desk.room.find(OrgUnit, kind=UnitKind.STATION)] or [desk.owner]
    for n in range(count):
        owner, day = stations[n // 10 % len(stations)], derived_id("day", str(n // 10))
        if n % 10 == 0:
            yield ReceptionDay(
                id=day,
                owner=owner,
                number=f"{owner}-JD-{2016 + n % 10}-{n:05d}",
                on=_day(n // 10),
                place="协商议事室",
                receivers=(_name(dice),),
            )
        yield Visit(
            id=derived_id("visit", str(n)),
            owner=owner,
            reception_day=day,
            order=n % 10 + 1,
            matter=f"{dice.choice(MATTERS)}，第{n % 997}件",
        )


def acts(desk: Desk, count: int) -> Iterator[Record]:
    """Write so many acts about the room's topics into its journal; no record is new."""
    connection, dice = desk.room._cabinet.connection, random.Random(7)  # noqa: S311, SLF001
    topics = [topic.id for topic in desk.room.find(Topic)]
    first = connection.execute("SELECT max(n) FROM act").fetchone()[0] + 1
    line = connection.execute("SELECT max(n) FROM journal").fetchone()[0] + 1
    with immediate(connection):
        for at in range(count):
            moment = f"{_day(at * 3600 // count).isoformat()}T09:00:00+08:00"
            act = (first + at, f"act-{at}", moment, "赵秘书", "修改议题", None, f"act-{at}")
            told = (line + at, first + at, "topic", dice.choice(topics), "update", "{}", b"", b"")
            connection.execute("INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?)", act)
            connection.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", told)
    yield from ()


def _name(dice: random.Random) -> str:
    return dice.choice(NAMES[0]) + "".join(dice.choices(NAMES[1], k=2))


def _day(n: int) -> date:
    return date(2016, 12, 1) + timedelta(days=n % 3600)


@contextmanager
def long_room(base: Path, folder: Path, make: Make, count: int) -> Iterator[Desk]:
    """Open a copy of a room with so many more rows of what is made."""
    shutil.copytree(base, folder)
    desk = open_desk(folder, by="赵秘书", clock=clock_on(TODAY), chance=token_bytes)
    with desk.room:
        _write(desk, make(desk, count))
        yield desk
    shutil.rmtree(folder)


def base_rooms(folder: Path) -> tuple[Path, Path]:
    """Make the sample station and district whose rooms are copied."""
    made = make_district(folder, stations=2, today=TODAY, years=1)
    return made.stations[0], made.district


def _write(desk: Desk, records: Iterator[Record]) -> None:
    shelf = desk.room._shelf  # noqa: SLF001 - rows without a journal: nobody could type so many
    seq, stamps = desk.room.last_seq, Stamps(f"{STAMP}@bench", {}, {"bench": STAMP})
    rows: dict[type[Record], list[Any]] = {}
    for record in records:
        values = shelf.shape_of(type(record)).encode(record)
        row = StoredRow(record.owner, stamps, {}, Gone.LIVE, values)
        rows.setdefault(type(record), []).append((record.id, row, seq))
    with immediate(desk.room._cabinet.connection):  # noqa: SLF001
        for kind, made in rows.items():
            shelf.add_rows(shelf.shape_of(kind), made)
