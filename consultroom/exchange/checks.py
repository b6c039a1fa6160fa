"""Whether a manifest is to be believed: who signed it, for whom it is, and what it may hold."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Final

from consultroom.domain.papers import PeerKey
from consultroom.exchange import limits
from consultroom.exchange.identity import BadCard, Card, is_signed, read_card
from consultroom.exchange.manifest import (
    SUITE,
    Claim,
    DamagedPack,
    Entry,
    Manifest,
    NewerPack,
    PackKind,
    manifest_hash,
    read_claim,
    read_manifest,
)
from consultroom.exchange.refusals import (
    ForgedPack,
    NotForUs,
    RevokedSigner,
    UnknownSigner,
    WrongSender,
)
from consultroom.frozen import Frozen

Trust = Callable[[str], PeerKey | None]
"""Public key (hex) -> whose it is, when this room believes it; revoked keys too."""

Accept = Callable[[Manifest, str], Collection[str]]
"""Called with a verified manifest and its hash before anything else is read.

Returns the owners whose rows this pack may bring (`owners_of` has the rule), or raises a UserError
to stop there, such as when the pack was taken in before.
"""


class Checks(Frozen):
    """What a room asks of every manifest; ``reading.stage`` explains the parts."""

    trust: Trust
    here: str
    on: date
    accept: Accept
    taken: Collection[str] = ()

    def claim(self, content: bytes) -> Claim:
        """Return who claims to have signed a manifest.

        Raises:
            DamagedPack: it is none.
            NewerPack: this program is too old for it.
        """
        return read_claim(content)

    def verified(self, claim: Claim, content: bytes, signature: bytes) -> tuple[Manifest, PeerKey]:
        """Return a manifest that is believed and who signed it.

        Raises:
            BadPack: it is not to be believed, or not for here.
        """
        signer = self.trust(claim.key)
        if signer is None:
            raise _unknown(claim, content, signature)
        if not is_signed(content, signature, signer.key):
            raise ForgedPack(_FORGED)
        revoked = signer.revoked_on is not None and signer.revoked_on <= self.on
        if revoked and manifest_hash(content) not in self.taken:
            raise RevokedSigner(
                f"这个包是用“{signer.unit}”已吊销的密钥签的，没有导入。请对方换用新密钥重新导出。"
            )
        manifest = read_manifest(content)
        if (manifest.key, manifest.unit) != (signer.key, signer.unit):
            raise ForgedPack(_FORGED)
        self._refuse_for_others(manifest)
        _refuse_bad_entries(manifest)
        return manifest, signer

    def _refuse_for_others(self, manifest: Manifest) -> None:
        if manifest.suite != SUITE:
            raise NewerPack("这个包用的加密方式本程序还不认识。请先更新程序，再导入这个包。")
        if manifest.to != self.here:
            raise NotForUs(
                f"这个包是“{manifest.unit}”交给“{manifest.to}”的，不是给本单位的，没有导入。"
            )


_FORGED: Final = "包里的签名与内容不符，可能被改动过，没有导入。请与对方电话核对后重新导出。"


def _unknown(claim: Claim, content: bytes, signature: bytes) -> UnknownSigner:
    """Return the refusal of an unknown signer, with its card when it asks to join."""
    refusal = UnknownSigner(
        "签这个包的电脑还没有在本单位登记，没有导入。请对方交来身份卡或入网申请包，核对短码后登记。"
    )
    if is_signed(content, signature, claim.key):
        refusal.card = _card_in(content)
    return refusal


def _card_in(content: bytes) -> Card | None:
    """Return the card of a pack that asks to join, when it speaks for the key that signed."""
    try:
        manifest = read_manifest(content)
        if manifest.kind is not PackKind.JOINING or manifest.card is None:
            return None
        card = read_card(manifest.card.as_text().encode())
    except (DamagedPack, BadCard):
        return None
    same = (card.key, card.unit, card.node) == (manifest.key, manifest.unit, manifest.node)
    return card if same else None


def _refuse_bad_entries(manifest: Manifest) -> None:
    """Hold what a manifest lists to the names, the order and the bounds of the format."""
    entries = manifest.entries
    names = [entry.name for entry in entries]
    blobs_last = sorted(entries, key=lambda entry: not entry.table) == list(entries)
    numbers: dict[str, int] = {}
    fine = (
        len(set(names)) == len(names)
        and blobs_last
        and all(_is_right(entry, numbers) for entry in entries)
        and manifest.rows <= limits.ROWS
        and sum(entry.raw for entry in entries) <= limits.RAW
        and sum(entry.size for entry in entries) <= limits.PACK
        and manifest.volume <= manifest.volumes
        and manifest.since <= manifest.upto
        and all(ack.first <= ack.last for ack in manifest.acks)
    )
    if not fine:
        raise DamagedPack("包里的清单自相矛盾或超出限度，没有导入。请对方更新程序后重新导出。")


def _is_right(entry: Entry, numbers: dict[str, int]) -> bool:
    if not entry.table:
        name, most = f"blobs/{entry.sha256}", limits.BLOB
        return entry.name == name and entry.size <= most and entry.rows == entry.raw == 0
    numbers[entry.table] = numbers.get(entry.table, 0) + 1
    return (
        entry.name == f"data/{entry.table}.{numbers[entry.table]}.jsonl.z"
        and entry.size <= limits.CHUNK_PACKED
        and entry.raw <= limits.CHUNK_RAW
        and 0 < entry.rows <= entry.raw
    )


def owners_of(
    manifest: Manifest, *, here: str, above: str = "", spoken_for: Collection[str] = ()
) -> frozenset[str]:
    """Return whose rows a verified pack may bring.

    A station speaks for itself; the district for itself, and in a bootstrap pack it gives back what
    it holds of the addressee; two computers of one organisation hand each other everything.

    Args:
        manifest: of the pack.
        here: code of this organisation.
        above: code of the organisation above it, empty at the top.
        spoken_for: the organisations below the sender, when it reports to the one above it.

    Raises:
        WrongSender: such a pack may not come from this organisation.
    """
    sender = manifest.unit
    match manifest.kind:
        case PackKind.PEER if sender == here:
            return frozenset({here, above} - {""})
        case PackKind.DISTRICT if sender == above:
            return frozenset({above})
        case PackKind.BOOTSTRAP if sender == above:
            return frozenset({above, here})
        case PackKind.MONTH | PackKind.JOINING if sender not in {here, above}:
            return frozenset({sender, *spoken_for} - {here, above})
    raise WrongSender(
        f"“{sender}”交来的是{manifest.kind.label}，本单位不从它那里接收这种包，没有导入。请与对方核对。"
    )
