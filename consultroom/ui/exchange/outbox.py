"""What goes out (报出): choose, look at the stick, write, read back, pull out. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.ui.borrowing import Lender, Progress
from consultroom.ui.exchange import outgoing
from consultroom.ui.exchange.outgoing import Check
from consultroom.ui.exchange.words import size_words

if TYPE_CHECKING:
    from consultroom.services.handing_over import HandedOver, StickView

NO_MONTH = ("", "不按月报")
STEPS = (
    ("选内容", "交给谁、报哪个月"),
    ("查U盘", "空间、来历不明的文件"),
    ("写入", "写完读回来核对"),
    ("拔出U盘", "连登记表一起交接"),
)
NO_STICK = "请插入U盘，插好后会自动列在这里。也可以点“选文件夹”。"
NOBODY = "还没有入网，没有可以交换的单位。请先到上面的“入网与回执”办好入网，再来报出。"
AGAIN = "包已经做好，没有丢。请重新插好或者换一个U盘，再点“写到U盘”。"


class StickLine(Frozen, kw_only=True):
    """A place to write to."""

    folder: Path
    label: str
    free: str = ""
    removable: bool = True
    writable: bool = True


class FileLine(Frozen, kw_only=True):
    """One file that is on the stick now."""

    name: str
    size: str
    told: str


class OutboxScreen(Frozen, kw_only=True):
    """The page as it stands.

    Attributes:
        units: code and name of whom packs can be written for; none where nobody has joined.
        last: when something was exported last; ``goes`` and ``stays`` what would go and what not.
        place: chosen to write to; ``checks`` what was found there.
        pending: packs that are made and not yet on a stick.
        says: once everything is written: that the stick may be pulled out.
    """

    units: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    months: tuple[tuple[str, str], ...] = ()
    period: str = ""
    nil: bool = False
    asks_nil: bool = True
    last: str = ""
    goes: str = ""
    stays: str = ""
    sticks: tuple[StickLine, ...] = ()
    place: StickLine | None = None
    checks: tuple[Check, ...] = ()
    pending: int = 0
    files: tuple[FileLine, ...] = ()
    says: str = ""
    sentence: str = ""

    @property
    def step(self) -> int:
        """Which of the steps is to be done, from 0."""
        if self.says:
            return 3
        return 2 if self._fits else 1 if self.units else 0

    @property
    def ready(self) -> bool:
        """Whether it can be written."""
        return bool(self.units) and self._fits

    @property
    def _fits(self) -> bool:
        return self.place is not None and self.place.writable


Slow = Callable[[Callable[[], object], Callable[[object], None], Callable[[str], None]], None]


class OutboxPresenter:
    """Makes packs and puts them on a stick.

    A pack is made in the room's own folder first. What fails on the stick leaves it there, and
    the next stick gets the same one.

    Args:
        lender: does long work on the room.
        slow: runs work that needs no room off the GUI thread.
        show: draws a screen.
        print_pdf: prints a paper: its title and bytes.
    """

    def __init__(
        self,
        lender: Lender,
        *,
        slow: Slow,
        show: Callable[[OutboxScreen], None],
        print_pdf: Callable[[str, bytes], None],
    ) -> None:
        self._lender = lender
        self._slow = slow
        self._show = show
        self._print_pdf = print_pdf
        self._screen = OutboxScreen()
        self._pending: tuple[Path, ...] = ()
        self._handed: HandedOver | None = None
        self._caution = ""
        self._looking = False

    def enter(self, desk: Desk) -> None:
        """Show how things stand now."""
        units = outgoing.units(desk)
        kept = self._screen.unit if self._screen.unit in dict(units) else ""
        months = outgoing.months_offered(desk.today)
        self._draw(
            replace(
                self._screen,
                units=units,
                unit=kept or (units[0][0] if units else ""),
                months=(*months, NO_MONTH),
                period=self._screen.period or months[1][0],
                last=outgoing.last(desk),
                stays=outgoing.stays(desk),
            )
        )
        self._tell_what_goes(desk)

    def _tell_what_goes(self, desk: Desk) -> None:
        from consultroom.services.exchanging.partners import above

        up = self._screen.unit == above(desk)
        goes = outgoing.goes(desk, self._screen.unit)
        self._draw(replace(self._screen, goes=goes, asks_nil=up, nil=self._screen.nil and up))

    # -- what ------------------------------------------------------------------------------------

    def choose_unit(self, desk: Desk, unit: str) -> None:
        """Write for another organisation; packs made for the one before are not used."""
        self._forget()
        self._draw(replace(self._screen, unit=unit))
        self._tell_what_goes(desk)

    def choose_period(self, period: str) -> None:
        """Report another month."""
        self._forget()
        self._draw(replace(self._screen, period=period, nil=self._screen.nil and bool(period)))

    def state_nil(self, *, on: bool) -> None:
        """State that there was nothing to report."""
        self._forget()
        self._draw(replace(self._screen, nil=on))

    def _forget(self) -> None:
        self._pending, self._handed, self._caution = (), None, ""
        self._screen = replace(self._screen, pending=0, says="", files=(), sentence="")

    # -- where -----------------------------------------------------------------------------------

    def look_for_sticks(self) -> None:
        """Find the drives that are plugged in, off the GUI thread."""
        from consultroom.services import handing_over

        if not self._looking:
            self._looking = True
            self._slow(handing_over.plugged_in, self._found, lambda _why: self._found(()))

    def _found(self, sticks: object) -> None:
        self._looking = False
        if not isinstance(sticks, tuple):
            return
        lines = tuple(
            StickLine(folder=one.folder, label=one.label, free=f"剩余 {size_words(one.free)}")
            for one in sticks
        )
        if lines == self._screen.sticks:
            return
        before = {line.folder for line in self._screen.sticks}
        self._screen = replace(self._screen, sticks=lines)
        place = self._screen.place
        now = {line.folder for line in lines}
        if place is not None and place.folder in before and place.folder not in now:
            self._pulled()
        elif place is None and len(lines) == 1:
            self.choose_place(lines[0].folder)
        else:
            self._draw(self._screen)

    def _pulled(self) -> None:
        says = self._screen.says
        self._forget()
        said = "U盘已拔出，可以交给对方了。" if says else "U盘已拔出。"
        self._draw(replace(self._screen, place=None, checks=(), sentence=said))

    def choose_place(self, folder: Path) -> None:
        """Look at a stick, or a folder chosen by hand, before anything is written there."""
        from consultroom.services import handing_over

        self._slow(lambda: handing_over.look_at(folder), self._looked, self._unfit)

    def _looked(self, found: object) -> None:
        view: StickView = found  # type: ignore[assignment]  # what look_at returned
        stick = view.stick
        line = StickLine(
            folder=stick.folder,
            label=stick.label if stick.removable else str(stick.folder),
            free=f"剩余 {size_words(stick.free)}",
            removable=stick.removable,
            writable=not stick.read_only,
        )
        self._draw(
            replace(
                self._screen,
                place=line,
                checks=outgoing.checks_of(view),
                sentence="",
                says="",
                files=(),
            )
        )

    def _unfit(self, why: str) -> None:
        self._draw(replace(self._screen, place=None, checks=(), sentence=why))

    # -- writing ---------------------------------------------------------------------------------

    def write(self) -> None:
        """Make the packs unless they are made, put them there, and read them back."""
        screen = self._screen
        if screen.place is None or not screen.units:
            return
        to, made = screen.place.folder, self._pending

        def work(desk: Desk, progress: Progress) -> HandedOver:
            from consultroom.services import handing_over

            files = made
            if not files:
                files, self._caution = _export(desk, screen, progress)
            self._pending = files
            total = 2 * sum(file.stat().st_size for file in files if file.is_file())
            behind = 0

            def tell(count: int) -> None:
                nonlocal behind
                behind += count
                progress(min(behind, total), total)

            progress(0, total)
            return handing_over.hand_over(desk, files, to, tell=tell)

        self._lender.borrow(f"正在写到“{screen.place.label}”…", work, self._written, self._failed)

    def _written(self, handed: HandedOver) -> None:
        self._pending, self._handed = (), handed
        files = tuple(
            FileLine(
                name=one.name,
                size=size_words(one.size),
                told="原已写好" if one.was_there else "读回无误",
            )
            for one in handed.files
        )
        last = "刚刚导出过。"
        says = handed.says if handed.view.stick.removable else "全部写好并核对无误。"
        self._draw(
            replace(
                self._screen,
                files=files,
                says=says,
                sentence=self._caution,
                pending=0,
                last=last,
                nil=False,
            )
        )

    def _failed(self, why: str) -> None:
        pending = len(self._pending)
        told = f"{why}{AGAIN}" if pending else why
        self._draw(replace(self._screen, sentence=told, pending=pending, says="", files=()))

    def print_register(self) -> None:
        """Print the register to be signed at the hand-over."""
        from consultroom.services import handing_over

        handed = self._handed
        if handed is not None:
            self._lender.borrow(
                "正在排版…",
                lambda desk, _progress: handing_over.register_pdf(desk, handed.handover),
                lambda pdf: self._print_pdf("数据交接登记表", pdf),
                self._failed,
            )

    def _draw(self, screen: OutboxScreen) -> None:
        self._screen = screen
        self._show(screen)


# -- on the worker's thread ------------------------------------------------------------------------


def _export(desk: Desk, screen: OutboxScreen, progress: Progress) -> tuple[tuple[Path, ...], str]:
    """Make the packs in the room's own folder, on the worker's thread; return what to tell too."""
    from consultroom.services.exchanging.exporting import Wish, export, export_below

    folder = desk.room.folder / "outbox"
    folder.mkdir(exist_ok=True)
    wish = Wish(period=screen.period, nil=screen.nil)
    if screen.unit == outgoing.EVERYBODY:
        done = export_below(desk, folder, wish, tell=progress)
    else:
        done = (export(desk, folder, replace(wish, to=screen.unit), tell=progress),)
    files = tuple(folder / pack.name for one in done for pack in one.packs)
    return files, "".join(one.caution for one in done)
