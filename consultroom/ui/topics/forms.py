"""The forms of the pool of topics: intake, decision, plan, links. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from consultroom.domain.calendar import month_of
from consultroom.domain.meetings import ParticipantKind
from consultroom.domain.plans import PlanItem
from consultroom.domain.records import coded
from consultroom.domain.topics import (
    TITLE_LENGTH,
    Topic,
    TopicDecision,
    TopicSource,
    Verdict,
    needs_reason,
)
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import gathering
from consultroom.services.desk import Desk
from consultroom.services.gathering import Standing
from consultroom.services.matching import Pool
from consultroom.ui.card_file import NEW
from consultroom.ui.forms import Answer, Asks, FormScreen, Question
from consultroom.ui.topics.screens import month_words
from consultroom.ui.topics.telling import origins
from consultroom.ui.values import Person

EDIT, DECIDE, PLAN, LINK = "edit", "decide", "plan", "link"
Answers = Mapping[str, Any]
MONTHS_AHEAD = 18
OFFERED = 40  # topics to merge into, those alike first
SHOWN = 18  # characters of a visit on its chip
_USUAL_KINDS = ("member", "department", "stakeholder")


class Missing(UserError):
    """An answer that is wanted in this case is not there; ``key`` is its question."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


class TopicForm(Frozen):
    """A form about one topic: what is asked, and what its answers do."""

    screen: Callable[[Desk, Standing], FormScreen]
    save: Callable[[Desk, Standing, Answers], str]


# -- intake ---------------------------------------------------------------------------------------


def intake(desk: Desk) -> FormScreen:
    """Return the intake form (议题征集表) of a new topic, in the order of the paper."""
    return FormScreen(
        key=NEW,
        title="登记议题",
        purpose="按议题征集表的顺序填写；写议题时，右边会列出相近的议题。",
        submit="登记议题",
        questions=_intake_questions(desk, ""),
        answers={"source": TopicSource.MEMBER.code, "proposed_on": desk.today},
    )


def _intake_questions(desk: Desk, month: str) -> tuple[Question, ...]:
    return (
        Question(key="title", label="议题", required=True, hint=f"建议不超过{TITLE_LENGTH}字。"),
        Question(key="source", label="议题来源", asks=Asks.CHOICE, required=True, half=True,
                 choices=tuple((one.code, one.label) for one in TopicSource)),
        Question(key="proposed_on", label="提出日期", asks=Asks.DATE, required=True, half=True),
        Question(key="proposer", label="提出人", required=True, half=True,
                 hint="不便具名的可以用化名。"),
        Question(key="scope", label="领域", half=True, hint="例如：物业管理、养老服务。"),
        Question(key="unit", label="村（社区）", half=True),
        Question(key="month", label="拟协商月份", asks=Asks.CHOICE, half=True,
                 choices=_months(desk, month)),
        Question(key="situation", label="情况和问题", asks=Asks.LONG_TEXT, lines=5),
        Question(key="suggestion", label="建议", asks=Asks.LONG_TEXT, lines=3),
        Question(key="parties", label="建议参加方", asks=Asks.LONG_TEXT, hint="一行一方。",
                 lines=3),
    )  # fmt: skip


def _months(desk: Desk, besides: str) -> tuple[tuple[str, str], ...]:
    """Return the months to come with how many topics each has, and the one that stands."""
    year, month = desk.today.year, desk.today.month
    coming = [f"{year + (month + ahead - 1) // 12}-{(month + ahead - 1) % 12 + 1:02d}"
              for ahead in range(MONTHS_AHEAD)]  # fmt: skip
    planned = [item.month for item in desk.room.find(PlanItem)]
    codes = sorted({*coming, besides} - {""})
    return tuple((code, _month_choice(code, planned.count(code))) for code in codes)


def _month_choice(month: str, count: int) -> str:
    return month_words(month) + (f"（已排 {count} 个）" if count else "")


def save_intake(desk: Desk, answers: Answers) -> Topic:
    """Take the topic in."""
    return gathering.add_topic(
        desk,
        title=_text(answers, "title"),
        source=coded(TopicSource, _text(answers, "source")),
        proposer=_text(answers, "proposer"),
        proposed_on=answers.get("proposed_on") or desk.today,
        scope=_text(answers, "scope"),
        unit=_text(answers, "unit"),
        month=_text(answers, "month"),
        situation=_text(answers, "situation"),
        suggestion=_text(answers, "suggestion"),
        parties=_lines(answers, "parties"),
    )


