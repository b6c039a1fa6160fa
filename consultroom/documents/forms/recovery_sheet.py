"""恢复密钥单: a secret on one sheet, to be sealed in an envelope. Layout: our judgement."""

from __future__ import annotations

from datetime import date

from consultroom.documents.blocks import Align, Drawing, Paper, Paragraph, Title
from consultroom.documents.drawings import DrawnSquare, DrawnText, Shape
from consultroom.documents.fonts import Role
from consultroom.documents.forms import sittings
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.documents.qr import symbol
from consultroom.domain.calendar import chinese_date

TITLE = "恢复密钥"
_NOTES = (
    "请装入信封封好，写上“恢复密钥”，由单位领导锁进保险柜，不要拍照，不要放在电脑里。",
    "电脑坏了、丢了，在新电脑上建好资料夹，打开“数据交换”的“密钥”，点“用恢复密钥”，"
    "照上面的字填写或者扫码，就能打开别人交给本单位的交换包。",
    "拿到这张纸的人能看到交给本单位的包。怀疑泄露时，请再做一把，并告诉上级。",
)
_BEGINS = len("AGE-SECRET-KEY-1")
_SQUARE_MM, _LINE_MM, _GROUP, _ON_LINE = 46.0, 9.0, 6, 5


def recovery_sheet(unit: str, on: date, secret: str, *, profile: PageProfile = GB9704) -> Paper:
    """Return the sheet.

    Args:
        unit: name of whose key it is.
        on: the day it is printed.
        secret: the private half.
        profile: the district's page.
    """
    page = sittings.sheet(profile, sittings.NO_NUMBER)
    return Paper(
        title=TITLE,
        author=unit,
        subject=f"{TITLE} {on.isoformat()}",
        profile=page,
        blocks=(
            Title(text=TITLE),
            Paragraph(text=f"单位：{unit}　　日期：{chinese_date(on)}", indent=0),
            _secret(secret, page.block_width_mm),
            *(Paragraph(text=note) for note in _NOTES),
        ),
    )


def _secret(secret: str, width: float) -> Drawing:
    """Return the square, and the letters in groups that can be typed one by one."""
    begins, rest = secret[:_BEGINS], secret[_BEGINS:]
    groups = [rest[at : at + _GROUP] for at in range(0, len(rest), _GROUP)]
    every = range(0, len(groups), _ON_LINE)
    lines = [begins, *(" ".join(groups[at : at + _ON_LINE]) for at in every)]
    top = _SQUARE_MM + 14
    shapes: list[Shape] = [
        DrawnSquare((width - _SQUARE_MM) / 2, 4, _SQUARE_MM, symbol(secret)),
        *(
            DrawnText(told, width / 2, top + at * _LINE_MM, 16.0, Role.HEI, Align.CENTRE)
            for at, told in enumerate(lines)
        ),
    ]
    return Drawing(height_mm=top + len(lines) * _LINE_MM + 4, shapes=tuple(shapes))
