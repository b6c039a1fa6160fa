"""What the notices say of others' work is what is shipped."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from consultroom import resources

HOUSE = Path(__file__).resolve().parents[2]
NOTICES = (HOUSE / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
FONTS = [
    path.name
    for path in resources.path("fonts").rglob("*")
    if path.name.endswith((".ttf", ".otf", ".ttf.xz"))
]
TEXTS = [
    path.name
    for folder in ("licences", "fonts/licences")
    for path in resources.path(*folder.split("/")).iterdir()
]


def needed() -> dict[str, str]:
    """Return the libraries the program pulls in here, with their versions."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    waiting, found = [Requirement(line) for line in project["dependencies"]], {}
    while waiting:
        wanted = waiting.pop()
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        found[name] = metadata.version(name)
        waiting += [Requirement(line) for line in metadata.requires(name) or ()]
    return found


def rows() -> dict[str, str]:
    """Return the library table: name as on PyPI, version cell."""
    table = NOTICES.partition("## Libraries")[2]
    cells = [line.split("|") for line in table.splitlines() if line.startswith("|")]
    return {
        re.sub(r"[-_.]+", "-", name.strip()).lower(): row[2].strip()
        for row in cells
        for name in row[1].partition("(")[0].split(",")
    }


@pytest.mark.parametrize("name", [*FONTS, *TEXTS])
def test_each_font_and_licence_text_is_named_in_the_notices(name):
    assert f"{name}`" in NOTICES


@pytest.mark.parametrize(("name", "version"), needed().items())
def test_each_library_stands_in_the_notices_with_the_version_in_use(name, version):
    assert rows()[name].split(" ")[0] == version


def test_each_icon_is_ours_or_of_the_set_the_licence_text_names():
    icons = resources.path("icons")
    foreign = [p for p in icons.rglob("*.svg") if "lucide" in p.read_text(encoding="utf-8")]
    ours = {p.name for p in icons.rglob("*.svg")} - {p.name for p in foreign}
    assert ours == {"logo.svg", "check-white.svg"}
    assert len(foreign) > 60
    assert "ISC License" in (icons / "LICENSE-lucide.txt").read_text(encoding="utf-8")


def test_every_icon_takes_its_colour_from_the_program():
    drawn = [
        p
        for p in resources.path("icons").glob("*.svg")
        if "lucide" in p.read_text(encoding="utf-8")
    ]
    assert not [
        p.name for p in drawn if 'stroke="currentColor"' not in p.read_text(encoding="utf-8")
    ]
