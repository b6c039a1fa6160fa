"""What somebody who means ill can put into a pack, a believed signer included: refused, bounded."""

from __future__ import annotations

import io
import json
import tarfile
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from consultroom.exchange import limits, tar
from consultroom.exchange.lines import BadRow
from consultroom.exchange.manifest import (
    DamagedPack,
    Entry,
    manifest_bytes,
)
from consultroom.exchange.reading import (
    BadPack,
)
from tests.exchange.packing import (
    PHOTO,
    STATION,
    a_pack,
    archived,
    files_in,
    heading,
    refused,
    row,
    sealed,
    staged,
    unsealed,
)

Files = list[tuple[str, bytes]]


# -- what a signer who means ill can put inside --------------------------------------------------


def forged(files: Files, change: Callable[[dict[str, Any]], object] | None = None) -> bytes:
    """Return a pack of these files, its manifest changed and signed again by the station."""
    told = json.loads(files[0][1])
    if change is not None:
        change(told)
    manifest = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    head = [("manifest.json", manifest), ("manifest.sig", STATION.sign(manifest))]
    return sealed(archived([*head, *files[2:]]))


def files() -> Files:
    return files_in(unsealed(a_pack()))


def test_a_pack_put_together_by_hand_is_read(tmp_path: Path):
    staged(forged(files()), tmp_path / "staging").close()


def _entry(at: int, **changes: Any) -> Callable[[dict[str, Any]], object]:
    return lambda told: told["entries"][at].update(changes)


MANIFESTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "path upwards": _entry(0, name="../../etc/passwd"),
    "absolute path": _entry(0, name="/etc/passwd"),
    "another table than its name": _entry(0, table="visit"),
    "a wrong number": _entry(0, name="data/topic.2.jsonl.z"),
    "a table of no name": _entry(0, table="Topic; --", name="data/Topic; --.1.jsonl.z"),
    "fewer rows": _entry(0, rows=1),
    "more rows": _entry(0, rows=3),
    "no rows": _entry(0, rows=0),
    "negative rows": _entry(0, rows=-2),
    "a million million rows": _entry(0, rows=10**12, raw=10**12),
    "less raw": _entry(0, raw=10),
    "more raw": _entry(0, raw=10**6),
    "raw beyond the limit": _entry(0, raw=limits.CHUNK_RAW + 1),
    "another size": _entry(0, size=1),
    "size beyond the limit": _entry(0, size=limits.CHUNK_PACKED + 1),
    "negative size": _entry(0, size=-1),
    "another hash": _entry(0, sha256="0" * 64),
    "no hash": _entry(0, sha256="../x"),
    "a blob of another name": _entry(2, name="blobs/" + "0" * 64),
    "a blob with rows": _entry(2, rows=1),
    "a blob beyond the limit": _entry(2, size=limits.BLOB + 1),
    "blobs first": lambda told: told["entries"].reverse(),
    "an entry twice": lambda told: told["entries"].append(told["entries"][2]),
    "an entry too many": lambda told: told["entries"].insert(
        2, {**told["entries"][1], "name": "data/good_deed.2.jsonl.z"}
    ),
    "an entry too few": lambda told: told["entries"].pop(),
    "entries without end": lambda told: told.update(entries=told["entries"] * 10_000),
    "more blobs than a file can hold": lambda told: told["entries"].extend(
        {"name": f"blobs/{n:064x}", "size": limits.BLOB, "sha256": f"{n:064x}"} for n in range(4)
    ),
    "more rows unpacked than a pack may": lambda told: told["entries"].__setitem__(
        slice(0, 1),
        [
            {**told["entries"][0], "name": f"data/topic.{n}.jsonl.z", "raw": limits.CHUNK_RAW}
            for n in range(1, 34)
        ],
    ),
    "no entries": lambda told: told.pop("entries"),
    "another format": lambda told: told.update(format="zip"),
    "a number of 30 digits": lambda told: told.update(upto=10**30),
    "a number below one": lambda told: told.update(seq=0),
    "since after upto": lambda told: told.update(since=10),
    "volume after the last": lambda told: told.update(volume=2),
    "a day that is none": lambda told: told.update(made_at="2026-02-30T00:00:00+08:00"),
    "a time without a zone": lambda told: told.update(made_at="2026-02-20T00:00:00"),
    "a month that is none": lambda told: told.update(period="2026-13"),
    "an unknown kind": lambda told: told.update(kind="gift"),
    "a unit of no code": lambda told: told.update(to="../QZX"),
    "a key of no hex": lambda told: told.update(key="x" * 64),
    "a long note": lambda told: told.update(note="长" * 2001),
    "a true number": lambda told: told.update(seq=True),
    "an ack backwards": lambda told: told.update(
        acks=[{"node": "a1", "first": 3, "last": 2, "hash": "0" * 64}]
    ),
    "acks without end": lambda told: told.update(
        acks=[{"node": "a1", "first": 1, "last": 2, "hash": "0" * 64}] * 10_001
    ),
    "null for a text": lambda told: told.update(note=None),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_signed_manifest_that_is_not_right_is_refused(name: str, tmp_path: Path):
    refused(forged(files(), MANIFESTS[name]), tmp_path)


