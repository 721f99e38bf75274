"""The four charts: what core counted, put into words, tables and marks."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from core.checks.rulebook import rules_by_code
from core.language import language
from core.library_query import CARRY_OVER_WORDS, Facet, LibraryQuery
from core.work.summaries import EDGES, Axis, Course, share_words
from gui.models.chart import Chart, Mark, Spot, Target, whole_ticks
from gui.models.phrases import listed, named, told_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.work.summaries import Failures, Group, Result, Shares, Year

translate = QCoreApplication.translate
COURSES: Final = (
    (Course.NEW, Course.CARRIED_IN, Course.RESULTS, Course.CARRIED_OUT),
    (Course.RECONSIDERATIONS, Course.LAWSUITS),
)
"""What is followed in one picture: requests, or what came of them before others."""
_MOST_RULES: Final = 30
"""Rows of squares; the table has all."""
_THICK: Final = 0.36
"""Half of a bar, of which one stands at each whole number."""
_LABEL_OF_ROW: Final = re.compile(r"^(?:（[一二三四五六七]）|\d+\.)|（.*）$")


def results_chart(results: Sequence[Result], about: str) -> Chart:
    """What became of the requests of one report."""
    amounts = [result.amount for result in results if result.amount is not None]
    ticks = whole_ticks(float(max(amounts, default=Decimal(0))))
    marks: list[Mark] = []
    rows: list[tuple[str, ...]] = []
    targets: dict[Spot, Target] = {}
    for row, result in enumerate(results):
        figure, remark = _amount(result), _remark(result)
        label = " / ".join(result.path)
        rows.append((label, figure, remark))
        words = told_of(label, listed((figure, remark)))
        length = float(result.amount or 0)
        written = figure if result.amount is not None and not remark else f"{figure}  {remark}"
        marks.append(
            Mark(
                *(0, row - _THICK, length, row + _THICK),
                spot=(row, 0),
                words=words,
                figure=written.strip(),
                corrected=bool(result.corrected),
            )
        )
        targets[row, 0] = Target(address=(result.unknown or result.cells)[0])
    return Chart(
        "bars",
        translate("Charts", "What became of the requests"),
        about,
        (
            translate("Charts", "Result"),
            translate("Charts", "Requests"),
            translate("Charts", "Remark"),
        ),
        tuple(rows),
        tuple(marks),
        across=ticks,
        down=tuple((float(n), _short(result.path[-1])) for n, result in enumerate(results)),
        extent=(0, ticks[-1][0], -0.6, len(results) - 0.4),
        targets=targets,
        hint=translate("Charts", "Enter goes to the figure in the form."),
    )


def _short(label: str) -> str:
    return _LABEL_OF_ROW.sub("", _LABEL_OF_ROW.sub("", label)) or label


def _amount(result: Result) -> str:
    if result.amount is not None:
        return _number(result.amount)
    if result.unknown:
        return translate("Charts", "not read")
    return translate("Charts", "blank")


def _remark(result: Result) -> str:
    remarks: list[str] = []
    if result.unknown and result.amount is not None:
        least = translate("Charts", "at least: {count} of {all} rows not read")
        remarks.append(least.format(count=len(result.unknown), all=len(result.cells)))
    if result.corrected:
        remarks.append(translate("Charts", "corrected"))
    return named(remarks)


def _number(amount: Decimal) -> str:
    return f"{amount:,f}"


# -- years ---------------------------------------------------------------------------------------------


def course_name(course: Course) -> str:
    """What a course is called."""
    return {
        Course.NEW: translate("Charts", "New requests"),
        Course.CARRIED_IN: translate("Charts", "Carried in"),
        Course.RESULTS: translate("Charts", "Results"),
        Course.CARRIED_OUT: translate("Charts", "Carried over"),
        Course.RECONSIDERATIONS: translate("Charts", "Reconsiderations"),
        Course.LAWSUITS: translate("Charts", "Lawsuits"),
    }[course]


def years_chart(years: Sequence[Year], courses: Sequence[Course], about: str) -> Chart:
    """An agency's figures over the years; where none is known the line is broken."""
    amounts = [year.figure(course) for year in years for course in courses]
    ticks = whole_ticks(float(max((a for a in amounts if a is not None), default=Decimal(0))))
    marks = [
        _point(year, n, course, (row, n + 1))
        for n, course in enumerate(courses)
        for row, year in enumerate(years)
        if year.figure(course) is not None
    ]
    first, last = years[0].year, years[-1].year
    return Chart(
        "lines",
        translate("Charts", "The agency's years"),
        about,
        (
            translate("Charts", "Year"),
            *map(course_name, courses),
            translate("Charts", "Remark"),
        ),
        tuple(_year_row(year, courses) for year in years),
        tuple(marks),
        across=tuple((float(year.year), str(year.year)) for year in years),
        down=ticks,
        extent=(first - 0.3, last + 0.3, 0, ticks[-1][0]),
        notes=tuple(note for year in years for note in _notes(year, courses)),
        names=tuple(map(course_name, courses)),
        targets={
            (row, 0): Target(report=year.report)
            for row, year in enumerate(years)
            if year.report is not None
        },
        hint=translate("Charts", "Enter opens the report of the year."),
    )


