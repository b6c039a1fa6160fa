"""Reception days (委员接待日) and the visits written down there."""

from __future__ import annotations

from datetime import date

from consultroom.domain.records import Coded, Record


class ReceptionKind(Coded):
    """Who receives whom on a reception day: the word has two meanings."""

    MEMBERS_RECEIVE = "members_receive", "委员接待群众"
    LEADERS_RECEIVE = "leaders_receive", "主席接待委员"


class VisitHandling(Coded):
    """What was done with a visit (处理方式)."""

    ANSWERED = "answered", "当场解答"
    TRANSFERRED = "transferred", "转办"
    TOPIC = "topic", "列入议题"
    OPINION = "opinion", "转社情民意"
    REFERRED = "referred", "引导至相应渠道"


class ReceptionDay(Record, kw_only=True):
    """One reception day. ``receivers`` are names as printed."""

    number: str
    on: date
    slot: str = "上午9:00—11:30"
    place: str = ""
    kind: ReceptionKind = ReceptionKind.MEMBERS_RECEIVE
    receivers: tuple[str, ...] = ()
    recorder: str = ""


class Visit(Record, kw_only=True):
    """One matter brought to a reception day (来访): one 件, ``head_count`` 人次.

    It holds no identity; that is in `VisitorIdentity`, which stays in the station.
    """

    reception_day: str
    order: int
    matter: str
    category: str = ""
    head_count: int = 1
    unit: str = ""
    spot_reply: str = ""
    handling: VisitHandling = VisitHandling.ANSWERED
    handler: str = ""
    due_on: date | None = None
    result: str = ""
    fed_back_on: date | None = None

    @property
    def waits(self) -> bool:
        """Whether it was passed on (转办) and nothing has come of it yet."""
        passed_on = self.handling is VisitHandling.TRANSFERRED
        return passed_on and self.fed_back_on is None and not self.result

    def days_late(self, today: date) -> int:
        """自然日 over its deadline while it waits; 0 while it is not late."""
        late = (today - self.due_on).days if self.waits and self.due_on else 0
        return max(0, late)


class VisitorIdentity(Record, kw_only=True):
    """Who came (来访人). Private: never leaves the station by default, and can be purged.

    A pseudonym will do; telephone and address are optional.
    """

    visit: str
    name: str = ""
    phone: str = ""
    address: str = ""


class GoodDeed(Record, kw_only=True):
    """One matter closed for people (帮办实事). Counted once, wherever it appears.

    Attributes:
        source: id of the visit, assignment or consultation it grew from.
    """

    number: str
    on: date
    matter: str
    result: str
    by: tuple[str, ...] = ()
    head_count: int = 1
    source: str = ""
