"""Leave slips: filled from the answer, blank for a hand, decided by the station's head."""

from __future__ import annotations

from consultroom.documents.blocks import Paper
from consultroom.documents.forms.leave_slip import leave_slip
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Participant, RsvpAnswer
from consultroom.domain.papers import Wording
from consultroom.frozen import replace
from tests.builders import an_rsvp
from tests.documents.forms.proofs import page_words, printed, says, sound, words
from tests.documents.forms.sittings_told import (
    LONG_TOPIC,
    LONGEST,
    sitting,
    the_extremes,
    told,
    under,
)


def asking(count: int = 8, topic: str = "") -> Dossier:
    """Return a sitting of which the first asks leave and the department sends somebody."""
    dossier = told(count, topic)
    first, department = dossier.participants[0], dossier.participants[2]
    slips = (
        an_rsvp(
            id="R1", participant=first.id, answer=RsvpAnswer.LEAVE, reason="因赴省城参加培训。"
        ),
        an_rsvp(
            id="R2", participant=department.id, answer=RsvpAnswer.SUBSTITUTE, substitute="杜若"
        ),
        an_rsvp(id="R3", participant=dossier.participants[1].id),
    )
    return replace(dossier, rsvps=slips)


def slip(dossier: Dossier, person: Participant | None = None) -> Paper:
    return leave_slip(dossier, sitting(dossier), person=person)


def test_nothing_leaves_the_page_and_nothing_stands_upon_anything_else():
    for dossier in (*the_extremes(), asking(40, LONG_TOPIC)):
        assert sound(slip(dossier))


def test_who_is_away_has_a_slip_each_on_a_page_of_its_own():
    first, second = printed(slip(asking(40, LONG_TOPIC))).pages
    assert f"请假人：{LONGEST}" in page_words(first)
    assert "因赴省城参加培训，不能参加2026年9月24日（星期四）14:30" in page_words(first)
    assert "代为参加" not in page_words(first)
    assert "拟请杜若代为参加。" in page_words(second)


def test_the_slip_says_when_it_was_asked_and_who_decides():
    assert says(
        slip(asking()), "请假条", "梧桐街道委员工作站：", "特此请假，请予批准。", "签名：",
        "2026年9月21日", "站负责人意见", "□同意□不同意",
    )  # fmt: skip


def test_nobody_away_gives_one_blank_slip():
    paper = slip(told(8))
    assert len(printed(paper).pages) == 1
    assert says(paper, "因________", "拟请________", "限部门填写", "请假人：________", "年月日")


def test_one_persons_slip_carries_the_name_and_leaves_the_reason_to_a_hand():
    dossier = told(8)
    member, department = dossier.participants[1], dossier.participants[2]
    assert says(slip(dossier, member), "因________", "请假人：于洋")
    assert "拟请" not in words(slip(dossier, member))  # only departments may send somebody
    assert "拟请" in words(slip(dossier, department))


def test_the_district_says_who_decides():
    own = Wording(phrase="leave.approver", text="街道党工委")
    assert says(slip(under(told(1), wording=(own,))), "街道党工委意见")
