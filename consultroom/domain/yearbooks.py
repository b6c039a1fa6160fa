"""The year book (年鉴): all that a room knows, read once, and the days that are asked about.

Ledgers and figures are pure functions of a year book, so a number and the rows behind it can never
be read at two moments. It holds no visitor's identity (来访人); there is no place for one.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, MeetingState
from consultroom.domain.members import Member, Posting
from consultroom.domain.receptions import GoodDeed, ReceptionDay, Visit
from consultroom.domain.stations import OrgUnit
from consultroom.domain.topics import Topic, TopicDecision
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace


class BadPeriod(UserError):
    """A period that ends before it begins."""


class Period(Frozen):
    """A stretch of days (期间), both ends included.

    Raises:
        BadPeriod: it ends before it begins.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            first, last = chinese_date(self.first), chinese_date(self.last)
            raise BadPeriod(f"开始日期{first}晚于截止日期{last}，请改正。")

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def year_before(self) -> Period:
        """Return the same days a year earlier (上年同期); 29 February becomes the 28th."""
        return Period(_year_before(self.first), _year_before(self.last))

    def words(self) -> str:
        """Return ``2026年``, ``2026年11月`` or ``2026年1月1日至2026年11月20日``."""
        first, last = self.first, self.last
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            years = f"{first.year}年"
            return years if first.year == last.year else f"{years}至{last.year}年"
        if first.day == 1 and last == _end_of_month(first):
            return f"{first.year}年{first.month}月"
        return f"{chinese_date(first)}至{chinese_date(last)}"


def year_period(year: int) -> Period:
    """Return a whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def month_period(year: int, month: int) -> Period:
    """Return a whole month."""
    first = date(year, month, 1)
    return Period(first, _end_of_month(first))


def _year_before(day: date) -> date:
    length = monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, min(day.day, length))


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


class YearBook(Frozen, kw_only=True):
    """A room's records and the period asked about.

    Attributes:
        period: what lies outside of it is in the book too; ledgers and figures choose.
        today: the day of reading; states such as 超期 are as of this day.
    """

    station: OrgUnit
    period: Period
    today: date
    dossiers: tuple[Dossier, ...] = ()
    topics: tuple[Topic, ...] = ()
    decisions: tuple[TopicDecision, ...] = ()
    reception_days: tuple[ReceptionDay, ...] = ()
    visits: tuple[Visit, ...] = ()
    members: tuple[Member, ...] = ()
    postings: tuple[Posting, ...] = ()
    deeds: tuple[GoodDeed, ...] = ()

    @property
    def as_of(self) -> date:
        """The last day of the period, or today while that has not come."""
        return min(self.today, self.period.last)

    def over(self, period: Period) -> YearBook:
        """Return the same records asked about another period."""
        return replace(self, period=period)


class Sitting(Frozen):
    """One sitting with the dossier it belongs to."""

    dossier: Dossier
    meeting: Meeting


def sittings(book: YearBook) -> tuple[Sitting, ...]:
    """Return the sittings held in the period, by time."""
    held = [
        Sitting(dossier, meeting)
        for dossier in book.dossiers
        for meeting in dossier.meetings
        if meeting.state is MeetingState.HELD and meeting.day in book.period
    ]
    return tuple(sorted(held, key=lambda one: (one.meeting.starts_at, one.meeting.id)))


class Received(Frozen):
    """One visit with the day it was received on."""

    day: ReceptionDay
    visit: Visit


def days_received(book: YearBook) -> tuple[ReceptionDay, ...]:
    """Return the reception days of the period, by date."""
    days = [day for day in book.reception_days if day.on in book.period]
    return tuple(sorted(days, key=lambda day: (day.on, day.number, day.id)))


def visits_received(book: YearBook) -> tuple[Received, ...]:
    """Return the visits of the period, by day and order."""
    days = {day.id: day for day in days_received(book)}
    places = {day: place for place, day in enumerate(days)}
    found = [Received(days[v.reception_day], v) for v in book.visits if v.reception_day in days]
    key = lambda one: (places[one.day.id], one.visit.order, one.visit.id)  # noqa: E731
    return tuple(sorted(found, key=key))
