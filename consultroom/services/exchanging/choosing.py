"""Which rows and files go to whom (选取内容).

Up goes everything this room's own organisation wrote, without what stays in the station. Down goes
the district's own word to one station: what holds for all, its roster, what is about its records.
Beside, between two computers of one organisation, goes everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from consultroom.domain.catalogue import KIND_OF_TABLE, RECORDS
from consultroom.domain.consultations import Attachment
from consultroom.domain.members import Posting
from consultroom.domain.papers import IssuedPaper, PeerKey
from consultroom.domain.sharing import Private
from consultroom.domain.stamps import StampedRow
from consultroom.exchange.masking import Mask
from consultroom.exchange.merge import CONFLICTS
from consultroom.exchange.writing import Blob
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.exchanging.keeping import kept_rows
from consultroom.services.exchanging.partners import above, below, peer_nodes
from consultroom.services.exchanging.sharing import withheld
from consultroom.services.withholding import Withholding

PROPOSED = frozenset({"member", "posting"})  # a station may hand these in; the district owns them
_FOR_ALL = frozenset({"parameters", "step_scheme", "holiday_mark", "column_map"})
_LINKS = {"plan": "annual_plan", "merged_into": "topic"}  # column: the table its ids are of


class Chosen(Frozen):
    """What goes to an organisation.

    Attributes:
        since: the rows are those that changed after this line of the journal.
        rows: table by table.
        blobs: files that go along.
    """

    since: int
    rows: tuple[StampedRow, ...]
    blobs: tuple[Blob, ...]


def chosen(
    desk: Desk, unit: str, *, since: int, files_since: int, wanted: Iterable[str], rebuild: bool
) -> Chosen:
    """Return what goes to an organisation.

    Args:
        desk: where.
        unit: its code; this room's own for another computer of it.
        since: what has surely arrived there, under the name this computer has now.
        files_since: likewise, under whatever name; files need not go again for a new name.
        wanted: hashes of files it asked for.
        rebuild: give back everything that is held of it as well.
    """
    if unit == desk.owner:
        rows = tuple(_for_peers(desk, since))
    elif unit == above(desk):
        mask = _mask(desk)
        rows = tuple(mask.rows(_for_above(desk, since)))
    else:
        since = 0
        rows = tuple(_for_below(desk, unit))
        if rebuild:
            rows += tuple(row for _, row in desk.room.rows_since(unit, 0))
    known = _files_before(desk, rows, files_since) if unit == above(desk) else frozenset()
    return Chosen(since, rows, tuple(_blobs(desk, unit, rows, wanted=wanted, known=known)))


def _mask(desk: Desk) -> Mask:
    """Return what keeps people in the station, as far as they were not asked for and allowed."""
    groups = withheld(desk)
    kinds = frozenset(kind for kind in Private if kind.code in {group.code for group in groups})
    return Mask(groups, Withholding(desk, kinds).taken_out if kinds else None)


# -- beside ----------------------------------------------------------------------------------


def _for_peers(desk: Desk, since: int) -> Iterator[StampedRow]:
    ours = peer_nodes(desk)
    for owner in sorted(desk.room.owners()):
        for _, row in desk.room.rows_since(owner, since):
            if owner == desk.owner or row.table in PROPOSED or not is_stand_in(row, ours):
                yield row
    yield from kept_rows(desk, desk.room.packs.kept_owners())


def is_stand_in(row: StampedRow, ours: frozenset[str]) -> bool:
    """Tell whether nobody but this organisation's computers ever wrote a row of another's."""
    return row.stamps.context.keys() <= ours


# -- up --------------------------------------------------------------------------------------


def _for_above(desk: Desk, since: int) -> Iterator[StampedRow]:
    owners = (desk.owner, *(unit.code for unit in below(desk)))
    for owner in owners:
        for _, row in desk.room.rows_since(owner, since):
            if (row.table, row.id) != ("org_unit", desk.owner):  # the one above has its own
                yield row
    ours = peer_nodes(desk)
    for _, row in desk.room.rows_since(above(desk), since):
        if row.table in PROPOSED and not ours.isdisjoint(row.stamps.context):
            yield row
    yield from kept_rows(desk, owners)


# -- down ------------------------------------------------------------------------------------


def _for_below(desk: Desk, unit: str) -> Iterator[StampedRow]:
    roster = {posting.member for posting in desk.room.find(Posting, station=unit)}
    own = [row for _, row in desk.room.rows_since(desk.owner, 0) if row.table != CONFLICTS]
    theirs = _about(desk, unit, own)
    for row in own:
        if _is_for(row, unit, desk.owner, roster) or row.id in theirs:
            yield row


def _is_for(row: StampedRow, unit: str, here: str, roster: set[str]) -> bool:
    values = row.values
    match row.table:
        case "org_unit":
            return row.id in (unit, here) or values.get("parent") == unit
        case "posting":
            return values.get("station") == unit
        case "member":
            return row.id in roster
        case "peer_key":
            return values.get("unit") in (unit, here) or values.get("revoked_on") is not None
        case "submission_mark":
            return values.get("unit") == unit
        case "topic":
            return values.get("unit") in (None, "", unit)
    return row.table in _FOR_ALL


def _about(desk: Desk, unit: str, own: list[StampedRow]) -> set[str]:
    """Return the ids of own rows that speak of a record of the unit, directly or through others."""
    links = {row.id: set(_links(row)) for row in own}
    outside = {(table, id_) for found in links.values() for table, id_ in found}
    theirs = set(_owned_by(desk, unit, outside))
    grew = True
    while grew:
        found = {row for row, to in links.items() if not theirs.isdisjoint(id_ for _, id_ in to)}
        grew = not found <= theirs
        theirs |= found
    return theirs & links.keys()


def _links(row: StampedRow) -> Iterator[tuple[str, str]]:
    for name, value in row.values.items():
        table = _LINKS.get(name, name)
        if isinstance(value, str) and value and (table in KIND_OF_TABLE or name == "about"):
            yield table, value


def _owned_by(desk: Desk, unit: str, named: set[tuple[str, str]]) -> Iterator[str]:
    everywhere = [id_ for table, id_ in named if table == "about"]
    for kind in RECORDS:
        ids = [id_ for table, id_ in named if table == kind.table] + everywhere
        if ids:
            found = desk.room.owners_of(kind.table, ids)
            yield from (id_ for id_, owner in found.items() if owner == unit)


# -- files -----------------------------------------------------------------------------------


def _files_before(desk: Desk, rows: tuple[StampedRow, ...], since: int) -> frozenset[str]:
    """Return the files of these rows that had arrived before ``since``."""
    files = {row.id: str(row.values["sha256"]) for row in rows if _has_file(row)}
    if not files or not since:
        return frozenset()
    fresh = {row.id for _, row in desk.room.rows_since(desk.owner, since)}
    return frozenset(sha for id_, sha in files.items() if id_ not in fresh)


def _blobs(
    desk: Desk,
    unit: str,
    rows: tuple[StampedRow, ...],
    *,
    wanted: Iterable[str],
    known: frozenset[str],
) -> Iterator[Blob]:
    """Yield the files of the attachments that go along, and those asked for that may go."""
    named = {str(row.values["sha256"]) for row in rows if _has_file(row)} - known
    if asked := set(wanted):
        named |= {one.sha256 for one in desk.room.find(Attachment, sha256=tuple(asked))}
    stay = _printed(desk) if unit == above(desk) else frozenset()
    for sha in sorted(named - stay):
        if sha in desk.room.blobs:
            path = desk.room.blobs.path(sha)
            yield Blob(sha256=sha, size=path.stat().st_size, open=_opener(desk, sha))


def _has_file(row: StampedRow) -> bool:
    return row.table == "attachment" and not row.deleted and bool(row.values.get("sha256"))


def _opener(desk: Desk, sha: str) -> Any:
    return lambda: desk.room.blobs.path(sha).open("rb")


def _printed(desk: Desk) -> frozenset[str]:
    """Return the files of printed papers: they show names and telephones as paper does."""
    issued = tuple(paper.attachment for paper in desk.room.find(IssuedPaper))
    return frozenset(one.sha256 for one in desk.room.find(Attachment, id=issued))


def lacking(desk: Desk, unit: str, most: int) -> tuple[str, ...]:
    """Return hashes of files an organisation's attachments name and this room lacks."""
    papers = {paper.attachment for paper in desk.room.find(IssuedPaper, owner=unit)}
    reported = unit != desk.owner and unit != above(desk)
    owners = tuple(desk.room.owners()) if unit == desk.owner else (unit, desk.owner)
    wanted = {
        one.sha256
        for one in desk.room.find(Attachment, owner=owners)
        if not (reported and one.id in papers) and one.sha256 not in desk.room.blobs
    }
    return tuple(sorted(wanted))[:most]


def is_admitted(desk: Desk, unit: str, key: str) -> bool:
    """Tell whether the organisation above has listed this computer's key as ours."""
    listed = desk.room.find(PeerKey, owner=unit, unit=desk.owner, key=key, revoked_on=None)
    return bool(listed)
