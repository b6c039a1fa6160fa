"""One thread at a time: pdfium is used by two at once only until the program ends without a word.

Whoever opens, reads, renders or closes with pdfium holds `ALONE` meanwhile.
"""

from __future__ import annotations

from threading import RLock

ALONE = RLock()
