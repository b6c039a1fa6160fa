"""Reporting (台账、统计): ledgers, figures and registers of any stretch of days, and as xlsx.

On paper they are kinds like any other: see `printing`.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from consultroom.documents import xlsx
from consultroom.domain import indicators, registers
from consultroom.domain.calendar import chinese_date
from consultroom.domain.consultations import Consultation
from consultroom.domain.indicators import Statistics
from consultroom.domain.ledgers import LEDGERS, Ledger, view_of
from consultroom.domain.members import Member, Posting
from consultroom.domain.plans import PlanItem
from consultroom.domain.receptions import GoodDeed, ReceptionDay, Visit, VisitorIdentity
from consultroom.domain.records import Record, UnknownWord
from consultroom.domain.redaction import redacted
from consultroom.domain.registers import Register
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.domain.topics import Topic, TopicDecision
from consultroom.domain.yearbooks import Period, YearBook, year_period
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import filing, planning
from consultroom.services.desk import Desk, find_record
from consultroom.services.striding import STRIDE, Steps, at_once, each, every, parts

VISITS = 100  # cleared of who came in one step
R = TypeVar("R", bound=Record)


class NothingToReport(UserError):
    """There is no sitting to make a list of."""


class Spreadsheet(Frozen):
    """A table as xlsx.

    Attributes:
        title: as at its head.
        lines: how many it has.
        content: the bytes of the file.
    """

    title: str
    lines: int
    content: bytes


# -- reading ------------------------------------------------------------------------------------


def stations(desk: Desk) -> tuple[OrgUnit, ...]:
    """Return the stations that report to this room, by name; none where it is a station's own."""
    found = desk.room.find(OrgUnit, parent=desk.owner, kind=UnitKind.STATION)
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def year_book(desk: Desk, first: date, last: date, *, unit: str = "") -> YearBook:
    """Read all that ledgers and figures are made of, once.

    Visitors stay out of it: what a visitor is called, and any telephone number, is taken out of
    the text of visits and of the good deeds that grew from them.

    Args:
        desk: where.
        first: the first day.
        last: the last day, itself included.
        unit: code of the one station that is asked about, in a district's room; empty for all.

    Raises:
        BadPeriod: it ends before it begins.
    """
    whole = _whole_book(desk, first, last)
    return of_unit(whole, desk.room.get(OrgUnit, unit)) if unit else whole


