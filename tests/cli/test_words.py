"""Days, times, words and numbers as people type them."""

from __future__ import annotations

from datetime import date, datetime
from importlib import import_module

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.cli import minutes_text, root
from consultroom.cli.pages import Noun
from consultroom.cli.sentences import COMMANDS
from consultroom.cli.words import Whole, Word, day_of, moment_of
from consultroom.domain import dues
from consultroom.domain.steps import RULES


@pytest.mark.parametrize(
    "typed", ["2026-11-05", "2026-11-5", "2026.11.5", "2026/11/05", "2026年11月5日", " 2026-11-05 "]
)
def test_a_day_may_be_written_as_people_write_it(typed: str):
    assert day_of(typed) == date(2026, 11, 5)


@pytest.mark.parametrize("typed", ["", "明天", "2026-13-01", "2026-02-30", "11-05", "20261105"])
def test_what_is_no_day_is_none(typed: str):
    assert day_of(typed) is None


@given(st.dates())
def test_every_day_is_read_back(day: date):
    assert day_of(day.isoformat()) == day


@pytest.mark.parametrize("typed", ["2026-11-26 14:30", "2026-11-26T14:30", "2026年11月26日 14：30"])
def test_a_time_is_a_day_and_a_clock(typed: str):
    assert moment_of(typed) == datetime(2026, 11, 26, 14, 30)  # noqa: DTZ001 - wall-clock time


@pytest.mark.parametrize("typed", ["2026-11-26", "14:30", "2026-11-26 25:00", "2026-11-26 下午"])
def test_what_is_no_time_is_none(typed: str):
    assert moment_of(typed) is None


def test_a_word_is_taken_by_code_or_in_chinese():
    kind = Word("topics", "Verdict")
    assert kind.convert("采纳", None, None) is kind.convert("adopted", None, None)
    with pytest.raises(click.BadParameter, match="不认识“赞成”"):
        kind.convert("赞成", None, None)


@pytest.mark.parametrize("typed", ["0", "1000", "-1", "一", "1.5", ""])
def test_a_number_out_of_bounds_is_refused(typed: str):
    with pytest.raises(click.BadParameter, match="请写1到999之间的数字。"):
        Whole(1, 999).convert(typed, None, None)


def every_command(group: click.Group = root, path: str = "") -> dict[str, click.Command]:
    """Return every command by what is typed for it."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        if isinstance(command, Noun):
            found |= every_command(command, f"{path}{name} ")
        else:
            found[f"{path}{name}"] = command
    return found


def test_every_list_of_words_that_a_command_takes_is_there():
    kinds = [
        param.type
        for command in every_command().values()
        for param in command.params
        if isinstance(param.type, Word)
    ]
    assert len(kinds) > 10
    assert all(kind.listed() for kind in kinds)


def test_every_form_that_may_be_due_names_a_command_that_is_there():
    forms = {rule.form for rule in RULES.values()} | {dues.ADVANCE, dues.WAIT, dues.NEW}
    assert forms <= set(COMMANDS)
    assert {command for command in COMMANDS.values() if command} <= set(every_command())


def test_the_sections_of_a_minutes_file_are_those_the_help_names():
    story = import_module("consultroom.cli.meetings").minutes
    told = "".join(param.says for param in story.params if hasattr(param, "says"))
    assert all(f"“# {section}”" in told for section in minutes_text._SECTIONS)
