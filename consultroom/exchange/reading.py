"""Reading a pack (导入的前半): decrypted, verified and staged; nothing is written to a room here.

``stage`` is fed by the decryption and takes the pack apart as it streams by: no paths, no
extraction. Nothing is believed before the signature has been verified, and a ``Staged`` is handed
out only when the last byte was right. What is wrong is a ``BadPack`` with the sentence to show.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

import pyrage

from consultroom.domain.stamps import StampedRow
from consultroom.exchange import limits, tar
from consultroom.exchange.beginning import HEADER_ENDS, MAGIC
from consultroom.exchange.checks import Accept, Checks, Trust, owners_of
from consultroom.exchange.manifest import (
    MANIFEST,
    SIGNATURE,
    BadPack,
    DamagedPack,
    Entry,
    manifest_hash,
)
from consultroom.exchange.refusals import (
    CHANGED,
    ForeignRow,
    ForgedPack,
    NoSpace,
    NotAPack,
    NotForUs,
    RevokedSigner,
    UnknownSigner,
    UnreadableFile,
    WrongSender,
)
from consultroom.exchange.staging import Contents, Sink, Staging

__all__ = [
    "Accept",
    "BadPack",
    "DamagedPack",
    "ForeignRow",
    "ForgedPack",
    "NoSpace",
    "NotAPack",
    "NotForUs",
    "RevokedSigner",
    "Staged",
    "Staging",
    "Trust",
    "UnknownSigner",
    "UnreadableFile",
    "WrongSender",
    "owners_of",
    "stage",
]


class Staged:
    """A pack that was read to its last byte and found right. Close it when done.

    Attributes:
        manifest: what it says.
        hash: SHA-256 of the manifest's bytes, hex.
        signer: whose key signed it.
        size: bytes of the file.
        sha256: of the file, hex.
        blobs: SHA-256 -> where the blob lies, ready to be taken into a room.
    """

    def __init__(self, contents: Contents, *, size: int, sha256: str) -> None:
        """Take over what was staged; ``stage`` calls this."""
        self.manifest = contents.manifest
        self.hash = contents.hash
        self.signer = contents.signer
        self.size = size
        self.sha256 = sha256
        self.blobs: Mapping[str, Path] = contents.blobs
        self._contents = contents

    def rows(self) -> Iterator[StampedRow]:
        """Yield every row in the order of the pack; may be called again."""
        return self._contents.rows()

    def close(self) -> None:
        """Delete what was staged."""
        self._contents.drop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def stage(
    file: BinaryIO,
    *,
    ages: Sequence[str],
    trust: Trust,
    here: str,
    on: date,
    into: Staging,
    accept: Accept,
    taken: Collection[str] = (),
) -> Staged:
    """Read a pack to its end and stage what it holds.

    Args:
        file: opened for reading, at its beginning.
        ages: private ``age`` keys of this room, present and earlier ones.
        trust: whom this room believes.
        here: code of this organisation.
        on: the day of reading; from the day a key was revoked nothing it signed is believed.
        into: where blobs and rows are put meanwhile.
        accept: asked once the manifest is verified, before anything else is read.
        taken: hashes of manifests that were taken in here before their keys were revoked; they
            are still believed.

    Raises:
        BadPack: one of its kinds; what was staged is gone again.
        UserError: what ``accept`` raised; likewise.
    """
    source = _Source(file)
    contents = Contents(into)
    target = _Target(Checks(trust, here, on, accept, taken), contents)
    try:
        _decrypt(source, target, ages)
        target.end()
    except BaseException:
        contents.drop()
        raise
    return Staged(contents, size=source.size, sha256=source.digest.hexdigest())


def _decrypt(source: _Source, target: _Target, ages: Sequence[str]) -> None:
    """Pump the file through age; what failed on either side of it is told as it was."""
    source.refuse_other_files()
    identities = [pyrage.x25519.Identity.from_str(age) for age in ages]
    try:
        pyrage.decrypt_io(source, target, identities)
    except Exception as error:
        if failure := target.failure or source.failure:
            raise failure from error
        if isinstance(error, pyrage.DecryptError) and "No matching keys" in str(error):
            raise NotForUs(
                "这个包不是交给本单位的，或者是用已经更换的密钥做的，打不开。请与对方核对。"
            ) from error
        if isinstance(error, (pyrage.DecryptError, OSError)):
            raise DamagedPack(CHANGED) from error
        raise
    if failure := target.failure or source.failure:  # whatever pyrage made of it
        raise failure


class _Source:
    """Reads the file for the decryption and hashes it on the way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._ahead = b""
        self.digest = hashlib.sha256()
        self.size = 0
        self.failure: BadPack | None = None

    def refuse_other_files(self) -> None:
        """Look at the beginning, so that no endless header is ever collected.

        Raises:
            NotAPack: it is something else.
        """
        try:
            self._ahead = self._file.read(limits.HEADER)
        except OSError as error:
            raise UnreadableFile("这个文件读不出来。请重新插好U盘再试。") from error
        if not self._ahead.startswith(MAGIC):
            raise NotAPack(
                "这个文件不是交换包，里面的内容认不出来，没有导入。请重新拷贝，或请对方重新导出一份。"
            )
        if HEADER_ENDS not in self._ahead:
            raise DamagedPack(CHANGED)

    def read(self, count: int, /) -> bytes:
        """Return up to ``count`` bytes; none at the end."""
        chunk, self._ahead = self._ahead[:count], self._ahead[count:]
        if not chunk:
            try:
                chunk = self._file.read(count)
            except OSError as error:
                self.failure = UnreadableFile(
                    "包读到一半出错，U盘可能已被拔出或损坏，什么都没有导入。请重新插好再试，"
                    "或请对方重新导出。"
                )
                raise self.failure from error
        self.digest.update(chunk)
        self.size += len(chunk)
        return chunk


