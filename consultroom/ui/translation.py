"""Qt's own words (OK, Cancel, the file dialog) in Chinese, from the file that comes with Qt."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

FILE = "qtbase_zh_CN"


class NoTranslation(FileNotFoundError):
    """The program was built without Qt's Chinese words; the build is at fault."""


def install(application: QCoreApplication) -> QTranslator:
    """Make Qt speak Chinese, dates and numbers included.

    Raises:
        NoTranslation: Qt's translation file is missing.
    """
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    words = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not words.load(FILE, folder):
        raise NoTranslation(f"{FILE}.qm is not in {folder}")
    application.installTranslator(words)
    return words
