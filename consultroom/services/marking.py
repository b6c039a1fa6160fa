"""Marking (加盖签名二维码): the payloads of a paper's signed squares, one for each page.

`documents.qr.stamped` puts them on the sheets. A `Signer` touches no room, so that a worker may
sign what the window's thread has decided to print.
"""

from __future__ import annotations

from consultroom.documents.pages import Layout
from consultroom.exchange.identity import Identity
from consultroom.exchange.page_marks import PageMark, fits_number, sign
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.identifying import identity


class Signer(Frozen):
    """Signs pages with the key of this computer."""

    identity: Identity

    def payloads(
        self, layout: Layout, *, kind: str, subject: str, number: str, version: int
    ) -> tuple[str, ...]:
        """Return what each page's square says, at most 300 characters each.

        Args:
            layout: the paper; with or without squares, the payloads are the same.
            kind: code of the paper kind, 1-24 ASCII characters.
            subject: id of the record it is about.
            number: record number on it; one that takes more than 30 bytes is left out, since the
                subject tells the paper.
            version: as `archiving.want` decided it.

        Raises:
            ValueError: a part is too long for a square.
        """
        from consultroom.documents.digests import page_digest  # its library: 50 ms

        return tuple(
            sign(
                PageMark(
                    unit=self.identity.unit,
                    kind=kind,
                    number=number if fits_number(number) else "",
                    subject=subject,
                    version=version,
                    page=place,
                    pages=len(layout.pages),
                    digest=page_digest(page),
                ),
                self.identity,
            )
            for place, page in enumerate(layout.pages, start=1)
        )


def signer(desk: Desk) -> Signer:
    """Return what signs the pages printed here; makes this computer's keys the first time."""
    return Signer(identity(desk))


def payloads(
    desk: Desk, layout: Layout, *, kind: str, subject: str, number: str, version: int
) -> tuple[str, ...]:
    """Return what each page's square says; see `Signer.payloads`."""
    found = signer(desk)
    return found.payloads(layout, kind=kind, subject=subject, number=number, version=version)
