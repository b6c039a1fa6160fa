"""The outcome (协商成果) and what becomes of it: review, assignment, reply."""

from __future__ import annotations

from datetime import date

from consultroom.domain.records import Coded, Record
from consultroom.errors import UserError
from consultroom.frozen import Frozen


class Channel(Coded):
    """Where an outcome goes (报送去向)."""

    PARTY_COMMITTEE = "party_committee", "镇街"
    DISTRICT = "district", "区政协"
    OPINION = "opinion", "社情民意"
    PROPOSAL = "proposal", "提案"
    SELF = "self", "自行办结"


class ReviewVerdict(Coded):
    """What a reviewer wrote (审核意见)."""

    AGREE = "agree", "同意"
    AGREE_AFTER_CHANGE = "agree_after_change", "修改后同意"
    RETURN = "return", "退回"


REVIEWERS: tuple[str, ...] = ("站负责人", "镇（街道）党（工）委", "区政协（专委会）")


class Outcome(Record, kw_only=True):
    """The approved bundle of a consultation (协商成果), printed as 协商成果单.

    Attributes:
        number: record number ``WT-CG-2026-003``; it survives the change of year.
        problem: 问题概述, at most 200 characters advised.
        channels: where it goes.
        submitted_on: day it was handed on (报送), or None.
        received_by: who signed for it (签收人).
    """

    number: str
    consultation: str
    drafted_on: date
    problem: str = ""
    channels: tuple[Channel, ...] = (Channel.PARTY_COMMITTEE,)
    submitted_on: date | None = None
    received_by: str = ""
    received_on: date | None = None


class Review(Record, kw_only=True):
    """One level of the review chain (三审): 1 station, 2 party committee, 3 district."""

    outcome: str
    level: int
    verdict: ReviewVerdict
    reviewer: str
    reviewed_on: date
    remark: str = ""


class Assignment(Record, kw_only=True):
    """One consensus item handed to a unit (交办).

    Attributes:
        number: record number ``WT-JB-2026-003``.
        due_on: deadline (办理时限).
        extended_to: a dated extension, with ``extension_reason``, or None.
        returned_on: the unit sent it back as not its own, or None.
        return_reason: why it did (退回理由).
    """

    number: str
    consultation: str
    outcome: str
    consensus_item: str
    matter: str
    requirement: str = ""
    lead_unit: str
    assist_units: tuple[str, ...] = ()
    assigned_on: date
    due_on: date
    contact: str = ""
    received_by: str = ""
    received_on: date | None = None
    extended_to: date | None = None
    extension_reason: str = ""
    returned_on: date | None = None
    return_reason: str = ""

    @property
    def deadline(self) -> date:
        """The deadline in force, extensions included."""
        return self.extended_to or self.due_on


class ResultClass(Frozen, kw_only=True):
    """One class of result (办理结果类别). What A, B and C mean differs by place.

    Attributes:
        code: the letter.
        means: what is printed in the legend.
        settles: whether the matter is closed by it.
        look_back: whether it must be looked at again next year.
    """

    code: str
    means: str
    settles: bool
    look_back: bool = False


class Reply(Record, kw_only=True):
    """A unit's answer (答复). A later reply to the same assignment replaces the earlier class."""

    assignment: str
    unit: str
    replied_on: date
    text: str
    result_class: str
    plan: str = ""
    signed_by: str = ""
    contact: str = ""
    talked: str = "书面"


class Supervision(Record, kw_only=True):
    """One pressing of a late assignment (督办)."""

    assignment: str
    times: int
    on: date
    remark: str = ""
    feedback_by: date | None = None


class NoSuchClass(UserError):
    """A letter that names no result class here."""


def result_class(code: str, classes: tuple[ResultClass, ...]) -> ResultClass:
    """Return the class with this letter.

    Raises:
        NoSuchClass: the district has no such class; the sentence lists those it has.
    """
    for kind in classes:
        if kind.code == code.upper():
            return kind
    known = "；".join(f"{kind.code}：{kind.means}" for kind in classes)
    raise NoSuchClass(f"没有办理结果类别“{code}”。现有：{known}。")


def settles(reply: Reply, classes: tuple[ResultClass, ...]) -> bool:
    """Tell whether a reply closes its matter; a class no longer in use closes nothing."""
    return any(kind.settles for kind in classes if kind.code == reply.result_class.upper())


def standing_reply(assignment: str, replies: tuple[Reply, ...]) -> Reply | None:
    """Return the latest reply to an assignment, or None."""
    answers = [reply for reply in replies if reply.assignment == assignment]
    return max(answers, key=lambda reply: (reply.replied_on, reply.id), default=None)


def next_review(reviews: tuple[Review, ...], levels: int) -> int | None:
    """Return the level whose turn it is, or None when the chain is through.

    A return sends the sheet back to level 1: only reviews after the latest return count.
    Of reviews on one day the later id is the later review.

    Args:
        reviews: those of the sheet as it stands, see `Dossier.standing_reviews`.
        levels: how many levels this district has.
    """
    ordered = sorted(reviews, key=lambda review: (review.reviewed_on, review.id))
    standing: set[int] = set()
    for review in ordered:
        if review.verdict is ReviewVerdict.RETURN:
            standing.clear()
        else:
            standing.add(review.level)
    return next((level for level in range(1, levels + 1) if level not in standing), None)
