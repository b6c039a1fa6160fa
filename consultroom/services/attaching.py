"""Attaching files (附件): a scan, a reply letter, a photo nobody demands."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from consultroom.domain.consultations import Attachment
from consultroom.domain.records import Record
from consultroom.errors import UserError
from consultroom.services.desk import Desk

MOST_BYTES = 256 * 1024 * 1024  # one blob of a pack may not be larger


class CannotAttach(UserError):
    """The file is missing, empty or too large."""


def attach(desk: Desk, about: Record, file: Path) -> Attachment:
    """Keep a copy of a file with a record (添加附件); the same bytes are kept once.

    Args:
        desk: where.
        about: the record it belongs to.
        file: the file to copy; it stays where it is.

    Raises:
        CannotAttach: it is no file, is empty, or is larger than 256 MiB.
    """
    record = copied(desk, about.id, file)
    with desk.room.act("添加附件", by=desk.by) as act:
        act.put(record)
    return record


def copied(desk: Desk, about: str, file: Path, *, name: str = "") -> Attachment:
    """Copy a file into the room and return its record, which the caller puts into an act.

    Args:
        desk: where.
        about: id of the record it belongs to.
        file: the file to copy.
        name: what to call the copy; the file's own name when empty.

    Raises:
        CannotAttach: it is no file, is empty, or is larger than 256 MiB.
    """
    if not file.is_file():
        raise CannotAttach(f"找不到文件“{file.name}”，请核对位置。")
    size = file.stat().st_size
    if not size:
        raise CannotAttach(f"“{file.name}”是空文件，没有可保存的内容。")
    if size > MOST_BYTES:
        raise CannotAttach(f"“{file.name}”超过256MB，请压缩或拆分后再添加。")
    return record(desk, about, desk.room.blobs.put(file), size=size, name=name or file.name)


def record(desk: Desk, about: str, sha256: str, *, size: int, name: str) -> Attachment:
    """Return the record of a file whose bytes are in the room already.

    Args:
        desk: where.
        about: id of the record it belongs to.
        sha256: of the bytes, hex.
        size: bytes.
        name: what to call it; its ending tells what kind of file it is.
    """
    return Attachment(
        id=desk.room.new_id(),
        owner=desk.owner,
        about=about,
        name=name,
        sha256=sha256,
        size=size,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        added_on=desk.today,
    )
