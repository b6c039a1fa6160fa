"""``missing``: the matrix, whom to call, and the list as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.services.exchanging.offices import found_offices

DAY = "2026-11-21"


@pytest.fixture
def rooms(tmp_path: Path) -> Path:
    """Return a folder with a district to which one of two stations has reported August."""
    offices = found_offices(tmp_path)
    packs = offices.report("WT", "2026-08", date(2026, 9, 2))
    offices.receive(packs, day=date(2026, 9, 11))
    offices.close()
    return tmp_path


def test_the_matrix_says_who_reported_and_whom_to_call(rooms: Path, run: Run):
    said = run("missing", rooms / "JZ", "--year", 2026, day=DAY)
    assert said.exit_code == 0
    assert "江州区政协　2026年报送情况（截至2026-11-21）" in said.out
    wutong = next(line for line in said.out.splitlines() if line.startswith("梧桐"))
    assert wutong.split()[1:] == ["－"] * 7 + ["√4", "缺", "缺", "待报"]
    assert "要催的（2个单位）" in said.out
    assert "缺报8至10月" in said.out


def test_the_same_for_a_program(rooms: Path, run: Run):
    told = run("missing", rooms / "JZ", "--json", day=DAY).json
    assert told["chased"] == ["QH", "WT"]
    august = next(one for one in told["stations"] if one["unit"] == "WT")["months"][7]
    assert august == {
        "period": "2026-08",
        "state": "received",
        "due": "2026-09-07",
        "on": "2026-09-11",
        "days_late": 4,
        "reason": "",
    }


@pytest.mark.parametrize(("name", "begins"), [("催.pdf", b"%PDF"), ("催.xlsx", b"PK")])
def test_the_list_is_kept_as_a_file(rooms: Path, run: Run, name: str, begins: bytes):
    out = rooms / name
    said = run("missing", rooms / "JZ", "--out", out, day=DAY)
    assert "催报名单已存到" in said.out
    assert out.read_bytes().startswith(begins)


def test_another_kind_of_file_is_refused(rooms: Path, run: Run):
    said = run("missing", rooms / "JZ", "--out", rooms / "催.docx", day=DAY)
    assert (said.exit_code, ".pdf" in said.err) == (1, True)


def test_a_report_is_sent_back_and_the_word_taken_back(rooms: Path, run: Run):
    words = ["missing", rooms / "JZ", "--unit", "wt", "--month", "2026-08", "--json"]
    told = run(*words, "--mark", "退回", "--reason", "缺签到表", day=DAY).json
    august = next(one for one in told["stations"] if one["unit"] == "WT")["months"][7]
    assert (august["state"], august["reason"]) == ("returned", "缺签到表")
    told = run(*words, "--mark", "撤销", day=DAY).json
    august = next(one for one in told["stations"] if one["unit"] == "WT")["months"][7]
    assert august["state"] == "received"


def test_a_mark_asks_for_station_and_month(rooms: Path, run: Run):
    said = run("missing", rooms / "JZ", "--mark", "零报告", day=DAY)
    assert (said.exit_code, "--unit" in said.err) == (1, True)
