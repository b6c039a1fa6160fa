"""What lies in the tree: names, sizes, and nothing of the machine it was written on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePath

import pytest

from tests.house.places import HOUSE, texts, tracked

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "core", "misc"}
LONGEST_FILE = 420  # lines
ON_ONE_MACHINE = re.compile(
    r"(?<![\w.$}{~-])/(?:root|work|home|tmp|Users|opt|private)/[\w.]|[A-Z]:\\\\?Users\\"
)
INSTALLED_THERE = ("/opt/consultroom",)  # where the Linux package puts the program, on any PC


def saying_nothing(files: Iterable[PurePath]) -> list[PurePath]:
    """Return the Python files whose own name, or a folder's, names no room of the work."""
    return [
        file
        for file in files
        if file.suffix == ".py"
        and {part.removesuffix(".py") for part in file.parts} & NAMES_THAT_SAY_NOTHING
    ]


def too_long(sizes: dict[PurePath, int]) -> list[PurePath]:
    """Return the files of more than LONGEST_FILE lines."""
    return [file for file, lines in sizes.items() if lines > LONGEST_FILE]


def machine_paths(text: str) -> list[str]:
    """Return the lines that name a place on one person's machine."""
    lines = text.splitlines()
    return [
        line
        for line in lines
        if ON_ONE_MACHINE.search(line) and not any(place in line for place in INSTALLED_THERE)
    ]


def invisible(text: str) -> set[str]:
    """Return the characters that show nothing or turn the direction of writing."""
    return {
        unicodedata.name(character, hex(ord(character)))
        for character in set(text)
        if unicodedata.category(character) in {"Cf", "Cc", "Co"} and character not in "\n\t\f"
    }


def test_every_module_is_named_after_its_work():
    assert not saying_nothing(tracked())


@pytest.mark.parametrize(
    "file", ["consultroom/utils.py", "consultroom/ui/common/table.py", "tests/helpers.py"]
)
def test_a_name_that_says_nothing_is_found(file: str):
    assert saying_nothing([PurePath(file), PurePath("consultroom/domain/minutes.py")]) == [
        PurePath(file)
    ]


def test_no_file_has_outgrown_its_room():
    sizes: dict[PurePath, int] = {
        file: len(text.splitlines())
        for file, text in texts().items()
        if file.parts[0] == "consultroom" and file.suffix == ".py"
    }
    assert not too_long(sizes)
    assert too_long({PurePath("a.py"): LONGEST_FILE, PurePath("b.py"): LONGEST_FILE + 1}) == [
        PurePath("b.py")
    ]


def test_no_tracked_file_names_a_place_on_one_machine():
    found = {file: lines for file, text in texts().items() if (lines := machine_paths(text))}
    assert not found


@pytest.mark.parametrize("place", ["/".join(["", "root", "x"]), "/".join(["", "work", "main"])])
def test_a_place_on_one_machine_is_found(place: str):
    assert machine_paths(f"cd {place}\nls docs/work/plan") == [f"cd {place}"]


def test_no_source_holds_a_character_one_cannot_see():
    kinds = {".py", ".md", ".toml", ".json", ".txt", ".csv", ""}
    found = {
        file: characters
        for file, text in texts().items()
        if file.suffix in kinds and (characters := invisible(text))
    }
    assert not found
    assert invisible("左\u202e右\u200b") == {"RIGHT-TO-LEFT OVERRIDE", "ZERO WIDTH SPACE"}


def test_what_ci_runs_may_be_run():
    assert (HOUSE / ".ci" / "run").stat().st_mode & 0o100


def test_files_end_with_one_line_feed():
    kinds = {".py", ".md", ".toml", ".lock", ".in"}
    ragged = [
        file
        for file, text in texts().items()
        if file.suffix in kinds and text and (not text.endswith("\n") or text.endswith("\n\n"))
    ]
    assert not ragged, [str(Path(file)) for file in ragged]
