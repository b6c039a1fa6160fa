"""From the room to the home page's screen. No Qt here."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from consultroom.domain import dues
from consultroom.domain.calendar import month_of
from consultroom.domain.consultations import Consultation
from consultroom.domain.dossiers import Dossier
from consultroom.domain.dues import Due, Urgency
from consultroom.domain.figures import YearFigures, percent, year_figures
from consultroom.domain.meetings import Meeting, MeetingState, ParticipantKind, clock_text
from consultroom.domain.plans import CadenceKind
from consultroom.domain.stations import UnitKind
from consultroom.frozen import replace
from consultroom.services import planning, progressing
from consultroom.services.desk import Desk
from consultroom.services.planning import PlanView
from consultroom.ui import wording
from consultroom.ui.home.first_steps import first_steps
from consultroom.ui.home.presenter import DueLine, Figure, HomeScreen, MonthCard, MonthCell
from consultroom.ui.home.traffic import traffic
from consultroom.ui.standing import OVER
from consultroom.ui.states import State
from consultroom.ui.values import Act, DayMark

_BEFORE_MEETING = frozenset({"topic", "decision", "screening", "research", "meeting", "notice"})
MOST_DUE = 8  # lines on the page; the rest is in the list of consultations
_URGENT = {Urgency.OVERDUE: State.LATE, Urgency.SOON: State.DUE, Urgency.LATER: State.TODO}


def home_screen(desk: Desk) -> HomeScreen:
    """Return the home page as things stand now."""
    today = desk.today
    status = progressing.status(desk)
    plan = planning.show_plan(desk, today.year)
    is_district = desk.station().kind is UnitKind.DISTRICT
    if is_district:  # it owes no sittings of its own; what stations owe stands in 数据交换
        plan = replace(plan, missed=())
    every = status.year
    rest = tuple(due for due in status.dues if due != status.act and due.form != dues.WAIT)
    news = traffic(desk)
    first = first_steps(desk)
    waiting = (
        *first[1:],
        due_line(status.act),
        *(news.due if news else ()),
        *(due_line(due) for due in rest),
    )
    lines = (*first[:1], *sorted(waiting, key=_pressing))
    return HomeScreen(
        subheading=_subheading(today, status.caution, news.short if news else ""),
        today=today,
        figures=_figures(year_figures(every, today.year), _of_plan(plan, is_district)),
        next_act=lines[0],
        consultation=_month_card(status.this_month, today) if status.this_month else None,
        due=lines[1 : MOST_DUE + 1],
        more=max(0, len(lines) - MOST_DUE - 1),
        marks=_marks(desk, status.dues),
        months=_months(plan, every, today),
        months_note="各站合计" if is_district else _months_note(plan),
        invitation=f"{today.month}月还没有安排协商。",
        begin=Act(word="开始协商", page="begin"),
        calendar=Act(word="日历", page="calendar"),
        traffic=news,
    )


def _pressing(line: DueLine) -> int:
    """Return how soon a line comes: what is late, then what presses; else the order it has."""
    return {State.LATE: 0, State.DUE: 1}.get(line.state, 2)


def _subheading(today: date, caution: str, sent: str) -> str:
    words = (wording.full_day(today), wording.weekday(today), sent, caution)
    return "　".join(word for word in words if word)


def due_line(due: Due) -> DueLine:
    """Return one thing to do as a line: what, why now, and the act that does it."""
    sentence = f"{due.title}：{due.label}" if due.title else due.label
    return DueLine(
        state=_URGENT[due.urgency],
        sentence=sentence,
        reason=_why(due),
        act=act_for(due),
        word=due.urgency.label,
    )


def _why(due: Due) -> str:
    """Return why something is to be done and by when, where the sentence does not tell the day."""
    if due.on is None or due.form == dues.WAIT or wording.short_day(due.on) in due.says:
        return due.says
    return f"{due.says}应于{wording.full_day(due.on)}前完成。"


def act_for(due: Due) -> Act:
    """Return where something due is done, its form open."""
    if not due.consultation:
        nothing = Act(word="去看看", page="consultations")
        return nothing if due.form == dues.WAIT else Act(word="去选题", page="begin")
    if due.form in (dues.ADVANCE, dues.WAIT):
        return Act(word="去看看", page="workspace", about=due.consultation)
    about = "/".join(part for part in (due.consultation, due.form, due.record) if part)
    return Act(word="去办理", page="workspace", about=about)


def _of_plan(plan: PlanView, is_district: bool) -> str:
    """Return of how many sittings; a district's stations each have a plan of their own."""
    return "场" if is_district else f"/ {plan.plan.cadence.expected(plan.plan.year)} 场"


def _figures(year: YearFigures, of_plan: str) -> tuple[Figure, ...]:
    """Return the year's figures; a share of nothing is a dash and no more."""
    every = Act(word="全部协商", page="consultations")
    return (
        Figure(
            icon="messages-square",
            figure=str(year.sittings),
            unit=of_plan,
            caption="今年协商会",
            act=every,
        ),
        Figure(
            icon="user",
            figure=percent(year.members_there, year.members_asked),
            unit="%" if year.members_asked else "",
            caption="委员平均到会率",
            state=State.DONE,
        ),
        Figure(
            icon="clipboard-list", figure=str(year.points), unit="条", caption="共识意见", act=every
        ),
        Figure(
            icon="file-check",
            figure=percent(year.replied, year.assigned),
            unit=f"%　{year.replied} / {year.assigned} 件" if year.assigned else "",
            caption="已答复",
            state=State.DONE,
        ),
    )


