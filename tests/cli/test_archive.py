"""What was printed, from the command line: listed, taken out, compared, printed again."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultroom.frozen import replace
from consultroom.services import archiving, leafing, printing, safekeeping
from consultroom.services.desk import Desk
from tests.cli.conftest import Run
from tests.services.stages import DAYS, Stages, the_dossier, the_meeting
from tests.services.test_sending import Queue

NUMBER = "WT-XS-2026-001"
DAY = "2026-12-05"


def put_out(desk: Desk, kind: str) -> bytes:
    subject = the_dossier(desk).consultation.id
    made = printing.print_paper(desk, kind, subject)
    return archiving.issue(
        desk,
        kind=kind,
        subject=subject,
        title="会议通知",
        number=NUMBER,
        digest=made.digest,
        make_pdf=lambda _version: made.pdf,
        pages=made.pages,
        copies=12,
    ).pdf


@pytest.fixture
def printed(stages: Stages) -> tuple[Path, bytes]:
    """Return a room where the notice was printed, then changed, and the outcome sheet printed."""
    desk = stages("concluded")
    notice = put_out(desk, "notice")
    put_out(desk, "outcome")
    with desk.room.act("更改会议安排", by=desk.by) as act:
        act.put(replace(the_meeting(desk), contact="周立"))
    desk.room.close()
    return desk.room.folder, notice


def test_everything_printed_is_listed(run: Run, printed: tuple[Path, bytes]):
    said = run("archive", "list", printed[0], day=DAY)
    assert (said.exit_code, said.err) == (0, "")
    pages = f"{len(leafing.page_sizes(printed[1]))}页"
    on = DAYS["concluded"].isoformat()
    assert [line.split() for line in said.out.splitlines()][1:] == [
        ["会议通知", NUMBER, "第1版", on, pages, "12份"],
        ["协商成果单", NUMBER, "第1版", on, "1页", "12份"],
    ]


def test_only_what_would_be_different_today_is_listed(run: Run, printed: tuple[Path, bytes]):
    said = run("archive", "list", printed[0], "--changed", "--json", day=DAY)
    assert [paper["kind"] for paper in said.json["papers"]] == ["notice"]


def test_an_empty_archive_says_so(run: Run, stages: Stages):
    folder = stages.folder("founded")
    assert run("archive", "list", folder, day=DAY).out == "还没有印过文书。\n"
    assert "都不会变" in run("archive", "list", folder, "--changed", day=DAY).out


def test_a_version_is_taken_out_byte_for_byte(
    run: Run, printed: tuple[Path, bytes], tmp_path: Path
):
    out = tmp_path / "通知.pdf"
    said = run("archive", "take", printed[0], "会议通知", NUMBER.lower(), "--out", out, day=DAY)
    assert said.out == f"《会议通知》第1版已存到 {out}。\n"
    assert out.read_bytes() == printed[1]


def test_a_version_is_compared_with_today(run: Run, printed: tuple[Path, bytes]):
    said = run("archive", "compare", printed[0], "会议通知", NUMBER, day=DAY)
    assert "《会议通知》第1版与今天有" in said.out
    assert any(line.startswith("＋ 第") and "周立" in line for line in said.out.splitlines())
    same = run("archive", "compare", printed[0], "协商成果单", NUMBER, day=DAY)
    assert same.out == "《协商成果单》第1版与今天的文字完全一样。\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("协商纪要", NUMBER), "还没有印过"),
        (("会议通知", NUMBER, "--version", "3"), "没有第3版，最后是第1版"),
        (("会议记录本", NUMBER), "没有“会议记录本”这种文书"),
    ],
)
def test_what_was_never_printed_is_told(
    run: Run, printed: tuple[Path, bytes], words: tuple[str, ...], sentence: str
):
    said = run("archive", "compare", printed[0], *words, day=DAY)
    assert said.exit_code == 1
    assert sentence in said.err


def test_a_version_is_printed_again_as_it_was(
    run: Run, printed: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    queue = Queue(tmp_path / "bin")
    again = ("archive", "reprint", printed[0], "会议通知", NUMBER)
    said = run(*again, "--copies", "3", "--double", day=DAY)
    assert said.out == "《会议通知》第1版已送到“梧桐街道打印机”，3份。\n"
    assert queue.bytes == [printed[1]]
    assert "sides=two-sided-long-edge" in queue.told[0]
    said = run(*again, "--printer", "HP_1020", "--json", day=DAY)
    assert (said.json["paper"]["copies"], said.json["printer"]) == (16, "HP_1020")
    assert "sides=two-sided-long-edge" in queue.told[1]  # as the last time


def test_taking_back_a_print_takes_it_out_of_the_list(run: Run, stages: Stages):
    desk = stages("concluded")
    put_out(desk, "notice")
    safekeeping.undo(desk)
    desk.room.close()
    assert run("archive", "list", desk.room.folder, day=DAY).out == "还没有印过文书。\n"
