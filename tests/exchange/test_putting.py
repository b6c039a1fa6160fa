"""A finished file is on the stick whole or not at all, whenever the stick is pulled out."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Never

import pytest

from consultroom.exchange.folders import DiskFolder
from consultroom.exchange.putting import NotPut, PutFile, put
from consultroom.exchange.sticks import drives
from tests.exchange.drive_that_fails import FailingDrive

NAME = "QZX_WT-1A2B3C4D5E_000017.crpk"
PACK = bytes(range(256)) * (3 * 4096 + 7)  # some 3 MiB, four pieces
SHA = hashlib.sha256(PACK).hexdigest()
OLD = {"QZX_WT-1A2B3C4D5E_000016.crpk": b"the pack before", "照片.jpg": b"a photograph"}


def source() -> BinaryIO:
    return io.BytesIO(PACK)


def test_a_file_that_is_put_is_there_and_nothing_else_changed():
    drive, told = FailingDrive(OLD), []
    done = put(drive, NAME, source, sha256=SHA, tell=told.append)
    assert done == PutFile(name=NAME, size=len(PACK), sha256=SHA)
    assert drive.kept == {**OLD, NAME: PACK}
    assert sum(told) == 2 * len(PACK)
    assert drive.steps.index("sync") < drive.steps.index("read") < drive.steps.index("rename")


def how_many_steps() -> int:
    drive = FailingDrive(OLD)
    put(drive, NAME, source)
    return len(drive.steps)


@pytest.mark.parametrize("step", range(how_many_steps()))
@pytest.mark.parametrize("names_made_it", [False, True])
def test_a_stick_pulled_at_any_step_has_the_whole_file_or_none(step: int, names_made_it: bool):
    drive = FailingDrive(OLD, pulled_at=step)
    with pytest.raises(NotPut, match="拔出"):
        put(drive, NAME, source)
    found = drive.after_the_pull(names_made_it=names_made_it)
    assert found.get(NAME, PACK) == PACK
    assert {name: found[name] for name in OLD} == OLD


@pytest.mark.parametrize("step", range(how_many_steps()))
def test_it_is_put_the_next_time_whatever_happened(step: int):
    drive = FailingDrive(OLD, pulled_at=step)
    with pytest.raises(NotPut):
        put(drive, NAME, source)
    again = FailingDrive(drive.after_the_pull(names_made_it=True))
    assert put(again, NAME, source).sha256 == SHA
    assert again.kept[NAME] == PACK


@pytest.mark.parametrize("room", [0, 1, len(PACK) // 2, len(PACK) - 1])
def test_a_full_stick_keeps_what_it_had_and_no_leftover(room: int):
    drive = FailingDrive(OLD, room=room + sum(map(len, OLD.values())))
    with pytest.raises(NotPut, match="空间不够"):
        put(drive, NAME, source)
    assert drive.seen == OLD


def test_a_stick_that_reads_back_something_else_is_found_out():
    drive = FailingDrive(OLD, rot=True)
    with pytest.raises(NotPut, match="读回来不一样"):
        put(drive, NAME, source)
    assert drive.seen == OLD


class Broken(io.BytesIO):
    """A source whose disk fails in its second piece."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().read(size)


def test_a_source_that_cannot_be_read_leaves_nothing_and_does_not_blame_the_stick():
    drive = FailingDrive(OLD)
    with pytest.raises(NotPut, match="重新导出"):
        put(drive, NAME, lambda: Broken(PACK))
    assert drive.seen == OLD


def test_a_source_that_is_gone_is_told(tmp_path: Path):
    with pytest.raises(NotPut, match="重新导出"):
        put(FailingDrive(), NAME, (tmp_path / "gone").open)  # type: ignore[arg-type]


def test_a_source_that_changed_since_it_was_made_is_not_put():
    drive = FailingDrive(OLD)
    with pytest.raises(NotPut, match="不一样了"):
        put(drive, NAME, lambda: io.BytesIO(PACK[:-1]), sha256=SHA)
    assert drive.seen == OLD