def _sealed_manifest(manifest: bytes) -> bytes:
    return sealed(archived([("manifest.json", manifest), ("manifest.sig", STATION.sign(manifest))]))


BEGIN = b'{"format":"consultroom-pack",'
STRANGE: dict[str, bytes] = {
    "empty": b"",
    "no json": BEGIN,
    "deep": BEGIN + b'"x":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    "deep before the key": BEGIN + b'"acks":' + b'[{"a":' * 100_000,
    "not utf-8": BEGIN + b'"key":"\xff\xfe"}',
    "a lone surrogate": BEGIN + b'"key":"\\ud800"}',
    "blanks at the beginning": b" " + manifest_bytes(heading()),
    "another order": b'{"v":1,' + manifest_bytes(heading())[1:],
    "a number without end": BEGIN + b'"min_reader":' + b"9" * 100_000 + b"}",
    "nan": manifest_bytes(heading()).replace(b'"upto":9', b'"upto":NaN'),
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_manifest_is_refused(name: str, tmp_path: Path):
    refused(_sealed_manifest(STRANGE[name]), tmp_path)


def test_a_manifest_beyond_the_limit_is_not_read(tmp_path: Path):
    long = manifest_bytes(heading()) + b" " * limits.MANIFEST
    refused(_sealed_manifest(long), tmp_path, DamagedPack)


def _with_rows(lines: bytes, **claims: Any) -> bytes:
    """Return a pack whose topics are these bytes."""
    import hashlib

    packed = zlib.compress(lines)
    changes = {
        "size": len(packed),
        "sha256": hashlib.sha256(packed).hexdigest(),
        "rows": lines.count(b"\n"),
        "raw": len(lines),
        **claims,
    }
    own = files()
    own[2] = (own[2][0], packed)
    return forged(own, _entry(0, **changes))


def line(**changes: Any) -> bytes:
    told = {
        "id": "T1",
        "owner": "WT",
        "base": "0000000000000001@a1",
        "v": {"title": "电梯"},
        "vv": {"a1": "0000000000000001"},
    }
    return json.dumps({**told, **changes}).encode() + b"\n"


def test_a_line_made_by_hand_is_read(tmp_path: Path):
    staged(_with_rows(line()), tmp_path / "staging").close()


LINES: dict[str, bytes] = {
    "nothing": b"\n",
    "no end": line()[:-1] + b" ",
    "no object": b"[]\n",
    "null": b"null\n",
    "two on a line": line()[:-1] + line(),
    "a part more": line(x=1),
    "no owner": line().replace(b'"owner"', b'"who"'),
    "a nested value": line(v={"title": {"a": 1}}),
    "a list": line(v={"title": [1]}),
    "a truth": line(v={"title": True}),
    "30 digits": line(v={"title": 10**30}),
    "64 bits and one": line(v={"title": 2**63}),
    "beyond a float": line().replace(b'"title": "', b'"title": 1e999, "x": "'),
    "not a number": line().replace(b'"title": "', b'"title": NaN, "x": "'),
    "deep": line().replace(b'"title": "', b'"title": ' + b"[" * 200_000 + b', "x": "'),
    "a lone surrogate": line(v={"title": "\ud800"}),
    "not utf-8": line().replace(b'"T1"', b'"\xff"'),
    "a field that is no name": line(v={"title; --": 1}),
    "too many fields": line(v={f"f{n}": n for n in range(300)}),
    "a text too long": line(v={"title": "长" * (limits.TEXT + 1)}),
    "an id with a path": line(id="../T1"),
    "an id too long": line(id="T" * 65),
    "an owner that is none": line(owner="wt;"),
    "no stamp": line(base="yesterday@a1"),
    "a stamp in capitals": line(base="000000000000000A@a1"),
    "a stamp of the year 9000": line(base="f000000000000001@a1", vv={"a1": "f000000000000001"}),
    "a node that is none": line(vv={"a 1": "0000000000000001"}),
    "a context that lacks its own stamp": line(vv={"b2": "0000000000000009"}),
    "an older context": line(vv={"a1": "0000000000000000"}),
    "no context": line(vv={}),
    "a stamp for a field that is not there": line(fv={"month": "0000000000000001@a1"}),
    "a line end in windows": line()[:-1] + b"\r\n\n",
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_that_is_no_row_is_refused(name: str, tmp_path: Path):
    refused(_with_rows(LINES[name]), tmp_path)


def test_a_row_beyond_the_limit_is_refused_in_time(tmp_path: Path):
    long = b'{"id":"' + b"T" * (2 * limits.LINE) + b'"}\n'
    refused(_with_rows(long), tmp_path)


@pytest.mark.parametrize("tail", [b"\0", b"x" * 100, zlib.compress(b"more\n")])
def test_what_follows_packed_rows_is_refused(tail: bytes, tmp_path: Path):
    import hashlib

    packed = zlib.compress(line()) + tail
    own = files()
    own[2] = (own[2][0], packed)
    claims = {"size": len(packed), "sha256": hashlib.sha256(packed).hexdigest()}
    content = forged(own, _entry(0, rows=1, raw=len(line()), **claims))
    refused(content, tmp_path, DamagedPack)


TARS: dict[str, Callable[[tarfile.TarInfo], object]] = {
    "a link": lambda info: (setattr(info, "type", tarfile.SYMTYPE), setattr(info, "linkname", "/")),
    "a hard link": lambda info: setattr(info, "type", tarfile.LNKTYPE),
    "a folder": lambda info: setattr(info, "type", tarfile.DIRTYPE),
    "a device": lambda info: setattr(info, "type", tarfile.CHRTYPE),
    "a path upwards": lambda info: setattr(info, "name", "../" + info.name),
    "an absolute path": lambda info: setattr(info, "name", "/" + info.name),
    "an owner": lambda info: setattr(info, "uid", 1000),
    "a time": lambda info: setattr(info, "mtime", 1),
    "a mode": lambda info: setattr(info, "mode", 0o755),
}


@pytest.mark.parametrize("name", TARS)
@pytest.mark.parametrize("at", range(5))
def test_a_tar_entry_that_is_no_plain_file_is_refused(name: str, at: int, tmp_path: Path):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for number, (path, content) in enumerate(files()):
            info = tarfile.TarInfo(path)
            info.size = len(content)
            if number == at:
                TARS[name](info)
            archive.addfile(info, io.BytesIO(content))
    refused(sealed(target.getvalue()), tmp_path, DamagedPack)


# -- bounded memory ------------------------------------------------------------------------------


def peak_of(action: Callable[[], object]) -> int:
    """Return how many bytes Python held at most while doing something."""
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


MOST = 64 * limits.MIB


def test_a_zip_bomb_is_unpacked_no_further_than_it_claims(tmp_path: Path):
    bomb = zlib.compress(b"\n" * (200 * limits.MIB))
    import hashlib

    for rows, raw in ((1, 1), (1, limits.CHUNK_RAW), (200 * limits.MIB, 200 * limits.MIB)):
        own = files()
        own[2] = (own[2][0], bomb)
        claims = {"size": len(bomb), "sha256": hashlib.sha256(bomb).hexdigest()}
        content = forged(own, _entry(0, rows=rows, raw=raw, **claims))
        assert peak_of(lambda: refused(content, tmp_path)) < MOST  # noqa: B023


def test_a_bomb_of_one_endless_line_is_refused(tmp_path: Path):
    content = _with_rows(b'{"id":"' + b" " * (100 * limits.MIB) + b'"}\n')
    assert peak_of(lambda: refused(content, tmp_path)) < MOST


def test_a_manifest_of_a_million_entries_is_refused(tmp_path: Path):
    entry = msgspec.json.encode(Entry(name="data/a.1.jsonl.z", size=0, sha256="0" * 64))
    small = b'{"name":"","size":0,"sha256":""}'
    for each, count in ((entry, 80_000), (small, 250_000), (b"1", 1_000_000), (b"{}", 1_000_000)):
        manifest = manifest_bytes(heading()).replace(
            b'"entries":[]', b'"entries":[' + b",".join([each] * count) + b"]"
        )
        content = _sealed_manifest(manifest)
        assert peak_of(lambda: refused(content, tmp_path)) < MOST  # noqa: B023


def test_rows_beyond_what_is_kept_in_memory_are_read_twice_and_the_same(tmp_path: Path):
    many = [row(id=f"T{n}", title=f"议题{n}") for n in range(6_000)]
    with staged(a_pack(many, ()), tmp_path / "staging") as there:
        assert list(there.rows()) == many
        assert list(there.rows()) == many


def test_a_blob_lies_whole_in_staging_and_nowhere_else(tmp_path: Path):
    place = tmp_path / "staging"
    with staged(a_pack(), place) as there:
        assert there.blobs == {PHOTO.sha256: place / f"{PHOTO.sha256}.part"}
        assert [file.name for file in place.iterdir()] == [f"{PHOTO.sha256}.part"]


def test_a_header_states_a_size_in_octal_or_is_none():
    block = bytearray(tar.header("a", 5))
    assert tar.size_in(block) == 5
    block[124:135] = b"        0x5"
    with pytest.raises(ValueError, match="no size"):
        tar.size_in(block)
    for name, size in (("", 0), ("a" * 101, 0), ("a", -1), ("a", 8**11)):
        with pytest.raises(ValueError, match="no tar entry"):
            tar.header(name, size)


def test_a_row_that_breaks_the_format_is_a_bad_pack():
    assert issubclass(BadRow, BadPack)
