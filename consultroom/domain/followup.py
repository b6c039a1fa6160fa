"""Follow-up (跟踪问效): satisfaction, look-back, and what is carried into the next year."""

from __future__ import annotations

from datetime import date

from consultroom.domain.outcomes import Assignment, Reply, ResultClass, settles, standing_reply
from consultroom.domain.records import Coded, Record
from consultroom.frozen import Frozen


class Rating(Coded):
    """The three grades of the satisfaction slip (满意度)."""

    SATISFIED = "satisfied", "满意"
    FAIRLY = "fairly", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class RaterKind(Coded):
    """Who is asked (评价人类别)."""

    MEMBER = "member", "委员"
    RESIDENT = "resident", "群众"
    HANDLING_UNIT = "handling_unit", "承办单位"
    DISTRICT = "district", "政协"


class Satisfaction(Record, kw_only=True):
    """One returned satisfaction slip (满意度评价表). ``DISSATISFIED`` needs a comment."""

    consultation: str
    rater_kind: RaterKind
    rating: Rating
    rated_on: date
    rater: str = ""
    comment: str = ""
    assignment: str = ""


class LookBack(Record, kw_only=True):
    """One look-back visit (回头看): what was found on the spot, and does it still hold?"""

    consultation: str
    on: date
    who: tuple[str, ...]
    finding: str
    still_holds: bool
    assignment: str = ""


class CarryOver(Record, kw_only=True):
    """An open outcome taken into the next year (跨年度督办). It keeps its number."""

    consultation: str
    from_year: int
    to_year: int
    reason: str
    on: date


class HandlingState(Coded):
    """How far one assignment has come (办理状态)."""

    OPEN = "open", "在办"
    DUE_SOON = "due_soon", "临期"
    OVERDUE = "overdue", "超期"
    PLANNED = "planned", "列入计划"
    SETTLED = "settled", "办结"
    RETURNED = "returned", "退回"


DUE_SOON_DAYS = 5  # calendar days before the deadline


def handling_state(
    assignment: Assignment,
    replies: tuple[Reply, ...],
    classes: tuple[ResultClass, ...],
    today: date,
) -> HandlingState:
    """Return the state of one assignment on ``today``."""
    if assignment.returned_on:
        return HandlingState.RETURNED
    reply = standing_reply(assignment.id, replies)
    if reply:
        return HandlingState.SETTLED if settles(reply, classes) else HandlingState.PLANNED
    left = (assignment.deadline - today).days
    if left < 0:
        return HandlingState.OVERDUE
    return HandlingState.DUE_SOON if left <= DUE_SOON_DAYS else HandlingState.OPEN


class Tally(Frozen):
    """Returned slips counted; always shown with their base (收回)."""

    returned: int
    satisfied: int
    fairly: int
    dissatisfied: int

    def sentence(self) -> str:
        """Return ``收回12份：满意10份、基本满意2份、不满意0份``."""
        return (
            f"收回{self.returned}份：满意{self.satisfied}份、"
            f"基本满意{self.fairly}份、不满意{self.dissatisfied}份"
        )


def tally(slips: tuple[Satisfaction, ...]) -> Tally:
    """Count the slips by grade."""
    grades = [slip.rating for slip in slips]
    return Tally(len(grades), *(grades.count(grade) for grade in Rating))
