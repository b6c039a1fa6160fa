"""What does not leave: visitors, telephones, addresses; found out on the pack's own bytes."""

from __future__ import annotations

import zlib
from itertools import permutations
from pathlib import Path

import pytest

from consultroom.domain.catalogue import RECORDS
from consultroom.domain.redaction import SOMEBODY
from consultroom.domain.stamps import StampedRow, Stamps
from consultroom.exchange.masking import ALL, NOTHING, Mask, Withheld
from consultroom.exchange.merge import Outcome, conflict_row, known_fields, merge
from consultroom.frozen import fields
from tests.exchange.packing import a_pack, files_in, row, staged, time, unsealed

SECRETS = ("张三丰", "13800138000", "翠竹苑3栋502")
ROWS = (
    row("visitor_identity", "V1", name="张三丰", phone="13800138000", address="翠竹苑3栋502"),
    row("visit", "V2", matter="路灯不亮", order=1),
    row("member", "M1", name="李静", phone="13800138000"),
    row("meeting", "X1", venue="议事厅", contact_phone="13800138000"),
    row("org_unit", "WT", name="梧桐站", address="翠竹苑3栋502", phone="13800138000"),
)


def bytes_of(mask: Mask) -> bytes:
    """Return everything readable inside a pack: the archive and its rows unpacked."""
    archive = unsealed(a_pack(mask.rows([*ROWS, *_conflicts()]), ()))
    rows = [zlib.decompress(content) for name, content in files_in(archive) if name[-1] == "z"]
    return b"".join([archive, *rows])


def _conflicts() -> list[StampedRow]:
    one = row("member", "M1", name="李静", phone="13900139000")
    lost = merge(one, row("member", "M1", node="b2", phone="13800138000"), _known("member"))
    assert [c.field for c in lost.conflicts] == ["phone"]
    return [conflict_row(conflict) for conflict in lost.conflicts]


def _known(table: str) -> frozenset[str]:
    return known_fields(table) or frozenset()


def test_nothing_personal_is_in_the_bytes_of_a_pack():
    content = bytes_of(Mask())
    for secret in (*SECRETS, "13900139000", "visitor_identity"):
        assert secret.encode() not in content
    for open_word in ("路灯不亮", "李静", "议事厅", "梧桐站"):
        assert open_word.encode() in content


def test_without_a_mask_it_is_all_there():
    content = bytes_of(Mask(NOTHING))
    assert all(secret.encode() in content for secret in (*SECRETS, "13900139000"))


def test_a_district_may_be_granted_a_group():
    content = bytes_of(Mask(ALL - {Withheld.PHONES}))
    assert b"13800138000" in content
    assert "张三丰".encode() not in content
    assert "翠竹苑3栋502".encode() not in content


def test_a_field_that_was_withheld_neither_overwrites_nor_conflicts(tmp_path: Path):
    whole = ROWS[2]
    with staged(a_pack(Mask().rows([whole]), ()), tmp_path) as there:
        (came,) = there.rows()
    assert came.values == {"name": "李静"}
    back = merge(whole, came, _known("member"))
    assert (back.outcome, back.conflicts, back.row) == (Outcome.UNCHANGED, (), whole)
    other = merge(came, whole, _known("member")).row
    assert other.values["phone"] == "13800138000"


def test_a_withheld_field_of_a_newer_version_stays_too():
    newer = row("member", "M1", name="李静", home_address="翠竹苑3栋502")
    kept = merge(None, newer, _known("member")).row
    assert kept.extra
    left = Mask().row(kept)
    assert left is not None
    assert not left.extra
    stamp = f"{time(9)}@b2"
    stamped = row("member", "M1", name="李静", phone="1")
    stamped = type(stamped)(
        table="member",
        id="M1",
        owner="WT",
        values=stamped.values,
        stamps=Stamps(stamped.stamps.base, {"phone": stamp}, {"a1": time(1), "b2": time(9)}),
    )
    left = Mask().row(stamped)
    assert left is not None
    assert left.stamps.fields == {}


def test_every_telephone_and_address_of_every_record_is_withheld():
    """A new field that holds one must be named so that the mask knows it."""
    mask = Mask()
    personal = {
        (kind.table, field.name)
        for kind in RECORDS
        for field in fields(kind.record)
        if "phone" in field.name or "address" in field.name or "mobile" in field.name
    }
    assert ("meeting", "contact_phone") in personal
    assert all(mask.withholds(table, name) for table, name in personal)
    assert mask.withholds_table("visitor_identity")


# -- people in free text -------------------------------------------------------------------------

SAID = row("topic", "T1", title="路灯", situation="张三丰与李四光请求修路灯")


def without(*names: str) -> StampedRow:
    """Return the topic as it leaves a computer that knows these people."""

    def taken_out(_table: str, _record: str, text: str) -> str:
        for name in names:
            text = text.replace(name, SOMEBODY)
        return text

    left = Mask(take_out=taken_out).row(SAID)
    assert left is not None
    return left


def test_a_text_without_people_keeps_its_stamp_and_touches_no_other_field():
    left = without("张三丰")
    assert left.values["situation"] == f"{SOMEBODY}与李四光请求修路灯"
    assert (left.stamps, left.values["title"]) == (SAID.stamps, SAID.values["title"])


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_whatever_was_taken_out_the_fullest_text_stands_and_nothing_is_lost(
    order: tuple[int, ...],
):
    versions = (SAID, without("张三丰"), without("李四光"), without("张三丰", "李四光"))
    merged = None
    for place in order:
        done = merge(merged, versions[place], _known("topic"))
        assert done.conflicts == ()
        merged = done.row
    assert merged == SAID


def test_two_texts_of_one_stamp_that_are_not_one_are_a_conflict_still():
    other = row("topic", "T1", title="路灯", situation=f"{SOMEBODY}请求修水管")
    assert [one.field for one in merge(SAID, other, _known("topic")).conflicts] == ["situation"]


def test_people_in_what_a_later_version_wrote_are_taken_out_wherever_they_stand():
    mask = Mask(take_out=lambda _table, _record, text: text.replace("张三丰", SOMEBODY))
    for later in (row("topic", "T1", urgency="张三丰很急"), row("wish", "W1", text="张三丰很急")):
        kept = merge(None, later, known_fields(later.table) or frozenset()).row
        left = mask.row(kept)
        assert left is not None
        assert "张三丰" not in f"{left.values}{left.extra}"


def test_of_a_nested_value_only_the_texts_are_touched():
    value = '[{"phone":13800138000,"who":"张三丰"},"张三丰[说"]'
    odd = '{ "b": "路灯", "a": 1 }'  # as it came, since nobody is named
    kept = merge(None, row("wish", "W1", items=value, text="[张三丰说", odd=odd), frozenset()).row
    mask = Mask(take_out=lambda _t, _r, text: text.replace("张三丰", "某").replace("138", "略"))
    left = mask.row(kept)
    assert left is not None
    told = {**left.values, **{name: value for name, (value, _) in left.extra.items()}}
    assert told == {
        "items": '[{"phone":13800138000,"who":"某"},"某[说"]',
        "text": "[某说",
        "odd": odd,
    }
