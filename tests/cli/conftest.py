"""What runs a command in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import CliRunner

from consultroom.cli import root


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


@pytest.fixture
def run() -> Run:
    """Run a command in this process: ``run("status", room, day="2026-11-16")``."""

    def command(*words: object, day: str | None = None) -> Said:
        given = {"CONSULTROOM_TODAY": day, "COLUMNS": "80"}
        result = CliRunner(env=given).invoke(root, [str(word) for word in words])
        return Said(result.exit_code, result.stdout, result.stderr)

    return command
