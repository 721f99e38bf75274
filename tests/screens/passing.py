"""Scenes of what comes and goes: tips, dragging, waiting, another window on the same store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pypdfium2 as pdfium
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QHelpEvent, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QInputDialog,
    QLabel,
    QProgressDialog,
    QToolTip,
    QWidget,
)

from core.address import Address
from core.errors import Known
from core.language import say
from core.store.backup import backups_of
from gui.dialogs.shortcuts import ShortcutsDialog
from gui.rescue import trouble_box
from gui.restoring import Restoring
from tests.screens.stage import BUREAU, GRANTED, STREET, TOWN, over

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.main_window import MainWindow
    from tests.screens.stage import Stage

    Scene = Callable[[Stage], QWidget]

_FAILED: Final = Address.parse("requests.new.total")
_SHEET_ZOOM: Final = 1


def _tip(report: str, address: Address, stage: Stage) -> QWidget:
    """What is said of a cell of the form under the pointer."""
    window = stage.open_report(report)
    window.session.focus(address)
    table = window.form_view.table
    _point_at(table.viewport(), table.visualRect(table.currentIndex()).center())
    return _shown_tip()


def _source_tip(stage: Stage) -> QWidget:
    """What is said of a cell of the source under the pointer."""
    window = stage.open_report(TOWN)
    window.session.focus(_FAILED)
    stage.settle()
    pages = window.source_view.pages
    viewport = pages.viewport()
    spots = (QPoint(x, y) for y in range(0, viewport.height(), 4) for x in range(0, 600, 8))
    _point_at(viewport, next(spot for spot in spots if pages.cell_at(spot.toPointF()) == _FAILED))
    return _shown_tip()


def _chart_tip(stage: Stage) -> QWidget:
    """What is said of a square of the heat map under the pointer."""
    window = stage.open_report(TOWN)
    window.docks.bring("charts")
    window.charts.kinds.setCurrentIndex(2)
    stage.settle()
    viewport = window.charts.canvas.viewport()
    for spot in (QPoint(x, y) for y in range(8, viewport.height(), 8) for x in range(8, 800, 8)):
        QTest.mouseMove(viewport, spot)
        if QToolTip.isVisible():
            break
    return _shown_tip()


def _point_at(viewport: QWidget, spot: QPoint) -> None:
    asking = QHelpEvent(QEvent.Type.ToolTip, spot, viewport.mapToGlobal(spot))
    QApplication.sendEvent(viewport, asking)


def _shown_tip() -> QWidget:
    return next(
        w
        for w in QApplication.topLevelWidgets()
        if w.objectName() == "qtooltip_label" and w.isVisible()
    )


def _dragged(name: str, stage: Stage) -> QWidget:
    """Files over the window, that it takes or refuses."""
    window = stage.open_report(STREET)
    load = QMimeData()
    paths = {"files": stage.props.incoming, "package": stage.props.package}
    url = (
        QUrl.fromLocalFile(str(paths[name])) if name in paths else QUrl("https://www.gov.cn/1.htm")
    )
    load.setUrls([url])
    event = QDragEnterEvent(
        window.rect().center(),
        Qt.DropAction.CopyAction,
        load,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)
    return window


def _merging(stage: Stage) -> QWidget:
    """What is seen while a package takes its time; a picture, for this one takes none."""
    window = stage.open_report(STREET)
    window.exchanges.take_in(stage.props.package)
    (waiting,) = window.findChildren(QProgressDialog)
    waiting.show()
    seen = waiting.grab()
    waiting.hide()
    return _picture(window, seen)


def _exporting(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    stage.is_at_work = True
    window.session.export_started.emit()
    window.session.export_progress.emit(3, 7, say("申请办理", "Applications"))
    window.status.cancel.setFocus()
    return window


def _assigning(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.library.gestures.assign.trigger()
    return _over(window, QInputDialog)


def _no_backup(stage: Stage) -> QWidget:
    store = stage.open_report(STREET).session.store.name
    box = trouble_box(
        Known(
            "store.damaged",
            say(
                f"“{store}”已损坏，也没有可用的备份。", f"“{store}” is damaged, and has no backup."
            ),
            say(
                "请从别处的副本恢复这个文件，或新建一个库重新导入报告。",
                "Put a copy from elsewhere in its place, or import the reports into a new store.",
            ),
        )
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.show()
    return box


def _no_copies(stage: Stage) -> QWidget:
    stage.open_empty()
    assert stage.desk.care is not None
    return stage.desk.care.show_backups()


def _restoring(stage: Stage) -> QWidget:
    """What is seen while a large store is put back."""
    window = stage.open_report(STREET)
    newest = backups_of(window.session.store)[0]
    box = Restoring(window.session.store, newest, window).box
    box.open()
    return box


def _restored(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    stage.desk.restore(backups_of(window.session.store)[0])
    stage.wait(lambda: stage.window is not window)
    return stage.window


def _read_only(stage: Stage) -> QWidget:
    window = stage.open_held_store()
    lines = window.session.reports()
    window.session.open(next(line.number for line in lines if line.name == TOWN))
    window.problems.step(1)
    return window


def _left_behind(stage: Stage) -> QWidget:
    """A report left in the midst of typing."""
    window = stage.open_report(STREET)
    window.session.keep_draft(GRANTED, "13")
    lines = window.session.reports()
    window.session.open(next(line.number for line in lines if line.name == BUREAU))
    return window


def _key_sheet(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    dialog = ShortcutsDialog(window.keymap, window)
    path = stage.folder / "keys.pdf"
    assert dialog.save_sheet(path)
    with pdfium.PdfDocument(path) as sheet:
        page = sheet[0].render(scale=_SHEET_ZOOM).to_pil().convert("RGB")
    image = QImage(
        page.tobytes(), page.width, page.height, 3 * page.width, QImage.Format.Format_RGB888
    )
    return _picture(window, QPixmap.fromImage(image.copy()))


def _picture(window: MainWindow, seen: QPixmap) -> QWidget:
    label = QLabel(window, Qt.WindowType.Window)
    label.setPixmap(seen)
    label.setFixedSize(seen.size())  # windows are not made larger than most of the screen
    label.show()
    return label


def _over(window: MainWindow, kind: type[QWidget]) -> QWidget:
    found = over(window, kind)
    assert found is not None
    return found


PASSING: Final[dict[str, Scene]] = {
    "tip-cell": partial(_tip, TOWN, _FAILED),
    "tip-corrected": partial(_tip, STREET, GRANTED),
    "tip-source": _source_tip,
    "tip-chart": _chart_tip,
    **{f"drag-{name}": partial(_dragged, name) for name in ("files", "package", "link")},
    "merging": _merging,
    "exporting": _exporting,
    "assign": _assigning,
    "no-backup": _no_backup,
    "backups-none": _no_copies,
    "restoring": _restoring,
    "restored": _restored,
    "read-only": _read_only,
    "left-behind": _left_behind,
    "key-sheet": _key_sheet,
}
"""What comes and goes."""
