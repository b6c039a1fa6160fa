"""A folder on a drive: written aside, named at the end, synced as far as it can be."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from consultroom.exchange.folders import DiskFolder


def test_a_file_is_written_whole_read_back_and_named(tmp_path: Path):
    folder = DiskFolder(tmp_path)
    file = folder.create("A.part")
    assert file.write(b"x" * 100_000) == 100_000
    file.sync()
    file.close()
    with folder.open("A.part") as again:
        assert again.read() == b"x" * 100_000
    folder.rename("A.part", "A.crpk")
    assert os.listdir(tmp_path) == ["A.crpk"]


def test_a_name_is_taken_whatever_the_case_of_its_letters(tmp_path: Path):
    (tmp_path / "qzx_1.CRPK").touch()
    assert DiskFolder(tmp_path).has("QZX_1.crpk")
    assert not DiskFolder(tmp_path).has("QZX_2.crpk")


def test_removing_what_is_not_there_does_nothing(tmp_path: Path):
    DiskFolder(tmp_path).remove("A.part")
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not synced there")
def test_a_drive_whose_folders_cannot_be_synced_is_good_enough_and_one_that_fails_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = DiskFolder(tmp_path)
    for code, told in ((errno.EINVAL, False), (errno.EIO, True)):
        folder.create("A.part").close()

        def fails(_handle: int, code: int = code) -> None:
            raise OSError(code, "no")

        monkeypatch.setattr(os, "fsync", fails)
        if told:
            with pytest.raises(OSError, match="no"):
                folder.rename("A.part", f"{code}.crpk")
        else:
            folder.rename("A.part", f"{code}.crpk")
        assert (tmp_path / f"{code}.crpk").exists()
