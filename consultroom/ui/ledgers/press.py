"""Making the papers of a period: ledgers, statistics, the year's plan and its posters. No Qt."""

from __future__ import annotations

from consultroom.domain.ledgers import LEDGERS
from consultroom.services.reporting import PLAN, STATISTICS
from consultroom.ui.paper.presenter import PaperKind
from consultroom.ui.paper.press import RoomPress

POSTERS = ("plan", "plan_poster", "plan_poster_a3", "reception_poster", "reception_poster_a3")


def paper_kind(code: str) -> str:
    """Return the kind of paper of a table: ``outcomes`` is printed as ``ledger_outcomes``."""
    return code if code in (STATISTICS, PLAN) else f"ledger_{code}"


class PeriodPress(RoomPress):
    """Makes the papers of a period; it is told as ``2026-01-01..2026-03-31``."""

    def about(self, about: str) -> tuple[str, tuple[PaperKind, ...]]:
        """Return the period in words, and every paper there is of it."""
        from consultroom.services import printing
        from consultroom.services.printing.periods import period_of

        if not about:
            return "", ()
        codes = (*(paper_kind(code) for code in LEDGERS), STATISTICS, *POSTERS)
        kinds = tuple(PaperKind(key=code, label=printing.KINDS[code].word) for code in codes)
        return period_of(about, self._desk().today).words(), kinds