def test_what_is_there_already_is_recognised_and_not_written_again():
    drive = FailingDrive({NAME: PACK})
    assert put(drive, NAME, source, sha256=SHA).was_there
    assert not {"create", "write", "rename", "remove"} & set(drive.steps)


def test_another_file_of_that_name_is_never_replaced():
    drive = FailingDrive({NAME: b"another pack"})
    with pytest.raises(NotPut, match="没有覆盖"):
        put(drive, NAME, source)
    assert drive.kept == {NAME: b"another pack"}


# -- real drives -------------------------------------------------------------------------------


def test_it_works_on_a_disk(tmp_path: Path):
    put(DiskFolder(tmp_path), NAME, source, sha256=SHA)
    assert [place.name for place in tmp_path.iterdir()] == [NAME]
    assert (tmp_path / NAME).read_bytes() == PACK


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path):
    class Locked(DiskFolder):
        def create(self, name: str) -> Never:  # type: ignore[override]
            raise PermissionError(13, "Permission denied")

    with pytest.raises(NotPut, match="不能写入"):
        put(Locked(tmp_path), NAME, source)


MAKERS = {"vfat": ["mkfs.vfat", "-n", "CRSTICK"], "exfat": ["mkfs.exfat", "-L", "CRSTICK"]}


def an_image(filesystem: str, place: Path, megabytes: int) -> Path:
    """Make the image of a stick."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root may mount an image")
    if not shutil.which(MAKERS[filesystem][0]) or not shutil.which("losetup"):
        pytest.skip(f"{MAKERS[filesystem][0]} or losetup is not installed")
    image = place / "stick.img"
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    run([*MAKERS[filesystem], str(image)])
    return image


@contextmanager
def plugged_in(image: Path, filesystem: str) -> Iterator[Path]:
    """Mount an image by the kernel, or by FUSE."""
    folder = image.parent / "stick"
    folder.mkdir(exist_ok=True)
    loop = run(["losetup", "-f", "--show", str(image)], needed=False)
    if not loop:
        pytest.skip("there is no loop device to be had here")
    ways = [["mount", "-t", filesystem, loop, str(folder)]]
    ways += [["mount.exfat-fuse", loop, str(folder)]] if filesystem == "exfat" else []
    try:
        if not any(run(way, needed=False) is not None for way in ways if shutil.which(way[0])):
            pytest.skip(f"neither the kernel nor FUSE can mount {filesystem} here")
        try:
            yield folder
        finally:
            run(["umount", str(folder)])
    finally:
        run(["losetup", "-d", loop])


def run(command: list[str], *, needed: bool = True) -> str | None:
    """Return what a program said; None when it failed and was not needed."""
    done = subprocess.run(command, capture_output=True, text=True, check=needed)
    return done.stdout.strip() if done.returncode == 0 else None


@pytest.mark.parametrize("filesystem", ["vfat", "exfat"])
def test_a_real_stick_still_has_it_when_plugged_in_again(filesystem: str, tmp_path: Path):
    image = an_image(filesystem, tmp_path, 16)
    with plugged_in(image, filesystem) as stick:
        put(DiskFolder(stick), NAME, source, sha256=SHA)
        assert drives().at(stick).free < 16 << 20
    with plugged_in(image, filesystem) as stick:
        assert put(DiskFolder(stick), NAME, source, sha256=SHA).was_there
        with pytest.raises(NotPut, match="没有覆盖"):
            put(DiskFolder(stick), NAME.lower(), lambda: io.BytesIO(b"other"))
        assert os.listdir(stick) == [NAME]


@pytest.mark.parametrize("filesystem", ["vfat", "exfat"])
def test_a_real_stick_that_is_full_says_so_and_has_no_leftover(filesystem: str, tmp_path: Path):
    with plugged_in(an_image(filesystem, tmp_path, 8), filesystem) as stick:
        with pytest.raises(NotPut, match="空间不够"):
            put(DiskFolder(stick), NAME, lambda: io.BytesIO(PACK * 4))
        assert os.listdir(stick) == []
        put(DiskFolder(stick), NAME, source)
        assert (stick / NAME).read_bytes() == PACK
