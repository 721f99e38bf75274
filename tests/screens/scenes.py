"""Every screen of the program, by name; a scene leaves the stage ready and gives what to look at."""

from __future__ import annotations

import shutil
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from core.address import Address
from core.errors import Known
from core.language import say
from core.library_query import Facet
from core.store.backup import backups_of
from core.work.workspace import Workspace
from gui.dialogs.about import AboutDialog
from gui.dialogs.exchange import ExchangeDialog
from gui.dialogs.export import ExportDialog
from gui.dialogs.kept import KeptDialog
from gui.dialogs.palette import PaletteDialog
from gui.dialogs.settings import SettingsDialog
from gui.dialogs.shortcuts import ShortcutsDialog
from gui.rescue import RescueBox
from gui.views.form_legend import Legend
from tests.screens.passing import PASSING
from tests.screens.questions import QUESTIONS
from tests.screens.stage import (
    BUREAU,
    DISTRICT,
    HERS,
    NEW_DISTRICT,
    SCHOOLS,
    STREET,
    TOWN,
    over,
    report_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gui.main_window import MainWindow
    from tests.screens.stage import Stage

    Scene = Callable[[Stage], QWidget]

_PANES: Final = (
    "findings",
    "history",
    "rules",
    "disputes",
    "imports",
    "failures",
    "problem",
    "charts",
)
_WRONG: Final = Address.parse("requests.granted.total")


def _empty(stage: Stage) -> QWidget:
    return stage.open_empty()


def _empty_pane(name: str, stage: Stage) -> QWidget:
    window = stage.open_empty()
    window.docks.bring(name)
    return window


def _no_report(stage: Stage) -> QWidget:
    return stage.open_store()


def _report(name: str, stage: Stage) -> QWidget:
    return stage.open_report(name)


def _form(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.session.focus(_WRONG)
    return window


def _problem(stage: Stage) -> QWidget:
    window = stage.open_report(NEW_DISTRICT)
    window.problems.step(1)
    return window


def _problem_in_pages(stage: Stage) -> QWidget:
    window = stage.open_report(TOWN)
    window.problems.step(1)
    return window


def _machine_reading(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.form_view.sight.switch.trigger()
    return window


def _changes(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.form_view.sight.switch.trigger()
    window.form_view.sight.switch.trigger()
    return window


def _legend(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.form_view.sight.show_legend()
    return _seen(window, Legend)


def _search(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.source_view.search.open_search()
    window.source_view.search.line.setText("申请")
    return window


def _pane(name: str, report: str, stage: Stage) -> QWidget:
    window = stage.open_report(report)
    window.docks.bring(name)
    return window


def _filters(stage: Stage) -> QWidget:
    window = stage.open_report(SCHOOLS)
    window.library.filter_button.setChecked(True)
    return window


def _filtered(stage: Stage) -> QWidget:
    window = stage.open_report(SCHOOLS)
    window.library.show_query(window.library.query.choosing(Facet.YEAR, ["2020"]))
    return window


def _nothing_found(stage: Stage) -> QWidget:
    window = stage.open_report(SCHOOLS)
    window.library.search.setText("没有这样的机关")
    stage.wait(lambda: not window.library.model.rowCount())
    return window


def _imports(stage: Stage) -> QWidget:
    window = stage.open_empty()
    window.import_paths([stage.props.incoming])
    stage.wait(lambda: window.session.busy)
    stage.wait(lambda: not window.session.busy)
    window.docks.bring("imports")
    return window


def _failures(stage: Stage) -> QWidget:
    window = _imports(stage)
    stage.window.docks.bring("failures")
    return window


def _take_in(stage: Stage, package: Path) -> ExchangeDialog:
    window = stage.window
    window.exchanges.take_in(package)
    stage.wait(lambda: over(window, ExchangeDialog))
    dialog = _seen(window, ExchangeDialog)
    assert isinstance(dialog, ExchangeDialog)
    return dialog


def _merge(stage: Stage, package: Path) -> None:
    window = stage.window
    _take_in(stage, package).merge.click()
    stage.wait(lambda: window.disputes.model.rowCount() > 0)
    window.problems.step(1)


def _preview(stage: Stage) -> QWidget:
    stage.open_report(STREET)
    return _take_in(stage, stage.props.package)


def _conflicts(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    _merge(stage, stage.props.package)
    window.docks.bring("disputes")
    return window


def _verdicts(stage: Stage) -> QWidget:
    """Two people judged one finding, each in a way of their own."""
    hers, package = stage.folder / "hers.gouji", stage.folder / f"{HERS}.goujix"
    shutil.copy(stage.props.store, hers)
    with closing(Workspace.open(hers, author=HERS)) as workspace:
        town = report_number(workspace, TOWN)
        workspace.judge(town, workspace.review(town).problems[0], "to_ask", "等镇里回复")
        workspace.exchange.export(package)
    window = stage.open_report(TOWN)
    review = window.session.review
    assert review is not None
    window.session.judge(review.problems[0], "source_says_so", "与纸质件核对过")
    _merge(stage, package)
    return window


def _conflict(stage: Stage) -> QWidget:
    _conflicts(stage)
    stage.window.docks.bring("problem")
    return stage.window


def _kept(stage: Stage) -> QWidget:
    window = stage.open_empty()
    exchange = window.session.exchange
    exchange.merge(exchange.look(stage.props.package))
    window.actions_.kept.trigger()
    return _seen(window, KeptDialog)


def _export(stage: Stage) -> QWidget:
    window = stage.open_report(DISTRICT)
    window.questions.ask_export()
    return _seen(window, ExportDialog)


def _settings(page: int, stage: Stage) -> QWidget:
    window = stage.open_report(DISTRICT)
    window.actions_.settings.trigger()
    dialog = _seen(window, SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    dialog.pages.setCurrentRow(page)
    return dialog


def _shortcuts(stage: Stage) -> QWidget:
    window = stage.open_report(DISTRICT)
    window.show_shortcuts()
    return _seen(window, ShortcutsDialog)


def _about(stage: Stage) -> QWidget:
    window = stage.open_report(DISTRICT)
    window.show_about()
    return _seen(window, AboutDialog)


def _backups(stage: Stage) -> QWidget:
    window = stage.open_report(DISTRICT)
    assert stage.desk.care is not None
    dialog = stage.desk.care.show_backups()
    assert dialog.parent() is window
    return dialog


def _drafts(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.session.keep_draft(_WRONG, "13")
    assert stage.desk.care is not None
    dialog = stage.desk.care.offer_drafts()
    assert dialog is not None
    return dialog


def _unfinished(stage: Stage) -> QWidget:
    stage.open_report(STREET)
    stage.break_off_import()
    assert stage.desk.care is not None
    box = stage.desk.care.offer_import()
    assert box is not None
    return box


def _rescue(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    newest = backups_of(window.session.store)[0]
    name = window.session.store.name
    error = Known("store.damaged", say(f"“{name}”已损坏。", f"“{name}” is damaged."), "")
    box = RescueBox(error, newest, window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.show()
    return box


def _palette(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.actions_.palette.trigger()
    dialog = _seen(window, PaletteDialog)
    assert isinstance(dialog, PaletteDialog)
    dialog.words.setText("dr")
    return dialog


def _guide(section: str, stage: Stage) -> QWidget:
    return stage.open_report(STREET).guiding.show(section)


def _charts(kind: int, stage: Stage) -> QWidget:
    window = stage.open_report(DISTRICT)
    window.docks.bring("charts")
    window.charts.kinds.setCurrentIndex(kind)
    stage.wait(lambda: window.charts.chart is not None)
    return window


def _notice(stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    window.notices.tell_read_only()
    return window


def _menu(number: int, stage: Stage) -> QWidget:
    window = stage.open_report(STREET)
    menu = window.menuBar().actions()[number].menu()
    assert isinstance(menu, QMenu)
    menu.popup(window.mapToGlobal(window.rect().topLeft()))
    return menu


def _seen(window: MainWindow, kind: type[QWidget]) -> QWidget:
    found = over(window, kind)
    if found is None:
        found = next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind))
    return found


SCENES: Final[dict[str, Scene]] = {
    "start": _empty,
    **{f"empty-{name}": partial(_empty_pane, name) for name in _PANES},
    "no-report": _no_report,
    "main": _form,
    "problem": _problem,
    "problem-pages": _problem_in_pages,
    "pdf": partial(_report, DISTRICT),
    "web": partial(_report, BUREAU),
    "word": partial(_report, SCHOOLS),
    "sheet": partial(_report, NEW_DISTRICT),
    "machine": _machine_reading,
    "changes": _changes,
    "legend": _legend,
    "search": _search,
    "findings": partial(_pane, "findings", TOWN),
    "history": partial(_pane, "history", STREET),
    "rules": partial(_pane, "rules", STREET),
    "filters": _filters,
    "filtered": _filtered,
    "nothing-found": _nothing_found,
    "imports": _imports,
    "failures": _failures,
    "preview": _preview,
    "conflicts": _conflicts,
    "conflict": _conflict,
    "verdicts": _verdicts,
    "export": _export,
    **{f"settings-{page}": partial(_settings, page) for page in range(5)},
    "shortcuts": _shortcuts,
    "about": _about,
    "kept": _kept,
    "backups": _backups,
    "drafts": _drafts,
    "unfinished": _unfinished,
    "rescue": _rescue,
    "palette": _palette,
    "guide": partial(_guide, "01-first-steps"),
    "guide-keys": partial(_guide, "14-keys"),
    **{f"charts-{kind}": partial(_charts, kind) for kind in range(4)},
    "notice": _notice,
    **QUESTIONS,
    **PASSING,
    **{f"menu-{number}": partial(_menu, number) for number in range(8)},
}
"""What there is to look at; the windows of one look are shown one after the other."""
