"""Placing a title's breaks (标题分行): the clerk's own lines, kept with the record."""

from __future__ import annotations

from consultroom.documents import titles
from consultroom.documents.forms.minutes_sheet import minutes_title
from consultroom.documents.forms.notice import notice_title
from consultroom.documents.gb9704 import profile_of
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import recording
from consultroom.services.desk import Desk

BREAK = "|"  # what a clerk types where a line of the title ends
BREAKABLE = ("notice", "minutes")  # codes of the paper kinds whose titles a clerk may break


class TitleChanged(UserError):
    """The lines do not spell the title any more."""


class TitleLines(Frozen, kw_only=True):
    """A title and how it may be broken.

    Attributes:
        title: without breaks.
        lines: as they are printed now.
        chosen: whether a person placed them.
        offers: ways to break it by meaning, the best first; GB/T 9704-2012, 7.3.1.
        room: 汉字 a line has room for; a longer one is broken once more on the paper.
    """

    title: str
    lines: tuple[str, ...]
    chosen: bool
    offers: tuple[tuple[str, ...], ...]
    room: float


def title_lines(dossier: Dossier, meeting: Meeting, kind: str) -> TitleLines:
    """Return the title of a paper that is one of `BREAKABLE`, and the breaks on offer."""
    shown = (notice_lines if kind == "notice" else minutes_lines)(dossier, meeting)
    title = shown.replace(BREAK, "")
    page = profile_of(dossier.parameters.paper.geometry)
    room = page.width / page.title_pt
    offers = titles.offer_breaks(title, room)
    chosen = BREAK in shown
    lines = tuple(shown.split(BREAK)) if chosen else offers[0]
    return TitleLines(title=title, lines=lines, chosen=chosen, offers=offers, room=room)


def break_title(desk: Desk, dossier: Dossier, meeting: Meeting, kind: str, typed: str) -> None:
    """Break the title of a paper that is one of `BREAKABLE`; see `break_notice`.

    Raises:
        TitleChanged: the text differs from the title in more than its breaks.
    """
    verb = break_notice if kind == "notice" else break_minutes
    verb(desk, dossier, meeting, typed)


def notice_lines(dossier: Dossier, meeting: Meeting) -> str:
    """Return the notice's title with the clerk's breaks as ``|``."""
    return _shown(notice_title(dossier, meeting), meeting.title_breaks)


def minutes_lines(dossier: Dossier, meeting: Meeting) -> str:
    """Return the minutes' title with the clerk's breaks as ``|``."""
    sheet = dossier.minutes_of(meeting)
    return _shown(minutes_title(dossier, meeting), sheet.title_breaks if sheet else ())


def break_notice(desk: Desk, dossier: Dossier, meeting: Meeting, typed: str) -> Meeting:
    """Break the notice's title as typed; an unbroken title lets the program choose.

    Raises:
        TitleChanged: the text differs from the title in more than its breaks.
    """
    lines = _lines(typed, notice_title(dossier, meeting))
    broken = replace(meeting, title_breaks=lines)
    with desk.room.act("标题分行", by=desk.by) as act:
        act.put(broken)
    return broken


def break_minutes(desk: Desk, dossier: Dossier, meeting: Meeting, typed: str) -> None:
    """Break the minutes' title as typed; see `break_notice`.

    Raises:
        TitleChanged: the text differs from the title in more than its breaks.
    """
    lines = _lines(typed, minutes_title(dossier, meeting))
    with desk.room.act("标题分行", by=desk.by) as act:
        act.put(replace(recording.minutes_of(desk, meeting), title_breaks=lines))


def _shown(title: str, lines: tuple[str, ...]) -> str:
    return BREAK.join(lines) if "".join(lines) == title else title


def _lines(typed: str, title: str) -> tuple[str, ...]:
    told = typed.replace("｜", BREAK).replace("\n", BREAK)
    lines = tuple(line.strip() for line in told.split(BREAK) if line.strip())
    if "".join(lines) != title:
        raise TitleChanged(f"标题分行只能加竖线，不能改字。标题是：{title}")
    return lines if len(lines) > 1 else ()
