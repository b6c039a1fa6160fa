"""What the papers of one sitting share: how it is called, its clock, its groups, its phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import combinations

from consultroom.documents.blocks import Align, Paragraph, Run, Text
from consultroom.documents.fonts import Role
from consultroom.documents.forms import phrases
from consultroom.documents.gb9704 import MM, NumberPlace, PageNumber, PageProfile
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import (
    AgendaItem,
    Meeting,
    Participant,
    ParticipantKind,
    clock_text,
)
from consultroom.domain.members import NAME_SEPARATOR
from consultroom.domain.papers import PaperRules
from consultroom.frozen import Frozen, replace

_SLIP_CHARS = 44
_TITLE_CHARS = 50
SHEET_PT = 12.0  # type of a working sheet
_SHEET_LEADING = 1.75  # sizes from line to line
_SIDE_MM = 21.0
_ENDS_MM = (24.0, 27.0)  # above and below
NO_NUMBER = PageNumber(place=NumberPlace.NONE)
OF_PAGES = PageNumber(place=NumberPlace.CENTRE, size_pt=10.5, text="第{page}页　共{pages}页")

GROUPS: tuple[tuple[str, tuple[ParticipantKind, ...]], ...] = (
    ("委员", (ParticipantKind.MEMBER,)),
    ("部门", (ParticipantKind.DEPARTMENT,)),
    ("群众", (ParticipantKind.STAKEHOLDER, ParticipantKind.RESIDENT)),
    ("专家", (ParticipantKind.EXPERT,)),
    ("列席", (ParticipantKind.OBSERVER, ParticipantKind.MEDIA)),
)


class Slot(Frozen):
    """One item of the agenda on the clock."""

    item: AgendaItem
    begins: datetime
    ends: datetime

    @property
    def clock(self) -> str:
        """``14:30—14:35``."""
        return f"{clock_text(self.begins)}—{clock_text(self.ends)}"


def called(dossier: Dossier, meeting: Meeting) -> str:
    """Return what the sitting is called without its topic: ``梧桐街道第二次协商议事会``."""
    return f"{dossier.station.place}{_again(meeting)}{meeting.form.label}"


def titled(dossier: Dossier, meeting: Meeting) -> str:
    """Return the sitting as titles name it: ``梧桐街道“梧桐里停车难怎么解”协商议事会``.

    A topic of more than 50 characters is left to the body: the first page of a paper must show
    some of it (GB/T 9704-2012, 7.3.3).
    """
    topic = dossier.consultation.title
    told = f"“{topic}”" if len(topic) <= _TITLE_CHARS else ""
    return f"{dossier.station.place}{told}{_again(meeting)}{meeting.form.label}"


def _again(meeting: Meeting) -> str:
    return f"第{phrases.numeral(meeting.sitting)}次" if meeting.sitting > 1 else ""


def about(dossier: Dossier, meeting: Meeting) -> str:
    """Return what a slip says of its sitting: ``“梧桐里停车难怎么解”协商议事会``.

    A topic of more than 44 characters is told by its beginning: a slip stays a slip.
    """
    topic = dossier.consultation.title
    if len(topic) > _SLIP_CHARS:
        topic = f"{topic[: _SLIP_CHARS - 2]}……"
    return f"“{topic}”{meeting.form.label}"


def slots(dossier: Dossier, meeting: Meeting) -> tuple[Slot, ...]:
    """Return the agenda with clock times running on from the start of the meeting."""
    found, at = [], meeting.starts_at
    for item in dossier.agenda_of(meeting):
        ends = at + timedelta(minutes=max(0, item.minutes))
        found.append(Slot(item, at, ends))
        at = ends
    return tuple(found)


def grouped(people: Sequence[Participant]) -> Iterator[tuple[str, tuple[Participant, ...]]]:
    """Yield the groups of a sheet that have anybody in them, each with its people."""
    for name, kinds in GROUPS:
        here = tuple(person for person in people if person.kind in kinds)
        if here:
            yield name, here


def worded(rules: PaperRules, phrase: str, **values: str) -> str:
    """Return a phrase as the district words it, its ``{…}`` filled in.

    What stands in braces and is none of `values` is left as it is: a slip in a district's text
    shows on the paper instead of stopping it.
    """
    text = rules.worded(phrase)
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def fact(label: str, text: Text) -> Paragraph:
    """Return a line of a sheet's head: ``会议时间：…``, the label 黑体, hanging at its text."""
    runs = (Run(text),) if isinstance(text, str) else text
    return Paragraph(
        text=(Run(f"{label}：", Role.HEI), *runs),
        indent=0,
        hang=len(label) + 1,
        align=Align.LEFT,
    )


def sheet(profile: PageProfile, number: PageNumber = OF_PAGES) -> PageProfile:
    """Return the page of a working sheet, which GB/T 9704 does not cover.

    Small type on close lines, narrow margins, 第n页 共m页: more rows on fewer pages.
    """
    width = profile.width_mm - 2 * _SIDE_MM
    height = profile.height_mm - sum(_ENDS_MM)
    return replace(
        profile,
        left_mm=_SIDE_MM,
        top_mm=_ENDS_MM[0],
        block_width_mm=width,
        block_height_mm=height,
        body_pt=SHEET_PT,
        chars=int(width * MM / SHEET_PT),
        rows=int(height * MM / (SHEET_PT * _SHEET_LEADING)),
        line_pitch_pt=None,
        page_number=number,
    )


def name_lines(name: str, most: int) -> tuple[str, ...]:
    """Return a name in as few lines of at most so many characters as can be.

    It is broken after a ``·``, as evenly as that allows; a name without one, wherever it is full.
    """
    if len(name) <= most:
        return (name,)
    parts = re.findall(f"[^{NAME_SEPARATOR}]*{NAME_SEPARATOR}?", name)[:-1]
    if len(parts) < 2:
        lines = -(-len(name) // most)
        each = -(-len(name) // lines)
        return tuple(name[at : at + each] for at in range(0, len(name), each))
    offers = [tuple(_joined(parts, cuts)) for cuts in _all_cuts(len(parts))]
    fitting = [lines for lines in offers if max(map(len, lines)) <= most]
    return min(fitting or offers, key=lambda lines: (_lines_cost(lines, most), lines))


def _lines_cost(lines: tuple[str, ...], most: int) -> tuple[int, int]:
    longest = max(map(len, lines))
    return (len(lines) if longest <= most else 0, longest)


def _all_cuts(parts: int) -> Iterator[tuple[int, ...]]:
    for count in range(1, min(parts, 5)):
        yield from combinations(range(1, parts), count)


def _joined(parts: Sequence[str], cuts: tuple[int, ...]) -> Iterator[str]:
    for start, end in zip((0, *cuts), (*cuts, len(parts)), strict=True):
        yield "".join(parts[start:end])
