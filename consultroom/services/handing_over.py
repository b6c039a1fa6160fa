"""Handing over (交接): finished packs on a stick, the register to sign, the slip for what came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.forms.receipt_slip import receipt_slip
from consultroom.documents.forms.transfer_register import transfer_register
from consultroom.documents.gb9704 import profile_of
from consultroom.documents.layout import lay_out
from consultroom.domain.handovers import Handover, Parcel, Receipt
from consultroom.domain.records import coded
from consultroom.exchange import sticks, strangers
from consultroom.exchange.folders import DiskFolder
from consultroom.exchange.manifest import PackKind
from consultroom.exchange.putting import NotPut, PutFile, put
from consultroom.exchange.sticks import Drives, Stick
from consultroom.exchange.strangers import Stranger
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.exchanging.acknowledging import Slip, slips
from consultroom.services.exchanging.partners import name_of
from consultroom.store.packs import PackOut

OTHER_FILE = "其他文件"
PULL_OUT = "全部写好并核对无误，可以拔出U盘。"


class StickView(Frozen, kw_only=True):
    """What a person should know of a stick before it is used.

    Attributes:
        stick: where, how large, how much is free.
        strangers: what lies on it and may do harm; nothing of it was touched.
        looked_whole: false when there was too much on it to look at everything.
    """

    stick: Stick
    strangers: tuple[Stranger, ...]
    looked_whole: bool = True


class HandedOver(Frozen, kw_only=True):
    """Files that are on a stick now.

    Attributes:
        files: as they lie there, in the order given.
        handover: for the register; `register_pdf` prints it.
        says: the sentence to show: the stick may be pulled out.
    """

    view: StickView
    files: tuple[PutFile, ...]
    handover: Handover
    says: str = PULL_OUT


def plugged_in(drives: Drives | None = None) -> tuple[Stick, ...]:
    """Return the removable drives there are now."""
    return (drives or sticks.drives()).sticks()


def look_at(folder: Path, drives: Drives | None = None) -> StickView:
    """Return what there is to know of a stick, or of any folder chosen instead.

    Raises:
        UserError: it cannot be read.
    """
    stick = (drives or sticks.drives()).at(folder)
    found = strangers.look_at(folder)
    return StickView(stick=stick, strangers=found.strangers, looked_whole=found.whole)


def hand_over(
    desk: Desk,
    files: Sequence[Path],
    to: Path,
    *,
    tell: Callable[[int], None] = lambda _: None,
    drives: Drives | None = None,
) -> HandedOver:
    """Put finished files on a stick, one after the other, each proven before the next.

    A pack that this room wrote must still have the bytes it had then. What is on the stick
    already is recognised. Nothing on it is replaced or deleted.

    Args:
        desk: where.
        files: packs and whatever else goes along.
        to: folder of the stick.
        tell: told how many more bytes were written or read back, twice the files' in all.
        drives: what tells of drives; this computer's by default.

    Raises:
        UnfitStick: the stick cannot hold them; nothing was written.
        NotPut: the stick fails or was pulled out; files already put are whole.
    """
    sizes = [(file.name, _size(file)) for file in files]
    view = look_at(to, drives)
    sticks.refuse_unfit(view.stick, _not_there(to, sizes))
    known = {pack.name: pack for pack in desk.room.packs.sent()}
    folder = DiskFolder(to)
    done = []
    for file in files:
        pack = known.get(file.name)
        sha256 = pack.sha256 if pack else ""
        done.append(put(folder, file.name, _opener(file), sha256=sha256, tell=tell))
    return HandedOver(
        view=view, files=tuple(done), handover=_handover(desk, done, known, view.stick.label)
    )


def _opener(file: Path) -> Callable[[], BinaryIO]:
    return lambda: file.open("rb")


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError as error:
        raise NotPut(f"要交接的文件“{file.name}”不在了，什么都没有写。请重新导出一次。") from error


def _not_there(to: Path, sizes: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the files that need room: one of the same name and size takes no more."""
    return [
        (name, size)
        for name, size in sizes
        if not (to / name).is_file() or (to / name).stat().st_size != size
    ]


