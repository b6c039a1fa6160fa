"""What came in (收件): look at packs, take them in, take an import back. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from pathlib import Path

from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.ui.borrowing import Lender, Progress
from consultroom.ui.exchange.outbox import Slow, StickLine
from consultroom.ui.exchange.packs import PackLine, line_of, refused, said, taken
from consultroom.ui.states import State

ADVICE = "把交换包（.crpk）拖到这里，或者自己选；插上U盘以后，上面会有“从U盘收”。"
NONE_TAKEN = "还没有导入过交换包。"
NONE_REFUSED = "没有被拒绝的文件。损坏、伪造或不是给本单位的包会放到这里，并写明原因。"


class Shelf(Enum):
    """The three lists of what came in."""

    WAITING = "waiting"
    TAKEN = "taken"
    REFUSED = "refused"


class InboxScreen(Frozen, kw_only=True):
    """The page as it stands.

    Attributes:
        stick: the one removable drive that is plugged in, or None.
    """

    shelf: Shelf = Shelf.WAITING
    waiting: tuple[PackLine, ...] = ()
    taken: tuple[PackLine, ...] = ()
    refused: tuple[PackLine, ...] = ()
    sentence: str = ""
    stick: StickLine | None = None

    @property
    def lines(self) -> tuple[PackLine, ...]:
        """The packs of the list in front."""
        lists = {Shelf.WAITING: self.waiting, Shelf.TAKEN: self.taken, Shelf.REFUSED: self.refused}
        return lists[self.shelf]

    @property
    def ready(self) -> int:
        """How many can be taken in."""
        return sum(line.ready for line in self.waiting)

    @property
    def spent(self) -> int:
        """How many can only be put away."""
        return sum(line.is_spent for line in self.waiting)

    @property
    def act(self) -> str:
        """What the button for all of them says; empty when there is nothing to do."""
        if self.ready:
            return f"全部导入（{self.ready}）"
        return f"移走不用导入的（{self.spent}）" if self.spent else ""

    @property
    def advice(self) -> str:
        """What to do where the list in front is empty."""
        words = {Shelf.WAITING: ADVICE, Shelf.TAKEN: NONE_TAKEN, Shelf.REFUSED: NONE_REFUSED}
        return words[self.shelf]


class _Look(Frozen):
    """What the worker read of the room."""

    previews: tuple[PackLine, ...]
    taken: tuple[PackLine, ...]
    refused: tuple[PackLine, ...]
    seen: tuple[object, ...]
    ran: str = ""


class InboxPresenter:
    """Brings packs in, shows what they would change, and takes them in.

    Args:
        lender: does long work on the room.
        show: draws a screen.
        toast: says what was done.
        heard: asks for the short code that the other side reads out; empty to go back.
        slow: runs work that needs no room off the GUI thread.
        changed: told that the room is other than before.
    """

    def __init__(
        self,
        lender: Lender,
        *,
        show: Callable[[InboxScreen], None],
        toast: Callable[[str], None],
        heard: Callable[[str], str],
        slow: Slow,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._lender = lender
        self._show = show
        self._toast = toast
        self._heard = heard
        self._slow = slow
        self._changed = changed
        self._screen = InboxScreen()
        self._seen: tuple[object, ...] | None = None

    def enter(self, desk: Desk) -> None:
        """Show how things stand; packs that were looked at are not looked at again."""
        now = _standing(desk)
        if now == self._seen:
            self._draw(self._screen)
        elif len(now) > 1:
            self._run("正在查看收到的交换包…", lambda *_: "", Shelf.WAITING)
        else:
            self._came(_Look((), taken(desk), refused(desk), now), self._screen.shelf)

    def look_for_sticks(self) -> None:
        """Find the drive that is plugged in, off the GUI thread; of several none is offered."""
        from consultroom.services import handing_over

        self._slow(handing_over.plugged_in, self._found, lambda _why: self._found(()))

    def _found(self, sticks: object) -> None:
        found = sticks if isinstance(sticks, tuple) else ()
        lines = [StickLine(folder=one.folder, label=one.label) for one in found]
        stick = lines[0] if len(lines) == 1 else None
        if stick != self._screen.stick:
            self._draw(replace(self._screen, stick=stick))

    def choose(self, shelf: Shelf) -> None:
        """Turn to another list."""
        self._draw(replace(self._screen, shelf=shelf, sentence=""))

    def bring(self, places: Sequence[Path]) -> None:
        """Copy packs in, from files or folders, and look at them."""
        from consultroom.services.exchanging import inbox

        def work(desk: Desk, _progress: Progress) -> str:
            inbox.bring_in(desk, places)
            return ""

        self._run("正在拷入并核对…", work, Shelf.WAITING)

    def take(self, keys: Iterable[str] | None = None) -> None:
        """Take packs in, the named or all that wait."""
        chosen = [line for line in self._screen.waiting if keys is None or line.key in set(keys)]
        files = [Path(line.key) for line in sorted(chosen, key=lambda line: not line.ready)]
        shelf = Shelf.TAKEN if any(line.ready for line in chosen) else self._where_put(chosen)
        self._run("正在导入…", lambda desk, tell: _take(desk, files, tell), shelf)

    @staticmethod
    def _where_put(chosen: Iterable[PackLine]) -> Shelf:
        """Return the list in which one sees what became of packs that are only put away."""
        refused = any(line.state is State.LATE for line in chosen)
        return Shelf.REFUSED if refused else Shelf.WAITING

    def take_back(self, key: str) -> None:
        """Take an import back; its pack waits again."""
        from consultroom.services.exchanging import importing

        def work(desk: Desk, _progress: Progress) -> str:
            pack = importing.take_back(desk, key)
            return f"已撤销导入“{Path(pack.file).name}”，资料恢复到导入前，包放回待导入。"

        self._run("正在撤销导入…", work, Shelf.WAITING)

    def admit(self, key: str) -> None:
        """Believe a computer that asks to join, once its short code was compared."""
        from consultroom.services.exchanging import enrolling

        line = next(line for line in self._screen.waiting if line.key == key)
        heard = self._heard(line.who)
        if not heard:
            return

        def work(desk: Desk, _progress: Progress) -> str:
            enrolling.admit(desk, Path(key), heard=heard)
            return f"已准许“{line.who}”入网，它的包现在可以导入。"

        self._run("正在登记…", work, Shelf.WAITING)

    # -- running --------------------------------------------------------------------------------

    def _run(self, says: str, work: Callable[[Desk, Progress], str], shelf: Shelf) -> None:
        def whole(desk: Desk, progress: Progress) -> _Look:
            ran = work(desk, progress)
            return _look(desk, progress, ran)

        self._lender.borrow(says, whole, lambda look: self._came(look, shelf), self._failed)

    def _came(self, look: _Look, shelf: Shelf) -> None:
        self._seen = look.seen
        self._draw(_told(look, shelf, stick=self._screen.stick))
        if look.ran:
            self._toast(look.ran)
        self._changed()

    def _failed(self, sentence: str) -> None:
        """Say why, over what is there now."""

        def came(look: _Look) -> None:
            screen = self._screen
            self._draw(replace(_told(look, screen.shelf, stick=screen.stick), sentence=sentence))

        def gave_up(_again: str) -> None:
            self._draw(replace(self._screen, sentence=sentence))

        self._lender.borrow(
            "正在查看…", lambda desk, progress: _look(desk, progress, ""), came, gave_up
        )

    def _draw(self, screen: InboxScreen) -> None:
        self._screen = screen
        self._show(screen)


def _told(look: _Look, shelf: Shelf, *, stick: StickLine | None) -> InboxScreen:
    return InboxScreen(
        shelf=shelf, waiting=look.previews, taken=look.taken, refused=look.refused, stick=stick
    )


# -- on the worker's thread ------------------------------------------------------------------------


def _standing(desk: Desk) -> tuple[object, ...]:
    from consultroom.services.exchanging import inbox

    return (desk.room.last_seq, *inbox.waiting(desk))


def _look(desk: Desk, progress: Progress, ran: str) -> _Look:
    from consultroom.services.exchanging import inbox, previewing
    from consultroom.services.exchanging.opening import Gate

    gate, files = Gate(desk), inbox.waiting(desk)
    lines = []
    for number, file in enumerate(files):
        progress(number, len(files))
        lines.append(line_of(previewing.preview(gate, file)))
    return _Look(tuple(lines), taken(desk), refused(desk), _standing(desk), ran)


def _take(desk: Desk, files: Sequence[Path], progress: Progress) -> str:
    from consultroom.services.exchanging import importing

    return said(importing.take(desk, files, tell=progress))
