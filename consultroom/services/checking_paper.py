"""The paper check (版面检查): is any PDF what the district's page rules ask for?"""

from __future__ import annotations

from pathlib import Path

from consultroom.documents.gb9704 import profile_of
from consultroom.domain.papers import PageGeometry
from consultroom.errors import UserError
from consultroom.frozen import Frozen

MOST_BYTES = 512 * 1024 * 1024


class CannotRead(UserError):
    """The file is not there, or cannot be read."""


class OffPage(Frozen):
    """One thing that is off; ``page`` counts from 1, 0 for the whole file."""

    rule: str
    page: int
    sentence: str


class PaperCheck(Frozen):
    """What the check found. ``profile`` is the page it was held against."""

    pages: int
    profile: str
    findings: tuple[OffPage, ...]


def check_paper(file: Path, geometry: PageGeometry | None = None) -> PaperCheck:
    """Measure a PDF, whoever made it, against a page.

    Args:
        file: the PDF.
        geometry: the district's page; None holds it against GB/T 9704-2012.

    Raises:
        CannotRead: the file is not there, cannot be read, or is larger than 512 MiB.
        UserError: it is no PDF, or is locked.
    """
    return check_pdf(_bytes_of(file), geometry)


def check_pdf(content: bytes, geometry: PageGeometry | None = None) -> PaperCheck:
    """Measure the bytes of a PDF; see `check_paper`.

    Raises:
        UserError: it is no PDF, or is locked.
    """
    from consultroom.documents.checking import check  # with pdfium: a tenth of a second
    from consultroom.documents.measuring import measure

    profile = profile_of(geometry or PageGeometry())
    found = measure(content)
    off = tuple(OffPage(one.rule, one.page, one.sentence) for one in check(found, profile))
    return PaperCheck(len(found.pages), profile.name, off)


def _bytes_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise CannotRead(f"“{file.name}”超过512MB，不像一份文书，请核对文件。")
        return file.read_bytes()
    except OSError as error:
        raise CannotRead(f"读不了“{file.name}”，请核对位置和权限。") from error
