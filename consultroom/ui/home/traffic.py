"""和区里往来: what came, when a report last went, and what has to be done about it. No Qt here."""

from __future__ import annotations

from consultroom.services.desk import Desk
from consultroom.services.exchanging.standing import Received, Report, Standing, standing
from consultroom.ui.home.presenter import DueLine, NewsLine, Traffic
from consultroom.ui.states import State
from consultroom.ui.values import Act
from consultroom.ui.wording import full_day, short_day

OLD = 31  # days after which the last report is called long ago
NOT_JOINED = "还没有入网，数据还不能报给上级。"
NOTHING_CAME = "还没有收到过上级的交换包。"


def traffic(desk: Desk) -> Traffic | None:
    """Return the card; None at the top, where nothing is reported to anybody."""
    found = standing(desk)
    due = tuple(_due(desk, found))
    if not found.above:
        return _of_the_top(due) if due else None
    long_ago = found.sent_on is not None and found.sent_days > OLD
    return Traffic(
        heading=f"和{found.above}往来",
        sent=_sent(found),
        state=State.DUE if long_ago or not found.joined else State.DONE,
        news=tuple(map(_news, found.received)),
        note="" if found.received else NOTHING_CAME,
        short=_short(found),
        acts=_acts(found),
        due=due,
    )


def _of_the_top(due: tuple[DueLine, ...]) -> Traffic:
    acts = (Act(word="去导入", page="exchange", about="inbox"),)
    return Traffic(
        heading="数据交换",
        sent="有事等着办，见“需要办理”。",
        state=State.DUE,
        news=(),
        note="",
        short="",
        acts=acts,
        due=due,
    )


def _sent(found: Standing) -> str:
    if not found.joined:
        return NOT_JOINED
    if found.sent_on is None:
        return "还没有报出过。"
    about = f"，报的是{month_words(found.sent_period)}" if found.sent_period else ""
    return f"上次报出：{full_day(found.sent_on)}，{_ago(found.sent_days)}{about}。"


def _short(found: Standing) -> str:
    if not found.joined:
        return ""
    return f"上次报出{_ago(found.sent_days)}" if found.sent_on else "还没有报出过"


def _ago(days: int) -> str:
    return "是今天" if days <= 0 else f"是{days}天前"


def _news(one: Received) -> NewsLine:
    text = f"带来{one.brought}" if one.brought else "没有带来改动"
    return NewsLine(title=f"{short_day(one.on)}收到{one.who}的包", text=text)


def _acts(found: Standing) -> tuple[Act, ...]:
    if not found.joined:
        return (Act(word="去入网", page="exchange", about="joining", icon="link"),)
    return (
        Act(word="报出", page="exchange", about="outbox", icon="upload"),
        Act(word="收件", page="exchange", about="inbox", icon="inbox"),
    )


def _due(desk: Desk, found: Standing) -> list[DueLine]:
    lines = [_owed(desk, found.owed)] if found.owed else []
    if found.waiting:
        lines.append(
            DueLine(
                state=State.DUE,
                word="等着看",
                sentence=f"收到{found.waiting}个交换包，还没有导入",
                reason="导入前先看会改动什么，不合适可以不导。",
                act=Act(word="去导入", page="exchange", about="inbox"),
            )
        )
    if found.unreadable:
        lines.append(
            DueLine(
                state=State.DUE,
                word="打不开",
                sentence=f"收到的{found.unreadable}个文件打不开",
                reason="不是交换包，或者没有拷完整。请对方重新导出一份，再把打不开的移走。",
                act=Act(word="去看看", page="exchange", about="inbox"),
            )
        )
    if found.conflicts:
        lines.append(
            DueLine(
                state=State.DUE,
                word="等着定",
                sentence=f"有{found.conflicts}处内容两台电脑填得不一样",
                reason="两份都留着，请定用哪一份。",
                act=Act(word="去处理", page="exchange", about="conflicts"),
            )
        )
    return lines


def _owed(desk: Desk, report: Report) -> DueLine:
    late = desk.today > report.due
    due = f"应于{full_day(report.due)}前报出"
    days = (desk.today - report.due).days
    reason = f"{due}，已逾期{days}天。" if late else f"{due}。"
    if report.returned:
        reason = f"区里退回重报：{report.returned}。{reason}"
    return DueLine(
        state=State.LATE if late else State.DUE,
        sentence=f"把{month_words(report.period)}的情况报给上级",
        reason=reason,
        act=Act(word="去报出", page="exchange", about="outbox"),
    )


def month_words(period: str) -> str:
    """Return ``2026-11`` as 11月."""
    return f"{int(period[5:])}月"
