"""What every test runs under: no screen, no home of its own, no word unasked for.

A log line of level WARNING or above fails the test that caused it. A test that expects
one takes ``caplog``, looks at it, and calls ``caplog.clear()``.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

if TYPE_CHECKING:
    from consultroom.services.desk import Desk
    from tests.services.district import Seen
    from tests.services.stages import Stages

# before anything imports Qt: the same pixels on every PC, and no input method of the desktop's
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"
for name in ("QT_IM_MODULE", "QT_IM_MODULES", "XMODIFIERS"):
    os.environ.pop(name, None)

# Two cores shared with others make a deadline a coin toss; timings live in benchmarks/.
# A failing example is printed so that it can be pasted; none is kept in the repository.
_always = {"deadline": None, "database": None, "print_blob": True}
settings.register_profile("desk", **_always)
settings.register_profile("ci", derandomize=True, **_always)
settings.register_profile(
    "nightly", max_examples=2_000, suppress_health_check=[HealthCheck.too_slow], **_always
)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "desk")
)


@pytest.fixture(scope="session", autouse=True)
def home_of_no_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep every test away from the real person's settings and rooms."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home))
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        yield home


@pytest.fixture(autouse=True)
def no_button_held() -> Iterator[None]:
    """Fail the test that leaves a mouse button down: Qt remembers it for the next test."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        assert gui.QGuiApplication.mouseButtons() == gui.Qt.MouseButton.NoButton


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail the test when a warning or an error was logged and not looked at."""
    yield
    lines = [
        f"{record.name} {record.levelname}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    if lines:
        pytest.fail("logged without being asked for:\n" + "\n".join(lines), pytrace=False)


@pytest.fixture(scope="session")
def kept_rooms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the room of one November at each of its stages; copied, never opened."""
    from tests.services.stages import make_all

    return make_all(tmp_path_factory.mktemp("november"))


@pytest.fixture
def stages(kept_rooms: dict[str, Path], tmp_path: Path) -> Iterator[Stages]:
    """Open a copy of the room at a stage: ``stages("held")``."""
    from tests.services.stages import opened

    place = tmp_path / "rooms"
    place.mkdir()
    yield from opened(kept_rooms, place)


@pytest.fixture(scope="session")
def kept_station(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the room of a sample station with two years in it; copied, never opened."""
    from tests.services.district import busiest_station

    return busiest_station(tmp_path_factory.mktemp("busy"))


@pytest.fixture
def busy(kept_station: Path, tmp_path: Path) -> Iterator[Desk]:
    """Sit down at a copy of the sample station, on the sample's last day."""
    from tests.services.district import TODAY
    from tests.services.stages import open_at

    shutil.copytree(kept_station, tmp_path / "busy")
    desk = open_at(tmp_path / "busy", TODAY)
    with desk.room:
        yield desk


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[Seen, ...]:
    """Return the fourteen stations of the sample, read; made by the first worker that asks."""
    from tests.services.district import whole_district

    here = tmp_path_factory.getbasetemp()
    return whole_district(here.parent if "PYTEST_XDIST_WORKER" in os.environ else here)


def pytest_configure(config: pytest.Config) -> None:
    """Let Hypothesis keep its own tables with pytest's cache, not in the repository's root."""
    set_hypothesis_home_dir(config.rootpath / ".pytest_cache" / "hypothesis")
