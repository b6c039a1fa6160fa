"""What a kind of paper is (文书种类), and the parts a job is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from consultroom.documents.blocks import Paper
from consultroom.documents.gb9704 import PageProfile, profile_of
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.printing.cases import Case
from consultroom.services.striding import Steps


class Part(Frozen):
    """One paper of a job.

    Attributes:
        papers: the candidates; the first that fits ``most_pages`` is taken, else the last.
        most_pages: 0 for any number.
    """

    papers: tuple[Paper, ...]
    most_pages: int = 0


class PaperKind(Frozen):
    """One kind of paper.

    Attributes:
        word: its name, as on the paper.
        find: reads what it is about from the room, by id or record number.
        compose: the parts of one job, in printed order.
        key: what its key is called on the command line.
        marked: whether its pages carry the signed square (二维码).
        twin: whether it has a docx twin.
        steps: as ``find``, a few milliseconds at a time; for what is about a whole year.
    """

    word: str
    find: Callable[[Desk, str], Case]
    compose: Callable[[Any], tuple[Part, ...]]
    key: str = "协商编号"
    marked: bool = True
    twin: bool = False
    steps: Callable[[Desk, str], Steps[Case]] | None = None

    def finding(self, desk: Desk, key: str) -> Steps[Case]:
        """Read what it is about in steps; most kinds have a single one."""
        if self.steps is not None:
            return (yield from self.steps(desk, key))
        return self.find(desk, key)


def one(paper: Paper) -> tuple[Part, ...]:
    """Return a job of one paper of any length."""
    return (Part((paper,)),)


def fitting(*papers: Paper) -> tuple[Part, ...]:
    """Return a job of one sheet: the first of the candidates that fits it."""
    return (Part(papers, most_pages=1),)


def page_of(case: Case) -> PageProfile:
    """Return the district's page."""
    return profile_of(case.rules.geometry)
