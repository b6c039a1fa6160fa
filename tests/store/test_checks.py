"""A check finds what is wrong, and says nothing when nothing is."""

from __future__ import annotations

import pytest

from consultroom.store.rooms import Room
from tests.store.samples import a_slip, a_writer, put


def faults(room: Room) -> str:
    return "".join(room.check().faults)


def test_a_sound_room_has_no_faults_and_counts_what_was_looked_at(room: Room):
    sha = room.blobs.put(b"photo")
    put(room, a_slip(sha256=sha), a_writer(slip="SLIP"))
    report = room.check()
    assert report.sound
    assert (report.faults, report.remarks) == ((), ())
    assert (report.records, report.lines, report.blobs) == (2, 2, 1)


def test_a_missing_and_a_rotten_attachment_are_found(room: Room):
    sha = room.blobs.put(b"photo")
    put(room, a_slip(sha256=sha), a_slip(id="B", title="没图", sha256="0" * 64))
    assert faults(room) == "附件“没图”的文件不在资料夹里。请从备份或原件重新添加。"
    room.blobs.path(sha).write_bytes(b"rot")
    assert "附件“老旧小区加装电梯”的文件已损坏" in faults(room)


def test_the_attachment_of_a_record_in_the_bin_is_still_wanted(room: Room):
    sha = room.blobs.put(b"photo")
    put(room, a_slip(sha256=sha))
    with room.act("删", by="王") as act:
        act.remove(a_slip())
    assert room.check().remarks == ()
    room.blobs.path(sha).unlink()
    assert "不在资料夹里" in faults(room)


def test_a_file_nothing_points_to_is_a_remark(room: Room):
    room.blobs.put(b"photo")
    report = room.check()
    assert report.sound
    assert report.remarks == ("有 1 个附件文件没有记录用到，不影响使用。",)


def test_a_record_that_names_one_not_here_is_a_remark(room: Room):
    put(room, a_writer(slip="ELSEWHERE"), a_writer(id="W2"))
    report = room.check()
    assert report.sound
    assert report.remarks == ("有 1 条作者指向的纸条不在本机。",)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE slip SET gone = 1",
        "UPDATE slip SET d = vv",
        """UPDATE slip SET d = '{"ffff":"ffffffffffffffff"}', gone = 2""",
    ],
)
def test_a_row_whose_stamps_say_otherwise_is_found(room: Room, tampering: str):
    put(room, a_slip())
    room._cabinet.connection.execute(tampering)
    assert "是否已删除前后不一致" in faults(room)


def test_an_index_that_lost_a_row_is_found(room: Room):
    put(room, *(a_slip(id=f"S{n}") for n in range(3)))
    connection = room._cabinet.connection
    connection.execute("PRAGMA writable_schema = on")
    connection.execute(
        "UPDATE sqlite_master SET sql = replace(sql, '(\"number\")', '(title)') "
        "WHERE name = 'slip_number'"
    )
    connection.execute("PRAGMA writable_schema = reset")
    assert "资料文件有损坏" in faults(room)
