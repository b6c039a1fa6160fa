"""Which files may be scans, by their names: to list them nothing that reads them is needed."""

from __future__ import annotations

from typing import Final

PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"})
SUFFIXES: Final = PICTURES | {".pdf"}
