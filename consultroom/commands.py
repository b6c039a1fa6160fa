"""Every command there is: those of ``cli``, and the two that end in the window."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from consultroom.cli import root
from consultroom.cli.answers import Answer, telling
from consultroom.cli.desks import dated, signed
from consultroom.cli.pages import Verb, given
from consultroom.cli.rooms import MOST_STATIONS
from consultroom.cli.words import Whole
from consultroom.clocks import clock_on
from consultroom.doorstep import NO_DISPLAY, has_display, show_window


def commands() -> click.Group:
    """Return every command there is, the window's included."""
    for command in (tour, window):
        root.add_command(command)
    return root


@click.command(cls=Verb)
@click.option(
    "--in", "folder", type=click.Path(path_type=Path), default=Path("样例"), help="样例放在哪里。"
)
@click.option(
    "--stations", type=Whole(1, MOST_STATIONS), default=14, help="样例做几个工作站，默认14。"
)
@click.option("--no-window", is_flag=True, help="做完就停，不打开窗口。")
@signed
@dated
@telling
def tour(folder: Path, *, stations: int, no_window: bool, by: str, day: date | None) -> Answer:
    """走一遍：做样例区，在一个站办完本月协商，印出文书，打开窗口。"""
    from consultroom.services.touring import take_tour

    def tell(sentence: str) -> None:
        click.echo(sentence, err=True)

    made = take_tour(folder, today=clock_on(day)().date(), stations=stations, tell=tell)
    papers = [f"　　{paper.name}" for paper in made.papers]
    says = [
        f"本月的协商{made.number}走到了成果单审核，文书在：{made.folder}",
        *papers,
        f"工作站资料夹：{made.room}",
    ]
    if not no_window:
        says.append(_window_later(made.room, by=by, day=day))
    data = {
        "room": str(made.room),
        "number": made.number,
        "papers": [str(paper) for paper in made.papers],
    }
    return Answer(tuple(line for line in says if line), data)


@click.command(cls=Verb)
@given(
    "room",
    "资料夹",
    "工作站资料夹的位置；不写就打开上次的。",
    type=click.Path(path_type=Path),
    required=False,
)
@signed
@dated
@telling
def window(room: Path | None, *, by: str, day: date | None) -> Answer:
    """打开窗口。"""
    says = _window_later(room, by=by, day=day)
    told = str(room) if room else None
    return Answer((says,) if says else (), {"room": told, "window": not says})


def _window_later(room: Path | None, *, by: str, day: date | None) -> str:
    """Open the window once the sentences are out; return why it cannot be, or nothing."""
    if not has_display(os.environ):
        return NO_DISPLAY
    context = click.get_current_context()
    context.call_on_close(lambda: show_window(room, by=by, day=day))
    return ""
