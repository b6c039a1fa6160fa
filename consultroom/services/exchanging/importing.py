"""Importing (导入): a pack is one act; a backup goes before, the archive comes after.

Files of a pack are in the room before its rows are: a crash between leaves files nothing points to,
never rows without their files. A crash after the rows leaves the pack in the inbox, where it is
recognised as taken in.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from consultroom.exchange.manifest import BadPack
from consultroom.exchange.merge import Outcome
from consultroom.exchange.reading import Staged
from consultroom.exchange.refusals import NoSpace, UnknownSigner, UnreadableFile
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.exchanging import inbox, promoting
from consultroom.services.exchanging.arriving import Arrival, arrivals
from consultroom.services.exchanging.opening import AlreadyTaken, Gate, Held, opened
from consultroom.store.acts import Act
from consultroom.store.packs import PackIn
from consultroom.store.reversal import CannotUndo
from consultroom.store.travel import UnfitRow

ACT = "导入交换包"


class Imported(Frozen, kw_only=True):
    """One pack that was taken in.

    Attributes:
        pack: as the register has it, with the counts.
        conflicts: values that lost to others and wait for a person.
    """

    pack: PackIn
    conflicts: int


class Run(Frozen, kw_only=True):
    """What became of the packs that were in the inbox.

    Attributes:
        imported: taken in, in that order.
        held: file name and sentence of those that wait for others, for enrolment, or until their
            file can be read.
        refused: those that were put into quarantine.
        repeated: names of files that had been taken in before.
    """

    imported: tuple[Imported, ...]
    held: tuple[tuple[str, str], ...]
    refused: tuple[inbox.Quarantined, ...]
    repeated: tuple[str, ...]


_GROUP: Final = 50  # packs that share one commit …
_GROUP_SIZE: Final = 64 << 20  # … unless their files are larger than these bytes together

Tell = Callable[[int, int], None]
"""Told how many packs of how many are through; what it raises stops the run between two packs,
and what went before is in."""


@dataclass(slots=True)
class _Progress:
    """What a run has done so far."""

    imported: list[Imported] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    refused: list[inbox.Quarantined] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """Packs that share a commit; their files are moved once it is through.

    Attributes:
        begun: whether anything may have been written.
        taken: file, organisation of the sender, and what became of the pack.
        repeated: file and organisation of those that had been taken in before.
        refused: file and why.
        again: files that may go through later.
    """

    begun: bool = False
    taken: list[tuple[Path, str, Imported]] = field(default_factory=list)
    repeated: list[tuple[Path, str]] = field(default_factory=list)
    refused: list[tuple[Path, str]] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    again: list[Path] = field(default_factory=list)


def take(
    desk: Desk,
    files: Iterable[Path] | None = None,
    *,
    gate: Gate | None = None,
    backup: bool = True,
    tell: Tell = lambda _done, _total: None,
) -> Run:
    """Take in packs of the inbox, all or the named ones, each as an act of its own.

    A pack that goes on from another waits until that one is through, whatever their order. Some
    packs share a commit: when the disk fails none of these is in, and all still wait in the inbox.

    Args:
        desk: where.
        files: as `inbox.bring_in` returned them; every waiting pack when None.
        gate: lets them through; a plain one by default.
        backup: whether a backup goes before the first change.
        tell: progress.

    Raises:
        UserError: the backup could not be made, or the disk is full; what was committed stays.
    """
    return _Taking(desk, gate or Gate(desk), tell, backup=backup).all(
        inbox.waiting(desk) if files is None else tuple(files)
    )


class _Taking:
    """One run over the inbox."""

    def __init__(self, desk: Desk, gate: Gate, tell: Tell, *, backup: bool) -> None:
        self._desk, self._gate, self._tell, self._backup = desk, gate, tell, backup
        self._run = _Progress()

    def all(self, files: Sequence[Path]) -> Run:
        """Go round until no pack lets another one through."""
        promoting.promote(self._desk)
        left, run = files, self._run
        while left:
            done, again = len(run.imported), list[Path]()
            for some in _groups(left):
                again += self._together(some, len(files))
            if len(run.imported) == done:
                break
            left = again
        return Run(
            imported=tuple(run.imported),
            held=tuple(run.held.items()),
            refused=tuple(run.refused),
            repeated=tuple(run.repeated),
        )

    def _together(self, files: Sequence[Path], total: int) -> list[Path]:
        """Take in a group with one commit, then move its files; return those to come to again."""
        group = _Group()
        stop: Exception | None = None
        with _no_collecting(), ExitStack() as commit:
            for file in files:
                stop = self._asked_to_stop(group, total)
                if stop:
                    break
                self._one(file, group, commit)
        self._settle(group)
        if stop:
            raise stop
        return group.again

    def _asked_to_stop(self, group: _Group, total: int) -> Exception | None:
        """Tell how far it is; return what was raised, which waits until what is done is kept."""
        try:
            self._tell(len(self._run.imported) + len(group.taken), total)
        except Exception as stop:
            return stop
        return None

    def _one(self, file: Path, group: _Group, commit: ExitStack) -> None:
        """Take in one pack, or note why not."""
        try:
            with opened(self._gate, file) as staged:
                self._begin(group, commit)
                done = _taken_in(self._desk, file, staged)
                group.taken.append((file, staged.manifest.unit, done))
        except AlreadyTaken as stopped:
            group.repeated.append((file, stopped.manifest.unit))
        except (Held, UnknownSigner, UnreadableFile) as error:
            group.held[file.name] = str(error)
            group.again.append(file)
        except NoSpace:
            raise
        except (BadPack, UnfitRow) as error:
            group.refused.append((file, str(error)))

    def _begin(self, group: _Group, commit: ExitStack) -> None:
        """Make the backup that goes before the first change of a run, and begin to write."""
        if self._backup:
            self._desk.room.backup_once(why="import")
            self._backup = False
        if not group.begun:
            commit.enter_context(self._desk.room.together())
            group.begun = True

    def _settle(self, group: _Group) -> None:
        run, desk = self._run, self._desk
        settled = (group.taken, group.repeated, group.refused)
        for file in (one[0] for some in settled for one in some):
            run.held.pop(file.name, None)  # it waited in an earlier round
        for file, unit, imported in group.taken:
            run.imported.append(imported)
            inbox.archive(desk, file, unit)
        for file, unit in group.repeated:
            run.repeated.append(file.name)
            inbox.archive(desk, file, unit)
        run.refused += (inbox.quarantine(desk, file, why) for file, why in group.refused)
        run.held |= group.held


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep the collector away from a hundred thousand fresh rows that are no garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _groups(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """Yield the files in groups that share a commit."""
    group: list[Path] = []
    size = 0
    for file in files:
        group.append(file)
        size += _size(file)
        if len(group) == _GROUP or size >= _GROUP_SIZE:
            yield group
            group, size = [], 0
    if group:
        yield group


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # said when it is opened
        return 0


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
