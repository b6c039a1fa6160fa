"""Redaction (脱敏): a visitor's identity taken out of free text before anybody else reads it.

What is known of the visitors is looked for in every text, however it is spaced; besides it, any
mobile number, landline number and identity number, whosesoever it is. Rather too much is taken
out than too little. Basis: SOURCES.md, "privacy": minimum scope, nothing of a complainant handed
to the unit complained of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from consultroom.domain.receptions import VisitorIdentity
from consultroom.domain.surnames import DOUBLE

Sought = tuple[str, str]  # letters that must all be in a text, and the pattern they are part of
SOMEBODY, SOMEWHERE, SOME_NUMBER = "来访群众", "某处", "（号码略）"
_SPACE = r"[\s·\-－—]*"
_BEFORE = r"(?:(?:居民|(?<!来访)群众|业主|村民|住户|来访人|来访者|反映人)" + _SPACE + ")?"
_TITLE = "女士|先生|同志|老师|师傅|大爷|大妈|大叔|大婶|阿姨|奶奶|爷爷|婆婆|老人|某某|某"
_GOES_ON = "$|[^一-鿿]|[说讲称提问想也和等家来的去]|反映|认为|表示|希望|要求|同意|不"
_AFTER = f"(?:{_TITLE})?"
_DIGITS = r"[0-9０-９]"
_JOINT = r"[\s\-－—]?"
_YEARS = r"20\d\d[\s\-－—]?(?:20\d\d|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)"
_NUMBERS = re.compile(
    rf"(?<!{_DIGITS})(?:"
    rf"(?:{_DIGITS}{_JOINT}){{17}}[0-9０-９XxＸｘ]"  # identity number: 18
    rf"|[1１](?:{_JOINT}{_DIGITS}){{10}}"  # mobile: 11
    rf"|[0０]{_DIGITS}{{2,3}}{_JOINT}{_DIGITS}{{3,4}}{_JOINT}{_DIGITS}{{4}}"  # area code, landline
    rf"|(?!{_YEARS})[2-8２-８]{_DIGITS}{{2,3}}{_JOINT}{_DIGITS}{{4}}"  # landline: 7 or 8
    rf")(?!{_DIGITS})(?!\s*[元万平米株人户])"
)
_DOOR = re.compile(r"[0-9０-９A-Za-z一二三四五六七八九十]+(?:室|户|号门|房)?$")
_PLACE = re.compile(r"[0-9０-９]+(?:栋|幢|号楼|号院|单元|弄|组|号).*$")

_KEPT = 4096  # people whose patterns are kept; each stands in several texts of a ledger


def redacted(text: str, identities: Iterable[VisitorIdentity] = (), *, numbers: bool = True) -> str:
    """Return a text without the visitors' names, telephones and addresses.

    Args:
        text: as the clerk wrote it.
        identities: of everybody whose name it may hold.
        numbers: whether numbers that reach a person go, whosesoever they are.
    """
    known = tuple(identities)
    for identity in known:
        text = _without(text, _places(identity.address), SOMEWHERE)
    for identity in known:
        text = _without(text, _phone(identity.phone), SOME_NUMBER)
    text = _NUMBERS.sub(SOME_NUMBER, text) if numbers else text
    names = [sought for identity in known for sought in _names(identity.name)]
    return _without(text, sorted(names, key=lambda one: len(one[1]), reverse=True), SOMEBODY)


def _without(text: str, sought: Iterable[Sought], instead: str) -> str:
    """Return a text in which something else stands for what is sought.

    To make a pattern takes a hundred times as long as to see that a text lacks its letters, and
    most texts name nobody.
    """
    for letters, expression in sought:
        if all(letter in text for letter in letters):
            text = _compiled(expression).sub(instead, text)
    return text


class KnownPeople:
    """Takes everybody a room knows out of texts that tell of somebody else's matter.

    There only the whole name, telephone and address count: of a thousand visitors one always has
    a given name that is a street, or a house number that is next door's. The same people make the
    same text every time.
    """

    def __init__(self, identities: Iterable[VisitorIdentity]) -> None:
        """Look for these people."""
        found: dict[str, str] = {}
        for identity in identities:
            address, name = (re.sub(r"\s", "", part) for part in (identity.address, identity.name))
            phone = re.sub(r"\D", "", identity.phone)
            if len(address) > _LEAST_ADDRESS:
                found[address] = SOMEWHERE
            if len(phone) >= _LEAST_PHONE:
                found[phone] = SOME_NUMBER
            if len(name) > 1:
                found[name] = SOMEBODY
        order = sorted(found, key=lambda letters: (-len(letters), letters))
        self._people = tuple((letters, frozenset(letters), found[letters]) for letters in order)

    def taken_out(self, text: str) -> str:
        """Return a text without them."""
        there = set(text)
        for letters, needed, instead in self._people:
            if needed <= there:  # spares most texts the search, and most people the pattern
                text = _pattern(letters, instead).sub(instead, text)
        return text


@lru_cache(maxsize=4_000)
def _pattern(letters: str, instead: str) -> re.Pattern[str]:
    """Return what somebody's whole name, telephone or address looks like in a text."""
    if instead == SOMEBODY:
        return re.compile(f"{_BEFORE}{_spaced(letters)}{_AFTER}")
    return re.compile(_spaced(letters))


