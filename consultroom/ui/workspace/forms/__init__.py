"""The forms that fill a consultation's checklist; no Qt. `FORMS` is their table.

To add a form: its two functions in the module of its phase, one line in `FORMS`.
"""

from consultroom.ui.workspace.forms import after, before, minutes, outcome, roll_call, sitting
from consultroom.ui.workspace.forms.form import Form

FORMS: dict[str, Form] = {
    "topic": Form(before.topic, before.save_topic),
    "decision": Form(before.decision, before.save_decision),
    "screening": Form(before.screening, before.save_screening),
    "research": Form(before.research, before.save_research),
    "meeting": Form(sitting.meeting, sitting.save_meeting),
    "another_sitting": Form(sitting.again, sitting.save_meeting),
    "notice": Form(sitting.notice, sitting.save_notice),
    "rsvp": Form(roll_call.rsvp, roll_call.save_rsvp),
    "attendance": Form(roll_call.attendance, roll_call.save_attendance),
    "minutes": Form(minutes.minutes, minutes.save_minutes),
    "confirm": Form(minutes.confirm, minutes.save_confirm),
    "outcome": Form(outcome.outcome, outcome.save_outcome),
    "review": Form(outcome.review, outcome.save_review),
    "assign": Form(outcome.assign, outcome.save_assign),
    "reply": Form(after.reply, after.save_reply, about="assignment"),
    "satisfaction": Form(after.satisfaction, after.save_satisfaction),
    "look_back": Form(after.look_back, after.save_look_back),
}

__all__ = ["FORMS", "Form"]
