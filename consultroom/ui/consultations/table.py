"""The columns of the list of consultations."""

from __future__ import annotations

from datetime import date

from consultroom.ui.consultations.presenter import ConsultationLine
from consultroom.ui.states import State
from consultroom.ui.tables import Column

_PRESSING = (State.LATE, State.DUE, State.ACTIVE, State.TODO, State.DONE)


def _due_state(line: ConsultationLine) -> State | None:
    return line.state if line.due and line.state in (State.LATE, State.DUE) else None


COLUMNS: tuple[Column[ConsultationLine], ...] = (
    Column(
        title="编号",
        text=lambda line: line.number,
        width=156,
        order=lambda line: line.number,
        spare=True,
    ),
    Column(title="协商议题", text=lambda line: line.title, order=lambda line: line.title),
    Column(title="步骤", text=lambda line: line.step, width=138, order=lambda line: line.step),
    Column(
        title="状态",
        text=lambda line: line.state_words,
        width=140,
        state=lambda line: line.state,
        order=lambda line: _PRESSING.index(line.state),
    ),
    Column(
        title="召开日期",
        text=lambda line: line.meets,
        width=144,
        order=lambda line: line.meets_on or date.max,
    ),
    Column(
        title="下一项",
        text=lambda line: line.due_words,
        width=236,
        state=_due_state,
        order=lambda line: line.due_on or date.max,
    ),
)
