"""Forms of the outcome: 成果单, 审核, 交办."""

from __future__ import annotations

from consultroom.domain.dossiers import Dossier
from consultroom.domain.minutes import ConsensusItem
from consultroom.domain.outcomes import REVIEWERS, Channel, ReviewVerdict, next_review
from consultroom.domain.records import coded
from consultroom.errors import UserError
from consultroom.services import concluding
from consultroom.services.concluding import Handing
from consultroom.services.desk import Desk
from consultroom.ui.forms import Answer, Asks, FormScreen, Question
from consultroom.ui.workspace.forms import written
from consultroom.ui.workspace.forms.form import Answers, choices, day, text

_LONGEST = 60  # characters of a point shown under its field


class NothingToAssign(UserError):
    """No point waits for a unit."""


# -- 成果单 ---------------------------------------------------------------------------------------

_OUTCOME = (
    Question(
        key="problem",
        label="问题概述",
        asks=Asks.LONG_TEXT,
        required=True,
        hint="建议不超过200字。",
        lines=6,
    ),
    *(Question(key=f"to_{one.code}", label=f"报送{one.label}", asks=Asks.TICK) for one in Channel),
)


def outcome(desk: Desk, dossier: Dossier) -> FormScreen:
    """协商成果单."""
    del desk
    sheet = dossier.outcome
    chosen = sheet.channels if sheet else (Channel.PARTY_COMMITTEE,)
    return FormScreen(
        key="outcome",
        title="填写协商成果单",
        purpose="共识意见从纪要里来，这里只要写问题概述、选报送去向。",
        submit="保存成果单",
        questions=_OUTCOME,
        answers={"problem": sheet.problem if sheet else dossier.topic.situation}
        | {f"to_{one.code}": one in chosen for one in Channel},
    )


def save_outcome(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Make or change the sheet."""
    channels = tuple(one for one in Channel if answers.get(f"to_{one.code}"))
    sheet = concluding.draft_outcome(
        desk, dossier, problem=text(answers, "problem"), channels=channels
    )
    return f"协商成果单{sheet.number}已保存。"


# -- 审核 -----------------------------------------------------------------------------------------

_REVIEW = (
    Question(
        key="verdict",
        label="审核意见",
        asks=Asks.CHOICE,
        required=True,
        choices=choices(ReviewVerdict),
        half=True,
    ),
    Question(key="on", label="签署日期", asks=Asks.DATE, required=True, half=True),
    Question(key="reviewer", label="签署人", required=True),
    Question(key="remark", label="意见内容", asks=Asks.LONG_TEXT, lines=3),
)


def review(desk: Desk, dossier: Dossier) -> FormScreen:
    """登记审核."""
    level = next_review(dossier.standing_reviews, dossier.parameters.review_levels)
    if not level:
        return FormScreen(
            key="review",
            title="成果单审核",
            purpose="审核已经全部通过。",
            submit="",
            questions=(),
            facts=written.reviews(dossier),
        )
    who = REVIEWERS[level - 1]
    return FormScreen(
        key="review",
        title="登记审核",
        purpose=f"第{level}审：{who}。纸上签好以后登记在这里。",
        submit="登记审核",
        questions=_REVIEW,
        facts=written.reviews(dossier),
        answers={"verdict": ReviewVerdict.AGREE.code, "on": desk.today, "reviewer": who},
    )


def save_review(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write one level of review down."""
    record = concluding.review(
        desk,
        dossier,
        coded(ReviewVerdict, text(answers, "verdict")),
        reviewer=text(answers, "reviewer"),
        remark=text(answers, "remark"),
        on=day(answers, "on", desk.today),
    )
    return f"第{record.level}审已登记：{record.verdict.label}。"


# -- 交办 -----------------------------------------------------------------------------------------


def assign(desk: Desk, dossier: Dossier) -> FormScreen:
    """交办: every point that is still waiting, in one form; what was handed over is told."""
    facts = written.assignments(dossier)
    if facts and not _without_unit(dossier):
        return FormScreen(
            key="assign",
            title="交办情况",
            purpose="共识意见都已经交办；催办、延期、退回在“成果办理”里。",
            submit="",
            questions=(),
            facts=facts,
        )
    questions: list[Question] = []
    answers: dict[str, Answer] = {}
    for item in _waiting(dossier):
        questions += _assign_questions(item)
        answers[f"lead{item.order}"] = item.lead_unit
        answers[f"due{item.order}"] = concluding.deadline(desk, dossier, item)
    return FormScreen(
        key="assign",
        title="逐条交办",
        purpose="单位和时限照纪要带出，可以改。",
        submit="全部交办",
        questions=tuple(questions),
        answers=answers,
        facts=facts,
    )


def _assign_questions(item: ConsensusItem) -> tuple[Question, ...]:
    words = item.text
    told = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 2]}……"
    number = f"第 {item.order} 条"
    return (
        Question(key=f"lead{item.order}", label=f"{number}主办单位", hint=told, required=True),
        Question(key=f"due{item.order}", label=f"{number}办理时限", asks=Asks.DATE),
    )


def _waiting(dossier: Dossier) -> list[ConsensusItem]:
    """Return the points no unit has yet.

    Raises:
        NothingToAssign: there are none.
    """
    waiting = _without_unit(dossier)
    if not waiting:
        done = "共识意见都已经交办。" if dossier.consensus else "纪要里没有共识意见，不用交办。"
        raise NothingToAssign(done)
    return waiting


def _without_unit(dossier: Dossier) -> list[ConsensusItem]:
    handed = {one.consensus_item for one in dossier.standing_assignments}
    return [item for item in dossier.agreed() if item.id not in handed]


def save_assign(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Hand every waiting point to its unit, in one act."""
    told = tuple((item, _handing(answers, item)) for item in _waiting(dossier))
    made = concluding.assign_all(desk, dossier, told)
    return f"已交办{len(made)}条。"


def _handing(answers: Answers, item: ConsensusItem) -> Handing:
    return Handing(
        lead_unit=text(answers, f"lead{item.order}"), due_on=answers.get(f"due{item.order}")
    )
