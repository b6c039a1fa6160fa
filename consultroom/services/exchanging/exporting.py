"""Exporting (导出): one pack for one organisation, everything it is not known to have."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from consultroom import __version__
from consultroom.errors import UserError
from consultroom.exchange import limits
from consultroom.exchange.folders import DiskFolder
from consultroom.exchange.identity import Card, Identity, card_of
from consultroom.exchange.manifest import Manifest, PackKind
from consultroom.exchange.writing import NotWritten, PackFolder, PackWritten, Tell, write_pack
from consultroom.frozen import Frozen, replace
from consultroom.services import identifying
from consultroom.services.desk import Desk
from consultroom.services.exchanging import homing
from consultroom.services.exchanging.acknowledging import acks_for, arrived, arrived_ever
from consultroom.services.exchanging.choosing import Chosen, chosen, is_admitted, lacking
from consultroom.services.exchanging.noticing import gone_whole
from consultroom.services.exchanging.partners import (
    NoPartner,
    above,
    below,
    name_of,
    recipients,
    units_joined,
)
from consultroom.store.packs import PackOut

_wanted = msgspec.json.Decoder(tuple[str, ...]).decode


class Exported(Frozen, kw_only=True):
    """What an export wrote.

    Attributes:
        unit: code of the organisation it is for.
        packs: one, or a volume each.
        rows: how many records went along.
        blobs: how many files.
        everything: whether it holds all there is, rather than what changed since.
        caution: what the person should know of texts that went up before, or empty.
    """

    unit: str
    unit_name: str
    kind: PackKind
    packs: tuple[PackOut, ...]
    rows: int
    blobs: int
    everything: bool
    caution: str = ""


class Wish(Frozen, kw_only=True):
    """What an export is to be.

    Attributes:
        to: code of the organisation; empty for the one above.
        period: the month reported on, ``2026-11``.
        nil: state that there was nothing to report (零报告).
        note: a sentence for the other side.
        full: send everything again, whatever was acknowledged.
        rebuild: give a station back what this room holds of it.
        volume_bytes: the most one file may have; what the format allows when None.
    """

    to: str = ""
    period: str = ""
    nil: bool = False
    note: str = ""
    full: bool = False
    rebuild: bool = False
    volume_bytes: int | None = None


class BadMonth(UserError):
    """The month to be reported on is none."""


class NotForAll(UserError):
    """Packs for some organisations were written and are whole; for the others there are none.

    Attributes:
        done: what was written.
    """

    done: tuple[Exported, ...]


def _nobody(_done: int, _total: int) -> None:
    """Hear of progress and let it go on."""


def export(
    desk: Desk,
    folder: Path | PackFolder,
    wish: Wish | None = None,
    *,
    tell: Tell = _nobody,
) -> Exported:
    """Write a pack for an organisation; nothing in the folder is replaced or deleted.

    Args:
        desk: where.
        folder: of the stick, or what a test puts in its place.
        wish: what it is to be; a pack for the organisation above by default.
        tell: told of progress in bytes; what it raises stops the work. What was finished before
            is whole and entered, nothing else is left in the folder.

    Raises:
        BadMonth: the month reported on is none, or a report of nothing names none.
        NoPartner: no key of the organisation is known, or there is none above.
        NotWritten: the drive is full or fails; nothing is left there.
        HalfWritten: likewise, but some volumes were finished; the sentence names them.
    """
    wish = wish or Wish()
    _check_month(wish)
    unit = _addressee(desk, wish)
    to = recipients(desk, unit)
    identity = identifying.identity(desk)
    since = 0 if wish.full or wish.rebuild else arrived(desk, unit)
    upto = desk.room.last_seq
    tell(0, 0)
    content = chosen(
        desk,
        unit,
        since=since,
        files_since=0 if wish.full else arrived_ever(desk, unit),
        wanted=_asked_for(desk, unit),
        rebuild=wish.rebuild,
    )
    heading = _heading(desk, identity, unit, wish, content=content, upto=upto)
    caution = gone_whole(desk) if unit == above(desk) else ""
    homing.remember(desk.room)
    written: list[PackOut] = []

    def settle(pack: PackWritten) -> None:
        out = _entry(pack)
        with desk.room.together():
            desk.room.packs.enter_out(out)
        written.append(out)

    write_pack(
        _opened(folder),
        heading,
        content.rows,
        content.blobs,
        identity=identity,
        recipients=to,
        volume_bytes=wish.volume_bytes or limits.PACK,
        settle=settle,
        tell=tell,
    )
    return Exported(
        unit=unit,
        unit_name=name_of(desk, unit),
        kind=heading.kind,
        packs=tuple(written),
        rows=len(content.rows),
        blobs=len(content.blobs),
        everything=content.since == 0,
        caution=caution,
    )


def export_below(
    desk: Desk,
    folder: Path | PackFolder,
    wish: Wish | None = None,
    *,
    tell: Tell = _nobody,
) -> tuple[Exported, ...]:
    """Write a pack for each organisation below whose key is believed.

    Args:
        desk: where.
        folder: as for `export`.
        wish: what each is to be.
        tell: told of progress, from the start for each of them.

    Raises:
        NoPartner: there is none.
        NotWritten: the first could not be written.
        NotForAll: a later one could not; the sentence says for whom packs are there.
    """
    joined = units_joined(desk)
    ready = [unit.code for unit in below(desk) if unit.code in joined]
    if not ready:
        raise NoPartner("还没有登记任何工作站的公钥，没有可以下发的包。请先让工作站入网。")
    wish, done = wish or Wish(), list[Exported]()
    for unit in ready:
        try:
            done.append(export(desk, folder, replace(wish, to=unit), tell=tell))
        except NotWritten as error:
            if not done:
                raise
            raise _not_for_all(desk, error, done, unit) from error
    return tuple(done)


def _not_for_all(desk: Desk, error: NotWritten, done: list[Exported], unit: str) -> NotForAll:
    names = "、".join(f"“{one.unit_name}”" for one in done)
    told = NotForAll(
        f"{error}给{names}的包已写好，是完整的；从“{name_of(desk, unit)}”起还没有导出。"
    )
    told.done = tuple(done)
    return told


def _check_month(wish: Wish) -> None:
    if wish.period and not re.match(rf"{limits.PERIOD}\Z", wish.period):
        raise BadMonth(f"“{wish.period}”不是月份，请写成 2026-11 这样。")
    if wish.nil and not wish.period:
        raise BadMonth("零报告要写明是哪个月（--period 2026-11）。")


def _addressee(desk: Desk, wish: Wish) -> str:
    unit = wish.to or above(desk)
    if not unit:
        raise NoPartner("请写明交给哪个单位（--for 代码）。")
    known = {desk.owner, above(desk), *(one.code for one in below(desk))}
    if unit not in known:
        raise NoPartner(f"没有代码为“{unit}”的上级、下级单位。请核对代码。")
    if wish.rebuild and unit in (desk.owner, above(desk)):
        raise UserError("重建包只能由上级单位交给它的工作站。")
    return unit


def _opened(folder: Path | PackFolder) -> PackFolder:
    if not isinstance(folder, Path):
        return folder
    if not folder.is_dir():
        raise UserError(f"没有“{folder.name}”这个文件夹。请插好U盘，核对位置再导出。")
    return DiskFolder(folder)


def _asked_for(desk: Desk, unit: str) -> tuple[str, ...]:
    packs = desk.room.packs.received(unit=unit)
    return _wanted(packs[-1].wanted) if packs else ()


def _heading(
    desk: Desk, identity: Identity, unit: str, wish: Wish, *, content: Chosen, upto: int
) -> Manifest:
    last = max(
        desk.room.packs.sent(addressee=unit, node=desk.room.node),
        key=lambda pack: pack.seq,
        default=None,
    )
    kind = _kind(desk, unit, wish, identity)
    return Manifest(
        kind=kind,
        unit=desk.owner,
        node=desk.room.node,
        key=identity.key,
        to=unit,
        seq=last.seq + 1 if last else 1,
        prev=last.hash if last else "",
        since=content.since,
        upto=upto,
        period=wish.period,
        nil=wish.nil,
        note=wish.note[: limits.NOTE],
        schema=desk.room.schema,
        app=__version__[:40],
        made_at=desk.room.clock(),
        made_by=desk.by[:60],
        acks=acks_for(desk, unit),
        wanted=lacking(desk, unit, limits.WANTED),
        card=_card(desk, identity) if kind is PackKind.JOINING else None,
    )


def _kind(desk: Desk, unit: str, wish: Wish, identity: Identity) -> PackKind:
    if unit == desk.owner:
        return PackKind.PEER
    if unit == above(desk):
        admitted = is_admitted(desk, unit, identity.key)
        return PackKind.MONTH if admitted else PackKind.JOINING
    return PackKind.BOOTSTRAP if wish.rebuild else PackKind.DISTRICT


def _card(desk: Desk, identity: Identity) -> Card:
    """Return the card under the name this computer has now."""
    return card_of(replace(identity, node=desk.room.node), desk.room.name)


def _entry(pack: PackWritten) -> PackOut:
    manifest = pack.manifest
    return PackOut(
        hash=pack.hash,
        addressee=manifest.to,
        to_node=manifest.to_node,
        node=manifest.node,
        seq=manifest.seq,
        prev=manifest.prev,
        since=manifest.since,
        upto=manifest.upto,
        volume=manifest.volume,
        volumes=manifest.volumes,
        kind=manifest.kind.code,
        period=manifest.period,
        nil=int(manifest.nil),
        name=pack.name,
        size=pack.size,
        sha256=pack.sha256,
        rows=manifest.rows,
        blobs=len(manifest.blobs),
        made_at=manifest.made_at.isoformat(),
        made_by=manifest.made_by,
    )
