"""Identifying (身份): the keys of this computer, and whose signatures are believed here.

A room believes the keys it entered itself and those its district issued, and no others: a key that
only travelled here in somebody's pack proves nothing.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from consultroom.domain.papers import PeerKey
from consultroom.domain.records import derived_id
from consultroom.errors import UserError, why_not
from consultroom.exchange.identity import (
    Card,
    Identity,
    KeyFile,
    card_of,
    new_identity,
    same_code,
    short_code,
)
from consultroom.exchange.identity import read_card as card_in
from consultroom.frozen import replace
from consultroom.services.believing import believed as believed  # noqa: PLC0414 - asked for here
from consultroom.services.desk import Desk

MOST_BYTES = 65_536  # of a card's file; a card has some 600


class CodeDiffers(UserError):
    """The short code heard on the telephone is not the card's."""


class NotTrusted(UserError):
    """A key that cannot be believed, or is not listed here."""


def identity(desk: Desk) -> Identity:
    """Return the keys of this computer; the first time, and after a revocation, make them.

    Their public half stands in the room as a peer key from then on (登记签名公钥).

    Raises:
        UserError: the key file is damaged, of a later version, another unit's, or cannot be
            written.
    """
    file = KeyFile(desk.room.folder)
    mine = file.read()
    if mine is not None and mine.unit != desk.owner:
        raise NotTrusted(
            f"密钥文件 {file.path.name} 是单位“{mine.unit}”的，不是本单位的。请把它移出资料夹再试。"
        )
    if mine is None or _is_revoked(desk, mine):
        chance, node = desk.room.chance, desk.room.node
        mine = new_identity(unit=desk.owner, node=node, made=desk.today, chance=chance)
        file.keep(mine)
    if desk.room.one(PeerKey, id=_id(desk, mine.unit, mine.key)) is None:
        with desk.room.act("登记签名公钥", by=desk.by) as act:
            act.put(_peer_key(desk, card_of(mine, ""), since=mine.made))
    return mine


def _is_revoked(desk: Desk, mine: Identity) -> bool:
    same = [key for key in believed(desk) if (key.unit, key.key) == (mine.unit, mine.key)]
    return any(key.revoked_on is not None and key.revoked_on <= desk.today for key in same)


def card(desk: Desk) -> Card:
    """Return this computer's card (身份卡), to be handed to the district."""
    return card_of(identity(desk), desk.room.name)


def write_card(card: Card, file: Path) -> None:
    """Write a card to a new file.

    Raises:
        UserError: something of that name is there already, or it cannot be written.
    """
    write_new(card.as_text(), file)


def write_new(text: str, file: Path) -> None:
    """Write a text to a new file.

    Raises:
        UserError: something of that name is there already, or it cannot be written.
    """
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise UserError(f"“{file.name}”已经有了，没有覆盖。请换个名字再存。") from error
    except OSError as error:
        why = why_not(error)
        raise UserError(f"“{file.name}”写不进去：{why}。请换个位置再存。") from error


def read_card(file: Path) -> Card:
    """Return the card in a file.

    Raises:
        UserError: there is no such file, or it holds no card, or a changed one.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(f"读不到身份卡“{file.name}”，请核对位置。") from error
    return card_in(content[:MOST_BYTES])


def trust(desk: Desk, card: Card, *, heard: str | None = None) -> PeerKey:
    """Believe what a card's key signs (信任签名公钥).

    Args:
        desk: where.
        card: from `read_card`.
        heard: the short code the other side read out, to be compared; None when a person has
            compared it.

    Raises:
        CodeDiffers: it is another code.
        NotTrusted: the key was revoked here, or is listed for another organisation.
    """
    if heard is not None and not same_code(heard, card.code):
        raise CodeDiffers(
            f"短码对不上：您填的是 {heard}，和对方交来的不一样。"
            "请再打电话核对；还是对不上，就不要登记。"
        )
    for known in believed(desk):
        if known.key == card.key and known.unit != card.unit:
            raise NotTrusted(f"这个公钥已登记在单位“{known.unit}”名下，不能再作“{card.unit}”的。")
        if known.key == card.key and known.revoked_on is not None:
            raise NotTrusted(
                f"单位“{card.unit}”的这个公钥已于{known.revoked_on.isoformat()}吊销。"
                "请对方换一把密钥，重新导出身份卡。"
            )
    record = _peer_key(desk, card, since=min(card.made, desk.today))
    known_here = desk.room.one(PeerKey, id=record.id)
    if known_here is not None:
        return known_here
    with desk.room.act("信任签名公钥", by=desk.by) as act:
        act.put(record)
    return record


def revoke(
    desk: Desk, unit: str, *, on: date, reason: str, code: str = "", heard: str | None = None
) -> tuple[PeerKey, ...]:
    """Believe nothing an organisation's keys signed, from a day on (吊销签名公钥).

    Args:
        desk: where.
        unit: code of the organisation.
        on: from this day.
        reason: for the journal, as 电脑被盗.
        code: short code of the one key meant; empty for every key of the organisation.
        heard: the short code its clerk reads out on the telephone, or None when nobody was asked.

    Raises:
        CodeDiffers: another code was heard than that of the key.
        NotTrusted: no such key stands here.
    """
    if heard is not None and not same_code(heard, code):
        raise CodeDiffers(
            f"短码对不上：这里是 {code}，您填的是 {heard}。没有吊销，请再打电话核对。"
        )
    listed = desk.room.find(PeerKey, owner=desk.owner, unit=unit, revoked_on=None)
    meant = [key for key in listed if not code or same_code(code, code_of(key))]
    if not meant:
        raise NotTrusted(f"单位“{unit}”没有这样的有效公钥，请用 identity show 核对代码和短码。")
    revoked = tuple(replace(key, revoked_on=on, reason=reason) for key in meant)
    with desk.room.act("吊销签名公钥", by=desk.by) as act:
        for key in revoked:
            act.put(key)
    return revoked


def of_card(card: Card) -> PeerKey:
    """Return a card's key as if it were listed, for judging without a room."""
    return PeerKey(
        id=derived_id("peer_key", card.unit, card.key),
        owner=card.unit,
        unit=card.unit,
        node=card.node,
        key=card.key,
        recipient=card.recipient,
        valid_from=card.made,
    )


def code_of(key: PeerKey) -> str:
    """Return the short code of a listed key, the same as on its card."""
    return short_code(key.unit, key.key, key.recipient)


def _peer_key(desk: Desk, card: Card, *, since: date) -> PeerKey:
    key_id = _id(desk, card.unit, card.key)
    return replace(of_card(card), id=key_id, owner=desk.owner, valid_from=since)


def _id(desk: Desk, unit: str, key: str) -> str:
    """Return the id of our entry: two computers of ours that trust one key make one row."""
    return derived_id("peer_key", desk.owner, unit, key)
