"""Posters (海报): what they have in common, in every type size that may fit the sheet."""

from __future__ import annotations

from consultroom.documents.forms.poster import FITS, Board, PosterSize
from consultroom.domain.receptions import VisitorIdentity
from consultroom.services.printing.cases import Case


def boards_of(
    case: Case, size: PosterSize, identities: tuple[VisitorIdentity, ...] = ()
) -> tuple[Board, ...]:
    """Return a case's board in each size of type, the largest first."""
    return tuple(
        Board(
            station=case.station,
            on=case.today,
            size=size,
            fit=fit,
            complaints=case.rules.complaints,
            rules=case.rules,
            identities=identities,
        )
        for fit in FITS
    )
