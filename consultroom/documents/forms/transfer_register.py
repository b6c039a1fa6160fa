"""交接登记表: which files were handed over on a stick, with what proves them, and who signed.

Layout: SOURCES.md, "reporting"; our judgement. Whoever receives may hash a file and compare.
"""

from __future__ import annotations

from consultroom.documents.blocks import Align, Cell, Paper, Row, Table, Title, label_cell
from consultroom.documents.forms import wide_tables
from consultroom.documents.gb9704 import GB9704, PageProfile, landscape
from consultroom.domain.calendar import chinese_date
from consultroom.domain.handovers import Handover, Parcel

TITLE = "数据交接登记表"
_HEADS = ("序号", "文件名", "内容", "大小", "校验码（SHA-256）", "经办人", "签收人", "签收日期")
_SHARES = (0.5, 2.7, 1.9, 0.95, 2.75, 0.95, 1.05, 1.2)
_ROW_MM = 15.0
_GROUP = 8  # characters of a hash that stand together
_NOTE = (
    "文件已加密签名，只有接收单位打得开。接收单位导入以后，用下发包或回执单确认收到；"
    "没有确认的，下次导出会再带一遍，U盘丢失也不丢数据。U盘上的文件不用删除。"
)


def transfer_register(handover: Handover, *, profile: PageProfile = GB9704) -> Paper:
    """Return the register of one hand-over, with room for signatures.

    Args:
        handover: what was handed over; its days since the time before are told at the foot.
        profile: the district's page, which is laid on its side.
    """
    page = landscape(profile)
    receivers = tuple(dict.fromkeys(one.receiver for one in handover.parcels))
    facts = (
        f"交出单位：{handover.sender.name}",
        f"接收单位：{receivers[0] if len(receivers) == 1 else f'{len(receivers)}个，见下'}",
        f"交接日期：{chinese_date(handover.on)}",
    )
    return Paper(
        title=TITLE,
        author=handover.sender.name,
        subject=f"{TITLE} {handover.on.isoformat()}",
        profile=page,
        blocks=(
            Title(text=TITLE),
            wide_tables.spread(page, *facts),
            _table(handover, several=len(receivers) > 1),
        ),
    )


def _table(handover: Handover, *, several: bool) -> Table:
    head = Row(cells=tuple(map(label_cell, _HEADS)), min_height_mm=10.0)
    body = [
        _row(place, one, handover.by, f"{one.receiver}\n" if several else "")
        for place, one in enumerate(handover.parcels, 1)
    ]
    foot = [
        wide_tables.across(_SHARES, told, size_pt=wide_tables.SMALL_PT, height_mm=7.0)
        for told in (_sums(handover), _NOTE)
    ]
    return Table(
        shares=_SHARES,
        rows=(head, *body, *foot),
        header_rows=1,
        size_pt=wide_tables.SIZE_PT,
        aligns=(Align.CENTRE, Align.LEFT, *[Align.CENTRE] * 6),
        leading=1.25,
        padding_mm=(0.8, 0.9),
    )


def _row(place: int, parcel: Parcel, by: str, receiver: str) -> Row:
    small = wide_tables.SMALL_PT
    cells = (
        Cell(text=str(place)),
        Cell(text=_broken_name(parcel.name), size_pt=small),
        Cell(text=receiver + _content(parcel)),
        Cell(text=told_size(parcel.size)),
        Cell(text=hash_lines(parcel.sha256), size_pt=small),
        Cell(text=by),
        Cell(),
        Cell(),
    )
    return Row(cells=cells, min_height_mm=_ROW_MM)


def _broken_name(name: str) -> str:
    """Return a pack's name over two lines, parted before its number."""
    start, joint, number = name.rpartition("_")
    return f"{start}{joint}\n{number}" if len(name) > 24 else name


def _content(parcel: Parcel) -> str:
    month = f"{int(parcel.period[5:])}月" if parcel.period else ""
    year = f"{parcel.period[:4]}年" if parcel.period else ""
    lines = [f"{parcel.word}　{year}{month}" if month else parcel.word]
    if parcel.nil:
        lines.append("无活动（零报告）")
    if parcel.number:
        lines.append(f"记录{parcel.rows}条，附件{parcel.blobs}个")
    return "\n".join(lines)


def _sums(handover: Handover) -> str:
    parcels = handover.parcels
    told = (
        f"合计{len(parcels)}个文件，{told_size(sum(one.size for one in parcels))}，"
        f"记录{sum(one.rows for one in parcels)}条，附件{sum(one.blobs for one in parcels)}个。"
    )
    told += f"U盘：{handover.label}。" if handover.label else ""
    if handover.days_since is None:
        return f"{told}这是第一次交接。"
    return f"{told}距上次交接{handover.days_since}天。"


def told_size(count: int) -> str:
    """Return ``3.2 MB``; thousands, as sticks are sold."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if count >= size:
            return f"{count / size:.1f} {unit}".replace(".0 ", " ")
    return f"{count} B"


def hash_lines(sha256: str) -> str:
    """Return a hash in groups, four of them a line, as one reads it aloud."""
    groups = [sha256[at : at + _GROUP] for at in range(0, len(sha256), _GROUP)]
    return "\n".join(" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4))
