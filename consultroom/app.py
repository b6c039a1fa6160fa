"""The front door: the commands of ``cli`` and the window of ``ui`` under one name."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import MutableMapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consultroom.cli import root
from consultroom.cli.answers import Answer, telling
from consultroom.cli.desks import chance, clock_on, dated, signed
from consultroom.cli.pages import Verb, given
from consultroom.cli.rooms import MOST_STATIONS
from consultroom.cli.words import Whole

if TYPE_CHECKING:
    from consultroom.starting import Places

PORTABLE = "portable.txt"  # beside the program: keep everything beside it, as on a stick
NO_DISPLAY = "没有显示器，窗口没有打开。"


def main() -> None:
    """Run the program as ``consultroom``; without a word it opens the window."""
    commands()(sys.argv[1:] or ["window"])


def commands() -> click.Group:
    """Return every command there is, the window's included."""
    for command in (tour, window):
        root.add_command(command)
    return root


def has_display(environment: MutableMapping[str, str]) -> bool:
    """Tell whether a window could be shown; without one Qt would abort the process."""
    if sys.platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


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


def show_window(room: Path | None, *, by: str, day: date | None) -> None:
    """Open the window on a room, or on the last one, until it is closed.

    Raises:
        UserError: the room that was asked for cannot be opened; the window has said so.
    """
    gc.disable()  # what is loaded and made before the first paint is no garbage: 20 ms of looking
    from consultroom import starting

    places = places_of(program_folder())
    starting.run(room, by=by, clock=clock_on(day), chance=chance, places=places)


def places_of(program: Path) -> Places:
    """Return where this computer keeps what belongs to no room.

    Args:
        program: the folder the program lies in; with a ``portable.txt`` in it, all of it lies
            there too.
    """
    from platformdirs import user_documents_path

    from consultroom.starting import Places

    settings = settings_file(program)
    return Places(
        settings=settings,
        recent=settings.with_name("rooms.json"),
        carried=program if (program / PORTABLE).exists() else None,
        documents=user_documents_path(),
    )


def program_folder() -> Path:
    """Return the folder the program lies in."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).parent
    return Path(__file__).resolve().parents[1]


def settings_file(program: Path) -> Path:
    """Return where a person's preferences are kept on this computer.

    Args:
        program: the folder the program lies in; with a ``portable.txt`` in it, they lie there too.
    """
    from platformdirs import user_config_path

    carried = (program / PORTABLE).exists()
    folder = program if carried else user_config_path("consultroom", appauthor=False)
    return folder / "settings.json"
