"""材料: the files kept with a consultation, and what a file given now may prove. No Qt here."""

from __future__ import annotations

from consultroom.domain.dossiers import Dossier
from consultroom.domain.evidence import by_hand
from consultroom.frozen import Frozen
from consultroom.services import attaching
from consultroom.services.desk import Desk
from consultroom.ui.wording import short_day

OTHER = "其他材料，只附上"


class MaterialLine(Frozen, kw_only=True):
    """One file kept with the consultation.

    Attributes:
        note: when it was added, and what it proves.
    """

    id: str
    name: str
    note: str


class Materials(Frozen, kw_only=True):
    """The files, and the evidence lines of the step on show that a file may prove.

    Attributes:
        proofs: code and words of each line; the last proves nothing.
    """

    lines: tuple[MaterialLine, ...] = ()
    proofs: tuple[tuple[str, str], ...] = (("", OTHER),)


def materials_of(desk: Desk, dossier: Dossier, step: str) -> Materials:
    """Return what is kept with a consultation, the latest first."""
    proved = {one.attachment: one.label for one in dossier.evidence if one.attachment}
    kept = attaching.materials(desk, dossier.consultation.id)
    lines = (
        MaterialLine(
            id=one.id,
            name=one.name,
            note="　".join(
                filter(None, (f"{short_day(one.added_on)}附上", proved.get(one.id, "")))
            ),
        )
        for one in reversed(kept)
    )
    proofs = tuple((one.code, one.label) for one in by_hand(dossier.scheme.step(step)))
    return Materials(lines=tuple(lines), proofs=(*proofs, ("", OTHER)))
