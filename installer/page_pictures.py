"""Pictures of single pages: calendar, topics, roster, receptions, outcomes, ledgers.

Called by `installer.pictures` with the window open on the station of the tour. What is put into
the room here is undone with the acts that the walk undoes afterwards.
"""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from installer.pictures import TODAY, Photographer, _wait

if TYPE_CHECKING:
    from consultroom.services.desk import Desk
    from consultroom.ui.screen import Screen

POOL: Final = (
    ("菜市场早高峰人车分流", "菜市场门口早上七点到九点人车混行，老人过街要等很久。"),
    ("儿童活动场地夜间照明", "三处儿童活动场地没有灯，天黑以后孩子摔过跤。"),
    ("楼道堆物清理和充电棚选址", "楼道堆物多，电动自行车没有地方充电。"),
)
MEETS: Final = date(2026, 12, 24)  # a Thursday whose notice can still go out in time
LATER: Final = date(2026, 12, 30)  # by then something is late
TYPED: Final = "装修垃圾收运点怎么管"  # much like a topic of the sample
ROSTER: Final = (
    ("委员姓名", "性别", "所属界别", "工作单位及职务", "手机", "级别"),
    ("乔玉兰", "女", "教育", "梧桐路小学副校长", "0000-6600211", "区政协委员"),
    ("石建军", "男", "经济", "恒通物流有限公司经理", "0000-6600212", "区"),
    ("金家祥", "男", "民革", "湖光律师事务所主任", "0000-6600213", "区"),
    ("石建军", "男", "经济", "恒通物流公司", "", "区"),
    ("", "女", "科技", "", "", ""),
    ("卢秋菊", "女", "医药卫生", "街道社区卫生服务中心医生", "0000-6600215", "特邀"),
)


def page_pictures(shots: Photographer, place: Path) -> None:
    """Take the pictures of the station's pages.

    Args:
        shots: with the window open.
        place: where a table to import may be put.
    """
    fill_pool(shots.desk)
    calendar(shots)
    topics(shots)
    roster(shots, place / "名册.xlsx")
    receptions(shots)
    outcomes(shots)
    ledgers(shots)


def fill_pool(desk: Desk) -> None:
    """Register topics that nobody has consulted on, and begin the last of them."""
    from consultroom.domain.topics import TopicSource
    from consultroom.services import gathering, progressing

    made = [
        gathering.add_topic(
            desk, title=title, source=TopicSource.MEMBER, proposer="来访群众", situation=situation
        )
        for title, situation in POOL
    ]
    progressing.begin(desk, made[-1])


def calendar(shots: Photographer) -> None:
    """Picture a month, a sitting being fixed, and the plan of the year."""
    from consultroom.ui.calendar.screens import Look

    shots.picture("协商日历", "calendar", "2026-12-23")
    shots.office.window.go("calendar", MEETS.isoformat())
    shots.picture("安排协商会", "calendar", "schedule")
    front(shots).look_chosen.emit(Look.PLAN)  # type: ignore[attr-defined]  # closes the form
    shots.snap("年度计划")


def topics(shots: Photographer) -> None:
    """Picture a topic being typed that is like one already there."""
    shots.office.window.go("topics", "new")
    shots.fill("title", TYPED)
    shots.snap("登记议题")


def roster(shots: Photographer, table: Path) -> None:
    """Picture what each row of a table of members would do."""
    from consultroom.ui.importing.view import ImportView

    write_table(table)
    shots.office.window.go("members")
    front(shots).import_wanted.emit()  # type: ignore[attr-defined]  # the roster's own signal
    importing = front(shots).findChild(ImportView)
    assert importing is not None  # noqa: S101 - just opened
    importing.chosen.emit(table)
    _wait(lambda: importing.table.rows.rowCount() > 0)
    importing.table.selectRow(2)
    shots.snap("导入名册")


def write_table(file: Path) -> None:
    """Write a roster with rows that are new, changed, doubtful and empty."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new book has one
    for line in ROSTER:
        sheet.append(line)
    book.save(file)


def receptions(shots: Photographer) -> None:
    """Picture a day on which people came, one of them chosen."""
    from consultroom.ui.receptions.day_page import DayView

    shots.office.window.go("receptions")
    day = front(shots).findChild(DayView)
    assert day is not None  # noqa: S101 - every page of the kind has one
    day.table.selectRow(0)
    shots.snap("接待日")


def outcomes(shots: Photographer) -> None:
    """Picture what was handed on, on a day on which some of it is late."""
    from consultroom.services import handling

    shots.clock.put(LATER, time(9, 30))
    late = max(handling.every_assignment(shots.desk), key=lambda one: one.days_late)
    shots.picture("成果办理", "outcomes", late.assignment.id)
    shots.clock.put(TODAY, time(9, 30))


def ledgers(shots: Photographer) -> None:
    """Picture a ledger with its charts, and the records one number was counted from."""
    shots.picture("台账统计", "ledgers", "outcomes")
    shots.office.window.go("ledgers", "statistics")
    view = front(shots)
    _wait(lambda: view.table is not None and view.table.rows.rowCount() > 0)  # type: ignore[attr-defined]
    view.table.selectRow(1)  # type: ignore[attr-defined]
    shots.snap("数字从哪里来")


def front(shots: Photographer) -> Screen:
    """Return the page in front."""
    window = shots.office.window
    return window.screens[window.here]
