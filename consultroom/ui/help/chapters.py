"""Which part of the manual tells of which page: the one table. No Qt here.

A page without a line, or a line whose heading is gone, fails a test.
"""

from __future__ import annotations

from typing import NamedTuple

CONTENTS = "README.md"
FIRST = "01-第一次使用.md"
COURSE = "02-一次协商从头到尾.md"
PRINTING = "03-打印文书.md"
AMENDS = "04-做错了怎么办.md"
KEEPING = "05-保管资料.md"
COMMANDS = "07-命令一览.md"
PAPERS = "08-各种文书.md"
SETS = "09-成套文书和留底.md"
SCANS = "10-二维码和扫描件.md"
TEMPLATES = "11-Word版和上级报表.md"


class Place(NamedTuple):
    """A place in the manual.

    Attributes:
        file: the chapter's.
        heading: in it; empty for its beginning.
    """

    file: str
    heading: str = ""


PAGES: dict[str, Place] = {
    "welcome": Place(FIRST),
    "home": Place(COURSE, "首页"),
    "calendar": Place(COURSE, "会前"),
    "topics": Place(COURSE, "第1步　征题"),
    "topic_paper": Place(PRINTING, "在窗口里印"),
    "consultations": Place(COURSE, "协商列表"),
    "begin": Place(COURSE, "第1步　征题"),
    "workspace": Place(COURSE, "协商工作台"),
    "paper": Place(PRINTING, "在窗口里印"),
    "seats": Place(COURSE, "会前"),
    "outcomes": Place(COURSE, "第5步　办理"),
    "chase": Place(PAPERS, "办理和接待"),
    "receptions": Place(PAPERS, "办理和接待"),
    "register": Place(PAPERS, "办理和接待"),
    "members": Place(FIRST, "第三件：导入名册"),
    "member_paper": Place(PRINTING, "在窗口里印"),
    "papers": Place(SETS, "留底：印过的都在"),
    "templates": Place(TEMPLATES, "换成自己的模板"),
    "scans": Place(SCANS, "扫描归档"),
    "paper_check": Place(PRINTING, "别人排的公文合不合格式"),
    "mappings": Place(TEMPLATES, "上级发的空表：学一次，以后自动填"),
    "ledgers": Place(TEMPLATES, "台账和统计表存成表格"),
    "ledger_paper": Place(PAPERS, "计划和统计"),
    "refill": Place(TEMPLATES, "上级发的空表：学一次，以后自动填"),
    "safekeeping": Place(KEEPING, "备份"),
    "history": Place(AMENDS, "查来历：谁在什么时候做了什么"),
    "settings": Place(FIRST),
    "exchange": Place(COMMANDS, "工作站和区里交换"),
}

FORMS: dict[str, Place] = {
    "screening": Place(COURSE, "第2步　定题"),
    "decision": Place(COURSE, "第2步　定题"),
    "research": Place(COURSE, "第3步　调研"),
    "meeting": Place(COURSE, "会前"),
    "notice": Place(COURSE, "会前"),
    "attendance": Place(COURSE, "会上"),
    "minutes": Place(COURSE, "会上"),
    "outcome": Place(COURSE, "会后"),
    "review": Place(COURSE, "会后"),
    "assign": Place(COURSE, "第5步　办理"),
    "reply": Place(COURSE, "第5步　办理"),
    "satisfaction": Place(COURSE, "第6步　问效"),
    "lookback": Place(COURSE, "第6步　问效"),
}
"""Of the workspace: the form that is open → where the manual tells how to fill it."""


def place_for(page: str, about: str = "") -> Place:
    """Return where the manual tells of a page, and of the form open on it when there is one.

    Args:
        page: the page's key.
        about: what the page has open, as ``id/form``.
    """
    form = about.split("/")[1] if "/" in about else ""
    if page == "workspace" and form in FORMS:
        return FORMS[form]
    return PAGES.get(page, Place(CONTENTS))
