"""Reading the roster into what the page 委员名册 lists, in steps. No Qt here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from consultroom.domain.members import Member, Posting
from consultroom.frozen import Frozen, field
from consultroom.services import serving, striding
from consultroom.services.desk import Desk
from consultroom.services.striding import Steps
from consultroom.ui.members.screens import MemberLine
from consultroom.ui.members.telling import line_of
from consultroom.ui.sifting import Sieve


def _sieve(lines: tuple[MemberLine, ...]) -> Sieve[MemberLine]:
    return Sieve(lines, lambda line: (line.name, line.post, line.sector))


class RosterRead(Frozen, kw_only=True):
    """The roster as it was read last.

    Attributes:
        lines: everybody, those posted here first; ``sieve`` finds among them.
        places: of a member's line among them, by the member's id.
        here: how many are posted here.
        sectors: of everybody; ``sectors_here`` of those posted here.
        phones: telephone numbers in full by the member's id.
    """

    lines: tuple[MemberLine, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    sieve: Sieve[MemberLine] = field(default_factory=lambda: _sieve(()))
    here: int = 0
    sectors: tuple[str, ...] = ()
    sectors_here: tuple[str, ...] = ()
    phones: Mapping[str, str] = field(default_factory=dict)


def roster_read(desk: Desk) -> Steps[RosterRead]:
    """Read the roster and lay it ready, in steps of a few milliseconds."""
    ids, year = (yield from _posted_here(desk)), desk.today.year
    every = yield from striding.every(desk, Member)
    yield
    members = yield from striding.ordered(every, lambda one: one.id not in ids)
    yield
    told = yield from serving.sitting_steps(desk, members, year)

    def line(member: Member) -> MemberLine:
        return line_of(member, told[member.id], here=member.id in ids)

    lines = yield from striding.made(members, line)
    sieve = yield from _sieve(lines).laying()
    sectors: Counter[tuple[bool, str]] = Counter()
    places: dict[str, int] = {}
    phones: dict[str, str] = {}
    for part in striding.parts(members):
        phones |= {member.id: member.phone for member in part}
        places |= {member.id: at for at, member in enumerate(part, start=len(places))}
        sectors.update((member.id in ids, member.sector) for member in part)
        if len(part) == striding.STRIDE:
            yield
    return RosterRead(
        lines=lines,
        places=places,
        sieve=sieve,
        here=sum(count for (here, _), count in sectors.items() if here),
        sectors=tuple(sorted({sector for _, sector in sectors if sector})),
        sectors_here=tuple(sorted({sector for here, sector in sectors if here and sector})),
        phones=phones,
    )


def _posted_here(desk: Desk) -> Steps[frozenset[str]]:
    """Return the ids of the members posted here today."""
    here, today = desk.owner, desk.today
    found: set[str] = set()
    yield from striding.each(
        desk.room.parts(Posting, striding.STRIDE),
        lambda part: found.update(
            one.member for one in part if one.station == here and one.covers(today)
        ),
    )
    return frozenset(found)
