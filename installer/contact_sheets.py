"""Contact sheets (文书样张): the first page of every kind of paper, several to a picture.

`installer.pictures` calls this with the sample's busiest station. A kind that is on no sheet stops
it: put it on the sheet of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from consultroom import resources
from consultroom.frozen import replace

if TYPE_CHECKING:
    from consultroom.services.desk import Desk
    from consultroom.services.printing import Case

SHEETS: dict[str, tuple[str, ...]] = {
    "会前": (
        "notice", "cancel_notice", "agenda", "sign_in", "sign_in_members", "reply_slip",
        "leave_slip", "host_outline", "checklist",
    ),
    "会上和会后": (
        "name_cards", "seating", "minutes", "outcome", "satisfaction", "outcome_poster",
        "dossier_cover", "dossier_index",
    ),
    "办理和接待": (
        "topic_form", "assignment", "supervision", "reply_sheet", "reply_letter", "duty_letter",
        "reception_register", "reception_board", "reception_poster",
    ),
    "计划和统计": (
        "plan", "ledger_topics", "ledger_consultations", "ledger_outcomes", "plan_poster",
        "statistics",
    ),
    "台账": (
        "ledger_receptions", "ledger_opinions", "ledger_duties", "ledger_deeds",
        "ledger_problems",
    ),
}  # fmt: skip
LARGE = "_a3"  # ends the code of a kind that is another's on a larger sheet: not shown
ACROSS = 3
PAGE = 460  # px of the longer side of a page
GAP, CAPTION = 16, 38  # px
COLOURS = 24  # of a sheet: greys, and the red of posters
GROUND, FRAME, WORDS = "#E8ECF0", "#9AA5B1", "#1F2933"
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
_TYPE = 20  # px of a caption


class NotShown(RuntimeError):
    """A kind of paper has no place on the sheets, or cannot be made from the sample."""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """The first page of one kind, and what stands under it."""

    word: str
    page: Image.Image


def sheets(desk: Desk) -> Iterator[tuple[str, Image.Image]]:
    """Yield name and picture of every sheet.

    Raises:
        NotShown: a kind of paper is on no sheet, or nothing in the room has it.
    """
    from consultroom.services.printing import KINDS

    wanted = {code for code in KINDS if not code.endswith(LARGE)}
    if missing := wanted.symmetric_difference(code for codes in SHEETS.values() for code in codes):
        raise NotShown(f"on no sheet, or no kind any more: {', '.join(sorted(missing))}")
    for name, codes in SHEETS.items():
        yield name, _laid([Thumbnail(KINDS[code].word, _first_page(desk, code)) for code in codes])


def _first_page(desk: Desk, code: str) -> Image.Image:
    from pypdfium2 import PdfDocument

    with closing(PdfDocument(_printed(desk, code))) as document:
        page = document[0]
        picture: Image.Image = page.render(scale=PAGE / max(page.get_size())).to_pil()
    return picture.convert("RGB")


def _printed(desk: Desk, code: str) -> bytes:
    """Return a kind as PDF, about the newest thing in the room that has it."""
    from consultroom.services import printing

    kind = printing.KINDS[code]
    for key in _keys(desk, kind.key):
        try:
            case = _suited(code, kind.find(desk, key))
            marks = printing.marks_of(desk, code, case)
            return printing.made(printing.compose_case(code, case, marks=marks)).pdf
        except printing.NothingToPrint:
            continue
    raise NotShown(f"nothing in the sample has {code}")


def _suited(code: str, case: Case) -> Case:
    """Return a case as it suits a kind: a reception day before it comes, a sitting called off."""
    from consultroom.services.printing.periods import BoardCase

    if isinstance(case, BoardCase):
        return replace(case, today=case.days[0].on - A_WEEK)
    return _called_off(case) if code == "cancel_notice" else case


def _called_off(case: Case) -> Case:
    """Return a case whose sitting is called off, which nobody in the sample does."""
    from consultroom.domain.meetings import MeetingState
    from consultroom.services.printing.cases import ConsultationCase

    assert isinstance(case, ConsultationCase)  # noqa: S101 - its kind finds no other
    last = replace(
        case.meeting, state=MeetingState.CANCELLED, change_reason="会议室因防汛值守另作安排"
    )
    dossier = replace(case.dossier, meetings=(*case.dossier.meetings[:-1], last))
    return replace(case, dossier=dossier, today=last.starts_at.date() - A_DAY)


def _keys(desk: Desk, called: str) -> list[str]:
    """Return what a kind may be asked for by, the newest first, but what has ended before all."""
    from consultroom.domain.consultations import Consultation, ConsultationState
    from consultroom.domain.outcomes import Assignment
    from consultroom.domain.receptions import ReceptionDay
    from consultroom.domain.topics import Topic

    if called == "协商编号":
        closed = ConsultationState.CLOSED
        every = sorted(
            desk.room.find(Consultation), key=lambda one: (one.state is closed, one.number)
        )
        return [one.number for one in reversed(every)]
    numbered = {"交办编号": Assignment, "议题编号": Topic, "接待日编号": ReceptionDay}
    if called in numbered:
        found = [record.number for record in desk.room.find(numbered[called])]
        return sorted(found, reverse=True)
    if called.startswith("委员"):
        return [member.id for member in desk.members()]
    return [str(desk.today.year)]


def _laid(thumbnails: list[Thumbnail]) -> Image.Image:
    """Return pages in rows, each row as high as its highest, a caption under every page."""
    rows = [thumbnails[at : at + ACROSS] for at in range(0, len(thumbnails), ACROSS)]
    heights = [max(one.page.height for one in row) + CAPTION + GAP for row in rows]
    width = max(GAP + sum(one.page.width + GAP for one in row) for row in rows)
    sheet = Image.new("RGB", (width, sum(heights) + GAP), GROUND)
    pen = ImageDraw.Draw(sheet)
    face = ImageFont.truetype(str(resources.path("fonts", "ConsultroomSans-Regular.ttf")), _TYPE)
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        spare = (width - sum(one.page.width for one in row)) // (len(row) + 1)
        left = spare
        for one in row:
            sheet.paste(one.page, (left, top))
            right, bottom = left + one.page.width, top + one.page.height
            pen.rectangle((left - 1, top - 1, right, bottom), outline=FRAME)
            middle = (left + one.page.width // 2, bottom + CAPTION // 2)
            pen.text(middle, one.word, WORDS, face, anchor="mm")
            left = right + spare
        top += height
    return sheet
