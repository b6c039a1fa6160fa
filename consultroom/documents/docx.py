"""The docx twin (可改的 Word 版) of a paper: a template of the district, filled in.

PDF is what is printed and kept; the twin is for offices that go on editing in WPS. Its pages end
where the PDF's do, within a line, on a PC that has the faces its styles name.
"""

from __future__ import annotations

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.setting import setter_for
from consultroom.documents.templates.findings import Finding, Weight
from consultroom.documents.templates.pieces import NoTwin
from consultroom.documents.templates.reading import UnusableTemplate

__all__ = ["Finding", "NoTwin", "UnusableTemplate", "Weight", "check", "omitted", "render"]


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
