"""Every page of every paper gets a square that fits, and that says what the page says."""

from __future__ import annotations

import pytest

from consultroom.documents.digests import page_digest, pdf_digests
from consultroom.documents.fonts import bundled
from consultroom.documents.render_pdf import draw
from consultroom.domain.consultations import Consultation
from consultroom.domain.outcomes import Assignment
from consultroom.domain.topics import Topic
from consultroom.errors import UserError
from consultroom.exchange.page_marks import read
from consultroom.services import marking, printing
from consultroom.services.desk import Desk
from consultroom.services.printing import KINDS, Composed
from consultroom.services.printing.jobs import laid
from tests.services.issuing import LONG, SHORT
from tests.services.issuing import laid as laid_text
from tests.services.stages import Stages

ABOUT = "01KB3Z7Q2M0123456789ABCDEF"


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("followed")


def composed(desk: Desk, kind: str) -> Composed | None:
    """Return a job of this kind about whatever of this room it can be about."""
    for record in (Consultation, Assignment, Topic):
        try:
            return printing.compose(desk, kind, desk.room.find(record)[0].number)
        except UserError:
            continue
    return None


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_paper_says_the_same_in_its_layout_and_its_pdf(kind: str, desk: Desk):
    job = composed(desk, kind)
    if job is None:
        pytest.skip("this November has nothing of the kind; test_every_kind.py draws every kind")
    for part in job.parts:
        paper, layout = laid(part)
        found = pdf_digests(draw(layout, paper, bundled()))
        assert found == tuple(map(page_digest, layout.pages))


@pytest.mark.parametrize("kind", KINDS)
def test_the_square_of_each_kind_fits(kind: str, desk: Desk):
    _, layout = laid_text(SHORT)
    (payload,) = marking.payloads(
        desk, layout, kind=kind, subject=ABOUT, number="WTWTWT-XS-2026-001", version=99
    )
    assert len(payload) <= 262  # version 9 at ECC M
    assert read(payload).mark.kind == kind


def test_each_page_has_its_own_square(desk: Desk):
    _, layout = laid_text(LONG)
    told = marking.payloads(
        desk, layout, kind="minutes", subject=ABOUT, number="WT-XS-2026-001", version=3
    )
    marks = [read(payload).mark for payload in told]
    assert [(mark.page, mark.pages, mark.version) for mark in marks] == [(1, 2, 3), (2, 2, 3)]
    assert [mark.digest for mark in marks] == [page_digest(page) for page in layout.pages]


@pytest.mark.parametrize("number", ["江州区政协办公室〔2026〕第3号", "a\nb"])
def test_a_number_that_does_not_fit_is_left_out(number: str, desk: Desk):
    _, layout = laid_text(SHORT)
    (payload,) = marking.payloads(
        desk, layout, kind="letter", subject=ABOUT, number=number, version=1
    )
    assert (read(payload).mark.number, read(payload).mark.subject) == ("", ABOUT)
