"""Packs made for tests: keys, rows, headings, and a drive that can fail at any write."""

from __future__ import annotations

import errno
import hashlib
import io
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

import msgspec
import pyrage
import pytest

from consultroom.domain.papers import PeerKey
from consultroom.domain.stamps import StampedRow, Stamps
from consultroom.errors import UserError
from consultroom.exchange import tar
from consultroom.exchange.identity import Identity, new_identity
from consultroom.exchange.manifest import BadPack, Manifest, PackKind
from consultroom.exchange.reading import Staged, Staging, stage
from consultroom.exchange.writing import Blob, PackWritten, write_pack

DAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=timezone(timedelta(hours=8)))
NODE = "1a2b3c4d5e"


def an_identity(unit: str = "WT", seed: int = 1, node: str = NODE) -> Identity:
    chance = Random(seed).randbytes  # noqa: S311 - the same each time
    return new_identity(unit=unit, node=node, made=DAY, chance=chance)


STATION, DISTRICT, STRANGER = an_identity(), an_identity("QZX", 2), an_identity("YW", 3)


def peer_key(identity: Identity, *, revoked_on: date | None = None) -> PeerKey:
    return PeerKey(
        id=identity.key[:26],
        owner="QZX",
        unit=identity.unit,
        node=identity.node,
        key=identity.key,
        recipient=identity.recipient,
        valid_from=DAY,
        revoked_on=revoked_on,
    )


def trusting(*identities: Identity) -> Callable[[str], PeerKey | None]:
    return {identity.key: peer_key(identity) for identity in identities}.get


def time(n: int) -> str:
    return f"{n:016x}"


def row(
    table: str = "topic",
    id: str = "T1",  # noqa: A002
    owner: str = "WT",
    *,
    at: int = 1,
    node: str = "a1",
    **values: Any,
) -> StampedRow:
    stamp = f"{time(at)}@{node}"
    return StampedRow(
        table=table, id=id, owner=owner, values=values, stamps=Stamps(stamp, {}, {node: time(at)})
    )


def heading(identity: Identity = STATION, **changes: Any) -> Manifest:
    manifest = Manifest(
        kind=PackKind.MONTH,
        unit=identity.unit,
        node=identity.node,
        key=identity.key,
        to="QZX",
        seq=1,
        upto=9,
        period="2026-11",
        schema=2,
        app="0.1.0",
        made_at=NOON,
        made_by="王晓",
    )
    return msgspec.structs.replace(manifest, **changes)


def a_blob(content: bytes) -> Blob:
    sha = hashlib.sha256(content).hexdigest()
    return Blob(sha256=sha, size=len(content), open=lambda: io.BytesIO(content))


ROWS = (
    row(title="加装电梯", situation="老旧小区", month=None),
    row(id="T2", at=2, title="电动车充电", node="b2"),
    row("good_deed", "G1", at=3, head_count=3, matter="修路灯"),
)
PHOTO = a_blob(b"a photograph" * 100)


class Failing(OSError):
    """What a drive says that is pulled out."""


class MemoryFile:
    """A file of a ``MemoryFolder``."""

    def __init__(self, folder: MemoryFolder, name: str) -> None:
        self._folder, self._name = folder, name
        folder.files[name] = b""

    def write(self, content: bytes, /) -> int:
        self._folder.step("write")
        room = self._folder.room - sum(map(len, self._folder.files.values()))
        self._folder.files[self._name] += bytes(content)[: max(room, 0)]
        if room < len(content):
            raise OSError(errno.ENOSPC, "No space left on device")
        return len(content)

    def sync(self) -> None:
        self._folder.step("sync")

    def close(self) -> None:
        self._folder.step("close")


