"""Marks, keys, sharing and rebuilding on the exchange page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton

from consultroom.domain.papers import PeerKey
from consultroom.domain.sharing import Private
from consultroom.domain.submissions import SubmissionMark
from consultroom.domain.topics import Topic
from consultroom.exchange.identity import KEYS
from consultroom.services import identifying
from consultroom.services.exchanging import inbox, partners, sharing
from consultroom.ui import dialogs
from tests.services.exchanging.offices import DISTRICT, Offices, a_topic
from tests.ui.exchange_page import Opened, Page, opened, there

__all__ = ["opened", "there"]  # fixtures


def said(monkeypatch: pytest.MonkeyPatch, name: str, answer: object) -> None:
    """Let a dialog be answered."""
    monkeypatch.setattr(dialogs, name, lambda *_a, **_k: answer)


def choose(page: Page, table: str, row: int) -> None:
    page.table(table).selectRow(row)


def tick(page: Page, name: str) -> None:
    box = page.view.findChild(QCheckBox, name)
    assert box is not None
    box.click()


def marks(there: Offices) -> list[tuple[str, str, str]]:
    found = there[DISTRICT].room.find(SubmissionMark)
    return [(mark.unit, mark.kind.label, mark.reason) for mark in found]


# -- marks -----------------------------------------------------------------------------------------


def test_a_month_is_sent_back_with_a_reason_and_taken_back_again(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(DISTRICT)
    page.turn_to("missing")
    choose(page, "missingTable", page.column("missingTable", 0).index("梧桐街道委员工作站"))
    months = page.view.findChild(QComboBox, "markMonth")
    assert months is not None
    assert months.currentText().startswith("11月")
    said(monkeypatch, "ask_reason", "缺签到表")
    page.press("mark_returned")
    assert marks(there) == [("WT", "退回重报", "缺签到表")]
    assert "退回重报" in page.toast()
    page.press("unmark")
    assert marks(there) == []


def test_nothing_is_marked_when_the_person_goes_back(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(DISTRICT)
    page.turn_to("missing")
    said(monkeypatch, "ask_reason", None)
    page.press("mark_excused")
    assert marks(there) == []


def test_a_mark_is_an_act_and_can_be_undone(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(DISTRICT)
    page.turn_to("missing")
    said(monkeypatch, "ask_reason", "电话告知")
    page.press("mark_nil")
    assert [kind for _, kind, _ in marks(there)] == ["零报告"]
    there[DISTRICT].room.undo(by="JZ")
    assert marks(there) == []


# -- keys ------------------------------------------------------------------------------------------


def test_a_key_is_revoked_once_its_code_was_told_by_telephone(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, district = opened(DISTRICT), there[DISTRICT]
    page.turn_to("keys")
    names = page.column("keysTable", 0)
    choose(page, "keysTable", names.index("梧桐街道委员工作站"))
    before = len(partners.keys_of(district, "WT"))
    said(monkeypatch, "ask_reason", "电脑被盗")
    said(monkeypatch, "ask_line", "AAAA-AAAA")
    page.press("revokeKey")
    assert "短码对不上" in page.says("keysSentence")
    assert len(partners.keys_of(district, "WT")) == before
    code = page.column("keysTable", 2)[names.index("梧桐街道委员工作站")]
    said(monkeypatch, "ask_line", code)
    page.press("revokeKey")
    assert len(partners.keys_of(district, "WT")) == before - 1
    assert "吊销" in page.column("keysTable", 3)[-1]
    (revoked,) = [key for key in district.room.find(PeerKey) if key.revoked_on]
    assert revoked.reason == "电脑被盗"


def test_this_computers_key_is_renewed_only_after_a_question(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened("WT1")
    page.turn_to("keys")
    before = identifying.identity(there["WT1"]).key
    said(monkeypatch, "confirm", False)
    page.press("renewKey")
    assert identifying.identity(there["WT1"]).key == before
    said(monkeypatch, "confirm", True)
    page.press("renewKey")
    assert identifying.identity(there["WT1"]).key != before
    assert page.says("newCode") == identifying.card(there["WT1"]).code


def test_a_recovery_key_is_made_and_read_in_again(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = opened(DISTRICT)
    page.turn_to("keys")
    assert "还没有恢复密钥" in page.says("recoveryTold")
    file = tmp_path / "恢复密钥.txt"
    said(monkeypatch, "ask_save", file)
    page.press("makeRecovery")
    assert "做过恢复密钥" in page.says("recoveryTold")
    keys = there[DISTRICT].room.folder / KEYS
    before = keys.read_text("utf-8").count("AGE-SECRET-KEY")
    said(monkeypatch, "ask_choice", 0)
    said(monkeypatch, "ask_line", "AGE-SECRET-KEY-1QQ")
    page.press("useRecovery")
    assert "不是恢复密钥" in page.says("keysSentence")
    said(monkeypatch, "ask_choice", 1)
    said(monkeypatch, "ask_open", file)
    page.press("useRecovery")
    assert keys.read_text("utf-8").count("AGE-SECRET-KEY") == before + 1


# -- sharing ---------------------------------------------------------------------------------------


def test_the_district_asks_and_the_station_allows(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(DISTRICT)
    page.turn_to("allowing")
    tick(page, "ask_phones")
    page.press("askPrivate")
    assert there[DISTRICT].parameters().sharing.asked == (Private.PHONES,)
    there.pass_on(DISTRICT, "WT1")
    page = opened("WT1")
    page.turn_to("allowing")
    assert "要电话号码" in page.says("allowingWanted")
    tick(page, "allow_phones")
    said(monkeypatch, "confirm", False)
    page.press("allowPrivate")
    assert sharing.allowed(there["WT1"]) == ()
    tick(page, "allow_phones")
    said(monkeypatch, "confirm", True)
    page.press("allowPrivate")
    assert sharing.allowed(there["WT1"]) == (Private.PHONES,)
    assert "电话号码" not in page.says("allowingStays")


# -- everything once more --------------------------------------------------------------------------


def test_a_station_gets_back_what_is_held_of_it(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a_topic(there["WT1"], "菜场改造")
    there.pass_on("WT1", DISTRICT)
    page = opened(DISTRICT)
    page.turn_to("rebuilding")
    choose(page, "partnersTable", page.column("partnersTable", 0).index("梧桐街道委员工作站"))
    stick = tmp_path / "stick"
    stick.mkdir()
    said(monkeypatch, "confirm", True)
    said(monkeypatch, "ask_folder", stick)
    page.press("giveBack")
    assert "已写好并核对无误" in page.says("rebuildingSays")
    run = there.bring(tuple(stick.glob("*.crpk")), "WT2")
    assert run.refused == ()
    assert [one.title for one in there["WT2"].room.find(Topic)] == ["菜场改造"]


def test_all_is_sent_again_and_an_unplugged_stick_is_told(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = opened("WT1")
    page.turn_to("rebuilding")
    said(monkeypatch, "ask_folder", tmp_path / "gone")
    page.press("sendAll")
    assert "没有“gone”这个文件夹" in page.says("rebuildingSentence")
    said(monkeypatch, "ask_folder", tmp_path)
    page.press("sendAll")
    assert list(tmp_path.glob("JZ_WT*.crpk"))


def test_packs_are_taken_in_again_from_an_archive(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_topic(there["WT1"], "菜场改造")
    there.pass_on("WT1", "WT2")
    page = opened("WT2")
    page.turn_to("rebuilding")
    said(monkeypatch, "ask_folder", inbox.folder_of(there["WT2"]) / "taken")
    said(monkeypatch, "confirm", True)
    page.press("replayPacks")
    assert "1 个以前已导入" in page.says("rebuildingSays")


def test_a_unit_that_has_not_joined_gets_nothing(there: Offices, opened: Opened) -> None:
    for key in there[DISTRICT].room.find(PeerKey, unit="QH"):
        identifying.revoke(
            there[DISTRICT],
            "QH",
            on=there[DISTRICT].today,
            reason="停用",
            code=identifying.code_of(key),
        )
    page = opened(DISTRICT)
    page.turn_to("rebuilding")
    choose(page, "partnersTable", page.column("partnersTable", 0).index("清河街道委员工作站"))
    for name in ("sendAll", "giveBack"):
        made = page.view.findChild(QPushButton, name)
        assert made is not None
        assert not made.isEnabled()
