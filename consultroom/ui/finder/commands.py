"""What Ctrl+K can do besides finding: every page, and the acts done most. No Qt here.

A page of the rail that no command opens fails a test.
"""

from __future__ import annotations

from consultroom.services import rostering
from consultroom.ui.shortcuts import keys
from consultroom.ui.values import Act, Hit

KIND = "命令"


def _to(title: str, page: str, about: str = "", *, detail: str = "") -> Hit:
    return Hit(kind=KIND, title=title, detail=detail, act=Act(word="打开", page=page, about=about))


COMMANDS = (
    _to("开始协商", "begin", detail="选一个议题"),
    _to("首页", "home"),
    _to("协商日历", "calendar"),
    _to("年度计划", "calendar", "plan"),
    _to("安排协商会", "calendar", "schedule"),
    _to("议题库", "topics"),
    _to("登记议题", "topics", "new"),
    _to("导入议题", "topics", "import"),
    _to("协商列表", "consultations"),
    _to("排座次", "seats", detail="下一次会议"),
    _to("成果办理", "outcomes"),
    _to("催办超期", "outcomes", "/chase"),
    _to("接待日", "receptions"),
    _to("登记来访", "receptions", detail="到接待日里登记"),
    _to("登记接待日", "receptions", "/open"),
    _to("定期接待日", "receptions", "/rule"),
    _to("委员名册", "members"),
    _to("新增委员", "members", "new"),
    _to("导入名册", "members", "import"),
    _to("文书", "papers", detail="印过的都在这里"),
    _to("模板", "templates", detail="Word 版"),
    _to("扫描归档", "scans"),
    _to("版面检查", "paper_check", detail="公文合不合格式"),
    _to("台账统计", "ledgers"),
    _to("填上级报表", "refill"),
    _to("上级报表的对应", "mappings", detail="哪一列填什么"),
    _to("数据交换", "exchange"),
    _to("导出", "exchange", "outbox", detail="做一个包，用U盘交出去"),
    _to("收件箱", "exchange", "inbox", detail="收进U盘里的包"),
    _to("保管", "safekeeping"),
    _to("回收站", "safekeeping", "bin"),
    _to("操作记录", "safekeeping", "acts"),
    _to("备份", "safekeeping", "backups"),
    _to("设置", "settings"),
    _to("本站资料", "settings", "profile", detail="名称、地址、电话"),
    _to("文书用语", "settings", "wording", detail="印在文书上的话"),
    _to("打印机", "settings", "printers", detail="试印一页"),
    _to("文字大小和外观", "settings", "display"),
    _to("工作参数", "settings", "parameters", detail="步骤和期限"),
    _to("换经办人", keys.CLERK, detail="现在由谁办"),
    _to("打开别的资料夹", keys.SWITCH, detail="也可以新建一个"),
    _to("帮助", keys.HELP, detail="F1"),
    _to("使用手册", keys.HELP, detail="F1"),
    _to("快捷键", keys.SHEET, detail="Ctrl+/"),
    _to("退出", keys.QUIT),
)


def commands_for(typed: str) -> tuple[Hit, ...]:
    """Return the commands that ``typed`` means: part of the words, or the initials' beginning.

    With nothing typed these are all of them.
    """
    return tuple(hit for hit in COMMANDS if _means(typed, hit.title) or typed in hit.detail)


def _means(typed: str, title: str) -> bool:
    letters = rostering.initials(title)
    return typed in title or any(one.startswith(typed.lower()) for one in letters)
