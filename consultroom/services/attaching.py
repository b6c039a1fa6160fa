"""Attaching files (附件): a scan, a reply letter, a photo nobody demands."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import Path

from consultroom.domain.consultations import Attachment, Evidence
from consultroom.domain.dossiers import Dossier
from consultroom.domain.records import Record, derived_id
from consultroom.errors import UserError
from consultroom.services.desk import Desk
from consultroom.services.looking_back import belonging

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


def attach_proof(
    desk: Desk, dossier: Dossier, files: Sequence[Path], *, step: str, line: str = ""
) -> tuple[Attachment, ...]:
    """Keep copies of files with a consultation, as proof of a line of one of its steps (佐证材料).

    Args:
        desk: where.
        dossier: of the consultation.
        files: the files to copy; they stay where they are.
        step: code of the step.
        line: code of the evidence line they prove, which is ticked by it; empty proves none.

    Raises:
        CannotAttach: one is no file, is empty, or is larger than 256 MiB; none was kept.
    """
    consultation = dossier.consultation.id
    records = tuple(copied(desk, consultation, file) for file in files)
    proof = _proof(desk, dossier, step, line, records) if line and records else None
    with desk.room.act("添加附件", by=desk.by) as act:
        for record in records:
            act.put(record)
        if proof is not None:
            act.put(proof)
    return records


def _proof(
    desk: Desk, dossier: Dossier, step: str, line: str, records: Sequence[Attachment]
) -> Evidence:
    consultation = dossier.consultation.id
    label = next(one.label for one in dossier.scheme.step(step).evidence if one.code == line)
    return Evidence(
        id=derived_id("evidence", consultation, step, line),
        owner=desk.owner,
        consultation=consultation,
        step=step,
        line=line,
        label=label,
        on=desk.today,
        attachment=records[-1].id,
    )


def materials(desk: Desk, consultation: str) -> tuple[Attachment, ...]:
    """Return the files kept with a consultation and what belongs to it, the latest last."""
    return desk.room.find(Attachment, about=belonging(desk, consultation))


def detach(desk: Desk, attachment: str) -> Attachment:
    """Move an attachment to the bin (删除附件); its bytes stay."""
    record = desk.room.get(Attachment, attachment)
    with desk.room.act("删除附件", by=desk.by) as act:
        act.remove(record)
    return record


def copy_to_open(desk: Desk, attachment: str, folder: Path) -> Path:
    """Write a copy of an attachment under its own name, for another program to open.

    Args:
        desk: where.
        attachment: its id.
        folder: where to; the copy lies in a folder of its own in it.
    """
    record = desk.room.get(Attachment, attachment)
    place = folder / record.id
    place.mkdir(parents=True, exist_ok=True)
    file = place / Path(record.name).name
    file.write_bytes(desk.room.blobs.read(record.sha256))
    return file


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
