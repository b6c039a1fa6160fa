"""Trying a template (试印模板): on a paper of the room or on a made-up one, before it is used."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.documents import docx
from consultroom.documents.blocks import Paper
from consultroom.documents.docx import Finding, Weight
from consultroom.documents.templates.shown import ShownLine
from consultroom.documents.templates.tags import MUST, TAGS, written
from consultroom.domain.consultations import Consultation
from consultroom.frozen import Frozen
from consultroom.services import filing
from consultroom.services.desk import Desk
from consultroom.services.printing import cases, jobs, kinds, periods
from consultroom.services.printing.offers import offers

__all__ = [
    "MakePaper",
    "ShownLine",
    "Subject",
    "TagUse",
    "Trial",
    "paper_of",
    "subjects",
    "tag_uses",
    "tried",
    "values",
]

SAMPLE = "sample"
SAMPLE_WORD = "样例文书（各部分都有）"
GENERAL = "general"
_MOST = 6  # consultations offered for a trial, the newest
_FOR_ALL = ("notice", "minutes", "assignment")  # kinds the template for all is tried on
_AT = "/"  # between the kind and the record of a subject

MakePaper = Callable[[], Paper]
"""Composes a paper from what was read already; touches no room, so any thread may call it."""


class Subject(Frozen):
    """Something a template can be tried on; ``key`` is for `paper_of`."""

    key: str
    label: str


class TagUse(Frozen, kw_only=True):
    """A tag that may be used.

    Attributes:
        says: what it prints.
        written: as it is written in the template.
        must: a template without it, or one that stands for it, cannot be used.
    """

    name: str
    says: str
    written: str
    must: bool


class Trial(Frozen, kw_only=True):
    """A template tried.

    Attributes:
        findings: everything that is wrong, or will be missing.
        content: the filled docx; empty where it could not be filled.
        lines: what that says, to look at.
        omitted: a sentence for each part of the paper that is left out.
    """

    findings: tuple[Finding, ...]
    content: bytes = b""
    lines: tuple[ShownLine, ...] = ()
    omitted: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Tell whether it may be put in force."""
        return not any(one.weight is Weight.STOPS for one in self.findings)


def tag_uses() -> tuple[TagUse, ...]:
    """Return every tag a template may use."""
    return tuple(
        TagUse(name=name, says=tag.says, written=written(name), must=name in MUST)
        for name, tag in TAGS.items()
    )


def subjects(desk: Desk, kind: str) -> tuple[Subject, ...]:
    """Return what a template of a kind can be tried on: the newest first, a made-up paper last.

    Args:
        desk: where.
        kind: code of a kind with a Word version, or ``general``.
    """
    known = kinds.KINDS.get(kind)
    if known is not None and known.find is periods.member_case:
        found = [Subject(f"{kind}{_AT}{one.id}", one.name) for one in desk.members()]
    else:
        found = list(_of_consultations(desk, kind))
    return (*found, Subject(SAMPLE, SAMPLE_WORD))


def _of_consultations(desk: Desk, kind: str) -> list[Subject]:
    begun = sorted(desk.room.find(Consultation), key=lambda one: one.number, reverse=True)
    among = _FOR_ALL if kind == GENERAL else (kind,)
    found = []
    for one in begun[:_MOST]:
        offered = offers(desk, filing.dossier(desk, one.id), among=among)
        for each in offered:
            what = "" if len(offered) == 1 and kind != GENERAL else f"　{each.label}"
            found.append(Subject(f"{each.kind}{_AT}{each.key}", f"{one.number}　{one.title}{what}"))
    return found


def paper_of(desk: Desk, key: str) -> MakePaper:
    """Read what a paper for a trial is about.

    Args:
        desk: where.
        key: of a `Subject`.

    Raises:
        NothingToPrint: it has not come that far, or is there no more.
        NoSuchRecord: it is there no more.
    """
    if key == SAMPLE:
        return docx.sample
    kind, _, record = key.partition(_AT)
    case: cases.Case = kinds.KINDS[kind].find(desk, record)
    return lambda: jobs.chosen(jobs.compose_case(kind, case))


def tried(content: bytes, paper: Paper) -> Trial:
    """Check a template and fill it with a paper; touches no room.

    Raises:
        NoTwin: the paper is a drawing.
    """
    findings = docx.check(content)
    if any(one.weight is Weight.STOPS for one in findings):
        return Trial(findings=findings)
    filled = docx.render(content, paper)
    parts = docx.omitted(content, paper)
    return Trial(
        findings=findings,
        content=filled,
        lines=docx.lines(filled),
        omitted=tuple(f"这份文书有“{part}”，模板里没有，Word 版会少这一部分。" for part in parts),
    )


def values(paper: Paper) -> dict[str, str]:
    """Return what each tag would print in a paper, shortened; touches no room.

    Raises:
        NoTwin: the paper is a drawing.
    """
    return docx.values(paper)
