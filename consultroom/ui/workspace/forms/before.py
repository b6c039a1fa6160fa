"""Forms before the meeting: 征题, 定题, 三方把关, 调研."""

from __future__ import annotations

from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import ParticipantKind
from consultroom.domain.records import coded
from consultroom.domain.topics import TITLE_LENGTH, Screening, TopicSource, Verdict
from consultroom.frozen import replace
from consultroom.services import gathering, progressing
from consultroom.services.desk import Desk
from consultroom.ui.forms import Answer, Asks, FormScreen, Question
from consultroom.ui.workspace.forms import written
from consultroom.ui.workspace.forms.form import (
    ASKED,
    Answers,
    as_choice,
    choices,
    day,
    lines,
    members,
    names_of,
    picked,
    text,
    yes,
)

_METHODS = tuple((word, word) for word in ("走访", "座谈", "踏勘", "问卷", "查阅资料"))
_USUAL_KINDS = ("member", "department", "stakeholder")

_TOPIC = (
    Question(key="title", label="议题", required=True, hint=f"建议不超过{TITLE_LENGTH}字。"),
    Question(
        key="source",
        label="议题来源",
        asks=Asks.CHOICE,
        required=True,
        choices=choices(TopicSource),
        half=True,
    ),
    Question(key="proposed_on", label="提出日期", asks=Asks.DATE, half=True),
    Question(key="proposer", label="提出人", required=True, hint="不便具名的可以用化名。"),
    Question(key="situation", label="情况和问题", asks=Asks.LONG_TEXT, lines=5),
    Question(key="suggestion", label="建议", asks=Asks.LONG_TEXT, lines=3),
    Question(key="parties", label="建议参加方", asks=Asks.LONG_TEXT, hint="一行一方。", lines=3),
)
_DECISION = (
    Question(
        key="verdict",
        label="审核意见",
        asks=Asks.CHOICE,
        required=True,
        choices=choices(Verdict),
        half=True,
    ),
    Question(key="decided_on", label="审定日期", asks=Asks.DATE, half=True),
    Question(key="decided_by", label="审定人", required=True, hint="例如：某某街道党工委。"),
    Question(key="reason", label="理由", asks=Asks.LONG_TEXT, lines=2),
    *(
        Question(key=f"kind_{kind.code}", label=f"请{kind.label}参加", asks=Asks.TICK)
        for kind in ParticipantKind
    ),
)
_SCREENING = (
    Question(key="party", label="党政所需？", asks=Asks.CHOICE, choices=ASKED),
    Question(key="people", label="群众所盼？", asks=Asks.CHOICE, choices=ASKED),
    Question(key="means", label="政协所能？", asks=Asks.CHOICE, choices=ASKED),
    Question(
        key="unfit",
        label="不宜协商的情形",
        asks=Asks.LONG_TEXT,
        hint="例如违法违规、个体纠纷、违背公序良俗；没有就空着。",
        lines=2,
    ),
)


def topic(desk: Desk, dossier: Dossier) -> FormScreen:
    """议题征集表."""
    del desk
    told = dossier.topic
    return FormScreen(
        key="topic",
        title="议题征集表",
        purpose="议题从哪里来、谁提出、什么情况，写清楚，后面各种文书直接引用。",
        submit="保存议题",
        questions=_TOPIC,
        answers={
            "title": told.title,
            "source": told.source.code,
            "proposed_on": told.proposed_on,
            "proposer": told.proposer,
            "situation": told.situation,
            "suggestion": told.suggestion,
            "parties": "\n".join(told.parties),
        },
    )


