"""Forms of words of the exchange, and the few rows every list of it shares. No Qt here."""

from __future__ import annotations

from datetime import datetime

from consultroom.ui.wording import clock, short_day

_SIZES = (("GB", 10**9), ("MB", 10**6), ("KB", 10**3))


def size_words(count: int) -> str:
    """Return bytes as sticks are sold, ``3.2 GB``."""
    for unit, size in _SIZES:
        if count >= size:
            return f"{count / size:.1f} {unit}".replace(".0 ", " ")
    return f"{count} B"


def month_words(period: str) -> str:
    """Return ``2026-11`` as 2026年11月; nothing for a pack that reports no month."""
    year, _, month = period.partition("-")
    return f"{year}年{int(month)}月" if month.isdecimal() else ""


def moment_words(moment: str) -> str:
    """Return an ISO moment as 11月26日 9:05."""
    at = datetime.fromisoformat(moment)
    return f"{short_day(at.date())} {clock(at.time())}"


def counts_words(*, new: int, changed: int, unchanged: int, held: int) -> str:
    """Return the four counts in one sentence; the last only where there are any."""
    told = f"新增 {new}、更新 {changed}、相同 {unchanged}"
    return f"{told}、搁置 {held}" if held else told


def held_words(held: int) -> tuple[str, ...]:
    """Return what is meant by what was left aside; nothing where there is none."""
    told = f"搁置的 {held} 条是新版程序才有的内容：原样留着，不会丢，更新程序以后就能看到。"
    return (told,) if held else ()
