"""The sitting: people, notice, answers, attendance, minutes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from consultroom.domain.meetings import (
    AttendanceStatus,
    Meeting,
    Participant,
    ParticipantKind,
    RsvpAnswer,
)
from consultroom.domain.minutes import EntryKind
from consultroom.services import recording, scheduling
from consultroom.services.sample.walk import AFTERNOON, Fate, Walk

_GUEST_KIND = {
    "department": ParticipantKind.DEPARTMENT,
    "resident": ParticipantKind.RESIDENT,
    "stakeholder": ParticipantKind.STAKEHOLDER,
    "expert": ParticipantKind.EXPERT,
    "community": ParticipantKind.OBSERVER,
}


def sit(walk: Walk, day: date) -> None:
    """Hold a sitting on a day: notice before, minutes and confirmation after."""
    calendar = walk.desk.calendar()
    walk.at(calendar.add(day, -8))
    meeting = _schedule(walk, day)
    late = walk.chance.random() < 0.06
    walk.at(calendar.add(day, -3 if late else -6), AFTERNOON)
    reason = "承办单位临时调整了时间，经站负责人同意临时召开。" if late else ""
    meeting = scheduling.send_notice(walk.desk, meeting, late_reason=reason)
    walk.at(calendar.add(day, -2))
    _collect_answers(walk, meeting)
    walk.at(day, time(9, 0))
    meeting = scheduling.attend(walk.desk, meeting, _absences(walk, meeting))
    _write_down(walk, meeting)
    walk.at(calendar.add(day, 2))
    recording.confirm(walk.desk, meeting, meeting.host)


def _schedule(walk: Walk, day: date) -> Meeting:
    station = walk.desk.station()
    return scheduling.schedule(
        walk.desk,
        walk.consultation,
        starts_at=datetime.combine(day, walk.chance.choice((time(9, 0), time(14, 30)))),
        venue=walk.chance.choice(station.venues) if station.venues else station.address,
        host=walk.convener().name,
        members=walk.desk.members(),
        guests=tuple(_invited(walk)),
        remarks=("请参会人员提前15分钟签到，并将手机调至静音。",),
    )


def _invited(walk: Walk) -> list[scheduling.Guest]:
    guests = [
        scheduling.Guest(
            kind=ParticipantKind.DEPARTMENT, name=walk.stranger(), post=f"{unit}有关负责人"
        )
        for unit in walk.topic["handling_units"]
    ]
    guests += [
        scheduling.Guest(kind=ParticipantKind.STAKEHOLDER, name=walk.stranger(), post=party)
        for party in walk.topic["parties"][:2]
    ]
    guests += [
        scheduling.Guest(
            kind=ParticipantKind.RESIDENT,
            name=walk.stranger(),
            post=f"{walk.topic['unit']}居民代表",
        ),
        scheduling.Guest(kind=ParticipantKind.EXPERT, name=walk.stranger(), post="特邀专家"),
        scheduling.Guest(
            kind=ParticipantKind.OBSERVER,
            name=walk.stranger(),
            post=f"{walk.topic['unit']}工作人员",
        ),
    ]
    return guests


def _collect_answers(walk: Walk, meeting: Meeting) -> None:
    for person in walk.desk.room.find(Participant, meeting=meeting.id):
        drawn = walk.chance.random()
        if person.name == meeting.host or drawn < 0.9:
            continue
        if person.kind is ParticipantKind.DEPARTMENT:
            scheduling.answer(walk.desk, person, RsvpAnswer.SUBSTITUTE, substitute=walk.stranger())
        else:
            reason = walk.texts.say("leave_reasons")
            scheduling.answer(walk.desk, person, RsvpAnswer.LEAVE, reason=reason)


def _absences(walk: Walk, meeting: Meeting) -> dict[str, AttendanceStatus]:
    people = walk.desk.room.find(Participant, meeting=meeting.id)
    marks = {}
    for person in people:
        drawn = walk.chance.random()
        if person.name != meeting.host and drawn < 0.05:
            marks[person.id] = AttendanceStatus.ABSENT if drawn < 0.02 else AttendanceStatus.LATE
    return marks


def _write_down(walk: Walk, meeting: Meeting) -> None:
    people = walk.desk.room.find(Participant, meeting=meeting.id)
    minutes = 20
    for said in _said(walk, meeting):
        walk.clock.put(meeting.day, time(9 + minutes // 60, minutes % 60))
        minutes += 6
        kind = EntryKind.REQUEST if said["kind"] == "request" else EntryKind.OPINION
        recording.say(
            walk.desk, meeting, _speaker(walk, people, said["speaker_kind"]), said["text"], kind
        )
    walk.clock.put(meeting.day, time(17, 10))
    agreed = () if _meets_again(walk, meeting) else tuple(walk.topic["consensus"])
    recording.draft(
        walk.desk,
        meeting,
        agreed=tuple(_point(item, meeting.day) for item in agreed),
        not_agreed=_apart(walk, meeting),
        requirements=tuple(walk.topic["requirements"]),
    )


def _meets_again(walk: Walk, meeting: Meeting) -> bool:
    """Tell whether this sitting parts without agreement, to meet again."""
    return walk.fate is Fate.RECONVENED and meeting.sitting == 1


def _said(walk: Walk, meeting: Meeting) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = walk.topic["viewpoints"]
    if walk.fate is not Fate.RECONVENED:
        return said
    half = len(said) // 2
    return said[:half] if meeting.sitting == 1 else said[half:]


def _apart(walk: Walk, meeting: Meeting) -> tuple[recording.Point, ...]:
    told = [recording.Point(text=item["text"], note=item["note"]) for item in walk.topic["dissent"]]
    if _meets_again(walk, meeting) and not told:
        told = [
            recording.Point(text="各方对办法的轻重缓急看法不一。", note="会后补充调研，再行协商。")
        ]
    return tuple(told)


def _speaker(walk: Walk, people: tuple[Participant, ...], kind: str) -> Participant:
    wanted = _GUEST_KIND.get(kind, ParticipantKind.MEMBER)
    fitting = [person for person in people if person.kind is wanted]
    return walk.chance.choice(fitting or list(people))


def _point(item: dict[str, Any], day: date) -> recording.Point:
    return recording.Point(
        text=item["text"],
        lead_unit=item["lead"],
        assist_units=tuple(item["assist"]),
        due_on=day + timedelta(days=item["days"]),
    )
