"""What members did (履职): of one member in a year, and the sittings of everybody, as facts."""

from __future__ import annotations

from datetime import date

from consultroom.domain.consultations import Consultation, ResearchRecord
from consultroom.domain.dossiers import Dossier
from consultroom.domain.duty import DutyFacts, Presence, duty_facts
from consultroom.domain.followup import LookBack
from consultroom.domain.meetings import Meeting, Participant
from consultroom.domain.members import Member
from consultroom.domain.receptions import GoodDeed, ReceptionDay, Visit, VisitorIdentity
from consultroom.domain.redaction import redacted
from consultroom.domain.yearbooks import year_period
from consultroom.frozen import Frozen, replace
from consultroom.services import filing
from consultroom.services.desk import Desk
from consultroom.services.striding import STRIDE, Steps, at_once, every, parts


class Sittings(Frozen):
    """How many held sittings asked a member in a year (应到), and to how many they came (到会)."""

    asked: int = 0
    came: int = 0


def year_of(desk: Desk, member: Member, year: int) -> DutyFacts:
    """Return what a member did in a year, read from that year alone."""
    return at_once(facts_steps(desk, member, days_of(year)))


def facts_steps(
    desk: Desk, member: Member, period: tuple[date, date], *, veiled: bool = False
) -> Steps[DutyFacts]:
    """Read what a member did between two days, in steps of a few milliseconds.

    Only the consultations that concern the member are read whole: a few of the hundred a year has.

    Args:
        desk: where.
        member: who.
        period: first and last day, both included.
        veiled: without the names and telephone numbers of visitors, as what is printed.
    """
    first, last = period
    concerned = yield from _concerned(desk, member, first, last)
    dossiers = yield from _dossiers(desk, concerned)
    days = tuple(day for day in desk.room.find(ReceptionDay) if first <= day.on <= last)
    yield
    visits = desk.room.find(Visit, reception_day=tuple(day.id for day in days))
    deeds = tuple(deed for deed in desk.room.find(GoodDeed) if first <= deed.on <= last)
    if veiled:
        deeds = tuple(_veiled(desk, deed) for deed in deeds)
    return duty_facts(member, period, dossiers=dossiers, days=days, visits=visits, deeds=deeds)


def _veiled(desk: Desk, deed: GoodDeed) -> GoodDeed:
    """Return a deed without who brought the matter it grew from; visits tell duty only numbers."""
    who = desk.room.find(VisitorIdentity, visit=deed.source) if deed.source else ()
    return replace(deed, matter=redacted(deed.matter, who), result=redacted(deed.result, who))


def _concerned(desk: Desk, member: Member, first: date, last: date) -> Steps[set[str]]:
    """Return the consultations in which a member was asked to a sitting, or went somewhere."""
    names = {member.name, member.print_as} - {""}
    meetings = yield from every(desk, Meeting)
    held = {one.id: one.consultation for one in meetings if first <= one.day <= last}
    found = set()
    for part in parts(tuple(held)):
        for one in desk.room.find(Participant, meeting=part):
            if one.member == member.id or (not one.member and one.name in names):
                found.add(held[one.meeting])
        yield
    for research in (yield from every(desk, ResearchRecord)):
        if first <= research.on <= last and names & set(research.people):
            found.add(research.consultation)
    for visit in (yield from every(desk, LookBack)):
        if first <= visit.on <= last and names & set(visit.who):
            found.add(visit.consultation)
    return found


def sittings_of(desk: Desk, members: tuple[Member, ...], year: int) -> dict[str, Sittings]:
    """Return the sittings of several members in a year, by the member's id."""
    return at_once(sitting_steps(desk, members, year))


def sitting_steps(desk: Desk, members: tuple[Member, ...], year: int) -> Steps[dict[str, Sittings]]:
    """Count sittings in steps of a few milliseconds; see `sittings_of`.

    Who is on no list of that year, by id or by name, is not counted: there is nothing to find.
    """
    first, last = days_of(year)
    touched = yield from _touched(desk, first, last)
    dossiers = yield from _dossiers(desk, touched)
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
    return at_once(year_steps(desk))


def year_steps(desk: Desk) -> Steps[tuple[int, ...]]:
    """Look for the years in steps; see `years_of`."""
    held = {meeting.day.year for meeting in (yield from every(desk, Meeting))}
    received = {day.on.year for day in (yield from every(desk, ReceptionDay))}
    return tuple(sorted({desk.today.year, *held, *received}, reverse=True))


def days_of(year: int) -> tuple[date, date]:
    """Return the first and the last day of a year's work."""
    period = year_period(year)
    return period.first, period.last


def _touched(desk: Desk, first: date, last: date) -> Steps[set[str]]:
    """Return the consultations in which anything that counts happened between two days."""
    touched: set[str] = set()
    for held in (yield from every(desk, Meeting)):
        if first <= held.day <= last:
            touched.add(held.consultation)
    gone = yield from every(desk, ResearchRecord)
    back = yield from every(desk, LookBack)
    touched |= {one.consultation for one in gone if first <= one.on <= last}
    return touched | {one.consultation for one in back if first <= one.on <= last}


def _dossiers(desk: Desk, consultations: set[str]) -> Steps[tuple[Dossier, ...]]:
    """Read dossiers, oldest first."""
    begun = desk.room.find(Consultation, id=tuple(consultations))
    return (yield from filing.dossier_steps(desk, begun))
