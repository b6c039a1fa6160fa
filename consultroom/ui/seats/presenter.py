"""The presenter of 座次: the cursor, who is being moved, the layouts. No Qt here."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.domain.consultations import Consultation
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, MeetingState, Participant
from consultroom.domain.papers import EvenSeats, SeatingShape
from consultroom.domain.records import coded
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import filing, seating
from consultroom.services.desk import Desk
from consultroom.services.seating import Seated
from consultroom.ui.doing import Done, doing
from consultroom.ui.seats.screens import ChairCard, SeatsScreen, beside
from consultroom.ui.seats.telling import seats_screen

NONE_YET = "还没有安排会议。先在协商工作台或协商日历定下会议的时间、地点和参会人，再来排座次。"
NOBODY_YET = "这次会议还没有参会人。先在协商工作台登记参会人，再来排座次。"
FREE = -1


class _Sitting(Frozen):
    """The meeting whose seats are on show."""

    dossier: Dossier
    meeting: Meeting
    seated: Seated

    def person(self, place: int) -> Participant | None:
        """Return who sits on a chair; nobody sits on the one that may be added."""
        chairs = self.seated.seats
        return chairs[place].person if place < len(chairs) else None


class SeatsPresenter:
    """Shows the seats of a meeting and moves people.

    Args:
        desk: whose work it is.
        show: draws a screen.
        done: told what an act did, so that it can be undone.
        tell: told a sentence that stops the person.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[SeatsScreen], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._show = show
        self._done = done
        self._tell = tell
        self._about = ""
        self._sitting: _Sitting | None = None
        self._screen = SeatsScreen()

    def enter(self, about: str = "") -> None:
        """Show the latest sitting of a consultation; by default the one before, or the next."""
        cursor = self._screen.cursor if about in ("", self._about) else 0
        self._about = about or self._about or self._next()
        self._read(cursor)

    def _next(self) -> str:
        """Return the consultation of the sitting that comes next, or of the last one there was."""
        sittings = [
            one for one in self._desk.room.find(Meeting) if one.state is not MeetingState.CANCELLED
        ]
        sittings.sort(key=lambda one: one.starts_at)
        coming = [one for one in sittings if one.day >= self._desk.today]
        found = (coming[:1] or sittings[-1:])[:1]
        return found[0].consultation if found else ""

    def _read(self, cursor: int) -> None:
        self._sitting = self._found()
        if self._sitting is None:
            self._draw(SeatsScreen(sentence=NONE_YET))
            return
        told = self._sitting
        room = seating.room_plan(told.dossier, told.seated)
        screen = seats_screen(told.dossier, told.meeting, told.seated, room)
        empty = "" if told.seated.seats else NOBODY_YET
        cursor = min(cursor, len(screen.cards) - 1)
        self._draw(replace(screen, cursor=cursor, sentence=empty))

    def _found(self) -> _Sitting | None:
        if self._desk.room.one(Consultation, id=self._about) is None:
            return None
        dossier = filing.dossier(self._desk, self._about)
        if dossier.meeting is None:
            return None
        found = seating.seated(self._desk, dossier, dossier.meeting)
        return _Sitting(dossier, dossier.meeting, found)

    # -- the cursor -----------------------------------------------------------------------------

    def point(self, place: int) -> None:
        """Put the cursor on a chair."""
        if place != self._screen.cursor and 0 <= place < len(self._screen.cards):
            self._draw(replace(self._screen, cursor=place))

    def step(self, across: int, down: int) -> None:
        """Move the cursor to the chair beside."""
        if self._screen.cards:
            self.point(beside(self._screen.cards, self._screen.cursor, across, down))

    def press(self) -> None:
        """Pick up who sits at the cursor, or put down who was picked up."""
        screen = self._screen
        if not screen.cards:
            return
        if screen.held == FREE:
            if screen.cards[screen.cursor].name:
                self._draw(replace(screen, held=screen.cursor))
        elif screen.held == screen.cursor:
            self.let_go()
        else:
            self.place(screen.held, screen.cursor)

    def let_go(self) -> None:
        """Leave who was picked up where they were."""
        if self._screen.held != FREE:
            self._draw(replace(self._screen, held=FREE))

    # -- moving ---------------------------------------------------------------------------------

    def place(self, there: int, here: int) -> None:
        """Put who sits ``there`` on the chair ``here``; who sat on it takes the other one."""
        if there != here:
            self._do(lambda: self._moved(there, here), cursor=here)

    def _moved(self, there: int, here: int) -> str:
        told = self._sitting
        one = told.person(there) if told else None
        if told is None or one is None:
            return ""
        other = told.person(here)
        if other is not None:
            seating.swap(self._desk, told.dossier, told.meeting, one, other)
            return f"{one.name}和{other.name}已对调座位。"
        seating.move(self._desk, told.dossier, told.meeting, one, here + 1)
        return f"{one.name}已调到{here + 1}号座，空出的座位由后面的人依次补上。"

    def choose_shape(self, code: str) -> None:
        """Lay the room out another way; who was moved by hand keeps the number of the seat."""
        shape = coded(SeatingShape, code)
        self._arrange(f"布局已改为{shape.label}。", shape=shape)

    def choose_even(self, code: str) -> None:
        """Take the other school of even rows."""
        even = coded(EvenSeats, code)
        self._arrange(f"双数座位已改为：{even.label}。", even=even)

    def anew(self) -> None:
        """Forget what was moved by hand."""
        self._arrange("已按规则重新排座，手工调过的都取消了。", anew=True)

    def _arrange(
        self,
        said: str,
        *,
        shape: SeatingShape | None = None,
        even: EvenSeats | None = None,
        anew: bool = False,
    ) -> None:
        def work() -> str:
            told = self._sitting
            if told is None:
                return ""
            seating.arrange(
                self._desk, told.dossier, told.meeting, shape=shape, even_seats=even, anew=anew
            )
            return said

        self._do(work, cursor=self._screen.cursor)

    def _do(self, work: Callable[[], str], *, cursor: int) -> None:
        try:
            did = doing(self._desk, work)
        except UserError as error:
            self._tell(str(error))
            return
        self._read(cursor)
        if did.said:
            self._done(did)

    def _draw(self, screen: SeatsScreen) -> None:
        self._screen = replace(screen, said=_said(screen))
        self._show(self._screen)


def _said(screen: SeatsScreen) -> str:
    """Return what the cursor is on, and what Enter does now."""
    if not screen.cards:
        return ""
    card = screen.cards[screen.cursor]
    if screen.held == FREE:
        return f"{card.says}。{'按回车拿起。' if card.name else ''}"
    held = screen.cards[screen.held]
    if screen.held == screen.cursor:
        return f"已拿起{held.name}。用方向键选座位，按回车放下，按 Esc 放回。"
    return f"{_would(held, card)}，按 Esc 放回。"


def _would(held: ChairCard, card: ChairCard) -> str:
    if card.name:
        return f"{card.says}。按回车，{held.name}和{card.name}对调"
    return f"{card.says}。按回车，{held.name}坐到这里"
