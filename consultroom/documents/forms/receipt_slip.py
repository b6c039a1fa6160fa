"""回执单: what a station scans or types when the stick does not come back.

One slip for each sender, several on a page, to be cut apart. Layout: our judgement.
"""

from __future__ import annotations

from collections.abc import Sequence

from consultroom.documents.blocks import Align, Block, Drawing, Paper, Together
from consultroom.documents.drawings import DrawnLine, DrawnSquare, DrawnText, Shape
from consultroom.documents.fonts import Role
from consultroom.documents.forms import sittings
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.documents.qr import symbol
from consultroom.domain.calendar import chinese_date
from consultroom.domain.handovers import Receipt, ranges_told

TITLE = "数据接收回执单"
_SQUARE_MM = 30.0
_QUIET_MM = 5.0
_TITLE_MM = 9.0
_HEIGHT_MM = 54.0
_LINE_MM = 7.2
_TEAR_MM = 8.0
_TEXT_PT, _CODE_PT = 12.0, 16.0


def receipt_slip(receipts: Sequence[Receipt], *, profile: PageProfile = GB9704) -> Paper:
    """Return the slips of several senders.

    Args:
        receipts: one for each; at least one.
        profile: page geometry; slips have narrow margins and no page number.
    """
    page = sittings.sheet(profile, sittings.NO_NUMBER)
    return Paper(
        title=TITLE,
        author=receipts[0].receiver,
        subject=TITLE,
        profile=page,
        blocks=tuple(_slip(one, page.block_width_mm) for one in receipts),
    )


def _slip(receipt: Receipt, width: float) -> Together:
    blocks: tuple[Block, ...] = (
        Drawing(height_mm=_HEIGHT_MM, shapes=tuple(_shapes(receipt, width))),
        Drawing(
            height_mm=_TEAR_MM,
            shapes=(DrawnLine(0, _TEAR_MM / 2, width, _TEAR_MM / 2, dashed=True),),
        ),
    )
    return Together(blocks=blocks)


def _shapes(receipt: Receipt, width: float) -> list[Shape]:
    left = _SQUARE_MM + 2 * _QUIET_MM
    room = width - left
    shapes: list[Shape] = [
        DrawnText(TITLE, width / 2, _TITLE_MM / 2, 16.0, Role.XIAOBIAOSONG, Align.CENTRE),
        DrawnSquare(_QUIET_MM, _TITLE_MM + 3, _SQUARE_MM, symbol(receipt.payload)),
        DrawnText(
            receipt.code,
            _QUIET_MM + _SQUARE_MM / 2,
            _TITLE_MM + _SQUARE_MM + 8.5,
            _CODE_PT,
            Role.HEI,
            Align.CENTRE,
        ),
    ]
    for at, told in enumerate(_lines(receipt)):
        shapes.append(
            DrawnText(told, left, _TITLE_MM + 5.0 + at * _LINE_MM, _TEXT_PT, width_mm=room)
        )
    return shapes


def _lines(receipt: Receipt) -> list[str]:
    told = [
        f"{receipt.sender}：",
        f"你单位第{receipt.number}号及以前的包已收到并导入。",
        f"第{receipt.number}号是{chinese_date(receipt.made_on)}导出的，有{receipt.rows}条记录。",
        "请在程序里扫描左边的二维码，或者输入它下面的8个字符，登记回执。",
    ]
    if receipt.missing:
        told.append(
            f"其中第{ranges_told(receipt.missing)}号没有收到，内容已随后面的包补齐，不用重交。"
        )
    told.append(
        f"接收单位：{receipt.receiver}　　经办人：{receipt.by}　　{chinese_date(receipt.on)}"
    )
    return told
