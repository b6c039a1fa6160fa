"""What stands behind a figure: the records it counted, in words, with the page that shows each.

No Qt here, and no room either: all is read from the year book the figure was counted from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from consultroom.domain.dossiers import Dossier
from consultroom.domain.indicators import Tally
from consultroom.domain.yearbooks import YearBook
from consultroom.frozen import Frozen
from consultroom.services.striding import STRIDE, Steps
from consultroom.ui.values import Act
from consultroom.ui.wording import full_day

GONE = "已不在资料夹"


class Source(Frozen, kw_only=True):
    """One record behind a figure.

    Attributes:
        word: what it is, as 会议, 交办.
        on: its day, where it has one.
        times: how often it was counted: a visit of five is 5 人次.
        act: leads to the page that shows it; None where no page does.
    """

    id: str
    word: str
    title: str
    number: str = ""
    on: date | None = None
    times: int = 1
    act: Act | None = None

    @property
    def day_words(self) -> str:
        """The day in words."""
        return full_day(self.on) if self.on else ""


class Sources:
    """Finds what a record of a year book is; see `sources_of`."""

    def __init__(self, known: Mapping[str, Source]) -> None:
        self._known = known

    def of(self, record: str) -> Source:
        """Return what is told of one record."""
        return self._known.get(record, Source(id=record, word=GONE, title="这条记录已不在资料夹里"))

    def behind(self, tally: Tally) -> tuple[Source, ...]:
        """Return the records behind a number, each once, with how often it was counted."""
        times: dict[str, int] = {}
        for one in tally.counted:
            times[one.record] = times.get(one.record, 0) + one.times
        return tuple(_counted(self.of(record), count) for record, count in times.items())


def sources_of(book: YearBook) -> Steps[Sources]:
    """Find what the records of a year book are, in steps."""
    known, every = dict[str, Source](), _every(book)
    while part := {one.id: one for one in islice(every, STRIDE)}:
        known |= part
        if len(part) == STRIDE:
            yield
    return Sources(known)


def _counted(source: Source, times: int) -> Source:
    return Source(
        id=source.id,
        word=source.word,
        title=source.title,
        number=source.number,
        on=source.on,
        times=times,
        act=source.act,
    )


def _open(page: str, about: str) -> Act:
    return Act(word="打开", page=page, about=about)


def _every(book: YearBook) -> Iterator[Source]:
    for topic in book.topics:
        yield Source(id=topic.id, word="议题", title=topic.title, number=topic.number,
                     on=topic.proposed_on, act=_open("topics", topic.id))  # fmt: skip
    titles = {topic.id: topic.title for topic in book.topics}
    for decision in book.decisions:
        yield Source(id=decision.id, word="审题", title=titles.get(decision.topic, ""),
                     on=decision.decided_on, act=_open("topics", decision.topic))  # fmt: skip
    for dossier in book.dossiers:
        yield from _of_dossier(dossier)
    yield from _received(book)
    for member in book.members:
        yield Source(id=member.id, word="委员", title=member.name, act=_open("members", member.id))


def _of_dossier(dossier: Dossier) -> Iterator[Source]:
    found, number = dossier.consultation, dossier.consultation.number
    work = _open("workspace", found.id)
    yield Source(id=found.id, word="协商", title=found.title, number=number, on=found.closed_on,
                 act=work)  # fmt: skip
    days = {one.id: one.day for one in dossier.meetings}
    names = {one.id: one.name for one in dossier.participants}
    told: list[tuple[str, str, str, date | None]] = [
        *((one.id, "会议", found.title, one.day) for one in dossier.meetings),
        *((one.id, "参会", f"{names.get(one.participant, '')}　{one.status.label}",
           days.get(one.meeting))
          for one in dossier.attendance),
        *((one.id, "参会", one.name, days.get(one.meeting)) for one in dossier.participants),
        *((one.id, "共识意见", one.text, days.get(one.meeting)) for one in dossier.consensus),
        *((one.id, "分歧", one.text, days.get(one.meeting)) for one in dossier.dissent),
        *((one.id, "调研", one.findings or one.place, one.on) for one in dossier.research),
        *((one.id, "转出", found.title, one.on) for one in dossier.branchings),
        *((one.id, "回头看", one.finding, one.on) for one in dossier.look_backs),
        *((one.id, "评价表", one.comment or found.title, one.rated_on)
          for one in dossier.satisfaction),
        *((one.id, "督办", one.remark or found.title, one.on) for one in dossier.supervisions),
        *((one.id, "答复", one.text, one.replied_on) for one in dossier.replies),
    ]  # fmt: skip
    for record, word, title, on in told:
        yield Source(id=record, word=word, title=title, number=number, on=on, act=work)
    if dossier.outcome:
        yield Source(id=dossier.outcome.id, word="成果单", title=found.title,
                     number=dossier.outcome.number, on=dossier.outcome.drafted_on,
                     act=work)  # fmt: skip
    for handed in dossier.assignments:
        yield Source(id=handed.id, word="交办", title=handed.matter, number=handed.number,
                     on=handed.assigned_on, act=_open("outcomes", handed.id))  # fmt: skip


def _received(book: YearBook) -> Iterator[Source]:
    days = {day.id: day for day in book.reception_days}
    pages: dict[str, Act] = {}
    for day in days.values():
        title = f"{day.kind.label}　{day.place}".strip("　")
        act = _open("receptions", day.id)
        yield Source(id=day.id, word="接待日", title=title, number=day.number, on=day.on, act=act)
    for visit in book.visits:
        held = days.get(visit.reception_day)
        pages[visit.id] = _open("receptions", visit.reception_day)
        yield Source(id=visit.id, word="来访", title=visit.matter,
                     number=held.number if held else "", on=held.on if held else None,
                     act=pages[visit.id])  # fmt: skip
    for dossier in book.dossiers:
        pages[dossier.consultation.id] = _open("workspace", dossier.consultation.id)
        pages |= {one.id: _open("outcomes", one.id) for one in dossier.assignments}
    for deed in book.deeds:
        yield Source(id=deed.id, word="实事", title=deed.matter, number=deed.number, on=deed.on,
                     act=pages.get(deed.source))  # fmt: skip