def _month_card(dossier: Dossier, today: date) -> MonthCard:
    consultation, meeting = dossier.consultation, dossier.meeting
    lines = _lines_shown(dossier)
    held = meeting is not None and meeting.state is MeetingState.HELD
    following = dues.next_of(dossier, today)
    hour = f"{wording.weekday(meeting.day)} {clock_text(meeting.starts_at)}" if meeting else ""
    return MonthCard(
        state=OVER[consultation.state],
        word=_month_word(dossier, today),
        title=consultation.title,
        day=meeting.day if meeting else None,
        hour=hour,
        place=meeting.venue if meeting else "地点未定",
        people=_people(dossier),
        prepared=sum(line.done for line in lines),
        to_prepare=len(lines),
        next_line=following.label if following else "",
        acts=_month_acts(consultation, following),
        progress="全程进度" if held else "会前准备",
    )


def _lines_shown(dossier: Dossier) -> list[dues.ChecklistLine]:
    """Return the lines up to the meeting, and once it was held those of every step."""
    meeting = dossier.meeting
    held = meeting is not None and meeting.state is MeetingState.HELD
    lines = [line for step in dossier.scheme.steps for line in dues.checklist(dossier, step)]
    return lines if held else [line for line in lines if line.form in _BEFORE_MEETING]


def _month_word(dossier: Dossier, today: date) -> str:
    meeting = dossier.meeting
    if meeting and meeting.state is not MeetingState.HELD and meeting.day >= today:
        return wording.days_until(meeting.day, today)
    return f"{dossier.step.name}　{dossier.consultation.state.label}"


def _people(dossier: Dossier) -> str:
    if dossier.meeting is None:
        return "参会人员未定"
    asked = dossier.people(dossier.meeting)
    members = sum(person.kind is ParticipantKind.MEMBER for person in asked)
    return f"委员 {members} 人 · 其他 {len(asked) - members} 人"


def _month_acts(consultation: Consultation, following: Due | None) -> tuple[Act, ...]:
    acts = [Act(word="打开协商工作台", page="workspace", about=consultation.id, icon="arrow-right")]
    if following and following.form not in (dues.ADVANCE, dues.WAIT):
        about = f"{consultation.id}/{following.form}"
        acts.append(Act(word=following.label, page="workspace", about=about, icon="pencil"))
    acts.append(Act(word="会议文书", page="paper", about=consultation.id, icon="printer"))
    return tuple(acts)


def _marks(desk: Desk, due: tuple[Due, ...]) -> dict[date, tuple[DayMark, ...]]:
    found: dict[date, list[DayMark]] = defaultdict(list)
    titles = {one.id: one.title for one in desk.room.find(Consultation)}
    for meeting in desk.room.find(Meeting):
        held = meeting.state is MeetingState.HELD
        state = State.DONE if held else State.ACTIVE
        words = titles.get(meeting.consultation, "")
        found[meeting.day].append(DayMark(state=state, words=words))
    for one in due:
        if one.on and one.form != dues.WAIT:
            words = f"{one.title} {one.label}".strip()
            found[one.on].append(DayMark(state=_URGENT[one.urgency], words=words))
    return {day: tuple(marks) for day, marks in found.items()}


def _months(plan: PlanView, every: tuple[Dossier, ...], today: date) -> tuple[MonthCell, ...]:
    homes = {month: dossier for dossier in every for month in _months_of(dossier)}
    cells = []
    for number in range(1, 13):
        month = f"{plan.plan.year}-{number:02d}"
        dossier = homes.get(month)
        state = _month_state(plan, month, today)
        cells.append(MonthCell(month=number, state=state, act=_month_act(dossier, month, state)))
    return tuple(cells)


def _month_act(dossier: Dossier | None, month: str, state: State) -> Act | None:
    """Return the way to a month's consultation, or to the calendar where one is missing."""
    if dossier is not None:
        return Act(word="打开", page="workspace", about=dossier.consultation.id)
    if state in (State.LATE, State.ACTIVE):
        return Act(word="去安排", page="calendar", about=f"{month}-01")
    return None


def _months_of(dossier: Dossier) -> set[str]:
    held = {month_of(m.day) for m in dossier.meetings if m.state is MeetingState.HELD}
    return held or {dossier.consultation.month}


def _month_state(plan: PlanView, month: str, today: date) -> State:
    if month in plan.held:
        return State.DONE
    if month in plan.missed:
        return State.LATE
    return State.ACTIVE if month == month_of(today) else State.TODO


def _months_note(plan: PlanView) -> str:
    if plan.missed:
        missed = "、".join(f"{int(month[5:])}月" for month in plan.missed)
        return f"{missed}没有召开"
    if plan.plan.cadence.kind is CadenceKind.PER_YEAR:
        return f"全年{plan.plan.cadence.times}次"
    return plan.plan.cadence.months.label
