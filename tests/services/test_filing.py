"""A dossier is read once, until something is written."""

from __future__ import annotations

import pytest

from consultroom.domain.consultations import Consultation
from consultroom.frozen import replace
from consultroom.services import filing, safekeeping
from consultroom.services.desk import Desk
from consultroom.services.striding import at_once
from consultroom.store.shelf import NoSuchRecord
from tests.services.stages import Stages


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("held")


def about(desk: Desk) -> str:
    return desk.room.find(Consultation)[0].id


def rename(desk: Desk, title: str) -> None:
    with desk.room.act("修改", by=desk.by) as act:
        act.put(replace(act.get(Consultation, about(desk)), title=title))


def test_it_is_read_once_until_something_is_written(desk: Desk):
    first = filing.dossier(desk, about(desk))
    assert filing.dossier(desk, about(desk)) is first
    rename(desk, "另一个题目")
    assert filing.dossier(desk, about(desk)).consultation.title == "另一个题目"
    safekeeping.undo(desk)
    assert filing.dossier(desk, about(desk)) == first


def rename_and_give_up(desk: Desk) -> None:
    with desk.room.together():
        rename(desk, "另一个题目")
        assert filing.dossier(desk, about(desk)).consultation.title == "另一个题目"
        raise RuntimeError("given up")


def test_what_an_act_is_about_to_write_is_never_remembered(desk: Desk):
    title = filing.dossier(desk, about(desk)).consultation.title
    with pytest.raises(RuntimeError, match="given up"):
        rename_and_give_up(desk)
    assert filing.dossier(desk, about(desk)).consultation.title == title


def test_one_that_was_never_there_is_asked_for_in_vain(desk: Desk):
    filing.dossier(desk, about(desk))
    with pytest.raises(NoSuchRecord):
        filing.dossier(desk, "no such id")


def test_dossiers_are_read_in_steps_and_come_in_the_order_given(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(filing, "DOSSIERS", 2)
    first = desk.room.get(Consultation, about(desk))
    with desk.room.act("再来几次", by=desk.by) as act:
        for at in range(2, 6):
            act.put(replace(first, id=desk.room.new_id(), number=f"WT-XS-2026-{at:03d}"))
    asked = tuple(reversed(desk.room.find(Consultation)))
    steps = filing.dossier_steps(desk, asked)
    assert [next(steps), next(steps)] == [None, None]
    assert at_once(steps) == filing.dossiers(desk, asked)
