"""The Qt that is locked does not wear out Python's None."""

from __future__ import annotations

import sys

import PySide6
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_qt_calls_do_not_use_up_none(qtbot: QtBot):
    """6.12.0 on Python 3.11 drops one reference a call, and the program dies after some 5,000.

    From Python 3.12 on None cannot be used up, and this always holds.
    """
    label = QLabel()
    qtbot.addWidget(label)
    label.update()
    before = sys.getrefcount(None)
    for _ in range(500):
        label.update()
    assert sys.getrefcount(None) - before > -100


def test_the_pin_is_what_runs():
    assert (6, 8) <= PySide6.__version_info__[:2] < (6, 12)
