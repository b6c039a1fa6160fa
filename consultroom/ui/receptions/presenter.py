"""The presenter of 接待日: days, the visits of one day, and the forms about them. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import takewhile
from typing import Any

from consultroom.domain.receptions import ReceptionDay, Visit, VisitHandling, VisitorIdentity
from consultroom.domain.records import coded
from consultroom.domain.topics import Topic, TopicSource
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import drafting, receiving, safekeeping
from consultroom.services.advising import Advice
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done, doing
from consultroom.ui.forms import FormScreen
from consultroom.ui.half_typed import FormKeeper, with_draft
from consultroom.ui.pacing import BUSY, Later, Pace
from consultroom.ui.receptions import forms
from consultroom.ui.receptions.reading import DaysRead, days_read
from consultroom.ui.receptions.screens import DayPage, Entry, ReceptionsScreen
from consultroom.ui.receptions.telling import day_line, facts, heading, summary, visit_lines
from consultroom.ui.workspace.forms.form import text

KEPT = "已恢复上次没有记完的来访。"
BLANK: Mapping[str, Any] = {
    "matter": "",
    "heads": 1,
    "handling": VisitHandling.ANSWERED.code,
    "category": "",
    "unit": "",
    "reply": "",
    "result": "",
    "handler": "",
    "due_on": None,
    "visitor": "",
}
"""A visit not written down yet."""


class ReceptionsPresenter(FormKeeper):
    """Walks reception days.

    Args:
        desk: whose work it is.
        show: draws a screen.
        advise: draws the advice beside a form that is being typed.
        done: told what an act did, so that it can be undone.
        tell: told a sentence that stops the person.
        later: does something in the next turn of the event loop; without it nothing is left for
            later.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[ReceptionsScreen], None],
        advise: Callable[[tuple[Advice, ...]], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
        later: Later | None = None,
    ) -> None:
        super().__init__(desk, done=done)
        self._show = show
        self._advise = advise
        self._tell = tell
        self._pace, self._stamp = Pace(later), ("", desk.today)
        self._list = DaysRead()
        self._busy = ""
        self._year: int | None = None
        self._chosen = ""
        self._names = False
        self._entry = Entry()
        self._editing = ""

    def enter(self, about: str = "") -> None:
        """Show how things stand; ``id``, ``id/form`` or ``/form`` opens a day, a form or both."""
        day, _, form = about.partition("/")
        self._names = False  # nobody looks at names unasked
        if form:
            self._form, self._errors = form, {}
        self._read(lambda: self._entered(day))

    def _entered(self, day: str) -> None:
        if day in self._days:
            self._year = None
            self._turn_to(day)
        elif self._chosen not in self._days:
            self._turn_to(self._nearest())

    @property
    def _days(self) -> dict[str, ReceptionDay]:
        return self._list.days

    def _read(self, then: Callable[[], None] = lambda: None) -> None:
        """Read what was written since, do something, and show it; a long list comes later."""
        stamp = (safekeeping.latest(self._desk), self._desk.today)

        def came(found: DaysRead) -> None:
            self._stamp, self._list, self._busy = stamp, found, ""
            then()
            self.refresh()

        if stamp == self._stamp:
            came(self._list)
        else:
            self._pace.take(days_read(self._desk), came, self._wait)

    def _wait(self) -> None:
        self._busy = BUSY
        self.refresh()

    def _nearest(self) -> str:
        """Return today's day, else the last one that was, else the next one."""
        today = self._desk.today
        past = (day for day in self._days.values() if day.on <= today)  # the latest first
        if (last := next(past, None)) is not None:
            same = (last, *takewhile(lambda day: day.on == last.on, past))
            return max(same, key=lambda day: day.number).id
        return min(self._days.values(), key=lambda day: day.on).id if self._days else ""

    # -- choosing -------------------------------------------------------------------------------

    def choose_year(self, year: int | None) -> None:
        """List one year, or with None all."""
        self._year = year
        self.refresh()

    def choose_day(self, day: str) -> None:
        """Open a day."""
        if day != self._chosen:
            self._turn_to(day)
            self.refresh()

    def show_names(self, *, on: bool) -> None:
        """Show who came, or hide it again."""
        self._names = on
        self.refresh()

    def _turn_to(self, day: str) -> None:
        self._chosen, self._editing, self._names = day, "", False
        kept = drafting.recall(self._desk, self._entry_draft) if day else {}
        self._fill({**BLANK, **kept}, note=KEPT if kept else "")

    def _fill(self, answers: Mapping[str, Any], *, editing: int = 0, note: str = "") -> None:
        serial = self._entry.serial + 1
        self._entry = Entry(serial=serial, answers=answers, editing=editing, note=note)

    # -- visits ---------------------------------------------------------------------------------

    @property
    def _entry_draft(self) -> str:
        return f"visit/{self._chosen}"

    def keep_entry(self, answers: Mapping[str, Any]) -> None:
        """Keep a visit that is half written; a correction is not kept, the visit stands."""
        if self._chosen and not self._editing:
            drafting.keep(self._desk, self._entry_draft, answers)

    def write(self, answers: Mapping[str, Any]) -> None:
        """Write a visit down, or correct the one being edited; then the next may come."""
        try:
            did = doing(self._desk, lambda: self._written(answers))
        except UserError as error:
            self._entry = replace(self._entry, problem=str(error), note="")
            self.refresh()
            return
        if not self._editing:
            drafting.drop(self._desk, self._entry_draft)
        self._editing = ""
        self._fill(BLANK)
        self._read()
        self._done(did)

    def _written(self, answers: Mapping[str, Any]) -> str:
        heads, handling = answers.get("heads"), coded(VisitHandling, text(answers, "handling"))
        told: dict[str, Any] = {
            "matter": text(answers, "matter"),
            "head_count": heads if isinstance(heads, int) else 1,
            "category": text(answers, "category"),
            "unit": text(answers, "unit"),
            "handling": handling,
            **_asked(answers, handling),
        }
        visitor = text(answers, "visitor")
        if self._editing:
            before = self._desk.room.get(Visit, self._editing)
            receiving.revise_visit(self._desk, replace(before, **told), visitor=visitor)
            return f"第 {before.order} 件来访已修改。"
        day = self._desk.room.get(ReceptionDay, self._chosen)
        made = receiving.receive(self._desk, day, **told, visitor=visitor)
        return f"已记下第 {made.order} 件来访。"

    def edit(self, visit: str) -> None:
        """Put a visit back into the line it was written in."""
        one = self._desk.room.one(Visit, id=visit)
        if one is None:
            return
        who = self._desk.room.one(VisitorIdentity, visit=visit)
        self._editing = visit
        answers = {
            "matter": one.matter,
            "heads": one.head_count,
            "handling": one.handling.code,
            "category": one.category,
            "unit": one.unit,
            "reply": one.spot_reply,
            "result": one.result,
            "handler": one.handler,
            "due_on": one.due_on,
            "visitor": who.name if who else "",
        }
        self._fill(answers, editing=one.order)
        self.refresh()

    def stop_editing(self) -> None:
        """Leave the visit as it stands."""
        self._turn_to(self._chosen)
        self.refresh()

    def remove(self, visit: str) -> None:
        """Take out a visit written down by mistake."""
        one = self._desk.room.one(Visit, id=visit)
        if one is None:
            return
        self._act(lambda: receiving.drop_visit(self._desk, one), f"已删除第 {one.order} 件来访。")

    def drop_day(self) -> None:
        """Take the day on show off the calendar."""
        day = self._days[self._chosen]
        said = f"已取消{day.on.month}月{day.on.day}日的接待日。"
        self._act(lambda: receiving.drop_day(self._desk, day), said)

    def _act(self, work: Callable[[], object], said: str) -> None:
        def did() -> str:
            work()
            return said

        try:
            done = doing(self._desk, did)
        except UserError as error:
            self._tell(str(error))
            return
        self._again()
        self._done(done)

    def _again(self) -> None:
        self._read(self._turn_where_it_is)

    def _turn_where_it_is(self) -> None:
        if self._chosen not in self._days or self._editing:
            self._turn_to(self._chosen if self._chosen in self._days else self._nearest())

    # -- forms ----------------------------------------------------------------------------------

    @property
    def draft(self) -> str:
        """Name of the draft of the form that is open, with the day or visit it is about."""
        kind, _, about = self._form.partition("/")
        return f"receptions/{kind}/{about or (self._chosen if kind == 'change' else '')}"

    def _advice(self, answers: Mapping[str, Any]) -> tuple[Advice, ...]:
        return forms.rule_advice(self._desk, answers) if self._form == "rule" else ()

    def advise(self, answers: Mapping[str, Any]) -> None:
        """Say which days a rule would make."""
        self._advise(self._advice(answers))

    def saved(self, did: Done, form: str, answers: Mapping[str, Any]) -> None:
        """Show what changed."""
        self._again()
        self._done(did)

    def save(self, answers: Mapping[str, Any]) -> str:
        """Write the form ``open``, ``change``, ``rule``, ``topic/ID`` or ``follow/ID``."""
        kind, _, about = self._form.partition("/")
        if kind == "topic":
            return forms.save_topic(self._desk, self._desk.room.get(Visit, about), answers)
        if kind == "follow":
            return forms.save_follow(self._desk, self._desk.room.get(Visit, about), answers)
        if kind == "rule":
            made = forms.save_rule(self._desk, answers)
            return f"已安排接待日 {len(made)} 天，第一天是{made[0].on.month}月{made[0].on.day}日。"
        if kind == "change":
            changed = forms.save_change(self._desk, self._days[self._chosen], answers)
            return f"{changed.number}已修改。"
        opened = forms.save_open(self._desk, answers)
        self._turn_to(opened.id)
        return f"已打开接待日{opened.number}，可以记来访了。"

    def _form_screen(self) -> FormScreen | None:
        screen = self._blank()
        if screen is None:
            self._form = ""
            return None
        return with_draft(self._desk, screen, self.draft, self._errors)

    def _blank(self) -> FormScreen | None:
        kind, _, about = self._form.partition("/")
        if kind == "topic":
            visit = self._desk.room.one(Visit, id=about)
            return forms.topic(visit) if visit else None
        if kind == "follow":
            visit = self._desk.room.one(Visit, id=about)
            return forms.follow(self._desk, visit) if visit else None
        if kind == "rule":
            return forms.rule(self._desk)
        if kind == "change":
            day = self._days.get(self._chosen)
            return forms.open_day(self._desk, day) if day else None
        return forms.open_day(self._desk) if kind == "open" else None

    # -- drawing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show how things stand."""
        days, year = self._list.lines, self._year
        if year is not None:
            days = tuple(line for line in days if line.on.year == year)
        form = self._form_screen() if self._form else None
        self._show(
            ReceptionsScreen(
                days=days,
                total=len(self._days),
                years=self._list.years,
                year=self._year,
                day=self._page(),
                form=form,
                advice=self._advice(form.answers) if form else (),
                subheading=self._subheading(),
                busy=self._busy,
            )
        )

    def _subheading(self) -> str:
        if self._busy or not self._days:
            return self._busy
        this = self._list
        return (
            f"{self._desk.today.year}年 {this.days_this_year} 天，来访 {this.visits_this_year} 件"
        )

    def _page(self) -> DayPage | None:
        day = self._days.get(self._chosen)
        if day is None:
            return None
        found = self._desk.room.find(Visit, reception_day=day.id)
        visits = tuple(sorted(found, key=lambda visit: (visit.order, visit.id)))
        lines = visit_lines(self._desk, visits, self._topics(visits), names=self._names)
        return DayPage(
            line=day_line(day, len(visits), self._desk.today),
            heading=heading(day),
            facts=facts(day),
            visits=lines,
            summary=summary(visits),
            names=self._names,
            entry=self._entry,
        )

    def _topics(self, visits: tuple[Visit, ...]) -> dict[str, str]:
        if not any(visit.handling is VisitHandling.TOPIC for visit in visits):
            return {}
        topics = self._desk.room.find(Topic, source=TopicSource.VISIT)
        return {ref: topic.number for topic in topics for ref in topic.source_refs}


def _asked(answers: Mapping[str, Any], handling: VisitHandling) -> dict[str, Any]:
    """Return the answers that were asked for: what stands in a field out of sight is not meant."""
    due = answers.get("due_on")
    if handling is VisitHandling.TRANSFERRED:
        return {
            "handler": text(answers, "handler"),
            "due_on": due if isinstance(due, date) else None,
        }
    return {"spot_reply": text(answers, "reply"), "result": text(answers, "result")}
