"""The home page of one street's station on 20 November 2026, as its clerk would see it."""

from __future__ import annotations

from datetime import date

from consultroom.ui.home.presenter import DueLine, Figure, HomeScreen, MonthCard, MonthCell
from consultroom.ui.states import State
from consultroom.ui.values import Act, DayMark, Hit

TODAY = date(2026, 11, 20)
STATION = "梧桐街道"
CLERK = "周玉珍"

MARKS = {
    date(2026, 10, 29): (DayMark(state=State.DONE, words="协商会 社区养老"),),
    date(2026, 11, 3): (DayMark(state=State.DONE, words="接待日 第21期"),),
    date(2026, 11, 6): (DayMark(state=State.DONE, words="实地调研 老旧小区"),),
    date(2026, 11, 10): (DayMark(state=State.DONE, words="接待日 第22期"),),
    date(2026, 11, 13): (DayMark(state=State.LATE, words="成果报送 10月会"),),
    date(2026, 11, 17): (DayMark(state=State.DONE, words="接待日 第23期"),),
    date(2026, 11, 20): (
        DayMark(state=State.DUE, words="发会议通知"),
        DayMark(state=State.ACTIVE, words="征求意见稿"),
    ),
    date(2026, 11, 24): (DayMark(state=State.TODO, words="接待日 第24期"),),
    date(2026, 11, 26): (
        DayMark(state=State.ACTIVE, words="协商会 加装电梯"),
        DayMark(state=State.TODO, words="签到表备齐"),
        DayMark(state=State.TODO, words="会场布置"),
    ),
    date(2026, 11, 30): (DayMark(state=State.TODO, words="议题征集 截止"),),
    date(2026, 12, 3): (DayMark(state=State.TODO, words="成果报送 11月会"),),
}


def a_home() -> HomeScreen:
    """Return a home page with one thing late, two pressing and April missed."""
    states = {4: State.LATE, 11: State.ACTIVE, 12: State.TODO}
    return HomeScreen(
        calendar=Act(word="日历", page="calendar"),
        subheading="2026年11月20日　星期五",
        today=TODAY,
        figures=(
            Figure(icon="messages-square", figure="9", unit="/ 12 场", caption="今年协商"),
            Figure(
                icon="user", figure="86.4", unit="%", caption="委员平均到会率", state=State.DONE
            ),
            Figure(icon="clipboard-list", figure="143", unit="条", caption="意见建议"),
            Figure(icon="file-check", figure="71", unit="%", caption="已答复", state=State.DONE),
        ),
        next_act=DueLine(
            state=State.LATE,
            sentence="把10月协商成果单报送街道党工委",
            reason="应于 11月13日 报送，已逾期 7 天；成果单已审核。",
            act=Act(word="去报送", page="workspace", about="c10/submit"),
        ),
        consultation=MonthCard(
            state=State.ACTIVE,
            word="还有 6 天",
            title="老旧小区加装电梯与物业管理衔接",
            day=date(2026, 11, 26),
            hour="星期四 9:00",
            place="街道三楼协商议事室",
            people="委员 12 人 · 列席 6 人",
            prepared=4,
            to_prepare=7,
            next_line="向委员发出会议通知",
            acts=(
                Act(word="打开协商工作台", page="workspace", about="c11", icon="arrow-right"),
                Act(word="拟写通知", page="workspace", about="c11/notice", icon="pen-line"),
                Act(word="打印签到表", page="paper", about="c11/sign_in", icon="printer"),
            ),
        ),
        due=(
            DueLine(
                state=State.DUE,
                sentence="向参会委员发出 11月协商会通知",
                reason="今天 17:00 前，会前 5 个工作日",
                act=Act(word="拟通知", page="workspace", about="c11/notice"),
            ),
            DueLine(
                state=State.DUE,
                sentence="《梧桐里停车治理》答复意见待登记",
                reason="11月23日 前，街道城管办已答复",
                act=Act(word="去登记", page="workspace", about="c5/reply"),
            ),
            DueLine(
                state=State.TODO,
                sentence="核对 11月17日 接待日来访登记（3 件）",
                reason="11月27日 前",
                act=Act(word="去核对", page="reception", about="r23"),
            ),
        ),
        marks=MARKS,
        months=tuple(
            MonthCell(
                month=month,
                state=states.get(month, State.DONE),
                act=Act(word="", page="consultations", about=f"2026-{month:02d}"),
            )
            for month in range(1, 13)
        ),
        months_note="4月未召开，须补会",
    )


def an_empty_home() -> HomeScreen:
    """Return the home page of a station's first day."""
    return HomeScreen(
        subheading="2026年11月20日　星期五",
        today=TODAY,
        figures=(Figure(icon="messages-square", figure="0", unit="/ 12 场", caption="今年协商"),),
        next_act=None,
        consultation=None,
        due=(),
        begin=Act(word="安排本月协商", page="topics", icon="plus"),
    )


HITS = (
    Hit(
        kind="协商",
        title="老旧小区加装电梯与物业管理衔接",
        detail="WT-XS-2026-011",
        act=Act(word="", page="workspace", about="c11"),
    ),
    Hit(kind="议题", title="梧桐里停车治理", detail="5月", act=Act(word="", page="topics")),
    Hit(kind="委员", title="王国庆", detail="教育界", act=Act(word="", page="members")),
    Hit(kind="命令", title="备份资料夹", detail="", act=Act(word="", page="settings")),
)


def search(typed: str) -> tuple[Hit, ...]:
    """Return the sample hits whose title holds what was typed."""
    return tuple(hit for hit in HITS if typed in hit.title)
