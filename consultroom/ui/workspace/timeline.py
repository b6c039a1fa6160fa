"""办理经过: what happened in a consultation, told from its records. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from consultroom.domain.consultations import ConsultationState
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, MeetingState
from consultroom.domain.outcomes import Assignment
from consultroom.frozen import Frozen
from consultroom.ui.states import State
from consultroom.ui.wording import full_day, short_day
from consultroom.ui.workspace.presenter import TimelineLine

_LONGEST = 72  # characters of a text shown in the timeline


class _Told(Frozen):
    """One thing that happened on a day."""

    on: date
    title: str
    text: str = ""
    by: str = ""
    state: State = State.DONE


def timeline(
    dossier: Dossier, called_off: Mapping[str, date] = MappingProxyType({})
) -> tuple[TimelineLine, ...]:
    """Return what happened, oldest first; the dates bear their year when there are several.

    Args:
        dossier: of the consultation.
        called_off: the day a sitting was called off, by its id, where it is known.
    """
    told = sorted(_told(dossier, called_off), key=lambda one: one.on)
    day = full_day if len({one.on.year for one in told}) > 1 else short_day
    return tuple(
        TimelineLine(
            state=one.state, title=one.title, when=day(one.on), text=_short(one.text), by=one.by
        )
        for one in told
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]}……"


def _told(dossier: Dossier, called_off: Mapping[str, date]) -> Iterator[_Told]:
    """Yield what happened; things of one day in the order in which they usually come."""
    yield from _before(dossier)
    for meeting in dossier.meetings:
        yield from _of_meeting(dossier, meeting, called_off.get(meeting.id))
    yield from _outcome(dossier)
    for assignment in dossier.assignments:
        yield from _of_assignment(dossier, assignment)
    yield from _after(dossier)
    yield from _on_the_way(dossier)


def _before(dossier: Dossier) -> Iterator[_Told]:
    topic, consultation = dossier.topic, dossier.consultation
    yield _Told(topic.proposed_on, "登记议题", f"{topic.source.label}，{topic.proposer}提出。")
    yield _Told(consultation.started_on, "开始协商", f"编号{consultation.number}。")
    for decision in dossier.decisions:
        text = f"{decision.decided_by}：{decision.verdict.label}。{decision.reason}"
        yield _Told(decision.decided_on, "审定议题", text)
    for research in dossier.research:
        text = f"{research.place}。{research.findings}"
        yield _Told(research.on, f"调研（{research.method}）", text)


def _of_meeting(dossier: Dossier, meeting: Meeting, off: date | None) -> Iterator[_Told]:
    if meeting.notice_sent_on:
        yield _Told(meeting.notice_sent_on, "发出会议通知", meeting.late_reason)
    yield _sitting(dossier, meeting, off)
    sheet = dossier.minutes_of(meeting)
    if sheet and sheet.confirmed_on:
        points = [item for item in dossier.consensus if item.meeting == meeting.id]
        text = f"{sheet.confirmed_by}确认，共识意见{len(points)}条。"
        yield _Told(sheet.confirmed_on, "确认纪要", text)


def _sitting(dossier: Dossier, meeting: Meeting, off: date | None) -> _Told:
    title = f"第{meeting.sitting}次会议"
    if meeting.state is MeetingState.HELD:
        count = dossier.headcount(meeting)
        return _Told(meeting.day, title, f"应到{count.invited}人，实到{count.there}人。")
    if meeting.state is MeetingState.CANCELLED:
        why = meeting.why_changed or meeting.venue
        if off is not None:
            why = f"原定{full_day(meeting.day)}。{why}"
        return _Told(off or meeting.day, f"{title}取消", why, state=State.TODO)
    moved = f"　改期：{meeting.why_changed}" if meeting.why_changed else ""
    return _Told(meeting.day, title, f"{meeting.venue}{moved}", state=State.ACTIVE)


def _outcome(dossier: Dossier) -> Iterator[_Told]:
    if dossier.outcome:
        yield _Told(dossier.outcome.drafted_on, "形成成果单", dossier.outcome.number)
    for review in dossier.reviews:
        text = f"{review.reviewer}：{review.verdict.label}。{review.remark}"
        yield _Told(review.reviewed_on, f"第{review.level}审", text)


def _of_assignment(dossier: Dossier, one: Assignment) -> Iterator[_Told]:
    text = one.number
    if one.extended_to:
        text += f"，延期至{full_day(one.extended_to)}：{one.extension_reason}"
    yield _Told(one.assigned_on, f"交办{one.lead_unit}", text)
    if one.returned_on:
        why = f"{one.number} {one.return_reason}".strip()
        yield _Told(one.returned_on, f"{one.lead_unit}退回", why, state=State.DUE)
    for press in dossier.supervisions:
        if press.assignment == one.id:
            yield _Told(press.on, f"第{press.times}次督办", press.remark, state=State.LATE)
    for reply in dossier.replies:
        if reply.assignment == one.id:
            title = f"{reply.unit}答复（{reply.result_class}类）"
            yield _Told(reply.replied_on, title, f"{one.number} {reply.text}")


def _after(dossier: Dossier) -> Iterator[_Told]:
    for slip in dossier.satisfaction:
        title = f"{slip.rater_kind.label}评价：{slip.rating.label}"
        yield _Told(slip.rated_on, title, slip.comment)
    for visit in dossier.look_backs:
        yield _Told(visit.on, "回头看", f"{'、'.join(visit.who)}：{visit.finding}")


def _on_the_way(dossier: Dossier) -> Iterator[_Told]:
    """Yield the steps left with warnings, the branches taken, and the end."""
    for stay in dossier.steps:
        if stay.waived and stay.left_on:
            title = f"带着提醒离开“{dossier.scheme.step(stay.step).name}”"
            yield _Told(stay.left_on, title, "".join(stay.waived), stay.by, State.DUE)
    for turn in dossier.branchings:
        text = f"{turn.reason}（{turn.reference}）" if turn.reference else turn.reason
        yield _Told(turn.on, turn.branch.label, text, turn.by, State.DUE)
    consultation = dossier.consultation
    if consultation.state is ConsultationState.CLOSED and consultation.closed_on:
        yield _Told(consultation.closed_on, "办结归档")
