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
SETS = "09-成套文书和留底.md"
SCANS = "10-二维码和扫描件.md"
TEMPLATES = "11-Word版和上级报表.md"
SETTINGS = "12-设置.md"
CALENDAR = "13-协商日历和年度计划.md"
TOPICS = "14-议题库.md"
ROSTER = "15-委员名册.md"
HANDLING = "16-接待日和成果办理.md"
EXCHANGE = "17-数据交换.md"
LEDGERS = "18-台账统计.md"


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
    "calendar": Place(CALENDAR),
    "topics": Place(TOPICS),
    "topic_paper": Place(TOPICS, "登记一个议题"),
    "consultations": Place(COURSE, "协商列表"),
    "begin": Place(COURSE, "第1步　征题"),
    "workspace": Place(COURSE, "协商工作台"),
    "paper": Place(PRINTING, "在窗口里印"),
    "seats": Place(SETS, "座次：先在窗口里排好，再印"),
    "outcomes": Place(HANDLING, "成果办理：交办以后看这里"),
    "chase": Place(HANDLING, "超期的一次催完"),
    "receptions": Place(HANDLING),
    "register": Place(HANDLING, "印登记表"),
    "members": Place(ROSTER),
    "member_paper": Place(ROSTER, "印履职告知书"),
    "papers": Place(SETS, "留底：印过的都在"),
    "templates": Place(TEMPLATES, "换成自己的模板"),
    "scans": Place(SCANS, "扫描归档"),
    "paper_check": Place(PRINTING, "别人排的公文合不合格式"),
    "mappings": Place(TEMPLATES, "上级发的空表：学一次，以后自动填"),
    "ledgers": Place(LEDGERS),
    "ledger_paper": Place(LEDGERS, "印出来，存成表格"),
    "refill": Place(LEDGERS, "填上级报表"),
    "safekeeping": Place(KEEPING, "备份"),
    "history": Place(AMENDS, "查来历：谁在什么时候做了什么"),
    "settings": Place(SETTINGS),
    "exchange": Place(EXCHANGE),
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

PARTS: dict[tuple[str, str], Place] = {
    ("exchange", "inbox"): Place(EXCHANGE, "收件：先看，后导入"),
    ("exchange", "outbox"): Place(EXCHANGE, "报出：写到U盘"),
    ("exchange", "conflicts"): Place(EXCHANGE, "冲突：两边都改了同一处"),
    ("exchange", "missing"): Place(EXCHANGE, "区里：谁还没报"),
    ("exchange", "joining"): Place(EXCHANGE, "第一次：入网"),
    ("exchange", "keys"): Place(EXCHANGE, "密钥：防备丢失和泄露"),
    ("exchange", "allowing"): Place(EXCHANGE, "哪些不外传"),
    ("exchange", "rebuilding"): Place(EXCHANGE, "工作站的电脑坏了：重建"),
    ("settings", "profile"): Place(SETTINGS, "本站资料"),
    ("settings", "wording"): Place(SETTINGS, "用语"),
    ("settings", "printers"): Place(SETTINGS, "打印机"),
    ("settings", "display"): Place(SETTINGS, "显示"),
    ("settings", "parameters"): Place(SETTINGS, "区里的参数"),
    ("settings", "about"): Place(SETTINGS, "关于"),
    ("safekeeping", "bin"): Place(AMENDS, "删了的要找回来：回收站"),
    ("safekeeping", "acts"): Place(AMENDS, "早先做的一件错了：操作记录"),
    ("safekeeping", "backups"): Place(KEEPING, "备份"),
}
"""Of pages of several parts: the part in front → where the manual tells of it."""


def place_for(page: str, about: str = "") -> Place:
    """Return where the manual tells of a page, and of the form open on it when there is one.

    Args:
        page: the page's key.
        about: what the page has open, as ``id/form``, or the key of the part in front.
    """
    form = about.split("/")[1] if "/" in about else ""
    if page == "workspace" and form in FORMS:
        return FORMS[form]
    if (page, about) in PARTS:
        return PARTS[page, about]
    return PAGES.get(page, Place(CONTENTS))
