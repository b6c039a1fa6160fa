"""Attachments: the same bytes once, whole or not there, never handed on when rotten."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultroom.errors import UserError
from consultroom.store.blobs import Blobs, DamagedBlob, NoSuchBlob


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


def files(blobs: Blobs) -> list[Path]:
    return [path for path in blobs.folder.rglob("*") if path.is_file()]


@given(st.binary(max_size=100))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_come_back_as_they_went_in(blobs: Blobs, content: bytes):
    sha = blobs.put(content)
    assert sha == hashlib.sha256(content).hexdigest()
    assert blobs.read(sha) == content
    assert sha in blobs


def test_a_file_larger_than_memory_chunks_is_copied(blobs: Blobs, tmp_path: Path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"0123456789" * 300_000)
    sha = blobs.put(photo)
    with blobs.open(sha) as file:
        assert file.read() == photo.read_bytes()


def test_the_same_bytes_are_kept_once_and_nothing_is_left_aside(blobs: Blobs):
    first, second = blobs.put(b"photo"), blobs.put(b"photo")
    assert first == second
    assert files(blobs) == [blobs.path(first)]
    assert list(blobs.all()) == [first]


def test_a_rotten_file_is_reported_and_putting_it_again_mends_it(blobs: Blobs):
    sha = blobs.put(b"photo")
    blobs.path(sha).write_bytes(b"phoho")
    assert not blobs.verify(sha)
    with pytest.raises(DamagedBlob, match="已损坏"):
        blobs.open(sha)
    assert blobs.put(b"photo") == sha
    assert blobs.read(sha) == b"photo"


@pytest.mark.parametrize("sha", ["0" * 64, "", "../../etc", "A" * 64])
def test_a_file_that_is_not_there_is_told_in_words(blobs: Blobs, sha: str):
    assert sha not in blobs
    assert not blobs.verify(sha)
    with pytest.raises(NoSuchBlob, match="不在资料夹里"):
        blobs.read(sha)


def test_what_is_no_hash_has_no_place(blobs: Blobs):
    with pytest.raises(ValueError, match="not a SHA-256"):
        blobs.path("../room.db")


def test_a_source_that_cannot_be_read_is_told_in_words(blobs: Blobs, tmp_path: Path):
    with pytest.raises(UserError, match="附件没有保存"):
        blobs.put(tmp_path / "gone.jpg")
    assert files(blobs) == []


def test_strangers_in_the_folder_are_not_counted(blobs: Blobs):
    sha = blobs.put(b"photo")
    (blobs.folder / sha[:2] / "Thumbs.db").write_bytes(b"")
    assert list(blobs.all()) == [sha]
