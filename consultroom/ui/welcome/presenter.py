"""The first window: five ways in, each through at most two short forms. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.remembering import RecentRooms
from consultroom.ui.forms import FormScreen
from consultroom.ui.welcome import forms, making
from consultroom.ui.welcome.forms import Unusable
from consultroom.ui.welcome.making import NewRoom
from consultroom.ui.welcome.screens import Busy, RecentLine, WelcomeScreen

SAMPLE = "样例"
SAMPLE_TOLD = "这是样例，人和事都是编的，可以随便点。要建自己的，按 Ctrl+K，输入“打开别的资料夹”。"
SAMPLE_STAGES = 3
Answers = Mapping[str, Any]
Progress = Callable[[int, int], None]


class Slow(Protocol):
    """Runs work elsewhere and brings back what came of it."""

    def __call__(
        self,
        work: Callable[[Progress], object],
        *,
        done: Callable[[Any], None],
        failed: Callable[[UserError | None], None],
        progressed: Callable[[int, int], None],
    ) -> Callable[[], None]:
        """Start; return what calls it off. ``failed`` gets None for a fault of our own."""


class Enter(Protocol):
    """Opens the window on a room; a UserError says why it cannot be."""

    def __call__(self, folder: Path, *, greeting: str = "", lasting: bool = True) -> None:
        """Open it; what does not last is not opened by itself next time."""


class House(Frozen, kw_only=True):
    """What the first window is given.

    Attributes:
        enter: opens the window on a room.
        slow: runs what takes a moment.
        recent: the rooms opened here before.
        under: where a new room is suggested.
        clock: the moment with its zone.
        chance: random bytes, that many.
    """

    enter: Enter
    slow: Slow
    recent: RecentRooms
    under: Path
    clock: Callable[[], datetime]
    chance: Callable[[int], bytes]


class WelcomePresenter:
    """Leads from a choice to an open room.

    Args:
        house: what it works with.
        show: draws a screen.
        ask_folder: lets a person pick a folder; None when they went back.
        ask_join_file: lets a person pick a join file; None when they went back.
    """

    def __init__(
        self,
        house: House,
        *,
        show: Callable[[WelcomeScreen], None],
        ask_folder: Callable[[], Path | None],
        ask_join_file: Callable[[], Path | None],
    ) -> None:
        self._house = house
        self._show = show
        self._ask_folder = ask_folder
        self._ask_join_file = ask_join_file
        self._typed: dict[str, dict[str, Any]] = {}
        self._join: Path | None = None
        self._join_told = ("", "")
        self._form: FormScreen | None = None
        self._call_off: Callable[[], None] = lambda: None

    # -- what a person does -----------------------------------------------------------------------

    def enter(self, sentence: str = "") -> None:
        """Show the choices, with what stopped before, if anything did."""
        self._form = None
        recent = tuple(
            RecentLine(name=one.name, folder=one.folder) for one in self._house.recent.listed()
        )
        self._show(WelcomeScreen(sentence=sentence, recent=recent))

    def choose(self, key: str) -> None:
        """Take one of the ways in."""
        ways: dict[str, Callable[[], None]] = {
            "station": lambda: self._ask(forms.station()),
            "district": lambda: self._ask(forms.district()),
            "join": self._read_join_file,
            "open": self._open_picked,
            "sample": self._make_sample,
        }
        ways[key]()

    def open(self, folder: Path) -> None:
        """Open a room that is there."""
        try:
            self._house.enter(folder)
        except UserError as error:
            self.enter(str(error))

    def keep(self, key: str, answers: Answers) -> None:
        """Keep what is being typed, so that going back and forth loses nothing."""
        self._typed[key] = {**self._typed.get(key, {}), **answers}

    def back(self) -> None:
        """Go one step back; what was typed stays."""
        first = {forms.STATION_PLACE: forms.station, forms.DISTRICT_PLACE: forms.district}
        before = first.get(self._form.key) if self._form else None
        if before is None:
            self.enter()
        else:
            self._ask(before())

    def move(self) -> None:
        """Let another folder be picked for the room."""
        picked = self._ask_folder()
        if picked is None or self._form is None:
            return
        typed = self._typed.get(self._form.key, {})
        name = self._name()
        here = picked if _is_free(picked) else forms.folder_for(name, picked)
        self._typed[self._form.key] = {**self._form.answers, **typed, "folder": str(here)}
        self._ask(self._form)

    def submit(self, key: str, answers: Answers) -> None:
        """Go on to the second form, or make the room."""
        self.keep(key, answers)
        try:
            self._go_on(key, answers)
        except Unusable as error:
            self._refuse(error.key, str(error))
        except UserError as error:
            self._refuse("", str(error))

    def cancel(self) -> None:
        """Call off what is under way."""
        self.leave()
        self.enter()

    def leave(self) -> None:
        """Let go of what is under way, because the window goes."""
        self._call_off()
        self._call_off = lambda: None

    # -- forms ------------------------------------------------------------------------------------

    def _ask(self, form: FormScreen, **suggested: str) -> None:
        known = {**form.answers, **suggested, **self._typed.get(form.key, {})}
        self._form = replace(form, answers=known, errors={})
        self._draw_form()

    def _draw_form(self) -> None:
        form = self._form
        assert form is not None  # noqa: S101 - drawn only while there is one
        self._show(WelcomeScreen(form=form, can_move=form.key in forms.ASKS_FOLDER))

    def _refuse(self, key: str, sentence: str) -> None:
        if self._form is None:
            self.enter(sentence)
            return
        known = {**self._form.answers, **self._typed.get(self._form.key, {})}
        self._form = replace(self._form, answers=known, errors={key: sentence})
        self._draw_form()

    def _name(self) -> str:
        """Return what the new room's folder is called."""
        if self._form is not None and self._form.key == forms.JOIN:
            return self._join_told[0]
        station = self._typed.get(forms.STATION, {}) if self._is_station() else {}
        district = {} if self._is_station() else self._typed.get(forms.DISTRICT, {})
        return str((station or district).get("name") or "资料夹")

    def _is_station(self) -> bool:
        return self._form is not None and self._form.key.startswith(forms.STATION)

    def _go_on(self, key: str, answers: Answers) -> None:
        if key in (forms.STATION, forms.DISTRICT):
            self._ask_place(key, answers)
        elif key == forms.STATION_PLACE:
            self._make(making.station(self._typed[forms.STATION], answers))
        elif key == forms.DISTRICT_PLACE:
            self._make(making.district(self._typed[forms.DISTRICT], answers))
        elif self._join is not None:
            self._make(making.joined(self._join, self._join_told[0], answers))

    def _ask_place(self, key: str, answers: Answers) -> None:
        """Suggest code and folder; a suggestion of another name is not kept."""
        form = forms.station_place() if key == forms.STATION else forms.district_place()
        name = str(answers["name"])
        before = self._typed.get(form.key, {})
        if before.get("for") != name:
            self._typed[form.key] = {
                "for": name,
                "code": forms.code_of(str(answers.get("place") or name)),
                "above": before.get("above", ""),
                "folder": str(forms.folder_for(name, self._house.under)),
            }
        self._ask(form)

    # -- making -----------------------------------------------------------------------------------

    def _read_join_file(self) -> None:
        from consultroom.services.exchanging import enrolling

        file = self._ask_join_file()
        if file is None:
            return
        try:
            found = enrolling.read(file)
        except UserError as error:
            self.enter(str(error))
            return
        self._join, self._join_told = file, (found.name, found.above.name)
        suggested = str(forms.folder_for(found.name, self._house.under))
        self._typed.setdefault(forms.JOIN, {})["folder"] = suggested
        self._ask(forms.join(*self._join_told))

    def _make(self, new: NewRoom) -> None:
        self._show(WelcomeScreen(busy=Busy(title=f"正在建立“{new.name}”…", says="请稍等。")))

        def make(_progress: Progress) -> Path:
            desk = new.found(self._house.clock, self._house.chance)
            desk.room.close()  # it belongs to the thread that made it
            return desk.room.folder

        self._call_off = self._house.slow(
            make,
            done=lambda folder: self._walk_in(folder, new.greeting),
            failed=self._could_not,
            progressed=lambda _done, _total: None,
        )

    def _walk_in(self, folder: Path, greeting: str, *, lasting: bool = True) -> None:
        try:
            self._house.enter(folder, greeting=greeting, lasting=lasting)
        except UserError as error:
            self.enter(str(error))

    def _could_not(self, error: UserError | None) -> None:
        from consultroom.services.identifying import CodeDiffers

        key = "heard" if isinstance(error, CodeDiffers) else "folder"
        self._refuse(key, str(error) if error else "没有建成，程序出了差错。请再试一次。")

    # -- opening ----------------------------------------------------------------------------------

    def _open_picked(self) -> None:
        if (folder := self._ask_folder()) is not None:
            self.open(folder)

    def _make_sample(self) -> None:
        """Make one station's sample, seconds of work, or open the one made before."""
        folder, today = self._house.under / SAMPLE, self._house.clock().date()
        says = ["正在编一个工作站两年的协商…"]

        def make(progress: Progress) -> Path:
            from consultroom.services.touring import take_tour  # slow to read, so not before

            stage = 0

            def tell(sentence: str) -> None:
                nonlocal stage
                stage += 1
                says.append(sentence)
                progress(stage, SAMPLE_STAGES)

            return take_tour(folder, today=today, stations=1, tell=tell).room

        def show(done: int, _total: int) -> None:
            busy = Busy(title="正在准备样例", says=says[-1], done=done, total=SAMPLE_STAGES)
            self._show(WelcomeScreen(busy=busy))

        show(0, SAMPLE_STAGES)
        self._call_off = self._house.slow(
            make,
            done=lambda room: self._walk_in(room, SAMPLE_TOLD, lasting=False),
            failed=lambda error: self.enter(str(error) if error else "样例没有做成，请再试一次。"),
            progressed=show,
        )


def _is_free(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
