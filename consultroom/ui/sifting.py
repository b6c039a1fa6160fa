"""Rows that answer what is typed (筛选), found at once among very many. No Qt in this file.

Asking each of 100,000 rows takes ten times as long as a key may take. So the words of all rows are
laid side by side once, before anybody types; what is typed is looked for by loops that Python runs
in C, and what is typed on only narrows down what was found before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Sized
from itertools import compress, repeat
from operator import contains, or_
from typing import Generic, TypeVar, overload

from consultroom.services.striding import STRIDE, Steps, at_once, each, parts

R = TypeVar("R")
AT_ONCE = 2000  # rows looked at in a step: a third of a millisecond, where few are left
SHORT = 1500  # rows whose words are laid out while a key is typed


class Chosen(Sequence[R]):
    """Some rows of many, by their places; to copy 20,000 takes as long as to find them."""

    def __init__(self, rows: Sequence[R], places: Sequence[int]) -> None:
        self._rows, self._places = rows, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[R]: ...
    def __getitem__(self, at: int | slice) -> R | Sequence[R]:
        if isinstance(at, slice):
            return tuple(map(self._rows.__getitem__, self._places[at]))
        return self._rows[self._places[at]]

    def __iter__(self) -> Iterator[R]:
        return map(self._rows.__getitem__, self._places)

    def told(self) -> tuple[Sized, Sequence[int]]:
        """Return the many that these are of, and their places among them, in order."""
        return self._rows, self._places


def row_again(before: Sized, at: int, after: Sized) -> int | None:
    """Return where a row of some rows is in others of the very same many; None if it is not there.

    Raises:
        LookupError: they are not of the same many.
    """
    (many, places), (others, now) = _told(before), _told(after)
    if many is not others:
        raise LookupError
    found = bisect_left(now, places[at])
    return found if found < len(now) and now[found] == places[at] else None


def _told(rows: Sized) -> tuple[Sized, Sequence[int]]:
    return rows.told() if isinstance(rows, Chosen) else (rows, range(len(rows)))


class Sieve(Generic[R]):
    """Finds among rows.

    The words of very many rows are better laid out in steps, before anybody types: ``laying``.

    Args:
        rows: all there are.
        words: the texts of a row that may hold what is typed.
        initials: what it may begin, in small letters; pinyin initials.
    """

    def __init__(
        self,
        rows: Sequence[R],
        words: Callable[[R], Iterable[str]],
        initials: Callable[[R], Iterable[str]] = lambda _row: (),
    ) -> None:
        self._rows, self._words, self._initials = rows, words, initials
        self._texts: list[str] = []
        self._letters: list[str] = []
        self._lettered = False
        self._taken: Sequence[int] = range(len(rows))  # which rows of the whole sieve these are
        self._forget()

    def _forget(self) -> None:
        """Let go of what was found."""
        self._typed, self._found = "", list[int]()
        self._asked: tuple[str, frozenset[int]] = ("", frozenset())
        self._answer: Sequence[R] = ()
        self._places: Sequence[int] = ()  # of the answer
        self._part: tuple[Hashable, Sieve[R]] | None = None

    # -- asking ---------------------------------------------------------------------------------

    def answering(self, typed: str, also: Iterable[int] = ()) -> Sequence[R]:
        """Return the rows that answer, in their order; nothing typed means all.

        Asked the same again it returns the very same rows.

        Args:
            typed: by the clerk; how the letters are written does not matter.
            also: places of rows, among all there are, that answer whatever their words say.
        """
        typed = typed.strip().lower()
        if not typed:
            return self._rows
        asked = typed, frozenset(also)
        if asked != self._asked:
            places = self._with(self._sifted(typed), asked[1])
            if places != self._places:  # else the same rows would be drawn again
                self._answer, self._places = Chosen(self._rows, places), places
            self._asked = asked
        return self._answer

    def among(self, key: Hashable, test: Callable[[R], bool]) -> Sieve[R]:
        """Return the sieve of those rows that pass a test.

        Asked again with the same key it returns the very same sieve.
        """
        return at_once(self.parting(key, test))

    def parting(self, key: Hashable, test: Callable[[R], bool]) -> Steps[Sieve[R]]:
        """Part off those rows in steps; see `among`."""
        if self._part is None or self._part[0] != key:
            places: list[int] = []
            yield from each(
                parts(range(len(self._rows))),
                lambda part: places.extend(at for at in part if test(self._rows[at])),
            )
            self._part = key, self._parted(places)
        return self._part[1]

    def put(self, place: int, row: R) -> None:
        """Have another row in a place, one of the same words; only where rows are a list."""
        assert isinstance(self._rows, list)  # noqa: S101 - who puts has a list
        self._rows[place] = row
        found = self._typed, self._found
        self._forget()
        self._typed, self._found = found  # the same words are found

    def _with(self, places: list[int], also: frozenset[int]) -> list[int]:
        own = {bisect_left(self._taken, place) for place in also}
        more = {at for at in own if at < len(self._taken) and self._taken[at] in also}
        return sorted(more.union(places)) if more else places

    def sifting(self, typed: str) -> Steps[None]:
        """Look for what is typed in steps; then it is answered at once."""
        typed = typed.strip().lower()
        if not typed or typed == self._typed:
            return
        yield from self._layings()
        narrows = bool(self._typed) and typed.startswith(self._typed)
        among: Sequence[int] = self._found if narrows else range(len(self._rows))
        found: list[int] = []
        yield from each(
            parts(among, AT_ONCE),
            lambda part: found.extend(compress(part, self._hits(typed, part))),
            AT_ONCE,
        )
        self._typed, self._found = typed, found

    def _hits(self, typed: str, places: Sequence[int]) -> Iterator[bool]:
        """Tell of each row in these places whether its words hold what is typed."""
        hit: Iterator[bool] = map(contains, _of(self._texts, places), repeat(typed))
        if not (typed.isascii() and self._lettered):
            return hit
        return map(or_, hit, map(contains, _of(self._letters, places), repeat(f"\n{typed}")))

    def _sifted(self, typed: str) -> list[int]:
        """Return the places of the rows whose words hold what is typed."""
        at_once(self.sifting(typed))
        return self._found

    def _parted(self, places: list[int]) -> Sieve[R]:
        part = Sieve(tuple(map(self._rows.__getitem__, places)), self._words, self._initials)
        part._taken = list(map(self._taken.__getitem__, places))
        if len(self._texts) == len(self._rows):
            part._texts = list(_of(self._texts, places))
            part._letters = list(_of(self._letters, places))
            part._lettered = self._lettered
        return part

    # -- laying the words out -------------------------------------------------------------------

    def laying(self) -> Steps[Sieve[R]]:
        """Lay the words of all rows side by side, a step for each part; return this.

        A short list is left for when somebody types.
        """
        if len(self._rows) > SHORT:
            yield from self._layings()
        return self

    def _layings(self) -> Steps[None]:
        while (laid := len(self._texts)) < len(self._rows):
            part = self._rows[laid : laid + STRIDE]
            self._texts += ["\n".join(self._words(row)).lower() for row in part]
            letters = ["".join(f"\n{one}" for one in self._initials(row)) for row in part]
            self._lettered = self._lettered or any(letters)
            self._letters += letters
            yield


def _of(texts: list[str], places: Sequence[int]) -> Iterable[str]:
    if isinstance(places, range):
        return texts[places.start : places.stop]
    return map(texts.__getitem__, places)
