"""The keys of a computer, the file they lie in, and the card that shows them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.errors import UserError
from consultroom.exchange.identity import (
    BadCard,
    BadKeys,
    Identity,
    KeyFile,
    card_of,
    is_signed,
    new_identity,
    read_card,
    same_code,
)


def an_identity(unit: str = "WT", seed: int = 1) -> Identity:
    chance = Random(seed).randbytes  # noqa: S311 - the same each time
    return new_identity(unit=unit, node="ab12cd34ef", made=date(2026, 11, 2), chance=chance)


@pytest.fixture
def identity() -> Identity:
    return an_identity()


def test_there_are_no_keys_before_they_are_made(tmp_path: Path):
    assert KeyFile(tmp_path).read() is None


def test_keys_are_read_back_as_they_were_kept(identity: Identity, tmp_path: Path):
    KeyFile(tmp_path).keep(identity)
    assert KeyFile(tmp_path).read() == identity
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_may_read_the_keys(identity: Identity, tmp_path: Path):
    left_over = tmp_path / "keys.json.part"
    left_over.write_text("half of it")
    left_over.chmod(0o644)
    KeyFile(tmp_path).keep(identity)
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600


def test_keys_that_are_replaced_stay_in_the_file_beside_other_sections(tmp_path: Path):
    first, second = an_identity(seed=1), an_identity(seed=2)
    file = KeyFile(tmp_path)
    file.keep(first)
    told = json.loads(file.path.read_text())
    file.path.write_text(json.dumps(told | {"slots": [{"kind": "passphrase"}]}))
    file.keep(second)
    told = json.loads(file.path.read_text())
    assert file.read() == second
    assert told["slots"] == [{"kind": "passphrase"}]
    assert [one["secret"]["age"] for one in told["earlier"]] == [first.age]


def test_what_is_shown_of_an_identity_holds_no_secret(identity: Identity):
    shown = f"{identity!r} {card_of(identity, '梧桐街道委员工作站').as_text()}"
    assert identity.seed.hex() not in shown
    assert repr(identity.seed) not in shown
    assert identity.age not in shown


def test_what_is_encrypted_to_the_recipient_its_holder_reads(identity: Identity):
    to = pyrage.x25519.Recipient.from_str(identity.recipient)
    packed = pyrage.encrypt(b"pack", [to])
    assert pyrage.decrypt(packed, [pyrage.x25519.Identity.from_str(identity.age)]) == b"pack"


def test_a_signature_holds_for_its_message_and_its_key_alone(identity: Identity):
    signature = identity.sign(b"message")
    assert is_signed(b"message", signature, identity.key)
    assert not is_signed(b"massage", signature, identity.key)
    assert not is_signed(b"message", signature, an_identity(seed=2).key)
    assert not is_signed(b"message", signature[:-1], identity.key)
    assert not is_signed(b"message", signature, "no key")


def _inside(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda told: change(told["identity"])


DAMAGE: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "another format": (lambda told: told.update(format="x"), "已损坏"),
    "a later version": (lambda told: told.update(version=2), "较新版本"),
    "a passphrase": (_inside(lambda one: one.update(wrap="argon2id")), "设了口令"),
    "no identity": (lambda told: told.pop("identity"), "已损坏"),
    "no secret": (_inside(lambda one: one.pop("secret")), "已损坏"),
    "another seed": (_inside(lambda one: one["secret"].update(sign="00" * 32)), "已损坏"),
    "a short seed": (_inside(lambda one: one["secret"].update(sign="00")), "已损坏"),
    "no hex": (_inside(lambda one: one["secret"].update(sign="zz")), "已损坏"),
    "another age": (_inside(lambda one: one["secret"].update(age="AGE-SECRET-KEY-1")), "已损坏"),
    "a wrong day": (_inside(lambda one: one.update(made="someday")), "已损坏"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_key_file_that_is_not_right_is_told_and_left_alone(
    damage: str, identity: Identity, tmp_path: Path
):
    file = KeyFile(tmp_path)
    file.keep(identity)
    told = json.loads(file.path.read_text())
    change, sentence = DAMAGE[damage]
    change(told)
    file.path.write_text(json.dumps(told))
    with pytest.raises(BadKeys, match=sentence):
        file.read()
    assert json.loads(file.path.read_text()) == told


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"\0" * 100])
def test_a_key_file_of_something_else_is_not_written_over(
    content: bytes, identity: Identity, tmp_path: Path
):
    (tmp_path / "keys.json").write_bytes(content)
    with pytest.raises(BadKeys, match="已损坏"):
        KeyFile(tmp_path).read()
    with pytest.raises(BadKeys, match="已损坏"):
        KeyFile(tmp_path).keep(identity)
    assert (tmp_path / "keys.json").read_bytes() == content


def test_a_folder_that_cannot_be_written_is_told(identity: Identity, tmp_path: Path):
    with pytest.raises(BadKeys, match="没有保存"):
        KeyFile(tmp_path / "gone").keep(identity)


def test_a_card_is_read_back_and_has_the_same_short_code(identity: Identity):
    card = card_of(identity, "梧桐街道委员工作站")
    again = read_card(card.as_text().encode())
    assert again == card
    assert (again.key, again.recipient) == (identity.key, identity.recipient)
    assert again.code == card.code
    assert json.loads(card.as_text())["code"] == card.code


def test_the_short_code_differs_by_unit_and_by_either_key(identity: Identity):
    codes = {card_of(one, "站").code for one in (identity, an_identity("GH"), an_identity("WT", 2))}
    assert len(codes) == 3


@given(st.integers(0, 1 << 32))
def test_a_short_code_may_be_typed_as_people_type_it(seed: int):
    code = msgspec.structs.replace(CARD, key=f"{seed:064x}").code
    assert len(code) == 9
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert same_code(typed, code)
    assert not same_code(code[:-1], code)


CARD = card_of(an_identity(), "梧桐街道委员工作站")


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "GH"},
        {"name": "桂花街道委员工作站"},
        {"node": "ffff"},
        {"made": date(2026, 11, 3)},
        {"key": an_identity(seed=2).key},
        {"recipient": an_identity(seed=2).recipient},
        {"signature": "00" * 64},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_card_that_was_changed_is_refused(changes: dict[str, Any]):
    with pytest.raises(BadCard, match="改动过"):
        read_card(msgspec.structs.replace(CARD, **changes).as_text().encode())


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[" * 100_000, b"\xff", b"%PDF-1.7", os.urandom(99), b'{"format":"consultroom"}'],
    ids=["empty", "nothing", "deep", "no text", "pdf", "noise", "another"],
)
def test_what_is_no_card_is_refused(content: bytes):
    with pytest.raises(BadCard, match="不是身份卡"):
        read_card(content)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"recipient": "age1x"}, "不是身份卡"),
        ({"signature": "zz"}, "不是身份卡"),
        ({"format": "x"}, "不是身份卡"),
        ({"version": 2}, "请先更新程序"),
    ],
)
def test_a_card_of_another_kind_is_refused(changes: dict[str, Any], sentence: str):
    with pytest.raises(UserError, match=sentence):
        read_card(msgspec.structs.replace(CARD, **changes).as_text().encode())
