"""Text size and look are kept per person on this computer; a broken file is told, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.services.preferring import (
    TEXT_SIZES,
    UNREADABLE,
    CannotKeep,
    Look,
    Preferences,
    Showing,
)

DARK = Showing(text=150, look=Look.DARK)


def test_a_person_never_seen_here_gets_the_usual_look(tmp_path: Path):
    preferences = Preferences(tmp_path / "settings.json")
    assert preferences.showing("周玉珍") == Showing(text=100, look=Look.LIGHT)
    assert preferences.warning == ""
    assert not (tmp_path / "settings.json").exists()


def test_what_one_person_chose_is_there_the_next_day_and_is_not_the_others(tmp_path: Path):
    file = tmp_path / "new folder" / "settings.json"
    Preferences(file).keep("周玉珍", DARK)
    Preferences(file).keep("李明", Showing(text=125))
    again = Preferences(file)
    assert again.showing("周玉珍") == DARK
    assert again.showing("李明") == again.last() == Showing(text=125)
    assert again.showing("别人") == Showing()
    assert [one.name for one in file.parent.iterdir()] == ["settings.json"]


def test_without_a_file_it_holds_until_the_end():
    preferences = Preferences()
    preferences.keep("周玉珍", DARK)
    assert preferences.showing("周玉珍") == DARK


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"people": 3}', b"null"])
def test_a_broken_file_gives_the_usual_look_and_a_sentence(tmp_path: Path, content: bytes):
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    preferences = Preferences(file)
    assert preferences.warning == UNREADABLE
    assert preferences.showing("周玉珍") == Showing()
    preferences.keep("周玉珍", DARK)
    assert Preferences(file).showing("周玉珍") == DARK
    assert Preferences(file).warning == ""


@given(st.binary(max_size=200))
def test_no_file_whatever_stops_the_program(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
):
    file = tmp_path_factory.mktemp("any") / "settings.json"
    file.write_bytes(content)
    showing = Preferences(file).showing("周玉珍")
    assert showing.text in TEXT_SIZES


@pytest.mark.parametrize("told", ["3", '{"text": 999, "look": "pink"}', '{"text": "big"}', "[]"])
def test_a_choice_this_version_does_not_know_stays_as_usual(tmp_path: Path, told: str):
    file = tmp_path / "settings.json"
    file.write_text(f'{{"people": {{"周玉珍": {told}}}}}', "utf-8")
    assert Preferences(file).showing("周玉珍") == Showing()


def test_what_another_part_keeps_in_the_file_stays(tmp_path: Path):
    file = tmp_path / "settings.json"
    file.write_text('{"rooms": ["梧桐"]}', "utf-8")
    Preferences(file).keep("周玉珍", DARK)
    assert "梧桐" in file.read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "taken").write_text("a file, where a folder is needed", "utf-8")
    preferences = Preferences(tmp_path / "taken" / "settings.json")
    with pytest.raises(CannotKeep, match="没有存上"):
        preferences.keep("周玉珍", DARK)
    assert preferences.showing("周玉珍") == DARK
