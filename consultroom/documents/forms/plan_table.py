"""年度协商计划表: the year's plan on A4 laid on its side, with its approval below.

Published plans (SOURCES.md, SC) have little more than month and topic; the rest is our judgement.
"""

from __future__ import annotations

from collections.abc import Iterable

from consultroom.documents.blocks import Paper, Row, Title
from consultroom.documents.forms import wide_tables
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.plans import AnnualPlan, PlanItem
from consultroom.domain.registers import Register, plan_register
from consultroom.domain.stations import OrgUnit

_ROW_MM = 11.0


def plan_table(
    station: OrgUnit,
    plan: AnnualPlan,
    items: Iterable[PlanItem],
    *,
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the annual plan; a plan without lines says so.

    Args:
        station: whose plan it is.
        plan: the year, and who approved it when.
        items: its lines, in any order.
        profile: the district's page, which is laid on its side.
    """
    page, register = wide_tables.lying(profile), plan_register(station, plan, items)
    return Paper(
        title=register.title,
        author=station.name,
        subject=f"年度协商计划 {plan.year}年",
        profile=page,
        blocks=(
            Title(text=register.title),
            wide_tables.table(
                page,
                register.headings,
                register.lines,
                nothing="本年度还没有列入项目",
                size_pt=wide_tables.FACT_PT,
                row_mm=_ROW_MM,
                below=(_approval(register),),
            ),
        ),
    )


def _approval(register: Register) -> Row:
    shares = (1.0,) * (len(register.headings) + 1)
    return wide_tables.across(shares, "　　　　".join(register.foot), height_mm=_ROW_MM)
