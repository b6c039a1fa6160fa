"""Printing papers of the exchange: they go to the printer and into no register."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.ui.printing.loose import printing_loose
from consultroom.ui.printing.shop import PrintShop


def printing_in(shop: PrintShop) -> Callable[[str, bytes], None]:
    """Return what opens the box for printing a paper: its title, its bytes."""
    return printing_loose(shop, "exchange")
