"""Year books for tests: the story of 2026 whole, and any book Hypothesis can think of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from consultroom.domain.receptions import ReceptionKind, VisitHandling
from consultroom.domain.records import Record
from consultroom.domain.yearbooks import Period, YearBook, year_period
from consultroom.frozen import fields, replace
from tests import builders as a
from tests.strategies import any_dossier, chinese_text, words


def a_book(**changed: Any) -> YearBook:
    """Return the story of 2026, asked about that year."""
    book = YearBook(
        station=a.a_station(),
        period=year_period(2026),
        today=a.TODAY,
        dossiers=(a.a_whole_dossier(),),
        topics=(a.a_topic(),),
        decisions=(a.a_decision(),),
        reception_days=(a.a_reception_day(),),
        visits=(a.a_visit(),),
        members=(a.a_member(),),
        postings=(a.a_posting(),),
        deeds=(a.a_good_deed(),),
    )
    return replace(book, **changed)


_DAY = st.integers(0, 160).map(lambda days: date(2026, 7, 1) + timedelta(days=days))


@st.composite
def any_period(draw: st.DrawFn) -> Period:
    """A stretch of the days the story may happen on, from one day to more than all of them."""
    first = draw(_DAY)
    return Period(first, first + timedelta(days=draw(st.integers(0, 200))))


@st.composite
def any_book(draw: st.DrawFn) -> YearBook:
    """A book whose parts fit one another and whose days are any at all."""
    days = tuple(
        a.a_reception_day(
            id=f"DAY-{at}",
            number=f"WT-JD-2026-{at:03d}",
            on=draw(_DAY),
            kind=draw(st.sampled_from(ReceptionKind)),
            receivers=tuple(draw(st.lists(st.sampled_from(["沈嘉禾", "马腾飞"]), unique=True))),
        )
        for at in range(draw(st.integers(0, 3)))
    )
    visits = tuple(
        a.a_visit(
            id=f"VISIT-{day.id}-{at}",
            reception_day=day.id,
            order=at,
            matter=draw(chinese_text(1, 20)),
            head_count=draw(st.integers(1, 50)),
            handling=draw(st.sampled_from(VisitHandling)),
            due_on=draw(st.none() | _DAY),
            result=draw(st.sampled_from(["", "办好了"])),
        )
        for day in days
        for at in range(1, draw(st.integers(0, 3)) + 1)
    )
    members = (
        a.a_member(),
        a.a_member(id="OTHER", name=draw(st.sampled_from(["沈嘉禾", "马腾飞"]))),
    )
    ended = draw(st.none() | _DAY)
    return YearBook(
        station=a.a_station(),
        period=draw(any_period()),
        today=draw(_DAY),
        dossiers=tuple(draw(st.lists(any_dossier(), max_size=1))),
        topics=tuple(
            a.a_topic(id=f"TOPIC-{at}", proposed_on=draw(_DAY), proposer=draw(words()))
            for at in range(draw(st.integers(0, 2)))
        ),
        decisions=(a.a_decision(topic="TOPIC-0", decided_on=draw(_DAY)),),
        reception_days=days,
        visits=visits,
        members=members,
        postings=(a.a_posting(), a.a_posting(id="P2", member="OTHER", to_on=ended)),
        deeds=(a.a_good_deed(on=draw(_DAY)),),
    )


def ids_in(value: object) -> Iterator[str]:
    """Yield the id of every record inside of a book."""
    if isinstance(value, Record):
        yield value.id
    if isinstance(value, tuple):
        for part in value:
            yield from ids_in(part)
    elif hasattr(value, "__struct_fields__"):
        for field in fields(value):  # type: ignore[arg-type]
            yield from ids_in(getattr(value, field.name))
