"""Papers of a sitting (会议文书): from the notice to the minutes."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.documents.blocks import Paper
from consultroom.documents.first_page import settled
from consultroom.documents.fonts import bundled
from consultroom.documents.forms import agenda as agendas
from consultroom.documents.forms.cancel_notice import cancel_notice
from consultroom.documents.forms.checklist import checklist
from consultroom.documents.forms.host_outline import host_outline
from consultroom.documents.forms.leave_slip import leave_slip
from consultroom.documents.forms.minutes_sheet import minutes_sheet
from consultroom.documents.forms.name_cards import name_cards
from consultroom.documents.forms.notice import notice
from consultroom.documents.forms.reply_slip import reply_slip
from consultroom.documents.forms.seating_sheet import seating_sheet
from consultroom.documents.forms.sign_in import sign_in
from consultroom.services.printing.cases import (
    ConsultationCase,
    NothingToPrint,
    consultation_case,
)
from consultroom.services.printing.parts import PaperKind, Part, fitting, one, page_of

Compose = Callable[[ConsultationCase], tuple[Part, ...]]


def _notice(case: ConsultationCase) -> tuple[Part, ...]:
    meeting = case.meeting
    on = meeting.notice_sent_on or case.today
    paper = notice(case.dossier, meeting, on=on, profile=page_of(case))
    return one(settled(paper, bundled()))


def _cancel_notice(case: ConsultationCase) -> tuple[Part, ...]:
    meeting = case.dossier.called_off
    if meeting is None:
        raise NothingToPrint("没有发过通知又取消的会议。先在日历上取消会议，再打印取消通知。")
    on = case.called_off_on or case.today
    paper = cancel_notice(case.dossier, meeting, on=on, profile=page_of(case))
    return one(settled(paper, bundled()))


def _agenda(case: ConsultationCase) -> tuple[Part, ...]:
    meeting, profile = case.meeting, page_of(case)
    return fitting(
        *(
            agendas.agenda(case.dossier, meeting, size_pt=size, profile=profile)
            for size in agendas.SIZES_PT
        )
    )


def _members_only(case: ConsultationCase) -> tuple[Part, ...]:
    return one(sign_in(case.dossier, case.meeting, part="members", profile=page_of(case)))


def _name_cards(case: ConsultationCase) -> tuple[Part, ...]:
    return one(name_cards(case.dossier, case.meeting, profile=page_of(case)))


def _seating(case: ConsultationCase) -> tuple[Part, ...]:
    paper = seating_sheet(case.dossier, case.meeting, plan=case.seating, profile=page_of(case))
    return one(paper)


def _of_sitting(form: Callable[..., Paper]) -> Compose:
    def compose(case: ConsultationCase) -> tuple[Part, ...]:
        return one(form(case.dossier, case.meeting, profile=page_of(case)))

    return compose


KINDS: dict[str, PaperKind] = {
    "notice": PaperKind("会议通知", consultation_case, _notice, twin=True),
    "cancel_notice": PaperKind("会议取消通知", consultation_case, _cancel_notice, twin=True),
    "agenda": PaperKind("会议议程", consultation_case, _agenda, twin=True),
    "sign_in": PaperKind("签到表", consultation_case, _of_sitting(sign_in)),
    "sign_in_members": PaperKind("委员签到表", consultation_case, _members_only),
    "name_cards": PaperKind("台签", consultation_case, _name_cards, marked=False),
    "seating": PaperKind("座次表", consultation_case, _seating, marked=False),
    "reply_slip": PaperKind("参会回执", consultation_case, _of_sitting(reply_slip), marked=False),
    "leave_slip": PaperKind("请假条", consultation_case, _of_sitting(leave_slip), marked=False),
    "host_outline": PaperKind(
        "主持词提纲", consultation_case, _of_sitting(host_outline), marked=False, twin=True
    ),
    "checklist": PaperKind("会务清单", consultation_case, _of_sitting(checklist), marked=False),
    "minutes": PaperKind("协商纪要", consultation_case, _of_sitting(minutes_sheet), twin=True),
}
