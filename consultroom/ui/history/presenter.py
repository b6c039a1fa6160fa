"""What a history shows, as plain data, and how an act is taken back. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import looking_back, naming_acts, safekeeping
from consultroom.services.desk import Desk
from consultroom.services.looking_back import ActFilter, ActLine, RecordLine
from consultroom.ui.doing import Done
from consultroom.ui.pacing import Later, Pace
from consultroom.ui.wording import clock, full_day

ALL_PEOPLE, ALL_MONTHS = ("", "全部经办人"), ("", "全部月份")
NONE_YET = "还没有操作记录。"
NONE_LEFT = "没有符合条件的操作。可以换一个经办人、月份，或者少写几个字。"
UNDO, REDO, UNDONE = "撤销这一步", "重做", "已撤销"
MOST_FIELDS = 200  # told of one act; the rest is counted

Choices = tuple[tuple[str, str], ...]
Read = Callable[[int, int], Sequence[ActLine]]


class ActDetail(Frozen, kw_only=True):
    """One act, unfolded.

    Attributes:
        id: of the act.
        word: on the button that takes it back; UNDONE where nothing is left to take back.
        said: why it could not be taken back, in a sentence.
    """

    id: str
    name: str
    when: str
    by: str
    records: tuple[RecordLine, ...]
    more: str = ""
    word: str = UNDO
    said: str = ""

    @property
    def can_turn(self) -> bool:
        """Tell whether there is something to take back."""
        return self.word != UNDONE


class HistoryScreen(Frozen, kw_only=True):
    """A history as it stands.

    Attributes:
        count: how many acts fit.
        read: gives some of them, the newest first.
        fresh: the list is another than the one shown before.
    """

    people: Choices = (ALL_PEOPLE,)
    months: Choices = (ALL_MONTHS,)
    by: str = ""
    month: str = ""
    words: str = ""
    count: int = 0
    read: Read = lambda _start, _stop: ()
    fresh: bool = True
    chosen: ActDetail | None = None
    advice: str = NONE_YET


class HistoryPresenter:
    """Shows acts page by page, unfolds one, takes one back.

    Args:
        desk: whose room.
        show: draws a screen.
        done: told what was undone.
        offer: offers people and months that were looked for meanwhile.
        later: does something in the next turn of the event loop.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[HistoryScreen], None],
        done: Callable[[Done], None],
        offer: Callable[[Choices, Choices], None] = lambda _people, _months: None,
        later: Later | None = None,
    ) -> None:
        self._desk = desk
        self._show = show
        self._done = done
        self._offer = offer
        self._pace, self._late = Pace(later), False
        self._wanted = ActFilter()
        self._chosen = ""
        self._said = ""
        self._people: Choices = (ALL_PEOPLE,)
        self._months: Choices = (ALL_MONTHS,)

    def enter(self, records: tuple[str, ...] = ()) -> None:
        """Show the history of these records, or of the whole room."""
        if records != self._wanted.records:
            self._wanted, self._chosen = ActFilter(records=records), ""
        self._said = ""
        self._late = False
        self._pace.take(looking_back.catch_up(self._desk), self._caught_up, self._wait)
        self._refresh()

    def _wait(self) -> None:
        self._late = True

    def _caught_up(self, _nothing: None) -> None:
        """Offer everyone who did something, and every month; of many acts a moment later."""
        names, months = looking_back.people(self._desk), looking_back.months(self._desk)
        self._people = (ALL_PEOPLE, *((name, name) for name in names))
        self._months = (ALL_MONTHS, *((month, month_words(month)) for month in months))
        if self._late:
            self._offer(self._people, self._months)

    def look_for(self, words: str) -> None:
        """Show only acts with these words."""
        self._narrow(replace(self._wanted, words=words.strip()))

    def choose_person(self, by: str) -> None:
        """Show only what one person did; empty for everyone."""
        self._narrow(replace(self._wanted, by=by))

    def choose_month(self, month: str) -> None:
        """Show only one month, as ``2026-11``; empty for all."""
        self._narrow(replace(self._wanted, month=month))

    def _narrow(self, wanted: ActFilter) -> None:
        if wanted != self._wanted:
            self._wanted, self._chosen, self._said = wanted, "", ""
            self._refresh()

    def choose(self, act: ActLine) -> None:
        """Unfold an act."""
        if act.id != self._chosen:
            self._chosen, self._said = act.id, ""
            self._show(replace(self._screen(), fresh=False, chosen=self._unfolded(act)))

    def turn_back(self, act: ActLine) -> None:
        """Undo an act, or redo what an undoing took; or say why it cannot be."""
        try:
            undone = safekeeping.undo(self._desk, act.id)
        except UserError as error:
            self._said = str(error)
            self._show(replace(self._screen(), fresh=False, chosen=self._unfolded(act)))
            return
        self._chosen, self._said = "", ""
        self._refresh()
        self._done(Done(naming_acts.undone_words(self._desk, undone), undone.id))

    @property
    def wanted(self) -> ActFilter:
        """What the list is narrowed to."""
        return self._wanted

    # -- drawing --------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self._show(self._screen())

    def _screen(self) -> HistoryScreen:
        desk, wanted = self._desk, self._wanted
        narrowed = bool(wanted.by or wanted.month or wanted.words)
        return HistoryScreen(
            people=self._people,
            months=self._months,
            by=wanted.by,
            month=wanted.month,
            words=wanted.words,
            count=looking_back.count(desk, wanted),
            read=lambda start, stop: looking_back.page(desk, wanted, start, stop),
            advice=NONE_LEFT if narrowed else NONE_YET,
        )

    def _unfolded(self, act: ActLine) -> ActDetail:
        shown, more = looking_back.unfolded(self._desk, act.id, most_fields=MOST_FIELDS)
        return ActDetail(
            id=act.id,
            name=act.name,
            when=when_words(act),
            by=act.by,
            records=shown,
            more=f"这次操作改动的记录很多，另有至少{more}条没有列出。" if more else "",
            word=UNDONE if act.undone else REDO if act.undoes else UNDO,
            said=self._said,
        )


def when_words(act: ActLine) -> str:
    """Return when an act was, as 2026年11月26日 9:05."""
    return f"{full_day(act.at.date())} {clock(act.at.time())}"


def name_words(act: ActLine) -> str:
    """Return what an act was, and whether it still stands."""
    return f"{act.name}（已撤销）" if act.undone else act.name


def month_words(month: str) -> str:
    """Return ``2026-11`` as 2026年11月."""
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月"
