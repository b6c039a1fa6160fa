"""Packs that are refused, and keys that are not believed."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest

from consultroom.domain.papers import PeerKey
from consultroom.domain.stations import OrgUnit
from consultroom.domain.topics import Topic
from consultroom.errors import UserError
from consultroom.exchange.identity import KeyFile
from consultroom.frozen import replace
from consultroom.services import identifying
from consultroom.services.exchanging import (
    enrolling,
    importing,
    inbox,
    previewing,
    renaming,
)
from consultroom.services.exchanging.exporting import Wish, export
from consultroom.services.exchanging.opening import Gate
from consultroom.services.exchanging.previewing import Standing
from tests.services.exchanging.offices import (
    DISTRICT,
    Clock,
    Crash,
    Offices,
    a_topic,
    chance,
    found_district,
    found_station,
    waiting,
)


def test_a_changed_pack_is_quarantined_with_a_sentence(there: Offices):
    a_topic(there["WT1"])
    (file,) = there.send("WT1")
    content = bytearray(file.read_bytes())
    content[-20] ^= 1
    file.write_bytes(content)
    run = there.bring((file,), DISTRICT)
    assert run.imported == ()
    (refused,) = inbox.quarantined(there[DISTRICT])
    assert refused.file.name == file.name
    assert "什么都没有导入" in refused.sentence
    assert there[DISTRICT].room.find(Topic) == ()
    assert there[DISTRICT].room.backups() == ()


def test_a_pack_for_another_or_from_nobody_known_is_not_taken_in(there: Offices, tmp_path: Path):
    (file,) = there.send("WT1")
    assert "打不开" in there.bring((file,), "QH1").refused[0].sentence
    stranger = found_district(tmp_path / "stranger", Clock(), seed="stranger")
    with stranger.room:
        enrolling.offer(stranger, there[DISTRICT].room.get(OrgUnit, "WT"), tmp_path / "x.crjoin")
        enrolling.admit(stranger, _card(there, tmp_path), heard=identifying.card(there["WT1"]).code)
        done = export(stranger, tmp_path, Wish(to="WT"))
    run = there.bring((tmp_path / done.packs[0].name,), "WT1")
    assert "还没有在本单位登记" in run.held[0][1]
    assert run.imported == ()


def _card(there: Offices, folder: Path) -> Path:
    identifying.write_card(identifying.card(there["WT1"]), folder / "card.json")
    return folder / "card.json"


def test_a_station_cannot_write_what_is_the_districts(there: Offices):
    desk = there["WT1"]
    unit = replace(desk.station(), name="改了名的工作站")
    with desk.room.act("修改单位", by="王") as act:
        act.put(unit)
    there.pass_on("WT1", DISTRICT)
    assert there[DISTRICT].room.get(OrgUnit, "WT").name == "梧桐街道委员工作站"


def test_a_revocation_travels_down_and_is_heeded(there: Offices):
    district = there[DISTRICT]
    key = identifying.identity(there["WT2"]).key
    listed = district.room.find(PeerKey, owner=DISTRICT, key=key)[0]
    identifying.revoke(
        district, "WT", on=district.today, reason="电脑被盗", code=identifying.code_of(listed)
    )
    a_topic(there["WT2"])
    beside, up = there.send("WT2", "WT"), there.send("WT2")
    assert "已吊销" in there.bring(up, DISTRICT).refused[0].sentence
    there.pass_on(DISTRICT, "WT1")
    assert "已吊销" in there.bring(beside, "WT1").refused[0].sentence


def test_a_copied_room_is_found_out_by_the_chain(there: Offices, tmp_path: Path):
    """Two computers write under one name, as a copied disk would have them."""
    from consultroom.store.rooms import open_room

    a_topic(there["WT1"])
    there.send("WT1")
    there["WT1"].room.close()
    copy = tmp_path / "copy"
    shutil.copytree(there["WT1"].room.folder, copy)
    folder = there["WT1"].room.folder
    for place, title in ((folder, "甲"), (copy, "乙")):
        with open_room(place, clock=Clock(), chance=chance(title).randbytes) as room:
            from consultroom.services.desk import Desk

            desk = Desk(room, "王")
            a_topic(desk, title)
            stick = tmp_path / title
            stick.mkdir()
            done = export(desk, stick)
        run = there.bring((stick / done.packs[0].name,), DISTRICT)
    assert "可能被复制过" in run.refused[0].sentence
    with open_room(copy, clock=Clock(), chance=chance("anew").randbytes) as room:
        desk = Desk(room, "王")
        renaming.rename(desk)
        done = export(desk, tmp_path / "乙")
        assert done.everything
        assert room.check().faults == ()
    there.bring((tmp_path / "乙" / done.packs[0].name,), DISTRICT)
    titles = {topic.title for topic in there[DISTRICT].room.find(Topic)}
    assert titles == {"加装电梯", "甲", "乙"}


def test_new_keys_ask_to_join_and_packs_to_the_old_ones_can_still_be_read(there: Offices):
    (old,) = there.send(DISTRICT, "WT")
    card = enrolling.renew_key(there["WT1"])
    assert len(KeyFile(there["WT1"].room.folder).every()) == 2
    there.bring((old,), "WT1")
    a_topic(there["WT1"])
    (file,) = there.send("WT1")
    inbox.bring_in(there[DISTRICT], [file])
    preview = waiting(there, DISTRICT)
    assert (preview.standing, preview.code) == (Standing.ASKS, card.code)
    with pytest.raises(identifying.CodeDiffers):
        enrolling.admit(there[DISTRICT], file, heard="0000-0000")
    enrolling.admit(there[DISTRICT], file, heard=card.code)
    assert len(importing.take(there[DISTRICT]).imported) == 1


def test_the_recovery_key_opens_a_pack(there: Offices, tmp_path: Path):
    enrolling.make_recovery_key(there[DISTRICT], tmp_path / "recovery.txt")
    there.pass_on(DISTRICT, "WT1")
    (file,) = there.send("WT1")
    age = (tmp_path / "recovery.txt").read_text("utf-8").split()[-1]
    assert pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.from_str(age)])


def test_a_join_file_is_refused_when_changed_or_for_another_or_read_wrongly(
    there: Offices, tmp_path: Path
):
    file = tmp_path / "WT.crjoin"
    unit = there[DISTRICT].room.get(OrgUnit, "WT")
    found = enrolling.offer(there[DISTRICT], unit, file)
    with pytest.raises(identifying.CodeDiffers):
        found_station(tmp_path / "new", Clock(), file, "0000-0000")
    with pytest.raises(enrolling.BadJoinFile, match="QH"):
        enrolling.join(there["QH1"], file, heard=found.above.code)
    file.write_text(file.read_text("utf-8").replace("梧桐", "清河"), "utf-8")
    with pytest.raises(enrolling.BadJoinFile, match="改动过"):
        enrolling.read(file)
    with pytest.raises(UserError):
        enrolling.read(tmp_path / "nothing.crjoin")


def test_damage_behind_the_manifest_is_told_of_a_pack_that_is_in_or_waits(
    there: Offices, tmp_path: Path
):
    a_topic(there["WT1"])
    (first,) = there.send("WT1")
    there.bring((first,), DISTRICT)
    look = Gate(there[DISTRICT], to_the_end=True)
    assert previewing.preview(look, first).standing is Standing.REPEATED
    content = first.read_bytes()
    for number, bad in enumerate((content[:-1], content + b"x", _flipped(content))):
        copy = tmp_path / f"{number}.crpk"
        copy.write_bytes(bad)
        found = previewing.preview(look, copy)
        assert found.standing is Standing.REFUSED
        assert "不完整或者被改动过" in found.sentence


def _flipped(content: bytes) -> bytes:
    return content[:-5] + bytes([content[-5] ^ 1]) + content[-4:]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where there are named pipes")
def test_what_is_no_file_is_refused_and_not_waited_for(there: Offices, tmp_path: Path):
    pipe = tmp_path / "JZ_WT-1_000001.crpk"
    os.mkfifo(pipe)
    desk = there[DISTRICT]
    for place in (pipe, tmp_path):
        found = previewing.preview(Gate(desk, to_the_end=True), place)
        assert (found.standing, "不是文件" in found.sentence) == (Standing.REFUSED, True)
    with pytest.raises(inbox.NothingToImport):
        inbox.bring_in(desk, [pipe])


def test_an_import_that_fails_again_and_again_leaves_one_backup(there: Offices):
    a_topic(there["WT1"])
    inbox.bring_in(there[DISTRICT], there.send("WT1"))
    room, clock = there[DISTRICT].room, there.clock(DISTRICT)
    for _ in range(3):
        clock.skew += timedelta(hours=1)
        clock.crash_after = 2
        with pytest.raises(Crash):
            there.take(DISTRICT)
    clock.crash_after = None
    (kept,) = room.backups()
    clock.skew += timedelta(hours=1)
    assert len(there.take(DISTRICT).imported) == 1
    assert room.backups() == (kept,)
    clock.skew += timedelta(hours=1)
    a_topic(there["WT1"], "另一件")
    there.pass_on("WT1", DISTRICT)
    assert [one.path for one in room.backups()][1:] == [kept.path]
