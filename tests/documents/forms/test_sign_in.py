"""The sign-in sheet: everyone asked, in groups, rows a hand can sign in, blank rows behind."""

from __future__ import annotations

from itertools import pairwise

import pytest

from consultroom.documents.blocks import Paper, Table
from consultroom.documents.fonts import bundled
from consultroom.documents.forms.sign_in import LEAST_BLANK_ROWS, Part, sign_in
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import Rule
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import AttendanceStatus, ParticipantKind, RsvpAnswer
from consultroom.frozen import replace
from tests.builders import an_attendance, an_rsvp
from tests.documents.forms.proofs import page_words, printed, says, sound, words
from tests.documents.forms.sittings_told import LONGEST, bare, sitting, the_extremes, told

MM = 72 / 25.4
PARTS: tuple[Part, ...] = ("members", "others", "all")


def sheet(dossier: Dossier, part: Part = "all") -> Paper:
    return sign_in(dossier, sitting(dossier), part=part)


def table(paper: Paper) -> Table:
    return next(block for block in paper.blocks if isinstance(block, Table))


def heights(paper: Paper) -> list[float]:
    """Return the distances in mm of the level rules on every page, below its first."""
    found = []
    for page in lay_out(paper, bundled()).pages:
        level = [r.y0 / MM for r in page.items if isinstance(r, Rule) and r.y0 == r.y1]
        ys = sorted({round(y, 6) for y in level})
        found += [low - high for high, low in pairwise(ys)]
    return found


@pytest.mark.parametrize("part", PARTS)
def test_nothing_leaves_the_page_and_nothing_stands_upon_anything_else(part: Part):
    for dossier in the_extremes():
        assert sound(sheet(dossier, part))


@pytest.mark.parametrize("count", [0, 5, 40])
def test_every_row_is_high_enough_for_a_hand(count: int):
    assert min(heights(sheet(told(count)))) >= 9


def test_people_stand_in_groups_and_are_numbered_through():
    assert says(
        sheet(told(16)), "委员（4人）", "1买买提", "部门（2人）", "5𬱖㛃𠅤", "群众（4人）",
        "专家（2人）", "列席（4人）", "其他到会人员", "17", "应到16人",
    )  # fmt: skip


def test_members_and_others_together_are_everyone_and_nobody_is_on_both():
    dossier = told(40)
    members, others = words(sheet(dossier, "members")), words(sheet(dossier, "others"))
    short = [p for p in dossier.participants if len(p.name) <= 4]
    for person in short:
        here = (person.name in members, person.name in others)
        assert here == (
            person.kind is ParticipantKind.MEMBER,
            person.kind is not ParticipantKind.MEMBER,
        )
    assert "（委员）" in members
    assert "应到10人" in members
    assert "应到30人" in others


def test_telephones_are_asked_for_only_where_the_district_rules_so():
    assert "电话" not in words(sheet(told(5)))
    assert "联系电话" in words(sheet(told(5, phones_on_sign_in=True)))
    assert sound(sheet(told(40, phones_on_sign_in=True)))


@pytest.mark.parametrize(("ruled", "printed_rows"), [(0, LEAST_BLANK_ROWS), (5, 5), (12, 12)])
def test_at_least_five_rows_are_left_for_people_who_were_not_asked(ruled: int, printed_rows: int):
    rows = table(sheet(told(3, walk_in_rows=ruled))).rows
    blank = [row for row in rows[1:] if len(row.cells) > 1 and not row.cells[1].text]
    assert len(blank) == printed_rows


def test_the_members_sheet_has_no_rows_for_anybody_else():
    dossier = told(5)
    members = [person for person in dossier.participants if person.kind.label == "委员"]
    rows = table(sheet(dossier, "members")).rows
    assert len(rows) == 1 + 1 + len(members)


def test_heads_stand_on_every_page():
    for page in printed(sheet(told(40))).pages:
        assert "序号姓名单位及职务界别/身份签名备注" in page_words(page)


def test_what_nobody_counted_is_left_to_a_hand_and_what_was_counted_is_printed():
    dossier = told(4)
    asked = dossier.people(sitting(dossier))
    assert "应到4人实到______人请假______人缺席______人" in words(sheet(dossier))
    marks = (an_attendance(asked[0]), an_attendance(asked[1], status=AttendanceStatus.LEAVE))
    marked = sheet(replace(dossier, attendance=marks))
    assert "应到4人实到1人请假1人缺席2人" in words(marked)


def test_who_asked_leave_or_sends_somebody_is_remarked():
    dossier = told(4)
    first, second, *_ = dossier.people(sitting(dossier))
    slips = (
        an_rsvp(id="R1", participant=first.id, answer=RsvpAnswer.LEAVE),
        an_rsvp(id="R2", participant=second.id, answer=RsvpAnswer.SUBSTITUTE, substitute="杜若"),
    )
    assert says(sheet(replace(dossier, rsvps=slips)), "请假", "替会：杜若")
    came = (an_attendance(first, status=AttendanceStatus.LATE),)
    text = words(sheet(replace(dossier, rsvps=slips, attendance=came)))
    assert "迟到" in text


def test_a_long_name_breaks_after_its_points():
    lines = [line.text for page in printed(sheet(told(1))).pages for line in page.lines]
    assert any(line.endswith("·") or "买买提·" in line for line in lines)
    assert "".join(LONGEST.split("·")[2]) in words(sheet(told(1)))


def test_nobody_asked_leaves_blank_rows():
    assert says(sheet(bare()), "其他到会人员", "1", "5", "应到0人")
