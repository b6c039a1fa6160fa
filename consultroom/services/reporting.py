"""Reporting (台账、统计): ledgers, the statistics table and registers, as paper and as xlsx."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from consultroom.documents import xlsx
from consultroom.documents.blocks import Paper
from consultroom.documents.forms.ledger_sheet import ledger_sheet
from consultroom.documents.forms.plan_table import plan_table
from consultroom.documents.forms.statistics_table import statistics_table
from consultroom.documents.gb9704 import PageProfile, profile_of
from consultroom.domain import indicators, registers
from consultroom.domain.calendar import chinese_date
from consultroom.domain.indicators import Statistics
from consultroom.domain.ledgers import Ledger, view_of
from consultroom.domain.members import Member, Posting
from consultroom.domain.plans import PlanItem
from consultroom.domain.receptions import GoodDeed, ReceptionDay, Visit, VisitorIdentity
from consultroom.domain.redaction import redacted
from consultroom.domain.registers import Register
from consultroom.domain.topics import Topic, TopicDecision
from consultroom.domain.yearbooks import Period, YearBook, year_period
from consultroom.errors import UserError
from consultroom.services import filing, planning
from consultroom.services.desk import Desk, find_record


class NothingToReport(UserError):
    """There is no sitting to make a list of."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table in both its shapes, made of the same lines.

    Attributes:
        title: as printed at its head.
        lines: how many it has.
        paper: what is printed.
        xlsx: the bytes of the spreadsheet.
    """

    title: str
    lines: int
    paper: Paper
    xlsx: bytes


# -- reading ------------------------------------------------------------------------------------


def year_book(desk: Desk, first: date, last: date) -> YearBook:
    """Read all that ledgers and figures are made of, once.

    Visitors stay out of it: what a visitor is called, and any telephone number, is taken out of
    the text of visits and of the good deeds that grew from them.

    Raises:
        BadPeriod: it ends before it begins.
    """
    period, room = Period(first, last), desk.room
    identities = _identities(desk)
    postings = room.find(Posting, station=desk.owner)
    return YearBook(
        station=desk.station(),
        period=period,
        today=desk.today,
        dossiers=filing.all_dossiers(desk),
        topics=room.find(Topic),
        decisions=room.find(TopicDecision),
        reception_days=room.find(ReceptionDay),
        visits=tuple(_visit(one, identities.get(one.id)) for one in room.find(Visit)),
        members=room.find(Member, id=tuple({one.member for one in postings})),
        postings=postings,
        deeds=tuple(_deed(one, identities.get(one.source)) for one in room.find(GoodDeed)),
    )


def _identities(desk: Desk) -> dict[str, VisitorIdentity]:
    return {one.visit: one for one in desk.room.find(VisitorIdentity)}


def _visit(visit: Visit, identity: VisitorIdentity | None) -> Visit:
    known = (identity,) if identity else ()
    return replace(
        visit,
        matter=redacted(visit.matter, known),
        spot_reply=redacted(visit.spot_reply, known),
        result=redacted(visit.result, known),
    )


def _deed(deed: GoodDeed, identity: VisitorIdentity | None) -> GoodDeed:
    known = (identity,) if identity else ()
    return replace(deed, matter=redacted(deed.matter, known), result=redacted(deed.result, known))


def ledger(desk: Desk, code: str, first: date, last: date) -> Ledger:
    """Return one ledger of a period.

    Args:
        desk: where.
        code: code or word of the ledger, ``outcomes`` or ``成果办理台账``.
        first: the first day.
        last: the last day, itself included.

    Raises:
        UnknownWord: there is no such ledger.
        BadPeriod: it ends before it begins.
    """
    return view_of(code).ledger(year_book(desk, first, last))


def statistics(desk: Desk, year: int) -> Statistics:
    """Return the statistics of a year, beside those of the year before and of all years."""
    return statistics_of(desk, year_period(year))


def statistics_of(desk: Desk, period: Period) -> Statistics:
    """Return the statistics of any period; see `statistics`."""
    return indicators.statistics(year_book(desk, period.first, period.last))


# -- making -------------------------------------------------------------------------------------


def ledger_table(desk: Desk, code: str, first: date, last: date) -> Table:
    """Return one ledger as paper and as xlsx; see `ledger`."""
    found = ledger(desk, code, first, last)
    return Table(
        found.title,
        len(found.lines),
        ledger_sheet(found, profile=_profile(desk)),
        ledger_xlsx(found),
    )


def ledger_xlsx(ledger: Ledger) -> bytes:
    """Return a ledger as xlsx."""
    return xlsx.workbook(
        ledger.title,
        ledger.headings,
        [line.cells for line in ledger.lines],
        totals=ledger.totals(),
        facts=(
            f"填报单位：{ledger.station.name}",
            f"期间：{ledger.period.words()}",
            f"填报日期：{chinese_date(ledger.today)}",
        ),
        notes=(f"统计口径：{ledger.rule}", "填表人：　　　　　　审核人："),
        sheet=ledger.word,
        on=ledger.today,
    )


def statistics_table_of(desk: Desk, period: Period) -> Table:
    """Return the statistics of a period as paper and as xlsx."""
    found = statistics_of(desk, period)
    paper = statistics_table(found, profile=_profile(desk))
    return Table(found.title, len(found.lines), paper, statistics_xlsx(found))


def statistics_xlsx(found: Statistics) -> bytes:
    """Return a statistics table as xlsx; the rules are a column of it."""
    return xlsx.workbook(
        found.title,
        registers.STATISTICS,
        [line.cells for line in registers.statistics_lines(found)],
        facts=(f"填报单位：{found.station.name}", f"填报日期：{chinese_date(found.today)}"),
        notes=("填表人：　　　　　　审核人：",),
        sheet="统计表",
        on=found.today,
    )


def plan_table_of(desk: Desk, year: int) -> Table:
    """Return the annual plan of a year as paper and as xlsx."""
    plan = planning.plan_of(desk, year)
    items = desk.room.find(PlanItem, plan=plan.id)
    register = registers.plan_register(desk.station(), plan, items)
    paper = plan_table(desk.station(), plan, items, profile=_profile(desk))
    return Table(register.title, len(items), paper, register_xlsx(desk, register, "年度协商计划"))


def register_xlsx(desk: Desk, register: Register, sheet: str) -> bytes:
    """Return a register as xlsx; ``sheet`` names its worksheet."""
    return xlsx.workbook(
        register.title,
        register.headings,
        [line.cells for line in register.lines],
        facts=register.facts,
        notes=register.foot,
        sheet=sheet,
        on=desk.today,
    )


def reception_register(desk: Desk, key: str, *, named: bool) -> bytes:
    """Return the register of one reception day as xlsx.

    Args:
        desk: where.
        key: id or record number of the reception day.
        named: whether visitors are named; such a copy stays in the station.

    Raises:
        NoSuchRecord: nothing has this id or number.
        WrongKind: it names something else.
    """
    day = find_record(desk, ReceptionDay, key)
    visits = desk.room.find(Visit, reception_day=day.id)
    identities = desk.room.find(VisitorIdentity, visit=tuple(one.id for one in visits))
    register = registers.reception_register(desk.station(), day, visits, identities, named=named)
    return register_xlsx(desk, register, "接待日登记表")


def sign_in_list(desk: Desk, consultation: str) -> bytes:
    """Return who was asked to the latest sitting of a consultation, and who came, as xlsx.

    Raises:
        NoSuchRecord: there is no consultation with this id.
        NothingToReport: no sitting is planned.
    """
    dossier = filing.dossier(desk, consultation)
    if dossier.meeting is None:
        raise NothingToReport("还没有安排会议，先定下会议的时间和地点。")
    register = registers.sign_in_register(dossier, dossier.meeting)
    return register_xlsx(desk, register, "签到表")


def _profile(desk: Desk) -> PageProfile:
    return profile_of(desk.parameters().paper.geometry)
