"""What a dropped file is, and what dropping it here would do. No Qt in this file."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from consultroom.frozen import Frozen

DATABASE = "room.db"


class Dropped(Enum):
    """What a file or folder is, as far as its name and place tell."""

    PACK = "交换包"
    JOIN = "入网文件"
    CARD = "身份卡"
    SCAN = "扫描件或照片"
    TABLE = "表格"
    WORD = "Word 文书"
    ROOM = "资料夹"
    FOLDER = "文件夹"
    OTHER = "文件"


ENDINGS: dict[str, Dropped] = {
    "crpk": Dropped.PACK,
    "crjoin": Dropped.JOIN,
    "crcard": Dropped.CARD,
    **dict.fromkeys(("pdf", "jpg", "jpeg", "png", "tif", "tiff", "bmp"), Dropped.SCAN),
    **dict.fromkeys(("xlsx", "csv"), Dropped.TABLE),
    **dict.fromkeys(("docx", "doc", "wps", "odt", "rtf"), Dropped.WORD),
}


class Way(Enum):
    """What is done with what was dropped."""

    INBOX = "inbox"
    JOIN = "join"
    CARD = "card"
    IMPORT = "import"
    ATTACH = "attach"
    ROOM = "room"
    SCANS = "scans"
    CHECK = "check"
    TEMPLATE = "template"
    FORM = "form"


class Offer(Frozen, kw_only=True):
    """What dropping would do.

    Attributes:
        words: shown while dragging; what can be dropped here where there is no way.
        way: None where nothing can be done with it.
    """

    words: str
    way: Way | None = None


EVERYWHERE = "交换包（.crpk）、入网文件（.crjoin）和资料夹，拖到哪一页都行"
IMPORTING = {"topics": "议题", "members": "委员"}
SINGLE = {Dropped.JOIN, Dropped.CARD, Dropped.TABLE, Dropped.ROOM, Dropped.WORD}


def kind_of(path: Path) -> Dropped:
    """Return what a path is."""
    if path.is_dir():
        return Dropped.ROOM if (path / DATABASE).is_file() else Dropped.FOLDER
    return ENDINGS.get(path.suffix.removeprefix(".").lower(), Dropped.OTHER)


def offer(paths: Sequence[Path], page: str) -> Offer:
    """Return what dropping these would do.

    Args:
        paths: what is being dragged, at least one.
        page: key of the page in front.
    """
    kinds = {kind_of(path) for path in paths}
    if page == "scans" and kinds <= {Dropped.SCAN, Dropped.FOLDER}:
        return Offer(words="松开：逐页读这些扫描件，先看后归档", way=Way.SCANS)
    if page == "paper_check" and kinds <= {Dropped.SCAN, Dropped.WORD}:
        if len(paths) > 1:
            return Offer(words="请一次只拖一份文书。")
        return Offer(words="松开：检查这份文书的版面", way=Way.CHECK)
    if kinds <= {Dropped.PACK, Dropped.FOLDER}:
        return Offer(words="松开：收进数据交换的收件箱，先看后导入", way=Way.INBOX)
    if len(kinds) > 1:
        return Offer(words="请一次只拖一种文件。")
    (kind,) = kinds
    if kind in SINGLE and len(paths) > 1:
        return Offer(words=f"请一次只拖一个{kind.value}。")
    return _of_kind(kind, page)


def _of_kind(kind: Dropped, page: str) -> Offer:
    match kind:
        case Dropped.JOIN:
            return Offer(words="松开：读入这个入网文件", way=Way.JOIN)
        case Dropped.CARD:
            return Offer(words="松开：核对这张身份卡", way=Way.CARD)
        case Dropped.ROOM:
            return Offer(words="松开：打开这个资料夹", way=Way.ROOM)
        case Dropped.SCAN if page == "workspace":
            return Offer(words="松开：附到这次协商，作为佐证材料", way=Way.ATTACH)
        case Dropped.TABLE if page in IMPORTING:
            words = f"松开：从这个表格导入{IMPORTING[page]}，先看后导入"
            return Offer(words=words, way=Way.IMPORT)
        case Dropped.TABLE if page == "mappings":
            return Offer(words="松开：对应这张空表，先看后保存", way=Way.FORM)
        case Dropped.WORD if page == "templates":
            return Offer(words="松开：检查这份改好的模板，先看后换上", way=Way.TEMPLATE)
        case _:
            return Offer(words=refusal(kind, page))


def refusal(kind: Dropped, page: str) -> str:
    """Return why this cannot be dropped here, and what can be."""
    if kind is Dropped.SCAN:
        return (
            "扫描件和照片请拖到一次协商的工作台上，当作佐证材料；"
            "要归到印过的文书，请拖到“扫描归档”。"
        )
    if kind is Dropped.WORD:
        return (
            "Word 文书要看版面，请拖到“版面检查”；改好的模板，请拖到“模板”。"
            "作佐证材料，请先另存为 PDF。"
        )
    if kind is Dropped.TABLE:
        return "表格请拖到“议题库”或者“委员名册”。"
    here = {
        "workspace": "这里可以拖进扫描件、照片（pdf、jpg、png）；",
        "topics": "这里可以拖进议题表格（xlsx、csv）；",
        "members": "这里可以拖进委员表格（xlsx、csv）；",
    }.get(page, "")
    return f"这种文件用不上。{here}{EVERYWHERE}。"
