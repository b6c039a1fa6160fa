"""What comes after: outcome, reviews, replies, satisfaction, look-back, branches."""

from __future__ import annotations

from datetime import date, timedelta

from consultroom.domain.consultations import Branch
from consultroom.domain.followup import RaterKind, Rating
from consultroom.domain.outcomes import Assignment, ReviewVerdict, standing_reply
from consultroom.services import concluding, following
from consultroom.services.sample.sitting import sit
from consultroom.services.sample.walk import AFTERNOON, Fate, Walk

LEVELS = ("station_head", "party_committee", "district")  # pools of review remarks
LATE_DAYS = 90  # calendar days after the deadline that a pressed unit answers at last


def follow(walk: Walk) -> None:
    """Conclude, hear the replies and look back, or leave by the walk's branch."""
    walk.on(3)
    for fate, branch in (
        (Fate.TO_OPINION, Branch.TO_OPINION),
        (Fate.TO_PROPOSAL, Branch.TO_PROPOSAL),
    ):
        if walk.fate is fate:
            walk.turn(branch, fate.value)
    walk.forward()
    if walk.fate is Fate.RECONVENED:
        walk.turn(Branch.RECONVENE, "reconvene", ends=False)
        walk.forward()
        walk.meeting_day = walk.desk.calendar().add(walk.meeting_day, 22)
        sit(walk, walk.meeting_day)
        walk.on(3)
        walk.forward()
    _conclude(walk)
    _hear(walk)
    _ask_how_it_was(walk)


def _conclude(walk: Walk) -> None:
    concluding.draft_outcome(walk.desk, walk.dossier())
    agree = (
        (ReviewVerdict.AGREE, "agree"),
        (ReviewVerdict.AGREE_AFTER_CHANGE, "agree_after_change"),
    )
    for level, offset in enumerate((5, 7, 9), start=1):
        walk.on(offset)
        verdict, pool = agree[walk.chance.random() < 0.2]
        remark = walk.texts.say("review", LEVELS[level - 1], pool)
        concluding.review(walk.desk, walk.dossier(), verdict, remark=remark)
    walk.on(10)
    for item in walk.dossier().agreed():
        concluding.assign(walk.desk, walk.dossier(), item)


def _hear(walk: Walk) -> None:
    if walk.fate is Fate.OVERDUE:
        _press(walk)
    if walk.fate is Fate.EXTENDED:
        _extend(walk)
    answers = [
        (_answered_on(walk, one), place, one)
        for place, one in enumerate(walk.dossier().assignments)
    ]
    for day, place, assignment in sorted(answers, key=lambda answer: answer[:2]):
        walk.at(day, AFTERNOON)
        _reply(walk, assignment, place, _result(walk, place))
    walk.forward()


def _answered_on(walk: Walk, assignment: Assignment) -> date:
    late = walk.fate is Fate.OVERDUE
    away = timedelta(days=LATE_DAYS if late else -walk.chance.randint(1, 12))
    return walk.desk.calendar().add(max(assignment.assigned_on, assignment.deadline + away), 0)


def _reply(walk: Walk, assignment: Assignment, place: int, result: str) -> None:
    following.reply(
        walk.desk,
        assignment,
        text=_reply_text(walk.topic["replies"][place], result),
        result=result,
        plan="" if result == "A" else "按计划继续推进，年底前再报进展。",
    )


def _reply_text(texts: dict[str, str], result: str) -> str:
    """Return what a unit wrote; a matter it calls impossible reads like one put aside."""
    return texts.get(result) or f"经研究，这条目前不具备条件，特作说明。{texts['C']}"


def _result(walk: Walk, place: int) -> str:
    if walk.fate is Fate.EXTENDED and place == 0:
        return "D"
    if walk.fate in (Fate.MIXED, Fate.CARRIED):
        return "BCA"[place % 3]
    return "B" if walk.chance.random() < 0.08 else "A"


def _press(walk: Walk) -> None:
    waiting = walk.dossier().assignments
    walk.at(walk.desk.calendar().add(waiting[0].deadline, 3))
    following.press(
        walk.desk, walk.dossier(), waiting[0], "已过办理时限，商请尽快书面答复办理进展。"
    )


def _extend(walk: Walk) -> None:
    first = walk.dossier().assignments[0]
    walk.at(first.deadline - timedelta(days=2))
    following.extend(
        walk.desk, first, first.deadline + timedelta(days=45), "方案需要再次征求居民意见。"
    )


def _ask_how_it_was(walk: Walk) -> None:
    last = max(reply.replied_on for reply in walk.dossier().replies)
    walk.at(walk.desk.calendar().add(last, 8))
    for kind, count in ((RaterKind.MEMBER, 3), (RaterKind.RESIDENT, 2)):
        for _ in range(count):
            _rate(walk, kind)
    walk.at(walk.desk.calendar().add(last, 30))
    if walk.fate is Fate.CARRIED:
        _look_back(walk, good=False)
        walk.turn(Branch.CARRY_OVER, "carry_over", ends=False)
        _another_year(walk)
    _look_back(walk, good=True)
    walk.later(4)
    walk.forward()


def _look_back(walk: Walk, *, good: bool) -> None:
    following.look_back(
        walk.desk,
        walk.consultation,
        who=walk.names(2),
        finding=walk.topic["look_back"]["good" if good else "poor"],
        still_holds=good,
    )


def _another_year(walk: Walk) -> None:
    """Hear again, in the spring of the year it was carried into, of what was not settled."""
    dossier = walk.dossier()
    spring = walk.desk.calendar().add(date(dossier.consultation.carried_to, 3, 16), 0)
    walk.later(20)
    walk.at(max(spring, walk.clock.now.date()))
    for place, assignment in enumerate(dossier.assignments):
        standing = standing_reply(assignment.id, dossier.replies)
        if standing and standing.result_class != "A":
            _reply(walk, assignment, place, "A")
    walk.later(15)


def _rate(walk: Walk, kind: RaterKind) -> None:
    drawn = walk.chance.random()
    harsh = walk.fate is Fate.CARRIED and drawn < 0.25
    rating = Rating.DISSATISFIED if harsh else Rating.FAIRLY if drawn < 0.3 else Rating.SATISFIED
    comment = walk.chance.choice(walk.topic["satisfaction_comments"][rating.label])
    rater = walk.names(1)[0] if kind is RaterKind.MEMBER else "居民代表"
    following.rate(walk.desk, walk.consultation, kind, rating, rater=rater, comment=comment)
