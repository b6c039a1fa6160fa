"""Where the bundled files lie: fonts, icons, schemes, tables.

One function finds them from a source tree, an installed wheel and a frozen program.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """Return the folder that holds ``fonts/``, ``icons/``, ``schemes/`` and the rest.

    Raises:
        FileNotFoundError: the program was installed without its resources.
    """
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / "resources"] if frozen else []
    places += [here / "_resources", here.parent / "resources"]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"resources not found; looked in {places}")


def path(*parts: str) -> Path:
    """Return the path of one bundled file, as ``path("icons", "house.svg")``."""
    return root().joinpath(*parts)


def manual() -> Path:
    """Return the folder of the clerk's manual (手册); beside the resources in a source tree."""
    bundled = root() / "manual"
    return bundled if bundled.is_dir() else root().parent / "docs" / "手册"
