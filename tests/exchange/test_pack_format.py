"""``docs/pack-format.md`` is enough: its numbers are right, and a reader made from it reads."""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from consultroom.exchange import limits
from consultroom.exchange.identity import KeyFile
from consultroom.exchange.manifest import Ack, Entry, Manifest, PackKind
from consultroom.exchange.merge import known_fields, merge
from tests.exchange.packing import row

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "pack-format.md").read_text()
GOLDEN = ROOT / "tests" / "old_rooms" / "pack-1"

NUMBERS = {
    "within the first 65,536 bytes": limits.HEADER,
    "within 1,000,000,000 bytes": limits.PACK,
    "1 to 100 of them": limits.RECIPIENTS,
    "1 byte to 8 MiB": limits.MANIFEST,
    "| 64 bytes |": limits.SIGNATURE,
    "| up to 32 MiB, as": limits.CHUNK_PACKED,
    "| up to 256 MiB, as": limits.BLOB,
    "once unpacked, up to 256 MiB": limits.CHUNK_RAW,
    "an entry of rows at 8 MiB": limits.CHUNK,
    "together are at most 8192 MiB": limits.RAW,
    "UTF-8, up to 4 MiB": limits.LINE,
    "text of up to 1,048,576": limits.TEXT,
    "| up to 20,000 |": limits.ENTRIES,
    "20,000,000 in a pack": limits.ROWS,
    "→ value, up to 256": limits.FIELDS,
    "`TIME`, 1 to 1,000": limits.NODES,
    "`acks` | up to 10,000": limits.ACKS,
    "`wanted` | up to 10,000": limits.WANTED,
    "up to 2,000 characters": limits.NOTE,
}


@pytest.mark.parametrize("phrase", NUMBERS)
def test_the_document_states_the_limits_of_the_program(phrase: str):
    assert phrase in TEXT
    number, unit = re.findall(r"([0-9][0-9,]*)( MiB)?(?!.*[0-9])", phrase)[-1]
    assert int(number.replace(",", "")) * (limits.MIB if unit else 1) == NUMBERS[phrase]


@pytest.mark.parametrize("name", ["UNIT", "HASH", "NAME", "ID", "TIME", "NODE"])
def test_the_document_states_the_patterns_of_the_program(name: str):
    assert f"| `{name}` | `{getattr(limits, name)}` |" in TEXT
    assert limits.FILE_NAME in TEXT


@pytest.mark.parametrize("kind", [Manifest, Entry, Ack])
def test_the_document_names_every_field(kind: type[Any]):
    assert all(f"`{name}`" in TEXT for name in kind.__struct_fields__)
    assert all(f"`{kind.code}`" in TEXT for kind in PackKind)


def test_a_reader_made_from_the_document_reads_the_golden_packs():
    """Nothing of the program but the keys' file: age, tar, Ed25519, JSON and zlib."""
    district, station = (KeyFile(GOLDEN / name).read() for name in ("district", "station"))
    assert district is not None
    assert station is not None
    expected = json.loads((GOLDEN / "expected.json").read_text())
    prev = ""
    for told in expected:
        age = pyrage.x25519.Identity.from_str(district.age)
        content = pyrage.decrypt((GOLDEN / told["file"]).read_bytes(), [age])
        with tarfile.open(fileobj=BytesIO(content)) as archive:
            files = {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]
        manifest = json.loads(files["manifest.json"])
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(station.key)).verify(
            files["manifest.sig"], files["manifest.json"]
        )
        assert manifest["key"] == station.key
        assert manifest["prev"] == prev
        assert list(files)[2:] == [entry["name"] for entry in manifest["entries"]]
        rows = []
        for entry in manifest["entries"]:
            content = files[entry["name"]]
            assert hashlib.sha256(content).hexdigest() == entry["sha256"]
            if entry["name"].startswith("data/"):
                lines = zlib.decompress(content).splitlines()
                assert len(lines) == entry["rows"]
                rows += [[entry["table"], json.loads(line)] for line in lines]
        assert rows == told["rows"]
        prev = hashlib.sha256(files["manifest.json"]).hexdigest()
        assert prev == told["manifest"]


def test_the_id_of_a_conflict_is_made_as_the_document_says():
    result = merge(
        row(title="甲"), row(title="乙", node="b2"), known_fields("topic") or frozenset()
    )
    (lost,) = result.conflicts
    parts = ("conflict", "topic", "T1", "title", '"甲"', row().stamps.base)
    number = int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:17], "big")
    digits = ""
    for _ in range(26):
        number, digit = divmod(number, 32)
        digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[digit] + digits
    assert lost.id == digits
