"""What this computer gives the program: the time of day, and chance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

TODAY = "CONSULTROOM_TODAY"  # the environment's word for the day, like --date


def clock_on(day: date | None) -> Callable[[], datetime]:
    """Return a clock with this computer's zone; on another day it keeps the time of day."""

    def now() -> datetime:
        moment = datetime.now().astimezone()
        return moment if day is None else datetime.combine(day, moment.time()).astimezone()

    return now


def chance(count: int) -> bytes:
    """Return random bytes."""
    import secrets

    return secrets.token_bytes(count)
