"""Binding (归档立卷): one consultation as a folder that stands by itself.

In it: the volume (案卷.pdf) with cover, contents and every paper; the evidence as it was attached;
what was printed at the time, byte for byte; and the checksums of it all, which ``sha256sum -c``
checks on any computer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.forms.dossier_cover import dossier_cover
from consultroom.documents.forms.dossier_index import dossier_index
from consultroom.documents.gb9704 import profile_of
from consultroom.documents.layout import join, lay_out
from consultroom.documents.pages import Layout
from consultroom.documents.render_pdf import draw
from consultroom.domain.consultations import Attachment
from consultroom.domain.dossiers import Dossier
from consultroom.domain.papers import IssuedPaper
from consultroom.domain.volumes import DossierEntry
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import filing
from consultroom.services.desk import Desk
from consultroom.services.printing import consultation_of
from consultroom.services.printing.cases import (
    NothingToPrint,
    assignment_case,
    of_assignment,
    of_dossier,
    topic_case,
)
from consultroom.services.printing.contents import Filed, filed
from consultroom.services.printing.jobs import Composed, compose_case, laid_out
from consultroom.services.printing.kinds import KINDS
from consultroom.services.printing.writing import CannotWrite, write
from consultroom.store.blobs import Blobs

SUMS = "SHA256SUMS"
VOLUME, EVIDENCE, PRINTED = "案卷.pdf", "佐证", "已印文书"
_UNFIT = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))


class NotEmpty(UserError):
    """The folder holds something already."""


class Volume(Frozen):
    """What was bound.

    Attributes:
        folder: where it lies.
        pages: of the volume.
        files: every file but the checksums, as named in them.
    """

    folder: Path
    pages: int
    files: tuple[str, ...]


class Unbound(Frozen):
    """What a volume is made of, read from the room; any thread may go on.

    Attributes:
        papers: each with its line of the contents, the pages not yet counted.
        files: name in the folder, and the attachment, of the evidence and of what was printed.
    """

    dossier: Dossier
    papers: tuple[tuple[DossierEntry, Composed], ...]
    files: tuple[tuple[str, Attachment], ...]

    @property
    def steps(self) -> int:
        """How many steps it takes to bind it."""
        return len(self.papers) + 1 + len(self.files)


def bind(desk: Desk, key: str, folder: Path) -> Volume:
    """Write one consultation's volume into an empty or new folder.

    Args:
        desk: where.
        key: id or record number that leads to the consultation.
        folder: made when it is not there.

    Raises:
        NotEmpty: the folder holds something.
        CannotWrite: it cannot be made or written.
        NoSuchRecord: nothing has this id or number.
    """
    work = bound(read(desk, key), desk.room.blobs, folder)
    while True:
        try:
            next(work)
        except StopIteration as end:
            made: Volume = end.value
            return made


def read(desk: Desk, key: str) -> Unbound:
    """Read what the volume of one consultation is made of; see `bind`."""
    dossier = filing.dossier(desk, consultation_of(desk, key))
    composed = ((one.entry, _composed(desk, dossier, one)) for one in filed(dossier))
    papers = tuple((entry, paper) for entry, paper in composed if paper)
    files = (*_evidence(desk, dossier), *_printed(desk, dossier))
    return Unbound(dossier, papers, files)


def bound(unbound: Unbound, blobs: Blobs, folder: Path) -> Generator[str, None, Volume]:
    """Bind a volume step by step, in any thread; each step yields what it did, in words.

    A volume that is left half bound lacks its checksums.

    Raises:
        NotEmpty: the folder holds something.
        CannotWrite: it cannot be made or written.
    """
    _make(folder)
    papers: list[tuple[DossierEntry, Layout]] = []
    for entry, composed in unbound.papers:
        papers.append((entry, join([(p.title, lay) for p, lay in laid_out(composed).papers])))
        yield entry.title
    pdf, pages = _volume(unbound.dossier, papers)
    write(folder / VOLUME, pdf)
    yield VOLUME
    sums = [(VOLUME, hashlib.sha256(pdf).hexdigest())]
    for name, attachment in unbound.files:
        _copy(blobs, attachment, folder / name)
        sums.append((name, attachment.sha256))
        yield name
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums)
    (folder / SUMS).write_text(lines, encoding="utf-8", newline="\n")
    return Volume(folder, pages, tuple(name for name, _ in sums))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise NotEmpty(f"“{folder.name}”里已经有文件，案卷要放进空文件夹。请换一个。")
    except OSError as error:
        raise CannotWrite(f"“{folder.name}”建不了文件夹，请换个位置。") from error


def _volume(dossier: Dossier, papers: Sequence[tuple[DossierEntry, Layout]]) -> tuple[bytes, int]:
    profile = profile_of(dossier.parameters.paper.geometry)
    entries = tuple(replace(entry, pages=len(layout.pages)) for entry, layout in papers)
    cover = dossier_cover(dossier, entries, profile=profile)
    contents = dossier_index(dossier, entries, profile=profile)
    whole = join(
        [
            ("封面", lay_out(cover, bundled())),
            ("卷内目录", lay_out(contents, bundled())),
            *((entry.title, layout) for entry, layout in papers),
        ]
    )
    return draw(whole, _titled(cover, entries), bundled()), len(whole.pages)


def _titled(cover: Paper, entries: tuple[DossierEntry, ...]) -> Paper:
    return replace(cover, subject=f"协商案卷，{len(entries)}件")


def _composed(desk: Desk, dossier: Dossier, one: Filed) -> Composed | None:
    """Return a paper composed, or None when it cannot be made of what there is."""
    kind = KINDS[one.kind]
    if kind.find is topic_case:
        return compose_case(one.kind, topic_case(desk, one.key))
    if kind.find is assignment_case:
        assignment = next(a for a in dossier.assignments if a.id == one.key)
        return compose_case(one.kind, of_assignment(desk, dossier, assignment))
    try:
        return compose_case(one.kind, of_dossier(desk, dossier))
    except NothingToPrint:
        return None


def _evidence(desk: Desk, dossier: Dossier) -> Iterator[tuple[str, Attachment]]:
    about = _belongings(dossier)
    for at, attachment in enumerate(desk.room.find(Attachment, about=about), start=1):
        yield f"{EVIDENCE}/{at:03d} {_fit(attachment.name)}", attachment


def _printed(desk: Desk, dossier: Dossier) -> Iterator[tuple[str, Attachment]]:
    for paper in desk.room.find(IssuedPaper, subject=_belongings(dossier)):
        attachment = desk.room.one(Attachment, id=paper.attachment)
        if attachment:
            word = KINDS[paper.kind].word if paper.kind in KINDS else paper.kind
            name = f"{_fit(paper.about_number)} {word} 第{paper.version}版.pdf"
            yield f"{PRINTED}/{_fit(name.strip())}", attachment


def _belongings(dossier: Dossier) -> tuple[str, ...]:
    """Return the ids of all that belongs to a consultation."""
    groups = (
        dossier.meetings, dossier.minutes, dossier.research, dossier.evidence, dossier.reviews,
        dossier.assignments, dossier.replies, dossier.supervisions, dossier.look_backs,
        dossier.satisfaction, dossier.steps,
    )  # fmt: skip
    outcome = (dossier.outcome.id,) if dossier.outcome else ()
    found = (record.id for group in groups for record in group)
    return (dossier.consultation.id, dossier.topic.id, *outcome, *found)


def _fit(name: str) -> str:
    return name.translate(_UNFIT).strip(" .") or "附件"


def _copy(blobs: Blobs, attachment: Attachment, file: Path) -> None:
    try:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(blobs.read(attachment.sha256))
    except OSError as error:
        raise CannotWrite(f"“{file.name}”写不进去，请检查磁盘和权限，再装一次卷。") from error
