"""Every pack this program ever wrote is read by today's program, row by row."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consultroom.domain.papers import PeerKey
from consultroom.exchange.identity import Identity, KeyFile
from consultroom.exchange.lines import as_line
from consultroom.exchange.reading import Staged, Staging, stage

HERE = Path(__file__).parent
PACKS = sorted(HERE.glob("pack-*/*.crpk"))


def _keys(folder: Path) -> Identity:
    identity = KeyFile(folder).read()
    assert identity is not None
    return identity


def _told(file: Path) -> dict[str, Any]:
    """Return what a pack is known to say."""
    every = json.loads((file.parent / "expected.json").read_text())
    told: dict[str, Any] = next(one for one in every if one["file"] == file.name)
    return told


def _staged(file: Path, place: Path) -> Staged:
    station, district = _keys(file.parent / "station"), _keys(file.parent / "district")
    key = PeerKey(
        id="K1",
        owner=district.unit,
        unit=station.unit,
        node=station.node,
        key=station.key,
        valid_from=station.made,
    )
    with file.open("rb") as content:
        return stage(
            content,
            ages=[district.age],
            trust={station.key: key}.get,
            here=district.unit,
            on=date(2026, 11, 21),
            into=Staging(place),
            accept=lambda manifest, _hash: {manifest.unit, manifest.to},  # members are handed in
        )


def test_there_are_packs_of_version_1():
    assert [len(list(HERE.glob(f"{name}/*.crpk"))) for name in ("pack-1", "pack-1-schema-3")] == [
        3,  # volumes of one
        1,
    ]


@pytest.mark.parametrize("file", PACKS, ids=lambda file: file.stem)
def test_an_old_pack_says_what_it_said(file: Path, tmp_path: Path):
    told = _told(file)
    with _staged(file, tmp_path) as there:
        assert there.hash == told["manifest"]
        assert there.manifest.file_name == file.name
        assert [[row.table, json.loads(as_line(row))] for row in there.rows()] == told["rows"]
        assert sorted(there.blobs) == told["blobs"]


def test_the_reasons_that_migration_3_brought_come_out_of_its_pack(tmp_path: Path):
    (file,) = HERE.glob("pack-1-schema-3/*.crpk")
    with _staged(file, tmp_path) as there:
        found = [(row.table, dict(row.values)) for row in there.rows()]
    why = [values["change_reason"] for table, values in found if table == "meeting"]
    assert sorted(why) == ["主持人临时出差。", "会场停电"]
    back = [values["return_reason"] for table, values in found if table == "assignment"]
    assert [reason for reason in back if reason] == ["不属于本单位职责，建议交区城管局。"]
