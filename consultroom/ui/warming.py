"""Warming up (预热): what pages need is read while the window waits, so that they open at once.

A page's modules are read and its widgets made when it is first opened (see ``pages``), which takes
up to a tenth of a second; with nothing to do after the first paint, the window does it bit by bit
instead. What is here is no list of what there is: a module or page left out only comes later. Each
step is short, so that a key pressed meanwhile is not late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from itertools import chain
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from consultroom.ui.turns import GATE

EVERY = 5  # ms between two turns, in which keys and clicks are taken
SPELL = 0.005  # seconds after which a turn takes no further step

# Pages in the order of the rail, each after the larger things it stands on. No library that draws
# or reads paper is here: they are half as large again as all of these.
MODULES = (
    "consultroom.domain.yearbooks",
    "consultroom.documents.blocks",
    "consultroom.documents.forms.minutes_sheet",
    "consultroom.services.titling",
    "consultroom.services.scheduling",
    "consultroom.ui.workspace.forms",
    "consultroom.ui.calendar.plan_list",
    "consultroom.ui.calendar.plan_page",
    "consultroom.ui.calendar.presenter",
    "consultroom.ui.calendar.opening",
    "consultroom.services.importing_topics",
    "consultroom.ui.topics.presenter",
    "consultroom.ui.preview.viewer",
    "consultroom.ui.dialogs",
    "consultroom.ui.paper.view",
    "consultroom.ui.printing.shop",
    "consultroom.ui.topics.opening",
    "consultroom.ui.consultations.opening",
    "consultroom.ui.workspace.presenter",
    "consultroom.ui.workspace.opening",
    "consultroom.ui.outcomes.opening",
    "consultroom.ui.receptions.opening",
    "consultroom.services.serving",
    "consultroom.ui.importing.opening",
    "consultroom.ui.members.opening",
    "consultroom.ui.papers.opening",
    "consultroom.services.reporting",
    "consultroom.ui.ledgers.opening",
    "consultroom.ui.exchange.opening",
    "consultroom.ui.safekeeping.opening",
    "consultroom.exchange.identity",
    "consultroom.services.exchanging.sharing",
    "consultroom.ui.settings.opening",
    "consultroom.ui.seats.opening",
    "consultroom.ui.finder.view",
    "consultroom.documents.layout",
    "consultroom.services.marking",
    "consultroom.documents.qr",
    "consultroom.documents.forms.outcome_sheet",
    "consultroom.documents.forms.assignment_slip",
    "consultroom.documents.forms.seating_sheet",
    "consultroom.documents.forms.reception_register",
    "consultroom.services.printing",
    "consultroom.services.templating",
    "consultroom.ui.templates.opening",
    "consultroom.services.mapping",
    "consultroom.ui.mappings.opening",
    "consultroom.services.verifying",
    "consultroom.ui.scans.opening",
    "consultroom.exchange.putting",
    "consultroom.services.exchanging.acknowledging",
    "consultroom.services.handing_over",
    "consultroom.ui.help.opening",
)

# What of the rail takes long to make, and what is opened from there every day.
PAGES = (
    "calendar",
    "topics",
    "workspace",
    "consultations",
    "outcomes",
    "receptions",
    "members",
    "papers",
    "ledgers",
    "refill",
    "templates",
    "scans",
)


class Warming(QObject):
    """Takes one step after the other, none while the room is lent.

    Args:
        parent: lives longer.
        done: called when all is done.
        also: what is to be done when the modules are read, in short steps.
    """

    def __init__(
        self,
        parent: QObject,
        done: Callable[[], None] = lambda: None,
        also: Iterable[Callable[[], object]] = (),
    ) -> None:
        super().__init__(parent)
        modules = (partial(import_module, name) for name in MODULES)
        self._steps: Iterator[Callable[[], object]] = chain(modules, also)
        self._done = done
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(lambda: GATE.pass_on(self, self._turn))

    def start(self) -> None:
        """Begin; the first step comes a moment later."""
        self._timer.start()

    def _turn(self) -> None:
        until = monotonic() + SPELL
        for step in self._steps:
            step()
            if monotonic() > until:
                self._timer.start()
                return
        self._done()
