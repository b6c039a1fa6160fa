"""The way to the meeting: the topic, its approval, the research."""

from __future__ import annotations

from consultroom.domain.consultations import Branch
from consultroom.domain.records import coded
from consultroom.domain.topics import Screening, Topic, TopicSource, Verdict
from consultroom.services import gathering, progressing
from consultroom.services.sample.walk import Fate, Walk


def prepare(walk: Walk) -> None:
    """Take the topic in, have it approved, look into it."""
    walk.on(-24)
    topic = _take_in(walk)
    begun = progressing.begin(walk.desk, topic, convener=walk.convener().name, month=walk.month)
    walk.consultation = begun.consultation.id
    walk.on(-20)
    walk.forward()
    _approve(walk, topic)
    walk.on(-17)
    if walk.fate is Fate.SELF_SETTLED:
        walk.turn(Branch.SELF_SETTLE, "self_settled")
    walk.forward()
    _look_into(walk)
    walk.forward()


def _take_in(walk: Walk) -> Topic:
    told = walk.topic
    return gathering.add_topic(
        walk.desk,
        title=told["title"],
        source=coded(TopicSource, told["source"]),
        proposer=_proposer(walk),
        scope=told["scope"],
        situation=told["situation"],
        suggestion=told["suggestion"],
        parties=tuple(told["parties"]),
        unit=told["unit"],
        month=walk.month,
    )


def _proposer(walk: Walk) -> str:
    source = walk.topic["source"]
    if source == "member":
        return walk.chance.choice(walk.desk.members()).name
    return "来访群众" if source in ("visit", "letter") else walk.desk.by


def _approve(walk: Walk, topic: Topic) -> None:
    answers = Screening(wanted_by_party=True, wanted_by_people=True, within_our_means=True)
    gathering.decide(
        walk.desk,
        gathering.screen(walk.desk, topic, answers),
        Verdict.ADOPTED,
        decided_by=f"{walk.texts.place}党（工）委",
        reason="群众关心，切口小，适合协商。",
        participant_kinds=("member", "department", "stakeholder", "resident"),
    )


def _look_into(walk: Walk) -> None:
    if walk.fate is Fate.STOPPED:
        walk.turn(Branch.STOP, "stopped")
    if walk.fate in (Fate.POSTPONED, Fate.RESUMED):
        walk.turn(Branch.POSTPONE, "postponed", ends=walk.fate is Fate.POSTPONED)
        walk.on(-15)
        walk.turn(Branch.RESUME, "postponed", ends=False, reason="条件已经具备，恢复协商。")
    if walk.fate is Fate.BRIEF:
        walk.turn(Branch.BRIEF, "brief", ends=False)
        return
    for place, told in enumerate(walk.topic["research"]):
        walk.on(-14 + place)
        progressing.research(
            walk.desk,
            walk.consultation,
            place=told["place"],
            findings=told["findings"],
            method=told["method"],
            people=walk.names(3),
        )