def _point(year: Year, number: int, course: Course, spot: Spot) -> Mark:
    amount = year.figure(course) or Decimal(0)
    words = told_of(named((str(year.year), course_name(course))), _number(amount))
    corrected = course in year.corrected
    if corrected:
        words = listed((words, translate("Charts", "corrected")))
    x, y = float(year.year), float(amount)
    return Mark(x, y, x, y, spot, words, figure=_number(amount), course=number, corrected=corrected)


def _year_row(year: Year, courses: Sequence[Course]) -> tuple[str, ...]:
    cells: list[str] = []
    for course in courses:
        figure = year.figure(course)
        cells.append(
            _number(figure)
            if figure is not None
            else ("" if year.report is None else translate("Charts", "not known"))
        )
    return str(year.year), *cells, listed(_remarks(year, courses))


def _remarks(year: Year, courses: Sequence[Course]) -> list[str]:
    if year.report is None:
        return [translate("Charts", "no report in the store")]
    remarks: list[str] = []
    if any(course in year.corrected for course in courses):
        remarks.append(translate("Charts", "with corrections"))
    if year.others:
        several = translate("Charts", "Reports: {count}; the one imported last counts")
        remarks.append(several.format(count=len(year.others) + 1))
    return remarks


def _notes(year: Year, courses: Sequence[Course]) -> list[str]:
    notes = _remarks(year, courses)
    if year.report is not None:
        unknown = [course_name(course) for course in courses if year.figure(course) is None]
        if unknown:
            words = translate("Charts", "{figures} not known")
            notes.append(words.format(figures=named(unknown)))
    return [told_of(str(year.year), note) for note in notes]


# -- where rules fail ----------------------------------------------------------------------------------


def axis_name(axis: Axis) -> str:
    """What reports are put together by."""
    return {
        Axis.REPORT: translate("Charts", "By report"),
        Axis.AGENCY: translate("Charts", "By agency"),
        Axis.YEAR: translate("Charts", "By year"),
        Axis.REGION: translate("Charts", "By region"),
    }[axis]


def failures_chart(found: Failures, query: LibraryQuery, about: str) -> Chart:
    """Which rules fail in which reports; the darker, the more of them."""
    rows: list[tuple[str, ...]] = []
    marks: list[Mark] = []
    targets: dict[Spot, Target] = {}
    worst = max((_weight(found, spot) for spot in found.counts), default=0) or 1
    for row, rule in enumerate(found.rules):
        cells = [_rule_name(rule)]
        for column, group in enumerate(found.groups):
            counts = found.counts.get((rule, group.key))
            number = 0 if counts is None else counts[found.axis is Axis.REPORT]
            cells.append(f"{number:,}" if number else "")
            targets[row, column + 1] = _reports_of(found.axis, group, rule, query)
            if counts is not None and row < _MOST_RULES:
                square = Mark(
                    *(column - 0.47, row - 0.45, column + 0.47, row + 0.45),
                    spot=(row, column + 1),
                    words=_square_words(found, rule, group, counts),
                    figure=_few(number),
                    tone=_weight(found, (rule, group.key)) / worst,
                )
                marks.append(square)
        rows.append(tuple(cells))
    names = tuple(_group_name(group) for group in found.groups)
    shown = min(len(found.rules), _MOST_RULES)
    return Chart(
        "squares",
        translate("Charts", "Where rules fail"),
        about,
        (translate("Charts", "Rule"), *names),
        tuple(rows),
        tuple(marks),
        across=tuple((float(n), name) for n, name in enumerate(names)),
        down=tuple((float(n), _rule_name(rule)) for n, rule in enumerate(found.rules[:shown])),
        extent=(-0.5, max(len(found.groups), 6) - 0.5, -0.5, max(shown, 4) - 0.5),
        notes=_left_out(found, shown),
        targets=targets,
        hint=translate("Charts", "Enter lists the reports in the library."),
    )


def _rule_name(rule: str) -> str:
    return rules_by_code()[rule].name


