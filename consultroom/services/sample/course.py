"""One sample consultation from topic to look-back, as far as the days allow."""

from __future__ import annotations

from consultroom.services.sample.after import follow
from consultroom.services.sample.before import prepare
from consultroom.services.sample.sitting import sit
from consultroom.services.sample.walk import TooLate, Walk


def run(walk: Walk) -> str:
    """Walk; return the consultation's id, empty when not even the topic was in time."""
    try:
        prepare(walk)
        sit(walk, walk.meeting_day)
        follow(walk)
    except TooLate:
        pass
    return walk.consultation
