"""Rooms at every stage of one November, and what runs a command on them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from consultroom.cli import root
from tests.services.stages import Stages, make_all, opened


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The standard output, which is one JSON document."""
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture(scope="session")
def kept_rooms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folder of each stage; copied, never opened."""
    return make_all(tmp_path_factory.mktemp("november"))


@pytest.fixture
def stages(kept_rooms: dict[str, Path], tmp_path: Path) -> Iterator[Stages]:
    """Copy the room at a stage: ``stages.folder("held")``."""
    place = tmp_path / "rooms"
    place.mkdir()
    yield from opened(kept_rooms, place)


@pytest.fixture
def run() -> Run:
    """Run a command in this process: ``run("status", room, day="2026-11-16")``."""

    def command(*words: object, day: str | None = None) -> Said:
        given = {"CONSULTROOM_TODAY": day, "COLUMNS": "80"}
        result = CliRunner(env=given).invoke(root, [str(word) for word in words])
        return Said(result.exit_code, result.stdout, result.stderr)

    return command
