"""Screens of one street's station on 20 November 2026, as its clerk would see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from consultroom.domain.minutes import EntryKind
from consultroom.ui.consultations.presenter import ConsultationLine
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.minutes.presenter import AgendaLine, EntryLine, MinutesScreen
from consultroom.ui.paper.breaking import TitleScreen
from consultroom.ui.paper.presenter import PaperKind, Sheet
from consultroom.ui.printing.presenter import PrintJob
from consultroom.ui.states import State
from consultroom.ui.values import Act, Person
from consultroom.ui.workspace.presenter import (
    Advance,
    Branch,
    ChecklistLine,
    StepLine,
    TimelineLine,
    WorkspaceScreen,
)
from tests.ui.sample_home import CLERK, HITS, STATION, TODAY, a_home, an_empty_home, search

__all__ = ["CLERK", "HITS", "STATION", "TODAY", "a_home", "an_empty_home", "search"]

PEOPLE = (
    Person(id="p1", name="陈志强", note="召集人", initials=("czq",)),
    Person(id="p2", name="王国庆", note="委员 教育界", initials=("wgq",)),
    Person(id="p3", name="李秀兰", note="委员 妇联", initials=("lxl",)),
    Person(id="p4", name="单文静", note="居民代表", initials=("swj", "dwj")),
    Person(id="p5", name="刘伟民", note="街道城管办", initials=("lwm",)),
    Person(id="p6", name="高海涛", note="物业公司", initials=("ght",)),
    Person(id="p7", name="吴桂英", note="委员 工商联", initials=("wgy",)),
)


def a_consultation(serial: int, title: str, /, **changes: object) -> ConsultationLine:
    """Return a consultation of 2026 in its fourth step."""
    values: dict[str, object] = {
        "id": f"c{serial}",
        "number": f"WT-XS-2026-{serial:03d}",
        "title": title,
        "step": "第 4 步 协商",
        "state": State.ACTIVE,
        "year": 2026,
    }
    return ConsultationLine(**(values | changes))  # type: ignore[arg-type]


def consultations() -> tuple[ConsultationLine, ...]:
    """Return the consultations of two years, newest first."""
    done = {"state": State.DONE, "step": "第 6 步 问效"}
    return (
        a_consultation(
            11,
            "老旧小区加装电梯与物业管理衔接",
            meets_on=date(2026, 11, 26),
            due_on=date(2026, 11, 20),
            due="发出会议通知",
            state=State.DUE,
            initials=("ljxqjzdtywyglxj",),
        ),
        a_consultation(
            10,
            "社区养老助餐点布局",
            step="第 5 步 办理",
            meets_on=date(2026, 10, 29),
            due_on=date(2026, 11, 13),
            due="成果报送",
            state=State.LATE,
        ),
        a_consultation(
            9,
            "校门口上下学交通疏导",
            meets_on=date(2026, 9, 24),
            step="第 5 步 办理",
            due_on=date(2026, 12, 24),
            due="承办单位答复",
        ),
        a_consultation(8, "夜间施工噪声治理", meets_on=date(2026, 8, 27), **done),
        a_consultation(7, "背街小巷照明改造", meets_on=date(2026, 7, 23), **done),
        a_consultation(6, "社区公共充电桩管理", word="暂缓", state=State.TODO, step="第 2 步 定题"),
        a_consultation(
            5, "梧桐里停车治理", meets_on=date(2026, 5, 21), initials=("wtltczl",), **done
        ),
        a_consultation(3, "社区食堂运营与补贴", meets_on=date(2026, 3, 26), **done),
        a_consultation(2, "商户门前环境共治", meets_on=date(2026, 2, 26), **done),
        a_consultation(1, "冬季供暖投诉集中办理", meets_on=date(2026, 1, 22), **done),
        a_consultation(
            12,
            "楼道堆物清理长效管理",
            meets_on=date(2025, 12, 18),
            year=2025,
            number="WT-XS-2025-012",
            **done,
        ),
    )


STEPS = (
    StepLine(name="征题", state=State.DONE, note="9月28日 完成"),
    StepLine(name="定题", state=State.DONE, note="10月12日 完成"),
    StepLine(name="调研", state=State.DONE, note="11月6日 完成"),
    StepLine(name="协商", state=State.ACTIVE, note="11月26日 召开"),
    StepLine(name="办理", state=State.TODO, note="12月3日 前"),
    StepLine(name="问效", state=State.TODO, note="12月31日 前"),
)

CHECKLIST = (
    ChecklistLine(
        key="notice",
        text="发出会议通知（会前 5 个工作日）",
        note="今天 17:00 前",
        state=State.DUE,
        form="notice",
        word="拟通知",
    ),
    ChecklistLine(
        key="people",
        text="确认参会委员与列席部门",
        note="已确认 12 + 6 人",
        state=State.DONE,
        form="people",
    ),
    ChecklistLine(
        key="material",
        text="议题背景材料送达委员",
        note="11月19日 完成",
        state=State.DONE,
    ),
    ChecklistLine(key="table", text="备好签到表、台签", note="11月25日 前", state=State.TODO),
    ChecklistLine(
        key="minutes",
        text="现场记录与意见汇总",
        note="会后当日",
        state=State.TODO,
        form="minutes",
        word="去记录",
    ),
)

TIMELINE = (
    TimelineLine(
        state=State.DONE,
        title="定题",
        when="10月12日 15:20",
        text="街道党工委研究同意列为 11 月协商议题。",
        by="周玉珍",
    ),
    TimelineLine(
        state=State.DONE,
        title="调研",
        when="11月6日 9:00",
        text="走访 4 个小区，座谈居民 63 人，形成调研记录 2 份。",
        by="周玉珍",
    ),
    TimelineLine(
        state=State.ACTIVE,
        title="协商",
        when="11月20日 8:40",
        text="会议通知拟稿完成，待发出。",
        by="周玉珍",
    ),
)


def a_notice_form() -> FormScreen:
    """Return the form behind the meeting notice."""
    return FormScreen(
        key="notice",
        title="会议通知",
        purpose="填一次，通知、议程、签到表和台签都用这些内容。",
        questions=(
            Question(key="day", label="会议日期", asks=Asks.DATE, required=True, half=True),
            Question(key="hour", label="时间", required=True, hint="24 小时制，如 9:00", half=True),
            Question(key="place", label="地点", required=True),
            Question(
                key="convener", label="召集人", asks=Asks.PEOPLE, people=PEOPLE, required=True
            ),
            Question(
                key="form",
                label="协商形式",
                asks=Asks.CHOICE,
                choices=(("round", "圆桌协商"), ("site", "现场协商"), ("visit", "入户协商")),
                half=True,
            ),
            Question(key="seats", label="预计人数", asks=Asks.NUMBER, unit="人", half=True),
            Question(
                key="matters",
                label="有关事项",
                asks=Asks.LONG_TEXT,
                hint="请假、材料、停车等；会印在通知末尾。",
                most=200,
                lines=3,
            ),
            Question(key="plain", label="同时打印一份电话通知用的简表", asks=Asks.TICK),
        ),
        answers={
            "day": date(2026, 11, 26),
            "hour": "9:00",
            "place": "街道三楼协商议事室",
            "convener": ("p1",),
            "seats": 18,
        },
        submit="保存并预览",
        note="草稿 10:32 已保存",
    )


def a_workspace(form: FormScreen | None = None) -> WorkspaceScreen:
    """Return the workspace of the consultation about lifts, six days before the sitting."""
    return WorkspaceScreen(
        id="c11",
        title="老旧小区加装电梯与物业管理衔接",
        state=State.ACTIVE,
        word="进行中",
        number="WT-XS-2026-011",
        facts=(
            ("calendar-clock", "11月26日 星期四 9:00"),
            ("map-pin", "街道三楼协商议事室"),
            ("user", "召集人 陈志强"),
        ),
        acts=(
            Act(word="发出通知", page="workspace", about="c11/notice", icon="send"),
            Act(word="导出归档", page="paper", about="c11", icon="download"),
        ),
        steps=STEPS,
        chosen=3,
        purpose="开好协商议事会，如实记录共识和分歧。",
        checklist=CHECKLIST,
        timeline=TIMELINE,
        advance=Advance(
            word="完成本步，进入“办理”",
            missing=("会议通知未发出", "会议记录未确认"),
            blocked=True,
        ),
        branches=(Branch(key="pause", word="暂缓…"), Branch(key="stop", word="中止…")),
        form=form,
        subheading="2026年第 11 场",
    )


AGENDA = (
    AgendaLine(key="a1", title="主持人说明议题", minutes=5),
    AgendaLine(key="a2", title="部门通报情况", minutes=10),
    AgendaLine(key="a3", title="委员、群众代表发言", minutes=40),
    AgendaLine(key="a4", title="归纳共识", minutes=10),
)

SAID = (
    (
        "9:02",
        0,
        EntryKind.OPINION,
        "今天协商加装电梯与物业管理的衔接，请大家谈补偿、分摊和维护。",
    ),
    (
        "9:06",
        4,
        EntryKind.OPINION,
        "有意愿的楼栋 43 栋，已开工 11 栋，停在协商阶段的 17 栋。",
    ),
    (
        "9:15",
        1,
        EntryKind.OPINION,
        "底层住户的采光和噪声补偿没有统一口径，楼栋之间互相比，越拖越难。建议街道给一个参考区间，"
        "由业主自行商定，并把已办成的楼栋的做法印成一页纸发给大家。",
    ),
    ("9:21", 3, EntryKind.DISSENT, "一楼几户不同意按面积分摊，认为不用电梯就不应出钱。"),
    ("9:28", 2, EntryKind.REQUEST, "请物业公司把电梯投用后的维保费用测算表在下次会前公示。"),
    (
        "9:40",
        5,
        EntryKind.CONSENSUS,
        "首年维保由施工单位承担，此后从公共收益列支，半年公示一次。",
    ),
)


def entries(count: int = len(SAID)) -> tuple[EntryLine, ...]:
    """Return that many lines of the record."""
    made = []
    for number in range(count):
        at, who, kind, text = SAID[number % len(SAID)]
        person = PEOPLE[who]
        made.append(
            EntryLine(
                id=f"e{number}", at=at, speaker=person.id, name=person.name, kind=kind, text=text
            )
        )
    return tuple(made)


def a_record(count: int = len(SAID)) -> MinutesScreen:
    """Return the record of the sitting about lifts."""
    return MinutesScreen(
        about="c11",
        title="老旧小区加装电梯与物业管理衔接",
        subheading="11月26日 星期四 9:00　街道三楼协商议事室",
        agenda=AGENDA,
        people=PEOPLE,
        entries=entries(count),
        acts=(Act(word="整理成纪要", page="workspace", about="c11/points", icon="list-checks"),),
    )


class BookOnTheTable:
    """Keeps a record in memory."""

    def __init__(self, screen: MinutesScreen) -> None:
        self.screen = screen
        self.saved: list[tuple[EntryLine, ...]] = []
        self.ids = 0

    def open(self, about: str) -> MinutesScreen:
        return self.screen

    def save(self, about: str, entries: tuple[EntryLine, ...]) -> None:
        self.saved.append(entries)

    def new_id(self) -> str:
        self.ids += 1
        return f"new{self.ids}"


def a_pdf(pages: int = 3, words: str = "sheet") -> bytes:
    """Return A4 pages with a word and a number on each."""
    from reportlab.pdfgen.canvas import Canvas

    made = BytesIO()
    canvas = Canvas(made, pagesize=(595.28, 841.89), invariant=True)
    for number in range(pages):
        canvas.setFont("Helvetica", 24)
        canvas.drawString(80, 740, f"{words} {number + 1}")
        canvas.rect(80, 80, 435, 620)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


KINDS = (
    PaperKind(key="notice", label="会议通知"),
    PaperKind(key="sign_in", label="签到表"),
    PaperKind(key="minutes", label="协商纪要"),
)
TITLE = TitleScreen(
    title="关于召开梧桐街道“楼道堆物”协商议事会的通知",
    lines=("关于召开梧桐街道", "“楼道堆物”协商议事会的通知"),
    offers=(
        ("关于召开梧桐街道", "“楼道堆物”协商议事会的通知"),
        ("关于召开梧桐街道“楼道堆物”", "协商议事会的通知"),
        ("关于召开", "梧桐街道“楼道堆物”协商议事会", "的通知"),
    ),
)


def a_job(pdf: bytes = b"", /, **changes: object) -> PrintJob:
    """Return a notice of three pages that may be printed."""
    values: dict[str, object] = {
        "kind": "notice",
        "title": "会议通知",
        "name": "会议通知：楼道堆物",
        "subject": "c11",
        "number": "WT-XS-2026-011",
        "pdf": pdf or a_pdf(),
        "pages": 3,
        "digest": "0" * 64,
    }
    return PrintJob(**(values | changes))  # type: ignore[arg-type]


class PressAtHand:
    """Makes papers at once; the minutes cannot be made yet."""

    def __init__(self) -> None:
        self.written: list[tuple[str, Path]] = []
        self.broken: list[tuple[str, str]] = []

    def about(self, about: str) -> tuple[str, tuple[PaperKind, ...]]:
        return ("2026年第 11 场", KINDS) if about != "empty" else ("", ())

    def make(
        self, about: str, kind: str, done: Callable[[Sheet], None], fail: Callable[[str], None]
    ) -> None:
        if kind == "minutes":
            fail("会议记录还没有确认，不能生成纪要。")
            return
        job = a_job(a_pdf(words=kind), kind=kind)
        done(Sheet(job=job, file_name=f"{kind}.pdf", remarks=("2 人没有电话",)))

    def save(
        self, sheet: Sheet, path: Path, done: Callable[[], None], fail: Callable[[str], None]
    ) -> None:
        self.written.append((sheet.file_name, path))
        done()

    def title(self, about: str, kind: str) -> TitleScreen | None:
        return TITLE if kind == "notice" else None

    def break_title(self, about: str, kind: str, typed: str) -> None:
        self.broken.append((kind, typed))
