"""Joining without a network (入网): a file goes down, a pack comes up, two people telephone.

The district writes a file (.crjoin) with the station's code and its own card. The station reads it
in; whoever does so compares the district's short code by telephone. The station's first pack asks
to join and carries its card; the district admits it, comparing the station's short code. Keys
travel down with the district's packs, revocations among them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
import pyrage

from consultroom.domain.papers import PeerKey
from consultroom.domain.records import coded, derived_id
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.errors import UserError
from consultroom.exchange.identity import (
    BadCard,
    Card,
    KeyFile,
    card_of,
    is_signed,
    new_identity,
    read_card,
    same_code,
)
from consultroom.exchange.refusals import UnknownSigner
from consultroom.frozen import replace
from consultroom.services import founding, identifying
from consultroom.services.desk import Desk
from consultroom.services.exchanging.inbox import ENDING as PACK
from consultroom.services.exchanging.inbox import bring_in
from consultroom.services.exchanging.opening import Gate, opened
from consultroom.services.exchanging.partners import RECOVERY, above, keys_of
from consultroom.services.identifying import MOST_BYTES, CodeDiffers

ENDING: Final = ".crjoin"
_FORMAT: Final = "consultroom-join"
_DOMAIN: Final = b"consultroom join 1\0"


class BadJoinFile(UserError):
    """The file is no join file, was changed, or is for somebody else."""


class JoinFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a station needs to join (入网文件): its own place, and the keys of the one above.

    Attributes:
        unit: code of the organisation that is to join.
        name: what it is called.
        place: the town or street it serves.
        unit_kind: code of what it is.
        above: card of the organisation above.
        recovery: whom to encrypt to besides, ``age1…``: a key kept on paper; or empty.
        recovery_key: the public signing key that goes with it, hex; it signs nothing.
        signature: of all the rest, by the card's key; hex.
    """

    unit: str
    name: str
    place: str
    unit_kind: str
    above: Card
    recovery: str = ""
    recovery_key: str = ""
    signature: str = ""
    format: str = _FORMAT
    version: int = 1

    @property
    def body(self) -> bytes:
        """What is signed."""
        told = msgspec.structs.replace(self, signature="")
        return _DOMAIN + msgspec.json.encode(told, order="deterministic")


# -- the one above ---------------------------------------------------------------------------


def offer(desk: Desk, unit: OrgUnit, file: Path) -> JoinFile:
    """Write the join file of an organisation below, and list it when it is new (新增单位).

    Raises:
        UserError: the code cannot be used, a file of that name is there, or it cannot be written.
    """
    if unit.code == desk.owner:
        raise UserError(f"代码“{unit.code}”是本单位的，请给工作站另起一个。")
    founding.check_code(unit.code)
    listed = desk.room.one(OrgUnit, id=unit.code)
    card = identifying.card(desk)
    if listed is None:
        with desk.room.act("新增单位", by=desk.by) as act:
            act.put(replace(unit, owner=desk.owner, parent=desk.owner))
    unit = desk.room.get(OrgUnit, unit.code)
    spare = _recovery_of(desk, desk.owner)
    join = JoinFile(
        unit=unit.code,
        name=unit.name,
        place=unit.place,
        unit_kind=unit.kind.code,
        above=card,
        recovery=spare.recipient if spare else "",
        recovery_key=spare.key if spare else "",
    )
    signed = identifying.identity(desk).sign(join.body).hex()
    join = msgspec.structs.replace(join, signature=signed)
    identifying.write_new(msgspec.json.format(msgspec.json.encode(join)).decode() + "\n", file)
    return join


def _recovery_of(desk: Desk, unit: str) -> PeerKey | None:
    return next((key for key in keys_of(desk, unit) if key.node == RECOVERY), None)


def make_recovery_key(desk: Desk, file: Path) -> PeerKey:
    """Make a key to be printed and locked away (恢复密钥), and list its public half.

    From now on every pack for this organisation can be read with it too. The file is what the
    standard ``age`` program reads.

    Raises:
        UserError: a file of that name is there, or it cannot be written.
    """
    spare = new_identity(unit=desk.owner, node=RECOVERY, made=desk.today, chance=desk.room.chance)
    text = (
        f"# {desk.room.name}（{desk.owner}）的恢复密钥，{desk.today.isoformat()}\n"
        "# 请打印后锁好，并把这个文件从电脑上删掉。有了它，就能打开交给本单位的包。\n"
        f"# public key: {spare.recipient}\n{spare.age}\n"
    )
    identifying.write_new(text, file)
    record = _listed(desk, card_of(spare, desk.room.name))
    with desk.room.act("登记恢复密钥", by=desk.by) as act:
        act.put(record)
    return record


def _listed(desk: Desk, card: Card) -> PeerKey:
    key_id = derived_id("peer_key", desk.owner, card.unit, card.key)
    since = min(card.made, desk.today)
    return replace(identifying.of_card(card), id=key_id, owner=desk.owner, valid_from=since)


def admit(desk: Desk, file: Path, *, heard: str) -> PeerKey:
    """Admit a computer that asks to join: believe its key from now on (信任签名公钥).

    Args:
        desk: where.
        file: its first pack, or its card.
        heard: the short code its clerk reads out on the telephone.

    Raises:
        CodeDiffers: it is another code.
        NotTrusted: the key was revoked, or is listed for another organisation.
        UserError: the file is neither a card nor a pack that asks to join.
    """
    return identifying.trust(desk, asking(desk, file), heard=heard)


