"""Packs as lines of the lists of 收件, and what became of them in words. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.ui.exchange.words import counts_words, held_words, moment_words, month_words
from consultroom.ui.states import State

if TYPE_CHECKING:
    from consultroom.services.exchanging.importing import Run
    from consultroom.services.exchanging.previewing import Preview

ASKS = "这台电脑申请入网。请打电话给它的联络员，请对方念短码，再点“核对短码，准许入网”。"
STATES = {
    "ready": State.ACTIVE,
    "held": State.DUE,
    "asks": State.DUE,
    "repeated": State.DONE,
    "refused": State.LATE,
}


class PackLine(Frozen, kw_only=True):
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
    def is_counted(self) -> bool:
        """Whether it was looked into so far that there is something to count."""
        numbers = self.new, self.changed, self.unchanged, self.held
        return self.ready or self.can_undo or any(numbers)

    @property
    def is_spent(self) -> bool:
        """Whether nothing is to be taken in, now or later: it was, or it is refused."""
        return self.state in (State.DONE, State.LATE)

    @property
    def counts(self) -> str:
        """The counts in words."""
        return counts_words(
            new=self.new, changed=self.changed, unchanged=self.unchanged, held=self.held
        )


def said(run: Run) -> str:
    """Return what became of packs, in one sentence."""
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


def line_of(preview: Preview) -> PackLine:
    """Return the line of a pack that waits."""
    manifest = preview.manifest
    standing = preview.standing
    ready = standing.code == "ready"
    sentence = ASKS if standing.code == "asks" else preview.sentence
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
        cautions=(*preview.cautions, *held_words(preview.held)),
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


def taken(desk: Desk) -> tuple[PackLine, ...]:
    """Return the packs that were taken in, the latest first."""
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
            cautions=held_words(pack.held),
            can_undo=bool(pack.act),
        )
        for pack in reversed(desk.room.packs.received())
    )


def refused(desk: Desk) -> tuple[PackLine, ...]:
    """Return the files that were put aside, with the reason."""
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
