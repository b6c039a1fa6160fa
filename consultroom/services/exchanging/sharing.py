"""What may leave (外传范围): identity, telephones and addresses only where both sides say so."""

from __future__ import annotations

from collections.abc import Iterable

from consultroom.domain.parameters import Parameters
from consultroom.domain.records import coded
from consultroom.domain.sharing import Private, SharingRules
from consultroom.exchange.masking import Withheld
from consultroom.frozen import replace
from consultroom.services.desk import Desk

_ALLOWED = "sharing.allowed"  # setting of this computer, which no pack carries


def withheld(desk: Desk) -> frozenset[Withheld]:
    """Return what stays here: everything but what the one above asks for and this room allows."""
    both = {kind.code for kind in desk.parameters().sharing.asked} & {
        kind.code for kind in allowed(desk)
    }
    return frozenset(group for group in Withheld if group.code not in both)


def allowed(desk: Desk) -> tuple[Private, ...]:
    """Return what this computer lets go."""
    return tuple(coded(Private, code) for code in desk.room.notes.setting(_ALLOWED, []))


def allow(desk: Desk, kinds: Iterable[Private]) -> None:
    """Let these go from this computer if they are asked for; in place of what was allowed."""
    desk.room.notes.set_setting(_ALLOWED, sorted(kind.code for kind in kinds))


def ask(desk: Desk, kinds: Iterable[Private]) -> Parameters:
    """Ask stations for these, with the district's parameters (修改外传规则).

    What a station sent without them before is sent again only with ``export --full``.
    """
    rules = SharingRules(asked=tuple(sorted(set(kinds), key=lambda kind: kind.code)))
    parameters = replace(desk.parameters(), sharing=rules)
    with desk.room.act("修改外传规则", by=desk.by) as act:
        act.put(parameters)
    return parameters
