"""From a paper composed by the services to a job that can be shown, printed and kept. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from consultroom.ui.printing.presenter import PrintJob

if TYPE_CHECKING:
    from consultroom.services.printing import Bundle, Composed

Slow = Callable[[Callable[[], object], Callable[[object], None], Callable[[str], None]], None]
"""Runs work elsewhere; then calls the second with its answer, or the third with a sentence."""


def made_of(composed: Composed) -> tuple[PrintJob, tuple[str, ...]]:
    """Return a paper as it would be printed today, and what to know before; in any thread.

    What is shown carries the version it would be printed as; another one is made when it is asked.
    """
    from consultroom.services import printing

    made = printing.made(composed)
    word = printing.KINDS[composed.kind].word
    case = composed.case

    def make(version: int) -> bytes:
        if version == made.version or composed.marks is None:
            return made.pdf
        return printing.made(composed, version=version).pdf

    job = PrintJob(
        kind=composed.kind,
        title=word,
        name=f"{word}：{case.name}",
        subject=case.subject,
        number=case.number,
        pdf=made.pdf,
        pages=made.pages,
        digest=made.digest,
        make_pdf=make,
    )
    return job, made.warnings


def set_of(bundle: Bundle) -> tuple[PrintJob, tuple[str, ...]]:
    """Return papers that go out together as one job, each kept by itself; in any thread."""
    from consultroom.services import printing

    whole = printing.bound(bundle)
    parts = tuple(made_of(job)[0] for job in bundle.jobs)
    word, _, number = bundle.title.partition(" ")
    job = PrintJob(
        kind=f"bundle_{bundle.code}",
        title=word,
        name=bundle.title,
        number=number,
        pdf=whole.pdf,
        pages=whole.pages,
        parts=parts,
    )
    return job, whole.warnings