def _group_name(group: Group) -> str:
    return group.name or translate("Charts", "unknown")


def _few(number: int) -> str:
    return str(number) if number < 1000 else f"{number // 1000}k"


def _weight(found: Failures, spot: tuple[str, str]) -> float:
    """How dark the square is: the share of the group's reports, or the failures of the report."""
    count, times = found.counts[spot]
    if found.axis is Axis.REPORT:
        return times
    return count / next(group.reports for group in found.groups if group.key == spot[1])


def _square_words(found: Failures, rule: str, group: Group, counts: tuple[int, int]) -> str:
    if found.axis is Axis.REPORT:
        words = translate("Charts", "{rule}: failures in {group}: {times}")
    else:
        words = translate(
            "Charts", "{rule}: reports of {group} in which it fails: {count} of {all}"
        )
    return words.format(
        rule=_rule_name(rule),
        times=f"{counts[1]:,}",
        count=f"{counts[0]:,}",
        all=f"{group.reports:,}",
        group=_group_name(group),
    )


def _reports_of(axis: Axis, group: Group, rule: str, query: LibraryQuery) -> Target:
    """The reports behind a square: what was asked for, and of it this rule and this group."""
    narrowed = query.choosing(Facet.RULE, [rule])
    if axis is Axis.REPORT:
        return Target(report=int(group.key), query=narrowed)
    facet = {Axis.AGENCY: Facet.AGENCY, Axis.YEAR: Facet.YEAR, Axis.REGION: Facet.REGION}[axis]
    return Target(query=narrowed.choosing(facet, [group.key]))


def _left_out(found: Failures, shown: int) -> tuple[str, ...]:
    notes: list[str] = []
    if found.all_groups > len(found.groups):
        words = translate("Charts", "The {count} of {all} columns with most failures are shown.")
        notes.append(words.format(count=len(found.groups), all=f"{found.all_groups:,}"))
    if len(found.rules) > shown:
        words = translate("Charts", "The {count} of {all} rules that fail most are drawn.")
        notes.append(words.format(count=shown, all=len(found.rules)))
    return tuple(notes)


# -- what is carried over ------------------------------------------------------------------------------


def shares_chart(shares: Shares, query: LibraryQuery, about: str) -> Chart:
    """How many reports carry over which share of the requests that were due."""
    ticks = whole_ticks(float(max(shares.counts)))
    all_ = sum(shares.counts)
    marks: list[Mark] = []
    rows: list[tuple[str, ...]] = []
    targets: dict[Spot, Target] = {}
    for place, count in enumerate(shares.counts):
        label = share_label(place)
        percent = f"{100 * count / all_:.1f} %" if all_ else ""
        rows.append((label, f"{count:,}", percent))
        words = translate("Charts", "{share}; reports: {count}").format(
            share=label, count=f"{count:,}"
        )
        marks.append(
            Mark(
                *(place - _THICK, count, place + _THICK, 0),
                spot=(place, 0),
                words=words,
                figure=f"{count:,}" if count else "",
            )
        )
        targets[place, 0] = Target(query=_sharing(query, place))
    words = translate(
        "Charts", "Reports left out: {count}, since a figure is no number or nothing was due."
    )
    return Chart(
        "columns",
        translate("Charts", "Carried over into the next year"),
        about,
        (
            translate("Charts", "Share of all due"),
            translate("Charts", "Reports"),
            translate("Charts", "Of those shown"),
        ),
        tuple(rows),
        tuple(marks),
        across=tuple((float(n), row[0]) for n, row in enumerate(rows)),
        down=ticks,
        extent=(-0.6, len(rows) - 0.4, 0, ticks[-1][0]),
        notes=(words.format(count=f"{shares.unknown:,}"),) if shares.unknown else (),
        targets=targets,
        hint=translate("Charts", "Enter lists the reports in the library."),
    )


def share_label(place: int) -> str:
    """What a bar of shares is called."""
    if place == 0:
        return translate("Charts", "none")
    if place > len(EDGES):
        return translate("Charts", "> 100 %")
    percents = [0, *(round(edge * 100) for edge in EDGES)]
    low, high = percents[place - 1], percents[place]
    return f"< {high} %" if place == 1 else f"{low}–{high} %"


def _sharing(query: LibraryQuery, place: int) -> LibraryQuery:
    """The query for the reports of one bar, in place of another bar that it may have asked for."""
    name = CARRY_OVER_WORDS[0 if language() == "zh" else 1]
    kept = [word for word in query.search.split() if not word.startswith(CARRY_OVER_WORDS)]
    return replace(query, search=" ".join((*kept, share_words(place, name))))
