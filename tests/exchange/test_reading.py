"""Reading a pack: believed to the last byte or refused with a sentence, and bounded either way."""

from __future__ import annotations

import errno
import io
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from consultroom.errors import UserError
from consultroom.exchange.identity import Identity, card_of
from consultroom.exchange.manifest import (
    DamagedPack,
    Manifest,
    NewerPack,
    PackKind,
)
from consultroom.exchange.reading import (
    ForeignRow,
    ForgedPack,
    NoSpace,
    NotAPack,
    NotForUs,
    RevokedSigner,
    Staging,
    UnknownSigner,
    UnreadableFile,
    WrongSender,
    owners_of,
)
from tests.exchange.packing import (
    DAY,
    DISTRICT,
    ROWS,
    STATION,
    STRANGER,
    a_pack,
    heading,
    peer_key,
    refused,
    row,
    sealed,
    staged,
    unsealed,
)

Files = list[tuple[str, bytes]]


@pytest.fixture(scope="module")
def pack() -> bytes:
    return a_pack()


# -- damage --------------------------------------------------------------------------------------


def test_every_truncation_is_refused(pack: bytes, tmp_path: Path):
    for end in range(len(pack)):
        refused(pack[:end], tmp_path)


def test_every_flipped_byte_is_refused(pack: bytes, tmp_path: Path):
    for at in range(len(pack)):
        changed = bytearray(pack)
        changed[at] ^= 1 << at % 8
        refused(bytes(changed), tmp_path)


def test_every_flipped_byte_inside_is_refused_even_from_one_who_can_encrypt(
    pack: bytes, tmp_path: Path
):
    """No byte of the archive is free: its headers and its padding are compared whole."""
    archive = unsealed(pack)
    for at in range(len(archive)):
        changed = bytearray(archive)
        changed[at] ^= 1 << at % 8
        refused(sealed(bytes(changed)), tmp_path)


@pytest.mark.parametrize("more", [b"\0", b"x", bytes(512), bytes(10240)])
def test_what_follows_the_end_is_refused(pack: bytes, more: bytes, tmp_path: Path):
    refused(pack + more, tmp_path, DamagedPack)
    refused(sealed(unsealed(pack) + more), tmp_path, DamagedPack)


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"SQLite format 3\0" * 99, b"\0" * 70_000])
def test_another_file_is_told_as_such(content: bytes, tmp_path: Path):
    assert "不是交换包" in refused(content, tmp_path, NotAPack)


def test_an_endless_header_is_not_collected(tmp_path: Path):
    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.begun = False

        def read(self, size: int = -1, /) -> bytes:
            if self.begun:
                return b"-> X25519 " + b"A" * (size - 10)
            self.begun = True
            return b"age-encryption.org/v1\n" + b"-" * (size - 22)

    with pytest.raises(DamagedPack):
        staged(Endless(), tmp_path / "staging")  # type: ignore[arg-type]


