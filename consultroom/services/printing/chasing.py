"""Chase slips (催办): what late units get, for many consultations in one print."""

from __future__ import annotations

from collections.abc import Iterable

from consultroom.domain.outcomes import Assignment
from consultroom.frozen import Frozen
from consultroom.services import filing
from consultroom.services.desk import Desk
from consultroom.services.printing.bundles import Bundle
from consultroom.services.printing.cases import AssignmentCase, NothingToPrint, of_assignment
from consultroom.services.printing.jobs import Composed, compose_case, marks_of
from consultroom.services.printing.marks import Marks

CHASE = "chase"  # the set of `BUNDLES` it prints as
PRESSED, NOT_PRESSED = "supervision", "assignment"
ANSWER = "reply_sheet"


class ChaseCase(Frozen):
    """One late assignment, read from the room; composing it touches the room no more."""

    case: AssignmentCase
    papers: tuple[tuple[str, Marks | None], ...]


def read_case(desk: Desk, assignment: str) -> ChaseCase:
    """Read what the slips of one assignment need.

    An assignment that was pressed gets its 督办单, another its 交办单 again; each with a
    办理反馈单 to fill in.

    Raises:
        NoSuchRecord: there is no such assignment.
    """
    handed = desk.room.get(Assignment, assignment)
    dossier = filing.dossier(desk, handed.consultation)
    pressed = any(one.assignment == handed.id for one in dossier.supervisions)
    case = of_assignment(desk, dossier, handed)
    kinds = (PRESSED if pressed else NOT_PRESSED, ANSWER)
    return ChaseCase(case, tuple((kind, marks_of(desk, kind, case)) for kind in kinds))


def chase(cases: Iterable[ChaseCase]) -> Bundle:
    """Return the slips of many assignments as one set; in any thread.

    Raises:
        NothingToPrint: there is none.
    """
    jobs: list[Composed] = []
    read = tuple(cases)
    for one in read:
        jobs += [compose_case(kind, one.case, marks=marks) for kind, marks in one.papers]
    if not jobs:
        raise NothingToPrint("没有要催办的交办，不用打印。")
    return Bundle(CHASE, f"催办单 {len(read)}件", tuple(jobs))
