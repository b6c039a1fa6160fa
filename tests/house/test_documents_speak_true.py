"""What the documents name is there: commands, options, targets, files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.house.places import HOUSE, code_in, documents

CALL = re.compile(r"^(?:\.venv[/\\](?:bin|Scripts)[/\\])?consultroom(?:\.exe)?((?: +[^|;&#`]+)?)")


def calls(texts: dict[Path, str], starting: re.Pattern[str]) -> Iterator[tuple[Path, list[str]]]:
    """Yield, for every piece of code that `starting` matches, where it stands and its words."""
    for file, text in texts.items():
        for line in code_in(text):
            if found := starting.match(line.removeprefix("$ ")):
                yield file, found.group(1).split()


def unknown_word(words: list[str], commands: click.Command) -> str | None:
    """Return the first command or option in `words` that the program does not know."""
    here = commands
    for word in words:
        if word.startswith("-"):
            options = {name for option in here.params for name in option.opts} | {"--help"}
            if word.split("=")[0] not in options:
                return word
        elif isinstance(here, click.Group):
            if word not in here.commands:
                return word
            here = here.commands[word]
    return None


def wrong_calls(texts: dict[Path, str], commands: click.Command) -> list[tuple[str, str]]:
    """Return (file, word) for every word of a documented call that does not exist."""
    return [
        (str(file), wrong)
        for file, words in calls(texts, CALL)
        if (wrong := unknown_word(words, commands))
    ]


def test_documents_name_only_commands_that_exist():
    from consultroom.app import commands

    assert not wrong_calls(documents(), commands())


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("consultroom pack make --to DIR", None),
        (".venv/bin/consultroom pack make", None),
        ("consultroom pack made", "made"),
        ("consultroom park", "park"),
        ("consultroom pack make --too DIR", "--too"),
    ],
)
def test_a_command_that_does_not_exist_is_found(line: str, wrong: str | None):
    make = click.Command("make", params=[click.Option(["--to"])])
    program = click.Group(commands=[click.Group("pack", commands=[make])])
    found = wrong_calls({Path("README.md"): f"Say\n```\n{line}\n```\n"}, program)
    assert found == ([("README.md", wrong)] if wrong else [])


def targets() -> set[str]:
    """Return the Makefile's targets."""
    phony = re.search(r"^\.PHONY: (.+)$", (HOUSE / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert phony
    return set(phony.group(1).split())


def test_every_make_target_named_is_there_and_is_a_verb_of_the_workbench():
    making = re.compile(r"^make ([\w -]+)")
    named = {word for _, words in calls(documents(), making) for word in words}
    assert "run" in named
    assert named <= targets()
    assert workbench_verbs() == targets()


def workbench_verbs() -> set[str]:
    """Return the verbs that workbench.py takes."""
    import workbench

    with pytest.raises(SystemExit):
        workbench._parse(["no such verb"])
    return {verb for verb in targets() if workbench._parse([verb]).verb == verb}


def test_every_workbench_verb_named_is_there():
    saying = re.compile(r"^(?:python3?|py(?: -3\.\d+)?) workbench\.py ([\w]+)")
    named = {words[0] for _, words in calls(documents(), saying)}
    assert named
    assert named <= targets()


def missing_files(texts: dict[Path, str], house: Path) -> list[tuple[str, str]]:
    """Return (document, link) for every relative link that leads nowhere."""
    return [
        (str(file), link)
        for file, text in texts.items()
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
        if not (house / file.parent / link).exists()
    ]


def test_every_link_leads_somewhere(tmp_path: Path):
    assert not missing_files(documents(), HOUSE)
    assert missing_files({Path("README.md"): "[here](docs/none.md)"}, tmp_path) == [
        ("README.md", "docs/none.md")
    ]


def paths_named(text: str) -> set[str]:
    """Return the paths under the house's own folders that stand in code in `text`."""
    rooms = r"^((?:consultroom|tests|resources|installer|benchmarks|docs)/[\w./*-]*)$"
    return {found.group(1) for line in code_in(text) if (found := re.match(rooms, line))}


def test_every_path_named_in_a_sentence_exists():
    gone = [
        (str(file), path)
        for file, text in documents().items()
        if file.name != "CHANGELOG.md"
        for path in paths_named(text)
        if not list(HOUSE.glob(path.rstrip("/")))
    ]
    assert not gone
    assert paths_named("see `consultroom/domain/steps.py`, not `steps`") == {
        "consultroom/domain/steps.py"
    }
