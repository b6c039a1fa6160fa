"""The desk (经办台): an open room, who sits at it, and what every service asks of it."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from consultroom.domain.calendar import HolidayCalendar, HolidayMark
from consultroom.domain.consultations import Consultation
from consultroom.domain.members import Member, Posting
from consultroom.domain.parameters import PARAMETERS_ID, Parameters, default_parameters
from consultroom.domain.records import NumberKind, Record, RecordNumber, next_number
from consultroom.domain.schemes import StepScheme
from consultroom.domain.stations import OrgUnit
from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services import holidays
from consultroom.store.rooms import Room

R = TypeVar("R", bound=Record)


class Desk(Frozen):
    """One person at one open room. Services take it first.

    Attributes:
        room: the open room.
        by: 经办人, stamped on every act.
    """

    room: Room
    by: str

    @property
    def today(self) -> date:
        """Today by the room's clock, local date."""
        return self.room.clock().date()

    @property
    def owner(self) -> str:
        """Code of the organisation whose room this is; owner of what is typed here."""
        return self.room.code

    def station(self) -> OrgUnit:
        """Return the organisation whose room this is."""
        return self.room.get(OrgUnit, self.room.code)

    def district(self) -> OrgUnit:
        """Return the organisation above, or this one at the top."""
        here = self.station()
        return self.room.get(OrgUnit, here.parent) if here.parent else here

    def parameters(self) -> Parameters:
        """Return the parameters the district issued, or the defaults."""
        issued = self.room.one(Parameters, id=PARAMETERS_ID)
        return issued or default_parameters(self.owner)

    def calendar(self) -> HolidayCalendar:
        """Return the working days: the known holidays with the room's own marks over them."""
        return holidays.known().marked(self.room.find(HolidayMark))

    def scheme(self, key: str) -> StepScheme:
        """Return a step scheme by the id of one version, or by name or title in its newest.

        Raises:
            NoSuchScheme: there is none; the sentence lists those there are.
        """
        every = self.room.find(StepScheme)
        named = [one for one in every if key in (one.id, one.scheme, one.title)]
        if not named:
            listed = "、".join(dict.fromkeys(one.title for one in every))
            raise NoSuchScheme(f"没有步骤方案“{key}”。现有：{listed}。")
        return max(named, key=lambda one: one.version)

    def members(self) -> tuple[Member, ...]:
        """Return the members posted here today."""
        here = [p for p in self.room.find(Posting, station=self.owner) if p.covers(self.today)]
        return self.room.find(Member, id=tuple(posting.member for posting in here))

    def number(self, kind: type[Record], series: NumberKind, year: int) -> str:
        """Return the next record number of a series in ``year``."""
        taken = self.room.numbers(kind)
        return next_number(taken, station=self.owner, kind=series, year=year)


class Over(UserError):
    """The consultation has ended; nothing more is planned in it."""


def running(desk: Desk, consultation: str) -> Consultation:
    """Return a consultation that is still open.

    Raises:
        NoSuchRecord: there is none with this id.
        Over: it was closed, stopped, converted or settled.
    """
    found = desk.room.get(Consultation, consultation)
    if not found.is_open:
        raise Over(f"“{found.title}”已经{found.state.label}，不能再登记新的内容。")
    return found


class NoSuchScheme(UserError):
    """No step scheme has this id, name or title."""


class WrongKind(UserError):
    """A record number or id names a record of another kind."""


def find_record(desk: Desk, kind: type[R], key: str) -> R:
    """Return the record that an id or a record number names.

    Raises:
        NoSuchRecord: nothing has this id or number.
        WrongKind: it names something else.
    """
    if RecordNumber.parse(key) is None:
        return desk.room.get(kind, key)
    record = desk.room.by_number(key.strip().upper())
    if not isinstance(record, kind):
        raise WrongKind(f"编号{key}不是这里要的那一类，请核对编号。")
    return record
