"""How the exchange stands (往来情况): what waits, what came from above, when a report last went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from consultroom.domain.calendar import month_of
from consultroom.domain.conflicts import Conflict, Settlement
from consultroom.domain.submissions import MarkKind, SubmissionMark
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.services.exchanging import inbox, partners
from consultroom.store.packs import PackIn, PackOut

MOST_RECEIVED: Final = 3
MOST_WORDS: Final = 4  # kinds of records named of one pack


class Received(Frozen, kw_only=True):
    """One pack that came from the organisation above.

    Attributes:
        brought: what was in it: 参数1、节假日3; empty where it changed nothing.
    """

    on: date
    who: str
    brought: str


class Report(Frozen, kw_only=True):
    """The month that has to be reported and was not.

    Attributes:
        period: as ``2026-11``.
        due: last day in time.
        returned: why the district sent it back; empty when it did not.
    """

    period: str
    due: date
    returned: str = ""


class Standing(Frozen, kw_only=True):
    """How the exchange stands.

    Attributes:
        joined: the organisation above is known by its keys; nothing is reported before.
        above: what it is called; empty at the top.
        waiting: packs in the inbox, as far as their beginnings tell.
        unreadable: files in the inbox that are no packs, or broken from the beginning.
        conflicts: values that two computers wrote, to be settled here.
        received: the latest packs from above, the latest first.
        sent_on: day of the last report to above; None when there was none.
        sent_days: how many days ago.
        sent_period: month it was about, as ``2026-11``.
        owed: the month whose report is due next, once the month is over; None when none is.
    """

    joined: bool
    above: str
    waiting: int
    unreadable: int
    conflicts: int
    received: tuple[Received, ...]
    sent_on: date | None = None
    sent_days: int = 0
    sent_period: str = ""
    owed: Report | None = None


def standing(desk: Desk) -> Standing:
    """Return how the exchange stands today."""
    above = partners.above(desk)
    files = inbox.waiting(desk)
    broken = len(inbox.unreadable(files))
    joined = bool(above and partners.keys_of(desk, above))
    sent = desk.room.packs.sent(addressee=above) if joined else ()
    last = datetime.fromisoformat(sent[-1].made_at).date() if sent else None
    received = reversed(desk.room.packs.received(unit=above)[-MOST_RECEIVED:]) if above else ()
    return Standing(
        joined=joined,
        above=partners.name_of(desk, above) if above else "",
        waiting=len(files) - broken,
        unreadable=broken,
        conflicts=desk.room.count(Conflict, settlement=Settlement.OPEN),
        received=tuple(_received(desk, pack) for pack in received),
        sent_on=last,
        sent_days=(desk.today - last).days if last else 0,
        sent_period=next((one.period for one in reversed(sent) if one.period), ""),
        owed=_owed(desk, sent) if joined else None,
    )


def _received(desk: Desk, pack: PackIn) -> Received:
    tables = desk.room.pages.kinds_in(pack.act) if pack.act else ()
    told = "、".join(f"{word}{count}" for word, count in tables[:MOST_WORDS])
    return Received(
        on=datetime.fromisoformat(pack.taken_at).date(),
        who=partners.name_of(desk, pack.unit),
        brought=f"{told}等" if len(tables) > MOST_WORDS else told,
    )


def _owed(desk: Desk, sent: Sequence[PackOut]) -> Report | None:
    """Return the report of the month before this one, unless it went or need not."""
    today, rules = desk.today, desk.parameters().reporting
    period = month_of(today.replace(day=1) - timedelta(days=1))
    if not rules.months.has(int(period[5:])) or period < _first_month(desk):
        return None
    report = Report(period=period, due=rules.due(period, desk.calendar()))
    mark = desk.room.one(SubmissionMark, unit=desk.owner, period=period)
    made = [datetime.fromisoformat(one.made_at) for one in sent if one.period == period]
    if mark is None:
        return None if made else report
    if mark.kind is not MarkKind.RETURNED or any(at > mark.marked_at for at in made):
        return None
    return replace(report, returned=mark.reason or "请改好再报")


def _first_month(desk: Desk) -> str:
    founding = desk.room.acts(limit=1, before=2)
    return month_of(founding[0].at.date()) if founding else ""
