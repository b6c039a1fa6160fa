"""The section 关于: version, licences, and where the room lies. No Qt in this file."""

from __future__ import annotations

from pathlib import Path

from consultroom import __version__, resources
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.ui import wording
from consultroom.ui.settings.words import Fact, Group

LICENCE = (
    "程序按 Apache 许可证 2.0 版发布，可以免费使用和复制。"
    "字体、图标和程序库各有自己的许可，名单在程序文件夹的 THIRD_PARTY_NOTICES 里。"
)


class AboutScreen(Frozen, kw_only=True):
    """What is shown.

    Attributes:
        room: folder of the room.
        licences: folder of the licences' texts.
    """

    groups: tuple[Group, ...]
    room: Path
    licences: Path


def about(desk: Desk) -> AboutScreen:
    """Return what there is to say about the program and this room."""
    backups = desk.room.backups()
    last = f"{wording.full_day(backups[0].at.date())}" if backups else "还没有"
    program = (
        Fact(label="名称", text=wording.PROGRAM),
        Fact(label="版本", text=__version__),
        Fact(label="许可", text=LICENCE),
    )
    room = (
        Fact(label="位置", text=str(desk.room.folder)),
        Fact(label="单位", text=f"{desk.room.name}（代码{desk.owner}）"),
        Fact(label="最近备份", text=last),
    )
    return AboutScreen(
        groups=(Group(title="资料夹", facts=room), Group(title="程序", facts=program)),
        room=desk.room.folder,
        licences=resources.path("licences"),
    )
