"""The minutes (协商纪要): who said what, what was agreed, what was not."""

from __future__ import annotations

from datetime import date, time

from consultroom.domain.records import Coded, Record


class EntryKind(Coded):
    """What a line of the meeting record is."""

    OPINION = "opinion", "意见"
    CONSENSUS = "consensus", "共识"
    DISSENT = "dissent", "分歧"
    REQUEST = "request", "要求"


class Minutes(Record, kw_only=True):
    """The minutes of one meeting. Their id derives from the meeting.

    Attributes:
        issue_number: 期号 of the year, 0 while none is given.
        summary: 一、基本情况, as the clerk wrote it; empty lets the form say it from the records.
        requirements: 五、会议要求, one paragraph each.
        confirmed_by: the convener who signed (确认); empty while a draft.
        title_breaks: the clerk's own lines for the title.
    """

    meeting: str
    consultation: str
    drafted_on: date
    issue_number: int = 0
    summary: str = ""
    requirements: tuple[str, ...] = ()
    confirmed_by: str = ""
    confirmed_on: date | None = None
    title_breaks: tuple[str, ...] = ()


class MinutesEntry(Record, kw_only=True):
    """One thing said (发言), typed while the meeting runs.

    Attributes:
        speaker: id of the participant, or empty when not on the list.
        name: the speaker's name as printed.
        at: local time it was typed.
    """

    meeting: str
    order: int
    kind: EntryKind = EntryKind.OPINION
    speaker: str = ""
    name: str = ""
    text: str = ""
    at: time | None = None
    agenda_item: str = ""


class ConsensusItem(Record, kw_only=True):
    """One numbered point agreed (共识意见). It becomes an assignment without retyping.

    Attributes:
        order: 1, 2, 3 …; the number on every paper.
        lead_unit: suggested lead (建议主办).
        due_on: suggested deadline (建议时限), or None.
    """

    consultation: str
    meeting: str
    order: int
    text: str
    lead_unit: str = ""
    assist_units: tuple[str, ...] = ()
    due_on: date | None = None


class DissentItem(Record, kw_only=True):
    """One point not agreed (未达成一致的意见), honestly recorded."""

    consultation: str
    meeting: str
    order: int
    text: str
    note: str = ""
