"""A lost station, a lost room, and one level up."""

from __future__ import annotations

from pathlib import Path

from consultroom.domain.members import Member
from consultroom.domain.stations import OrgUnit
from consultroom.domain.topics import Topic
from consultroom.frozen import replace
from consultroom.services import attaching, identifying
from consultroom.services.exchanging import (
    enrolling,
    importing,
    inbox,
    previewing,
    replaying,
)
from consultroom.services.exchanging.exporting import Wish, export
from consultroom.services.exchanging.previewing import Standing
from tests.services.exchanging.offices import (
    DISTRICT,
    Clock,
    Offices,
    a_member,
    a_topic,
    chance,
    found_district,
    found_station,
    rows,
)


def test_a_lost_station_is_built_again_from_what_the_district_holds(there: Offices, tmp_path: Path):
    topic = a_topic(there["WT1"])
    file = there.place / "photo.jpg"
    file.write_bytes(b"photo")
    attached = attaching.attach(there["WT1"], topic, file)
    member = a_member(there, "张建国", "WT", phone="555-0199")
    there.pass_on("WT1", DISTRICT)
    before = rows(there["WT1"], "WT")
    join = tmp_path / "again.crjoin"
    found = enrolling.offer(there[DISTRICT], there[DISTRICT].room.get(OrgUnit, "WT"), join)
    new = found_station(tmp_path / "new", Clock(), join, found.above.code)
    with new.room:
        (first,) = export(new, there.stick).packs
        card = identifying.card(new)
        enrolling.admit(there[DISTRICT], there.stick / first.name, heard=card.code)
        importing.take(there[DISTRICT])
        files = there.send(DISTRICT, "WT", rebuild=True)
        inbox.bring_in(new, files)
        (preview,) = previewing.previews(new)
        assert preview.standing is Standing.READY
        importing.take(new)
        after = rows(new, "WT")
        assert {key: after[key] for key in before if key[0] != "peer_key"} == {
            key: row for key, row in before.items() if key[0] != "peer_key"
        }
        assert new.room.blobs.read(attached.sha256) == b"photo"
        assert new.room.find(Member) == (member,)
        assert new.room.check().faults == ()


def test_a_room_built_again_from_its_archive_and_its_own_packs_is_the_same(
    there: Offices, tmp_path: Path
):
    a_topic(there["WT1"])
    sent = there.send("WT1")
    a_member(there, "张建国", "WT")
    there.pass_on(DISTRICT, "WT1")
    old = there["WT1"]
    before = rows(old, "WT"), rows(old, DISTRICT)
    old.room.close()
    join = tmp_path / "again.crjoin"
    found = enrolling.offer(there[DISTRICT], there[DISTRICT].room.get(OrgUnit, "WT"), join)
    new = found_station(tmp_path / "new", Clock(), join, found.above.code)
    with new.room:
        (new.room.folder / "keys.json").unlink()
        memory = replaying.memory_of(new, old.room.folder)
        archive = inbox.folder_of(old) / "taken"
        run = replaying.replay(new, [archive, *sent], memory=memory)
        assert (run.refused, run.held) == ((), ())
        after = rows(new, "WT"), rows(new, DISTRICT)
        for was, now in zip(before, after, strict=True):
            topics = {key: row for key, row in was.items() if key[0] in ("topic", "member")}
            assert topics
            assert {key: now[key] for key in topics} == topics


def test_what_came_before_a_key_was_revoked_is_believed_when_a_room_is_built_again(
    there: Offices, tmp_path: Path
):
    a_topic(there["WT1"])
    there.pass_on("WT1", DISTRICT)
    old = there[DISTRICT]
    identifying.revoke(old, "WT", on=old.today, reason="电脑被盗")
    archive, before = inbox.folder_of(old) / "taken", rows(old, "WT")
    old.room.close()
    forgetful = found_district(tmp_path / "forgetful", Clock())
    with forgetful.room:
        (forgetful.room.folder / "keys.json").unlink(missing_ok=True)
        memory = replace(replaying.memory_of(forgetful, old.room.folder), taken=frozenset())
        assert replaying.replay(forgetful, [archive], memory=memory).refused
    new = found_district(tmp_path / "new", Clock())
    with new.room:
        (new.room.folder / "keys.json").unlink(missing_ok=True)
        memory = replaying.memory_of(new, old.room.folder)
        run = replaying.replay(new, [archive], memory=memory)
        assert (run.refused, run.held) == ((), ())
        assert rows(new, "WT") == before


def test_a_district_reports_to_its_city_in_the_same_format(there: Offices, tmp_path: Path):
    from consultroom.domain.stations import UnitKind
    from consultroom.services import founding

    a_topic(there["WT1"])
    there.pass_on("WT1", DISTRICT)
    city = founding.found_district(
        tmp_path / "city",
        district=founding.a_unit(UnitKind.DISTRICT, "SZX", "江州市政协"),
        by="市",
        clock=Clock(),
        chance=chance("city").randbytes,
    )
    with city.room:
        unit = founding.a_unit(UnitKind.DISTRICT, DISTRICT, "江州区政协")
        file = tmp_path / "JZ.crjoin"
        found = enrolling.offer(city, unit, file)
        district = there[DISTRICT]
        enrolling.join(district, file, heard=found.above.code)
        (pack,) = there.send(DISTRICT)
        enrolling.admit(city, pack, heard=identifying.card(district).code)
        (done,) = importing.take(city).imported
        assert done.pack.unit == DISTRICT
        assert [topic.owner for topic in city.room.find(Topic)] == ["WT"]
        export(city, there.stick, Wish(to=DISTRICT))
        down = sorted(there.stick.glob("JZ_SZX*.crpk"))
        run = there.bring(tuple(down), DISTRICT)
        assert run.refused == ()
        assert there.export(DISTRICT).rows < done.pack.rows