def _edit(desk: Desk, standing: Standing) -> FormScreen:
    told = standing.topic
    return FormScreen(
        key=EDIT,
        title="修改议题",
        purpose=f"{told.number}；正在协商的，协商的名称一起改。",
        submit="保存",
        questions=_intake_questions(desk, told.month),
        answers={
            "title": told.title,
            "source": told.source.code,
            "proposed_on": told.proposed_on,
            "proposer": told.proposer,
            "scope": told.scope,
            "unit": told.unit,
            "month": told.month,
            "situation": told.situation,
            "suggestion": told.suggestion,
            "parties": "\n".join(told.parties),
        },
    )


def _save_edit(desk: Desk, standing: Standing, answers: Answers) -> str:
    told = standing.topic
    corrected = replace(
        told,
        title=_text(answers, "title"),
        source=coded(TopicSource, _text(answers, "source")),
        proposed_on=answers.get("proposed_on") or told.proposed_on,
        proposer=_text(answers, "proposer"),
        scope=_text(answers, "scope"),
        unit=_text(answers, "unit"),
        month=_text(answers, "month"),
        situation=_text(answers, "situation"),
        suggestion=_text(answers, "suggestion"),
        parties=_lines(answers, "parties"),
    )
    gathering.revise(desk, corrected)
    return "议题已保存。"


# -- decision -------------------------------------------------------------------------------------


def _decide(desk: Desk, standing: Standing) -> FormScreen:
    stands = standing.decision
    kinds = stands.participant_kinds if stands and stands.participant_kinds else _USUAL_KINDS
    ticks: dict[str, Answer] = {f"kind_{one.code}": one.code in kinds for one in ParticipantKind}
    return FormScreen(
        key=DECIDE,
        title="审定议题",
        purpose="由谁、哪一天、怎么定；不采纳的写一句理由，好答复提出人。",
        submit="登记审定意见",
        questions=_decision_questions(desk, standing),
        answers=_decided(desk, stands) | ticks,
    )


def _decision_questions(desk: Desk, standing: Standing) -> tuple[Question, ...]:
    return (
        Question(key="verdict", label="审核意见", asks=Asks.CHOICE, required=True, half=True,
                 choices=tuple((one.code, one.label) for one in Verdict)),
        Question(key="decided_on", label="审定日期", asks=Asks.DATE, required=True, half=True),
        Question(key="decided_by", label="审定人", required=True, hint="例如：某某街道党工委。"),
        Question(key="reason", label="理由", asks=Asks.LONG_TEXT, lines=3,
                 hint="转办、暂缓、不采纳的要写；采纳、合并的可以不写。"),
        Question(key="into", label="并入哪个议题", asks=Asks.CHOICE,
                 choices=_targets(desk, standing.topic), hint="只有“合并”时选；相近的排在前面。"),
        *(Question(key=f"kind_{one.code}", label=f"请{one.label}参加", asks=Asks.TICK, half=True)
          for one in ParticipantKind),
    )  # fmt: skip


def _targets(desk: Desk, topic: Topic) -> tuple[tuple[str, str], ...]:
    """Return the topics this one could be merged into, those alike first, then the newest."""
    every = tuple(one for one in gathering.standings(desk) if one.into is None)
    alike = [one.standing.topic for one in Pool(every, but=topic.id).like(topic.title)]
    others = [one.topic for one in every if one.topic.id != topic.id and one.topic not in alike]
    return tuple((one.id, f"{one.number} {one.title}") for one in (*alike, *others)[:OFFERED])


def _decided(desk: Desk, stands: TopicDecision | None) -> dict[str, Answer]:
    if stands is None:
        by = f"{desk.station().place}党（工）委"
        return {"decided_on": desk.today, "decided_by": by}
    return {
        "verdict": stands.verdict.code,
        "decided_on": stands.decided_on,
        "decided_by": stands.decided_by,
        "reason": stands.reason,
        "into": stands.merged_into,
    }


