"""Looking at a scan (看扫描件) inside the program, beside the fields it is filed by."""

from __future__ import annotations

from pathlib import Path


def sheet_of(file: Path, place: int) -> bytes:
    """Return one page of a scan or photograph as a PDF of one page; any thread may call it.

    Args:
        file: it is only read.
        place: the page, from 1.

    Raises:
        UserError: it cannot be shown; the sentence says what else to do.
    """
    from consultroom.documents import scan_sheets

    return scan_sheets.sheet_of(file, place)
