"""Ledgers: every line leads back to its record, in the period, in order, without private things."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from consultroom.domain.consultations import Branch, Branching, ConsultationState
from consultroom.domain.followup import Rating
from consultroom.domain.ledgers import LEDGERS, CellKind, Ledger, view_of
from consultroom.domain.meetings import AttendanceStatus
from consultroom.domain.outcomes import Channel
from consultroom.domain.receptions import VisitHandling
from consultroom.domain.records import UnknownWord
from consultroom.domain.topics import TopicSource, Verdict
from consultroom.domain.yearbooks import YearBook, year_period
from consultroom.frozen import replace
from tests import builders as a
from tests.domain.books import a_book, any_book, ids_in
from tests.strategies import FEWER


def rows(code: str, book: YearBook) -> list[dict[str, object]]:
    """Return a ledger's lines by code of their columns."""
    ledger = LEDGERS[code].ledger(book)
    codes = [heading.code for heading in ledger.headings]
    return [dict(zip(codes, line.cells, strict=True)) for line in ledger.lines]


@FEWER
@given(any_book())
def test_every_line_leads_to_a_record_that_is_there(book: YearBook):
    known = set(ids_in(book))
    for view in LEDGERS.values():
        ledger = view.ledger(book)
        assert {line.record for line in ledger.lines} <= known
        assert all(len(line.cells) == len(ledger.headings) for line in ledger.lines)


@FEWER
@given(any_book())
def test_every_cell_is_of_its_columns_kind(book: YearBook):
    kinds = {CellKind.TEXT: str, CellKind.NUMBER: int, CellKind.DATE: date}
    for view in LEDGERS.values():
        for line in view.ledger(book).lines:
            for heading, cell in zip(view.headings, line.cells, strict=True):
                assert cell is None or isinstance(cell, kinds[heading.kind])


@FEWER
@given(any_book())
def test_months_apart_make_up_the_whole(book: YearBook):
    whole = year_period(2026)
    halves = [
        replace(whole, last=date(2026, 9, 30)),
        replace(whole, first=date(2026, 10, 1)),
    ]
    for code in ("topics", "consultations", "outcomes", "receptions", "opinions", "deeds"):
        view = LEDGERS[code]
        apart = [line for half in halves for line in view.ledger(book.over(half)).lines]
        assert sorted(line.record for line in apart) == sorted(
            line.record for line in view.ledger(book.over(whole)).lines
        )


@pytest.mark.parametrize("code", LEDGERS)
def test_an_empty_room_gives_an_empty_ledger(code: str):
    empty = YearBook(station=a.a_station(), period=year_period(2026), today=a.TODAY)
    ledger = LEDGERS[code].ledger(empty)
    assert (ledger.lines, ledger.totals()) == ((), ())
    assert ledger.title == f"梧桐街道委员工作站{ledger.word}"


@pytest.mark.parametrize("view", LEDGERS.values(), ids=LEDGERS)
def test_headings_are_told_apart(view):
    codes = [heading.code for heading in view.headings]
    words = [heading.word for heading in view.headings]
    assert len(set(codes)) == len(codes)
    assert len(set(words)) == len(words)
    assert view.rule.endswith("。")


def test_a_ledger_is_found_by_its_word_and_its_code():
    assert view_of("成果办理台账") is view_of("outcomes")
    with pytest.raises(UnknownWord, match="没有台账“名册”。现有：议题台账（topics）、"):
        view_of("名册")


def test_columns_that_are_not_printed_are_left_out_with_their_cells():
    ledger = LEDGERS["receptions"].ledger(a_book())
    printed = ledger.printed()
    assert "place" not in {heading.code for heading in printed.headings}
    assert len(printed.lines[0].cells) == len(ledger.lines[0].cells) - 1


def test_totals_stand_under_summed_columns_only():
    visits = (a.a_visit(), a.a_visit(id="V2", order=2, head_count=4))
    ledger = LEDGERS["receptions"].ledger(a_book(visits=visits))
    sums = dict(zip((h.code for h in ledger.headings), ledger.totals(), strict=True))
    assert (sums["visits"], sums["heads"], sums["matter"]) == (2, 7, None)