def _save_decision(desk: Desk, standing: Standing, answers: Answers) -> str:
    verdict = coded(Verdict, _text(answers, "verdict"))
    if verdict is Verdict.MERGED:
        return _merged(desk, standing, answers)
    if needs_reason(verdict) and not _text(answers, "reason"):
        raise Missing("reason", f"“{verdict.label}”要写一句理由，好答复提出人。")
    gathering.decide(
        desk,
        standing.topic,
        verdict,
        decided_by=_text(answers, "decided_by"),
        decided_on=answers.get("decided_on") or desk.today,
        reason=_text(answers, "reason"),
        participant_kinds=tuple(
            one.code for one in ParticipantKind if answers.get(f"kind_{one.code}")
        ),
    )
    return f"已登记审定意见：{verdict.label}。"


def _merged(desk: Desk, standing: Standing, answers: Answers) -> str:
    if not _text(answers, "into"):
        raise Missing("into", "合并到哪个议题？请选一个。")
    into = desk.room.get(Topic, _text(answers, "into"))
    lines = desk.room.find(PlanItem, topic=standing.topic.id)
    gathering.merge(
        desk,
        standing.topic,
        into,
        decided_by=_text(answers, "decided_by"),
        decided_on=answers.get("decided_on") or desk.today,
        reason=_text(answers, "reason"),
    )
    told = "".join(_of_plan(desk, line) for line in lines)
    return f"已并入“{into.title}”（{into.number}）。{told}"


def _of_plan(desk: Desk, line: PlanItem) -> str:
    """Say what a merging made of a line of the plan."""
    kept = desk.room.one(PlanItem, id=line.id)
    return f"{month_words(line.month)}的计划{'改列那一个' if kept else '里不再列它'}。"


# -- plan and links -------------------------------------------------------------------------------


def _plan(desk: Desk, standing: Standing) -> FormScreen:
    item = next(iter(desk.room.find(PlanItem, topic=standing.topic.id)), None)
    month = item.month if item else standing.topic.month or month_of(desk.today)
    return FormScreen(
        key=PLAN,
        title="列入年度计划",
        purpose="安排到哪个月协商；已经在计划里的，改到新的月份。",
        submit="列入计划",
        questions=(
            Question(key="month", label="协商月份", asks=Asks.CHOICE, required=True,
                     choices=_months(desk, month)),
            Question(key="convener", label="召集人", hint="定了再填，可以空着。"),
        ),
        answers={"month": month, "convener": item.convener if item else ""},
    )  # fmt: skip


def _save_plan(desk: Desk, standing: Standing, answers: Answers) -> str:
    month = _text(answers, "month")
    gathering.plan_for(desk, standing.topic, month, convener=_text(answers, "convener"))
    return f"已列入{month_words(month)}的计划。"


def _link(desk: Desk, standing: Standing) -> FormScreen:
    lines = ((one, f"{one.when} {one.kind}　{one.matter}") for one in origins(desk))
    people = tuple(
        Person(id=one.id, name=_short(one.matter), note=line, line=line) for one, line in lines
    )
    nothing = "" if people else "还没有登记过来访。先在委员接待日登记来访，再回来关联。"
    return FormScreen(
        key=LINK,
        title="关联来访和社情民意",
        purpose=nothing or "这个议题是从哪几件来访或社情民意来的，输入事项里的字来找。",
        submit="保存",
        questions=(Question(key="refs", label="来访或社情民意", asks=Asks.PEOPLE, people=people),),
        answers={"refs": standing.topic.source_refs},
    )


def _save_link(desk: Desk, standing: Standing, answers: Answers) -> str:
    refs = tuple(answers.get("refs") or ())
    gathering.link(desk, standing.topic, refs)
    return f"已关联 {len(refs)} 件。" if refs else "已取消关联。"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _text(answers: Answers, key: str) -> str:
    return str(answers.get(key) or "").strip()


def _lines(answers: Answers, key: str) -> tuple[str, ...]:
    found = (line.strip() for line in str(answers.get(key) or "").splitlines())
    return tuple(line for line in found if line)


FORMS: dict[str, TopicForm] = {
    EDIT: TopicForm(_edit, _save_edit),
    DECIDE: TopicForm(_decide, _save_decision),
    PLAN: TopicForm(_plan, _save_plan),
    LINK: TopicForm(_link, _save_link),
}
