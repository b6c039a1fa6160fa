"""Papers about a period (期间文书): plan, ledgers, statistics, posters, a member's statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from consultroom.documents.forms.duty_letter import duty_letter
from consultroom.documents.forms.ledger_sheet import ledger_sheet
from consultroom.documents.forms.plan_table import plan_table
from consultroom.documents.forms.poster import PosterSize, plan_poster, reception_poster
from consultroom.documents.forms.statistics_table import statistics_table
from consultroom.domain import indicators
from consultroom.domain.ledgers import LEDGERS, View
from consultroom.services.printing.boards import boards_of
from consultroom.services.printing.parts import PaperKind, Part, fitting, one, page_of
from consultroom.services.printing.periods import (
    BoardCase,
    MemberCase,
    PeriodCase,
    PlanCase,
    board_case,
    member_case,
    member_steps,
    period_case,
    period_steps,
    plan_case,
)


def _plan(case: PlanCase) -> tuple[Part, ...]:
    return one(plan_table(case.station, case.plan, case.items, profile=page_of(case)))


def _planned(size: PosterSize) -> Callable[[PlanCase], tuple[Part, ...]]:
    def compose(case: PlanCase) -> tuple[Part, ...]:
        return fitting(
            *(plan_poster(board, case.plan, case.items) for board in boards_of(case, size))
        )

    return compose


def _announced(size: PosterSize) -> Callable[[BoardCase], tuple[Part, ...]]:
    def compose(case: BoardCase) -> tuple[Part, ...]:
        return fitting(*(reception_poster(board, case.days) for board in boards_of(case, size)))

    return compose


def _statistics(case: PeriodCase) -> tuple[Part, ...]:
    return one(statistics_table(indicators.statistics(case.book), profile=page_of(case)))


def _ledger(view: View[Any]) -> Callable[[PeriodCase], tuple[Part, ...]]:
    def compose(case: PeriodCase) -> tuple[Part, ...]:
        return one(ledger_sheet(view.ledger(case.book), profile=page_of(case)))

    return compose


def _duty_letter(case: MemberCase) -> tuple[Part, ...]:
    page = page_of(case)
    station, rules = case.station, case.rules
    return one(duty_letter(case.facts, station=station, on=case.today, rules=rules, profile=page))


_YEAR, _PERIOD = "年份", "年份或起止日期"
_POSTERS = ((PosterSize.A4, "", ""), (PosterSize.A3, "_a3", "（A3）"))

KINDS: dict[str, PaperKind] = {
    "plan": PaperKind("年度协商计划表", plan_case, _plan, _YEAR),
    **{
        f"plan_poster{code}": PaperKind(
            f"年度计划公示{word}", plan_case, _planned(size), _YEAR, marked=False
        )
        for size, code, word in _POSTERS
    },
    **{
        f"reception_poster{code}": PaperKind(
            f"接待日预告{word}", board_case, _announced(size), "接待日编号", marked=False
        )
        for size, code, word in _POSTERS
    },
    **{
        f"ledger_{view.code}": PaperKind(
            view.word, period_case, _ledger(view), _PERIOD, steps=period_steps
        )
        for view in LEDGERS.values()
    },
    "statistics": PaperKind("年度统计表", period_case, _statistics, _PERIOD, steps=period_steps),
    "duty_letter": PaperKind(
        "委员履职情况告知书",
        member_case,
        _duty_letter,
        "委员姓名[@年份]",
        twin=True,
        steps=member_steps,
    ),
}
