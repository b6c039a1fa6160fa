"""Overseeing (督报): which station has reported which month, whom to call, what was sent back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from consultroom.documents import xlsx
from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.forms.chase_list import (
    HEADINGS,
    WORD,
    chase_lines,
    chase_list,
    owed_told,
    remark_of,
)
from consultroom.documents.gb9704 import profile_of
from consultroom.documents.layout import lay_out
from consultroom.documents.render_pdf import draw
from consultroom.domain.calendar import chinese_date
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.domain.submissions import (
    MarkKind,
    Received,
    SequenceGap,
    Submission,
    SubmissionMark,
    SubmissionYear,
    mark_id,
    submission_year,
)
from consultroom.errors import UserError
from consultroom.exchange.chain import missing
from consultroom.frozen import Frozen
from consultroom.services import identifying
from consultroom.services.desk import Desk
from consultroom.store.packs import PackIn

_PERIOD = re.compile(r"20\d\d-(0[1-9]|1[0-2])\Z")


class NothingBelow(UserError):
    """This room has no stations that could report to it."""


class BadMonth(UserError):
    """A month that is none, or that nothing was said about."""


def year_of(desk: Desk, year: int) -> SubmissionYear:
    """Return who has reported in a year.

    Raises:
        NothingBelow: no station is listed here.
    """
    stations = desk.room.find(OrgUnit, parent=desk.owner, kind=UnitKind.STATION)
    if not stations:
        raise NothingBelow("这里还没有下属的工作站，没有报送情况可看。请先建立工作站名册。")
    return submission_year(
        desk.station(),
        stations,
        _received(desk, {unit.code for unit in stations}),
        year=year,
        today=desk.today,
        rules=desk.parameters().reporting,
        calendar=desk.calendar(),
    )


def _received(desk: Desk, units: set[str]) -> Received:
    packs = [one for one in desk.room.packs.received() if one.addressee == desk.owner]
    joined: dict[str, date] = {}
    for key in identifying.believed(desk):
        if key.unit in units:
            joined[key.unit] = min(key.valid_from, joined.get(key.unit, key.valid_from))
    return Received(
        submissions=[_submission(one) for one in packs if one.period and one.unit in units],
        marks=desk.room.find(SubmissionMark),
        joined=joined,
        gaps=_gaps(packs),
        last=_last(packs),
    )


def _submission(pack: PackIn) -> Submission:
    return Submission(
        unit=pack.unit,
        node=pack.node,
        seq=pack.seq,
        period=pack.period,
        volume=pack.volume,
        volumes=pack.volumes,
        nil=bool(pack.nil),
        at=datetime.fromisoformat(pack.taken_at),
    )


def _gaps(packs: Iterable[PackIn]) -> dict[str, tuple[SequenceGap, ...]]:
    chains: dict[tuple[str, str], set[int]] = {}
    for pack in packs:
        chains.setdefault((pack.unit, pack.node), set()).add(pack.seq)
    found: dict[str, tuple[SequenceGap, ...]] = {}
    for (unit, node), numbers in sorted(chains.items()):
        gaps = tuple(SequenceGap(node, first, last) for first, last in missing(numbers))
        found[unit] = (*found.get(unit, ()), *gaps)
    return found


def _last(packs: Iterable[PackIn]) -> dict[str, datetime]:
    latest: dict[str, datetime] = {}
    for pack in packs:
        at = datetime.fromisoformat(pack.taken_at)
        latest[pack.unit] = max(at, latest.get(pack.unit, at))
    return latest


# -- what the district says of a month -------------------------------------------------------------


def mark(desk: Desk, unit: str, period: str, kind: MarkKind, *, reason: str = "") -> SubmissionMark:
    """Send a station's report back (退回), note that it told of nothing held, or excuse it.

    It goes down with the next pack, so that the station learns of it. A later word about the same
    month replaces the earlier.

    Args:
        desk: the district's.
        unit: code of the station.
        period: the month, ``2026-11``.
        kind: which of the three.
        reason: what is wrong, or who told; asked for when a report is sent back.

    Raises:
        NoSuchRecord: there is no such organisation.
        BadMonth: ``period`` is no month, or no reason is given for sending back.
    """
    desk.room.get(OrgUnit, unit)
    if not _PERIOD.match(period):
        raise BadMonth(f"“{period}”不是月份，请写成 2026-11 这样。")
    if kind is MarkKind.RETURNED and not reason.strip():
        raise BadMonth("退回要写明原因，工作站才知道改什么。")
    word = SubmissionMark(
        id=mark_id(unit, period),
        owner=desk.owner,
        unit=unit,
        period=period,
        kind=kind,
        marked_at=desk.room.clock(),
        reason=reason.strip(),
    )
    with desk.room.act("登记报送标记", by=desk.by) as act:
        act.put(word)
    return word


def unmark(desk: Desk, unit: str, period: str) -> None:
    """Take back what was said about a station's month.

    Raises:
        BadMonth: nothing was said about it.
    """
    word = desk.room.one(SubmissionMark, id=mark_id(unit, period))
    if word is None:
        raise BadMonth(f"“{unit}”{period}没有报送标记，不用撤销。")
    with desk.room.act("撤销报送标记", by=desk.by) as act:
        act.remove(word)


# -- papers ----------------------------------------------------------------------------------------


class ChaseList(Frozen):
    """The chase list (催报名单) in its shapes, made of the same lines."""

    year: SubmissionYear
    paper: Paper
    pdf: bytes
    xlsx: bytes


def chase(desk: Desk, year: int) -> ChaseList:
    """Return whom to call about what has not come.

    Raises:
        NothingBelow: no station is listed here.
    """
    found = year_of(desk, year)
    paper = chase_list(found, by=desk.by, profile=profile_of(desk.parameters().paper.geometry))
    faces = bundled()
    return ChaseList(found, paper, draw(lay_out(paper, faces), paper, faces), _workbook(found))


def _workbook(year: SubmissionYear) -> bytes:
    return xlsx.workbook(
        WORD,
        HEADINGS,
        [line.cells for line in chase_lines(year)],
        facts=(
            f"单位：{year.district.name}",
            f"年度：{year.year}年",
            f"截至：{chinese_date(year.today)}",
        ),
        notes=(year.caution,) if year.caution else (),
        sheet="催报名单",
        on=year.today,
    )


__all__ = [
    "BadMonth",
    "ChaseList",
    "NothingBelow",
    "chase",
    "mark",
    "owed_told",
    "remark_of",
    "unmark",
    "year_of",
]
