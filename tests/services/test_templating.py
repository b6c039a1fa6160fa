"""Which template a Word version is filled in, and what becomes of a district's own."""

from __future__ import annotations

import io

import pytest
from docx import Document

from consultroom.domain.consultations import Attachment
from consultroom.domain.parameters import PARAMETERS_ID
from consultroom.domain.records import UnknownWord
from consultroom.services import printing, safekeeping, templating
from consultroom.services.printing.kinds import KINDS
from tests.documents.twins import BARE, TEMPLATE, read, template, whole_paper, with_line
from tests.services.stages import Stages, the_assignment, the_dossier

OWN = with_line("本区模板")


def last_line(docx: bytes) -> str:
    return str(Document(io.BytesIO(docx)).paragraphs[-1].text)


def test_every_kind_that_promises_a_word_version_is_listed_and_has_one(stages: Stages):
    listed = {line.kind: line.word for line in templating.templates(stages("founded"))}
    twins = {code: kind.word for code, kind in KINDS.items() if kind.twin}
    assert listed == {"general": "通用", **twins}
    assert {"notice", "minutes"} <= set(twins)


def test_every_kind_of_a_consultations_papers_becomes_a_word_version(stages: Stages):
    desk = stages("replied")
    dossier = the_dossier(desk)
    about = dict.fromkeys(printing.ready(desk, dossier), dossier.consultation.id)
    about |= {"assignment": the_assignment(desk).number}
    made = {code: key for code, key in about.items() if KINDS[code].twin}
    assert {"notice", "minutes", "agenda", "assignment"} <= set(made)
    for code, key in made.items():
        (first, *_) = printing.compose(desk, code, key).parts
        document = read(templating.twin(desk, code, first.papers[0]))
        assert any(one.style.name == "公文标题" for one in document.paragraphs), code
        assert templating.omitted(desk, code, first.papers[0]) == ()


def test_a_template_of_ones_own_is_used_for_its_kind_alone(stages: Stages):
    desk = stages("founded")
    templating.save_template(desk, "会议通知", OWN)
    assert last_line(templating.twin(desk, "notice", whole_paper())) == "本区模板"
    assert last_line(templating.twin(desk, "minutes", whole_paper())) != "本区模板"
    (own,) = (line for line in templating.templates(desk) if line.own)
    assert (own.kind, own.own and own.own.name) == ("notice", "模板/notice.docx")


def test_a_general_template_of_ones_own_serves_every_kind_without_one(stages: Stages):
    desk = stages("founded")
    templating.save_template(desk, "通用", with_line("通用的"))
    templating.save_template(desk, "notice", OWN)
    assert last_line(templating.twin(desk, "minutes", whole_paper())) == "通用的"
    assert last_line(templating.twin(desk, "notice", whole_paper())) == "本区模板"


def test_the_newest_of_ones_own_is_used_and_the_older_one_goes_to_the_bin(stages: Stages):
    desk = stages("founded")
    templating.save_template(desk, "notice", OWN)
    templating.save_template(desk, "notice", with_line("再换的"))
    assert last_line(templating.twin(desk, "notice", whole_paper())) == "再换的"
    assert len(desk.room.find(Attachment, about=PARAMETERS_ID)) == 1
    safekeeping.undo(desk)
    assert last_line(templating.twin(desk, "notice", whole_paper())) == "本区模板"


def test_what_the_district_issued_goes_before_what_the_station_made(stages: Stages):
    desk = stages("founded")
    kept = templating.save_template(desk, "notice", OWN)
    content = with_line("区里的")
    issued = Attachment(
        id=desk.room.new_id(),
        owner="QZX",
        about=PARAMETERS_ID,
        name=kept.name,
        sha256=desk.room.blobs.put(content),
        size=len(content),
        added_on=kept.added_on.replace(year=kept.added_on.year - 1),
    )
    with desk.room.act("更换文书模板", by=desk.by) as act:
        act.put(issued)
    assert last_line(templating.twin(desk, "notice", whole_paper())) == "区里的"
    templating.drop_template(desk, "notice")
    assert last_line(templating.twin(desk, "notice", whole_paper())) == "区里的"
    with pytest.raises(templating.NoOwnTemplate):
        templating.drop_template(desk, "notice")


def test_going_back_to_the_programs_template(stages: Stages):
    desk = stages("founded")
    templating.save_template(desk, "notice", OWN)
    templating.drop_template(desk, "notice")
    assert templating.template(desk, "notice") == TEMPLATE
    assert safekeeping.undo(desk).name == "撤销：恢复文书模板"
    assert templating.template(desk, "notice") == OWN
    templating.drop_template(desk, "notice")
    with pytest.raises(templating.NoOwnTemplate, match="“会议通知”没有换过模板"):
        templating.drop_template(desk, "notice")


def test_a_template_with_mistakes_is_refused_with_their_places_and_nothing_changes(stages: Stages):
    desk = stages("founded")
    before = desk.room.acts(limit=500)
    with pytest.raises(templating.BadTemplate, match=r"第35段.*没有“标体”这个标签"):
        templating.save_template(desk, "notice", with_line("{{ 标体 }}"))
    wrong = template(*BARE, *(f"{{{{ 标体{at} }}}}" for at in range(12)))
    with pytest.raises(templating.BadTemplate, match="另有7处"):
        templating.save_template(desk, "notice", wrong)
    with pytest.raises(templating.BadTemplate, match=r"这不是 \.docx 文件"):
        templating.save_template(desk, "notice", b"%PDF-1.7")
    assert desk.room.acts(limit=500) == before


def test_what_a_template_of_ones_own_leaves_out_is_told(stages: Stages):
    desk = stages("founded")
    templating.save_template(desk, "notice", template(*BARE))
    told = templating.omitted(desk, "notice", whole_paper())
    assert "模板里没有“署名”，Word 版少了这一部分。" in told


def test_a_kind_without_a_word_version_is_refused_with_those_that_have_one(stages: Stages):
    desk = stages("founded")
    with pytest.raises(
        UnknownWord, match="“台签”没有 Word 版模板。现有：通用（general）、会议通知"
    ):
        templating.template(desk, "台签")
