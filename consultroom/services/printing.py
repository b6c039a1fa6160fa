"""Printing (文书): from a record number to the bytes of a PDF."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.forms.minutes_sheet import minutes_sheet
from consultroom.documents.forms.notice import notice
from consultroom.documents.forms.outcome_sheet import SIZES_PT, outcome_sheet
from consultroom.documents.layout import lay_out
from consultroom.documents.render_pdf import draw
from consultroom.domain.consultations import Consultation
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting
from consultroom.domain.minutes import Minutes
from consultroom.domain.outcomes import Outcome
from consultroom.domain.records import Record, RecordNumber, UnknownWord
from consultroom.errors import UserError
from consultroom.services import filing
from consultroom.services.desk import Desk

_REASONS = {
    errno.EACCES: "没有写入权限，或者文件正被别的程序打开",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "这个盘只能读",
    errno.ENOSPC: "磁盘满了",
    errno.ENOENT: "没有这个文件夹",
    errno.ENOTDIR: "没有这个文件夹",
    errno.EISDIR: "那里是一个文件夹",
}  # why a file cannot be written, in words


class NothingToPrint(UserError):
    """The record has not come far enough for this paper."""


class CannotWrite(UserError):
    """The file cannot be written."""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper.

    Attributes:
        word: its name, as on the paper.
        papers: the candidates for a dossier, the first that fits ``most_pages`` is taken.
        most_pages: 0 for any number.
    """

    word: str
    papers: Callable[[Dossier, date], tuple[Paper, ...]]
    most_pages: int = 0


def _sitting(dossier: Dossier) -> Meeting:
    if dossier.meeting is None:
        raise NothingToPrint("还没有安排会议，先定下会议的时间和地点再打印。")
    return dossier.meeting


def _notice(dossier: Dossier, today: date) -> tuple[Paper, ...]:
    meeting = _sitting(dossier)
    return (notice(dossier, meeting, on=meeting.notice_sent_on or today),)


def _minutes(dossier: Dossier, today: date) -> tuple[Paper, ...]:
    del today
    return (minutes_sheet(dossier, _sitting(dossier)),)


def _outcome(dossier: Dossier, today: date) -> tuple[Paper, ...]:
    del today
    if dossier.outcome is None:
        raise NothingToPrint("还没有协商成果单，先填写再打印。")
    return tuple(outcome_sheet(dossier, size_pt=size) for size in SIZES_PT)


KINDS: dict[str, PaperKind] = {
    "notice": PaperKind("会议通知", _notice),
    "minutes": PaperKind("协商纪要", _minutes),
    "outcome": PaperKind("协商成果单", _outcome, most_pages=1),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper made.

    Attributes:
        warnings: sentences to be read before it is printed, as characters no face has.
    """

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]


def render(desk: Desk, kind: str, key: str) -> bytes:
    """Return one paper as PDF.

    Args:
        desk: where.
        kind: a key of `KINDS`, or its Chinese word.
        key: id or record number of the consultation, or of anything that hangs on it.

    Raises:
        NothingToPrint: it has not come that far.
        UnknownWord: there is no such kind of paper.
        NoSuchRecord: nothing has this id or number.
    """
    return print_paper(desk, kind, key).pdf


def print_paper(desk: Desk, kind: str, key: str) -> Printed:
    """Return one paper with what should be known before printing; see `render`."""
    dossier = filing.dossier(desk, consultation_of(desk, key))
    return print_dossier(kind, dossier, today=desk.today)


def print_dossier(kind: str, dossier: Dossier, *, today: date) -> Printed:
    """Return one paper of a dossier; touches no room, so any thread may call it."""
    wanted, faces = kind_of(kind), bundled()
    for paper in wanted.papers(dossier, today):
        layout = lay_out(paper, faces)
        if not wanted.most_pages or len(layout.pages) <= wanted.most_pages:
            break
    return Printed(draw(layout, paper, faces), len(layout.pages), _warnings(layout.missing))


def _warnings(missing: tuple[str, ...]) -> tuple[str, ...]:
    if not missing:
        return ()
    return (f"“{'、'.join(missing)}”没有字形，印作〓，请在纸上补写。",)


def ready(desk: Desk, dossier: Dossier) -> tuple[str, ...]:
    """Return the kinds of paper that can be printed by now."""
    found = []
    for code, kind in KINDS.items():
        try:
            kind.papers(dossier, desk.today)
        except NothingToPrint:
            continue
        found.append(code)
    return tuple(found)


def write(path: Path, pdf: bytes) -> None:
    """Write a PDF aside, sync it, then put it in its place.

    Raises:
        CannotWrite: the place cannot be written, or something other than a PDF is there; what
            was there before still is.
    """
    _refuse_to_replace(path)
    aside = path.with_name(f"{path.name}.part")
    try:
        with aside.open("wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        why = _REASONS.get(error.errno or 0, "磁盘或文件夹用不了")
        raise CannotWrite(f"“{path.name}”写不进去：{why}。请换个位置再存。") from error


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"%PDF-"


def _refuse_to_replace(path: Path) -> None:
    """Let a PDF be written over, and nothing else: the path may be a slip of the hand."""
    if path.is_file() and path.stat().st_size and not _is_pdf(path):
        raise CannotWrite(f"“{path.name}”已经是另一个文件，不是 PDF，没有覆盖。请换个名字再存。")


def kind_of(kind: str) -> PaperKind:
    """Return a kind of paper by its code or word.

    Raises:
        UnknownWord: there is none; the sentence lists those there are.
    """
    for code, known in KINDS.items():
        if kind in (code, known.word):
            return known
    listed = "、".join(f"{known.word}（{code}）" for code, known in KINDS.items())
    raise UnknownWord(f"没有“{kind}”这种文书。现有：{listed}。")


def consultation_of(desk: Desk, key: str) -> str:
    """Return the id of the consultation that an id or number leads to.

    Raises:
        NothingToPrint: it leads to no consultation.
        NoSuchRecord: nothing has this id or number.
    """
    if RecordNumber.parse(key):
        return _leads_to(desk.room.by_number(key.strip().upper()), key)
    for kind in (Consultation, Meeting, Minutes, Outcome):
        found = desk.room.one(kind, id=key)
        if found is not None:
            return _leads_to(found, key)
    desk.room.get(Consultation, key)
    raise AssertionError("get raises for a missing id")


def _leads_to(record: Record, key: str) -> str:
    if isinstance(record, Consultation):
        return record.id
    consultation = getattr(record, "consultation", "")
    if not consultation:
        raise NothingToPrint(f"{key}不属于哪一次协商，打不出这种文书。请用协商的编号（XS）。")
    return str(consultation)
