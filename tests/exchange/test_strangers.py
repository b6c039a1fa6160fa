"""What lies on a stick and may do harm is listed, and nothing is touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from consultroom.errors import UserError
from consultroom.exchange.strangers import Look, StrangerKind, look_at


def lay(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def kinds(look: Look) -> dict[str, str]:
    return {stranger.name: stranger.kind.code for stranger in look.strangers}


def test_programs_scripts_shortcuts_and_autorun_are_told(tmp_path: Path):
    lay(
        tmp_path,
        {
            "QZX_WT-1_000001.crpk": b"age",
            "QZX_WT-1_000002.crpk.part": b"MZ",
            "照片.jpg": b"\xff\xd8\xff\xe0",
            "说明.docx": b"PK\x03\x04",
            "AutoRun.inf": b"[autorun]",
            "新建文件夹.EXE": b"MZ\x90",
            "图片.jpg.scr": b"MZ",
            "setup.vbs": b"x",
            "资料.lnk": b"L",
            "真的是照片.png": b"MZ\x90\x00",
            "run": b"#!/bin/sh\n",
            "\u202egpj.docx": b"PK",
            "2026/11/tool.bat": b"@echo off",
            ".hidden": b"",
        },
    )
    assert kinds(look_at(tmp_path)) == {
        ".hidden": "hidden",
        "2026/11/tool.bat": "script",
        "AutoRun.inf": "autorun",
        "run": "script",
        "setup.vbs": "script",
        "\u202egpj.docx": "disguised",
        "图片.jpg.scr": "program",
        "新建文件夹.EXE": "program",
        "真的是照片.png": "program",
        "资料.lnk": "shortcut",
    }


def test_what_systems_keep_on_a_stick_is_no_stranger(tmp_path: Path):
    lay(
        tmp_path,
        {
            "System Volume Information/tracking.exe": b"MZ",
            "$RECYCLE.BIN/desktop.ini": b"",
            ".Trash-1000/files/old.exe": b"MZ",
        },
    )
    assert look_at(tmp_path) == Look(())


def test_looking_changes_nothing(tmp_path: Path):
    lay(tmp_path, {"autorun.inf": b"[autorun]", "a/b.exe": b"MZ"})
    before = {place: place.stat() for place in tmp_path.rglob("*")}
    look_at(tmp_path)
    after = {place: place.stat() for place in tmp_path.rglob("*")}
    assert {p: (s.st_mtime_ns, s.st_ctime_ns, s.st_size) for p, s in before.items()} == {
        p: (s.st_mtime_ns, s.st_ctime_ns, s.st_size) for p, s in after.items()
    }


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")
def test_links_are_not_followed(tmp_path: Path):
    outside = tmp_path / "outside"
    lay(outside, {"bad.exe": b"MZ"})
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "link").symlink_to(outside)
    (stick / "loop").symlink_to(stick)
    assert look_at(stick) == Look(())


def test_a_stick_full_of_files_is_looked_at_in_part_and_says_so(tmp_path: Path):
    for n in range(5_001):
        (tmp_path / f"{n}.crpk").touch()
    assert not look_at(tmp_path).whole


def test_a_stick_that_is_gone_is_said_in_words(tmp_path: Path):
    with pytest.raises(UserError, match="拔出"):
        look_at(tmp_path / "gone")


def test_every_kind_has_its_word():
    assert all(kind.label for kind in StrangerKind)
