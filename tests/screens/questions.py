"""Scenes of what is asked and told on the way: questions, notices, menus, work that runs."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMenu,
    QMessageBox,
    QToolButton,
    QWidget,
)

from core.address import Address
from core.errors import Known
from core.language import say
from core.library_query import Order
from core.standing import ReviewStatus
from gui.dialogs.asking import TextDialog
from gui.dialogs.effort import EffortDialog
from gui.dialogs.identity import IdentityDialog
from gui.dialogs.palette import PaletteDialog
from gui.dialogs.related import RelatedDialog
from gui.settings import EFFORT
from tests.screens.stage import DISTRICT, MINE, STREET, TOWN, over

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.work.agencies import Relation
    from gui.main_window import MainWindow
    from tests.screens.stage import Stage

    Scene = Callable[[Stage], QWidget]

_W = TypeVar("_W", bound=QWidget)
translate = QCoreApplication.translate
_WRONG: Final = Address.parse("requests.granted.total")


def _dialog(window: MainWindow, kind: type[_W]) -> _W:
    found = over(window, kind)
    assert found is not None
    return cast("_W", found)


def _identity(stage: Stage) -> QWidget:
    window = stage.open_report(DISTRICT)
    window.show_identity()
    return _dialog(window, IdentityDialog)


def _wrong_identity(stage: Stage) -> QWidget:
    dialog = _identity(stage)
    assert isinstance(dialog, IdentityDialog)
    year = list(dialog.lines.values())[1]
    year.setText("三年")
    dialog.accept()
    return dialog


def _related(relation: Relation, stage: Stage) -> QWidget:
    window = stage.open_report(DISTRICT)
    window.show_related(relation)
    dialog = _dialog(window, RelatedDialog)
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    return dialog


def _effort(stage: Stage) -> QWidget:
    stage.settings.put(EFFORT, True)
    window = stage.open_report(STREET)
    window.session.correct([(_WRONG, Decimal(11))])
    window.actions_.effort.trigger()
    return _dialog(window, EffortDialog)


def _delete_effort(stage: Stage) -> QWidget:
    dialog = _effort(stage)
    assert isinstance(dialog, EffortDialog)
    dialog.delete.click()
    return _shown(QMessageBox)


def _reason(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    title = translate("LibraryGestures", "Reopen")
    question = translate("LibraryGestures", "Why is a report opened again that is signed off?")
    dialog = TextDialog(window, title, question, needed=True)
    dialog.open()
    return dialog


def _crash(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    try:
        list[int]().pop()
    except IndexError as error:
        stage.desk.note(error)
    stage.wait(lambda: window.banner.details)
    more = translate("Banner", "Details")
    next(b for b in window.banner.findChildren(QToolButton) if b.text() == more).click()
    return window


def _error(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    name = window.session.store.name
    window.session.failed.emit(
        Known(
            "store.full",
            say(f"写不进“{name}”：磁盘已满。", f"“{name}” cannot be written: the disk is full."),
            say("请清理磁盘后再试。", "Free some room and try again."),
        )
    )
    return window


def _closed(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    assert window.session.report is not None
    window.library.gestures.set_status(ReviewStatus.FINAL, (window.session.report,))
    window.session.restore_reading([_WRONG])
    return window


def _importing(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    stage.is_at_work = True
    window.session.import_started.emit()
    window.session.import_progress.emit(213, 1480, "云栖市溪梧区发展和改革局2022年年度报告.pdf")
    return window


def _typing(stage: Stage) -> QWidget:
    window = stage.open_report(TOWN)
    table = window.form_view.table
    window.session.focus(Address.parse("requests.new.total"))
    table.setFocus()
    table.edit(table.currentIndex())
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "1x")
    return window


def _old_changes(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.docks.bring("history")
    window.history.filter.store.setChecked(True)
    return window


def _chart_table(stage: Stage) -> QWidget:
    window = stage.open_report(DISTRICT)
    window.docks.bring("charts")
    stage.wait(lambda: window.charts.chart is not None)
    window.charts.as_table.setChecked(True)
    return window


def _found(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.actions_.palette.trigger()
    dialog = _dialog(window, PaletteDialog)
    dialog.words.setText(say("导出", "export"))
    return dialog


def _guide_search(stage: Stage) -> QWidget:
    guide = stage.open_report(STREET).guiding.show("01-first-steps")
    guide.search.setText(say("备份", "backup"))
    return guide


def _library_menu(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.library.gestures.show_order(Order.YEAR)
    window.library.table.customContextMenuRequested.emit(window.library.table.rect().center())
    return _shown(QMenu)


def _form_menu(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.session.focus(_WRONG)
    table = window.form_view.table
    table.customContextMenuRequested.emit(table.rect().center())
    return _shown(QMenu)


def _files(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    title = translate("Questions", "Import files")
    dialog = QFileDialog(window, title, str(stage.props.incoming))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.open()
    return dialog


def _assigned(stage: Stage) -> QWidget:
    window = stage.open_report(TOWN)
    assert window.session.report is not None
    window.session.assign([window.session.report], MINE)
    window.problems.step(1)
    window.docks.bring("findings")
    window.findings.reason.setText(say("原件如此", "so it is printed"))
    window.findings.reason.setFocus()
    return window


def _shown(kind: type[_W]) -> _W:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


QUESTIONS: Final[dict[str, Scene]] = {
    "identity": _identity,
    "identity-wrong": _wrong_identity,
    "parts": partial(_related, "part"),
    "names": partial(_related, "name"),
    "effort": _effort,
    "effort-delete": _delete_effort,
    "reason": _reason,
    "crash": _crash,
    "error": _error,
    "closed": _closed,
    "importing": _importing,
    "typing": _typing,
    "history-store": _old_changes,
    "verdict": _assigned,
    "charts-table": _chart_table,
    "palette-found": _found,
    "guide-search": _guide_search,
    "menu-library": _library_menu,
    "menu-form": _form_menu,
    "files": _files,
}
"""What is asked and told on the way."""
