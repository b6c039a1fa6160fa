"""The commands about ledgers and superiors' forms, on a real room."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run
from tests.documents.superiors import a_form
from tests.services.stages import Stages

DAY = "2026-12-21"


@pytest.fixture
def room(stages: Stages) -> Path:
    return stages.folder("followed")


def test_the_list_tells_how_many_lines_each_has(room: Path, run: Run):
    said = run("ledger", "list", room, day=DAY)
    assert said.exit_code == 0
    assert said.out.startswith("2026年\n")
    assert "outcomes       成果办理台账    2\n" in said.out
    told = run("ledger", "list", room, "--from", "2026-12-01", "--json", day=DAY).json
    assert (told["from"], told["to"]) == ("2026-12-01", DAY)
    assert {one["code"]: one["lines"] for one in told["ledgers"]}["outcomes"] == 0


@pytest.mark.parametrize("kind", ["成果办理台账", "problems", "年度统计表"])
def test_a_ledger_is_printed_as_pdf(kind: str, room: Path, run: Run, tmp_path: Path):
    out = tmp_path / "台账.pdf"
    said = run("ledger", "print", room, kind, "--out", out, "--year", "2026", day=DAY)
    assert (said.exit_code, said.err) == (0, "")
    assert f"已存到 {out}，共" in said.out
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_ledger_is_exported_as_xlsx(room: Path, run: Run, tmp_path: Path):
    out = tmp_path / "台账.xlsx"
    said = run("ledger", "export", room, "成果办理台账", "--out", out, day=DAY)
    assert said.out == f"梧桐街道委员工作站成果办理台账已存到 {out}，共2行。\n"
    sheet = load_workbook(out).worksheets[0]
    assert sheet["B4"].value == "WT-JB-2026-001"


def test_a_sign_in_list_is_exported_by_its_consultation(room: Path, run: Run, tmp_path: Path):
    out = tmp_path / "签到.xlsx"
    number = ("--number", "WT-XS-2026-001")
    told = run("ledger", "export", room, "签到表", "--out", out, *number, "--json", day=DAY).json
    assert told["lines"] == 6
    said = run("ledger", "export", room, "签到表", "--out", out, day=DAY)
    assert said.err == "签到表要写 --number，说明是哪一次。\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--year", "2026", "--from", "2026-01-01"), "--year 和 --from、--to 只能写一种。"),
        (("--from", "2026-12-01", "--to", "2026-11-01"), "晚于截止日期2026年11月1日"),
    ],
)
def test_a_period_that_is_none_is_refused(
    words: tuple[str, ...], told: str, room: Path, run: Run, tmp_path: Path
):
    said = run("ledger", "export", room, "议题台账", "--out", tmp_path / "a.xlsx", *words, day=DAY)
    assert said.exit_code == 1
    assert told in said.err
    assert not (tmp_path / "a.xlsx").exists()


def test_a_file_of_another_kind_is_not_written_over(room: Path, run: Run, tmp_path: Path):
    out = tmp_path / "a.xlsx"
    out.write_text("不是表格", encoding="utf-8")
    said = run("ledger", "export", room, "议题台账", "--out", out, day=DAY)
    assert said.exit_code == 1
    assert out.read_text("utf-8") == "不是表格"


def test_a_superiors_form_is_learned_listed_and_filled(room: Path, run: Run, tmp_path: Path):
    form, out = tmp_path / "月报.xlsx", tmp_path / "填好.xlsx"
    form.write_bytes(a_form())
    assert run("refill", "list", room).out == "还没有学过上级报表。\n"
    said = run("refill", "learn", room, form, "成果办理台账", "--column", "E=", day=DAY)
    assert "报表“月报”学会了：工作表“汇总表”，从第5行填起。" in said.out
    assert "没有对上、留空的列：E（责任单位·协办）。" in said.out
    assert "报表自己计算、不填的列：I（天数）。" in said.out
    assert "月报  成果办理台账" in run("refill", "list", room).out
    told = run("refill", "fill", room, "月报", "--out", out, "--json", day=DAY).json
    assert told["lines"] == 2
    assert load_workbook(out)["汇总表"]["D5"].value == "区住建委"


def test_a_column_written_wrong_is_told(room: Path, run: Run, tmp_path: Path):
    form = tmp_path / "月报.xlsx"
    form.write_bytes(a_form())
    said = run("refill", "learn", room, form, "outcomes", "--column", "5", day=DAY)
    assert said.err == "“5”看不懂，请写成 E=主办单位 这样。\n"
