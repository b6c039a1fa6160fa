"""The consultation (协商): one topic's whole way, from collecting to looking back."""

from __future__ import annotations

from datetime import date

from consultroom.domain.records import Coded, Record


class ConsultationState(Coded):
    """Whether a consultation is walking."""

    RUNNING = "running", "进行中"
    POSTPONED = "postponed", "暂缓"
    STOPPED = "stopped", "中止"
    CONVERTED = "converted", "已转其他渠道"
    SELF_SETTLED = "self_settled", "自行办结"
    CLOSED = "closed", "办结"


class Branch(Coded):
    """Ways to leave the straight path (分支). Each asks for a reason."""

    POSTPONE = "postpone", "暂缓"
    RESUME = "resume", "恢复"
    STOP = "stop", "中止"
    BRIEF = "brief", "小事简议"
    RECONVENE = "reconvene", "再次协商"
    TO_OPINION = "to_opinion", "转社情民意"
    TO_PROPOSAL = "to_proposal", "转提案"
    SELF_SETTLE = "self_settle", "自行办结"
    CARRY_OVER = "carry_over", "跨年度"


class Consultation(Record, kw_only=True):
    """One consultation (一次完整过程). It keeps the scheme version it began with.

    Attributes:
        number: record number ``WT-XS-2026-003``.
        topic: id of the topic.
        scheme: id of the step scheme and version, ``default-six@1``.
        step: code of the step it stands in.
        brief: a small matter briefly discussed (小事简议): research may be skipped.
        month: the month it is meant for, ``2026-11``.
        rounds: which round it is in: 1, and one more for every 再次协商.
        earlier_sittings: sittings up to this number belong to earlier rounds.
        carried_to: the year it is now supervised in, 0 when never carried over.
    """

    number: str
    topic: str
    title: str
    scheme: str
    step: str
    state: ConsultationState = ConsultationState.RUNNING
    started_on: date
    month: str = ""
    convener: str = ""
    committee: str = ""
    unit: str = ""
    brief: bool = False
    rounds: int = 1
    earlier_sittings: int = 0
    closed_on: date | None = None
    carried_to: int = 0

    @property
    def year(self) -> int:
        """The year it began in."""
        return self.started_on.year

    @property
    def is_open(self) -> bool:
        """Tell whether anything may still happen to it."""
        return self.state in (ConsultationState.RUNNING, ConsultationState.POSTPONED)


class StepRecord(Record, kw_only=True):
    """One stay in one step (步骤记录). Its id derives from consultation, step and round.

    Attributes:
        phase: code of the fixed phase, kept for roll-ups.
        waived: warnings that stood when the step was left, each with its reason.
    """

    consultation: str
    step: str
    phase: str
    round: int = 1
    entered_on: date
    left_on: date | None = None
    by: str = ""
    note: str = ""
    waived: tuple[str, ...] = ()


class Branching(Record, kw_only=True):
    """One turn off the straight path, with its reason.

    Attributes:
        reference: number of the 提案 or 社情民意信息 it became, when known.
    """

    consultation: str
    branch: Branch
    step: str
    on: date
    by: str
    reason: str
    reference: str = ""


class ResearchRecord(Record, kw_only=True):
    """One piece of research (调研记录): when, where, who, what was found."""

    consultation: str
    on: date
    place: str
    method: str = "走访"
    people: tuple[str, ...] = ()
    findings: str = ""
    is_main: bool = True


class Evidence(Record, kw_only=True):
    """Something that proves a step (佐证材料). A photo is never required."""

    consultation: str
    step: str
    line: str
    label: str
    on: date
    note: str = ""
    attachment: str = ""


class Attachment(Record, kw_only=True):
    """A file kept in the room (附件), stored once by the hash of its bytes.

    Attributes:
        sha256: 64 hexadecimal digits.
        size: bytes.
        about: id of the record it belongs to.
    """

    about: str
    name: str
    sha256: str
    size: int
    media_type: str = "application/octet-stream"
    added_on: date
