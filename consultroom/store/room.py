"""An open room: it answers questions and takes acts. ``rooms`` makes and opens one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from consultroom.domain.records import Coded, Record, coded
from consultroom.store import backups, checks, reversal
from consultroom.store.act_pages import ActPages
from consultroom.store.acts import Act
from consultroom.store.bin import BinnedRecord, binned, restored
from consultroom.store.blobs import Blobs
from consultroom.store.cabinet import Cabinet
from consultroom.store.crossing import Crossing
from consultroom.store.engine import immediate
from consultroom.store.finding import find_names, search
from consultroom.store.journal import ActRecord, Change, JournalLine, Line
from consultroom.store.lock import Lock
from consultroom.store.names import NameHit
from consultroom.store.notes import Draft, Notes
from consultroom.store.search import Hit, words_of

R = TypeVar("R", bound=Record)


class RoomRole(Coded):
    """Whose room it is; the same program opens both."""

    STATION = "station", "委员工作站"
    DISTRICT = "district", "区政协"


class Room(Crossing):
    """An open room. Use it as a context manager, or close it; closing twice does nothing.

    Attributes:
        folder: where it lies.
        role: a station's room or the district's.
        code: code of the organisation whose room it is; the ``owner`` of what it writes.
        name: what that organisation is called.
        blobs: its attachments.
        notes: what belongs to this computer: settings and drafts.
        pages: its journal, read page by page.
        warnings: sentences to show once after opening, such as about the drive.
    """

    def __init__(
        self,
        folder: Path,
        cabinet: Cabinet,
        notes: Notes,
        lock: Lock,
        *,
        key: bytes | None,
        warnings: tuple[str, ...],
    ) -> None:
        """Take over an opened database; ``open_room`` calls this."""
        self.folder = folder
        self.role = coded(RoomRole, notes.meta("role"))
        self.code = notes.meta("code")
        self.name = notes.meta("name")
        self.clock = cabinet.clock
        self.chance = cabinet.chance
        self.blobs = Blobs(folder / "blobs")
        self.notes = notes
        self.pages = ActPages(cabinet)
        self.warnings = warnings
        self._cabinet = cabinet
        self._shelf = cabinet.shelf
        self._journal = cabinet.journal
        self._lock = lock
        self._key = key
        self._act: Act | None = None
        self._closed = False

    # -- reading -----------------------------------------------------------------------------

    def get(self, kind: type[R], record_id: str) -> R:
        """Return the live record with this id.

        Raises:
            NoSuchRecord: there is none, or it is in the bin.
        """
        return self._shelf.get(kind, record_id)

    def recall(self, kind: type[R], record_id: str) -> R | None:
        """Return the record with this id even from the bin, or None: for names in old papers."""
        return self._shelf.recall(kind, record_id)

    def find(self, kind: type[R], /, **equals: Any) -> tuple[R, ...]:
        """Return the live records whose fields have these values, oldest first.

        A tuple means any of its values, save for a field that is itself a tuple. None finds
        empty fields.
        """
        return self._shelf.find(kind, **equals)

    def parts(self, kind: type[R], many: int) -> Iterator[tuple[R, ...]]:
        """Yield the live records of a kind, oldest first, so many at a time.

        For lists of thousands that a window shows: it may go on between two parts. What is written
        meanwhile may be seen or not.
        """
        return self._shelf.parts(kind, many)

    def values(self, kind: type[R], field: str, many: int) -> Iterator[tuple[Any, ...]]:
        """Yield a text field of the live records of a kind, in ``parts``."""
        return self._shelf.values(kind, field, many)

    def one(self, kind: type[R], /, **equals: Any) -> R | None:
        """Return the oldest live record with these values, or None."""
        return self._shelf.one(kind, **equals)

    def count(self, kind: type[R], /, **equals: Any) -> int:
        """Return how many live records have these values."""
        return self._shelf.count(kind, **equals)

    def numbers(self, kind: type[R]) -> tuple[str, ...]:
        """Return every number (编号) ever given to this kind, those of deleted records too."""
        return self._shelf.numbers(kind)

    def by_number(self, number: str) -> Record:
        """Return the live record with this number.

        Raises:
            NoSuchRecord: nothing has it.
        """
        return self._shelf.by_number(number)

    def new_id(self) -> str:
        """Return a fresh record id."""
        return self._cabinet.new_id()

    # -- acting ------------------------------------------------------------------------------

    @contextmanager
    def act(self, name: str, *, by: str) -> Iterator[Act]:
        """Do one thing: everything put inside is written together, or nothing is.

        Args:
            name: what it is, as the journal and the undo button say it: ``登记来访``.
            by: who does it (经办人).

        Raises:
            UserError: the disk is full or the file cannot be written; nothing was changed.
        """
        with self._acting(name, by) as act:
            yield act

    @contextmanager
    def _acting(self, name: str, by: str, undoes: ActRecord | None = None) -> Iterator[Act]:
        if self._act is not None:
            raise RuntimeError(f"“{self._act.record.name}” is still going on; acts do not nest")
        try:
            with self._whole():
                self._act = act = Act(self._cabinet, self._act_record(name, by, undoes))
                yield act
                act.finish()
        finally:
            self._act = None

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Write everything inside or nothing: a transaction, or a part of one that can fail alone.

        A backlog is never altered once it is settled, so a failure can go back to the one before.
        """
        cabinet = self._cabinet
        outermost = not cabinet.connection.in_transaction
        before, length = cabinet.backlog, len(cabinet.backlog)
        try:
            with immediate(cabinet.connection):
                yield
                if outermost:
                    cabinet.settle()
        except BaseException:
            self._journal.reload()
            cabinet.backlog = before[:length]
            raise

    def _act_record(self, name: str, by: str, undoes: ActRecord | None) -> ActRecord:
        act_id = self.new_id()
        return ActRecord(
            n=self._journal.last_act + 1,
            id=act_id,
            at=self.clock(),
            by=by,
            name=name,
            undoes=undoes.id if undoes else None,
            root=undoes.root if undoes else act_id,
        )

    @property
    def writing(self) -> bool:
        """Tell whether an act is going on, or several together: what is read may be taken back."""
        return bool(self._cabinet.connection.in_transaction)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let many acts share one commit: for filling a room, not for a person's work.

        Each act inside still is an act of its own. A failure outside of an act undoes them all.
        """
        with self._whole():
            yield

    def undo(self, act_id: str | None = None, *, by: str) -> ActRecord:
        """Take back an act, by default the last one that stands and is itself no undoing.

        Undoing an undoing, by its id, is redoing.

        Returns:
            The new act that restored what was there before.

        Raises:
            CannotUndo: something was built on it since, which the sentence names; or there is
                nothing to undo.
        """
        target = reversal.target_of(self._journal, act_id)
        name = reversal.name_for(self._journal, target)
        with self._acting(name, by, undoes=target) as act:
            reversal.turn_back(self._cabinet, target, act)
        return act.record

    def acts(self, *, limit: int = 50, before: int | None = None) -> tuple[ActRecord, ...]:
        """Return acts, the newest first; ``before`` is the ``n`` of the last one shown."""
        return self._journal.acts(limit=limit, before=before)

    def history(self, record_id: str) -> tuple[JournalLine, ...]:
        """Return what happened to a record, oldest first."""
        return tuple(self._told(act, line) for act, line in self._journal.lines_about(record_id))

    def lines_of(self, act_id: str, *, most: int = -1) -> tuple[JournalLine, ...]:
        """Return what one act changed, line by line: the first of them, or with -1 all.

        Raises:
            NoSuchAct: there is no such act.
        """
        act = self._journal.act(act_id)
        return tuple(self._told(act, line) for line in self._journal.lines(act, most=most))

    def _told(self, act: ActRecord, line: Line) -> JournalLine:
        columns = self._shelf.shape_at(line.table).by_name
        changes = tuple(
            Change(name, *(columns[name].shown(value) for value in pair))
            for name, pair in line.changes.items()
            if name in columns
        )
        return JournalLine(
            n=line.n,
            act=act,
            table=line.table,
            record_id=line.record_id,
            verb=line.verb,
            changes=changes,
        )

    # -- the bin -----------------------------------------------------------------------------

    def bin(self) -> tuple[BinnedRecord, ...]:
        """Return what is in the bin (回收站), the latest first."""
        return binned(self._cabinet)

    def restore(self, record_id: str, *, by: str) -> Record:
        """Bring a record back from the bin.

        Raises:
            NoSuchRecord: it is not in the bin.
        """
        return self.restore_all((record_id,), by=by)[0]

    def restore_all(self, record_ids: Iterable[str], *, by: str) -> tuple[Record, ...]:
        """Bring records back from the bin, all of them in one act.

        Raises:
            NoSuchRecord: one is not in the bin; none was brought back then.
        """
        with self._acting("从回收站恢复", by) as act:
            return tuple(restored(self._cabinet, act, one) for one in record_ids)

    # -- finding -----------------------------------------------------------------------------

    def search(self, typed: str, *, limit: int = 50) -> tuple[Hit, ...]:
        """Return the newest records whose text holds every blank-separated part of ``typed``."""
        return search(self._cabinet, typed, limit)

    def count_hits(self, typed: str) -> int:
        """Return how many records ``search`` would find without a limit."""
        return self._cabinet.search.count(words_of(typed))

    def find_names(self, typed: str, *, limit: int = 20) -> tuple[NameHit, ...]:
        """Return people by initials, spelling or characters, the closest first."""
        return find_names(self._cabinet, typed, limit)

    def rebuild_search(self) -> int:
        """Make the search anew from the records; return how many there are."""
        with immediate(self._cabinet.connection):
            return self._cabinet.rebuild_indexes()

    # -- drafts ------------------------------------------------------------------------------

    def save_draft(self, key: str, text: str) -> None:
        """Keep what is being typed into the form ``key``; no act, no history."""
        self.notes.save_draft(Draft(key, text, self.clock()))

    def load_drafts(self) -> tuple[Draft, ...]:
        """Return every draft, the latest first."""
        return self.notes.drafts()

    def drop_draft(self, key: str) -> None:
        """Forget the draft of a form, once it has been saved as an act."""
        self.notes.drop_draft(key)

    # -- keeping -----------------------------------------------------------------------------

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Let this thread use the room until the end, for work too long for the window's own.

        The thread that opened it must write nothing meanwhile.
        """
        with self._cabinet.connection.lent():
            yield

    def take_over(self) -> None:
        """Belong to this thread from now on: a worker has opened the room for it."""
        self._cabinet.connection.take_over()

    @property
    def key(self) -> bytes | None:
        """What the file is encrypted with, for opening it again; None when it is not."""
        return self._key

    def backup(self, *, why: str = "manual", spare: Path | None = None) -> Path:
        """Copy the database into ``backups/``, drop copies no longer needed, return the copy.

        Args:
            why: ``manual``, ``daily``, ``import`` …; lower-case letters.
            spare: a copy that is kept whatever its age.
        """
        path = backups.make_backup(
            self._cabinet.connection, self.folder, at=self.clock(), why=why, key=self._key
        )
        backups.prune(self.folder, spare=spare)
        return path

    def backup_once(self, *, why: str) -> Path:
        """Make a backup, unless the latest one is of the room as it is and was made for ``why``.

        So what fails again and again does not fill the disk and push older backups out.
        """
        found = backups.as_it_is(self._cabinet.connection, self.folder, why=why, key=self._key)
        return found or self.backup(why=why)

    def backups(self) -> tuple[backups.Backup, ...]:
        """Return the backups there are, the latest first."""
        return backups.backups_in(self.folder)

    def check(self) -> checks.CheckReport:
        """Look the whole room over."""
        return checks.check(self._cabinet, self.blobs, encrypted=self._key is not None)

    def close(self) -> None:
        """Fold the write-ahead log into the file and give the lock back."""
        if self._closed:
            return
        self._closed = True
        try:
            self._cabinet.connection.execute("PRAGMA optimize")
            self._cabinet.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._cabinet.connection.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
