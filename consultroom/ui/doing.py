"""Doing one thing and saying so: what a presenter hands to the window after an act. No Qt here."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.frozen import Frozen
from consultroom.services import safekeeping
from consultroom.services.desk import Desk


class Done(Frozen):
    """One thing done.

    Attributes:
        said: the sentence that says what.
        act: id of the act, for taking it back; empty when nothing had to be written.
    """

    said: str
    act: str = ""


def doing(desk: Desk, work: Callable[[], str]) -> Done:
    """Do something and return what is said about it.

    Args:
        desk: where.
        work: does it and returns the sentence; a UserError of it passes through.
    """
    before = safekeeping.latest(desk)
    said = work()
    after = safekeeping.latest(desk)
    return Done(said, after if after != before else "")
