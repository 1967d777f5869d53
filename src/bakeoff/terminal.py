"""Races and studies as tables for the terminal, and what Python's own reader of command lines says."""

import argparse
from collections.abc import Iterable, Sequence
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.live import Live
from rich.table import Table

from bakeoff.contenders import contender
from bakeoff.datasets import DatasetInfo
from bakeoff.evaluation import rank_words
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.costs import COSTS
from bakeoff.evaluation.metrics import Metric, basic_metric
from bakeoff.evaluation.notation import UNKNOWN, count, duration, interval, score
from bakeoff.race.outcome import Result, status_text
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Lane, Run
from bakeoff.study.findings import means
from bakeoff.study.record import Record
from bakeoff.study.study import Study
from bakeoff.study.summary import summary
from bakeoff.text import _, declared, listed, told

_COSTS = (COSTS["fit_cpu_seconds"], COSTS["predict_ms_per_1000"])  # as many as 80 columns have room for

_OF_ARGPARSE = (
    declared("usage: "),
    declared("positional arguments"),
    declared("options"),
    declared("show this help message and exit"),
    declared("argument %(argument_name)s: %(message)s"),
    declared("expected one argument"),
    declared("ignored explicit argument %r"),
    declared("ambiguous option: %(option)s could match %(matches)s"),
    declared("invalid %(type)s value: %(value)r"),
    declared("invalid choice: %(value)r (choose from %(choices)s)"),
    declared("unrecognized arguments: %s"),
    declared("the following arguments are required: %s"),
    declared("%(prog)s: error: %(message)s\n"),
)
"""Words of `argparse` about a command line like ours."""


def teach_argparse() -> None:
    """Let `argparse` use the current language: its gettext knows the language of the process alone."""
    argparse._ = lambda text: _(text) if text in _OF_ARGPARSE else text  # type: ignore[attr-defined]


def console(*, stderr: bool = False) -> Console:
    """Return a console that prints texts as they are: no brackets in them are marks, no colons around a word."""
    return Console(stderr=stderr, markup=False, emoji=False)


def progress_table(now: Run) -> Table:
    """Return a race in progress as a table for the terminal."""
    table = Table(title=told(now.note) or _("Racing on {title}", title=now.spec.dataset.info.title))
    for column in (_("Contender"), _("Status"), _("Progress"), _("CPU"), _("Best validation score")):
        table.add_column(column)
    metric = basic_metric(now.spec.dataset.info.task)
    for lane in now.lanes.values():
        table.add_row(
            _(contender(lane.name).label),
            status_text(lane.status),
            _progress(lane),
            duration(lane.cpu_seconds),
            _score(lane, metric),
        )
    return table


def _progress(lane: Lane) -> str:
    if not lane.steps or not contender(lane.name).step_name:
        return ""
    last = lane.steps[-1]
    words = {"step": _(contender(lane.name).step_name), "n": last.index}
    return _("{step} {n}/{total}", **words, total=last.total) if last.total else _("{step} {n}", **words)


def _score(lane: Lane, metric: Metric) -> str:
    shown = lane.shown
    return "" if shown is None or shown.validation_score is None else score(shown.validation_score, metric)


def leaderboard_table(report: Report) -> Table:
    """Return a report's leaderboard as a table for the terminal."""
    from bakeoff.export.leaderboard import columns  # takes longer than most commands

    metric, known = report.metric, {column.name: column.cells for column in columns(report)}
    # so narrow that a line of 80 characters has room for a row
    table = Table(title=_("Leaderboard on the test part"), box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    all_done = {_state(result) for result in report.results.values()} == {status_text("done")}
    numbers = (_(metric.label), _("95 % interval"), *(_(cost.label) for cost in _COSTS))
    headings = (_("Contender"), _("Rank"), *numbers, *(() if all_done else (_("Status"),)))
    for heading in headings:
        # Chinese has no spaces to break at, and would be cut off
        side: Literal["left", "right"] = "right" if heading in numbers else "left"
        table.add_column(heading, justify=side, overflow="fold", max_width=10 if heading in numbers[2:] else None)
    for name in report.to_frame().index:
        result = report.results[name]
        label = _(contender(name).label)
        if result.outcome is None:
            table.add_row(label, *[""] * (len(headings) - 2), status_text(result.status))
            continue
        number, ends = known[metric.name][name]
        spent = [known[cost.name][name][0] for cost in _COSTS]
        place = rank_words.place(report.verdict, name) if report.verdict else ""
        if report.verdict and place == UNKNOWN:  # perhaps since it does not beat the baseline
            place = rank_words.relation(report.verdict, name) or place
        table.add_row(label, place, number, ends or UNKNOWN, *spent, *(() if all_done else (_state(result),)))
    return table


def problems(report: Report) -> list[str]:
    """Return, for beneath the leaderboard, each reason for which contenders have no score, with their names."""
    by_reason: dict[str, list[str]] = {}
    for name, result in report.results.items():
        if result.outcome is None:
            by_reason.setdefault(told(result.message), []).append(contender(name).label)
    return [_("{labels}: {message}", labels=listed(labels), message=why) for why, labels in by_reason.items() if why]


def _state(result: Result) -> str:
    done = result.outcome is None or not result.outcome.unfinished
    status = status_text(result.status)
    return status if done else _("{status}, unfinished", status=status)


def means_table(record: Record) -> Table:
    """Return the mean score of each lane of a study, at each of its points, as a table for the terminal."""
    table = Table(title=_("Mean of the folds"))
    several, metric = len(record.points) > 1, record.metric
    headings = [_("Contender"), *([_("At")] if several else []), _(metric.label), _("95 % interval")]
    for heading in headings:
        table.add_column(heading, justify="left" if heading is headings[0] else "right")
    for row in means(record).dropna(subset=["mean"]).to_dict("records"):
        at = [str(record.points[int(row["point"])])] if several else []
        ends = interval(Estimate(row["mean"], row["low"], row["high"]), metric)
        table.add_row(told(record.lanes[str(row["lane"])].label), *at, score(row["mean"], metric), ends)
    return table


def size_told(info: DatasetInfo) -> str:
    """Say how large a data set is."""
    words = {"rows": count(info.rows), "columns": count(info.features), "classes": info.classes}
    if info.task == "regression":
        return _("{rows} × {columns}, a number", **words)
    return _("{rows} × {columns}, {classes} classes", **words)


def judged(study: Study) -> Record:
    """Wait for a study, whose progress is shown as it goes on; who interrupts it gets what it has found so far."""
    with Live(console=console(stderr=True), refresh_per_second=2, transient=True) as live:
        try:
            while not study.wait(0.5):
                live.update(summary(study.record))
        except KeyboardInterrupt:
            study.stop()
            study.wait()
    return study.record


def print_list(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table whose first columns stay whole, and whose last takes what room is left, of 80 characters too."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    *first, last = columns
    for column in first:
        table.add_column(column, no_wrap=True)
    table.add_column(last)
    for row in rows:
        table.add_row(*row)
    console().print(table)
