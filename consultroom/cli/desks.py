"""Sitting down at a room: the day, the person; and getting up again, always."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consultroom.cli.answers import Answer, telling
from consultroom.cli.pages import given
from consultroom.cli.words import DAY
from consultroom.clocks import TODAY, chance, clock_on

if TYPE_CHECKING:
    from consultroom.services.desk import Desk


@contextmanager
def sitting(folder: Path, *, by: str, day: date | None) -> Iterator[Desk]:
    """Open a room, hand over the desk, close the room whatever happens."""
    from consultroom.services.founding import open_desk

    desk = open_desk(folder, by=by, clock=clock_on(day), chance=chance)
    with desk.room:
        for warning in desk.room.warnings:
            click.echo(warning, err=True)
        yield desk


def dated(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take ``--date``: the day it counts as today."""
    says = "把这一天当作今天，补录时用。"
    return click.option("--date", "day", type=DAY, envvar=TODAY, help=says)(function)


def signed(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take ``--by``: who does it (经办人)."""
    says = "经办人，不写就是本站联络员。"
    return click.option("--by", metavar="姓名", default="", help=says)(function)


def at_desk(function: Callable[..., Answer]) -> Callable[..., None]:
    """Make a command of a function that takes a desk: open the room named first, print, close."""

    @given("room", "资料夹", "工作站资料夹的位置。", type=click.Path(path_type=Path))
    @signed
    @dated
    @telling
    @functools.wraps(function)
    def run(*, room: Path, by: str, day: date | None, **rest: Any) -> Answer:
        with sitting(room, by=by, day=day) as desk:
            return function(desk, **rest)

    command: Callable[..., None] = run
    return command
