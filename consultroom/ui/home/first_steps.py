"""What a new room wants before anything else (先办的事). No Qt here."""

from __future__ import annotations

from consultroom.domain.consultations import Consultation
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.domain.topics import Topic
from consultroom.services.desk import Desk
from consultroom.ui.home.presenter import DueLine
from consultroom.ui.states import State
from consultroom.ui.values import Act

WORD = "先办"


def first_steps(desk: Desk) -> tuple[DueLine, ...]:
    """Return what is to be done first, in order; nothing once the work has begun."""
    if desk.room.count(Consultation):
        return ()
    if desk.station().kind is UnitKind.DISTRICT:
        return () if desk.room.count(OrgUnit, parent=desk.owner) else (_invite_stations(),)
    roster = () if desk.members() else (_roster(),)
    topics = () if desk.room.count(Topic) else (_topics(),)
    return (*roster, *topics)


def _roster() -> DueLine:
    return DueLine(
        state=State.TODO,
        word=WORD,
        sentence="导入委员名册",
        reason="有了名册，通知、签到和纪要里的姓名就不用再打。一张表格就行。",
        act=Act(word="去导入", page="members", about="import"),
    )


def _topics() -> DueLine:
    return DueLine(
        state=State.TODO,
        word=WORD,
        sentence="登记第一个议题",
        reason="议题库里还没有议题。登记一个，就可以从它开始协商。",
        act=Act(word="去登记", page="topics", about="new"),
    )


def _invite_stations() -> DueLine:
    return DueLine(
        state=State.TODO,
        word=WORD,
        sentence="给各站做入网文件",
        reason="每个站一个文件，用U盘交给它。站里用它建站，以后就能互相交换。",
        act=Act(word="去做", page="exchange", about="joining"),
    )
