"""The clerk's manual (手册) tells what is there: its pictures, its words, its commands."""

from __future__ import annotations

import ast
import json
import re
import shlex
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from consultroom.clocks import TODAY
from consultroom.errors import UserError
from consultroom.services.printing import BUNDLES, KINDS
from tests.house.places import HOUSE, PACKAGE, code_in, documents

MANUAL = Path("docs/手册")
COMMANDS = MANUAL / "07-命令一览.md"
PAPERS, SETS = MANUAL / "08-各种文书.md", MANUAL / "09-成套文书和留底.md"
PICTURES = MANUAL / "图"
CALL = re.compile(r"(?:\S*[/\\])?consultroom(?:\.exe)?(?: |$)")
BEYOND_A_TEST = (
    *(("window",), ("tour",), ("demo",)),  # a screen, or ten seconds of making samples
    *(("archive", "reprint"), ("publish",)),  # a printer, a program to read it with
    ("identity", "trust"),  # somebody on the telephone
    ("meeting", "cancel"),  # the lines below it go on with the sitting
    *(("join",), ("export",), ("import",), ("verify",), ("ack",), ("replay",)),  # a second computer
    *(("conflicts", "settle"), ("missing",), ("rules", "use")),  # a district's own room
)
KNOWN_LATIN = re.compile(  # on keys, files, systems, and in record numbers
    "A|B|C|CG|Ctrl|D|Enter|Esc|F|GB|JB|JD|K|LibreOffice|PDF|Python|T|U|UOS|V|WPS|Windows|Word|XS|YT|Z|csv|txt|xlsx"
)


def pages() -> dict[Path, str]:
    """Return the pages of the manual."""
    return {file: text for file, text in documents().items() if file.is_relative_to(MANUAL)}


# --- pictures ---------------------------------------------------------------------------


def pictures_named(texts: dict[Path, str]) -> set[Path]:
    """Return the pictures shown, as paths relative to the top of the house."""
    shown = re.compile(r"!\[[^]]+]\(([^)]+)\)")
    return {file.parent / link for file, text in texts.items() for link in shown.findall(text)}


def test_every_picture_named_is_there_and_every_picture_there_is_named():
    files = (file for file in (HOUSE / PICTURES).iterdir() if file.is_file())  # 画面: every screen
    there = {file.relative_to(HOUSE) for file in files}
    assert there == {file for file in pictures_named(documents()) if file.parent == PICTURES}
    assert pictures_named(pages()) == there


def test_a_picture_is_small_enough_for_a_stick():
    large = [file.name for file in (HOUSE / PICTURES).iterdir() if file.stat().st_size > 150_000]
    assert not large


def test_a_picture_shown_in_a_page_is_found_where_the_page_says():
    named = pictures_named({MANUAL / "页.md": "看：\n\n   ![首页](图/首页.png) 和 [字](01.md)"})
    assert named == {PICTURES / "首页.png"}


# --- words of the interface -------------------------------------------------------------


def texts_in(source: str) -> Iterator[str]:
    """Yield, as patterns, the texts a source file can show; docstrings are none."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            told |= {id(part) for part in ast.walk(node)} - {id(node)}
            yield "".join(map(_pattern_of, node.values))
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
        ):
            yield re.escape(node.value)


def _pattern_of(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"


def says_something(pattern: str) -> bool:
    """Tell whether a text has Chinese of its own, two characters where something is filled in."""
    return len(re.findall(r"[\u4e00-\u9fff]", pattern)) > (".+" in pattern)


@cache
def interface() -> re.Pattern[str]:
    """Return what matches exactly the texts of the program and of its step schemes."""
    found = {text for file in PACKAGE.rglob("*.py") for text in texts_in(file.read_text("utf-8"))}
    for file in (HOUSE / "resources/schemes").glob("*.json"):
        scheme = json.loads(file.read_text("utf-8"))
        found |= {re.escape(step["name"]) for step in scheme["steps"]}
        found |= {re.escape(line["label"]) for step in scheme["steps"] for line in step["evidence"]}
    return re.compile("|".join(sorted(filter(says_something, found))), re.DOTALL)


def words_quoted(text: str) -> list[str]:
    """Return the words of the interface that a page quotes: 「填写」."""
    return re.findall(r"「([^」]*)」", text)


def strange_words(texts: dict[Path, str], known: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return (page, word) for every quoted word the program never shows."""
    return [
        (file.name, word)
        for file, text in texts.items()
        for word in words_quoted(text)
        if not known.fullmatch(word)
    ]


def test_every_word_quoted_stands_in_the_program():
    assert not strange_words(pages(), interface())


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("填写", True),
        ("填", False),
        ("填写一下", False),
        ("完成本步，进入“办理”", True),
        ("完成本步，进入", False),
        ("按钮上的字", False),  # of the docstring
        ("十二月", False),
        ("", False),
    ],
)
def test_a_word_the_program_never_shows_is_found(word: str, *, known: bool):
    source = '"""按钮上的字"""\na = "填写"\nb = f"完成本步，进入“{a}”"\nc = f"{a}月"\n'
    program = re.compile("|".join(filter(says_something, texts_in(source))))
    page = {Path("页.md"): f"请按「{word}」。"}
    assert strange_words(page, program) == ([] if known else [("页.md", word)])


# --- commands ---------------------------------------------------------------------------


def words_of(line: str) -> list[str]:
    """Return the words of a command line; a backslash is a folder's, as on Windows."""
    reader = shlex.shlex(line, posix=True, punctuation_chars="")
    reader.whitespace_split, reader.escape, reader.commenters = True, "", ""
    return list(reader)


def calls(text: str) -> list[list[str]]:
    """Return the calls of the program that stand in a page, without its own name."""
    return [words_of(line)[1:] for line in code_in(text) if CALL.match(line)]


