"""Every key that does something, by where it does it. No Qt here.

The window binds what has ``binds``; the rest a screen takes while it has the keyboard, and stands
here so that the sheet (Ctrl+/) is whole. A test fails when a key is taken that is not told here.
"""

from __future__ import annotations

from consultroom.frozen import Frozen

NUMBERED = 9  # pages reached by Ctrl+1 to Ctrl+9

SEARCH = "do:search"
UNDO = "do:undo"
BACK = "do:back"
HELP = "do:help"
SHEET = "do:shortcuts"
DISMISS = "do:dismiss"
CLERK = "do:clerk"
SWITCH = "do:switch"
QUIT = "do:quit"
TAKE_TITLE = "do:take_title"
"""Names of deeds (Act.page of what is no page): the window's own acts."""


def numbered(number: int) -> str:
    """Return the deed that turns to the ``number``th page of the rail, from 1."""
    return f"do:page{number}"


class Shortcut(Frozen, kw_only=True):
    """One line of the sheet.

    Attributes:
        keys: as a person reads it.
        does: what it does, a verb first.
        binds: Qt's key sequences and the deed of each, for what works everywhere.
    """

    keys: str
    does: str
    binds: tuple[tuple[str, str], ...] = ()


class Group(Frozen, kw_only=True):
    """The keys of one place.

    Attributes:
        files: the sources, relative to the ui folder, that take these keys.
    """

    title: str
    shortcuts: tuple[Shortcut, ...]
    files: tuple[str, ...] = ()


def _everywhere(keys: str, does: str, deed: str) -> Shortcut:
    return Shortcut(keys=keys, does=does, binds=((keys.replace("←", "Left"), deed),))


MINUTES = Group(
    title="会议记录",
    shortcuts=(
        Shortcut(keys="Enter", does="下一条"),
        Shortcut(keys="Ctrl+Enter", does="换行"),
        Shortcut(keys="Alt+Enter", does="在此后插入一条"),
        Shortcut(keys="Ctrl+1 – 4", does="意见、共识、分歧、要求"),
        Shortcut(keys="↑ ↓", does="上一条、下一条"),
        Shortcut(keys="Backspace", does="删去没有字的一条"),
    ),
    files=("minutes/editor.py",),
)

GROUPS = (
    Group(
        title="哪里都能用",
        shortcuts=(
            Shortcut(
                keys="Ctrl+1 – 9",
                does="打开左边第一至第九页",
                binds=tuple((f"Ctrl+{n}", numbered(n)) for n in range(1, NUMBERED + 1)),
            ),
            _everywhere("Ctrl+K", "查找协商、议题、委员，也找命令", SEARCH),
            _everywhere("Ctrl+Z", "撤销刚办的一件；在输入框里撤销打字", UNDO),
            _everywhere("Alt+←", "回到前一页", BACK),
            _everywhere("F1", "打开手册里讲这一页的地方", HELP),
            _everywhere("Ctrl+/", "看快捷键", SHEET),
            _everywhere("Esc", "关闭提示和小窗口，填的字都留着", DISMISS),
            Shortcut(keys="Tab　Shift+Tab", does="到下一处、上一处"),
            Shortcut(keys="空格", does="按下框住的按钮"),
        ),
    ),
    MINUTES,
    Group(
        title="填表",
        shortcuts=(
            Shortcut(keys="Enter", does="到下一格；多行的格里换行"),
            Shortcut(keys="Ctrl+Enter", does="提交"),
            Shortcut(keys="Alt+↓", does="打开日期的月历"),
            Shortcut(keys="↑ ↓ Enter", does="从列出的人里挑一个"),
            Shortcut(keys="Backspace", does="去掉最后挑的一个人"),
        ),
        files=("widgets/form_panel.py", "widgets/date_field.py", "widgets/people_field.py"),
    ),
    Group(
        title="签到",
        shortcuts=(
            Shortcut(keys="1 – 6", does="请假、缺席、迟到、替会、早退、线上"),
            Shortcut(keys="0　空格", does="改回到会"),
            Shortcut(keys="字母", does="按姓名的拼音首字母找人"),
            Shortcut(keys="Enter", does="写这个人旁边的说明"),
        ),
        files=("widgets/roll_field.py",),
    ),
    Group(
        title="标题分行",
        shortcuts=(
            Shortcut(
                keys="Ctrl+Enter",
                does="采用",
                binds=(("Ctrl+Return", TAKE_TITLE), ("Ctrl+Enter", TAKE_TITLE)),
            ),
        ),
    ),
    Group(
        title="列表",
        shortcuts=(
            Shortcut(keys="↑ ↓", does="上一行、下一行"),
            Shortcut(keys="Enter", does="打开这一行"),
            Shortcut(keys="Ctrl+C", does="复制选中的模板标签"),
        ),
        files=("tables.py", "templates/view.py"),
    ),
    Group(
        title="协商日历",
        shortcuts=(
            Shortcut(keys="PageUp　PageDown", does="上个月、下个月"),
            Shortcut(keys="Home", does="回到本月"),
            Shortcut(keys="Enter", does="打开这一天；年度计划里打开菜单"),
            Shortcut(keys="Ctrl+← →", does="计划提前、推后一个月"),
            Shortcut(keys="Delete", does="取消这一项计划"),
        ),
        files=("calendar/month_page.py", "calendar/plan_list.py"),
    ),
    Group(
        title="座次",
        shortcuts=(
            Shortcut(keys="← → ↑ ↓", does="到旁边的座位"),
            Shortcut(keys="Enter", does="拿起、放下一个人"),
            Shortcut(keys="Esc", does="放回原处"),
        ),
        files=("seats/drawing.py", "seats/view.py"),
    ),
    Group(
        title="台账统计的图",
        shortcuts=(
            Shortcut(keys="← →", does="到旁边的一格"),
            Shortcut(keys="Enter", does="只看这一格的"),
        ),
        files=("ledgers/bars.py",),
    ),
    Group(
        title="登记来访",
        shortcuts=(Shortcut(keys="Enter", does="记下这一件，接着记下一件"),),
        files=("receptions/entry.py",),
    ),
    Group(
        title="查找和打印",
        shortcuts=(
            Shortcut(keys="↑ ↓", does="在找到的里面挑"),
            Shortcut(keys="Enter", does="打开挑中的；打印窗口里开始打印"),
            Shortcut(keys="Esc", does="关闭"),
        ),
        files=("finder/view.py", "printing/dialog.py"),
    ),
)
