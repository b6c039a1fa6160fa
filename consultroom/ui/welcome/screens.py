"""What the first window shows. No Qt here."""

from __future__ import annotations

from pathlib import Path

from consultroom.frozen import Frozen
from consultroom.ui.forms import FormScreen


class Choice(Frozen, kw_only=True):
    """One way in.

    Attributes:
        icon: lucide's name.
    """

    key: str
    title: str
    tells: str
    icon: str


CHOICES = (
    Choice(
        key="station", title="建一个工作站", tells="镇街、社区的委员工作站，从这里开始。",
        icon="house",
    ),
    Choice(
        key="district", title="建一个区（县）政协", tells="给各站下发参数，收各站的包。",
        icon="building-2",
    ),
    Choice(
        key="join", title="用区里给的入网文件建站", tells="U盘里有一个 .crjoin 文件。", icon="usb"
    ),
    Choice(
        key="open", title="打开已有的资料夹", tells="以前建过，或者从别的电脑复制来的。",
        icon="folder-open",
    ),
    Choice(key="sample", title="先看样例", tells="一个编出来的工作站，可以随便点。", icon="eye"),
)  # fmt: skip


class RecentLine(Frozen, kw_only=True):
    """A room opened before: what it is called and where it lay."""

    name: str
    folder: Path


class Busy(Frozen, kw_only=True):
    """Something that takes a moment.

    Attributes:
        says: what is being done now.
        done, total: how far it is; a total of 0 means nobody knows.
    """

    title: str
    says: str
    done: int = 0
    total: int = 0


class WelcomeScreen(Frozen, kw_only=True):
    """What the window shows: the choices, or a form, or something under way.

    Attributes:
        sentence: what stopped and what to do about it.
        can_move: the form asks for a folder, which may be picked from the disk.
    """

    sentence: str = ""
    recent: tuple[RecentLine, ...] = ()
    form: FormScreen | None = None
    can_move: bool = False
    busy: Busy | None = None