def mistake(words: list[str], commands: click.Group) -> str:
    """Return what is wrong with a call, or an empty string; nothing is done."""
    context, command = click.Context(commands, info_name="consultroom"), commands
    try:
        while isinstance(command, click.Group):
            _, found, words = command.resolve_command(context, list(words))
            assert found is not None
            command = found  # type: ignore[assignment]
        command.make_context(command.name, list(words), parent=context)
    except click.exceptions.Exit:  # --help
        return ""
    except (click.ClickException, UserError) as error:
        return str(error) or type(error).__name__
    return ""


def wrong_calls(texts: Iterable[str], commands: click.Group) -> list[tuple[str, str]]:
    """Return (call, what is wrong) for every call that the program would refuse."""
    return [
        (" ".join(words), wrong)
        for text in texts
        for words in calls(text)
        if words and not words[0].startswith("-") and (wrong := mistake(words, commands))
    ]


def program() -> click.Group:
    """Return the commands of the program."""
    from consultroom.app import commands

    return commands()


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every command that does something."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name)


def test_every_call_in_the_manual_is_one_the_program_takes():
    assert sum(len(calls(text)) for text in pages().values()) > len(list(leaves(program())))
    assert not wrong_calls(pages().values(), program())


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("consultroom check 资料夹", False),
        (r"D:\程序\.venv\Scripts\consultroom.exe check D:\资料夹", False),
        (".venv/bin/consultroom check --help", False),
        ("consultroom check", True),
        ("consultroom check 资料夹 又一个", True),
        ("consultroom chock 资料夹", True),
        ("consultroom check 资料夹 --hard", True),
        ("consultroom consult branch 资料夹 WT-XS-2026-001 拐弯 --reason 试试", True),
        (
            "consultroom outcome reply 资料夹 WT-JB-2026-001 --text 办好了 --on 昨天 --result A",
            True,
        ),
    ],
)
def test_a_call_the_program_would_refuse_is_found(line: str, *, wrong: bool):
    assert bool(wrong_calls([f"请打：\n```\n{line}\n```\n"], program())) is wrong


def test_a_backslash_and_a_bar_stay_what_they_are():
    assert words_of(r'consultroom x D:\夹 --agreed "修灯|城管局"')[2:] == [
        r"D:\夹",
        "--agreed",
        "修灯|城管局",
    ]


def test_the_list_of_commands_has_every_command_once():
    listed = [words for words in calls(pages()[COMMANDS]) if words]
    told = [
        leaf for words in listed for leaf in leaves(program()) if tuple(words[: len(leaf)]) == leaf
    ]
    assert sorted(told) == sorted(leaves(program()))


def test_the_listed_commands_typed_one_after_the_other_all_do_their_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(TODAY, "2026-11-30")
    _lay_out(tmp_path)
    runner = CliRunner()
    for words in calls(pages()[COMMANDS]):
        if not words or any(tuple(words[: len(some)]) == some for some in BEYOND_A_TEST):
            continue
        done = runner.invoke(program(), words)
        assert done.exit_code == 0, (words, done.output)
    made = {file.name for file in tmp_path.iterdir()}
    assert {
        "协商纪要.pdf",
        "会议包.pdf",
        "当时的纪要.pdf",
        "成果办理台账.pdf",
        "情况汇报.pdf",
    } <= made
    assert {"案卷", "通知模板.docx", "年度统计表.xlsx", "季报.xlsx", "梧桐身份卡.json"} <= made


def _lay_out(folder: Path) -> None:
    """Put the files the listed commands read into a folder."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("姓名", "单位及职务"), ("李秀英", "街道社区卫生服务中心医生")):
        sheet.append(row)
    book.save(folder / "名册.xlsx")
    (folder / "情况汇报.txt").write_text(_paper(), encoding="utf-8")
    form = Workbook()
    empty = form.active
    assert empty is not None
    empty.append(("序号", "交办编号", "交办事项", "主办单位", "办理时限"))
    form.save(folder / "上级报表.xlsx")
    (folder / "扫描件").mkdir()


def _paper() -> str:
    """Return the text that the page on papers shows as an example for typesetting."""
    blocks = re.findall(r"```\n(# .*?)```", pages()[MANUAL / "03-打印文书.md"], re.DOTALL)
    assert len(blocks) == 1
    return str(blocks[0])


# --- papers -----------------------------------------------------------------------------


def first_cells(markdown: str) -> list[str]:
    """Return what stands in the first column of the tables of a page."""
    return re.findall(r"^\| ([^|]+?) \|", markdown, re.MULTILINE)


def test_the_list_of_papers_has_every_paper_once_and_nothing_else():
    listed = [cell for cell in first_cells(pages()[PAPERS]) if cell != "文书"]
    assert sorted(listed) == sorted(kind.word for kind in KINDS.values())


def test_every_set_of_papers_is_told_with_what_is_in_it():
    told = pages()[SETS]
    for kind in BUNDLES.values():
        words = (kind.word, *(KINDS[code].word for code in kind.kinds))
        assert [word for word in words if word not in told] == []


# --- plain Chinese ----------------------------------------------------------------------


def foreign_words(text: str) -> set[str]:
    """Return the words in Latin letters that stand in a page outside code and links."""
    plain = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", " ", text, flags=re.DOTALL)
    return {word for word in re.findall("[A-Za-z]+", plain) if not KNOWN_LATIN.fullmatch(word)}


def test_the_manual_is_in_chinese():
    assert not {
        file.name: words for file, text in pages().items() if (words := foreign_words(text))
    }
    assert foreign_words("按 Ctrl+Z，`undo` 也行，见[这里](x.md)，别 panic。") == {"panic"}
