"""Every outside library that is imported is asked for in pyproject.toml, by whoever uses it."""

from __future__ import annotations

import ast
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.places import HOUSE, project, tracked

OWN = {"consultroom", "tests", "installer", "benchmarks", "workbench"}
COMES_WITH = {"shiboken6": "pyside6-essentials"}  # the same wheel's other half


def imported_by(source: str) -> set[str]:
    """Return the top-level modules that a piece of Python imports, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - OWN


def undeclared(modules: set[str], declared: set[str]) -> set[str]:
    """Return the modules none of whose distributions is declared."""
    return {module for module in modules if not declared & brought_by().get(module, set())}


@cache
def brought_by() -> dict[str, set[str]]:
    """Return, for each installed top-level module, the distributions that bring it."""
    return {
        module: {canonicalize_name(COMES_WITH.get(name, name)) for name in names}
        for module, names in packages_distributions().items()
    }


def declared_for(folder: str) -> set[str]:
    """Return the distributions that files of a top-level folder may import."""
    asked = project()["project"]
    lines = list(asked["dependencies"])
    if folder == "consultroom":
        lines += [line for extra in asked["optional-dependencies"].values() for line in extra]
    else:
        lines += project()["dependency-groups"]["dev"]
    return {canonicalize_name(Requirement(line).name) for line in lines}


@pytest.mark.parametrize("folder", ["consultroom", "tests"])
def test_every_import_is_declared(folder: str):
    found = {
        str(file): missing
        for file in tracked()
        if file.parts[0] == folder and file.suffix == ".py"
        if (missing := undeclared(_imports(file), declared_for(folder)))
    }
    assert not found


def _imports(file: Path) -> set[str]:
    return imported_by((HOUSE / file).read_text("utf-8"))


def test_an_import_nobody_asked_for_is_found():
    source = "import os\nimport pytest\ndef late():\n    from no_such_thing.part import it\n"
    assert imported_by(source) == {"pytest", "no_such_thing"}
    assert undeclared({"pytest", "no_such_thing"}, declared_for("tests")) == {"no_such_thing"}
    assert undeclared({"pytest"}, declared_for("consultroom")) == {"pytest"}
