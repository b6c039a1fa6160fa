"""A computer that is not updated yet keeps what migration 3 brought, and passes it on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from consultroom.domain.meetings import Meeting, MeetingState
from consultroom.domain.outcomes import Assignment
from consultroom.services import founding
from tests import builders as a
from tests.exchange.programs import PRESENT, Program, earlier
from tests.services.exchanging.offices import DISTRICT, NAMES, Clock, Offices, chance

WHY = "主持人临时出差。"
BACK = "不属于本单位职责。"


def found(program: Program, folder: Path, clock: Clock, join: Path | None, heard: str) -> object:
    """Make a room with a version of the program: a district, or a station by its join file."""
    seed = {"clock": clock, "chance": chance(folder.name).randbytes}
    if join is not None:
        enrolling = program.module("services.exchanging.enrolling")
        return enrolling.found_by_file(folder, join, heard=heard, by="王敏", **seed)
    there = program.module("services.founding")
    kind = program.module("domain.stations").UnitKind.DISTRICT
    unit = there.a_unit(kind, DISTRICT, "江州区政协")
    return there.found_district(folder, district=unit, by="周立", **seed)


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Offices]:
    """Two computers of a station, the second and the district not updated yet."""
    with ExitStack() as stack:
        offices, clock, old = Offices(tmp_path), Clock(), earlier()
        offices.stick.mkdir()
        who = {DISTRICT: old, "WT1": PRESENT, "WT2": old}
        join, heard, cards = tmp_path / "WT.crjoin", "", {}
        for name, program in who.items():
            desk = found(program, tmp_path / name, clock, join if heard else None, heard)
            stack.callback(lambda name=name: offices[name].room.close())
            offices.desks[name], offices.programs[name] = desk, program
            identifying = program.module("services.identifying")
            cards[name] = identifying.card(desk)
            if not heard:
                heard = cards[name].code
                station = old.module("services.founding").a_unit(
                    old.module("domain.stations").UnitKind.STATION,
                    "WT",
                    NAMES["WT"],
                    parent=DISTRICT,
                )
                old.module("services.exchanging.enrolling").offer(desk, station, join)
        for name, program in who.items():
            identifying = program.module("services.identifying")
            for other in set(who) - {name, DISTRICT}:
                file = tmp_path / f"{other} for {name}.json"
                who[other].module("services.identifying").write_card(cards[other], file)
                card = identifying.read_card(file)
                identifying.trust(offices[name], card, heard=card.code)
        yield offices


def write(there: Offices) -> None:
    """Put a sitting that was called off and a matter that was sent back into the first computer."""
    desk = there["WT1"]
    off = a.a_meeting(
        id=desk.room.new_id(), owner="WT", state=MeetingState.CANCELLED, change_reason=WHY
    )
    back = a.an_assignment(
        id=desk.room.new_id(), owner="WT", returned_on=desk.today, return_reason=BACK
    )
    with desk.room.act("取消协商议事会", by=desk.by) as act:
        act.put(off)
        act.put(back)


def kept(there: Offices, name: str) -> dict[str, object]:
    """Return the two fields where a program that does not know them keeps them."""
    room = there[name].room
    rows = [row for table in ("meeting", "assignment") for row in room.rows_with_extra(table)]
    return {field: value for row in rows for field, (value, _) in row.extra.items()}


def opened_anew(there: Offices, name: str) -> None:
    """Update the program of a computer and open its room with it."""
    there[name].room.close()
    there.programs[name] = PRESENT
    there.desks[name] = founding.open_desk(
        there.place / name, by="周立", clock=Clock(), chance=chance(f"{name} new").randbytes
    )


def test_an_earlier_version_keeps_the_reasons_and_passes_them_on(there: Offices):
    assert there.of("WT2", "store.migrations").LAYOUT.version == 2
    write(there)
    assert not there.pass_on("WT1", "WT2").refused
    assert kept(there, "WT2") == {"change_reason": WHY, "return_reason": BACK}
    assert not there.pass_on("WT2", DISTRICT).refused
    assert kept(there, DISTRICT) == {"change_reason": WHY, "return_reason": BACK}


def test_the_reasons_stand_in_their_place_once_the_district_is_updated(there: Offices):
    write(there)
    there.pass_on("WT1", DISTRICT)
    opened_anew(there, DISTRICT)
    (off,) = there[DISTRICT].room.find(Meeting)
    (back,) = there[DISTRICT].room.find(Assignment)
    assert (off.why_changed, back.return_reason) == (WHY, BACK)
    assert there[DISTRICT].room.check().faults == ()


def test_old_words_of_a_sitting_called_off_are_read_after_the_update(there: Offices):
    """A room of schema 2 kept why among the remarks; it stays there and is read from there."""
    old, desk = there.programs["WT2"], there["WT2"]
    meetings = old.module("domain.meetings")
    sitting = meetings.Meeting(
        id=desk.room.new_id(),
        owner="WT",
        consultation="C",
        starts_at=a.a_meeting().starts_at,
        state=meetings.MeetingState.CANCELLED,
        remarks=("请带证件。", f"取消原因：{WHY}"),
    )
    with desk.room.act("取消协商议事会", by=desk.by) as act:
        act.put(sitting)
    opened_anew(there, "WT2")
    (off,) = there["WT2"].room.find(Meeting)
    assert (off.change_reason, off.why_changed) == ("", WHY)
    assert off.remarks == sitting.remarks
    (_, row) = next(iter(there["WT2"].room.rows_since("WT", 0)))
    assert "change_reason" not in row.values or row.values["change_reason"] is None