def save_topic(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Correct the topic."""
    told = dossier.topic
    corrected = replace(
        told,
        title=text(answers, "title"),
        source=coded(TopicSource, text(answers, "source")),
        proposed_on=day(answers, "proposed_on", told.proposed_on),
        proposer=text(answers, "proposer"),
        situation=text(answers, "situation"),
        suggestion=text(answers, "suggestion"),
        parties=lines(answers, "parties"),
    )
    gathering.revise(desk, corrected)
    return "议题已保存。"


def decision(desk: Desk, dossier: Dossier) -> FormScreen:
    """审题意见."""
    standing = dossier.decision
    kinds = standing.participant_kinds if standing else _USUAL_KINDS
    ticks: dict[str, Answer] = {f"kind_{one.code}": one.code in kinds for one in ParticipantKind}
    return FormScreen(
        key="decision",
        title="审题定题",
        purpose="由谁、哪一天定下这个议题；不采纳的写一句理由，好答复提出人。",
        submit="登记审题意见",
        questions=_DECISION,
        answers=_decided(desk, dossier) | ticks,
    )


def _decided(desk: Desk, dossier: Dossier) -> dict[str, Answer]:
    standing = dossier.decision
    if standing is None:
        return {
            "verdict": Verdict.ADOPTED.code,
            "decided_on": desk.today,
            "decided_by": f"{dossier.station.place}党（工）委",
        }
    return {
        "verdict": standing.verdict.code,
        "decided_on": standing.decided_on,
        "decided_by": standing.decided_by,
        "reason": standing.reason,
    }


def save_decision(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write the decision down."""
    decided = gathering.decide(
        desk,
        dossier.topic,
        coded(Verdict, text(answers, "verdict")),
        decided_by=text(answers, "decided_by"),
        decided_on=day(answers, "decided_on", desk.today),
        reason=text(answers, "reason"),
        participant_kinds=tuple(
            kind.code for kind in ParticipantKind if answers.get(f"kind_{kind.code}")
        ),
    )
    return f"已登记审题意见：{decided.verdict.label}。"


def screening(desk: Desk, dossier: Dossier) -> FormScreen:
    """三方把关."""
    del desk
    told = dossier.topic.screening
    return FormScreen(
        key="screening",
        title="三方把关",
        purpose="三个问题都答过，议题才站得住；有不宜协商的情形也写在这里。",
        submit="保存",
        questions=_SCREENING,
        answers={
            "party": as_choice(told.wanted_by_party),
            "people": as_choice(told.wanted_by_people),
            "means": as_choice(told.within_our_means),
            "unfit": "\n".join(dossier.topic.unfit),
        },
    )


def save_screening(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write the answers down."""
    told = Screening(
        wanted_by_party=yes(answers, "party"),
        wanted_by_people=yes(answers, "people"),
        within_our_means=yes(answers, "means"),
    )
    gathering.screen(desk, dossier.topic, told, unfit=lines(answers, "unfit"))
    return "三方把关已保存。"


def research(desk: Desk, dossier: Dossier) -> FormScreen:
    """调研记录."""
    done = len(dossier.research)
    so_far = f"已登记{done}次。" if done else ""
    return FormScreen(
        key="research",
        title="登记调研",
        purpose=f"先调研、再协商。照片不是必需的。{so_far}",
        submit="登记调研",
        questions=_research_questions(desk),
        answers={"on": desk.today, "method": "走访"},
        facts=written.research(dossier),
    )


def _research_questions(desk: Desk) -> tuple[Question, ...]:
    here = members(desk)
    return (
        Question(key="on", label="日期", asks=Asks.DATE, required=True, half=True),
        Question(key="method", label="方式", asks=Asks.CHOICE, choices=_METHODS, half=True),
        Question(key="place", label="地点", required=True),
        Question(key="people", label="参加委员", asks=Asks.PEOPLE, people=here, required=True),
        Question(key="findings", label="了解到的情况", asks=Asks.LONG_TEXT, required=True, lines=6),
    )


def save_research(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write the research down."""
    progressing.research(
        desk,
        dossier.consultation.id,
        place=text(answers, "place"),
        findings=text(answers, "findings"),
        people=names_of(members(desk), picked(answers, "people")),
        method=text(answers, "method") or "走访",
        on=day(answers, "on", desk.today),
    )
    return "调研已登记。"