class _Target:
    """Takes decrypted bytes and hands them to the parser in the amounts it asks for."""

    def __init__(self, checks: Checks, contents: Contents) -> None:
        self._parser = _parse(checks, contents)
        self._wanted = next(self._parser)
        self._buffer = bytearray()
        self._over = False
        self.failure: Exception | None = None

    def write(self, content: bytes, /) -> int:
        """Take bytes; raises what the parser finds wrong, and the same again ever after."""
        if self.failure is not None:  # pyrage may offer what is left over
            raise self.failure
        try:
            self._buffer += content
            at = 0
            while not self._over and len(self._buffer) - at >= self._wanted:
                piece = bytes(memoryview(self._buffer)[at : at + self._wanted])
                at += self._wanted
                self._send(piece)
            del self._buffer[:at]
            if self._over and self._buffer:
                raise DamagedPack(CHANGED)
        except OSError as error:
            self.failure = NoSpace(
                "本机磁盘空间不够或者写入出错，什么都没有导入。请检查磁盘后再试。"
            )
            raise self.failure from error
        except Exception as error:
            self.failure = error
            raise
        return len(content)

    def _send(self, piece: bytes) -> None:
        try:
            self._wanted = self._parser.send(piece)
        except StopIteration:
            self._over = True

    def flush(self) -> None:
        """Nothing is kept back."""

    def end(self) -> None:
        """Check that the archive ended.

        Raises:
            DamagedPack: it was cut short.
        """
        if not self._over:
            raise DamagedPack(CHANGED)


_Parser = Generator[int, bytes, None]
_Bytes = Generator[int, bytes, bytes]


def _parse(checks: Checks, contents: Contents) -> _Parser:
    """Take an archive apart. Yields how many bytes it wants next, and is sent just as many."""
    manifest = yield from _small_file(MANIFEST, limits.MANIFEST)
    claim = checks.claim(manifest)
    signature = yield from _small_file(SIGNATURE, limits.SIGNATURE)
    contents.manifest, contents.signer = checks.verified(claim, manifest, signature)
    contents.hash = manifest_hash(manifest)
    owners = checks.accept(contents.manifest, contents.hash)
    for entry in contents.manifest.entries:
        if (yield tar.BLOCK) != tar.header(entry.name, entry.size):
            raise DamagedPack(CHANGED)
        yield from _body(entry, contents.sink(entry, owners))
    if (yield len(tar.END)) != tar.END:
        raise DamagedPack(CHANGED)


def _small_file(name: str, most: int) -> _Bytes:
    """Take a file whole whose size only its header tells."""
    block = yield tar.BLOCK
    try:
        size = tar.size_in(block)
    except ValueError as error:
        raise DamagedPack(CHANGED) from error
    if not 0 < size <= most or block != tar.header(name, size):
        raise DamagedPack(CHANGED)
    content = yield size
    yield from _padding(size)
    return content


def _padding(size: int) -> _Parser:
    if (count := tar.padding(size)) and any((yield count)):
        raise DamagedPack(CHANGED)


_PIECE: Final = 64 * limits.KIB


def _body(entry: Entry, sink: Sink) -> _Parser:
    """Pass a file's bytes to its sink and hold them to their hash."""
    digest, left = hashlib.sha256(), entry.size
    with sink:
        while left:
            piece = yield min(left, _PIECE)
            left -= len(piece)
            digest.update(piece)
            sink.take(piece)
        if digest.hexdigest() != entry.sha256:
            raise DamagedPack(CHANGED)
        sink.end()
    yield from _padding(entry.size)
