"""Identity, telephones and addresses stay in the station."""

from __future__ import annotations

from pathlib import Path

import pyrage

from consultroom.domain.conflicts import Conflict
from consultroom.domain.members import Member
from consultroom.domain.receptions import VisitorIdentity
from consultroom.domain.sharing import Private
from consultroom.frozen import replace
from consultroom.services.exchanging import (
    partners,
    sharing,
)
from tests.services.exchanging.offices import (
    DISTRICT,
    Offices,
)

PRIVATE = ("陈桂芳", "13900001111", "柳荫巷7号", "13800000007", "555-7788")


def opened_bytes(there: Offices, file: Path) -> bytes:
    """Return what a pack says, decrypted, its pieces unpacked."""
    import io
    import tarfile
    import zlib

    (age,) = partners.ages(there[DISTRICT])
    plain = pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.from_str(age)])
    whole = bytearray(plain)
    with tarfile.open(fileobj=io.BytesIO(plain)) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None and member.name.endswith(".z"):
                whole += zlib.decompress(content.read())
    return bytes(whole)


def with_private_things(there: Offices) -> None:
    from datetime import datetime

    from consultroom.domain.meetings import Meeting

    room = there["WT1"].room
    with room.act("登记来访", by="王") as act:
        act.put(
            VisitorIdentity(
                id=room.new_id(),
                owner="WT",
                visit="V",
                name=PRIVATE[0],
                phone=PRIVATE[1],
                address=PRIVATE[2],
            )
        )
        act.put(Member(id=room.new_id(), owner=DISTRICT, name="张建国", phone=PRIVATE[3]))
        act.put(
            Meeting(
                id=room.new_id(),
                owner="WT",
                consultation="C",
                sitting=1,
                starts_at=datetime(2026, 11, 26, 14, 30),  # noqa: DTZ001 - as printed
                venue="三楼",
                contact_phone=PRIVATE[4],
            )
        )


def test_identity_telephones_and_addresses_do_not_leave(there: Offices):
    with_private_things(there)
    (file,) = there.send("WT1")
    said = opened_bytes(there, file)
    assert "张建国".encode() in said
    for secret in PRIVATE:
        assert secret.encode() not in said, secret


def test_they_leave_where_the_district_asks_and_the_station_allows(there: Offices):
    with_private_things(there)
    sharing.allow(there["WT1"], [Private.PHONES])
    (file,) = there.send("WT1")
    assert PRIVATE[3].encode() not in opened_bytes(there, file)
    sharing.ask(there[DISTRICT], [Private.PHONES, Private.VISITORS])
    there.pass_on(DISTRICT, "WT1")
    (file,) = there.send("WT1", full=True)
    said = opened_bytes(there, file)
    assert PRIVATE[3].encode() in said
    assert PRIVATE[4].encode() in said
    for secret in PRIVATE[:3]:
        assert secret.encode() not in said
    there.bring((file,), DISTRICT)
    assert there[DISTRICT].room.find(Conflict) == ()


def test_a_telephone_that_lost_a_conflict_stays_too(there: Offices):
    with_private_things(there)
    there.pass_on("WT1", "WT2")
    for name, phone in (("WT1", "555-1111"), ("WT2", "555-2222")):
        room = there[name].room
        member = room.find(Member)[0]
        with room.act("修改委员", by=name) as act:
            act.put(replace(member, phone=phone))
    there.pass_on("WT2", "WT1")
    assert len(there["WT1"].room.find(Conflict)) == 1
    (file,) = there.send("WT1")
    said = opened_bytes(there, file)
    assert b"555-1111" not in said
    assert b"555-2222" not in said
