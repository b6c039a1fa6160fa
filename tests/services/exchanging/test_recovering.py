"""The recovery key on paper opens packs again in a room that has lost its own keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultroom.domain.stations import OrgUnit
from consultroom.domain.submissions import MarkKind, SubmissionMark
from consultroom.domain.topics import Topic
from consultroom.exchange.identity import KEYS
from consultroom.services import identifying, overseeing
from consultroom.services.exchanging import enrolling, inbox, previewing, recovering
from consultroom.services.exchanging.recovering import NoRecoveryKey
from tests.services.exchanging.offices import DISTRICT, Offices, a_topic


@pytest.fixture
def paper(there: Offices, tmp_path: Path) -> Path:
    """Make the district's recovery key, tell the station of it, and return the file."""
    file = tmp_path / "recovery.txt"
    enrolling.make_recovery_key(there[DISTRICT], file)
    join = tmp_path / "WT.crjoin"
    unit = there[DISTRICT].room.get(OrgUnit, "WT")
    found = enrolling.offer(there[DISTRICT], unit, join)
    enrolling.join(there["WT1"], join, heard=found.above.code)
    return file


def lose_keys(there: Offices) -> None:
    (there[DISTRICT].room.folder / KEYS).unlink()


def test_a_pack_opens_with_the_recovery_key_after_the_own_keys_were_lost(
    there: Offices, paper: Path
):
    a_topic(there["WT1"], "菜场改造")
    (file,) = there.send("WT1")
    lose_keys(there)
    inbox.bring_in(there[DISTRICT], [file])
    (shut,) = previewing.previews(there[DISTRICT])
    assert shut.manifest is None
    recovering.restore(there[DISTRICT], recovering.secret_of(paper))
    assert there.take(DISTRICT).refused == ()
    assert [one.title for one in there[DISTRICT].room.find(Topic)] == ["菜场改造"]


def test_restoring_keeps_the_own_keys_and_twice_is_once(there: Offices, paper: Path):
    desk = there[DISTRICT]
    before = identifying.identity(desk)
    for _ in range(2):
        recovering.restore(desk, recovering.secret_of(paper))
    assert identifying.identity(desk) == before
    assert (desk.room.folder / KEYS).read_text().count("AGE-SECRET-KEY-1") == 2


def test_a_key_typed_off_the_paper_with_blanks_and_small_letters_is_understood(paper: Path):
    secret = recovering.secret_of(paper)
    typed = " ".join(secret[at : at + 6] for at in range(0, len(secret), 6)).lower()
    assert recovering.secret_in(typed) == secret


@pytest.mark.parametrize("wrong", ["", "AGE-SECRET-KEY-1", "swap"])
def test_a_mistyped_key_is_refused(paper: Path, wrong: str):
    secret = recovering.secret_of(paper)
    typed = secret[:-1] + ("Q" if secret[-1] != "Q" else "P") if wrong == "swap" else wrong
    with pytest.raises(NoRecoveryKey, match="核对后再填"):
        recovering.secret_in(typed)


def test_the_public_half_is_listed_and_the_sheet_can_be_printed(there: Offices, paper: Path):
    key = recovering.recovery_key(there[DISTRICT])
    assert key is not None
    assert key.recipient in paper.read_text("utf-8")
    assert recovering.recovery_key(there["QH1"]) is None
    pdf = recovering.sheet_pdf(there[DISTRICT], recovering.secret_of(paper))
    assert pdf.startswith(b"%PDF")


def test_what_the_district_says_of_a_month_comes_to_that_station_only(there: Offices):
    overseeing.mark(there[DISTRICT], "WT", "2026-10", MarkKind.RETURNED, reason="缺签到表")
    there.pass_on(DISTRICT, "WT1")
    there.pass_on(DISTRICT, "QH1")
    (mark,) = there["WT1"].room.find(SubmissionMark)
    assert mark.reason == "缺签到表"
    assert there["QH1"].room.find(SubmissionMark) == ()
