"""What the list of backups shows, and what is done with one. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from consultroom.frozen import Frozen, replace
from consultroom.services import backing_up, safekeeping
from consultroom.services.backing_up import BackupLine, Progress, StayedAsItWas
from consultroom.services.desk import Desk
from consultroom.ui.borrowing import Lender
from consultroom.ui.doing import Done
from consultroom.ui.states import State
from consultroom.ui.wording import clock, full_day

NONE = "点“现在备份”做第一份，再拷到U盘或者另一块硬盘上。"
OLD = 7  # days after which the latest backup is called old
Sit = Callable[[Desk], None]


class BackupRow(Frozen, kw_only=True):
    """One backup in the list.

    Attributes:
        verdict: what a check found; empty while it was not checked.
    """

    path: Path
    when: str
    why: str
    size: str
    verdict: str = ""
    state: State | None = None


class BackupsScreen(Frozen, kw_only=True):
    """The backups as they stand.

    Attributes:
        latest: how old the newest is, in a sentence.
        said: what came of what was asked for last.
        faults: what is wrong with the room, a sentence each.
    """

    rows: tuple[BackupRow, ...] = ()
    latest: str = ""
    said: str = ""
    state: State = State.DONE
    faults: tuple[str, ...] = ()
    folder: str = ""


class BackupsPresenter:
    """Makes, checks, carries away and restores backups.

    Args:
        lender: does long work on the room.
        desk: whose room now.
        sit: sits down at the room that was put back.
        show: draws a screen.
        done: told that another room is there now.
        tell: told why it is not.
    """

    def __init__(
        self,
        lender: Lender,
        desk: Callable[[], Desk],
        *,
        sit: Sit,
        show: Callable[[BackupsScreen], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
    ) -> None:
        self._done = done
        self._tell = tell
        self._lender = lender
        self._desk = desk
        self._sit = sit
        self._show = show
        self._verdicts: dict[Path, tuple[str, State]] = {}

    def enter(self) -> None:
        """Show the backups there are."""
        self._refresh()

    def _refresh(
        self, said: str = "", state: State = State.DONE, faults: tuple[str, ...] = ()
    ) -> None:
        desk = self._desk()
        listed = backing_up.listed(desk)
        self._show(
            BackupsScreen(
                rows=tuple(self._row(line) for line in listed),
                latest=latest_words(listed, desk.room.clock().replace(tzinfo=None)),
                said=said,
                state=state,
                faults=faults,
                folder=str(desk.room.folder / "backups"),
            )
        )

    def _row(self, line: BackupLine) -> BackupRow:
        row = BackupRow(
            path=line.path, when=when_words(line.at), why=line.why, size=size_words(line.size)
        )
        if line.path not in self._verdicts:
            return row
        verdict, state = self._verdicts[line.path]
        return replace(row, verdict=verdict, state=state)

    def _fail(self, sentence: str) -> None:
        self._refresh(sentence, State.LATE)

    def make(self) -> None:
        """Make a backup now."""

        def made(path: Path) -> None:
            self._verdicts[path] = "完好", State.DONE
            self._refresh("已备份，并且检查过是完好的。请再拷一份到U盘或者另一块硬盘。")

        self._lender.borrow(
            "正在备份…", lambda desk, _tell: backing_up.make(desk), made, self._fail
        )

    def examine(self, path: Path) -> None:
        """Check a backup."""

        def looked(found: backing_up.Soundness) -> None:
            self._verdicts[path] = "完好", State.DONE
            upto = f"，最后一次是{found.last}" if found.last else ""
            self._refresh(f"这份备份完好，里面有{found.acts}次操作{upto}。")

        def failed(sentence: str) -> None:
            self._verdicts[path] = "不能用", State.LATE
            self._fail(sentence)

        self._lender.borrow(
            "正在检查这份备份…",
            lambda desk, _tell: backing_up.examine(desk, path),
            looked,
            failed,
        )

    def check_room(self) -> None:
        """Look the whole room over."""

        def looked(found: safekeeping.Health) -> None:
            if found.faults:
                count = len(found.faults)
                self._refresh(f"发现{count}处问题：", State.LATE, (*found.faults, WHAT_NOW))
            else:
                self._refresh(f"资料夹完好。{found.counted}", faults=found.remarks)

        self._lender.borrow(
            "正在检查整个资料夹…", lambda desk, _tell: safekeeping.health(desk), looked, self._fail
        )

    def carry(self, path: Path, drive: Path) -> None:
        """Copy a backup and the attachments to a stick."""

        def work(desk: Desk, tell: Progress) -> Path:
            return backing_up.carry(desk, path, drive, progress=tell)

        def carried(folder: Path) -> None:
            self._refresh(f"已拷到“{folder}”，读回核对过。先安全弹出，再拔U盘。")

        self._lender.borrow("正在拷贝并读回核对…", work, carried, self._fail)

    def unfold(self, path: Path, folder: Path) -> None:
        """Make a room of a backup in a new folder."""

        def work(desk: Desk, _tell: Progress) -> None:
            backing_up.unfold(desk, path, folder)

        def made(_nothing: object) -> None:
            said = f"已恢复到“{folder}”。现在用的资料夹没有动。把那个文件夹拖进窗口就能打开看。"
            self._refresh(said)

        self._lender.borrow("正在恢复到新文件夹…", work, made, self._fail)

    def go_back(self, path: Path) -> None:
        """Save the room as it is, then put a backup in its place."""

        def work(desk: Desk, _tell: Progress) -> Desk | StayedAsItWas:
            backing_up.prepare(desk, path)
            try:
                return backing_up.go_back(desk, path)
            except StayedAsItWas as error:
                return error

        def changed(found: Desk | StayedAsItWas) -> None:
            if isinstance(found, StayedAsItWas):
                self._go_on(found.desk)
                self._tell(f"{found}资料夹没有动。")
            else:
                self._go_on(found)
                self._done(Done("已换成这份备份。换之前的资料也备份好了。"))

        self._lender.borrow("先备份现在的资料，再换成这份…", work, changed, self._fail)

    def _go_on(self, desk: Desk) -> None:
        """Sit down at a room that the worker has opened."""
        desk.room.take_over()
        self._sit(desk)


WHAT_NOW = "请不要再往里录，先把整个资料夹拷一份，再请人来看。"


def latest_words(listed: tuple[BackupLine, ...], now: datetime) -> str:
    """Return how old the newest backup is."""
    if not listed:
        return "还没有备份过。"
    days = (now.date() - listed[0].at.date()).days
    ago = "今天" if days <= 0 else "昨天" if days == 1 else f"{days}天前"
    return f"最近一次备份：{ago}。" + ("已经超过一周，请再备份一次。" if days > OLD else "")


def when_words(at: datetime) -> str:
    """Return when a backup was made."""
    return f"{full_day(at.date())} {clock(at.time())}"


def size_words(size: int) -> str:
    """Return bytes as a person counts them."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"
