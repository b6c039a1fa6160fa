"""Forms of following up: 答复, 满意度, 回头看."""

from __future__ import annotations

from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import RaterKind, Rating, tally
from consultroom.domain.outcomes import Assignment, ResultClass, standing_reply
from consultroom.domain.records import coded
from consultroom.errors import UserError
from consultroom.services import following
from consultroom.services.desk import Desk
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.workspace.forms import written
from consultroom.ui.workspace.forms.form import (
    Answers,
    choices,
    day,
    members,
    names_of,
    picked,
    text,
)


class NothingAssigned(UserError):
    """There is no assignment to answer, or not this one any more."""


def reply(desk: Desk, dossier: Dossier) -> FormScreen:
    """登记答复."""
    handed = _unanswered_first(dossier)
    if not handed:
        raise NothingAssigned("还没有交办的事项，请先逐条交办。")
    classes = dossier.parameters.result_classes
    return FormScreen(
        key="reply",
        title="登记答复",
        purpose="承办单位书面答复以后登记；同一事项再次答复，以后一次为准。",
        submit="登记答复",
        questions=_reply_questions(handed, classes),
        answers={"assignment": handed[0].id, "on": desk.today, "result": classes[0].code},
        facts=written.replies(dossier),
    )


def _reply_questions(
    handed: list[Assignment], classes: tuple[ResultClass, ...]
) -> tuple[Question, ...]:
    matters = tuple((one.id, _words(one)) for one in handed)
    letters = tuple((kind.code, f"{kind.code} {kind.means}") for kind in classes)
    return (
        Question(
            key="assignment", label="哪一项", asks=Asks.CHOICE, required=True, choices=matters
        ),
        Question(
            key="result",
            label="办理结果",
            asks=Asks.CHOICE,
            required=True,
            choices=letters,
            half=True,
        ),
        Question(key="on", label="答复日期", asks=Asks.DATE, required=True, half=True),
        Question(key="text", label="办理情况", asks=Asks.LONG_TEXT, required=True, lines=5),
        Question(key="plan", label="未办结部分的打算", asks=Asks.LONG_TEXT, lines=2),
        Question(key="signed_by", label="单位负责人"),
    )


def _unanswered_first(dossier: Dossier) -> list[Assignment]:
    def waits(one: Assignment) -> tuple[bool, str]:
        return (standing_reply(one.id, dossier.replies) is not None, one.number)

    return sorted(dossier.standing_assignments, key=waits)


def _words(one: Assignment) -> str:
    return f"{one.number} {one.lead_unit}（{chinese_date(one.deadline)}前）"


def save_reply(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write the answer down."""
    record = following.reply(
        desk,
        _answered(dossier, text(answers, "assignment")),
        text=text(answers, "text"),
        result=text(answers, "result"),
        plan=text(answers, "plan"),
        signed_by=text(answers, "signed_by"),
        on=day(answers, "on", desk.today),
    )
    return f"已登记{record.unit}的答复（{record.result_class}类）。"


def _answered(dossier: Dossier, wanted: str) -> Assignment:
    for one in dossier.standing_assignments:
        if one.id == wanted:
            return one
    raise NothingAssigned("这一项已经退回或撤销，请重新选答复的是哪一项。")


_SATISFACTION = (
    Question(
        key="kind",
        label="评价人类别",
        asks=Asks.CHOICE,
        required=True,
        choices=choices(RaterKind),
        half=True,
    ),
    Question(
        key="rating",
        label="评价",
        asks=Asks.CHOICE,
        required=True,
        choices=choices(Rating),
        half=True,
    ),
    Question(key="rater", label="评价人", half=True),
    Question(key="on", label="日期", asks=Asks.DATE, required=True, half=True),
    Question(key="comment", label="意见", asks=Asks.LONG_TEXT, hint="不满意的必须写。", lines=3),
)


def satisfaction(desk: Desk, dossier: Dossier) -> FormScreen:
    """满意度."""
    counted = tally(dossier.satisfaction)
    return FormScreen(
        key="satisfaction",
        title="登记满意度评价",
        purpose=f"一张评价表登记一次。{counted.sentence()}。",
        submit="登记评价",
        questions=_SATISFACTION,
        answers={"kind": RaterKind.MEMBER.code, "on": desk.today},
        facts=written.ratings(dossier),
    )


def save_satisfaction(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write one slip down."""
    slip = following.rate(
        desk,
        dossier.consultation.id,
        coded(RaterKind, text(answers, "kind")),
        coded(Rating, text(answers, "rating")),
        rater=text(answers, "rater"),
        comment=text(answers, "comment"),
        on=day(answers, "on", desk.today),
    )
    return f"已登记{slip.rater_kind.label}评价：{slip.rating.label}。"


def look_back(desk: Desk, dossier: Dossier) -> FormScreen:
    """回头看."""
    here = members(desk)
    return FormScreen(
        key="look_back",
        title="登记回头看",
        purpose="到现场看一看，办好的事是不是还管用。",
        submit="登记回头看",
        questions=(
            Question(key="on", label="日期", asks=Asks.DATE, required=True),
            Question(key="who", label="谁去看的", asks=Asks.PEOPLE, people=here, required=True),
            Question(
                key="finding", label="看到的情况", asks=Asks.LONG_TEXT, required=True, lines=5
            ),
            Question(key="holds", label="成效保持住了", asks=Asks.TICK),
        ),
        answers={"on": desk.today, "holds": True},
        facts=written.visits(dossier),
    )


def save_look_back(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write the visit down."""
    following.look_back(
        desk,
        dossier.consultation.id,
        who=names_of(members(desk), picked(answers, "who")),
        finding=text(answers, "finding"),
        still_holds=bool(answers.get("holds")),
        on=day(answers, "on", desk.today),
    )
    return "回头看已登记。"
