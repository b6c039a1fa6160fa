"""THIRD_PARTY_NOTICES.md names every library the program runs on, in the version that is locked."""

from __future__ import annotations

import re
from importlib.metadata import requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.places import HOUSE, project

LOCKED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def brought_along(lines: list[str]) -> set[str]:
    """Return the distributions that `lines` ask for here, and what those ask for in turn."""
    found: set[str] = set()
    while lines:
        wish = Requirement(lines.pop())
        name = canonicalize_name(wish.name)
        if name not in found and (wish.marker is None or wish.marker.evaluate({"extra": ""})):
            found.add(name)
            lines += requires(name) or []
    return found


def noticed(markdown: str) -> dict[str, str]:
    """Return distribution -> the cell with its version, from every row of every table."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", markdown, re.MULTILINE)
    return {
        canonicalize_name(name): version
        for names, version in rows
        for name in re.findall(r"[\w.-]+", names.partition("(")[0])
    }


def test_every_library_is_noticed_in_the_locked_version():
    versions = LOCKED.findall((HOUSE / "requirements.lock").read_text("utf-8"))
    told = noticed((HOUSE / "THIRD_PARTY_NOTICES.md").read_text("utf-8"))
    ours = brought_along(list(project()["project"]["dependencies"]))
    wrong = [
        f"{name} {version}"
        for name, version in versions
        if name in ours and version not in told.get(name, "")
    ]
    assert not wrong


def test_what_a_library_brings_along_is_counted_too():
    assert {"openpyxl", "et-xmlfile"} <= brought_along(["openpyxl"])
    assert noticed("| Qt_for, shiboken6 (Qt) | 6.9.3 | LGPL |\n") == {
        "qt-for": "6.9.3",
        "shiboken6": "6.9.3",
    }
