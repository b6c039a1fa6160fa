"""The kinds of paper there are (文书种类): their word, what they are about, how they are composed.

To add one: a form in ``documents/forms``, one line in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from consultroom.documents.blocks import Paper
from consultroom.documents.forms.minutes_sheet import minutes_sheet
from consultroom.documents.forms.notice import notice
from consultroom.documents.forms.outcome_sheet import SIZES_PT, outcome_sheet
from consultroom.documents.gb9704 import profile_of
from consultroom.domain.records import UnknownWord
from consultroom.services.desk import Desk
from consultroom.services.printing.cases import (
    Case,
    ConsultationCase,
    NothingToPrint,
    consultation_case,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of a job.

    Attributes:
        papers: the candidates; the first that fits ``most_pages`` is taken, else the last.
        most_pages: 0 for any number.
    """

    papers: tuple[Paper, ...]
    most_pages: int = 0


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper.

    Attributes:
        word: its name, as on the paper.
        find: reads what it is about from the room, by id or record number.
        compose: the parts of one job, in printed order.
        marked: whether its pages carry the signed square (二维码).
        twin: whether it has a docx twin.
    """

    word: str
    find: Callable[[Desk, str], Case]
    compose: Callable[[Any], tuple[Part, ...]]
    marked: bool = True
    twin: bool = False


def _notice(case: ConsultationCase) -> tuple[Part, ...]:
    meeting = case.meeting
    on = meeting.notice_sent_on or case.today
    profile = profile_of(case.rules.geometry)
    return (Part((notice(case.dossier, meeting, on=on, profile=profile),)),)


def _minutes(case: ConsultationCase) -> tuple[Part, ...]:
    profile = profile_of(case.rules.geometry)
    return (Part((minutes_sheet(case.dossier, case.meeting, profile=profile),)),)


def _outcome(case: ConsultationCase) -> tuple[Part, ...]:
    if case.dossier.outcome is None:
        raise NothingToPrint("还没有协商成果单，先填写再打印。")
    sizes = tuple(outcome_sheet(case.dossier, size_pt=size) for size in SIZES_PT)
    return (Part(sizes, most_pages=1),)


KINDS: dict[str, PaperKind] = {
    "notice": PaperKind("会议通知", consultation_case, _notice, twin=True),
    "minutes": PaperKind("协商纪要", consultation_case, _minutes, twin=True),
    "outcome": PaperKind("协商成果单", consultation_case, _outcome),
}


def code_of(kind: str) -> str:
    """Return the code of a kind given by its code or word.

    Raises:
        UnknownWord: there is none; the sentence lists those there are.
    """
    for code, known in KINDS.items():
        if kind in (code, known.word):
            return code
    listed = "、".join(f"{known.word}（{code}）" for code, known in KINDS.items())
    raise UnknownWord(f"没有“{kind}”这种文书。现有：{listed}。")


def kind_of(kind: str) -> PaperKind:
    """Return a kind of paper by its code or word.

    Raises:
        UnknownWord: there is none; the sentence lists those there are.
    """
    return KINDS[code_of(kind)]
