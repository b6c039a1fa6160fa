"""The keys of this computer, and whose signatures are believed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from consultroom.domain.papers import PeerKey
from consultroom.domain.stations import UnitKind
from consultroom.errors import UserError
from consultroom.exchange.identity import BadCard, BadKeys, Card
from consultroom.frozen import replace
from consultroom.services import founding, identifying, safekeeping
from consultroom.services.desk import Desk
from consultroom.services.identifying import CodeDiffers, NotTrusted
from tests.services.stages import Stages, Watch, everything, open_at

TODAY = date(2026, 11, 2)


@pytest.fixture
def station(stages: Stages) -> Desk:
    return stages("founded")


@pytest.fixture
def district(tmp_path: Path):
    from datetime import time
    from random import Random

    desk = founding.found_district(
        tmp_path / "district",
        district=founding.a_unit(UnitKind.DISTRICT, "JZ", "江州区政协"),
        by="周立",
        clock=Watch(TODAY, time(9)),
        chance=Random("district").randbytes,  # noqa: S311 - the same each time
    )
    with desk.room:
        yield desk


def test_keys_are_made_once_and_entered_as_one_act(station: Desk):
    assert not (station.room.folder / "keys.json").exists()
    first = identifying.identity(station)
    assert station.room.acts()[0].name == "登记签名公钥"
    acts = len(station.room.acts())
    assert identifying.identity(station) == first
    assert len(station.room.acts()) == acts
    key = station.room.find(PeerKey)[0]
    assert (key.unit, key.node, key.key) == ("WT", station.room.node, first.key)
    assert (key.recipient, key.valid_from, key.revoked_on) == (first.recipient, TODAY, None)


def test_the_keys_lie_outside_the_database(station: Desk):
    mine = identifying.identity(station)
    folder = station.room.folder
    station.room.backup()
    station.room.close()
    for file in folder.rglob("*"):
        if file.is_file() and file.name != "keys.json":
            content = file.read_bytes()
            assert mine.seed.hex().encode() not in content
            assert mine.seed not in content
            assert mine.age.encode() not in content
    assert mine.seed.hex() in (folder / "keys.json").read_text()


def test_the_same_keys_are_there_when_the_room_is_opened_again(station: Desk):
    mine = identifying.identity(station)
    station.room.close()
    again = open_at(station.room.folder, date(2026, 12, 1))
    with again.room:
        assert identifying.identity(again) == mine


def test_an_entry_that_was_undone_is_made_again(station: Desk):
    mine = identifying.identity(station)
    safekeeping.undo(station, safekeeping.latest(station))
    assert station.room.find(PeerKey) == ()
    assert identifying.identity(station) == mine
    assert [key.key for key in station.room.find(PeerKey)] == [mine.key]
    assert safekeeping.check(station).faults == ()


def test_a_damaged_key_file_makes_no_new_keys(station: Desk):
    identifying.identity(station)
    (station.room.folder / "keys.json").write_text("{")
    with pytest.raises(BadKeys, match="已损坏"):
        identifying.identity(station)


def test_another_units_keys_are_not_used(station: Desk, district: Desk):
    identifying.identity(district)
    theirs = (district.room.folder / "keys.json").read_bytes()
    (station.room.folder / "keys.json").write_bytes(theirs)
    with pytest.raises(NotTrusted, match="单位“JZ”的"):
        identifying.identity(station)


def test_a_district_trusts_a_station_after_hearing_its_code(station: Desk, district: Desk):
    card = _handed_over(station, district)
    assert card.name == "梧桐街道委员工作站"
    key = identifying.trust(district, card, heard=card.code.lower())
    assert district.room.acts()[0].name == "信任签名公钥"
    assert identifying.believed(district) == (key,)
    assert (key.owner, key.unit, key.key) == ("JZ", "WT", identifying.identity(station).key)
    assert identifying.code_of(key) == card.code
    acts = len(district.room.acts())
    assert identifying.trust(district, card) == key
    assert len(district.room.acts()) == acts


def _handed_over(station: Desk, district: Desk) -> Card:
    file = district.room.folder.parent / "WT.json"
    identifying.write_card(identifying.card(station), file)
    return identifying.read_card(file)


def test_a_code_heard_otherwise_is_refused(station: Desk, district: Desk):
    card = _handed_over(station, district)
    with pytest.raises(CodeDiffers, match="您填的是 0000-0000") as told:
        identifying.trust(district, card, heard="0000-0000")
    assert card.code not in str(told.value)  # it is to be heard, not copied
    assert district.room.find(PeerKey) == ()


def test_from_a_revocation_on_the_station_has_new_keys_and_the_old_are_not_trusted_again(
    station: Desk,
):
    old = identifying.identity(station)
    old_card = identifying.card(station)
    gone = identifying.revoke(station, "WT", on=TODAY, reason="电脑被盗")
    assert [(key.key, key.revoked_on, key.reason) for key in gone] == [(old.key, TODAY, "电脑被盗")]
    new = identifying.identity(station)
    assert (new.key, new.recipient) != (old.key, old.recipient)
    kept = json.loads((station.room.folder / "keys.json").read_text())
    assert [one["public"]["sign"] for one in kept["earlier"]] == [old.key]
    with pytest.raises(NotTrusted, match="已于2026-11-02吊销"):
        identifying.trust(station, old_card)


def test_one_key_of_a_unit_may_be_revoked_alone(station: Desk):
    identifying.identity(station)
    identifying.revoke(station, "WT", on=TODAY, reason="换电脑")
    identifying.identity(station)
    live = station.room.find(PeerKey, revoked_on=None)[0]
    with pytest.raises(NotTrusted, match="没有这样的有效公钥"):
        identifying.revoke(station, "WT", on=TODAY, reason="换电脑", code="0000-0000")
    code = identifying.code_of(live)
    assert identifying.revoke(station, "WT", on=TODAY, reason="换电脑", code=code)[0].id == live.id


def test_a_unit_without_keys_here_cannot_be_revoked(station: Desk):
    with pytest.raises(NotTrusted, match="单位“GH”没有"):
        identifying.revoke(station, "GH", on=TODAY, reason="电脑被盗")


def test_a_revocation_can_be_undone(station: Desk):
    mine, before = identifying.identity(station), everything(station)
    identifying.revoke(station, "WT", on=TODAY, reason="弄错了")
    assert station.room.acts()[0].name == "吊销签名公钥"
    safekeeping.undo(station)
    assert everything(station) == before
    assert identifying.identity(station) == mine


def test_a_key_under_another_units_name_is_not_trusted(station: Desk, district: Desk):
    card = _handed_over(station, district)
    identifying.trust(district, card)
    from msgspec.structs import replace as changed

    with pytest.raises(NotTrusted, match="已登记在单位“WT”名下"):
        identifying.trust(district, changed(card, unit="GH"))


def test_a_key_that_only_travelled_here_is_not_believed(station: Desk, district: Desk):
    identifying.identity(station)
    mine = station.room.find(PeerKey)[0]
    with district.room.act("测试", by="周立") as act:
        act.put(mine)  # as a pack of the station would
    assert identifying.believed(district) == ()
    with station.room.act("测试", by="王敏") as act:
        act.put(replace(mine, id="K", owner="JZ"))  # as the district would issue it
    assert {key.owner for key in identifying.believed(station)} == {"WT", "JZ"}


def test_a_card_is_not_written_over_another_file(station: Desk, tmp_path: Path):
    file = tmp_path / "card.json"
    file.write_text("mine")
    with pytest.raises(UserError, match="没有覆盖"):
        identifying.write_card(identifying.card(station), file)
    assert file.read_text() == "mine"
    with pytest.raises(UserError, match="写不进去"):
        identifying.write_card(identifying.card(station), tmp_path / "gone" / "card.json")


def test_what_is_no_card_is_told(tmp_path: Path):
    with pytest.raises(UserError, match="读不到身份卡"):
        identifying.read_card(tmp_path / "card.json")
    (tmp_path / "card.json").write_bytes(b"x" * 100_000)
    with pytest.raises(BadCard, match="不是身份卡"):
        identifying.read_card(tmp_path / "card.json")
