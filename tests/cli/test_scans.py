"""verify-paper, file-scans and identity on real rooms and real pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consultroom.services.desk import Desk
from tests.cli.conftest import Run
from tests.documents.copiers import OFFICE, jpeg, pixels
from tests.services.issuing import LONG, SHORT, issue
from tests.services.stages import Stages

DAY = "2026-11-26"


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("confirmed")


@pytest.fixture
def printed(desk: Desk, tmp_path: Path) -> tuple[Path, Path]:
    """Return the room, closed, and two pages printed from it."""
    file = tmp_path / "F.pdf"
    file.write_bytes(issue(desk, LONG).pdf)
    desk.room.close()
    return desk.room.folder, file


def test_a_genuine_paper_ends_with_0_and_each_page_is_told(printed: tuple[Path, Path], run: Run):
    room, file = printed
    said = run("verify-paper", file, "--room", room, day=DAY)
    assert (said.exit_code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "F.pdf 第1页：真实　WT 协商纪要（WT-XS-2026-001） 第1版 第1页，共2页",
        "F.pdf 第2页：真实　WT 协商纪要（WT-XS-2026-001） 第1版 第2页，共2页",
        "共2页，真实2页，其他0页。",
    ]


def test_one_page_that_is_not_genuine_ends_with_1(
    printed: tuple[Path, Path], tmp_path: Path, run: Run
):
    room, file = printed
    blank = tmp_path / "blank.jpg"
    blank.write_bytes(jpeg(pixels(file.read_bytes(), 30).crop((0, 0, 99, 99))))
    said = run("verify-paper", file, blank, "--room", room, "--json", day=DAY)
    assert said.exit_code == 1
    told = said.json
    assert told["genuine"] is False
    assert [page["verdict"] for page in told["pages"]] == ["genuine", "genuine", "no_mark"]
    assert told["pages"][1]["mark"]["page"] == 2
    assert told["pages"][2]["mark"] is None
    assert said.err == "正在读：F.pdf\n正在读：blank.jpg\n"


def test_a_card_verifies_without_a_room(printed: tuple[Path, Path], tmp_path: Path, run: Run):
    room, file = printed
    card = tmp_path / "WT.json"
    assert run("identity", "export", room, "--out", card, day=DAY).exit_code == 0
    assert run("verify-paper", file, "--card", card, day=DAY).exit_code == 0
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(jpeg(OFFICE.of(pixels(file.read_bytes(), 200)), 60))
    said = run("verify-paper", scan, "--card", card, day=DAY)
    assert said.exit_code == 0
    assert "图上的文字程序看不出有没有改过，请与存档件对照。" in said.out


def test_without_anybodys_key_nothing_is_verified(printed: tuple[Path, Path], run: Run):
    said = run("verify-paper", printed[1])
    assert (said.exit_code, said.out) == (1, "")
    assert said.err == "请写明用谁的公钥来验：--room 资料夹，或者 --card 身份卡。\n"


def test_a_district_verifies_after_the_card_and_the_telephone(
    printed: tuple[Path, Path], tmp_path: Path, run: Run
):
    room, file = printed
    district, card = tmp_path / "district", tmp_path / "WT.json"
    made = run("init", district, "--district", "江州区政协", "--code", "JZ", day=DAY)
    assert made.exit_code == 0, made.err
    said = run("verify-paper", file, "--room", district, day=DAY)
    assert said.exit_code == 1
    assert "F.pdf 第1页：签发者不明" in said.out
    run("identity", "export", room, "--out", card, day=DAY)
    wrong = run("identity", "trust", district, card, "--code", "AAAA-AAAA", day=DAY)
    assert (wrong.exit_code, wrong.out) == (1, "")
    assert "短码对不上" in wrong.err
    code = run("identity", "show", room, "--json", day=DAY).json["own"]["code"]
    said = run("identity", "trust", district, card, "--code", code, day=DAY)
    assert (said.exit_code, said.out) == (0, "已信任梧桐街道委员工作站（WT）的公钥。\n")
    assert run("verify-paper", file, "--room", district, day=DAY).exit_code == 0
    gone = run("identity", "revoke", district, "wt", "--reason", "电脑被盗", day=DAY)
    assert gone.out == f"单位“WT”的1把公钥自{DAY}起吊销。\n"
    said = run("verify-paper", file, "--room", district, day=DAY)
    assert (said.exit_code, said.out.count("签名已吊销")) == (1, 2)
    assert f"{DAY}起吊销：电脑被盗" in run("identity", "show", district, day=DAY).out


def test_a_card_holds_nothing_secret_and_is_not_written_over(
    printed: tuple[Path, Path], tmp_path: Path, run: Run
):
    room, _ = printed
    card = tmp_path / "WT.json"
    said = run("identity", "export", room, "--out", card, day=DAY)
    assert f"身份卡已存到 {card}" in said.out
    secret = json.loads((room / "keys.json").read_text())["identity"]["secret"]
    assert not any(value in card.read_text() + said.out for value in secret.values())
    again = run("identity", "export", room, "--out", card, day=DAY)
    assert (again.exit_code, again.out) == (1, "")
    assert "没有覆盖" in again.err


def test_a_folder_of_scans_is_filed_and_what_lacks_is_told(
    printed: tuple[Path, Path], tmp_path: Path, run: Run
):
    room, file = printed
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(jpeg(OFFICE.of(pixels(file.read_bytes(), 150)), 60))
    (folder / "b.txt").write_text("b")
    said = run("file-scans", room, folder, day=DAY)
    assert said.exit_code == 1
    assert said.out.splitlines() == [
        "读了1个文件，新归档1件。",
        "已归档：a.jpg → 协商纪要（WT-XS-2026-001）第1版 第1页",
        "缺页：协商纪要（WT-XS-2026-001）第1版，共2页，缺第2页",
        "跳过：b.txt不是图片，也不是 PDF。",
    ]
    page = pixels(file.read_bytes(), 150, 1)
    (folder / "c.jpg").write_bytes(jpeg(OFFICE.of(page), 60))
    said = run("file-scans", room, folder, "--json", day=DAY)
    assert said.exit_code == 0
    assert [one["new"] for one in said.json["filed"]] == [False, True]
    assert said.json["missing"] == []
    assert run("check", room).exit_code == 0


def test_what_was_not_filed_is_told_with_its_reason(desk: Desk, tmp_path: Path, run: Run):
    pdf = issue(desk, SHORT).pdf
    desk.room.close()
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "F.pdf").write_bytes(pdf)
    (folder / "x.png").write_bytes(b"x")
    said = run("file-scans", desk.room.folder, folder, day=DAY)
    assert said.exit_code == 1
    assert said.out.splitlines() == [
        "读了2个文件，新归档0件。",
        "没有归档：x.png：读不出来",
        "    “x.png”不是能读的图片或 PDF。手机的 HEIC 照片请先另存为 JPG。",
        "不用归档：F.pdf就是存档的那一份。",
    ]
    run("undo", desk.room.folder, day=DAY)
    said = run("file-scans", desk.room.folder, folder, day=DAY)
    assert "没有登记：F.pdf 第1页：真实" in said.out
