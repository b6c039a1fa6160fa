"""Kinds of values typed on the command line, each refused with a sentence that says how to type it.

A list of words is looked up in the domain only when a command uses it, so that help comes at once.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from consultroom.domain.records import Coded, UnknownWord, coded

if TYPE_CHECKING:
    Kind = click.ParamType[Any]
else:
    Kind = click.ParamType  # older ones of click cannot be subscripted

_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})")


class Day(Kind):
    """A day: ``2026-11-05``, or as people write it."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        return day_of(value) or self.fail(
            f"日期“{value}”看不懂，请写成 2026-11-05 这样。", param, ctx
        )


class Moment(Kind):
    """A day and a time of day, local: ``2026-11-26 14:30``."""

    name = "时间"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the local wall-clock time, without a zone."""
        return moment_of(value) or self.fail(
            f"时间“{value}”看不懂，请写成 2026-11-26 14:30 这样。", param, ctx
        )


class Word(Kind):
    """One word of a list of the domain, by its code or its Chinese word."""

    name = "word"

    def __init__(self, module: str, kind: str, *, but: tuple[str, ...] = ()) -> None:
        """Name the list; it is imported when it is asked for.

        Args:
            module: its module in ``consultroom.domain``.
            kind: its class there.
            but: codes of those that nobody may choose.
        """
        self._module = module
        self._kind = kind
        self._but = but

    def kind(self) -> type[Coded]:
        """Return the list itself."""
        found: type[Coded] = getattr(
            import_module(f"consultroom.domain.{self._module}"), self._kind
        )
        return found

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Coded:
        """Return the member with this code or Chinese word."""
        try:
            found = value if isinstance(value, Coded) else coded(self.kind(), value)
        except UnknownWord as error:
            self.fail(str(error), param, ctx)
        if found.code in self._but:
            self.fail(f"不能选“{found.label}”。可写：{self.listed()}。", param, ctx)
        return found

    def listed(self) -> str:
        """Return the words to choose from, for the help page."""
        return "、".join(one.label for one in self.kind() if one.code not in self._but)


class Whole(Kind):
    """A whole number within bounds."""

    name = "数字"

    def __init__(self, least: int, most: int) -> None:
        """Give the bounds, both included."""
        self._least, self._most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        text = str(value).strip()
        if not text.isdecimal() or not self._least <= int(text) <= self._most:
            self._refuse(text, param, ctx)
        return int(text)

    def _refuse(
        self, text: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> NoReturn:
        self.fail(f"“{text}”不行，请写{self._least}到{self._most}之间的数字。", param, ctx)


def day_of(text: str) -> date | None:
    """Return the day a text spells, or None."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def moment_of(text: str) -> datetime | None:
    """Return the local wall-clock time a text spells, or None."""
    day_text, _, clock_text = text.strip().replace("T", " ").partition(" ")
    day, clock = day_of(day_text), _CLOCK.fullmatch(clock_text.strip())
    try:
        return datetime.combine(day, time(int(clock[1]), int(clock[2]))) if day and clock else None
    except ValueError:
        return None


DAY = Day()
MOMENT = Moment()
