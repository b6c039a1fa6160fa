"""The lock holds every package by hash, for every PC the program is set up on."""

from __future__ import annotations

import re

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.places import HOUSE, project

ENTRY = re.compile(
    r"^([\w.-]+)==(\S+?)(?: ; (.+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)", re.M
)
MACHINES = [
    {"sys_platform": "linux", "platform_machine": "x86_64"},
    {"sys_platform": "linux", "platform_machine": "aarch64"},
    {"sys_platform": "win32", "platform_machine": "AMD64"},
]
PYTHONS = ["3.11", "3.12", "3.13"]


def locked(machine: dict[str, str], python: str) -> dict[str, str]:
    """Return package -> version of requirements.lock on one kind of PC."""
    there = {**machine, "python_version": python, "python_full_version": f"{python}.0"}
    there |= {"platform_python_implementation": "CPython", "implementation_name": "cpython"}
    return {
        name: version
        for name, version, marker, _ in ENTRY.findall(_text("requirements.lock"))
        if not marker or Marker(marker).evaluate(there)
    }


def _text(name: str) -> str:
    return (HOUSE / name).read_text("utf-8")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-build.lock"])
def test_every_entry_has_a_hash_and_no_host_is_named(name: str):
    text = _text(name)
    assert len(ENTRY.findall(text)) == len(re.findall(r"^[\w.-]+==", text, re.M)) > 0
    assert "://" not in text
    assert "--index" not in text


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: "-".join(machine.values()))
@pytest.mark.parametrize("python", PYTHONS)
def test_every_dependency_is_locked(machine: dict[str, str], python: str):
    have = locked(machine, python)
    wanted = [*project()["project"]["dependencies"], *project()["dependency-groups"]["dev"]]
    for line in wanted:
        wish = Requirement(line)
        if wish.marker and not wish.marker.evaluate({**machine, "python_version": python}):
            continue
        assert wish.specifier.contains(have[canonicalize_name(wish.name)]), line


def test_qt_is_the_one_the_old_systems_can_run():
    qt = [locked(machine, "3.11")["pyside6-essentials"] for machine in MACHINES]
    assert qt == ["6.9.3", "6.8.0.2", "6.9.3"]
