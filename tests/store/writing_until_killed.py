"""The process that ``test_killed`` kills: it writes into a room and says what is done.

Each line it prints is a promise: ``act ID`` was committed, ``blob SHA`` is kept, ``backup NAME`` is
whole. Called with a folder and a seed.
"""

from __future__ import annotations

import random
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from consultroom.domain.consultations import Attachment
from consultroom.domain.topics import Topic
from consultroom.store.reversal import CannotUndo
from consultroom.store.rooms import Room, open_room
from tests.builders import a_topic

BEIJING = timezone(timedelta(hours=8))


def promise(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def attach(room: Room, dice: random.Random) -> str:
    content = dice.randbytes(dice.randrange(300_000))
    sha = room.blobs.put(content)
    promise("blob", sha)
    with room.act("添加附件", by="王") as act:
        act.put(
            Attachment(
                id=room.new_id(),
                owner="WT",
                about="TOPIC",
                name="照片",
                sha256=sha,
                size=len(content),
                added_on=date(2026, 3, 5),
            )
        )
    return act.id


def write(room: Room, dice: random.Random) -> str:
    topics = room.find(Topic)
    with room.act("登记议题", by="王") as act:
        for topic in dice.sample(topics, k=min(3, len(topics))):
            if dice.random() < 0.3:
                act.remove(topic)
            else:
                act.put(a_topic(id=topic.id, title=f"题{dice.randrange(99)}"))
        act.put(a_topic(id=room.new_id(), situation="字" * dice.randrange(2000)))
    return act.id


def undo(room: Room) -> str:
    try:
        return room.undo(by="王").id
    except CannotUndo:
        return "none"


def step(room: Room, dice: random.Random) -> None:
    chosen = dice.random()
    if chosen < 0.05:
        promise("backup", room.backup(why="daily").name)
    elif chosen < 0.15:
        promise("act", attach(room, dice))
    elif chosen < 0.3:
        promise("act", undo(room))
    else:
        promise("act", write(room, dice))


def main(folder: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    chance = random.SystemRandom().randbytes
    promise("begun")
    with open_room(folder, clock=lambda: datetime.now(BEIJING), chance=chance) as room:
        while True:
            step(room, dice)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
