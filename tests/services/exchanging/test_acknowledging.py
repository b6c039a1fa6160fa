"""What has arrived is known from packs and from paper slips."""

from __future__ import annotations

import pytest

from consultroom.domain.consultations import Attachment
from consultroom.services import attaching
from consultroom.services.exchanging import (
    acknowledging,
)
from consultroom.services.exchanging.acknowledging import WrongSlip
from consultroom.services.exchanging.partners import NoPartner
from tests.services.exchanging.offices import (
    DISTRICT,
    Offices,
    a_topic,
    chance,
)


def test_a_paper_slip_does_what_a_stick_that_comes_back_does(there: Offices):
    a_topic(there["WT1"])
    there.pass_on("WT1", DISTRICT)
    slip = acknowledging.slip(there[DISTRICT], "WT")
    assert len(slip.code.replace("-", "")) == 8
    assert slip.payload.isascii()
    assert not acknowledging.deliveries(there["WT1"])[0].has_arrived
    with pytest.raises(WrongSlip):
        acknowledging.type_slip(there["WT1"], "0000-0000")
    pack = acknowledging.type_slip(there["WT1"], slip.code.lower())
    assert pack.seq == slip.seq
    assert acknowledging.deliveries(there["WT1"])[0].has_arrived
    assert there.export("WT1").rows == 0


def test_the_square_of_a_slip_says_the_same_as_its_characters(there: Offices):
    a_topic(there["WT1"])
    there.pass_on("WT1", DISTRICT)
    slip = acknowledging.slip(there[DISTRICT], "WT")
    assert acknowledging.type_slip(there["WT1"], slip.payload).seq == 1


def test_each_computer_of_a_station_has_a_slip_of_its_own(there: Offices):
    for name in ("WT1", "WT2"):
        a_topic(there[name], name)
        there.pass_on(name, DISTRICT)
    slips = acknowledging.slips(there[DISTRICT], "WT")
    assert [one.node for one in slips] == [there["WT1"].room.node, there["WT2"].room.node]
    assert slips[-1] == acknowledging.slip(there[DISTRICT], "WT")
    for name, one in zip(("WT1", "WT2"), slips, strict=True):
        assert acknowledging.type_slip(there[name], one.code).node == one.node


def test_all_volumes_must_arrive_before_a_pack_counts(there: Offices):
    for n in range(3):
        file = there.place / f"{n}.bin"
        file.write_bytes(chance(str(n)).randbytes(60_000))
        attaching.attach(there["WT1"], a_topic(there["WT1"], f"议题{n}"), file)
    files = there.send("WT1", volume_bytes=100_000)
    assert len(files) > 1
    there.bring(files[:1], DISTRICT)
    with pytest.raises(NoPartner, match="不齐"):
        acknowledging.slip(there[DISTRICT], "WT")
    there.pass_on(DISTRICT, "WT1")
    assert there.export("WT1").everything
    there.bring(files[1:], DISTRICT)
    assert acknowledging.slip(there[DISTRICT], "WT").seq == len(files)
    there.pass_on(DISTRICT, "WT1")
    assert there.export("WT1").rows == 0
    for one in there[DISTRICT].room.find(Attachment):
        assert there[DISTRICT].room.blobs.verify(one.sha256)


def test_a_file_that_is_lacking_is_asked_for_and_sent_again(there: Offices):
    file = there.place / "photo.jpg"
    file.write_bytes(b"photo")
    attached = attaching.attach(there["WT1"], a_topic(there["WT1"]), file)
    there.pass_on("WT1", DISTRICT)
    there[DISTRICT].room.blobs.path(attached.sha256).unlink()
    there.pass_on(DISTRICT, "WT1")
    there.pass_on("WT1", DISTRICT)
    assert there[DISTRICT].room.blobs.read(attached.sha256) == b"photo"
