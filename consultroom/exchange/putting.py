"""Putting finished files on a stick (放到U盘): aside, synced, read back, hashed, renamed.

Whenever the stick is pulled out, a file with its name is on it whole, or not at all. Nothing there
is replaced or deleted; what is there already with the same bytes is left and told.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, Final

from consultroom.errors import UserError
from consultroom.exchange.folders import ASIDE
from consultroom.exchange.writing import PackFolder
from consultroom.frozen import Frozen

_PIECE: Final = 1 << 20  # bytes
Tell = Callable[[int], None]
"""Told how many more bytes have been written or read back."""


class NotPut(UserError):
    """The file is not on the stick, or is on it whole though the stick failed afterwards."""


class PutFile(Frozen, kw_only=True):
    """A file as it lies on the stick; ``was_there`` when it did before, with the same bytes."""

    name: str
    size: int
    sha256: str
    was_there: bool = False


def put(
    folder: PackFolder,
    name: str,
    open_source: Callable[[], BinaryIO],
    *,
    sha256: str = "",
    tell: Tell = lambda _: None,
) -> PutFile:
    """Copy one finished file to a stick and prove that it is there.

    Args:
        folder: of the stick.
        name: what it is called there.
        open_source: opens what is copied.
        sha256: what it must hash to, hex; empty when not known.
        tell: told of progress, twice the file's bytes in all.

    Raises:
        NotPut: the stick is full, fails or was pulled out; another file has the name; or the
            source is not what it was when it was made.
    """
    try:
        if folder.has(name):
            return _already(folder, name, open_source, sha256)
        return _copy(folder, name, open_source, sha256, tell)
    except OSError as error:
        with suppress(OSError):
            folder.remove(name + ASIDE)
        raise NotPut(_sentence(error)) from error
    except BaseException:
        with suppress(OSError):
            folder.remove(name + ASIDE)
        raise


def _copy(
    folder: PackFolder,
    name: str,
    open_source: Callable[[], BinaryIO],
    sha256: str,
    tell: Tell,
) -> PutFile:
    aside = name + ASIDE
    size, digest = _written(folder, aside, open_source, tell)
    _check_source(name, digest, sha256)
    with folder.open(aside) as file:
        back = _hashed(file, tell)
    if back != (size, digest):
        raise NotPut(
            "写到U盘上的内容读回来不一样，这个U盘可能已损坏，没有放上去。请换一个U盘再试。"
        )
    folder.rename(aside, name)
    return PutFile(name=name, size=size, sha256=digest)


def _written(
    folder: PackFolder, aside: str, open_source: Callable[[], BinaryIO], tell: Tell
) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with _source(open_source) as source:
        file = folder.create(aside)
        try:
            while piece := _piece(source):
                file.write(piece)
                digest.update(piece)
                size += len(piece)
                tell(len(piece))
            file.sync()
        finally:
            file.close()
    return size, digest.hexdigest()


def _already(
    folder: PackFolder, name: str, open_source: Callable[[], BinaryIO], sha256: str
) -> PutFile:
    with _source(open_source) as source:
        size, digest = _hashed(source, lambda _: None, _piece)
    _check_source(name, digest, sha256)
    with folder.open(name) as file:
        there = _hashed(file, lambda _: None)
    if there != (size, digest):
        raise NotPut(
            f"U盘上已有同名文件“{name}”，内容不一样，没有覆盖它。请把它移到别处，或者换一个文件夹。"
        )
    return PutFile(name=name, size=size, sha256=digest, was_there=True)


def _source(open_source: Callable[[], BinaryIO]) -> BinaryIO:
    try:
        return open_source()
    except OSError as error:
        raise NotPut(_NO_SOURCE) from error


def _piece(source: BinaryIO) -> bytes:
    """Read on in what is copied; its own failures are not the stick's."""
    try:
        return source.read(_PIECE)
    except OSError as error:
        raise NotPut(_NO_SOURCE) from error


def _from_stick(file: BinaryIO) -> bytes:
    return file.read(_PIECE)


def _hashed(
    file: BinaryIO, tell: Tell, read: Callable[[BinaryIO], bytes] = _from_stick
) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while piece := read(file):
        digest.update(piece)
        size += len(piece)
        tell(len(piece))
    return size, digest.hexdigest()


def _check_source(name: str, digest: str, sha256: str) -> None:
    if sha256 and digest != sha256:
        raise NotPut(f"“{name}”和导出时不一样了，没有放上去。请重新导出一次。")


_NO_SOURCE: Final = "要放到U盘上的文件读不出来，没有放上去。请重新导出一次。"
_SENTENCES: Final = {
    errno.ENOSPC: "U盘空间不够，没有放上去。请腾出空间，或者换一个U盘再试。",
    errno.EFBIG: "这个U盘放不下这么大的文件，没有放上去。请换一个exFAT格式的U盘再试。",
    errno.EROFS: "U盘是只读的，没有放上去。请关掉写保护开关，或者换一个U盘再试。",
    errno.EACCES: "这个文件夹不能写入，没有放上去。请换一个文件夹再试。",
}


def _sentence(error: OSError) -> str:
    return _SENTENCES.get(
        error.errno or 0,
        "读写U盘时出错，可能已被拔出。请重新插好再放一次，已经放好的文件会认出来。",
    )