def test_a_drive_that_fails_while_reading_is_told(tmp_path: Path):
    content = a_pack(blobs=[a_big_blob()])

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() >= self.fails_at:
                raise OSError(errno.EIO, "Input/output error")
            return super().read(size)

        fails_at = 0

    for fails_at in (0, 1, len(content) // 2, len(content) - 1):
        file = Failing(content)
        file.fails_at = fails_at
        with pytest.raises(UnreadableFile):
            staged(file, tmp_path / "staging")


def a_big_blob() -> Any:
    from tests.exchange.packing import a_blob

    return a_blob(bytes(range(256)) * 2000)


def test_a_disk_without_room_for_staging_is_told(pack: bytes, tmp_path: Path):
    class Full(Staging):
        def place(self, sha256: str) -> Path:
            raise OSError(errno.ENOSPC, "No space left on device")

    refused(pack, tmp_path, NoSpace, into=Full(tmp_path / "staging"))


# -- who and for whom ----------------------------------------------------------------------------


def test_a_pack_for_somebody_else_is_refused(pack: bytes, tmp_path: Path):
    refused(pack, tmp_path, NotForUs, ages=[STRANGER.age])
    assert "QZX" in refused(pack, tmp_path, NotForUs, here="YW")


def test_an_earlier_key_of_ours_still_opens_a_pack(pack: bytes, tmp_path: Path):
    staged(pack, tmp_path / "staging", ages=[STRANGER.age, DISTRICT.age]).close()


def test_nobody_unknown_is_believed(pack: bytes, tmp_path: Path):
    with pytest.raises(UnknownSigner) as caught:
        staged(pack, tmp_path / "staging", trust=lambda _: None)
    assert caught.value.card is None


def test_one_who_asks_to_join_shows_a_card(tmp_path: Path):
    card = card_of(STATION, "梧桐街道委员工作站")
    asking = a_pack(head=heading(kind=PackKind.JOINING, card=card))
    with pytest.raises(UnknownSigner) as caught:
        staged(asking, tmp_path / "staging", trust=lambda _: None)
    assert caught.value.card == card
    staged(asking, tmp_path / "staging").close()  # once the card was admitted


@pytest.mark.parametrize(
    "head",
    [
        heading(kind=PackKind.MONTH, card=card_of(STATION, "站")),
        heading(kind=PackKind.JOINING),
        heading(kind=PackKind.JOINING, card=card_of(STRANGER, "站")),
        heading(
            kind=PackKind.JOINING,
            card=msgspec.structs.replace(card_of(STATION, "站"), name="区政协"),
        ),
    ],
)
def test_a_card_that_is_not_the_signers_own_is_not_shown(head: Manifest, tmp_path: Path):
    with pytest.raises(UnknownSigner) as caught:
        staged(a_pack(head=head), tmp_path / "staging", trust=lambda _: None)
    assert caught.value.card is None


def test_a_revoked_key_is_not_believed_from_its_day_on(pack: bytes, tmp_path: Path):
    revoked = peer_key(STATION, revoked_on=DAY)
    refused(pack, tmp_path, RevokedSigner, trust=lambda _: revoked)
    staged(pack, tmp_path / "staging", trust=lambda _: revoked, on=date(2026, 11, 20)).close()


def test_a_key_speaks_for_its_own_organisation_alone(tmp_path: Path):
    posing = msgspec.structs.replace(heading(), unit="YW")
    as_other = Identity(unit="YW", node=STATION.node, made=DAY, seed=STATION.seed, age=STATION.age)
    content = a_pack(head=posing, identity=as_other)
    refused(content, tmp_path, ForgedPack)


def test_a_later_format_asks_for_an_update(tmp_path: Path):
    refused(a_pack(head=heading(min_reader=2)), tmp_path, NewerPack)
    refused(a_pack(head=heading(suite="sm")), tmp_path, NewerPack)
    staged(a_pack(head=heading(v=2)), tmp_path / "staging").close()


def test_rows_of_others_are_refused(tmp_path: Path):
    foreign = a_pack([*ROWS, row(id="T9", owner="QZX")])
    assert "T9" in refused(foreign, tmp_path, ForeignRow)


def test_whoever_receives_may_stop_after_the_manifest(pack: bytes, tmp_path: Path):
    class SeenBefore(UserError):
        pass

    def refuse(_manifest: Manifest, _hash: str) -> tuple[str, ...]:
        raise SeenBefore("这个包已经导入过。")

    refused(pack, tmp_path, SeenBefore, accept=refuse)


KINDS = [
    (PackKind.MONTH, "WT", "QZX", "", (), {"WT"}),
    (PackKind.JOINING, "WT", "QZX", "", (), {"WT"}),
    (PackKind.MONTH, "QZX", "CITY", "", ("WT",), {"QZX", "WT"}),
    (PackKind.DISTRICT, "QZX", "WT", "QZX", (), {"QZX"}),
    (PackKind.BOOTSTRAP, "QZX", "WT", "QZX", (), {"QZX", "WT"}),
    (PackKind.PEER, "WT", "WT", "QZX", (), {"QZX", "WT"}),
    (PackKind.PEER, "QZX", "QZX", "", (), {"QZX"}),
    (PackKind.MONTH, "WT", "QZX", "CITY", ("CITY", "QZX", "X"), {"WT", "X"}),
]
WRONG = [
    (PackKind.PEER, "YW", "WT", "QZX"),
    (PackKind.DISTRICT, "YW", "WT", "QZX"),
    (PackKind.DISTRICT, "WT", "QZX", ""),
    (PackKind.BOOTSTRAP, "YW", "WT", "QZX"),
    (PackKind.MONTH, "QZX", "WT", "QZX"),
    (PackKind.MONTH, "WT", "WT", "QZX"),
]


@pytest.mark.parametrize(("kind", "sender", "here", "above", "below", "owners"), KINDS)
def test_a_sender_speaks_for_whom_the_kind_of_pack_lets_it(  # noqa: PLR0917
    kind: PackKind, sender: str, here: str, above: str, below: tuple[str, ...], owners: set[str]
):
    manifest = heading(kind=kind, unit=sender, to=here)
    assert owners_of(manifest, here=here, above=above, spoken_for=below) == owners


@pytest.mark.parametrize(("kind", "sender", "here", "above"), WRONG)
def test_nobody_sends_packs_that_are_not_his_to_send(
    kind: PackKind, sender: str, here: str, above: str
):
    with pytest.raises(WrongSender, match=kind.label):
        owners_of(heading(kind=kind, unit=sender, to=here), here=here, above=above)
