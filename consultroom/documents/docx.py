"""The docx twin (可改的 Word 版) of a paper: a template of the district, filled in.

PDF is what is printed and kept; the twin is for offices that go on editing in WPS. Its pages end
where the PDF's do, within a line, on a PC that has the faces its styles name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.setting import setter_for
from consultroom.documents.templates.findings import Finding, Weight
from consultroom.documents.templates.pieces import NoTwin
from consultroom.documents.templates.reading import UnusableTemplate

if TYPE_CHECKING:
    from consultroom.documents.templates.shown import ShownLine

__all__ = [
    "Finding",
    "NoTwin",
    "UnusableTemplate",
    "Weight",
    "check",
    "lines",
    "omitted",
    "render",
    "sample",
    "values",
]


def render(template: bytes, paper: Paper) -> bytes:
    """Return a paper as a docx.

    The same template and paper always give the same bytes.

    Args:
        template: a docx with tags; see `templates.tags`.
        paper: what is to be filled in.

    Raises:
        UnusableTemplate: it is no docx, holds what a template may not, or cannot be filled in.
        NoTwin: the paper is a drawing.
        TooMuch: its loops would never end.
    """
    from consultroom.documents.templates.engine import rendered

    return rendered(template, paper, setter_for(bundled()))


def check(template: bytes) -> tuple[Finding, ...]:
    """Return everything that is wrong with a template, or will be missing from its papers."""
    from consultroom.documents.templates.checking import findings

    return findings(template, setter_for(bundled()))


def omitted(template: bytes, paper: Paper) -> tuple[str, ...]:
    """Return the parts of a paper that a template does not print, as ``署名``."""
    from consultroom.documents.templates.checking import left_out

    return left_out(template, paper, setter_for(bundled()))


def lines(filled: bytes) -> tuple[ShownLine, ...]:
    """Return what a filled template says, as lines to look at."""
    from consultroom.documents.templates.showing import lines

    return lines(filled)


def values(paper: Paper) -> dict[str, str]:
    """Return what each tag prints in a paper, shortened.

    Raises:
        NoTwin: the paper is a drawing.
    """
    from consultroom.documents.templates.showing import values

    return values(paper, setter_for(bundled()))


def sample() -> Paper:
    """Return a made-up paper that has every part, for trying a template on."""
    from consultroom.documents.templates.checking import made_up

    return made_up()