def masks(text: str) -> int:
    """Return in how many places something was taken out of a text."""
    return len(_INSTEAD.findall(text))


def may_be_one_text(one: str, other: str) -> bool:
    """Tell whether two texts may be one, of which people were taken out in one or in both.

    What stands before the first place where something was taken out, and behind the last, must
    agree as far as both are known; a text with nothing taken out must also hold what is between.
    """
    if not masks(one):
        one, other = other, one
    pieces = _INSTEAD.split(one)
    if len(pieces) == 1:
        return one == other
    if not masks(other):
        return _holds(other, pieces)
    others = _INSTEAD.split(other)
    begins = pieces[0].startswith(others[0]) or others[0].startswith(pieces[0])
    return begins and (pieces[-1].endswith(others[-1]) or others[-1].endswith(pieces[-1]))


def _holds(text: str, pieces: list[str]) -> bool:
    """Tell whether a text begins and ends with the outer pieces and has the others in between."""
    at, end = len(pieces[0]), len(text) - len(pieces[-1])
    if at > end or not (text.startswith(pieces[0]) and text.endswith(pieces[-1])):
        return False
    for piece in pieces[1:-1]:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


_INSTEAD = re.compile("|".join(map(re.escape, (SOMEBODY, SOMEWHERE, SOME_NUMBER))))
_LEAST_ADDRESS = 4  # characters; a shorter one is a district
_LEAST_PHONE = 5  # digits


@lru_cache(maxsize=_KEPT)
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@lru_cache(maxsize=_KEPT)
def _names(name: str) -> tuple[Sought, ...]:
    """Return what to look for: the whole name, the given name, the surname with a title.

    A single character is no name: taken for one, it would empty every text.
    """
    letters = re.sub(r"\s", "", name)
    if len(letters) < 2:
        return ()
    surname = next((one for one in DOUBLE if letters.startswith(one)), letters[0])
    given = letters.removeprefix(surname)
    called = [(letters, f"{_BEFORE}{_spaced(letters)}{_AFTER}")]
    titled = given in _TITLE.split("|")
    if len(given) > 1 and not titled:
        called.append((given, f"{_BEFORE}{_spaced(given)}{_AFTER}"))
    called.append((surname, f"{_BEFORE}{_spaced(surname)}(?:{_TITLE})"))
    called.append((surname, f"{_BEFORE}[老小]{re.escape(surname)}(?={_GOES_ON})"))
    return tuple(called)


@lru_cache(maxsize=_KEPT)
def _phone(phone: str) -> tuple[Sought, ...]:
    digits = re.sub(r"\D", "", phone)
    if len(digits) < _LEAST_PHONE:
        return ()
    return ((digits, r"[\s\-－—]*".join(digits)),)


@lru_cache(maxsize=_KEPT)
def _places(address: str) -> tuple[Sought, ...]:
    """Return what to look for: the whole address, and its part from the house on."""
    letters = re.sub(r"\s", "", address)
    found = _PLACE.search(letters)
    parts = [letters, found.group() if found else ""]
    door = _DOOR.search(letters)
    if door and door.group()[-1] in "室户房门":
        parts.append(door.group())
    return tuple((part, _spaced(part)) for part in parts if len(part) > 2)


def _spaced(letters: str) -> str:
    return _SPACE.join(map(re.escape, letters))
