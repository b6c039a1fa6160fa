"""What members did (履职): of one member in a year, and the sittings of everybody, as facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consultroom.domain.consultations import Consultation, ResearchRecord
from consultroom.domain.dossiers import Dossier
from consultroom.domain.duty import DutyFacts, Presence, duty_facts
from consultroom.domain.followup import LookBack
from consultroom.domain.meetings import Meeting
from consultroom.domain.members import Member
from consultroom.domain.receptions import GoodDeed, ReceptionDay, Visit
from consultroom.domain.yearbooks import year_period
from consultroom.services import filing
from consultroom.services.desk import Desk
from consultroom.services.striding import STRIDE, Steps, at_once, every

DOSSIERS = 20  # read in a step


@dataclass(frozen=True, slots=True)
class Sittings:
    """How many held sittings asked a member in a year (应到), and to how many they came (到会)."""

    asked: int = 0
    came: int = 0


def year_of(desk: Desk, member: Member, year: int) -> DutyFacts:
    """Return what a member did in a year, read from that year alone."""
    first, last = _days(year)
    days = tuple(day for day in desk.room.find(ReceptionDay) if first <= day.on <= last)
    return duty_facts(
        member,
        (first, last),
        dossiers=_dossiers(desk, first, last),
        days=days,
        visits=desk.room.find(Visit, reception_day=tuple(day.id for day in days)),
        deeds=tuple(deed for deed in desk.room.find(GoodDeed) if first <= deed.on <= last),
    )


def sittings_of(desk: Desk, members: tuple[Member, ...], year: int) -> dict[str, Sittings]:
    """Return the sittings of several members in a year, by the member's id."""
    return at_once(sitting_steps(desk, members, year))


def sitting_steps(desk: Desk, members: tuple[Member, ...], year: int) -> Steps[dict[str, Sittings]]:
    """Count sittings in steps of a few milliseconds; see `sittings_of`.

    Who is on no list of that year, by id or by name, is not counted: there is nothing to find.
    """
    first, last = _days(year)
    dossiers = yield from _dossier_steps(desk, first, last)
    people = [one for dossier in dossiers for one in dossier.participants]
    asked = {key for one in people for key in (one.member, one.name) if key}
    found, never = dict[str, Sittings](), Sittings()
    for at, member in enumerate(members):
        if at % STRIDE == STRIDE - 1:
            yield
        found[member.id] = never
        if {member.id, member.name, member.print_as} & asked:
            facts = duty_facts(member, (first, last), dossiers=dossiers)
            found[member.id] = Sittings(facts.sittings(), facts.sittings(Presence.CAME))
    return found


def years_of(desk: Desk) -> tuple[int, ...]:
    """Return the years in which anything was held or received here, this one first."""
    held = {meeting.day.year for meeting in desk.room.find(Meeting)}
    received = {day.on.year for day in desk.room.find(ReceptionDay)}
    return tuple(sorted({desk.today.year, *held, *received}, reverse=True))


def _days(year: int) -> tuple[date, date]:
    period = year_period(year)
    return period.first, period.last


def _dossiers(desk: Desk, first: date, last: date) -> tuple[Dossier, ...]:
    """Return the dossiers in which anything that counts happened between two days."""
    return at_once(_dossier_steps(desk, first, last))


def _dossier_steps(desk: Desk, first: date, last: date) -> Steps[tuple[Dossier, ...]]:
    touched: set[str] = set()
    for held in (yield from every(desk, Meeting)):
        if first <= held.day <= last:
            touched.add(held.consultation)
    for kind in (ResearchRecord, LookBack):
        done = yield from every(desk, kind)
        touched |= {one.consultation for one in done if first <= one.on <= last}
    begun = desk.room.find(Consultation, id=tuple(touched))
    found: list[Dossier] = []
    for at in range(0, len(begun), DOSSIERS):
        part = begun[at : at + DOSSIERS]
        found += filing.dossiers(desk, part)
        if len(part) == DOSSIERS:
            yield
    return tuple(found)
