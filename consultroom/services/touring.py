"""The tour (导览): the sample district, the current month walked in one station, its papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

from consultroom.domain.calendar import month_of
from consultroom.domain.consultations import Consultation
from consultroom.frozen import Frozen
from consultroom.services import founding, printing, sampling
from consultroom.services.desk import Desk
from consultroom.services.sample import course
from consultroom.services.sample.texts import Texts
from consultroom.services.sample.walk import Fate, SampleClock, Walk

MEETING_BEFORE = -6  # 工作日 before today, so that the outcome sheet is being reviewed today
PAPERS = ("notice", "minutes", "outcome")


class Tour(Frozen):
    """What the tour leaves behind.

    Attributes:
        room: folder of the station's room.
        folder: where the papers lie.
        papers: the printed files.
        number: record number of the month's consultation.
        made: whether the district was made just now.
    """

    room: Path
    folder: Path
    papers: tuple[Path, ...]
    number: str
    made: bool


def take_tour(
    folder: Path,
    *,
    today: date,
    stations: int = 14,
    seed: int = 1,
    tell: Callable[[str], None] = lambda _: None,
) -> Tour:
    """Make the sample district unless it is there, walk the month once, print its papers.

    Args:
        folder: where the sample lies or shall lie.
        today: the last day of the walk.
        stations: how many the sample has when it is made.
        seed: of the sample.
        tell: told each stage in a sentence.

    Raises:
        FolderTaken: the folder holds something else.
    """
    made = not (folder / "stations").is_dir()
    if made:
        tell(f"正在生成样例区：{stations}个工作站、两年的协商……")
        sampling.make_district(folder, today=today, stations=stations, seed=seed)
    room = sorted((folder / "stations").iterdir(), key=_busiest)[0]
    clock = SampleClock(datetime.combine(today, time(9, 0), sampling.CHINA))
    chance = Random(f"{seed}-tour-{today}")  # noqa: S311 - a sample, no secret
    desk = founding.open_desk(room, by="", clock=clock, chance=chance.randbytes)
    with desk.room:
        number = _month_walked(desk, clock, chance, today, tell)
        clock.put(today, time(17, 30))
        papers = _print(desk, number, folder / "文书")
    return Tour(room, folder / "文书", papers, number, made)


def _busiest(room: Path) -> tuple[bool, str]:
    return (room.name != sampling.first_station(), room.name)


def _month_walked(
    desk: Desk, clock: SampleClock, chance: Random, today: date, tell: Callable[[str], None]
) -> str:
    month = month_of(today)
    standing = desk.room.find(Consultation, month=month)
    if standing:
        return standing[-1].number
    tell(f"正在{desk.station().name}走一遍{today.year}年{today.month}月的协商……")
    texts = Texts(desk.station().place, desk.station().units, chance)
    walk = Walk(
        desk=desk,
        clock=clock,
        chance=chance,
        texts=texts,
        topic=_fresh_topic(desk, texts, today.month),
        meeting_day=desk.calendar().add(today, MEETING_BEFORE),
        until=today,
        fate=Fate.SETTLED,
        month=month,
    )
    return desk.room.get(Consultation, course.run(walk)).number


def _fresh_topic(desk: Desk, texts: Texts, month: int) -> dict[str, Any]:
    """Return a topic the station has not had, or any once it has had them all."""
    seen = {consultation.title for consultation in desk.room.find(Consultation)}
    every = texts.topics()
    fresh = [topic for topic in every if topic["title"] not in seen]
    return texts.placed((fresh or every)[0], month)


def _print(desk: Desk, number: str, folder: Path) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    papers = []
    for kind in PAPERS:
        file = folder / f"{number} {printing.KINDS[kind].word}.pdf"
        printing.write(file, printing.render(desk, kind, number))
        papers.append(file)
    return tuple(papers)
