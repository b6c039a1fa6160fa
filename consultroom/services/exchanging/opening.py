"""Opening a pack at this desk: who may send what, and whether it is its turn (验包)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from consultroom.domain.papers import PeerKey
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.exchange.chain import Joint, Link, link, missing
from consultroom.exchange.checks import owners_of
from consultroom.exchange.manifest import BadPack, Manifest, PackKind
from consultroom.exchange.reading import Staged, Staging, stage
from consultroom.exchange.refusals import UnreadableFile
from consultroom.frozen import Frozen
from consultroom.services import identifying
from consultroom.services.desk import Desk
from consultroom.services.exchanging.acknowledging import reached
from consultroom.services.exchanging.partners import (
    above,
    ages,
    name_of,
    spoken_for,
    trust_among,
)
from consultroom.store.packs import PackIn


class Stopped(BadPack):
    """A pack that is believed but not taken in now.

    Attributes:
        manifest: what it says.
        hash: of its manifest.
    """

    manifest: Manifest
    hash: str


class AlreadyTaken(Stopped):
    """It was taken in before; nothing is to be done."""


class Held(Stopped):
    """It goes on from a pack that has not come.

    Attributes:
        missing: numbers that lack, as ranges first to last; empty when everything is to be sent
            again.
    """

    missing: tuple[tuple[int, int], ...] = ()


class Forked(Stopped):
    """Two computers write under one name: a room was copied, or put back from a backup."""


class Gate(Frozen):
    """Lets packs through to a room.

    Attributes:
        keys: whom to believe besides those listed in the room; for building a room again.
        own_too: whether packs this room sent to others are read as well.
        to_the_end: whether a pack whose turn it is not is read to its last byte all the same, so
            that damage is told first.
        taken: hashes of packs that a lost room had taken in, when it is built again.
    """

    desk: Desk
    keys: tuple[PeerKey, ...] = ()
    own_too: bool = False
    to_the_end: bool = False
    taken: frozenset[str] = frozenset()

    def accept(self, manifest: Manifest, hash_: str) -> frozenset[str]:
        """Return the owners whose rows a pack may bring.

        Raises:
            Stopped: it is not its turn, or never will be.
            WrongSender: such a pack may not come from there.
        """
        if not self.to_the_end:
            self.refuse_out_of_turn(manifest, hash_)
        desk = self.desk
        if manifest.unit == desk.owner or _reports_for_others(desk, manifest):
            return _Everybody()  # ``arriving`` looks at each row
        spoken = spoken_for(desk, manifest.unit)
        owners = owners_of(manifest, here=desk.owner, above=above(desk), spoken_for=spoken)
        if manifest.kind in (PackKind.MONTH, PackKind.JOINING):
            owners |= {desk.owner}  # a station hands in its roster; ``arriving`` looks closer
        return owners

    def refuse_out_of_turn(self, manifest: Manifest, hash_: str) -> None:
        """Stop a pack that was taken in, or goes on from one that was not.

        Raises:
            Stopped: it is not its turn, or never will be.
        """
        chain = [
            pack
            for pack in self.desk.room.packs.received(node=manifest.node)
            if (pack.unit, pack.addressee) == (manifest.unit, manifest.to)
        ]
        match link(manifest, hash_, {p.seq: Joint(p.hash, p.prev) for p in chain}):
            case Link.REPEAT:
                raise _stopped(AlreadyTaken("这个包已经导入过，不用再导入。"), manifest, hash_)
            case Link.FORK:
                raise _stopped(Forked(_fork(self.desk, manifest)), manifest, hash_)
        if manifest.since > reached(chain):
            raise _held(self.desk, manifest, hash_, chain)


def _reports_for_others(desk: Desk, manifest: Manifest) -> bool:
    """Tell whether the sender is a district below, whose stations its pack may name first."""
    sender = desk.room.one(OrgUnit, id=manifest.unit, parent=desk.owner)
    is_report = manifest.kind in (PackKind.MONTH, PackKind.JOINING)
    return is_report and sender is not None and sender.kind is UnitKind.DISTRICT


class _Everybody(frozenset[str]):
    """Every owner there may be."""

    def __contains__(self, owner: object) -> bool:
        return True


def _stopped(stopped: Stopped, manifest: Manifest, hash_: str) -> Stopped:
    stopped.manifest, stopped.hash = manifest, hash_
    return stopped


def _fork(desk: Desk, manifest: Manifest) -> str:
    return (
        f"“{name_of(desk, manifest.unit)}”的第{manifest.seq}号包与已收的包接不上："
        "那里的资料夹可能被复制过，或者从备份恢复过。没有导入。"
        "请对方更换本机编号（join anew），再重新导出。"
    )


def _held(desk: Desk, manifest: Manifest, hash_: str, chain: Iterable[PackIn]) -> Held:
    lacking = missing([*(pack.seq for pack in chain), manifest.seq])
    name = name_of(desk, manifest.unit)
    if lacking:
        told = "、".join(ranges_told(lacking))
        held = Held(f"要先导入“{name}”的{told}，这个包先放着。找不到就请对方重新导出全部内容。")
    else:
        held = Held(f"缺少“{name}”更早的内容，这个包先放着。请对方重新导出全部内容。")
    held.missing = lacking
    _stopped(held, manifest, hash_)
    return held


def ranges_told(ranges: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Yield ranges of pack numbers as they are said: ``第3号包``, ``第5至7号包``."""
    for first, last in ranges:
        yield f"第{first}号包" if first == last else f"第{first}至{last}号包"


@contextmanager
def opened(gate: Gate, file: Path) -> Iterator[Staged]:
    """Read a pack to its end and hand it over; what was staged is gone afterwards.

    Raises:
        BadPack: it is damaged, forged, not for here, from nobody known, or `Stopped`.
    """
    desk = gate.desk
    keys = (*identifying.believed(desk), *gate.keys)
    here = desk.owner
    if gate.own_too and file.name.partition("_")[2].startswith(f"{desk.owner}-"):
        here = file.name.partition("_")[0]
    if file.exists() and not file.is_file():  # a pipe would keep whoever opens it waiting
        raise UnreadableFile(f"“{file.name}”不是文件，没有读。请选一个 .crpk 文件。")
    try:
        stream = file.open("rb")
    except OSError as error:
        raise UnreadableFile(f"“{file.name}”打不开。请核对位置，重新插好U盘再试。") from error
    with (
        stream,
        stage(
            stream,
            ages=ages(desk),
            trust=trust_among(keys),
            here=here,
            on=desk.today,
            into=Staging(desk.room.folder / "inbox" / "staging"),
            accept=gate.accept,
            taken=gate.taken,
        ) as staged,
    ):
        if gate.to_the_end:
            gate.refuse_out_of_turn(staged.manifest, staged.hash)
        yield staged
