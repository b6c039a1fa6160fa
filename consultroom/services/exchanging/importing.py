"""Importing (导入): a pack is one act; a backup goes before, the archive comes after.

Files of a pack are in the room before its rows are: a crash between leaves files nothing points to,
never rows without their files. A crash after the rows leaves the pack in the inbox, where it is
recognised as taken in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from consultroom.exchange.manifest import BadPack
from consultroom.exchange.merge import Outcome
from consultroom.exchange.reading import Staged
from consultroom.exchange.refusals import NoSpace, UnknownSigner, UnreadableFile
from consultroom.services.desk import Desk
from consultroom.services.exchanging import inbox, promoting
from consultroom.services.exchanging.arriving import Arrival, arrivals
from consultroom.services.exchanging.opening import AlreadyTaken, Gate, Held, opened
from consultroom.store.acts import Act
from consultroom.store.packs import PackIn
from consultroom.store.reversal import CannotUndo
from consultroom.store.travel import UnfitRow

ACT = "导入交换包"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One pack that was taken in.

    Attributes:
        pack: as the register has it, with the counts.
        conflicts: values that lost to others and wait for a person.
    """

    pack: PackIn
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What became of the packs that were in the inbox.

    Attributes:
        imported: taken in, in that order.
        held: file name and sentence of those that wait for others, or for enrolment.
        refused: those that were put into quarantine.
        repeated: names of files that had been taken in before.
    """

    imported: tuple[Imported, ...]
    held: tuple[tuple[str, str], ...]
    refused: tuple[inbox.Quarantined, ...]
    repeated: tuple[str, ...]


class _Progress:
    """What a run has done so far."""

    def __init__(self, desk: Desk, *, backup: bool) -> None:
        self._desk = desk
        self._backup = backup
        self.imported: list[Imported] = []
        self.held: dict[str, str] = {}
        self.refused: list[inbox.Quarantined] = []
        self.repeated: list[str] = []

    def back_up_once(self) -> None:
        """Make the backup that goes before the first change of a run."""
        if self._backup:
            self._desk.room.backup(why="import")
            self._backup = False


def take(
    desk: Desk,
    files: Iterable[Path] | None = None,
    *,
    gate: Gate | None = None,
    backup: bool = True,
) -> Run:
    """Take in packs of the inbox, all or the named ones, each as an act of its own.

    A pack that goes on from another waits until that one is through, whatever their order.

    Args:
        desk: where.
        files: as `inbox.bring_in` returned them; every waiting pack when None.
        gate: lets them through; a plain one by default.
        backup: whether a backup goes before the first change.

    Raises:
        UserError: the backup could not be made, or the disk is full; packs taken in so far stay.
    """
    gate = gate or Gate(desk)
    promoting.promote(desk)
    left = list(inbox.waiting(desk) if files is None else files)
    run = _Progress(desk, backup=backup)
    while left:
        again: list[Path] = []
        done = len(run.imported)
        for file in left:
            if _one(desk, gate, file, run):
                again.append(file)
        if len(run.imported) == done:
            break
        left = again
    return Run(
        imported=tuple(run.imported),
        held=tuple(run.held.items()),
        refused=tuple(run.refused),
        repeated=tuple(run.repeated),
    )


def _one(desk: Desk, gate: Gate, file: Path, run: _Progress) -> bool:
    """Take in one pack, or say why not; tell whether it may go through later."""
    run.held.pop(file.name, None)
    try:
        with opened(gate, file) as staged:
            run.back_up_once()
            run.imported.append(_taken_in(desk, file, staged))
        inbox.archive(desk, file, staged.manifest.unit)
    except AlreadyTaken as stopped:
        inbox.archive(desk, file, stopped.manifest.unit)
        run.repeated.append(file.name)
    except (Held, UnknownSigner) as error:
        run.held[file.name] = str(error)
        return True
    except (UnreadableFile, NoSpace):
        raise
    except (BadPack, UnfitRow) as error:
        run.refused.append(inbox.quarantine(desk, file, str(error)))
    return False


def _taken_in(desk: Desk, file: Path, staged: Staged) -> Imported:
    for path in staged.blobs.values():
        desk.room.blobs.put(path)
    with desk.room.act(ACT, by=desk.by) as act:
        counts, conflicts = _apply(desk, act, staged)
        pack = _entry(
            desk, staged, counts, act, inbox.place_in_archive(desk, file, staged.manifest.unit)
        )
        act.packs.enter_in(pack)
    return Imported(pack=pack, conflicts=conflicts)


def _apply(desk: Desk, act: Act, staged: Staged) -> tuple[dict[Outcome, int], int]:
    coming = arrivals(desk, staged.manifest, act.stamped_rows)
    counts = dict.fromkeys(Outcome, 0)
    for table, batch in coming.batches(staged.rows()):
        for arrival in batch:
            counts[arrival.merged.outcome] += 1
        _write(act, table, batch)
    conflicts = 0
    for table, batch in coming.conflict_rows():
        conflicts += sum(arrival.merged.outcome is Outcome.NEW for arrival in batch)
        _write(act, table, batch)
    act.packs.keep_unknown(staged.hash, coming.unknown)
    counts[Outcome.HELD] = len(coming.unknown)
    return counts, conflicts


def _write(act: Act, table: str, batch: list[Arrival]) -> None:
    act.accept_many(
        table,
        (
            arrival.merged.row
            for arrival in batch
            if arrival.merged.outcome in (Outcome.NEW, Outcome.CHANGED)
        ),
    )


def _entry(desk: Desk, staged: Staged, counts: dict[Outcome, int], act: Act, place: str) -> PackIn:
    manifest = staged.manifest
    return PackIn(
        hash=staged.hash,
        unit=manifest.unit,
        node=manifest.node,
        seq=manifest.seq,
        prev=manifest.prev,
        since=manifest.since,
        upto=manifest.upto,
        volume=manifest.volume,
        volumes=manifest.volumes,
        addressee=manifest.to,
        kind=manifest.kind.code,
        period=manifest.period,
        nil=int(manifest.nil),
        note=manifest.note,
        made_at=manifest.made_at.isoformat(),
        made_by=manifest.made_by,
        key=manifest.key,
        file=place,
        size=staged.size,
        sha256=staged.sha256,
        new=counts[Outcome.NEW],
        changed=counts[Outcome.CHANGED],
        unchanged=counts[Outcome.UNCHANGED],
        held=counts[Outcome.HELD],
        blobs=len(manifest.blobs),
        acks=msgspec.json.encode(manifest.acks).decode(),
        wanted=msgspec.json.encode(manifest.wanted).decode(),
        taken_at=desk.room.clock().isoformat(),
        act=act.id if act.wrote else None,
    )


def take_back(desk: Desk, hash_: str) -> PackIn:
    """Undo the import of a pack (撤销导入) and put the pack back into the inbox.

    Raises:
        CannotUndo: the pack is not in, changed nothing, or something was built on it since.
    """
    pack = desk.room.packs.taken(hash_)
    if pack is None or pack.act is None:
        raise CannotUndo("这个包没有改动过资料，没有可以撤销的内容。")
    desk.room.undo(pack.act, by=desk.by)
    inbox.put_back(desk, pack.file)
    return pack


def take_back_file(desk: Desk, name: str) -> PackIn:
    """Undo the import of the pack whose file had this name; see ``take_back``.

    Raises:
        CannotUndo: no such pack is in, or something was built on it since.
    """
    packs = [p for p in desk.room.packs.received() if Path(p.file).name.lower() == name.lower()]
    if not packs:
        raise CannotUndo(f"没有导入过名为“{name}”的包，请核对文件名。")
    return take_back(desk, packs[-1].hash)
