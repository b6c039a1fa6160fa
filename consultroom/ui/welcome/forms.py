"""What is asked before a room is made, and what is suggested. No Qt here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from consultroom.errors import UserError
from consultroom.services import founding, rostering
from consultroom.ui.forms import FormScreen, Question

STATION, STATION_PLACE = "station", "station/place"
DISTRICT, DISTRICT_PLACE = "district", "district/place"
JOIN = "join"
"""Keys of the forms; the second of two is called after the first."""

MOST_NAME = 40
_LONGEST_CODE = 6
_OF_A_STATION = re.compile(r"(政协)?委员(工作|联络)?[站室]$|政协$")
_OF_A_PLACE = re.compile(r"(街道|镇|乡|社区|园区|开发区|新区|区|县|市|旗)$")
_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\s]+')  # characters Windows takes in no folder's name

_FOLDER = Question(
    key="folder",
    label="资料放在哪里",
    hint="请放在本机硬盘上，不要放在U盘或网络盘上。以后可以整个复制去备份。",
    required=True,
)
_CODE = Question(
    key="code",
    label="编号用的代码",
    hint="1至6个大写字母，印在每个编号前面。定了就不要改。",
    required=True,
    most=_LONGEST_CODE,
    half=True,
)
_CLERK = Question(
    key="clerk",
    label="经办人",
    hint="您的姓名，记在每件办过的事上，也印在材料的联系人里。",
    required=True,
    most=20,
    half=True,
)


class Unusable(UserError):
    """An answer that cannot be used.

    Attributes:
        key: of the question it answers.
    """

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


def station() -> FormScreen:
    """The first form of a station: what is it called, who works here."""
    return FormScreen(
        key=STATION,
        title="建一个工作站",
        purpose="先说说是哪个站，由谁经办。",
        submit="下一步",
        questions=(
            Question(
                key="name",
                label="工作站全称",
                hint="会印在文书上，例如：梧桐街道委员工作站。",
                required=True,
                most=MOST_NAME,
            ),
            Question(
                key="place", label="所在镇街", hint="不写就从名称里取。", most=MOST_NAME, half=True
            ),
            _CLERK,
        ),
    )


def station_place() -> FormScreen:
    """The second form of a station: code, district, folder."""
    return FormScreen(
        key=STATION_PLACE,
        title="建一个工作站",
        purpose="下面已经替您填好，没有不对的就可以建立。",
        submit="建立工作站",
        questions=(
            _CODE,
            Question(
                key="above",
                label="上级政协",
                hint="例如：江州区政协。以后也可以改。",
                most=MOST_NAME,
                half=True,
            ),
            _FOLDER,
        ),
    )


def district() -> FormScreen:
    """The first form of a district."""
    return FormScreen(
        key=DISTRICT,
        title="建一个区（县）政协",
        purpose="区里用它给各站下发参数、收各站的包、看全区的台账。",
        submit="下一步",
        questions=(
            Question(
                key="name",
                label="政协全称",
                hint="例如：江州区政协。",
                required=True,
                most=MOST_NAME,
            ),
            _CLERK,
        ),
    )


def district_place() -> FormScreen:
    """The second form of a district: code, folder."""
    return FormScreen(
        key=DISTRICT_PLACE,
        title="建一个区（县）政协",
        purpose="下面已经替您填好，没有不对的就可以建立。",
        submit="建立区（县）政协",
        questions=(_CODE, _FOLDER),
    )


def join(name: str, above: str) -> FormScreen:
    """The form that goes with a join file.

    Args:
        name: whom the file is for.
        above: who made it.
    """
    return FormScreen(
        key=JOIN,
        title="用入网文件建站",
        purpose=f"这是“{above}”给“{name}”的入网文件。请打电话给区里，请他们念短码，照着填。",
        submit="建立工作站",
        questions=(
            Question(
                key="heard",
                label="区里念的短码",
                hint="例如：7K2M-QX4D。对不上，说明文件不是区里做的。",
                required=True,
                half=True,
            ),
            _CLERK,
            _FOLDER,
        ),
    )


def place_of(name: str) -> str:
    """Return the town or street in a station's name: 梧桐街道委员工作站 gives 梧桐街道."""
    return _OF_A_STATION.sub("", name.strip()) or name.strip()


def code_of(name: str) -> str:
    """Return a code for a name from its pinyin: 梧桐街道 gives WT; "" when there is none."""
    short = place_of(name)
    short = _OF_A_PLACE.sub("", short) or short
    spelled = next(iter(rostering.initials(short)), "")
    return "".join(re.findall("[A-Z]", spelled.upper()))[:_LONGEST_CODE]


def folder_for(name: str, under: Path) -> Path:
    """Return a folder that is free, called after what it is for."""
    plain = _NOT_IN_A_NAME.sub("", name).strip(".") or "资料夹"
    folder, number = under / plain, 1
    while folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        number += 1
        folder = under / f"{plain}{number}"
    return folder


def checked_code(answers: Mapping[str, Any]) -> str:
    """Return the code that was typed, in capitals.

    Raises:
        Unusable: it cannot stand in a record number.
    """
    code = str(answers["code"]).strip().upper()
    try:
        founding.check_code(code)
    except UserError as error:
        raise Unusable("code", str(error)) from error
    return code


def checked_folder(answers: Mapping[str, Any]) -> Path:
    """Return the folder that was typed.

    Raises:
        Unusable: it is no whole path.
    """
    typed = str(answers["folder"]).strip().strip("“”\"'")
    folder = Path(typed).expanduser()
    if not folder.is_absolute():
        raise Unusable("folder", "请写完整的位置，或者按下面的“换一个位置”去选。")
    return folder


ASKS_FOLDER = frozenset({STATION_PLACE, DISTRICT_PLACE, JOIN})
