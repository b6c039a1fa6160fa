"""Every file this program ever wrote opens with today's program, whole."""

from __future__ import annotations

import secrets
import tarfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from consultroom.domain.consultations import Attachment, Consultation
from consultroom.domain.meetings import Meeting, MeetingState
from consultroom.domain.outcomes import Assignment
from consultroom.services import (
    drafting,
    filing,
    following,
    printing,
    progressing,
    safekeeping,
)
from consultroom.services.desk import Desk
from consultroom.services.founding import open_desk
from consultroom.store.migrations import LAYOUT

HERE = Path(__file__).parent
ROOMS = sorted(HERE.glob("room-*.tar.xz"))
NOON = datetime(2026, 11, 21, 12, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(params=ROOMS, ids=lambda file: file.name.partition(".")[0])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path, filter="data")
    folder = next(tmp_path.iterdir())
    opened = open_desk(folder, by="", clock=lambda: NOON, chance=secrets.token_bytes)
    with opened.room:
        yield opened


def test_there_is_a_room_of_every_version():
    assert len(ROOMS) == LAYOUT.version


def test_an_old_room_is_whole_and_tells_what_is_next(desk: Desk):
    assert safekeeping.check(desk).faults == ()
    assert progressing.status(desk).act.label
    assert len(filing.all_dossiers(desk)) == len(desk.room.find(Consultation)) > 0


def test_an_old_room_prints_its_papers(desk: Desk):
    printable = [d for d in filing.all_dossiers(desk) if printing.ready(desk, d)]
    assert printable
    for kind in printing.ready(desk, printable[-1]):
        made = printing.print_dossier(kind, printable[-1], today=desk.today)
        assert made.pdf.startswith(b"%PDF-")


def test_an_old_room_keeps_its_attachments_and_half_typed_forms(desk: Desk):
    attachment = desk.room.find(Attachment)[0]
    assert desk.room.blobs.read(attachment.sha256).decode() == "答复扫描件\n"
    assert drafting.recall(desk, "begin") == {"title": "半截的议题"}


def test_an_old_room_keeps_why_a_matter_is_sent_back_and_undoing_takes_it_away(desk: Desk):
    given = [one for one in desk.room.find(Assignment) if not one.returned_on][-1]
    following.send_back(desk, given, "不归我局")
    assert desk.room.get(Assignment, given.id).return_reason == "不归我局"
    safekeeping.undo(desk)
    assert desk.room.get(Assignment, given.id) == given
    assert safekeeping.check(desk).faults == ()


def test_a_room_of_version_3_has_kept_its_reasons(tmp_path: Path):
    with tarfile.open(HERE / "room-3.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    opened = open_desk(tmp_path / "room-3", by="", clock=lambda: NOON, chance=secrets.token_bytes)
    with opened.room as room:
        why = {one.change_reason: one.state for one in room.find(Meeting) if one.change_reason}
        back = {one.return_reason for one in room.find(Assignment) if one.returned_on}
    assert why == {"主持人临时出差。": MeetingState.CANCELLED, "会场停电": MeetingState.PLANNED}
    assert back == {"不属于本单位职责，建议交区城管局。"}


def test_the_last_act_of_an_old_room_can_be_undone(desk: Desk):
    before = desk.room.count(Attachment)
    assert safekeeping.undo(desk).name == "撤销：添加附件"
    assert desk.room.count(Attachment) == before - 1
    assert safekeeping.check(desk).faults == ()
