"""What a pack says about itself (包内清单): from whom to whom, what is inside, what was received.

The manifest's exact bytes are signed. It is the first entry of a pack, and everything after it must
be just what it lists. ``docs/pack-format.md`` describes every field.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from consultroom.domain.records import Coded
from consultroom.errors import UserError
from consultroom.exchange import limits
from consultroom.exchange.identity import Card

FORMAT: Final = "consultroom-pack"
VERSION: Final = 1
SUITE: Final = "age1"  # age with X25519, Ed25519, SHA-256
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
BEGINNING: Final = b'{"format":"consultroom-pack",'  # sets a signed manifest apart from all else
_FILE_NAME: Final = re.compile(limits.FILE_NAME)


class BadPack(UserError):
    """A pack that is refused. Nothing of it was believed or written."""


class DamagedPack(BadPack):
    """The file was cut short, changed on the way, or is not put together as a pack is."""


class NewerPack(BadPack):
    """A later version of the program wrote it."""


class PackKind(Coded):
    """What a pack is for (包的种类)."""

    JOINING = "joining", "入网申请包"
    MONTH = "month", "上报包"
    DISTRICT = "district", "下发包"
    PEER = "peer", "本单位电脑互传包"
    BOOTSTRAP = "bootstrap", "重建包"


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file inside a pack: a piece of a table, or a blob.

    Attributes:
        name: ``data/topic.1.jsonl.z`` or ``blobs/<sha256>``.
        size: bytes as they lie in the pack.
        sha256: of those bytes, hex.
        table: whose rows it holds; empty for a blob.
        rows: how many.
        raw: bytes of the rows once unpacked.
    """

    name: Annotated[str, Meta(max_length=100)]
    size: limits.Count
    sha256: limits.Hash
    table: Annotated[str, Meta(pattern=rf"^({limits.NAME})?\Z")] = ""
    rows: limits.Count = 0
    raw: limits.Count = 0


