"""What was printed is kept byte for byte, version by version, and compared with today's."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.consultations import Attachment
from consultroom.domain.papers import IssuedPaper
from consultroom.services import archiving, leafing, safekeeping
from consultroom.services.archiving import Issued
from consultroom.services.desk import Desk
from consultroom.store.blobs import DamagedBlob
from tests.services.stages import Stages, on
from tests.ui.samples import a_pdf


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def make(text: str, version: int) -> bytes:
    return a_pdf(1, f"{text} version {version} page")


def put_out(desk: Desk, text: str, *, kind: str = "notice", subject: str = "c1") -> Issued:
    return archiving.issue(
        desk,
        kind=kind,
        subject=subject,
        title="会议通知",
        number="WT-XS-2026-001",
        digest=digest(text),
        make_pdf=lambda version: make(text, version),
        pages=1,
        copies=2,
    )


def test_the_first_print_is_version_one_and_its_bytes_come_back(stages: Stages):
    desk = stages("founded")
    first = put_out(desk, "a")
    assert first.paper.version == 1
    assert first.pdf == make("a", 1) == archiving.read(desk, first.paper.id)
    assert archiving.issued(desk, "c1") == (first.paper,)
    assert safekeeping.check(desk).faults == ()


def test_printed_again_unchanged_it_keeps_version_bytes_and_first_day(stages: Stages):
    desk = stages("founded")
    first = put_out(desk, "a")
    on(desk, date(2026, 11, 20))
    again = archiving.issue(
        desk,
        kind="notice",
        subject="c1",
        title="会议通知",
        digest=digest("a"),
        make_pdf=lambda _version: pytest.fail("the kept bytes are printed"),
        pages=1,
        copies=3,
    )
    assert again.pdf == first.pdf
    assert (again.paper.version, again.paper.copies) == (1, 5)
    assert again.paper.printed_on == first.paper.printed_on
    assert desk.room.count(IssuedPaper) == desk.room.count(Attachment) == 1


def test_a_changed_paper_is_the_next_version_and_the_first_stays_as_it_was(stages: Stages):
    desk = stages("founded")
    first, second, third = (put_out(desk, text) for text in "aba")
    assert [one.paper.version for one in (first, second, third)] == [1, 2, 3]
    assert [archiving.read(desk, one.paper.id) for one in (first, second, third)] == [
        make("a", 1),
        make("b", 2),
        make("a", 3),
    ]
    assert archiving.latest(desk, "notice", "c1") == third.paper
    assert archiving.latest_of_each(archiving.issued(desk)) == (third.paper,)


def test_kinds_and_subjects_are_counted_apart(stages: Stages):
    desk = stages("founded")
    others = [
        put_out(desk, "a", kind="minutes"),
        put_out(desk, "a", subject="c2"),
        put_out(desk, "a"),
    ]
    assert {one.paper.version for one in others} == {1}
    assert len({one.paper.id for one in others}) == 3


def test_a_version_that_was_taken_back_is_not_given_again(stages: Stages):
    """The sheet with it may lie on a table."""
    desk = stages("founded")
    put_out(desk, "a")
    safekeeping.undo(desk)
    assert archiving.issued(desk) == ()
    assert put_out(desk, "b").paper.version == 2


def test_damaged_bytes_are_told_and_not_printed(stages: Stages):
    desk = stages("founded")
    paper = put_out(desk, "a").paper
    desk.room.blobs.path(archiving.sha256_of(desk, paper)).write_bytes(b"rot")
    with pytest.raises(DamagedBlob, match="已损坏"):
        put_out(desk, "a")


def test_changed_since_print_asks_only_about_last_versions(stages: Stages):
    desk = stages("founded")
    put_out(desk, "a")
    second = put_out(desk, "b").paper
    same = put_out(desk, "c", kind="minutes").paper
    gone = put_out(desk, "d", subject="c2").paper
    today = {second.id: digest("e"), same.id: digest("c"), gone.id: None}
    assert archiving.changed_since_print(desk, lambda paper: today[paper.id]) == (second,)


def test_the_newest_print_is_listed_first(stages: Stages):
    desk = stages("founded")
    put_out(desk, "a")
    on(desk, date(2026, 11, 20))
    put_out(desk, "c", kind="minutes")
    assert [one.kind for one in archiving.issued(desk)] == ["minutes", "notice"]


def test_a_kept_version_is_compared_with_today_line_by_line(stages: Stages):
    desk = stages("founded")
    paper = put_out(desk, "a").paper
    assert archiving.compare(desk, paper.id, make("a", 1)) == ()
    [found] = archiving.compare(desk, paper.id, make("b", 1))
    assert [line.text for line in found.was] == ["a version 1 page 1"]
    assert [line.text for line in found.now] == ["b version 1 page 1"]
    assert (found.was[0].page, found.now[0].page) == (1, 1)
    left, bottom, right, top = found.now[0].box
    assert 79 < left < right < 400
    assert 730 < bottom < top < 770


def test_a_page_more_is_told_with_its_number():
    [found] = archiving.differences(a_pdf(2), a_pdf(3))
    assert (found.was, [(line.page, line.text) for line in found.now]) == ((), [(3, "sheet 3")])


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=6))
def test_a_paper_never_differs_from_itself_and_reversed_differences_mirror(words: list[str]):
    pdf, other = a_pdf(2, "".join(words)), a_pdf(2, "".join(words[::-1]))
    assert archiving.differences(pdf, pdf) == ()
    there = archiving.differences(pdf, other)
    back = archiving.differences(other, pdf)
    assert (there == ()) == (words == words[::-1])
    assert sorted(str(one.was) for one in there) == sorted(str(one.now) for one in back)


def test_the_file_name_is_one_every_system_takes(stages: Stages):
    desk = stages("founded")
    paper = archiving.issue(
        desk,
        kind="notice",
        subject="c1",
        title='关于“A/B”的<通知>: 第一?\n次"' + "长" * 90,
        digest=digest("a"),
        make_pdf=lambda version: make("a", version),
        pages=1,
    ).paper
    name = archiving.file_name(paper)
    assert name.startswith("关于“A_B”的_通知__ 第一__次_长长")
    assert name.endswith(".pdf")
    assert len(name.encode()) < 255


def test_lines_keep_characters_beyond_the_first_plane_and_stand_where_they_are():
    from consultroom.services.typesetting import typeset

    pdf = typeset("# 关于路灯的通知\n𬱖小燕同意。\n古丽·买买提也同意。").pdf
    lines = leafing.text_lines(pdf)
    assert [line.text for line in lines][:3] == [
        "关于路灯的通知",
        "𬱖小燕同意。",
        "古丽·买买提也同意。",
    ]
    heights = [line.box[1] for line in lines[:3]]
    assert heights == sorted(heights, reverse=True)


def test_a_page_in_bands_is_the_page():
    pdf = a_pdf()
    whole = leafing.render(pdf, 0, 1.5)
    bands, top = [], 0
    while top < whole.height:
        band = leafing.render_band(pdf, 0, 1.5, top=top, rows=100)
        assert band.width == whole.width
        bands.append(band.pixels)
        top += band.height
    assert (top, whole.width) == (whole.height, leafing.page_pixels((595.28, 841.89), 1.5)[0])
    together = b"".join(bands)
    assert len(together) == len(whole.pixels)
    assert max(abs(a - b) for a, b in zip(together, whole.pixels, strict=True)) <= 1
