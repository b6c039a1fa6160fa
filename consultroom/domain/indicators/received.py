"""Reception days, good deeds, and what was passed on as 社情民意."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from consultroom.domain.indicators.counts import Counted, Indicator, each
from consultroom.domain.ledgers.visits import deeds_done, opinions
from consultroom.domain.receptions import ReceptionKind, VisitHandling
from consultroom.domain.yearbooks import YearBook, days_received, visits_received


def receivers(book: YearBook) -> Iterator[Counted]:
    """Count the members named as receivers of residents, 人次."""
    for day in days_received(book):
        if day.kind is ReceptionKind.MEMBERS_RECEIVE:
            yield Counted(day.id, len(day.receivers))


def _reception_days(book: YearBook, *kinds: ReceptionKind) -> Iterator[Counted]:
    return each(day.id for day in days_received(book) if not kinds or day.kind in kinds)


def _visits(book: YearBook, *handled: VisitHandling) -> Iterator[Counted]:
    every = (one.visit for one in visits_received(book))
    return each(visit.id for visit in every if not handled or visit.handling in handled)


def _visitors(book: YearBook) -> Iterator[Counted]:
    return (Counted(o.visit.id, o.visit.head_count) for o in visits_received(book))


def _helped(book: YearBook) -> Iterator[Counted]:
    return (Counted(deed.id, deed.head_count) for deed in deeds_done(book))


_RECEIVED = partial(Indicator, group="接待日", ledger="receptions")

RECEPTION: tuple[Indicator, ...] = (
    _RECEIVED(code="reception_days", word="接待日", unit="场", count=_reception_days,
              rule="一天一地计1场，无来访的也计。"),
    _RECEIVED(code="leaders_receive", word="主席接待委员", unit="场", part=True,
              count=lambda book: _reception_days(book, ReceptionKind.LEADERS_RECEIVE),
              rule="其中主席接待委员的；其余为委员接待群众。"),
    _RECEIVED(code="receivers", word="接待委员", unit="人次", count=receivers,
              rule="委员接待群众的场次中，登记为接待委员的人次。"),
    _RECEIVED(code="visits", word="来访", unit="件", count=_visits,
              rule="一批来访反映一事计1件。"),
    *(
        _RECEIVED(code=f"visits_{way.code}", word=way.label, unit="件", part=True,
                  count=lambda book, way=way: _visits(book, way),  # type: ignore[misc]
                  rule=f"其中处理方式为{way.label}的。")
        for way in VisitHandling
    ),
    _RECEIVED(code="visitors", word="来访群众", unit="人次", count=_visitors,
              rule="来几人计几人次。"),
    Indicator(code="deeds", group="帮办实事", word="帮办实事", unit="件", ledger="deeds",
              count=lambda book: each(deed.id for deed in deeds_done(book)),
              rule="有办理结果的1件事计1件，多处出现也只计一次。"),
    Indicator(code="deed_heads", group="帮办实事", word="受益群众", unit="人次", ledger="deeds",
              count=_helped, rule="帮办实事登记的人次之和，是登记数，不是惠及人口的估算。"),
    Indicator(code="opinions", group="社情民意", word="转报社情民意", unit="件", ledger="opinions",
              count=lambda book: each(one.record for one in opinions(book)),
              rule="来访转报、协商转报和去向为社情民意的成果单，一次协商计1件；采用、批示不在此登记。"),
)  # fmt: skip
