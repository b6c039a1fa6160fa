"""办理经过: what happened in a consultation, told from its records. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import MeetingState
from consultroom.ui.states import State
from consultroom.ui.wording import short_day
from consultroom.ui.workspace.presenter import TimelineLine

_LONGEST = 72  # characters of a text shown in the timeline


def timeline(dossier: Dossier) -> tuple[TimelineLine, ...]:
    """Return what happened, oldest first."""
    told = sorted(_told(dossier), key=lambda line: line[0])
    years = {on.year for on, _line in told}
    return tuple(_dated(line, on, with_year=len(years) > 1) for on, line in told)


def _dated(line: tuple[State, str, str, str], on: date, *, with_year: bool) -> TimelineLine:
    state, title, text, by = line
    when = f"{on.year}年{short_day(on)}" if with_year else short_day(on)
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]}……"
    return TimelineLine(state=state, title=title, when=when, text=short, by=by)


Told = tuple[date, tuple[State, str, str, str]]


def _told(dossier: Dossier) -> Iterator[Told]:
    yield from _before(dossier)
    yield from _meetings(dossier)
    yield from _after(dossier)
    for turn in dossier.branchings:
        yield turn.on, (State.DUE, turn.branch.label, turn.reason, turn.by)


def _before(dossier: Dossier) -> Iterator[Told]:
    topic = dossier.topic
    source = f"{topic.source.label}，{topic.proposer}提出。"
    yield topic.proposed_on, (State.DONE, "登记议题", source, "")
    if decision := dossier.decision:
        text = f"{decision.decided_by}：{decision.verdict.label}。{decision.reason}"
        yield decision.decided_on, (State.DONE, "审定议题", text, "")
    for research in dossier.research:
        text = f"{research.place}。{research.findings}"
        yield research.on, (State.DONE, f"调研（{research.method}）", text, "")


def _meetings(dossier: Dossier) -> Iterator[Told]:
    for meeting in dossier.meetings:
        if meeting.notice_sent_on:
            yield meeting.notice_sent_on, (State.DONE, "发出会议通知", meeting.late_reason, "")
        held = meeting.state is MeetingState.HELD
        count = dossier.headcount(meeting)
        text = f"应到{count.invited}人，实到{count.there}人。" if held else meeting.venue
        state = State.DONE if held else State.ACTIVE
        yield meeting.day, (state, f"第{meeting.sitting}次会议", text, "")
        sheet = dossier.minutes_of(meeting)
        if sheet and sheet.confirmed_on:
            points = [item for item in dossier.consensus if item.meeting == meeting.id]
            text = f"{sheet.confirmed_by}确认，共识意见{len(points)}条。"
            yield sheet.confirmed_on, (State.DONE, "确认纪要", text, "")


def _after(dossier: Dossier) -> Iterator[Told]:
    if dossier.outcome:
        yield dossier.outcome.drafted_on, (State.DONE, "形成成果单", dossier.outcome.number, "")
    for review in dossier.reviews:
        text = f"{review.reviewer}：{review.verdict.label}。{review.remark}"
        yield review.reviewed_on, (State.DONE, f"第{review.level}审", text, "")
    for one in dossier.assignments:
        yield one.assigned_on, (State.DONE, f"交办{one.lead_unit}", one.number, "")
    known = {one.id: one for one in dossier.assignments}
    for reply in dossier.replies:
        number = known[reply.assignment].number if reply.assignment in known else ""
        title = f"{reply.unit}答复（{reply.result_class}类）"
        yield reply.replied_on, (State.DONE, title, f"{number} {reply.text}".strip(), "")
    for press in dossier.supervisions:
        yield press.on, (State.LATE, f"第{press.times}次督办", press.remark, "")
    for slip in dossier.satisfaction:
        title = f"{slip.rater_kind.label}评价：{slip.rating.label}"
        yield slip.rated_on, (State.DONE, title, slip.comment, "")
    for visit in dossier.look_backs:
        yield visit.on, (State.DONE, "回头看", visit.finding, "、".join(visit.who))
