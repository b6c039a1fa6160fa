"""What differs by place and is issued by the district (参数): data, not code."""

from __future__ import annotations

from consultroom.domain.calendar import DayKind
from consultroom.domain.meetings import LeadTimes
from consultroom.domain.outcomes import ResultClass
from consultroom.domain.papers import PaperRules
from consultroom.domain.plans import Cadence
from consultroom.domain.records import Record
from consultroom.domain.sharing import SharingRules
from consultroom.domain.submissions import ReportRules

PARAMETERS_ID = "parameters"

DEFAULT_CLASSES: tuple[ResultClass, ...] = (
    ResultClass(code="A", means="已解决或基本解决", settles=True),
    ResultClass(code="B", means="部分解决或列入计划", settles=False, look_back=True),
    ResultClass(code="C", means="受条件限制，留作参考", settles=False, look_back=True),
    ResultClass(code="D", means="不可行，已作说明", settles=True),
)


class Parameters(Record, kw_only=True):
    """The district's settings, one record with the id ``parameters``.

    Attributes:
        scheme: id of the step scheme new consultations take.
        reply_days: days a unit has to answer, counted as ``reply_day_kind`` says.
        return_days: 工作日 within which a unit may send back what is not its own.
        review_levels: 1 to 3 levels of review before an outcome goes out.
        look_back_days: 自然日 after the reply before the look-back is due.
        red_heads: whether the district grants stations red heads at all (版头).
        paper: page geometry, heads, seating and wording of paper.
        sharing: what stations are asked to send of what stays there otherwise.
        reporting: which months stations report, and until when.
    """

    scheme: str = "default-six@1"
    cadence: Cadence = Cadence()
    lead: LeadTimes = LeadTimes()
    reply_days: int = 30
    reply_day_kind: DayKind = DayKind.CALENDAR
    return_days: int = 5
    review_levels: int = 3
    look_back_days: int = 60
    result_classes: tuple[ResultClass, ...] = DEFAULT_CLASSES
    red_heads: bool = False
    paper: PaperRules = PaperRules()
    sharing: SharingRules = SharingRules()
    reporting: ReportRules = ReportRules()


def default_parameters(owner: str) -> Parameters:
    """Return the parameters used until the district issues its own."""
    return Parameters(id=PARAMETERS_ID, owner=owner)
