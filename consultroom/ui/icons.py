"""Lucide icons in the colour they are asked for.

A vector is read once per name, drawn once per colour, size and screen scale, then kept as pixmap.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from consultroom import resources

STROKE = 2.0  # of the 24 units a lucide icon is wide


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: float, scale: float, stroke: float = STROKE) -> QPixmap:
    """Return an icon as pixmap.

    Args:
        name: lucide's name, as ``circle-check``.
        colour: from the tokens.
        size: side in logical pixels.
        scale: device pixels per logical pixel of the screen it is for.
        stroke: width of the lines, of 24.
    """
    side = max(1, round(size * scale))
    drawn = QPixmap(QSize(side, side))
    drawn.fill(Qt.GlobalColor.transparent)
    svg = _drawing(name).replace("currentColor", colour)
    svg = svg.replace('stroke-width="2"', f'stroke-width="{stroke}"')
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(scale)
    return drawn


def paint(
    painter: QPainter, name: str, colour: str, place: QRectF, *, stroke: float = STROKE
) -> None:
    """Paint an icon into the square ``place``, in logical pixels."""
    scale = painter.device().devicePixelRatio()
    image = pixmap(name, colour, place.width(), scale, stroke)
    # on whole device pixels, else the pixmap is smeared over its neighbours
    corner = QPointF(round(place.x() * scale) / scale, round(place.y() * scale) / scale)
    painter.drawPixmap(corner, image)


def icon(name: str, colour: str, size: int, gap: int = 0, *, idle: str = "") -> QIcon:
    """Return an icon for a button, sharp on every screen that is plugged in.

    Args:
        name: lucide's name.
        colour: from the tokens.
        size: side in logical pixels.
        gap: empty logical pixels on the right; a style sheet has no other way to part
            icon and word.
        idle: colour while the button cannot be pressed; Qt would make a white one fainter still.
    """
    scales = {screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0}
    made = QIcon()
    for scale in sorted(scales):
        made.addPixmap(_with_gap(pixmap(name, colour, size, scale), gap))
        if idle:
            faint = _with_gap(pixmap(name, idle, size, scale), gap)
            made.addPixmap(faint, QIcon.Mode.Disabled)
    return made


def _with_gap(image: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return image
    scale = image.devicePixelRatio()
    wide = QPixmap(QSize(image.width() + round(gap * scale), image.height()))
    wide.setDevicePixelRatio(scale)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(QPointF(0, 0), image)
    painter.end()
    return wide