class Ack(msgspec.Struct, frozen=True, kw_only=True):
    """Packs of one computer that were taken in (回执): every number from first to last.

    Attributes:
        node: the computer that sent them.
        first: number of the first.
        last: number of the last.
        hash: SHA-256 of the last one's manifest, hex.
    """

    node: limits.Node
    first: Annotated[int, Meta(ge=1, le=2**53)]
    last: Annotated[int, Meta(ge=1, le=2**53)]
    hash: limits.Hash


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The signed head of a pack.

    Attributes:
        min_reader: the least version of this format a reader must know.
        kind: what the pack is for.
        unit: code of the organisation that sends.
        node: its computer.
        key: public signing key, 32 bytes of Ed25519, hex.
        to: code of the organisation addressed.
        to_node: the one computer addressed, or empty.
        seq: number of the pack, from 1, counted by this computer for this addressee.
        prev: SHA-256 of the manifest before it in that count, hex; empty for the first.
        since: the rows are those that changed after this place in the sender's journal …
        upto: … up to this one; believed to have arrived once all volumes are acknowledged.
        volume: which of ``volumes`` packs written together, from 1.
        period: the month reported on, ``2026-11``, or empty.
        nil: “nothing held” (零报告): the sender states that there was nothing to report.
        note: a sentence from the sender, or empty.
        schema: version of the sender's tables.
        app: version of the sender's program.
        made_at: when, with its zone.
        made_by: 经办人.
        entries: everything that follows, in order.
        acks: what the sender has taken in from the addressee.
        wanted: SHA-256 of blobs the sender's rows name and that it lacks.
        card: the sender's card, in a pack that asks to join.
    """

    format: str = FORMAT
    v: Annotated[int, Meta(ge=1, le=1_000_000)] = VERSION
    min_reader: Annotated[int, Meta(ge=1, le=1_000_000)] = VERSION
    suite: Annotated[str, Meta(max_length=20)] = SUITE
    kind: PackKind
    unit: limits.Unit
    node: limits.Node
    key: limits.Hash
    to: limits.Unit
    to_node: Annotated[str, Meta(pattern=rf"^({limits.NODE})?\Z")] = ""
    seq: Annotated[int, Meta(ge=1, le=999_999_999)]
    prev: Annotated[str, Meta(pattern=rf"^({limits.HASH})?\Z")] = ""
    since: limits.Count = 0
    upto: limits.Count
    volume: Annotated[int, Meta(ge=1, le=10_000)] = 1
    volumes: Annotated[int, Meta(ge=1, le=10_000)] = 1
    period: Annotated[str, Meta(pattern=rf"^{limits.PERIOD}\Z")] = ""
    nil: bool = False
    note: Annotated[str, Meta(max_length=limits.NOTE)] = ""
    schema: Annotated[int, Meta(ge=1, le=1_000_000)]
    app: Annotated[str, Meta(max_length=40)]
    made_at: Annotated[datetime, Meta(tz=True)]
    made_by: Annotated[str, Meta(max_length=60)] = ""
    entries: Annotated[tuple[Entry, ...], Meta(max_length=limits.ENTRIES)] = ()
    acks: Annotated[tuple[Ack, ...], Meta(max_length=limits.ACKS)] = ()
    wanted: Annotated[tuple[limits.Hash, ...], Meta(max_length=limits.WANTED)] = ()
    card: Card | None = None

    @property
    def tables(self) -> Mapping[str, int]:
        """Table -> how many of its rows the pack holds, in the order of the pack."""
        counts: Counter[str] = Counter()
        for entry in self.entries:
            if entry.table:
                counts[entry.table] += entry.rows
        return counts

    @property
    def rows(self) -> int:
        """How many rows the pack holds."""
        return sum(entry.rows for entry in self.entries)

    @property
    def blobs(self) -> tuple[Entry, ...]:
        """The blobs among the entries."""
        return tuple(entry for entry in self.entries if not entry.table)

    @property
    def file_name(self) -> str:
        """The pack's name on a stick: ``QZX_WT-1A2B3C4D5E_000017.crpk``, ASCII, upper case.

        Raises:
            ValueError: no such name can be made of it.
        """
        name = f"{self.to}_{self.unit}-{self.node.upper()}_{self.seq:06d}.crpk"
        if not _FILE_NAME.fullmatch(name):
            raise ValueError(f"no name for a pack: {name!r}")
        return name


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Manifest).decode


class Claim(msgspec.Struct, frozen=True):
    """The little of a manifest that is read before its signature is checked.

    Attributes:
        key: the public key it claims to be signed with.
        min_reader: the least version of this format a reader must know.
    """

    key: limits.Hash
    min_reader: Annotated[int, Meta(ge=1)] = VERSION


_decode_claim = msgspec.json.Decoder(Claim).decode
_NOT_READABLE: Final = (ValueError, RecursionError, msgspec.MsgspecError)  # what decoding raises


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return a manifest as it is signed and written."""
    return _encode(manifest)


def manifest_hash(content: bytes) -> str:
    """Return what ``prev`` and acknowledgements call a manifest by: SHA-256 of its bytes, hex."""
    return hashlib.sha256(content).hexdigest()


def read_claim(content: bytes) -> Claim:
    """Return who claims to have signed these bytes.

    Raises:
        DamagedPack: they are no manifest.
        NewerPack: this program is too old to read the pack.
    """
    if not content.startswith(BEGINNING):
        raise DamagedPack(NO_MANIFEST)
    try:
        claim = _decode_claim(content)
    except _NOT_READABLE as error:
        raise DamagedPack(NO_MANIFEST) from error
    if claim.min_reader > VERSION:
        raise NewerPack("这个包是较新版本的程序做的。请先更新程序，再导入这个包。")
    return claim


def read_manifest(content: bytes) -> Manifest:
    """Return what a manifest says, once its signature has been checked.

    Raises:
        DamagedPack: it breaks the format.
    """
    try:
        return _decode(content)
    except _NOT_READABLE as error:
        raise DamagedPack(NO_MANIFEST) from error


NO_MANIFEST: Final = "包里的清单不完整或不合格式。请对方重新导出一份，再交来。"
