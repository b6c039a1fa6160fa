"""What every part of a sample walk needs: its clock, its fate, and the small acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from random import Random
from typing import Any

from consultroom.domain.consultations import Branch
from consultroom.domain.dossiers import Dossier
from consultroom.domain.members import Member
from consultroom.services import filing, progressing
from consultroom.services.desk import Desk
from consultroom.services.sample.texts import Texts, givens, surnames

GO_ON = "情况已向站负责人报告，同意先行推进。"
MORNING, AFTERNOON = time(9, 20), time(14, 30)


class Fate(Enum):
    """How a sample consultation ends."""

    SETTLED = "settled"
    MIXED = "mixed"
    OVERDUE = "overdue"
    EXTENDED = "extended"
    CARRIED = "carried"
    POSTPONED = "postponed"
    RESUMED = "resumed"
    STOPPED = "stopped"
    BRIEF = "brief"
    RECONVENED = "reconvened"
    TO_OPINION = "to_opinion"
    TO_PROPOSAL = "to_proposal"
    SELF_SETTLED = "self_settled"


class SampleClock:
    """A clock that stands where it was put."""

    def __init__(self, now: datetime) -> None:
        """Start at a moment with its zone."""
        self.now = now

    def __call__(self) -> datetime:
        """Return the moment; each asking is a second later, so ids keep their order."""
        self.now += timedelta(seconds=1)
        return self.now

    def put(self, day: date, at: time = MORNING) -> None:
        """Stand at a time of a day."""
        self.now = datetime.combine(day, at, self.now.tzinfo)


class TooLate(Exception):
    """The walk has come to the day it may not pass."""


@dataclass
class Walk:
    """One consultation on its way, and the small acts every part of it needs.

    Attributes:
        meeting_day: the day the first sitting is held.
        until: the last day anything may happen on.
        fate: how it ends.
        month: the month it is meant for, ``2026-11``.
        consultation: id, once it was begun.
    """

    desk: Desk
    clock: SampleClock
    chance: Random
    texts: Texts
    topic: dict[str, Any]
    meeting_day: date
    until: date
    fate: Fate
    month: str = ""
    consultation: str = ""

    def on(self, offset: int, at: time = MORNING) -> None:
        """Stand ``offset`` 工作日 from the meeting day, or stop if that is too late."""
        day = self.desk.calendar().add(self.meeting_day, offset)
        self.at(day, at)

    def at(self, day: date, at: time = MORNING) -> None:
        """Stand at a time of a day, or stop if that is too late."""
        if day > self.until:
            raise TooLate
        self.clock.put(day, at)

    def later(self, days: int) -> None:
        """Stand so many 工作日 later than now, or stop if that is too late."""
        self.at(self.desk.calendar().add(self.clock.now.date(), days))

    def dossier(self) -> Dossier:
        """Return the dossier as it stands."""
        return filing.dossier(self.desk, self.consultation)

    def forward(self) -> None:
        """Go one step on."""
        progressing.go_on(self.desk, self.consultation, reason=GO_ON)

    def turn(self, branch: Branch, pool: str, *, ends: bool = True, reason: str = "") -> None:
        """Take a branch for a reason of the pool; ``ends`` stops the walk there."""
        progressing.turn(
            self.desk, self.consultation, branch, reason=reason or self.texts.say(pool)
        )
        if ends:
            raise TooLate

    def names(self, count: int) -> tuple[str, ...]:
        """Return the names of so many members."""
        serving = self.desk.members()
        picked = self.chance.sample(range(len(serving)), min(count, len(serving)))
        return tuple(serving[place].name for place in picked)

    def convener(self) -> Member:
        """Return the member who convenes; the same for the same topic."""
        serving = self.desk.members()
        return serving[sum(map(ord, self.topic["title"])) % len(serving)]

    def stranger(self) -> str:
        """Return an invented name."""
        return self.chance.choice(surnames()) + self.chance.choice(givens())
