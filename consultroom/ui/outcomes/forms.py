"""The forms that settle an assignment: 答复, 延期, 督办, 退回, and 催办 of all at once. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services import following, handling
from consultroom.services.desk import Desk
from consultroom.services.handling import Handled
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.wording import full_day, weekday
from consultroom.ui.workspace.forms.form import day, text

Answers = Mapping[str, Any]
LONGER = timedelta(days=30)  # suggested for an extension, 自然日
USUAL_REMARK = "已超过办理时限，请抓紧办理，并书面反馈办理情况。"


class NothingLate(UserError):
    """No assignment is overdue."""


class NotTheirs(UserError):
    """The unit sent the assignment back; nobody has to answer it."""


class Form(Frozen):
    """A form about one assignment: what it asks, and what its answers do."""

    screen: Callable[[Desk, Handled], FormScreen]
    save: Callable[[Desk, Handled, Answers], str]


def _about(one: Handled) -> str:
    handed = one.assignment
    late = f"，已超期 {one.days_late} 天" if one.days_late else ""
    return f"{handed.number} {handed.lead_unit}，{full_day(handed.deadline)}前答复{late}。"


def reply(desk: Desk, one: Handled) -> FormScreen:
    """登记答复.

    Raises:
        NotTheirs: it was sent back.
    """
    if one.assignment.returned_on:
        raise NotTheirs(f"{one.assignment.number}已经退回，请到协商工作台重新交办给别的单位。")
    classes = desk.parameters().result_classes
    again = "这件已经答复过，再次答复以后一次为准。" if one.reply else ""
    letters = tuple((kind.code, f"{kind.code} {kind.means}") for kind in classes)
    return FormScreen(
        key=f"reply/{one.assignment.id}",
        title="登记答复",
        purpose=_about(one) + again,
        submit="登记答复",
        questions=(
            Question(
                key="result", label="办理结果", asks=Asks.CHOICE, required=True, choices=letters
            ),
            Question(key="on", label="答复日期", asks=Asks.DATE, required=True),
            Question(key="text", label="办理情况", asks=Asks.LONG_TEXT, required=True, lines=5),
            Question(key="plan", label="未办结部分的打算", asks=Asks.LONG_TEXT, lines=2),
            Question(key="signed_by", label="单位负责人"),
        ),
        answers={"on": desk.today, "result": classes[0].code},
    )


def save_reply(desk: Desk, one: Handled, answers: Answers) -> str:
    """Write the answer down."""
    record = following.reply(
        desk,
        one.assignment,
        text=text(answers, "text"),
        result=text(answers, "result"),
        plan=text(answers, "plan"),
        signed_by=text(answers, "signed_by"),
        on=day(answers, "on", desk.today),
    )
    return f"已登记{record.unit}的答复（{record.result_class}类）。"


def extend(desk: Desk, one: Handled) -> FormScreen:
    """延期."""
    deadline = one.assignment.deadline
    longer = desk.calendar().add(max(deadline, desk.today) + LONGER, 0)
    return FormScreen(
        key=f"extend/{one.assignment.id}",
        title="延期",
        purpose=f"{_about(one)}延期要有原因，新的时限印在交办单和台账上。",
        submit="登记延期",
        questions=(
            Question(
                key="to",
                label="延到哪一天",
                asks=Asks.DATE,
                required=True,
                hint=f"原定{full_day(deadline)} {weekday(deadline)}；要晚于这一天。",
            ),
            Question(key="reason", label="延期原因", asks=Asks.LONG_TEXT, required=True, lines=4),
        ),
        answers={"to": longer},
    )


def save_extend(desk: Desk, one: Handled, answers: Answers) -> str:
    """Give the unit more time."""
    before = one.assignment
    to = day(answers, "to", before.deadline)
    following.extend(desk, before, to, text(answers, "reason"))
    return f"{before.number}已延期到{full_day(to)}。"


def press(desk: Desk, one: Handled) -> FormScreen:
    """督办."""
    back = desk.calendar().add(desk.today, desk.parameters().return_days)
    return FormScreen(
        key=f"press/{one.assignment.id}",
        title=f"第 {len(one.pressed) + 1} 次督办",
        purpose=f"{_about(one)}登记以后可以打印督办单，请承办单位于{full_day(back)}前反馈。",
        submit="登记督办",
        questions=(
            Question(
                key="remark", label="督办意见", asks=Asks.LONG_TEXT, required=True, lines=5,
                hint="印在督办单上。",
            ),
        ),
        answers={"remark": USUAL_REMARK if one.days_late else ""},
    )  # fmt: skip


def save_press(desk: Desk, one: Handled, answers: Answers) -> str:
    """Press the unit."""
    made = handling.press_all(desk, (one.assignment,), text(answers, "remark"))
    return f"已登记对{one.assignment.lead_unit}的第 {made[0].times} 次督办。"


def send_back(desk: Desk, one: Handled) -> FormScreen:
    """退回交办."""
    within = desk.parameters().return_days
    return FormScreen(
        key=f"send_back/{one.assignment.id}",
        title="承办单位退回",
        purpose=f"{_about(one)}不归它办的，应在收到后{within}个工作日内退回；"
        "退回以后，到协商工作台重新交办给别的单位。",
        submit="登记退回",
        questions=(
            Question(key="on", label="退回日期", asks=Asks.DATE, required=True),
            Question(
                key="reason", label="退回理由", asks=Asks.LONG_TEXT, required=True, lines=4,
                hint="照反馈单上的写；没有说明的，写“未说明理由”。",
            ),
        ),
        answers={"on": desk.today},
    )  # fmt: skip


def save_send_back(desk: Desk, one: Handled, answers: Answers) -> str:
    """Write down that it came back."""
    on, reason = day(answers, "on", desk.today), text(answers, "reason")
    returned = following.send_back(desk, one.assignment, reason, on=on)
    return f"{returned.lead_unit}已退回{returned.number}，请重新交办。"


def chase(desk: Desk, late: tuple[Handled, ...]) -> FormScreen:
    """催办: press every overdue assignment and print the slips of all.

    Raises:
        NothingLate: nothing is overdue.
    """
    if not late:
        raise NothingLate("没有超期的交办，不用催办。")
    units = {one.assignment.lead_unit for one in late}
    back = desk.calendar().add(desk.today, desk.parameters().return_days)
    return FormScreen(
        key="chase",
        title=f"催办超期的 {len(late)} 件",
        purpose=f"涉及 {len(units)} 个单位。每件一张督办单、一张办理反馈单，一次印出，"
        f"请各单位于{full_day(back)}前反馈。",
        submit="登记并打印",
        questions=(
            Question(key="press", label="每件登记一次督办", asks=Asks.TICK,
                     hint="不登记的，没有督办过的只印交办单。"),
            Question(key="remark", label="督办意见", asks=Asks.LONG_TEXT, lines=4,
                     hint="印在每张督办单上。"),
        ),
        answers={"press": True, "remark": USUAL_REMARK},
    )  # fmt: skip


def save_chase(desk: Desk, late: tuple[Handled, ...], answers: Answers) -> str:
    """Press them all in one act, when that is wanted."""
    if not answers.get("press"):
        return ""
    handling.press_all(desk, tuple(one.assignment for one in late), text(answers, "remark"))
    return f"已对超期的 {len(late)} 件各登记一次督办。"


FORMS: dict[str, Form] = {
    "reply": Form(reply, save_reply),
    "extend": Form(extend, save_extend),
    "press": Form(press, save_press),
    "send_back": Form(send_back, save_send_back),
}
