"""Writing a pack: whole or not there, whatever happens to the drive."""

from __future__ import annotations

import errno
import io
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from consultroom.exchange.folders import DiskFolder
from consultroom.exchange.manifest import manifest_bytes, manifest_hash
from consultroom.exchange.spooling import Scratch
from consultroom.exchange.writing import Blob, NotWritten, PackWritten, write_pack
from tests.exchange.packing import (
    DISTRICT,
    NODE,
    PHOTO,
    ROWS,
    STATION,
    STRANGER,
    MemoryFolder,
    a_blob,
    a_pack,
    files_in,
    heading,
    row,
    staged,
    unsealed,
    written,
)

NAME = f"QZX_WT-{NODE.upper()}_000001.crpk"


def test_a_pack_is_read_back_as_it_was_written(tmp_path: Path):
    (pack,), folder = written()
    with staged(folder.files[NAME], tmp_path) as there:
        assert there.manifest == pack.manifest
        assert (there.hash, there.size, there.sha256) == (pack.hash, pack.size, pack.sha256)
        assert there.signer.key == STATION.key
        assert [r.id for r in there.rows()] == ["T1", "T2", "G1"]
        assert list(there.rows())[1:] == list(ROWS[1:])
        assert there.blobs[PHOTO.sha256].read_bytes() == PHOTO.open().read()
        assert dict(there.manifest.tables) == {"topic": 2, "good_deed": 1}
        assert there.manifest.rows == 3
    assert list(tmp_path.iterdir()) == []


def test_only_the_finished_pack_lies_on_the_drive(tmp_path: Path):
    (pack,) = write_pack(
        DiskFolder(tmp_path),
        heading(),
        ROWS,
        (PHOTO,),
        identity=STATION,
        recipients=[DISTRICT.recipient],
    )
    assert [file.name for file in tmp_path.iterdir()] == [pack.name] == [NAME]
    assert (tmp_path / NAME).stat().st_size == pack.size


def test_a_pack_is_written_aside_synced_read_back_and_only_then_named():
    _, folder = written()
    steps = [
        step
        for step, after in zip(folder.steps, [*folder.steps[1:], ""], strict=True)
        if step != after
    ]
    assert steps == ["has", "create", "write", "sync", "close", "open", "read", "rename"]


def test_the_register_hears_of_a_pack_before_it_has_its_name():
    folder = MemoryFolder()
    heard: list[tuple[str, list[str]]] = []
    written(folder=folder, settle=lambda pack: heard.append((pack.name, folder.packs)))
    assert heard == [(NAME, [])]


def test_a_register_that_refuses_leaves_no_pack():
    def refuse(_: PackWritten) -> None:
        raise RuntimeError("the register is closed")

    folder = MemoryFolder()
    with pytest.raises(RuntimeError, match="register"):
        written(folder=folder, settle=refuse)
    assert folder.files == {}


def _steps_of_a_pack() -> int:
    return len(written()[1].steps)


@pytest.mark.parametrize("step", range(_steps_of_a_pack()))
def test_a_stick_pulled_out_at_any_step_holds_no_pack(step: int):
    folder = MemoryFolder(pulled_at=step)
    with pytest.raises(NotWritten, match="拔出"):
        written(folder=folder)
    assert folder.packs == []


@pytest.mark.parametrize("room", [0, 1, 100, 1000, 4000, 7000])
def test_a_full_drive_is_told_and_left_as_it_was(room: int):
    folder = MemoryFolder(room=room)
    with pytest.raises(NotWritten, match="空间不够"):
        written(folder=folder)
    assert folder.files == {}


def test_a_drive_that_gives_back_other_bytes_is_told():
    folder = MemoryFolder(rot=True)
    with pytest.raises(NotWritten, match="读回来不一样"):
        written(folder=folder)
    assert folder.files == {}


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.EFBIG])
def test_a_drive_that_cannot_be_written_is_told(code: int):
    class Locked(MemoryFolder):
        def step(self, what: str) -> None:
            if what == "create":
                raise OSError(code, "no")

    with pytest.raises(NotWritten, match="没有导出"):
        written(folder=Locked())


def test_a_file_that_is_there_is_never_replaced():
    folder = MemoryFolder()
    folder.files[NAME.lower()] = b"mine"
    with pytest.raises(NotWritten, match="同名文件"):
        written(folder=folder)
    assert folder.files == {NAME.lower(): b"mine"}


def test_what_a_crash_left_aside_is_written_over(tmp_path: Path):
    (tmp_path / f"{NAME}.part").write_bytes(b"half of it")
    write_pack(
        DiskFolder(tmp_path), heading(), ROWS, (), identity=STATION, recipients=[DISTRICT.recipient]
    )
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


def _gone() -> io.BytesIO:
    raise OSError(errno.EIO, "Input/output error")


BAD_BLOBS: dict[str, Callable[[], io.BytesIO]] = {
    "other bytes": lambda: io.BytesIO(b"b" * 1200),
    "too few": lambda: io.BytesIO(b"a"),
    "too many": lambda: io.BytesIO(b"a" * 5000),
    "a disk that fails": _gone,
}


@pytest.mark.parametrize("bad", BAD_BLOBS)
def test_an_attachment_that_is_not_what_it_was_stops_the_export(bad: str):
    folder = MemoryFolder()
    blob = Blob(sha256=PHOTO.sha256, size=PHOTO.size, open=BAD_BLOBS[bad])
    with pytest.raises(NotWritten):
        written(blobs=[blob], folder=folder)
    assert folder.files == {}


# -- volumes -------------------------------------------------------------------------------------


