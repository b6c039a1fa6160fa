"""Every command has a page of Chinese help, and every mistake a sentence."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import Run
from tests.cli.test_words import every_command

GROUPS = ("", "topic", "plan", "consult", "meeting", "outcome", "member")
ENGLISH = re.compile(
    r"(?i)usage|options:|commands:|arguments|show this|\[required\]|error"
    r"|missing (?:argument|option|parameter|command)"
)


@pytest.mark.parametrize("path", every_command())
def test_each_command_explains_itself_in_chinese(path: str, run: Run):
    said = run(*path.split(), "--help")
    assert said.exit_code == 0
    assert said.out.startswith(f"用法：consultroom {path} ")
    assert not ENGLISH.search(said.out)
    story = said.out.split("\n\n")[1].strip()
    assert story.split("\n")[0][-1] in "。…"
    assert all(line == line.rstrip() for line in said.out.splitlines())


@pytest.mark.parametrize("path", GROUPS)
def test_each_group_lists_its_commands_with_and_without_help_asked(path: str, run: Run):
    bare = run(*path.split())
    asked = run(*path.split(), "--help")
    assert (bare.exit_code, asked.exit_code) == (0, 0)
    assert bare.out == asked.out
    assert "命令：" in bare.out
    assert not ENGLISH.search(bare.out)


def test_no_line_of_help_is_wider_than_the_terminal(run: Run):
    from consultroom.cli.columns import width

    wide = [
        line
        for path in every_command()
        for line in run(*path.split(), "--help").out.splitlines()
        if width(line) > 80
    ]
    assert wide == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["statu"], "没有“statu”这个命令。是不是要写 status？写法请看：consultroom --help"),
        (["zzz"], "没有“zzz”这个命令。写法请看：consultroom --help"),
        (["topic", "ad"], "没有“ad”这个命令。是不是要写 add？写法请看：consultroom topic --help"),
        (["status"], "还要写“资料夹”。写法请看：consultroom status --help"),
        (
            ["topic", "add", "r", "题目"],
            "还要写选项“--proposer”。写法请看：consultroom topic add --help",
        ),
        (
            ["status", "r", "--jsn"],
            "没有“--jsn”这个选项。是不是要写 --json？写法请看：consultroom status --help",
        ),
        (["status", "r", "x"], "多写了“x”。写法请看：consultroom status --help"),
        (["status", "r", "--by"], "选项“--by”后面要写内容。写法请看：consultroom status --help"),
        (
            ["status", "r", "--json=1"],
            "选项“--json”后面不用写内容。写法请看：consultroom status --help",
        ),
        (
            ["status", "r", "--date", "昨天"],
            "选项“--date”：日期“昨天”看不懂，请写成 2026-11-05 这样。"
            "写法请看：consultroom status --help",
        ),
        (
            ["outcome", "review", "r", "WT-XS-2026-001", "好"],
            "“审核意见”：不认识“好”。可以填写：同意（agree）、修改后同意（agree_after_change）、"
            "退回（return）。写法请看：consultroom outcome review --help",
        ),
        (
            ["meeting", "schedule", "r", "x", "--at", "明天"],
            "选项“--at”：时间“明天”看不懂，请写成 2026-11-26 14:30 这样。"
            "写法请看：consultroom meeting schedule --help",
        ),
        (
            ["demo", "r", "--stations", "0"],
            "选项“--stations”：“0”不行，请写1到2000之间的数字。写法请看：consultroom demo --help",
        ),
    ],
)
def test_a_command_typed_wrong_is_told_in_one_sentence(words: list[str], sentence: str, run: Run):
    said = run(*words)
    assert (said.exit_code, said.out, said.err) == (1, "", sentence + "\n")


def test_a_wrong_day_in_the_environment_is_told(run: Run):
    said = run("status", "r", day="昨天")
    assert said.exit_code == 1
    assert "日期“昨天”看不懂" in said.err


def test_a_mistake_is_json_when_json_was_asked_for(run: Run):
    said = run("statu", "--json")
    assert (said.exit_code, said.err) == (1, "")
    assert said.json == {
        "error": "没有“statu”这个命令。是不是要写 status？写法请看：consultroom --help"
    }


def test_a_conflict_is_settled_one_way_or_another_and_never_left_waiting(run: Run):
    assert "待处理" not in run("conflicts", "settle", "--help").out
    said = run("conflicts", "settle", "r", "C", "待处理")
    assert said.exit_code != 0
    assert "不能选“待处理”。可写：保留现在的内容、改用另一份内容、重新填写。" in said.err
