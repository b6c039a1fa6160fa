"""Templates by command: taken out, checked, handed back, given up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.documents.twins import BARE, TEMPLATE, template, with_line


@pytest.fixture
def room(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "room"
    made = run("init", folder, "--district", "澄湖区政协", "--code", "CHQ")
    assert made.exit_code == 0, made.err
    return folder


def test_a_template_is_taken_out_checked_and_used(run: Run, room: Path, tmp_path: Path):
    file = tmp_path / "模板.docx"
    assert run("template", "export", room, "通用", "--out", file).exit_code == 0
    assert file.read_bytes() == TEMPLATE
    assert run("template", "check", file).out == "模板可以用。\n"
    used = run("template", "use", room, "会议通知", file)
    assert used.out == "“会议通知”的模板已换成 模板.docx。\n"
    listed = run("template", "list", room, "--json").json
    assert [one["kind"] for one in listed["templates"] if one["own"]] == ["notice"]
    assert "标题" in listed["tags"]
    assert "已恢复自带的模板" in run("template", "drop", room, "notice").out
    assert run("template", "drop", room, "notice").exit_code == 1


def test_a_bad_template_is_told_place_by_place(run: Run, room: Path, tmp_path: Path):
    file = tmp_path / "bad.docx"
    file.write_bytes(with_line("{{ 标体 }}"))
    checked = run("template", "check", file)
    assert checked.exit_code == 1
    assert "要改：第35段（{{ 标体 }}）：没有“标体”这个标签。是不是“标题”？" in checked.out
    assert "有1处要改，改好才能用。" in checked.out
    refused = run("template", "use", room, "notice", file)
    assert refused.exit_code == 1
    assert "模板还不能用" in refused.err
    data = run("template", "check", file, "--json").json
    assert data["findings"][0]["place"] == "第35段"


def test_a_template_that_leaves_parts_out_is_used_with_a_reminder(
    run: Run, room: Path, tmp_path: Path
):
    file = tmp_path / "short.docx"
    file.write_bytes(template(*BARE))
    assert run("template", "check", file).exit_code == 0
    assert "提醒：模板里没有“落款”" in run("template", "use", room, "notice", file).out


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path):
    said = run("template", "check", tmp_path / "no.docx")
    assert said.exit_code == 1
    assert "找不到文件“no.docx”" in said.err