# -- papers --------------------------------------------------------------------------------------


def of_packs(desk: Desk, packs: Sequence[PackOut], label: str = "") -> Handover:
    """Return the hand-over of packs that were written straight to a stick."""
    done = [PutFile(name=one.name, size=one.size, sha256=one.sha256) for one in packs]
    return _handover(desk, done, {one.name: one for one in packs}, label)


def register(desk: Desk, handover: Handover) -> Paper:
    """Return the transfer register (数据交接登记表) of a hand-over."""
    return transfer_register(handover, profile=profile_of(desk.parameters().paper.geometry))


def register_pdf(desk: Desk, handover: Handover) -> bytes:
    """Return the transfer register as PDF."""
    return _pdf(register(desk, handover))


def receipts(desk: Desk, units: Sequence[str]) -> Paper:
    """Return the receipt slips (数据接收回执单) for what arrived from these organisations.

    Raises:
        NoPartner: nothing has arrived from one of them yet.
    """
    here = desk.station().name
    told = [_receipt(desk, one, here) for unit in units for one in slips(desk, unit)]
    return receipt_slip(told, profile=profile_of(desk.parameters().paper.geometry))


def receipts_pdf(desk: Desk, units: Sequence[str]) -> bytes:
    """Return the receipt slips as PDF; see `receipts`."""
    return _pdf(receipts(desk, units))


def _receipt(desk: Desk, found: Slip, here: str) -> Receipt:
    return Receipt(
        receiver=here,
        sender=found.unit_name,
        number=found.seq,
        made_on=_day(found.made_at),
        rows=found.rows,
        code=found.code,
        payload=found.payload,
        missing=found.missing,
        on=desk.today,
        by=desk.by,
    )


def _pdf(paper: Paper) -> bytes:
    from consultroom.documents.render_pdf import draw  # its library: a tenth of a second

    faces = bundled()
    return draw(lay_out(paper, faces), paper, faces)


def days_since_last(desk: Desk) -> int | None:
    """Return how many days ago the last pack was written, or None before the first."""
    sent = desk.room.packs.sent()
    return (desk.today - max(_day(one.made_at) for one in sent)).days if sent else None


def _handover(
    desk: Desk, done: Sequence[PutFile], known: dict[str, PackOut], label: str
) -> Handover:
    packs = [known[one.name] for one in done if one.name in known]
    return Handover(
        sender=desk.station(),
        by=desk.by,
        on=desk.today,
        parcels=tuple(_parcel(desk, one, known.get(one.name)) for one in done),
        label=label,
        days_since=_days_before(desk, packs),
    )


def _days_before(desk: Desk, packs: Sequence[PackOut]) -> int | None:
    """Return the days since the last pack written before these."""
    first = min((one.place for one in packs), default=None)
    hashes = {one.hash for one in packs}
    stored = [one for one in desk.room.packs.sent() if one.hash not in hashes]
    if first:
        stored = [one for one in stored if one.place < first]
    return (desk.today - max(_day(one.made_at) for one in stored)).days if stored else None


def _parcel(desk: Desk, file: PutFile, pack: PackOut | None) -> Parcel:
    if pack is None:
        return Parcel(
            name=file.name,
            size=file.size,
            sha256=file.sha256,
            word=OTHER_FILE,
            receiver="",
            made_on=desk.today,
        )
    return Parcel(
        name=file.name,
        size=file.size,
        sha256=file.sha256,
        word=coded(PackKind, pack.kind).label,
        receiver=name_of(desk, pack.addressee),
        period=pack.period,
        nil=bool(pack.nil),
        rows=pack.rows,
        blobs=pack.blobs,
        number=pack.seq,
        made_on=_day(pack.made_at),
    )


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()