# -- what each says ------------------------------------------------------------------------------


def test_a_residents_name_does_not_stand_in_the_topic_ledger():
    topics = (
        a.a_topic(proposer="吴桂兰"),
        a.a_topic(id="T2", source=TopicSource.MEMBER, proposer="马腾飞"),
        a.a_topic(id="T3", source=TopicSource.OPINION, proposer="沈嘉禾"),
    )
    told = {row["proposer"] for row in rows("topics", a_book(topics=topics))}
    assert told == {"群众", "马腾飞", "沈嘉禾"}


def test_a_topic_refused_says_why_and_one_undecided_says_so():
    refused = a.a_decision(verdict=Verdict.REJECTED, reason="已在办理")
    (row,) = rows("topics", a_book(decisions=(refused,), dossiers=()))
    assert (row["verdict"], row["remark"], row["consultation"]) == ("不采纳", "已在办理", "")
    (row,) = rows("topics", a_book(decisions=()))
    assert (row["verdict"], row["decided_on"]) == ("未审", None)


def test_a_sitting_counts_those_who_were_there():
    people = a.some_participants()
    marks = (
        a.an_attendance(people[0], status=AttendanceStatus.LEAVE),
        *a.everyone_present(people[1:]),
    )
    dossier = replace(a.a_whole_dossier(), attendance=marks)
    (row,) = rows("consultations", a_book(dossiers=(dossier,)))
    assert (row["members"], row["departments"], row["residents"], row["there"]) == (1, 1, 2, 4)


def test_a_matter_a_unit_sent_back_says_when_and_why():
    back = a.an_assignment(returned_on=date(2026, 10, 12), return_reason="属于街道职责。")
    dossier = replace(a.a_whole_dossier(), assignments=(back,), replies=())
    (row,) = rows("outcomes", a_book(dossiers=(dossier,)))
    assert row["remark"] == "2026年10月12日退回（属于街道职责）"
    unsaid = replace(back, return_reason="")  # as rooms before migration 3 have it
    (row,) = rows("outcomes", a_book(dossiers=(replace(dossier, assignments=(unsaid,)),)))
    assert row["remark"] == "2026年10月12日退回"


def test_an_assignment_given_more_time_shows_both_days():
    longer = (a.an_assignment(extended_to=date(2026, 12, 31), extension_reason="等设备"),)
    dossier = replace(a.a_whole_dossier(), assignments=longer, replies=())
    (row,) = rows("outcomes", a_book(dossiers=(dossier,)))
    assert (row["deadline"], row["remark"]) == (date(2026, 12, 31), "原定2026年11月8日")
    assert (row["state"], row["class"], row["replied_on"]) == ("在办", "", None)


def test_a_reception_day_without_a_visit_still_stands_there():
    (row,) = rows("receptions", a_book(visits=()))
    assert (row["matter"], row["visits"], row["heads"]) == ("无来访", 0, 0)


def test_a_consultation_passed_on_twice_is_one_opinion():
    turn = Branching(
        id="TURN", owner="WT", consultation="CONSULTATION", branch=Branch.TO_OPINION,
        step="consult", on=date(2026, 10, 1), by="何小满", reason="超出职权", reference="第12期",
    )  # fmt: skip
    sheet = a.an_outcome(channels=(Channel.OPINION,), submitted_on=date(2026, 10, 2))
    both = replace(a.a_whole_dossier(), branchings=(turn,), outcome=sheet)
    (row,) = rows("opinions", a_book(dossiers=(both,)))
    assert (row["origin"], row["reference"]) == ("协商转报", "第12期")
    only = replace(both, branchings=())
    (row,) = rows("opinions", a_book(dossiers=(only,)))
    assert (row["origin"], row["state"], row["on"]) == ("成果报送", "已报送", date(2026, 10, 2))


