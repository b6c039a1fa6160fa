"""The front door: the tour and the window, with and without a screen."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from consultroom import app, doorstep
from consultroom.clocks import TODAY
from tests.services.stages import Stages

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
DAY = "2026-11-20"

# runs a command of the program, but instead of waiting for a person looks once and goes on
LOOK_ONCE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel

def look(application):
    for window in application.topLevelWidgets():
        if window.isVisible():
            words = {one.objectName(): one.text() for one in window.findChildren(QLabel)
                     if one.isVisible()}
            print("window:", window.windowTitle(), file=sys.__stderr__)
            print("sentence:", words.get("sentence", ""), file=sys.__stderr__)
            print("next:", words.get("nextSentence", ""), file=sys.__stderr__)
            print("motto:", words.get("motto", ""), file=sys.__stderr__)

QApplication.exec = look
{first}
from consultroom.app import {door}
{door}()
"""
NO_TERMINAL = "sys.stdout = sys.stderr = sys.stdin = None"  # as a double-clicked program has it


def run(
    *words: object,
    screen: bool = False,
    home: Path | None = None,
    first: str = "",
    door: str = "main",
) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, with the offscreen display or with none.

    Args:
        words: of the command line.
        screen: whether there is a display.
        home: where this person's settings lie; else where all tests have them.
        first: statements before the program begins.
        door: by which it is entered where there is a display.
    """
    env = {name: value for name, value in os.environ.items() if name not in SCREENS}
    if screen:
        env["QT_QPA_PLATFORM"] = "offscreen"
    if home is not None:
        env |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA"), str(home))
    look = LOOK_ONCE.replace("{first}", first).replace("{door}", door)
    command = [sys.executable, *(("-c", look) if screen else ("-m", "consultroom"))]
    return subprocess.run(
        [*command, *map(str, words)], env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_on_linux_a_window_needs_a_display(
    environment: dict[str, str], shown: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "platform", "linux")
    assert doorstep.has_display(environment) is shown


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_there_always_is_one(platform: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", platform)
    assert doorstep.has_display({})


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ([], True),
        (["window"], True),
        (["window", "资料夹"], True),
        (["window", ""], False),
        (["window", "--by", "李敏"], False),
        (["window", "--help"], False),
        (["window", "one", "two"], False),
        (["window", "\udcff"], False),
        (["tour"], False),
        (["--help"], False),
    ],
)
def test_only_the_plain_window_does_without_the_commands(words: list[str], plain: bool):
    assert app.is_plain(words, {"QT_QPA_PLATFORM": "offscreen"}) is plain
    assert not app.is_plain(words, {"QT_QPA_PLATFORM": "offscreen", TODAY: "2026-11-02"})


def tour(place: Path, *words: str, screen: bool = False) -> subprocess.CompletedProcess[str]:
    """Take the tour of a district of one station."""
    return run("tour", "--in", place, "--stations", 1, "--date", DAY, *words, screen=screen)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_the_tour_leaves_the_papers_and_ends_in_the_window_where_there_is_a_screen(tmp_path: Path):
    said = tour(tmp_path / "样例")
    assert said.returncode == 0, said.stderr
    lines = said.stdout.splitlines()
    assert "走到了成果单审核" in lines[0]
    assert lines[-1] == doorstep.NO_DISPLAY
    assert said.stderr.splitlines()[0] == "正在生成样例区：1个工作站、两年的协商……"
    papers = [paper.name for paper in (tmp_path / "样例" / "文书").iterdir()]
    kinds = ("会议通知", "协商纪要", "协商成果单")
    printed = [next(paper for paper in papers if kind in paper) for kind in kinds]
    assert [line.strip() for line in lines[1:4]] == printed

    again = tour(tmp_path / "样例", screen=True)
    assert again.returncode == 0, again.stderr
    assert "正在生成" not in again.stderr
    assert "window: 协商议事室 · 梧桐街道" in again.stderr
    assert again.stderr.splitlines()[-2].endswith("成果单逐级审核")
    assert doorstep.NO_DISPLAY not in again.stdout

    data = json.loads(tour(tmp_path / "样例", "--json", "--no-window").stdout)
    assert [Path(paper).name for paper in data["papers"]] == printed
    assert (Path(data["room"]) / "room.db").is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_the_window_without_a_display_is_a_sentence(stages: Stages):
    room = stages.folder("begun")
    said = run("window", room)
    assert (said.returncode, said.stdout, said.stderr) == (0, f"{doorstep.NO_DISPLAY}\n", "")
    told = json.loads(run("window", room, "--json").stdout)
    assert told == {"room": str(room), "window": False}


def test_the_window_opens_on_the_room_and_closes_it_again(stages: Stages):
    room = stages.folder("begun")
    said = run("window", room, "--date", "2026-11-02", screen=True)
    assert said.returncode == 0, said.stderr
    assert "window: 协商议事室 · 梧桐街道" in said.stderr
    assert "next: 老旧小区加装电梯：三方把关" in said.stderr
    again = run("window", room, "--date", "2026-11-25", screen=True)
    assert again.returncode == 0, again.stderr


def test_a_room_that_cannot_be_opened_is_a_sentence_in_the_window_and_exit_one(
    stages: Stages, tmp_path: Path
):
    nowhere = run("window", tmp_path / "nowhere", screen=True)
    taken = stages("begun")
    in_use = run("window", taken.room.folder, screen=True)
    for said, word in ((nowhere, "资料夹"), (in_use, "另一个窗口")):
        assert said.returncode == 1
        shown, told = sentence_in(said), said.stderr.splitlines()[-1]
        assert word in shown
        assert shown == told
        assert "Traceback" not in said.stderr


def sentence_in(said: subprocess.CompletedProcess[str]) -> str:
    """Return the sentence that stood in the window."""
    lines = [line for line in said.stderr.splitlines() if line.startswith("sentence: ")]
    assert len(lines) == 1, said.stderr
    return lines[0].removeprefix("sentence: ")


# -- started without a word, as by a double click --------------------------------------------------


def test_the_first_start_shows_the_first_window(tmp_path: Path):
    said = run(screen=True, home=tmp_path)
    assert said.returncode == 0, said.stderr
    assert "window: 协商议事室\n" in said.stderr
    assert "motto: 一次协商" in said.stderr


def test_the_next_start_opens_the_last_room_again(stages: Stages, tmp_path: Path):
    room = stages.folder("begun")
    assert run("window", room, screen=True, home=tmp_path).returncode == 0
    said = run(screen=True, home=tmp_path)
    assert said.returncode == 0, said.stderr
    assert "window: 协商议事室 · 梧桐街道" in said.stderr


def test_the_second_start_on_a_room_in_use_says_so_in_the_window(stages: Stages, tmp_path: Path):
    room = stages.folder("begun")
    assert run("window", room, screen=True, home=tmp_path).returncode == 0
    with stages("begun").room as taken:
        assert run("window", taken.folder, screen=True, home=tmp_path).returncode == 1
    in_use = stages("held")
    (tmp_path / "consultroom").mkdir(exist_ok=True)
    listed = [{"folder": str(in_use.room.folder), "name": "梧桐街道"}]
    (tmp_path / "consultroom" / "rooms.json").write_text(json.dumps(listed), "utf-8")
    said = run(screen=True, home=tmp_path)
    assert said.returncode == 0, said.stderr
    assert "已经在另一个窗口打开" in sentence_in(said)


def written_by_a_later_program(room: Path) -> None:
    """Note in the file a migration this program does not know."""
    with sqlite3.connect(room / "room.db") as database:
        database.execute("UPDATE _sqlite_migrations SET name = name || ' later'")
    database.close()


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda room: (room / "room.db").write_bytes(b"no room" * 2000), "损坏"),
        (lambda room: (room / "room.db").write_bytes(b""), "损坏"),
        (lambda room: (room / "room.db").unlink(), "没有协商议事室的资料"),
        (written_by_a_later_program, "请先更新程序"),
    ],
)
def test_a_last_room_that_is_damaged_is_told_in_the_window(
    spoil: Callable[[Path], object], word: str, stages: Stages, tmp_path: Path
):
    room = stages.folder("begun")
    assert run("window", room, screen=True, home=tmp_path).returncode == 0
    spoil(room)
    said = run(screen=True, home=tmp_path)
    assert said.returncode == 0, said.stderr
    assert word in sentence_in(said)
    assert "Traceback" not in said.stderr


def test_a_damaged_list_of_rooms_is_as_if_there_were_none(tmp_path: Path):
    (tmp_path / "consultroom").mkdir()
    (tmp_path / "consultroom" / "rooms.json").write_bytes(b"\xff{")
    said = run(screen=True, home=tmp_path)
    assert said.returncode == 0, said.stderr
    assert "motto: 一次协商" in said.stderr


def test_without_a_terminal_it_starts_and_tells_in_the_window(stages: Stages, tmp_path: Path):
    said = run(screen=True, home=tmp_path, first=NO_TERMINAL)
    assert said.returncode == 0, said.stderr
    assert "motto: 一次协商" in said.stderr
    nowhere = run("window", tmp_path / "nowhere", screen=True, home=tmp_path, first=NO_TERMINAL)
    assert nowhere.returncode == 1
    assert "资料夹" in sentence_in(nowhere)
    room = stages.folder("begun")
    opened = run("window", room, screen=True, home=tmp_path, first=NO_TERMINAL)
    assert opened.returncode == 0, opened.stderr


def test_the_program_of_an_icon_opens_the_window_and_what_was_dropped_on_it(
    stages: Stages, tmp_path: Path
):
    icon = partial(run, screen=True, home=tmp_path, first=NO_TERMINAL, door="window")
    bare = icon()
    assert (bare.returncode, "motto: 一次协商" in bare.stderr) == (0, True), bare.stderr
    dropped = icon(stages.folder("begun"))
    assert dropped.returncode == 0, dropped.stderr
    assert "window: 协商议事室 · 梧桐街道" in dropped.stderr


def test_every_program_that_is_installed_has_its_door():
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    doors = project["project"]["scripts"] | project["project"]["gui-scripts"]
    assert set(doors) == {"consultroom", "consultroom-window"}
    for place in doors.values():
        module, _, name = place.partition(":")
        assert callable(getattr(import_module(module), name))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_without_a_display_the_bare_program_says_so(tmp_path: Path):
    said = run(home=tmp_path)
    assert (said.returncode, said.stdout, said.stderr) == (0, f"{doorstep.NO_DISPLAY}\n", "")


def test_what_this_computer_remembers_lies_beside_a_portable_program(tmp_path: Path):
    kept = doorstep.places_of(tmp_path)
    assert kept.carried is None
    assert kept.recent.parent == kept.settings.parent != tmp_path
    (tmp_path / doorstep.PORTABLE).touch()
    carried = doorstep.places_of(tmp_path)
    assert (carried.carried, carried.recent) == (tmp_path, tmp_path / "rooms.json")


def test_a_place_taken_by_something_else_is_a_sentence(tmp_path: Path):
    (tmp_path / "photo.jpg").write_bytes(b"mine")
    said = tour(tmp_path)
    assert said.returncode == 1
    assert "已经有东西" in said.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["photo.jpg"]