def _photos(count: int) -> list[Blob]:
    return [a_blob(bytes([n]) * 20_000) for n in range(count)]


def test_what_does_not_fit_a_volume_becomes_several_numbered_on_and_chained(tmp_path: Path):
    most = 60_000
    packs, folder = written(blobs=_photos(9), volume_bytes=most)
    assert len(packs) == 5 == len(folder.packs)
    assert all(len(content) <= most for content in folder.files.values())
    assert [pack.manifest.seq for pack in packs] == [1, 2, 3, 4, 5]
    assert [pack.manifest.volume for pack in packs] == [1, 2, 3, 4, 5]
    assert {pack.manifest.volumes for pack in packs} == {5}
    assert [pack.manifest.prev for pack in packs] == ["", *(pack.hash for pack in packs[:-1])]
    rows, blobs = [], set()
    for pack in packs:
        with staged(folder.files[pack.name], tmp_path) as there:
            rows += [r.id for r in there.rows()]
            blobs |= there.blobs.keys()
    assert rows == ["T1", "T2", "G1"]
    assert len(blobs) == 9


def test_rows_too_many_for_one_volume_are_dealt_out(tmp_path: Path):
    chance = Random(1)  # noqa: S311 - so that it cannot be packed
    many = [row(id=f"T{n}", title=chance.randbytes(2000).hex()) for n in range(60)]
    packs, folder = written(many, (), volume_bytes=80_000, scratch=Scratch(piece=40_000))
    assert len(packs) > 1
    ids = []
    for pack in packs:
        with staged(folder.files[pack.name], tmp_path) as there:
            ids += [r.id for r in there.rows()]
    assert ids == [r.id for r in many]


def test_a_second_volume_that_cannot_be_written_leaves_the_first_whole(tmp_path: Path):
    free = MemoryFolder()
    written(blobs=_photos(9), volume_bytes=60_000, folder=free)
    after_first = free.steps.index("rename") + 3
    folder = MemoryFolder(pulled_at=after_first)
    with pytest.raises(NotWritten):
        written(blobs=_photos(9), volume_bytes=60_000, folder=folder)
    assert folder.packs == [NAME]
    staged(folder.files[NAME], tmp_path).close()


def test_a_blob_larger_than_a_volume_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="does not fit"):
        written(blobs=_photos(1), volume_bytes=20_000)


def test_a_blob_named_twice_goes_once(tmp_path: Path):
    with staged(a_pack(blobs=[PHOTO, PHOTO]), tmp_path) as there:
        assert len(there.manifest.blobs) == 1


def test_an_empty_pack_can_say_that_there_was_nothing(tmp_path: Path):
    content = a_pack((), (), head=heading(nil=True))
    with staged(content, tmp_path) as there:
        assert there.manifest.nil
        assert list(there.rows()) == []


def test_a_heading_of_another_computer_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="another signer"):
        written(head=heading(STRANGER))


@pytest.mark.parametrize("recipients", [[], [DISTRICT.recipient] * 101])
def test_a_pack_is_for_somebody_and_not_for_everybody(recipients: list[str]):
    with pytest.raises(ValueError, match="recipients"):
        write_pack(MemoryFolder(), heading(), ROWS, (), identity=STATION, recipients=recipients)


def test_every_recipient_can_read_it(tmp_path: Path):
    folder = MemoryFolder()
    (pack,) = write_pack(
        folder,
        heading(),
        ROWS,
        (),
        identity=STATION,
        recipients=[DISTRICT.recipient, STATION.recipient],
    )
    for reader in (DISTRICT, STATION):
        staged(folder.files[pack.name], tmp_path, ages=[reader.age]).close()


# -- other programs ------------------------------------------------------------------------------


def test_tar_reads_what_is_inside(tmp_path: Path):
    with tarfile.open(fileobj=io.BytesIO(unsealed(a_pack()))) as archive:
        members = archive.getmembers()
        assert all(member.isreg() and member.mode == 0o644 for member in members)
        assert [member.name for member in members][:3] == [
            "manifest.json",
            "manifest.sig",
            "data/topic.1.jsonl.z",
        ]
        assert members[-1].name == f"blobs/{PHOTO.sha256}"


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_age_opens_a_pack_and_openssl_verifies_its_manifest(tmp_path: Path):
    age, openssl = _program("age"), _program("openssl")
    (pack,), folder = written()
    (tmp_path / "key").write_text(DISTRICT.age)
    (tmp_path / NAME).write_bytes(folder.files[NAME])
    subprocess.run(
        [age, "-d", "-i", tmp_path / "key", "-o", tmp_path / "pack.tar", tmp_path / NAME],
        check=True,
    )
    with tarfile.open(tmp_path / "pack.tar") as archive:
        archive.extractall(tmp_path, filter="data")
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(STATION.key))
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "key.pem").write_bytes(pem)
    verify = [
        *(openssl, "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", tmp_path / "key.pem"),
        *("-sigfile", tmp_path / "manifest.sig", "-in", tmp_path / "manifest.json"),
    ]
    done = subprocess.run(verify, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "Signature Verified Successfully")
    content = (tmp_path / "manifest.json").read_bytes()
    assert manifest_hash(content) == pack.hash
    (tmp_path / "manifest.json").write_bytes(content.replace(b"2026-11", b"2026-12", 1))
    assert subprocess.run(verify, check=False, capture_output=True).returncode != 0


def test_the_manifest_in_a_pack_is_the_one_told():
    (pack,), folder = written()
    assert files_in(unsealed(folder.files[NAME]))[0][1] == manifest_bytes(pack.manifest)