def of_unit(book: YearBook, unit: OrgUnit) -> YearBook:
    """Return what one station wrote of a district's year book."""
    mine = tuple(one for one in book.postings if one.station == unit.code)
    here = {one.member for one in mine}

    def own(records: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(one for one in records if one.owner == unit.code)

    return replace(
        book,
        station=unit,
        dossiers=tuple(one for one in book.dossiers if one.consultation.owner == unit.code),
        topics=own(book.topics),
        decisions=own(book.decisions),
        reception_days=own(book.reception_days),
        visits=own(book.visits),
        members=tuple(one for one in book.members if one.id in here),
        postings=mine,
        deeds=own(book.deeds),
    )


def _whole_book(desk: Desk, first: date, last: date) -> YearBook:
    return at_once(book_steps(desk, first, last))


def book_steps(desk: Desk, first: date, last: date) -> Steps[YearBook]:
    """Read a year book in steps of a few milliseconds, so that a window keeps moving.

    Raises:
        BadPeriod: it ends before it begins.
    """
    book = YearBook(station=desk.station(), period=Period(first, last), today=desk.today)
    begun = yield from every(desk, Consultation)
    dossiers = yield from filing.dossier_steps(desk, begun)
    visits, deeds = yield from _received(desk)
    postings, members = yield from _posted(desk)
    return replace(
        book,
        dossiers=dossiers,
        topics=(yield from every(desk, Topic)),
        decisions=(yield from every(desk, TopicDecision)),
        reception_days=(yield from every(desk, ReceptionDay)),
        visits=visits,
        members=members,
        postings=postings,
        deeds=deeds,
    )


def _received(desk: Desk) -> Steps[tuple[tuple[Visit, ...], tuple[GoodDeed, ...]]]:
    """Read visits and good deeds, without a word of who came."""
    known = {one.visit: one for one in (yield from every(desk, VisitorIdentity))}
    came = yield from every(desk, Visit)
    visits: list[Visit] = []
    yield from each(
        parts(came, VISITS),
        lambda part: visits.extend(_visit(one, known.get(one.id)) for one in part),
        VISITS,
    )
    deeds = tuple(_deed(one, known.get(one.source)) for one in desk.room.find(GoodDeed))
    return tuple(visits), deeds


def _posted(desk: Desk) -> Steps[tuple[tuple[Posting, ...], tuple[Member, ...]]]:
    """Read who was ever posted here, or at a station below."""
    places = {desk.owner, *(one.code for one in stations(desk))}
    postings: list[Posting] = []
    yield from each(
        desk.room.parts(Posting, STRIDE),
        lambda part: postings.extend(one for one in part if one.station in places),
    )
    posted = {one.member for one in postings}
    members: list[Member] = []
    yield from each(
        desk.room.parts(Member, STRIDE),
        lambda part: members.extend(one for one in part if one.id in posted),
    )
    return tuple(postings), tuple(members)


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


# -- as xlsx ------------------------------------------------------------------------------------

STATISTICS, PLAN = "statistics", "plan"
_WORDS = {STATISTICS: "年度统计表", PLAN: "年度协商计划表"}


def kinds() -> dict[str, str]:
    """Return code -> word of every table of a period that can be had as xlsx."""
    return {code: view.word for code, view in LEDGERS.items()} | _WORDS


def spreadsheet(desk: Desk, kind: str, first: date, last: date) -> Spreadsheet:
    """Return a table of a period as xlsx.

    Args:
        desk: where.
        kind: code or word, one of `kinds`; the plan is that of the first day's year.
        first: the first day.
        last: the last day, itself included.

    Raises:
        UnknownWord: there is no such table; the sentence lists those there are.
        BadPeriod: it ends before it begins.
    """
    code = next((code for code, word in kinds().items() if kind in (code, word)), "")
    if code == STATISTICS:
        return as_xlsx(statistics_of(desk, Period(first, last)))
    if code == PLAN:
        return _plan(desk, first.year)
    if not code:
        listed = "、".join(f"{word}（{code}）" for code, word in kinds().items())
        raise UnknownWord(f"没有“{kind}”这张表。现有：{listed}。")
    return as_xlsx(ledger(desk, code, first, last))


def as_xlsx(found: Ledger | Statistics) -> Spreadsheet:
    """Return what was read as xlsx; no room is touched, so any thread will do."""
    return _ledger(found) if isinstance(found, Ledger) else _statistics(found)


def _ledger(found: Ledger) -> Spreadsheet:
    facts = (
        f"填报单位：{found.station.name}",
        f"期间：{found.period.words()}",
        f"填报日期：{chinese_date(found.today)}",
    )
    content = xlsx.workbook(
        found.title,
        found.headings,
        [line.cells for line in found.lines],
        totals=found.totals(),
        facts=facts,
        notes=(f"统计口径：{found.rule}", _SIGNED),
        sheet=found.word,
        on=found.today,
    )
    return Spreadsheet(found.title, len(found.lines), content)


_SIGNED = "填表人：　　　　　　审核人："


def _statistics(found: Statistics) -> Spreadsheet:
    """Return a statistics table; the rules are a column of it."""
    lines = registers.statistics_lines(found)
    content = xlsx.workbook(
        found.title,
        registers.STATISTICS,
        [line.cells for line in lines],
        facts=(f"填报单位：{found.station.name}", f"填报日期：{chinese_date(found.today)}"),
        notes=(_SIGNED,),
        sheet="统计表",
        on=found.today,
    )
    return Spreadsheet(found.title, len(lines), content)


def _plan(desk: Desk, year: int) -> Spreadsheet:
    plan = planning.plan_of(desk, year)
    items = desk.room.find(PlanItem, plan=plan.id)
    return _register(desk, registers.plan_register(desk.station(), plan, items), "年度协商计划")


def _register(desk: Desk, register: Register, sheet: str) -> Spreadsheet:
    content = xlsx.workbook(
        register.title,
        register.headings,
        [line.cells for line in register.lines],
        facts=register.facts,
        notes=register.foot,
        sheet=sheet,
        on=desk.today,
    )
    return Spreadsheet(register.title, len(register.lines), content)


def reception_register(desk: Desk, key: str, *, named: bool) -> Spreadsheet:
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
    return _register(desk, register, "接待日登记表")


def sign_in_list(desk: Desk, consultation: str) -> Spreadsheet:
    """Return who was asked to the latest sitting of a consultation, and who came, as xlsx.

    Raises:
        NoSuchRecord: there is no consultation with this id.
        NothingToReport: no sitting is planned.
    """
    dossier = filing.dossier(desk, consultation)
    if dossier.meeting is None:
        raise NothingToReport("还没有安排会议，先定下会议的时间和地点。")
    return _register(desk, registers.sign_in_register(dossier, dossier.meeting), "签到表")