def test_a_good_deed_names_what_it_grew_from():
    deeds = (a.a_good_deed(source="VISIT"), a.a_good_deed(id="D2", source="gone"))
    assert {row["origin"] for row in rows("deeds", a_book(deeds=deeds))} == {"WT-JD-2026-014", ""}


def test_what_is_known_by_name_alone_is_left_open_for_namesakes():
    twins = (a.a_member(), a.a_member(id="M2"))
    posted = (a.a_posting(), a.a_posting(id="P2", member="M2"))
    people = (a.a_participant(id="MEETING-PERSON-1"),)  # by id, so it is known which of them
    dossier = replace(a.a_whole_dossier(), participants=people)
    told = rows("duties", a_book(members=twins, postings=posted, dossiers=(dossier,)))
    assert [(row["receptions"], row["deeds"], row["asked"]) for row in told] == [
        (None, None, 1),
        (None, None, 0),
    ]
    assert all("同名" in str(row["remark"]) for row in told)


def test_a_member_who_left_before_the_period_is_not_listed():
    left = (a.a_posting(to_on=date(2025, 12, 31)),)
    assert rows("duties", a_book(postings=left)) == []


# -- what is not settled -------------------------------------------------------------------------


def _problems(**changed: object) -> list[dict[str, object]]:
    dossier = replace(a.a_whole_dossier(), **changed)
    return rows("problems", a_book(dossiers=(dossier,), visits=()))


def test_a_settled_consultation_leaves_no_problem():
    assert _problems() == []


def test_an_overdue_assignment_is_a_problem_however_old():
    book = a_book(
        period=year_period(2027),
        today=date(2027, 1, 8),
        dossiers=(replace(a.a_whole_dossier(), replies=()),),
    )
    (row,) = rows("problems", book)
    assert (row["kind"], row["state"], row["late"]) == ("交办未办结", "超期", 61)


def test_an_agreed_point_nobody_was_given_is_a_problem_while_the_consultation_runs():
    (row,) = _problems(assignments=(), replies=())
    assert (row["kind"], row["state"], row["unit"]) == ("共识未交办", "待交办", "区教育局")
    over = replace(a.a_whole_dossier().consultation, state=ConsultationState.STOPPED)
    assert _problems(assignments=(), replies=(), consultation=over) == []


def test_a_bad_slip_and_a_look_back_that_failed_are_problems():
    bad = (a.a_slip(rating=Rating.DISSATISFIED, comment="还是停不下"),)
    failed = (a.a_look_back(still_holds=False),)
    told = _problems(satisfaction=bad, look_backs=failed)
    assert [row["kind"] for row in told] == ["评价不满意", "回头看未巩固"]


def test_a_visit_passed_on_and_not_answered_is_a_problem():
    waiting = a.a_visit(handling=VisitHandling.TRANSFERRED, due_on=date(2026, 11, 10))
    (row,) = rows("problems", a_book(visits=(waiting,)))
    assert (row["number"], row["late"]) == ("WT-JD-2026-014第1件", 10)
    done = replace(waiting, result="已修好")
    assert rows("problems", a_book(visits=(done,))) == []


def test_the_longest_overdue_comes_first():
    late = [
        a.a_visit(id=f"V{day}", order=day, handling=VisitHandling.TRANSFERRED,
                  due_on=date(2026, 11, day))
        for day in (15, 5, 19)
    ]  # fmt: skip
    told = rows("problems", a_book(visits=tuple(late)))
    assert [row["late"] for row in told] == [15, 5, 1]


def test_a_ledger_of_many_keeps_record_numbers_in_order():
    topics = tuple(a.a_topic(id=f"T{n}", number=f"WT-YT-2026-{n:03d}") for n in (1000, 2, 999, 10))
    told = [row["number"] for row in rows("topics", a_book(topics=topics))]
    assert told == ["WT-YT-2026-002", "WT-YT-2026-010", "WT-YT-2026-999", "WT-YT-2026-1000"]


def test_a_ledger_is_a_plain_value():
    one, two = (LEDGERS["outcomes"].ledger(a_book()) for _ in range(2))
    assert isinstance(one, Ledger)
    assert one == two
