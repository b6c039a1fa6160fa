"""Forms of the minutes: 归纳纪要, 确认."""

from __future__ import annotations

from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, dates_around
from consultroom.domain.minutes import EntryKind
from consultroom.errors import UserError
from consultroom.services import recording, titling
from consultroom.services.desk import Desk
from consultroom.services.recording import Point
from consultroom.ui.forms import Answer, Asks, FormScreen, Question
from consultroom.ui.workspace.forms.form import Answers, day, lines, parts, text
from consultroom.ui.workspace.forms.sitting import BREAKS, sitting_of

SPARE_POINTS = 2  # empty points offered after those there are


class NothingToConfirm(UserError):
    """The minutes were not drawn up yet."""


def minutes(desk: Desk, dossier: Dossier) -> FormScreen:
    """归纳纪要: the points agreed and not agreed."""
    del desk
    sitting = sitting_of(dossier)
    agreed = _agreed(dossier, sitting) + [Point(text="")] * SPARE_POINTS
    questions: list[Question] = []
    answers: dict[str, Answer] = {}
    for place, point in enumerate(agreed, start=1):
        questions += _point_questions(place)
        answers |= _point_answers(place, point)
    return FormScreen(
        key="minutes",
        title="归纳纪要",
        purpose="共识逐条写，办理单位和时限写上，成果单和交办单就不用再打一遍。",
        submit="保存纪要",
        questions=(*questions, *_REST),
        answers=answers | _rest_answers(dossier, sitting),
    )


_REST = (
    Question(
        key="apart",
        label="未达成一致的意见",
        asks=Asks.LONG_TEXT,
        hint="一行一条；没有就空着，纪要里会印“无”。",
        lines=3,
    ),
    Question(key="requirements", label="会议要求", asks=Asks.LONG_TEXT, hint="一行一条。", lines=3),
    Question(
        key="summary",
        label="基本情况",
        asks=Asks.LONG_TEXT,
        hint="空着就由程序根据调研和签到写。",
        lines=3,
    ),
)


def _point_questions(place: int) -> tuple[Question, ...]:
    return (
        Question(key=f"text{place}", label=f"共识 {place}", asks=Asks.LONG_TEXT, lines=2),
        Question(key=f"lead{place}", label="建议主办", half=True),
        Question(key=f"assist{place}", label="建议协办", half=True),
        Question(key=f"due{place}", label="建议时限", asks=Asks.DATE),
    )


def _point_answers(place: int, point: Point) -> dict[str, Answer]:
    return {
        f"text{place}": point.text,
        f"lead{place}": point.lead_unit,
        f"assist{place}": "、".join(point.assist_units),
        f"due{place}": point.due_on,
    }


def _agreed(dossier: Dossier, sitting: Meeting) -> list[Point]:
    """Return the points drawn up before; at first, what the record calls agreed."""
    points = [
        Point(
            text=item.text,
            lead_unit=item.lead_unit,
            assist_units=item.assist_units,
            due_on=item.due_on,
        )
        for item in dossier.agreed()
        if item.meeting == sitting.id
    ]
    if points or dossier.minutes_of(sitting):
        return points
    return [Point(text=said) for said in _said(dossier, sitting, EntryKind.CONSENSUS)]


def _apart(dossier: Dossier, sitting: Meeting) -> list[Point]:
    items = [item for item in dossier.not_agreed() if item.meeting == sitting.id]
    return [Point(text=item.text, note=item.note) for item in items]


def _said(dossier: Dossier, sitting: Meeting, kind: EntryKind) -> list[str]:
    return [entry.text for entry in dossier.entries_of(sitting) if entry.kind is kind]


def _rest_answers(dossier: Dossier, sitting: Meeting) -> dict[str, Answer]:
    sheet = dossier.minutes_of(sitting)
    if sheet is None:
        return {
            "apart": "\n".join(_said(dossier, sitting, EntryKind.DISSENT)),
            "requirements": "\n".join(_said(dossier, sitting, EntryKind.REQUEST)),
            "summary": "",
        }
    return {
        "apart": "\n".join(point.text for point in _apart(dossier, sitting)),
        "requirements": "\n".join(sheet.requirements),
        "summary": sheet.summary,
    }


def save_minutes(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write the points down."""
    sitting = sitting_of(dossier)
    places = sorted(int(key[4:]) for key in answers if key.startswith("text"))
    recording.draft(
        desk,
        sitting,
        agreed=tuple(_point(answers, place) for place in places),
        not_agreed=_with_notes(lines(answers, "apart"), _apart(dossier, sitting)),
        summary=text(answers, "summary"),
        requirements=lines(answers, "requirements"),
    )
    return "纪要已保存。"


def _point(answers: Answers, place: int) -> Point:
    return Point(
        text=text(answers, f"text{place}"),
        lead_unit=text(answers, f"lead{place}"),
        assist_units=parts(text(answers, f"assist{place}")),
        due_on=answers.get(f"due{place}"),
    )


def _with_notes(typed: tuple[str, ...], before: list[Point]) -> tuple[Point, ...]:
    """Return the points not agreed; each keeps the note it had, also when it was reworded."""
    notes = {point.text: point.note for point in before}
    if len(typed) == len(before):
        notes = {line: point.note for line, point in zip(typed, before, strict=True)} | notes
    return tuple(Point(text=line, note=notes.get(line, "")) for line in typed)


def confirm(desk: Desk, dossier: Dossier) -> FormScreen:
    """召集人确认纪要."""
    sitting = _drawn_up(dossier)
    dates = dates_around(sitting.day, dossier.parameters.lead, dossier.calendar)
    sheet = dossier.minutes_of(sitting)
    return FormScreen(
        key="confirm",
        title="召集人确认纪要",
        purpose=f"纪要印出来请召集人过目，应于{chinese_date(dates.minutes_by)}前确认。",
        submit="登记确认",
        questions=_CONFIRM,
        answers={
            "by": (sheet and sheet.confirmed_by) or sitting.host,
            "on": (sheet and sheet.confirmed_on) or desk.today,
            "title": titling.minutes_lines(dossier, sitting),
        },
    )


_CONFIRM = (
    Question(key="by", label="确认人", required=True, half=True),
    Question(key="on", label="确认日期", asks=Asks.DATE, required=True, half=True),
    Question(key="title", label="标题分行", asks=Asks.LONG_TEXT, hint=BREAKS, lines=2),
)


def _drawn_up(dossier: Dossier) -> Meeting:
    """Return the sitting whose minutes were drawn up.

    Raises:
        NothingToConfirm: there are none.
    """
    sitting = sitting_of(dossier)
    if dossier.minutes_of(sitting) is None:
        raise NothingToConfirm("还没有归纳纪要，请先写纪要再确认。")
    return sitting


def save_confirm(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write the confirmation down."""
    sitting = _drawn_up(dossier)
    if text(answers, "title") != titling.minutes_lines(dossier, sitting):
        titling.break_minutes(desk, dossier, sitting, text(answers, "title"))
    sheet = recording.confirm(desk, sitting, text(answers, "by"), on=day(answers, "on", desk.today))
    return f"纪要已确认，列为第{sheet.issue_number}期。"
