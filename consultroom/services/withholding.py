"""People taken out of free text that leaves (脱敏): with packs to the one above, with publications.

In the text of a visit its own visitor goes in every form a name may have; in all texts everybody
the room knows goes by the whole name, telephone and address. The room's own copy stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from consultroom.domain.receptions import GoodDeed, VisitorIdentity
from consultroom.domain.redaction import KnownPeople, redacted
from consultroom.domain.sharing import Private
from consultroom.frozen import replace
from consultroom.services.desk import Desk

EVERYTHING: Final = frozenset(Private)
_MAY_HOLD_A_NUMBER: Final = re.compile(r"[0-9０-９](?:[\s\-－—]?[0-9０-９]){6}")


class Withholding:
    """Takes people out of the texts of one room, as far as they are known when it is made."""

    def __init__(
        self,
        desk: Desk,
        kinds: Collection[Private] = EVERYTHING,
        *,
        but: Collection[str] = (),
    ) -> None:
        """Withhold these kinds, of everybody but the visitors with these ids."""
        self._numbers = Private.PHONES in kinds
        visitors = (one for one in desk.room.find(VisitorIdentity) if one.id not in but)
        known = [_as_far(one, kinds) for one in visitors]
        self._people = KnownPeople(known)
        self._whose = {("visit", one.visit): one for one in known}
        for deed in desk.room.find(GoodDeed) if known else ():
            if visitor := self._whose.get(("visit", deed.source)):
                self._whose["good_deed", deed.id] = visitor

    def taken_out(self, table: str, record: str, text: str) -> str:
        """Return a text of a record without people."""
        whose = self._whose.get((table, record))
        if whose or (self._numbers and _MAY_HOLD_A_NUMBER.search(text)):
            text = redacted(text, (whose,) if whose else (), numbers=self._numbers)
        return self._people.taken_out(text)


def _as_far(identity: VisitorIdentity, kinds: Collection[Private]) -> VisitorIdentity:
    """Return what is withheld of somebody."""
    return replace(
        identity,
        name=identity.name if Private.VISITORS in kinds else "",
        phone=identity.phone if Private.PHONES in kinds else "",
        address=identity.address if Private.ADDRESSES in kinds else "",
    )
