"""Printing (文书): from a record number to the bytes of a PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


class NothingToPrint(UserError):
    """The record has not come far enough for this paper."""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper.

    Attributes:
        word: its name, as on the paper.
        papers: the candidates for a dossier, the first that fits ``most_pages`` is taken.
        most_pages: 0 for any number.
    """

    word: str
    papers: Callable[[Desk, Dossier], tuple[Paper, ...]]
    most_pages: int = 0


def _sitting(dossier: Dossier) -> Meeting:
    if dossier.meeting is None:
        raise NothingToPrint("还没有安排会议，先定下会议的时间和地点再打印。")
    return dossier.meeting


def _notice(desk: Desk, dossier: Dossier) -> tuple[Paper, ...]:
    meeting = _sitting(dossier)
    return (notice(dossier, meeting, on=meeting.notice_sent_on or desk.today),)


def _minutes(desk: Desk, dossier: Dossier) -> tuple[Paper, ...]:
    del desk
    return (minutes_sheet(dossier, _sitting(dossier)),)


def _outcome(desk: Desk, dossier: Dossier) -> tuple[Paper, ...]:
    del desk
    if dossier.outcome is None:
        raise NothingToPrint("还没有协商成果单，先填写再打印。")
    return tuple(outcome_sheet(dossier, size_pt=size) for size in SIZES_PT)


KINDS: dict[str, PaperKind] = {
    "notice": PaperKind("会议通知", _notice),
    "minutes": PaperKind("协商纪要", _minutes),
    "outcome": PaperKind("协商成果单", _outcome, most_pages=1),
}


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
    return render_of(desk, kind, filing.dossier(desk, consultation_of(desk, key)))


def render_of(desk: Desk, kind: str, dossier: Dossier) -> bytes:
    """Return one paper of a dossier as PDF; see `render`."""
    wanted = kind_of(kind)
    faces = bundled()
    candidates = wanted.papers(desk, dossier)
    for paper in candidates[:-1]:
        layout = lay_out(paper, faces)
        if not wanted.most_pages or len(layout.pages) <= wanted.most_pages:
            return draw(layout, paper, faces)
    return draw(lay_out(candidates[-1], faces), candidates[-1], faces)


def missing_characters(desk: Desk, kind: str, key: str) -> tuple[str, ...]:
    """Return the characters of a paper that no bundled face has, to be told before printing."""
    dossier = filing.dossier(desk, consultation_of(desk, key))
    paper = kind_of(kind).papers(desk, dossier)[0]
    return lay_out(paper, bundled()).missing


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
