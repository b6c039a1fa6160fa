"""Papers of the follow-up (成果、交办、答复), of reception days and of topics."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.documents.forms.assignment_slip import assignment_slip
from consultroom.documents.forms.dossier_cover import dossier_cover
from consultroom.documents.forms.dossier_index import dossier_index
from consultroom.documents.forms.outcome_sheet import SIZES_PT, outcome_sheet
from consultroom.documents.forms.poster import PosterSize, outcome_poster
from consultroom.documents.forms.reception_register import reception_register
from consultroom.documents.forms.reply_letter import reply_letter
from consultroom.documents.forms.reply_sheet import reply_sheet
from consultroom.documents.forms.satisfaction_slip import satisfaction_slip
from consultroom.documents.forms.supervision_slip import supervision_slip
from consultroom.documents.forms.topic_form import topic_form
from consultroom.domain.outcomes import standing_reply
from consultroom.services.printing.boards import boards_of
from consultroom.services.printing.cases import (
    AssignmentCase,
    ConsultationCase,
    NothingToPrint,
    ReceptionCase,
    TopicCase,
    assignment_case,
    consultation_case,
    reception_case,
    topic_case,
)
from consultroom.services.printing.contents import entries_of
from consultroom.services.printing.parts import PaperKind, Part, fitting, one, page_of


def _outcome(case: ConsultationCase) -> tuple[Part, ...]:
    if case.dossier.outcome is None:
        raise NothingToPrint("还没有协商成果单，先填写再打印。")
    profile = page_of(case)
    return fitting(
        *(outcome_sheet(case.dossier, size_pt=size, profile=profile) for size in SIZES_PT)
    )


def _assignment(case: AssignmentCase) -> tuple[Part, ...]:
    return one(
        assignment_slip(
            case.dossier, case.assignment, identities=case.identities, profile=page_of(case)
        )
    )


def _supervision(case: AssignmentCase) -> tuple[Part, ...]:
    pressed = [s for s in case.dossier.supervisions if s.assignment == case.assignment.id]
    if not pressed:
        raise NothingToPrint("这件交办还没有督办过，先登记督办再打印。")
    latest = max(pressed, key=lambda pressing: (pressing.times, pressing.on, pressing.id))
    return one(
        supervision_slip(case.dossier, latest, identities=case.identities, profile=page_of(case))
    )


def _reply_sheet(case: AssignmentCase) -> tuple[Part, ...]:
    return one(
        reply_sheet(
            case.dossier, case.assignment, identities=case.identities, profile=page_of(case)
        )
    )


def _reply_letter(case: AssignmentCase) -> tuple[Part, ...]:
    reply = standing_reply(case.assignment.id, case.dossier.replies)
    if reply is None:
        raise NothingToPrint("承办单位还没有答复，先登记答复再打印。")
    return one(reply_letter(case.dossier, reply, identities=case.identities, profile=page_of(case)))


def _satisfaction(case: ConsultationCase) -> tuple[Part, ...]:
    if not case.dossier.standing_assignments:
        raise NothingToPrint("还没有交办事项，先交办，办理之后再请人评价。")
    return one(satisfaction_slip(case.dossier, profile=page_of(case)))


def _register(case: ReceptionCase) -> tuple[Part, ...]:
    return _registered(case, names=True)


def _board_copy(case: ReceptionCase) -> tuple[Part, ...]:
    return _registered(case, names=False)


def _registered(case: ReceptionCase, *, names: bool) -> tuple[Part, ...]:
    return one(
        reception_register(
            case.day,
            case.visits,
            station=case.station,
            identities=case.identities,
            names=names,
            profile=page_of(case),
        )
    )


def _topic(case: TopicCase) -> tuple[Part, ...]:
    return one(
        topic_form(
            case.station,
            case.topic,
            decision=case.decision,
            references=case.references,
            identities=case.identities,
            rules=case.rules,
            profile=page_of(case),
        )
    )


def _published(size: PosterSize) -> Callable[[ConsultationCase], tuple[Part, ...]]:
    def compose(case: ConsultationCase) -> tuple[Part, ...]:
        if not case.dossier.agreed():
            raise NothingToPrint("还没有共识意见，先记下共识意见、办理之后再公示。")
        boards = boards_of(case, size, case.identities)
        return fitting(*(outcome_poster(board, case.dossier) for board in boards))

    return compose


def _cover(case: ConsultationCase) -> tuple[Part, ...]:
    return one(dossier_cover(case.dossier, entries_of(case.dossier), profile=page_of(case)))


def _contents(case: ConsultationCase) -> tuple[Part, ...]:
    return one(dossier_index(case.dossier, entries_of(case.dossier), profile=page_of(case)))


_JB, _JD, _YT = "交办编号", "接待日编号", "议题编号"

KINDS: dict[str, PaperKind] = {
    "outcome": PaperKind("协商成果单", consultation_case, _outcome),
    "assignment": PaperKind("交办单", assignment_case, _assignment, _JB, twin=True),
    "supervision": PaperKind("督办单", assignment_case, _supervision, _JB, twin=True),
    "reply_sheet": PaperKind("办理反馈单", assignment_case, _reply_sheet, _JB),
    "reply_letter": PaperKind("答复函", assignment_case, _reply_letter, _JB, twin=True),
    "satisfaction": PaperKind("满意度评价表", consultation_case, _satisfaction),
    "outcome_poster": PaperKind(
        "成果办理公示", consultation_case, _published(PosterSize.A4), marked=False
    ),
    "outcome_poster_a3": PaperKind(
        "成果办理公示（A3）", consultation_case, _published(PosterSize.A3), marked=False
    ),
    "dossier_cover": PaperKind("案卷封面", consultation_case, _cover),
    "dossier_index": PaperKind("卷内目录", consultation_case, _contents),
    "topic_form": PaperKind("议题征集表", topic_case, _topic, _YT),
    "reception_register": PaperKind("接待日登记表", reception_case, _register, _JD),
    "reception_board": PaperKind("接待日登记表（公示）", reception_case, _board_copy, _JD),
}
