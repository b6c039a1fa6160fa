"""What the notice, the minutes and the outcome sheet say, and where pdfium finds it."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.forms.minutes_sheet import minutes_sheet
from consultroom.documents.forms.notice import notice
from consultroom.documents.forms.outcome_sheet import SIZES_PT, outcome_sheet
from consultroom.documents.gb9704 import GB9704
from consultroom.documents.layout import lay_out
from consultroom.documents.measuring import MeasuredPdf, measure
from consultroom.documents.render_pdf import draw
from consultroom.documents.typesetting import paper_of
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import ParticipantKind
from consultroom.frozen import replace
from tests.builders import (
    a_participant,
    a_research,
    a_review,
    a_whole_dossier,
    everyone_present,
    some_minutes,
)

CLOSE = 0.5  # mm
ASKED = date(2026, 8, 20)


def printed(paper: Paper) -> MeasuredPdf:
    faces = bundled()
    return measure(draw(lay_out(paper, faces), paper, faces))


def words(pdf: MeasuredPdf) -> str:
    return "".join(pdf.text.split())


def minutes_of(dossier: Dossier) -> str:
    assert dossier.meeting is not None
    return words(printed(minutes_sheet(dossier, dossier.meeting)))


@pytest.mark.parametrize(
    "paper",
    [
        outcome_sheet(a_whole_dossier()),
        paper_of("# 关于加强工作的通知\n\n各社区：\n\n请照办。\n"),
        paper_of("# 关于加强\n# 工作的通知\n\n各社区：\n\n请照办。\n"),
    ],
    ids=["outcome", "one line", "two lines"],
)
def test_a_title_at_the_top_of_a_page_begins_inside_the_type_area(paper: Paper):
    top = min(mark.top for mark in printed(paper).pages[0].marks)
    assert GB9704.top_mm - CLOSE <= top


@pytest.mark.parametrize("name", ["阿依古丽·买买提·克里木", "阿依古丽·买买提·克里木江", "于洋"])
def test_the_longest_name_of_the_roll_stands_on_one_line(name: str):
    dossier = a_whole_dossier()
    assert dossier.meeting is not None
    people = (a_participant(meeting=dossier.meeting.id, name=name),)
    paper = notice(replace(dossier, participants=people), dossier.meeting, on=ASKED)
    roll = next(p for p in printed(paper).pages if "参会类别" in "".join(p.text.split()))
    assert [line.text for line in roll.lines if name in line.text]


def test_minutes_without_speeches_claim_none():
    text = minutes_of(replace(a_whole_dossier(), entries=()))
    assert "没有记录发言。" in text
    assert "充分讨论" not in text


def told_by_records(**parts: object) -> str:
    dossier = a_whole_dossier()
    sheets = (some_minutes(summary=""),)
    return minutes_of(replace(dossier, minutes=sheets, **parts))


def test_kinds_of_which_nobody_came_are_left_out_of_the_minutes():
    people = (
        *(a_participant(id=f"M{n}", name=f"委员{n}", order=n) for n in range(10)),
        a_participant(id="D", name="段部长", kind=ParticipantKind.DEPARTMENT),
    )
    text = told_by_records(participants=people, attendance=everyone_present(people))
    assert "实到11人，其中委员10人、部门1人。" in text
    assert "应到11人，实到0人。" in told_by_records(participants=people, attendance=())


def test_one_research_is_told_without_a_number():
    assert "会前，委员到梧桐里开展调研。" in told_by_records(research=(a_research(place="梧桐里"),))
    twice = (a_research(place="梧桐里"), a_research(id="R2", place="学校"))
    assert "会前，委员先后到梧桐里、学校开展调研2次。" in told_by_records(research=twice)


def test_only_a_person_is_printed_as_having_signed():
    dossier = replace(
        a_whole_dossier(), reviews=(a_review(1), a_review(2, reviewer="何小满"), a_review(3))
    )
    text = words(printed(outcome_sheet(dossier)))
    assert "签名：2026年9月28日" in text
    assert "签名：何小满2026年9月29日" in text
    assert "站负责人" not in text


def test_a_sheet_that_fits_no_page_is_set_in_a_size_that_reads_well():
    assert min(SIZES_PT) == 9
    assert SIZES_PT[-1] == 10.5
