"""Values are of one make, and what is changed in a copy of one is a field there is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.places import HOUSE, PACKAGE

MAKERS = ("replace", "frozen.replace", "msgspec.structs.replace")


@cache
def trees() -> dict[Path, ast.Module]:
    """Return the modules of the program, read."""
    files = sorted(PACKAGE.rglob("*.py"))
    return {file.relative_to(HOUSE): ast.parse(file.read_text("utf-8")) for file in files}


@cache
def every_field() -> frozenset[str]:
    """Return the name of every field of every class of the program."""
    bodies = (node.body for tree in trees().values() for node in classes(tree))
    lines = (line for body in bodies for line in body if isinstance(line, ast.AnnAssign))
    return frozenset(line.target.id for line in lines if isinstance(line.target, ast.Name))


def classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def unknown(tree: ast.Module) -> list[tuple[int, str]]:
    """Return the line and name of what is replaced and is a field of nothing."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    named = (call for call in calls if ast.unparse(call.func) in MAKERS)
    words = ((call.lineno, word.arg) for call in named for word in call.keywords if word.arg)
    return [(line, word) for line, word in words if word not in every_field()]


def frozen_dataclasses(tree: ast.Module) -> list[str]:
    """Return the classes that are made frozen by the standard library."""
    return [
        node.name
        for node in classes(tree)
        if any("dataclass(frozen" in ast.unparse(mark) for mark in node.decorator_list)
    ]


def test_what_is_replaced_is_a_field():
    """The type checker does not look at these names; see DECISIONS."""
    wrong = {str(file): found for file, tree in trees().items() if (found := unknown(tree))}
    assert wrong == {}


@pytest.mark.parametrize("call", ["replace(a, colour_of_hat=1)", "frozen.replace(a, **b, hat=2)"])
def test_a_name_that_is_no_field_is_seen(call: str):
    assert unknown(ast.parse(call))


def test_values_are_of_one_make():
    wrong = {
        str(file): found for file, tree in trees().items() if (found := frozen_dataclasses(tree))
    }
    assert wrong == {}


def test_another_make_is_seen():
    assert frozen_dataclasses(ast.parse("@dataclass(frozen=True)\nclass A: ...")) == ["A"]
