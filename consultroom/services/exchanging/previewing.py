"""The preview of a pack (预览): in plain words what it would change, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from consultroom.domain.catalogue import KIND_OF_TABLE
from consultroom.domain.conflicts import Conflict
from consultroom.domain.records import Coded
from consultroom.domain.stamps import StampedRow
from consultroom.exchange.chain import missing
from consultroom.exchange.manifest import BadPack, Manifest
from consultroom.exchange.merge import Outcome
from consultroom.exchange.reading import Staged
from consultroom.exchange.refusals import NoSpace, UnknownSigner
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.exchanging import inbox
from consultroom.services.exchanging.acknowledging import strange_acks
from consultroom.services.exchanging.arriving import Arrival, Arrivals, arrivals
from consultroom.services.exchanging.opening import (
    AlreadyTaken,
    Forked,
    Gate,
    Held,
    Stopped,
    opened,
    ranges_told,
)
from consultroom.services.exchanging.partners import name_of
from consultroom.services.field_words import shown, word_for
from consultroom.store.travel import UnfitRow

MOST_CHANGES: Final = 300  # told one by one; the counts are of all
_DRIFT: Final = timedelta(hours=24)


class Standing(Coded):
    """Whether a pack can be taken in (能否导入)."""

    READY = "ready", "可以导入"
    HELD = "held", "等别的包"
    ASKS = "asks", "申请入网"
    REPEATED = "repeated", "已经导入过"
    REFUSED = "refused", "不能导入"


class FieldChange(Frozen):
    """One field as a person reads it: what it is called, before and after."""

    word: str
    before: str
    after: str


class RecordChange(Frozen):
    """One record that would be new or other than before.

    Attributes:
        outcome: new or changed.
        word: what its kind is called, ``议题``.
        gone: whether it is deleted by this.
    """

    outcome: Outcome
    table: str
    record_id: str
    word: str
    title: str
    fields: tuple[FieldChange, ...] = ()
    gone: bool = False

    @property
    def sentence(self) -> str:
        """The change as one line."""
        named = f"{self.word}“{self.title}”" if self.title != self.word else self.word
        if self.gone:
            return f"删除{named}"
        if self.outcome is Outcome.NEW:
            return f"新增{named}"
        told = "；".join(f"{one.word}：{one.before} → {one.after}" for one in self.fields)
        return f"修改{named}：{told}" if told else f"更新{named}"


class TableCount(Frozen):
    """How many records of one kind a pack holds, and what becomes of them."""

    table: str
    word: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    held: int = 0


class Preview(Frozen, kw_only=True):
    """One pack of the inbox before it is taken in.

    Attributes:
        file: where it lies.
        sentence: why it cannot be taken in now, or empty.
        manifest: what it says, or None when that could not be believed.
        code: short code of the computer that asks to join, to be compared by telephone.
        tables: the counts by kind; their sums are the manifest's rows.
        changes: the first of the changes in plain words.
        conflicts: fields that both sides wrote, which a person will have to settle.
        missing: numbers of packs that lack before this one, as ranges.
        cautions: sentences worth reading before going on.
    """

    file: Path
    standing: Standing
    sentence: str = ""
    manifest: Manifest | None = None
    unit_name: str = ""
    size: int = 0
    code: str = ""
    tables: tuple[TableCount, ...] = ()
    changes: tuple[RecordChange, ...] = ()
    conflicts: int = 0
    missing: tuple[tuple[int, int], ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        """How many records would be new."""
        return sum(one.new for one in self.tables)

    @property
    def changed(self) -> int:
        """How many records would be other than before."""
        return sum(one.changed for one in self.tables)

    @property
    def unchanged(self) -> int:
        """How many records are here already."""
        return sum(one.unchanged for one in self.tables)

    @property
    def told(self) -> tuple[tuple[str, int], ...]:
        """The changes as lines, each once with how many records it tells of, in order."""
        return tuple(Counter(change.sentence for change in self.changes).items())

    @property
    def held(self) -> int:
        """How many records wait: those of a held pack, and of tables this version lacks."""
        return sum(one.held for one in self.tables)


def previews(desk: Desk, files: Iterable[Path] | None = None) -> tuple[Preview, ...]:
    """Look at packs of the inbox, all or the named ones; nothing is changed or moved.

    Raises:
        UserError: the disk is full; a file that cannot be read is told as one that is refused.
    """
    some = inbox.waiting(desk) if files is None else tuple(files)
    gate = Gate(desk)
    return tuple(preview(gate, file) for file in some)


def preview(gate: Gate, file: Path) -> Preview:
    """Look at one pack."""
    size = file.stat().st_size if file.is_file() else 0
    try:
        with opened(gate, file) as staged:
            return _of_staged(gate.desk, file, staged)
    except NoSpace:
        raise
    except Stopped as stopped:
        return _of_stopped(gate.desk, file, stopped, size)
    except UnknownSigner as error:
        card = error.card
        return Preview(
            file=file,
            standing=Standing.ASKS if card else Standing.REFUSED,
            sentence=str(error),
            unit_name=card.name if card else "",
            code=card.code if card else "",
            size=size,
        )
    except (BadPack, UnfitRow) as error:
        return Preview(file=file, standing=Standing.REFUSED, sentence=str(error), size=size)


def _of_stopped(desk: Desk, file: Path, stopped: Stopped, size: int) -> Preview:
    standing = {AlreadyTaken: Standing.REPEATED, Held: Standing.HELD, Forked: Standing.REFUSED}
    kind = standing[type(stopped)]
    manifest = stopped.manifest
    tables: tuple[TableCount, ...] = ()
    if kind is Standing.HELD:
        tables = tuple(
            TableCount(table, _word(table), held=rows) for table, rows in manifest.tables.items()
        )
    return Preview(
        file=file,
        standing=kind,
        sentence=str(stopped),
        manifest=manifest,
        unit_name=name_of(desk, manifest.unit),
        size=size,
        tables=tables,
        missing=stopped.missing if isinstance(stopped, Held) else (),
    )


@dataclass(slots=True)
class _Tally:
    """Counts and the first changes, as rows pass by."""

    desk: Desk
    counts: dict[str, Counter[Outcome]] = field(default_factory=dict)
    changes: list[RecordChange] = field(default_factory=list)

    def add(self, table: str, batch: list[Arrival]) -> None:
        counter = self.counts.setdefault(table, Counter())
        for arrival in batch:
            outcome = arrival.merged.outcome
            counter[outcome] += 1
            if outcome is not Outcome.UNCHANGED and len(self.changes) < MOST_CHANGES:
                self.changes.append(_told(self.desk, arrival))

    def hold(self, coming: Arrivals) -> None:
        for row in coming.unknown:
            self.counts.setdefault(row.table, Counter())[Outcome.HELD] += 1

    def tables(self) -> tuple[TableCount, ...]:
        return tuple(
            TableCount(
                table,
                _word(table),
                new=counter[Outcome.NEW],
                changed=counter[Outcome.CHANGED],
                unchanged=counter[Outcome.UNCHANGED],
                held=counter[Outcome.HELD],
            )
            for table, counter in self.counts.items()
        )


def _of_staged(desk: Desk, file: Path, staged: Staged) -> Preview:
    manifest = staged.manifest
    coming = arrivals(desk, manifest, desk.room.stamped_rows)
    tally = _Tally(desk)
    for table, batch in coming.batches(staged.rows()):
        tally.add(table, batch)
    tally.hold(coming)
    lost = [one for _, batch in coming.conflict_rows() for one in batch]
    chain = [p.seq for p in desk.room.packs.received(node=manifest.node)]
    gaps = tuple(missing([*chain, manifest.seq]))
    return Preview(
        file=file,
        standing=Standing.READY,
        manifest=manifest,
        unit_name=name_of(desk, manifest.unit),
        size=staged.size,
        tables=tally.tables(),
        changes=tuple(tally.changes),
        conflicts=sum(one.merged.outcome is Outcome.NEW for one in lost),
        missing=gaps,
        cautions=tuple(_cautions(desk, manifest, gaps)),
    )


def _cautions(desk: Desk, manifest: Manifest, gaps: tuple[tuple[int, int], ...]) -> Iterable[str]:
    if gaps:
        yield f"没有收到{'、'.join(ranges_told(gaps))}，其中的内容已包含在这个包里。"
    if strange_acks(desk, manifest.unit, manifest.acks):
        yield (
            "对方收到过不是本机导出的包：本资料夹可能在别的电脑上也有一份。"
            "请确认只用一份；本机下次导出时选“导出全部内容”。"
        )
    drift = manifest.made_at - desk.room.clock()
    if drift > _DRIFT:
        yield f"对方电脑的日期不对（{_day(manifest.made_at)}），请提醒对方校准时钟。"


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _word(table: str) -> str:
    kind = KIND_OF_TABLE.get(table)
    return kind.word if kind else f"新版内容（{table}）"


def _told(desk: Desk, arrival: Arrival) -> RecordChange:
    row, before = arrival.merged.row, arrival.before
    kind = KIND_OF_TABLE[row.table]
    record = desk.room.record_of(row)
    if isinstance(record, Conflict):
        title = kind.word
    else:
        title = str(getattr(record, kind.title)) if kind.title else kind.word
    return RecordChange(
        outcome=arrival.merged.outcome,
        table=row.table,
        record_id=row.id,
        word=kind.word,
        title=title or kind.word,
        fields=_fields(desk, before, record, row) if before else (),
        gone=row.deleted and (before is None or not before.deleted),
    )


def _fields(
    desk: Desk, before: StampedRow, record: Any, row: StampedRow
) -> tuple[FieldChange, ...]:
    old = desk.room.record_of(before)
    names = [name for name in row.values if row.values[name] != before.values.get(name)]
    return tuple(
        FieldChange(
            word_for(row.table, name), shown(getattr(old, name)), shown(getattr(record, name))
        )
        for name in names
        if getattr(old, name) != getattr(record, name)
    )
