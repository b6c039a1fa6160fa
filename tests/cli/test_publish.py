"""``publish``: one place at a time, told in words and to programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.services.stages import Stages

DAY = "2026-12-05"


@pytest.fixture
def room(stages: Stages) -> Path:
    desk = stages("concluded")
    desk.room.close()
    return desk.room.folder


def test_a_folder_for_datasette(room: Path, run: Run, tmp_path: Path):
    said = run("publish", room, "--datasette", tmp_path / "out", day=DAY)
    assert said.exit_code == 0
    assert "不含个人信息" in said.out
    assert "consultation" in said.out
    assert (tmp_path / "out" / "consultroom.db").exists()


def test_parquet_told_to_a_program(room: Path, run: Run, tmp_path: Path):
    told = run(
        "publish", room, "--parquet", tmp_path / "out", "--with-personal", "--json", day=DAY
    ).json
    assert (told["where"], told["personal"]) == ("parquet", True)
    counts = {one["table"]: one["rows"] for one in told["tables"]}
    assert counts["consultation"] == 1
    assert told["rows"] == sum(counts.values())


@pytest.mark.parametrize("places", [[], ["--datasette", "--parquet"]])
def test_one_place_and_no_more(room: Path, run: Run, tmp_path: Path, places: list[str]):
    words = [word for place in places for word in (place, tmp_path / "out")]
    said = run("publish", room, *words, day=DAY)
    assert said.exit_code == 1
    assert "选一种" in said.err
    assert not (tmp_path / "out").exists()


def test_a_server_that_is_not_there_is_a_persons_mistake(room: Path, run: Run, tmp_path: Path):
    said = run("publish", room, "--postgres", f"host={tmp_path} dbname=x user=y", day=DAY)
    assert said.exit_code == 1
    assert "连不上" in said.err
