r"""The signed square of a page (页面签名二维码): which page it is, and what that says.

A payload is ``CR1:`` and base 45 (RFC 9285), so that a QR symbol keeps it in alphanumeric mode,
5.5 bits a character. ``1`` is the version. Below it lie the body and 64 bytes of Ed25519 over
``consultroom page mark 1\0`` and the body. The body, in this order:

=========  =====================================================================
unit       length byte, then 1-8 bytes of ASCII
kind       length byte, then 1-24 bytes of ASCII
number     length byte, then 0-30 bytes of UTF-8
subject    length byte, then 0-40 bytes of ASCII; an id of 26 characters is 255
           and 17 bytes
version    LEB128, 1-9999
page       LEB128, 1-pages
pages      LEB128, 1-9999
digest     16 bytes, from ``documents.digests``
signer     4 bytes: the first of SHA-256 over the public key
=========  =====================================================================

One mark has exactly one payload: the reader writes down again what it has read, and refuses a
payload that differs from that by one character. No payload is longer than 300 characters.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from consultroom.domain.papers import PeerKey
from consultroom.domain.records import ID_LENGTH, Coded
from consultroom.errors import UserError
from consultroom.exchange.identity import Identity, is_signed
from consultroom.frozen import Frozen

MOST: Final = 300  # characters of a payload
DIGEST: Final = 16  # bytes
_PREFIX: Final = "CR1:"
_OURS: Final = re.compile(r"CR[0-9A-Z]:")
_DOMAIN: Final = b"consultroom page mark 1\0"
_SIGNATURE: Final = 64  # bytes
_SIGNER: Final = 4  # bytes
_MOST_PAGES: Final = 9999
_MOST_BYTES: Final = {"unit": 8, "kind": 24, "number": 30, "subject": 40}
_AN_ID: Final = 255  # in the place of a length
_ID_BYTES: Final = 17  # 130 bits
_BASE45: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE45: Final = {ch: value for value, ch in enumerate(_BASE45)}
_BASE32: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ID: Final = re.compile(f"[{_BASE32}]{{{ID_LENGTH}}}")


class NoMark(UserError):
    """A payload that is none of ours, as of an advertisement."""


class BadMark(UserError):
    """A payload that begins like ours and is not one."""


class Standing(Coded):
    """How far a mark is to be believed."""

    GENUINE = "genuine", "真实"
    UNKNOWN_SIGNER = "unknown_signer", "签发者不明"
    REVOKED = "revoked", "签名已吊销"
    ALTERED = "altered", "被改动"


class PageMark(Frozen, kw_only=True):
    """What the square of a page says.

    Attributes:
        unit: code of the organisation that issued the paper.
        kind: code of the paper kind, ``notice``.
        number: record number on the paper, or empty.
        subject: id of the record the paper is about, or empty.
        version: of the paper, from 1.
        page: from 1.
        pages: how many the paper has.
        digest: of what the page says, 16 bytes.
    """

    unit: str
    kind: str
    number: str = ""
    subject: str = ""
    version: int = 1
    page: int = 1
    pages: int = 1
    digest: bytes


class SignedMark(Frozen):
    """A mark as it was read: nothing in it is believed before `judge`.

    Attributes:
        signer: the first 4 bytes of SHA-256 over the public key it claims.
        signature: 64 bytes.
    """

    mark: PageMark
    signer: bytes
    signature: bytes


def is_mark(payload: str) -> bool:
    """Tell whether a payload is ours, or pretends to be."""
    return _OURS.match(payload) is not None


def fits_number(number: str) -> bool:
    """Tell whether a mark can hold a record number."""
    return number.isprintable() and len(number.encode()) <= _MOST_BYTES["number"]


def sign(mark: PageMark, identity: Identity) -> str:
    """Return the payload of a mark, at most 300 characters.

    Raises:
        ValueError: a part of it is too long or out of range, or it names another organisation
            than the identity's.
    """
    if mark.unit != identity.unit:
        raise ValueError(f"{identity.unit} cannot sign for {mark.unit}")
    signer = _signer_of(identity.key)
    body = _body(mark, signer)
    return _payload(SignedMark(mark, signer, identity.sign(_DOMAIN + body)))


def read(payload: str) -> SignedMark:
    """Return what a payload says.

    Raises:
        NoMark: it is none of ours.
        BadMark: it is damaged, not canonical, or of a later version.
    """
    if not is_mark(payload):
        raise NoMark("这个二维码不是本程序印的。")
    if not payload.startswith(_PREFIX):
        raise BadMark("这页的二维码是较新版本的程序印的，请先更新程序。")
    try:
        content = _from_base45(payload[len(_PREFIX) :])
        signed = _Reader(content).signed()
        whole = _payload(signed) == payload
    except (ValueError, IndexError) as error:
        raise BadMark(_BAD) from error
    if not whole:
        raise BadMark(_BAD)
    return signed


_BAD = "二维码的内容不完整，或者被改动过。"


def judge(signed: SignedMark, keys: Iterable[PeerKey], on: date) -> Standing:
    """Return how far a mark is to be believed.

    The day a key became valid is not asked for: a mark does not say when it was made.

    Args:
        signed: the mark.
        keys: those this room believes; each speaks for its own organisation only.
        on: the day of judging. From the day a key was revoked nothing it signed is believed.
    """
    claimed = [
        key for key in keys if key.unit == signed.mark.unit and _signer_of(key.key) == signed.signer
    ]
    if not claimed:
        return Standing.UNKNOWN_SIGNER
    message = _DOMAIN + _body(signed.mark, signed.signer)
    signing = [key for key in claimed if is_signed(message, signed.signature, key.key)]
    if not signing:
        return Standing.ALTERED
    if any(key.revoked_on is not None and key.revoked_on <= on for key in signing):
        return Standing.REVOKED
    return Standing.GENUINE


def _signer_of(key: str) -> bytes:
    return hashlib.sha256(bytes.fromhex(key)).digest()[:_SIGNER]


# -- writing -------------------------------------------------------------------------------------


def _payload(signed: SignedMark) -> str:
    text = _PREFIX + _to_base45(_body(signed.mark, signed.signer) + signed.signature)
    if len(text) > MOST:
        raise ValueError(f"a payload of {len(text)} characters")
    return text


def _body(mark: PageMark, signer: bytes) -> bytes:
    if not 1 <= mark.page <= mark.pages or len(mark.digest) != DIGEST or len(signer) != _SIGNER:
        raise ValueError(f"no such page or digest: {mark}")
    return b"".join(
        (
            _text("unit", _ascii(mark.unit), least=1),
            _text("kind", _ascii(mark.kind), least=1),
            _text("number", _shown(mark.number)),
            _subject(mark.subject),
            *map(_number, (mark.version, mark.page, mark.pages)),
            mark.digest,
            signer,
        )
    )


def _text(part: str, text: str, *, least: int = 0) -> bytes:
    content = text.encode()
    if not least <= len(content) <= _MOST_BYTES[part]:
        raise ValueError(f"{part} of {len(content)} bytes")
    return bytes([len(content)]) + content


def _ascii(text: str) -> str:
    if not text.isascii():
        raise ValueError(f"not ASCII: {text!r}")
    return _shown(text)


def _shown(text: str) -> str:
    if not text.isprintable():
        raise ValueError(f"not printable: {text!r}")
    return text


def _subject(subject: str) -> bytes:
    if not _ID.fullmatch(subject):
        return _text("subject", _ascii(subject))
    value = 0
    for ch in subject:
        value = value * 32 + _BASE32.index(ch)
    return bytes([_AN_ID]) + value.to_bytes(_ID_BYTES, "big")


def _number(value: int) -> bytes:
    if not 1 <= value <= _MOST_PAGES:
        raise ValueError(f"out of range: {value}")
    low, high = value % 128, value // 128
    return bytes([low | 128, high]) if high else bytes([low])


# -- reading -------------------------------------------------------------------------------------


class _Reader:
    """Takes a body apart. Whether it was canonical is found by writing it again."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def signed(self) -> SignedMark:
        """Return the mark, its signer and its signature."""
        mark = PageMark(
            unit=self._text(),
            kind=self._text(),
            number=self._text(),
            subject=self._subject(),
            version=self._number(),
            page=self._number(),
            pages=self._number(),
            digest=self._take(DIGEST),
        )
        signed = SignedMark(mark, self._take(_SIGNER), self._take(_SIGNATURE))
        if self._at != len(self._content):
            raise ValueError("something follows the signature")
        return signed

    def _take(self, count: int) -> bytes:
        end = self._at + count
        if end > len(self._content):
            raise ValueError("too short")
        taken, self._at = self._content[self._at : end], end
        return taken

    def _byte(self) -> int:
        return self._take(1)[0]

    def _text(self) -> str:
        return self._take(self._byte()).decode()

    def _subject(self) -> str:
        length = self._byte()
        if length != _AN_ID:
            return self._take(length).decode()
        value, letters = int.from_bytes(self._take(_ID_BYTES), "big"), []
        for _ in range(ID_LENGTH):
            value, letter = divmod(value, 32)
            letters.append(_BASE32[letter])
        return "".join(reversed(letters))

    def _number(self) -> int:
        low = self._byte()
        return low if low < 128 else low - 128 + 128 * self._byte()


def _to_base45(content: bytes) -> str:
    digits: list[str] = []
    for at in range(0, len(content) - 1, 2):
        high, low = divmod(content[at] * 256 + content[at + 1], 45 * 45)
        digits += _BASE45[low % 45], _BASE45[low // 45], _BASE45[high]
    if len(content) % 2:
        high, low = divmod(content[-1], 45)
        digits += _BASE45[low], _BASE45[high]
    return "".join(digits)


def _from_base45(text: str) -> bytes:
    """Return the bytes of base 45; what is no base 45 at all raises ValueError."""
    if not set(text) <= _VALUE45.keys() or len(text) % 3 == 1 or len(text) > MOST:
        raise ValueError("not base 45")
    content = bytearray()
    for at in range(0, len(text), 3):
        group = [_VALUE45[ch] for ch in text[at : at + 3]]
        value = sum(digit * 45**place for place, digit in enumerate(group))
        if value >= 256 ** (len(group) - 1):
            raise ValueError("not base 45")
        content += value.to_bytes(len(group) - 1, "big")
    return bytes(content)
