"""Who this computer is (身份): its keys, the file they lie in, and the card that shows them.

Two key pairs: Ed25519 signs pages and packs, X25519 (``age``) is what packs are encrypted to. The
private halves lie in ``keys.json`` beside the room's database and never in it, so that no backup
and no pack carries them. The file::

    {"format": "consultroom-keys", "version": 1,
     "identity": {"unit", "node", "made", "wrap": "none",
                  "public": {"sign", "age"}, "secret": {"sign", "age"}},
     "earlier": [identities that were replaced]}

``wrap`` says how ``secret`` is wrapped; a later version may ask for a passphrase. Other sections
are kept as they are.

A card (身份卡) is the public half as a small JSON text. Whoever receives one compares its short
code with the sender by telephone, since a file by itself proves nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec
import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from consultroom.domain.records import derived_id
from consultroom.errors import UserError, why_not
from consultroom.frozen import Frozen

KEYS: Final = "keys.json"
_KEYS_FORMAT: Final = "consultroom-keys"
_CARD_FORMAT: Final = "consultroom-card"
_VERSION: Final = 1
_NOT_WRAPPED: Final = "none"
_SEED: Final = 32  # bytes of an Ed25519 private key
_CARD_DOMAIN: Final = b"consultroom card 1\0"
_CODE: Final = 8  # characters, 40 bits
_ALIKE: Final = str.maketrans("OIL", "011")  # Crockford's base 32 has no O, I and L


class BadKeys(UserError):
    """The key file cannot be used; nothing is written over it."""


class BadCard(UserError):
    """The file is no card, or it was changed."""


class Identity(Frozen, kw_only=True):
    """The keys of one computer.

    Attributes:
        unit: code of the organisation it signs for.
        node: name of the computer in stamps, when the keys were made.
        seed: private half of the signing key, 32 bytes.
        age: private half of the other, ``AGE-SECRET-KEY-1…``.
    """

    unit: str
    node: str
    made: date
    seed: bytes
    age: str

    def __repr__(self) -> str:
        """Leave the private halves out of logs."""
        return f"Identity(unit={self.unit!r}, node={self.node!r}, made={self.made!r})"

    @property
    def key(self) -> str:
        """The public signing key: 32 bytes of Ed25519, hex."""
        return _public(self.seed)

    @property
    def recipient(self) -> str:
        """Whom to encrypt to, ``age1…``."""
        return str(pyrage.x25519.Identity.from_str(self.age).to_public())

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message, 64 bytes. Begin each kind with a domain of its own."""
        return _private(self.seed).sign(message)


@lru_cache(maxsize=2)
def _private(seed: bytes) -> Ed25519PrivateKey:
    """Return the key of a seed; kept, since a thousand pages are signed with one."""
    return Ed25519PrivateKey.from_private_bytes(seed)


@lru_cache(maxsize=2)
def _public(seed: bytes) -> str:
    return _private(seed).public_key().public_bytes_raw().hex()


def new_identity(*, unit: str, node: str, made: date, chance: Callable[[int], bytes]) -> Identity:
    """Make keys. The ``age`` half takes its randomness from the system, not from ``chance``."""
    age = str(pyrage.x25519.Identity.generate())
    return Identity(unit=unit, node=node, made=made, seed=chance(_SEED), age=age)


def is_signed(message: bytes, signature: bytes, key: str) -> bool:
    """Tell whether the holder of a public key (hex) signed a message."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, message)
    except (InvalidSignature, ValueError):  # ValueError: no such key can be
        return False
    return True


# -- the file ------------------------------------------------------------------------------------


class _Halves(msgspec.Struct, frozen=True):
    sign: str
    age: str


class _Kept(msgspec.Struct, frozen=True):
    """One identity as it is written."""

    unit: str
    node: str
    made: date
    wrap: str
    public: _Halves
    secret: _Halves


class KeyFile:
    """The file with the keys of this computer."""

    def __init__(self, folder: Path) -> None:
        """Look in a room's folder."""
        self.path = folder / KEYS

    def read(self) -> Identity | None:
        """Return the keys, or None where there are none yet.

        Raises:
            BadKeys: the file cannot be read, is damaged, or of a later version.
        """
        if not self.path.exists():
            return None
        return _identity_in(self._sections())

    def every(self) -> tuple[Identity, ...]:
        """Return the keys and all they replaced, which packs under way may be encrypted to.

        Raises:
            BadKeys: as ``read`` does.
        """
        if not self.path.exists():
            return ()
        sections = self._sections()
        earlier = (_identity_in({"identity": one}) for one in sections.get("earlier", []))
        return (_identity_in(sections), *earlier)

    def keep(self, identity: Identity) -> None:
        """Write new keys; those they replace are kept beside them, for packs still under way.

        Raises:
            BadKeys: what is there is damaged, or the disk cannot be written.
        """
        sections = self._sections() if self.path.exists() else {}
        earlier = sections.get("earlier", [])
        if "identity" in sections:
            earlier = [*earlier, sections["identity"]]
        self._write(sections, identity=msgspec.to_builtins(_kept(identity)), earlier=earlier)

    def keep_beside(self, identity: Identity) -> None:
        """Keep keys that packs may be encrypted to beside this computer's own, which must be there.

        Raises:
            BadKeys: as ``keep`` does.
        """
        sections, told = self._sections(), msgspec.to_builtins(_kept(identity))
        self._write(sections, earlier=[*sections.get("earlier", []), told])

    def _write(self, sections: dict[str, Any], **more: Any) -> None:
        sections |= {"format": _KEYS_FORMAT, "version": _VERSION, **more}
        try:
            _write_secret(self.path, msgspec.json.format(msgspec.json.encode(sections)))
        except OSError as error:
            raise BadKeys(
                f"签名密钥没有保存：{why_not(error)}。请检查资料夹的写入权限和磁盘空间。"
            ) from error

    def _sections(self) -> dict[str, Any]:
        try:
            found = msgspec.json.decode(self.path.read_bytes())
        except OSError as error:
            raise BadKeys(f"签名密钥打不开：{why_not(error)}。请检查资料夹的读取权限。") from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BadKeys(_DAMAGED) from error
        if not isinstance(found, dict) or found.get("format") != _KEYS_FORMAT:
            raise BadKeys(_DAMAGED)
        if found.get("version") != _VERSION:
            raise BadKeys(f"密钥文件 {KEYS} 是较新版本的程序写的，请先更新程序。")
        return found


