"""The presenter of 协商日历: turning pages, planning a year, fixing a sitting. No Qt here."""

from __future__ import annotations

import calendar as almanac
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from consultroom.domain.calendar import month_of
from consultroom.domain.plans import PlanItem
from consultroom.domain.topics import Topic
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import planning
from consultroom.services.advising import Advice
from consultroom.services.desk import Desk
from consultroom.ui.calendar import forms, plan_forms
from consultroom.ui.calendar.screens import CalendarScreen, Event, Look, MonthPage, PlanPage
from consultroom.ui.calendar.telling import SITTING, events, marks, notes, pressing_first, told
from consultroom.ui.calendar.year import plan_page
from consultroom.ui.doing import Done, doing
from consultroom.ui.forms import FormScreen
from consultroom.ui.half_typed import FormKeeper, with_draft
from consultroom.ui.states import State

SCHEDULE = "schedule"


class CalendarPresenter(FormKeeper):
    """Walks the calendar.

    Args:
        desk: whose work it is.
        show: draws a screen.
        advise: draws the advice beside a form that is being typed.
        done: told what an act did, so that it can be undone.
        tell: told a sentence that stops the person.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[CalendarScreen], None],
        advise: Callable[[tuple[Advice, ...]], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(desk, done=done)
        self._show = show
        self._advise = advise
        self._tell = tell
        self._day = desk.today
        self._look: Look = Look.MONTH
        self._events: tuple[Event, ...] = ()
        self._notes: tuple[date, dict[date, str]] = (date.min, {})
        self._wanted = ""

    def enter(self, about: str = "") -> None:
        """Show how things stand; ``plan``, ``list``, a day, ``schedule/ID``, ``cancel/ID``."""
        head, _, rest = about.partition("/")
        looks: dict[str, Look] = {look.value: look for look in Look}
        if head in looks:
            self._look = looks[head]
        elif head == SCHEDULE:
            self._form, self._wanted, self._errors = SCHEDULE, rest, {}
        elif head == forms.CANCEL:
            self._form, self._wanted, self._errors = about, "", {}
        elif head:
            self._day, self._look = date.fromisoformat(head), Look.MONTH
        self._read()
        self.refresh()

    def _read(self) -> None:
        self._events = events(self._desk)
        self._notes = (date.min, {})

    # -- turning --------------------------------------------------------------------------------

    def look_at(self, look: Look) -> None:
        """Look at a month, at the plan of the year, or at the list."""
        self._look, self._form = look, ""
        self.refresh()

    def choose_day(self, day: date) -> None:
        """Put the cursor on a day; one of another month turns there."""
        if day != self._day:
            self._day = day
            self.refresh()

    def turn(self, by: int) -> None:
        """Turn a month on or back, or a year where years are looked at."""
        months = by if self._look is Look.MONTH else 12 * by
        number = self._day.year * 12 + self._day.month - 1 + months
        if not 12 * date.min.year <= number < 12 * date.max.year:
            return
        year, month = number // 12, number % 12 + 1
        last = almanac.monthrange(year, month)[1]
        self._day = date(year, month, min(self._day.day, last))
        self.refresh()

    def go_today(self) -> None:
        """Return to today."""
        self._day = self._desk.today
        self.refresh()

    # -- the plan -------------------------------------------------------------------------------

    def put(self, line: str, month: str) -> None:
        """Put a topic of the pool, or a line of the plan, into a month that has not passed."""
        if month < month_of(self._desk.today):
            self._tell(f"{int(month[-2:])}月已经过去，请排到本月或者以后。")
            return
        self._do(lambda: self._placed(line, month))

    def _placed(self, line: str, month: str) -> str:
        said = f"{int(month[-2:])}月"
        item = self._desk.room.one(PlanItem, id=line)
        if item is not None:
            moved = planning.move_item(self._desk, item, month)
            return "" if moved == item else f"“{item.title}”已改排到{said}。"
        topic = self._desk.room.get(Topic, line)
        planning.plan_topic(self._desk, month, topic)
        return f"“{topic.title}”已列入{said}计划。"

    def shift(self, line: str, by: int) -> None:
        """Move a line of the plan some months on or back, within its year."""
        item = self._desk.room.one(PlanItem, id=line)
        if item is None:
            return
        month = int(item.month[-2:]) + by
        if 1 <= month <= 12:
            self.put(line, f"{item.month[:4]}-{month:02d}")

    def take_off(self, line: str) -> None:
        """Take a line off the plan."""
        item = self._desk.room.one(PlanItem, id=line)
        if item is not None:
            self._do(lambda: self._taken_off(item))

    def _taken_off(self, item: PlanItem) -> str:
        planning.drop_item(self._desk, item)
        return f"“{item.title}”已移出{int(item.month[-2:])}月计划。"

    def _do(self, work: Callable[[], str]) -> None:
        try:
            did = doing(self._desk, work)
        except UserError as error:
            self._tell(str(error))
            return
        self._read()
        self.refresh()
        if did.said:
            self._done(did)

    # -- fixing a sitting -----------------------------------------------------------------------

    def open_form(self, key: str) -> None:
        """Open a form: ``schedule``, ``move/ID``, ``cancel/ID``, ``approve`` or ``cadence``."""
        if key in (plan_forms.APPROVE, plan_forms.CADENCE):
            key = f"{key}/{self._day.year}"
        self._wanted = ""
        super().open_form(key)

    @property
    def draft(self) -> str:
        """Name of the draft of the form that is open."""
        return f"calendar/{self._form}"

    def advise(self, answers: Mapping[str, Any]) -> None:
        """Say what follows from the day typed."""
        self._advise(forms.advice(self._desk, self._form, answers))

    def save(self, answers: Mapping[str, Any]) -> str:
        """Fix the sitting, or write another form of the calendar."""
        return forms.save(self._desk, self._form, answers)

    def saved(self, did: Done, form: str, answers: Mapping[str, Any]) -> None:
        """Turn to the day that was fixed; a form about the year leaves the year on show."""
        on = answers.get("on")
        if form.partition("/")[0] not in (plan_forms.APPROVE, plan_forms.CADENCE):
            self._day = on if isinstance(on, date) else self._day
            self._look = Look.MONTH
        self._read()
        self.refresh()
        self._done(did)

    def _form_screen(self) -> FormScreen | None:
        if not self._form:
            return None
        try:
            screen = forms.blank(self._desk, self._form, self._day, self._wanted)
        except UserError as error:
            self._form = ""
            self._tell(str(error))
            return None
        if self._wanted:  # asked for one topic: what was typed about another is not meant
            return replace(screen, errors=self._errors)
        return with_draft(self._desk, screen, self.draft, self._errors)

    # -- drawing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show how things stand."""
        form = self._form_screen()
        month = f"{self._day.year}年{self._day.month}月"
        year = [event for event in self._events if event.on.year == self._day.year]
        self._show(
            CalendarScreen(
                look=self._look,
                title=month if self._look is Look.MONTH else f"{self._day.year}年",
                subheading=self._subheading(),
                month=self._month(),
                plan=self._plan(),
                events=tuple(year) if self._look is Look.LIST else (),
                form=form,
                advice=forms.advice(self._desk, self._form, form.answers) if form else (),
            )
        )

    def _subheading(self) -> str:
        year = self._desk.today.year
        held = sum(
            event.kind == SITTING and event.state is State.DONE and event.on.year == year
            for event in self._events
        )
        expected = planning.plan_of(self._desk, year).cadence.expected(year)
        return f"{year}年应协商 {expected} 场，已召开 {held} 场"

    def _month(self) -> MonthPage:
        weeks = almanac.Calendar(0).monthdatescalendar(self._day.year, self._day.month)
        first, last = weeks[0][0], weeks[-1][-1]
        if self._notes[0] != first:
            self._notes = (first, notes(self._desk, first, last, self._events))
        shown = [event for event in self._events if first <= event.on <= last]
        return MonthPage(
            month=self._day.replace(day=1),
            today=self._desk.today,
            day=self._day,
            marks=marks(shown),
            notes=self._notes[1],
            events=pressing_first(event for event in shown if event.on == self._day),
            told=told(self._desk, self._day),
            open=self._day > self._desk.today,
        )

    def _plan(self) -> PlanPage | None:
        return plan_page(self._desk, self._day.year) if self._look is Look.PLAN else None
