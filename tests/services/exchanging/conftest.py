"""The offices of a district, open, with a stick between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.exchanging.offices import DISTRICT, Offices, offices


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Offices]:
    with offices(tmp_path / "offices", DISTRICT, "WT1", "WT2", "WT3", "QH1") as opened:
        yield opened
