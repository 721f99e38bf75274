"""How the program looks and speaks: the language of all words, the size of the text, the theme."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QPalette

from core.language import Language, choose, language
from gui.fonts import scale_text
from gui.settings import LANGUAGE, TEXT_SCALE
from gui.style import wear_style
from gui.theme import Mode, is_dark, make_palette

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
    QT_TRANSLATE_NOOP("QShortcut", "Left"),
    QT_TRANSLATE_NOOP("QShortcut", "Right"),
    QT_TRANSLATE_NOOP("QShortcut", "Up"),
    QT_TRANSLATE_NOOP("QShortcut", "Down"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Unknown"),
)
"""Words of Qt's own dialogs that its Chinese translation lacks, or has for something else; ours
answer first. Those of a desktop's dialogs come from the desktop."""

_OUTLINED: Final = (
    *("QCheckBox", "QRadioButton", "QListView", "QTreeView", "TickTable", "QMenu"),
    *("QLineEdit", "QAbstractSpinBox", "QTextEdit", "QPlainTextEdit", "QTableView"),
)
"""Classes with boxes to tick, frames or lines that Fusion draws in a shade of the window's colour,
and that paint nothing else in it."""
_PARTED: Final = "QToolBar"
"""The class with lines between its buttons, on the colour of the window."""


def dress(app: QApplication, settings: Settings) -> None:
    """Speak and write as the settings say; windows that are open keep what they have."""
    choose(cast("Language | None", settings.value(LANGUAGE) or None))
    install_language(app)
    scale_text(app, settings.value(TEXT_SCALE))
    wear_style(app)


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


def wants_dark(app: QApplication, mode: Mode) -> bool:
    """Whether the mode means dark now; ``system`` asks the desktop, light where it does not say."""
    if mode != "system":
        return mode == "dark"
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def apply_theme(app: QApplication, mode: Mode) -> None:
    """Show the application light, dark, or as the desktop is."""
    scheme = {
        "system": Qt.ColorScheme.Unknown,
        "light": Qt.ColorScheme.Light,
        "dark": Qt.ColorScheme.Dark,
    }[mode]
    app.styleHints().setColorScheme(scheme)
    wear_style(app)
    palette = make_palette(dark=wants_dark(app, mode))
    app.setPalette(palette)
    if is_dark(palette):
        _outline(app, palette)


def _outline(app: QApplication, palette: QPalette) -> None:
    """Let lines be seen that Fusion draws in a shade darker than the window."""
    roles = QPalette.ColorRole
    lines, frames = QPalette(palette), QPalette(palette)
    lines.setColor(roles.Dark, palette.color(roles.Mid))
    frames.setColor(roles.Dark, palette.color(roles.Mid))
    frames.setColor(roles.Window, palette.color(roles.PlaceholderText))
    for kind in (_PARTED, *_OUTLINED):
        # The stubs of PySide 6.11 ask for bytes, which the method itself refuses.
        app.setPalette(lines if kind == _PARTED else frames, kind)  # pyright: ignore[reportArgumentType]
