"""The tour: one month walked in a sample station, its papers printed; again without harm."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from consultroom.domain.dues import Urgency
from consultroom.services import filing, progressing, safekeeping, sampling
from consultroom.services.touring import Tour, take_tour
from tests.services.district import TODAY
from tests.services.stages import open_at


@pytest.fixture(scope="module")
def heard() -> list[str]:
    return []


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory, heard: list[str]) -> Tour:
    folder = tmp_path_factory.mktemp("tour") / "样例"
    return take_tour(folder, today=TODAY, stations=1, tell=heard.append)


def test_it_says_what_takes_so_long(tour: Tour, heard: list[str]):
    assert tour.made
    assert heard == [
        "正在生成样例区：1个工作站、两年的协商……",
        "正在梧桐街道委员工作站走一遍2026年11月的协商……",
    ]


def test_it_leaves_the_three_papers_of_the_month(tour: Tour):
    names = [f"{tour.number} {word}.pdf" for word in ("会议通知", "协商纪要", "协商成果单")]
    assert [paper.name for paper in tour.papers] == names
    assert sorted(tour.folder.iterdir()) == sorted(tour.papers)
    for paper in tour.papers:
        document = pypdfium2.PdfDocument(paper)
        assert "梧桐街道" in document[0].get_textpage().get_text_range()
        document.close()


def test_the_month_stands_at_the_review_of_its_outcome(tour: Tour):
    desk = open_at(tour.room, TODAY)
    with desk.room:
        status = progressing.status(desk)
        assert safekeeping.check(desk).faults == ()
    assert status.this_month is not None
    assert status.this_month.consultation.number == tour.number
    assert status.this_month.outcome is not None
    assert (status.act.label, status.act.consultation) == (
        "成果单逐级审核",
        status.this_month.consultation.id,
    )
    assert status.act.urgency is not Urgency.OVERDUE


def test_taken_again_it_changes_nothing_but_prints_anew(tour: Tour):
    tour.papers[0].unlink()
    again = take_tour(tour.room.parents[1], today=TODAY, stations=1)
    assert (again.made, again.number, again.papers) == (False, tour.number, tour.papers)
    assert tour.papers[0].is_file()


def test_a_month_later_it_walks_that_month_too_with_another_topic(tour: Tour):
    later = date(2026, 12, 24)
    again = take_tour(tour.room.parents[1], today=later, stations=1)
    assert again.number != tour.number
    desk = open_at(tour.room, later)
    with desk.room:
        walked = filing.all_dossiers(desk)
    titles = [dossier.consultation.title for dossier in walked]
    assert titles.count(titles[-1]) == 1
    assert walked[-1].consultation.month == "2026-12"


def test_it_is_not_laid_over_anything_else(tmp_path: Path):
    (tmp_path / "photo.jpg").write_bytes(b"mine")
    with pytest.raises(sampling.FolderTaken):
        take_tour(tmp_path, today=TODAY, stations=1)
    assert [one.name for one in tmp_path.iterdir()] == ["photo.jpg"]
