"""Which typeface the window is set in, and the bundled one that is always there."""

from __future__ import annotations

import os
import sys
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from consultroom import resources

BUNDLED = "Consultroom Sans"
BUNDLED_ONLY = "CONSULTROOM_BUNDLED_FONT"  # set by tests, so that every machine draws alike

_SYSTEM = {
    "win32": ("Microsoft YaHei UI", "Microsoft YaHei", "DengXian"),
    "darwin": ("PingFang SC", "Hiragino Sans GB"),
}
# Named one by one: outside a Chinese locale fontconfig answers with Japanese shapes.
_LINUX = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)


@cache
def families() -> tuple[str, ...]:
    """Return the families to ask for, best first; the bundled one closes the list.

    The bundled files are read at once when this computer has no Chinese face of its own,
    else later through add_bundled (4 ms and 6 MB that the first paint need not wait for).
    """
    wanted = _SYSTEM.get(sys.platform, _LINUX)
    found = tuple(name for name in wanted if QFontDatabase.hasFamily(name))
    if os.environ.get(BUNDLED_ONLY) or not found:
        add_bundled()
        return (BUNDLED,)
    return (*found[:1], BUNDLED)


@cache
def add_bundled() -> tuple[str, ...]:
    """Load the bundled faces, once; return their families.

    They hold the rare characters of people's names that a system face may lack.
    """
    names: set[str] = set()
    for file in sorted(resources.path("fonts").glob("ConsultroomSans*")):
        if file.suffix in {".otf", ".ttf"}:
            number = QFontDatabase.addApplicationFont(str(file))
            names.update(QFontDatabase.applicationFontFamilies(number))
    return tuple(sorted(names))


@cache
def font(pixels: int, weight: int = 400) -> QFont:
    """Return the window's font.

    Args:
        pixels: size in logical pixels, from the tokens.
        weight: 400 regular, 600 for headings.
    """
    face = QFont()
    face.setFamilies(list(families()))
    face.setPixelSize(pixels)
    face.setWeight(QFont.Weight(weight))
    crisp = QFont.HintingPreference.PreferVerticalHinting
    plain = QFont.HintingPreference.PreferNoHinting
    face.setHintingPreference(crisp if sys.platform == "win32" else plain)
    return face
