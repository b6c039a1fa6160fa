"""Reading the roster into what the page 委员名册 lists, in steps. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consultroom.domain.members import Member, Posting
from consultroom.services import serving, striding
from consultroom.services.desk import Desk
from consultroom.services.striding import Steps
from consultroom.ui.members.screens import MemberLine
from consultroom.ui.members.telling import line_of
from consultroom.ui.sifting import Sieve


def _sieve(lines: tuple[MemberLine, ...]) -> Sieve[MemberLine]:
    return Sieve(lines, lambda line: (line.name, line.post, line.sector))


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRead:
    """The roster as it was read last.

    Attributes:
        lines: everybody, those posted here first; ``sieve`` finds among them.
        here: how many are posted here.
        sectors: of everybody; ``sectors_here`` of those posted here.
        phones: telephone numbers in full by the member's id.
    """

    lines: tuple[MemberLine, ...] = ()
    sieve: Sieve[MemberLine] = field(default_factory=lambda: _sieve(()))
    here: int = 0
    sectors: tuple[str, ...] = ()
    sectors_here: tuple[str, ...] = ()
    phones: Mapping[str, str] = field(default_factory=dict)


def roster_read(desk: Desk) -> Steps[RosterRead]:
    """Read the roster and lay it ready, in steps of a few milliseconds."""
    ids = yield from _posted_here(desk)
    every = yield from striding.every(desk, Member)
    yield
    posted = tuple(one for one in every if one.id in ids)
    yield
    members = posted + tuple(one for one in every if one.id not in ids)
    yield
    told = yield from serving.sitting_steps(desk, members, desk.today.year)

    def line(member: Member) -> MemberLine:
        return line_of(member, told[member.id], here=member.id in ids)

    lines = yield from striding.made(members, line)
    sieve = yield from _sieve(lines).laying()
    here = [one for one in lines if one.here]
    yield
    return RosterRead(
        lines=lines,
        sieve=sieve,
        here=len(here),
        sectors=tuple(sorted({line.sector for line in lines if line.sector})),
        sectors_here=tuple(sorted({line.sector for line in here if line.sector})),
        phones={member.id: member.phone for member in members},
    )


def _posted_here(desk: Desk) -> Steps[frozenset[str]]:
    """Return the ids of the members posted here today."""
    postings = yield from striding.every(desk, Posting)
    return frozenset(
        one.member for one in postings if one.station == desk.owner and one.covers(desk.today)
    )
