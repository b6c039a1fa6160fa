"""What a later version of the program sends is kept, counted, passed on and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from consultroom.domain.stamps import StampedRow, first_stamps
from consultroom.exchange.folders import DiskFolder
from consultroom.exchange.writing import write_pack
from consultroom.frozen import replace
from consultroom.services import identifying
from consultroom.services.exchanging import exporting, importing, inbox, partners, previewing
from consultroom.services.exchanging.choosing import Chosen
from consultroom.services.exchanging.exporting import Wish
from tests.services.exchanging.offices import DISTRICT, Offices, a_topic, waiting


def send_by_a_later_version(
    there: Offices, name: str, to: str, rows: Iterable[StampedRow]
) -> tuple[Path, ...]:
    """Write a pack as a program with more tables and fields would."""
    desk = there[name]
    identity, chosen = identifying.identity(desk), Chosen(0, tuple(rows), ())
    heading = exporting._heading(
        desk, identity, to, Wish(to=to), content=chosen, upto=desk.room.last_seq
    )
    packs = write_pack(
        DiskFolder(there.stick),
        heading,
        chosen.rows,
        (),
        identity=identity,
        recipients=partners.recipients(desk, to),
    )
    return tuple(there.stick / pack.name for pack in packs)


def later_rows(there: Offices, name: str) -> tuple[StampedRow, StampedRow]:
    """Return a row of a table, and one with a field, that this version does not know."""
    desk = there[name]
    stamps = first_stamps(1_800_000_000_000, desk.room.node)
    topic = desk.room.stamped_row("topic", a_topic(desk).id)
    assert topic is not None
    more = replace(topic, extra={"urgency": ("急", topic.stamps.base)})
    values = {"title": "会来的表", "count": 3}
    new = StampedRow(table="wish", id="WISH", owner=desk.owner, values=values, stamps=stamps)
    return more, new


def test_unknown_rows_and_fields_are_counted_kept_and_passed_on(there: Offices):
    more, new = later_rows(there, "WT1")
    inbox.bring_in(there["WT2"], send_by_a_later_version(there, "WT1", "WT", [more, new]))
    preview = waiting(there, "WT2")
    assert preview.manifest is not None
    assert (preview.manifest.rows, preview.new, preview.held) == (2, 1, 1)
    assert [one.word for one in preview.tables if one.held] == ["新版内容（wish）"]
    importing.take(there["WT2"])
    run = there.pass_on("WT2", DISTRICT)
    assert run.refused == ()
    (kept,) = there[DISTRICT].room.packs.unknown()
    assert (kept.table, kept.record_id, kept.owner) == ("wish", "WISH", "WT")
    topic = there[DISTRICT].room.stamped_row("topic", more.id)
    assert topic is not None
    assert topic.extra == more.extra


def test_unknown_rows_go_when_their_import_is_taken_back(there: Offices):
    more, new = later_rows(there, "WT1")
    there.bring(send_by_a_later_version(there, "WT1", DISTRICT, [more, new]), DISTRICT)
    (pack,) = there[DISTRICT].room.packs.received()
    assert (pack.new, pack.held, pack.rows) == (1, 1, 2)
    importing.take_back(there[DISTRICT], pack.hash)
    assert there[DISTRICT].room.packs.unknown() == ()
    (again,) = previewing.previews(there[DISTRICT])
    assert (again.new, again.held) == (1, 1)


def test_a_value_this_version_cannot_read_refuses_the_pack_and_nothing_is_written(there: Offices):
    more, _ = later_rows(there, "WT1")
    strange = replace(more, values={**more.values, "source": "telepathy"}, extra={})
    before = there[DISTRICT].room.last_seq
    run = there.bring(send_by_a_later_version(there, "WT1", DISTRICT, [strange]), DISTRICT)
    assert "请先更新程序" in run.refused[0].sentence
    assert there[DISTRICT].room.last_seq == before
    assert there[DISTRICT].room.check().faults == ()
