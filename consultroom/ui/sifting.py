"""Rows that answer what is typed (筛选), found at once among very many. No Qt in this file.

Asking each of 100,000 rows takes ten times as long as a key may take. So the words of all rows are
laid side by side once, when the first letter is typed; and what is typed on only narrows down what
was found before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from consultroom.services.striding import Steps, at_once, parts

R = TypeVar("R")
SHORT = 1500  # rows whose words are laid out while a key is typed


class Sieve(Generic[R]):
    """Finds among rows that do not change.

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
        self._typed = ""
        self._found: list[tuple[R, str, str]] = []
        self._laid: list[tuple[R, str, str]] = []

    def answering(self, typed: str) -> Sequence[R]:
        """Return the rows that answer, in their order; nothing typed means all."""
        typed = typed.strip().lower()
        if not typed:
            return self._rows
        among = self._found if self._typed and typed.startswith(self._typed) else self._all()
        begins = f"\n{typed}"
        if typed.isascii():
            self._found = [one for one in among if typed in one[1] or begins in one[2]]
        else:
            self._found = [one for one in among if typed in one[1]]
        self._typed = typed
        return [row for row, _, _ in self._found]

    def laying(self) -> Steps[Sieve[R]]:
        """Lay the words of all rows side by side, a step for each part; return this.

        A short list is left for when somebody types.
        """
        if len(self._rows) > SHORT:
            yield from self._layings()
        return self

    def _layings(self) -> Steps[None]:
        for part in parts(self._rows[len(self._laid) :]):
            self._laid += map(self._lay, part)
            yield

    def _all(self) -> list[tuple[R, str, str]]:
        if len(self._laid) < len(self._rows):
            at_once(self._layings())
        return self._laid

    def _lay(self, row: R) -> tuple[R, str, str]:
        words, initials = self._words(row), self._initials(row)
        return row, "\n".join(words).lower(), "\n" + "\n".join(initials)
