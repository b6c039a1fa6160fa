"""Rooms at every stage of one November, made once for all tests here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.stages import Stages, make_all, opened


@pytest.fixture(scope="session")
def kept_rooms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folder of each stage; copied, never opened."""
    return make_all(tmp_path_factory.mktemp("november"))


@pytest.fixture
def stages(kept_rooms: dict[str, Path], tmp_path: Path) -> Iterator[Stages]:
    """Open a copy of the room at a stage: ``stages("held")``."""
    place = tmp_path / "rooms"
    place.mkdir()
    yield from opened(kept_rooms, place)
