"""Papers about a stretch of time (期间): plan, ledgers, statistics, a member's year.

Their key is a year, or two days with ``..`` between: ``2026``, ``2026-01-01..2026-06-30``; a
member's papers put the member before it: ``<id or name>@2026``.
"""

from __future__ import annotations

import re
from datetime import date

from consultroom.domain.duty import DutyFacts
from consultroom.domain.members import Member
from consultroom.domain.plans import AnnualPlan, PlanItem
from consultroom.domain.receptions import ReceptionDay
from consultroom.domain.stations import OrgUnit
from consultroom.domain.yearbooks import Period, YearBook, year_period
from consultroom.errors import UserError
from consultroom.services import planning, reporting, serving
from consultroom.services.desk import Desk
from consultroom.services.printing.cases import Case, NothingToPrint
from consultroom.services.striding import Steps, at_once

_DAYS = re.compile(r"^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$")
AT = "@"  # between a member and the period, or the period and a station


class BadKey(UserError):
    """The key names no year and no two days."""


class PeriodCase(Case, kw_only=True):
    """A period with all that was done in it."""

    period: Period
    book: YearBook


class PlanCase(Case, kw_only=True):
    """The plan of one year."""

    plan: AnnualPlan
    items: tuple[PlanItem, ...]


class BoardCase(Case, kw_only=True):
    """The reception days that are still to come."""

    days: tuple[ReceptionDay, ...]


class MemberCase(Case, kw_only=True):
    """What one member did in a period, without the names of visitors."""

    period: Period
    member: Member
    facts: DutyFacts


def period_of(key: str, today: date) -> Period:
    """Return the period a key names; an empty key is this year.

    Raises:
        BadKey: it is neither a year nor two days.
        BadPeriod: it ends before it begins.
    """
    key = key.strip()
    days = _DAYS.match(key)
    try:
        if days:
            return Period(date.fromisoformat(days[1]), date.fromisoformat(days[2]))
        return year_period(int(key or today.year))
    except ValueError as error:
        raise BadKey(
            f"“{key}”不是年份或期间。请写年份，例如 2026；或写起止日期，例如 "
            "2026-01-01..2026-06-30。"
        ) from error


def period_case(desk: Desk, key: str) -> PeriodCase:
    """Return the case of a period; see `period_of` for the key and what is raised.

    In a district's room ``@WT`` behind the period asks about one station alone.
    """
    return at_once(period_steps(desk, key))


def period_steps(desk: Desk, key: str) -> Steps[PeriodCase]:
    """Read the case of a period in steps of a few milliseconds; see `period_case`."""
    when, at, unit = key.partition(AT)
    period = period_of(when, desk.today)
    book = yield from reporting.book_steps(desk, period.first, period.last)
    if unit:
        book = reporting.of_unit(book, desk.room.get(OrgUnit, unit))
    return PeriodCase(
        subject=f"{_code(period)}{at}{unit}",
        number=_code(period),
        name=f"{book.station.name}　{period.words()}" if unit else period.words(),
        today=desk.today,
        station=book.station,
        parameters=desk.parameters(),
        period=period,
        book=book,
    )


def _code(period: Period) -> str:
    if period == year_period(period.first.year):
        return str(period.first.year)
    return f"{period.first.isoformat()}..{period.last.isoformat()}"


def plan_case(desk: Desk, key: str) -> PlanCase:
    """Return the case of a year's plan.

    Raises:
        BadKey: the key is no year.
        NothingToPrint: nothing is planned in that year.
    """
    year = period_of(key, desk.today).first.year
    plan = planning.plan_of(desk, year)
    items = desk.room.find(PlanItem, plan=plan.id)
    if not items:
        raise NothingToPrint(f"{year}年还没有计划项目，先用 plan add 添加再打印。")
    return PlanCase(
        subject=str(year),
        number=str(year),
        name=f"{year}年",
        today=desk.today,
        station=desk.station(),
        parameters=desk.parameters(),
        plan=plan,
        items=items,
    )


def board_case(desk: Desk, key: str) -> BoardCase:
    """Return the case of the coming reception days; of one when the key is its number or id."""
    every = sorted(desk.room.find(ReceptionDay), key=lambda day: (day.on, day.id))
    named = [day for day in every if key and key in (day.id, day.number)]
    days = tuple(named or [day for day in every if day.on >= desk.today])
    if not days:
        raise NothingToPrint("还没有安排以后的接待日，先安排再打印预告。")
    return BoardCase(
        subject=days[0].id,
        number=days[0].number,
        name="接待日预告",
        today=desk.today,
        station=desk.station(),
        parameters=desk.parameters(),
        days=days,
    )


def member_case(desk: Desk, key: str) -> MemberCase:
    """Return the case of a member's period; the key is ``<id or name>``, with ``@2026`` or without.

    Raises:
        NothingToPrint: there is no such member, or there are several of the name.
        BadKey: what follows ``@`` is no period.
    """
    return at_once(member_steps(desk, key))


def member_steps(desk: Desk, key: str) -> Steps[MemberCase]:
    """Read the case of a member's period in steps of a few milliseconds; see `member_case`."""
    who, _, when = key.partition(AT)
    period = period_of(when, desk.today)
    found = [one for one in desk.room.find(Member) if who.strip() in (one.id, one.name)]
    if len(found) != 1:
        many = "不止一位，请写编码" if found else "名册里没有，请核对姓名"
        raise NothingToPrint(f"委员“{who.strip()}”{many}。")
    days = (period.first, period.last)
    facts = yield from serving.facts_steps(desk, found[0], days, veiled=True)
    return MemberCase(
        subject=f"{found[0].id}{AT}{_code(period)}",
        number=_code(period),
        name=f"{found[0].name}　{period.words()}",
        today=desk.today,
        station=desk.station(),
        parameters=desk.parameters(),
        period=period,
        member=found[0],
        facts=facts,
    )
