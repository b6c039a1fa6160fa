"""What the room's file costs: one act, a search, opening, a backup; beside what SQLite alone takes.

    python -m benchmarks.store [RECORDS]

Prints milliseconds: the best, the median and the 95th percentile; on a busy computer look at the
best. 100,000 records are more than a station writes in ten years.
"""

from __future__ import annotations

import random
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from consultroom.domain.topics import Topic, TopicSource
from consultroom.frozen import replace
from consultroom.store.engine import connect, immediate
from consultroom.store.rooms import Room, RoomRole, create_room, open_room

BEIJING = timezone(timedelta(hours=8))
WORDS = (
    "加装电梯", "老旧小区", "停车难", "物业管理", "垃圾分类", "养老食堂", "飞线充电", "消防通道",
    "路灯", "排水", "噪声扰民", "适老化改造", "公交站点", "农贸市场", "背街小巷", "口袋公园",
    "托育", "课后服务", "社区医院", "雨污分流", "河道整治", "夜间施工", "油烟", "危房", "楼道堆物",
)  # fmt: skip
FILLER = "居民反映有关部门协商后同意按程序办理并在年底前完成委员现场走访听取意见形成共识"


def now() -> datetime:
    return datetime.now(BEIJING)


def topic(room: Room, dice: random.Random, serial: int) -> Topic:
    text = "".join(dice.choices(FILLER, k=60)) + dice.choice(WORDS)
    return Topic(
        id=room.new_id(),
        owner="WT",
        number=f"WT-YT-2026-{serial:03d}",
        title=f"关于{dice.choice(WORDS)}和{dice.choice(WORDS)}的建议",
        source=dice.choice(list(TopicSource)),
        proposer="居民代表",
        proposed_on=date(2026, 3, 5),
        situation=text,
        suggestion="".join(dice.choices(FILLER, k=20)),
    )


def times_of(work: Callable[[], object], repeats: int) -> list[float]:
    """Return how long each call took, in milliseconds."""
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def tell(what: str, taken: Iterable[float], note: str = "") -> None:
    ordered = sorted(taken)
    p95 = ordered[int(len(ordered) * 0.95)]
    middle = statistics.median(ordered)
    print(f"{what:<46} {ordered[0]:>9.3f} {middle:>9.3f} {p95:>9.3f}  {note}")


def fill(room: Room, dice: random.Random, records: int) -> None:
    start = time.perf_counter()
    for first in range(0, records, 5000):
        with room.together():
            for serial in range(first, min(first + 5000, records)):
                with room.act("登记议题", by="王") as act:
                    act.put(topic(room, dice, serial))
    each = (time.perf_counter() - start) / records * 1000
    tell(f"one of {records:,} acts committed 5,000 at a time", [each])


def write(room: Room, dice: random.Random) -> None:
    kept: list[Topic] = []

    def act() -> None:
        with room.act("登记议题", by="王") as act:
            kept.append(topic(room, dice, 0))
            act.put(kept[-1])

    def change() -> None:
        with room.act("修改议题", by="王") as act:
            act.put(replace(kept.pop(), title="改过的题目"))

    tell("one act: a new topic, synced", times_of(act, 300))
    tell("one act: a topic's title changed, synced", times_of(change, 200))
    tell("undo of the last act", times_of(lambda: room.undo(by="王"), 100))


def bare_commit(folder: Path) -> None:
    db = connect(folder / "bare.db")
    db.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, word TEXT) STRICT")

    def commit() -> None:
        with immediate(db.conn):
            db.conn.execute("INSERT INTO t(word) VALUES (?)", ("字" * 100,))

    tell("  SQLite alone: one row, synced", times_of(commit, 300), "floor of an act")
    db.close()


def find(room: Room) -> None:
    for typed in ("梯", "电梯", "加装电梯", "的", "居民", "2026", "电梯 停车"):
        hits = len(room.search(typed))
        note = f"{hits} shown of {room.count_hits(typed):,}"
        tell(f"search “{typed}”: newest 50", times_of(lambda t=typed: room.search(t), 20), note)  # type: ignore[misc]
        tell("  counted", times_of(lambda t=typed: room.count_hits(t), 10))  # type: ignore[misc]
    like = "SELECT count(*) FROM topic WHERE title LIKE ? OR situation LIKE ?"
    connection = room._cabinet.connection  # noqa: SLF001
    slots = ("%电梯%", "%电梯%")
    taken = times_of(lambda: connection.execute(like, slots).fetchone(), 5)
    tell("  SQLite alone: “电梯” by LIKE, counted", taken)


def keep(room: Room) -> Room:
    size = (room.folder / "room.db").stat().st_size / 1e6
    tell("backup, looked through and synced", times_of(room.backup, 3), f"{size:.0f} MB")
    tell("check of everything", times_of(room.check, 1))
    folder = room.folder
    rooms = [room]

    def reopen() -> None:
        rooms.append(open_room(folder, clock=now, chance=secrets.token_bytes))

    taken = []
    for _ in range(5):
        rooms[-1].close()
        taken += times_of(reopen, 1)
    tell("open", taken)
    return rooms[-1]


def main(records: int) -> None:
    dice = random.Random(1)  # noqa: S311
    print(f"{'milliseconds':<46} {'best':>9} {'median':>9} {'p95':>9}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "room"
        room = create_room(
            folder,
            role=RoomRole.STATION,
            code="WT",
            name="梧桐街道委员工作站",
            clock=now,
            chance=secrets.token_bytes,
        )
        tell("open a small room", _reopened(room))
        room = open_room(folder, clock=now, chance=secrets.token_bytes)
        fill(room, dice, records)
        write(room, dice)
        bare_commit(Path(name))
        find(room)
        keep(room).close()


def _reopened(room: Room) -> list[float]:
    room.close()
    taken = []
    for _ in range(10):
        start = time.perf_counter()
        again = open_room(room.folder, clock=now, chance=secrets.token_bytes)
        taken.append((time.perf_counter() - start) * 1000)
        again.close()
    return taken


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
