"""How a consultation stands, as a colour and a shape; the same on every page. No Qt here."""

from __future__ import annotations

from consultroom.domain.consultations import ConsultationState
from consultroom.ui.states import State

OVER = {
    ConsultationState.RUNNING: State.ACTIVE,
    ConsultationState.POSTPONED: State.DUE,
    ConsultationState.STOPPED: State.TODO,
    ConsultationState.CONVERTED: State.DONE,
    ConsultationState.SELF_SETTLED: State.DONE,
    ConsultationState.CLOSED: State.DONE,
}
