"""Making chase slips of many assignments, read one by one so that the window keeps moving."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from consultroom.services.striding import Steps
from consultroom.ui.paper.presenter import PaperKind
from consultroom.ui.paper.press import Made, RoomPress
from consultroom.ui.printing.making import set_of

if TYPE_CHECKING:
    from consultroom.services.printing.chasing import ChaseCase

KIND = "chase"


class ChasePress(RoomPress):
    """Makes one set of the slips of all assignments named, blanks between their ids."""

    def about(self, about: str) -> tuple[str, tuple[PaperKind, ...]]:
        """Return how many there are, and the one set there is."""
        count = len(about.split())
        return f"超期 {count} 件", (PaperKind(key=KIND, label="催办单（整套）"),) if count else ()

    def _maker(self, about: str, kind: str) -> Steps[Callable[[], Made]]:
        """Read one assignment a step; the set is made off the GUI thread."""
        from consultroom.services.printing import chasing

        del kind
        cases: list[ChaseCase] = []
        for assignment in about.split():
            cases.append(chasing.read_case(self._desk(), assignment))
            yield
        return lambda: set_of(chasing.chase(tuple(cases)))

    def _work(self, *made: Any, **_named: Any) -> None:
        super()._work(*made, named=lambda job: f"{job.name}.pdf")
