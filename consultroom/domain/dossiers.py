"""The dossier (案卷): one consultation with everything that belongs to it, as one frozen value.

Gates, papers and screens all read a dossier; none of them asks the room.
"""

from __future__ import annotations

from datetime import date

from consultroom.domain.calendar import HolidayCalendar
from consultroom.domain.consultations import (
    Branch,
    Branching,
    Consultation,
    Evidence,
    ResearchRecord,
    StepRecord,
)
from consultroom.domain.followup import CarryOver, LookBack, Satisfaction
from consultroom.domain.meetings import (
    AgendaItem,
    Attendance,
    Headcount,
    Meeting,
    MeetingState,
    Participant,
    ParticipantKind,
    Rsvp,
    headcount,
)
from consultroom.domain.minutes import ConsensusItem, DissentItem, Minutes, MinutesEntry
from consultroom.domain.outcomes import Assignment, Outcome, Reply, Review, Supervision
from consultroom.domain.parameters import Parameters
from consultroom.domain.schemes import Step, StepScheme
from consultroom.domain.stations import OrgUnit
from consultroom.domain.topics import Topic, TopicDecision, decision_on
from consultroom.frozen import Frozen


class Dossier(Frozen, kw_only=True):
    """Everything about one consultation, each part in the order paper prints it."""

    consultation: Consultation
    topic: Topic
    scheme: StepScheme
    station: OrgUnit
    district: OrgUnit
    parameters: Parameters
    calendar: HolidayCalendar
    decisions: tuple[TopicDecision, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    branchings: tuple[Branching, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    research: tuple[ResearchRecord, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    participants: tuple[Participant, ...] = ()
    rsvps: tuple[Rsvp, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    entries: tuple[MinutesEntry, ...] = ()
    consensus: tuple[ConsensusItem, ...] = ()
    dissent: tuple[DissentItem, ...] = ()
    outcome: Outcome | None = None
    reviews: tuple[Review, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    replies: tuple[Reply, ...] = ()
    supervisions: tuple[Supervision, ...] = ()
    satisfaction: tuple[Satisfaction, ...] = ()
    look_backs: tuple[LookBack, ...] = ()
    carry_overs: tuple[CarryOver, ...] = ()

    @property
    def step(self) -> Step:
        """The step it stands in."""
        return self.scheme.step(self.consultation.step)

    @property
    def decision(self) -> TopicDecision | None:
        """The standing decision about its topic."""
        return decision_on(self.topic.id, self.decisions)

    @property
    def sittings(self) -> tuple[Meeting, ...]:
        """The sittings of this round that were not cancelled, earliest first."""
        earlier = self.consultation.earlier_sittings
        standing = [
            m
            for m in self.meetings
            if m.sitting > earlier and m.state is not MeetingState.CANCELLED
        ]
        return tuple(sorted(standing, key=lambda m: (m.starts_at, m.sitting, m.id)))

    @property
    def meeting(self) -> Meeting | None:
        """The latest sitting of this round that was not cancelled, or None.

        After 再次协商 there is none until one is planned: what an earlier round did, opens no
        gate of this one.
        """
        return self.sittings[-1] if self.sittings else None

    @property
    def called_off(self) -> Meeting | None:
        """The latest sitting of this round that people had been told of and that was cancelled."""
        earlier = self.consultation.earlier_sittings
        return max(
            (
                one
                for one in self.meetings
                if one.sitting > earlier
                and one.state is MeetingState.CANCELLED
                and one.notice_sent_on
            ),
            key=lambda one: one.sitting,
            default=None,
        )

    @property
    def round_began(self) -> date:
        """The day from which reviews, slips and look-backs speak about this round.

        In a later round, the day of its first sitting, or of 再次协商 while there is none.
        """
        if self.consultation.rounds == 1:
            return date.min
        if self.sittings:
            return self.sittings[0].day
        again = [turn.on for turn in self.branchings if turn.branch is Branch.RECONVENE]
        return max(again, default=date.min)

    @property
    def standing_reviews(self) -> tuple[Review, ...]:
        """The reviews of the sheet as this round left it; 再次协商 begins the chain anew."""
        return tuple(one for one in self.reviews if one.reviewed_on >= self.round_began)

    @property
    def standing_assignments(self) -> tuple[Assignment, ...]:
        """The assignments that stand: all but those a unit sent back as not its own."""
        return tuple(one for one in self.assignments if one.returned_on is None)

    @property
    def step_record(self) -> StepRecord | None:
        """The record of the stay in the current step, or None."""
        here = [r for r in self.steps if r.step == self.consultation.step and r.left_on is None]
        return max(here, key=lambda record: record.round, default=None)

    def people(self, meeting: Meeting) -> tuple[Participant, ...]:
        """Return who was asked to a meeting, in sheet order."""
        asked = [p for p in self.participants if p.meeting == meeting.id]
        kinds = list(ParticipantKind)
        return tuple(sorted(asked, key=lambda p: (kinds.index(p.kind), p.order, p.id)))

    def agenda_of(self, meeting: Meeting) -> tuple[AgendaItem, ...]:
        """Return the agenda of a meeting, in order."""
        items = [item for item in self.agenda if item.meeting == meeting.id]
        return tuple(sorted(items, key=lambda item: (item.order, item.id)))

    def marks(self, meeting: Meeting) -> tuple[Attendance, ...]:
        """Return the attendance marks of a meeting."""
        return tuple(mark for mark in self.attendance if mark.meeting == meeting.id)

    def headcount(self, meeting: Meeting) -> Headcount:
        """Return the attendance of a meeting, added up."""
        return headcount(self.people(meeting), self.marks(meeting))

    def minutes_of(self, meeting: Meeting) -> Minutes | None:
        """Return the minutes of a meeting, or None."""
        return next((sheet for sheet in self.minutes if sheet.meeting == meeting.id), None)

    def entries_of(self, meeting: Meeting) -> tuple[MinutesEntry, ...]:
        """Return what was said at a meeting, in order."""
        said = [entry for entry in self.entries if entry.meeting == meeting.id]
        return tuple(sorted(said, key=lambda entry: (entry.order, entry.id)))

    def agreed(self) -> tuple[ConsensusItem, ...]:
        """Return the consensus items in number order."""
        return tuple(sorted(self.consensus, key=lambda item: (item.order, item.id)))

    def not_agreed(self) -> tuple[DissentItem, ...]:
        """Return the dissent items in number order."""
        return tuple(sorted(self.dissent, key=lambda item: (item.order, item.id)))
