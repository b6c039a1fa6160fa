"""How a command ends: 0 done, 1 a sentence, 2 our own fault; never a traceback for a person."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from consultroom.cli.answers import Answer, telling
from consultroom.cli.failing import BUG, DONE, USER_ERROR, ending, sentence_of
from consultroom.errors import UserError
from tests.cli.conftest import Run
from tests.services.stages import Stages


def consultroom(
    *words: object, today: str = "2026-12-21", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "consultroom", *map(str, words)],
        env={**os.environ, "CONSULTROOM_TODAY": today, **environment},
        capture_output=True,
        check=False,
    )


def ended(work: object, *, as_json: bool = False) -> int:
    """Return the exit code that some work ends with."""
    with pytest.raises(SystemExit) as left:
        ending(work, as_json=as_json)  # type: ignore[arg-type]
    assert isinstance(left.value.code, int)
    return left.value.code


def failing(error: BaseException) -> object:
    """Return work that raises."""

    def work() -> None:
        raise error

    return work


def test_done_is_nought_and_an_exit_code_is_taken_over():
    assert ended(lambda: None) == DONE == 0
    assert ended(lambda: 1) == USER_ERROR == 1


def test_a_user_error_is_its_sentence_alone(capsys: pytest.CaptureFixture[str]):
    assert ended(failing(UserError("请写明地点。"))) == 1
    assert capsys.readouterr() == ("", "请写明地点。\n")


def test_a_user_error_in_json_is_a_document_alone(capsys: pytest.CaptureFixture[str]):
    assert ended(failing(UserError("请写明地点。")), as_json=True) == 1
    assert capsys.readouterr() == ('{"error": "请写明地点。"}\n', "")


def test_our_own_fault_is_two_with_a_sentence_before_the_traceback(
    capsys: pytest.CaptureFixture[str],
):
    assert ended(failing(ZeroDivisionError("nought"))) == BUG == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("程序出了错，不是您操作的问题；")
    assert err.endswith("ZeroDivisionError: nought\n")


def test_our_own_fault_in_json_is_a_document_and_the_traceback_apart(
    capsys: pytest.CaptureFixture[str],
):
    assert ended(failing(ZeroDivisionError("nought")), as_json=True) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["error"].startswith("程序出了错")
    assert err.startswith("Traceback")


def test_breaking_off_is_said_and_no_fault(capsys: pytest.CaptureFixture[str]):
    assert ended(failing(click.Abort())) == 1
    assert capsys.readouterr().err == "已取消，没有改动。\n"


def test_a_mistake_of_a_kind_we_do_not_know_is_still_a_sentence():
    assert sentence_of(click.UsageError("odd")) == "命令写得不对（odd）。"


def test_a_room_is_closed_whatever_happens(stages: Stages, run: Run):
    room = stages.folder("with a topic")
    for _ in range(2):
        said = run("consult", "show", room, "WT-XS-2026-001")
        assert (said.exit_code, "编号" in said.err) == (1, True)
    assert run("check", room).exit_code == 0


def test_a_room_open_elsewhere_is_told_and_left_alone(stages: Stages):
    desk = stages("founded")
    said = consultroom("status", desk.room.folder)
    assert said.returncode == 1
    assert b"Traceback" not in said.stderr
    assert len(said.stderr.decode().splitlines()) == 1


def test_a_bug_inside_a_command_ends_in_two_and_the_room_is_closed(
    stages: Stages, run: Run, monkeypatch: pytest.MonkeyPatch
):
    from consultroom.services import safekeeping

    room = stages.folder("founded")
    with monkeypatch.context() as patch:
        patch.setattr(safekeeping, "undo", lambda *_: 1 / 0)
        said = run("undo", room)
    assert (said.exit_code, said.out) == (2, "")
    assert said.err.startswith("程序出了错")
    assert run("status", room).exit_code == 0


def test_a_process_of_its_own_says_sentences_in_chinese(stages: Stages):
    said = consultroom("status", stages.folder("followed"))
    assert (said.returncode, said.stderr) == (0, b"")
    assert "办结归档" in said.stdout.decode()


def test_a_process_of_its_own_ends_in_one_without_a_traceback(tmp_path: Path):
    said = consultroom("status", tmp_path)
    assert (said.returncode, said.stdout) == (1, b"")
    assert b"Traceback" not in said.stderr
    assert said.stderr.decode().strip()[-1] == "。"


def test_an_output_that_cannot_carry_a_character_gets_it_escaped_or_replaced(stages: Stages):
    room = stages.folder("with members")
    narrow = {"PYTHONIOENCODING": "gbk"}
    plain = consultroom("member", "list", room, **narrow)
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert "张建国" in plain.stdout.decode("gbk")
    told = json.loads(consultroom("member", "list", room, "--json", **narrow).stdout)
    assert "𬱖小燕" in {member["name"] for member in told["members"]}


def test_a_reader_that_goes_away_is_no_fault(stages: Stages):
    room = stages.folder("followed")
    command = [sys.executable, "-m", "consultroom", "consult", "show", str(room), "WT-XS-2026-001"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_help_and_front_door_load_no_room():
    heavy = "{'sqlite_utils', 'sqlcipher3', 'consultroom.store', 'secrets'}"
    ask = f"import sys, consultroom.cli; print({heavy} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True)
    assert said.stdout.decode().strip() == "set()"


def test_a_command_may_answer_that_something_is_wrong():
    @click.command()
    @telling
    def wrong() -> Answer:
        return Answer(("有问题。",), {"sound": False}, exit_code=1)

    assert wrong.main([], standalone_mode=False) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows hands words on as characters")
def test_a_word_that_is_no_utf8_is_a_sentence(stages: Stages):
    room = stages.folder("founded")
    said = consultroom("topic", "add", room, "\udcff", "--proposer", "周立")
    assert (said.returncode, said.stdout) == (1, b"")
    assert said.stderr.decode().startswith("第4个词里有认不出的字符")
    told = consultroom("topic", "add", room, "\udcff", "--proposer", "周立", "--json")
    assert (told.returncode, told.stderr) == (1, b"")
    assert json.loads(told.stdout)["error"].endswith("再写一次。")


@pytest.mark.parametrize("words", [("status",), ("check",), ("topic", "list")])
def test_a_room_of_no_bytes_is_a_sentence(stages: Stages, run: Run, words: tuple[str, ...]):
    room = stages.folder("founded")
    (room / "room.db").write_bytes(b"")
    said = run(*words, room)
    assert (said.exit_code, said.out) == (1, "")
    assert said.err.startswith("资料文件已损坏（里面是空的）。")
    assert (room / "room.db").read_bytes() == b""


def test_a_place_that_cannot_be_asked_about_is_a_sentence(tmp_path: Path, run: Run):
    place = tmp_path / ("a" * 300)  # no system takes so long a name; asking about it fails
    said = run("init", place, "--station", "梧桐街道委员工作站", "--code", "WT")
    assert (said.exit_code, said.out) == (1, "")
    assert said.err.startswith("不能在这里新建资料夹")
    assert run("status", place).err.startswith("资料夹打不开。")


def test_the_history_of_nothing_is_a_sentence(stages: Stages, run: Run):
    said = run("history", stages.folder("founded"), "xx")
    assert (said.exit_code, said.out) == (1, "")
    assert said.err == "没有编号或编码为“xx”的记录，请核对后再试。\n"
