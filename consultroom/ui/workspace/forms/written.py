"""What a step has on paper already, shown above a form that is opened to look. No Qt here."""

from __future__ import annotations

from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, clock_text
from consultroom.domain.outcomes import Assignment, standing_reply

Facts = tuple[tuple[str, str], ...]  # word and text each


def sitting(dossier: Dossier, held: Meeting) -> Facts:
    """Return when, where and with whom a sitting was held."""
    count = dossier.headcount(held)
    told = (
        ("会议时间", f"{chinese_date(held.day, weekday=True)} {clock_text(held.starts_at)}"),
        ("会议地点", held.venue),
        ("协商形式", held.form.label),
        ("主持人", held.host),
        ("到会", f"应到{count.invited}人，实到{count.there}人"),
        ("通知里另外要说的事", "\n".join(held.remarks)),
    )
    return tuple((word, text) for word, text in told if text)


def research(dossier: Dossier) -> Facts:
    """Return the research done so far."""
    return tuple(
        (f"{chinese_date(one.on)}　{one.method}　{one.place}", one.findings)
        for one in dossier.research
    )


def reviews(dossier: Dossier) -> Facts:
    """Return who signed the outcome sheet, level by level."""
    return tuple(
        (
            f"第{one.level}审　{chinese_date(one.reviewed_on)}",
            "　".join(filter(None, (f"{one.reviewer}：{one.verdict.label}", one.remark))),
        )
        for one in dossier.standing_reviews
    )


def assignments(dossier: Dossier) -> Facts:
    """Return what was handed to which unit, until when, and what came back."""
    return tuple((_matter(one), _how_far(dossier, one)) for one in dossier.standing_assignments)


def _matter(one: Assignment) -> str:
    return f"{one.number}　{one.lead_unit}，{chinese_date(one.deadline)}前"


def _how_far(dossier: Dossier, one: Assignment) -> str:
    answer = standing_reply(one.id, dossier.replies)
    if answer is None:
        return "还没有答复"
    when = f"{chinese_date(answer.replied_on)}答复（{answer.result_class}类）"
    return f"{when}：{answer.text}"


def replies(dossier: Dossier) -> Facts:
    """Return the answers that stand."""
    answered = (
        one
        for one in dossier.standing_assignments
        if standing_reply(one.id, dossier.replies) is not None
    )
    return tuple((_matter(one), _how_far(dossier, one)) for one in answered)


def ratings(dossier: Dossier) -> Facts:
    """Return the slips that came in."""
    return tuple(
        (
            "　".join(filter(None, (chinese_date(one.rated_on), one.rater_kind.label, one.rater))),
            "　".join(filter(None, (one.rating.label, one.comment))),
        )
        for one in dossier.satisfaction
    )


def visits(dossier: Dossier) -> Facts:
    """Return the look-backs made."""
    return tuple(
        (
            f"{chinese_date(one.on)}　{'、'.join(one.who)}",
            f"{one.finding}（{'成效保持' if one.still_holds else '成效没有保持'}）",
        )
        for one in dossier.look_backs
    )
