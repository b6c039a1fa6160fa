"""Noticing (提醒): texts that went up whole, before somebody they name was entered here.

People are taken out of a text when it leaves, as far as the room knows them then. Somebody entered
later stands in what the one above has already; the same text sent again without them changes
nothing there, since of two texts with one stamp the one with less taken out stands (see
``exchange.merge``). Only a text written anew replaces it, and a person has to do that.
"""

from __future__ import annotations

from collections.abc import Iterator

from consultroom.domain.catalogue import KIND_OF_TABLE
from consultroom.domain.receptions import VisitorIdentity
from consultroom.domain.sharing import Private
from consultroom.domain.stamps import StampedRow
from consultroom.exchange.masking import is_free_text
from consultroom.services.desk import Desk
from consultroom.services.exchanging.partners import above
from consultroom.services.exchanging.sharing import withheld
from consultroom.services.field_words import word_for
from consultroom.services.withholding import Withholding

_NAMED = 3  # places told one by one


def gone_whole(desk: Desk) -> str:
    """Return what to tell before the next pack goes up; empty when there is nothing to tell.

    Looked for once: among what went with earlier packs, for visitors entered since the last one.
    """
    sent = max((pack.upto for pack in desk.room.packs.sent(addressee=above(desk))), default=0)
    fresh = frozenset(_entered_since(desk, sent)) if sent else frozenset[str]()
    places = tuple(dict.fromkeys(_places(desk, sent, fresh))) if fresh else ()
    if not places:
        return ""
    more = "等" if len(places) > _NAMED else ""
    return (
        f"有{len(places)}处文字已经交给上级，里面写到的来访人是后来才登记的，上级那份没有略去："
        f"{'、'.join(places[:_NAMED])}{more}。请把这几处的文字改一下，再导出。"
    )


def _entered_since(desk: Desk, sent: int) -> Iterator[str]:
    table = "visitor_identity"
    changed = {row.id for _, row in desk.room.rows_since(desk.owner, sent) if row.table == table}
    yield from (one.id for one in desk.room.find(VisitorIdentity) if one.id in changed)


def _places(desk: Desk, sent: int, fresh: frozenset[str]) -> Iterator[str]:
    kinds = frozenset(kind for kind in Private if kind.code in {one.code for one in withheld(desk)})
    now, before = Withholding(desk, kinds), Withholding(desk, kinds, but=fresh)
    for seq, row in desk.room.rows_since(desk.owner, 0):
        if seq > sent or row.deleted or row.table not in KIND_OF_TABLE:
            continue
        for name, value in row.values.items():
            if is_free_text(row.table, name, value):
                told = row.table, row.id, str(value)
                if now.taken_out(*told) != before.taken_out(*told):
                    yield _place(desk, row, name)


def _place(desk: Desk, row: StampedRow, name: str) -> str:
    kind = KIND_OF_TABLE[row.table]
    title = str(row.values.get(kind.title) or "") if kind.title else ""
    field = word_for(row.table, name)
    return f"{kind.word}“{title}”的{field}" if title else f"{kind.word}的{field}"
