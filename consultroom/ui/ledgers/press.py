"""Making the papers of a period: ledgers, statistics, the year's plan and its posters. No Qt."""

from __future__ import annotations

from consultroom.domain.ledgers import LEDGERS
from consultroom.domain.stations import OrgUnit
from consultroom.services.reporting import STATISTICS
from consultroom.ui.ledgers.reading import AT, paper_kind
from consultroom.ui.paper.presenter import PaperKind
from consultroom.ui.paper.press import RoomPress

POSTERS = ("plan", "plan_poster", "plan_poster_a3", "reception_poster", "reception_poster_a3")


class PeriodPress(RoomPress):
    """Makes the papers of a period; it is told as ``2026-01-01..2026-03-31``, or ``…@WT``."""

    def about(self, about: str) -> tuple[str, tuple[PaperKind, ...]]:
        """Return the period in words, and every paper there is of it."""
        from consultroom.services import printing
        from consultroom.services.printing.periods import period_of

        if not about:
            return "", ()
        when, _, unit = about.partition(AT)
        codes = (*(paper_kind(code) for code in LEDGERS), STATISTICS, *(() if unit else POSTERS))
        kinds = tuple(PaperKind(key=code, label=printing.KINDS[code].word) for code in codes)
        desk = self._desk()
        name = f"{desk.room.get(OrgUnit, unit).name}　" if unit else ""
        return f"{name}{period_of(when, desk.today).words()}", kinds
