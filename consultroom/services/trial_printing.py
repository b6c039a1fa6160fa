"""Printing a trial page (试印): a sheet that says of itself whether the printer does well."""

from __future__ import annotations

from consultroom.documents.fonts import bundled
from consultroom.documents.forms.trial_page import trial_page
from consultroom.documents.gb9704 import profile_of
from consultroom.documents.layout import lay_out
from consultroom.documents.render_pdf import draw
from consultroom.domain.papers import PageGeometry


def trial_pdf(station: str, page: PageGeometry) -> bytes:
    """Return the trial page as PDF; touches no room, so any thread may call it.

    Args:
        station: name of the station, in the file's properties.
        page: the page of its papers.
    """
    faces, paper = bundled(), trial_page(station, profile=profile_of(page))
    return draw(lay_out(paper, faces), paper, faces)
