"""Packs mutated at random: refused with a sentence, or the very same; never a crash, never a part.

``CONSULTROOM_MUTATIONS=100000`` is the full run; by default each kind gets a few hundred.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from consultroom.exchange.lines import as_line
from consultroom.exchange.merge import known_fields, merge
from consultroom.exchange.reading import BadPack
from tests.exchange.packing import (
    STATION,
    a_pack,
    archived,
    files_in,
    sealed,
    staged,
    unsealed,
)

EACH = int(os.environ.get("CONSULTROOM_MUTATIONS", "2000")) // 5

Files = list[tuple[str, bytes]]
WORDS: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53, 2**63, -(2**63) - 1, 10**30, 0.5, 1e308),
    *("", "a", "../", "/etc/passwd", "0" * 64, "f" * 64, "\0", "长" * 99, "0000000000000001@a1"),
    *([], {}, [[]], {"a": {}}, [1] * 50, "ffffffffffffffff@a1", "data/topic.1.jsonl.z"),
)


def bytes_changed(content: bytes, chance: Random) -> bytes:
    """Flip, cut, insert, repeat or swap bytes, up to four times."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        end = min(len(changed), at + chance.choice([1, 1, 2, 16, 512, 5000]))
        match chance.randrange(6):
            case 0 if at < len(changed):
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at:end]
            case 2:
                changed[at:at] = chance.randbytes(chance.choice([1, 16, 512]))
            case 3:
                changed[at:at] = changed[at:end]
            case 4:
                del changed[at:]
            case _:
                changed[at:end] = bytes(end - at)
    return bytes(changed)


def files_changed(files: Files, chance: Random) -> Files:
    """Drop, repeat, swap, rename, empty, or exchange the contents of files."""
    changed = list(files)
    for _ in range(chance.randint(1, 3)):
        if not changed:
            break
        at, other = chance.randrange(len(changed)), chance.randrange(len(changed))
        name, content = changed[at]
        match chance.randrange(6):
            case 0:
                del changed[at]
            case 1:
                changed.insert(other, changed[at])
            case 2:
                changed[at], changed[other] = changed[other], changed[at]
            case 3:
                changed[at] = (chance.choice(["../x", "/x", "x", changed[other][0]]), content)
            case 4:
                changed[at] = (name, content[: chance.randrange(len(content) + 1)])
            case _:
                changed[at] = (name, changed[other][1])
    return changed


def json_changed(value: Any, chance: Random) -> Any:
    """Change one part of a JSON value somewhere in its depths."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        name = chance.choice(list(value))
        match chance.randrange(8):
            case 0:
                return {key: part for key, part in value.items() if key != name}
            case 1:
                return {**value, chance.choice(["x", "v", "base", "d", ""]): chance.choice(WORDS)}
            case _:
                return {**value, name: json_changed(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        match chance.randrange(6):
            case 0:
                return value[:at] + value[at + 1 :]
            case 1:
                return [*value, value[at]]
            case 2:
                return value[::-1]
            case _:
                return [*value[:at], json_changed(value[at], chance), *value[at + 1 :]]
    if isinstance(value, str) and value and chance.random() < 0.5:
        at = chance.randrange(len(value))
        return value[:at] + chance.choice(["", "0", "f", "@", ".", "长", value]) + value[at + 1 :]
    if isinstance(value, int) and chance.random() < 0.5:
        return value + chance.choice([-1, 1, 1000])
    return chance.choice(WORDS)


def signed(manifest: bytes, files: Files) -> bytes:
    head = [("manifest.json", manifest), ("manifest.sig", STATION.sign(manifest))]
    return sealed(archived([*head, *files[2:]]))


def dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class Mutations:
    """One small pack and every way to spoil it."""

    def __init__(self) -> None:
        self.pack = a_pack()
        self.archive = unsealed(self.pack)
        self.files = files_in(self.archive)

    def outside(self, chance: Random) -> bytes:
        """Change the encrypted file, as a bad stick or anybody at all can."""
        return bytes_changed(self.pack, chance)

    def inside(self, chance: Random) -> bytes:
        """Change the archive and encrypt it, as anybody who has the public key can."""
        return sealed(bytes_changed(self.archive, chance))

    def entries(self, chance: Random) -> bytes:
        """Put the files together otherwise, in a faultless archive."""
        return sealed(archived(files_changed(self.files, chance)))

    def manifest(self, chance: Random) -> bytes:
        """Change the manifest and sign it, as only a believed computer can."""
        told = json.loads(self.files[0][1])
        for _ in range(chance.randint(1, 3)):
            told = json_changed(told, chance)
        changed = dumped(told)
        if chance.random() < 0.1:
            changed = bytes_changed(changed, chance) or b"{"
        return signed(changed, self.files)

    def rows(self, chance: Random) -> bytes:
        """Change rows, make hash and counts fit again, and sign."""
        told = json.loads(self.files[0][1])
        lines = zlib.decompress(self.files[2][1]).splitlines()
        at = chance.randrange(len(lines))
        line = json.loads(lines[at])
        for _ in range(chance.randint(1, 3)):
            line = json_changed(line, chance)
        lines[at] = dumped(line)
        if chance.random() < 0.2:
            lines[at] = bytes_changed(lines[at], chance)
        raw = b"\n".join([*lines, b""])
        packed = zlib.compress(raw)
        if chance.random() < 0.1:
            packed = bytes_changed(packed, chance)
        told["entries"][0] |= {
            "size": len(packed),
            "sha256": hashlib.sha256(packed).hexdigest(),
            "raw": len(raw),
        }
        files = list(self.files)
        files[2] = (files[2][0], packed)
        return signed(dumped(told), files)


MADE = Mutations()
KINDS: dict[str, tuple[Callable[[Random], bytes], bool]] = {
    "outside": (MADE.outside, False),
    "inside": (MADE.inside, False),
    "entries": (MADE.entries, False),
    "manifest": (MADE.manifest, True),
    "rows": (MADE.rows, True),
}


def read(content: bytes, place: Path) -> tuple[list[bytes], dict[str, bytes]] | None:
    """Return what a pack says, or None when it was refused; whatever else is raised is a crash."""
    try:
        with staged(content, place) as there:
            lines = [as_line(row) for row in there.rows()]
            for row in there.rows():  # what was let in can be merged
                merge(None, row, known_fields(row.table) or frozenset())
                merge(row, row, known_fields(row.table) or frozenset())
            assert len(lines) == there.manifest.rows
            return lines, {sha: path.read_bytes() for sha, path in there.blobs.items()}
    except BadPack as refusal:
        assert str(refusal).endswith("。")  # noqa: PT017
        return None
    finally:
        assert list(place.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_mutated_pack_is_refused_or_is_the_same(kind: str, tmp_path: Path):
    mutate, by_a_believed_computer = KINDS[kind]
    whole = read(MADE.pack, tmp_path)
    assert whole is not None
    counts: Counter[str] = Counter()
    for number in range(EACH):
        found = read(mutate(Random(f"{kind} {number}")), tmp_path)  # noqa: S311
        same = "same" if found == whole else "other"
        counts["refused" if found is None else same] += 1
    print(kind, dict(counts))  # noqa: T201 - seen with -s
    assert counts["refused"] > EACH // 10
    # what a believed computer signs may well say something else
    assert by_a_believed_computer or not counts["other"]
