"""Bundled files are found from a source tree, an installed wheel and a frozen program."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from consultroom import resources

MANUAL = ("README.md", "01-第一次使用.md")


def installed(folder: Path) -> ModuleType:
    """Return the module as it is when it lies in ``folder``."""
    place = folder / "consultroom" / "resources.py"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(Path(resources.__file__).read_bytes())
    spec = importlib.util.spec_from_file_location("resources_elsewhere", place)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_in_the_source_tree_the_manual_is_the_one_that_is_written_there():
    assert all((resources.manual() / name).is_file() for name in MANUAL)
    assert resources.manual().parent.name == "docs"


def test_in_a_wheel_it_lies_among_the_resources(tmp_path: Path):
    (tmp_path / "consultroom" / "_resources" / "manual").mkdir(parents=True)
    found = installed(tmp_path)
    assert found.manual() == tmp_path / "consultroom" / "_resources" / "manual"
    assert found.path("icons", "a.svg").parent.parent == found.root()


def test_in_a_frozen_program_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "bundle" / "resources" / "manual").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
    assert installed(tmp_path).manual() == tmp_path / "bundle" / "resources" / "manual"


def test_without_its_resources_the_program_says_where_it_looked(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="_resources"):
        installed(tmp_path).root()


def test_the_wheel_takes_the_manual_along():
    import tomllib

    house = Path(__file__).parents[1]
    wheel = tomllib.loads((house / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    sources = wheel["targets"]["wheel"]["sources"]
    assert sources["docs/手册"] == "consultroom/_resources/manual"
    assert set(sources) <= set(wheel["targets"]["wheel"]["only-include"])