class MemoryFolder:
    """A drive in memory. From step number ``pulled_at`` on everything fails, as when pulled out."""

    def __init__(self, *, pulled_at: int = 1 << 60, room: int = 1 << 60, rot: bool = False) -> None:
        self.files: dict[str, bytes] = {}
        self.steps: list[str] = []
        self.room = room
        self._pulled_at = pulled_at
        self._rot = rot

    def step(self, what: str) -> None:
        self.steps.append(what)
        if len(self.steps) > self._pulled_at:
            raise Failing(errno.EIO, "Input/output error")

    def create(self, name: str) -> MemoryFile:
        self.step("create")
        return MemoryFile(self, name)

    def open(self, name: str) -> BinaryIO:
        self.step("open")
        content = bytearray(self.files[name])
        if self._rot:
            content[len(content) // 2] ^= 1
        return ReadingFile(bytes(content), self.step)

    def has(self, name: str) -> bool:
        self.step("has")
        return any(other.lower() == name.lower() for other in self.files)

    def rename(self, name: str, to: str) -> None:
        self.step("rename")
        self.files[to] = self.files.pop(name)

    def remove(self, name: str) -> None:
        self.step("remove")
        self.files.pop(name, None)

    @property
    def packs(self) -> list[str]:
        return sorted(name for name in self.files if name.endswith(".crpk"))


class ReadingFile(io.BytesIO):
    """A file being read from a drive that may fail."""

    def __init__(self, content: bytes, step: Callable[[str], None]) -> None:
        super().__init__(content)
        self._step = step

    def read(self, size: int | None = -1, /) -> bytes:
        self._step("read")
        return super().read(size)


def written(
    rows: Iterable[StampedRow] = ROWS,
    blobs: Iterable[Blob] = (PHOTO,),
    *,
    folder: MemoryFolder | None = None,
    identity: Identity = STATION,
    to: Identity = DISTRICT,
    head: Manifest | None = None,
    **more: Any,
) -> tuple[tuple[PackWritten, ...], MemoryFolder]:
    folder = folder or MemoryFolder()
    packs = write_pack(
        folder,
        head or heading(identity),
        rows,
        tuple(blobs),
        identity=identity,
        recipients=[to.recipient],
        **more,
    )
    return packs, folder


def a_pack(*args: Any, **named: Any) -> bytes:
    """Return the bytes of a pack of one volume."""
    (pack,), folder = written(*args, **named)
    return folder.files[pack.name]


def staged(
    content: bytes | BinaryIO,
    place: Path,
    *,
    to: Identity = DISTRICT,
    trust: Callable[[str], PeerKey | None] | None = None,
    owners: Collection[str] = ("WT",),
    **named: Any,
) -> Staged:
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    arguments: Mapping[str, Any] = {
        "ages": [to.age],
        "trust": trust or trusting(STATION),
        "here": to.unit,
        "on": DAY,
        "into": Staging(place),
        "accept": lambda _manifest, _hash: owners,
    }
    return stage(file, **{**arguments, **named})


def refused(content: bytes, place: Path, kind: type[UserError] = BadPack, **named: Any) -> str:
    """Return the sentence with which a pack is refused; nothing of it may be left."""
    with pytest.raises(kind) as caught:
        staged(content, place / "staging", **named)
    assert type(caught.value) is kind or kind is BadPack
    assert str(caught.value).endswith("。")
    assert list((place / "staging").iterdir()) == []
    return str(caught.value)


def unsealed(content: bytes, to: Identity = DISTRICT) -> bytes:
    """Return the archive inside a pack."""
    return bytes(pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(to.age)]))


def sealed(archive: bytes, to: Identity = DISTRICT) -> bytes:
    """Return an archive encrypted as a pack."""
    return bytes(pyrage.encrypt(archive, [pyrage.x25519.Recipient.from_str(to.recipient)]))


def archived(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of these files, in the form of a pack."""
    blocks = (
        tar.header(name, len(content)) + content + bytes(tar.padding(len(content)))
        for name, content in files
    )
    return b"".join(blocks) + tar.END


def files_in(archive: bytes) -> list[tuple[str, bytes]]:
    """Return the files of an archive."""
    files, at = [], 0
    while archive[at : at + 1] != b"\0":
        name = archive[at : at + 100].rstrip(b"\0").decode()
        size = tar.size_in(archive[at : at + tar.BLOCK])
        files.append((name, archive[at + tar.BLOCK : at + tar.BLOCK + size]))
        at += tar.taken(size)
    return files
