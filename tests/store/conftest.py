"""A room of sample records for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consultroom.store.rooms import Room
from tests.store.samples import new_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Yield an empty room."""
    with new_room(tmp_path / "room") as room:
        yield room
