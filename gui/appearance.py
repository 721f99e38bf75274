"""How the program looks and speaks: the language of all words, and the size of the text."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLibraryInfo, QLocale, QTranslator

from core.language import Language, choose, language
from gui.fonts import scale_text
from gui.settings import LANGUAGE, TEXT_SCALE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gui.settings import Settings

QT_WORDS: Final = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QFileSystemModel", "Size"),
    QT_TRANSLATE_NOOP("QFileSystemModel", "%1 bytes"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "%1 File"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Shortcut"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Unknown"),
)
"""Words of Qt's own dialogs that its Chinese translation lacks, or has for something else; ours
answer first. Those of a desktop's dialogs come from the desktop."""


def dress(app: QApplication, settings: Settings) -> None:
    """Speak and write as the settings say; windows that are open keep what they have."""
    choose(cast("Language | None", settings.value(LANGUAGE) or None))
    install_language(app)
    scale_text(app, settings.value(TEXT_SCALE))


def install_language(app: QApplication) -> None:
    """Chinese words for Qt's own dialogs and for ours, unless the user's language is English."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    chinese = language() == "zh"
    locale = QLocale("zh_CN") if chinese else QLocale("en_US")
    QLocale.setDefault(locale)
    if not chinese:
        return
    qt = QTranslator(app)
    if qt.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
    ours = QTranslator(app)
    with as_file(files("resources.i18n") / "gouji_zh_CN.qm") as path:
        if ours.load(str(path)):
            app.installTranslator(ours)
