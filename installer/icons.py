"""Copies the icons the program uses out of lucide-static: ``python -m installer.icons``.

To add an icon: its lucide name in ``NAMES``, run this, commit. Needs npm. Our own drawings
(``brand/``, ``check-white.svg``) are written by hand and are not touched.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from installer.fonts.sources import Package, fetch

ROOT = Path(__file__).resolve().parents[1]
LUCIDE = Package(
    name="lucide-static",
    version="1.62.0",
    sha256="386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44",
    npm=True,
)
NAMES = """
    archive arrow-down arrow-left arrow-left-right arrow-right arrow-up badge-check ban bell
    book-open building-2 calendar-check calendar-clock calendar-days calendar-plus chart-column
    check chevron-down chevron-left chevron-right chevron-up circle circle-check circle-dashed
    circle-dot circle-help circle-question-mark circle-x clipboard-check clipboard-list clock copy
    database download ellipsis external-link eye eye-off file-check file-plus file-text flag folder
    folder-open funnel gavel grip-vertical handshake hard-drive history house image inbox info
    key-round keyboard lightbulb link list list-checks lock map-pin megaphone menu message-square
    messages-square mic minus monitor moon palette panel-left paperclip pause pen-line pencil phone
    play plus printer qr-code redo-2 refresh-cw repeat rotate-ccw route save scale scan-line scroll
    search send settings shield-check split square-check star sun table trash-2 triangle-alert type
    undo-2 unlink upload usb user user-check user-plus user-x users vote x zoom-in zoom-out
"""


def main() -> None:
    """Write the icons and their licence into ``resources/icons``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / "build/fonts", help="downloads")
    package = fetch(LUCIDE, parser.parse_args().work.resolve()) / "package"
    out = ROOT / "resources/icons"
    names = NAMES.split()
    for name in names:
        (out / f"{name}.svg").write_bytes((package / "icons" / f"{name}.svg").read_bytes())
    (out / "LICENSE-lucide.txt").write_bytes((package / "LICENSE").read_bytes())
    print(f"{len(names)} icons")


if __name__ == "__main__":
    main()