def asking(desk: Desk, file: Path) -> Card:
    """Return the card of who asks to join.

    Raises:
        UserError: the file is neither a card nor a pack that asks to join.
    """
    if file.suffix.lower() != PACK:
        return identifying.read_card(file)
    (here,) = bring_in(desk, [file])
    try:
        with opened(Gate(desk), here):
            pass
    except UnknownSigner as error:
        if error.card is not None:
            return error.card
        raise
    raise UserError("这个包的签名公钥已经登记过，直接导入就可以。")


# -- the one that joins ----------------------------------------------------------------------


def read(file: Path) -> JoinFile:
    """Return what a join file says.

    Raises:
        BadJoinFile: it is none, or was changed.
    """
    try:
        with file.open("rb") as stream:
            join = msgspec.json.decode(stream.read(MOST_BYTES), type=JoinFile)
        card = read_card(join.above.as_text().encode())
        if join.recovery:
            pyrage.x25519.Recipient.from_str(join.recovery)
        signature = bytes.fromhex(join.signature)
        coded(UnitKind, join.unit_kind)
    except OSError as error:
        raise BadJoinFile(f"读不到入网文件“{file.name}”，请核对位置。") from error
    except BadCard as error:
        raise BadJoinFile(str(error)) from error
    except (ValueError, RecursionError, msgspec.MsgspecError, pyrage.RecipientError) as error:
        raise BadJoinFile(_NO_FILE) from error
    if join.format != _FORMAT or join.version != 1:
        raise BadJoinFile(_NO_FILE)
    if not is_signed(join.body, signature, card.key):
        raise BadJoinFile("入网文件被改动过，不能用。请区政协重新做一份。")
    return join


_NO_FILE = f"这个文件不是入网文件（{ENDING}），或者是较新版本的程序做的。请区政协重新做一份。"


def join(desk: Desk, file: Path, *, heard: str) -> JoinFile:
    """Join with a file from the organisation above (入网).

    Args:
        desk: of the room that joins; its code must be the file's.
        file: the join file.
        heard: the short code the one above reads out on the telephone.

    Raises:
        CodeDiffers: it is another code.
        BadJoinFile: it is for another organisation, or from another than the room's district.
    """
    found = read(file)
    card = found.above
    _refuse_other(desk, found)
    _refuse_other_code(found, heard)
    identifying.identity(desk)
    spare = _spare(desk, found)
    here = desk.station()
    with desk.room.act("入网", by=desk.by) as act:
        act.put(_listed(desk, card))
        if spare is not None:
            act.put(spare)
        if not here.parent:
            act.put(replace(here, parent=card.unit))
        if desk.room.one(OrgUnit, id=card.unit) is None:
            act.put(founding.a_unit(UnitKind.DISTRICT, card.unit, card.name))
    return found


def _refuse_other(desk: Desk, found: JoinFile) -> None:
    if found.unit != desk.owner:
        raise BadJoinFile(
            f"入网文件是给“{found.name}”（{found.unit}）的，本资料夹的代码是 {desk.owner}。"
            "请换用自己的入网文件。"
        )
    if above(desk) not in ("", found.above.unit):
        raise BadJoinFile(
            f"入网文件来自“{found.above.name}”（{found.above.unit}），"
            f"本资料夹登记的上级是 {above(desk)}。请核对，或者用入网文件新建资料夹。"
        )


def _refuse_other_code(found: JoinFile, heard: str) -> None:
    if not same_code(heard, found.above.code):
        raise CodeDiffers(
            f"短码对不上：您填的是 {heard}，和文件里的不一样。"
            "请再打电话给区政协核对；还是对不上，就不要用这个文件。"
        )


def _spare(desk: Desk, found: JoinFile) -> PeerKey | None:
    if not found.recovery:
        return None
    card = msgspec.structs.replace(
        found.above, node=RECOVERY, key=found.recovery_key, recipient=found.recovery
    )
    return _listed(desk, card)


def found_by_file(
    folder: Path,
    file: Path,
    *,
    heard: str,
    by: str,
    clock: founding.Clock,
    chance: founding.Chance,
) -> Desk:
    """Make a room in an empty folder from a join file, and join.

    Raises:
        CodeDiffers: the short code is another.
        UserError: the folder is not empty, or the file is no join file.
    """
    found = read(file)
    _refuse_other_code(found, heard)
    district = founding.a_unit(UnitKind.DISTRICT, found.above.unit, found.above.name)
    here = founding.a_unit(
        coded(UnitKind, found.unit_kind),
        found.unit,
        found.name,
        parent=district.code,
        place=found.place,
        liaison=by,
    )
    desk = founding.found_station(
        folder, station=here, district=district, by=by, clock=clock, chance=chance
    )
    join(desk, file, heard=heard)
    return desk


def renew_key(desk: Desk) -> Card:
    """Make new keys for this computer (更换密钥); its next pack asks to join with them.

    Packs under way that were encrypted to the old ones can still be read.
    """
    old = identifying.identity(desk)
    mine = new_identity(
        unit=desk.owner, node=desk.room.node, made=desk.today, chance=desk.room.chance
    )
    KeyFile(desk.room.folder).keep(mine)
    with desk.room.act("更换密钥", by=desk.by) as act:
        act.put(_listed(desk, card_of(mine, desk.room.name)))
        for key in desk.room.find(PeerKey, owner=desk.owner, unit=desk.owner, key=old.key):
            act.put(replace(key, revoked_on=desk.today, reason="更换密钥"))
    return identifying.card(desk)
