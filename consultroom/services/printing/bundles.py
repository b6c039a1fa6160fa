"""Several papers in one job (会议包): one PDF with bookmarks, or one folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from consultroom.documents.fonts import bundled
from consultroom.documents.layout import join
from consultroom.documents.pages import Layout
from consultroom.domain.records import UnknownWord
from consultroom.frozen import Frozen, replace
from consultroom.services import filing
from consultroom.services.desk import Desk
from consultroom.services.printing.cases import (
    NothingToPrint,
    assignment_case,
    consultation_of,
    of_assignment,
    of_dossier,
)
from consultroom.services.printing.jobs import (
    Composed,
    Printed,
    compose_case,
    finished,
    laid_out,
    made,
    marks_of,
    warnings_of,
)
from consultroom.services.printing.kinds import KINDS
from consultroom.services.printing.offers import Offer
from consultroom.services.printing.writing import CannotWrite, write


class BundleKind(Frozen):
    """A set of papers that go out together. ``kinds`` in printed order."""

    word: str
    kinds: tuple[str, ...]


BUNDLES: dict[str, BundleKind] = {
    "meeting": BundleKind(
        "会议包",
        ("notice", "agenda", "sign_in", "name_cards", "seating", "host_outline", "reply_slip"),
    ),
    "chase": BundleKind("交办督办", ("assignment", "supervision", "reply_sheet")),
}


class Bundle(Frozen):
    """Papers composed to go out together; touches no room. ``code`` is a key of `BUNDLES`."""

    code: str
    title: str
    jobs: tuple[Composed, ...]


def bundle(desk: Desk, code: str, key: str) -> Bundle:
    """Return a set of papers about one consultation, those there are by now.

    Args:
        desk: where.
        code: a key of `BUNDLES`, or its word.
        key: id or record number that leads to the consultation.

    Raises:
        UnknownWord: there is no such set.
        NothingToPrint: none of its papers can be made yet.
        NoSuchRecord: nothing has this id or number.
    """
    code = _bundle_code(code)
    kind = BUNDLES[code]
    dossier = filing.dossier(desk, consultation_of(desk, key))
    whole = of_dossier(desk, dossier)
    cases = [of_assignment(desk, dossier, one) for one in dossier.standing_assignments]
    jobs: list[Composed] = []
    for paper in kind.kinds:
        about = cases if KINDS[paper].find is assignment_case else [whole]
        for case in about:
            try:
                jobs.append(compose_case(paper, case, marks=marks_of(desk, paper, case)))
            except NothingToPrint:
                continue
    if not jobs:
        raise NothingToPrint(f"还没有可以放进{kind.word}的文书，先往下办再打印。")
    return Bundle(code, f"{kind.word} {dossier.consultation.number}", tuple(jobs))


def _bundle_code(code: str) -> str:
    for known, kind in BUNDLES.items():
        if code in (known, kind.word):
            return known
    listed = "、".join(f"{kind.word}（{known}）" for known, kind in BUNDLES.items())
    raise UnknownWord(f"没有“{code}”这种成套文书。现有：{listed}。")


def bundles_of(offered: Iterable[Offer]) -> tuple[str, ...]:
    """Return the sets of which at least two papers are on offer."""
    kinds = [offer.kind for offer in offered]
    return tuple(
        code for code, known in BUNDLES.items() if sum(kind in known.kinds for kind in kinds) > 1
    )


def bound(bundle: Bundle) -> Printed:
    """Return the set as one PDF, a bookmark for each paper; in any thread."""
    from consultroom.documents.render_pdf import draw

    layout = bound_layout(bundle.jobs)
    paper = bundle.jobs[0].parts[0].papers[0]
    pdf = draw(layout, replace(paper, title=bundle.title, subject=bundle.title), bundled())
    return Printed(pdf, len(layout.pages), warnings_of(layout))


def bound_layout(jobs: Sequence[Composed]) -> Layout:
    """Return several jobs as one layout."""
    parts = []
    for job in jobs:
        found = laid_out(job)
        version = job.marks.version(found.digest) if job.marks else 0
        parts.append((_name(job, jobs), finished(job, found, version)))
    return join(parts)


def _name(job: Composed, jobs: Sequence[Composed]) -> str:
    word = KINDS[job.kind].word
    same = sum(other.kind == job.kind for other in jobs)
    return f"{word} {job.case.number}" if same > 1 else word


def unfold(bundle: Bundle, folder: Path) -> tuple[Path, ...]:
    """Write the set into a folder, one PDF a paper, numbered in printed order.

    Raises:
        CannotWrite: the folder cannot be made, or a file in it cannot be written.
    """
    make_folder(folder)
    files = []
    for name, job in zip(names_of(bundle), bundle.jobs, strict=True):
        write(folder / name, made(job).pdf)
        files.append(folder / name)
    return tuple(files)


def names_of(bundle: Bundle) -> tuple[str, ...]:
    """Return the file name of each paper of a set, numbered in printed order."""
    return tuple(
        f"{at:02d} {_name(job, bundle.jobs)}.pdf" for at, job in enumerate(bundle.jobs, start=1)
    )


def make_folder(folder: Path) -> None:
    """Make a folder where it is not there.

    Raises:
        CannotWrite: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"“{folder.name}”建不了文件夹，请换个位置。") from error
