"""What came in (收件): look at packs, take them in, take an import back. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.services.desk import Desk
from consultroom.ui.borrowing import Lender, Progress
from consultroom.ui.exchange.words import counts_words, moment_words, month_words
from consultroom.ui.states import State

if TYPE_CHECKING:
    from consultroom.services.exchanging.importing import Run
    from consultroom.services.exchanging.previewing import Preview

ADVICE = "把U盘上的交换包（.crpk）或整个文件夹拖到这里，或者点“选择文件”“选择文件夹”。"
NONE_TAKEN = "还没有导入过交换包。"
NONE_REFUSED = "没有被拒绝的文件。损坏、伪造或不是给本单位的包会放到这里，并写明原因。"


class Shelf(Enum):
    """The three lists of what came in."""

    WAITING = "waiting"
    TAKEN = "taken"
    REFUSED = "refused"


STATES = {
    "ready": State.ACTIVE,
    "held": State.DUE,
    "asks": State.DUE,
    "repeated": State.DONE,
    "refused": State.LATE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLine:
    """One pack in a list.

    Attributes:
        key: the file, or the hash of one that was taken in.
        who: the sender; the file's name where that is not known.
        word: whether it can be taken in, and ``state`` beside it.
        sentence: why not, or what becomes of it.
        changes: in plain words, the first of them.
        code: short code to be compared by telephone, of a computer that asks to join.
        can_undo: whether its import can be taken back.
    """

    key: str
    file: str
    who: str
    period: str = ""
    word: str
    state: State
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    held: int = 0
    sentence: str = ""
    cautions: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    code: str = ""
    ready: bool = False
    can_undo: bool = False

    @property
    def counts(self) -> str:
        """The counts in words."""
        return counts_words(
            new=self.new, changed=self.changed, unchanged=self.unchanged, held=self.held
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxScreen:
    """The page as it stands."""

    shelf: Shelf = Shelf.WAITING
    waiting: tuple[PackLine, ...] = ()
    taken: tuple[PackLine, ...] = ()
    refused: tuple[PackLine, ...] = ()
    sentence: str = ""

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
    def advice(self) -> str:
        """What to do where the list in front is empty."""
        words = {Shelf.WAITING: ADVICE, Shelf.TAKEN: NONE_TAKEN, Shelf.REFUSED: NONE_REFUSED}
        return words[self.shelf]


@dataclass(frozen=True, slots=True)
class _Look:
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
        changed: told that the room is other than before.
    """

    def __init__(
        self,
        lender: Lender,
        *,
        show: Callable[[InboxScreen], None],
        toast: Callable[[str], None],
        heard: Callable[[str], str],
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._lender = lender
        self._show = show
        self._toast = toast
        self._heard = heard
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
            self._came(_Look((), _taken(desk), _refused(desk), now), self._screen.shelf)

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
        self._run("正在导入…", lambda desk, tell: _take(desk, files, tell), Shelf.TAKEN)

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
        self._draw(
            InboxScreen(shelf=shelf, waiting=look.previews, taken=look.taken, refused=look.refused)
        )
        if look.ran:
            self._toast(look.ran)
        self._changed()

    def _failed(self, sentence: str) -> None:
        """Say why, over what is there now."""

        def came(look: _Look) -> None:
            self._draw(
                InboxScreen(
                    shelf=self._screen.shelf,
                    waiting=look.previews,
                    taken=look.taken,
                    refused=look.refused,
                    sentence=sentence,
                )
            )

        def gave_up(_again: str) -> None:
            self._draw(replace(self._screen, sentence=sentence))

        self._lender.borrow(
            "正在查看…", lambda desk, progress: _look(desk, progress, ""), came, gave_up
        )

    def _draw(self, screen: InboxScreen) -> None:
        self._screen = screen
        self._show(screen)


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
        lines.append(_line(previewing.preview(gate, file)))
    return _Look(tuple(lines), _taken(desk), _refused(desk), _standing(desk), ran)


def _take(desk: Desk, files: Sequence[Path], progress: Progress) -> str:
    from consultroom.services.exchanging import importing

    return _said(importing.take(desk, files, tell=progress))


def _said(run: Run) -> str:
    packs = [done.pack for done in run.imported]
    held, refused = len(run.held), len(run.refused)
    conflicts = sum(done.conflicts for done in run.imported)
    counts = counts_words(
        new=sum(pack.new for pack in packs),
        changed=sum(pack.changed for pack in packs),
        unchanged=sum(pack.unchanged for pack in packs),
        held=sum(pack.held for pack in packs),
    )
    told = [f"已导入 {len(packs)} 个包：{counts}"] if packs else []
    told += [f"{conflicts} 处冲突等人处理"] if conflicts else []
    told += [f"{held} 个包要等别的包"] if held else []
    told += [f"{refused} 个包不能导入，原因见“拒收”"] if refused else []
    return "；".join(told or ["这些包以前都导入过"]) + "。"


def _line(preview: Preview) -> PackLine:
    manifest = preview.manifest
    standing = preview.standing
    ready = standing.code == "ready"
    sentence = preview.sentence
    if ready and preview.conflicts:
        sentence = f"有 {preview.conflicts} 处两边都改过，导入后到“冲突”里处理。"
    return PackLine(
        key=str(preview.file),
        file=preview.file.name,
        who=preview.unit_name or preview.file.name,
        period=_period(manifest.period, nil=manifest.nil) if manifest else "",
        word=standing.label,
        state=STATES[standing.code],
        new=preview.new,
        changed=preview.changed,
        unchanged=preview.unchanged,
        held=preview.held,
        sentence=sentence,
        cautions=preview.cautions,
        changes=tuple(_changes(preview)),
        code=preview.code,
        ready=ready,
    )


def _changes(preview: Preview) -> Iterator[str]:
    """Yield the changes in plain words; what reads the same is told once with its number."""
    for says, count in preview.told:
        yield f"{says}（{count} 条）" if count > 1 else says
    if more := preview.new + preview.changed - len(preview.changes):
        yield f"……还有 {more} 条，没有逐条列出。"


def _period(period: str, *, nil: bool) -> str:
    return month_words(period) + ("（零报告）" if nil else "")


def _taken(desk: Desk) -> tuple[PackLine, ...]:
    from consultroom.services.exchanging.partners import name_of

    return tuple(
        PackLine(
            key=pack.hash,
            file=Path(pack.file).name,
            who=name_of(desk, pack.unit),
            period=_period(pack.period, nil=bool(pack.nil)),
            word="已导入",
            state=State.DONE,
            new=pack.new,
            changed=pack.changed,
            unchanged=pack.unchanged,
            held=pack.held,
            sentence=f"{moment_words(pack.taken_at)} 导入，第{pack.seq}号包。{pack.note}",
            can_undo=bool(pack.act),
        )
        for pack in reversed(desk.room.packs.received())
    )


def _refused(desk: Desk) -> tuple[PackLine, ...]:
    from consultroom.services.exchanging import inbox

    return tuple(
        PackLine(
            key=str(one.file),
            file=one.file.name,
            who=one.file.name,
            word="拒收",
            state=State.LATE,
            sentence=one.sentence,
        )
        for one in inbox.quarantined(desk)
    )
