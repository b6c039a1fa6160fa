"""An export that fails or is stopped: what is there is whole, and named; nothing else is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultroom.domain.topics import Topic
from consultroom.exchange.folders import ASIDE
from consultroom.exchange.writing import HalfWritten, NotWritten
from consultroom.services import attaching
from consultroom.services.exchanging import exporting, inbox
from consultroom.services.exchanging.exporting import NotForAll, Wish
from tests.exchange.drive_that_fails import FailingDrive
from tests.services.exchanging.offices import DISTRICT, Offices, a_topic, chance

VOLUME = 60_000  # bytes; three photos take three of them
UP = Wish(volume_bytes=VOLUME)


@pytest.fixture
def photos(there: Offices) -> Offices:
    """Let a station have files for several volumes."""
    topic = a_topic(there["WT1"])
    for number in range(3):
        file = there.place / f"photo{number}.jpg"
        file.write_bytes(chance(str(number)).randbytes(40_000))
        attaching.attach(there["WT1"], topic, file)
    return there


def steps_of_a_good_run(photos: Offices) -> list[str]:
    drive = FailingDrive()
    exporting.export(photos["WT1"], drive, UP)
    return drive.steps


def laid_out(there: Offices, drive: FailingDrive) -> tuple[Path, ...]:
    """Put what is on a drive on the stick, as files."""
    for name, content in drive.seen.items():
        (there.stick / name).write_bytes(content)
    return tuple(there.stick / name for name in sorted(drive.seen))


def test_every_failure_leaves_whole_packs_only_and_names_them(photos: Offices):
    steps = steps_of_a_good_run(photos)
    named = 0
    for pulled_at in range(0, len(steps), 3):
        drive = FailingDrive(pulled_at=pulled_at)
        before = len(photos["WT1"].room.packs.sent())
        with pytest.raises(NotWritten) as failed:
            exporting.export(photos["WT1"], drive, UP)
        whole = getattr(failed.value, "whole", ())
        named += len(whole)
        assert isinstance(failed.value, HalfWritten) is bool(whole)
        assert all(one.name in str(failed.value) for one in whole)
        assert {one.name for one in whole} <= drive.seen.keys()
        entered = photos["WT1"].room.packs.sent()[before:]
        assert [one.hash for one in whole] == [one.hash for one in entered[: len(whole)]]
        assert len(entered) <= len(whole) + 1
    assert named > 0


def test_a_full_drive_keeps_the_finished_volumes_and_nothing_besides(photos: Offices):
    drive = FailingDrive(room=2 * VOLUME)
    with pytest.raises(HalfWritten, match="是完整的") as failed:
        exporting.export(photos["WT1"], drive, UP)
    assert sorted(drive.seen) == [one.name for one in failed.value.whole]
    assert photos.bring(laid_out(photos, drive), DISTRICT).refused == ()


def test_the_next_export_after_a_half_written_one_brings_everything(photos: Offices):
    drive = FailingDrive(room=2 * VOLUME)
    with pytest.raises(HalfWritten):
        exporting.export(photos["WT1"], drive, UP)
    photos.bring(laid_out(photos, drive), DISTRICT)
    run = photos.pass_on("WT1", DISTRICT)
    assert (run.refused, run.held) == ((), ())
    assert photos[DISTRICT].room.count(Topic, owner="WT") == 1
    assert len(list(photos[DISTRICT].room.blobs.all())) == 3


class Stopped(Exception):
    """A person pressed 停止."""


@pytest.mark.parametrize("after", [0, 1, 5, 9])
def test_an_export_that_was_stopped_leaves_no_unfinished_file(photos: Offices, after: int):
    told: list[int] = []

    def tell(done: int, _total: int) -> None:
        told.append(done)
        if len(told) > after:
            raise Stopped

    with pytest.raises(Stopped):
        exporting.export(photos["WT1"], photos.stick, UP, tell=tell)
    left = sorted(file.name for file in photos.stick.iterdir())
    assert not any(name.endswith(ASIDE) for name in left)
    assert left == [pack.name for pack in photos["WT1"].room.packs.sent()]
    assert photos.pass_on("WT1", DISTRICT).refused == ()


def test_progress_goes_up_to_the_whole(photos: Offices):
    told: list[tuple[int, int]] = []
    exporting.export(
        photos["WT1"], photos.stick, UP, tell=lambda done, total: told.append((done, total))
    )
    measured = [(done, total) for done, total in told if total]
    assert [done for done, _ in measured] == sorted(done for done, _ in measured)
    assert measured[-1][0] == measured[-1][1] > 2 * 3 * 40_000


def test_packs_for_all_name_those_that_are_done_when_one_fails(there: Offices):
    drive = FailingDrive()
    exporting.export_below(there[DISTRICT], drive)
    one = len(drive.steps) // 2
    drive = FailingDrive(pulled_at=one + 2)
    with pytest.raises(NotForAll) as failed:
        exporting.export_below(there[DISTRICT], drive)
    (done,) = failed.value.done
    assert f"给“{done.unit_name}”的包已写好" in str(failed.value)
    assert done.packs[0].name in drive.seen
    inbox.bring_in(
        there["QH1"], [path for path in laid_out(there, drive) if path.name.startswith("QH")]
    )
    assert there.take("QH1").refused == ()
