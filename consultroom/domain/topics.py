"""Topics (议题): where they come from, what is decided about them, and why."""

from __future__ import annotations

from datetime import date

from consultroom.domain.records import Coded, Record
from consultroom.frozen import Frozen

TITLE_LENGTH = 30  # characters advised on the intake form (议题征集表)


class TopicSource(Coded):
    """Where a topic came from (议题来源)."""

    VISIT = "visit", "接待来访"
    OPINION = "opinion", "社情民意信息"
    MEMBER = "member", "委员提出"
    DEPARTMENT = "department", "部门提出"
    PARTY = "party", "党委政府点题"
    LETTER = "letter", "群众来信"
    HOTLINE = "hotline", "热线转来"


class Verdict(Coded):
    """What was decided about a topic (审核意见)."""

    ADOPTED = "adopted", "采纳"
    MERGED = "merged", "合并"
    TRANSFERRED = "transferred", "转办"
    POSTPONED = "postponed", "暂缓"
    REJECTED = "rejected", "不采纳"


class Screening(Frozen, kw_only=True):
    """The three-way question put to every topic: does each side want it?

    None means not answered yet.
    """

    wanted_by_party: bool | None = None  # 党政所需
    wanted_by_people: bool | None = None  # 群众所盼
    within_our_means: bool | None = None  # 政协所能

    @property
    def answered(self) -> bool:
        """Tell whether all three questions have an answer."""
        return None not in (self.wanted_by_party, self.wanted_by_people, self.within_our_means)


class Topic(Record, kw_only=True):
    """One matter put forward, in the order of the intake form (议题征集表).

    Attributes:
        number: record number, ``WT-YT-2026-003``.
        proposer: who put it forward; a pseudonym will do.
        parties: whom it concerns (建议参加方).
        source_refs: ids of the visits or opinions it grew from.
        unfit: reasons it should not be consulted on (不议), e.g. a private dispute; empty is fit.
        month: the month it is meant for, ``2026-11``, or empty.
    """

    number: str
    title: str
    source: TopicSource
    proposer: str
    proposed_on: date
    scope: str = ""
    situation: str = ""
    suggestion: str = ""
    parties: tuple[str, ...] = ()
    source_refs: tuple[str, ...] = ()
    unit: str = ""
    screening: Screening = Screening()
    unfit: tuple[str, ...] = ()
    month: str = ""


class TopicDecision(Record, kw_only=True):
    """What was decided about a topic (定题), by whom, when, and why.

    Attributes:
        participant_kinds: codes of the kinds of people who should take part.
        merged_into: id of the topic it was merged into, or empty.
    """

    topic: str
    verdict: Verdict
    decided_by: str
    decided_on: date
    reason: str = ""
    participant_kinds: tuple[str, ...] = ()
    merged_into: str = ""


def decision_on(topic: str, decisions: tuple[TopicDecision, ...]) -> TopicDecision | None:
    """Return the latest decision about a topic, or None."""
    about = [decision for decision in decisions if decision.topic == topic]
    return max(about, key=lambda decision: (decision.decided_on, decision.id), default=None)


def needs_reason(verdict: Verdict) -> bool:
    """Tell whether the proposer is owed a line of explanation."""
    return verdict is not Verdict.ADOPTED
