"""Looking back: the journal in words a person reads, of the room and of one record."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.domain.topics import Topic, TopicSource
from consultroom.frozen import replace
from consultroom.services import gathering, looking_back, receiving, safekeeping
from consultroom.services.desk import Desk
from consultroom.services.looking_back import ActFilter, FieldLine
from consultroom.store.journal import NoSuchAct
from tests.services.stages import Stages, on, the_dossier, the_topic

EVERYTHING = ActFilter()


def revised(desk: Desk, **fields: object) -> Topic:
    topic = replace(the_topic(desk), **fields)  # type: ignore[arg-type]
    gathering.revise(desk, topic)
    return topic


def test_an_act_tells_each_field_before_and_after_in_chinese_words(stages: Stages):
    desk = stages("with a topic")
    before = the_topic(desk).suggestion
    revised(desk, suggestion="先装一栋")
    (line,) = looking_back.page(desk, EVERYTHING, 0, 1)
    assert line.about == "议题“老旧小区加装电梯”"
    (record,) = looking_back.told(desk, line.id)
    assert (record.verb, record.about) == ("修改", line.about)
    assert record.fields == (FieldLine(word="建议", before=before or "（空）", after="先装一栋"),)


def test_ids_and_codes_are_told_as_what_they_stand_for(stages: Stages):
    desk = stages("confirmed")
    every = looking_back.page(desk, EVERYTHING, 0, looking_back.count(desk, EVERYTHING))
    fields = {
        (field.word, field.after)
        for act in every
        for record in looking_back.told(desk, act.id)
        for field in record.fields
    }
    assert ("步骤", "协商") in fields
    assert ("议题", "老旧小区加装电梯") in fields
    assert ("委员", "李秀英") in fields
    assert not [after for word, after in fields if word == "阶段" and after.isascii()]


def test_who_came_is_not_told_by_the_journal(stages: Stages):
    desk = stages("with members")
    day = receiving.open_day(desk, receivers=("李秀英",))
    receiving.receive(desk, day, matter="路灯不亮", visitor="何大爷")
    told = repr(
        [looking_back.told(desk, act.id) for act in looking_back.page(desk, EVERYTHING, 0, 3)]
    )
    assert "路灯不亮" in told
    assert "何大爷" not in told


def test_acts_are_found_by_person_by_month_and_by_what_the_record_says(stages: Stages):
    desk = stages("with a topic")
    on(desk, date(2026, 12, 3))
    other = Desk(desk.room, "李军")
    gathering.add_topic(other, title="路灯不亮", source=TopicSource.MEMBER, proposer="周立")
    assert looking_back.count(desk, ActFilter(by="李军")) == 1
    assert looking_back.count(desk, ActFilter(month="2026-12")) == 1
    assert looking_back.count(desk, ActFilter(month="2026-13")) == 0
    (found,) = looking_back.page(desk, ActFilter(words="路灯"), 0, 9)
    assert (found.by, found.about) == ("李军", "议题“路灯不亮”")
    assert looking_back.people(desk) == tuple(sorted({"李军", desk.by}))
    assert looking_back.months(desk)[0] == "2026-12"


def test_a_record_brings_the_acts_of_its_parts_the_deleted_ones_too(stages: Stages):
    desk = stages("confirmed")
    dossier = the_dossier(desk)
    ids = looking_back.belonging(desk, dossier.consultation.id)
    assert {one.id for one in (*dossier.meetings, *dossier.entries, *dossier.consensus)} <= {*ids}
    assert dossier.topic.id not in ids
    some = looking_back.count(desk, ActFilter(records=ids))
    assert 0 < some < looking_back.count(desk, EVERYTHING)


def test_what_was_undone_says_so_and_the_undoing_is_an_act_itself(stages: Stages):
    desk = stages("with a topic")
    safekeeping.undo(desk)
    undoing, undone = looking_back.page(desk, EVERYTHING, 0, 2)
    assert (undoing.undoes, undoing.undone) == (True, False)
    assert (undone.undoes, undone.undone) == (False, True)


def test_the_slices_of_the_journal_make_the_whole(stages: Stages):
    desk = stages("confirmed")
    number = looking_back.count(desk, EVERYTHING)
    slices = [looking_back.page(desk, EVERYTHING, at, at + 7) for at in range(0, number, 7)]
    whole = looking_back.page(desk, EVERYTHING, 0, number)
    assert tuple(line for part in slices for line in part) == whole
    assert len({line.id for line in whole}) == number


def test_an_act_of_very_many_fields_is_cut_but_never_to_nothing(stages: Stages):
    desk = stages("confirmed")
    many = max(desk.room.acts(), key=lambda act: len(desk.room.lines_of(act.id)))
    every = looking_back.told(desk, many.id)
    assert len(every) > 1
    assert looking_back.unfolded(desk, many.id, most_fields=10_000) == (every, 0)
    assert looking_back.unfolded(desk, many.id, most_fields=0) == (every[:1], len(every) - 1)


def test_an_act_that_is_not_there_is_refused(stages: Stages):
    with pytest.raises(NoSuchAct):
        looking_back.told(stages("founded"), "no such act")


def test_people_who_come_later_are_known_too(stages: Stages):
    desk = stages("founded")
    assert looking_back.people(desk) == (desk.by,)
    gathering.add_topic(
        Desk(desk.room, "李军"), title="路灯", source=TopicSource.MEMBER, proposer="周立"
    )
    assert set(looking_back.people(desk)) == {desk.by, "李军"}