_DAMAGED = (
    f"密钥文件 {KEYS} 已损坏。请从备份拷回原来的文件；没有备份时，把它移出资料夹，"
    "程序会另做一把密钥，再把新的身份卡交给区政协。"
)


def _identity_in(sections: dict[str, Any]) -> Identity:
    try:
        kept = msgspec.convert(sections["identity"], _Kept)
        if kept.wrap != _NOT_WRAPPED:
            raise BadKeys(f"密钥文件 {KEYS} 设了口令，这个版本的程序还打不开，请先更新程序。")
        seed = bytes.fromhex(kept.secret.sign)
        identity = Identity(
            unit=kept.unit, node=kept.node, made=kept.made, seed=seed, age=kept.secret.age
        )
        whole = kept.public == _Halves(identity.key, identity.recipient)
    except (KeyError, ValueError, msgspec.ValidationError, pyrage.IdentityError) as error:
        raise BadKeys(_DAMAGED) from error
    if not whole:
        raise BadKeys(_DAMAGED)
    return identity


def _kept(identity: Identity) -> _Kept:
    return _Kept(
        unit=identity.unit,
        node=identity.node,
        made=identity.made,
        wrap=_NOT_WRAPPED,
        public=_Halves(identity.key, identity.recipient),
        secret=_Halves(identity.seed.hex(), identity.age),
    )


def _write_secret(path: Path, content: bytes) -> None:
    """Write aside, for this person's eyes only, sync, rename."""
    aside = path.with_name(f"{path.name}.part")
    with suppress(FileNotFoundError):
        aside.unlink()  # it may have been made with another mode
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where a folder can be synced."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# -- the card ------------------------------------------------------------------------------------


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """The public half of an identity, as it is handed to another organisation (身份卡).

    Attributes:
        unit: code of the organisation.
        name: what it is called.
        key: public signing key, 32 bytes of Ed25519, hex.
        recipient: whom to encrypt to, ``age1…``.
        signature: of all the rest, by the key itself; hex.
    """

    unit: str
    name: str
    node: str
    made: date
    key: str
    recipient: str
    signature: str = ""
    format: str = _CARD_FORMAT
    version: int = _VERSION

    @property
    def code(self) -> str:
        """The short code (短码) to compare by telephone: ``7K2M-QX4D``, 40 bits of SHA-256."""
        return short_code(self.unit, self.key, self.recipient)

    def as_text(self) -> str:
        """Return the card as it is written to a file: JSON, with the short code to look at."""
        told = msgspec.to_builtins(self) | {"code": self.code}
        return msgspec.json.format(msgspec.json.encode(told)).decode() + "\n"


def card_of(identity: Identity, name: str) -> Card:
    """Return the card of an identity, signed with it.

    Args:
        identity: whose.
        name: what its organisation is called.
    """
    card = Card(
        unit=identity.unit,
        name=name,
        node=identity.node,
        made=identity.made,
        key=identity.key,
        recipient=identity.recipient,
    )
    return msgspec.structs.replace(card, signature=identity.sign(_card_body(card)).hex())


def read_card(content: bytes) -> Card:
    """Return the card a file holds.

    Raises:
        BadCard: it is none, was changed, or is of a later version.
    """
    try:
        card = msgspec.json.decode(content, type=Card)
        pyrage.x25519.Recipient.from_str(card.recipient)
        signature = bytes.fromhex(card.signature)
    except (ValueError, RecursionError, msgspec.DecodeError, pyrage.RecipientError) as error:
        raise BadCard(_NO_CARD) from error
    if card.format != _CARD_FORMAT:
        raise BadCard(_NO_CARD)
    if card.version != _VERSION:
        raise BadCard("身份卡是较新版本的程序写的，请先更新程序。")
    if not is_signed(_card_body(card), signature, card.key):
        raise BadCard("身份卡的内容被改动过，不能用。请对方重新导出一张。")
    return card


_NO_CARD = "这个文件不是身份卡。请对方用 identity export 导出，再把文件交来。"


def short_code(unit: str, key: str, recipient: str) -> str:
    """Return eight characters by which people tell keys apart, in two groups of four."""
    code = derived_id("short code", unit, key, recipient)[:_CODE]
    return f"{code[:4]}-{code[4:]}"


def same_code(typed: str, code: str) -> bool:
    """Tell whether somebody typed this short code; case, blanks and 0/O, 1/I/L do not matter."""
    plain = "".join(filter(str.isalnum, typed.upper())).translate(_ALIKE)
    return plain == code.replace("-", "")


def _card_body(card: Card) -> bytes:
    fields = [card.unit, card.name, card.node, card.made.isoformat(), card.key, card.recipient]
    return _CARD_DOMAIN + msgspec.json.encode(fields)
